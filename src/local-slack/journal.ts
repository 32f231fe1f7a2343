/** What happened, in order: for tests, and for somebody who asks why. */
import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import type { Clock } from './clock.ts';

/**
 * What happened, with `fault` where it went wrong on demand: a call of the Web API, a delivery to the app, the app's
 * ack, a use of a response_url, or the bytes of a file on their way. The format is described in docs/LOCAL-SLACK.md.
 */
export type JournalEntry = { at: string } & (
  | {
      type: 'call';
      team?: string;
      method: string;
      args: object;
      answer: object;
      durationMs: number;
      fault?: string;
    }
  | { type: 'delivery'; delivery: string; kind: string; attempt: number; payload: object; fault?: string }
  | { type: 'ack'; delivery: string; ok: boolean; body?: unknown; error?: string; durationMs: number }
  | { type: 'response_url'; url: string; status: number; body: unknown }
  | { type: 'file'; what: 'uploaded' | 'fetched'; file?: string; status: number; bytes: number }
);

// Without the time, for those who write. Distributes over the union, as Omit alone would not.
type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;

/** Kept in memory: the newest this many. A day of clicking is a few thousand. */
const KEPT_ENTRIES = 10_000;

/** Keeps the newest entries in `entries`, and appends all of them to a file where one is given. */
export class Journal {
  readonly entries: JournalEntry[] = [];
  readonly #clock: Clock;
  readonly #file: WriteStream | undefined;

  /** @throws Error when the file cannot be written */
  constructor(clock: Clock, path?: string) {
    this.#clock = clock;
    this.#file = path === undefined ? undefined : createWriteStream(path, { fd: opened(path) });
    // A journal on a full disk must not take the workspace down with it.
    this.#file?.on('error', (error) => process.emitWarning(`The journal ${path} stopped: ${error.message}`));
  }

  write(entry: Unstamped<JournalEntry>): void {
    const stamped: JournalEntry = { at: new Date(this.#clock.now()).toISOString(), ...entry };
    this.entries.push(stamped);
    if (this.entries.length > KEPT_ENTRIES) this.entries.shift();
    this.#file?.write(`${lineOf(stamped)}\n`);
  }

  /** Resolves when all lines are in the file. */
  close(): Promise<void> {
    const file = this.#file;
    if (!file || file.destroyed) return Promise.resolve();
    return new Promise((resolve) => file.end(() => resolve()));
  }
}

/** One line of JSON. What is nested too deep for that keeps its type and time. */
function lineOf(entry: JournalEntry): string {
  try {
    return JSON.stringify(entry);
  } catch {
    return JSON.stringify({ at: entry.at, type: entry.type, problem: 'nested too deep to be written down' });
  }
}

// At once, so that a wrong path is said before anything runs.
function opened(path: string): number {
  try {
    return openSync(path, 'a');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The journal cannot be written: ${why}`, { cause });
  }
}
