/**
 * Who may be matched with whom, learner by learner: the edges of learner `at` are those from `rowStart[at]` up to
 * `rowStart[at + 1]`, with the guide's place in the list and what the pair is worth, a whole number.
 */
export interface Edges {
  /** One more than there are learners. */
  rowStart: Int32Array;
  guide: Int32Array;
  score: Int32Array;
}

/** Takes edges row by row; memory grows with their number alone. */
export interface EdgeList {
  add(guide: number, score: number): void;
  endRow(): void;
  edges(): Edges;
}

const FIRST_ROOM = 1024;

export function edgeList(rows: number): EdgeList {
  const rowStart = new Int32Array(rows + 1);
  let [guide, score] = [new Int32Array(FIRST_ROOM), new Int32Array(FIRST_ROOM)];
  let [count, row] = [0, 0];
  return {
    add(toGuide, worth) {
      if (count === guide.length) [guide, score] = [grown(guide), grown(score)];
      guide[count] = toGuide;
      score[count] = worth;
      count += 1;
    },
    endRow() {
      row += 1;
      rowStart[row] = count;
    },
    edges: () => ({ rowStart, guide: guide.slice(0, count), score: score.slice(0, count) }),
  };
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
