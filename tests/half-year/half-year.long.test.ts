import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HALF_A_YEAR, liveHalfYear } from '../../demo/half-year/live.ts';
import { report } from '../../demo/half-year/report.ts';
import { freshDatabase } from '../harness/database.ts';

it('a program of 40 pairs lives six months, and no rule is broken', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'half-year-'));
  const { connection, drop } = await freshDatabase();
  const half = await liveHalfYear(connection, directory, HALF_A_YEAR);
  process.stdout.write(`${report(half)}\n`);
  expect(half.broken).toEqual([]);
  for (const kind of ['book', 'prepare', 'outcome', 'between', 'half-time', 'final', 'supervision'])
    expect(half.sent.has(`pairs.${kind}`), kind).toBe(true);
  for (const kind of ['gap', 'thought', 'upcoming', 'met', 'pulse', 'renewal', 'paused', 'ended'])
    expect(half.sent.has(`pairs.${kind}`), kind).toBe(true);
  await drop();
  await rm(directory, { recursive: true });
});
