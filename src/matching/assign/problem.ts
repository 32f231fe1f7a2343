/**
 * A cohort as numbers: who may be matched with whom, and how well they fit. Pins, exclusions and hard rules are in the
 * edges already: what may not be is not there. The edges lie row by row, as in a compressed sparse matrix: those of
 * learner `i` are `rowStart[i]` to `rowStart[i + 1] - 1`, in any order, each guide at most once.
 */
export interface CohortProblem {
  /**
   * One key for each learner, all different. Where several answers are equally good, the keys decide, and never the
   * order in which people were given: give keys that nobody can aim for (a hash of an id and a salt, not a name).
   */
  learnerKeys: readonly string[];
  /** The same for guides. */
  guideKeys: readonly string[];
  /** Free places by guide, 0 or more. */
  capacity: Int32Array;
  /** Length: learners + 1, beginning with 0. */
  rowStart: Int32Array;
  /** By edge: the guide's index. */
  guide: Int32Array;
  /** By edge: how well the two fit, 0 or more. */
  score: Int32Array;
}

/** The best answer, and the numbers by which anybody can check that there is no better one (certificate.ts). */
export interface Assignment {
  /** By learner: the guide's index, or -1. */
  guideOf: Int32Array;
  /** How many learners have a guide: as many as is possible at all. */
  matched: number;
  /** The sum of the scores of those pairs: the largest with so many pairs. */
  total: number;
  /** What one more pair counts beside the scores: more than all scores together can. */
  bonus: number;
  /** Dual values by learner, with the bonus in them: what the answer would lose without this learner. */
  learnerValue: Float64Array;
  /** Dual values by guide: what one place of this guide is worth to the answer. */
  guideValue: Float64Array;
}

/** What a solver wants to know of a problem before it begins. */
export interface Inspected {
  learners: number;
  guides: number;
  edges: number;
  /** The largest score; 0 where there are no edges. */
  maxScore: number;
  /** In every row the guides come in ascending order. */
  isAscending: boolean;
}

/**
 * Reads a problem once, from end to end.
 *
 * @throws RangeError where lengths do not fit together, an index is out of range, a score or capacity is negative (edges
 * and keys that come twice are found when they are put in order: rows.ts, order.ts)
 */
export function inspect(problem: CohortProblem): Inspected {
  const { learnerKeys, guideKeys, capacity, rowStart, guide, score } = problem;
  const learners = learnerKeys.length;
  const guides = guideKeys.length;
  const edges = guide.length;
  demand(capacity.length === guides, 'one capacity for each guide');
  demand(rowStart.length === learners + 1 && rowStart[0] === 0, 'one row for each learner, from 0');
  demand(score.length === edges && rowStart[learners] === edges, 'one score for each edge');
  demand(
    capacity.every((places) => places >= 0),
    'no negative capacity',
  );
  let maxScore = 0;
  let isAscending = true;
  let signs = 0;
  for (let learner = 0, edge = 0; learner < learners; learner += 1) {
    const end = rowStart[learner + 1] ?? 0;
    demand(end >= edge && end <= edges, 'rows that follow each other');
    const start = edge;
    let before = -1;
    let ascends = true;
    for (; edge < end; edge += 1) {
      const to = guide[edge] ?? 0;
      const worth = score[edge] ?? 0;
      if (to <= before) ascends = false;
      if (worth > maxScore) maxScore = worth;
      // Negative when one of them is.
      signs |= worth;
      before = to;
    }
    // Ascending from above -1: the last is the largest. Otherwise one looks again.
    if (ascends) demand(before < guides, 'guides that exist');
    else demandGuides(guide.subarray(start, end), guides);
    isAscending &&= ascends;
  }
  demand(signs >= 0, 'no negative score');
  return { learners, guides, edges, maxScore, isAscending };
}

function demandGuides(row: Int32Array, guides: number): void {
  demand(
    row.every((to) => to >= 0 && to < guides),
    'guides that exist',
  );
}

/**
 * What makes one more pair better than any sum of scores. At most `pairs` pairs can be made, each with at most
 * `maxScore`: whoever has a pair less can be better by `pairs * maxScore` at most, and the bonus is one more.
 *
 * @throws RangeError where sums could leave the integers that a double holds exactly: from 2^50 on. With 2^31 as the
 * largest score that takes half a million pairs.
 */
export function bonusOf(pairs: number, maxScore: number): number {
  const bonus = pairs * maxScore + 1;
  demand(bonus < 2 ** 50, 'scores and people in numbers that can be added exactly');
  return bonus;
}

/** @throws RangeError naming what was expected */
export function demand(isSo: boolean, expected: string): void {
  if (!isSo) throw new RangeError(`A cohort needs ${expected}.`);
}
