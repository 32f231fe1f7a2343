import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { liveHalfYear } from '../../demo/half-year/live.ts';
import { freshDatabase } from '../harness/database.ts';

it('a program of eight pairs lives eight weeks, and no rule is broken', { timeout: 120_000 }, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'half-year-'));
  const { connection, drop } = await freshDatabase();
  const half = await liveHalfYear(connection, directory, { pairsOfAKind: 4, days: 56 });
  expect(half.broken).toEqual([]);
  expect(half.nudges).toBeGreaterThan(20);
  await drop();
  await rm(directory, { recursive: true });
});
