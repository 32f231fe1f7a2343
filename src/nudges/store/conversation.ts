import type { PersonKey } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';

/** Where the newest message to this person stands; nothing where none was sent. */
export async function readConversation(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .select('channel')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('channel', 'is not', null)
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.channel ?? undefined;
}
