import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { overlapMinutes, USUAL_HOURS, type WorkingHours } from '../../src/people/hours.ts';

const NOW = new Date('2026-06-10T12:00Z');
const usual = (timeZone: string) => ({ hours: USUAL_HOURS, timeZone });
const at = (timeZone: string, from: string, to: string, days = [1, 2, 3, 4, 5]) => ({
  hours: { days, from, to },
  timeZone,
});

describe('working hours in common', () => {
  it.each([
    ['one zone', usual('Europe/Warsaw'), usual('Europe/Warsaw'), NOW, 480],
    ['an hour apart', usual('Europe/London'), usual('Europe/Warsaw'), NOW, 420],
    ['across the Atlantic in summer', usual('Europe/Warsaw'), usual('America/New_York'), NOW, 120],
    // The USA puts its clocks forward two or three weeks before Europe does.
    [
      'the week of difference',
      usual('Europe/Warsaw'),
      usual('America/New_York'),
      new Date('2026-03-18T12:00Z'),
      180,
    ],
    // Sunday the 29th is the last day of its week: people who work on it have an hour more in common on that day.
    [
      'the day on which clocks change',
      at('Europe/Warsaw', '01:00', '09:00', [7]),
      at('UTC', '00:00', '09:00', [7]),
      new Date('2026-03-25T12:00Z'),
      420,
    ],
    ['half an hour apart', usual('Asia/Kolkata'), usual('Asia/Karachi'), NOW, 450],
    ['three quarters apart', usual('Asia/Kathmandu'), usual('Asia/Kolkata'), NOW, 465],
    ['the other side of the date line', usual('Pacific/Auckland'), usual('America/Los_Angeles'), NOW, 180],
    [
      'a Sunday that is a Monday',
      at('America/Los_Angeles', '14:00', '22:00', [7]),
      usual('Pacific/Auckland'),
      NOW,
      480,
    ],
    ['nothing', usual('Europe/Warsaw'), usual('America/Los_Angeles'), NOW, 0],
    ['other days', at('UTC', '09:00', '17:00', [1, 2]), at('UTC', '09:00', '17:00', [4, 5]), NOW, 0],
    ['two days of five', at('UTC', '09:00', '17:00', [1, 2]), usual('UTC'), NOW, 480],
  ])('%s', (_, a, b, on, minutes) => {
    expect(overlapMinutes(a, b, on)).toBe(minutes);
    expect(overlapMinutes(b, a, on)).toBe(minutes);
  });

  it.each([
    ['Europe/Warsaw', 'America/Sao_Paulo', 240],
    ['America/Los_Angeles', 'Pacific/Auckland', 300],
    ['Europe/Berlin', 'Asia/Kolkata', 210],
  ])('are the same at every hour of a week: %s and %s', (a, b, minutes) => {
    const hours = Array.from({ length: 7 * 24 }, (_, hour) => new Date(Date.UTC(2026, 11, 7, hour)));
    expect(new Set(hours.map((on) => overlapMinutes(usual(a), usual(b), on)))).toEqual(new Set([minutes]));
  });

  it('are what Temporal says of every moment, whatever was asked before', () => {
    const hours = fc
      .record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        from: fc.integer({ min: 0, max: 22 }),
        length: fc.integer({ min: 1, max: 12 }),
        minutes: fc.constantFrom('00', '30', '45'),
      })
      .map(({ days, from, length, minutes }): WorkingHours => {
        const clock = (hour: number) => `${String(hour).padStart(2, '0')}:${minutes}`;
        return { days: days.toSorted(), from: clock(from), to: clock(Math.min(23, from + length)) };
      });
    const one = fc.record({ hours, timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')) });
    const on = fc.date({
      min: new Date('2016-01-01T00:00Z'),
      max: new Date('2036-01-01T00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(one, one, on, (a, b, moment) => {
        expect(overlapMinutes(a, b, moment)).toBe(slowly(a, b, moment));
      }),
      { numRuns: 300 },
    );
  });
});

type One = Parameters<typeof overlapMinutes>[0];

function slowly(a: One, b: One, on: Date): number {
  const common = stretches(a, on, [0, 1, 2, 3, 4, 5, 6]).map(([from, to]) =>
    stretches(b, on, [-1, 0, 1, 2, 3, 4, 5, 6, 7]).reduce(
      (sum, [begins, ends]) => sum + Math.max(0, Math.min(to, ends) - Math.max(from, begins)),
      0,
    ),
  );
  const shared = common.filter((ms) => ms > 0);
  const sum = shared.reduce((all, ms) => all + ms, 0);
  return shared.length === 0 ? 0 : Math.round(sum / shared.length / 60_000);
}

/** @param days of the week in UTC, 0 its Monday */
function stretches({ hours, timeZone }: One, on: Date, days: readonly number[]): [number, number][] {
  const today = Temporal.Instant.fromEpochMilliseconds(on.getTime()).toZonedDateTimeISO('UTC').toPlainDate();
  return days
    .map((day) => today.add({ days: day + 1 - today.dayOfWeek }))
    .filter(({ dayOfWeek }) => hours.days.includes(dayOfWeek))
    .map((date) => {
      const moment = (clock: string) =>
        date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(clock) }).epochMilliseconds;
      return [moment(hours.from), moment(hours.to)];
    });
}
