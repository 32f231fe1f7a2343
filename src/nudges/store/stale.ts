import { sql } from 'kysely';
import type { WorkspaceId } from '../../ports.ts';
import type { Database } from '../../storage/database.ts';
import { among, type Delivery, deliveryFrom, inMs, isEnabled } from './deliveries.ts';

/** A message that stands in Slack and is no longer true. */
export interface Stale extends Delivery {
  posted: { channel: string; ts: string };
  /** A hash of what stands there; null where it is not known. */
  shown: string | null;
  /** Until when this worker alone renders it again. */
  heldUntil: Date;
}

/** Is there anything that {@link claimStale} would take? */
export const HAS_STALE = sql<boolean>`exists (
  select from deliveries where refresh_at <= now() and state = 'sent')`;

/** Claims messages that are no longer true, for this worker alone. Those that cannot be understood stay as they stand. */
export async function claimStale(
  db: Database,
  { most, leaseMs }: { most: number; leaseMs: number },
): Promise<{ stale: Stale[]; broken: string[] }> {
  const rows = await db
    .with('these', (within) =>
      within
        .selectFrom('deliveries')
        .select(['workspace_id', 'id'])
        .where('refresh_at', '<=', sql<Date>`now()`)
        .where('state', '=', 'sent')
        .where('workspace_id', 'in', isEnabled(db))
        .orderBy('refresh_at')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('deliveries')
    .from('these')
    .set({ refresh_at: inMs(leaseMs) })
    .whereRef('deliveries.workspace_id', '=', 'these.workspace_id')
    .whereRef('deliveries.id', '=', 'these.id')
    .returningAll('deliveries')
    .execute();
  const read = rows.map((row) => ({ id: row.id, stale: staleFrom(row) }));
  const broken = read.flatMap(({ id, stale }) => (stale ? [] : [id]));
  if (broken.length > 0)
    await db.updateTable('deliveries').set({ refresh_at: null }).where('id', 'in', broken).execute();
  return { stale: read.flatMap(({ stale }) => stale ?? []), broken };
}

function staleFrom(
  row: Parameters<typeof deliveryFrom>[0] & {
    channel: string | null;
    ts: string | null;
    refresh_at: Date | null;
    shown: string | null;
  },
): Stale | undefined {
  const { channel, ts, refresh_at: heldUntil, shown } = row;
  if (channel === null || ts === null || heldUntil === null) return undefined;
  try {
    return { ...deliveryFrom(row), posted: { channel, ts }, shown, heldUntil };
  } catch {
    return undefined;
  }
}

/**
 * These read as before. One that became stale anew meanwhile stays so, and one that somebody is at is left to them: to
 * wait for several of them at once could be to wait in a ring. Free ones are looked for once, in a query of their own:
 * asked again for each row, it would find other ones free each time.
 */
export async function writeSame(
  db: Database,
  workspaceId: WorkspaceId,
  same: readonly Stale[],
): Promise<void> {
  for (const [heldUntil, all] of Map.groupBy(same, (one) => one.heldUntil.getTime()))
    await db
      .with('free', (within) =>
        within
          .selectFrom('deliveries')
          .select(['workspace_id', 'id'])
          .where('workspace_id', '=', workspaceId)
          .where(among('id', all))
          .where('refresh_at', '=', new Date(heldUntil))
          .forNoKeyUpdate()
          .skipLocked(),
      )
      .updateTable('deliveries')
      .from('free')
      .set({ refresh_at: null })
      .whereRef('deliveries.workspace_id', '=', 'free.workspace_id')
      .whereRef('deliveries.id', '=', 'free.id')
      .execute();
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
