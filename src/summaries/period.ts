import { addDays, dayOf, instantOf } from '../people/calendar.ts';
import type { ProgramRules } from '../programs/program.ts';

/**
 * What a summary is about, by its name: a month (`2026-11`), a week by its Monday (`2026-11-23`), or all of a program that
 * has ended (`final`).
 */
export type Period = string;
export const FINAL: Period = 'final';

const MORNING = '09:00';
const FORM = /^(?:final|\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?)$/;

/** Is this the name of a period? */
export function isPeriod(text: string | undefined): text is Period {
  return text !== undefined && FORM.test(text);
}

/** In which period a day lies; nothing where a program has no summaries. @param day `YYYY-MM-DD` */
export function periodOf(summaries: ProgramRules['summaries'], day: string): Period | undefined {
  if (summaries === 'none') return undefined;
  return summaries === 'monthly' ? day.slice(0, 7) : mondayOf(day);
}

/** Which sort of period this is. */
export function formOf(period: Period): 'month' | 'week' | 'final' {
  if (period === FINAL) return 'final';
  return period.length === '2026-11'.length ? 'month' : 'week';
}

/** The first day of a month or week. */
export function firstDayOf(period: Period): string {
  return formOf(period) === 'month' ? `${period}-01` : period;
}

/** The first day of the period after this one, of a month or week. */
export function nextDayOf(period: Period): string {
  const first = firstDayOf(period);
  return formOf(period) === 'month' ? `${addDays(first, 31).slice(0, 7)}-01` : addDays(first, 7);
}

/** Nine o'clock of the next day on which it has not struck yet, in this zone. */
export function nextMorning(now: Date, timeZone: string): Date {
  const today = dayOf(now, timeZone);
  const morning = instantOf(`${today}T${MORNING}`, timeZone);
  return morning > now ? morning : instantOf(`${addDays(today, 1)}T${MORNING}`, timeZone);
}

function mondayOf(day: string): string {
  // 1970-01-05 was a Monday.
  const since = Math.round(
    (Date.parse(`${day}T00:00:00Z`) - Date.parse('1970-01-05T00:00:00Z')) / 86_400_000,
  );
  return addDays(day, -(((since % 7) + 7) % 7));
}
