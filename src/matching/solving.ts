import type { PersonId } from '../ports.ts';
import type { Assignment, CohortProblem } from './assign/problem.ts';
import { eligible } from './cohort.ts';
import { type Cohort, type Draft, type DraftedPair, pairOf, type Unmatched } from './draft.ts';
import type { TakingPart } from './holding.ts';
import { lotOf } from './lot.ts';

/** In place of a guide. */
const NOBODY = -1;

/** A cohort made ready to be solved, and what comes of the answer. */
export interface Prepared {
  problem: CohortProblem;
  /** @param answer to the problem, and proved */
  drafted(answer: Pick<Assignment, 'guideOf'>): Cohort;
}

/**
 * Makes a cohort ready to be matched: as many learners as possible, then those who fit best, the same every time. Pins
 * come first, and no hard rule is broken for anybody.
 */
export function prepareCohort(
  { askings, guides, out, around }: TakingPart,
  { pins, forbidden }: Pick<Draft, 'pins' | 'forbidden'>,
): Prepared {
  // A place that is being offered to somebody is not given away behind their back.
  const free = guides.map((guide) => ({ ...guide, taken: guide.taken + guide.pending, pending: 0 }));
  const choices = new Map(askings.map(({ learner, choices: chosen }) => [learner.id, chosen]));
  const cohort = eligible(
    askings.map(({ learner }) => learner),
    free,
    { choices, pins, forbidden },
    around,
  );
  const problem = {
    ...cohort.edges,
    capacity: cohort.places,
    learnerKeys: cohort.learners.map(keyOf),
    guideKeys: cohort.guides.map(keyOf),
  };
  return { problem, drafted };

  function drafted({ guideOf }: Pick<Assignment, 'guideOf'>): Cohort {
    const requestOf = new Map(askings.map(({ learner, requestId }) => [learner.id, requestId]));
    const guideById = new Map(cohort.guides.map((guide) => [guide.id, guide]));
    const pinned = new Map(cohort.pinned.map(({ learnerId, guideId }) => [learnerId, guideId]));
    const pairs: DraftedPair[] = [];
    const unmatched: Unmatched[] = [];
    for (const [at, learner] of cohort.learners.entries()) {
      const requestId = requestOf.get(learner.id);
      if (!requestId) throw new Error('a learner was matched who does not ask');
      const pin = pinned.get(learner.id);
      const guide = pin ? guideById.get(pin) : cohort.guides[guideOf[at] ?? NOBODY];
      const asked = { requestId, learnerId: learner.id };
      if (guide) pairs.push({ ...asked, guideId: guide.id, fit: cohort.fit(learner, guide) });
      else {
        const [shortage, told] = [cohort.shortage(at, 'manager'), cohort.shortage(at, 'learner')];
        unmatched.push({ ...asked, shortage, told });
      }
    }
    return {
      pairs: inOrderOfPlaces(pairs, pinned),
      unmatched,
      guides: free
        .filter(({ offersKind, isReady }) => offersKind && isReady)
        .map(({ id, places, taken }) => ({ guideId: id, places, taken })),
      out,
      idle: cohort.idle.map(pairOf),
    };
  }
}

/**
 * Pins first, then those who fit best: where a guide comes to have fewer places than learners, who is later goes
 * without. Equals stay in the order that was drawn.
 */
function inOrderOfPlaces(
  pairs: readonly DraftedPair[],
  pinned: ReadonlyMap<PersonId, PersonId>,
): DraftedPair[] {
  const isPinned = ({ learnerId }: DraftedPair): number => Number(pinned.has(learnerId));
  return pairs.toSorted((a, b) => isPinned(b) - isPinned(a) || b.fit.score - a.fit.score);
}

/** What decides between equals: drawn by lot, so that no name or id is favoured. */
function keyOf({ id }: { id: PersonId }): string {
  return `${lotOf('', id)} ${id}`;
}
