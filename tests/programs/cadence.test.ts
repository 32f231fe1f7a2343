import { describe, expect, it } from 'vitest';
import { CadenceRules } from '../../src/programs/cadence.ts';

describe('the rhythm of a program that has set nothing', () => {
  it('is the usual one', () => {
    expect(CadenceRules.parse({})).toEqual({
      coaching: {
        sessions: 6,
        minutes: 60,
        everyDays: 21,
        firstWithinWorkdays: 10,
        askAfterWorkdays: [3, 7, 14],
        pauseAfterWorkdays: 21,
      },
      mentoring: {
        firstWithinDays: 14,
        usualGapDays: 30,
        leastGapDays: 7,
        mostGapDays: 60,
        againAfterDays: [7, 14, 21],
        pauseAfterDays: 28,
        pulseAfterDays: 30,
        pulseEveryDays: 60,
        renewalAfterMonths: 6,
      },
      endPausedAfterDays: 90,
    });
  });
});

/** The least and the most that a program may set. */
describe('what a program may set', () => {
  const coaching = {
    sessions: [4, 12],
    minutes: [30, 90],
    everyDays: [7, 42],
    firstWithinWorkdays: [5, 20],
    pauseAfterWorkdays: [15, 60],
  } as const;
  const mentoring = {
    firstWithinDays: [7, 28],
    usualGapDays: [7, 60],
    leastGapDays: [7, 60],
    mostGapDays: [7, 60],
    pauseAfterDays: [22, 90],
    pulseAfterDays: [14, 60],
    pulseEveryDays: [30, 120],
    renewalAfterMonths: [3, 12],
  } as const;
  const set = (kind: 'coaching' | 'mentoring', rule: string, to: unknown): boolean =>
    CadenceRules.safeParse({ [kind]: { [rule]: to } }).success;

  it.each([
    ...Object.entries(coaching).map(([rule, [least, most]]) => ['coaching', rule, least, most] as const),
    ...Object.entries(mentoring).map(([rule, [least, most]]) => ['mentoring', rule, least, most] as const),
  ])('of %s, %s: from %i to %i', (kind, rule, least, most) => {
    expect([least - 1, least, most, most + 1].map((to) => set(kind, rule, to))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(set(kind, rule, least + 0.5)).toBe(false);
  });

  it.each([
    ['coaching', 'askAfterWorkdays'],
    ['mentoring', 'againAfterDays'],
  ] as const)('of %s, %s: three steps of 1 to 60', (kind, rule) => {
    const taken: unknown[] = [
      [1, 2, 3],
      [58, 59, 60],
      [0, 1, 2],
      [59, 60, 61],
      [7, 14],
      [1, 7, 14, 21],
    ];
    expect(taken.map((to) => set(kind, rule, to))).toEqual([true, true, false, false, false, false]);
  });

  it('the end of a pause without a day: from 30 to 180 days', () => {
    const set = (to: number): boolean => CadenceRules.safeParse({ endPausedAfterDays: to }).success;
    expect([29, 30, 180, 181].map(set)).toEqual([false, true, true, false]);
  });
});
