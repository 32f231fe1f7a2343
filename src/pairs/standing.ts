import { addDays, dayOf, workdayAfter, workdayFrom } from '../people/calendar.ts';
import { laterOf, stampOf } from './cadence.ts';
import type { History, Session } from './course.ts';

/** The next session is asked for so many days before it is expected. */
const BOOK_AHEAD_DAYS = 7;
/** After a session that was taken back or did not take place, the next is expected within so many working days. */
const ANEW_WITHIN_WORKDAYS = 5;
/** Reviews are asked for on this working day after the session that brought them about. */
const REVIEW_ON_WORKDAY = 2;
/** An extension that is shorter has no half-time of its own: it is the least of a plan. */
const PLAN_OF_ITS_OWN = 4;

/** How far the plan of a coaching pair has come. */
export interface Standing {
  /** As agreed. */
  sessions: number;
  minutes: number;
  everyDays: number;
  /** The oldest first. */
  held: readonly Session[];
  /** To come, or passed and not settled. */
  booked: Session | undefined;
  /** Which half-time and final review it is, from 1: a plan that was extended after its end has the next. */
  round: number;
  /** As many held sessions are half of what the round has; null: it is too short to have a half. */
  half: number | null;
  /** When the next session is expected. */
  expected: Expected;
}

export function standingOf(history: History): Standing {
  const { rhythm } = history.course.terms;
  const { sessions, minutes, everyDays } = rhythm.form === 'plan' ? rhythm : history.rules.coaching;
  const held = history.sessions.filter(({ state }) => state === 'held').toSorted(byBegin);
  const { round, before } = roundOf(history, held, sessions);
  const added = sessions - before;
  const booked = history.sessions.findLast(({ state }) => state === 'booked');
  return {
    sessions,
    minutes,
    everyDays,
    held,
    booked,
    expected: expectedSession(history, { held, booked, everyDays, minutes }),
    round,
    half: round === 1 || added >= PLAN_OF_ITS_OWN ? before + Math.ceil(added / 2) : null,
  };
}

/** Are all sessions of the plan held? */
export function isFull({ held, sessions }: Pick<Standing, 'held' | 'sessions'>): boolean {
  return held.length >= sessions;
}

/**
 * A final review that was sent or answered belongs to the plan as it was full then; with a session added after it, the
 * plan is a new one, to which the sessions held `before` do not belong.
 */
function roundOf(
  { course, sent }: History,
  held: readonly Session[],
  sessions: number,
): { round: number; before: number } {
  const finals = [
    ...course.reviews.flatMap(({ of, round, at }) => (of === 'final' ? [{ round, at }] : [])),
    ...sent.flatMap(({ kind, once, at }) =>
      kind === 'final' ? [{ round: Number(once.split('.')[0]), at }] : [],
    ),
  ];
  const last = Math.max(0, ...finals.map(({ round }) => round));
  const cameAt = (which: number): number =>
    Math.min(...finals.filter(({ round }) => round === which).map(({ at }) => at.getTime()));
  const settled = held.map(settledAtOf).toSorted((a, b) => a - b);
  const filledAt = settled[sessions - 1];
  const isSame = last > 0 && filledAt !== undefined && filledAt <= cameAt(last);
  const round = isSame ? last : last + 1;
  const ended = cameAt(round - 1);
  return { round, before: round === 1 ? 0 : settled.filter((at) => at < ended).length };
}

/** When it was known what became of it; its beginning while that is not known. Epoch ms. */
export function settledAtOf({ settledAt, startsAt }: Session): number {
  return (settledAt ?? startsAt).getTime();
}

/** When it is over. */
export function endOf({ startsAt, minutes }: Session, usualMinutes: number): Date {
  return new Date(startsAt.getTime() + (minutes ?? usualMinutes) * 60_000);
}

/** Days of the client, who leads: when the next session is expected, and when it is asked for first. */
interface Expected {
  day: string;
  first: string;
  /** Sets the asks apart from earlier ones for the same session. */
  anew: string | undefined;
}

/** The rules stand with `planCoaching`. */
function expectedSession(
  history: History,
  standing: Pick<Standing, 'held' | 'booked' | 'everyDays' | 'minutes'>,
): Expected {
  const { course, calendars, sessions } = history;
  const { guide, learner } = calendars;
  const morningAfter = (instant: Date): string => workdayAfter(dayOf(instant, learner.timeZone), 1, learner);
  const last = [...standing.held, ...(standing.booked ? [standing.booked] : [])].toSorted(byBegin).at(-1);
  const usual = last && afterSession(history, standing, last);
  // A beginning, or a new one after a pause; of no account once there was a session.
  const begun: Expected | undefined =
    last && course.from <= last.startsAt
      ? undefined
      : {
          day: workdayAfter(
            dayOf(course.from, learner.timeZone),
            history.rules.coaching.firstWithinWorkdays,
            guide,
            learner,
          ),
          first: morningAfter(course.from),
          anew: course.from > course.since ? stampOf(course.from) : undefined,
        };
  const base = laterExpected(usual, begun);
  const failed = sessions
    .flatMap(({ state, settledAt }) =>
      settledAt && (state === 'not-held' || state === 'cancelled') ? [settledAt] : [],
    )
    .filter((at) => at > course.from && (!last || at > last.startsAt))
    .toSorted((a, b) => a.getTime() - b.getTime())
    .at(-1);
  if (!failed) return base;
  const again = workdayAfter(dayOf(failed, learner.timeZone), ANEW_WITHIN_WORKDAYS, guide, learner);
  return {
    day: laterOf(base.day, again),
    first: laterOf(base.first, morningAfter(failed)),
    anew: stampOf(failed),
  };
}

function afterSession(
  { calendars }: History,
  { everyDays, minutes }: Pick<Standing, 'everyDays' | 'minutes'>,
  session: Session,
): Expected {
  const { guide, learner } = calendars;
  const dayFor = (at: number): string => dayOf(new Date(at), learner.timeZone);
  const expected = workdayFrom(addDays(dayFor(session.startsAt.getTime()), everyDays), guide, learner);
  const known = Math.max(endOf(session, minutes).getTime(), settledAtOf(session));
  return {
    day: expected,
    first: laterOf(
      workdayFrom(addDays(expected, -BOOK_AHEAD_DAYS), learner),
      workdayAfter(dayFor(known), 1, learner),
    ),
    // Its own asks were for this very number.
    anew: session.state === 'booked' ? session.wall.slice(0, 10) : undefined,
  };
}

function laterExpected(usual: Expected | undefined, begun: Expected | undefined): Expected {
  if (usual && begun) return begun.day > usual.day ? begun : usual;
  const only = usual ?? begun;
  if (!only) throw new Error('a pair has begun, or has had a session');
  return only;
}

/** The day on which a review is asked for that came with this session: a working day of both. */
export function reviewDay({ course, calendars }: History, session: Session): { day: string; anew: boolean } {
  const { guide, learner } = calendars;
  const after = (at: number, count: number): string =>
    workdayAfter(dayOf(new Date(at), learner.timeZone), count, guide, learner);
  const due = laterOf(after(session.startsAt.getTime(), REVIEW_ON_WORKDAY), after(settledAtOf(session), 1));
  const resumed = after(course.from.getTime(), 1);
  return course.from.getTime() > settledAtOf(session) && resumed > due
    ? { day: resumed, anew: true }
    : { day: due, anew: false };
}

function byBegin(a: Session, b: Session): number {
  return a.startsAt.getTime() - b.startsAt.getTime();
}
