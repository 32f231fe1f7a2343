import { planDelivery } from '../../nudges/flow/notices.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, WorkspaceId } from '../../ports.ts';
import { programOf } from '../../programs/flow.ts';
import type { Tx } from '../../storage/database.ts';
import type { Draft, DraftId } from '../draft.ts';
import type { TakingPart } from '../holding.ts';
import type { Shortage } from '../match.ts';
import type { RequestId } from '../request.ts';
import { readDraft } from '../store/drafts.ts';
import { whoTakesPart } from './taking-part.ts';

/** Tells learners that this round had nobody for them: those who still ask and are not being matched otherwise. */
export async function tellUnmatched(
  tx: Tx,
  ports: PeoplePorts,
  { workspaceId, id }: Draft,
  { askings }: TakingPart,
  without: readonly { requestId: RequestId; learnerId: PersonId }[],
  now: Date,
): Promise<number> {
  const asking = new Set(askings.map(({ requestId }) => requestId));
  const told = without.filter(({ requestId }) => asking.has(requestId));
  for (const { requestId, learnerId } of told)
    await planDelivery(
      tx,
      ports,
      {
        workspaceId,
        personId: learnerId,
        occurrence: `cohort:${id}:${requestId}`,
        kind: 'matching.cohort-unmatched',
        about: { draftId: id, requestId },
        class: 'notice',
      },
      now,
    );
  return told.length;
}

/** What an unmatched learner is told; nothing where they have been matched since, or do not ask any more. */
export async function unmatchedIn(
  { db, clock }: PeoplePorts,
  workspaceId: WorkspaceId,
  learnerId: PersonId,
  draftId: DraftId,
): Promise<{ programName: string; requestId: RequestId; shortage: Shortage } | undefined> {
  const draft = await readDraft(db, workspaceId, draftId);
  const program = draft && (await programOf(db, workspaceId, draft.programId));
  if (!program) return undefined;
  const { askings } = await whoTakesPart(db, workspaceId, program, clock.now(), {
    learners: [learnerId],
    guides: [],
  });
  const [asking] = askings;
  if (!asking) return undefined;
  const found = draft.cohort.unmatched.find((one) => one.learnerId === learnerId);
  // A pair that did not hold any more: the reason is one of those that are never told.
  const shortage = found?.told ?? { found: 0, told: [], others: true };
  return { programName: program.name, requestId: asking.requestId, shortage };
}
