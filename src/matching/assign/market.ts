import { orderOf } from './order.ts';
import { bonusOf, type CohortProblem, type Inspected } from './problem.ts';
import { rowsInOrder } from './rows.ts';

/**
 * The cohort as a market: askers, each with some units to place, and askees, each with some seats. Whichever side has
 * fewer units asks, so that in most cohorts every unit finds a seat: the learners where there are places for all,
 * otherwise the guides, with a unit for each place. Of an asker and an askee at least one has only one unit or seat.
 *
 * Askers and askees are numbered in the order of their keys, and so are the edges in each row: what is computed from a
 * market does not depend on the order in which the cohort was given.
 */
export interface Market {
  askers: number;
  askees: number;
  rowStart: Int32Array;
  /** By edge. Empty where `isFull`: every asker may have every askee, and the edge's place in its row is the askee. */
  askee: Int32Array;
  score: Int32Array;
  isFull: boolean;
  /** By asker: units not placed yet. */
  units: Int32Array;
  /** By asker: units that sit. */
  placed: Int32Array;
  /** By asker: its dual value, the bonus left out; -bonus where it is worth nothing to sit. */
  value: Float64Array;
  /** By askee: the dual value of one of its seats; 0 while one is free. */
  price: Float64Array;
  /** By askee: its first seat; the last element is the number of seats. */
  seatStart: Int32Array;
  /** By askee: how many of its seats are taken, from the first on. */
  taken: Int32Array;
  /** By seat: the asker who sits there. */
  holder: Int32Array;
  askeeOfSeat: Int32Array;
  bonus: number;
  /** Do guides ask for learners? */
  guidesAsk: boolean;
  /** By number in this market: the index in the problem. */
  learnerAt: Int32Array;
  guideAt: Int32Array;
}

/**
 * Opens the market of a problem. Memory: one copy of the edges where guides ask, two where learners ask and the problem
 * is not in the order of its keys, otherwise none.
 *
 * @throws RangeError where a guide comes twice in a row, or where numbers are too large
 */
export function openMarket(problem: CohortProblem, inspected: Inspected): Market {
  const { learners, guides, edges, maxScore, isAscending } = inspected;
  const learnerAt = orderOf(problem.learnerKeys);
  const guideAt = orderOf(problem.guideKeys);
  const places = usefulPlaces(problem, learners, guides, guideAt);
  const guidesAsk = learners > sumOf(places);
  const given = { rowStart: problem.rowStart, to: problem.guide, score: problem.score };
  const rows = rowsInOrder(given, { learnerAt, guideAt, isAscending, byGuide: guidesAsk });
  const ones = new Int32Array(learners).fill(1);
  const [units, seats] = guidesAsk ? [places, ones] : [ones, places];
  const seatStart = new Int32Array(seats.length + 1);
  for (let at = 0; at < seats.length; at += 1) seatStart[at + 1] = (seatStart[at] ?? 0) + (seats[at] ?? 0);
  const bonus = bonusOf(Math.min(learners, sumOf(problem.capacity)), maxScore);
  // A guide without a place is too dear for anybody.
  const value = new Float64Array(units.length);
  for (let at = 0; at < value.length; at += 1) if (units[at] === 0) value[at] = maxScore;
  const price = new Float64Array(seats.length);
  for (let at = 0; at < price.length; at += 1) if (seats[at] === 0) price[at] = maxScore + bonus;
  const askeeOfSeat = new Int32Array(seatStart[seats.length] ?? 0);
  for (let at = 0, seat = 0; at < seats.length; at += 1)
    for (; seat < (seatStart[at + 1] ?? 0); seat += 1) askeeOfSeat[seat] = at;
  return {
    askers: units.length,
    askees: seats.length,
    rowStart: rows.rowStart,
    askee: rows.to,
    score: rows.score,
    isFull: edges === learners * guides,
    units,
    placed: new Int32Array(units.length),
    value,
    price,
    seatStart,
    taken: new Int32Array(seats.length),
    holder: new Int32Array(askeeOfSeat.length).fill(-1),
    askeeOfSeat,
    bonus,
    guidesAsk,
    learnerAt,
    guideAt,
  };
}

/**
 * Places by guide, in the order of keys, without those that nobody can take: one more than learners may come is as good
 * as a thousand more (and the one more keeps the last place free, which makes it worth nothing).
 */
function usefulPlaces(
  problem: CohortProblem,
  learners: number,
  guides: number,
  guideAt: Int32Array,
): Int32Array {
  const { capacity, guide } = problem;
  const most = new Int32Array(guides).fill(learners + 1);
  const asGiven = capacity.reduce((all, places) => all + Math.min(places, learners + 1), 0);
  // Seats take memory: where there are more than edges, they are counted.
  if (asGiven > guide.length) {
    most.fill(1);
    for (let edge = 0; edge < guide.length; edge += 1) {
      const to = guide[edge] ?? 0;
      most[to] = (most[to] ?? 0) + 1;
    }
  }
  return guideAt.map((at) => Math.min(capacity[at] ?? 0, most[at] ?? 0));
}

function sumOf(counts: Int32Array): number {
  return counts.reduce((all, some) => all + some, 0);
}
