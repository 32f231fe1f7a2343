import { bid } from './bidding.ts';
import { certify, type Flaw } from './certificate.ts';
import { type Market, openMarket } from './market.ts';
import { placeRest } from './paths.ts';
import { type Assignment, type CohortProblem, inspect } from './problem.ts';

/** An answer that its own certificate does not prove: a mistake in the solver. It is never used. */
export class UncertifiedError extends Error {
  override name = 'UncertifiedError';
  readonly code = 'cohort-uncertified';
  readonly flaw: Flaw;

  constructor(flaw: Flaw) {
    super(`The cohort's answer is not proved: ${flaw.flaw}.`);
    this.flaw = flaw;
  }
}

/**
 * Matches a cohort: as many learners as possible, and among all ways to match so many the one with the largest sum of
 * scores. Many learners to one guide, up to the guide's capacity. The answer is proved before it is returned.
 *
 * The same cohort gives the same answer, in whatever order its people and edges are given: keys decide between equals.
 * Without learners, guides or edges the answer is that nobody is matched.
 *
 * Time, with `E` edges, `L` learners and `U` units of the smaller side (learners, or places): O(E) to open the market,
 * to bid and to prove, and O(U * (E + L log L)) at worst for the paths. Memory: O(E + L + guides). Measured against
 * SciPy by `npm run bench`; why it is made so: docs/decisions/cohort-solver.md.
 *
 * @throws RangeError on a problem that is none (problem.ts)
 * @throws UncertifiedError where the answer could not be proved
 */
export function assign(problem: CohortProblem): Assignment {
  return proved(problem, solve(problem));
}

/** @throws UncertifiedError unless the answer is proved to be the best */
export function proved(problem: CohortProblem, assignment: Assignment): Assignment {
  const flaw = certify(problem, assignment);
  if (flaw) throw new UncertifiedError(flaw);
  return assignment;
}

/** {@link assign} without the proof. */
export function solve(problem: CohortProblem): Assignment {
  const market = openMarket(problem, inspect(problem));
  bid(market);
  placeRest(market);
  return closed(market, problem);
}

/** The market's answer in the problem's own order. */
function closed(market: Market, problem: CohortProblem): Assignment {
  const { holder, askeeOfSeat, learnerAt, guideAt, guidesAsk, bonus, value, price } = market;
  const guideOf = new Int32Array(learnerAt.length).fill(-1);
  for (let seat = 0; seat < holder.length; seat += 1) {
    const asker = holder[seat] ?? -1;
    if (asker < 0) continue;
    const askee = askeeOfSeat[seat] ?? 0;
    if (guidesAsk) guideOf[learnerAt[askee] ?? 0] = guideAt[asker] ?? 0;
    else guideOf[learnerAt[asker] ?? 0] = guideAt[askee] ?? 0;
  }
  const withBonus = value.map((some) => some + bonus);
  const learnerValue = asGiven(guidesAsk ? price : withBonus, learnerAt);
  const guideValue = asGiven(guidesAsk ? withBonus : price, guideAt);
  return { guideOf, ...sumOf(problem, guideOf), bonus, learnerValue, guideValue };
}

function asGiven(byRank: Float64Array, indexAt: Int32Array): Float64Array {
  const byIndex = new Float64Array(byRank.length);
  for (let rank = 0; rank < byRank.length; rank += 1) byIndex[indexAt[rank] ?? 0] = byRank[rank] ?? 0;
  return byIndex;
}

function sumOf(
  { rowStart, guide, score }: CohortProblem,
  guideOf: Int32Array,
): Pick<Assignment, 'matched' | 'total'> {
  let matched = 0;
  let total = 0;
  for (let learner = 0; learner < guideOf.length; learner += 1) {
    const to = guideOf[learner] ?? -1;
    if (to < 0) continue;
    matched += 1;
    total += score[guide.indexOf(to, rowStart[learner])] ?? 0;
  }
  return { matched, total };
}
