import { planDelivery } from '../../nudges/flow/notices.ts';
import { calendarOf, calendarsOf, personOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import { askTogether, type Tx } from '../../storage/database.ts';
import {
  book,
  type Chosen,
  cancel,
  move,
  report,
  type SessionProblem,
  type SessionStep,
  type When,
  whenOf,
} from '../booking.ts';
import { type KeptSession, SessionId } from '../course.ts';
import { type Logged, type Shown, written } from '../logging.ts';
import { otherSide, type Pair, PairId, personOn, type Side, sideOf } from '../pair.ts';
import type { SeenCourse, SeenDates, SeenSession } from '../seen.ts';
import { commonTimes, timesAround } from '../slots.ts';
import { readPair } from '../store/pairs.ts';
import { readPairOfSession, readSessions } from '../store/sessions.ts';
import { withPair } from './acting.ts';
import { type Begun, courseFor, courseSeenBy, datesSeenBy, isBegun, loadCourses, planOf } from './course.ts';
import { keepSessions, type PairsPorts, takeUnplanned } from './steps.ts';

export type SessionResult =
  | { outcome: 'done'; pairId: PairId; sessionId: SessionId }
  /** Nothing was written. `sessionId`: the session that stands in the way, or the one that was meant. */
  | { outcome: 'problem'; problem: SessionProblem; pairId: PairId; sessionId: SessionId | null }
  /** No day or time that there is. */
  | { outcome: 'no-time' }
  /** The pair is at another point by now, or this person has ended it; nothing was written. */
  | { outcome: 'not-now'; pairId: PairId }
  /** The pair is of two other people, or there is none. */
  | { outcome: 'not-yours' };

/** A session as this person may see it, with its pair; nothing where it is not theirs, or the pair has ended. */
export async function sessionFor(
  ports: PeoplePorts,
  who: PersonKey,
  sessionId: string,
): Promise<{ seen: SeenCourse; session: SeenSession } | undefined> {
  const pairId = await pairOf(ports, who, sessionId);
  const seen = pairId && (await courseFor(ports, who, pairId));
  const session = seen?.sessions.find(({ id }) => id === sessionId);
  return seen && session && { seen, session };
}

/**
 * A session with its pair's dates, which is less to read than all of its course; nothing where it is not theirs, or the
 * pair has ended.
 */
export async function datesFor(
  ports: PeoplePorts,
  who: PersonKey,
  about: { pairId: string; sessionId: string },
): Promise<{ seen: SeenDates; session: SeenSession } | undefined> {
  const { workspaceId } = who;
  const id = PairId.safeParse(about.pairId).data;
  const pair = id && (await readPair(ports.db, workspaceId, id));
  const side = pair && sideOf(pair, who.personId);
  if (!side || !isBegun(pair)) return undefined;
  const [read, known] = await askTogether(ports.db, (on) => [
    readSessions(on, workspaceId, [pair.id]),
    calendarsOf(on, workspaceId, [pair.guideId, pair.learnerId]),
  ]);
  const sessions = read.get(pair.id) ?? [];
  const [guide, learner] = [known.get(pair.guideId), known.get(pair.learnerId)];
  if (!guide || !learner) return undefined;
  const seen = datesSeenBy({ pair, sessions, people: { guide, learner } }, side);
  const session = seen.sessions.find((one) => one.id === about.sessionId);
  return session && { seen, session };
}

/** How many times a form offers, and how soon the first may be. */
const MOST_TIMES = 24;
const SOONEST_MS = 3_600_000;

/**
 * A begun pair as this person may see it, with the next times that both have; nothing where it is not theirs, or at
 * another point.
 *
 * @param around when it is expected, where that is not what the plan says
 */
export async function timesFor(
  ports: PeoplePorts,
  who: PersonKey,
  pairId: string,
  around?: Date,
): Promise<{ seen: SeenCourse; times: Date[] } | undefined> {
  const id = PairId.safeParse(pairId).data;
  const pair = id && (await readPair(ports.db, who.workspaceId, id));
  const side = pair && sideOf(pair, who.personId);
  if (!side || !isBegun(pair)) return undefined;
  const now = ports.clock.now();
  const loaded = (await loadCourses(ports.db, who.workspaceId, [pair], now)).get(pair.id);
  if (!loaded) return undefined;
  const plan = planOf(loaded, now);
  const { calendars, rules } = loaded.history;
  const { rhythm } = pair.state.terms;
  const times = commonTimes({
    calendars,
    minutes: rhythm.form === 'plan' ? rhythm.minutes : rules.coaching.minutes,
    notBefore: new Date(now.getTime() + SOONEST_MS),
    around: around ?? timesAround(plan?.next[side], now),
    most: MOST_TIMES,
  });
  return { seen: courseSeenBy(loaded, side, plan, now), times };
}

/** Books the next session or meeting at a time that one of the two chose; the other is told. */
export function bookSession(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  chosen: Chosen,
): Promise<SessionResult> {
  return inCourse(ports, who, pairId, async ({ tx, pair, side, sessions, now }) => {
    const when = await whenFor(tx, who, chosen);
    if (!when) return { outcome: 'no-time' };
    const made = { id: SessionId.parse(ports.newId()), calendarKey: ports.newId() };
    const course = { kind: pair.kind, rhythm: pair.state.terms.rhythm, sessions };
    return settle(ports, { tx, pair, side, now }, book(course, side, when, made, now), 'booked');
  });
}

/**
 * Gives a session another time; the other is told.
 *
 * @param version of the session that was seen when the time was chosen
 */
export function moveSession(
  ports: PairsPorts,
  who: PersonKey,
  sessionId: string,
  chosen: Chosen,
  version: number,
): Promise<SessionResult> {
  return withSession(ports, who, sessionId, async ({ tx, pair, side, sessions, session, now }) => {
    const when = await whenFor(tx, who, chosen);
    if (!when) return { outcome: 'no-time' };
    return settle(ports, { tx, pair, side, now }, move(sessions, session, when, version, now), 'moved');
  });
}

/** Takes a session back before it begins; the other is told. */
export function cancelSession(ports: PairsPorts, who: PersonKey, sessionId: string): Promise<SessionResult> {
  return withSession(ports, who, sessionId, async ({ tx, pair, side, session, now }) =>
    settle(ports, { tx, pair, side, now }, cancel(session, now), 'cancelled'),
  );
}

/**
 * One of the two says what became of a session, and writes what is theirs to write. That it is to be moved keeps what
 * was written, and leaves the session as it is until another time is chosen.
 *
 * @param shown what the form showed when it was opened
 */
export function logSession(
  ports: PairsPorts,
  who: PersonKey,
  sessionId: string,
  { outcome, ...words }: Logged,
  shown: Shown,
): Promise<SessionResult> {
  return withSession(ports, who, sessionId, async ({ tx, pair, side, sessions, session, now }) => {
    const kept = written(session, { kind: pair.kind, side }, words, shown);
    if (outcome === 'moved') {
      if (session.state === 'held' || session.state === 'cancelled')
        return { outcome: 'problem', problem: session.state, pairId: pair.id, sessionId: session.id };
      await keepSessions(tx, pair, [kept]);
      return { outcome: 'done', pairId: pair.id, sessionId: session.id };
    }
    return settle(ports, { tx, pair, side, now }, report(sessions, kept, side, outcome, now), 'logged');
  });
}

/** What a flow on a begun pair's sessions is given, everything locked. */
interface Acting {
  tx: Tx;
  pair: Begun;
  side: Side;
  now: Date;
}

async function inCourse(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  work: (acting: Acting & { sessions: readonly KeptSession[] }) => Promise<SessionResult>,
): Promise<SessionResult> {
  return withPair(ports, who, pairId, async (tx, pair, side, now): Promise<SessionResult> => {
    if (!isBegun(pair) || pair.state.closing?.by.includes(side))
      return { outcome: 'not-now', pairId: pair.id };
    const sessions = (await readSessions(tx, pair.workspaceId, [pair.id])).get(pair.id) ?? [];
    return work({ tx, pair, side, sessions, now });
  });
}

async function withSession(
  ports: PairsPorts,
  who: PersonKey,
  sessionId: string,
  work: (
    acting: Acting & { sessions: readonly KeptSession[]; session: KeptSession },
  ) => Promise<SessionResult>,
): Promise<SessionResult> {
  const pairId = await pairOf(ports, who, sessionId);
  if (!pairId) return { outcome: 'not-yours' };
  return inCourse(ports, who, pairId, async (acting) => {
    const session = acting.sessions.find(({ id }) => id === sessionId);
    return session ? work({ ...acting, session }) : { outcome: 'not-yours' };
  });
}

async function pairOf(ports: PeoplePorts, who: PersonKey, sessionId: string): Promise<PairId | undefined> {
  const id = SessionId.safeParse(sessionId).data;
  return id && readPairOfSession(ports.db, who.workspaceId, id);
}

/** On the wall of whoever chose it. */
async function whenFor(tx: Tx, who: PersonKey, chosen: Chosen): Promise<When | undefined> {
  return whenOf(chosen, calendarOf(await personOf(tx, who)).timeZone);
}

/** Writes what has become of a session, tells the other where they need to know, and takes it as a sign of life. */
async function settle(
  ports: PairsPorts,
  { tx, pair, side, now }: Acting,
  step: SessionStep,
  what: 'booked' | 'moved' | 'cancelled' | 'logged',
): Promise<SessionResult> {
  const pairId = pair.id;
  if (step.outcome === 'problem')
    return { outcome: 'problem', problem: step.problem, pairId, sessionId: step.session?.id ?? null };
  const { session } = step;
  if (step.outcome === 'changed') {
    await keepSessions(tx, pair, step.sessions, {
      ...(what === 'booked' && { made: session.id }),
      // Whoever was told that a time is taken back is asked no more for another.
      also: what === 'booked' || what === 'moved' ? [{ another: pairId }] : [],
    });
    if (what !== 'logged') await announce(tx, ports, pair, otherSide(side), what, session, now);
    // A pair that rested is taken up again by a date, and by having met.
    const isSign = what === 'booked' || what === 'moved' || session.state === 'held';
    if (isSign) await takeUnplanned(tx, ports, pair, { event: 'gives-a-sign', by: side }, now);
  }
  return { outcome: 'done', pairId, sessionId: session.id };
}

/** Tells one of the two, in their working hours, what the other has done. */
async function announce(
  tx: Tx,
  ports: PeoplePorts,
  pair: Pair,
  to: Side,
  what: 'booked' | 'moved' | 'cancelled',
  { id, version }: KeptSession,
  now: Date,
): Promise<void> {
  const personId = personOn(pair, to);
  const notice = {
    workspaceId: pair.workspaceId,
    personId,
    occurrence: `pairs.${what}:${id}:${version}`,
    kind: `pairs.${what}`,
    // The version, so that an older message does not say anew what a newer one says.
    about: {
      pairId: pair.id,
      sessionId: id,
      to: personId,
      version: String(version),
      ...(what === 'cancelled' && { another: pair.id }),
    },
    class: 'notice' as const,
  };
  await planDelivery(tx, ports, notice, now);
}
