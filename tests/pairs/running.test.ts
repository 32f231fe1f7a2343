import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt, type PairEvent, type Step, step } from '../../src/pairs/life.ts';
import { otherSide, type PairState, SIDES, type Side, type Terms } from '../../src/pairs/pair.ts';
import { seenBy } from '../../src/pairs/seen.ts';
import { aPair, BEGAN, byGuide, day, ENDED, OTHER, paused, running, SOON, trial, USUAL } from './made.ts';

const NOW = day(1);
const LONGER: Terms = { purpose: '', rhythm: { form: 'plan', sessions: 9, minutes: 60, everyDays: 21 } };
const LEAVES = { event: 'leaves', endAt: SOON, goodbye: null, handsOver: false } as const;

const taken = (state: PairState, event: PairEvent, now = NOW): Step => step(aPair({ state }), event, now);
const become = (state: PairState, ...events: PairEvent[]): PairState =>
  events.reduce((before, event) => {
    const happened = taken(before, event);
    return happened.outcome === 'changed' ? happened.state : before;
  }, state);

describe('a pair that has begun', () => {
  it('begins anew after a pause: what was asked before is not asked again at once', () => {
    const rested = paused({
      notNow: { times: 2, at: BEGAN, until: day(14) },
      snoozed: { guide: day(20), learner: day(20) },
      reviews: [{ of: 'half-time', round: 1, side: 'guide', said: 'keep', at: BEGAN }],
    });
    expect(become(rested, { event: 'resumes', by: 'learner' })).toEqual(
      running({
        from: NOW,
        snoozed: { guide: day(20), learner: null },
        reviews: rested.reviews,
      }),
    );
  });

  it('is taken up again on the day that was said, by itself, and both are told', () => {
    const resting = paused({ why: 'asked', until: '2026-11-30', resumesAt: day(7), endsAt: day(5) });
    expect(taken(resting, { event: 'time-passes' }, day(6.9)).outcome).toBe('unchanged');
    expect(taken(resting, { event: 'time-passes' }, day(7))).toMatchObject({
      state: { state: 'running', from: day(7) },
      tell: [{ what: 'resumed', to: SIDES }],
    });
  });

  it('nothing of a pause is left in a pair that runs', () => {
    expect(Object.keys(become(paused(), { event: 'resumes', by: 'guide' })).toSorted()).toEqual(
      Object.keys(running()).toSorted(),
    );
  });

  it('paused after silence, a day can be said until when, without another message', () => {
    const until = { until: '2026-11-30', resumesAt: day(7), endsAt: day(91) };
    expect(taken(paused(), { event: 'pauses', by: 'guide', ...until })).toMatchObject({
      state: { state: 'paused', why: 'asked', at: BEGAN, ...until },
      tell: [],
    });
  });

  it('other terms hold when both want them, and a longer plan counts from that day', () => {
    const proposed = become(running(), { event: 'proposes', by: 'guide', terms: LONGER, proposals: 0 });
    expect(proposed).toMatchObject({ terms: USUAL, from: BEGAN, proposal: { by: 'guide', version: 1 } });
    expect(taken(proposed, { event: 'agrees', by: 'learner', version: 1 })).toMatchObject({
      state: { terms: LONGER, from: NOW, proposal: null, proposals: 1 },
      tell: [{ what: 'proposal-answered', to: ['guide'], once: '1.agrees' }],
    });
    expect(taken(proposed, { event: 'declines', by: 'learner', version: 1 })).toMatchObject({
      state: { terms: USUAL, from: BEGAN, proposal: null, proposals: 1 },
      tell: [{ what: 'proposal-answered', to: ['guide'], once: '1.declines' }],
    });
  });

  it('other words on what it is for change no date', () => {
    const terms = { ...USUAL, purpose: 'Saying no in time' };
    const agreed = become(
      running(),
      { event: 'proposes', by: 'guide', terms, proposals: 0 },
      { event: 'agrees', by: 'learner', version: 1 },
    );
    expect(agreed).toMatchObject({ terms, from: BEGAN });
  });

  it('an answer is to what was read: a newer proposal is not agreed to with an older form', () => {
    const twice = become(
      running(),
      { event: 'proposes', by: 'guide', terms: LONGER, proposals: 0 },
      { event: 'proposes', by: 'guide', terms: OTHER, proposals: 1 },
    );
    expect(taken(twice, { event: 'agrees', by: 'learner', version: 1 })).toMatchObject({
      problem: 'changed',
    });
    expect(taken(twice, { event: 'proposes', by: 'learner', terms: LONGER, proposals: 1 })).toMatchObject({
      problem: 'changed',
    });
    expect(become(twice, { event: 'agrees', by: 'learner', version: 2 })).toMatchObject({ terms: OTHER });
  });

  it('both proposing the same is an agreement, also at once', () => {
    const both = become(
      running(),
      { event: 'proposes', by: 'guide', terms: OTHER, proposals: 0 },
      { event: 'proposes', by: 'learner', terms: OTHER, proposals: 0 },
    );
    expect(both).toMatchObject({ terms: OTHER, proposal: null });
  });

  it('“not now” counts each time that it is asked anew, and any sign starts over', () => {
    const no = (until: Date): PairEvent => ({ event: 'says-not-now', by: 'learner', until });
    const once = become(running(), no(day(15)));
    const again = taken(once, no(day(43)), day(15));
    expect(again).toMatchObject({ state: { notNow: { times: 2, at: day(15), until: day(43) } } });
    expect(become(once, { event: 'gives-a-sign', by: 'guide' })).toMatchObject({ notNow: null });
  });

  it('is closed as done where one says so at the end and the other does not say otherwise', () => {
    const says = (by: Side, said: 'keep' | 'close', of: 'final' | 'half-time' = 'final'): PairEvent => ({
      event: 'reviews',
      by,
      of,
      round: 1,
      said,
      endAt: SOON,
    });
    const whyOf = (...events: PairEvent[]): unknown => become(running(), ...events);
    expect(whyOf(says('learner', 'close'))).toMatchObject({ closing: { why: 'completed', at: SOON } });
    expect(whyOf(says('learner', 'close'), says('guide', 'close'))).toMatchObject({
      closing: { why: 'completed', by: ['learner', 'guide'] },
    });
    expect(whyOf(says('learner', 'close'), says('guide', 'keep'))).toMatchObject({
      closing: { why: 'not-continued', by: ['learner'] },
    });
    expect(whyOf(says('guide', 'keep'), says('learner', 'close'))).toMatchObject({
      closing: { why: 'not-continued' },
    });
    expect(whyOf(says('learner', 'close', 'half-time'))).toMatchObject({ closing: { why: 'not-continued' } });
  });

  it('a review is answered once; another answer takes its place', () => {
    const says = (said: 'keep' | 'change'): PairEvent => ({
      event: 'reviews',
      by: 'guide',
      of: 'renewal',
      round: 1,
      said,
      endAt: SOON,
    });
    const kept = become(running(), says('keep'));
    expect(taken(kept, says('keep')).outcome).toBe('unchanged');
    expect(become(kept, says('change'))).toMatchObject({ reviews: [{ side: 'guide', said: 'change' }] });
  });

  it.each([
    ['a trial that led to nothing', { from: 'trial' }, true],
    ['a pair that one of them ended', { from: 'running' }, false],
    ['a pair that was handed over', { from: 'running', handsOver: true }, true],
    ['a pair that rested, handed over', { from: 'paused', handsOver: true }, true],
    ['a pair whose guide is gone', { from: 'running', why: 'guide-not-available' }, true],
    [
      'a pair whose learner is gone',
      { from: 'running', why: 'learner-not-available', handsOver: true },
      false,
    ],
    ['a pair that nobody took up again', { from: 'paused', why: 'silent' }, false],
  ] as const)('the request goes on, as the learner sees: %s', (_, differs, goesOn) => {
    const pair = aPair({ state: { ...ENDED, ...differs } });
    expect(seenBy(pair, 'learner', 'UTC').now).toMatchObject({ requestGoesOn: goesOn });
    expect(seenBy(pair, 'guide', 'UTC').now).toMatchObject({ requestGoesOn: false });
  });

  it('words of goodbye are read by the other, and by nobody else', () => {
    const left = become(running(), { ...LEAVES, by: 'guide', goodbye: '  Thank you.  ' });
    const over = step(aPair({ state: left }), { event: 'time-passes' }, SOON);
    if (over.outcome !== 'changed') throw new Error('not over');
    expect(seenBy(aPair({ state: over.state }), 'learner', 'UTC').now).toMatchObject({
      goodbye: 'Thank you.',
    });
    expect(seenBy(aPair({ state: over.state }), 'guide', 'UTC').now).toMatchObject({ goodbye: null });
    expect(become(running(), { ...LEAVES, by: 'guide', goodbye: '   ' })).toMatchObject({
      closing: { goodbyes: [] },
    });
  });
});

describe('what the other learns', () => {
  it('nothing of a snooze, an answer at a review, or leaving', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent(), { maxLength: 6 }),
        anyStart(),
        fc.constantFrom(...SIDES),
        (events, start, by) => {
          const state = become(start, ...events);
          const before = seenBy(aPair({ state }), otherSide(by), 'UTC');
          const privately: PairEvent[] = [
            { event: 'snoozes', by, until: day(14) },
            ...(['half-time', 'final', 'renewal'] as const).flatMap((of) =>
              (['keep', 'change', 'close'] as const).map(
                (said): PairEvent => ({ event: 'reviews', by, of, round: 1, said, endAt: SOON }),
              ),
            ),
            { ...LEAVES, by },
            { ...LEAVES, by, goodbye: 'Thank you', handsOver: true },
          ];
          for (const event of privately) {
            const happened = taken(state, event);
            if (happened.outcome !== 'changed') continue;
            expect(happened.tell).toEqual([]);
            expect(happened.seenBy).toEqual([by]);
            expect(seenBy(aPair({ state: happened.state }), otherSide(by), 'UTC')).toEqual(before);
          }
        },
      ),
    );
  });

  it('nothing until both are told: all that they do meanwhile goes as if the other had not left', () => {
    let [compared, told] = [0, 0];
    fc.assert(
      fc.property(
        anyStart(),
        fc.array(anyEvent(), { maxLength: 4 }),
        fc.array(anyEvent(), { maxLength: 8 }),
        fc.constantFrom(...SIDES),
        (start, before, meanwhile, reader) => {
          const stays = become(start, ...before);
          if (stays.state === 'ended' || stays.closing) return;
          const leaves: PairEvent = { ...LEAVES, by: otherSide(reader), goodbye: 'x', handsOver: true };
          let [left, stayed]: [PairState, PairState] = [become(stays, leaves), stays];
          for (const event of meanwhile) {
            if ('by' in event && event.by !== reader) continue;
            const [one, other]: [Step, Step] = [taken(left, event), taken(stayed, event)];
            expect(shownTo(reader, one)).toEqual(shownTo(reader, other));
            if (one.outcome === 'changed') left = one.state;
            if (other.outcome === 'changed') stayed = other.state;
            expect(seenBy(aPair({ state: left }), reader, 'UTC')).toEqual(
              seenBy(aPair({ state: stayed }), reader, 'UTC'),
            );
            compared += 1;
            if (one.outcome === 'changed' && one.tell.some(({ to }) => to.includes(reader))) told += 1;
          }
        },
      ),
      { numRuns: 2_000 },
    );
    // The property is about something: there was much to compare, messages among it.
    expect(compared).toBeGreaterThan(1_000);
    expect(told).toBeGreaterThan(100);
  });

  it('a pause tells neither of the two who wanted it', () => {
    const rests = { event: 'pauses', until: null, resumesAt: null, endsAt: day(91) } as const;
    const [guide, learner] = SIDES.map((by) => taken(running(), { ...rests, by }));
    expect(guide).toEqual(learner);
  });

  it('who has left can do nothing more, and is told nothing but the end', () => {
    const left = running({
      closing: byGuide,
      proposal: { by: 'learner', terms: OTHER, version: 1, at: BEGAN },
      proposals: 1,
    });
    fc.assert(
      fc.property(anyEvent(), (event) => {
        const happened = taken(left, event);
        if ('by' in event && event.by === 'guide') expect(happened.outcome).not.toBe('changed');
        if (happened.outcome === 'changed')
          expect(happened.tell.flatMap(({ to }) => to)).not.toContain('guide');
      }),
    );
  });
});

describe('whatever happens', () => {
  it('a pair that rests is looked at again, and after time has passed later than now', () => {
    fc.assert(
      fc.property(
        anyStart(),
        fc.array(anyEvent(), { maxLength: 10 }),
        fc.integer({ min: 24, max: 24 * 120 }),
        (start, events, hours) => {
          const state = become(start, ...events);
          const now = new Date(BEGAN.getTime() + hours * 3_600_000);
          const pair = aPair({ state: afterTime(state, now) });
          const due = dueAt(pair);
          expect(due === null || due > now).toBe(true);
          if (pair.state.state === 'paused') expect(due).not.toBeNull();
        },
      ),
    );
  });
});

function afterTime(state: PairState, now: Date): PairState {
  const passed = taken(state, { event: 'time-passes' }, now);
  return passed.outcome === 'changed' ? passed.state : state;
}

/** Of a step, all that reaches one of the two. */
function shownTo(reader: Side, happened: Step): unknown {
  if (happened.outcome !== 'changed') return happened;
  return {
    told: happened.tell.flatMap(({ what, to, once }) => (to.includes(reader) ? [{ what, once }] : [])),
    renewed: happened.seenBy.includes(reader),
  };
}

function anyStart(): fc.Arbitrary<PairState> {
  const proposal = { by: 'guide', terms: OTHER, version: 1, at: BEGAN } as const;
  return fc.constantFrom<PairState>(
    trial(),
    running(),
    running({ proposal, proposals: 1 }),
    running({ notNow: { times: 1, at: BEGAN, until: day(14) } }),
    paused(),
    paused({ why: 'asked', until: '2026-11-24', resumesAt: NOW }),
  );
}

function anyEvent(): fc.Arbitrary<PairEvent> {
  const side = fc.constantFrom(...SIDES);
  const version = fc.constantFrom(0, 1, 2);
  const terms = fc.constantFrom(USUAL, OTHER, LONGER);
  return fc.oneof(
    fc.tuple(side, fc.boolean()).map(
      ([by, isUntil]): PairEvent => ({
        event: 'pauses',
        by,
        until: isUntil ? '2026-11-24' : null,
        resumesAt: isUntil ? NOW : null,
        endsAt: day(91),
      }),
    ),
    side.map((by): PairEvent => ({ event: 'resumes', by })),
    side.map((by): PairEvent => ({ event: 'withdraws', by })),
    fc.constant<PairEvent>({ event: 'falls-silent', endsAt: day(91) }),
    fc.constant<PairEvent>({ event: 'time-passes' }),
    side.map((by): PairEvent => ({ event: 'snoozes', by, until: day(9) })),
    side.map((by): PairEvent => ({ event: 'says-not-now', by, until: day(15) })),
    side.map((by): PairEvent => ({ event: 'gives-a-sign', by })),
    fc
      .tuple(side, terms, version)
      .map(([by, other, proposals]): PairEvent => ({ event: 'proposes', by, terms: other, proposals })),
    fc
      .tuple(side, fc.constantFrom('agrees' as const, 'declines' as const), version)
      .map(([by, event, which]): PairEvent => ({ event, by, version: which })),
    fc
      .tuple(
        side,
        fc.constantFrom('half-time' as const, 'final' as const),
        fc.constantFrom('keep' as const, 'close' as const),
      )
      .map(([by, of, said]): PairEvent => ({ event: 'reviews', by, of, round: 1, said, endAt: SOON })),
    fc.tuple(side, fc.boolean()).map(([by, handsOver]): PairEvent => ({ ...LEAVES, by, handsOver })),
  );
}
