import { describe, expect, it } from 'vitest';
import {
  countOf,
  figuresOf,
  ITEMS_A_PAGE,
  itemsOf,
  LISTS,
  loadsOf,
  pageOf,
  strengthOf,
} from '../../src/matching/figures.ts';
import { goneFrom, newerThan, type TakingPart } from '../../src/matching/holding.ts';
import { cohortWith, draftWith, pair, two } from './drafts.ts';
import { around, guide, learner, personId } from './people.ts';

describe('the figures of a cohort', () => {
  it.each<[number[], number | null, number | null]>([
    [[], null, null],
    [[70], 70, 70],
    [[40, 90], 40, 65],
    [[90, 40, 60], 40, 60],
    [[31, 31, 90, 91], 31, 61],
  ])('of the scores %j are lowest %j and median %j', (scores, lowest, median) => {
    const pairs = scores.map((score, at) => pair(`L${at}`, `G${at}`, score));
    expect(figuresOf(cohortWith(pairs, ['max']))).toMatchObject({
      lowest,
      median,
      matched: scores.length,
      learners: scores.length + 1,
    });
  });

  it('count guides without a place left; their load is told, the fullest first', () => {
    const guides = [
      { guideId: personId('ada'), places: 3, taken: 0 },
      { guideId: personId('ben'), places: 2, taken: 1 },
      { guideId: personId('cyd'), places: 0, taken: 0 },
    ];
    const cohort = cohortWith([pair('lea', 'ada'), pair('lou', 'ben')], [], { guides });
    expect(figuresOf(cohort)).toMatchObject({ guides: 3, full: 2 });
    expect(loadsOf(cohort).map(({ guideId, given, left }) => [guideId, given, left])).toEqual([
      [personId('ben'), 1, 0],
      [personId('cyd'), 0, 0],
      [personId('ada'), 1, 2],
    ]);
  });

  it.each([
    [100, 'strong'],
    [70, 'strong'],
    [69, 'good'],
    [50, 'good'],
    [49, 'enough'],
    [0, 'enough'],
  ])('%i is a fit that is %s', (score, strength) => {
    expect(strengthOf(score)).toBe(strength);
  });
});

describe('the lists of a draft', () => {
  const cohort = cohortWith(
    [pair('lea', 'ada', 80), pair('lou', 'ben', 40), pair('mia', 'ben', 60)],
    ['max'],
  );
  const draft = draftWith(cohort, { pins: [two('lea', 'ada')], forbidden: [two('max', 'ada')] });

  it('begin with what does not hold, then with what fits least', () => {
    const all = itemsOf(draft, 'all', [two('mia', 'ben')]);
    expect(all.map((item) => item.item === 'pair' && [item.pair.learnerId, item.gone, item.pinned])).toEqual([
      [personId('mia'), true, false],
      [personId('lou'), false, false],
      [personId('lea'), false, true],
    ]);
  });

  it.each([
    ['all', 3],
    ['unmatched', 1],
    ['low', 1],
    ['load', 2],
    ['wishes', 2],
  ] as const)('%s has %i lines', (list, lines) => {
    expect(itemsOf(draft, list, [])).toHaveLength(lines);
    expect(countOf(draft, list)).toBe(lines);
  });

  it('of whoever has no place left tell their pairs too, those beyond their places first', () => {
    const guides = [
      { guideId: personId('ada'), places: 1, taken: 0 },
      { guideId: personId('ben'), places: 2, taken: 1 },
      { guideId: personId('cyd'), places: 3, taken: 0 },
    ];
    const full = draftWith({ ...cohort, guides });
    const lines = itemsOf(full, 'full', []).map((item) =>
      item.item === 'load' ? item.load.guideId : item.item === 'pair' && item.pair.learnerId,
    );
    expect(lines).toEqual(['ben', 'lou', 'mia', 'ada', 'lea'].map(personId));
    expect(countOf(full, 'full')).toBe(2);
  });

  it('are empty for an empty draft', () => {
    for (const list of LISTS) expect(itemsOf(draftWith(cohortWith([])), list, [])).toEqual([]);
  });

  it.each([
    [0, 0, 1, 0],
    [0, 5, 1, 0],
    [ITEMS_A_PAGE, 0, 1, ITEMS_A_PAGE],
    [ITEMS_A_PAGE + 1, 1, 2, 1],
    [ITEMS_A_PAGE + 1, 9, 2, 1],
    [ITEMS_A_PAGE + 1, -3, 2, ITEMS_A_PAGE],
    [200, 24, 25, ITEMS_A_PAGE],
  ])('of %i lines, page %i is one of %i and has %i', (count, wanted, pages, shown) => {
    const page = pageOf(
      Array.from({ length: count }, (_, at) => at),
      wanted,
    );
    expect([page.pages, page.items.length]).toEqual([pages, shown]);
  });
});

describe('a draft while the world changes', () => {
  const cohort = cohortWith([pair('lea', 'ada', 80), pair('lou', 'ada', 40), pair('mia', 'ben', 60)]);
  const asking = (name: string, given = {}) => ({
    requestId: pair(name, 'ada').requestId,
    learner: learner({ id: personId(name), ...given }),
    choices: [],
  });
  const world: TakingPart = {
    askings: ['lea', 'lou', 'mia'].map((name) => asking(name)),
    guides: ['ada', 'ben'].map((name) => guide({ id: personId(name) })),
    out: 0,
    around: around(),
  };
  const [, ben = guide()] = world.guides;
  const ada = (given = {}) => [guide({ id: personId('ada'), ...given }), ben];

  it.each<[string, Partial<TakingPart>, [string, string][]]>([
    ['holds while nothing changes', {}, []],
    [
      'loses the pair of a learner who does not ask any more',
      { askings: [asking('lea'), asking('mia')] },
      [['lou', 'ada']],
    ],
    [
      'loses the pairs of a guide who is gone',
      { guides: [ben] },
      [
        ['lea', 'ada'],
        ['lou', 'ada'],
      ],
    ],
    [
      'loses the pairs of a guide who pauses',
      { guides: ada({ isPaused: true }) },
      [
        ['lea', 'ada'],
        ['lou', 'ada'],
      ],
    ],
    ['loses the pair that fits less where a place is lost', { guides: ada({ places: 1 }) }, [['lou', 'ada']]],
    ['loses a pair where a place is taken', { guides: ada({ taken: 1 }) }, [['lou', 'ada']]],
    ['does not mind offers that wait', { guides: ada({ pending: 5 }) }, []],
    [
      'loses a pair whose two are kept apart now',
      { askings: [asking('lea', { excluded: new Set([personId('ada')]) }), asking('lou'), asking('mia')] },
      [['lea', 'ada']],
    ],
  ])('%s', (_, differs, gone) => {
    expect(goneFrom(cohort, { ...world, ...differs })).toEqual(gone.map(([l, g]) => two(l, g)));
  });

  it('counts learners who came later', () => {
    expect(newerThan(cohort, world)).toBe(0);
    expect(newerThan(cohort, { ...world, askings: [...world.askings, asking('new')] })).toBe(1);
  });
});
