import { z } from 'zod';
import { PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Contact } from '../contacts.ts';

/** Makes sure the workspace has its row; everything else refers to it. */
export async function ensureWorkspace(db: Database | Tx, id: WorkspaceId): Promise<void> {
  await db
    .insertInto('workspaces')
    .values({ id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Lets one change of a workspace's settings wait for another. */
export async function lockWorkspace(tx: Tx, id: WorkspaceId): Promise<void> {
  await tx.selectFrom('workspaces').select('id').where('id', '=', id).forUpdate().execute();
}

export async function contactsOf(db: Database | Tx, workspaceId: WorkspaceId): Promise<Contact[]> {
  const rows = await db
    .selectFrom('contacts')
    .select(['kind', 'people', 'note'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  return rows.map(({ kind, people, note }) => ({ kind, people: z.array(PersonId).parse(people), note }));
}

/** Replaces the workspace's contacts of the given kinds. */
export async function writeContacts(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  contacts: readonly Contact[],
  now: Date,
): Promise<void> {
  await tx
    .insertInto('contacts')
    .values(
      contacts.map((contact) => ({
        ...contact,
        workspace_id: workspaceId,
        updated_at: now,
        updated_by: personId,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'kind']).doUpdateSet((excluded) => ({
        people: excluded.ref('excluded.people'),
        note: excluded.ref('excluded.note'),
        updated_at: excluded.ref('excluded.updated_at'),
        updated_by: excluded.ref('excluded.updated_by'),
      })),
    )
    .execute();
}
