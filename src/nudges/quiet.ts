import {
  addDays,
  type Calendar,
  dayOf,
  daysBetween,
  instantOf,
  startOfWork,
  workdayFrom,
  workMoment,
} from '../people/calendar.ts';
import type { WorkingHours } from '../people/hours.ts';
import type { NudgedBy } from '../people/profile.ts';

/** At most so many nudge messages in any seven days of the person's calendar, on as many different ones. */
export const MOST_A_WEEK = 3;
const WEEK_DAYS = 7;
/** Any Monday. */
const MONDAY = '2026-01-05';

/** What keeps nudges from somebody: when they can be reached, what they were sent of late, and what they wish. */
export interface Quiet {
  /** With the days off that hold for what is to be said. */
  calendar: Calendar;
  /** When nudge messages went to them within the last eight days, in any order. */
  sentAt: readonly Date[];
  nudgedBy: NudgedBy;
  /** How many messages of a week what is to be said may be the reason for; all where nothing is said. */
  most?: number;
}

/**
 * When a nudge may go to somebody: in their working hours, one message a day and three in any seven days; once a week,
 * on the first of their working days, for those who wish a digest.
 *
 * What may not be the reason for one more goes along with what may: it is asked about again whenever that could come.
 *
 * @returns null where it may go now, otherwise the first moment at which it may, if nothing else is sent before, alone
 * or with what has all of the week; `never` for somebody who reads it on the App Home alone
 * @example quietUntil({ calendar: usual, sentAt: [new Date('2026-11-26T08:00Z')], nudgedBy: 'messages' }, new Date('2026-11-26T12:00Z'))
 * // usual is 09:00 to 17:00 in Warsaw: 2026-11-27T08:00Z
 */
export function quietUntil(
  { calendar, sentAt, nudgedBy, most = MOST_A_WEEK }: Quiet,
  now: Date,
): Date | null | 'never' {
  if (nudgedBy === 'home') return 'never';
  const sentOn = sentAt.map((at) => dayOf(at, calendar.timeZone));
  const at =
    nudgedBy === 'weekly' ? nextDigest(calendar, sentOn, now) : nextMessage(calendar, sentOn, most, now);
  return at > now ? at : null;
}

function nextMessage(calendar: Calendar, sentOn: readonly string[], most: number, now: Date): Date {
  let at = workMoment(calendar, now);
  // What was sent lies behind, so some days on there is room.
  for (;;) {
    const day = dayOf(at, calendar.timeZone);
    const earlier = sentOn.map((sent) => daysBetween(sent, day));
    const room = at > now ? MOST_A_WEEK : most;
    const isFree = !earlier.includes(0) && earlier.filter((days) => days < WEEK_DAYS).length < room;
    if (isFree) return at;
    at = workMoment(calendar, instantOf(`${addDays(day, 1)}T00:00`, calendar.timeZone));
  }
}

function nextDigest(calendar: Calendar, sentOn: readonly string[], now: Date): Date {
  const today = dayOf(now, calendar.timeZone);
  let week = weekOf(calendar.hours, today);
  if (sentOn.some((sent) => sent >= week)) week = addDays(week, WEEK_DAYS);
  for (;;) {
    const day = workdayFrom(week, calendar);
    if (day > today) return startOfWork(calendar, day);
    // Late on that day is better than a week later; when its hours are over it is too late.
    const at = workMoment(calendar, now);
    if (day === today && dayOf(at, calendar.timeZone) === today) return at;
    week = addDays(week, WEEK_DAYS);
  }
}

/** When somebody's last digest before a moment is due: what is of no use after that moment goes with it. */
export function lastDigestBefore(calendar: Calendar, at: Date): Date {
  let week = weekOf(calendar.hours, dayOf(at, calendar.timeZone));
  for (;;) {
    const digest = startOfWork(calendar, workdayFrom(week, calendar));
    if (digest < at) return digest;
    week = addDays(week, -WEEK_DAYS);
  }
}

/**
 * The day on which somebody's week began: the first after their longest time without work, so that it is Monday for most
 * and Sunday for those who work until Thursday.
 */
function weekOf({ days }: WorkingHours, today: string): string {
  const weekday = isoDayOf(today);
  const free = (day: number): number => {
    let length = 0;
    while (length < WEEK_DAYS && !days.includes(wrapped(day - 1 - length))) length += 1;
    return length;
  };
  const first = days.reduce((best, day) => (free(day) > free(best) ? day : best), days[0] ?? 1);
  return addDays(today, -((weekday - first + WEEK_DAYS) % WEEK_DAYS));
}

/** 1 to 7, whichever week it was counted in. */
function wrapped(day: number): number {
  return ((((day - 1) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS) + 1;
}

/** 1 Monday to 7 Sunday. */
function isoDayOf(day: string): number {
  return wrapped(daysBetween(MONDAY, day) + 1);
}
