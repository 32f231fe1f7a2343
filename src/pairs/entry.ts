import { eventify, google, office365, outlook } from 'calendar-link';
import { ICalCalendar, ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator';
import { wallOf } from '../people/calendar.ts';
import type { Kind, PersonId } from '../ports.ts';
import type { KeptSession, Session } from './course.ts';
import type { Pair, Side } from './pair.ts';

/** How long a session is written down where nobody said it. */
const USUAL_MINUTES = 60;
const MINUTE_MS = 60_000;

/** A session as one of the two may put it into their calendar. Nothing that anybody wrote is in it. */
export interface CalendarSession {
  sessionId: Session['id'];
  kind: Kind;
  number: number | null;
  /** Goes up with every change, so that a calendar knows the newer entry. */
  version: number;
  startsAt: Date;
  endsAt: Date;
  /** It will not take place: taken back, or the two have ended. */
  isOff: boolean;
  /** What stands in the address of its file; see {@link keyOf}. */
  key: string;
  other: PersonId;
  otherName: string;
  /** IANA. */
  myZone: string;
  otherZone: string;
}

/** What a calendar shows, in the reader's language. */
export interface Words {
  title: string;
  details: string;
}

/** The session as this side may put it into a calendar. */
export function forCalendar(
  pair: Pick<Pair, 'kind'> & { state: Pick<Pair['state'], 'state'> },
  session: KeptSession,
  side: Side,
  people: Pick<CalendarSession, 'other' | 'otherName' | 'myZone' | 'otherZone'>,
): CalendarSession {
  const { id, number, version, startsAt, minutes, state, calendarKey } = session;
  return {
    sessionId: id,
    kind: pair.kind,
    number,
    version,
    startsAt,
    endsAt: new Date(startsAt.getTime() + (minutes ?? USUAL_MINUTES) * MINUTE_MS),
    isOff: state === 'cancelled' || (state === 'booked' && pair.state.state === 'ended'),
    key: keyOf(calendarKey, side),
    ...people,
  };
}

const SIDES_BY_LETTER = { g: 'guide', l: 'learner' } as const satisfies Record<string, Side>;

/**
 * What stands in the address of a file: a uuid that nobody can guess, and whose file it is.
 *
 * @example keyOf('0b6a3c1e-8f3d-4c52-9a77-2d1f0e5b6c48', 'guide') // '0b6a3c1e8f3d4c529a772d1f0e5b6c48g'
 */
export function keyOf(calendarKey: string, side: Side): string {
  return `${calendarKey.replaceAll('-', '')}${side === 'guide' ? 'g' : 'l'}`;
}

/** The other way round; nothing for what is no such key. */
export function keyParts(key: string): { calendarKey: string; side: Side } | undefined {
  const [, a, b, c, d, e, letter] =
    /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([gl])$/.exec(key) ?? [];
  if (letter !== 'g' && letter !== 'l') return undefined;
  return { calendarKey: [a, b, c, d, e].join('-'), side: SIDES_BY_LETTER[letter] };
}

/** The file's name: what it is and when, and nobody's name; as `coaching-2.ics`, `mentoring-2026-12-08.ics`. */
export function fileName({ kind, number, startsAt, myZone }: CalendarSession): string {
  return `${kind}-${number ?? wallOf(startsAt, myZone).slice(0, 10)}.ics`;
}

/**
 * The file, by RFC 5545. A session keeps its UID through every move, and its SEQUENCE goes up, so that a newer file
 * takes the place of an older one; one that will not take place is CANCELLED. Private, as far as calendars keep that:
 * who only sees that somebody is busy is not told with whom.
 *
 * @param madeAt when the file is made
 */
export function icsOf(session: CalendarSession, { title, details }: Words, madeAt: Date): string {
  const calendar = new ICalCalendar({
    prodId: { company: 'Coach or Mentor', product: 'Calendar' },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${session.sessionId}@coach-or-mentor`,
    sequence: session.version,
    stamp: madeAt,
    start: session.startsAt,
    end: session.endsAt,
    summary: title,
    description: details,
    status: session.isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
  });
  return `${calendar.toString()}\r\n`;
}

/** Links that open a new entry, filled in. */
export interface CalendarLinks {
  google: string;
  /** Outlook at work (Microsoft 365). */
  office: string;
  /** Outlook.com. */
  outlook: string;
}

/**
 * Links to calendars on the web. Google is given UTC. Outlook takes a time as one on its reader's wall (seen:
 * AnandChowdhary/calendar-link#494, #523), so it is given theirs.
 */
export function linksOf(session: CalendarSession, { title, details }: Words): CalendarLinks {
  const said = { title, description: details };
  const onTheirWall = {
    ...said,
    start: asWritten(session.startsAt, session.myZone),
    end: asWritten(session.endsAt, session.myZone),
  };
  return {
    google: google({ ...said, start: session.startsAt, end: session.endsAt }),
    office: office365(onTheirWall),
    outlook: outlook(onTheirWall),
  };
}

/**
 * The reader's wall clock in the library's own kind of UTC: given a plain Date, it would write the time of the zone
 * that the server happens to run in.
 */
function asWritten(instant: Date, timeZone: string): unknown {
  return eventify({ title: '', start: `${wallOf(instant, timeZone)}:00Z` }).startTime;
}
