import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from '../../../src/matching/assign/assign.ts';
import type { Assignment, CohortProblem } from '../../../src/matching/assign/problem.ts';
import { cohortOf, type Table, worthOf } from './cohorts.ts';

const TABLES: fc.Arbitrary<Table> = fc
  .record({
    learners: fc.integer({ min: 0, max: 14 }),
    guides: fc.integer({ min: 0, max: 8 }),
    mostScore: fc.constantFrom(0, 1, 3, 100, 100_000),
  })
  .chain(({ learners, guides, mostScore }) => {
    const score = fc.option(fc.integer({ min: 0, max: mostScore }), { freq: 3 });
    const row = fc.array(score, { minLength: guides, maxLength: guides });
    return fc.record({
      places: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: guides, maxLength: guides }),
      scores: fc.array(row, { minLength: learners, maxLength: learners }),
    });
  });
const RUNS = { numRuns: 500 };

describe('in any cohort', () => {
  it('nobody has more learners than places, and every pair is an eligible one', () => {
    fc.assert(
      fc.property(TABLES, (table) => {
        const { guideOf } = assign(cohortOf(table));
        const load = table.places.map((_, guide) => guideOf.filter((own) => own === guide).length);
        expect(load.filter((has, guide) => has > (table.places[guide] ?? 0))).toEqual([]);
        for (const [learner, guide] of guideOf.entries())
          if (guide >= 0) expect(table.scores[learner]?.[guide]).toEqual(expect.any(Number));
      }),
      RUNS,
    );
  });

  it('no round of moves, however long, makes it better', () => {
    fc.assert(
      fc.property(TABLES, (table) => {
        expect(canBeImproved(table, assign(cohortOf(table)).guideOf)).toBe(false);
      }),
      RUNS,
    );
  });

  it('the look for such rounds finds one, where an answer is not the best', () => {
    const table = {
      places: [1, 1],
      scores: [
        [90, 80],
        [80, 10],
      ],
    };
    expect(canBeImproved(table, Int32Array.of(0, 1))).toBe(true);
    expect(canBeImproved(table, Int32Array.of(1, 0))).toBe(false);
    expect(canBeImproved(table, Int32Array.of(0, -1))).toBe(true);
  });

  it('one more place never makes it worse', () => {
    fc.assert(
      fc.property(TABLES, fc.nat(), (table, at) => {
        const places = table.places.map((some, guide) =>
          guide === at % table.places.length ? some + 1 : some,
        );
        expectAtLeast(assign(cohortOf({ ...table, places })), assign(cohortOf(table)));
      }),
      RUNS,
    );
  });

  it('one more guide never makes it worse', () => {
    const score = fc.option(fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(TABLES, fc.infiniteStream(score), fc.integer({ min: 0, max: 3 }), (table, more, places) => {
        const scores = table.scores.map((row) => [...row, more.next().value ?? null]);
        expectAtLeast(
          assign(cohortOf({ places: [...table.places, places], scores })),
          assign(cohortOf(table)),
        );
      }),
      RUNS,
    );
  });

  it('the order in which people and pairs were given changes nothing, not even a value', () => {
    fc.assert(
      fc.property(TABLES, fc.integer(), (table, seed) => {
        const cohort = cohortOf(table);
        expect(byKey(shuffled(cohort, seed))).toEqual(byKey(cohort));
      }),
      RUNS,
    );
  });

  it('it is the same every time', () => {
    fc.assert(
      fc.property(TABLES, (table) => {
        expect(assign(cohortOf(table))).toEqual(assign(cohortOf(table)));
      }),
      { numRuns: 100 },
    );
  });
});

function expectAtLeast(better: Assignment, than: Assignment): void {
  const [more, less] = [worthOf(better), worthOf(than)];
  expect(more.matched).toBeGreaterThanOrEqual(less.matched);
  if (more.matched === less.matched) expect(more.total).toBeGreaterThanOrEqual(less.total);
}

/**
 * Bellman and Ford's look for a round of moves with a gain. Places are the stations, and "nobody" is one: a learner at
 * one station may move to another, a free place may be given up to nobody at no cost. Pairs count before scores.
 */
function canBeImproved({ places, scores }: Table, guideOf: Int32Array): boolean {
  const nobody = places.length;
  const bonus = 1 + scores.length * 100_000;
  const worth = (learner: number, at: number): number | undefined => {
    if (at === nobody) return 0;
    const score = scores[learner]?.[at];
    return score === null || score === undefined ? undefined : score + bonus;
  };
  const moves: { from: number; to: number; gain: number }[] = [];
  for (const [learner, guide] of guideOf.entries()) {
    const from = guide < 0 ? nobody : guide;
    for (let to = 0; to <= nobody; to += 1) {
      const gain = worth(learner, to);
      if (to !== from && gain !== undefined)
        moves.push({ from, to, gain: gain - (worth(learner, from) ?? 0) });
    }
  }
  for (const [guide, most] of places.entries())
    if (guideOf.filter((own) => own === guide).length < most)
      moves.push({ from: guide, to: nobody, gain: 0 });
  const gained = new Array<number>(nobody + 1).fill(0);
  for (let round = 0; round <= nobody + 1; round += 1) {
    let isChanged = false;
    for (const { from, to, gain } of moves) {
      const through = (gained[from] ?? 0) + gain;
      if (through <= (gained[to] ?? 0)) continue;
      gained[to] = through;
      isChanged = true;
    }
    if (!isChanged) return false;
  }
  return true;
}

/** The same cohort with learners, guides and the pairs of each learner in another order. */
function shuffled(cohort: CohortProblem, seed: number): CohortProblem {
  const order = (length: number, salt: number): number[] =>
    Array.from({ length }, (_, at) => at).sort(
      (a, b) => Math.imul(a + 1, seed ^ salt) - Math.imul(b + 1, seed ^ salt) || b - a,
    );
  const learners = order(cohort.learnerKeys.length, 0x9e3779b9);
  const guides = order(cohort.guideKeys.length, 0x85ebca6b);
  const newGuide = guides.map((_, at) => guides.indexOf(at));
  const rows = learners.map((learner) => {
    const start = cohort.rowStart[learner] ?? 0;
    const length = (cohort.rowStart[learner + 1] ?? 0) - start;
    return order(length, learner + 17).map((at) => ({
      guide: newGuide[cohort.guide[start + at] ?? 0] ?? 0,
      score: cohort.score[start + at] ?? 0,
    }));
  });
  const ends = rows.map((_, at) => rows.slice(0, at + 1).flat().length);
  return {
    learnerKeys: learners.map((at) => cohort.learnerKeys[at] ?? ''),
    guideKeys: guides.map((at) => cohort.guideKeys[at] ?? ''),
    capacity: Int32Array.from(guides, (at) => cohort.capacity[at] ?? 0),
    rowStart: Int32Array.from([0, ...ends]),
    guide: Int32Array.from(rows.flat(), ({ guide }) => guide),
    score: Int32Array.from(rows.flat(), ({ score }) => score),
  };
}

function byKey(cohort: CohortProblem): object {
  const { guideOf, learnerValue, guideValue, ...rest } = assign(cohort);
  return {
    ...rest,
    learners: Object.fromEntries(
      cohort.learnerKeys.map((key, at) => [key, [cohort.guideKeys[guideOf[at] ?? -1], learnerValue[at]]]),
    ),
    guides: Object.fromEntries(cohort.guideKeys.map((key, at) => [key, guideValue[at]])),
  };
}
