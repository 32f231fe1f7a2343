import { addDays, dayOf, startOfWork, wallOf } from '../../people/calendar.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';
import { type When, whenOf } from '../booking.ts';
import { type KeptSession, SessionId } from '../course.ts';
import { laterWeeks, type Met, met, metOn } from '../meeting.ts';
import type { Pair, PairId } from '../pair.ts';
import type { SeenCourse, SeenSession } from '../seen.ts';
import { readPairOfSession, readSessions } from '../store/sessions.ts';
import { withPair } from './acting.ts';
import { courseFor, isBegun, loadCourses, planOf } from './course.ts';
import { calendarIn, keepSessions, type PairsPorts, takeUnplanned } from './steps.ts';

export type MeetingResult =
  | { outcome: 'done'; pairId: PairId; sessionId: SessionId }
  /** The day is still to come, or before the two were brought together; nothing was written. */
  | { outcome: 'future' | 'early' }
  /** The pair is at another point by now, or this person has ended it; nothing was written. */
  | { outcome: 'not-now' }
  /** The pair is of two other people, or no mentoring, or there is none. */
  | { outcome: 'not-yours' };

/** A mentoring meeting as this person may see it, with its pair; nothing where it is not theirs. */
export async function meetingFor(
  ports: PeoplePorts,
  who: PersonKey,
  sessionId: string,
): Promise<{ seen: SeenCourse; session: SeenSession } | undefined> {
  const id = SessionId.safeParse(sessionId).data;
  const pairId = id && (await readPairOfSession(ports.db, who.workspaceId, id));
  const seen = pairId && (await courseFor(ports, who, pairId));
  const session = seen?.sessions.find((one) => one.id === id);
  return seen?.kind === 'mentoring' && session ? { seen, session } : undefined;
}

/**
 * "We met", with one tap: today, or on the date that was asked about. Both see it; reports within 48 hours of each
 * other are one meeting. A pair that rested is taken up again.
 *
 * @param date the id of the date that was asked about, where one was
 */
export function sayMet(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  date: string | null,
): Promise<MeetingResult> {
  return withPair(ports, who, pairId, async (tx, pair, side, now): Promise<MeetingResult> => {
    if (pair.kind !== 'mentoring') return { outcome: 'not-yours' };
    if (!isBegun(pair) || pair.state.closing?.by.includes(side)) return { outcome: 'not-now' };
    const { workspaceId, id } = pair;
    const sessions = (await readSessions(tx, workspaceId, [id])).get(id) ?? [];
    const { timeZone } = await calendarIn(tx, pair, side, now);
    const when = { wall: wallOf(now, timeZone), timeZone, startsAt: now };
    const made = { id: SessionId.parse(ports.newId()), calendarKey: ports.newId() };
    const { session, sessions: changed } = met(sessions, side, when, date, made, now);
    await keepSessions(tx, pair, changed, { made: made.id });
    await takeUnplanned(tx, ports, pair, { event: 'gives-a-sign', by: side }, now);
    return { outcome: 'done', pairId: id, sessionId: session.id };
  });
}

/** What somebody wrote about a meeting; `day`: null where the form did not ask for it. Words are the mentee's. */
export interface Written {
  /** `YYYY-MM-DD` */
  day: string | null;
  /** '' left empty. */
  takeaway: string;
  wish: string;
}

/** On which day it was, and what the mentee takes away and wishes for; the mentor owes nothing. */
export async function writeMeeting(
  ports: PairsPorts,
  who: PersonKey,
  sessionId: string,
  { day, takeaway, wish }: Written,
): Promise<MeetingResult> {
  const sought = SessionId.safeParse(sessionId).data;
  const pairId = sought && (await readPairOfSession(ports.db, who.workspaceId, sought));
  if (!pairId) return { outcome: 'not-yours' };
  return withPair(ports, who, pairId, async (tx, pair, side, now): Promise<MeetingResult> => {
    if (pair.kind !== 'mentoring') return { outcome: 'not-yours' };
    if (!isBegun(pair) || pair.state.closing?.by.includes(side)) return { outcome: 'not-now' };
    const { workspaceId, id } = pair;
    const sessions = (await readSessions(tx, workspaceId, [id])).get(id) ?? [];
    const session = sessions.find((one) => one.id === sought);
    if (session?.state !== 'held') return { outcome: 'not-now' };
    const { timeZone } = await calendarIn(tx, pair, side, now);
    const when = day === null ? undefined : whenOn(session, day, timeZone, now);
    if (when && when.startsAt > now) return { outcome: 'future' };
    if (when && day !== null && day < dayOf(pair.beganAt, timeZone)) return { outcome: 'early' };
    const moved = when && metOn(sessions, session, side, when, now);
    const { session: kept, sessions: changed }: Met = moved ?? { session, sessions: [session] };
    const written: KeptSession =
      side === 'learner'
        ? { ...kept, learnerWords: { ...(takeaway !== '' && { takeaway }), ...(wish !== '' && { wish }) } }
        : kept;
    await keepSessions(
      tx,
      pair,
      changed.map((one) => (one.id === kept.id ? written : one)),
    );
    return { outcome: 'done', pairId: id, sessionId: kept.id };
  });
}

/** At noon of that day, or now where it is today; nothing where it is the day that is known, or none. */
function whenOn(session: KeptSession, day: string, timeZone: string, now: Date): When | undefined {
  if (day === dayOf(session.startsAt, timeZone)) return undefined;
  if (day === dayOf(now, timeZone)) return { wall: wallOf(now, timeZone), timeZone, startsAt: now };
  return whenOf({ wall: `${day}T12:00` }, timeZone);
}

export type LaterResult =
  | { outcome: 'done'; until: Date; timeZone: string }
  | { outcome: 'not-now' }
  | { outcome: 'not-yours' };

/** The mentee says "not now": it is asked again in two weeks, then in four, then in eight. The mentor is not told. */
export function sayNotNow(ports: PairsPorts, who: PersonKey, pairId: string): Promise<LaterResult> {
  return withPair(
    ports,
    who,
    pairId,
    async (tx, pair, side, now): Promise<LaterResult> => {
      if (pair.kind !== 'mentoring') return { outcome: 'not-yours' };
      // It is the mentee who is asked.
      if (!isBegun(pair) || side === 'guide') return { outcome: 'not-now' };
      const learner = await calendarIn(tx, pair, 'learner', now);
      const { notNow } = pair.state;
      const day = addDays(dayOf(now, learner.timeZone), laterWeeks(notNow?.times ?? 0) * 7);
      const asked = startOfWork(learner, day);
      const step = await takeUnplanned(
        tx,
        ports,
        pair,
        { event: 'says-not-now', by: side, until: asked },
        now,
      );
      if (step.outcome === 'problem') return { outcome: 'not-now' };
      // Said before, it holds as it was said.
      const until = step.outcome === 'unchanged' && notNow ? notNow.until : asked;
      const after = { ...pair, state: step.outcome === 'changed' ? step.state : pair.state };
      return {
        outcome: 'done',
        until: (await askedAgain(tx, after, now)) ?? until,
        timeZone: learner.timeZone,
      };
    },
    { seenBy: 'me' },
  );
}

/** When the mentee is asked again: where the gap has not passed, when it has, however early they said "not now". */
async function askedAgain(tx: Tx, pair: Pair, now: Date): Promise<Date | undefined> {
  if (!isBegun(pair)) return undefined;
  const loaded = (await loadCourses(tx, pair.workspaceId, [pair], now)).get(pair.id);
  const next = loaded && planOf(loaded, now)?.next.learner;
  return next?.what === 'later' ? next.until : undefined;
}
