import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHOICE_POINTS, type Eligible, eligible, type Wants } from '../../src/matching/cohort.ts';
import type { Two } from '../../src/matching/judging.ts';
import type { Around, Guide, Learner } from '../../src/matching/match.ts';
import { rank } from '../../src/matching/rank.ts';
import { SPOKEN, WAYS } from '../../src/people/profile.ts';
import { TOPICS } from '../../src/people/topics.ts';
import type { PersonId } from '../../src/ports.ts';
import { anyAround, anyGuide, anyGuides, anyLearner } from './arbitraries.ts';
import { around, guide, learner, personId } from './people.ts';

const NOTHING: Wants = { choices: new Map(), pins: [], forbidden: [] };
const [L1, L2, L3] = [personId('L1'), personId('L2'), personId('L3')];
const [G1, G2, G3] = [personId('G1'), personId('G2'), personId('G3')];
const two = (learnerId: PersonId, guideId: PersonId): Two => ({ learnerId, guideId });
const anyLearners = fc.uniqueArray(anyLearner, { maxLength: 8, selector: ({ id }) => id });

/** The edges as `learner guide` and what they are worth. */
function edgesOf({ learners, guides, edges }: Eligible): Map<string, number> {
  const found = new Map<string, number>();
  for (const [at, { id }] of learners.entries())
    for (let edge = edges.rowStart[at] ?? 0; edge < (edges.rowStart[at + 1] ?? 0); edge += 1)
      found.set(`${id} ${guides[edges.guide[edge] ?? -1]?.id}`, edges.score[edge] ?? -1);
  return found;
}

describe('who of a cohort may be matched with whom', () => {
  it('is nobody where there are no learners, or no guides', () => {
    const none = eligible([], [guide()], NOTHING, around());
    expect([...none.edges.rowStart]).toEqual([0]);
    const alone = eligible([learner(), learner({ id: L1 })], [], NOTHING, around());
    expect([...alone.edges.rowStart]).toEqual([0, 0, 0]);
    expect(alone.shortage(0, 'learner')).toEqual({ found: 0, told: [], others: false });
  });

  it('is exactly whom a ranking shows, from the floor up', () => {
    fc.assert(
      fc.property(anyLearners, anyGuides, anyAround, (learners, guides, under) => {
        const expected = learners.flatMap((of) =>
          rank(of, guides, under)
            .candidates.filter(({ fit }) => fit.score >= under.program.rules.floor)
            .map(({ guideId, fit }): [string, number] => [`${of.id} ${guideId}`, fit.score]),
        );
        const found = edgesOf(eligible(learners, guides, NOTHING, under));
        expect([...found].toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 500 },
    );
  });

  it('is the same however people are given', () => {
    fc.assert(
      fc.property(anyLearners, anyGuides, anyAround, (learners, guides, under) => {
        const one = eligible(learners, guides, NOTHING, under);
        const other = eligible(learners.toReversed(), guides.toReversed(), NOTHING, under);
        expect(other.learners).toEqual(one.learners);
        expect(other.guides).toEqual(one.guides);
        expect(other.edges).toEqual(one.edges);
        expect(other.places).toEqual(one.places);
      }),
    );
  });

  it('leaves out whom a manager forbids, and nobody else', () => {
    const guides = [guide({ id: G1 }), guide({ id: G2 })];
    const learners = [learner({ id: L1 }), learner({ id: L2 })];
    const found = edgesOf(eligible(learners, guides, { ...NOTHING, forbidden: [two(L1, G1)] }, around()));
    expect([...found.keys()].toSorted()).toEqual([`${L1} ${G2}`, `${L2} ${G1}`, `${L2} ${G2}`]);
  });

  it('has the places that are free', () => {
    const guides = [
      guide({ id: G1, places: 3, taken: 1, pending: 1 }),
      guide({ id: G2, places: 1, taken: 2 }),
    ];
    const { places, guides: inOrder } = eligible([], guides, NOTHING, around());
    expect(Object.fromEntries(inOrder.map(({ id }, at) => [id, places[at]]))).toEqual({ [G1]: 2, [G2]: 0 });
  });
});

describe("a learner's choices", () => {
  it('add to the score in their order, and to no other', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'].map(personId);
    const guides = names.map((id) => guide({ id }));
    const choices = new Map([[L1, [...names.slice(0, 5), personId('NOBODY')]]]);
    // Some of the others come before L1, some after.
    const others = ['L2', 'L3', 'L4', 'L5', 'L6'].map(personId);
    const learners = [L1, ...others].map((id) => learner({ id }));
    const found = edgesOf(eligible(learners, guides, { ...NOTHING, choices }, around()));
    const points = [...CHOICE_POINTS, 5, 0];
    for (const [at, id] of names.entries()) {
      expect(found.get(`${L1} ${id}`)).toBe(100 + (points[at] ?? 0));
      for (const other of others) expect(found.get(`${other} ${id}`)).toBe(100);
    }
  });

  it('never override a hard rule or the floor', () => {
    fc.assert(
      fc.property(anyLearners, anyGuides, anyAround, (learners, guides, under) => {
        const all = guides.map(({ id }) => id);
        const choices = new Map(learners.map(({ id }) => [id, all]));
        const plain = edgesOf(eligible(learners, guides, NOTHING, under));
        const chosen = edgesOf(eligible(learners, guides, { ...NOTHING, choices }, under));
        expect([...chosen.keys()]).toEqual([...plain.keys()]);
      }),
    );
  });
});

describe('a pin', () => {
  const guides = [guide({ id: G1, places: 1 }), guide({ id: G2 }), guide({ id: G3, isPaused: true })];
  const learners = [learner({ id: L1 }), learner({ id: L2 }), learner({ id: L3, excluded: new Set([G2]) })];
  const pinning = (...pins: Two[]) => eligible(learners, guides, { ...NOTHING, pins }, around());

  it('takes its place and its learner out of what is to be solved', () => {
    const found = pinning(two(L1, G1));
    expect(found.pinned).toEqual([two(L1, G1)]);
    expect(found.idle).toEqual([]);
    const at = found.guides.findIndex(({ id }) => id === G1);
    expect(found.places[at]).toBe(0);
    expect([...edgesOf(found).keys()].some((edge) => edge.startsWith(L1))).toBe(false);
  });

  it.each([
    { what: 'a hard rule forbids it', pins: [two(L3, G2)], idle: [two(L3, G2)] },
    { what: 'the guide is paused', pins: [two(L1, G3)], idle: [two(L1, G3)] },
    { what: 'no place is left', pins: [two(L1, G1), two(L2, G1)], idle: [two(L2, G1)] },
    { what: 'the learner has another', pins: [two(L1, G1), two(L1, G2)], idle: [two(L1, G2)] },
    {
      what: 'somebody is not there',
      pins: [two(personId('X'), G1), two(L1, personId('X'))],
      idle: [two(personId('X'), G1), two(L1, personId('X'))],
    },
  ])('is idle where $what', ({ pins, idle }) => {
    expect(pinning(...pins).idle).toEqual(idle);
  });

  it('holds under the floor: that is what a manager pins for', () => {
    const poor = guide({ id: G1, topics: [], ways: ['talking'], department: 'Sales', experienceYears: 0 });
    const of = learner({ id: L1 });
    const under = around({ rules: { floor: 90 } });
    expect(eligible([of], [poor], NOTHING, under).edges.guide).toHaveLength(0);
    expect(eligible([of], [poor], { ...NOTHING, pins: [two(L1, G1)] }, under).pinned).toHaveLength(1);
  });
});

describe('why a learner is not matched', () => {
  const many = (count: number, given: Partial<Guide>, name: string) =>
    Array.from({ length: count }, (_, at) => guide({ id: personId(`${name}${at}`), ...given }));

  it('is told as in a ranking, with what only a cohort has', () => {
    const guides = [
      ...many(4, { places: 0 }, 'FULL'),
      ...many(3, { topics: [], ways: ['talking'], department: 'Sales', experienceYears: 0 }, 'POOR'),
      ...many(5, {}, 'GOOD'),
    ];
    const found = eligible([learner()], guides, NOTHING, around({ rules: { floor: 60 } }));
    expect(found.shortage(0, 'learner')).toEqual({
      found: 0,
      told: [
        { rule: 'contested', count: 5 },
        { rule: 'places', count: 4 },
        { rule: 'fit', count: 3 },
      ],
      others: false,
    });
  });

  it('does not tell a manager what the learner asked to leave out', () => {
    const of = learner({ avoid: { ownDepartment: true, people: [] } });
    const found = eligible([of], many(4, { department: 'Sales' }, 'NEAR'), NOTHING, around());
    expect(found.shortage(0, 'learner').told).toEqual([{ rule: 'avoid', count: 4 }]);
    expect(found.shortage(0, 'manager')).toEqual({ found: 0, told: [], others: true });
  });

  it('is what the ranking says wherever nobody fits', () => {
    fc.assert(
      fc.property(anyLearners, anyGuides, anyAround, (learners, guides, under) => {
        const found = eligible(learners, guides, NOTHING, under);
        for (const [at, of] of found.learners.entries()) {
          const ranking = rank(of, guides, under);
          if (ranking.candidates.length === 0)
            expect(found.shortage(at, 'learner')).toEqual(ranking.shortage);
        }
      }),
    );
  });

  it('looks the same to a manager whether somebody is excluded, paused or a manager of theirs', () => {
    fc.assert(
      fc.property(anyLearner, anyGuides, anyGuide, anyAround, (given, others, one, under) => {
        const of = { ...given, earlierWelcome: false };
        const guides = [...others.filter(({ id }) => id !== one.id), one];
        const seen = (who: Learner, by: readonly Guide[], beneath: Around) =>
          eligible([who], by, NOTHING, beneath).shortage(0, 'manager');
        const excluded = seen({ ...of, excluded: new Set([...of.excluded, one.id]) }, guides, under);
        const paused = guides.map((each) => (each.id === one.id ? { ...each, isPaused: true } : each));
        expect(seen(of, paused, under)).toEqual(excluded);
        const earlier = { ...of, earlier: new Set([...of.earlier, one.id]) };
        expect(seen(earlier, guides, under)).toEqual(excluded);
      }),
    );
  });
});

describe('a large cohort', () => {
  let state = 7;
  const roll = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
  const some = <T>(values: readonly T[], count: number): T[] => [
    ...new Set(
      Array.from({ length: count }, () => values[roll(values.length)]).filter((one) => one !== undefined),
    ),
  ];
  const zones = ['Europe/Warsaw', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Asia/Tokyo'];
  const starts = ['07:00', '08:00', '09:00', '10:00'];
  const both = (name: string) => ({
    id: personId(name),
    topics: some(
      TOPICS.map(({ id }) => id),
      4,
    ),
    ways: some(WAYS, 3),
    timeZone: some(zones, 1)[0] ?? 'UTC',
    hours: { days: [1, 2, 3, 4, 5], from: some(starts, 1)[0] ?? '08:00', to: '17:00' },
    department: `D${roll(40)}`,
    experienceYears: roll(30),
  });
  const learners = (count: number, languages: number) =>
    Array.from({ length: count }, (_, at) =>
      learner({
        ...both(`L${at}`),
        languages: some(SPOKEN, languages),
        avoid: { ownDepartment: at % 3 === 0, people: [] },
        excluded: new Set([personId(`G${roll(3000)}`)]),
      }),
    );
  const guides = (count: number, languages: number) =>
    Array.from({ length: count }, (_, at) =>
      guide({
        ...both(`G${at}`),
        languages: some(SPOKEN, languages),
        taken: roll(2),
        isPaused: at % 50 === 0,
      }),
    );

  it('of 10,000 learners and 3,000 guides is looked through in seconds, and holds no more than its pairs', () => {
    const [sparse, by] = [learners(10_000, 1), guides(3_000, 1)];
    const before = process.memoryUsage();
    // Of this process's own time: whatever else the machine does is not counted.
    const began = process.cpuUsage();
    const found = eligible(sparse, by, NOTHING, around());
    const { user, system } = process.cpuUsage(began);
    const pairs = found.edges.guide.length;
    expect(pairs).toBeGreaterThan(100_000);
    expect(pairs).toBeLessThan(1_500_000);
    const { rowStart, guide: to, score } = found.edges;
    expect(rowStart.byteLength + to.byteLength + score.byteLength).toBe(4 * (10_001 + 2 * pairs));
    // Room that doubles, its copy and some hundred rows of sorts; all pairs would be 240 MB.
    const grew = process.memoryUsage().arrayBuffers - before.arrayBuffers;
    expect(grew).toBeLessThan(60_000_000);
    expect((user + system) / 1_000_000).toBeLessThan(8);
  });
});
