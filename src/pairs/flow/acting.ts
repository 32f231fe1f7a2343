import type { PersonKey } from '../../ports.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { type Pair, PairId, SIDES, type Side, sideOf } from '../pair.ts';
import { readPair } from '../store/pairs.ts';
import { replan } from './planning.ts';
import { lockPair, type PairsPorts, refreshPair } from './steps.ts';

/**
 * Does what one of the two wants with their pair, in one transaction, both people and the pair locked; afterwards it
 * is planned anew, and nudges about it are rendered again; notices are by what changes that which they show.
 *
 * @param work changes the pair itself through `takeUnplanned` alone, and what messages show of a session through `keepSessions`
 * @param seenBy whose messages are renewed: the reader's own where nobody else may notice. One message changed is one
 *   mark in Slack.
 */
export async function withPair<R>(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  work: (tx: Tx, pair: Pair, side: Side, now: Date) => Promise<R>,
  { seenBy = 'both' }: { seenBy?: 'both' | 'me' } = {},
): Promise<R | { outcome: 'not-yours' }> {
  const id = PairId.safeParse(pairId).data;
  if (!id) return { outcome: 'not-yours' };
  const { workspaceId } = who;
  return inTransaction(ports.db, async (tx): Promise<R | { outcome: 'not-yours' }> => {
    const pair = await lockPair(tx, workspaceId, id);
    const side = pair && sideOf(pair, who.personId);
    if (!pair || !side) return { outcome: 'not-yours' };
    const now = ports.clock.now();
    const result = await work(tx, pair, side, now);
    const after = await readPair(tx, workspaceId, id);
    if (after) await replan(tx, ports, after, now);
    // Where the pair has changed, its step has seen to the notices.
    await refreshPair(tx, pair, seenBy === 'both' ? SIDES : [side], { isChanged: false });
    return result;
  });
}
