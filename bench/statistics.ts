/** The least, the middle and the greatest of some measurements. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/**
 * The middle value; of an even number of values the mean of the two in the middle.
 *
 * @throws RangeError where there are none: a median of nothing would look like a measurement
 * @example median([3, 1, 2]) // 2
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new RangeError('no values to take the median of');
  return (lower + upper) / 2;
}

/** @throws RangeError where there are no values */
export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * The smallest of the values that at least `share` (over 0, at most 1) of them do not exceed (nearest rank): always
 * a value that was seen, never one between two.
 *
 * @throws RangeError where there are no values
 * @example percentile([10, 20, 30, 40], 0.5) // 20
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('no values to take a percentile of');
  return found;
}
