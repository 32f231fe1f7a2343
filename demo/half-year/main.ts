/** `npm run demo:half-year`: six months of a program of 40 pairs, in under a minute. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../src/storage/embedded.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { liveHalfYear } from './live.ts';
import { report } from './report.ts';

const directory = await mkdtemp(join(tmpdir(), 'half-year-'));
// Started by root, PostgreSQL runs as another account, which must get to its data here.
await chmod(directory, 0o755);
const database = await startEmbedded(join(directory, 'data'));
try {
  await migrate(database.connection);
  const onDay = (day: number): void => {
    if (process.stderr.isTTY) process.stderr.write(`\rday ${day + 1} …`);
  };
  const half = await liveHalfYear(database.connection, directory, { onDay });
  if (process.stderr.isTTY) process.stderr.write('\r');
  process.stdout.write(`${report(half)}\n`);
  process.exitCode = half.broken.length === 0 ? 0 : 1;
} finally {
  await database.stop();
  await rm(directory, { recursive: true, force: true });
}
