import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { RHYTHM_FIELDS, rangeOf, readRhythm, typedRhythm } from '../../src/programs/changing.ts';

const USUAL = CadenceRules.parse({});
const typed = (kind: 'coaching' | 'mentoring', changes: Record<string, string> = {}) => ({
  ...Object.fromEntries(typedRhythm(kind, USUAL)),
  ...changes,
});
const wrongIn = (kind: 'coaching' | 'mentoring', changes: Record<string, string>) => {
  const read = readRhythm(kind, typed(kind, changes), USUAL);
  return read.ok ? {} : Object.fromEntries(read.wrong);
};

describe('the rhythm of a program', () => {
  it('is shown as it stands, with every rule of its kind', () => {
    expect(typedRhythm('coaching', USUAL)).toEqual([
      ['sessions', '6'],
      ['minutes', '60'],
      ['everyDays', '21'],
      ['firstWithinWorkdays', '10'],
      ['askAfterWorkdays', '3, 7, 14'],
      ['pauseAfterWorkdays', '21'],
      ['endPausedAfterDays', '90'],
    ]);
    const asked = [...RHYTHM_FIELDS.coaching, ...RHYTHM_FIELDS.mentoring];
    const rules = [...Object.keys(USUAL.coaching), ...Object.keys(USUAL.mentoring), 'endPausedAfterDays'];
    expect([...new Set(asked)].toSorted()).toEqual(rules.toSorted());
  });

  it('is read as it was typed, and leaves that of the other kind alone', () => {
    const before = CadenceRules.parse({ mentoring: { usualGapDays: 20 } });
    const changes = { sessions: ' 8 ', askAfterWorkdays: '2, 5 and 9', endPausedAfterDays: '120' };
    expect(readRhythm('coaching', typed('coaching', changes), before)).toEqual({
      ok: true,
      cadence: {
        coaching: { ...USUAL.coaching, sessions: 8, askAfterWorkdays: [2, 5, 9] },
        mentoring: before.mentoring,
        endPausedAfterDays: 120,
      },
    });
  });

  it.each([
    ['too few', 'coaching', { sessions: '3' }, { sessions: 'range' }],
    ['too many', 'coaching', { everyDays: '43' }, { everyDays: 'range' }],
    ['nothing', 'coaching', { minutes: '' }, { minutes: 'range' }],
    ['words', 'mentoring', { pulseEveryDays: 'often' }, { pulseEveryDays: 'range' }],
    ['a fraction', 'mentoring', { renewalAfterMonths: '6.5' }, { renewalAfterMonths: 'range' }],
    ['a negative number', 'coaching', { endPausedAfterDays: '-40' }, { endPausedAfterDays: 'range' }],
    ['two steps', 'coaching', { askAfterWorkdays: '3, 7' }, { askAfterWorkdays: 'steps' }],
    ['no steps', 'coaching', { askAfterWorkdays: '' }, { askAfterWorkdays: 'steps' }],
    ['steps out of order', 'coaching', { askAfterWorkdays: '7, 3, 14' }, { askAfterWorkdays: 'steps' }],
    ['a step twice', 'mentoring', { againAfterDays: '7 7 14' }, { againAfterDays: 'steps' }],
    ['a step of 61', 'mentoring', { againAfterDays: '7 14 61' }, { againAfterDays: 'steps' }],
    ['a step at the pause', 'coaching', { askAfterWorkdays: '3, 7, 21' }, { askAfterWorkdays: 'pause' }],
    ['a step after the pause', 'mentoring', { againAfterDays: '7, 14, 30' }, { againAfterDays: 'pause' }],
    [
      'bounds the wrong way round',
      'mentoring',
      { leastGapDays: '40', mostGapDays: '20' },
      { mostGapDays: 'bounds' },
    ],
    [
      'a usual gap outside',
      'mentoring',
      { usualGapDays: '20', leastGapDays: '21' },
      { usualGapDays: 'between' },
    ],
    [
      'two at once',
      'coaching',
      { sessions: '0', askAfterWorkdays: 'x' },
      { sessions: 'range', askAfterWorkdays: 'steps' },
    ],
  ] as const)('is refused with %s, field by field', (_, kind, changes, expected) => {
    expect(wrongIn(kind, changes)).toEqual(expected);
  });

  it('takes every number of a range and none outside', () => {
    const field = fc.constantFrom(...RHYTHM_FIELDS.mentoring, ...RHYTHM_FIELDS.coaching);
    fc.assert(
      fc.property(field, fc.integer({ min: -5, max: 200 }), (one, number) => {
        const range = rangeOf(one);
        const kind = RHYTHM_FIELDS.coaching.some((each) => each === one) ? 'coaching' : 'mentoring';
        if (!range) return;
        const isIn = number >= range.least && number <= range.most;
        expect(wrongIn(kind, { [one]: String(number) })[one] === 'range').toBe(!isIn);
      }),
    );
  });

  it('shown and sent again is the same', () => {
    for (const kind of ['coaching', 'mentoring'] as const)
      expect(readRhythm(kind, typed(kind), USUAL)).toEqual({ ok: true, cadence: USUAL });
  });
});
