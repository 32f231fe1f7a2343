import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt, type PairEvent, type Step, step } from '../../src/pairs/life.ts';
import { otherSide, type PairState, type Paused, type Running, SIDES } from '../../src/pairs/pair.ts';
import { isRhythmOf } from '../../src/pairs/rhythm.ts';
import { isBegun } from '../../src/pairs/running.ts';
import { seenBy } from '../../src/pairs/seen.ts';
import {
  agreement,
  aPair,
  BEGAN,
  byGuide,
  day,
  ENDED,
  guideGone,
  OTHER,
  paused,
  running,
  SOON,
  trial,
  USUAL,
} from './made.ts';

const PROPOSED = { by: 'guide', terms: OTHER, version: 1, at: BEGAN } as const;

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
  'running, the guide is gone': running({ closing: guideGone }),
  'running, the guide proposes': running({ proposal: PROPOSED, proposals: 1 }),
  'running, the learner proposes': running({ proposal: { ...PROPOSED, by: 'learner' }, proposals: 1 }),
  'running, not now': running({ notNow: { times: 1, at: BEGAN, until: day(14) } }),
  'running, the learner closed it': running({
    reviews: [{ of: 'final', round: 1, side: 'learner', said: 'close', at: BEGAN }],
    closing: { ...byGuide, by: ['learner'], why: 'completed' },
  }),
  'paused after silence': paused(),
  'paused until a day': paused({ why: 'asked', until: '2026-11-30', resumesAt: day(7) }),
  'paused, the guide left': paused({ closing: byGuide }),
  'paused, the guide is gone': paused({ closing: guideGone }),
  'paused, the guide proposes': paused({ proposal: PROPOSED, proposals: 1 }),
  ended: ENDED,
} as const satisfies Record<string, PairState>;

const RHYTHM = USUAL.rhythm;
const LEAVES = { event: 'leaves', endAt: SOON, goodbye: null, handsOver: false } as const;
const REVIEWS = { event: 'reviews', round: 1, endAt: SOON } as const;

const EVENTS = {
  'guide goes on': { event: 'answers', by: 'guide', goesOn: true, endAt: SOON, usual: RHYTHM },
  'guide does not': { event: 'answers', by: 'guide', goesOn: false, endAt: SOON, usual: RHYTHM },
  'guide leaves': { ...LEAVES, by: 'guide' },
  'learner leaves, with words': { ...LEAVES, by: 'learner', goodbye: ' Thank you ' },
  'learner hands over': { ...LEAVES, by: 'learner', handsOver: true },
  'guide confirms': { event: 'confirms', by: 'guide', terms: USUAL, termsVersion: 1 },
  'guide changes': { event: 'confirms', by: 'guide', terms: OTHER, termsVersion: 1 },
  'guide, an old form': { event: 'confirms', by: 'guide', terms: OTHER, termsVersion: 0 },
  'guide is gone': { event: 'is-gone', who: 'guide', endAt: SOON },
  'guide is back': { event: 'is-back', who: 'guide', usual: RHYTHM },
  'guide pauses': { event: 'pauses', by: 'guide', until: null, resumesAt: null, endsAt: day(91) },
  'learner pauses for a week': {
    event: 'pauses',
    by: 'learner',
    until: '2026-11-30',
    resumesAt: day(7),
    endsAt: day(91),
  },
  'guide resumes': { event: 'resumes', by: 'guide' },
  'learner resumes': { event: 'resumes', by: 'learner' },
  'it falls silent': { event: 'falls-silent', endsAt: day(91) },
  'learner snoozes': { event: 'snoozes', by: 'learner', until: day(14) },
  'learner says not now': { event: 'says-not-now', by: 'learner', until: day(15) },
  'guide gives a sign': { event: 'gives-a-sign', by: 'guide' },
  'guide proposes': { event: 'proposes', by: 'guide', terms: OTHER, proposals: 0 },
  'guide proposes what holds': { event: 'proposes', by: 'guide', terms: USUAL, proposals: 1 },
  'learner proposes': { event: 'proposes', by: 'learner', terms: OTHER, proposals: 0 },
  'learner proposes other things': {
    event: 'proposes',
    by: 'learner',
    terms: { ...OTHER, purpose: 'y' },
    proposals: 1,
  },
  'guide takes it back': { event: 'withdraws', by: 'guide' },
  'guide agrees': { event: 'agrees', by: 'guide', version: 1 },
  'learner agrees': { event: 'agrees', by: 'learner', version: 1 },
  'learner agrees to an older one': { event: 'agrees', by: 'learner', version: 0 },
  'learner declines': { event: 'declines', by: 'learner', version: 1 },
  'guide wants to keep it at half-time': { ...REVIEWS, by: 'guide', of: 'half-time', said: 'keep' },
  'guide wants to change it at the end': { ...REVIEWS, by: 'guide', of: 'final', said: 'change' },
  'guide closes it at half-time': { ...REVIEWS, by: 'guide', of: 'half-time', said: 'close' },
  'guide closes it at the end': { ...REVIEWS, by: 'guide', of: 'final', said: 'close' },
  'learner closes it at the end': { ...REVIEWS, by: 'learner', of: 'final', said: 'close' },
  'guide closes it after six months': { ...REVIEWS, by: 'guide', of: 'renewal', said: 'close' },
  'a day passes': { event: 'time-passes' },
  'a week passes': { event: 'time-passes' },
  'four weeks pass': { event: 'time-passes' },
  'six weeks pass': { event: 'time-passes' },
  'three months pass': { event: 'time-passes' },
} as const satisfies Record<string, PairEvent>;
/** Where it is not a day after the beginning. */
const AFTER: Record<string, Date> = {
  'a week passes': day(7),
  'four weeks pass': day(28),
  'six weeks pass': day(42),
  'three months pass': day(91),
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
          ...(isBegun(state) ? courseInWords(state) : []),
          state.closing ? `closing (${state.closing.why})` : '',
          state.closing?.goodbyes.map(({ words }) => `goodbye “${words}”`).join() ?? '',
          state.closing?.handsOver ? 'hands over' : '',
        ]
          .filter(Boolean)
          .join(', ');
  const told = tell.map(({ what, to }) => `; ${what} → ${to.join(' + ') || 'nobody'}`).join('');
  const who = shown.length === 2 ? ' | both see' : shown.length === 1 ? ` | ${shown[0]} sees` : '';
  return inside + told + who;
}

function courseInWords(state: Running | Paused): string[] {
  const { proposal, notNow, snoozed, reviews, from, terms } = state;
  return [
    state.state === 'paused' ? `${state.why}, ${state.until ?? 'open'}` : '',
    from > BEGAN ? 'counts anew' : '',
    terms === OTHER ? 'the other terms' : '',
    proposal ? `${proposal.by} proposes (${proposal.version})` : '',
    notNow ? `not now (${notNow.times})` : '',
    yes('snoozes', { guide: snoozed.guide !== null, learner: snoozed.learner !== null }),
    ...reviews.map(({ of, side, said }) => `${of}: ${side} says ${said}`),
  ];
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

  it('both wanting to go on leads to an agreement that begins with the rhythm of the program', () => {
    const once = step(aPair({ kind: 'mentoring', state: trial() }), EVENTS['guide goes on'], day(1));
    const state = once.outcome === 'changed' ? once.state : ENDED;
    const both = step(
      aPair({ kind: 'mentoring', state }),
      { event: 'answers', by: 'learner', goesOn: true, endAt: SOON, usual: { form: 'as-needed' } },
      day(2),
    );
    expect(both).toMatchObject({
      state: { state: 'agreement', since: day(2), terms: { purpose: '', rhythm: { form: 'as-needed' } } },
      tell: [{ what: 'agreement', to: ['guide', 'learner'] }],
    });
  });

  it('ends after a “no” that followed a “yes”, whatever the other says until both are told', () => {
    const left = trial({ goesOn: { guide: true, learner: false }, closing: byGuide });
    const wants: PairEvent = { event: 'answers', by: 'learner', goesOn: true, endAt: day(4), usual: RHYTHM };
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
      { ...LEAVES, by: 'guide', endAt: day(30) },
      day(27),
    );
    expect(late).toMatchObject({ state: { closing: { at: day(28) } } });
  });

  it('reminds once, however long nobody looked', () => {
    expect(step(aPair({ state: trial() }), EVENTS['a day passes'], day(20))).toMatchObject({
      state: { reminded: 2 },
      tell: [{ what: 'unmet', to: ['guide', 'learner'] }],
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
    ['reminded once', trial({ reminded: 1 }), day(10)],
    ['reminded twice', trial({ reminded: 2 }), day(28)],
    ['about to end', trial({ closing: byGuide }), SOON],
    ['a new agreement', agreement(), day(7)],
    ['an agreement, reminded once', agreement({ reminded: 1 }), day(28)],
    ['an agreement, reminded twice', agreement({ reminded: 2 }), day(42)],
    ['running', running(), null],
    ['running, about to end', running({ closing: byGuide }), SOON],
    ['paused after silence', paused(), day(90)],
    ['paused until a day', paused({ until: '2026-11-30', resumesAt: day(7), endsAt: day(5) }), day(7)],
    ['paused, about to end', paused({ closing: byGuide }), SOON],
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
          expect(seenBy(aPair({ state: all }), reader, 'UTC')).toEqual(
            seenBy(aPair({ state: alone }), reader, 'UTC'),
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never shows the other’s leaving in what changes, what is told or whose messages are renewed', () => {
    fc.assert(
      fc.property(anyHistory(), fc.constantFrom(...SIDES), (history, by) => {
        const state = play(history);
        const before = seenBy(aPair({ state }), otherSide(by), 'UTC');
        for (const event of [
          { ...LEAVES, by, goodbye: 'Thank you', handsOver: true },
          { event: 'answers', by, goesOn: false, endAt: SOON, usual: RHYTHM },
          { ...REVIEWS, by, of: 'final', said: 'close' },
        ] as const) {
          const result = step(aPair({ state }), event, day(1));
          if (result.outcome !== 'changed') continue;
          expect(result.tell).toEqual([]);
          expect(result.seenBy).toEqual([by]);
          expect(seenBy(aPair({ state: result.state }), otherSide(by), 'UTC')).toEqual(before);
        }
      }),
    );
  });

  it('is the same end whoever said no, and whether it was a “no”, a tie or leaving', () => {
    const ends = SIDES.flatMap((by) =>
      (['leaves', 'answers'] as const).map((event) => {
        const left = step(
          aPair({ state: trial() }),
          event === 'leaves' ? { ...LEAVES, by } : { event, by, goesOn: false, endAt: SOON, usual: RHYTHM },
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
  return AFTER[name] ?? day(1);
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
    side.map((by): PairEvent => ({ ...LEAVES, by })),
    fc
      .tuple(side, fc.boolean())
      .map(([by, goesOn]): PairEvent => ({ event: 'answers', by, goesOn, endAt: SOON, usual: RHYTHM })),
    fc
      .tuple(side, fc.constantFrom(USUAL, OTHER), fc.constantFrom(1, 2))
      .map(([by, terms, termsVersion]): PairEvent => ({ event: 'confirms', by, terms, termsVersion })),
    side.map((who): PairEvent => ({ event: 'is-gone', who, endAt: SOON })),
    side.map((who): PairEvent => ({ event: 'is-back', who, usual: RHYTHM })),
  );
}

function anyHistory(): fc.Arbitrary<PairEvent[]> {
  return fc.array(anyEvent(), { maxLength: 8 });
}
