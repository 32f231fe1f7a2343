import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { instantOf, wallOf } from '../../src/people/calendar.ts';

/** Where the machine stands: none of it may show. */
const HOSTS = ['UTC', 'America/St_Johns', 'Pacific/Chatham'];
const Compared = z.object({
  zones: z.number(),
  cases: z.number(),
  transitions: z.number(),
  gaps: z.number(),
  overlaps: z.number(),
  disagreements: z.number(),
  naive: z.number(),
  first: z.array(z.string()),
  digest: z.string(),
  hostNoon: z.string(),
});
type Compared = z.infer<typeof Compared>;

async function compareOn(host: string): Promise<Compared> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'zones/compare.ts')],
    { env: { ...process.env, TZ: host } },
  );
  return Compared.parse(JSON.parse(stdout));
}

describe('what walls and moments mean, beside an independent implementation', () => {
  const compared: Compared[] = [];
  beforeAll(async () => {
    for (const host of HOSTS) compared.push(await compareOn(host));
    for (const [index, { zones, cases, transitions, gaps, overlaps, disagreements }] of compared.entries())
      process.stdout.write(
        `time on a machine in ${HOSTS[index]}: ${cases} cases in ${zones} zones, ${transitions} transitions ` +
          `(${gaps} gaps, ${overlaps} overlaps), ${disagreements} disagreements\n`,
      );
  });

  it('agrees at every transition of every zone from 2024 to 2030, and at random', () => {
    for (const { first, disagreements, cases, transitions, gaps, overlaps, zones } of compared) {
      expect(first).toEqual([]);
      expect(disagreements).toBe(0);
      expect(zones).toBeGreaterThanOrEqual(418);
      expect(transitions).toBeGreaterThan(1_700);
      expect(Math.min(gaps, overlaps)).toBeGreaterThan(850);
      expect(cases).toBeGreaterThan(30_000);
    }
  });

  it('would find somebody who takes the offset of another moment', () => {
    for (const { naive } of compared) expect(naive).toBeGreaterThan(1_000);
  });

  it('is the same wherever the machine stands', () => {
    expect(new Set(compared.map(({ digest }) => digest)).size).toBe(1);
    // They did stand in different places.
    expect(new Set(compared.map(({ hostNoon }) => hostNoon)).size).toBe(HOSTS.length);
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
