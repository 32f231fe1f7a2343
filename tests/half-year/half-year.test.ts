import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveHalfYear } from '../../demo/half-year/live.ts';
import { breaches } from '../../demo/half-year/rules.ts';
import { PersonId } from '../../src/ports.ts';
import { freshDatabase } from '../harness/database.ts';

it('the first four weeks of the program of 40 pairs break no rule', { timeout: 120_000 }, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'half-year-'));
  const { connection, drop } = await freshDatabase();
  const half = await liveHalfYear(connection, directory, { days: 28 });
  expect(half.broken).toEqual([]);
  expect(half.nudges).toBeGreaterThan(50);
  await drop();
  await rm(directory, { recursive: true });
});

describe('the look from outside', () => {
  const who = PersonId.parse('U0CL000001');
  const people = [{ id: who, timeZone: 'Europe/Warsaw', locale: 'en-US' }];
  const said = (at: string, endedAt: Date | null = null) => ({
    to: who,
    at: new Date(at),
    pairs: [{ id: 'p', endedAt }],
  });
  it.each([
    ['before work', [said('2026-03-02T07:59:00Z')], 'outside working hours'],
    ['after work', [said('2026-03-02T16:00:00Z')], 'outside working hours'],
    ['on a Saturday', [said('2026-03-07T10:00:00Z')], 'on a weekend'],
    [
      'about a pair that ended',
      [said('2026-03-03T10:00:00Z', new Date('2026-03-02T10:00:00Z'))],
      'had ended',
    ],
    ['twice a day', [said('2026-03-02T09:00:00Z'), said('2026-03-02T12:00:00Z')], 'the second on a day'],
    [
      'four times in seven days',
      ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09'].map((day) => said(`${day}T10:00:00Z`)),
      'the fourth in a week',
    ],
  ])('notices what is said %s', (_, nudged, found) => {
    expect(breaches(nudged, people, []).join()).toContain(found);
  });
  it('finds nothing in a working week with three', () => {
    const nudged = ['2026-03-02', '2026-03-04', '2026-03-06', '2026-03-09'].map((day) =>
      said(`${day}T09:00:00Z`),
    );
    expect(breaches(nudged, people, [])).toEqual([]);
  });
});
