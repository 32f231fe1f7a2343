import type { History, Plan, Session } from '../../src/pairs/course.ts';
import { SessionId } from '../../src/pairs/course.ts';
import type { Course } from '../../src/pairs/pair.ts';
import { type Calendar, instantOf, wallOf } from '../../src/people/calendar.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';

const WARSAW = 'Europe/Warsaw';

export function aCalendar(differs: Partial<Calendar> = {}): Calendar {
  return { hours: USUAL_HOURS, timeZone: WARSAW, off: [], ...differs };
}

/** A moment by the clock on Warsaw's wall, `2026-11-23T12:00` or a day at ten. */
export function at(wall: string, timeZone = WARSAW): Date {
  return instantOf(wall.length === 10 ? `${wall}T10:00` : wall, timeZone);
}

/** Agreed on Monday 23 November 2026 at noon: six sessions of an hour, every 21 days; nothing has happened since. */
export function aHistory({
  plan = {},
  course = {},
  ...differs
}: Partial<Omit<History, 'course'>> & {
  plan?: { sessions?: number; minutes?: number; everyDays?: number };
  course?: Partial<Course>;
} = {}): History {
  const since = course.since ?? at('2026-11-23T12:00');
  return {
    course: {
      since,
      from: since,
      terms: { purpose: '', rhythm: { form: 'plan', sessions: 6, minutes: 60, everyDays: 21, ...plan } },
      proposal: null,
      proposals: 0,
      notNow: null,
      snoozed: { guide: null, learner: null },
      reviews: [],
      ...course,
    },
    sessions: [],
    sent: [],
    answered: [],
    calendars: { guide: aCalendar(), learner: aCalendar() },
    rules: CadenceRules.parse({}),
    ...differs,
  };
}

/** Session `number`, booked by the client a week before. */
export function booked(number: number, wall: string, differs: Partial<Session> = {}): Session {
  const startsAt = at(wall, differs.timeZone);
  return {
    id: SessionId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`),
    number,
    state: 'booked',
    wall: wallOf(startsAt, differs.timeZone ?? WARSAW),
    timeZone: WARSAW,
    startsAt,
    minutes: null,
    bookedBy: 'learner',
    bookedAt: new Date(startsAt.getTime() - 7 * 24 * 3_600_000),
    reports: { guide: null, learner: null },
    settledAt: null,
    version: 1,
    ...differs,
  };
}

/** The same, held, as both said two hours after it began. */
export function held(number: number, wall: string, differs: Partial<Session> = {}): Session {
  return settled('held', number, wall, differs);
}

export function notHeld(number: number, wall: string, differs: Partial<Session> = {}): Session {
  return settled('not-held', number, wall, differs);
}

function settled(
  said: 'held' | 'not-held',
  number: number,
  wall: string,
  differs: Partial<Session>,
): Session {
  const session = booked(number, wall, differs);
  const known = differs.settledAt ?? new Date(session.startsAt.getTime() + 2 * 3_600_000);
  const report = { said, at: known };
  return {
    ...session,
    state: said,
    settledAt: known,
    reports: { guide: report, learner: report },
    ...differs,
  };
}

/** What is planned, a line each, by the clock on each receiver's wall. */
export function asLines({ nudges, pausesAt }: Plan, { calendars }: Pick<History, 'calendars'>): string[] {
  return [
    ...nudges.map(
      ({ side, kind, once, dueAt }) =>
        `${wallOf(dueAt, calendars[side].timeZone)} ${side} ${kind} ${once.replace(/^0{8}-0{4}-4000-8000-0*/, '#')}`,
    ),
    `${wallOf(pausesAt, calendars.learner.timeZone)} pause`,
  ];
}
