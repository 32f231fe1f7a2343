import { describe, expect, it } from 'vitest';
import { assign } from '../../../src/matching/assign/assign.ts';
import { certify, type Flaw } from '../../../src/matching/assign/certificate.ts';
import type { Assignment, CohortProblem } from '../../../src/matching/assign/problem.ts';
import { between, cohortOf, dice, randomTable } from './cohorts.ts';

/** Learner 0 and 1 share guide 0's two places, 2 goes to 1, 3 is left over; 2 is free and nobody's. */
const COHORT = cohortOf({
  places: [2, 1, 1],
  scores: [
    [90, 20, null],
    [80, 10, null],
    [70, 60, null],
    [10, 5, null],
  ],
});
const BEST = assign(COHORT);

describe('the certificate', () => {
  it('proves the best answer', () => {
    expect([...BEST.guideOf]).toEqual([0, 0, 1, -1]);
    expect(certify(COHORT, BEST)).toBeUndefined();
  });

  it('proves one found by hand, with other values', () => {
    const bonus = 1_000;
    const learnerValue = Float64Array.of(70, 60, 50, 0);
    const guideValue = Float64Array.of(bonus + 20, bonus + 10, 0);
    expect(certify(COHORT, { ...BEST, bonus, learnerValue, guideValue })).toBeUndefined();
  });

  it.each<[string, Partial<Assignment>, Flaw]>([
    [
      'a worse answer with the right sums',
      { guideOf: Int32Array.of(0, 1, 0, -1), total: 170 },
      { flaw: 'weak-pair', learner: 1, guide: 1 },
    ],
    [
      'fewer pairs',
      { guideOf: Int32Array.of(0, 0, -1, -1), matched: 2, total: 170 },
      { flaw: 'idle-value', of: 'learner', index: 2 },
    ],
    [
      'a pair too many',
      { guideOf: Int32Array.of(0, 0, 1, 1), matched: 4, total: 235 },
      { flaw: 'over-capacity', guide: 1, learners: 2 },
    ],
    [
      'a pair that may not be',
      { guideOf: Int32Array.of(0, 2, 1, -1) },
      { flaw: 'ineligible', learner: 1, guide: 2 },
    ],
    [
      'a guide who does not exist',
      { guideOf: Int32Array.of(0, 0, 1, 3) },
      { flaw: 'ineligible', learner: 3, guide: 3 },
    ],
    [
      'a guide below nobody',
      { guideOf: Int32Array.of(0, 0, 1, -2) },
      { flaw: 'ineligible', learner: 3, guide: -2 },
    ],
    ['a wrong total', { total: 231 }, { flaw: 'sums' }],
    ['a wrong count', { matched: 4 }, { flaw: 'sums' }],
    ['a missing learner', { guideOf: Int32Array.of(0, 0, 1) }, { flaw: 'lengths' }],
    ['a missing value', { guideValue: Float64Array.of(0, 0) }, { flaw: 'lengths' }],
    ['half a bonus', { bonus: 0.5 }, { flaw: 'bonus' }],
    ['a bonus too large to be added', { bonus: 2 ** 50 }, { flaw: 'bonus' }],
    [
      'a value that is no number',
      { learnerValue: Float64Array.of(Number.NaN, 0, 0, 0) },
      { flaw: 'value', of: 'learner', index: 0 },
    ],
    [
      'a value that is endless',
      { guideValue: Float64Array.of(0, 0, Number.POSITIVE_INFINITY) },
      { flaw: 'value', of: 'guide', index: 2 },
    ],
    [
      'a value between integers',
      { guideValue: BEST.guideValue.map((value) => value + 0.5) },
      { flaw: 'value', of: 'guide', index: 0 },
    ],
    [
      'a value below 0',
      { learnerValue: Float64Array.of(0, 0, 0, -1) },
      { flaw: 'value', of: 'learner', index: 3 },
    ],
    [
      'a value too large to be added exactly',
      { learnerValue: Float64Array.of(2 ** 51, 0, 0, 0) },
      { flaw: 'value', of: 'learner', index: 0 },
    ],
    [
      'values of nothing',
      { learnerValue: new Float64Array(4), guideValue: new Float64Array(3) },
      { flaw: 'better-pair', learner: 0 },
    ],
    [
      'a value of a guide who has a free place',
      { guideValue: BEST.guideValue.map((value, at) => (at === 2 ? 1 : value)) },
      { flaw: 'idle-value', of: 'guide', index: 2 },
    ],
  ])('refuses %s', (_, change, flaw) => {
    expect(certify(COHORT, { ...BEST, ...change })).toEqual(flaw);
  });

  it('refuses more learners than places, however well all adds up', () => {
    const cohort = cohortOf({ places: [1], scores: [[5], [5]] });
    const bonus = 6;
    const answer = {
      guideOf: Int32Array.of(0, 0),
      matched: 2,
      total: 10,
      bonus,
      learnerValue: Float64Array.of(0, 0),
      guideValue: Float64Array.of(11),
    };
    expect(certify(cohort, answer)).toEqual({ flaw: 'over-capacity', guide: 0, learners: 2 });
  });

  it('refuses the largest sum where more pairs are possible: its bonus is too small', () => {
    const cohort = cohortOf({
      places: [1, 1],
      scores: [
        [100, 1],
        [1, null],
      ],
    });
    const answer = {
      guideOf: Int32Array.of(0, -1),
      matched: 1,
      total: 100,
      bonus: 0,
      learnerValue: Float64Array.of(1, 0),
      guideValue: Float64Array.of(99, 0),
    };
    expect(certify(cohort, answer)).toEqual({ flaw: 'bonus' });
    expect(assign(cohort)).toMatchObject({ matched: 2, total: 2 });
  });

  it('refuses a bonus that is no more than scores add up to: nobody would be as good as a pair worth 0', () => {
    const cohort = cohortOf({ places: [1], scores: [[0]] });
    const none = { learnerValue: Float64Array.of(0), guideValue: Float64Array.of(0) };
    const nobody = { guideOf: Int32Array.of(-1), matched: 0, total: 0, bonus: 0, ...none };
    expect(certify(cohort, nobody)).toEqual({ flaw: 'bonus' });
    expect(assign(cohort)).toMatchObject({ matched: 1, total: 0 });
  });
});

describe('whatever is changed in an answer is seen', () => {
  it('in 400 cohorts, each value of each learner and guide, by 1 up and down', () => {
    let changes = 0;
    forEachCohort(400, (cohort, answer) => {
      for (const by of [1, -1]) {
        for (const [at] of answer.learnerValue.entries()) {
          changes += 1;
          expect(
            certify(cohort, { ...answer, learnerValue: changed(answer.learnerValue, at, by) }),
          ).toBeDefined();
        }
        for (const [at] of answer.guideValue.entries()) {
          // What a place of somebody without places is worth does not matter.
          if (cohort.capacity[at] === 0) continue;
          changes += 1;
          expect(
            certify(cohort, { ...answer, guideValue: changed(answer.guideValue, at, by) }),
          ).toBeDefined();
        }
      }
    });
    expect(changes).toBeGreaterThan(5_000);
  });

  it('in 400 cohorts, each learner moved to each other guide and to nobody, unless that is as good', () => {
    let [worse, asGood] = [0, 0];
    forEachCohort(400, (cohort, answer) => {
      for (const [learner, own] of answer.guideOf.entries())
        for (let guide = -1; guide < cohort.capacity.length; guide += 1) {
          if (guide === own) continue;
          const moved = { ...answer, guideOf: answer.guideOf.map((to, at) => (at === learner ? guide : to)) };
          const sums = sumsOf(cohort, moved.guideOf);
          const flaw = certify(cohort, { ...moved, ...sums });
          const isAsGood = sums?.matched === answer.matched && sums.total === answer.total;
          expect(flaw === undefined).toBe(isAsGood);
          if (isAsGood) asGood += 1;
          else worse += 1;
        }
    });
    expect(worse).toBeGreaterThan(5_000);
    expect(asGood).toBeGreaterThan(50);
  });
});

function forEachCohort(count: number, look: (cohort: CohortProblem, answer: Assignment) => void): void {
  const throwDie = dice(11);
  for (let at = 0; at < count; at += 1) {
    const shape = {
      learners: between(throwDie, 1, 9),
      guides: between(throwDie, 1, 5),
      mostPlaces: 3,
      mostScore: between(throwDie, 1, 12),
      eligible: 0.7,
    };
    const cohort = cohortOf(randomTable(throwDie, shape));
    look(cohort, assign(cohort));
  }
}

function changed(values: Float64Array, at: number, by: number): Float64Array {
  return values.map((value, index) => (index === at ? value + by : value));
}

/** Undefined where the pairs are not allowed, or too many for a guide. */
function sumsOf(cohort: CohortProblem, guideOf: Int32Array): { matched: number; total: number } | undefined {
  const load = new Map<number, number>();
  let [matched, total] = [0, 0];
  for (const [learner, guide] of guideOf.entries()) {
    if (guide < 0) continue;
    const start = cohort.rowStart[learner] ?? 0;
    const edge = cohort.guide.subarray(start, cohort.rowStart[learner + 1]).indexOf(guide);
    load.set(guide, (load.get(guide) ?? 0) + 1);
    if (edge < 0 || (load.get(guide) ?? 0) > (cohort.capacity[guide] ?? 0)) return undefined;
    matched += 1;
    total += cohort.score[start + edge] ?? 0;
  }
  return { matched, total };
}
