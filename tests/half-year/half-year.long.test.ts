import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HALF_A_YEAR, liveHalfYear } from '../../demo/half-year/live.ts';
import { report } from '../../demo/half-year/report.ts';
import { freshDatabase } from '../harness/database.ts';
import { referenceMs, slowness } from '../harness/slowness.ts';

it('a program of 40 pairs lives six months, and no rule is broken', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'half-year-'));
  const { db, connection, drop } = await freshDatabase();
  const reference: number[] = [];
  for (let at = 0; at < 5; at += 1) reference.push(await referenceMs(db));
  const half = await liveHalfYear(connection, directory, HALF_A_YEAR);
  process.stdout.write(`${report(half)}\n`);
  expect(half.broken).toEqual([]);
  expect(half.seconds / slowness(reference)).toBeLessThan(60);
  const { thriving, stalled, ended } = half;
  expect(thriving + stalled + ended).toBe(40);
  expect(thriving).toBeGreaterThan(8);
  expect(ended).toBeGreaterThan(3);
  for (const kind of ['book', 'prepare', 'outcome', 'between', 'half-time', 'final', 'supervision'])
    expect(half.sent.has(`pairs.${kind}`), kind).toBe(true);
  for (const kind of ['trial-reminder', 'unmet', 'agreement-reminder'])
    expect(half.sent.has(`pairs.${kind}`), kind).toBe(true);
  for (const kind of ['gap', 'thought', 'upcoming', 'met', 'pulse', 'renewal', 'paused', 'ended'])
    expect(half.sent.has(`pairs.${kind}`), kind).toBe(true);
  await drop();
  await rm(directory, { recursive: true });
});
