import type { Fit } from '../pairs/fit.ts';
import type { PersonId } from '../ports.ts';
import { weightsOf } from '../programs/program.ts';
import { type Edges, edgeList } from './edges.ts';
import { judging, type Two, type Verdict } from './judging.ts';
import { inLotOrder } from './lot.ts';
import type { Around, Guide, Learner, Shortage } from './match.ts';
import { commonMinutesWith, firstBroken } from './rules.ts';
import { fitOf } from './score.ts';
import { type Broken, countBroken, shortageOf } from './shortage.ts';

/**
 * What a learner's first, second and third choice is worth beside the fit of 0 to 100, and any other: enough to win
 * over a fit that is a little better, not over one that is far better.
 */
export const CHOICE_POINTS = [30, 20, 10, 5] as const;

/** What people want of a cohort; none of it overrides a hard rule. */
export interface Wants {
  /** Guides whom a learner chose, in the learner's order. */
  choices: ReadonlyMap<PersonId, readonly PersonId[]>;
  /** By a manager: matched whatever else would be better, and even where they fit less than the program asks. */
  pins: readonly Two[];
  /** By a manager. */
  forbidden: readonly Two[];
}

/** A cohort as it is to be solved. Learners and guides stand in an order that is the same however they were given. */
export interface Eligible {
  learners: readonly Learner[];
  guides: readonly Guide[];
  /** Learners who are pinned have none: they are matched already. */
  edges: Edges;
  /** How many learners each guide can be given; pins have taken theirs. */
  places: Int32Array;
  pinned: Two[];
  /** Pins that cannot be kept: one of the two is not there, a hard rule keeps them apart, or the guide is full. */
  idle: Two[];
  /** Why two people fit, whether or not they are eligible. */
  fit(learner: Learner, guide: Guide): Fit;
  /**
   * Why a learner was not matched.
   *
   * @param at the learner's place in `learners`
   * @param reader what learners asked to leave out is told to them alone
   */
  shortage(at: number, reader: 'learner' | 'manager'): Shortage;
}

/**
 * Who of a cohort may be matched with whom: exactly those whom {@link rank} would show and whose fit is not under the
 * program's floor. Time goes with learners times guides, about 70 ns each; memory with the pairs that are eligible.
 *
 * @returns no edges where nobody is there on one side
 */
export function eligible(
  learnersGiven: readonly Learner[],
  guidesGiven: readonly Guide[],
  wants: Wants,
  around: Around,
): Eligible {
  const [learners, guides] = [inLotOrder(learnersGiven), inLotOrder(guidesGiven)];
  const weights = weightsOf(around.program);
  const placeOf = new Map(guides.map(({ id }, at) => [id, at]));
  const places = Int32Array.from(guides, ({ places, taken }) => Math.max(0, places - taken));
  const kept = keptPins(learners, guides, placeOf, places, wants.pins, around);
  const judge = judging(guides, placeOf, around, wants.forbidden);
  const isPinned = new Set(kept.pinned.map(({ learnerId }) => learnerId));

  const list = edgeList(learners.length);
  const points = new Int32Array(guides.length);
  for (const learner of learners) {
    if (!isPinned.has(learner.id)) {
      const chosen = (wants.choices.get(learner.id) ?? []).flatMap((id) => placeOf.get(id) ?? []);
      for (const [rank, at] of [...new Set(chosen)].entries()) points[at] = choicePoints(rank);
      const verdicts = judge.verdicts(learner);
      for (let at = 0; at < verdicts.length; at += 1) {
        const score = verdicts[at] ?? 0;
        if (score >= 0 && score >= around.program.rules.floor) list.add(at, score + (points[at] ?? 0));
      }
      for (const at of chosen) points[at] = 0;
    }
    list.endRow();
  }

  return {
    learners,
    guides,
    edges: list.edges(),
    places,
    ...kept,
    fit: (learner, guide) => fitOf(learner, guide, commonMinutesWith(learner, around.now)(guide), weights),
    shortage(at, reader) {
      const learner = learners[at];
      if (!learner) throw new RangeError(`no learner ${at}`);
      const broken: Broken = new Map();
      for (const verdict of judge.verdicts(learner))
        countBroken(broken, reasonOf(judge.ruleOf(verdict), verdict, around.program.rules.floor));
      return shortageOf(0, broken, reader);
    },
  };
}

/** Of whom a learner may be matched with and was not, the places went to others. */
function reasonOf(broken: Verdict, score: number, floor: number): Parameters<Broken['set']>[0] {
  return broken ?? (score < floor ? 'fit' : 'contested');
}

function choicePoints(rank: number): number {
  return CHOICE_POINTS[Math.min(rank, CHOICE_POINTS.length - 1)] ?? 0;
}

/** Gives pins their places, the earlier ones first; a learner has one guide. */
function keptPins(
  learners: readonly Learner[],
  guides: readonly Guide[],
  placeOf: ReadonlyMap<PersonId, number>,
  places: Int32Array,
  pins: readonly Two[],
  around: Around,
): { pinned: Two[]; idle: Two[] } {
  const learnersById = new Map(learners.map((learner) => [learner.id, learner]));
  const pinned = new Map<PersonId, Two>();
  const idle: Two[] = [];
  for (const pin of pins) {
    const [learner, at] = [learnersById.get(pin.learnerId), placeOf.get(pin.guideId)];
    const guide = at === undefined ? undefined : guides[at];
    const left = at === undefined ? 0 : (places[at] ?? 0);
    if (!learner || !guide || at === undefined || left === 0 || pinned.has(learner.id)) idle.push(pin);
    else {
      const commonMinutes = commonMinutesWith(learner, around.now)(guide);
      if (firstBroken({ learner, guide, commonMinutes, around }) !== undefined) idle.push(pin);
      else {
        pinned.set(learner.id, pin);
        places[at] = left - 1;
      }
    }
  }
  return { pinned: [...pinned.values()], idle };
}
