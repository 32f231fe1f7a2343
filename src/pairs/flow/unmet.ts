import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import type { ProgramId } from '../../programs/program.ts';
import type { Seen } from '../seen.ts';
import { readToldAt, readUnmet } from '../store/unmet.ts';
import { beganBy, isUnmet, shownFrom } from '../unmet.ts';

/** The kind of what each of the two is told before managers see anything. */
export const UNMET = 'pairs.unmet';

/** A pair that has not met, as managers of its program see it: who the two are, since when, and nothing else. */
export interface UnmetPair {
  guideId: PersonId;
  learnerId: PersonId;
  beganAt: Date;
}

/**
 * Of each of these programs the pairs that have not met, as it is now; the oldest first, and none of a program where all
 * have. Whether somebody may see them is for whoever calls it to ask.
 */
export async function unmetPairs(
  { db, clock }: PeoplePorts,
  workspaceId: WorkspaceId,
  programIds: readonly ProgramId[],
): Promise<Map<ProgramId, UnmetPair[]>> {
  const now = clock.now();
  const candidates = await readUnmet(db, workspaceId, programIds, beganBy(now));
  const unmet = candidates.filter((one) => isUnmet(one, now));
  return new Map(
    [...Map.groupBy(unmet, ({ programId }) => programId)].map(([id, own]) => [
      id,
      own.map(({ guideId, learnerId, beganAt }) => ({ guideId, learnerId, beganAt })),
    ]),
  );
}

/** From when managers may see that these two have not met, as this one of them is told it now, or was told it. */
export async function shownFromFor(
  { db, clock }: PeoplePorts,
  to: PersonKey,
  { pairId, metBy }: Pick<Seen, 'pairId'> & { metBy: Date },
): Promise<Date> {
  return shownFrom(metBy, (await readToldAt(db, to, pairId)) ?? clock.now());
}
