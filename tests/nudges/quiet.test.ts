import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Quiet, quietUntil } from '../../src/nudges/quiet.ts';
import {
  addDays,
  type Calendar,
  dayOf,
  daysBetween,
  isWorkday,
  workMoment,
} from '../../src/people/calendar.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';

const WARSAW: Calendar = { hours: USUAL_HOURS, timeZone: 'Europe/Warsaw', off: [] };
const but = (changes: Partial<Calendar>): Calendar => ({ ...WARSAW, ...changes });
const week = (days: number[]) => but({ hours: { days, from: '09:00', to: '17:00' } });
const ask = (now: string, sent: string[] = [], calendar = WARSAW, nudgedBy: Quiet['nudgedBy'] = 'messages') =>
  quietUntil({ calendar, sentAt: sent.map((at) => new Date(at)), nudgedBy }, new Date(now));

/** Monday 23 to Friday 27 November 2026; 09:00 in Warsaw is 08:00Z. */
describe('a nudge as it falls due', () => {
  it.each([
    ['within working hours: now', '2026-11-25T10:00Z', [], null],
    ['at the moment they begin: now', '2026-11-25T08:00Z', [], null],
    ['in the evening: the next morning', '2026-11-25T18:00Z', [], '2026-11-26T08:00Z'],
    ['on Friday night: Monday', '2026-11-27T21:00Z', [], '2026-11-30T08:00Z'],
    ['after one today: tomorrow', '2026-11-25T10:00Z', ['2026-11-25T08:00Z'], '2026-11-26T08:00Z'],
    ['after one yesterday: now', '2026-11-25T10:00Z', ['2026-11-24T15:59Z'], null],
    [
      'after one on Friday, on Friday: Monday',
      '2026-11-27T15:00Z',
      ['2026-11-27T08:00Z'],
      '2026-11-30T08:00Z',
    ],
    [
      'after three this week: seven days after the first of them',
      '2026-11-26T10:00Z',
      ['2026-11-23T08:00Z', '2026-11-24T08:00Z', '2026-11-25T08:00Z'],
      '2026-11-30T08:00Z',
    ],
    [
      'after three, the first of them eight days ago: now',
      '2026-11-26T10:00Z',
      ['2026-11-18T08:00Z', '2026-11-24T08:00Z', '2026-11-25T08:00Z'],
      null,
    ],
    [
      'after three, the first of them seven days ago: now',
      '2026-11-26T10:00Z',
      ['2026-11-19T15:00Z', '2026-11-24T08:00Z', '2026-11-25T08:00Z'],
      null,
    ],
    [
      'after three, the first of them six days ago and one today: when that one is a week old',
      '2026-11-26T10:00Z',
      ['2026-11-20T08:00Z', '2026-11-24T08:00Z', '2026-11-26T08:00Z'],
      '2026-11-27T08:00Z',
    ],
    [
      'after more than three, however that came about',
      '2026-11-26T10:00Z',
      ['2026-11-23T08:00Z', '2026-11-24T08:00Z', '2026-11-25T08:00Z', '2026-11-25T09:00Z'],
      '2026-12-01T08:00Z',
    ],
  ] as const)('%s', (_, now, sent, expected) => {
    expect(ask(now, [...sent])).toEqual(expected && new Date(expected));
  });

  it('goes by the person’s day, not by UTC’s', () => {
    const tokyo = but({ timeZone: 'Asia/Tokyo' });
    // Wednesday 09:30 and Thursday 09:30 in Tokyo, and 23:30 of the evening before.
    expect(ask('2026-11-26T00:30Z', ['2026-11-25T00:30Z'], tokyo)).toBeNull();
    expect(ask('2026-11-25T07:00Z', ['2026-11-25T00:30Z'], tokyo)).toEqual(new Date('2026-11-26T00:00Z'));
  });

  it('goes by the zone in which somebody is now', () => {
    // Sent on Wednesday at 16:00 in Tokyo, which was Tuesday night in Los Angeles.
    const moved = but({ timeZone: 'America/Los_Angeles' });
    expect(ask('2026-11-25T18:00Z', ['2026-11-25T07:00Z'], moved)).toBeNull();
    // Sent on Wednesday at 09:00 in Los Angeles, which was Thursday in Tokyo.
    const back = but({ timeZone: 'Asia/Tokyo' });
    expect(ask('2026-11-26T01:00Z', ['2026-11-25T17:00Z'], back)).toEqual(new Date('2026-11-27T00:00Z'));
  });

  it('waits for the end of days off, and for the hour on the wall when clocks change', () => {
    const off = but({ off: [{ from: '2026-12-24', to: '2027-01-03' }] });
    expect(ask('2026-12-24T10:00Z', [], off)).toEqual(new Date('2027-01-04T08:00Z'));
    expect(ask('2026-03-27T18:00Z')).toEqual(new Date('2026-03-30T07:00Z'));
    expect(ask('2026-10-23T18:00Z')).toEqual(new Date('2026-10-26T08:00Z'));
    expect(ask('2028-02-28T18:00Z')).toEqual(new Date('2028-02-29T08:00Z'));
  });
});

/** What may be the reason for so many of the three messages of a week. */
describe('a nudge that could wait', () => {
  const [monday, tuesday] = ['2026-11-23T08:00Z', '2026-11-24T08:00Z'];
  it.each([
    [1, [], '2026-11-25T08:00Z', null],
    [1, [monday], '2026-11-25T08:00Z', '2026-11-26T08:00Z'],
    [1, [monday], '2026-11-27T10:00Z', '2026-11-30T08:00Z'],
    [1, [monday], '2026-11-30T08:00Z', null],
    [2, [monday], '2026-11-25T08:00Z', null],
    [2, [monday, tuesday], '2026-11-25T08:00Z', '2026-11-26T08:00Z'],
    [2, [monday, tuesday], '2026-11-30T08:00Z', null],
    [3, [monday, tuesday], '2026-11-25T08:00Z', null],
    // The week is full: nothing could take it along before.
    [1, [monday, tuesday, '2026-11-25T08:00Z'], '2026-11-26T08:00Z', '2026-11-30T08:00Z'],
    [1, [], '2026-11-25T18:00Z', '2026-11-26T08:00Z'],
  ])('of %i a week, after %j, at %s', (most, sent, now, expected) => {
    const sentAt = sent.map((at) => new Date(at));
    const until = quietUntil({ calendar: WARSAW, sentAt, nudgedBy: 'messages', most }, new Date(now));
    expect(until).toEqual(expected && new Date(expected));
  });
});

describe('a weekly digest', () => {
  const holiday = but({ off: [{ from: '2026-11-30', to: '2026-11-30' }] });
  const away = but({ off: [{ from: '2026-11-28', to: '2026-12-08' }] });
  it.each([
    ['on Monday morning: now', '2026-11-23T08:00Z', [], WARSAW, null],
    ['late on Monday, the machine having been off: now', '2026-11-23T15:00Z', [], WARSAW, null],
    ['early on Monday: when work begins', '2026-11-23T03:00Z', [], WARSAW, '2026-11-23T08:00Z'],
    ['on Monday evening: the next week', '2026-11-23T18:00Z', [], WARSAW, '2026-11-30T08:00Z'],
    ['on Tuesday: the next week', '2026-11-24T10:00Z', [], WARSAW, '2026-11-30T08:00Z'],
    [
      'a second on Monday: the next week',
      '2026-11-23T10:00Z',
      ['2026-11-23T08:00Z'],
      WARSAW,
      '2026-11-30T08:00Z',
    ],
    ['on Sunday: Monday', '2026-11-29T10:00Z', ['2026-11-23T08:00Z'], WARSAW, '2026-11-30T08:00Z'],
    ['Monday a holiday: Tuesday', '2026-11-27T10:00Z', [], holiday, '2026-12-01T08:00Z'],
    ['on the Tuesday after a holiday: now', '2026-12-01T08:00Z', ['2026-11-23T08:00Z'], holiday, null],
    ['a whole week off: the first day back', '2026-11-27T18:00Z', [], away, '2026-12-09T08:00Z'],
    ['the first day back, a Wednesday: now', '2026-12-09T08:00Z', [], away, null],
    ['Sunday to Thursday: on Sunday', '2026-11-26T20:00Z', [], week([1, 2, 3, 4, 7]), '2026-11-29T08:00Z'],
    ['shifts at weekends: on Saturday', '2026-11-25T10:00Z', [], week([6, 7]), '2026-11-28T08:00Z'],
    ['one day a week', '2026-11-25T10:00Z', [], week([2]), '2026-12-01T08:00Z'],
    ['every day: on Monday', '2026-11-25T10:00Z', [], week([1, 2, 3, 4, 5, 6, 7]), '2026-11-30T08:00Z'],
  ] as const)('%s', (_, now, sent, calendar, expected) => {
    expect(ask(now, [...sent], calendar, 'weekly')).toEqual(expected && new Date(expected));
  });
});

it('never comes to somebody who reads it on the App Home alone', () => {
  expect(ask('2026-11-25T10:00Z', [], WARSAW, 'home')).toBe('never');
});

describe('whoever it is and whatever falls due', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-01-01', days));
  const calendar: fc.Arbitrary<Calendar> = fc.record({
    hours: fc.record({
      days: fc
        .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
        .map((days) => days.toSorted((a, b) => a - b)),
      from: fc.constantFrom('00:00', '02:30', '06:15', '09:00'),
      to: fc.constantFrom('09:30', '13:00', '17:00', '23:59'),
    }),
    timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
    off: fc.array(
      fc
        .tuple(day, fc.integer({ min: 0, max: 20 }))
        .map(([from, days]) => ({ from, to: addDays(from, days) })),
      { maxLength: 10 },
    ),
  });
  const moments = fc
    .uniqueArray(fc.integer({ min: 0, max: 120 * 24 * 4 }), { minLength: 1, maxLength: 150 })
    .map((quarters) =>
      quarters
        .toSorted((a, b) => a - b)
        .map((quarter) => new Date(Date.parse('2026-02-01T00:00Z') + quarter * 15 * 60_000)),
    );

  /** Sends whatever may go, whenever it is asked. */
  function live(calendar: Calendar, asked: readonly Date[], nudgedBy: 'messages' | 'weekly'): Date[] {
    const sentAt: Date[] = [];
    for (const now of asked) {
      const until = quietUntil({ calendar, sentAt, nudgedBy }, now);
      if (until === null) sentAt.push(now);
      else if (until !== 'never') {
        expect(until.getTime()).toBeGreaterThan(now.getTime());
        // Nothing is put off to a moment at which it would be put off again.
        expect(quietUntil({ calendar, sentAt, nudgedBy }, until)).toBeNull();
      }
    }
    return sentAt;
  }

  it('it comes in working hours, on no day off, once a day, three times in seven days', () => {
    fc.assert(
      fc.property(calendar, moments, (one, asked) => {
        const sent = live(one, asked, 'messages');
        const days = sent.map((at) => dayOf(at, one.timeZone));
        expect(new Set(days).size).toBe(days.length);
        for (const [index, at] of sent.entries()) {
          expect(workMoment(one, at)).toEqual(at);
          const [first = '', fourth] = [days[index], days[index + 3]];
          expect(isWorkday(one, first)).toBe(true);
          if (fourth !== undefined) expect(fourth >= addDays(first, 7)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  /** Found the long way: two weeks as text, `1` for a day of their hours, and the longest run of free ones in it. */
  function weekBegins(worked: readonly number[], day: string): string {
    const weeks = [1, 2, 3, 4, 5, 6, 7].map((each) => (worked.includes(each) ? '1' : '0')).join('');
    const runs = [...`${weeks}${weeks}`.matchAll(/0+(?=1)|^(?=1)/g)].map(({ 0: run, index }) => ({
      length: run.length,
      ends: (index + run.length) % 7,
    }));
    const longest = Math.max(...runs.map(({ length }) => length));
    const first = Math.min(...runs.filter(({ length }) => length === longest).map(({ ends }) => ends));
    const weekday = (new Date(day).getUTCDay() + 6) % 7;
    return addDays(day, -((weekday - first + 7) % 7));
  }

  it('a digest comes on the first working day of a week, once', () => {
    fc.assert(
      fc.property(calendar, moments, (one, asked) => {
        const days = live(one, asked, 'weekly').map((at) => dayOf(at, one.timeZone));
        const weeks = days.map((day) => {
          const begins = weekBegins(one.hours.days, day);
          const earlier = Array.from({ length: daysBetween(begins, day) }, (_, at) => addDays(begins, at));
          expect(isWorkday(one, day)).toBe(true);
          expect(earlier.filter((other) => isWorkday(one, other))).toEqual([]);
          return begins;
        });
        expect(new Set(weeks).size).toBe(weeks.length);
      }),
      { numRuns: 100 },
    );
  });
});
