import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { readLastActor, writeAudit } from '../store/audit.ts';

/**
 * Notes that somebody used a right, in the transaction in which they did.
 *
 * @param what as `coach.confirmed`
 * @param about ids only; never a name or free text
 */
export function audit(
  tx: Tx,
  actor: PersonKey,
  what: string,
  about: Record<string, string>,
  now: Date,
): Promise<void> {
  return writeAudit(tx, actor, what, about, now);
}

/** Who last used a right about this, of those who can be written to; nothing where nobody did. */
export function lastActor(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  about: Record<string, string>,
): Promise<PersonId | undefined> {
  return readLastActor(db, workspaceId, about);
}
