import type { PersonKey } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';
import { writeAudit } from '../store/audit.ts';

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
