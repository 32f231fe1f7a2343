/**
 * Somebody who has read every publication of a figure and knows who contributed to each, and tries to work out something
 * about a few of them. Knows nothing of how it was decided what may be published: every publication is one equation (the
 * sum over its contributors), and what follows from all of them is the span of their vectors.
 */

/** A prime: ranks are taken over its field, in whole numbers below 2^53. */
const P = 67_108_859;

/** The rank of a matrix of 0 and 1, by Gaussian elimination. */
export function rankOf(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row]);
  const width = rows[0]?.length ?? 0;
  let rank = 0;
  for (let column = 0; column < width; column += 1) {
    const at = rows.findIndex((row, index) => index >= rank && row[column] !== 0);
    const pivot = rows[at];
    const other = rows[rank];
    if (!pivot || !other) continue;
    rows[at] = other;
    rows[rank] = pivot;
    const inverse = power(pivot[column] ?? 0, P - 2);
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index];
      if (!row || index === rank || row[column] === 0) continue;
      const times = ((row[column] ?? 0) * inverse) % P;
      for (let each = column; each < width; each += 1)
        row[each] = ((row[each] ?? 0) + (P - ((times * (pivot[each] ?? 0)) % P))) % P;
    }
    rank += 1;
  }
  return rank;
}

function power(base: number, exponent: number): number {
  let [result, square] = [1, base % P];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/**
 * A group of fewer than `least` about whom something follows from these publications: a sum of multiples of them in which
 * only members of the group are left. Nothing where there is none.
 *
 * @param publications the contributors of each; `ownerOf`: whose a contributor is
 */
export function groupFound(
  publications: readonly (readonly string[])[],
  least: number,
  ownerOf: (contributor: string) => string = (one) => one,
): string[] | undefined {
  const columns = [...new Set(publications.flat())];
  const rows = publications.map((one) => columns.map((name) => Number(one.includes(name))));
  const whole = rankOf(rows);
  const owners = [...new Set(columns.map(ownerOf))];
  // A group that is found is found in every larger one, so the largest small ones are enough.
  return subsets(owners, Math.min(least - 1, owners.length)).find((group) => {
    const rest = columns.flatMap((name, at) => (group.includes(ownerOf(name)) ? [] : [at]));
    // Whatever vanishes outside the group, and is not nothing, lowers the rank of what is outside.
    return rankOf(rows.map((row) => rest.map((at) => row[at] ?? 0))) < whole;
  });
}

function subsets<T>(all: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return all.flatMap((one, at) => subsets(all.slice(at + 1), size - 1).map((rest) => [one, ...rest]));
}
