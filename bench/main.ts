/** `npm run bench`: how fast the app is, each figure against something measured in the same run (DESIGN.md, 11). */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArgumentsError, parseArguments } from './arguments.ts';
import { endOrphanedPostgres } from './processes.ts';
import { jsonLine, table } from './report.ts';
import type { Figure, Row } from './row.ts';
import { ROWS } from './rows.ts';

/** A row that takes longer hangs; it is given up with what it started. */
const ROW_MAX_SECONDS = 55;

/** Ends what the row has started so far. */
let giveUp: (() => Promise<void>) | undefined;
let isInterrupted = false;

async function main(): Promise<void> {
  const { json, only } = parseArguments(
    process.argv.slice(2),
    ROWS.map(({ name }) => name),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void interrupted());
  const figures: Figure[] = [];
  for (const row of ROWS.filter(({ name }) => only.includes(name))) {
    process.stderr.write(`measuring ${row.name} …\n`);
    const found = await runRow(row);
    figures.push(...found);
    if (json) for (const figure of found) process.stdout.write(`${jsonLine(figure)}\n`);
  }
  if (!json) process.stdout.write(`${table(figures)}\n`);
  process.exitCode = figures.every(({ holds }) => holds) ? 0 : 1;
}

async function runRow(row: Row): Promise<Figure[]> {
  await using ends = new AsyncDisposableStack();
  const over = new AbortController();
  giveUp = () => {
    over.abort();
    return ends.disposeAsync();
  };
  const directory = await mkdtemp(join(tmpdir(), 'coach-bench-'));
  ends.defer(() => rm(directory, { recursive: true, force: true }));
  ends.defer(() => endOrphanedPostgres(directory));
  // Started by root, PostgreSQL runs as another account, which must get to its data here.
  await chmod(directory, 0o755);
  const late = Promise.withResolvers<never>();
  const maxSeconds = row.maxSeconds ?? ROW_MAX_SECONDS;
  const timer = setTimeout(
    () => late.reject(new Error(`The row ${row.name} took longer than ${maxSeconds} seconds.`)),
    maxSeconds * 1000,
  );
  const atEnd = (end: () => Promise<unknown>): void =>
    ends.defer(async () => {
      await end();
    });
  try {
    return await Promise.race([row.run({ directory, signal: over.signal, atEnd }), late.promise]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

/** Ctrl-C: what was started is ended first. */
async function interrupted(): Promise<void> {
  isInterrupted = true;
  await giveUp?.().catch(() => undefined);
  process.exit(130);
}

try {
  await main();
} catch (error) {
  const isMistyped = error instanceof ArgumentsError;
  // What breaks while everything is being ended says nothing.
  if (!isInterrupted) process.stderr.write(`${isMistyped ? error.message : describe(error)}\n`);
  process.exitCode = isMistyped ? 2 : 1;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
