import type { Fit } from '../pairs/fit.ts';
import type { PersonId } from '../ports.ts';
import { weightsOf } from '../programs/program.ts';
import { type Cohort, pairOf, type Together } from './draft.ts';
import type { Around, Guide, Learner } from './match.ts';
import type { RequestId } from './request.ts';
import { commonMinutesWith, firstBroken } from './rules.ts';
import { fitOf } from './score.ts';

/** A learner who asks in a program, and whom they chose. */
export interface Asking {
  requestId: RequestId;
  learner: Learner;
  /** In the learner's order; may be empty. */
  choices: readonly PersonId[];
}

/** Everybody who takes part in a cohort, as they are now. */
export interface TakingPart {
  askings: readonly Asking[];
  guides: readonly Guide[];
  /** Learners who stay out: a guide is being asked for them one by one, or they are not available now. */
  out: number;
  around: Around;
}

/**
 * Why two people fit, where no hard rule keeps them apart; else nothing, and not which rule. Offers that a guide has not
 * answered do not count: a cohort is not put to anybody.
 */
export function fitNow(learner: Learner, guide: Guide, around: Around): Fit | undefined {
  const commonMinutes = commonMinutesWith(learner, around.now)(guide);
  const meeting = { learner, guide: { ...guide, pending: 0 }, commonMinutes, around };
  if (firstBroken(meeting) !== undefined) return undefined;
  return fitOf(learner, guide, commonMinutes, weightsOf(around.program));
}

/**
 * The pairs of a draft that do not hold any more: somebody left, paused, is out or was matched, a hard rule keeps them
 * apart now, or the guide has fewer places; then the first ones keep theirs, as when it is published.
 */
export function goneFrom({ pairs }: Pick<Cohort, 'pairs'>, now: TakingPart): Together[] {
  const askings = new Map(now.askings.map((asking) => [asking.requestId, asking]));
  const guides = new Map(now.guides.map((guide) => [guide.id, guide]));
  const used = new Map<PersonId, number>();
  const holding = new Set<Together>();
  for (const pair of pairs) {
    const [asking, guide] = [askings.get(pair.requestId), guides.get(pair.guideId)];
    if (!asking || !guide || !fitNow(asking.learner, guide, now.around)) continue;
    const given = (used.get(guide.id) ?? 0) + 1;
    if (given > guide.places - guide.taken) continue;
    used.set(guide.id, given);
    holding.add(pair);
  }
  return pairs.filter((pair) => !holding.has(pair)).map(pairOf);
}

/** How many learners could be matched now and are not in the draft. */
export function newerThan({ pairs, unmatched }: Cohort, { askings }: TakingPart): number {
  const known = new Set([...pairs, ...unmatched].map(({ requestId }) => requestId));
  return askings.filter(({ requestId }) => !known.has(requestId)).length;
}
