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

/**
 * {@link turned}, where every row has every column in ascending order. Eight rows at a time, so that what is written
 * fills cache lines; written out, since a loop over the eight takes twice as long.
 */
function turnedFull({ score }: Rows, rowAt: Int32Array, columnAt: Int32Array): Rows {
  const rows = rowAt.length;
  const columns = columnAt.length;
  const scores = new Int32Array(rows * columns);
  let row = 0;
  for (; row + 8 <= rows; row += 8) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = rowAt
      .subarray(row, row + 8)
      .map((at) => at * columns);
    for (let rank = 0, to = row; rank < columns; rank += 1, to += rows) {
      const column = columnAt[rank] ?? 0;
      scores[to] = score[a + column] ?? 0;
      scores[to + 1] = score[b + column] ?? 0;
      scores[to + 2] = score[c + column] ?? 0;
      scores[to + 3] = score[d + column] ?? 0;
      scores[to + 4] = score[e + column] ?? 0;
      scores[to + 5] = score[f + column] ?? 0;
      scores[to + 6] = score[g + column] ?? 0;
      scores[to + 7] = score[h + column] ?? 0;
    }
  }
  for (; row < rows; row += 1) {
    const start = (rowAt[row] ?? 0) * columns;
    for (let rank = 0; rank < columns; rank += 1)
      scores[rank * rows + row] = score[start + (columnAt[rank] ?? 0)] ?? 0;
  }
  return { rowStart: identity(columns + 1).map((rank) => rank * rows), to: new Int32Array(0), score: scores };
}
