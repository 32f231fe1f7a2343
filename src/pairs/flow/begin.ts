import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Kind, PersonId, WorkspaceId } from '../../ports.ts';
import type { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Fit } from '../fit.ts';
import { type Pair, PairId, SIDES } from '../pair.ts';
import { countPlaces, insertPair, readPairOfRequest } from '../store/pairs.ts';
import { tell } from './steps.ts';

/**
 * Brings two people together: a trial begins, and both get an introduction in their working hours. To be called where
 * both people and the request are locked; a request that has a pair already gets no second one.
 *
 * @returns the request's pair
 */
export async function beginTrial(
  tx: Tx,
  ports: PeoplePorts,
  together: {
    workspaceId: WorkspaceId;
    requestId: string;
    programId: ProgramId;
    kind: Kind;
    guideId: PersonId;
    learnerId: PersonId;
    fit: Fit;
  },
  now: Date,
): Promise<PairId> {
  const pair: Omit<Pair, 'version'> = {
    ...together,
    id: PairId.parse(ports.newId()),
    beganAt: now,
    firstTalkAt: null,
    state: { state: 'trial', goesOn: { guide: false, learner: false }, reminded: 0, closing: null },
  };
  if (!(await insertPair(tx, pair))) {
    const there = await readPairOfRequest(tx, pair.workspaceId, pair.requestId);
    if (!there) throw new Error(`request ${pair.requestId} has a pair that is not there`);
    return there.id;
  }
  for (const side of SIDES) await tell(tx, ports, pair, side, 'introduction', '1', now);
  return pair.id;
}

/** How many of a guide's places are taken: pairs that have not ended, trials included. */
export function takenPlaces(tx: Database | Tx, workspaceId: WorkspaceId, guideId: PersonId): Promise<number> {
  return countPlaces(tx, workspaceId, guideId);
}
