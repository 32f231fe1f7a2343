import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockTime,
  type DateReader,
  dayAndTime,
  dayName,
  fillDateTokens,
  instantOf,
  isoDay,
  nextWorkingMorning,
  wallClockOf,
} from '../../../src/local-slack/page/text/dates.ts';

const reader = (timeZone: string, locale = 'en-US'): DateReader => ({ timeZone, locale });
const seconds = (iso: string) => Date.parse(iso) / 1000;

// Each row: what stands on the wall, where, and the instant that is.
const WALLS: [string, string, string][] = [
  ['2026-11-23T09:00', 'UTC', '2026-11-23T09:00Z'],
  ['2026-11-23T09:00', 'Europe/Warsaw', '2026-11-23T08:00Z'],
  ['2026-07-01T09:00', 'Europe/Warsaw', '2026-07-01T07:00Z'],
  ['2026-11-23T00:00', 'America/New_York', '2026-11-23T05:00Z'],
  ['2026-11-23T23:59', 'America/New_York', '2026-11-24T04:59Z'],
  // Half an hour and a quarter.
  ['2026-11-23T09:00', 'Asia/Kolkata', '2026-11-23T03:30Z'],
  ['2026-11-23T09:00', 'Asia/Kathmandu', '2026-11-23T03:15Z'],
  ['2026-11-23T09:00', 'America/St_Johns', '2026-11-23T12:30Z'],
  ['2026-07-01T09:00', 'America/St_Johns', '2026-07-01T11:30Z'],
  ['2026-11-23T09:00', 'Pacific/Chatham', '2026-11-22T19:15Z'],
  ['2026-11-23T09:00', 'Pacific/Kiritimati', '2026-11-22T19:00Z'],
  // The ends of a month, a year, a leap day.
  ['2028-02-29T23:30', 'Europe/Warsaw', '2028-02-29T22:30Z'],
  ['2026-12-31T20:00', 'America/New_York', '2027-01-01T01:00Z'],
  // Either side of a spring and an autumn night.
  ['2026-03-29T01:59', 'Europe/Warsaw', '2026-03-29T00:59Z'],
  ['2026-03-29T03:00', 'Europe/Warsaw', '2026-03-29T01:00Z'],
  ['2026-10-25T01:59', 'Europe/Warsaw', '2026-10-24T23:59Z'],
  ['2026-10-25T03:00', 'Europe/Warsaw', '2026-10-25T02:00Z'],
  ['2026-03-08T03:00', 'America/New_York', '2026-03-08T07:00Z'],
  ['2026-11-01T00:59', 'America/New_York', '2026-11-01T04:59Z'],
  ['2026-10-04T02:30', 'Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['2026-04-05T02:00', 'Australia/Lord_Howe', '2026-04-04T15:30Z'],
];

describe('wall-clock time', () => {
  it.each(WALLS)('%s in %s is %s', (wall, zone, instant) => {
    expect(instantOf(wall, zone)).toBe(seconds(instant));
    expect(wallClockOf(seconds(instant), zone)).toBe(wall);
  });

  it.each([
    ['2026-03-29T02:30', 'Europe/Warsaw', '2026-03-29T03:30'],
    ['2026-03-08T02:00', 'America/New_York', '2026-03-08T03:00'],
    ['2026-09-27T02:50', 'Pacific/Chatham', '2026-09-27T03:50'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-04T02:45'],
    // Samoa had no such day.
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-31T12:00'],
  ])('%s does not exist in %s and moves on to %s', (wall, zone, later) => {
    expect(wallClockOf(instantOf(wall, zone) ?? 0, zone)).toBe(later);
  });

  it.each([
    ['2026-10-25T02:30', 'Europe/Warsaw', '2026-10-25T00:30Z', '2026-10-25T01:30Z'],
    ['2026-11-01T01:00', 'America/New_York', '2026-11-01T05:00Z', '2026-11-01T06:00Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45Z', '2026-04-04T15:15Z'],
  ])('%s comes twice in %s, and the first counts', (wall, zone, first, second) => {
    expect(instantOf(wall, zone)).toBe(seconds(first));
    expect([first, second].map((at) => wallClockOf(seconds(at), zone))).toEqual([wall, wall]);
  });

  it.each([
    '',
    'nonsense',
    '2026-11-23',
    '09:00',
    '2026-02-30T10:00',
    '2026-13-01T10:00',
    '2026-11-23T24:00',
    '1',
  ])('%j is no time', (text) => expect(instantOf(text, 'Europe/Warsaw')).toBeNull());

  it('counts a zone nobody knows as UTC', () => {
    expect(instantOf('2026-11-23T09:00', 'Mars/Olympus')).toBe(seconds('2026-11-23T09:00Z'));
    expect(wallClockOf(seconds('2026-11-23T09:00Z'), 'Mars/Olympus')).toBe('2026-11-23T09:00');
    expect(isoDay(new Date('2026-11-23T23:59Z'), reader('Mars/Olympus'))).toBe('2026-11-23');
  });

  it('there and back is the same time on the wall, and never a later instant', () => {
    const zone = fc.constantFrom(...WALLS.map(([, name]) => name));
    const minute = fc.integer({
      min: seconds('2005-01-01T00:00Z') / 60,
      max: seconds('2037-01-01T00:00Z') / 60,
    });
    fc.assert(
      fc.property(minute, zone, (at, timeZone) => {
        const wall = wallClockOf(at * 60, timeZone);
        const back = instantOf(wall, timeZone) ?? Infinity;
        expect(wallClockOf(back, timeZone)).toBe(wall);
        expect(back).toBeLessThanOrEqual(at * 60);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the name of a day', () => {
  const now = new Date('2026-11-22T23:30Z');
  it.each([
    ['2026-11-22T23:10Z', 'Europe/Warsaw', 'Today'],
    ['2026-11-22T22:59Z', 'Europe/Warsaw', 'Yesterday'],
    ['2026-11-22T22:59Z', 'UTC', 'Today'],
    ['2026-11-22T22:59Z', 'America/New_York', 'Today'],
    ['2026-11-21T20:00Z', 'America/New_York', 'Yesterday'],
    ['2026-11-21T20:00Z', 'Europe/Warsaw', 'Saturday 21 November'],
    ['2026-11-22T18:20Z', 'Asia/Kolkata', 'Yesterday'],
    ['2026-11-22T18:30Z', 'Asia/Kolkata', 'Today'],
    ['2025-11-23T12:00Z', 'Europe/Warsaw', 'Sunday 23 November 2025'],
    ['2026-12-31T23:30Z', 'Europe/Warsaw', 'Friday 1 January 2027'],
  ])('%s in %s is %s', (at, zone, name) => {
    // Browsers differ in the comma.
    expect(dayName(new Date(at), reader(zone), now).replace(',', '')).toBe(name);
  });

  // The night in between, or the day itself, has an hour less or more.
  it.each([
    ['2026-03-28T23:30Z', '2026-03-29T21:30Z', 'Today'],
    ['2026-03-28T22:30Z', '2026-03-29T21:30Z', 'Yesterday'],
    ['2026-03-27T23:30Z', '2026-03-29T21:59Z', 'Yesterday'],
    ['2026-10-24T22:10Z', '2026-10-25T22:50Z', 'Today'],
    ['2026-10-24T21:50Z', '2026-10-25T22:50Z', 'Yesterday'],
    ['2026-10-23T22:10Z', '2026-10-25T22:50Z', 'Yesterday'],
  ])('%s, looked at on %s in Warsaw, is %s', (at, on, name) => {
    expect(dayName(new Date(at), reader('Europe/Warsaw'), new Date(on))).toBe(name);
  });
});

describe('the time on the clock', () => {
  it.each([
    ['2026-11-23T13:05:09Z', 'Europe/Warsaw', 'pl-PL', '14:05', '14:05:09'],
    ['2026-11-23T13:05:09Z', 'America/New_York', 'en-US', '8:05 AM', '8:05:09 AM'],
    ['2026-11-23T17:05:09Z', 'America/New_York', 'en-US', '12:05 PM', '12:05:09 PM'],
    ['2026-11-23T05:05:09Z', 'America/New_York', 'en-US', '12:05 AM', '12:05:09 AM'],
    ['2026-11-23T00:05:09Z', 'Europe/London', 'en-GB', '00:05', '00:05:09'],
    ['2026-11-23T13:05:09Z', 'Asia/Kathmandu', 'en-GB', '18:50', '18:50:09'],
    ['2026-11-23T13:05:09Z', 'Mars/Olympus', 'pl-PL', '13:05', '13:05:09'],
    ['2026-11-23T13:05:09Z', 'UTC', 'no such locale', '1:05 PM', '1:05:09 PM'],
    ['2026-11-23T13:05:09Z', 'UTC', 'xx-XX', '1:05 PM', '1:05:09 PM'],
  ])('%s in %s for %s', (at, zone, locale, short, long) => {
    // Some versions put a narrow space before AM.
    const plain = (text: string) => text.replace(/\s/g, ' ');
    expect(plain(clockTime(new Date(at), reader(zone, locale)))).toBe(short);
    expect(plain(clockTime(new Date(at), reader(zone, locale), true))).toBe(long);
  });
});

describe("Slack's date tokens", () => {
  // The example of docs.slack.dev/messaging/formatting-message-text#date-formatting.
  const example = new Date('2014-02-18T14:39:42Z');
  const filled = (template: string, now: string, at = example, by = reader('America/Los_Angeles')) =>
    fillDateTokens(template, at, by, new Date(now))?.replace(/\s/g, ' ');

  it.each([
    ['{date_num}', '2014-02-18'],
    ['{date}', 'February 18th, 2014'],
    ['{date_short}', 'Feb 18, 2014'],
    ['{date_long}', 'Tuesday, February 18th, 2014'],
    ['{date_long_full}', 'February 18, 2014'],
    ['{date_slash}', '02/18/2014'],
    ['{date_pretty}', 'February 18th, 2014'],
    ['{date_short_pretty}', 'Feb 18, 2014'],
    ['{date_long_pretty}', 'Tuesday, February 18th, 2014'],
    ['{day_divider_pretty}', 'Tuesday, February 18th, 2014'],
    ['{time}', '6:39 AM'],
    ['{time_secs}', '6:39:42 AM'],
    ['Posted {date_num} {time_secs}', 'Posted 2014-02-18 6:39:42 AM'],
    ['{date} at {time}', 'February 18th, 2014 at 6:39 AM'],
    ['no token', 'no token'],
    ['{} {Date} {date {time', '{} {Date} {date {time'],
  ])('%s years later', (template, text) => expect(filled(template, '2026-11-23T12:00Z')).toBe(text));

  it.each([
    ['{date}', 'February 18th'],
    ['{date_short}', 'Feb 18'],
    ['{date_long}', 'Tuesday, February 18th'],
    ['{date_pretty}', 'February 18th'],
    ['{date_short_pretty}', 'Feb 18'],
    ['{date_long_pretty}', 'Tuesday, February 18th'],
    ['{day_divider_pretty}', 'Tuesday, February 18th'],
    ['{date_long_full}', 'February 18, 2014'],
    ['{date_num}', '2014-02-18'],
    ['{date_slash}', '02/18/2014'],
  ])('%s less than six months away, where Slack leaves the year out', (template, text) => {
    expect(filled(template, '2014-08-10T12:00Z')).toBe(text);
    if (template !== '{day_divider_pretty}') expect(filled(template, '2013-08-25T12:00Z')).toBe(text);
  });

  it.each(['2014-08-25T12:00Z', '2013-08-10T12:00Z'])(
    'has the year more than six months away, on %s',
    (now) => {
      expect(filled('{date} {date_short}', now)).toBe('February 18th, 2014 Feb 18, 2014');
    },
  );

  it('a day divider of another year has that year, however near', () => {
    expect(filled('{day_divider_pretty}', '2013-12-20T12:00Z')).toBe('Tuesday, February 18th, 2014');
  });

  it.each([
    ['2014-02-19T07:00Z', 'today'],
    ['2014-02-19T09:00Z', 'yesterday'],
    ['2014-02-18T07:00Z', 'tomorrow'],
    ['2014-02-20T09:00Z', 'February 18th'],
    ['2014-02-17T07:00Z', 'February 18th'],
  ])('at %s it is %s', (now, text) => {
    expect(filled('{date_pretty}', now)).toBe(text);
    if (!text.includes(' ')) {
      for (const token of ['{date_short_pretty}', '{date_long_pretty}', '{day_divider_pretty}'])
        expect(filled(token, now)).toBe(text);
    }
  });

  it.each([
    ['2026-01-01', '1st'],
    ['2026-01-02', '2nd'],
    ['2026-01-03', '3rd'],
    ['2026-01-04', '4th'],
    ['2026-01-11', '11th'],
    ['2026-01-12', '12th'],
    ['2026-01-13', '13th'],
    ['2026-01-20', '20th'],
    ['2026-01-21', '21st'],
    ['2026-01-22', '22nd'],
    ['2026-01-23', '23rd'],
    ['2026-01-30', '30th'],
    ['2026-01-31', '31st'],
  ])('%s is the %s', (day, ordinal) => {
    expect(filled('{date}', '2026-02-10T00:00Z', new Date(`${day}T12:00Z`), reader('UTC'))).toBe(
      `January ${ordinal}`,
    );
  });

  it.each([
    [0, 'now'],
    [-42, '42 seconds ago'],
    [-60, '1 minute ago'],
    [-3 * 60, '3 minutes ago'],
    [-3_599, '59 minutes ago'],
    [-4 * 3_600, '4 hours ago'],
    [-86_399, '23 hours ago'],
    // Two days back on the calendar of one who reads this at one in the morning.
    [-29 * 3_600, '1 day ago'],
    [-2 * 86_400, '2 days ago'],
    [3 * 60, 'in 3 minutes'],
    [86_400, 'in 1 day'],
  ])('{ago} of %i seconds is %s', (offset, text) => {
    const now = Date.parse('2026-11-25T00:00Z');
    const at = new Date(now + offset * 1000);
    expect(fillDateTokens('{ago}', at, reader('UTC'), new Date(now))).toBe(text);
  });

  it.each([
    ['pl-PL', 'Europe/Warsaw', '{date_long_full} {time} {date_slash}', '18 lutego 2014 15:39 18.02.2014'],
    ['en-GB', 'Asia/Kolkata', '{date_slash} {time_secs}', '18/02/2014 20:09:42'],
    ['pl-PL', 'Mars/Olympus', '{date_num} {date_long_full}', '2014-02-18 18 lutego 2014'],
    ['no such locale', 'UTC', '{date_long}', 'Tuesday, February 18th, 2014'],
  ])('for %s in %s', (locale, zone, template, text) => {
    expect(filled(template, '2026-11-23T12:00Z', example, reader(zone, locale))).toBe(text);
  });

  it.each(['{today}', '{date} {unheard_of}', '{date_pretty_pretty}', '{time_pretty}', '{constructor}'])(
    '%s is none of them: the fallback counts',
    (template) => expect(filled(template, '2026-11-23T12:00Z')).toBeUndefined(),
  );
});

describe('the next working morning', () => {
  it.each([
    ['Monday before nine is that morning', '2026-03-02T08:59', 'Europe/Warsaw', '2026-03-02T09:00'],
    ['nine itself is past', '2026-03-02T09:00', 'Europe/Warsaw', '2026-03-03T09:00'],
    ['Friday leads to Monday', '2026-03-06T17:00', 'Europe/Warsaw', '2026-03-09T09:00'],
    ['so does Sunday', '2026-03-08T03:00', 'America/New_York', '2026-03-09T09:00'],
    ['over the night without an hour', '2026-03-27T18:00', 'Europe/Warsaw', '2026-03-30T09:00'],
    ['over the night with one more', '2026-10-23T18:00', 'Europe/Warsaw', '2026-10-26T09:00'],
    ['over a leap day', '2028-02-28T12:00', 'Pacific/Auckland', '2028-02-29T09:00'],
    ['over the year', '2026-12-31T23:30', 'Pacific/Chatham', '2027-01-01T09:00'],
  ])('%s', (_, from, zone, to) => {
    const at = nextWorkingMorning(new Date((instantOf(from, zone) ?? 0) * 1000), zone);
    expect(wallClockOf(at.getTime() / 1000, zone)).toBe(to);
  });
});

it.each([
  ['2026-03-02T09:00Z', 'en-GB', 'Mon 2 March, 10:00'],
  ['2026-03-02T09:00Z', 'en-US', 'Mon 2 March, 10:00 AM'],
  ['2027-03-02T09:00Z', 'pl-PL', 'Tue 2 Mar 2027, 10:00'],
])('a day with its time: %s for %s', (at, locale, text) => {
  const now = new Date('2026-11-23T12:00Z');
  expect(dayAndTime(new Date(at), reader('Europe/Warsaw', locale), now).replaceAll('\u202f', ' ')).toBe(text);
});
