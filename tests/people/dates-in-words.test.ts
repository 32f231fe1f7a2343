import { describe, expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { backName, dateIn, dateOfYearIn, dayName, dayOfYearName } from '../../src/people/views/words.ts';

const [en, pl] = [textsIn('en'), textsIn('pl')];

describe('a day in words', () => {
  it('has no year where it lies within the next months', () => {
    expect(dayName(en, '2027-01-04')).toBe('4 January');
    expect(dayName(pl, '2027-01-04')).toBe('4 stycznia');
    // Late in the evening in Chicago it is the next day in Warsaw.
    expect(dateIn(en, new Date('2026-12-31T23:30:00Z'), 'America/Chicago')).toBe('31 December');
    expect(dateIn(pl, new Date('2026-12-31T23:30:00Z'), 'Europe/Warsaw')).toBe('1 stycznia');
  });

  it('has its year where it may lie far back or ahead', () => {
    expect(dayOfYearName(en, '2027-01-04')).toBe('4 January 2027');
    expect(dateOfYearIn(pl, new Date('2026-12-31T23:30:00Z'), 'Europe/Warsaw')).toBe('1 stycznia 2027');
  });

  it('has the year of a return only where that is a long while after the break began', () => {
    const since = new Date('2026-11-23T12:00:00Z');
    expect(backName(en, since, '2027-02-01')).toBe('1 February');
    expect(backName(en, since, '2027-09-19')).toBe('19 September');
    expect(backName(en, since, '2027-09-20')).toBe('20 September 2027');
  });
});
