import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { instantOf, wallOf } from '../../src/people/calendar.ts';

/** Where the machine stands: none of it may show. */
const HOST = 'UTC';
const OTHER_HOSTS = ['America/St_Johns', 'Pacific/Chatham'];
const Answered = z.object({ digest: z.string(), hostNoon: z.string() });
const Compared = Answered.extend({
  zones: z.number(),
  cases: z.number(),
  transitions: z.number(),
  gaps: z.number(),
  overlaps: z.number(),
  disagreements: z.number(),
  naive: z.number(),
  first: z.array(z.string()),
});

async function run(program: string, host: string, file: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'zones', program), file],
    { env: { ...process.env, TZ: host } },
  );
  return JSON.parse(stdout);
}

describe('what walls and moments mean, beside an independent implementation', () => {
  let directory: string;
  let compared: z.infer<typeof Compared>;
  let elsewhere: z.infer<typeof Answered>[];
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'zones-'));
    const asked = join(directory, 'asked.json');
    compared = Compared.parse(await run('compare.ts', HOST, asked));
    elsewhere = z
      .array(Answered)
      .parse(await Promise.all(OTHER_HOSTS.map((host) => run('answer.ts', host, asked))));
    const { zones, cases, transitions, gaps, overlaps, disagreements } = compared;
    process.stdout.write(
      `time: ${cases} cases in ${zones} zones, ${transitions} transitions (${gaps} gaps, ${overlaps} overlaps), ` +
        `${disagreements} disagreements; answered on machines in ${[HOST, ...OTHER_HOSTS].join(', ')}\n`,
    );
  }, 300_000);
  afterAll(() => rm(directory, { recursive: true }));

  it('agrees at every transition of every zone from 2024 to 2030, and at random', () => {
    expect(compared.first).toEqual([]);
    expect(compared.disagreements).toBe(0);
    expect(compared.zones).toBeGreaterThanOrEqual(418);
    expect(compared.transitions).toBeGreaterThan(1_700);
    expect(Math.min(compared.gaps, compared.overlaps)).toBeGreaterThan(850);
    expect(compared.cases).toBeGreaterThan(30_000);
  });

  it('would find somebody who takes the offset of another moment', () => {
    expect(compared.naive).toBeGreaterThan(1_000);
  });

  it('is the same wherever the machine stands: every answer', () => {
    for (const { digest } of elsewhere) expect(digest).toBe(compared.digest);
    // They did stand in different places.
    const noons = [compared, ...elsewhere].map(({ hostNoon }) => hostNoon);
    expect(new Set(noons).size).toBe(1 + OTHER_HOSTS.length);
  });
});

describe('a time on the wall', () => {
  it.each([
    ['in winter', '2026-12-08T10:00', 'Europe/Warsaw', '2026-12-08T09:00Z'],
    ['in summer', '2026-07-08T10:00', 'Europe/Warsaw', '2026-07-08T08:00Z'],
    ['that does not exist moves on by the gap', '2026-03-29T02:30', 'Europe/Warsaw', '2026-03-29T01:30Z'],
    ['that comes twice means the first', '2026-10-25T02:30', 'Europe/Warsaw', '2026-10-25T00:30Z'],
    ['where clocks change by half an hour', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45Z'],
    ['where it comes twice for half an hour', '2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45Z'],
    ['45 minutes off', '2026-12-08T10:00', 'Asia/Kathmandu', '2026-12-08T04:15Z'],
    ['45 minutes off, in summer', '2026-01-08T10:00', 'Pacific/Chatham', '2026-01-07T20:15Z'],
    ['14 hours ahead', '2026-12-08T10:00', 'Pacific/Kiritimati', '2026-12-07T20:00Z'],
    ['13 hours ahead', '2026-12-08T10:00', 'Pacific/Apia', '2026-12-07T21:00Z'],
    ['11 hours behind', '2026-12-08T10:00', 'Pacific/Pago_Pago', '2026-12-08T21:00Z'],
    [
      'that begins at one, as midnight does not exist',
      '2026-04-24T00:00',
      'Africa/Cairo',
      '2026-04-23T22:00Z',
    ],
    ['on a leap day', '2028-02-29T10:00', 'America/New_York', '2028-02-29T15:00Z'],
    // Samoa left out the 30th of December 2011.
    ['on a day that a zone left out', '2011-12-30T10:00', 'Pacific/Apia', '2011-12-30T20:00Z'],
  ])('%s', (_, wall, timeZone, instant) => {
    expect(instantOf(wall, timeZone)).toEqual(new Date(instant));
  });

  it.each([
    ['before clocks go forward', '2026-03-29T00:59Z', 'Europe/Warsaw', '2026-03-29T01:59'],
    ['when clocks go forward', '2026-03-29T01:00Z', 'Europe/Warsaw', '2026-03-29T03:00'],
    ['the second time', '2026-10-25T01:30Z', 'Europe/Warsaw', '2026-10-25T02:30'],
    ['of the day before', '2026-12-08T05:00Z', 'America/Los_Angeles', '2026-12-07T21:00'],
  ])('is read %s', (_, instant, timeZone, wall) => {
    expect(wallOf(new Date(instant), timeZone)).toBe(wall);
  });

  it('is refused where it is none, or the zone is none', () => {
    expect(() => instantOf('soon', 'UTC')).toThrow(RangeError);
    expect(() => instantOf('2026-12-08T25:00', 'UTC')).toThrow(RangeError);
    expect(() => instantOf('2026-12-08T10:00', 'Mars/Olympus')).toThrow(RangeError);
  });
});
