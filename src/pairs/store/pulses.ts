import { PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { anyOf } from '../../storage/lists.ts';
import { PairId } from '../pair.ts';
import { Pulse } from '../pulse.ts';

/** That somebody answered a short question, and when; never what they said. */
interface Answered {
  personId: PersonId;
  once: string;
  at: Date;
}

/** Who answered which of the short questions about these pairs, the oldest first; pairs without answers are left out. */
export async function readAnswered(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  pairIds: readonly PairId[],
): Promise<Map<PairId, Answered[]>> {
  if (pairIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('pulses')
    .select(['pair_id', 'person_id', 'once', 'answered_at'])
    .where('workspace_id', '=', workspaceId)
    .where('pair_id', '=', anyOf(pairIds, 'uuid'))
    .orderBy('answered_at')
    .orderBy('person_id')
    .execute();
  const found = new Map<PairId, Answered[]>();
  for (const row of rows) {
    const pairId = PairId.parse(row.pair_id);
    const one = { personId: PersonId.parse(row.person_id), once: row.once, at: row.answered_at };
    found.set(pairId, [...(found.get(pairId) ?? []), one]);
  }
  return found;
}

/** Somebody's own answer, for themselves; nothing where they gave none. */
export async function readPulse(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
  pairId: PairId,
  once: string,
): Promise<Pulse | undefined> {
  const row = await db
    .selectFrom('pulses')
    .select(['useful', 'safe', 'rhythm'])
    .where('workspace_id', '=', workspaceId)
    .where('pair_id', '=', pairId)
    .where('person_id', '=', personId)
    .where('once', '=', once)
    .executeTakeFirst();
  return row && Pulse.parse(row);
}

/** Writes an answer; given again, the newer one holds. */
export async function writePulse(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  pairId: PairId,
  once: string,
  { useful, safe, rhythm }: Pulse,
  answered_at: Date,
): Promise<void> {
  const columns = { useful, safe, rhythm, answered_at };
  await tx
    .insertInto('pulses')
    .values({ workspace_id: workspaceId, pair_id: pairId, person_id: personId, once, ...columns })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'pair_id', 'person_id', 'once']).doUpdateSet(columns),
    )
    .execute();
}
