import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt, type PairEvent, type Step, step } from '../../src/pairs/life.ts';
import {
  type Agreement,
  type Closing,
  type Ended,
  otherSide,
  type PairState,
  type Running,
  SIDES,
  type Terms,
  type Trial,
} from '../../src/pairs/pair.ts';
import { isRhythmOf } from '../../src/pairs/rhythm.ts';
import { seenBy } from '../../src/pairs/seen.ts';
import { aPair } from './made.ts';

const BEGAN = new Date('2026-11-23T12:00:00Z');
const day = (days: number): Date => new Date(BEGAN.getTime() + days * 24 * 3_600_000);
const SOON = day(2);
const USUAL: Terms = { purpose: '', rhythm: { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 } };
const OTHER: Terms = { purpose: 'x', rhythm: { form: 'plan', sessions: 4, minutes: 45, everyDays: 14 } };

const trial = (differs: Partial<Trial> = {}): Trial => ({
  state: 'trial',
  goesOn: { guide: false, learner: false },
  reminded: 0,
  closing: null,
  ...differs,
});
const agreement = (differs: Partial<Agreement> = {}): Agreement => ({
  state: 'agreement',
  since: BEGAN,
  terms: USUAL,
  termsVersion: 1,
  confirmed: { guide: false, learner: false },
  change: null,
  reminded: 0,
  closing: null,
  ...differs,
});
const running = (differs: Partial<Running> = {}): Running => ({
  state: 'running',
  since: BEGAN,
  from: BEGAN,
  terms: USUAL,
  proposal: null,
  proposals: 0,
  notNow: null,
  snoozed: { guide: null, learner: null },
  reviews: [],
  closing: null,
  ...differs,
});
const SILENT = { goodbyes: [], handsOver: false };
const ENDED: Ended = { state: 'ended', at: BEGAN, from: 'trial', why: 'not-continued', ...SILENT };
const byGuide: Closing = { at: SOON, why: 'not-continued', by: ['guide'], ...SILENT };
const guideGone: Closing = { at: SOON, why: 'guide-not-available', by: [], ...SILENT };

const STATES = {
  'trial, nobody answered': trial(),
  'trial, the learner goes on': trial({ goesOn: { guide: false, learner: true } }),
  'trial, the guide goes on': trial({ goesOn: { guide: true, learner: false } }),
  'trial, the guide left': trial({ closing: byGuide }),
  'trial, the guide is gone': trial({ closing: guideGone }),
  'agreement, nobody confirmed': agreement(),
  'agreement, the learner confirmed': agreement({ confirmed: { guide: false, learner: true } }),
  'agreement, the guide left': agreement({ closing: byGuide }),
  running: running(),
  'running, the guide left': running({ closing: byGuide }),
  ended: ENDED,
} as const satisfies Record<string, PairState>;

const EVENTS = {
  'guide goes on': { event: 'answers', by: 'guide', goesOn: true, endAt: SOON },
  'guide does not': { event: 'answers', by: 'guide', goesOn: false, endAt: SOON },
  'guide leaves': { event: 'leaves', by: 'guide', endAt: SOON },
  'guide confirms': { event: 'confirms', by: 'guide', terms: USUAL, termsVersion: 1 },
  'guide changes': { event: 'confirms', by: 'guide', terms: OTHER, termsVersion: 1 },
  'guide, an old form': { event: 'confirms', by: 'guide', terms: OTHER, termsVersion: 0 },
  'guide is gone': { event: 'is-gone', who: 'guide', endAt: SOON },
  'guide is back': { event: 'is-back', who: 'guide' },
  'a day passes': { event: 'time-passes' },
  'a week passes': { event: 'time-passes' },
  'four weeks pass': { event: 'time-passes' },
  'six weeks pass': { event: 'time-passes' },
} as const satisfies Record<string, PairEvent>;
const AFTER: Record<keyof typeof EVENTS, Date> = {
  'guide goes on': day(1),
  'guide does not': day(1),
  'guide leaves': day(1),
  'guide confirms': day(1),
  'guide changes': day(1),
  'guide, an old form': day(1),
  'guide is gone': day(1),
  'guide is back': day(1),
  'a day passes': day(1),
  'a week passes': day(7),
  'four weeks pass': day(28),
  'six weeks pass': day(42),
};

/** What came of it in a few words: the new state, or why not, and who is told what. */
function inWords(result: Step): string {
  if (result.outcome !== 'changed') return result.outcome === 'problem' ? result.problem : '–';
  const { state, tell, seenBy: shown } = result;
  const inside =
    state.state === 'ended'
      ? `ended (${state.why})`
      : [
          state.state,
          state.state === 'trial' ? yes('go on', state.goesOn) : '',
          state.state === 'agreement' ? yes('confirmed', state.confirmed) : '',
          state.state === 'agreement' && state.termsVersion > 1 ? 'new terms' : '',
          state.closing ? `closing (${state.closing.why})` : '',
        ]
          .filter(Boolean)
          .join(', ');
  const told = tell.map(({ what, to }) => `; ${what} → ${to.join(' + ') || 'nobody'}`).join('');
  const who = shown.length === 2 ? ' | both see' : shown.length === 1 ? ` | ${shown[0]} sees` : '';
  return inside + told + who;
}

function yes(what: string, of: Record<'guide' | 'learner', boolean>): string {
  const who = SIDES.filter((side) => of[side]);
  return who.length > 0 ? `${who.join(' + ')} ${what}` : '';
}

describe('the life of a pair', () => {
  it.each(Object.entries(STATES))('takes every event: %s', async (_, state) => {
    const lines = Object.entries(EVENTS).map(
      ([name, event]) => `${name}: ${inWords(step(aPair({ state }), event, afterOf(name)))}`,
    );
    expect(lines).toMatchSnapshot();
  });

  it('both wanting to go on leads to an agreement with the usual terms of the kind', () => {
    const once = step(aPair({ kind: 'mentoring', state: trial() }), EVENTS['guide goes on'], day(1));
    const state = once.outcome === 'changed' ? once.state : ENDED;
    const both = step(
      aPair({ kind: 'mentoring', state }),
      { event: 'answers', by: 'learner', goesOn: true, endAt: SOON },
      day(2),
    );
    expect(both).toMatchObject({
      state: { state: 'agreement', since: day(2), terms: { purpose: '', rhythm: { form: 'as-needed' } } },
      tell: [{ what: 'agreement', to: ['guide', 'learner'] }],
    });
  });

  it('ends after a “no” that followed a “yes”, whatever the other says until both are told', () => {
    const left = trial({ goesOn: { guide: true, learner: false }, closing: byGuide });
    const wants: PairEvent = { event: 'answers', by: 'learner', goesOn: true, endAt: day(4) };
    expect(step(aPair({ beganAt: BEGAN, state: left }), wants, day(1))).toMatchObject({
      state: { state: 'trial', closing: byGuide },
      tell: [],
      seenBy: ['learner'],
    });
    const confirmed = agreement({ confirmed: { guide: true, learner: false }, closing: byGuide });
    const confirms: PairEvent = { event: 'confirms', by: 'learner', terms: USUAL, termsVersion: 1 };
    expect(step(aPair({ beganAt: BEGAN, state: confirmed }), confirms, day(1))).toMatchObject({
      state: { state: 'agreement', closing: byGuide },
      tell: [],
      seenBy: ['learner'],
    });
  });

  it('reminds nobody who has said that it does not go on', () => {
    const closing = { ...byGuide, at: day(9) };
    expect(
      step(aPair({ beganAt: BEGAN, state: trial({ closing }) }), { event: 'time-passes' }, day(7)),
    ).toMatchObject({
      tell: [{ what: 'trial-reminder', to: ['learner'] }],
    });
  });

  it('ends when it was to end, also where somebody is gone meanwhile', () => {
    const gone: PairEvent = { event: 'is-gone', who: 'guide', endAt: day(5) };
    expect(step(aPair({ beganAt: BEGAN, state: trial({ closing: byGuide }) }), gone, day(1))).toMatchObject({
      state: { closing: { at: SOON, why: 'guide-not-available', by: ['guide'] } },
    });
  });

  it('goes on where somebody who was gone comes back in time, as if they had never been away', () => {
    const both = { guide: true, learner: true };
    expect(
      step(aPair({ state: trial({ goesOn: both, closing: guideGone }) }), EVENTS['guide is back'], day(1)),
    ).toMatchObject({ state: { state: 'agreement' }, tell: [{ what: 'agreement', to: SIDES }] });
    expect(
      step(
        aPair({ state: agreement({ confirmed: both, closing: guideGone }) }),
        EVENTS['guide is back'],
        day(1),
      ),
    ).toMatchObject({ state: { state: 'running' }, tell: [{ what: 'running', to: SIDES }] });
    const left = { ...guideGone, by: ['learner' as const] };
    expect(
      step(aPair({ state: trial({ goesOn: both, closing: left }) }), EVENTS['guide is back'], day(1)),
    ).toMatchObject({ state: { closing: { why: 'not-continued' } }, tell: [] });
  });

  it('tells of an end no later than the trial would have ended by itself', () => {
    const late = step(
      aPair({ state: trial({ reminded: 2 }) }),
      { event: 'leaves', by: 'guide', endAt: day(30) },
      day(27),
    );
    expect(late).toMatchObject({ state: { closing: { at: day(28) } } });
  });

  it('reminds once, however long nobody looked', () => {
    expect(step(aPair({ state: trial() }), EVENTS['a day passes'], day(20))).toMatchObject({
      state: { reminded: 2 },
      tell: [{ what: 'trial-reminder', to: ['guide', 'learner'] }],
    });
    expect(step(aPair({ state: trial({ reminded: 2 }) }), EVENTS['a day passes'], day(20))).toEqual({
      outcome: 'unchanged',
    });
  });

  it('a change of the terms counts as a new beginning of the agreement', () => {
    const result = step(
      aPair({ state: agreement({ since: BEGAN, reminded: 2, confirmed: { guide: false, learner: true } }) }),
      { event: 'confirms', by: 'guide', terms: OTHER, termsVersion: 1 },
      day(40),
    );
    expect(result).toMatchObject({
      state: {
        since: day(40),
        reminded: 0,
        termsVersion: 2,
        confirmed: { guide: true, learner: false },
        change: { by: 'guide', from: USUAL.rhythm, purpose: true },
      },
    });
  });

  it.each([
    ['a new trial', trial(), day(7)],
    ['reminded once', trial({ reminded: 1 }), day(14)],
    ['reminded twice', trial({ reminded: 2 }), day(28)],
    ['about to end', trial({ closing: byGuide }), SOON],
    ['a new agreement', agreement(), day(7)],
    ['an agreement, reminded once', agreement({ reminded: 1 }), day(28)],
    ['an agreement, reminded twice', agreement({ reminded: 2 }), day(42)],
    ['running', running(), null],
    ['running, about to end', running({ closing: byGuide }), SOON],
    ['ended', ENDED, null],
  ] satisfies [string, PairState, Date | null][])(
    'is looked at when something is due: %s',
    (_, state, due) => {
      expect(dueAt(aPair({ state }))).toEqual(due);
    },
  );

  it('always becomes due later than now, or never, after time has passed', () => {
    fc.assert(
      fc.property(anyHistory(), fc.integer({ min: 0, max: 60 * 24 }), (history, hours) => {
        let state = play(history);
        const now = new Date(BEGAN.getTime() + hours * 3_600_000);
        const passed = step(aPair({ state }), { event: 'time-passes' }, now);
        if (passed.outcome === 'changed') state = passed.state;
        const due = dueAt(aPair({ state }));
        expect(due === null || due > now).toBe(true);
      }),
    );
  });
});

describe('what one of the two learns', () => {
  it('depends on their own answers and on what has come of both, never on the other’s “no”', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SIDES),
        fc.constantFrom<PairState>(trial(), agreement(), running()),
        fc.array(anyEvent(), { maxLength: 6 }),
        (reader, start, events) => {
          // The other does what they like, or nothing at all; as long as nothing has come of it, it looks the same.
          const own = events.filter((event) => !('by' in event) || event.by === reader);
          const [all, alone] = [play(events, start), play(own, start)];
          if (all.state !== alone.state || changesOf(all) !== changesOf(alone)) return;
          expect(seenBy(aPair({ state: all }), reader)).toEqual(seenBy(aPair({ state: alone }), reader));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never shows the other’s leaving in what changes, what is told or whose messages are renewed', () => {
    fc.assert(
      fc.property(anyHistory(), fc.constantFrom(...SIDES), (history, by) => {
        const state = play(history);
        const before = seenBy(aPair({ state }), otherSide(by));
        for (const event of [
          { event: 'leaves', by, endAt: SOON },
          { event: 'answers', by, goesOn: false, endAt: SOON },
        ] as const) {
          const result = step(aPair({ state }), event, day(1));
          if (result.outcome !== 'changed') continue;
          expect(result.tell).toEqual([]);
          expect(result.seenBy).toEqual([by]);
          expect(seenBy(aPair({ state: result.state }), otherSide(by))).toEqual(before);
        }
      }),
    );
  });

  it('is the same end whoever said no, and whether it was a “no”, a tie or leaving', () => {
    const ends = SIDES.flatMap((by) =>
      (['leaves', 'answers'] as const).map((event) => {
        const left = step(
          aPair({ state: trial() }),
          event === 'leaves' ? { event, by, endAt: SOON } : { event, by, goesOn: false, endAt: SOON },
          day(1),
        );
        const state = left.outcome === 'changed' ? left.state : ENDED;
        const over = step(aPair({ state }), { event: 'time-passes' }, SOON);
        return JSON.stringify(over.outcome === 'changed' ? [over.state, over.tell] : over);
      }),
    );
    expect(new Set(ends).size).toBe(1);
    expect(ends[0]).toContain('"why":"not-continued"');
    expect(ends[0]).not.toContain('"by"');
  });
});

describe('a rhythm', () => {
  it.each([
    ['coaching', { form: 'plan', sessions: 4, minutes: 30, everyDays: 7 }, true],
    ['coaching', { form: 'plan', sessions: 12, minutes: 90, everyDays: 42 }, true],
    ['coaching', { form: 'plan', sessions: 3, minutes: 60, everyDays: 21 }, false],
    ['coaching', { form: 'plan', sessions: 6, minutes: 91, everyDays: 21 }, false],
    ['coaching', { form: 'plan', sessions: 6, minutes: 60, everyDays: 43 }, false],
    ['coaching', { form: 'plan', sessions: 6.5, minutes: 60, everyDays: 21 }, false],
    ['coaching', { form: 'as-needed' }, false],
    ['coaching', { form: 'every', everyDays: 14 }, false],
    ['mentoring', { form: 'as-needed' }, true],
    ['mentoring', { form: 'every', everyDays: 60 }, true],
    ['mentoring', { form: 'every', everyDays: 6 }, false],
    ['mentoring', { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 }, false],
  ] as const)('of %s: %j is one: %s', (kind, rhythm, is) => {
    expect(isRhythmOf(kind, rhythm)).toBe(is);
  });
});

function afterOf(name: string): Date {
  return Object.entries(AFTER).find(([event]) => event === name)?.[1] ?? BEGAN;
}

function play(events: readonly PairEvent[], start: PairState = trial()): PairState {
  return events.reduce<PairState>((state, event) => {
    const result = step(aPair({ state }), event, day(1));
    return result.outcome === 'changed' ? result.state : state;
  }, start);
}

/** What both can see of an agreement: its terms. */
function changesOf(state: PairState): string {
  return state.state === 'agreement' ? JSON.stringify([state.terms, state.termsVersion, state.change]) : '';
}

function anyEvent(): fc.Arbitrary<PairEvent> {
  const side = fc.constantFrom(...SIDES);
  return fc.oneof(
    side.map((by): PairEvent => ({ event: 'leaves', by, endAt: SOON })),
    fc
      .tuple(side, fc.boolean())
      .map(([by, goesOn]): PairEvent => ({ event: 'answers', by, goesOn, endAt: SOON })),
    fc
      .tuple(side, fc.constantFrom(USUAL, OTHER), fc.constantFrom(1, 2))
      .map(([by, terms, termsVersion]): PairEvent => ({ event: 'confirms', by, terms, termsVersion })),
    side.map((who): PairEvent => ({ event: 'is-gone', who, endAt: SOON })),
    side.map((who): PairEvent => ({ event: 'is-back', who })),
  );
}

function anyHistory(): fc.Arbitrary<PairEvent[]> {
  return fc.array(anyEvent(), { maxLength: 8 });
}
