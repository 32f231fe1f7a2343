import { describe, expect, it } from 'vitest';
import { breakOf, ended, isPaused } from '../../src/people/pause.ts';

const WARSAW = 'Europe/Warsaw';
/** A Monday evening, which is Tuesday in Tokyo. */
const since = new Date('2026-11-23T19:00:00Z');
const now = new Date('2026-12-10T23:30:00Z');

describe('the days of a break', () => {
  it.each([
    ['until a day: up to the one before', '2026-12-07', WARSAW, { from: '2026-11-23', to: '2026-12-06' }],
    ['until tomorrow: today alone', '2026-11-24', WARSAW, { from: '2026-11-23', to: '2026-11-23' }],
    ['over on the day it began: none', '2026-11-23', WARSAW, null],
    // 00:30 on the 11th there.
    ['without a day: up to today', null, WARSAW, { from: '2026-11-23', to: '2026-12-11' }],
    ['where they live', '2026-12-07', 'Asia/Tokyo', { from: '2026-11-24', to: '2026-12-06' }],
  ])('%s', (_, backOn, timeZone, expected) => {
    expect(breakOf({ since, backOn }, timeZone, now)).toEqual(expected);
  });

  it('of nobody who takes none', () => {
    expect(breakOf(null, WARSAW, now)).toBeNull();
  });
});

it('a break that ends is kept as one that was, and is over', () => {
  const past = ended({ since, backOn: null }, WARSAW, now);
  expect(past).toEqual({ since, backOn: '2026-12-11' });
  expect(isPaused(past, WARSAW, now)).toBe(false);
  expect(breakOf(past, WARSAW, new Date('2027-05-01T08:00:00Z'))).toEqual({
    from: '2026-11-23',
    to: '2026-12-10',
  });
  expect(ended({ since, backOn: null }, WARSAW, new Date('2026-11-23T20:00:00Z'))).toBeNull();
  expect(ended({ since, backOn: null }, null, now)).toEqual({ since, backOn: '2026-12-10' });
});
