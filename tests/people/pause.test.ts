import { describe, expect, it } from 'vitest';
import { isDayOfReturn, isPaused } from '../../src/people/pause.ts';

const SINCE = new Date('2026-02-20T10:00:00Z');
const until = (backOn: string | null) => ({ since: SINCE, backOn });

describe('is somebody paused', () => {
  it.each([
    ['without a pause', null, 'Europe/Warsaw', '2026-02-25T10:00Z', false],
    ['without a day of return, for ever', until(null), 'Europe/Warsaw', '2031-02-25T10:00Z', true],
    ['on the last evening', until('2026-03-02'), 'Europe/Warsaw', '2026-03-01T22:59Z', true],
    [
      'from midnight on, by their own clock',
      until('2026-03-02'),
      'Europe/Warsaw',
      '2026-03-01T23:00Z',
      false,
    ],
    [
      'while that day has not come where they live',
      until('2026-03-02'),
      'America/Chicago',
      '2026-03-02T05:59Z',
      true,
    ],
    [
      'when it comes early where they live',
      until('2026-03-02'),
      'Pacific/Auckland',
      '2026-03-01T11:00Z',
      false,
    ],
    ['by UTC where their zone is not known', until('2026-03-02'), null, '2026-03-01T23:59Z', true],
    ['on the night the clocks change', until('2026-03-29'), 'Europe/Warsaw', '2026-03-28T23:00Z', false],
    ['before the pause began', until(null), 'Europe/Warsaw', '2026-02-20T09:59Z', false],
  ] as const)('%s', (_, pause, timeZone, now, paused) => {
    expect(isPaused(pause, timeZone, new Date(now))).toBe(paused);
  });

  it.each([
    ['today', '2026-03-01', false],
    ['yesterday', '2026-02-28', false],
    ['tomorrow', '2026-03-02', true],
  ])('%s as the day of return', (_, day, good) => {
    // Already the first of March in Auckland.
    expect(isDayOfReturn(day, 'Pacific/Auckland', new Date('2026-02-28T12:00Z'))).toBe(good);
  });
});
