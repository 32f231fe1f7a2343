import type { PersonId, WorkspaceId } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';

/**
 * Locks everybody whom a step concerns, and then what they offer, so that places are counted by one at a time. Always
 * by id, and always before requests and offers: whoever locks in one order never waits in a ring.
 *
 * `no key update`, since rows that point to a person take a lock of their own on them, with which this one agrees.
 *
 * @param orSkip where somebody else is at it, nobody waits
 * @returns whether everybody who is known is locked now
 */
export async function lockEverybody(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly PersonId[],
  { orSkip = false }: { orSkip?: boolean } = {},
): Promise<boolean> {
  const everybody = [...new Set(ids)];
  if (everybody.length === 0) return true;
  const locked = await tx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', everybody)
    .orderBy('id')
    .forNoKeyUpdate()
    .$if(orSkip, (query) => query.skipLocked())
    .execute();
  if (orSkip && locked.length < (await countKnown(tx, workspaceId, everybody))) return false;
  await tx
    .selectFrom('profiles')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', everybody)
    .orderBy('person_id')
    .forNoKeyUpdate()
    .execute();
  return true;
}

async function countKnown(tx: Tx, workspaceId: WorkspaceId, ids: readonly PersonId[]): Promise<number> {
  const { known } = await tx
    .selectFrom('people')
    .select(({ fn }) => fn.countAll<number>().as('known'))
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .executeTakeFirstOrThrow();
  return known;
}
