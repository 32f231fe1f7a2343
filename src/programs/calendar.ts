import type Holidays from 'date-holidays';
import { addDays, type DayRange } from '../people/calendar.ts';
import type { ProgramRules } from './program.ts';

/** A public holiday, by the calendar on the wall where it is one. */
export interface Holiday extends DayRange {
  /** In a language of the country, or in the one that was asked for where it has a name in it. */
  name: string;
}

type Place = NonNullable<ProgramRules['holidays']>;

/** A holiday as the package date-holidays gives it. */
export interface GivenHoliday {
  /** Where it is one: `2026-12-24 14:00:00`, with an offset behind it where days begin in the evening. */
  date: string;
  start: Date;
  end: Date;
  name: string;
  type: string;
}

const HOUR_MS = 3_600_000;
const NOON = 12;

/**
 * The days on which people are off: of holidays of the type `public` those on whose noon it is one, so that an
 * afternoon on which shops close early is a working day.
 *
 * @example publicDays([{ date: '2026-12-24 14:00:00', … }]) // []
 */
export function publicDays(given: readonly GivenHoliday[]): Holiday[] {
  return given.flatMap(({ date, start, end, name, type }) => {
    if (type !== 'public') return [];
    const day = date.slice(0, 10);
    const begins = Number(date.slice(11, 13));
    // Rounded: a day on which clocks change has 23 or 25 hours.
    const ends = begins + Math.round((end.getTime() - start.getTime()) / HOUR_MS);
    const first = begins <= NOON ? 0 : 1;
    const last = Math.ceil((ends - NOON) / 24) - 1;
    return first <= last ? [{ name, from: addDays(day, first), to: addDays(day, last) }] : [];
  });
}

/** 72 ms and some megabytes, which only a program with public holidays spends. */
let loaded: Promise<typeof Holidays> | undefined;

function load(): Promise<typeof Holidays> {
  loaded ??= import('date-holidays').then((module) => module.default);
  return loaded;
}

/** A year of a country takes some milliseconds; it never changes while the app runs. */
const years = new Map<string, Holiday[]>();

/**
 * The public holidays of these years, the earliest first; none where nobody knows the country.
 *
 * @param language in which they are to be named, as `pl`; where the country's own names them so
 */
export async function holidaysOf(
  { country, region }: Place,
  ofYears: readonly number[],
  language?: string,
): Promise<Holiday[]> {
  const all: Holiday[] = [];
  for (const year of ofYears) {
    const key = [country, region, year, language].join(' ');
    let found = years.get(key);
    if (!found) {
      const HolidaysOf = await load();
      const place = region === null ? new HolidaysOf(country) : new HolidaysOf(country, region);
      found = publicDays(place.getHolidays(year, language));
      years.set(key, found);
    }
    all.push(...found);
  }
  return all.toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

/** Those from this day on, the earliest first, `most` of them. */
export async function nextHolidays(
  place: Place,
  today: string,
  language: string,
  most: number,
): Promise<Holiday[]> {
  const year = Number(today.slice(0, 4));
  const all = await holidaysOf(place, [year, year + 1], language);
  return all.filter(({ to }) => to >= today).slice(0, most);
}

/** The countries whose public holidays are known, by their codes (ISO 3166-1). */
export async function holidayCountries(): Promise<string[]> {
  const HolidaysOf = await load();
  return Object.keys(new HolidaysOf().getCountries());
}

/** Parts of a country that have holidays of their own, by name; none where it has none or is not known. */
export async function holidayRegions(country: string): Promise<{ code: string; name: string }[]> {
  const HolidaysOf = await load();
  const regions: Record<string, string> | undefined = new HolidaysOf().getStates(country);
  return Object.entries(regions ?? {}).map(([code, name]) => ({ code, name }));
}

/** Around this moment: a plan looks back on what was sent and ahead for a long pause. */
export function yearsAround(around: Date): number[] {
  const year = around.getUTCFullYear();
  return [year - 1, year, year + 1, year + 2];
}
