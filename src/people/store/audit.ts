import { sql } from 'kysely';
import { PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';

/**
 * Notes that somebody used a right, in the transaction in which they did.
 *
 * @param what as `coach.confirmed`
 * @param about ids only; never a name or free text
 */
export async function writeAudit(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  what: string,
  about: Record<string, string>,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('audit_events')
    .values({ workspace_id: workspaceId, actor: personId, what, about: JSON.stringify(about), at: now })
    .execute();
}

/** Who last used a right about this, and takes part; nothing where nobody did. */
export async function readLastActor(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  about: Record<string, string>,
): Promise<PersonId | undefined> {
  const row = await db
    .selectFrom('audit_events')
    .innerJoin('people', (join) =>
      join
        .onRef('people.workspace_id', '=', 'audit_events.workspace_id')
        .onRef('people.id', '=', 'audit_events.actor'),
    )
    .select('actor')
    .where('audit_events.workspace_id', '=', workspaceId)
    .where(sql<boolean>`audit_events.about @> ${JSON.stringify(about)}::jsonb`)
    .where('people.is_gone', '=', false)
    .orderBy('audit_events.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && PersonId.parse(row.actor);
}
