import { describe, expect, it } from 'vitest';
import {
  firstDayOf,
  formOf,
  isPeriod,
  nextDayOf,
  nextMorning,
  periodOf,
} from '../../src/summaries/period.ts';
import { summaryIn } from '../../src/summaries/views/actions.ts';

const ID = '00000000-0000-4000-8000-000000000041';

describe('periods', () => {
  it.each([
    ['monthly', '2026-11-30', '2026-11', '2026-11-01', '2026-12-01'],
    ['monthly', '2026-12-01', '2026-12', '2026-12-01', '2027-01-01'],
    ['monthly', '2028-02-29', '2028-02', '2028-02-01', '2028-03-01'],
    ['weekly', '2026-11-30', '2026-11-30', '2026-11-30', '2026-12-07'],
    ['weekly', '2026-11-29', '2026-11-23', '2026-11-23', '2026-11-30'],
    ['weekly', '2027-01-01', '2026-12-28', '2026-12-28', '2027-01-04'],
  ] as const)('%s, %s lies in %s', (summaries, day, period, first, next) => {
    expect(periodOf(summaries, day)).toBe(period);
    expect(formOf(period)).toBe(summaries === 'weekly' ? 'week' : 'month');
    expect([firstDayOf(period), nextDayOf(period)]).toEqual([first, next]);
    expect(isPeriod(period)).toBe(true);
  });

  it('there are none where no summaries are wanted', () => {
    expect(periodOf('none', '2026-11-30')).toBe(undefined);
    expect([formOf('final'), isPeriod('final')]).toEqual(['final', true]);
  });

  it.each([
    ['2026-11-30T07:59:59Z', 'Europe/Warsaw', '2026-11-30T08:00:00.000Z'],
    ['2026-11-30T08:00:00Z', 'Europe/Warsaw', '2026-12-01T08:00:00.000Z'],
    // The clocks are put forward in the night.
    ['2026-03-28T12:00:00Z', 'Europe/Warsaw', '2026-03-29T07:00:00.000Z'],
    ['2026-11-30T20:00:00Z', 'Pacific/Auckland', '2026-12-01T20:00:00.000Z'],
  ])('after %s in %s it is nine at %s', (now, timeZone, at) => {
    expect(nextMorning(new Date(now), timeZone).toISOString()).toBe(at);
  });

  it.each([undefined, '', 'x', ID, `${ID} `, `${ID} 2026-13`, `${ID} x`, 'x 2026-11', `${ID} 2026-11-1`])(
    'a button that carries %s is about none',
    (value) => {
      expect(summaryIn(value)).toBe(undefined);
    },
  );

  it('a button says which', () => {
    expect(summaryIn(`${ID} 2026-11`)).toEqual({ programId: ID, period: '2026-11' });
  });
});
