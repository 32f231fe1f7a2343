import { describe, expect, it } from 'vitest';
import { instantOf, wallOf } from '../../src/people/calendar.ts';

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
