import { expectedGapDays } from '../pairs/silence.ts';
import { LEAST_GROUP } from '../people/workspace.ts';
import { KINDS, type Kind } from '../ports.ts';
import type { CadenceRules } from '../programs/cadence.ts';
import { bandsOf, ownersOf, toStep } from './disclosure.ts';
import type { Definition, Facts, Group, PairFacts, Value } from './facts.ts';
import { OPEN_REQUESTS } from './open-requests.ts';
import { askedLately, PARTS } from './parts.ts';

/** What is counted of a program; each is defined below, and in docs/FIGURES.md in everybody's words. */
export const FIGURES = [
  'guides',
  'learners',
  'places',
  'matched',
  'days-to-talk',
  'open-since',
  'open-for',
  'states',
  'trials',
  'alive',
  'plan',
  'closes',
  'progress',
  'useful',
  'answered',
  'asked',
  'offered',
] as const;
export type FigureKey = (typeof FIGURES)[number];

const LEAST: Record<Group, number> = { plain: LEAST_GROUP.usual, private: 10 };

const DAY_MS = 86_400_000;
const ALIVE_GAPS = 1.5;
const USEFUL = 4;

const ids = (pairs: readonly PairFacts[]): string[] => pairs.map(({ id }) => id);
const days = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / DAY_MS;

export const DEFINITIONS: Record<FigureKey, Definition> = {
  ...PARTS,
  ...OPEN_REQUESTS,

  /** Guides who are in a running pair now, of all who ever were in a pair. */
  guides: running('guideId'),
  learners: running('learnerId'),

  /** Of the learners who asked in the last 90 days, those who were matched. */
  matched: {
    kinds: KINDS,
    group: 'plain',
    isOfATime: true,
    candidates: ({ requests }, now) => askedLately(requests, now),
    value({ requests }, has) {
      const asked = requests.filter((request) => has(request.name));
      const people = new Set(asked.map(({ learnerId }) => learnerId));
      const matched = new Set(asked.filter(({ isMatched }) => isMatched).map(({ learnerId }) => learnerId));
      return share(matched.size, people.size, people.size);
    },
  },

  /** The median of the days from a request to the first conversation. */
  'days-to-talk': {
    kinds: KINDS,
    group: 'plain',
    candidates: ({ pairs }) => ids(pairs.filter(({ firstTalkAt }) => firstTalkAt !== null)),
    value: ({ pairs }, has) =>
      median(
        pairs.flatMap(({ id, requestedAt, firstTalkAt }) =>
          firstTalkAt && has(id) ? Math.max(0, Math.round(days(requestedAt, firstTalkAt))) : [],
        ),
      ),
  },

  /** Of the first conversations that are over, those after which both went on. */
  trials: {
    kinds: KINDS,
    group: 'private',
    candidates: ({ pairs }) => ids(pairs.filter(({ state }) => state !== 'trial')),
    value({ pairs }, has) {
      const over = pairs.filter(({ id }) => has(id));
      return share(over.filter(({ endedFrom }) => endedFrom !== 'trial').length, over.length, over.length);
    },
  },

  /** Of the pairs that run or rest, those that met, or began, within one and a half of their own gaps. */
  alive: {
    kinds: KINDS,
    group: 'plain',
    candidates: ({ pairs }) => ids(pairs.filter(({ course }) => course !== null)),
    value({ pairs, kind, cadence }, has, now) {
      const going = pairs.filter(({ id, course }) => course !== null && has(id));
      return share(
        going.filter((pair) => isAlive(pair, kind, cadence, now)).length,
        going.length,
        going.length,
      );
    },
  },

  /** Of the sessions that plans foresaw to date, those that took place. */
  plan: {
    kinds: ['coaching'],
    group: 'plain',
    candidates: ({ pairs }) => ids(pairs.filter(hasRun)),
    value({ pairs, cadence }, has, now) {
      const planned = pairs.flatMap((pair) => {
        const sessions = has(pair.id) ? plannedToDate(pair, cadence, now) : 0;
        return sessions > 0 ? [{ sessions, held: Math.min(pair.held, sessions) }] : [];
      });
      return share(
        planned.reduce((sum, { held }) => sum + held, 0),
        planned.reduce((sum, { sessions }) => sum + sessions, 0),
        planned.length,
      );
    },
  },

  /** Of the pairs that had run and have ended, those that closed because it had done its work. */
  closes: {
    kinds: KINDS,
    group: 'private',
    candidates: ({ pairs }) => ids(pairs.filter((pair) => pair.state === 'ended' && hasRun(pair))),
    value({ pairs }, has) {
      const ended = pairs.filter(({ id }) => has(id));
      return share(ended.filter(({ why }) => why === 'completed').length, ended.length, ended.length);
    },
  },

  /** The median of how far clients have come towards their goal, as they put it: last, less where they began. */
  progress: {
    kinds: ['coaching'],
    group: 'private',
    candidates: ({ pairs }) =>
      ids(pairs.filter(({ startingPoint, progress }) => startingPoint !== null && progress !== null)),
    value: ({ pairs }, has) =>
      median(
        pairs.flatMap(({ id, startingPoint, progress }) =>
          startingPoint !== null && progress !== null && has(id) ? progress - startingPoint : [],
        ),
      ),
  },

  /** Of the answers to "how useful is it?", those of 4 or 5. */
  useful: {
    kinds: ['mentoring'],
    group: 'private',
    candidates: ({ answers }) => answers.map(answerName),
    value({ answers }, has) {
      const given = answers.filter((answer) => has(answerName(answer)));
      const people = new Set(given.map(({ personId }) => personId)).size;
      return share(given.filter(({ useful }) => useful >= USEFUL).length, given.length, people);
    },
  },

  /** Of the people who were asked, those who ever answered: what usefulness stands on. */
  answered: {
    kinds: ['mentoring'],
    group: 'private',
    candidates: ({ asked, answers }) => [...new Set([...asked, ...answers.map(({ personId }) => personId)])],
    value({ asked, answers }, has) {
      const answering = new Set(answers.map(({ personId }) => personId));
      const all = [...new Set([...asked, ...answering])].filter(has);
      return share(all.filter((one) => answering.has(one)).length, all.length, all.length);
    },
  },
};

function running(side: 'guideId' | 'learnerId'): Definition {
  return {
    kinds: KINDS,
    group: 'plain',
    candidates: ({ pairs }) => [...new Set(pairs.map((pair) => pair[side]))],
    value({ pairs }, has) {
      const now = pairs.filter(({ state }) => state === 'running').map((pair) => pair[side]);
      const all = new Set(pairs.map((pair) => pair[side]).filter(has));
      return { form: 'count', count: new Set(now.filter(has)).size, of: all.size };
    },
  };
}

/** Which figures there are of a program of this kind, in the order in which they are told. */
export function figuresOfKind(kind: Kind): FigureKey[] {
  return FIGURES.filter((key) => DEFINITIONS[key].kinds.includes(kind));
}

/** The least group of a figure. @param raised what an admin set; never less than the product's own */
export function leastOf(key: FigureKey, raised: number | null): number {
  return leastIn(DEFINITIONS[key].group, raised);
}

function leastIn(group: Group, raised: number | null): number {
  return Math.max(LEAST[group], raised ?? 0);
}

/** The least group of one part of a figure. */
export function leastOfPart(key: FigureKey, part: string, raised: number | null): number {
  return leastIn(DEFINITIONS[key].privateParts?.includes(part) ? 'private' : 'plain', raised);
}

function answerName({ personId, pairId, once }: Facts['answers'][number]): string {
  return `${personId} ${pairId} ${once}`;
}

function hasRun({ course, state, endedFrom }: PairFacts): boolean {
  return course !== null || (state === 'ended' && (endedFrom === 'running' || endedFrom === 'paused'));
}

function isAlive({ course, state, met }: PairFacts, kind: Kind, cadence: CadenceRules, now: Date): boolean {
  if (!course || state !== 'running') return false;
  const { rhythm, since, from } = course;
  const gapDays =
    kind === 'coaching' && rhythm.form === 'plan'
      ? rhythm.everyDays
      : expectedGapDays(
          { terms: { rhythm }, since, from },
          met.map((startsAt) => ({ state: 'held' as const, startsAt })),
          cadence.mentoring,
        );
  const last = new Date(Math.max(from.getTime(), ...met.map((at) => at.getTime())));
  return days(last, now) <= ALIVE_GAPS * gapDays;
}

/**
 * How many sessions the plan of a pair foresaw until now, or until it paused or ended: the first when the time for it was
 * over, then one every so many days. What a pair had agreed on is not kept beyond its end: of one that has ended, the
 * program's own plan from the first conversation; all was kept where both closed it.
 */
function plannedToDate(pair: PairFacts, { coaching }: CadenceRules, now: Date): number {
  const { course, firstTalkAt, endedAt, held, heldBefore, why } = pair;
  const firstWithinDays = Math.ceil((coaching.firstWithinWorkdays * 7) / 5);
  const foreseen = (from: Date, until: Date, { sessions, everyDays }: Plan, before: number): number => {
    const since = days(from, until) - firstWithinDays;
    return since < 0
      ? Math.min(sessions, before)
      : Math.min(sessions, before + 1 + Math.floor(since / everyDays));
  };
  if (course)
    return course.rhythm.form === 'plan'
      ? foreseen(course.from, course.pausedAt ?? now, course.rhythm, heldBefore)
      : 0;
  if (why === 'completed') return held;
  return firstTalkAt && endedAt ? foreseen(firstTalkAt, endedAt, coaching, 0) : 0;
}

type Plan = Pick<CadenceRules['coaching'], 'sessions' | 'everyDays'>;

function share(part: number, whole: number, of: number): Value | undefined {
  return whole === 0 ? undefined : { form: 'share', part, whole, of };
}

/** Between the two in the middle where there is an even number of them. */
function median(numbers: readonly number[]): Value | undefined {
  if (numbers.length === 0) return undefined;
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return { form: 'median', median: (low + high) / 2, of: numbers.length };
}

/** A figure as everybody may read it. */
export type Shown =
  | { form: 'count'; count: number }
  /** Fewer than the least group; not none. */
  | { form: 'few' }
  /** About so many in ten; of how many at least, where that is told. */
  | { form: 'share'; tenths: number; outOf?: number | undefined }
  /** In whole days or half points. */
  | { form: 'median'; median: number }
  | { form: 'parts'; parts: Record<string, Part> };

/** At least so many; or fewer than so many, which can be none. */
export type Part = { atLeast: number } | { under: number };

/**
 * Rounds a figure so that one contributor more or less is not seen in it; nothing where it is about too few.
 *
 * @param leastOfOne the least number of one part of a breakdown
 * @example rounded({ form: 'share', part: 17, whole: 22, of: 22 }, 5) // { form: 'share', tenths: 8 }
 */
export function rounded(
  value: Value,
  least: number,
  leastOfOne: (part: string) => number = () => least,
): Shown | undefined {
  if (value.form === 'count')
    return value.count >= least ? { form: 'count', count: value.count } : { form: 'few' };
  if (value.form === 'bands')
    return { form: 'parts', parts: toldParts(bandsOf(value.parts, least), () => least) };
  if (value.of < least) return undefined;
  switch (value.form) {
    case 'share': {
      if (value.counts && value.whole < least) return undefined;
      const tenths = Math.round((10 * value.part) / value.whole);
      return { form: 'share', tenths, ...(value.counts && { outOf: toStep(value.whole) }) };
    }
    case 'median':
      return { form: 'median', median: Math.round(value.median * 2) / 2 };
    case 'parts':
      return { form: 'parts', parts: toldParts(Object.entries(value.parts), leastOfOne) };
  }
}

function toldParts(
  parts: readonly (readonly [string, number])[],
  leastOf: (part: string) => number,
): Record<string, Part> {
  return Object.fromEntries(
    parts.map(([part, count]) => {
      const least = leastOf(part);
      return [part, count >= least ? { atLeast: toStep(count) } : { under: least }];
    }),
  );
}

/** How many stand at least in the parts of a breakdown that are told. */
export function sumOf(parts: Record<string, Part>): number {
  return Object.values(parts).reduce((sum, part) => sum + ('atLeast' in part ? part.atLeast : 0), 0);
}

/** Of how many people (or pairs) a figure is, to the fives below: exactly, two figures could be held against each other. */
export function basisOf(contributors: Iterable<string>): number {
  return toStep(ownersOf(contributors));
}
