import type { PersonFacts, PersonKey } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';

/** Writes what Slack says of a person, who is made known where they are not yet. */
export async function writeFacts(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
  facts: PersonFacts,
  now: Date,
): Promise<void> {
  await db
    .insertInto('people')
    .values({ workspace_id: workspaceId, id: personId, ...columnsOf(facts, now) })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(columnsOf(facts, now)))
    .execute();
}

/** The same for somebody who is known; nothing is kept of others. */
export async function renewFacts(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
  facts: PersonFacts,
  now: Date,
): Promise<void> {
  await db
    .updateTable('people')
    .set(columnsOf(facts, now))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .execute();
}

function columnsOf({ name, locale, timeZone, isGuest, isGone }: PersonFacts, now: Date) {
  return { name, locale, time_zone: timeZone, is_guest: isGuest, is_gone: isGone, facts_at: now };
}
