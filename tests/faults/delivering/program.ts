/**
 * A worker in a process of its own, which a test can kill. Started with IPC: it is told what to work on, says `hangs`
 * where it was told to, and `idle` each time it finds nothing to do.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { followClock } from '../../../src/clock.ts';
import { systemClock } from '../../../src/ports.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { startWorker, type WorkerOptions } from './worker.ts';

/** What a test tells the process. */
export interface Order extends WorkerOptions {
  connection: PoolConfig;
  /** Product time; it stands at noon where nothing is said. */
  clockUrl?: string;
  /** Where it hangs for good, the first time it comes by. */
  hangs?: 'with jobs in its hands' | 'before the call' | 'when Slack has answered';
}

const LOOKS_EVERY_MS = 50;

process.once('message', (order: Order) => void work(order));
process.once('disconnect', () => process.exit(0));
process.send?.('ready');

async function work({ connection, clockUrl, hangs, ...slack }: Order): Promise<void> {
  const clock = clockUrl ? await followClock(clockUrl, systemClock) : undefined;
  const { ports, pass } = await startWorker(openDatabase(connection), slack, clock);
  const forEver = (): Promise<never> => {
    process.send?.('hangs');
    return new Promise(() => setInterval(() => undefined, 1_000));
  };
  const { queue, messenger } = ports;
  if (hangs === 'with jobs in its hands')
    ports.queue = {
      ...queue,
      async take(most) {
        const jobs = await queue.take(most);
        return jobs.length > 0 ? forEver() : jobs;
      },
    };
  else if (hangs)
    ports.messenger = {
      ...messenger,
      async post(...call) {
        if (hangs === 'before the call') return forEver();
        await messenger.post(...call);
        return forEver();
      },
    };
  for (;;) {
    // A database that is away comes back.
    const done = await pass().catch(() => undefined);
    if (done === 0) process.send?.('idle');
    await wait(done ? 0 : LOOKS_EVERY_MS);
  }
}
