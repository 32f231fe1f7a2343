import {
  addDays,
  type Calendar,
  dayOf,
  daysBetween,
  endOfWork,
  instantOf,
  isWorkday,
  startOfWork,
  wallOf,
} from '../people/calendar.ts';
import type { NextStep } from './course.ts';
import type { Side } from './pair.ts';

/** How far around the expected day it is looked for times: not long before it, and further after it. */
const DAYS = { before: 14, after: 60 } as const;
/** Times lie on so many days at most, so that a long list gives a choice of the hour too. */
const MOST_DAYS = 8;
const HALF_HOUR = 30;
const MINUTE_MS = 60_000;
/** From which part of the day one time is taken, by the day's turn: the first days differ the most. */
const TURNS = [0.2, 0.75, 0.45, 0.95, 0.05, 0.6] as const;

/**
 * Around which moment times are offered for the next step: when it is expected, and the first session half-way to the
 * day by which it should be held, so that nobody who is ready is put off to its last days.
 *
 * @returns `now` where nothing is to be booked
 */
export function timesAround(next: NextStep | undefined, now: Date): Date {
  if (next?.what === 'meet') return next.around;
  if (next?.what !== 'book') return now;
  return next.number === 1 ? new Date((now.getTime() + next.by.getTime()) / 2) : next.by;
}

/**
 * The next times at which both could meet: within the working hours of both, on days that neither has off, at a whole
 * or half hour on the learner's wall. The days nearest to the expected one come first into the choice, each with
 * another hour of the day; whole hours are preferred.
 *
 * @param minutes how long they meet
 * @param notBefore nothing is earlier
 * @param around when it is expected; in the past: `notBefore`
 * @param most how many at most
 * @returns the earliest first; empty where their hours have too little in common
 */
export function commonTimes({
  calendars,
  minutes,
  notBefore,
  around,
  most,
}: {
  calendars: Record<Side, Calendar>;
  minutes: number;
  notBefore: Date;
  around: Date;
  most: number;
}): Date[] {
  const { learner } = calendars;
  const earliest = dayOf(notBefore, learner.timeZone);
  const expected = dayOf(around > notBefore ? around : notBefore, learner.timeZone);
  const perDay = Math.ceil(most / MOST_DAYS);
  const found: Date[] = [];
  let turn = 0;
  for (const day of nearestFirst(expected, earliest)) {
    if (found.length >= most) break;
    const free = isWorkday(learner, day) ? timesOn(day, calendars, minutes, notBefore) : [];
    if (free.length === 0) continue;
    found.push(...spread(free, Math.min(perDay, most - found.length), turn));
    turn += 1;
  }
  return found.toSorted((a, b) => a.getTime() - b.getTime());
}

/** The expected day, the next, the one before, and so on. */
function* nearestFirst(expected: string, earliest: string): Generator<string> {
  const before = Math.min(DAYS.before, daysBetween(earliest, expected));
  for (let away = 0; away <= DAYS.after; away += 1) {
    yield addDays(expected, away);
    if (away > 0 && away <= before) yield addDays(expected, -away);
  }
}

interface Time {
  at: Date;
  /** On the learner's wall. */
  isWholeHour: boolean;
}

/** All times on a day of the learner's, the earliest first. */
function timesOn(
  day: string,
  { learner, guide }: Record<Side, Calendar>,
  minutes: number,
  notBefore: Date,
): Time[] {
  const ours = hoursOn(learner, day);
  // The learner's hours may lie on two days of the guide's.
  const days = new Set([ours.begins, ours.ends].map((at) => dayOf(new Date(at), guide.timeZone)));
  const theirs = [...days].filter((one) => isWorkday(guide, one)).map((one) => hoursOn(guide, one));
  const earliest = Math.max(ours.begins, notBefore.getTime());
  const lasts = minutes * MINUTE_MS;
  const times: Time[] = [];
  if (!theirs.some(({ begins, ends }) => Math.max(begins, earliest) < Math.min(ends, ours.ends)))
    return times;
  const [from, to] = [minutesIn(learner.hours.from), minutesIn(learner.hours.to)];
  // Clocks are hardly ever put forward or back in somebody's hours, and counting on is ten times as quick.
  const isPlain = ours.ends - ours.begins === (to - from) * MINUTE_MS;
  for (let at = Math.ceil(from / HALF_HOUR) * HALF_HOUR; at + minutes <= to; at += HALF_HOUR) {
    const begins = isPlain ? ours.begins + (at - from) * MINUTE_MS : onTheWall(learner, day, at);
    if (begins === undefined || begins < earliest || begins + lasts > ours.ends) continue;
    if (theirs.some((one) => begins >= one.begins && begins + lasts <= one.ends))
      times.push({ at: new Date(begins), isWholeHour: at % 60 === 0 });
  }
  return times;
}

/** Epoch ms; nothing where clocks skip that time, which is then none to meet at. */
function onTheWall({ timeZone }: Calendar, day: string, minutes: number): number | undefined {
  const wall = `${day}T${clock(minutes)}`;
  const at = instantOf(wall, timeZone);
  return wallOf(at, timeZone) === wall ? at.getTime() : undefined;
}

/** Epoch ms. */
function hoursOn(calendar: Calendar, day: string): { begins: number; ends: number } {
  return { begins: startOfWork(calendar, day).getTime(), ends: endOfWork(calendar, day).getTime() };
}

/** `count` of a day's times: one where the day's turn says, several from as many parts of the day. */
function spread(times: readonly Time[], count: number, turn: number): Date[] {
  const share = TURNS[turn % TURNS.length] ?? 0;
  const parts = Math.min(count, times.length);
  return Array.from({ length: parts }, (_, part) => {
    const [first, end] = [part, part + 1].map((at) => Math.floor((at * times.length) / parts));
    return pick(times.slice(first, end), share);
  }).flat();
}

/** The one at that share of the list; where a whole hour is beside it, that one. */
function pick(times: readonly Time[], share: number): Date[] {
  const at = Math.min(times.length - 1, Math.floor(share * times.length));
  const near = [times[at], times[at - 1], times[at + 1]].filter((time) => time !== undefined);
  const chosen = near.find(({ isWholeHour }) => isWholeHour) ?? near[0];
  return chosen ? [chosen.at] : [];
}

function minutesIn(wallClock: string): number {
  return Number(wallClock.slice(0, 2)) * 60 + Number(wallClock.slice(3, 5));
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
