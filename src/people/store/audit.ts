import type { PersonKey } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';

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
