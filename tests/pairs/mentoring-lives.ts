import fc from 'fast-check';
import type { Answered, History, Sent, Session } from '../../src/pairs/course.ts';
import { planMentoring } from '../../src/pairs/mentoring.ts';
import { type Course, type Review, SIDES } from '../../src/pairs/pair.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { aCourse, aHistory, aMeeting, BEGAN } from './mentoring-made.ts';

const DAY_MS = 24 * 3_600_000;
const ZONES = [
  'Europe/Warsaw',
  'America/Lima',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
];

const day = (days: number) => new Date(BEGAN.getTime() + days * DAY_MS).toISOString().slice(0, 10);
const calendars = fc.record({
  hours: fc.record({
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    from: fc.constantFrom('00:00', '02:30', '09:00', '13:15'),
    to: fc.constantFrom('16:00', '23:59'),
  }),
  timeZone: fc.constantFrom(...ZONES),
  off: fc.array(
    fc
      .record({ from: fc.integer({ min: -10, max: 500 }), days: fc.integer({ min: 0, max: 35 }) })
      .map(({ from, days }) => ({ from: day(from), to: day(from + days) })),
    { maxLength: 4 },
  ),
});
const rules = fc
  .record({
    firstWithinDays: fc.integer({ min: 7, max: 28 }),
    usualGapDays: fc.integer({ min: 7, max: 60 }),
    leastGapDays: fc.integer({ min: 7, max: 60 }),
    mostGapDays: fc.integer({ min: 7, max: 60 }),
    againAfterDays: fc.constantFrom([7, 14, 21], [1, 2, 3], [30, 7, 7], [60, 60, 60]),
    pauseAfterDays: fc.integer({ min: 22, max: 90 }),
    pulseAfterDays: fc.integer({ min: 14, max: 60 }),
    pulseEveryDays: fc.integer({ min: 30, max: 120 }),
    renewalAfterMonths: fc.integer({ min: 3, max: 12 }),
  })
  .map((mentoring) => CadenceRules.parse({ mentoring }));

/** What happens next, after so many hours; what the plan says by then goes out before it. */
const events = fc.record({
  afterHours: fc.integer({ min: 0, max: 40 * 24 }),
  what: fc.constantFrom(
    'nothing',
    'books',
    'settles',
    'met',
    'not-now',
    'resumes',
    'snoozes',
    'pulse',
    'renewal',
    'rhythm',
  ),
  by: fc.constantFrom(...SIDES),
  days: fc.integer({ min: 0, max: 60 }),
  said: fc.constantFrom('held' as const, 'not-held' as const, 'cancelled' as const),
});
type Event = typeof events extends fc.Arbitrary<infer E> ? E : never;

export interface World {
  history: History;
  now: Date;
}

/** Lets all that is due by then go out, a few minutes late, unless `isMute`; it is what a worker does. */
function pass({ history, now }: World, until: Date, isMute: boolean): World {
  const sent: Sent[] = [...history.sent];
  let at = now;
  for (let left = 400; left > 0 && !isMute; left -= 1) {
    const plan = planMentoring({ ...history, sent }, at);
    const next = plan.nudges[0];
    if (!next || next.dueAt > until || plan.pausesAt <= at) break;
    at = new Date(Math.max(at.getTime(), next.dueAt.getTime()));
    sent.push({ side: next.side, kind: next.kind, once: next.once, at });
  }
  return { history: { ...history, sent }, now: until };
}

export function happen({ history, now }: World, { what, by, days, said }: Event): World {
  const { course, sessions, answered } = history;
  const booked = sessions.find(({ state }) => state === 'booked');
  const later = new Date(now.getTime() + days * DAY_MS + 3_600_000);
  const withCourse = (differs: Partial<Course>): World => ({
    now,
    history: { ...history, course: { ...course, ...differs } },
  });
  const withSession = (session: Session): World => ({
    now,
    history: {
      ...history,
      course: { ...course, notNow: null },
      sessions: [...sessions.filter(({ id }) => id !== session.id), session].toSorted(
        (a, b) => a.startsAt.getTime() - b.startsAt.getTime(),
      ),
    },
  });
  const report = (state: 'held' | 'not-held' | 'cancelled'): Partial<Session> => ({
    state,
    settledAt: now,
    reports: { guide: null, learner: null, [by]: state === 'cancelled' ? null : { said: state, at: now } },
  });
  switch (what) {
    case 'books':
      return withSession(
        booked
          ? { ...booked, startsAt: later, bookedAt: now, version: booked.version + 1 }
          : aMeeting(later.toISOString(), 'booked', { bookedAt: now }),
      );
    case 'settles':
      return booked && booked.startsAt <= now
        ? withSession({ ...booked, ...report(said) })
        : { history, now };
    case 'met': {
      const at = new Date(Math.max(now.getTime() - days * DAY_MS, course.since.getTime()));
      return withSession(aMeeting(at.toISOString(), 'held', { ...report('held'), bookedAt: now }));
    }
    case 'not-now':
      return withCourse({ notNow: { times: 1, at: now, until: later } });
    case 'resumes':
      return withCourse({ from: now });
    case 'snoozes':
      return withCourse({ snoozed: { ...course.snoozed, [by]: later } });
    case 'pulse': {
      const one: Answered = { side: by, once: String(answered.length + 1), at: now };
      return { now, history: { ...history, answered: [...answered, one] } };
    }
    case 'renewal': {
      const one: Review = {
        of: 'renewal',
        round: course.reviews.length + 1,
        side: by,
        said: 'keep',
        at: now,
      };
      return withCourse({ reviews: [...course.reviews, one] });
    }
    case 'rhythm':
      return withCourse({
        terms: { purpose: '', rhythm: { form: 'every', everyDays: Math.max(7, days) } },
      });
    case 'nothing':
      return { history, now };
  }
}

export const worlds = fc
  .record({
    guide: calendars,
    learner: calendars,
    rules,
    events: fc.array(events, { maxLength: 12 }),
    isMute: fc.boolean(),
  })
  .map(({ guide, learner, rules: own, events: happened, isMute }): World => {
    const history = aHistory({ course: aCourse(), calendars: { guide, learner }, rules: own });
    let world: World = { history, now: BEGAN };
    for (const event of happened) {
      const until = new Date(world.now.getTime() + event.afterHours * 3_600_000);
      world = happen(pass(world, until, isMute), event);
    }
    return world;
  });
