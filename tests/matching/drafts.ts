import {
  type Cohort,
  type Draft,
  type DraftedPair,
  DraftId,
  type Together,
} from '../../src/matching/draft.ts';
import { RequestId } from '../../src/matching/request.ts';
import { WorkspaceId } from '../../src/ports.ts';
import { ProgramId } from '../../src/programs/program.ts';
import { NOW, personId } from './people.ts';

const uuid = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
/** Each name has its own request. */
const requestOf = (name: string) =>
  RequestId.parse(uuid([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1e12));

export const two = (learner: string, guide: string): Together => ({
  learnerId: personId(learner),
  guideId: personId(guide),
});

/** A pair of a draft, as `pair('lea', 'ada', 80)`. */
export function pair(learner: string, guide: string, score = 50): DraftedPair {
  return { ...two(learner, guide), requestId: requestOf(learner), fit: { score, reasons: [], gaps: [] } };
}

/** A cohort of these pairs and learners without one; every guide has two places. */
export function cohortWith(
  pairs: DraftedPair[],
  without: string[] = [],
  given: Partial<Cohort> = {},
): Cohort {
  const shortage = { found: 0, told: [], others: true };
  return {
    pairs,
    unmatched: without.map((name) => ({
      requestId: requestOf(name),
      learnerId: personId(name),
      shortage,
      told: shortage,
    })),
    guides: [...new Set(pairs.map(({ guideId }) => guideId))].map((guideId) => ({
      guideId,
      places: 2,
      taken: 0,
    })),
    out: 0,
    idle: [],
    ...given,
  };
}

export function draftWith(cohort: Cohort, given: Partial<Draft> = {}): Draft {
  return {
    workspaceId: WorkspaceId.parse('T0LUMENARI'),
    id: DraftId.parse(uuid(1)),
    programId: ProgramId.parse(uuid(2)),
    state: { state: 'draft' },
    pins: [],
    forbidden: [],
    cohort,
    madeAt: NOW,
    version: 1,
    ...given,
  };
}
