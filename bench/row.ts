import { type Spread, spreadOf } from './statistics.ts';

/** How many interleaved pairs stand behind a figure: odd, so that its median is one of them. */
export const PAIRS = 9;

/** One line of the table. */
export interface Figure {
  row: string;
  /** The absolute, in `unit`: what was measured of ours. */
  value: number;
  unit: string;
  /** The thing that was measured in the same run, or the limit, and its figure in the same unit. */
  against: string;
  againstValue: number;
  /** Ours divided by `against`: the median, with its spread. */
  ratio: Spread;
  /** What DESIGN.md asks for, in words; `holds` says whether it is so. */
  must: string;
  holds: boolean;
  /** What one should know when reading the figures, as how busy the load generator was. */
  note?: string;
}

/** Where a row's run takes place. */
export interface Stage {
  /** An empty directory that is removed after the run; every account may enter it. */
  directory: string;
  /** Aborted when the run is over, also when it was given up: nothing more is started then. */
  signal: AbortSignal;
  /** Called after the run, newest first, however it ended. */
  atEnd(end: () => Promise<unknown>): void;
}

/** One part of the benchmark: a file in rows/ and a line in rows.ts. */
export interface Row {
  /** What `--only` takes. */
  name: string;
  /** Where it may take longer than other rows. */
  maxSeconds?: number;
  /** @throws where something did not work: a figure of a broken run is worth nothing. */
  run(stage: Stage): Promise<Figure[]>;
}

export interface Pair<T> {
  ours: T;
  theirs: T;
}

/**
 * Measures both sides in turn, {@link PAIRS} times. The order changes from pair to pair, so that what drifts in the
 * machine (heat, neighbours) strikes both sides alike.
 */
export async function measurePairs<T>(ours: () => Promise<T>, theirs: () => Promise<T>): Promise<Pair<T>[]> {
  const pairs: Pair<T>[] = [];
  for (let at = 0; at < PAIRS; at += 1) {
    if (at % 2 === 0) pairs.push({ ours: await ours(), theirs: await theirs() });
    else {
      const second = await theirs();
      pairs.push({ ours: await ours(), theirs: second });
    }
  }
  return pairs;
}

/** The figures of pairs: medians of both sides, and the ratios pair by pair. */
export function compare(pairs: readonly Pair<number>[]): Pick<Figure, 'value' | 'againstValue' | 'ratio'> {
  return {
    value: spreadOf(pairs.map(({ ours }) => ours)).median,
    againstValue: spreadOf(pairs.map(({ theirs }) => theirs)).median,
    ratio: spreadOf(pairs.map(({ ours, theirs }) => ours / theirs)),
  };
}
