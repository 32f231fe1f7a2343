import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answered, History, PlannedNudge, Sent, Session } from '../../src/pairs/course.ts';
import { planMentoring } from '../../src/pairs/mentoring.ts';
import { type Course, type Review, SIDES, type Side } from '../../src/pairs/pair.ts';
import type { Calendar } from '../../src/people/calendar.ts';
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

interface World {
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

function happen({ history, now }: World, { what, by, days, said }: Event): World {
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

const worlds = fc
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

const check = (law: (world: World) => void) =>
  fc.assert(
    fc.property(worlds, (world) => {
      law(world);
    }),
    { numRuns: 200 },
  );

/** The wall clock, by Intl and not by what the plan is made with. */
function wallIn(timeZone: string, at: Date): { day: string; time: string; weekday: number } {
  const [on = '', time = ''] = at.toLocaleString('sv-SE', { timeZone }).split(' ');
  return { day: on, time: time.slice(0, 5), weekday: new Date(on).getUTCDay() || 7 };
}

function worksAt({ hours, timeZone, off }: Calendar, at: Date): boolean {
  const { day: on, time, weekday } = wallIn(timeZone, at);
  return (
    hours.days.includes(weekday) &&
    time >= hours.from &&
    time < hours.to &&
    !off.some(({ from, to }) => from <= on && on <= to)
  );
}

function isSame(a: PlannedNudge): (b: PlannedNudge) => boolean {
  return (b) =>
    a.side === b.side && a.kind === b.kind && a.once === b.once && a.dueAt.getTime() === b.dueAt.getTime();
}

describe('whatever a mentoring pair has lived through', () => {
  it('nothing is due outside working hours or on a day off, and nobody is told while they snooze', () =>
    check(({ history, now }) => {
      for (const { side, dueAt } of planMentoring(history, now).nudges) {
        expect(worksAt(history.calendars[side], dueAt)).toBe(true);
        expect(dueAt.getTime()).toBeGreaterThanOrEqual(history.course.snoozed[side]?.getTime() ?? 0);
      }
    }));

  it('no two nudges of a side are of one kind and name, and none that went out is planned again', () =>
    check(({ history, now }) => {
      const names = [...planMentoring(history, now).nudges, ...history.sent].map(
        ({ side, kind, once }) => `${side} ${kind} ${once}`,
      );
      expect(new Set(names).size).toBe(names.length);
    }));

  it('there is a next step, and a pause in sight within the longest gap and silence', () =>
    check(({ history, now }) => {
      const { next, pausesAt, nudges } = planMentoring(history, now);
      expect(next.what).toMatch(/^(session|log|meet|later|renewal)$/);
      const { course, sessions } = history;
      const known = [
        now,
        course.from,
        course.notNow?.until,
        course.snoozed.learner,
        sessions.at(-1)?.startsAt,
      ];
      const last = Math.max(...known.map((at) => at?.getTime() ?? 0));
      // 60 days of gap, 90 of silence, 90 of a last ask, and days off of at most 4 × 36 in a row.
      expect(pausesAt.getTime()).toBeLessThanOrEqual(last + 390 * DAY_MS);
      expect(nudges.every(({ dueAt }) => dueAt < pausesAt)).toBe(true);
      expect(nudges.map(({ dueAt }) => dueAt)).toEqual(
        nudges.map(({ dueAt }) => dueAt).toSorted((a, b) => a.getTime() - b.getTime()),
      );
    }));

  it('silence ends in a pause, after four asks at most, none twice in one day', () =>
    check((world) => {
      const { history } = world;
      let { now } = world;
      const sent: Sent[] = [...history.sent];
      const before = sent.length;
      for (let left = 500; ; left -= 1) {
        expect(left).toBeGreaterThan(0);
        const { nudges, pausesAt } = planMentoring({ ...history, sent }, now);
        if (pausesAt <= now) break;
        const [next] = nudges;
        const at = next && next.dueAt < pausesAt ? next.dueAt : pausesAt;
        now = new Date(Math.max(now.getTime(), at.getTime()));
        if (next && at !== pausesAt)
          sent.push({ side: next.side, kind: next.kind, once: next.once, at: now });
      }
      const asked = sent.slice(before).filter(({ kind }) => kind === 'gap');
      expect(asked.length).toBeLessThanOrEqual(4);
      const days = asked.map(({ at }) => wallIn(history.calendars.learner.timeZone, at).day);
      expect(new Set(days).size).toBe(days.length);
      expect(sent.slice(before).filter(({ kind }) => kind === 'thought').length).toBeLessThanOrEqual(1);
    }));

  it('a nudge is in the plan of its own moment, whether those before it went out or not', () =>
    check(({ history, now }) => {
      const { nudges } = planMentoring(history, now);
      for (const nudge of nudges)
        if (nudge.dueAt > now)
          expect(planMentoring(history, nudge.dueAt).nudges.some(isSame(nudge))).toBe(true);
      // What goes out late takes along what follows it.
      if (nudges.some(({ dueAt }) => dueAt < now)) return;
      const sent: Sent[] = [...history.sent];
      for (const nudge of nudges) {
        expect(planMentoring({ ...history, sent }, nudge.dueAt).nudges.some(isSame(nudge))).toBe(true);
        sent.push({ side: nudge.side, kind: nudge.kind, once: nudge.once, at: nudge.dueAt });
      }
    }));

  it('the same comes of the same, and nothing is changed on the way', () =>
    check(({ history, now }) => {
      const before = structuredClone(history);
      const plan = planMentoring(history, now);
      expect(planMentoring(structuredClone(history), new Date(now))).toEqual(plan);
      expect(history).toEqual(before);
    }));

  it('a sign of life puts the pause off', () =>
    check(({ history, now }) => {
      const signs: Side[] = ['guide', 'learner'];
      for (const by of signs) {
        const { pausesAt } = planMentoring(history, now);
        const met = happen({ history, now }, { afterHours: 0, what: 'met', by, days: 0, said: 'held' });
        const after = planMentoring(met.history, now).pausesAt;
        expect(after.getTime()).toBeGreaterThanOrEqual(
          now.getTime() + (7 + history.rules.mentoring.pauseAfterDays - 1) * DAY_MS,
        );
        if (pausesAt > now) expect(after.getTime()).toBeGreaterThan(now.getTime());
      }
    }));
});

describe('a plan', () => {
  it('takes less than 0.15 ms on average, of pairs with half a year behind them', () => {
    const made = fc.sample(worlds, { seed: 5, numRuns: 200 });
    const plan = () => {
      for (const { history, now } of made) planMentoring(history, now);
    };
    for (let warm = 0; warm < 5; warm += 1) plan();
    // Of this process's own time, and the quickest of a few rounds: whatever else the machine does is not counted.
    const rounds = Array.from({ length: 20 }, () => {
      const before = process.cpuUsage();
      plan();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000 / made.length;
    });
    const each = Math.min(...rounds);
    expect(each).toBeLessThan(0.15);
  });
});
