import { addDays, DayRange, daysBetween } from './calendar.ts';

/** More ranges of one person are no list that anybody reads. */
export const MOST_DAYS_OFF = 20;
/** Somebody away for longer takes a pause. */
const LONGEST_DAYS = 366;
const FURTHEST_DAYS = 730;
/** What is over stays for so long: dates of pairs were counted around it. */
const KEPT_DAYS = 120;

/** What is wrong with sent days off; `many`: the list is full. */
export type WrongDaysOff = 'from' | 'order' | 'past' | 'long' | 'far' | 'many';

/**
 * Reads sent days off.
 *
 * @param sent `YYYY-MM-DD`; without a last day it is a single one
 * @param today where the person lives
 */
export function readDaysOff(
  { from, to }: { from: string | null; to: string | null },
  today: string,
): { ok: true; range: DayRange } | { ok: false; wrong: WrongDaysOff } {
  const wrong = (what: WrongDaysOff) => ({ ok: false as const, wrong: what });
  if (!from) return wrong('from');
  const read = DayRange.safeParse({ from, to: to || from });
  if (!read.success) return wrong('order');
  const range = read.data;
  if (range.to < today) return wrong('past');
  if (daysBetween(today, range.from) > FURTHEST_DAYS) return wrong('far');
  return daysBetween(range.from, range.to) >= LONGEST_DAYS ? wrong('long') : { ok: true, range };
}

/**
 * Days off with a range more: what touches it becomes one with it, so that the same sent twice changes nothing. What was
 * over long ago goes.
 *
 * @param most ranges that are kept
 */
export function withDaysOff(
  own: readonly DayRange[],
  range: DayRange,
  today: string,
  most = MOST_DAYS_OFF,
): { ok: true; daysOff: DayRange[] } | { ok: false; wrong: WrongDaysOff } {
  const all = [...own.filter(({ to }) => daysBetween(to, today) <= KEPT_DAYS), range].toSorted((a, b) =>
    a.from < b.from ? -1 : 1,
  );
  const daysOff: DayRange[] = [];
  for (const one of all) {
    const last = daysOff.at(-1);
    if (!last || one.from > addDays(last.to, 1)) daysOff.push({ ...one });
    else if (one.to > last.to) last.to = one.to;
  }
  return daysOff.length > most ? { ok: false, wrong: 'many' } : { ok: true, daysOff };
}

/** Days off without this range; as they were where it is none of them. */
export function withoutDaysOff(own: readonly DayRange[], range: DayRange): DayRange[] {
  return own.filter(({ from, to }) => from !== range.from || to !== range.to);
}

/** Those that are not over, the earliest first. */
export function daysOffToCome(own: readonly DayRange[], today: string): DayRange[] {
  return own.filter(({ to }) => to >= today).toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
