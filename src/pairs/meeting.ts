import { report, type When } from './booking.ts';
import type { KeptSession } from './course.ts';
import { otherSide, type Side } from './pair.ts';

const HOUR_MS = 3_600_000;
/** Reports so close to each other, or of times so close, are of one meeting: each tells of it in their own time. */
const SAME_WITHIN_HOURS = 48;
/** "We met" with one tap tells of a date that has passed no longer ago than this. */
const DATE_WITHIN_HOURS = 7 * 24;

/** What came of a report: `session`: the meeting it was, `sessions`: all that are to be written. */
export interface Met {
  session: KeptSession;
  sessions: KeptSession[];
}

/**
 * "We met": the date that was asked about; or what was known of within 48 hours, by its time or by when the other told of
 * it, whatever day that was; or the date whose time has passed; or a new one. A date that is still to come is another
 * meeting.
 *
 * @param sessions of a mentoring pair, the oldest first
 * @param when they met; not later than now
 * @param date the date that was asked about, where one was
 * @param made what a new meeting is called
 */
export function met(
  sessions: readonly KeptSession[],
  by: Side,
  when: When,
  date: string | null,
  made: Pick<KeptSession, 'id' | 'calendarKey'>,
  now: Date,
): Met {
  const passed = sessions.filter(({ state, startsAt }) => state !== 'cancelled' && startsAt <= now);
  const asked = passed.find(({ id }) => id === date);
  const near = asked ?? nearest(passed, when, SAME_WITHIN_HOURS) ?? toldOf(passed, by, now);
  const same =
    near ??
    nearest(
      passed.filter(({ state }) => state === 'booked'),
      when,
      DATE_WITHIN_HOURS,
    );
  const step = same && report(sessions, same, by, 'held', now);
  if (step?.outcome === 'changed') return { session: step.session, sessions: step.sessions };
  const session: KeptSession = {
    ...made,
    ...when,
    number: null,
    state: 'held',
    minutes: null,
    bookedBy: null,
    bookedAt: now,
    reports: { guide: null, learner: null, [by]: { said: 'held', at: now } },
    settledAt: now,
    version: 1,
    progress: null,
    learnerWords: {},
    guideWords: {},
  };
  return { session, sessions: [session] };
}

/**
 * It was on another day. Where the other has told of a meeting then, that was it, and this one is taken back.
 *
 * @returns undefined where its day is not this side's to say: it had been planned, or the other has told of it too
 */
export function metOn(
  sessions: readonly KeptSession[],
  session: KeptSession,
  by: Side,
  when: When,
  now: Date,
): Met | undefined {
  if (!isDayOpen(session, by)) return undefined;
  const others = sessions.filter(({ id, state }) => id !== session.id && state !== 'cancelled');
  const same = nearest(
    others.filter(({ startsAt }) => startsAt <= now),
    when,
    SAME_WITHIN_HOURS,
  );
  const step = same && report(others, same, by, 'held', now);
  if (step?.outcome !== 'changed') {
    const moved = { ...session, ...when, version: session.version + 1 };
    return { session: moved, sessions: [moved] };
  }
  const { takeaway, wish } = session.learnerWords;
  const words = { ...(takeaway && { takeaway }), ...(wish && { wish }), ...step.session.learnerWords };
  const kept = { ...step.session, learnerWords: words };
  const gone: KeptSession = {
    ...session,
    state: 'cancelled',
    learnerWords: {},
    version: session.version + 1,
  };
  return { session: kept, sessions: [kept, gone] };
}

/** Can this side say on which day it was? It had not been planned, and they alone have told of it. */
export function isDayOpen(
  { state, bookedBy, reports }: Pick<KeptSession, 'state' | 'bookedBy' | 'reports'>,
  by: Side,
): boolean {
  const other = by === 'guide' ? reports.learner : reports.guide;
  return state === 'held' && bookedBy === null && reports[by] !== null && other === null;
}

/** "Not now": asked again in two weeks, then in four, then in eight. */
const LATER_WEEKS = [2, 4, 8] as const;

/** After how many weeks it is asked again. @param times how often in a row it was "not now" before */
export function laterWeeks(times: number): number {
  return LATER_WEEKS[Math.min(times, LATER_WEEKS.length - 1)] ?? 8;
}

/** What the other has just told of, as held or not, and this side has said nothing about. */
function toldOf(sessions: readonly KeptSession[], by: Side, now: Date): KeptSession | undefined {
  return sessions.findLast(({ state, reports }) => {
    const theirs = reports[otherSide(by)];
    if (state === 'booked' || reports[by] || !theirs) return false;
    return now.getTime() - theirs.at.getTime() <= SAME_WITHIN_HOURS * HOUR_MS;
  });
}

function nearest(sessions: readonly KeptSession[], { startsAt }: When, withinHours: number) {
  const away = (one: KeptSession): number => Math.abs(one.startsAt.getTime() - startsAt.getTime());
  return sessions
    .filter((one) => away(one) <= withinHours * HOUR_MS)
    .toSorted((a, b) => away(a) - away(b))
    .at(0);
}
