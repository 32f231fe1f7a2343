import { describeError } from '../../log.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, Turn, WorkspaceId } from '../../ports.ts';
import { programOf } from '../../programs/flow.ts';
import type { Program } from '../../programs/program.ts';
import { inTransaction, isPassing, type Tx } from '../../storage/database.ts';
import {
  afterBatch,
  type Batch,
  beginPublishing,
  type Draft,
  type DraftId,
  has,
  nextBatch,
  setAside,
  type Together,
} from '../draft.ts';
import { fitNow, type TakingPart } from '../holding.ts';
import { claimPublishing, HAS_PUBLISHING, readDraft, writeDraft } from '../store/drafts.ts';
import { lockEverybody } from '../store/locks.ts';
import { acceptFor } from './accepting.ts';
import { type Actor, lookAt, managed } from './drafting.ts';
import { whoTakesPart } from './taking-part.ts';
import { tellUnmatched } from './unmatched.ts';

/** So many pairs are made in one transaction: their people are locked for as long. */
const BATCH = 10;

export type Publishing =
  | { outcome: 'publishing' | 'published'; draft: Draft }
  | { outcome: 'not-manager' | 'gone' | 'not-started' | 'ended' | 'changed' | 'run-again' | 'nothing' };

/**
 * Begins to publish a draft as it was shown. What follows is {@link goOnPublishing}, and after a crash
 * {@link publishDue}: from here on it will be done, whoever does it.
 *
 * @param shown `version`: of the draft that its manager looked at; pressed twice, it changes nothing
 */
export async function publishDraft(
  ports: PeoplePorts,
  actor: Actor,
  shown: { draftId: DraftId; version: number },
): Promise<Publishing> {
  const found = await managed(ports, actor, shown.draftId);
  if ('outcome' in found) return found;
  return inTransaction(ports.db, async (tx): Promise<Publishing> => {
    const draft = await readDraft(tx, actor.workspaceId, shown.draftId, { lock: true });
    if (!draft) return { outcome: 'gone' };
    const begun = beginPublishing(draft, actor.personId, ports.clock.now());
    switch (begun.outcome) {
      case 'begun':
        if (draft.version !== shown.version) return { outcome: 'changed' };
        if (found.program.state === 'ended') return { outcome: 'ended' };
        if (found.program.state !== 'running') return { outcome: 'not-started' };
        return { outcome: 'publishing', draft: await writeDraft(tx, { ...draft, state: begun.state }) };
      case 'dropped':
        return { outcome: 'gone' };
      case 'publishing':
      case 'published':
        return { outcome: begun.outcome, draft };
      default:
        return { outcome: begun.outcome };
    }
  });
}

/**
 * May this draft be published as it stands? What would be sent is shown before.
 *
 * @param shown `version`: of the draft whose pairs its manager looked at; another one has to be looked at first
 */
export async function beforePublishing(
  ports: PeoplePorts,
  actor: Actor,
  shown: { draftId: DraftId; version: number },
): Promise<Awaited<ReturnType<typeof lookAt>> | { outcome: 'run-again' | 'nothing' | 'not-started' }> {
  const looked = await lookAt(ports, actor, shown.draftId);
  if (looked.outcome !== 'draft') return looked;
  const { draft, gone } = looked.shown;
  const program = await programOf(ports.db, actor.workspaceId, draft.programId);
  if (program?.state === 'open') return { outcome: 'not-started' };
  if (draft.version !== shown.version) return { outcome: 'changed' };
  const begun = beginPublishing(draft, actor.personId, ports.clock.now());
  if (begun.outcome === 'run-again') return { outcome: 'run-again' };
  return gone.length === draft.cohort.pairs.length ? { outcome: 'nothing' } : looked;
}

/** So often it is tried again before it is left to {@link publishDue}: the database may be away. */
const MOST_FAILURES = 3;

/** Whoever looks on sees how far it has come after so many batches. */
const SHOWN_EVERY = 5;

/**
 * Publishes the rest of a draft, batch by batch.
 *
 * @param show shows whoever looks on how far it has come, now and then and in the end
 * @returns the draft as it stands in the end; nothing where it cannot be done now and will go on by itself
 */
export async function goOnPublishing(
  ports: PeoplePorts,
  workspaceId: WorkspaceId,
  id: DraftId,
  show: (draft: Draft) => Promise<void> = () => Promise.resolve(),
): Promise<Draft | undefined> {
  const pick: Pick = (tx) => readDraft(tx, workspaceId, id, { lock: true });
  let failures = 0;
  for (let batch = 1; failures < MOST_FAILURES; batch += 1) {
    const dealtWith = await publishNext(ports, pick).then(
      (draft) => ({ draft }),
      (error: unknown) =>
        ports.log.warn({ draft: id, error: describeError(error) }, 'a batch of a cohort was not published'),
    );
    failures = dealtWith ? 0 : failures + 1;
    if (!dealtWith) continue;
    const { draft } = dealtWith;
    const isDone = draft?.state.state !== 'publishing';
    if (draft && (isDone || batch % SHOWN_EVERY === 0))
      await show(draft).catch((error: unknown) =>
        // What is published is published, whether somebody sees it or not.
        ports.log.warn({ draft: id, error: describeError(error) }, 'how a cohort stands was not shown'),
      );
    if (isDone) return draft;
  }
  return undefined;
}

/** Cohorts whose publishing was interrupted: see {@link publishDue}. */
export function publishTurn(ports: PeoplePorts): Turn {
  return { isDue: () => HAS_PUBLISHING, take: () => publishDue(ports) };
}

/**
 * Goes on with a draft whose publishing was interrupted, or is under way and not being worked on at this moment. May
 * run in several processes at once.
 *
 * @returns 1 where a batch was dealt with, 0 where there is nothing to publish
 */
export async function publishDue(ports: PeoplePorts): Promise<number> {
  return (await publishNext(ports, claimPublishing)) ? 1 : 0;
}

/** Finds the draft to go on with, and locks it. */
type Pick = (tx: Tx) => Promise<Draft | undefined>;

/**
 * Deals with the next batch of a draft. Where that fails, with one pair alone; and a pair that fails even then is left
 * out for good, is logged, and is shown to the manager: one that can never be made must not keep the others waiting.
 *
 * @throws where the database fails, which is nobody's fault: nothing is left out then
 */
async function publishNext(ports: PeoplePorts, pick: Pick): Promise<Draft | undefined> {
  let picked: Draft | undefined;
  const attempt = (most: number, pickOne: Pick) =>
    inTransaction(ports.db, async (tx) => {
      picked = await pickOne(tx);
      return picked && publishBatch(tx, ports, picked, most);
    });
  try {
    return await attempt(BATCH, pick);
  } catch (error) {
    if (!picked || isPassing(error)) throw error;
  }
  const { workspaceId, id } = picked;
  const pickAgain: Pick = (tx) => readDraft(tx, workspaceId, id, { lock: true });
  try {
    return await attempt(1, pickAgain);
  } catch (error) {
    if (!picked || isPassing(error)) throw error;
    return leaveOut(ports, picked, error);
  }
}

/** Deals with one batch of a locked draft; what it does and how far it has come are written together or not at all. */
async function publishBatch(tx: Tx, ports: PeoplePorts, draft: Draft, most: number): Promise<Draft> {
  if (draft.state.state !== 'publishing') return draft;
  const { workspaceId, programId, cohort, state } = draft;
  const program = await programOf(tx, workspaceId, programId);
  if (!program) throw new Error(`draft ${draft.id} has no program`);
  const batch = nextBatch(cohort, state.progress, most);
  const dealtWith = {
    ...(await makePairs(tx, ports, draft, program, batch)),
    now: ports.clock.now(),
  };
  return writeDraft(tx, { ...draft, state: afterBatch(cohort, state, dealtWith, batch, dealtWith.now) });
}

/** Leaves out what failed, unless somebody else has dealt with it since. */
async function leaveOut(ports: PeoplePorts, failed: Draft, error: unknown): Promise<Draft | undefined> {
  return inTransaction(ports.db, async (tx) => {
    const draft = await readDraft(tx, failed.workspaceId, failed.id, { lock: true });
    if (draft?.state.state !== 'publishing' || draft.version !== failed.version) return draft;
    const { state, leftOut } = setAside(draft.cohort, draft.state, ports.clock.now());
    const written = await writeDraft(tx, { ...draft, state });
    for (const { requestId, learnerId } of [...leftOut.pairs, ...leftOut.unmatched]) {
      const about = { draft: draft.id, request: requestId, learner: learnerId };
      const guide = leftOut.pairs[0]?.guideId;
      ports.log.error(
        { ...about, ...(guide && { guide }), error: describeError(error) },
        guide ? 'a pair of a cohort could not be made' : 'a learner of a cohort could not be told',
      );
    }
    return written;
  });
}

async function makePairs(
  tx: Tx,
  ports: PeoplePorts,
  draft: Draft,
  program: Program,
  { pairs, unmatched }: Batch,
): Promise<{ made: number; lapsed: Together[]; told: number }> {
  const learners = [...pairs, ...unmatched].map(({ learnerId }) => learnerId);
  const guides = pairs.map(({ guideId }) => guideId);
  // All of the batch at once and by id, as everybody locks: two batches, or a guide's answer, never wait in a ring.
  await lockEverybody(tx, draft.workspaceId, [...learners, ...guides]);
  const now = ports.clock.now();
  const there = await whoTakesPart(tx, draft.workspaceId, program, now, { learners, guides });
  const lapsed: Together[] = [];
  let made = 0;
  for (const pair of pairs) {
    const fit = fitOfTwo(there, pair.learnerId, pair.guideId);
    const together = { workspaceId: draft.workspaceId, requestId: pair.requestId, guideId: pair.guideId };
    const accepted = fit && (await acceptFor(tx, ports, { ...together, fit }, now));
    if (accepted?.outcome === 'accepted') made += 1;
    else lapsed.push(pair);
  }
  const without = [...unmatched, ...pairs.filter((pair) => has(lapsed, pair))];
  return { made, lapsed, told: await tellUnmatched(tx, ports, draft, there, without, now) };
}

function fitOfTwo({ askings, guides, around }: TakingPart, learnerId: PersonId, guideId: PersonId) {
  const asking = askings.find(({ learner }) => learner.id === learnerId);
  const guide = guides.find(({ id }) => id === guideId);
  return asking && guide && fitNow(asking.learner, guide, around);
}
