import { addDays, type DayRange, dayOf } from './calendar.ts';
import type { Pause } from './profile.ts';

/**
 * Does somebody take no part at this moment? A pause with a day of return ends by itself when that day begins where
 * the person lives.
 *
 * @param timeZone IANA; null is taken as UTC, of somebody whom Slack was not asked about
 * @example isPaused({ since, backOn: '2026-03-02' }, 'Europe/Warsaw', new Date('2026-03-01T23:30Z')) // false
 */
export function isPaused(pause: Pause | null, timeZone: string | null, now: Date): boolean {
  if (pause === null || pause.since > now) return false;
  return pause.backOn === null || dayOf(now, timeZone ?? 'UTC') < pause.backOn;
}

/** Can this be the first day back? It must come after today, where the person lives. */
export function isDayOfReturn(backOn: string, timeZone: string, now: Date): boolean {
  return backOn > dayOf(now, timeZone);
}

/**
 * The days of somebody's break, also of one that is over: dates of theirs are counted around it. One without a day of
 * return lasts as long as it is known to: until today. Nothing where it began and ended on one day.
 *
 * @example breakOf({ since, backOn: '2026-03-02' }, 'Europe/Warsaw', now) // { from: '2026-02-20', to: '2026-03-01' }
 */
export function breakOf(pause: Pause | null, timeZone: string, now: Date): DayRange | null {
  if (!pause) return null;
  const from = dayOf(pause.since, timeZone);
  const to = pause.backOn === null ? dayOf(now, timeZone) : addDays(pause.backOn, -1);
  return from <= to ? { from, to } : null;
}

/** What is kept of a break that ends now, as dates were counted around it; nothing of one that began today. */
export function ended(pause: Pause, timeZone: string | null, now: Date): Pause | null {
  const past = { ...pause, backOn: dayOf(now, timeZone ?? 'UTC') };
  return breakOf(past, timeZone ?? 'UTC', now) && past;
}
