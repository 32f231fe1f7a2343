import type { Guide, Learner } from './match.ts';

/**
 * Something that is found out once for all guides who are alike in it, instead of for each: thousands of people have a
 * few dozen sorts of hours, languages or departments.
 */
export interface Alike {
  /** The sort that each guide is of, in the guides' order. */
  sortOf: Int32Array;
  /** What holds of this learner and the guides of each sort. */
  row(learner: Learner): Float64Array;
}

/** Rows are kept for learners who are alike too, but not without end: a cohort may be of as many sorts as people. */
const MOST_ROWS = 500;

/**
 * @param sort guides with the same text are alike
 * @param learnerSort learners with the same text are alike
 * @param find what holds of a learner and a guide; nothing but what is in the two texts may decide it
 */
export function alike(
  guides: readonly Guide[],
  sort: (guide: Guide) => string,
  learnerSort: (learner: Learner) => string,
  find: (learner: Learner, guide: Guide) => number,
): Alike {
  const sorts = new Map<string, number>();
  const examples: Guide[] = [];
  const sortOf = Int32Array.from(guides, (guide) => {
    const key = sort(guide);
    const known = sorts.get(key);
    if (known !== undefined) return known;
    sorts.set(key, examples.length);
    return examples.push(guide) - 1;
  });
  const rows = new Map<string, Float64Array>();
  return {
    sortOf,
    row(learner) {
      const key = learnerSort(learner);
      const known = rows.get(key);
      if (known) return known;
      if (rows.size >= MOST_ROWS) rows.clear();
      const row = Float64Array.from(examples, (example) => find(learner, example));
      rows.set(key, row);
      return row;
    },
  };
}
