import { describe, expect, it } from 'vitest';
import { TOPICS } from '../../src/people/topics.ts';
import type { Facts, Value } from '../../src/summaries/facts.ts';
import {
  basisOf,
  DEFINITIONS,
  type FigureKey,
  figuresOfKind,
  leastOf,
  leastOfPart,
  rounded,
} from '../../src/summaries/figures.ts';
import { type Kept, publicationsOf } from '../../src/summaries/publishing.ts';
import { anEnded, aPair, aRunning, daysAgo, NOW, someFacts } from './made.ts';

/** A figure over everybody who contributes. */
function figure(key: FigureKey, differs: Partial<Facts>): Value | undefined {
  const facts = someFacts(differs);
  const all = new Set(DEFINITIONS[key].candidates(facts, NOW));
  return DEFINITIONS[key].value(facts, (one) => all.has(one), NOW);
}
const share = (part: number, whole: number, of = whole) => ({ form: 'share', part, whole, of });
const median = (number: number, of: number) => ({ form: 'median', median: number, of });
const count = (number: number, of: number) => ({ form: 'count', count: number, of });
const asked = (id: number, days: number, isMatched: boolean) => ({
  name: `l${id} r${id}`,
  learnerId: `l${id}`,
  at: daysAgo(days),
  isMatched,
  open: null,
  topics: [] as string[],
});
const guide = (id: number, places: number, taken: number, ...topics: string[]) => ({
  id: `g${id}`,
  places,
  taken,
  topics,
});
const parts = (numbers: Record<string, number>, of: number) => ({ form: 'parts', parts: numbers, of });
/** Every topic is in it. */
const topics = (numbers: Record<string, number>, of: number) =>
  parts({ ...Object.fromEntries(TOPICS.map(({ id }) => [id, 0])), ...numbers }, of);
const answer = (person: number, useful: number, once = '1') => ({
  personId: `p${person}`,
  pairId: 'pair',
  once,
  useful,
});
const plan = { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 } as const;
const asNeeded = (from: number, pausedAt: number | null = null) => ({
  since: daysAgo(from),
  from: daysAgo(from),
  rhythm: { form: 'as-needed' as const },
  pausedAt: pausedAt === null ? null : daysAgo(pausedAt),
});

describe('figures', () => {
  it.each<[string, FigureKey, Partial<Facts>, object | undefined]>([
    ['guides: nobody yet', 'guides', {}, count(0, 0)],
    [
      'guides: each once, of those whose pair runs now, of all who were in one',
      'guides',
      { pairs: [aRunning(1, 9), aRunning(2, 9, { guideId: 'g1' }), aPair(3), anEnded(4)] },
      count(1, 3),
    ],
    [
      'learners: the same',
      'learners',
      { pairs: [aRunning(1, 9), aRunning(2, 9, { guideId: 'g1' })] },
      count(2, 2),
    ],
    [
      'learners: one who is paused is in no running pair',
      'learners',
      { pairs: [aRunning(1, 9, { state: 'paused' })] },
      count(0, 1),
    ],

    ['places: nobody could be asked', 'places', {}, undefined],
    ['places: nobody has any left to offer', 'places', { guides: [guide(1, 0, 2)] }, undefined],
    [
      'places: those that are taken, of all; what was taken back is offered to nobody',
      'places',
      { guides: [guide(1, 2, 1), guide(2, 3, 3), guide(3, 1, 4), guide(4, 0, 2)] },
      { ...share(5, 6, 4), counts: true },
    ],

    ['states: nobody yet', 'states', {}, undefined],
    [
      'states: each pair where it is now',
      'states',
      {
        pairs: [
          aPair(1),
          aPair(2, { state: 'agreement' }),
          aRunning(3, 9),
          aRunning(4, 9),
          aRunning(5, 9, { state: 'paused' }),
          anEnded(6),
          anEnded(7, { endedFrom: 'trial' }),
        ],
      },
      parts({ trial: 1, agreement: 1, running: 2, paused: 1, ended: 2 }, 7),
    ],

    ['asked: nobody', 'asked', {}, undefined],
    [
      'asked: within 90 days, each topic once a person',
      'asked',
      {
        requests: [
          { ...asked(1, 1, true), topics: ['negotiation', 'feedback'] },
          { ...asked(1, 40, false), name: 'l1 r9', topics: ['negotiation'] },
          { ...asked(2, 90, false), topics: ['negotiation', 'of old'] },
          { ...asked(3, 91, false), topics: ['feedback'] },
        ],
      },
      topics({ negotiation: 2, feedback: 1 }, 2),
    ],
    [
      'offered: by whoever could be asked',
      'offered',
      { guides: [guide(1, 2, 1, 'feedback'), guide(2, 0, 0, 'feedback', 'networking'), guide(3, 1, 1)] },
      topics({ feedback: 2, networking: 1 }, 3),
    ],

    ['matched: nobody asked', 'matched', {}, undefined],
    [
      'matched: of those who asked within 90 days; longer ago does not count',
      'matched',
      { requests: [asked(1, 1, true), asked(2, 90, false), asked(3, 91, true)] },
      share(1, 2),
    ],
    [
      'matched: somebody who asked twice is one, and matched if one of both was',
      'matched',
      { requests: [asked(1, 1, false), { ...asked(1, 9, true), name: 'l1 r9' }] },
      share(1, 1),
    ],

    ['days to talk: none have talked', 'days-to-talk', { pairs: [aPair(1)] }, undefined],
    [
      'days to talk: the middle one',
      'days-to-talk',
      { pairs: [20, 30, 35].map((days, id) => aPair(id, { firstTalkAt: daysAgo(days) })) },
      median(10, 3),
    ],
    [
      'days to talk: between the two in the middle; never less than none',
      'days-to-talk',
      { pairs: [31, 50].map((days, id) => aPair(id, { firstTalkAt: daysAgo(days) })) },
      median(4.5, 2),
    ],

    ['trials: one that is not over does not count', 'trials', { pairs: [aPair(1)] }, undefined],
    [
      'trials: over with an agreement, or an end',
      'trials',
      {
        pairs: [
          aPair(1, { state: 'agreement' }),
          aRunning(2, 9),
          anEnded(3),
          anEnded(4, { endedFrom: 'trial', why: 'not-continued' }),
          anEnded(5, { endedFrom: 'agreement', why: 'silent' }),
        ],
      },
      share(4, 5),
    ],

    ['alive: nothing runs', 'alive', { pairs: [aPair(1), anEnded(2)] }, undefined],
    [
      'alive, coaching: within one and a half of the 21 days that were agreed',
      'alive',
      {
        pairs: [
          aRunning(1, 90, { met: [daysAgo(31)] }),
          aRunning(2, 90, { met: [daysAgo(32)] }),
          aRunning(3, 31),
          aRunning(4, 32),
          aRunning(5, 9, { state: 'paused' }),
        ],
      },
      share(2, 5),
    ],
    [
      'alive, mentoring: the gap is the pair’s own, 30 days until it has one',
      'alive',
      {
        kind: 'mentoring',
        pairs: [
          // 30 days usual: 45.
          aRunning(1, 45, { course: asNeeded(45) }),
          aRunning(2, 46, { course: asNeeded(46) }),
          // Met every 10 days: 15.
          aRunning(3, 90, { course: asNeeded(90), met: [45, 35, 25, 15].map(daysAgo) }),
          aRunning(4, 90, { course: asNeeded(90), met: [46, 36, 26, 16].map(daysAgo) }),
        ],
      },
      share(2, 4),
    ],
    [
      'alive: after a break it counts from its end',
      'alive',
      {
        pairs: [
          aRunning(1, 200, {
            course: { since: daysAgo(200), from: daysAgo(5), rhythm: plan, pausedAt: null },
          }),
        ],
      },
      share(1, 1),
    ],

    ['plan: nothing is foreseen within the first two weeks', 'plan', { pairs: [aRunning(1, 13)] }, undefined],
    [
      'plan: one after two weeks, then one every 21 days, six in all',
      'plan',
      {
        pairs: [
          aRunning(1, 14, { held: 1 }),
          aRunning(2, 34, { held: 0 }),
          aRunning(3, 35, { held: 2 }),
          aRunning(4, 400, { held: 5 }),
        ],
      },
      share(8, 10, 4),
    ],
    [
      'plan: more than was foreseen makes up for nobody else',
      'plan',
      { pairs: [aRunning(1, 14, { held: 4 }), aRunning(2, 14)] },
      share(1, 2),
    ],
    [
      'plan: a break ends what is foreseen, and it begins anew after it',
      'plan',
      {
        pairs: [
          aRunning(1, 400, {
            state: 'paused',
            course: { since: daysAgo(400), from: daysAgo(400), rhythm: plan, pausedAt: daysAgo(386) },
          }),
          aRunning(2, 400, {
            held: 3,
            heldBefore: 2,
            course: { since: daysAgo(400), from: daysAgo(14), rhythm: plan, pausedAt: null },
          }),
        ],
      },
      share(3, 4, 2),
    ],
    [
      'plan: of one that has ended, the program’s until then; all of it where both closed it',
      'plan',
      {
        pairs: [
          anEnded(1, { why: 'silent', firstTalkAt: daysAgo(16), endedAt: daysAgo(2) }),
          anEnded(2, { why: 'completed', held: 5 }),
          anEnded(3, { why: 'not-continued', endedFrom: 'agreement' }),
        ],
      },
      share(5, 6, 2),
    ],

    [
      'closes: of what had run and has ended',
      'closes',
      {
        pairs: [
          anEnded(1),
          anEnded(2, { why: 'silent', endedFrom: 'paused' }),
          anEnded(3, { why: 'not-continued', endedFrom: 'trial' }),
          aRunning(4, 9),
        ],
      },
      share(1, 2),
    ],

    [
      'progress: the last less the start, of those who have both; it can be less than nothing',
      'progress',
      {
        pairs: [
          aRunning(1, 9, { startingPoint: 3, progress: 7 }),
          aRunning(2, 9, { startingPoint: 5, progress: 4 }),
          aRunning(3, 9, { startingPoint: 5 }),
          aRunning(4, 9, { progress: 5 }),
        ],
      },
      median(1.5, 2),
    ],

    ['useful: no answers', 'useful', {}, undefined],
    [
      'useful: 4 and 5 of all answers, of so many people',
      'useful',
      { answers: [answer(1, 5), answer(1, 3, '2'), answer(2, 4), answer(3, 1)] },
      share(2, 4, 3),
    ],
    [
      'answered: of those who were asked, or answered without',
      'answered',
      { asked: ['p1', 'p2', 'p3'], answers: [answer(1, 5), answer(1, 5, '2'), answer(9, 2)] },
      share(2, 4),
    ],
  ])('%s', (_, key, differs, value) => {
    expect(figure(key, differs)).toEqual(value);
  });

  it('each kind has its own', () => {
    expect(figuresOfKind('coaching').filter((key) => !figuresOfKind('mentoring').includes(key))).toEqual([
      'plan',
      'progress',
    ]);
    expect(figuresOfKind('mentoring').filter((key) => !figuresOfKind('coaching').includes(key))).toEqual([
      'useful',
      'answered',
    ]);
  });

  it.each<[string, Value, object | undefined]>([
    ['a count of enough', { form: 'count', count: 5, of: 9 }, { form: 'count', count: 5 }],
    ['a count of too few, or none', { form: 'count', count: 4, of: 9 }, { form: 'few' }],
    [
      'a share of enough, in tenths',
      { form: 'share', part: 17, whole: 22, of: 22 },
      { form: 'share', tenths: 8 },
    ],
    [
      'a share of places, with how many there are to the five below',
      { form: 'share', part: 6, whole: 13, of: 7, counts: true },
      { form: 'share', tenths: 5, outOf: 10 },
    ],
    [
      'a share of fewer places than five',
      { form: 'share', part: 2, whole: 4, of: 7, counts: true },
      undefined,
    ],
    [
      'a breakdown, each part to the five below or as too few',
      { form: 'parts', parts: { a: 0, b: 4, c: 5, d: 14 }, of: 23 },
      { form: 'parts', parts: { a: { under: 5 }, b: { under: 5 }, c: { atLeast: 5 }, d: { atLeast: 10 } } },
    ],
    ['a breakdown of too few', { form: 'parts', parts: { a: 4 }, of: 4 }, undefined],
    ['a share that stands on too few people', { form: 'share', part: 17, whole: 22, of: 4 }, undefined],
    ['a median, to halves', { form: 'median', median: 2.3, of: 5 }, { form: 'median', median: 2.5 }],
    ['a median of too few', { form: 'median', median: 2.3, of: 4 }, undefined],
  ])('%s is read so', (_, value, read) => {
    expect(rounded(value, 5)).toEqual(read);
  });

  it('are of five people and ten, which can be raised and never lowered', () => {
    expect([leastOf('guides', null), leastOf('progress', null)]).toEqual([5, 10]);
    expect([leastOf('guides', 8), leastOf('progress', 8)]).toEqual([8, 10]);
    expect([leastOf('guides', 1), leastOf('closes', 20)]).toEqual([5, 20]);
    expect([leastOfPart('states', 'running', null), leastOfPart('states', 'ended', null)]).toEqual([5, 10]);
    expect(leastOfPart('asked', 'feedback', 12)).toBe(12);
    expect([basisOf(['a 1', 'a 2']), basisOf('abcdefghijk')]).toEqual([0, 10]);
  });
});

describe('publishing', () => {
  const pairs = (count: number) => Array.from({ length: count }, (_, id) => aRunning(id, 20));
  const nothing: Kept = { lots: [], last: undefined };
  const of = (key: FigureKey, facts: Facts, kept: Kept, now = NOW, raised: number | null = null) => {
    const found = publicationsOf(
      facts.kind,
      facts,
      (one) => (one === key ? kept : nothing),
      raised,
      now,
    ).find(({ figure }) => figure.key === key);
    if (!found) throw new Error(`no ${key}`);
    return found;
  };
  const published = (kept: Kept, { lot, published }: ReturnType<typeof of>): Kept => ({
    lots: lot ? [...kept.lots, lot] : kept.lots,
    last: published ?? kept.last,
  });

  it('shows nothing of four, and says so of everything at first', () => {
    const all = publicationsOf('coaching', someFacts({ pairs: pairs(4) }), () => nothing, null, NOW);
    expect(all.map(({ figure, lot, published }) => [figure.shown, lot, published])).toEqual(
      all.map(() => [null, undefined, undefined]),
    );
  });

  it('lets newcomers wait until they are five, and tells of the others meanwhile', () => {
    const five = of('guides', someFacts({ pairs: pairs(5) }), nothing);
    expect(five.figure).toMatchObject({ shown: { form: 'count', count: 5 }, people: 5 });
    const kept = published(nothing, five);
    const nine = of('guides', someFacts({ pairs: pairs(9) }), kept);
    expect([nine.lot, nine.figure.shown]).toEqual([undefined, { form: 'count', count: 5 }]);
    const ten = of('guides', someFacts({ pairs: pairs(10) }), published(kept, nine));
    expect([ten.lot?.length, ten.figure.shown]).toEqual([5, { form: 'count', count: 10 }]);
  });

  it('tells of the same people anew whenever it is a plain figure', () => {
    const kept = published(nothing, of('guides', someFacts({ pairs: pairs(7) }), nothing));
    const less = someFacts({
      pairs: pairs(7).map((pair, at) => (at < 2 ? { ...pair, state: 'paused' } : pair)),
    });
    expect(of('guides', less, kept).figure.shown).toEqual({ form: 'count', count: 5 });
  });

  it('tells how it went with the same people after a week at the earliest, and the old figure with its date until then', () => {
    const rated = (progress: number) =>
      someFacts({ pairs: pairs(10).map((pair) => ({ ...pair, startingPoint: 3, progress })) });
    const kept = published(nothing, of('progress', rated(5), nothing, daysAgo(6)));
    expect(of('progress', rated(9), kept)).toEqual({
      figure: { key: 'progress', shown: { form: 'median', median: 2 }, people: 10, at: daysAgo(6) },
      lot: undefined,
      published: undefined,
    });
    expect(of('progress', rated(9), kept, new Date(NOW.getTime() + 86_400_000)).figure.shown).toEqual({
      form: 'median',
      median: 6,
    });
  });

  it('breaks down the same pairs anew after a week, endings from ten on, and says of no whole how much it is', () => {
    const some = someFacts({
      pairs: [...pairs(12), ...Array.from({ length: 9 }, (_, id) => anEnded(20 + id))],
    });
    const first = of('states', some, nothing, daysAgo(6));
    const rest = { trial: { under: 5 }, agreement: { under: 5 }, paused: { under: 5 } };
    const shown = { form: 'parts', parts: { ...rest, running: { atLeast: 10 }, ended: { under: 10 } } };
    // 21 pairs; what is not told of them would be between 1 and 11.
    expect(first.figure).toEqual({ key: 'states', shown, people: 10, at: daysAgo(6) });
    const ended = someFacts({ pairs: some.pairs.map(({ id }) => anEnded(Number(id.slice(4)))) });
    expect(of('states', ended, published(nothing, first)).figure).toEqual(first.figure);
    const later = new Date(NOW.getTime() + 86_400_000);
    expect(of('states', ended, published(nothing, first), later).figure.shown).toMatchObject({
      parts: { running: { under: 5 }, ended: { atLeast: 20 } },
    });
    expect(of('states', someFacts({ pairs: pairs(9) }), nothing).figure.shown).toBe(null);
  });

  it('of a time it counts whole lots, while somebody in them asked within it', () => {
    const five = (from: number, days: number) =>
      Array.from({ length: 5 }, (_, at) => asked(from + at, days - at, true));
    const old = of('matched', someFacts({ requests: five(0, 92) }), nothing, daysAgo(10));
    const kept = published(nothing, old);
    expect(old.figure.shown).toEqual({ form: 'share', tenths: 10 });
    const both = of('matched', someFacts({ requests: [...five(0, 92), ...five(10, 30)] }), kept);
    expect(both.published?.lots).toEqual([1, 2]);
    const later = new Date(NOW.getTime() + 3 * 86_400_000);
    const news = of(
      'matched',
      someFacts({ requests: [...five(0, 92), ...five(10, 30)] }),
      published(kept, both),
      later,
    );
    expect(news.published?.lots).toEqual([2]);
    expect(of('matched', someFacts(), published(kept, both)).figure.shown).toBe(null);
  });

  it('where the least group was raised shows nothing until enough have come', () => {
    const kept = published(nothing, of('guides', someFacts({ pairs: pairs(6) }), nothing));
    expect(of('guides', someFacts({ pairs: pairs(6) }), kept, NOW, 8).figure.shown).toBe(null);
    expect(of('guides', someFacts({ pairs: pairs(13) }), kept, NOW, 8).figure.shown).toBe(null);
    expect(of('guides', someFacts({ pairs: pairs(14) }), kept, NOW, 8).figure.shown).toEqual({
      form: 'count',
      count: 14,
    });
  });

  it('whoever is forgotten stays in their lot, so that nothing follows from their going', () => {
    const kept = published(nothing, of('guides', someFacts({ pairs: pairs(10) }), nothing));
    const gone = of('guides', someFacts({ pairs: pairs(10).slice(1) }), kept);
    expect([gone.lot, gone.published?.lots, gone.figure.people]).toEqual([undefined, [1], 10]);
  });
});
