import { describe, expect, it } from 'vitest';
import { pauseProblem, type Snooze, snoozedUntil } from '../../src/pairs/pausing.ts';
import { wallOf } from '../../src/people/calendar.ts';
import { aCalendar, at } from './coaching-made.ts';

/** Friday 27 November to Tuesday 15 December 2026; nine o'clock in Warsaw is when they begin to work. */
describe('reminders wait', () => {
  const off = [{ from: '2026-12-07', to: '2026-12-08' }];
  it.each<[Snooze, string, string, string]>([
    ['tomorrow', '2026-12-03T10:00', '2026-12-04T09:00', 'the next day'],
    ['tomorrow', '2026-12-03T23:59', '2026-12-04T09:00', 'the next day, also late at night'],
    ['tomorrow', '2026-11-27T10:00', '2026-11-30T09:00', 'Monday, of a Friday'],
    ['tomorrow', '2026-12-04T10:00', '2026-12-09T09:00', 'the first day after days off'],
    [
      'next-week',
      '2026-11-30T08:00',
      '2026-12-09T09:00',
      'the first working day of the week after, on a Monday',
    ],
    ['next-week', '2026-12-06T20:00', '2026-12-09T09:00', 'the week that begins tomorrow, on a Sunday'],
    ['next-week', '2026-11-29T20:00', '2026-11-30T09:00', 'tomorrow, on a Sunday'],
    ['next-week', '2026-12-09T10:00', '2026-12-14T09:00', 'Monday, in the middle of a week'],
    ['two-weeks', '2026-11-27T10:00', '2026-12-11T09:00', 'the same day of the week'],
    ['two-weeks', '2026-11-24T10:00', '2026-12-09T09:00', 'the first day after days off'],
    ['two-weeks', '2026-11-28T10:00', '2026-12-14T09:00', 'Monday, of a Saturday'],
  ])('%s, on %s: until %s, %s', (snooze, now, until) => {
    expect(wallOf(snoozedUntil(snooze, aCalendar({ off }), at(now)), 'Europe/Warsaw')).toBe(until);
  });

  it('next week begins on Monday, also for somebody who works on Sunday', () => {
    const hours = { days: [1, 2, 3, 4, 7], from: '09:00', to: '17:00' };
    // Asked on Wednesday, and on Sunday.
    for (const now of ['2026-11-25T10:00', '2026-11-29T10:00']) {
      const until = snoozedUntil('next-week', aCalendar({ hours }), at(now));
      expect(wallOf(until, 'Europe/Warsaw')).toBe('2026-11-30T09:00');
    }
  });

  it('by the day where they are', () => {
    // Thursday evening in Warsaw is Friday in Auckland.
    const auckland = aCalendar({ timeZone: 'Pacific/Auckland' });
    const until = snoozedUntil('tomorrow', auckland, at('2026-12-03T23:00'));
    expect(wallOf(until, 'Pacific/Auckland')).toBe('2026-12-07T09:00');
  });
});

describe('a break until a day', () => {
  it.each([
    ['2026-12-03', 'past'],
    ['2026-12-04', 'past'],
    ['2026-12-05', null],
    // 180 days.
    ['2027-06-02', null],
    ['2027-06-03', 'far'],
    ['2027-02-29', 'past'],
    ['soon', 'past'],
  ])('asked for on 4 December until %s: %s', (until, expected) => {
    expect(pauseProblem(until, '2026-12-04')).toBe(expected);
  });
});
