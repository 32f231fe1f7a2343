import { inSavepoint, isPassing, type Tx } from '../../storage/database.ts';
import type { Decision, Nudge } from '../nudge.ts';
import { MOST_A_WEEK } from '../quiet.ts';
import type { NudgeOwner } from './owner.ts';

/** A decision, or what was thrown in its place. */
export type Decided = Decision | { outcome: 'threw'; error: unknown };

/**
 * The same where these are all of one message: one that its owner cannot deal with takes none of the others with it.
 *
 * @throws what says nothing of one of them, as that the database is away
 */
export async function decideEach(
  tx: Tx,
  owners: readonly NudgeOwner[],
  nudges: readonly Nudge[],
  now: Date,
): Promise<ReadonlyMap<string, Decided>> {
  try {
    return await inSavepoint(tx, () => decideNudges(tx, owners, nudges, now));
  } catch (error) {
    if (isPassing(error)) throw error;
    if (nudges.length === 1) return new Map(nudges.map(({ id }) => [id, { outcome: 'threw', error }]));
    const all = new Map<string, Decided>();
    for (const nudge of nudges)
      for (const [id, decided] of await decideEach(tx, owners, [nudge], now)) all.set(id, decided);
    return all;
  }
}

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

/** How many messages of a week these may be the reason for: as many as the most urgent of them. */
export function mostAWeekFor(owners: readonly NudgeOwner[], kinds: readonly string[]): number {
  return Math.max(0, ...kinds.map((kind) => ownerOf(owners, kind)?.mostAWeek?.(kind) ?? MOST_A_WEEK));
}

/** The most urgent first; of equal ones in the order in which they came. */
export function byUrgency(owners: readonly NudgeOwner[], nudges: readonly Nudge[]): Nudge[] {
  const urgency = ({ kind }: Nudge): number => mostAWeekFor(owners, [kind]);
  return nudges.toSorted((one, other) => urgency(other) - urgency(one));
}

function ownerOf(owners: readonly NudgeOwner[], kind: string): NudgeOwner | undefined {
  return owners.find(({ kinds }) => kinds.includes(kind));
}

/** Nudges by the one who owns them. */
export function ofOwners(
  owners: readonly NudgeOwner[],
  nudges: readonly Nudge[],
): Map<NudgeOwner | undefined, Nudge[]> {
  return Map.groupBy(nudges, ({ kind }) => ownerOf(owners, kind));
}
