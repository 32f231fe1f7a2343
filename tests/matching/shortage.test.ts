import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Around, Guide, Learner } from '../../src/matching/match.ts';
import { rank } from '../../src/matching/rank.ts';
import type { PersonId } from '../../src/ports.ts';
import { anyAround, anyGuides, anyLearner } from './arbitraries.ts';
import { around, guide, learner, personId } from './people.ts';

const crowd = (count: number, given: (at: number) => Partial<Guide>): Guide[] =>
  Array.from({ length: count }, (_, at) => guide({ id: personId(`G${at}`), ...given(at) }));
const shortage = (guides: readonly Guide[], of: Partial<Learner> = {}, under = around()) =>
  rank(learner(of), guides, under).shortage;

describe('why guides are missing', () => {
  it('is counted by rule, the most frequent first, the first rule that each broke', () => {
    const full = crowd(3, () => ({ places: 0, languages: [] }));
    const foreign = crowd(4, (at) => ({ id: personId(`F${at}`), languages: ['de'] }));
    expect(shortage([...full, ...foreign])).toEqual({
      found: 0,
      told: [
        { rule: 'language', count: 4 },
        { rule: 'places', count: 3 },
      ],
      others: false,
    });
  });

  it('has no count under 3', () => {
    expect(shortage(crowd(5, (at) => (at < 2 ? { places: 0 } : {})))).toEqual({
      found: 3,
      told: [],
      others: true,
    });
  });

  it('has no count of what is not told, and no total from which it could be worked out', () => {
    const guides = crowd(9, (at) =>
      at < 3 ? { isPaused: true } : at < 6 ? { isActive: false } : { isGuest: true },
    );
    expect(shortage(guides)).toEqual({ found: 0, told: [], others: true });
    expect(shortage(guides.slice(0, 1))).toEqual({ found: 0, told: [], others: true });
  });

  it('tells learners what they asked to leave out', () => {
    const colleagues = crowd(3, () => ({ department: 'Sales' }));
    expect(shortage(colleagues, { avoid: { ownDepartment: true, people: [] } }).told).toEqual([
      { rule: 'avoid', count: 3 },
    ]);
  });

  it('does not count learners who are guides too as somebody they cannot have', () => {
    expect(shortage([guide({ id: personId('LEARNER') })])).toEqual({ found: 0, told: [], others: false });
  });
});

describe('nobody can work out who excluded them', () => {
  type World = (of: Learner, guides: Guide[], under: Around, who: PersonId) => [Learner, Guide[], Around];
  const changing =
    (change: Partial<Guide>): World =>
    (of, guides, under, who) => [
      of,
      guides.map((one) => (one.id === who ? { ...one, ...change } : one)),
      under,
    ];
  const WORLDS: Record<string, World> = {
    excluded: (of, guides, under, who) => [
      { ...of, excluded: new Set([...of.excluded, who]) },
      guides,
      under,
    ],
    earlier: (of, guides, under, who) => [
      { ...of, earlier: new Set([...of.earlier, who]), earlierWelcome: false },
      guides,
      under,
    ],
    line: (of, guides, under, who) => {
      const inOneLine = (a: string, b: string): boolean =>
        (a === of.id && b === who) || under.lines.inOneLine(a, b);
      return [of, guides, { ...under, lines: { ...under.lines, inOneLine } }];
    },
    paused: changing({ isPaused: true }),
    gone: changing({ isActive: false }),
  };

  it('an exclusion, an earlier pair, a reporting line, a pause and a departure look the same', () => {
    fc.assert(
      fc.property(anyLearner, anyGuides, anyAround, fc.nat(), (given, guides, under, at) => {
        const who = guides[at % Math.max(1, guides.length)]?.id;
        if (who === undefined) return;
        // With an earlier pair welcome, one world would show people that the others do not.
        const of = { ...given, earlierWelcome: false };
        const seen = Object.values(WORLDS).map((world) => rank(...world(of, guides, under, who)));
        for (const each of seen) expect(each).toEqual(seen[0]);
      }),
      { numRuns: 500 },
    );
  });

  it('and none of them changes anything where the guide was not shown anyway', () => {
    fc.assert(
      fc.property(anyLearner, anyGuides, anyAround, (given, guides, under) => {
        const of = { ...given, earlierWelcome: false };
        const plain = rank(of, guides, under);
        const shown = new Set(plain.candidates.map(({ guideId }) => guideId));
        for (const { id } of guides.filter((one) => !shown.has(one.id)))
          for (const world of Object.values(WORLDS)) {
            const changed = rank(...world(of, guides, under, id));
            expect(changed).toEqual(plain);
          }
      }),
    );
  });
});
