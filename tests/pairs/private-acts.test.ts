import { describe, expect, it } from 'vitest';
import type { History, NextStep, Sent } from '../../src/pairs/course.ts';
import { planMentoring } from '../../src/pairs/mentoring.ts';
import { otherSide, SIDES, type Side } from '../../src/pairs/pair.ts';
import { planFor } from '../../src/pairs/plan.ts';
import type { Kind } from '../../src/ports.ts';
import { aHistory as aCoaching, at, booked, held } from './coaching-made.ts';
import { running } from './made.ts';
import { aMeeting, aHistory as aMentoring, BEGAN } from './mentoring-made.ts';
import { expectHidden, kept, later, loaded, PRIVATE, shownTo } from './private-made.ts';

const HELD = [held(1, '2026-12-01'), held(2, '2026-12-22'), held(3, '2027-01-12'), held(4, '2027-02-02')];
const FOUR = { sessions: 4 };
const met = (...days: string[]) => days.map((day) => aMeeting(`${day}T12:00:00Z`, 'held'));
const asked: Sent = {
  side: 'learner',
  kind: 'gap',
  once: '2026-09-07.0.0',
  at: new Date('2026-09-14T07:00:00Z'),
};

/** Pairs at every point at which one of the two has something to do for themselves. */
const POINTS: [string, Kind, History, Date][] = [
  ['just begun', 'coaching', aCoaching(), at('2026-11-23T12:00')],
  [
    'with a session to come',
    'coaching',
    aCoaching({ sessions: [booked(1, '2026-12-01')] }),
    at('2026-11-25'),
  ],
  [
    'whose session has passed',
    'coaching',
    aCoaching({ sessions: [booked(1, '2026-12-01')] }),
    at('2026-12-03'),
  ],
  ['between two sessions', 'coaching', aCoaching({ sessions: HELD.slice(0, 1) }), at('2026-12-02')],
  ['at half-time', 'coaching', aCoaching({ sessions: HELD.slice(0, 3) }), at('2027-01-14')],
  ['at the end of the plan', 'coaching', aCoaching({ plan: FOUR, sessions: HELD }), at('2027-02-04')],
  ['just begun', 'mentoring', aMentoring(), BEGAN],
  ['that was asked', 'mentoring', aMentoring({ sent: [asked] }), new Date('2026-09-15T10:00:00Z')],
  [
    'with a date',
    'mentoring',
    aMentoring({ sessions: [aMeeting('2026-09-22T12:00:00Z', 'booked', { bookedAt: BEGAN })] }),
    new Date('2026-09-16T10:00:00Z'),
  ],
  [
    'whose date has passed',
    'mentoring',
    aMentoring({ sessions: [aMeeting('2026-09-22T12:00:00Z', 'booked', { bookedAt: BEGAN })] }),
    new Date('2026-09-23T10:00:00Z'),
  ],
  ['that has met', 'mentoring', aMentoring({ sessions: met('2026-09-28') }), at('2026-10-08')],
  [
    'at the renewal',
    'mentoring',
    aMentoring({ sessions: met('2027-03-01') }),
    new Date('2027-03-08T10:00:00Z'),
  ],
];

describe('what one of the two does for themselves', () => {
  it.each(POINTS)(
    'in a pair %s, of %s, is shown to nobody else, and moves nothing',
    (_, kind, history, now) => {
      const plain = loaded(kind, history, running({ ...history.course }), kept(history));
      const moments = [0, 3, 15].map((days) => later(now, days));
      for (const by of SIDES)
        for (const [what, does] of Object.entries(PRIVATE)) {
          const done = loaded(kind, history, does({ history, now }, by, kind), kept(history));
          expectHidden(`${by} ${what}`, [plain, done], otherSide(by), moments);
        }
    },
  );

  it('shows to themselves, so that there is something to hide', () => {
    const seen = POINTS.flatMap(([, kind, history, now]) => {
      const plain = loaded(kind, history, running({ ...history.course }), kept(history));
      return Object.entries(PRIVATE).flatMap(([what, does]) =>
        SIDES.flatMap((by) => {
          const done = loaded(kind, history, does({ history, now }, by, kind), kept(history));
          const [before, after] = [plain, done].map((one) => shownTo(one, by, now, later(now, 60)));
          return JSON.stringify(before) === JSON.stringify(after) ? [] : [`${kind}: ${by} ${what}`];
        }),
      );
    });
    const expected = (['coaching', 'mentoring'] as const).flatMap((kind) =>
      SIDES.flatMap((by) =>
        Object.keys(PRIVATE)
          .filter((what) => what !== 'says not now' || (kind === 'mentoring' && by === 'learner'))
          .map((what) => `${kind}: ${by} ${what}`),
      ),
    );
    expect([...new Set(seen)].toSorted()).toEqual(expected.toSorted());
  });
});

/** The mentor sees neither that nor when the mentee said "not now": what they are shown is as if nothing was said. */
describe('"not now" of the mentee', () => {
  const said = new Date('2026-09-08T10:00:00Z');
  const history = (weeks: number): History =>
    aMentoring({ course: { notNow: { times: 1, at: said, until: later(said, weeks * 7) } } });
  const shown = (plan: ReturnType<typeof planMentoring>, side: Side): [NextStep, string[]] => [
    plan.next[side],
    plan.nudges
      .filter((nudge) => nudge.side === side)
      .map(({ kind, once, dueAt }) => `${dueAt.toISOString().slice(0, 16)} ${kind} ${once}`),
  ];

  it.each([
    [2, '2026-09-22', '2026-09-29', '2026-10-06', '2026-10-13', '2026-10-20'],
    [4, '2026-10-06', '2026-10-13', '2026-10-20', '2026-10-27', '2026-11-03'],
    // The clocks have gone back, so it is nine there when work begins, and eleven when the eight weeks are over.
    [8, '2026-11-03', '2026-11-10', '2026-11-17', '2026-11-24', '2026-12-01'],
  ])(
    'of %i weeks: the mentee is asked again on %s, and the mentor reads the same as ever',
    (weeks, ...days) => {
      const plan = planMentoring(history(weeks), said);
      const [next, asks] = shown(plan, 'learner');
      expect(next).toEqual({ what: 'later', until: later(said, weeks * 7) });
      expect(asks.filter((one) => one.includes('gap')).map((one) => one.slice(0, 10))).toEqual(
        days.slice(0, 4),
      );
      expect(plan.pausesAt.toISOString().slice(0, 10)).toBe(days[4]);

      const [nextOfMentor, told] = shown(plan, 'guide');
      expect(nextOfMentor).toEqual({ what: 'meet', around: new Date('2026-09-14T07:00:00Z') });
      expect(told).toEqual(['2026-09-14T07:00 thought 2026-09-07.0', '2026-10-07T07:00 pulse 1']);
      expect(JSON.stringify([nextOfMentor, told])).not.toContain(said.toISOString().slice(0, 10));
    },
  );
});

it('each kind has its own cadence', () => {
  expect(planFor('coaching', aCoaching(), at('2026-11-23T12:00')).next.learner.what).toBe('book');
  expect(planFor('mentoring', aMentoring(), BEGAN).next.learner.what).toBe('meet');
});
