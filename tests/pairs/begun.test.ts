import { describe, expect, it } from 'vitest';
import { dueAt, type PairEvent, step } from '../../src/pairs/life.ts';
import type { PairState, Paused, Running } from '../../src/pairs/pair.ts';
import {
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

const NOW = day(1);
const RESTS = { until: '2026-12-07', resumesAt: day(14), endsAt: day(91) };
const NO_DAY = { until: null, resumesAt: null, endsAt: day(91) };
const LEAVES = { event: 'leaves', endAt: SOON, goodbye: null, handsOver: false } as const;
const PROPOSAL = { by: 'guide', terms: OTHER, version: 1, at: BEGAN } as const;
const NOT_NOW = { times: 1, at: BEGAN, until: day(14) };
const review = (by: 'guide' | 'learner', said: 'keep' | 'close', differs = {}): PairEvent => ({
  event: 'reviews',
  by,
  of: 'final',
  round: 1,
  said,
  endAt: SOON,
  ...differs,
});

const ASKED_TO_REST = paused({ why: 'asked', ...RESTS });
const PROPOSED = running({ proposal: PROPOSAL, proposals: 1 });
const LEFT = running({ closing: byGuide });
const ALSO_LEFT = paused({ closing: byGuide });
const GONE = running({ closing: guideGone });

type Begun = Partial<Running> & Partial<Omit<Paused, 'state'>>;
interface Happened {
  state?: PairState['state'];
  differs?: Begun | object;
  tell?: [string, ...string[]][];
  seenBy?: string[];
  nothing?: 'unchanged' | 'ended' | 'left' | 'changed' | 'not-now';
}
const SIDES = ['guide', 'learner'];

/** What each event makes of a pair that has begun: what is told to whom, and whose messages show something else. */
const TABLE: [string, PairState, PairEvent, Happened][] = [
  [
    'a pause until a day, the same to both',
    running(),
    { event: 'pauses', by: 'learner', ...RESTS },
    {
      state: 'paused',
      differs: { why: 'asked', at: NOW, ...RESTS },
      tell: [['paused', ...SIDES]],
      seenBy: SIDES,
    },
  ],
  [
    'a pause without a day',
    running(),
    { event: 'pauses', by: 'guide', ...NO_DAY },
    { state: 'paused', differs: { why: 'asked', ...NO_DAY }, tell: [['paused', ...SIDES]] },
  ],
  [
    'a pause that is wanted already',
    ASKED_TO_REST,
    { event: 'pauses', by: 'learner', ...RESTS },
    { nothing: 'unchanged' },
  ],
  [
    'a pause until another day',
    ASKED_TO_REST,
    { event: 'pauses', by: 'learner', ...RESTS, until: '2026-12-08', resumesAt: day(15) },
    {
      state: 'paused',
      differs: { until: '2026-12-08', resumesAt: day(15), at: BEGAN },
      tell: [],
      seenBy: SIDES,
    },
  ],
  [
    'silence',
    running(),
    { event: 'falls-silent', endsAt: day(91) },
    { state: 'paused', differs: { why: 'silence', ...NO_DAY }, tell: [['paused', ...SIDES]], seenBy: SIDES },
  ],
  [
    'silence of a pair that rests',
    paused(),
    { event: 'falls-silent', endsAt: day(91) },
    { nothing: 'unchanged' },
  ],
  [
    'taken up again by one: the other is told',
    paused({ notNow: NOT_NOW, snoozed: { guide: day(9), learner: day(9) } }),
    { event: 'resumes', by: 'guide' },
    {
      state: 'running',
      differs: { from: NOW, notNow: null, snoozed: { guide: null, learner: day(9) } },
      tell: [['resumed', 'learner']],
      seenBy: SIDES,
    },
  ],
  ['taken up again, while it runs', running(), { event: 'resumes', by: 'guide' }, { nothing: 'unchanged' }],
  ['its day has not come', ASKED_TO_REST, { event: 'time-passes' }, { nothing: 'unchanged' }],
  [
    'its day has come: both are told',
    paused({ why: 'asked', ...RESTS, resumesAt: NOW }),
    { event: 'time-passes' },
    { state: 'running', differs: { from: NOW }, tell: [['resumed', ...SIDES]] },
  ],
  ['its end has not come', paused({ endsAt: SOON }), { event: 'time-passes' }, { nothing: 'unchanged' }],
  [
    'its end has come',
    paused({ endsAt: NOW }),
    { event: 'time-passes' },
    { state: 'ended', differs: { why: 'silent', from: 'paused', at: NOW }, tell: [['ended', ...SIDES]] },
  ],
  [
    'with a day, the end is of no account',
    paused({ why: 'asked', ...RESTS, endsAt: BEGAN }),
    { event: 'time-passes' },
    { nothing: 'unchanged' },
  ],
  ['time passes while it runs', running(), { event: 'time-passes' }, { nothing: 'unchanged' }],
  [
    'reminders later are one’s own',
    running({ snoozed: { guide: day(3), learner: null } }),
    { event: 'snoozes', by: 'learner', until: day(9) },
    {
      state: 'running',
      differs: { snoozed: { guide: day(3), learner: day(9) } },
      tell: [],
      seenBy: ['learner'],
    },
  ],
  [
    '"not now" is the mentee’s own',
    running(),
    { event: 'says-not-now', by: 'learner', until: day(15) },
    {
      state: 'running',
      differs: { notNow: { times: 1, at: NOW, until: day(15) } },
      tell: [],
      seenBy: ['learner'],
    },
  ],
  [
    '"not now" again, when it is over',
    running({ notNow: { times: 1, at: BEGAN, until: NOW } }),
    { event: 'says-not-now', by: 'learner', until: day(29) },
    { state: 'running', differs: { notNow: { times: 2, at: NOW, until: day(29) } } },
  ],
  [
    '"not now" again, before it is over',
    running({ notNow: NOT_NOW }),
    { event: 'says-not-now', by: 'learner', until: day(29) },
    { nothing: 'unchanged' },
  ],
  [
    '"not now" of a pair that rests',
    paused(),
    { event: 'says-not-now', by: 'learner', until: day(15) },
    { nothing: 'not-now' },
  ],
  [
    'a sign ends a "not now"',
    running({ notNow: NOT_NOW }),
    { event: 'gives-a-sign', by: 'guide' },
    { state: 'running', differs: { notNow: null }, tell: [], seenBy: ['guide'] },
  ],
  ['a sign, otherwise', running(), { event: 'gives-a-sign', by: 'guide' }, { nothing: 'unchanged' }],
  [
    'a sign takes up again what rests',
    paused(),
    { event: 'gives-a-sign', by: 'learner' },
    { state: 'running', differs: { from: NOW }, tell: [['resumed', 'guide']] },
  ],
  [
    'other terms are proposed',
    running(),
    { event: 'proposes', by: 'guide', terms: OTHER, proposals: 0 },
    {
      state: 'running',
      differs: { terms: USUAL, proposal: { by: 'guide', terms: OTHER, version: 1, at: NOW }, proposals: 1 },
      tell: [['proposal', 'learner']],
      seenBy: SIDES,
    },
  ],
  [
    'the same again',
    PROPOSED,
    { event: 'proposes', by: 'guide', terms: OTHER, proposals: 0 },
    { nothing: 'unchanged' },
  ],
  [
    'the same by the other: agreed',
    PROPOSED,
    { event: 'proposes', by: 'learner', terms: OTHER, proposals: 0 },
    {
      state: 'running',
      differs: { terms: OTHER, from: NOW, proposal: null },
      tell: [['proposal-answered', 'guide']],
    },
  ],
  [
    'from an older form',
    PROPOSED,
    { event: 'proposes', by: 'learner', terms: { ...OTHER, purpose: 'y' }, proposals: 0 },
    { nothing: 'changed' },
  ],
  [
    'what holds already takes one’s own proposal back',
    PROPOSED,
    { event: 'proposes', by: 'guide', terms: USUAL, proposals: 1 },
    { state: 'running', differs: { proposal: null, proposals: 1 }, tell: [], seenBy: SIDES },
  ],
  [
    'what holds already, of the other',
    PROPOSED,
    { event: 'proposes', by: 'learner', terms: USUAL, proposals: 1 },
    { nothing: 'unchanged' },
  ],
  [
    'taken back',
    PROPOSED,
    { event: 'withdraws', by: 'guide' },
    { state: 'running', differs: { proposal: null }, tell: [], seenBy: SIDES },
  ],
  ['taken back by the other', PROPOSED, { event: 'withdraws', by: 'learner' }, { nothing: 'unchanged' }],
  ['taken back, and there is none', running(), { event: 'withdraws', by: 'guide' }, { nothing: 'unchanged' }],
  [
    'agreed: a new rhythm counts from that day, and a "not now" is over',
    running({ proposal: PROPOSAL, proposals: 1, notNow: NOT_NOW }),
    { event: 'agrees', by: 'learner', version: 1 },
    {
      state: 'running',
      differs: { terms: OTHER, from: NOW, proposal: null, notNow: null },
      tell: [['proposal-answered', 'guide']],
      seenBy: SIDES,
    },
  ],
  [
    'not agreed',
    PROPOSED,
    { event: 'declines', by: 'learner', version: 1 },
    {
      state: 'running',
      differs: { terms: USUAL, from: BEGAN, proposal: null },
      tell: [['proposal-answered', 'guide']],
    },
  ],
  [
    'agreed by whoever proposed',
    PROPOSED,
    { event: 'agrees', by: 'guide', version: 1 },
    { nothing: 'not-now' },
  ],
  [
    'agreed, and there is none',
    running(),
    { event: 'agrees', by: 'learner', version: 1 },
    { nothing: 'not-now' },
  ],
  [
    'agreed to an older one',
    PROPOSED,
    { event: 'agrees', by: 'learner', version: 0 },
    { nothing: 'changed' },
  ],
  [
    'looked back, alone',
    running(),
    review('learner', 'keep'),
    {
      state: 'running',
      differs: {
        reviews: [{ of: 'final', round: 1, side: 'learner', said: 'keep', at: NOW }],
        closing: null,
      },
      tell: [],
      seenBy: ['learner'],
    },
  ],
  [
    'looked back while it rests',
    paused(),
    review('learner', 'keep'),
    { state: 'paused', tell: [], seenBy: ['learner'] },
  ],
  [
    'of another round it stands beside it',
    running({ reviews: [{ of: 'final', round: 1, side: 'learner', said: 'keep', at: BEGAN }] }),
    review('learner', 'keep', { round: 2 }),
    {
      state: 'running',
      differs: {
        reviews: [
          { of: 'final', round: 1, side: 'learner', said: 'keep', at: BEGAN },
          { of: 'final', round: 2, side: 'learner', said: 'keep', at: NOW },
        ],
      },
    },
  ],
  [
    'closed half-way is no work that is done',
    running(),
    review('learner', 'close', { of: 'half-time' }),
    {
      state: 'running',
      differs: {
        closing: { why: 'not-continued', at: SOON, by: ['learner'], goodbyes: [], handsOver: false },
      },
      tell: [],
      seenBy: ['learner'],
    },
  ],
  [
    'closed by somebody who would have gone on before',
    running({ reviews: [{ of: 'final', round: 1, side: 'learner', said: 'keep', at: BEGAN }] }),
    review('learner', 'close'),
    { state: 'running', differs: { closing: { why: 'completed', by: ['learner'] } } },
  ],
  [
    'looked back, with the other one closed and gone',
    running({
      reviews: [{ of: 'final', round: 1, side: 'guide', said: 'close', at: BEGAN }],
      closing: { ...guideGone, by: ['guide'] },
    }),
    review('learner', 'keep'),
    { state: 'running', differs: { closing: { ...guideGone, by: ['guide'] } } },
  ],
  [
    'closed at the end, with words',
    running(),
    review('guide', 'close', { goodbye: ' Thank you. ' }),
    {
      state: 'running',
      differs: {
        closing: {
          why: 'completed',
          at: SOON,
          by: ['guide'],
          goodbyes: [{ by: 'guide', words: 'Thank you.' }],
          handsOver: false,
        },
      },
      tell: [],
      seenBy: ['guide'],
    },
  ],
  ['looked back by whoever has left', LEFT, review('guide', 'keep'), { nothing: 'left' }],
  [
    'anything else by whoever has left',
    LEFT,
    { event: 'snoozes', by: 'guide', until: day(9) },
    { nothing: 'left' },
  ],
  ['also where it rests', ALSO_LEFT, { event: 'resumes', by: 'guide' }, { nothing: 'left' }],
  [
    'the other goes on as always, and who has left hears nothing',
    LEFT,
    { event: 'pauses', by: 'learner', ...NO_DAY },
    { state: 'paused', differs: { closing: byGuide }, tell: [['paused', 'learner']] },
  ],
  [
    'who is gone hears nothing either',
    GONE,
    { event: 'pauses', by: 'learner', ...NO_DAY },
    { state: 'paused', tell: [['paused', 'learner']] },
  ],
  [
    'leaving is told when it was to be told, however long the pair has run',
    running(),
    { ...LEAVES, by: 'guide', endAt: day(400) },
    { state: 'running', differs: { closing: { ...byGuide, at: day(400) } }, tell: [], seenBy: ['guide'] },
  ],
  [
    'an end that has come',
    running({ closing: { ...byGuide, at: NOW } }),
    { event: 'time-passes' },
    { state: 'ended', differs: { why: 'not-continued', from: 'running' }, tell: [['ended', ...SIDES]] },
  ],
  ['an end that comes', LEFT, { event: 'time-passes' }, { nothing: 'unchanged' }],
  [
    'an answer of the trial',
    running(),
    { event: 'answers', by: 'guide', goesOn: true, endAt: SOON, usual: USUAL.rhythm },
    { nothing: 'not-now' },
  ],
  [
    'the agreement again',
    running(),
    { event: 'confirms', by: 'guide', terms: USUAL, termsVersion: 1 },
    { nothing: 'unchanged' },
  ],
  [
    'the agreement again, with other terms',
    running(),
    { event: 'confirms', by: 'guide', terms: OTHER, termsVersion: 1 },
    { nothing: 'not-now' },
  ],
  [
    'the agreement, while it rests',
    paused(),
    { event: 'confirms', by: 'guide', terms: USUAL, termsVersion: 1 },
    { nothing: 'not-now' },
  ],
  [
    'anything of a pair that has not begun',
    trial(),
    { event: 'resumes', by: 'guide' },
    { nothing: 'not-now' },
  ],
  [
    'silence of a pair that has not begun',
    trial(),
    { event: 'falls-silent', endsAt: day(91) },
    { nothing: 'unchanged' },
  ],
  ['anything of a pair that has ended', ENDED, { event: 'resumes', by: 'guide' }, { nothing: 'ended' }],
  ['time passes after the end', ENDED, { event: 'time-passes' }, { nothing: 'unchanged' }],
];

describe('a pair that has begun', () => {
  it.each(TABLE)('%s', (_, state, event, { nothing, tell, seenBy, differs, ...expected }) => {
    const happened = step(aPair({ state }), event, NOW);
    if (nothing === 'unchanged') return expect(happened).toEqual({ outcome: 'unchanged' });
    if (nothing) return expect(happened).toEqual({ outcome: 'problem', problem: nothing });
    expect(happened).toMatchObject({ outcome: 'changed', state: { ...expected, ...differs } });
    if (happened.outcome !== 'changed') return;
    if (tell) expect(happened.tell.map(({ what, to }) => [what, ...to])).toEqual(tell);
    if (seenBy) expect(happened.seenBy).toEqual(seenBy);
  });

  it('taken up again by itself, reminders wait as long as each has said', () => {
    const snoozed = { guide: day(20), learner: null };
    const rested = paused({ why: 'asked', ...RESTS, resumesAt: NOW, snoozed });
    const happened = step(aPair({ state: rested }), { event: 'time-passes' }, NOW);
    expect(happened).toEqual(expect.objectContaining({ state: running({ from: NOW, snoozed }) }));
  });

  it.each<[string, PairState, Date | null]>([
    ['runs: its plan says it', running(), null],
    ['runs, and will end', LEFT, SOON],
    ['rests until a day', ASKED_TO_REST, day(14)],
    ['rests', paused(), day(90)],
    ['rests, and will end before', ALSO_LEFT, SOON],
    ['has ended', ENDED, null],
  ])('is looked at again when it %s', (_, state, expected) => {
    expect(dueAt(aPair({ state }))).toEqual(expected);
  });
});
