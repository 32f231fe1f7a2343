import { dayOf } from './calendar.ts';
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
