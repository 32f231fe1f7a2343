/**
 * What may be published of people, so that nothing about a few of them can be worked out from any set of publications.
 *
 * Contributors of a figure (people, pairs, answers) come in lots, each of at least the least group's size, which are
 * never taken apart again: whatever is published is about whole lots. Two publications then have the same contributors
 * or differ by whole lots, and so does whatever is added up and subtracted of any number of them: a sum of sums over
 * lots gives each contributor of a lot the same weight. Who comes newly waits until enough others have come too.
 *
 * This is stronger than to compare publications two by two: of {1…10}, {1…5} and {6…11} each two differ by at least
 * five, and together they tell of 11 alone.
 */

/** Contributors that are only ever published together. */
export type Lot = readonly string[];

/**
 * Whose a contributor is, as `U123` of `U123 <pair> 2`: somebody's third answer is theirs, and makes a group no larger.
 */
export function ownerOf(contributor: string): string {
  const end = contributor.indexOf(' ');
  return end < 0 ? contributor : contributor.slice(0, end);
}

/** How many people (or pairs) these contributors are of. */
export function ownersOf(contributors: Iterable<string>): number {
  return new Set(Array.from(contributors, ownerOf)).size;
}

/** Are they of so many people (or pairs)? Counted no further than that. */
function areOf(contributors: Iterable<string>, least: number): boolean {
  const owners = new Set<string>();
  for (const one of contributors) {
    if (owners.size >= least) break;
    owners.add(ownerOf(one));
  }
  return owners.size >= least;
}

/**
 * The next lot: those who are in none yet, where they are enough; nothing where they are too few and wait.
 *
 * @param candidates whoever contributes now; who was a contributor and is not any more stays in their lot
 * @param least the least group's size, in people (or pairs)
 * @example nextLot([['a', 'b', 'c', 'd', 'e']], ['a', 'f', 'g', 'h', 'i', 'j'], 5) // ['f', 'g', 'h', 'i', 'j']
 */
export function nextLot(
  lots: readonly Lot[],
  candidates: readonly string[],
  least: number,
): string[] | undefined {
  const known = new Set(lots.flat());
  const news = [...new Set(candidates)].filter((one) => !known.has(one));
  return news.length > 0 && areOf(news, least) ? news : undefined;
}

/**
 * The contributors of whole lots; nothing where they are fewer than the least group, as after it was raised.
 */
export function together(lots: readonly Lot[], least: number): ReadonlySet<string> | undefined {
  const all = new Set(lots.flat());
  return areOf(all, least) ? all : undefined;
}
