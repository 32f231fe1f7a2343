import { z } from 'zod';
import { addDays, type Calendar, dayOf, startOfWork, workdayAfter, workdayFrom } from '../people/calendar.ts';

/** A break until a day may be this long; without a day it lasts until somebody takes it up again. */
export const MOST_PAUSE_DAYS = 180;

/** Until when nudges can be told to wait. */
export const SNOOZES = ['tomorrow', 'next-week', 'two-weeks'] as const;
export type Snooze = (typeof SNOOZES)[number];

/**
 * When that is for somebody: they begin to work on that day. `next-week` is the first day of theirs in the week that
 * begins with the next Monday.
 *
 * @example snoozedUntil('next-week', { hours: USUAL_HOURS, timeZone: 'UTC', off: [] }, new Date('2026-12-04T10:00Z'))
 * // Monday 7 December, 09:00
 */
export function snoozedUntil(snooze: Snooze, calendar: Calendar, now: Date): Date {
  const today = dayOf(now, calendar.timeZone);
  switch (snooze) {
    case 'tomorrow':
      // On a Friday that is Monday: nothing comes before, whatever the button is called.
      return startOfWork(calendar, workdayAfter(today, 1, calendar));
    case 'next-week':
      return startOfWork(calendar, workdayFrom(nextMonday(today), calendar));
    case 'two-weeks':
      return startOfWork(calendar, workdayFrom(addDays(today, 14), calendar));
  }
}

/**
 * Can somebody pause until this day, `YYYY-MM-DD`?
 *
 * @param today where the learner lives, whose calendar counts
 * @returns what is wrong with it; null where it can be
 */
export function pauseProblem(until: string, today: string): 'past' | 'far' | null {
  // No form sends a day that there is none of; somebody may.
  if (until <= today || !z.iso.date().safeParse(until).success) return 'past';
  return until > addDays(today, MOST_PAUSE_DAYS) ? 'far' : null;
}

function nextMonday(day: string): string {
  // ISO days: 1 Monday to 7 Sunday; Date's Sunday is 0.
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return addDays(day, 8 - weekday);
}
