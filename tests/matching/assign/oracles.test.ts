import munkres from 'munkres';
import { describe, expect, it } from 'vitest';
import { loadHighs } from '../../../bench/highs.ts';
import { assign } from '../../../src/matching/assign/assign.ts';
import { bestByTrying, between, cohortOf, dice, randomTable, type Table, worthOf } from './cohorts.ts';

describe('as good as', () => {
  it('the best of all ways tried out, in 4,000 tiny cohorts', () => {
    const throwDie = dice(1);
    for (let at = 0; at < 4_000; at += 1) {
      const table = randomTable(throwDie, {
        learners: between(throwDie, 0, 5),
        guides: between(throwDie, 0, 4),
        mostPlaces: between(throwDie, 1, 3),
        mostScore: between(throwDie, 0, 9),
        eligible: 0.3 + 0.7 * throwDie(),
      });
      expect({ table, ...worthOf(assign(cohortOf(table))) }).toEqual({ table, ...bestByTrying(table) });
    }
  });

  it('HiGHS, in 300 middle ones with capacities, forbidden pairs and ties', async () => {
    const highs = await loadHighs();
    const throwDie = dice(2);
    for (let at = 0; at < 300; at += 1) {
      const table = randomTable(throwDie, {
        learners: between(throwDie, 5, 30),
        guides: between(throwDie, 3, 15),
        mostPlaces: between(throwDie, 1, 5),
        mostScore: [1, 5, 100, 100_000][at % 4] ?? 100,
        eligible: 0.1 + 0.9 * throwDie(),
      });
      const ours = worthOf(assign(cohortOf(table)));
      expect({ table, ...ours }).toEqual({ table, ...bestByHighs(highs, table) });
    }
  });

  it('munkres, in 100 square ones with a place each', () => {
    const throwDie = dice(3);
    for (let at = 0; at < 100; at += 1) {
      const size = between(throwDie, 1, 25);
      const shape = { learners: size, guides: size, mostPlaces: 1, mostScore: 100, eligible: 1 };
      const table = { ...randomTable(throwDie, shape), places: Array.from({ length: size }, () => 1) };
      const costs = table.scores.map((row) => row.map((score) => -(score ?? 0)));
      const total = munkres(costs).reduce((sum, [learner, guide]) => sum - (costs[learner]?.[guide] ?? 0), 0);
      expect(worthOf(assign(cohortOf(table)))).toEqual({ matched: size, total });
    }
  });
});

type Highs = Awaited<ReturnType<typeof loadHighs>>;

/** First the most pairs; then, with so many, the largest sum: without a bonus, which is what is to be proved. */
function bestByHighs(highs: Highs, table: Table): { matched: number; total: number } {
  const pairs = table.scores.flatMap((row, learner) =>
    row.flatMap((score, guide) =>
      score === null ? [] : [{ name: `x_${learner}_${guide}`, learner, guide, score }],
    ),
  );
  if (pairs.length === 0) return { matched: 0, total: 0 };
  const sum = (some: typeof pairs): string => some.map(({ name }) => name).join(' + ');
  const limits = [
    ...table.scores.map((_, learner) => ({
      some: pairs.filter((pair) => pair.learner === learner),
      most: 1,
    })),
    ...table.places.map((most, guide) => ({ some: pairs.filter((pair) => pair.guide === guide), most })),
  ].flatMap(({ some, most }, at) => (some.length > 0 ? [` c${at}: ${sum(some)} <= ${most}`] : []));
  const most = (objective: string, more: string[]): number => {
    const bounds = pairs.map(({ name }) => ` 0 <= ${name} <= 1`);
    const program = [
      'Maximize',
      ` obj: ${objective}`,
      'Subject To',
      ...limits,
      ...more,
      'Bounds',
      ...bounds,
      'End',
    ];
    const exactly = highs.solve(program.join('\n'));
    const value = Math.round(exactly);
    expect(Math.abs(exactly - value)).toBeLessThan(1e-3);
    return value;
  };
  const matched = most(sum(pairs), []);
  const total = most(pairs.map(({ name, score }) => `${score} ${name}`).join(' + '), [
    ` pairs: ${sum(pairs)} = ${matched}`,
  ]);
  return { matched, total };
}
