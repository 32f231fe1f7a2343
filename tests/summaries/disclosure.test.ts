import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lot, nextLot, ownerOf, ownersOf, together } from '../../src/summaries/disclosure.ts';
import type { Facts, PairFacts } from '../../src/summaries/facts.ts';
import { type FigureKey, leastOfPart, rounded, sumOf } from '../../src/summaries/figures.ts';
import { type Kept, publicationsOf } from '../../src/summaries/publishing.ts';
import { groupFound, rankOf } from './adversary.ts';
import { anEnded, aRunning, someFacts } from './made.ts';

const LEAST = 5;
const people = (...numbers: number[]) => numbers.map((one) => `p${one}`);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('the adversary', () => {
  it('knows ranks', () => {
    expect(rankOf([])).toBe(0);
    expect(
      rankOf([
        [1, 1, 0],
        [0, 1, 1],
        [1, 0, 1],
      ]),
    ).toBe(3);
    expect(
      rankOf([
        [1, 1, 0],
        [1, 1, 0],
        [0, 0, 0],
      ]),
    ).toBe(1);
  });

  it.each([
    ['one who joined', [people(...range(1, 10)), people(...range(1, 11))], 'p11'],
    ['one who left', [people(...range(1, 10)), people(...range(2, 10))], 'p1'],
    [
      // Any two of these differ by five at least.
      'one who is found only from three publications together',
      [people(...range(1, 10)), people(...range(1, 5)), people(...range(6, 11))],
      'p11',
    ],
    ['a group that is small from the start', [people(1, 2, 3)], 'p2'],
  ])('finds %s', (_, publications, found) => {
    expect(groupFound(publications, LEAST)).toContain(found);
  });

  it('finds nobody where all are in groups of five', () => {
    expect(
      groupFound([people(...range(1, 5)), people(...range(1, 12)), people(...range(6, 12))], LEAST),
    ).toBe(undefined);
  });

  it('takes three answers of one person for one person', () => {
    expect(groupFound([['a 1', 'a 2', 'b 1', 'c 1', 'c 2']], LEAST, ownerOf)).toHaveLength(3);
  });
});

/** What happens from one look to the next: who comes, who goes, whose time is over, whether the admins raise the least group. */
interface Happens {
  come: number[];
  go: number[];
  /** Of a figure about a time: whoever came before this step counts no longer. */
  window: number;
  raises: boolean;
}

const happens: fc.Arbitrary<Happens[]> = fc.array(
  fc.record({
    come: fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 7 }),
    go: fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 3 }),
    window: fc.integer({ min: 1, max: 4 }),
    raises: fc.boolean(),
  }),
  { minLength: 1, maxLength: 9 },
);

/** Everything that is published while this happens; people contribute once, or again and again. */
function publishedIn(history: readonly Happens[], isOfATime: boolean): string[][] {
  const lots: Lot[] = [];
  const publications: string[][] = [];
  let there: { name: string; since: number }[] = [];
  let least = LEAST;
  for (const [step, { come, go, window, raises }] of history.entries()) {
    // Whoever comes a second time contributes something new.
    there.push(...come.map((one) => ({ name: isOfATime ? `p${one} ${step}` : `p${one}`, since: step })));
    const gone = new Set(go.map((one) => `p${one}`));
    there = there.filter(({ name }) => !gone.has(ownerOf(name)));
    if (raises && step > 4) least = LEAST + 2;
    const candidates = there
      .filter(({ since }) => !isOfATime || since > step - window)
      .map(({ name }) => name);
    const lot = nextLot(lots, candidates, least);
    if (lot) lots.push(lot);
    const counting = lots.filter((one) => !isOfATime || one.some((name) => candidates.includes(name)));
    const contributors = together(counting, least);
    if (contributors) publications.push([...contributors]);
  }
  return publications;
}

describe('what is published in lots', () => {
  it.each([
    ['of all who ever came', false],
    ['of a time', true],
  ])('%s: nothing about fewer than five follows from any set of publications', (_, isOfATime) => {
    let published = 0;
    fc.assert(
      fc.property(happens, (history) => {
        const publications = publishedIn(history, isOfATime);
        published += publications.length;
        expect(groupFound(publications, LEAST, ownerOf)).toBe(undefined);
      }),
      { numRuns: 60 },
    );
    // It is not safe for want of anything published.
    expect(published).toBeGreaterThan(60);
  });

  it('the control: published as they are, even where every two differ by five, some are found', () => {
    const naive = (history: readonly Happens[]): string[][] => {
      const publications: string[][] = [];
      let there = new Set<string>();
      for (const { come, go } of history) {
        there = new Set([...there, ...come.map((one) => `p${one}`)]);
        for (const one of go) there.delete(`p${one}`);
        const now = [...there];
        const differsEnough = publications.every((one) => {
          const differing = [...new Set([...one, ...now])].filter(
            (name) => one.includes(name) !== there.has(name),
          );
          return differing.length === 0 || differing.length >= LEAST;
        });
        if (now.length >= LEAST && differsEnough) publications.push(now);
      }
      return publications;
    };
    const found = fc.check(
      fc.property(happens, (history) => groupFound(naive(history), LEAST) === undefined),
      { numRuns: 3_000, seed: 7 },
    );
    expect(found.failed).toBe(true);
  });
});

describe('what is published of a program', () => {
  /** One step: somebody asks, talks, goes on, answers, leaves; numbers are pairs. */
  const steps = fc.array(
    fc.record({
      begin: fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 6 }),
      wait: fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 7 }),
      end: fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 4 }),
      answer: fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 6 }),
      forget: fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 1 }),
      offer: fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 7 }),
      rest: fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 3 }),
      days: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 2, maxLength: 8 },
  );

  it('whatever happens in it, no figure lets anybody work out anything about fewer than five', () => {
    let published = 0;
    const told = new Set<FigureKey>();
    fc.assert(
      fc.property(steps, (history) => {
        const kept = new Map<FigureKey, Kept>();
        const publications = new Map<FigureKey, string[][]>();
        let now = new Date('2026-01-01T08:00:00Z');
        const pairs = new Map<number, PairFacts>();
        const requests: Facts['requests'][number][] = [];
        const answers: Facts['answers'][number][] = [];
        const offering = new Set<number>();
        for (const [step, { begin, wait, end, answer, forget, offer, rest, days }] of history.entries()) {
          now = new Date(now.getTime() + days * 86_400_000);
          for (const id of begin) {
            pairs.set(id, { ...aRunning(id, 0), requestedAt: now, firstTalkAt: now });
            requests.push({
              name: `l${id} r${id}.${step}`,
              learnerId: `l${id}`,
              at: now,
              isMatched: true,
              open: null,
              topics: ['feedback'],
            });
          }
          for (const id of wait)
            requests.push({
              name: `l${id} r${id}.${step}.waits`,
              learnerId: `l${id}`,
              at: now,
              isMatched: false,
              open: id % 3 === 0 ? 'asked' : 'in-line',
              topics: [],
            });
          for (const [at, request] of requests.entries())
            if (end.some((id) => request.learnerId === `l${id}`)) requests[at] = { ...request, open: null };
          for (const id of offer) offering.add(id);
          for (const id of rest) offering.delete(id);
          for (const id of end) if (pairs.has(id)) pairs.set(id, anEnded(id));
          for (const id of answer)
            answers.push({ personId: `l${id}`, pairId: `pair${id}`, once: `${step}`, useful: 4 });
          for (const id of forget) pairs.delete(id);
          const asked = [...pairs.values()].map(({ learnerId }) => learnerId);
          const facts = someFacts({
            kind: 'mentoring',
            pairs: [...pairs.values()],
            requests,
            guides: [...offering].map((id) => ({ id: `g${id}`, places: 2, taken: 1, topics: ['feedback'] })),
            answers,
            asked,
          });
          for (const { figure, lot, published: one } of publicationsOf(
            'mentoring',
            facts,
            (key) => kept.get(key) ?? { lots: [], last: undefined },
            null,
            now,
          )) {
            const before = kept.get(figure.key) ?? { lots: [], last: undefined };
            const lots = lot ? [...before.lots, lot] : before.lots;
            kept.set(figure.key, { lots, last: one ?? before.last });
            if (!one) continue;
            published += 1;
            const contributors = one.lots.flatMap((number) => lots[number - 1] ?? []);
            publications.set(figure.key, [...(publications.get(figure.key) ?? []), contributors]);
          }
        }
        for (const key of publications.keys()) told.add(key);
        for (const all of publications.values()) expect(groupFound(all, LEAST, ownerOf)).toBe(undefined);
      }),
      { numRuns: 40 },
    );
    expect(published).toBeGreaterThan(100);
    expect([...told]).toEqual(
      expect.arrayContaining(['places', 'open-since', 'open-for', 'states', 'asked', 'offered', 'useful']),
    );
  });
});

describe('a breakdown', () => {
  const STATES = ['trial', 'agreement', 'running', 'paused', 'ended'];
  const MOST = 12;
  /** Every way in which up to twelve pairs of each state can be, by what is read of it. */
  function byReading(read: (parts: Record<string, number>) => string): Map<string, number[][]> {
    const found = new Map<string, number[][]>();
    const counts = STATES.map(() => 0);
    const fill = (at: number): void => {
      if (at === STATES.length) {
        const parts = Object.fromEntries(STATES.map((state, one) => [state, counts[one] ?? 0]));
        const reading = read(parts);
        found.set(reading, [...(found.get(reading) ?? []), [...counts]]);
        return;
      }
      for (let count = 0; count <= MOST; count += 3) {
        counts[at] = count;
        fill(at + 1);
      }
    };
    fill(0);
    return found;
  }
  const groups = Array.from({ length: 2 ** STATES.length - 1 }, (_, one) =>
    STATES.flatMap((_, at) => (((one + 1) >> at) & 1 ? [at] : [])),
  );
  /** A group of states of which is known from what is read that somebody is in it, and fewer than five. */
  const smallGroup = (readings: Map<string, number[][]>): number[] | undefined =>
    [...readings.values()].flatMap((tables) =>
      groups.filter((group) => {
        const sizes = tables.map((table) => group.reduce((sum, at) => sum + (table[at] ?? 0), 0));
        return Math.min(...sizes) >= 1 && Math.max(...sizes) < LEAST;
      }),
    )[0];
  const read = (parts: Record<string, number>) =>
    rounded({ form: 'parts', parts, of: 100 }, 10, (part) => leastOfPart('states', part, null));

  it('tells of no group of its parts that somebody is in it and fewer than five are', () => {
    const readings = byReading((parts) => {
      const shown = read(parts);
      if (shown?.form !== 'parts') throw new Error('no parts');
      return JSON.stringify([shown, sumOf(shown.parts)]);
    });
    expect(readings.size).toBeGreaterThan(50);
    expect(smallGroup(readings)).toBe(undefined);
  });

  it('the control: with how many there are in all beside it, it would', () => {
    const readings = byReading((parts) =>
      JSON.stringify([read(parts), Object.values(parts).reduce((sum, count) => sum + count, 0)]),
    );
    expect(smallGroup(readings)).not.toBe(undefined);
  });
});

describe('a lot', () => {
  it.each<[string, Lot[], string[], string[] | undefined]>([
    ['nobody', [], [], undefined],
    ['four wait', [], people(1, 2, 3, 4), undefined],
    ['five are one', [], people(1, 2, 3, 4, 5), people(1, 2, 3, 4, 5)],
    ['four more wait', [people(1, 2, 3, 4, 5)], people(...range(1, 9)), undefined],
    ['five more are the next', [people(1, 2, 3, 4, 5)], people(...range(1, 10)), people(...range(6, 10))],
    ['whoever left stays in theirs', [people(1, 2, 3, 4, 5)], people(1, 2), undefined],
    ['five answers of four people wait', [], ['a 1', 'a 2', 'b 1', 'c 1', 'd 1'], undefined],
    ['somebody told twice is told once', [], people(1, 2, 3, 4, 4), undefined],
  ])('%s', (_, lots, candidates, lot) => {
    expect(nextLot(lots, candidates, LEAST)).toEqual(lot);
  });

  it('that was enough once is not by itself where the least group was raised', () => {
    const [five, six] = [people(...range(1, 5)), people(...range(6, 11))];
    expect(together([five], LEAST)).toEqual(new Set(five));
    expect(together([five], 10)).toBe(undefined);
    expect(together([five, six], 10)).toEqual(new Set([...five, ...six]));
    expect(ownersOf(['a 1', 'a 2', 'b'])).toBe(2);
  });
});
