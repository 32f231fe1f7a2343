import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type Calendar,
  dayOf,
  daysBetween,
  isWorkday,
  startOfWork,
  workdayAfter,
  workdayBefore,
  workdayFrom,
  workdaysBetween,
  workMoment,
} from '../../src/people/calendar.ts';
import { USUAL_HOURS, type WorkingHours } from '../../src/people/hours.ts';

const WARSAW: Calendar = { hours: USUAL_HOURS, timeZone: 'Europe/Warsaw', off: [] };
const on = (days: number[], off: Calendar['off'] = []): Calendar => ({
  hours: { days, from: '09:00', to: '17:00' },
  timeZone: 'UTC',
  off,
});
const but = (changes: Partial<Calendar>): Calendar => ({ ...WARSAW, ...changes });
/** A Friday; Christmas and New Year in Poland, as days off. */
const HOLIDAYS = [
  { from: '2026-12-24', to: '2026-12-26' },
  { from: '2027-01-01', to: '2027-01-01' },
  { from: '2027-01-06', to: '2027-01-06' },
];

describe('days', () => {
  it.each([
    ['over the end of a year', '2026-12-31', 1, '2027-01-01'],
    ['over a leap day', '2028-02-28', 2, '2028-03-01'],
    ['where a year has none', '2027-02-28', 1, '2027-03-01'],
    ['back over a leap day', '2028-03-01', -1, '2028-02-29'],
    ['none', '2026-11-27', 0, '2026-11-27'],
    ['before 1970', '1969-12-31', -1, '1969-12-30'],
  ])('are added %s', (_, day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(days);
  });

  it('are refused where they are none', () => {
    expect(() => addDays('soon', 1)).toThrow(RangeError);
    expect(() => addDays('2026-11-27T10:00', 1)).toThrow(RangeError);
  });

  it('are those of the wall, not of UTC', () => {
    const evening = new Date('2026-11-23T20:00Z');
    expect(dayOf(evening, 'UTC')).toBe('2026-11-23');
    expect(dayOf(evening, 'Asia/Tokyo')).toBe('2026-11-24');
    expect(dayOf(new Date('2026-11-23T03:00Z'), 'America/Chicago')).toBe('2026-11-22');
  });
});

describe('working days', () => {
  it.each([
    ['a Friday, the next one', '2026-11-27', 1, [WARSAW], '2026-11-30'],
    ['a Friday, the third', '2026-11-27', 3, [WARSAW], '2026-12-02'],
    ['a Saturday, the next one', '2026-11-28', 1, [WARSAW], '2026-11-30'],
    ['over a leap day', '2028-02-28', 2, [WARSAW], '2028-03-01'],
    ['one day a week', '2026-11-24', 2, [on([2])], '2026-12-08'],
    ['holidays next to a weekend', '2026-12-23', 1, [but({ off: HOLIDAYS })], '2026-12-28'],
    ['a bridge day between holiday and weekend', '2026-12-31', 2, [but({ off: HOLIDAYS })], '2027-01-05'],
    [
      'ranges that overlap and stand in no order',
      '2026-12-21',
      1,
      [
        but({
          off: [
            { from: '2026-12-24', to: '2026-12-28' },
            { from: '2026-12-22', to: '2026-12-31' },
            { from: '2026-12-23', to: '2026-12-23' },
          ],
        }),
      ],
      '2027-01-01',
    ],
    ['two who share Wednesdays', '2026-11-25', 2, [on([1, 2, 3]), on([3, 4, 5])], '2026-12-09'],
    [
      'two, one of them away',
      '2026-12-18',
      1,
      [WARSAW, but({ off: [{ from: '2026-12-21', to: '2027-01-03' }] })],
      '2027-01-04',
    ],
    ['for nobody in particular', '2026-11-27', 1, [], '2026-11-28'],
    // Without a day in common they are counted as if five of seven were good.
    ['two who share none', '2026-11-27', 5, [on([1]), on([2])], '2026-12-04'],
    [
      'somebody away for two years',
      '2026-11-27',
      1,
      [on([1, 2, 3, 4, 5], [{ from: '2026-11-28', to: '2028-12-31' }])],
      '2026-11-29',
    ],
  ] as const)('after %s', (_, day, count, calendars, expected) => {
    expect(workdayAfter(day, count, ...calendars)).toBe(expected);
  });

  it.each([
    ['a working day', '2026-11-27', [WARSAW], '2026-11-27'],
    ['a Saturday', '2026-11-28', [WARSAW], '2026-11-30'],
    ['a holiday', '2026-12-24', [but({ off: HOLIDAYS })], '2026-12-28'],
    ['where there is none', '2026-11-28', [on([1]), on([2])], '2026-11-28'],
  ] as const)('from %s on', (_, day, calendars, expected) => {
    expect(workdayFrom(day, ...calendars)).toBe(expected);
  });

  it.each([
    ['a Monday', '2026-11-30', [WARSAW], '2026-11-27'],
    ['the Monday after Christmas', '2026-12-28', [but({ off: HOLIDAYS })], '2026-12-23'],
    ['where there is none', '2026-11-28', [on([1]), on([2])], '2026-11-27'],
  ] as const)('before %s', (_, day, calendars, expected) => {
    expect(workdayBefore(day, ...calendars)).toBe(expected);
  });

  it.each([
    ['Friday to Tuesday', '2026-11-27', '2026-12-01', [WARSAW], 2],
    ['a day to itself', '2026-11-27', '2026-11-27', [WARSAW], 0],
    ['backwards', '2026-12-01', '2026-11-27', [WARSAW], 0],
    ['over Christmas', '2026-12-23', '2026-12-28', [but({ off: HOLIDAYS })], 1],
    ['two who share none', '2026-11-27', '2026-12-27', [on([1]), on([2])], 0],
  ] as const)('are counted from %s', (_, from, to, calendars, expected) => {
    expect(workdaysBetween(from, to, ...calendars)).toBe(expected);
  });
});

describe('when somebody can be reached', () => {
  const TUESDAYS: WorkingHours = { days: [2], from: '13:30', to: '15:00' };
  const NIGHT: WorkingHours = { days: [7], from: '02:15', to: '02:45' };
  it.each([
    ['within their hours: at once', '2026-11-27T10:00Z', WARSAW, '2026-11-27T10:00Z'],
    ['the moment they begin', '2026-11-27T08:00Z', WARSAW, '2026-11-27T08:00Z'],
    ['the moment they end', '2026-11-27T16:00Z', WARSAW, '2026-11-30T08:00Z'],
    ['early', '2026-11-27T05:00Z', WARSAW, '2026-11-27T08:00Z'],
    ['Friday night', '2026-11-27T22:00Z', WARSAW, '2026-11-30T08:00Z'],
    ['over the change to summer time', '2026-03-27T20:00Z', WARSAW, '2026-03-30T07:00Z'],
    ['over the change to winter time', '2026-10-23T20:00Z', WARSAW, '2026-10-26T08:00Z'],
    ['the evening before a leap day', '2028-02-28T20:00Z', WARSAW, '2028-02-29T08:00Z'],
    [
      'one day a week, today’s over',
      '2026-11-24T15:00Z',
      but({ hours: TUESDAYS, timeZone: 'UTC' }),
      '2026-12-01T13:30Z',
    ],
    ['before Christmas, on the evening', '2026-12-23T17:00Z', but({ off: HOLIDAYS }), '2026-12-28T08:00Z'],
    ['at noon of a day off', '2026-12-24T11:00Z', but({ off: HOLIDAYS }), '2026-12-28T08:00Z'],
    [
      'a day off where they live, already over in UTC',
      '2026-12-25T01:00Z',
      but({ timeZone: 'America/Chicago', off: [{ from: '2026-12-24', to: '2026-12-24' }] }),
      '2026-12-25T15:00Z',
    ],
    [
      'hours that the clock skips: as long, where they begin',
      '2026-03-29T01:20Z',
      but({ hours: NIGHT }),
      '2026-03-29T01:20Z',
    ],
    [
      'hours that come twice: the first time',
      '2026-10-25T01:20Z',
      but({ hours: NIGHT }),
      '2026-11-01T01:15Z',
    ],
    [
      'after somebody moved from Warsaw to Chicago',
      '2026-11-27T09:00Z',
      but({ timeZone: 'America/Chicago' }),
      '2026-11-27T15:00Z',
    ],
    ['a zone 45 minutes off', '2026-11-27T20:00Z', but({ timeZone: 'Asia/Kathmandu' }), '2026-11-30T03:15Z'],
    [
      'west of the date line',
      '2026-11-26T18:00Z',
      but({ timeZone: 'Pacific/Kiritimati' }),
      '2026-11-26T19:00Z',
    ],
  ])('%s', (_, from, calendar, expected) => {
    expect(workMoment(calendar, new Date(from))).toEqual(new Date(expected));
  });

  it('is after 400 days at the latest, so that there is an answer', () => {
    const away = but({ off: [{ from: '2026-01-01', to: '2099-12-31' }] });
    expect(workMoment(away, new Date('2026-11-27T10:00Z'))).toEqual(new Date('2028-01-02T08:00Z'));
  });

  it('begins on a day that is asked for, whatever day it is', () => {
    expect(startOfWork(WARSAW, '2026-03-29')).toEqual(new Date('2026-03-29T07:00Z'));
    expect(startOfWork(but({ hours: NIGHT }), '2026-03-29')).toEqual(new Date('2026-03-29T01:15Z'));
  });
});

describe('of every calendar', () => {
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const hours = fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 2 }),
    )
    .map(([days, times]): WorkingHours => {
      const [from = 0, to = 0] = times.toSorted((a, b) => a - b);
      return { days, from: clock(from), to: clock(to) };
    });
  const day = fc.integer({ min: 0, max: 2_000 }).map((days) => addDays('2025-01-01', days));
  const off = fc.array(
    fc.tuple(day, fc.integer({ min: 0, max: 30 })).map(([from, days]) => ({ from, to: addDays(from, days) })),
    { maxLength: 40 },
  );
  const calendar: fc.Arbitrary<Calendar> = fc.record({
    hours,
    timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
    off,
  });
  const moment = fc.date({
    min: new Date('2025-01-01T00:00Z'),
    max: new Date('2030-01-01T00:00Z'),
    noInvalidDate: true,
  });

  it('a moment to reach somebody is never sooner, never off, and stays where it is', () => {
    fc.assert(
      fc.property(calendar, moment, (one, from) => {
        const at = workMoment(one, from);
        expect(at.getTime()).toBeGreaterThanOrEqual(from.getTime());
        expect(isWorkday(one, dayOf(at, one.timeZone))).toBe(true);
        expect(workMoment(one, at)).toEqual(at);
      }),
      { numRuns: 500 },
    );
  });

  it('counting working days and going so many of them ahead agree, and back leads where it came from', () => {
    fc.assert(
      fc.property(
        fc.array(calendar, { minLength: 1, maxLength: 2 }),
        day,
        fc.integer({ min: 1, max: 20 }),
        (all, from, count) => {
          const to = workdayAfter(from, count, ...all);
          expect(to > from).toBe(true);
          const between = workdaysBetween(from, to, ...all);
          // Fewer only where they have no day in common.
          expect(between).toBeLessThanOrEqual(count);
          if (between < count) return;
          expect(all.every((one) => isWorkday(one, to))).toBe(true);
          expect(workdayFrom(to, ...all)).toBe(to);
          expect(workdayBefore(addDays(to, 1), ...all)).toBe(to);
        },
      ),
      { numRuns: 500 },
    );
  });
});
