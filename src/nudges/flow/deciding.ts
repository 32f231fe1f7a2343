import type { Tx } from '../../storage/database.ts';
import type { Decision, Nudge } from '../nudge.ts';
import type { NudgeOwner } from './owner.ts';

/**
 * Asks the owners of nudges what is to become of them, each once for all of its own. A nudge that nobody owns, as of a
 * feature that is gone, or that its owner says nothing of, is dropped.
 */
export async function decideNudges(
  tx: Tx,
  owners: readonly NudgeOwner[],
  nudges: readonly Nudge[],
  now: Date,
): Promise<ReadonlyMap<string, Decision>> {
  const all = new Map<string, Decision>();
  for (const [owner, own] of ofOwners(owners, nudges)) {
    const decided = owner ? await owner.decide(tx, own, now) : undefined;
    for (const { id } of own)
      all.set(id, decided?.get(id) ?? { outcome: 'drop', why: owner ? 'not_decided' : 'nobody_owns_it' });
  }
  return all;
}

/** Nudges by the one who owns them. */
export function ofOwners(
  owners: readonly NudgeOwner[],
  nudges: readonly Nudge[],
): Map<NudgeOwner | undefined, Nudge[]> {
  return Map.groupBy(nudges, ({ kind }) => owners.find(({ kinds }) => kinds.includes(kind)));
}
