import type { Assignment, CohortProblem } from './problem.ts';

/** Why an answer is not proved to be the best. Indices are those of the problem. */
export type Flaw =
  | { flaw: 'lengths' }
  /** A pair that is not among the edges. */
  | { flaw: 'ineligible'; learner: number; guide: number }
  | { flaw: 'over-capacity'; guide: number; learners: number }
  /** `matched` or `total` is not what the pairs add up to. */
  | { flaw: 'sums' }
  /** The bonus is too small to put pairs before scores, or too large to be added exactly. */
  | { flaw: 'bonus' }
  /** A value is negative or no integer. */
  | { flaw: 'value'; of: 'learner' | 'guide'; index: number }
  /** A pair is worth more than the values of both: it may belong into a better answer. */
  | { flaw: 'better-pair'; learner: number }
  /** A pair of the answer is worth less than the values of both. */
  | { flaw: 'weak-pair'; learner: number; guide: number }
  /** Somebody without a pair, or a guide with a free place, has a value. */
  | { flaw: 'idle-value'; of: 'learner' | 'guide'; index: number };

/**
 * Proves that an answer is the best there is, knowing nothing of how it was found, or says what is wrong with it.
 *
 * Let every pair count its score and the bonus. Where every edge counts at most the values of its learner and its guide
 * together, no answer can count more than all learners' values and, for each place, its guide's value. Where the edges
 * of this answer count exactly that, and whoever is not used has the value 0, this answer counts as much: so it is the
 * best (linear programming's complementary slackness). The bonus is larger than what scores can add up to, so the best
 * has the most pairs, and of those with the most pairs the largest sum.
 *
 * Nothing is taken on trust: sums, bonus and limits are computed again. All numbers are integers below 2^52, so there is
 * no tolerance. Time: one pass over the edges; the problem itself must have been inspected (problem.ts).
 *
 * @returns the first flaw; undefined where there is none
 */
export function certify(problem: CohortProblem, answer: Assignment): Flaw | undefined {
  const { capacity, rowStart, guide, score } = problem;
  const { guideOf, bonus, learnerValue, guideValue } = answer;
  const learners = problem.learnerKeys.length;
  const guides = capacity.length;
  if (guideOf.length !== learners || learnerValue.length !== learners || guideValue.length !== guides)
    return { flaw: 'lengths' };
  if (!Number.isInteger(bonus) || bonus >= 2 ** 50) return { flaw: 'bonus' };
  const unsound = unsoundValue('learner', learnerValue) ?? unsoundValue('guide', guideValue);
  if (unsound) return unsound;

  const load = new Int32Array(guides);
  let matched = 0;
  let total = 0;
  let maxScore = 0;
  for (let learner = 0; learner < learners; learner += 1) {
    const start = rowStart[learner] ?? 0;
    const end = rowStart[learner + 1] ?? 0;
    const own = guideOf[learner] ?? -1;
    // The least that remains of a guide's value when a score is paid from it.
    let least = Number.POSITIVE_INFINITY;
    let ownEdge = -1;
    for (let edge = start; edge < end; edge += 1) {
      const to = guide[edge] ?? 0;
      const worth = score[edge] ?? 0;
      const rest = (guideValue[to] ?? 0) - worth;
      if (rest < least) least = rest;
      if (to === own) ownEdge = edge;
      if (worth > maxScore) maxScore = worth;
    }
    const value = learnerValue[learner] ?? 0;
    if (value + least < bonus) return { flaw: 'better-pair', learner };
    if (own < 0) {
      if (own !== -1) return { flaw: 'ineligible', learner, guide: own };
      if (value !== 0) return { flaw: 'idle-value', of: 'learner', index: learner };
      continue;
    }
    if (ownEdge < 0) return { flaw: 'ineligible', learner, guide: own };
    const worth = score[ownEdge] ?? 0;
    if (value + (guideValue[own] ?? 0) !== worth + bonus) return { flaw: 'weak-pair', learner, guide: own };
    load[own] = (load[own] ?? 0) + 1;
    matched += 1;
    total += worth;
  }
  let places = 0;
  for (let at = 0; at < guides; at += 1) {
    const has = load[at] ?? 0;
    const most = capacity[at] ?? 0;
    if (has > most) return { flaw: 'over-capacity', guide: at, learners: has };
    if (has < most && guideValue[at] !== 0) return { flaw: 'idle-value', of: 'guide', index: at };
    places += most;
  }
  if (matched !== answer.matched || total !== answer.total) return { flaw: 'sums' };
  // The most pairs that any answer can have, times the largest score.
  if (bonus <= Math.min(learners, places) * maxScore) return { flaw: 'bonus' };
  return undefined;
}

function unsoundValue(of: 'learner' | 'guide', values: Float64Array): Flaw | undefined {
  const index = values.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < 2 ** 51));
  return index < 0 ? undefined : { flaw: 'value', of, index };
}
