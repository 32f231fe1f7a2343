import {
  addDays,
  dayOf,
  daysBetween,
  startOfWork,
  workdayAfter,
  workdayBefore,
  workdayFrom,
} from '../people/calendar.ts';
import type { MentoringCadence } from '../programs/cadence.ts';
import { asksOf, turnOf } from './asks.ts';
import type { History, NextStep, Plan, PlannedNudge, Session } from './course.ts';
import { SIDES, type Side } from './pair.ts';
import { type Silence, silenceOf } from './silence.ts';

const MINUTE_MS = 60_000;
/** Of a meeting that nobody said the length of. */
const USUAL_MINUTES = 60;
/** A side that has not answered at the renewal is asked again after so many days. */
const RENEWAL_AGAIN_DAYS = [7, 14] as const;
/** So long it stands as the next step. */
const RENEWAL_DAYS = 21;

/**
 * From a mentoring pair's history to all that is said to the two if both stay silent from now on, down to the pause.
 *
 * - No schedule: the mentee is asked when the expected gap has passed, the mentor gets one thought with the first ask;
 *   how long the gap is, when it begins anew and how silence ends in a pause stands in silence.ts.
 * - A date: both are told on the working day before, and asked on the working morning after whether they met, once,
 *   until one of them has said so. A date whose outcome nobody tells counts as a meeting for the gap: most have met and
 *   did not say so, and are not to be paused for it.
 * - A pulse after 30 days, then every 60, each side alone. After every six months each is asked to renew, change or
 *   close, and asked again 7 and 14 days later without an answer of that side. What fell into a break is left out.
 *
 * What each is told is planned by what they may know (`knownTo`); when it is paused, by everything.
 *
 * Of what could not be sent in time only the latest is still due; the rest is not made up for.
 */
export function planMentoring(history: History, now: Date): Plan {
  const silences = {
    guide: silenceOf(knownTo(history, 'guide'), now),
    learner: silenceOf(knownTo(history, 'learner'), now),
  };
  const pausesAt = pauseOf(history, silences.learner);
  const booked = history.sessions.findLast(({ state }) => state === 'booked');
  const nudges = SIDES.flatMap((side) => [
    ...silences[side].nudges.filter((nudge) => nudge.side === side),
    ...(booked ? aboutMeeting(history, side, booked, silences[side], now) : []),
    ...pulses(history, side, pausesAt, now),
    ...renewals(history, side, pausesAt, now),
  ]);
  const wentOut = new Set(history.sent.map(nameOf));
  return {
    nudges: nudges
      .filter((nudge) => nudge.dueAt < pausesAt && !wentOut.has(nameOf(nudge)))
      .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (nameOf(a) < nameOf(b) ? -1 : 1)),
    pausesAt,
    next: {
      guide: nextStep(history, 'guide', booked, silences.guide, now),
      learner: nextStep(history, 'learner', booked, silences.learner, now),
    },
  };
}

/**
 * The history without what the other one has answered or put off privately: what one side is told, and when, is made of
 * it, so that nothing of that shows in it. "Not now" is the mentee's.
 */
function knownTo(history: History, side: Side): History {
  const { course, answered, sent } = history;
  const { guide, learner } = course.snoozed;
  return {
    ...history,
    answered: answered.filter((one) => one.side === side),
    sent: sent.filter((one) => one.side === side),
    course: {
      ...course,
      reviews: course.reviews.filter((one) => one.side === side),
      notNow: side === 'learner' ? course.notNow : null,
      snoozed: side === 'learner' ? { guide: null, learner } : { guide, learner: null },
    },
  };
}

/** Whoever has answered something is there: the pair is not paused soon after, though the mentee is asked no more for it. */
function pauseOf({ answered, course, calendars, rules }: History, { pausesAt }: Silence): Date {
  const signs = [...answered, ...course.reviews].filter((one) => one.side === 'guide').map(({ at }) => at);
  const last = Math.max(...signs.map((at) => at.getTime()));
  if (!Number.isFinite(last)) return pausesAt;
  const { learner } = calendars;
  const day = addDays(dayOf(new Date(last), learner.timeZone), rules.mentoring.pauseAfterDays);
  const after = startOfWork(learner, workdayFrom(day, learner));
  return after > pausesAt ? after : pausesAt;
}

function nameOf({ side, kind, once }: Pick<PlannedNudge, 'side' | 'kind' | 'once'>): string {
  return `${side} ${kind} ${once}`;
}

/** The working day before a date, and the working morning after it. */
function aboutMeeting(history: History, side: Side, booked: Session, { first }: Silence, now: Date) {
  const { id, version, startsAt, bookedAt } = booked;
  const calendar = history.calendars[side];
  const once = `${id}.${version}`;
  const nudges: PlannedNudge[] = [];
  const before = workdayBefore(dayOf(startsAt, calendar.timeZone), calendar);
  // Whoever plans a date for tomorrow knows of it.
  if (now < startsAt && startOfWork(calendar, before) > bookedAt) {
    const dueAt = turnOf(history, side, before).at;
    if (dueAt < startsAt) nudges.push({ side, kind: 'upcoming', once, dueAt });
  }
  // The next ask takes a report just as well.
  if (now < first.at) {
    const after = workdayAfter(dayOf(endOf(booked), calendar.timeZone), 1, calendar);
    const dueAt = turnOf(history, side, after).at;
    if (dueAt < first.at) nudges.push({ side, kind: 'met', once, dueAt });
  }
  return nudges;
}

function endOf({ startsAt, minutes }: Session): Date {
  return new Date(startsAt.getTime() + (minutes ?? USUAL_MINUTES) * MINUTE_MS);
}

function pulses(history: History, side: Side, pausesAt: Date, now: Date): PlannedNudge[] {
  const { course, calendars, rules, answered } = history;
  const since = dayOf(course.since, calendars[side].timeZone);
  const dayOfRound = (round: number) => dayOfPulse(since, round, rules.mentoring);
  return rounds(history, side, dayOfRound, pausesAt, now)
    .filter(({ round }) => !answered.some((one) => one.side === side && one.once === String(round)))
    .map(({ round, at }) => ({ side, kind: 'pulse', once: String(round), dueAt: at }));
}

/** The day of a pulse. @param round from 1; `since`: the day on which the pair began (`YYYY-MM-DD`) */
export function dayOfPulse(
  since: string,
  round: number,
  { pulseAfterDays, pulseEveryDays }: MentoringCadence,
): string {
  return addDays(since, pulseAfterDays + (round - 1) * pulseEveryDays);
}

function renewals(history: History, side: Side, pausesAt: Date, now: Date): PlannedNudge[] {
  const dayOfRound = renewalDay(history, side);
  return rounds(history, side, dayOfRound, pausesAt, now)
    .filter(({ round }) => !isAnswered(history, side, round))
    .flatMap(({ round, ...first }) => {
      const went = history.sent.filter(
        ({ kind, side: to, once }) =>
          kind === 'renewal' && to === side && (once === `${round}` || once.startsWith(`${round}.`)),
      );
      const asks = asksOf(history, side, first, { went, indexOf: repeatOf }, RENEWAL_AGAIN_DAYS, now);
      return asks.due
        .filter(({ day }) => day < dayOfRound(round + 1))
        .map(
          ({ index, at }): PlannedNudge => ({
            side,
            kind: 'renewal',
            once: index === 0 ? `${round}` : `${round}.${index}`,
            dueAt: at,
          }),
        );
    });
}

function repeatOf(once: string): number {
  return Number(once.split('.')[1] ?? 0);
}

/** The day of a round's renewal: so many calendar months after the pair began. */
function renewalDay({ course, calendars, rules }: History, side: Side): (round: number) => string {
  const since = dayOf(course.since, calendars[side].timeZone);
  return (round) => monthsAfter(since, round * rules.mentoring.renewalAfterMonths);
}

function isAnswered({ course }: History, side: Side, round: number): boolean {
  return course.reviews.some((one) => one.of === 'renewal' && one.round === round && one.side === side);
}

/**
 * Of something that comes round, those that are due before the pause: of those whose day has come the latest alone, and
 * none that fell into a break.
 */
function rounds(
  history: History,
  side: Side,
  dayOfRound: (round: number) => string,
  pausesAt: Date,
  now: Date,
): { round: number; day: string; at: Date }[] {
  const { timeZone } = history.calendars[side];
  const resumed = dayOf(history.course.from, timeZone);
  const found: { round: number; day: string; at: Date }[] = [];
  for (let round = Math.max(1, roundOn(dayOf(now, timeZone), dayOfRound)); ; round += 1) {
    const day = dayOfRound(round);
    const turn = turnOf(history, side, day);
    if (turn.at >= pausesAt) return found;
    // A snooze or days off may have moved it onto the next.
    if (day >= resumed && turn.day < dayOfRound(round + 1)) found.push({ round, ...turn });
  }
}

/** The latest round whose day has come; 0 before the first. */
function roundOn(today: string, dayOfRound: (round: number) => string): number {
  let round = 0;
  while (dayOfRound(round + 1) <= today) round += 1;
  return round;
}

function nextStep(
  history: History,
  side: Side,
  booked: Session | undefined,
  { first }: Silence,
  now: Date,
): NextStep {
  if (booked) return { what: now < endOf(booked) ? 'session' : 'log', session: booked };
  const renewal = openRenewal(history, side, now);
  if (renewal !== undefined) return { what: 'renewal', round: renewal };
  const until = side === 'learner' ? history.course.notNow?.until : undefined;
  // Said before the gap has passed, it is asked again only when it has: that is the day to name.
  return until && until > now ? { what: 'later', until: first.at } : { what: 'meet', around: first.at };
}

/** The renewal that stands as the next step of this side: for three weeks, and until they have answered. */
function openRenewal(history: History, side: Side, now: Date): number | undefined {
  const { timeZone } = history.calendars.learner;
  const dayOfRound = renewalDay(history, 'learner');
  const [today, resumed] = [dayOf(now, timeZone), dayOf(history.course.from, timeZone)];
  const round = roundOn(today, dayOfRound);
  if (round === 0) return undefined;
  const day = dayOfRound(round);
  if (day < resumed || daysBetween(day, today) >= RENEWAL_DAYS) return undefined;
  return isAnswered(history, side, round) ? undefined : round;
}

/**
 * The same day so many months later, or the last of that month where it is shorter.
 *
 * @example monthsAfter('2026-08-31', 6) // '2027-02-28'
 */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const count = year * 12 + month - 1 + months;
  const last = new Date(Date.UTC(Math.floor(count / 12), (count % 12) + 1, 0));
  const first = last.toISOString().slice(0, 8);
  return `${first}${String(Math.min(date, last.getUTCDate())).padStart(2, '0')}`;
}
