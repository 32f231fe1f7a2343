import { describe, expect, it } from 'vitest';
import { isRhythmOf, MOST_SESSIONS_IN_ALL, type Rhythm, sameRhythm } from '../../src/pairs/rhythm.ts';

const plan = (sessions: number, minutes: number, everyDays: number): Rhythm => ({
  form: 'plan',
  sessions,
  minutes,
  everyDays,
});
const every = (everyDays: number): Rhythm => ({ form: 'every', everyDays });
const AS_NEEDED: Rhythm = { form: 'as-needed' };

describe('a rhythm', () => {
  it.each([
    [plan(4, 60, 21), true],
    [plan(3, 60, 21), false],
    [plan(12, 60, 21), true],
    [plan(13, 60, 21), false],
    [plan(6, 30, 21), true],
    [plan(6, 29, 21), false],
    [plan(6, 90, 21), true],
    [plan(6, 91, 21), false],
    [plan(6, 60, 7), true],
    [plan(6, 60, 6), false],
    [plan(6, 60, 42), true],
    [plan(6, 60, 43), false],
    [plan(6, 60.5, 21), false],
    [plan(6, 60, 21.5), false],
  ])('of coaching: %j is one: %s', (rhythm, is) => {
    expect(isRhythmOf('coaching', rhythm)).toBe(is);
    expect(isRhythmOf('mentoring', rhythm)).toBe(false);
  });

  it.each([
    [every(7), true],
    [every(6), false],
    [every(60), true],
    [every(61), false],
    [every(7.5), false],
    [AS_NEEDED, true],
  ])('of mentoring: %j is one: %s', (rhythm, is) => {
    expect(isRhythmOf('mentoring', rhythm)).toBe(is);
    expect(isRhythmOf('coaching', rhythm)).toBe(false);
  });

  it('a plan of twelve can be followed by another of twelve', () => {
    expect(isRhythmOf('coaching', plan(24, 60, 21), MOST_SESSIONS_IN_ALL)).toBe(true);
    expect(isRhythmOf('coaching', plan(25, 60, 21), MOST_SESSIONS_IN_ALL)).toBe(false);
  });

  const ALL = [
    plan(6, 60, 21),
    plan(7, 60, 21),
    plan(6, 45, 21),
    plan(6, 60, 14),
    every(14),
    every(21),
    AS_NEEDED,
  ];
  it('is the same as itself, and as no other', () => {
    for (const [index, one] of ALL.entries())
      expect(ALL.map((other) => sameRhythm(one, { ...other }))).toEqual(
        ALL.map((_, other) => other === index),
      );
  });
});
