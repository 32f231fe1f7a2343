import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedNudge, Sent } from '../../src/pairs/course.ts';
import { planMentoring } from '../../src/pairs/mentoring.ts';
import type { Side } from '../../src/pairs/pair.ts';
import type { Calendar } from '../../src/people/calendar.ts';
import { times } from '../harness/runs.ts';
import { happen, type World, worlds } from './mentoring-lives.ts';

const DAY_MS = 24 * 3_600_000;

const check = (law: (world: World) => void) =>
  fc.assert(
    fc.property(worlds, (world) => {
      law(world);
    }),
    { numRuns: times(20, 1_000) },
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
      for (const { what } of Object.values(next)) expect(what).toMatch(/^(session|log|meet|later|renewal)$/);
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
  it('of a pair with half a year behind it takes less than six times as long as to write that down and read it', () => {
    const made = fc.sample(worlds, { seed: 5, numRuns: 200 });
    // Of this process's own time: whatever else the machine does is not counted.
    const timed = (work: (world: (typeof made)[number]) => unknown): number => {
      const before = process.cpuUsage();
      for (const world of made) work(world);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const plan = () => timed(({ history, now }) => planMentoring(history, now));
    // About 0.03 ms each, where a plan may take 0.15 of a nudge's 0.3.
    const reference = () => timed((world) => JSON.parse(JSON.stringify(world)));
    for (let warm = 0; warm < 5; warm += 1) {
      plan();
      reference();
    }
    const rounds = Array.from({ length: 20 }, () => [plan(), reference()] as const);
    const quickest = (of: 0 | 1): number => Math.min(...rounds.map((round) => round[of]));
    expect(quickest(0)).toBeLessThan(6 * quickest(1));
  });
});
