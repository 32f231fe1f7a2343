import {
  type Calendar,
  dayOf,
  startOfWork,
  workdayAfter,
  workdayFrom,
  workMoment,
} from '../people/calendar.ts';
import type { History, PairNudge, PlannedNudge } from './course.ts';
import type { Side } from './pair.ts';

/** Nobody is paused sooner after the last ask, whatever the program says and however late it went out. */
export const IN_GOOD_TIME_WORKDAYS = 3;

/** Counts on from a day: so many days, or so many on which both work. */
export type Count = (day: string, count: number) => string;

/**
 * When this person begins to work on that day; where it is none of theirs, on the next that is.
 *
 * @param day `YYYY-MM-DD`
 */
export function morningOf(calendar: Calendar, day: string): Date {
  return startOfWork(calendar, workdayFrom(day, calendar));
}

/** When somebody begins to work on the first of their working days after the day that it is for them then. */
export function morningAfter(calendar: Calendar, instant: Date): Date {
  return startOfWork(calendar, workdayAfter(dayOf(instant, calendar.timeZone), 1, calendar));
}

/** A nudge as a cadence means it, before it is looked at whether it is still of use. */
export interface Meant extends PlannedNudge {
  /** From when on it is of no use any more; left out: it keeps its use up to the pause. */
  until?: Date | undefined;
}

/**
 * What of a nudge is to come: itself, or itself at the first working moment after a snooze; nothing where its use has
 * passed, or will have by then.
 */
export function toCome({ course, calendars }: History, nudge: Meant, now: Date): PlannedNudge[] {
  const { until, ...planned } = nudge;
  const snoozed = course.snoozed[nudge.side];
  const dueAt = snoozed && snoozed > nudge.dueAt ? workMoment(calendars[nudge.side], snoozed) : nudge.dueAt;
  if (until && (until <= now || until <= dueAt)) return [];
  return [{ ...planned, dueAt }];
}

/** Something that is asked, asked again a few times, and then leads to a pause. */
interface Question {
  side: Side;
  kind: PairNudge;
  /** What sets the ask `k` (0 is the first) apart; `anew` where the asks begin anew. */
  once: (k: number, anew: string | undefined) => string;
  /** Sets these asks apart from those about the same before a pause or the like; left out the first time. */
  anew?: string | undefined;
  /** The day of the first ask. */
  first: string;
  /** The day from which the others and the pause are counted; it may lie after the first ask, or before it. */
  expected: string;
  /** Asked again so much after `expected`, and paused after `pauseAfter`; what lies behind that is not asked. */
  again: readonly number[];
  pauseAfter: number;
  count: Count;
}

/**
 * The asks of a question down to the pause. What went out late moves the later ones on, so that nothing follows on its
 * heels. An ask that did not go out before the next one is due gives way to it. A snooze moves the last ask that falls
 * into it to its end, for this one time also where it was made before: "not now" is asked again.
 *
 * Mentoring asks by a rule of its own (`asksOf` in asks.ts): there all counts from the first ask that went out, in days
 * of the calendar, where here each counts from a day that is expected, in days on which both work, and the first may
 * go out before it. Nor is a snoozed ask of theirs made again. One function for both took each of these as an option.
 *
 * @example
 * askUntilPause(history, { again: [3, 7, 14], pauseAfter: 21, … }, now) // four asks; `pausesOn` 21 working days later
 */
export function askUntilPause(
  history: History,
  question: Question,
  now: Date,
): { asks: PlannedNudge[]; pausesOn: string } {
  const { side } = question;
  const asks = asksOf(history, question);
  const snoozed = history.course.snoozed[side];
  const moved = snoozed ? asks.findLastIndex(({ dueAt }) => dueAt < snoozed) : -1;
  if (!snoozed || moved < 0) return untilPause(question, asks, now);
  const at = workMoment(history.calendars[side], snoozed);
  const anew = [question.anew, stampOf(snoozed)].filter((each) => each !== undefined).join('+');
  return untilPause(question, asksOf(history, { ...question, anew }, { k: moved, at }), now);
}

/** The day of a moment, the same wherever the two are when it is read: to set asks apart. */
export function stampOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** A nudge that went out: when; nothing where it did not. */
function sentAt(
  { sent }: Pick<History, 'sent'>,
  { side, kind, once }: Pick<PlannedNudge, 'side' | 'kind' | 'once'>,
): Date | undefined {
  return sent.findLast((each) => each.side === side && each.kind === kind && each.once === once)?.at;
}

/** The earliest first, and nothing that is due when the pair is paused or after it. */
export function inOrder(nudges: readonly PlannedNudge[], pausesAt: Date): PlannedNudge[] {
  return nudges
    .filter(({ dueAt }) => dueAt < pausesAt)
    .toSorted(
      (a, b) => a.dueAt.getTime() - b.dueAt.getTime() || compare(a.side, b.side) || compare(a.kind, b.kind),
    );
}

/** The later of two days. */
export function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

interface Ask extends PlannedNudge {
  /** How long after `expected` it is meant. */
  after: number;
  /** The day on which it is meant, were nothing late; of the first, the one from which the others are counted. */
  meant: string;
  /** The day on which it goes out, or went. */
  day: string;
}

/** The asks from `begins` on, each not before its own day, nor sooner after the one before than was meant. */
function asksOf(history: History, question: Question, begins?: { k: number; at: Date }): Ask[] {
  const { side, kind, first, expected, anew } = question;
  const calendar = history.calendars[side];
  const asks: Ask[] = [];
  for (const [k, after] of stepsOf(question).entries()) {
    if (begins && k < begins.k) continue;
    const counted = k === 0 ? expected : question.count(expected, after);
    const due = k === 0 ? first : dayAfter(question, asks.at(-1), counted, after);
    const dueAt = begins?.k === k ? begins.at : morningOf(calendar, due);
    const once = question.once(k, anew);
    const wentOut = sentAt(history, { side, kind, once });
    const out = wentOut && wentOut > dueAt ? wentOut : dueAt;
    asks.push({ side, kind, once, dueAt, after, meant: counted, day: dayOf(out, calendar.timeZone) });
  }
  return asks;
}

/** The day that is meant, `after` the expected one; later where the ask before it is later than it was meant. */
function dayAfter({ count }: Question, before: Ask | undefined, meant: string, after: number): string {
  if (!before || before.day <= before.meant) return meant;
  return laterOf(meant, count(before.day, after - before.after));
}

function untilPause(
  question: Question,
  asks: readonly Ask[],
  now: Date,
): { asks: PlannedNudge[]; pausesOn: string } {
  const { side, expected, pauseAfter, count } = question;
  const last = asks.at(-1);
  const pausesOn = dayAfter(question, last, count(expected, pauseAfter), pauseAfter);
  return {
    asks: asks.flatMap(({ kind, once, dueAt }, index) => {
      const next = asks[index + 1];
      // Nothing overtakes the last one: nobody is paused while it is still to go out.
      return !next || next.dueAt > now ? [{ side, kind, once, dueAt }] : [];
    }),
    pausesOn: laterOf(pausesOn, count(last?.day ?? expected, IN_GOOD_TIME_WORKDAYS)),
  };
}

/** How long after `expected` each ask is meant, ascending; the first is 0 whenever it goes out. */
function stepsOf({ again, pauseAfter }: Question): readonly number[] {
  const later = [...new Set(again)].filter((after) => after > 0 && after < pauseAfter);
  return [0, ...later.toSorted((a, b) => a - b)];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
