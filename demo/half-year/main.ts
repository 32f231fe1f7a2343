/** `npm run demo:half-year`: half a year of a program of 40 pairs, in less than a minute. `--acts`: with what people did. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOrphanedPostgres } from '../../bench/processes.ts';
import { type EmbeddedDatabase, startEmbedded } from '../../src/storage/embedded.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { migrateQueue } from '../../src/storage/queue.ts';
import type { HalfYear } from './live.ts';
import { actsOf, report } from './report.ts';

/** Nobody needs these data after a power cut, nor sees what the database is at; and they are gone before they want tidying. */
const SETTINGS = {
  autovacuum: 'off',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  update_process_title: 'off',
  track_activities: 'off',
};
const INTERRUPTED = 130;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
let failure: Error | undefined;
// What nobody catches ends it as well, but not before PostgreSQL.
process.on('uncaughtException', (error) => {
  failure ??= error;
  stop.abort();
});

const directory = await mkdtemp(join(tmpdir(), 'half-year-'));
// Started by root, PostgreSQL runs as another account, which must get to its data here.
await chmod(directory, 0o755);
const { isTTY } = process.stderr;
let database: EmbeddedDatabase | undefined;
let half: HalfYear | undefined;
try {
  // The whole app is read while the database is made.
  const [started, { HALF_A_YEAR, liveHalfYear }] = await Promise.all([
    startEmbedded(join(directory, 'data'), { settings: SETTINGS }),
    import('./live.ts'),
  ]);
  database = started;
  await migrate(database.connection);
  await migrateQueue(database.connection);
  half = await liveHalfYear(database.connection, directory, HALF_A_YEAR, {
    onDay: (day) => isTTY && process.stderr.write(`\rday ${day + 1} of ${HALF_A_YEAR.days} …`),
    signal: stop.signal,
  });
} catch (error) {
  // Ctrl-C reaches PostgreSQL too, so that anything may fail then.
  if (!stop.signal.aborted && error instanceof Error) failure = error;
} finally {
  await database?.stop().catch(() => undefined);
  // Where it was interrupted before it was known.
  await endOrphanedPostgres(directory).catch(() => undefined);
  await rm(directory, { recursive: true, force: true });
  if (database) await rm(database.dataDirectory, { recursive: true, force: true });
}
if (isTTY) process.stderr.write('\r\x1b[K');
let code = INTERRUPTED;
if (failure) {
  process.stderr.write(`${failure.stack ?? failure.message}\n`);
  code = 1;
} else if (half) {
  code = half.broken.length === 0 ? 0 : 1;
  process.stdout.write(`${report(half)}\n`);
  if (process.argv.includes('--acts')) process.stdout.write(`\n${actsOf(half)}\n`);
}
// Slack's socket client keeps a timer of half a minute; what is written to a pipe has to get there first.
process.stdout.write('', () => process.exit(code));
