import { describe, expect, it } from 'vitest';
import type { KeptSession } from '../../src/pairs/course.ts';
import type { PairState, Side } from '../../src/pairs/pair.ts';
import { isIn, seenBy, sessionSeenBy } from '../../src/pairs/seen.ts';
import { booked } from './coaching-made.ts';
import {
  agreement,
  aPair,
  byGuide,
  day,
  ENDED,
  GUIDE,
  guideGone,
  LEARNER,
  OTHER,
  paused,
  running,
  SOON,
  trial,
  USUAL,
} from './made.ts';

const BEGUN = { terms: USUAL, proposal: null, proposals: 0, left: false };
const RESTS = { why: 'asked', until: '2026-12-07', resumesAt: day(14) } as const;
const PROPOSED = { proposal: { by: 'guide', terms: OTHER, version: 2, at: SOON }, proposals: 2 } as const;
const GOODBYES = [
  { by: 'guide' as const, words: 'from the guide' },
  { by: 'learner' as const, words: 'from the learner' },
];
const OVER = { state: 'ended', notAvailable: false, requestGoesOn: false, goodbye: null };

/** What each of the two sees of a pair, and nothing else: the guide's first, then the learner's. */
const TABLE: [string, PairState, object, object][] = [
  [
    'a trial in which the guide wants to go on',
    trial({ goesOn: { guide: true, learner: false } }),
    { state: 'trial', answered: true, left: false, metBy: day(14), until: day(28) },
    { state: 'trial', answered: false, left: false, metBy: day(14), until: day(28) },
  ],
  [
    'a trial that the guide has ended',
    trial({ closing: byGuide }),
    { state: 'trial', answered: false, left: true, metBy: day(14), until: day(28) },
    { state: 'trial', answered: false, left: false, metBy: day(14), until: day(28) },
  ],
  [
    'an agreement that the guide changed and confirmed',
    agreement({
      termsVersion: 2,
      confirmed: { guide: true, learner: false },
      change: { by: 'guide', from: OTHER.rhythm, purpose: true },
    }),
    {
      state: 'agreement',
      terms: USUAL,
      termsVersion: 2,
      confirmed: true,
      change: { mine: true, from: OTHER.rhythm, purpose: true },
      left: false,
      until: day(42),
    },
    {
      state: 'agreement',
      terms: USUAL,
      termsVersion: 2,
      confirmed: false,
      change: { mine: false, from: OTHER.rhythm, purpose: true },
      left: false,
      until: day(42),
    },
  ],
  [
    'an agreement that nobody changed',
    agreement(),
    {
      state: 'agreement',
      terms: USUAL,
      termsVersion: 1,
      confirmed: false,
      change: null,
      left: false,
      until: day(42),
    },
    {
      state: 'agreement',
      terms: USUAL,
      termsVersion: 1,
      confirmed: false,
      change: null,
      left: false,
      until: day(42),
    },
  ],
  ['a pair that runs', running(), { state: 'running', ...BEGUN }, { state: 'running', ...BEGUN }],
  [
    'a pair that runs, and which the guide has left, unseen by the learner',
    running({ closing: byGuide }),
    { state: 'running', ...BEGUN, left: true },
    { state: 'running', ...BEGUN },
  ],
  [
    'a pair with "not now", reminders later and answers of both',
    running({
      notNow: { times: 1, at: SOON, until: day(14) },
      snoozed: { guide: day(9), learner: day(8) },
      reviews: [{ of: 'half-time', round: 1, side: 'learner', said: 'close', at: SOON }],
    }),
    { state: 'running', ...BEGUN },
    { state: 'running', ...BEGUN },
  ],
  [
    'a pair with a proposal of the guide',
    running(PROPOSED),
    { state: 'running', ...BEGUN, proposal: { mine: true, terms: OTHER, version: 2 }, proposals: 2 },
    { state: 'running', ...BEGUN, proposal: { mine: false, terms: OTHER, version: 2 }, proposals: 2 },
  ],
  [
    'a pair that rests after silence',
    paused(),
    { state: 'paused', silence: true, until: null, endsAt: day(90), ...BEGUN },
    { state: 'paused', silence: true, until: null, endsAt: day(90), ...BEGUN },
  ],
  [
    'a pair that one of them wanted to rest, and which the guide has left',
    paused({ ...RESTS, ...PROPOSED, closing: byGuide }),
    {
      state: 'paused',
      silence: false,
      until: '2026-12-07',
      endsAt: day(90),
      ...BEGUN,
      proposal: { mine: true, terms: OTHER, version: 2 },
      proposals: 2,
      left: true,
    },
    {
      state: 'paused',
      silence: false,
      until: '2026-12-07',
      endsAt: day(90),
      ...BEGUN,
      proposal: { mine: false, terms: OTHER, version: 2 },
      proposals: 2,
    },
  ],
  [
    'a trial that led to nothing',
    ENDED,
    { ...OVER, from: 'trial' },
    { ...OVER, from: 'trial', requestGoesOn: true },
  ],
  [
    'a pair that ended while it rested, with words of both',
    { ...ENDED, from: 'paused', goodbyes: GOODBYES },
    { ...OVER, from: 'running', goodbye: 'from the learner' },
    { ...OVER, from: 'running', goodbye: 'from the guide' },
  ],
  [
    'a pair whose guide is gone',
    { ...ENDED, from: 'running', why: guideGone.why },
    { ...OVER, from: 'running' },
    { ...OVER, from: 'running', notAvailable: true, requestGoesOn: true },
  ],
  [
    'a pair whose learner is gone',
    { ...ENDED, from: 'agreement', why: 'learner-not-available' },
    { ...OVER, from: 'agreement', notAvailable: true },
    { ...OVER, from: 'agreement' },
  ],
];

describe('what one of the two sees', () => {
  it.each(TABLE)('of %s', (_, state, guide, learner) => {
    expect(seenBy(aPair({ state }), 'guide', 'UTC').now).toEqual(guide);
    expect(seenBy(aPair({ state }), 'learner', 'UTC').now).toEqual(learner);
  });

  it('of the pair: their own side first, in their own zone', () => {
    const { id, kind, fit } = aPair();
    const both = { pairId: id, kind, fit, now: seenBy(aPair(), 'guide', 'UTC').now };
    expect(seenBy(aPair(), 'guide', 'Asia/Tokyo')).toEqual({
      ...both,
      side: 'guide',
      me: GUIDE,
      other: LEARNER,
      myZone: 'Asia/Tokyo',
    });
    expect(seenBy(aPair(), 'learner', 'UTC')).toEqual({
      ...both,
      side: 'learner',
      me: LEARNER,
      other: GUIDE,
      myZone: 'UTC',
    });
    expect(isIn(seenBy(aPair(), 'guide', 'UTC'), 'trial')).toBe(true);
    expect(isIn(seenBy(aPair(), 'guide', 'UTC'), 'running')).toBe(false);
  });

  it.each<[Side, object]>([
    ['guide', { plan: { cue: 'c', action: 'a', obstacle: 'o' }, wish: 'w', learning: 'l' }],
    ['learner', { plan: { cue: 'c', action: 'a', obstacle: 'o' }, wish: 'w', takeaway: 't' }],
  ])('of a session: what both read, and what is the %s’s own', (side, words) => {
    const shared = booked(1, '2026-12-01');
    const session: KeptSession = {
      ...shared,
      progress: 4,
      learnerWords: { plan: { cue: 'c', action: 'a', obstacle: 'o' }, wish: 'w', takeaway: 't' },
      guideWords: { learning: 'l' },
      calendarKey: 'secret',
    };
    expect(sessionSeenBy(session, side)).toEqual({ ...shared, progress: 4, words });
  });
});
