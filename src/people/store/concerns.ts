import { PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Concern, ConcernId } from '../concern.ts';

/**
 * Keeps a concern for those who are told of it.
 *
 * @returns whether it is new: the same form sent again changes nothing
 */
export async function insertConcern(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  { id, told, words, at }: Omit<Concern, 'from'> & { id: ConcernId; told: readonly PersonId[] },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('concerns')
    .values({ workspace_id: workspaceId, id, person_id: personId, told: [...told], words, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A concern, and who was told of it; nothing where the workspace has none of that id. */
export async function readConcern(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: ConcernId,
): Promise<(Concern & { told: PersonId[] }) | undefined> {
  const row = await db
    .selectFrom('concerns')
    .select(['person_id', 'told', 'words', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      from: PersonId.parse(row.person_id),
      words: row.words,
      at: row.at,
      told: row.told.map((one) => PersonId.parse(one)),
    }
  );
}

/** How many concerns somebody has told. */
export async function countConcerns(db: Database, { workspaceId, personId }: PersonKey): Promise<number> {
  const { count } = await db
    .selectFrom('concerns')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return count;
}
