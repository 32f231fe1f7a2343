import type { DeliveryPorts } from './ports.ts';

/**
 * Lets so many through at a time, whoever came first before others. Batches that are sent share one, so that one is
 * through, and its outcome being written down, while the next one is on its way: side by side they would all wait for the
 * database at the same time.
 */
export interface Gate {
  enter(): Promise<void> | undefined;
  leave(): void;
}

/** @param most how many are through at a time */
export function gateFor(most: number): Gate {
  let free = most;
  const waiting: (() => void)[] = [];
  return {
    enter() {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve));
      free -= 1;
      return undefined;
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}

/** Does `work` for all as the gate lets them through, each not before its turn. */
export async function atOnce<T extends { waitMs: number }>(
  gate: Gate,
  { wait }: Pick<DeliveryPorts, 'wait'>,
  all: readonly T[],
  work: (one: T) => Promise<void>,
): Promise<void> {
  await Promise.all(
    all
      .toSorted((one, other) => one.waitMs - other.waitMs)
      .map(async (one) => {
        if (one.waitMs > 0) await wait(one.waitMs);
        await gate.enter();
        try {
          await work(one);
        } finally {
          gate.leave();
        }
      }),
  );
}
