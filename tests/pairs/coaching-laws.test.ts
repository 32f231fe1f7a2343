import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCoaching } from '../../src/pairs/coaching.ts';
import { SIDES } from '../../src/pairs/pair.ts';
import { dayOf, isWorkday, workMoment } from '../../src/people/calendar.ts';
import { times } from '../harness/runs.ts';
import { lived, nameOf, pass, same, wentOut } from './coaching-lives.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const RUNS = { numRuns: times(20, 1_000) };

describe('whatever happened to a coaching pair', () => {
  it('nothing is due outside of its receiver’s working hours, on a day off, or in their snooze', () => {
    fc.assert(
      fc.property(lived, ({ history, now }) => {
        for (const { side, dueAt } of planCoaching(history, now).nudges) {
          const theirs = history.calendars[side];
          expect(isWorkday(theirs, dayOf(dueAt, theirs.timeZone))).toBe(true);
          expect(workMoment(theirs, dueAt)).toEqual(dueAt);
          const snoozed = history.course.snoozed[side];
          if (snoozed) expect(dueAt.getTime()).toBeGreaterThanOrEqual(snoozed.getTime());
        }
      }),
      RUNS,
    );
  });

  it('nothing is planned twice, nothing after the pause, and the earliest stands first', () => {
    fc.assert(
      fc.property(lived, ({ history, now }) => {
        const { nudges, pausesAt } = planCoaching(history, now);
        const names = nudges.map(nameOf);
        expect(new Set(names).size).toBe(names.length);
        for (const [index, { dueAt }] of nudges.entries()) {
          expect(dueAt < pausesAt).toBe(true);
          expect((nudges[index + 1]?.dueAt ?? dueAt) >= dueAt).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('there is a next step and a pause in sight, on a morning of the client', () => {
    fc.assert(
      fc.property(lived, ({ history, now }) => {
        const { next: nexts, pausesAt } = planCoaching(history, now);
        for (const next of Object.values(nexts)) {
          expect(['book', 'session', 'log', 'half-time', 'final']).toContain(next.what);
          if (next.what === 'book') expect(next.by >= now).toBe(true);
        }
        expect(workMoment(history.calendars.learner, pausesAt)).toEqual(pausesAt);
        const { course, sessions } = history;
        const signs = [
          now,
          ...SIDES.map((side) => course.snoozed[side] ?? now),
          ...sessions.map(({ startsAt }) => startsAt),
        ];
        const last = Math.max(...signs.map((sign) => sign.getTime()));
        // 42 days to the next session, 60 working days of two people with few in common, and their days off.
        expect(pausesAt.getTime()).toBeLessThan(last + 3 * 365 * DAY_MS);
      }),
      RUNS,
    );
  });

  it('silence ends in the pause that was planned, and on the way each nudge goes out once', () => {
    fc.assert(
      fc.property(lived, ({ history, now }) => {
        const { pausesAt, nudges } = planCoaching(history, now);
        const end = new Date(Math.max(pausesAt.getTime(), now.getTime()));
        const { sent, pausedAt, history: after } = pass(history, now, end);
        // What is overdue goes out now, and may move the rest on.
        const isOverdue = nudges.some((nudge) => nudge.dueAt < now && !wentOut(history, nudge));
        if (!isOverdue) {
          expect(pausedAt).toEqual(pausesAt);
          expect(sent.map(nameOf)).toEqual(nudges.filter((nudge) => !wentOut(history, nudge)).map(nameOf));
        } else expect(planCoaching(after, end).pausesAt >= pausesAt).toBe(true);
        const names = after.sent.map(nameOf);
        expect(new Set(names).size).toBe(names.length);
      }),
      RUNS,
    );
  });

  it('a nudge that goes out late brings nothing forward, and the pause still comes', () => {
    fc.assert(
      fc.property(lived, fc.integer({ min: 1, max: 6 * 24 * 60 }), ({ history, now }, late) => {
        const { pausesAt } = planCoaching(history, now);
        const far = new Date(Math.max(now.getTime(), pausesAt.getTime()) + 400 * DAY_MS);
        const { pausedAt } = pass(history, now, far, late);
        expect(pausedAt && pausedAt >= pausesAt).toBe(true);
      }),
      RUNS,
    );
  });

  it('time alone only takes away: what stands in a later plan stood in the one before, at the same moment', () => {
    fc.assert(
      fc.property(lived, fc.integer({ min: 0, max: 200 * 24 * 60 }), ({ history, now }, minutes) => {
        const later = new Date(now.getTime() + minutes * MINUTE_MS);
        const before = planCoaching(history, now);
        const after = planCoaching(history, later);
        expect(after.pausesAt).toEqual(before.pausesAt);
        for (const nudge of after.nudges) expect(before.nudges.some((each) => same(each, nudge))).toBe(true);
      }),
      RUNS,
    );
  });

  it('at its own moment a nudge is still planned', () => {
    fc.assert(
      fc.property(lived, ({ history, now }) => {
        for (const nudge of planCoaching(history, now).nudges) {
          if (nudge.dueAt < now) continue;
          expect(planCoaching(history, nudge.dueAt).nudges.some((each) => same(each, nudge))).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('the same history gives the same plan, and is left as it was', () => {
    fc.assert(
      fc.property(lived, ({ history, now }) => {
        const copy = structuredClone(history);
        expect(planCoaching(history, now)).toEqual(planCoaching(structuredClone(history), now));
        expect(history).toEqual(copy);
      }),
      RUNS,
    );
  });

  it('the histories are of every sort: this is what the laws above looked at', () => {
    const some = fc.sample(lived, { numRuns: times(150, 400), seed: 2 });
    const steps = some.map(({ history, now }) => planCoaching(history, now).next.learner.what);
    expect(new Set(steps)).toEqual(new Set(['book', 'session', 'log', 'half-time', 'final']));
    const kinds = some.flatMap(({ history }) => history.sent.map(({ kind }) => kind));
    for (const kind of ['book', 'prepare', 'outcome', 'between', 'half-time', 'final', 'supervision'])
      expect(kinds.filter((each) => each === kind).length, kind).toBeGreaterThan(some.length / 40);
    const rounds = some.filter(({ history, now }) => {
      const { learner } = planCoaching(history, now).next;
      return 'round' in learner && learner.round > 1;
    });
    expect(rounds.length).toBeGreaterThan(some.length / 80);
  });

  it('is planned in well under a millisecond', () => {
    const some = fc.sample(lived, { numRuns: 50, seed: 1 });
    const run = () => {
      for (const { history, now } of some) planCoaching(history, now);
    };
    for (let warm = 0; warm < 10; warm += 1) run();
    // Of this thread: whatever else the machine does is not counted.
    const began = process.threadCpuUsage();
    for (let round = 0; round < 10; round += 1) run();
    const { user, system } = process.threadCpuUsage(began);
    const each = (user + system) / 1_000 / (10 * some.length);
    process.stdout.write(`planCoaching: ${each.toFixed(3)} ms on average\n`);
    expect(each).toBeLessThan(1);
  });
});
