import { describe, expect, it } from 'vitest';
import { assign, proved, solve, UncertifiedError } from '../../../src/matching/assign/assign.ts';
import { cohortOf, dice, type Table } from './cohorts.ts';

const guidesOf = (table: Table): number[] => [...assign(cohortOf(table)).guideOf];

describe('who gets whom', () => {
  it.each<[string, Table, number[], number]>([
    ['nobody, where nobody came', { places: [], scores: [] }, [], 0],
    ['nobody, where only guides came', { places: [2, 1], scores: [] }, [], 0],
    ['nobody, where there is no guide', { places: [], scores: [[], []] }, [-1, -1], 0],
    ['nobody, where no guide has a place', { places: [0], scores: [[90]] }, [-1], 0],
    ['nobody, where nobody may be matched', { places: [1], scores: [[null], [null]] }, [-1, -1], 0],
    ['the one there is', { places: [1], scores: [[0]] }, [0], 0],
    ['the better one', { places: [1, 1], scores: [[40, 70]] }, [1], 70],
    ['a guide for several', { places: [2], scores: [[10], [30], [20]] }, [-1, 0, 0], 50],
    [
      'not the full guide, though everybody likes that one best',
      {
        places: [0, 3],
        scores: [
          [99, 1],
          [98, 2],
        ],
      },
      [1, 1],
      3,
    ],
    // By greed the first would take guide 0, and leave the second with nothing.
    [
      'somebody for everybody, before the best for one',
      {
        places: [1, 1],
        scores: [
          [100, 0],
          [100, null],
        ],
      },
      [1, 0],
      100,
    ],
    [
      'the best sum, where all get somebody',
      {
        places: [1, 1],
        scores: [
          [90, 80],
          [80, 10],
        ],
      },
      [1, 0],
      160,
    ],
    [
      'a chain of three, each giving way',
      {
        places: [1, 1, 1],
        scores: [
          [50, 49, null],
          [50, null, 48],
          [50, null, null],
        ],
      },
      [1, 2, 0],
      147,
    ],
    [
      'more places than anybody could take',
      {
        places: [2_000_000_000, 2_000_000_000],
        scores: [
          [1, 2],
          [2, 1],
        ],
      },
      [1, 0],
      4,
    ],
    [
      'the largest score there is',
      { places: [1], scores: [[2_147_483_647], [2_147_483_646]] },
      [0, -1],
      2_147_483_647,
    ],
  ])('%s', (_, table, guides, total) => {
    const answer = assign(cohortOf(table));
    expect([...answer.guideOf]).toEqual(guides);
    expect(answer).toMatchObject({ total, matched: guides.filter((guide) => guide >= 0).length });
  });

  it('serves each group that shares a language, also those where places lack', () => {
    const none = null;
    const scores = [
      [5, 5, none, none],
      [5, 5, none, none],
      [none, none, 5, none],
      [none, none, 7, none],
      [none, none, 6, none],
      [none, none, none, none],
    ];
    expect(guidesOf({ places: [3, 3, 1, 4], scores }).map((guide) => guide >= 0)).toEqual([
      true,
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});

describe('between equals', () => {
  const everyoneLikesTheFirst = {
    places: [1, 1],
    scores: [
      [60, 50],
      [60, 50],
    ],
  };

  it('the keys decide, whoever comes first in the list', () => {
    const [first, second] = [
      ['a', 'b'],
      ['b', 'a'],
    ].map((learnerKeys) => guidesOf({ ...everyoneLikesTheFirst, learnerKeys }));
    expect(first).toEqual(second?.toReversed());
  });

  it.each([
    ['of the same beginning', ['learner 2', 'learner 1']],
    ['in any writing', ['łódź', 'łoś']],
    ['where one begins with the other', ['ab', 'a']],
  ])('keys %s', (_, learnerKeys) => {
    const turned = guidesOf({ ...everyoneLikesTheFirst, learnerKeys: learnerKeys.toReversed() });
    expect(guidesOf({ ...everyoneLikesTheFirst, learnerKeys })).toEqual(turned.toReversed());
  });
});

describe('at larger sizes', () => {
  const throwDie = dice(7);
  const table = (places: number[], learners: number, score: (guide: number) => number | null): Table => ({
    places,
    scores: Array.from({ length: learners }, () => places.map((_, guide) => score(guide))),
  });
  const many = (count: number, places: number): number[] => Array.from({ length: count }, () => places);

  it.each<[string, Table, number]>([
    ['everybody the same score', table(many(60, 2), 200, () => 50), 120],
    ['more places than learners', table(many(60, 4), 200, () => Math.floor(throwDie() * 101)), 200],
    ['everybody wants the same guides', table(many(60, 2), 200, (guide) => 100 - guide), 120],
    ['everybody wants the same, and there is room', table(many(60, 5), 200, (guide) => 100 - guide), 200],
    ['one guide for all', table([150], 200, () => Math.floor(throwDie() * 3)), 150],
    ['one learner and many guides', table(many(500, 1), 1, (guide) => guide), 1],
    ['few eligible', table(many(80, 1), 200, () => (throwDie() < 0.01 ? 5 : null)), 60],
  ])('%s', (_, cohort, atLeast) => {
    // Proved inside.
    expect(assign(cohortOf(cohort)).matched).toBeGreaterThanOrEqual(atLeast);
  });

  it('gives the same answer to the same cohort', () => {
    const cohort = cohortOf(table(many(40, 2), 120, () => Math.floor(throwDie() * 5)));
    expect(assign(cohort)).toEqual(assign(cohort));
  });
});

describe('what is no cohort is refused', () => {
  const sound = cohortOf({
    places: [1, 1],
    scores: [
      [1, 2],
      [3, 4],
    ],
  });
  it.each([
    ['a capacity too few', { capacity: Int32Array.of(1) }, 'one capacity for each guide'],
    ['a row too few', { rowStart: Int32Array.of(0, 4) }, 'one row for each learner, from 0'],
    ['rows that begin late', { rowStart: Int32Array.of(1, 2, 4) }, 'one row for each learner, from 0'],
    ['rows that go back', { rowStart: Int32Array.of(0, 5, 4) }, 'rows that follow each other'],
    ['rows that end early', { rowStart: Int32Array.of(0, 2, 3) }, 'one score for each edge'],
    ['a score too few', { score: Int32Array.of(1, 2, 3) }, 'one score for each edge'],
    ['a capacity below 0', { capacity: Int32Array.of(1, -1) }, 'no negative capacity'],
    ['a score below 0', { score: Int32Array.of(1, 2, 3, -4) }, 'no negative score'],
    ['a guide that is not there', { guide: Int32Array.of(0, 1, 0, 2) }, 'guides that exist'],
    ['a guide below 0', { guide: Int32Array.of(-1, 1, 0, 1) }, 'guides that exist'],
    ['a guide twice in a row', { guide: Int32Array.of(0, 1, 1, 1) }, 'each guide at most once in a row'],
    ['a learner’s key twice', { learnerKeys: ['same', 'same'] }, 'a key of its own for everybody'],
    ['a guide’s key twice', { guideKeys: ['same', 'same'] }, 'a key of its own for everybody'],
  ])('%s', (_, change, expected) => {
    expect(() => assign({ ...sound, ...change })).toThrow(new RangeError(`A cohort needs ${expected}.`));
  });

  it('a guide twice in a row, with another between', () => {
    const places = [1, 1, 1];
    const twice = {
      ...cohortOf({
        places,
        scores: [
          [1, 2, null],
          [3, 4, 5],
        ],
      }),
      guide: Int32Array.of(0, 1, 0, 1, 0),
    };
    expect(() => assign(twice)).toThrow('each guide at most once in a row');
    expect(() => assign({ ...twice, capacity: Int32Array.of(0, 1, 0) })).toThrow(
      'each guide at most once in a row',
    );
  });

  it('sums that a double does not hold', () => {
    const learners = 600_000;
    const huge = {
      learnerKeys: Array.from({ length: learners }, (_, at) => String(at).padStart(6, '0')),
      guideKeys: ['guide'],
      capacity: Int32Array.of(learners),
      rowStart: Int32Array.from({ length: learners + 1 }, (_, at) => at),
      guide: new Int32Array(learners),
      score: new Int32Array(learners).fill(2_147_483_647),
    };
    expect(() => assign(huge)).toThrow('numbers that can be added exactly');
  });
});

it('an answer that is not proved is never given', () => {
  const cohort = cohortOf({
    places: [1, 1],
    scores: [
      [90, 80],
      [80, 10],
    ],
  });
  const greedy = { ...solve(cohort), guideOf: Int32Array.of(0, 1), total: 100 };
  expect(() => proved(cohort, greedy)).toThrow(UncertifiedError);
  expect(() => proved(cohort, greedy)).toThrow('not proved: weak-pair');
});
