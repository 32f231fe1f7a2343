import { identity, isIdentity } from './order.ts';
import { demand } from './problem.ts';

/** Edges row by row, as in a compressed sparse matrix. */
export interface Rows {
  /** By row: its first edge; the last element is the number of edges. */
  rowStart: Int32Array;
  /** By edge: its column. Empty in what is turned here from full rows: the edge's place in its row says it. */
  to: Int32Array;
  score: Int32Array;
}

/** In which order rows come, and which side they are of. */
interface Wanted {
  /** Indices of learners and guides in the order of their keys. */
  learnerAt: Int32Array;
  guideAt: Int32Array;
  /** In every given row guides ascend. */
  isAscending: boolean;
  /** A row for each guide instead of each learner. */
  byGuide: boolean;
}

/**
 * The given rows of learners with everybody renumbered in the order of their keys, columns ascending. Copies nothing
 * where that is how they are.
 *
 * @throws RangeError where an edge comes twice
 */
export function rowsInOrder(given: Rows, { learnerAt, guideAt, isAscending, byGuide }: Wanted): Rows {
  if (!byGuide && isAscending && isIdentity(learnerAt) && isIdentity(guideAt)) return given;
  const isFull = given.to.length === learnerAt.length * guideAt.length;
  // Rows that do not ascend may name a column twice, which only turning them as sparse ones finds.
  const turn = isFull && isAscending ? turnedFull : turned;
  const ofGuides = turn(given, learnerAt, guideAt);
  if (byGuide) return ofGuides;
  const turnBack = isFull ? turnedFull : turned;
  return turnBack(ofGuides, identity(guideAt.length), identity(learnerAt.length));
}

/**
 * The same edges seen from the other side: a row for each column, the new rows in the order `columnAt`, their entries
 * in the order `rowAt`. Two passes over the edges, no comparison.
 *
 * @throws RangeError where an edge comes twice
 */
function turned({ rowStart, to, score }: Rows, rowAt: Int32Array, columnAt: Int32Array): Rows {
  const rankOf = new Int32Array(columnAt.length);
  for (let rank = 0; rank < columnAt.length; rank += 1) rankOf[columnAt[rank] ?? 0] = rank;
  const start = new Int32Array(columnAt.length + 1);
  for (let edge = 0; edge < to.length; edge += 1) {
    const next = (rankOf[to[edge] ?? 0] ?? 0) + 1;
    start[next] = (start[next] ?? 0) + 1;
  }
  for (let at = 0; at < columnAt.length; at += 1) start[at + 1] = (start[at + 1] ?? 0) + (start[at] ?? 0);
  const free = start.slice();
  const from = new Int32Array(to.length);
  const scores = new Int32Array(to.length);
  for (let rank = 0; rank < rowAt.length; rank += 1) {
    const row = rowAt[rank] ?? 0;
    const end = rowStart[row + 1] ?? 0;
    for (let edge = rowStart[row] ?? 0; edge < end; edge += 1) {
      const column = rankOf[to[edge] ?? 0] ?? 0;
      const place = free[column] ?? 0;
      if (place > (start[column] ?? 0) && from[place - 1] === rank)
        demand(false, 'each guide at most once in a row');
      free[column] = place + 1;
      from[place] = rank;
      scores[place] = score[edge] ?? 0;
    }
  }
  return { rowStart: start, to: from, score: scores };
}

/** As many rows are read together as fit a cache line of what is written. */
const BLOCK = 16;

/** {@link turned}, where every row has every column in ascending order. */
function turnedFull({ score }: Rows, rowAt: Int32Array, columnAt: Int32Array): Rows {
  const rows = rowAt.length;
  const columns = columnAt.length;
  const scores = new Int32Array(rows * columns);
  const startOf = rowAt.map((row) => row * columns);
  for (let from = 0; from < rows; from += BLOCK) {
    const end = Math.min(rows, from + BLOCK);
    for (let rank = 0; rank < columns; rank += 1) {
      const column = columnAt[rank] ?? 0;
      const start = rank * rows;
      for (let row = from; row < end; row += 1)
        scores[start + row] = score[(startOf[row] ?? 0) + column] ?? 0;
    }
  }
  const start = identity(columns + 1).map((rank) => rank * rows);
  return { rowStart: start, to: new Int32Array(0), score: scores };
}
