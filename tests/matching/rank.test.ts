import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lotOf } from '../../src/matching/lot.ts';
import type { Guide, Learner } from '../../src/matching/match.ts';
import { rank } from '../../src/matching/rank.ts';
import { commonMinutesWith, HARD_RULES } from '../../src/matching/rules.ts';
import { anyAround, anyGuides, anyLearner } from './arbitraries.ts';
import { around, guide, learner, personId } from './people.ts';

const names = (of: Learner, guides: readonly Guide[], under = around()) =>
  rank(of, guides, under).candidates.map(({ guideId }) => guideId);

describe('a ranking', () => {
  it('of nobody is empty, and says that there is nobody', () => {
    expect(rank(learner(), [], around())).toEqual({
      candidates: [],
      shortage: { found: 0, told: [], others: false },
    });
  });

  it('puts the best first, with reasons', () => {
    const guides = [
      guide({ id: personId('LAST'), topics: [] }),
      guide({ id: personId('FIRST') }),
      guide({ id: personId('SECOND'), topics: ['negotiation'] }),
    ];
    const { candidates } = rank(learner(), guides, around());
    expect(candidates.map(({ guideId, fit }) => [guideId, fit.score])).toEqual([
      ['U0FIRST', 100],
      ['U0SECOND', 87],
      ['U0LAST', 60],
    ]);
    expect(candidates[1]?.fit.gaps).toEqual([{ about: 'topics', missing: ['feedback'], wanted: 2 }]);
  });

  it('does not bury one guide whom everybody fits', () => {
    const busy = guide({ id: personId('BUSY'), places: 4, taken: 3 });
    const free = guide({ id: personId('FREE'), places: 2 });
    for (const name of ['A', 'B', 'C', 'D'])
      expect(names(learner({ id: personId(name) }), [busy, free])[0]).toBe('U0FREE');
  });

  it('orders equals by lot: another learner, another order, the same every time', () => {
    const guides = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE'].map((name) => guide({ id: personId(name) }));
    const firsts = Array.from(
      { length: 200 },
      (_, at) => names(learner({ id: personId(`L${at}`) }), guides)[0],
    );
    for (const { id } of guides)
      expect(firsts.filter((first) => first === id).length).toBeGreaterThan(200 / 5 / 2);
    expect(names(learner(), guides)).toEqual(names(learner(), guides.toReversed()));
  });

  it('draws lots that are spread evenly', () => {
    const high = Array.from({ length: 10_000 }, (_, at) => lotOf('U0LEARNER', `U0${at}`)).filter(
      (lot) => lot >= 2 ** 31,
    );
    expect(high.length).toBeGreaterThan(4_800);
    expect(high.length).toBeLessThan(5_200);
  });
});

describe('laws of a ranking', () => {
  it('never shows somebody who breaks a hard rule, and everybody else', () => {
    fc.assert(
      fc.property(anyLearner, anyGuides, anyAround, (of, guides, under) => {
        const minutes = commonMinutesWith(of, under.now);
        const allowed = guides.filter(
          (by) =>
            by.id !== of.id &&
            Object.values(HARD_RULES).every((holds) =>
              holds({ learner: of, guide: by, commonMinutes: minutes(by), around: under }),
            ),
        );
        expect(names(of, guides, under).toSorted()).toEqual(allowed.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('scores whole numbers from 0 to 100, the highest first', () => {
    fc.assert(
      fc.property(anyLearner, anyGuides, anyAround, (of, guides, under) => {
        const scores = rank(of, guides, under).candidates.map(({ fit }) => fit.score);
        for (const score of scores) expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    );
  });

  it('does not depend on the order in which guides are given', () => {
    fc.assert(
      fc.property(
        anyLearner,
        anyGuides,
        anyAround,
        fc.infiniteStream(fc.nat()),
        (of, guides, under, dice) => {
          const shuffled = guides
            .map((one) => ({ one, lot: dice.next().value ?? 0 }))
            .toSorted((a, b) => a.lot - b.lot)
            .map(({ one }) => one);
          expect(rank(of, shuffled, under)).toEqual(rank(of, guides, under));
        },
      ),
    );
  });

  it('never lowers a guide who fits better in one thing', () => {
    const better = fc.constantFrom<(of: Learner, by: Guide) => Guide>(
      (of, by) => ({ ...by, topics: [...new Set([...by.topics, ...of.topics.slice(0, 1)])] }),
      (of, by) => (by.ways.length === 0 ? by : { ...by, ways: [...new Set([...by.ways, ...of.ways])] }),
      (_, by) => ({ ...by, experienceYears: by.experienceYears && by.experienceYears + 1 }),
      (_, by) => ({ ...by, department: by.department && 'Another one' }),
      (_, by) => ({ ...by, taken: Math.max(0, by.taken - 1) }),
      (of, by) => ({ ...by, hours: of.hours, timeZone: of.timeZone }),
    );
    fc.assert(
      fc.property(anyLearner, anyGuides, anyAround, better, (of, guides, under, improve) => {
        const [one] = guides;
        if (!one) return;
        const before = names(of, guides, under);
        const after = names(of, [improve(of, one), ...guides.slice(1)], under);
        const at = before.indexOf(one.id);
        if (at >= 0) expect(after.indexOf(one.id)).toBeLessThanOrEqual(at);
      }),
      { numRuns: 500 },
    );
  });
});
