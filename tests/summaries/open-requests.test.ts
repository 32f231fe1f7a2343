import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandsOf, toStep } from '../../src/summaries/disclosure.ts';
import type { Facts, Value } from '../../src/summaries/facts.ts';
import { DEFINITIONS, rounded } from '../../src/summaries/figures.ts';
import type { OPEN_REQUESTS } from '../../src/summaries/open-requests.ts';
import { type Kept, publicationsOf } from '../../src/summaries/publishing.ts';
import { daysAgo, NOW, someFacts } from './made.ts';

const LEAST = 5;
type Request = Facts['requests'][number];
const request = (id: number, days: number, open: Request['open'] = 'in-line'): Request => ({
  name: `l${id} r${id}`,
  learnerId: `l${id}`,
  at: daysAgo(days),
  isMatched: open === null,
  open,
  topics: [],
});
const several = (from: number, count: number, days: number, open?: Request['open']): Request[] =>
  Array.from({ length: count }, (_, at) => request(from + at, days, open));

describe('open requests', () => {
  /** Over everybody who has asked. */
  const value = (key: keyof typeof OPEN_REQUESTS, differs: Partial<Facts>): Value | undefined =>
    DEFINITIONS[key].value(someFacts(differs), () => true, NOW);

  it('by age are counted from the day on which they were made; none is of the future', () => {
    const ages = [-1, 0, 13.9, 14, 27.9, 28, 55, 56, 300];
    const requests = [...ages.map((days, id) => request(id, days)), request(20, 30, null)];
    expect(value('open-since', { requests })).toEqual({
      form: 'bands',
      parts: [
        ['weeks0', 3],
        ['weeks2', 2],
        ['weeks4', 2],
        ['weeks8', 2],
      ],
    });
  });

  it.each([
    [
      'guide',
      [
        ['guide', 2],
        ['asked', 1],
      ],
    ],
    [
      'cohort',
      [
        ['cohort', 2],
        ['asked', 1],
      ],
    ],
    ['start', [['start', 3]]],
  ] as const)('of a program in which they wait for the %s are where they are', (inLineFor, parts) => {
    const requests = [request(1, 9), request(2, 9), request(3, 9, 'asked'), request(4, 9, null)];
    expect(value('open-for', { requests, inLineFor })).toEqual({ form: 'bands', parts });
  });

  it('that are not open any more are contributed by nobody', () => {
    const requests = [request(1, 9), request(2, 9, null)];
    expect(DEFINITIONS['open-since'].candidates(someFacts({ requests }), NOW)).toEqual(['l1 r1']);
  });

  describe('as they are published', () => {
    const nothing: Kept = { lots: [], last: undefined };
    const of = (requests: Request[], kept = nothing, now = NOW) => {
      const all = publicationsOf('mentoring', someFacts({ requests }), () => kept, null, now);
      const found = all.find(({ figure }) => figure.key === 'open-since');
      if (!found) throw new Error('no such figure');
      return found;
    };

    it('wait until five people have asked, are told anew after a week, and stand where all are answered', () => {
      expect(of(several(1, 4, 9)).figure.shown).toBe(null);
      const first = of([...several(1, 6, 9), ...several(11, 7, 60)], nothing, daysAgo(6));
      const shown = {
        form: 'parts',
        parts: { weeks0: { atLeast: 5 }, 'weeks2+weeks4+weeks8': { atLeast: 5 } },
      };
      expect(first.figure).toEqual({ key: 'open-since', shown, people: 10, at: daysAgo(6) });
      const kept = { lots: [first.lot ?? []], last: first.published };
      const answered = [...several(1, 6, 9, null), ...several(11, 7, 60, null)];
      expect(of(answered, kept).figure).toEqual(first.figure);
      const later = new Date(NOW.getTime() + 86_400_000);
      expect(of(answered, kept, later).figure).toMatchObject({
        shown: { parts: { 'weeks0+weeks2+weeks4+weeks8': { under: 5 } } },
        people: 0,
      });
    });
  });
});

describe('bands', () => {
  it.each<[string, number[], Record<string, number>]>([
    ['of nobody are one', [0, 0, 0], { 'a+b+c': 0 }],
    ['of four are one', [1, 2, 1], { 'a+b+c': 4 }],
    ['of five each are none', [5, 9, 6], { a: 5, b: 9, c: 6 }],
    ['begin with what is too few', [4, 1, 6], { 'a+b': 5, c: 6 }],
    ['end with it', [7, 5, 4], { a: 7, 'b+c': 9 }],
    ['take both in the middle', [2, 14, 3], { 'a+b+c': 19 }],
    ['have the name of what they nearly are, on one side', [0, 10, 5], { 'mostly b': 10, c: 5 }],
    ['and on both', [1, 19, 0], { 'mostly b': 20 }],
    ['have it whatever the others are', [4, 8, 9], { 'mostly b': 12, c: 9 }],
  ])('%s', (_, counts, bands) => {
    const parts = counts.map((count, at): [string, number] => ['abcdefg'.charAt(at), count]);
    expect(Object.fromEntries(bandsOf(parts, LEAST))).toEqual(bands);
  });

  it('hold everybody once, and five each; what is nearly all of one is more than half', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 5, max: 30 }), (all, least) => {
        const parts = all.map((count, at): [string, number] => [`p${at}`, count]);
        const bands = bandsOf(parts, least);
        const sum = all.reduce((one, other) => one + other, 0);
        expect(bands.reduce((one, [, count]) => one + count, 0)).toBe(sum);
        for (const [name, count] of bands) {
          if (bands.length > 1 || sum >= least) expect(count).toBeGreaterThanOrEqual(least);
          const main = parts.find(([part]) => name === `mostly ${part}`);
          if (main) expect(main[1]).toBeGreaterThan(count / 2);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/**
 * Every table of which the same is read, and what follows from all of them: a group of cells of which is known that
 * somebody is in it, and fewer than five are.
 */
function smallGroups(
  tables: readonly number[][],
  read: (table: readonly number[]) => unknown,
  isKnown: (cells: readonly number[]) => boolean = () => false,
): { readings: number; found: number[][] } {
  const readings = Map.groupBy(tables, (table) => JSON.stringify(read(table)));
  const cells = tables[0]?.length ?? 0;
  const groups = Array.from({ length: 2 ** cells - 1 }, (_, one) =>
    Array.from({ length: cells }, (_, at) => at).filter((at) => ((one + 1) >> at) & 1),
  ).filter((group) => !isKnown(group));
  const found = [...readings.values()].flatMap((same) =>
    groups.filter((group) => {
      let [fewest, most] = [Number.POSITIVE_INFINITY, 0];
      for (const table of same) {
        const size = group.reduce((sum, at) => sum + (table[at] ?? 0), 0);
        fewest = Math.min(fewest, size);
        most = Math.max(most, size);
        if (most >= LEAST) return false;
      }
      return fewest >= 1;
    }),
  );
  return { readings: readings.size, found };
}

/** Every way to spread so many at most over so many cells. */
function tablesOf(cells: number, most: number): number[][] {
  if (cells === 0) return [[]];
  return Array.from({ length: most + 1 }, (_, count) =>
    tablesOf(cells - 1, most - count).map((table) => [count, ...table]),
  ).flat();
}

describe('who knows how many wait', () => {
  const sum = (table: readonly number[]) => table.reduce((all, count) => all + count, 0);
  const bands = (table: readonly number[]) =>
    rounded({ form: 'bands', parts: table.map((count, at) => [`p${at}`, count]) }, LEAST);

  it.each([
    [4, 24],
    [3, 40],
  ])('works out nothing about fewer than five from %d parts', (cells, most) => {
    // Fewer than five in all is what the Home says by itself.
    const tables = tablesOf(cells, most).filter((table) => sum(table) === 0 || sum(table) >= LEAST);
    const { readings, found } = smallGroups(tables, (table) => [bands(table), sum(table)]);
    expect(readings).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });

  it('nor from ages and reasons together, even who knows how many are asked', () => {
    // Three ages, each in line and asked.
    const tables = tablesOf(6, 14).filter((table) => sum(table) >= LEAST);
    const ages = ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]) => [a + b, c + d, e + f];
    const reasons = ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]) => [a + c + e, b + d + f];
    const both = (table: readonly number[]) => [bands(ages(table)), bands(reasons(table)), sum(table)];
    expect(smallGroups(tables, both).found).toEqual([]);
    const asked = smallGroups(
      tables,
      (table) => [...both(table), reasons(table)],
      // How many are asked, or not, they know without us.
      (cells) =>
        cells.length === 3 && (cells.every((at) => at % 2 === 0) || cells.every((at) => at % 2 === 1)),
    );
    expect(asked.readings).toBeGreaterThan(100);
    expect(asked.found).toEqual([]);
  });

  it('the control: from parts that are told as "fewer than 5" they do', () => {
    const parts = (table: readonly number[]) =>
      table.map((count) => (count >= LEAST ? toStep(count) : 'fewer'));
    const tables = tablesOf(4, 24).filter((table) => sum(table) >= LEAST);
    expect(smallGroups(tables, (table) => [parts(table), sum(table)]).found).not.toEqual([]);
  });

  it('the control: where "mostly" is said by what the others are, they do', () => {
    const said = (table: readonly number[]) =>
      bandsOf(
        table.map((count, at) => [`p${at}`, count]),
        LEAST,
      ).map(([name, count]) => [name, toStep(count), table.some((part) => part > count / 2)]);
    const tables = tablesOf(4, 24).filter((table) => sum(table) >= LEAST);
    expect(smallGroups(tables, (table) => [said(table), sum(table)]).found).not.toEqual([]);
  });
});
