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

/** Numbers of a breakdown are told to the five below. */
const STEP = 5;

/** As a number of a breakdown is told. */
export function toStep(count: number): number {
  return Math.floor(count / STEP) * STEP;
}

/** Between the names of the parts that are one band, and before that of the part that nearly all of it is. */
export const AND = '+';
export const MOSTLY = 'mostly ';

/**
 * Parts in an order, each told together with its neighbours until there are enough of them: nothing is told of a part
 * that has too few, not even that it has. Whoever knows how many all of them are, as managers do of those who wait,
 * works out no more: the few of a band may as well be none, and its main part so many more.
 *
 * A band has the name of its main part where that is most of it, however many the others are.
 *
 * @param least the least group's size; fewer than that in all of them are one band
 * @returns each band's name, of its parts' names, and how many it has
 * @example bandsOf([['new', 9], ['older', 4], ['old', 1], ['lost', 0]], 5) // [['new', 9], ['older+old+lost', 5]]
 * bandsOf([['new', 0], ['older', 12], ['old', 3]], 5) // [['new+older+old', 15]]
 * bandsOf([['new', 4], ['older', 99]], 5) // [['mostly older', 103]]
 */
export function bandsOf(parts: readonly (readonly [string, number])[], least: number): [string, number][] {
  const bands: Band[] = [];
  for (const [name, count] of parts) {
    const last = bands.at(-1);
    if (last && last.count < least) {
      last.names.push(name);
      last.main = name;
      last.count += count;
    } else bands.push({ names: [name], main: name, count });
  }
  const [last, before] = [bands.at(-1), bands.at(-2)];
  if (last && before && last.count < least) {
    before.names.push(...last.names);
    before.count += last.count;
    bands.pop();
  }
  return bands.map((band) => [nameOf(band, least), band.count]);
}

interface Band {
  names: string[];
  /** The part with which there were enough: before it there are too few, and after it too. */
  main: string;
  count: number;
}

/** Decided by what is told alone: by what the other parts are, it would tell of them. */
function nameOf({ names, main, count }: Band, least: number): string {
  const at = names.indexOf(main);
  const sides = Number(at > 0) + Number(at < names.length - 1);
  const others = sides * (least - 1);
  if (sides === 0) return main;
  return toStep(count) > 2 * others ? `${MOSTLY}${main}` : names.join(AND);
}
