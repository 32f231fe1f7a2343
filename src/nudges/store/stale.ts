import { sql } from 'kysely';
import type { Database } from '../../storage/database.ts';
import { type Delivery, deliveryFrom, inMs, isEnabled } from './deliveries.ts';

/** A message that stands in Slack and is no longer true. */
export interface Stale extends Delivery {
  posted: { channel: string; ts: string };
  /** A hash of what stands there; null where it is not known. */
  shown: string | null;
  /** Until when this worker alone renders it again. */
  heldUntil: Date;
}

/** Claims messages that are no longer true, for this worker alone. */
export async function claimStale(
  db: Database,
  { most, leaseMs }: { most: number; leaseMs: number },
): Promise<Stale[]> {
  const rows = await db
    .updateTable('deliveries')
    .set({ refresh_at: inMs(leaseMs) })
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('workspace_id', 'id'),
        'in',
        selectFrom('deliveries')
          .select(['workspace_id', 'id'])
          .where('refresh_at', '<=', sql<Date>`now()`)
          .where('state', '=', 'sent')
          .where('workspace_id', 'in', isEnabled(db))
          .orderBy('refresh_at')
          .limit(most)
          .forUpdate()
          .skipLocked()
          .$asTuple('workspace_id', 'id'),
      ),
    )
    .returningAll()
    .execute();
  return rows.flatMap((row) =>
    row.channel !== null && row.ts !== null && row.refresh_at !== null
      ? [
          {
            ...deliveryFrom(row),
            posted: { channel: row.channel, ts: row.ts },
            shown: row.shown,
            heldUntil: row.refresh_at,
          },
        ]
      : [],
  );
}

/**
 * A stale message was dealt with. It stays stale if it became so anew meanwhile.
 *
 * @param became `shown`: what stands there now, as it was where that is left out; `againMs`: it is to be tried again
 */
export async function writeRefreshed(
  db: Database,
  { id, to, heldUntil }: Stale,
  { shown, againMs }: { shown?: string; againMs?: number },
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ refresh_at: againMs === undefined ? null : inMs(againMs), ...(shown !== undefined && { shown }) })
    .where('workspace_id', '=', to.workspaceId)
    .where('id', '=', id)
    .where('refresh_at', '=', heldUntil)
    .execute();
}
