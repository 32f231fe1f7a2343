import { z } from 'zod';
import { minutesIn, type WorkingHours } from './hours.ts';
import { instantAt, instantOf, offsetAt, wallOf } from './wall.ts';

export { instantOf, wallOf };

/** Days in a row on which nothing is due and nobody is written to: `YYYY-MM-DD`, both included. */
export const DayRange = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to);
export type DayRange = z.infer<typeof DayRange>;

/** When somebody can be reached and met: their hours, by the clock on their wall, without their days off. */
export interface Calendar {
  hours: WorkingHours;
  /** IANA. */
  timeZone: string;
  /** Their own days off, and their program's holidays, in any order. */
  off: readonly DayRange[];
}

/** Somebody without a working day for longer than this is not waited for: days are counted as if all were good. */
const LOOK_AHEAD_DAYS = 400;
const DAY_MS = 24 * 3_600_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MINUTE_MS = 60_000;

/**
 * The day `days` after this one, or before it where that is negative.
 *
 * @example addDays('2028-02-28', 2) // '2028-03-01'
 */
export function addDays(day: string, days: number): string {
  return dayFrom(numberOf(day) + days);
}

/**
 * How many days from `a` to `b`; negative where `b` is earlier.
 *
 * @example daysBetween('2026-12-31', '2027-01-02') // 2
 */
export function daysBetween(a: string, b: string): number {
  return numberOf(b) - numberOf(a);
}

/** The day it is for somebody in this zone, as `YYYY-MM-DD`. */
export function dayOf(instant: Date, timeZone: string): string {
  const at = instant.getTime();
  return dayFrom(Math.floor((at + offsetAt(at, timeZone)) / DAY_MS));
}

/** Is it a day of their hours, and not off? */
export function isWorkday(calendar: Calendar, day: string): boolean {
  return works(planOf(calendar), numberOf(day));
}

/**
 * The `count`th day after `day` on which everybody works. Where they have none in common for 400 days (one works on
 * Mondays, the other on Tuesdays), the rest is counted as if five days of seven were good, so that there is an answer.
 *
 * @param count 1 or more
 * @example workdayAfter('2026-11-27', 1, usual) // Friday → '2026-11-30'
 */
export function workdayAfter(day: string, count: number, ...calendars: readonly Calendar[]): string {
  const plans = calendars.map(planOf);
  let at = numberOf(day);
  for (let left = count; left > 0; left -= 1) {
    const next = commonFrom(plans, at + 1, 1);
    if (next === undefined) return dayFrom(at + Math.ceil((left * 7) / 5));
    at = next;
  }
  return dayFrom(at);
}

/** `day` itself where everybody works on it, or else the next such day; `day` where there is none for 400 days. */
export function workdayFrom(day: string, ...calendars: readonly Calendar[]): string {
  const from = numberOf(day);
  return dayFrom(commonFrom(calendars.map(planOf), from, 1) ?? from);
}

/** The last day before this one on which everybody works; the day before where there is none for 400 days. */
export function workdayBefore(day: string, ...calendars: readonly Calendar[]): string {
  const before = numberOf(day) - 1;
  return dayFrom(commonFrom(calendars.map(planOf), before, -1) ?? before);
}

/**
 * How many days after `from`, up to and with `to`, everybody works on; 0 where `to` is not later.
 *
 * @example workdaysBetween('2026-11-27', '2026-12-01', usual) // Friday to Tuesday: 2
 */
export function workdaysBetween(from: string, to: string, ...calendars: readonly Calendar[]): number {
  const plans = calendars.map(planOf);
  const last = numberOf(to);
  let count = 0;
  for (let at = numberOf(from) + 1; at <= last; at += 1)
    if (plans.every((plan) => works(plan, at))) count += 1;
  return count;
}

/** When they begin to work on that day, were it a working day. */
export function startOfWork({ hours, timeZone }: Calendar, day: string): Date {
  return momentOf(numberOf(day), hours.from, timeZone);
}

/** When they end it, by the clock on their wall. */
export function endOfWork({ hours, timeZone }: Calendar, day: string): Date {
  return momentOf(numberOf(day), hours.to, timeZone);
}

function momentOf(day: number, clock: string, timeZone: string): Date {
  return instantAt(day * DAY_MS + minutesIn(clock) * MINUTE_MS, timeZone);
}

/**
 * The first moment, at or after `from`, within their working hours on a day that is not off. Of somebody who is away
 * for more than 400 days: when they would begin after those.
 *
 * @example workMoment(usual, new Date('2026-03-28T20:00Z')) // Saturday in Warsaw → Monday 30th, 07:00Z
 */
export function workMoment(calendar: Calendar, from: Date): Date {
  const plan = planOf(calendar);
  const today = numberOf(dayOf(from, calendar.timeZone));
  for (let at = today; at <= today + LOOK_AHEAD_DAYS; at += 1) {
    if (!works(plan, at)) continue;
    const begins = momentOf(at, calendar.hours.from, calendar.timeZone);
    if (from <= begins) return begins;
    if (from < endAfter(calendar, at, begins)) return from;
  }
  return startOfWork(calendar, dayFrom(today + LOOK_AHEAD_DAYS + 1));
}

/** Where clocks skip the whole of somebody's short hours, they keep their length from where they begin. */
function endAfter({ hours, timeZone }: Calendar, day: number, begins: Date): Date {
  const ends = momentOf(day, hours.to, timeZone);
  if (ends > begins) return ends;
  return new Date(begins.getTime() + (minutesIn(hours.to) - minutesIn(hours.from)) * MINUTE_MS);
}

/** A calendar made ready for counting: days are numbers, counted from 1970. */
interface Plan {
  /** By ISO day. */
  days: ReadonlySet<number>;
  /** In order; none overlaps the next. */
  off: readonly { from: number; to: number }[];
}

const plans = new WeakMap<Calendar, Plan>();

function planOf(calendar: Calendar): Plan {
  const known = plans.get(calendar);
  if (known) return known;
  const ranges = calendar.off
    .map(({ from, to }) => ({ from: numberOf(from), to: numberOf(to) }))
    .toSorted((a, b) => a.from - b.from);
  const off: { from: number; to: number }[] = [];
  for (const range of ranges) {
    const last = off.at(-1);
    if (last && range.from <= last.to + 1) last.to = Math.max(last.to, range.to);
    else off.push(range);
  }
  const plan = { days: new Set(calendar.hours.days), off };
  plans.set(calendar, plan);
  return plan;
}

function works({ days, off }: Plan, at: number): boolean {
  if (!days.has(isoDay(at))) return false;
  let [low, high] = [0, off.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((off[middle]?.to ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const next = off[low];
  return next === undefined || at < next.from;
}

/** The first day from this one on, forwards or backwards, on which everybody works. */
function commonFrom(all: readonly Plan[], from: number, step: 1 | -1): number | undefined {
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const at = from + ahead * step;
    if (all.every((plan) => works(plan, at))) return at;
  }
  return undefined;
}

/** 1 January 1970 was a Thursday. */
function isoDay(at: number): number {
  return ((((at + 3) % 7) + 7) % 7) + 1;
}

/**
 * Days by number and numbers by day. The same few hundred are asked for again and again: of a nudge's 300 µs, making
 * them anew took 25 (measured).
 */
const numbers = new Map<string, number>();
const days = new Map<number, string>();
const MOST_KEPT = 20_000;

function numberOf(day: string): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const at = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at)) throw new RangeError(`not a day: ${day}`);
  return keep(numbers, day, at / DAY_MS);
}

function dayFrom(at: number): string {
  return days.get(at) ?? keep(days, at, new Date(at * DAY_MS).toISOString().slice(0, 10));
}

function keep<K, V>(kept: Map<K, V>, key: K, value: V): V {
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, value);
  return value;
}
