import type { PersonId } from '../ports.ts';
import { weightsOf } from '../programs/program.ts';
import { alike } from './alike.ts';
import type { Around, Guide, Learner } from './match.ts';
import {
  commonMinutesWith,
  FOLDED_ALONE,
  firstBroken,
  HARD_RULES,
  type HardRule,
  hoursKey,
  shareLanguage,
  TOLD_ALONE,
} from './rules.ts';
import {
  departmentPart,
  experiencePart,
  hoursPart,
  loadPart,
  type Parts,
  pointsOf,
  scoreOf,
  topicsPart,
  UNKNOWN,
  waysPart,
} from './score.ts';

/** Two people, by their ids. */
export interface Two {
  learnerId: PersonId;
  guideId: PersonId;
}

/** What keeps two apart; nothing where they have a score. */
export type Verdict = HardRule | 'self' | 'forbidden' | undefined;

/** Looks at one learner after the other, with all guides at once. */
export interface Judge {
  /**
   * For each guide the score with this learner, 0 to 100, or a number under 0 that says which rule keeps them apart.
   * The array is the judge's own: the next learner's verdicts are written over it.
   */
  verdicts(learner: Learner): Int16Array;
  ruleOf(verdict: number): Verdict;
}

const APART: readonly Verdict[] = [
  undefined,
  'self',
  'forbidden',
  ...Object.keys(HARD_RULES).filter((name): name is HardRule => name in HARD_RULES),
];
const codeOf = (rule: Verdict): number => -APART.indexOf(rule);
const [LANGUAGE, HOURS, AVOID] = [codeOf('language'), codeOf('hours'), codeOf('avoid')];

/**
 * The rules and the score of {@link firstBroken} and {@link scoreOf}, for millions of pairs. What depends on a guide
 * alone, or on what many share, is found out once by the same functions; whoever has to do with the learner in person
 * is looked at by {@link firstBroken} itself.
 */
export function judging(
  guides: readonly Guide[],
  placeOf: ReadonlyMap<PersonId, number>,
  around: Around,
  forbidden: readonly Two[],
): Judge {
  const weights = weightsOf(around.program);
  const alone = (rules: readonly (typeof TOLD_ALONE | typeof FOLDED_ALONE)[number][]) =>
    Int16Array.from(guides, (guide) => codeOf(rules.find((rule) => !HARD_RULES[rule]({ guide, around }))));
  const [toldAlone, foldedAlone] = [alone(TOLD_ALONE), alone(FOLDED_ALONE)];
  const load = Float64Array.from(guides, loadPart);
  const languages = alike(
    guides,
    (guide) => guide.languages.join(),
    (learner) => learner.languages.join(),
    (learner, guide) => (shareLanguage(learner, guide) ? 1 : 0),
  );
  const hours = alike(guides, hoursKey, hoursKey, (learner, guide) =>
    commonMinutesWith(learner, around.now)(guide),
  );
  const departments = alike(guides, departmentSort, departmentSort, departmentPart);
  const ways = alike(
    guides,
    (guide) => guide.ways.join(),
    (learner) => learner.ways.join(),
    waysPart,
  );
  const experience = alike(guides, experienceSort, experienceSort, experiencePart);
  const topics = topicsOf(guides);
  const near = nearness(guides, placeOf, around, forbidden);

  const verdicts = new Int16Array(guides.length);
  const parts: Parts = {
    topics: UNKNOWN,
    ways: UNKNOWN,
    hours: UNKNOWN,
    experience: UNKNOWN,
    department: UNKNOWN,
    load: UNKNOWN,
  };
  return {
    ruleOf: (verdict) => APART[-verdict],
    verdicts(learner) {
      const { isNear, verdictOf } = near(learner);
      const points = topics.pointsFor(learner);
      const wanted = pointsOf(learner).size;
      const speaks = languages.row(learner);
      const minutes = hours.row(learner);
      const department = departments.row(learner);
      const alikeWays = ways.row(learner);
      const ahead = experience.row(learner);
      const avoidsOwn = learner.avoid.ownDepartment;
      for (let at = 0; at < verdicts.length; at += 1) {
        const common = minutes[hours.sortOf[at] ?? 0] ?? 0;
        parts.department = department[departments.sortOf[at] ?? 0] ?? UNKNOWN;
        const apart =
          isNear[at] === 1
            ? verdictOf(at, common)
            : (toldAlone[at] ?? 0) ||
              (speaks[languages.sortOf[at] ?? 0] === 0 ? LANGUAGE : 0) ||
              (HARD_RULES.hours({ commonMinutes: common }) ? 0 : HOURS) ||
              (avoidsOwn && parts.department === 0 ? AVOID : 0) ||
              (foldedAlone[at] ?? 0);
        if (apart < 0) {
          verdicts[at] = apart;
          continue;
        }
        parts.topics = topicsPart(topics.sum(at, points), wanted);
        parts.ways = alikeWays[ways.sortOf[at] ?? 0] ?? UNKNOWN;
        parts.hours = hoursPart(common);
        parts.experience = ahead[experience.sortOf[at] ?? 0] ?? UNKNOWN;
        parts.load = load[at] ?? UNKNOWN;
        verdicts[at] = scoreOf(parts, weights);
      }
      return verdicts;
    },
  };
}

const departmentSort = ({ department }: Pick<Guide, 'department'>): string => department ?? '';
const experienceSort = ({ experienceYears }: Pick<Guide, 'experienceYears'>): string => `${experienceYears}`;

/** Topics as numbers, so that points are added up without looking at a text. */
function topicsOf(guides: readonly Guide[]) {
  const numbers = new Map<string, number>();
  for (const { topics } of guides)
    for (const topic of topics) if (!numbers.has(topic)) numbers.set(topic, numbers.size);
  const first = new Int32Array(guides.length + 1);
  for (const [at, { topics }] of guides.entries()) first[at + 1] = (first[at] ?? 0) + topics.length;
  const offered = Int32Array.from(
    guides.flatMap(({ topics }) => topics.map((topic) => numbers.get(topic) ?? 0)),
  );
  return {
    pointsFor(learner: Learner): Int32Array {
      const points = new Int32Array(numbers.size);
      for (const [topic, worth] of pointsOf(learner)) {
        const number = numbers.get(topic);
        if (number !== undefined) points[number] = worth;
      }
      return points;
    },
    sum(guide: number, points: Int32Array): number {
      let sum = 0;
      const end = first[guide + 1] ?? 0;
      for (let at = first[guide] ?? 0; at < end; at += 1) sum += points[offered[at] ?? 0] ?? 0;
      return sum;
    },
  };
}

/**
 * Guides who have to do with a learner in person: managers, reports, those who are excluded, avoided or were met before,
 * those whom a manager does not want to be matched with them, and learners themselves. They are few.
 */
function nearness(
  guides: readonly Guide[],
  placeOf: ReadonlyMap<PersonId, number>,
  around: Around,
  forbidden: readonly Two[],
) {
  const under = new Map<string, number[]>();
  for (const [at, { id }] of guides.entries())
    for (const manager of around.lines.above(id)) {
      const reports = under.get(manager);
      if (reports) reports.push(at);
      else under.set(manager, [at]);
    }
  const places: ReadonlyMap<string, number> = placeOf;
  const kept = new Map<PersonId, Set<PersonId>>();
  for (const { learnerId, guideId } of forbidden)
    kept.set(learnerId, (kept.get(learnerId) ?? new Set()).add(guideId));
  const isNear = new Uint8Array(guides.length);
  return (learner: Learner) => {
    isNear.fill(0);
    const apart = kept.get(learner.id) ?? new Set();
    const ids = [
      learner.excluded,
      learner.earlier,
      learner.avoid.people,
      apart,
      around.lines.above(learner.id),
    ];
    for (const id of [learner.id, ...ids.flatMap((each) => [...each])]) {
      const at = places.get(id);
      if (at !== undefined) isNear[at] = 1;
    }
    for (const at of under.get(learner.id) ?? []) isNear[at] = 1;
    return {
      isNear,
      verdictOf(at: number, commonMinutes: number): number {
        const guide = guides[at];
        if (!guide) return 0;
        const broken = firstBroken({ learner, guide, commonMinutes, around });
        return codeOf(broken ?? (apart.has(guide.id) ? 'forbidden' : undefined));
      },
    };
  };
}
