import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assign } from '../../src/matching/assign/assign.ts';
import { Cohort, has, type Together } from '../../src/matching/draft.ts';
import { loadsOf } from '../../src/matching/figures.ts';
import { fitNow, goneFrom, type TakingPart } from '../../src/matching/holding.ts';
import { RequestId } from '../../src/matching/request.ts';
import { prepareCohort } from '../../src/matching/solving.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';
import type { PersonId } from '../../src/ports.ts';
import { anyAround, anyGuides, anyLearner } from './arbitraries.ts';
import { personId } from './people.ts';

const anyId = fc.integer({ min: 1, max: 12 }).map((at) => personId(`P${at}`));
const anyTwo = fc.record({ learnerId: anyId, guideId: anyId });
const EASY = { languages: ['en' as const], timeZone: 'Europe/Warsaw', hours: USUAL_HOURS };
const READY = { offersKind: true, isReady: true, isPaused: false, isActive: true };
const anyWorld: fc.Arbitrary<TakingPart> = fc
  .record({
    learners: fc.uniqueArray(fc.tuple(anyLearner, fc.uniqueArray(anyId, { maxLength: 3 })), {
      maxLength: 8,
      selector: ([{ id }]) => id,
    }),
    guides: anyGuides,
    around: anyAround,
    /** Where nearly everybody may be brought together, places are what there is too little of. */
    isEasy: fc.boolean(),
  })
  .map(({ learners, guides, around, isEasy }) => ({
    askings: learners.map(([learner, choices]) => ({
      requestId: requestOf(learner.id),
      learner: isEasy ? { ...learner, ...EASY } : learner,
      choices,
    })),
    guides: isEasy ? guides.map((guide) => ({ ...guide, ...EASY, ...READY })) : guides,
    around,
    out: 0,
  }));
const anyWants = fc.record({
  pins: fc.array(anyTwo, { maxLength: 12 }),
  forbidden: fc.array(anyTwo, { maxLength: 4 }),
});

function solveCohort(...[world, wants]: Parameters<typeof prepareCohort>): Cohort {
  const { problem, drafted } = prepareCohort(world, wants);
  return drafted(assign(problem));
}

function requestOf(id: PersonId): RequestId {
  return RequestId.parse(`00000000-0000-4000-8000-${id.replace(/\D/g, '').padStart(12, '0')}`);
}

it('a draft never breaks a hard rule, a place, the floor or what a manager wants', () => {
  let [matched, pinned, without] = [0, 0, 0];
  fc.assert(
    fc.property(anyWorld, anyWants, (world, { pins, forbidden: unwanted }) => {
      const forbidden = unwanted.filter((two) => !has(pins, two));
      const cohort = solveCohort(world, { pins, forbidden });
      const { pairs, unmatched, idle } = cohort;
      // As it comes back from the database.
      expect(Cohort.parse(JSON.parse(JSON.stringify(cohort)))).toEqual(cohort);
      expect(goneFrom(cohort, world)).toEqual([]);
      for (const pair of pairs) {
        const asking = world.askings.find(({ requestId }) => requestId === pair.requestId);
        const guide = world.guides.find(({ id }) => id === pair.guideId);
        if (!asking || !guide) throw new Error('somebody was matched who is not there');
        const isPinned = has(pins, pair);
        expect(fitNow(asking.learner, guide, world.around)?.reasons).toEqual(pair.fit.reasons);
        expect(has(forbidden, pair)).toBe(false);
        if (!isPinned) expect(pair.fit.score).toBeGreaterThanOrEqual(world.around.program.rules.floor);
        pinned += isPinned ? 1 : 0;
      }
      const worth = (pair: (typeof pairs)[number]) => (has(pins, pair) ? 1000 : 0) + pair.fit.score;
      expect(pairs.map(worth)).toEqual(pairs.map(worth).toSorted((a, b) => b - a));
      for (const { places, taken, given } of loadsOf(cohort))
        if (given > 0) expect(taken + given).toBeLessThanOrEqual(places);
      // Everybody is in it once, and every pin is kept or said to be idle.
      const everybody = [...pairs, ...unmatched].map(({ learnerId }) => learnerId);
      expect(everybody.toSorted()).toEqual(world.askings.map(({ learner }) => learner.id).toSorted());
      expect(pins.filter((pin) => !has(pairs, pin) && !has(idle, pin))).toEqual([]);
      matched += pairs.length;
      without += unmatched.length;
    }),
    { numRuns: 500 },
  );
  // The worlds are such that something can go wrong in them.
  expect([matched > 150, pinned > 5, without > 150]).toEqual([true, true, true]);
});

it('a draft is the same in whatever order people are given', () => {
  fc.assert(
    fc.property(anyWorld, anyWants, (world, wants) => {
      const turned = {
        ...world,
        askings: world.askings.toReversed(),
        guides: world.guides.toReversed(),
      };
      const sorted = ({ pairs, unmatched, idle }: Cohort) => ({
        pairs: pairs.map(two).toSorted(),
        unmatched: unmatched.map(({ learnerId, told }) => `${learnerId} ${JSON.stringify(told)}`).toSorted(),
        idle: idle.map(two),
      });
      expect(sorted(solveCohort(turned, wants))).toEqual(sorted(solveCohort(world, wants)));
    }),
  );
});

const two = ({ learnerId, guideId }: Together): string => `${learnerId} ${guideId}`;
