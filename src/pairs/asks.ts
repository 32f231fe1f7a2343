import { addDays, dayOf, daysBetween, startOfWork, workdayFrom, workMoment } from '../people/calendar.ts';
import { laterOf } from './cadence.ts';
import type { History, Sent } from './course.ts';
import type { Side } from './pair.ts';

/** When something is said to one side. */
export interface Turn {
  /** The day it is for this side then: `YYYY-MM-DD`. */
  day: string;
  at: Date;
}

/**
 * On the morning of this day, or of their first working day after it; at their first working moment after `notBefore`,
 * or after the end of their snooze, where that is later.
 */
export function turnOf({ course, calendars }: History, side: Side, day: string, notBefore?: Date): Turn {
  const calendar = calendars[side];
  const workday = workdayFrom(day, calendar);
  const morning = startOfWork(calendar, workday);
  const snoozed = course.snoozed[side];
  const waits = [notBefore, snoozed].filter((one) => one instanceof Date);
  const later = waits.filter((one) => one > morning).map((one) => one.getTime());
  if (later.length === 0) return { day: workday, at: morning };
  const at = workMoment(calendar, new Date(Math.max(...later)));
  return { day: dayOf(at, calendar.timeZone), at };
}

/** An ask, and those that follow while it stays unanswered. */
export interface Asks {
  /** The first, whether it went out or not. */
  first: Turn;
  /** From which day the others count: that on which the first to go out went out, or else is due. */
  from: string;
  /** Those still to come. `index`: 0 the first, 1, … */
  due: (Turn & { index: number })[];
  /** Of the last, whether it went out or not. */
  lastDay: string;
}

/** Asks that days off have moved lie no nearer to each other, unless they were meant to. */
const LEAST_DAYS_APART = 3;

/**
 * What is asked of one side, and asked again after so many days. It counts from when the first one really went out. One
 * that days off would move onto the next, or near it, is left out, and so is one that the next has overtaken: what was
 * missed is not made up for. After one that went out late, the next waits a little.
 *
 * @param went those that went out, the oldest first
 * @param indexOf which of them it was
 * @param againAfterDays ascending
 */
export function asksOf(
  history: History,
  side: Side,
  first: Turn,
  { went, indexOf }: { went: readonly Sent[]; indexOf: (once: string) => number },
  againAfterDays: readonly number[],
  now: Date,
): Asks {
  const { timeZone } = history.calendars[side];
  const [firstWent, lastWent] = [went[0], went.at(-1)];
  const from = firstWent ? dayOf(firstWent.at, timeZone) : first.day;
  const before = firstWent ? indexOf(firstWent.once) : 0;
  const offsets = [0, ...againAfterDays];
  const nominal = offsets.map((_, index) => addDays(from, offsets[index - before] ?? 0));
  const wentLast = lastWent ? dayOf(lastWent.at, timeZone) : from;
  /** How far an ask is kept from the one before it. */
  const apart = (index: number): number => {
    const meant = daysBetween(nominal[index - 1] ?? from, nominal[index] ?? from);
    return Math.max(1, Math.min(LEAST_DAYS_APART, meant));
  };
  const dayFor = (index: number): string => {
    const day = nominal[index] ?? from;
    return lastWent && index > indexOf(lastWent.once) ? laterOf(day, addDays(wentLast, apart(index))) : day;
  };
  const open = offsets
    .map((_, index) => index)
    .filter((index) => index >= before && !went.some(({ once }) => indexOf(once) === index))
    .map((index) => ({ index, ...(index === 0 ? first : turnOf(history, side, dayFor(index))) }))
    .filter(({ index, day }) => {
      const next = nominal[index + 1];
      return next === undefined || day <= addDays(next, -apart(index + 1));
    });
  const overtaken = open.findLastIndex(({ at }) => at <= now);
  const last = open.at(-1)?.day ?? from;
  return {
    first,
    from,
    due: open.slice(Math.max(overtaken, 0)),
    lastDay: laterOf(last, wentLast),
  };
}
