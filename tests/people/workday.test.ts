import { describe, expect, it } from 'vitest';
import { USUAL_HOURS, type WorkingHours, workdayBegins } from '../../src/people/hours.ts';

const TUESDAYS: WorkingHours = { days: [2], from: '13:30', to: '15:00' };

describe('the next working days', () => {
  it.each([
    ['a Friday, the next one', '2026-11-27T10:00Z', 1, USUAL_HOURS, 'Europe/Warsaw', '2026-11-30T08:00Z'],
    ['a Friday, the third', '2026-11-27T10:00Z', 3, USUAL_HOURS, 'Europe/Warsaw', '2026-12-02T08:00Z'],
    [
      'early on a working day: not this one',
      '2026-11-23T01:00Z',
      1,
      USUAL_HOURS,
      'Europe/Warsaw',
      '2026-11-24T08:00Z',
    ],
    [
      'today is the person’s, not UTC’s',
      '2026-11-23T20:00Z',
      1,
      USUAL_HOURS,
      'Asia/Tokyo',
      '2026-11-25T00:00Z',
    ],
    ['one day a week', '2026-11-24T12:00Z', 2, TUESDAYS, 'UTC', '2026-12-08T13:30Z'],
    [
      'over the change to summer time',
      '2026-03-27T10:00Z',
      1,
      USUAL_HOURS,
      'Europe/Warsaw',
      '2026-03-30T07:00Z',
    ],
    [
      'over the change to winter time',
      '2026-10-23T10:00Z',
      1,
      USUAL_HOURS,
      'Europe/Warsaw',
      '2026-10-26T08:00Z',
    ],
    ['over a leap day', '2028-02-28T10:00Z', 2, USUAL_HOURS, 'UTC', '2028-03-01T09:00Z'],
  ])('%s', (_, now, days, hours, timeZone, begins) => {
    expect(workdayBegins(new Date(now), days, hours, timeZone)).toEqual(new Date(begins));
  });
});
