import { audit } from '../../people/flow/audit.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Program } from '../../programs/program.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { allow, type Draft, type DraftId, forbid, type Pinned, pin, type Together, unpin } from '../draft.ts';
import { fitNow } from '../holding.ts';
import { readDraft, writeDraft } from '../store/drafts.ts';
import { type Actor, managed } from './drafting.ts';
import { whoTakesPart } from './taking-part.ts';

/** What a manager wants of two people. */
export type Want = 'pin' | 'unpin' | 'forbid' | 'allow';
/** `not-available`: a hard rule keeps them apart; which one is not told. */
export interface Wanted {
  outcome: 'done' | 'no-place' | 'not-available' | 'ended' | 'not-manager' | 'gone';
}

/** Pins or forbids two people in a draft, or takes it back. It shows when the draft is run again. */
export async function want(
  ports: PeoplePorts,
  actor: Actor,
  id: DraftId,
  what: Want,
  pair: Together,
): Promise<Wanted> {
  const found = await managed(ports, actor, id);
  if ('outcome' in found) return found;
  return inTransaction(ports.db, async (tx): Promise<Wanted> => {
    const draft = await readDraft(tx, actor.workspaceId, id, { lock: true });
    if (!draft) return { outcome: 'gone' };
    const now = ports.clock.now();
    const pinned = await change(tx, found.program, draft, what, pair, now);
    switch (pinned.outcome) {
      case 'changed':
        await writeDraft(tx, { ...draft, pins: pinned.pins, forbidden: pinned.forbidden });
        return { outcome: 'done' };
      case 'same':
        return { outcome: 'done' };
      case 'not-available':
        // That somebody tried is kept, since it may be meant to find out who keeps away from whom; of whom is not.
        if (actor.personId !== null) await audit(tx, actor, 'cohort.pin-refused', { draftId: id }, now);
        return pinned;
      default:
        return { outcome: pinned.outcome };
    }
  });
}

async function change(
  tx: Tx,
  program: Program,
  draft: Draft,
  what: Want,
  pair: Together,
  now: Date,
): Promise<Pinned | { outcome: 'not-available' }> {
  switch (what) {
    case 'unpin':
      return unpin(draft, pair);
    case 'forbid':
      return forbid(draft, pair);
    case 'allow':
      return allow(draft, pair);
    case 'pin': {
      const there = await whoTakesPart(tx, draft.workspaceId, program, now, {
        learners: [pair.learnerId],
        guides: [pair.guideId],
      });
      const asking = there.askings.find(({ learner }) => learner.id === pair.learnerId);
      const guide = there.guides.find(({ id }) => id === pair.guideId);
      if (!asking || !guide || !fitNow(asking.learner, guide, there.around))
        return { outcome: 'not-available' };
      return pin(draft, pair, guide.places - guide.taken);
    }
  }
}
