import type { History, Session } from '../../src/pairs/course.ts';
import { SessionId } from '../../src/pairs/course.ts';
import type { Course } from '../../src/pairs/pair.ts';
import type { Calendar } from '../../src/people/calendar.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';

/** A Monday noon in Warsaw, on which the pair began. */
export const BEGAN = new Date('2026-09-07T10:00:00Z');
export const WARSAW: Calendar = { hours: USUAL_HOURS, timeZone: 'Europe/Warsaw', off: [] };
const RULES = CadenceRules.parse({});

export function aCourse(differs: Partial<Course> = {}): Course {
  return {
    since: BEGAN,
    from: BEGAN,
    terms: { purpose: '', rhythm: { form: 'as-needed' } },
    proposal: null,
    proposals: 0,
    notNow: null,
    snoozed: { guide: null, learner: null },
    reviews: [],
    ...differs,
  };
}

export function aHistory({
  course,
  ...differs
}: Partial<Omit<History, 'course'>> & { course?: Partial<Course> } = {}): History {
  return {
    course: aCourse(course),
    sessions: [],
    sent: [],
    answered: [],
    calendars: { guide: WARSAW, learner: WARSAW },
    rules: RULES,
    ...differs,
  };
}

let count = 0;
/** A meeting of an hour. A date is planned the day before; of what has come to an end both know an hour after it. */
export function aMeeting(at: string, state: Session['state'], differs: Partial<Session> = {}): Session {
  count += 1;
  const startsAt = new Date(at);
  const hour = 3_600_000;
  return {
    id: SessionId.parse(`00000000-0000-4000-8000-${String(count).padStart(12, '0')}`),
    number: null,
    state,
    wall: at.slice(0, 16),
    timeZone: 'UTC',
    startsAt,
    minutes: 60,
    bookedBy: 'learner',
    bookedAt: new Date(startsAt.getTime() - 72 * hour),
    reports: { guide: null, learner: null },
    settledAt: state === 'booked' ? null : new Date(startsAt.getTime() + hour),
    version: 1,
    ...differs,
  };
}
