/** The clock on somebody's wall, by Intl and nothing of our own code. */
import type { Days } from '../company.ts';
import type { Person } from '../evidence.ts';

const DAY_MS = 24 * 3_600_000;
/** What happens at one moment of a run takes a while by its clock, and in which order is not known. */
export const MOMENT_MS = 900_000;
const formats = new Map<string, Intl.DateTimeFormat>();

export interface Wall {
  /** `2026-03-02` */
  day: string;
  /** Goes up by one each day. */
  dayNumber: number;
  /** 1 is Monday. */
  weekday: number;
  /** `09:00` */
  time: string;
}

export function wallOf(at: Date, timeZone: string): Wall {
  const known = formats.get(timeZone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = `${parts['year']}-${parts['month']}-${parts['day']}`;
  const dayNumber = Date.parse(day) / DAY_MS;
  // 1 January 1970 was a Thursday.
  return {
    day,
    dayNumber,
    weekday: ((dayNumber + 3) % 7) + 1,
    time: `${parts['hour']}:${parts['minute']}`,
  };
}

/** Where somebody lives at a moment. */
export function zoneAt({ zones }: Pick<Person, 'zones'>, at: Date): string {
  return (zones.findLast(({ from }) => from <= at) ?? zones[0])?.timeZone ?? 'UTC';
}

export function isAmong(days: readonly Days[], day: string): boolean {
  return days.some(({ from, to }) => from <= day && day <= to);
}

export function isAwayAt({ away }: Pick<Person, 'away'>, at: Date): boolean {
  return away.some(({ from, to }) => from <= at && (to === null || at < to));
}

/**
 * On how many whole days between two moments somebody works who could be asked: days off, holidays and breaks are none,
 * nor are days on which the other of the pair is away.
 */
export function workdaysBetween(
  { person, other, closed }: { person: Person; other: Person; closed: readonly Days[] },
  from: Date,
  to: Date,
): number {
  let count = 0;
  for (let at = from.getTime() + DAY_MS; at < to.getTime(); at += DAY_MS) {
    const then = new Date(at);
    const { day, weekday } = wallOf(then, zoneAt(person, then));
    const isOff = isAmong(person.daysOff, day) || isAmong(closed, day);
    const isAway = isAwayAt(person, then) || isAwayAt(other, then);
    if (person.hours.days.includes(weekday) && !isOff && !isAway) count += 1;
  }
  return count;
}
