import type { Assignment, CohortProblem } from '../../../src/matching/assign/problem.ts';

/** A cohort as a person would write it down. */
export interface Table {
  /** Free places, guide by guide. */
  places: readonly number[];
  /** A row a learner, a column a guide; null: these two may not be matched. */
  scores: readonly (readonly (number | null)[])[];
  learnerKeys?: readonly string[];
  guideKeys?: readonly string[];
}

export function cohortOf({ places, scores, learnerKeys, guideKeys }: Table): CohortProblem {
  const edges = scores.flatMap((row) =>
    row.flatMap((score, guide) => (score === null ? [] : [{ guide, score }])),
  );
  let end = 0;
  const ends = scores.map((row) => {
    end += row.filter((score) => score !== null).length;
    return end;
  });
  return {
    learnerKeys: learnerKeys ?? scores.map((_, at) => `learner ${String(at).padStart(6, '0')}`),
    guideKeys: guideKeys ?? places.map((_, at) => `guide ${String(at).padStart(6, '0')}`),
    capacity: Int32Array.from(places),
    rowStart: Int32Array.from([0, ...ends]),
    guide: Int32Array.from(edges, ({ guide }) => guide),
    score: Int32Array.from(edges, ({ score }) => score),
  };
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `least` to `most`. */
export function between(throwDie: () => number, least: number, most: number): number {
  return least + Math.floor(throwDie() * (most - least + 1));
}

export interface Shape {
  learners: number;
  guides: number;
  mostPlaces: number;
  /** The largest score; few different ones make ties. */
  mostScore: number;
  /** Which share of all pairs is eligible. */
  eligible: number;
}

export function randomTable(
  throwDie: () => number,
  { learners, guides, mostPlaces, mostScore, eligible }: Shape,
): Table {
  return {
    places: Array.from({ length: guides }, () => between(throwDie, 0, mostPlaces)),
    scores: Array.from({ length: learners }, () =>
      Array.from({ length: guides }, () => (throwDie() < eligible ? between(throwDie, 0, mostScore) : null)),
    ),
  };
}

/** What an answer is compared by. */
export function worthOf({ matched, total }: Assignment): { matched: number; total: number } {
  return { matched, total };
}

/** Every way to match the learners, tried out. Only for a handful. */
export function bestByTrying({ places, scores }: Table): { matched: number; total: number } {
  const free = [...places];
  const tryFrom = (learner: number): { matched: number; total: number } => {
    const row = scores[learner];
    if (row === undefined) return { matched: 0, total: 0 };
    let best = tryFrom(learner + 1);
    for (const [guide, score] of row.entries()) {
      const places = free[guide] ?? 0;
      if (score === null || places === 0) continue;
      free[guide] = places - 1;
      const rest = tryFrom(learner + 1);
      free[guide] = places;
      const found = { matched: rest.matched + 1, total: rest.total + score };
      if (found.matched > best.matched || (found.matched === best.matched && found.total > best.total))
        best = found;
    }
    return best;
  };
  return tryFrom(0);
}
