import type { PersonId, WorkspaceId } from '../../ports.ts';
import type { Program } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Asking, TakingPart } from '../holding.ts';
import type { RequestId } from '../request.ts';
import { readGuides, readLearners } from '../store/candidates.ts';
import { type Asked, readAsked } from '../store/cohort.ts';
import { readLines } from '../store/lines.ts';
import { readOffersOf } from '../store/offers.ts';
import { mayBeAskedAgain } from '../together.ts';

/**
 * Who takes part in a cohort of the program now: its guides, and the learners who ask and are neither paused nor being
 * matched one by one.
 *
 * @param only these people, where the others are not needed
 */
export async function whoTakesPart(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  program: Program,
  now: Date,
  only?: { learners: readonly PersonId[]; guides: readonly PersonId[] },
): Promise<TakingPart> {
  const asked = await readAsked(db, workspaceId, program.id, only?.learners);
  const open = asked.filter(({ isOffered }) => !isOffered);
  const wanted = new Map(open.map((one) => [one.learnerId, one.wanted]));
  const { learners, away } = await readLearners(db, workspaceId, wanted, now);
  const guides = await readGuides(db, workspaceId, program, now, only?.guides);
  const refused = await refusedBefore(db, workspaceId, open);
  const askings = open.flatMap(({ requestId, learnerId, choices }: Asked): Asking[] => {
    const learner = learners.get(learnerId);
    if (!learner || away.has(learnerId)) return [];
    const excluded = new Set([...learner.excluded, ...(refused.get(requestId) ?? [])]);
    return [{ requestId, learner: { ...learner, excluded }, choices }];
  });
  return {
    askings,
    guides: guides.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    out: asked.length - askings.length,
    around: { program, lines: await readLines(db, workspaceId), now },
  };
}

/**
 * Guides who were asked for a request one by one and are not to be asked again, as somebody who declined: like those
 * who were excluded, they are not available for this match, and nobody is told why.
 */
async function refusedBefore(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  asked: readonly Asked[],
): Promise<Map<RequestId, PersonId[]>> {
  const ids = asked.map(({ requestId }) => requestId);
  const refused = new Map<RequestId, PersonId[]>();
  for (const offer of await readOffersOf(db, workspaceId, ids)) {
    if (mayBeAskedAgain(offer.state)) continue;
    refused.set(offer.requestId, [...(refused.get(offer.requestId) ?? []), offer.guideId]);
  }
  return refused;
}
