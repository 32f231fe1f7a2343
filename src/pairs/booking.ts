import { z } from 'zod';
import { instantOf, wallOf } from '../people/calendar.ts';
import type { Kind } from '../ports.ts';
import type { KeptSession, Report } from './course.ts';
import type { Side } from './pair.ts';
import type { Rhythm } from './rhythm.ts';

/** A time as it is kept: as it was meant, on somebody's wall, and what that is. */
export interface When {
  /** `2026-12-08T10:00` */
  wall: string;
  /** IANA. */
  timeZone: string;
  startsAt: Date;
}

/** How somebody chose a time: an instant of a list, or a day and a time on their own wall (`2026-12-08T10:00`). */
export type Chosen = { at: string } | { wall: string };

const Instant = z.iso.datetime();
const Wall = z.iso.datetime({ local: true, offset: false, precision: -1 });

/** The time as it is kept, on the wall of whoever chose it; nothing where it is none. */
export function whenOf(chosen: Chosen, timeZone: string): When | undefined {
  const wall =
    'wall' in chosen
      ? Wall.safeParse(chosen.wall).data
      : Instant.safeParse(chosen.at).success
        ? wallOf(new Date(chosen.at), timeZone)
        : undefined;
  return wall === undefined ? undefined : { wall, timeZone, startsAt: instantOf(wall, timeZone) };
}

/** Nobody plans further ahead than that; a year that was mistyped is found by it. */
const MOST_DAYS_AHEAD = 366;
const DAY_MS = 24 * 3_600_000;

/** Why something cannot be done with a session, and which one is meant where it is another than the one asked about. */
export type SessionProblem =
  /** The time has passed, or is more than a year away. */
  | 'past'
  | 'too-far'
  /** Another time is booked already: a pair has one at a time. */
  | 'booked'
  /** The time of the one that is booked has passed, and nobody has said what became of it. */
  | 'log-first'
  /** Coaching: all sessions of the plan have taken place. */
  | 'plan-done'
  /** It was moved after the form was opened. */
  | 'changed'
  /** It has begun: it can be logged, and no longer be taken back. */
  | 'begun'
  /** It has not begun: it can be moved or taken back, and not be logged yet. */
  | 'to-come'
  | 'held'
  | 'cancelled';

export type SessionStep =
  /** `sessions`: those that are to be written, the one that was meant first. */
  | { outcome: 'changed'; session: KeptSession; sessions: KeptSession[] }
  /** Done before. */
  | { outcome: 'unchanged'; session: KeptSession }
  | { outcome: 'problem'; problem: SessionProblem; session: KeptSession | null };

/** What a pair's sessions are part of. */
interface Course {
  kind: Kind;
  rhythm: Rhythm;
  /** The oldest first. */
  sessions: readonly KeptSession[];
}

/**
 * Books the next session or meeting.
 *
 * @param made what the new one is called, by its id and by the address of its calendar file
 */
export function book(
  { kind, rhythm, sessions }: Course,
  by: Side,
  when: When,
  made: Pick<KeptSession, 'id' | 'calendarKey'>,
  now: Date,
): SessionStep {
  const there = bookedIn(sessions);
  if (there && sameTime(there, when)) return { outcome: 'unchanged', session: there };
  if (there) return problem(there.startsAt > now ? 'booked' : 'log-first', there);
  const held = sessions.filter(({ state }) => state === 'held').length;
  if (rhythm.form === 'plan' && held >= rhythm.sessions) return problem('plan-done');
  const wrong = wrongTime(when, now);
  if (wrong) return problem(wrong);
  const session: KeptSession = {
    ...made,
    ...when,
    number: kind === 'coaching' ? held + 1 : null,
    state: 'booked',
    minutes: rhythm.form === 'plan' ? rhythm.minutes : null,
    bookedBy: by,
    bookedAt: now,
    reports: { guide: null, learner: null },
    settledAt: null,
    version: 1,
    progress: null,
    learnerWords: {},
    guideWords: {},
  };
  return { outcome: 'changed', session, sessions: [session] };
}

/**
 * Gives a session another time; it stays the same session. One that did not take place can still be moved, unless
 * another time is booked.
 *
 * @param version of the session that was seen when the time was chosen
 */
export function move(
  sessions: readonly KeptSession[],
  session: KeptSession,
  when: When,
  version: number,
  now: Date,
): SessionStep {
  if (session.state === 'held' || session.state === 'cancelled') return problem(session.state, session);
  if (session.state === 'booked' && sameTime(session, when)) return { outcome: 'unchanged', session };
  const there = bookedIn(sessions);
  if (there && there.id !== session.id) return problem('booked', there);
  if (session.version !== version) return problem('changed', session);
  const wrong = wrongTime(when, now);
  if (wrong) return problem(wrong, session);
  const moved: KeptSession = {
    ...session,
    ...when,
    state: 'booked',
    // As if it had been booked now: nobody who has just moved it is told of it again.
    bookedAt: now,
    reports: { guide: null, learner: null },
    settledAt: null,
    version: session.version + 1,
  };
  return changed(sessions, moved);
}

/** Takes a session back before it begins. */
export function cancel(session: KeptSession, now: Date): SessionStep {
  if (session.state === 'cancelled') return { outcome: 'unchanged', session };
  if (session.state === 'held') return problem('held', session);
  if (session.state === 'not-held' || session.startsAt <= now) return problem('begun', session);
  const cancelled: KeptSession = {
    ...session,
    state: 'cancelled',
    settledAt: now,
    version: session.version + 1,
  };
  return { outcome: 'changed', session: cancelled, sessions: [cancelled] };
}

/**
 * One of the two says what became of a session, or says it anew. Where the two disagree it counts as held, and both
 * see what each said.
 */
export function report(
  sessions: readonly KeptSession[],
  session: KeptSession,
  by: Side,
  said: Report['said'],
  now: Date,
): SessionStep {
  if (session.state === 'cancelled') return problem('cancelled', session);
  if (session.startsAt > now) return problem('to-come', session);
  const reports = {
    ...session.reports,
    [by]: session.reports[by]?.said === said ? session.reports[by] : { said, at: now },
  };
  const isHeld = [reports.guide, reports.learner].some((one) => one?.said === 'held');
  return changed(sessions, {
    ...session,
    reports,
    state: isHeld ? 'held' : 'not-held',
    settledAt: session.settledAt ?? now,
  });
}

/** The one that is booked; a pair has one at most. */
export function bookedIn<S extends Pick<KeptSession, 'state'>>(sessions: readonly S[]): S | undefined {
  return sessions.find(({ state }) => state === 'booked');
}

/** The last figure that the client gave for a session that took place; null where they gave none. */
export function latestProgress(sessions: readonly Pick<KeptSession, 'state' | 'progress'>[]): number | null {
  return sessions.findLast(({ state, progress }) => state === 'held' && progress !== null)?.progress ?? null;
}

/** The session as it has become, and those whose number it changes. */
function changed(sessions: readonly KeptSession[], session: KeptSession): SessionStep {
  const all = sessions.map((one) => (one.id === session.id ? session : one));
  const numbered = withNumbers(all);
  const own = numbered.find(({ id }) => id === session.id) ?? session;
  const others = numbered.filter(({ id, number }) => {
    const before = sessions.find((one) => one.id === id);
    return id !== session.id && before?.number !== number;
  });
  return { outcome: 'changed', session: own, sessions: [own, ...others] };
}

/** Coaching sessions are counted over what took place; the one that is booked is the next. */
function withNumbers(sessions: readonly KeptSession[]): KeptSession[] {
  let held = 0;
  const counted = sessions
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .map((session) => {
      if (session.number === null || session.state !== 'held') return session;
      held += 1;
      return { ...session, number: held };
    });
  return counted.map((session) =>
    session.number !== null && session.state === 'booked' ? { ...session, number: held + 1 } : session,
  );
}

function wrongTime({ startsAt }: When, now: Date): 'past' | 'too-far' | undefined {
  if (startsAt <= now) return 'past';
  return startsAt.getTime() - now.getTime() > MOST_DAYS_AHEAD * DAY_MS ? 'too-far' : undefined;
}

function sameTime(session: Pick<KeptSession, 'startsAt'>, { startsAt }: When): boolean {
  return session.startsAt.getTime() === startsAt.getTime();
}

function problem(which: SessionProblem, session: KeptSession | null = null): SessionStep {
  return { outcome: 'problem', problem: which, session };
}
