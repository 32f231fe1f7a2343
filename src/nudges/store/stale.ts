import { sql } from 'kysely';
import type { WorkspaceId } from '../../ports.ts';
import type { Database } from '../../storage/database.ts';
import { among, type Delivery, deliveryFrom, inMs, isEnabled, list } from './deliveries.ts';

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

/**
 * Claims messages that are no longer true, for this worker alone. Those that cannot be understood stay as they stand.
 *
 * From now on it is not known what stands there, until it is written down again: a worker that dies after it has replaced
 * a message, or a message that becomes stale anew meanwhile, leaves one that is replaced the next time, however it reads.
 */
export async function claimStale(
  db: Database,
  { most, leaseMs }: { most: number; leaseMs: number },
): Promise<{ stale: Stale[]; broken: string[] }> {
  const rows = await db
    .with('these', (within) =>
      within
        .selectFrom('deliveries')
        .select(['workspace_id', 'id', 'shown as stood'])
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
    .set({ refresh_at: inMs(leaseMs), shown: null })
    .whereRef('deliveries.workspace_id', '=', 'these.workspace_id')
    .whereRef('deliveries.id', '=', 'these.id')
    .returningAll('deliveries')
    .returning('these.stood')
    .execute();
  const read = rows.map(({ stood, ...row }) => ({ id: row.id, stale: staleFrom({ ...row, shown: stood }) }));
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
 * These were dealt with, and read like this now. One that became stale anew meanwhile stays so, and one that somebody is
 * at is left to them: to wait for several of them at once could be to wait in a ring. Free ones are looked for once, in a
 * query of their own: asked again for each row, it would find other ones free each time.
 *
 * @param all with a hash of what stands there
 */
export async function writeShown(
  db: Database,
  workspaceId: WorkspaceId,
  all: readonly Pick<Stale, 'id' | 'heldUntil' | 'shown'>[],
): Promise<void> {
  for (const [heldUntil, own] of Map.groupBy(all, (one) => one.heldUntil.getTime()))
    await sql`
      with free as (
        select id from deliveries
        where workspace_id = ${workspaceId} and ${among('id', own)} and refresh_at = ${new Date(heldUntil)}
        for no key update skip locked
      ), standing as (
        select * from unnest(
          ${list(own.map(({ id }) => id))}::uuid[],
          ${list(own.map(({ shown }) => shown))}::text[]
        ) as standing (id, shown)
      )
      update deliveries set refresh_at = null, shown = standing.shown
      from free join standing using (id)
      where deliveries.workspace_id = ${workspaceId} and deliveries.id = free.id
        and ${among('deliveries.id', own)}`.execute(db);
}

/** A message could not be replaced, and is to be tried again. It is tried at once where it became stale anew meanwhile. */
export async function writeTriedInVain(
  db: Database,
  { id, to, heldUntil }: Stale,
  againMs: number,
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ refresh_at: inMs(againMs) })
    .where('workspace_id', '=', to.workspaceId)
    .where('id', '=', id)
    .where('refresh_at', '=', heldUntil)
    .execute();
}
