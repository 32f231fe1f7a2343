import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterBatch,
  allow,
  beginPublishing,
  type Draft,
  type DraftState,
  drop,
  forbid,
  nextBatch,
  pin,
  setAside,
  type Together,
  unpin,
  unsettled,
} from '../../src/matching/draft.ts';
import { cohortWith, draftWith, pair, two } from './drafts.ts';
import { NOW, personId } from './people.ts';

const LATER = new Date('2026-06-11T08:00Z');
const BOSS = personId('BOSS');
const NOTHING_DONE = { done: 0, made: 0, lapsed: [], failed: [], told: 0 };
const STATES: Record<DraftState['state'], DraftState> = {
  draft: { state: 'draft' },
  publishing: { state: 'publishing', by: BOSS, since: NOW, progress: NOTHING_DONE },
  published: { state: 'published', by: BOSS, at: NOW, progress: { ...NOTHING_DONE, done: 2, made: 2 } },
  dropped: { state: 'dropped', by: BOSS, at: NOW },
};
const cohort = cohortWith([pair('lea', 'ada'), pair('lou', 'ben')], ['max']);
const draft = draftWith(cohort);

describe('what a manager wants of two people', () => {
  const [lea, lou, max] = [two('lea', 'ben'), two('lou', 'ben'), two('max', 'ben')];
  it.each<[string, Partial<Draft>, (of: Draft) => ReturnType<typeof pin>, ReturnType<typeof pin>]>([
    ['pins them', {}, (of) => pin(of, lea, 1), { outcome: 'changed', pins: [lea], forbidden: [] }],
    ['pins them twice', { pins: [lea] }, (of) => pin(of, lea, 1), { outcome: 'same' }],
    [
      'pins a learner to somebody else instead',
      { pins: [lea, lou] },
      (of) => pin(of, two('lea', 'ada'), 1),
      { outcome: 'changed', pins: [lou, two('lea', 'ada')], forbidden: [] },
    ],
    [
      'pins two who were forbidden',
      { forbidden: [lou, lea] },
      (of) => pin(of, lea, 1),
      { outcome: 'changed', pins: [lea], forbidden: [lou] },
    ],
    ['pins more than there are places', { pins: [lea] }, (of) => pin(of, lou, 1), { outcome: 'no-place' }],
    [
      'pins as many as there are places',
      { pins: [lea] },
      (of) => pin(of, max, 2),
      { outcome: 'changed', pins: [lea, max], forbidden: [] },
    ],
    ['pins to somebody without a place', {}, (of) => pin(of, lea, 0), { outcome: 'no-place' }],
    [
      'unpins them',
      { pins: [lou, lea] },
      (of) => unpin(of, lea),
      { outcome: 'changed', pins: [lou], forbidden: [] },
    ],
    ['unpins what is not pinned', {}, (of) => unpin(of, lea), { outcome: 'same' }],
    [
      'forbids two who were pinned',
      { pins: [lea] },
      (of) => forbid(of, lea),
      { outcome: 'changed', pins: [], forbidden: [lea] },
    ],
    ['forbids them twice', { forbidden: [lea] }, (of) => forbid(of, lea), { outcome: 'same' }],
    [
      'allows them again',
      { forbidden: [lea, lou] },
      (of) => allow(of, lea),
      { outcome: 'changed', pins: [], forbidden: [lou] },
    ],
    ['allows what was not forbidden', {}, (of) => allow(of, lea), { outcome: 'same' }],
  ])('%s', (_, given, act, then) => {
    expect(act(draftWith(cohort, given))).toEqual(then);
  });

  it.each(['publishing', 'published', 'dropped'] as const)(
    'changes nothing of a draft that is %s',
    (state) => {
      const ended = draftWith(cohort, { state: STATES[state], pins: [lea], forbidden: [lou] });
      for (const act of [pin(ended, max, 2), unpin(ended, lea), forbid(ended, lea), allow(ended, lou)])
        expect(act).toEqual({ outcome: 'ended' });
    },
  );

  it('shows when the draft is run again: until then it is counted', () => {
    const idle = two('max', 'cyd');
    const count = (given: Partial<Draft>) => unsettled(draftWith({ ...cohort, idle: [idle] }, given));
    expect(count({})).toBe(0);
    expect(count({ pins: [two('lea', 'ada'), idle], forbidden: [two('lea', 'ben')] })).toBe(0);
    expect(count({ pins: [two('lea', 'ben')], forbidden: [two('lou', 'ben')] })).toBe(2);
  });

  it('never leaves a pair pinned and forbidden, a learner pinned twice, or more pins than places', () => {
    const name = fc.constantFrom('lea', 'lou', 'max');
    const wish = fc.record({ what: fc.constantFrom(pin, unpin, forbid, allow), learner: name, guide: name });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 20 }), fc.integer({ min: 0, max: 2 }), (wishes, places) => {
        let now = draft;
        for (const { what, learner, guide } of wishes) {
          const then = what(now, two(learner, `G${guide}`), places);
          if (then.outcome === 'changed') now = { ...now, ...then };
        }
        const text = ({ learnerId, guideId }: Together) => `${learnerId} ${guideId}`;
        expect(now.pins.filter((one) => now.forbidden.map(text).includes(text(one)))).toEqual([]);
        expect(new Set(now.pins.map(({ learnerId }) => learnerId)).size).toBe(now.pins.length);
        for (const { guideId } of now.pins)
          expect(now.pins.filter((one) => one.guideId === guideId).length).toBeLessThanOrEqual(places);
      }),
    );
  });
});

describe('publishing', () => {
  it.each<[string, Partial<Draft>, string]>([
    ['begins', {}, 'begun'],
    ['changes nothing while it is under way', { state: STATES.publishing }, 'publishing'],
    ['changes nothing afterwards', { state: STATES.published }, 'published'],
    ['is over for a draft that was dropped', { state: STATES.dropped }, 'dropped'],
    ['waits until what was pinned is in it', { pins: [two('max', 'ada')] }, 'run-again'],
    ['waits until what was forbidden is out of it', { forbidden: [two('lea', 'ada')] }, 'run-again'],
    ['needs a pair', { cohort: cohortWith([], ['max']) }, 'nothing'],
  ])('%s', (_, given, outcome) => {
    expect(beginPublishing(draftWith(cohort, given), BOSS, LATER).outcome).toBe(outcome);
  });

  it('says who began it and when', () => {
    expect(beginPublishing(draft, null, LATER)).toEqual({
      outcome: 'begun',
      state: { state: 'publishing', by: null, since: LATER, progress: NOTHING_DONE },
    });
  });

  it('deals with every pair once, then with everybody else once, in batches of any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (pairs, without, most) => {
          const names = (of: string, count: number) => Array.from({ length: count }, (_, at) => `${of}${at}`);
          const all = cohortWith(
            names('L', pairs).map((name) => pair(name, 'ada')),
            names('M', without),
          );
          const begun = beginPublishing(draftWith(all), null, NOW);
          let state: DraftState = begun.outcome === 'begun' ? begun.state : STATES.draft;
          const seen: string[] = [];
          while (state.state === 'publishing') {
            const batch = nextBatch(all, state.progress, most);
            seen.push(...[...batch.pairs, ...batch.unmatched].map(({ learnerId }) => learnerId));
            const [lapsed, ...made] = batch.pairs;
            const dealtWith = {
              made: made.length,
              lapsed: lapsed ? [lapsed] : [],
              told: batch.unmatched.length,
            };
            state = afterBatch(all, state, dealtWith, batch, LATER);
          }
          expect(seen).toEqual([...all.pairs, ...all.unmatched].map(({ learnerId }) => learnerId));
          if (state.state !== 'published') throw new Error(state.state);
          const { made, lapsed, told } = state.progress;
          expect([made + lapsed.length, told, state.at]).toEqual([pairs, without, LATER]);
        },
      ),
    );
  });
});

it('a pair that cannot be made is left out and named, a learner who cannot be told is left out', () => {
  const all = cohortWith([pair('lea', 'ada'), pair('lou', 'ben')], ['max']);
  const begun = beginPublishing(draftWith(all), null, NOW);
  if (begun.outcome !== 'begun') throw new Error(begun.outcome);
  const first = setAside(all, begun.state, LATER);
  expect(first.leftOut).toEqual({ pairs: [all.pairs[0]], unmatched: [] });
  expect(first.state).toMatchObject({
    state: 'publishing',
    progress: { done: 1, made: 0, failed: [two('lea', 'ada')] },
  });
  if (first.state.state !== 'publishing') throw new Error(first.state.state);
  const { progress } = first.state;
  const last = setAside(all, { ...first.state, progress: { ...progress, done: 2, made: 1 } }, LATER);
  expect(last.leftOut).toEqual({ pairs: [], unmatched: all.unmatched });
  expect(last.state).toMatchObject({
    state: 'published',
    at: LATER,
    progress: { done: 3, made: 1, failed: [two('lea', 'ada')], told: 0 },
  });
});

describe('dropping', () => {
  it.each<[DraftState['state'], string]>([
    ['draft', 'dropped'],
    ['dropped', 'same'],
    ['publishing', 'ended'],
    ['published', 'ended'],
  ])('a draft that is %s', (state, outcome) => {
    expect(drop({ state: STATES[state] }, BOSS, LATER).outcome).toBe(outcome);
  });
});
