import fc from 'fast-check';
import { planCoaching } from '../../src/pairs/coaching.ts';
import { type History, type PlannedNudge, type Session, SessionId } from '../../src/pairs/course.ts';
import { SIDES } from '../../src/pairs/pair.ts';
import { addDays, type Calendar, wallOf } from '../../src/people/calendar.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { aHistory } from './coaching-made.ts';

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];
const ZONES = [
  'Europe/Warsaw',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
  'UTC',
];
const START = Date.UTC(2026, 0, 1);

const days = fc
  .tuple(fc.date({ min: new Date(START), max: new Date('2029-12-31'), noInvalidDate: true }), fc.nat(20))
  .map(([from, length]) => {
    const day = from.toISOString().slice(0, 10);
    return { from: day, to: addDays(day, length) };
  });
const calendar: fc.Arbitrary<Calendar> = fc.record({
  hours: fc.record({
    days: fc
      .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 6 })
      // So that everybody has a day in common: Wednesday.
      .map((some) => [...new Set([...some, 3])].toSorted((a, b) => a - b)),
    from: fc.constantFrom('00:30', '02:30', '06:00', '09:00', '13:15'),
    to: fc.constantFrom('14:00', '17:00', '23:45'),
  }),
  timeZone: fc.constantFrom(...ZONES),
  off: fc.array(days, { maxLength: 8 }),
});
const rules = fc
  .record({
    firstWithinWorkdays: fc.integer({ min: 5, max: 20 }),
    askAfterWorkdays: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 3, maxLength: 3 }),
    pauseAfterWorkdays: fc.integer({ min: 15, max: 60 }),
  })
  .map((coaching) => CadenceRules.parse({ coaching }));

/** Booked, held and reported by one of them: often, so that some come to the end of their plan. */
const WHOLE_SESSIONS = Array.from({ length: 10 }, () => 'meet' as const);

/** What people do, some hours after what was before; what makes no sense at that moment does nothing. */
const deed = fc.record({
  what: fc.constantFrom(
    ...WHOLE_SESSIONS,
    'book',
    'book',
    'held',
    'held',
    'not-held',
    'cancel',
    'move',
    'snooze',
    'resume',
    'review',
    'extend',
    'propose',
    'nothing',
  ),
  afterMinutes: fc.integer({ min: 1, max: 40 * 24 * 60 }),
  days: fc.integer({ min: 0, max: 60 }),
  side: fc.constantFrom(...SIDES),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

/** A history as it comes about: people do this and that, and what is due goes out on the way, somewhat late. */
export const lived = fc
  .record({
    calendars: fc.record({ guide: calendar, learner: calendar }),
    rules,
    plan: fc.record({
      sessions: fc.integer({ min: 4, max: 12 }),
      minutes: fc.constantFrom(30, 60, 90),
      everyDays: fc.integer({ min: 7, max: 42 }),
    }),
    since: fc
      .integer({ min: 0, max: 3 * 365 * 24 * 4 })
      .map((quarters) => new Date(START + quarters * 15 * MINUTE_MS)),
    deeds: fc.array(deed, { maxLength: 30, size: 'max' }),
    lateMinutes: fc.constantFrom(0, 7, 60, 3 * 24 * 60),
  })
  .map(({ since, deeds, lateMinutes, ...begun }) => {
    let history = aHistory({ ...begun, course: { since } });
    let now = since;
    for (const each of deeds) {
      const until = new Date(now.getTime() + each.afterMinutes * MINUTE_MS);
      history = pass(history, now, until, lateMinutes).history;
      now = until;
      history = live(history, each, now);
    }
    return { history, now };
  });

/** Sends what falls due in between, each that is still planned at the moment when it goes out. */
export function pass(
  before: History,
  from: Date,
  until: Date,
  lateMinutes = 0,
): { history: History; sent: PlannedNudge[]; pausedAt: Date | undefined } {
  let history = before;
  let now = from;
  const sent: PlannedNudge[] = [];
  for (let count = 0; ; count += 1) {
    if (count > 300) throw new Error('there is no end to it');
    const { nudges, pausesAt } = planCoaching(history, now);
    const next = nudges.find((nudge) => !wentOut(history, nudge));
    const goesAt = next && new Date(Math.max(now.getTime(), next.dueAt.getTime() + lateMinutes * MINUTE_MS));
    if (!next || !goesAt || goesAt >= pausesAt) {
      if (pausesAt <= until) return { history, sent, pausedAt: pausesAt };
      if (!goesAt || goesAt > until) return { history, sent, pausedAt: undefined };
    }
    if (goesAt > until) return { history, sent, pausedAt: undefined };
    now = goesAt;
    const stands = planCoaching(history, now).nudges.some((nudge) => same(nudge, next));
    if (stands) {
      sent.push(next);
      history = { ...history, sent: [...history.sent, { ...next, at: now }] };
    } else if (lateMinutes === 0) throw new Error(`not planned at its own moment: ${next.kind} ${next.once}`);
  }
}

function live(history: History, { what, days: ahead, side }: Deed, now: Date): History {
  const { course, sessions } = history;
  const booked = sessions.find(({ state }) => state === 'booked');
  const withCourse = (differs: Partial<History['course']>) => ({
    ...history,
    course: { ...course, ...differs },
  });
  const settle = (session: Session, differs: Partial<Session>) => ({
    ...history,
    sessions: sessions.map((each) => (each === session ? { ...each, ...differs } : each)).toSorted(byBegin),
  });
  const at = (startsAt: Date) => ({ startsAt, wall: wallOf(startsAt, 'UTC'), timeZone: 'UTC' });
  const soon = new Date(now.getTime() + (ahead * 24 + 1) * HOUR_MS);
  switch (what) {
    case 'book': {
      if (booked) return history;
      const session: Session = {
        id: SessionId.parse(`00000000-0000-4000-8000-${String(sessions.length).padStart(12, '0')}`),
        number: null,
        state: 'booked',
        ...at(soon),
        minutes: null,
        bookedBy: side,
        bookedAt: now,
        reports: { guide: null, learner: null },
        settledAt: null,
        version: 1,
      };
      return { ...history, sessions: [...sessions, session].toSorted(byBegin) };
    }
    case 'meet': {
      const meeting = { what: 'book', days: 0, side } as const;
      const then = new Date(now.getTime() - 3 * HOUR_MS);
      return live(
        live(history, { ...meeting, afterMinutes: 1 }, then),
        { ...meeting, what: 'held', afterMinutes: 1 },
        now,
      );
    }
    case 'held':
    case 'not-held': {
      if (!booked || booked.startsAt > now) return history;
      return settle(booked, {
        state: what,
        settledAt: now,
        reports: { ...booked.reports, [side]: { said: what, at: now } },
      });
    }
    case 'cancel':
      return booked && booked.startsAt > now
        ? settle(booked, { state: 'cancelled', settledAt: now })
        : history;
    case 'move':
      return booked ? settle(booked, at(soon)) : history;
    case 'snooze':
      return withCourse({ snoozed: { ...course.snoozed, [side]: soon } });
    case 'resume':
      return withCourse({ from: now });
    case 'review': {
      const next = planCoaching(history, now).next[side];
      if (next.what !== 'half-time' && next.what !== 'final') return history;
      const review = { of: next.what, round: next.round, side, said: 'change', at: now } as const;
      return withCourse({ reviews: [...course.reviews, review] });
    }
    case 'extend': {
      const { rhythm } = course.terms;
      if (rhythm.form !== 'plan') return history;
      const longer = { ...rhythm, sessions: Math.min(12, rhythm.sessions + 1 + (ahead % 5)) };
      return withCourse({ from: now, terms: { ...course.terms, rhythm: longer } });
    }
    case 'propose':
      return withCourse({ proposal: { by: side, terms: course.terms, version: 1, at: now } });
    case 'nothing':
      return history;
  }
}

function byBegin(a: Session, b: Session): number {
  return a.startsAt.getTime() - b.startsAt.getTime();
}

export function same(a: PlannedNudge, b: PlannedNudge): boolean {
  return nameOf(a) === nameOf(b) && a.dueAt.getTime() === b.dueAt.getTime();
}

export function nameOf({ side, kind, once }: Pick<PlannedNudge, 'side' | 'kind' | 'once'>): string {
  return `${side} ${kind} ${once}`;
}

export function wentOut(history: History, nudge: PlannedNudge): boolean {
  return history.sent.some((each) => nameOf(each) === nameOf(nudge));
}
