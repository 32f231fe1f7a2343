import { describe, expect, it } from 'vitest';
import { planCoaching } from '../../src/pairs/coaching.ts';
import { planMentoring } from '../../src/pairs/mentoring.ts';
import { usualRhythm } from '../../src/pairs/rhythm.ts';
import { wallOf } from '../../src/people/calendar.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { aHistory as aCoaching, at, held } from './coaching-made.ts';
import { aMeeting, aHistory as aMentoring, BEGAN } from './mentoring-made.ts';

const DAYS = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08'];
const TWELVE = [...DAYS, '2026-12-09', '2026-12-10', '2026-12-11', '2026-12-14', '2026-12-15', '2026-12-16'];

/** Agreed on Monday 23 November 2026 with what the program has set; so many of twelve sessions are held. */
function coaching(set: object, sessions = 0) {
  const rules = CadenceRules.parse({ coaching: set });
  const done = TWELVE.slice(0, sessions);
  const terms = { purpose: '', rhythm: usualRhythm('coaching', rules) };
  const all = done.map((day, index) => held(index + 1, day));
  const history = aCoaching({ rules, course: { terms }, sessions: all });
  return planCoaching(history, at(`${done.at(-1) ?? '2026-11-23'}T13:00`));
}

/** Begun on Monday 7 September 2026. */
function mentoring(set: object, differs: Parameters<typeof aMentoring>[0] = {}) {
  return planMentoring(aMentoring({ rules: CadenceRules.parse({ mentoring: set }), ...differs }), BEGAN);
}

type Planned = ReturnType<typeof planCoaching>;
/** The days on which this goes to the learner, and that of the pause. */
const days = ({ nudges, pausesAt }: Planned, kind: string): string[] => [
  ...nudges
    .filter((nudge) => nudge.side === 'learner' && nudge.kind === kind)
    .map(({ dueAt }) => wallOf(dueAt, 'Europe/Warsaw').slice(0, 10)),
  `pause ${wallOf(pausesAt, 'Europe/Warsaw').slice(0, 10)}`,
];

/** What every setting does at both ends of its range, from the book alone: nothing in it is left without an effect. */
describe('what a program has set for coaching', () => {
  it.each([
    // Expected by Monday 30 November.
    [
      { firstWithinWorkdays: 5 },
      ['2026-11-24', '2026-12-03', '2026-12-09', '2026-12-18', 'pause 2026-12-29'],
    ],
    // By Monday 21 December.
    [
      { firstWithinWorkdays: 20 },
      ['2026-11-24', '2026-12-24', '2026-12-30', '2027-01-08', 'pause 2027-01-19'],
    ],
    // From here on expected by Monday 7 December.
    [
      { askAfterWorkdays: [1, 2, 3] },
      ['2026-11-24', '2026-12-08', '2026-12-09', '2026-12-10', 'pause 2027-01-05'],
    ],
    // The last would fall on the pause, which is three working days after the one before it.
    [
      { askAfterWorkdays: [58, 59, 60], pauseAfterWorkdays: 60 },
      ['2026-11-24', '2027-02-25', '2027-02-26', 'pause 2027-03-03'],
    ],
    [
      { pauseAfterWorkdays: 15 },
      ['2026-11-24', '2026-12-10', '2026-12-16', '2026-12-25', 'pause 2026-12-30'],
    ],
    [
      { pauseAfterWorkdays: 60 },
      ['2026-11-24', '2026-12-10', '2026-12-16', '2026-12-25', 'pause 2027-03-01'],
    ],
  ])('%j: the first session is asked for on %j', (set, expected) => {
    expect(days(coaching(set), 'book')).toEqual(expected);
  });

  it.each([
    // Held on Tuesday 1 December.
    [{ everyDays: 7 }, '2026-12-08', '2026-12-02'],
    [{ everyDays: 42 }, '2027-01-12', '2027-01-05'],
  ])('%j: the next session is expected by %s and asked for from %s on', (set, by, first) => {
    const plan = coaching(set, 1);
    expect(plan.next.learner).toEqual({ what: 'book', number: 2, by: at(`${by}T09:00`) });
    expect(days(plan, 'book')[0]).toBe(first);
  });

  it.each([
    [{ sessions: 4 }, 2, '2026-12-04', 4],
    [{ sessions: 12 }, 6, '2026-12-10', 12],
  ])('%j: half-time after %i, on %s, and the final review after %i', (set, half, day, all) => {
    expect(days(coaching(set, half - 1), 'half-time')).toHaveLength(1);
    expect(days(coaching(set, half), 'half-time')[0]).toBe(day);
    expect(coaching(set, all - 1).next.learner).toMatchObject({ what: 'book', number: all });
    expect(coaching(set, all).next.learner).toEqual({ what: 'final', round: 1 });
  });

  it.each([
    [{ minutes: 30 }, '2026-12-01T10:30'],
    [{ minutes: 90 }, '2026-12-01T11:30'],
  ])('%j: a session at ten is over at %s', (set, over) => {
    const rules = CadenceRules.parse({ coaching: set });
    const session = { ...held(1, '2026-12-01'), state: 'booked' as const, settledAt: null };
    const terms = { purpose: '', rhythm: usualRhythm('coaching', rules) };
    const history = aCoaching({ rules, course: { terms }, sessions: [session] });
    const before = new Date(at(over).getTime() - 1);
    expect(planCoaching(history, before).next.learner.what).toBe('session');
    expect(planCoaching(history, at(over)).next.learner.what).toBe('log');
  });

  it.each([
    [{ sessions: 4, pauseAfterWorkdays: 15 }, ['2026-12-08', '2026-12-17', '2026-12-28', 'pause 2026-12-31']],
    [{ sessions: 4, pauseAfterWorkdays: 60 }, ['2026-12-08', '2026-12-17', '2026-12-28', 'pause 2027-03-02']],
  ])('%j: looking back is asked for on %j', (set, expected) => {
    expect(days(coaching(set, 4), 'final')).toEqual(expected);
  });
});

describe('what a program has set for mentoring', () => {
  const met = { sessions: [aMeeting('2026-09-08T12:00:00Z', 'held')] };
  const rarely = {
    sessions: ['2026-05-01', '2026-07-01', '2026-09-08'].map((day) => aMeeting(`${day}T12:00:00Z`, 'held')),
  };
  const often = {
    sessions: ['2026-09-07', '2026-09-08'].map((day) => aMeeting(`${day}T12:00:00Z`, 'held')),
  };

  it.each([
    // Half of it, rounded up: four days.
    [
      { firstWithinDays: 7 },
      {},
      ['2026-09-11', '2026-09-18', '2026-09-25', '2026-10-02', 'pause 2026-10-09'],
    ],
    [
      { firstWithinDays: 28 },
      {},
      ['2026-09-21', '2026-09-28', '2026-10-05', '2026-10-12', 'pause 2026-10-19'],
    ],
    // They met once, on Tuesday 8 September.
    [{ usualGapDays: 7 }, met, ['2026-09-15', '2026-09-22', '2026-09-29', '2026-10-06', 'pause 2026-10-13']],
    // A Saturday, so Monday.
    [{ usualGapDays: 60 }, met, ['2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30', 'pause 2026-12-07']],
    // They met on two days in a row, …
    [
      { leastGapDays: 7 },
      often,
      ['2026-09-15', '2026-09-22', '2026-09-29', '2026-10-06', 'pause 2026-10-13'],
    ],
    [
      { leastGapDays: 60 },
      often,
      ['2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30', 'pause 2026-12-07'],
    ],
    // … or every two months.
    [
      { mostGapDays: 7, usualGapDays: 7 },
      rarely,
      ['2026-09-15', '2026-09-22', '2026-09-29', '2026-10-06', 'pause 2026-10-13'],
    ],
    [
      { mostGapDays: 60 },
      rarely,
      ['2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30', 'pause 2026-12-07'],
    ],
    // From here on the first is asked on Monday 14 September.
    [
      { againAfterDays: [1, 2, 3] },
      {},
      ['2026-09-14', '2026-09-15', '2026-09-16', '2026-09-17', 'pause 2026-10-12'],
    ],
    // The last would fall on the pause, which is three working days after the one before it.
    [
      { againAfterDays: [58, 59, 60], pauseAfterDays: 60 },
      {},
      ['2026-09-14', '2026-11-11', '2026-11-12', 'pause 2026-11-17'],
    ],
    [
      { pauseAfterDays: 22 },
      {},
      // Three working days after the last ask.
      ['2026-09-14', '2026-09-21', '2026-09-28', '2026-10-05', 'pause 2026-10-08'],
    ],
    [
      { pauseAfterDays: 90 },
      {},
      ['2026-09-14', '2026-09-21', '2026-09-28', '2026-10-05', 'pause 2026-12-14'],
    ],
  ])('%j: the mentee is asked', (set, differs, expected) => {
    expect(days(mentoring(set, differs), 'gap')).toEqual(expected);
  });

  /** A date far ahead: nothing is silent before it. */
  const alive = { sessions: [aMeeting('2028-10-03T12:00:00Z', 'booked', { bookedAt: BEGAN })] };
  it.each([
    [{ pulseAfterDays: 14 }, ['2026-09-21', '2026-11-20', '2027-01-19']],
    [{ pulseAfterDays: 60 }, ['2026-11-06', '2027-01-05', '2027-03-08']],
    [{ pulseEveryDays: 30 }, ['2026-10-07', '2026-11-06', '2026-12-07']],
    [{ pulseEveryDays: 120 }, ['2026-10-07', '2027-02-04', '2027-06-04']],
  ])('%j: the short private question comes on %j', (set, expected) => {
    expect(days(mentoring(set, alive), 'pulse').slice(0, 3)).toEqual(expected);
  });

  it.each([
    [{ renewalAfterMonths: 3 }, ['2026-12-07', '2026-12-14', '2026-12-21', '2027-03-08']],
    [{ renewalAfterMonths: 12 }, ['2027-09-07', '2027-09-14', '2027-09-21', '2028-09-07']],
  ])('%j: renew, change or close on %j', (set, expected) => {
    expect(days(mentoring(set, alive), 'renewal').slice(0, 4)).toEqual(expected);
  });
});

it('the rhythm of an agreement is that of the program; of mentoring there is none', () => {
  for (const [sessions, minutes, everyDays] of [
    [4, 30, 7],
    [12, 90, 42],
  ]) {
    const rules = CadenceRules.parse({ coaching: { sessions, minutes, everyDays } });
    expect(usualRhythm('coaching', rules)).toEqual({ form: 'plan', sessions, minutes, everyDays });
    expect(usualRhythm('mentoring', rules)).toEqual({ form: 'as-needed' });
  }
});
