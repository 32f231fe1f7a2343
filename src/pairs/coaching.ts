import {
  addDays,
  dayOf,
  daysBetween,
  startOfWork,
  workdayAfter,
  workdayBefore,
  workMoment,
} from '../people/calendar.ts';
import {
  askUntilPause,
  type Count,
  inOrder,
  laterOf,
  type Meant,
  morningAfter,
  morningOf,
  stampOf,
  toCome,
} from './cadence.ts';
import type { History, NextStep, Plan, PlannedNudge, Session } from './course.ts';
import { SIDES, type Side } from './pair.ts';
import { endOf, isFull, reviewDay, type Standing, settledAtOf, standingOf } from './standing.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A session booked after the morning of its preparation is prepared so long after, if so much is left then. */
const PREPARE_AFTER_BOOKING_MS = 2 * HOUR_MS;
const PREPARE_BEFORE_MS = HOUR_MS;
/** Later than this what became of a session is not asked any more. */
const OUTCOME_DAYS = 14;
/** Between two sessions that are closer nothing is asked: the sessions themselves ask it. */
const BETWEEN_FROM_DAYS = 14;
const FINAL_AGAIN_WORKDAYS = [7, 14] as const;
/** Supervision is thought of once there is something to take there, and in the first weeks of a quarter. */
const SUPERVISION_AFTER_DAYS = 30;

/**
 * What follows with a coaching pair if both stay silent from now on. The table is the design's ("Coaching cadence");
 * what it leaves open is decided so:
 *
 * - A day is *expected* for the next session: `everyDays` after the last one, on the next day on which both work; the
 *   first within `firstWithinWorkdays` days on which both work, counted from the beginning or the end of a pause; after
 *   one that was taken back or did not take place, five such days after that was known, if that is later.
 * - `book` goes to the client on the first working morning after the beginning, or else a week before the expected day,
 *   but on the working morning after the last session, or after what became of it was said, at the earliest. Again
 *   `askAfterWorkdays` days on which both work past the expected one, and the pause after `pauseAfterWorkdays`.
 * - A session of which nobody says what became of it is asked about once. It counts neither as held nor as not held; the
 *   next is expected as after a held one, so that the same asks lead on, or to the pause.
 * - `prepare` and `outcome` go to both on the working morning before and after; `outcome` to each side that has said
 *   nothing, within two weeks. `between` goes to the client half-way from a held session to the next, where they are two
 *   weeks apart or more.
 * - `half-time` comes when half of the sessions (rounded up) are held, on the second working day after; `final` when all
 *   are, and again 7 and 14 working days later. Whoever has answered is not asked again. A plan that was extended after
 *   its end has another half-time, half-way through what was added (four sessions or more), and another final review.
 * - `supervision` goes to the coach on the first working morning of each quarter, from 30 days after the beginning.
 * - Somebody who has reviewed or proposed something has given a sign: the pause waits `pauseAfterWorkdays` from there.
 *
 * Days are counted by the calendar of the client, who leads, and each nudge goes out in its receiver's working hours.
 */
export function planCoaching(history: History, now: Date): Plan {
  const standing = standingOf(history);
  const { asks, pausesOn } = isFull(standing)
    ? finalReview(history, standing, now)
    : booking(history, standing, now);
  const pausesAt = morningOf(history.calendars.learner, laterOf(pausesOn, pauseAfterSigns(history)));
  const others = [
    ...prepare(history, standing),
    ...outcome(history, standing),
    ...between(history, standing),
    ...halfTime(history, standing),
    ...supervision(history, now, pausesAt),
  ].flatMap((nudge) => toCome(history, nudge, now));
  return {
    nudges: inOrder([...asks, ...others], pausesAt),
    pausesAt,
    next: {
      guide: nextStep(history, standing, 'guide', now),
      learner: nextStep(history, standing, 'learner', now),
    },
  };
}

interface Asked {
  asks: PlannedNudge[];
  pausesOn: string;
}

/** The asks for the next session: `3.0` for the third, then `3.1`, …; `3.0.2026-12-08` where they begin anew. */
function booking(history: History, standing: Standing, now: Date): Asked {
  const { askAfterWorkdays, pauseAfterWorkdays } = history.rules.coaching;
  const number = standing.held.length + 1;
  const { day, first, anew } = standing.expected;
  return askUntilPause(
    history,
    {
      side: 'learner',
      kind: 'book',
      once: (k, anew) => onceOf(number, k, anew),
      anew,
      first,
      expected: day,
      again: askAfterWorkdays,
      pauseAfter: pauseAfterWorkdays,
      count: bothWork(history),
    },
    now,
  );
}

/** The asks for the final review: `1`, then `1.1` and `1.2`; `1.0.2026-12-08` where they begin anew. */
function finalReview(history: History, standing: Standing, now: Date): Asked {
  const { round, held, sessions, booked } = standing;
  const count = bothWork(history);
  const { pauseAfterWorkdays } = history.rules.coaching;
  const filled = held.toSorted((a, b) => settledAtOf(a) - settledAtOf(b))[sessions - 1];
  if (!filled) throw new Error('only a full plan is reviewed');
  const { day, anew } = reviewDay(history, filled);
  const asked = SIDES.filter((side) => !hasReviewed(history, 'final', round, side)).map((side) =>
    askUntilPause(
      history,
      {
        side,
        kind: 'final',
        once: (k, since) => (k === 0 && since === undefined ? String(round) : onceOf(round, k, since)),
        anew: anew ? stampOf(history.course.from) : undefined,
        first: day,
        expected: day,
        again: FINAL_AGAIN_WORKDAYS,
        pauseAfter: pauseAfterWorkdays,
        count,
      },
      now,
    ),
  );
  // One more session, agreed on by word of mouth, is waited for.
  const last = booked
    ? count(dayOf(booked.startsAt, history.calendars.learner.timeZone), FINAL_AGAIN_WORKDAYS[0])
    : '';
  return {
    asks: asked.flatMap(({ asks }) => asks),
    pausesOn: [last, ...asked.map(({ pausesOn }) => pausesOn)].reduce(
      laterOf,
      count(day, pauseAfterWorkdays),
    ),
  };
}

function onceOf(number: number, k: number, anew: string | undefined): string {
  return `${number}.${k}${anew === undefined ? '' : `.${anew}`}`;
}

/** On the working morning before a booked session; soon after, where it was booked later than that. */
function prepare({ course, calendars }: History, { booked }: Standing): Meant[] {
  if (!booked) return [];
  const { startsAt, bookedAt } = booked;
  const known = new Date(Math.max(bookedAt.getTime(), course.from.getTime()));
  const once = timeOnce(booked);
  return SIDES.flatMap((side): Meant[] => {
    const calendar = calendars[side];
    const day = workdayBefore(dayOf(startsAt, calendar.timeZone), calendar);
    const morning = startOfWork(calendar, day);
    const nudge = { side, kind: 'prepare', once, until: startsAt } as const;
    if (known <= morning) return [{ ...nudge, dueAt: morning }];
    const dueAt = workMoment(calendar, new Date(known.getTime() + PREPARE_AFTER_BOOKING_MS));
    return dueAt.getTime() + PREPARE_BEFORE_MS <= startsAt.getTime() ? [{ ...nudge, dueAt }] : [];
  });
}

/** On the working morning after a session, to each side that has not said what became of it. */
function outcome({ course, sessions, calendars }: History, { minutes }: Standing): Meant[] {
  return sessions.flatMap((session, index) => {
    const isOpen = session.state === 'booked' || (session.state === 'held' && session.bookedBy !== null);
    if (!isOpen) return [];
    return SIDES.filter((side) => !session.reports[side]).flatMap((side): Meant[] => {
      const dueAt = morningAfter(calendars[side], endOf(session, minutes));
      if (dueAt < course.from) return [];
      const nextOne = sessions
        .slice(index + 1)
        .find(({ state, startsAt }) => state !== 'cancelled' && startsAt > session.startsAt);
      const late = new Date(dueAt.getTime() + OUTCOME_DAYS * DAY_MS);
      const until = nextOne && nextOne.startsAt < late ? nextOne.startsAt : late;
      return [{ side, kind: 'outcome', once: timeOnce(session), dueAt, until }];
    });
  });
}

/** Half-way from the last held session to the next one, booked or expected. */
function between(history: History, standing: Standing): Meant[] {
  const { held, booked } = standing;
  const last = held.at(-1);
  if (!last || isFull(standing)) return [];
  const { learner } = history.calendars;
  const from = dayOf(last.startsAt, learner.timeZone);
  const to = booked ? dayOf(booked.startsAt, learner.timeZone) : standing.expected.day;
  const apart = daysBetween(from, to);
  if (apart < BETWEEN_FROM_DAYS) return [];
  const dueAt = morningOf(learner, addDays(from, Math.floor(apart / 2)));
  const settled = history.sessions.map(({ settledAt }) => settledAt?.getTime() ?? 0);
  if (dueAt.getTime() <= Math.max(history.course.from.getTime(), ...settled)) return [];
  return [{ side: 'learner', kind: 'between', once: last.id, dueAt, until: startOfWork(learner, to) }];
}

/** When half of the sessions are held, and until all are. */
function halfTime(history: History, standing: Standing): Meant[] {
  const { round } = standing;
  const session = halfSession(standing);
  if (!session) return [];
  const { day } = reviewDay(history, session);
  return SIDES.filter((side) => !hasReviewed(history, 'half-time', round, side)).map((side) => ({
    side,
    kind: 'half-time',
    once: String(round),
    dueAt: morningOf(history.calendars[side], day),
  }));
}

/** The session with which half of them were held; nothing before it, nor when all are. */
function halfSession(standing: Standing): Session | undefined {
  const { held, half } = standing;
  return half === null || isFull(standing) ? undefined : held[half - 1];
}

/** On the first working morning of each quarter; the same for all pairs of a coach, so that it is one message. */
function supervision({ course, calendars }: History, now: Date, pausesAt: Date): Meant[] {
  const { guide } = calendars;
  const earliest = Math.max(course.since.getTime() + SUPERVISION_AFTER_DAYS * DAY_MS, course.from.getTime());
  const found: Meant[] = [];
  for (let { year, quarter } = quarterOf(dayOf(now, guide.timeZone)); ; quarter += 1) {
    if (quarter > 4) [year, quarter] = [year + 1, 1];
    const begins = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
    const dueAt = morningOf(guide, begins);
    if (dueAt >= pausesAt) return found;
    if (dueAt.getTime() < earliest) continue;
    const until = new Date(dueAt.getTime() + SUPERVISION_AFTER_DAYS * DAY_MS);
    found.push({ side: 'guide', kind: 'supervision', once: `${year}-Q${quarter}`, dueAt, until });
  }
}

function quarterOf(day: string): { year: number; quarter: number } {
  return { year: Number(day.slice(0, 4)), quarter: Math.ceil(Number(day.slice(5, 7)) / 3) };
}

function nextStep(history: History, standing: Standing, side: Side, now: Date): NextStep {
  const { booked, minutes, round, held } = standing;
  const { learner } = history.calendars;
  if (booked) return { what: endOf(booked, minutes) > now ? 'session' : 'log', session: booked };
  if (isFull(standing)) return { what: 'final', round };
  const session = halfSession(standing);
  // Of one's own answer alone: nobody is to see whether the other has given theirs.
  if (session && held.at(-1) === session && !hasReviewed(history, 'half-time', round, side)) {
    const { day } = reviewDay(history, session);
    if (morningOf(learner, day) <= now) return { what: 'half-time', round };
  }
  const expected = startOfWork(learner, standing.expected.day);
  // Nobody is shown a day that has passed.
  const by = expected > now ? expected : workMoment(learner, now);
  return { what: 'book', number: held.length + 1, by };
}

function hasReviewed({ course }: History, of: 'half-time' | 'final', round: number, side: Side): boolean {
  return course.reviews.some((each) => each.of === of && each.round === round && each.side === side);
}

/** The day before which a pair is not paused, because one of the two has given a sign; empty where none has. */
function pauseAfterSigns(history: History): string {
  const { course, calendars, rules } = history;
  const signs = [...course.reviews.map(({ at }) => at), ...(course.proposal ? [course.proposal.at] : [])];
  const latest = signs.toSorted((a, b) => a.getTime() - b.getTime()).at(-1);
  if (!latest) return '';
  const day = dayOf(latest, calendars.learner.timeZone);
  return bothWork(history)(day, rules.coaching.pauseAfterWorkdays);
}

function bothWork({ calendars: { guide, learner } }: History): Count {
  return (day, count) => workdayAfter(day, count, guide, learner);
}

/** Sets apart what is said about a session, and anew where it is moved. */
function timeOnce({ id, wall }: Session): string {
  return `${id}@${wall}`;
}
