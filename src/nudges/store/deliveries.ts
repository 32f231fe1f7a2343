import { sql } from 'kysely';
import { z } from 'zod';
import { PersonId, type PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { DeliveryClass, Settled } from '../deliver.ts';

const About = z.record(z.string(), z.string());

/** A message to one person, with the ids that its owner needs to say it. */
export interface Delivery {
  id: string;
  to: PersonKey;
  kind: string;
  about: Record<string, string>;
  class: DeliveryClass;
  /** How often it was tried, this time included. */
  tries: number;
}

/** A message that stands in Slack and is no longer true. */
export interface Stale extends Delivery {
  posted: { channel: string; ts: string };
  /** Until when this worker alone renders it again. */
  heldUntil: Date;
}

/**
 * Real time by the database's clock, for leases and waits: product time may be moved. To the millisecond, as a Date is:
 * a worker must find again what it has written.
 */
const inSeconds = (seconds: number) =>
  sql<Date>`date_trunc('milliseconds', now() + make_interval(secs => ${seconds}))`;
const now = sql<Date>`now()`;

/** Nothing happens where this person has this occurrence already. */
export async function insertDelivery(
  tx: Tx,
  { to, about, ...delivery }: Omit<Delivery, 'tries'> & { occurrence: string; due_at: Date },
): Promise<void> {
  await tx
    .insertInto('deliveries')
    .values({
      ...delivery,
      workspace_id: to.workspaceId,
      person_id: to.personId,
      about: JSON.stringify(about),
      state: 'planned',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Claims what is due by product time, the earliest first, for this worker alone. */
export async function claimDue(
  db: Database,
  dueBy: Date,
  { most, leaseSeconds }: { most: number; leaseSeconds: number },
): Promise<Delivery[]> {
  const rows = await db
    .updateTable('deliveries')
    .set((set) => ({ state: 'sending', tries: set('tries', '+', 1), held_until: inSeconds(leaseSeconds) }))
    .where('id', 'in', (select) =>
      select
        .selectFrom('deliveries')
        .select('id')
        .where('state', '=', 'planned')
        .where('due_at', '<=', dueBy)
        .where((where) => where.or([where('held_until', 'is', null), where('held_until', '<=', now)]))
        .orderBy('due_at')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return rows.map(deliveryFrom);
}

/** Claims the deliveries whose worker has died while it was sending them. */
export async function claimAbandoned(
  db: Database,
  { leaseSeconds }: { leaseSeconds: number },
): Promise<Delivery[]> {
  const rows = await db
    .updateTable('deliveries')
    .set({ held_until: inSeconds(leaseSeconds) })
    .where('id', 'in', (select) =>
      select
        .selectFrom('deliveries')
        .select('id')
        .where('state', '=', 'sending')
        .where('held_until', '<=', now)
        .limit(100)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return rows.map(deliveryFrom);
}

/** Writes what became of a delivery that this worker was sending. */
export async function writeSettled(
  db: Database,
  { id, to }: Delivery,
  settled: Settled,
  at: Date,
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set(
      settled.state === 'sent'
        ? {
            state: 'sent',
            channel: settled.channel,
            ts: settled.ts,
            sent_at: at,
            held_until: null,
            problem: null,
          }
        : settled.state === 'planned'
          ? { state: 'planned', held_until: inSeconds(settled.afterMs / 1000), problem: settled.problem }
          : { state: settled.state, held_until: null, problem: settled.problem },
    )
    .where('workspace_id', '=', to.workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}

/** Puts off a delivery that this worker was about to send; it does not count as tried. */
export async function postpone(db: Database, { id, to }: Delivery, until: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set((set) => ({ state: 'planned', due_at: until, held_until: null, tries: set('tries', '-', 1) }))
    .where('workspace_id', '=', to.workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}

/** Marks what was said of these ids as no longer true. */
export async function markStale(
  tx: Tx,
  workspaceId: WorkspaceId,
  about: Record<string, string>,
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ refresh_at: now })
    .where('workspace_id', '=', workspaceId)
    // Sent, or being sent with what was true a moment ago.
    .where('state', 'in', ['sent', 'sending'])
    .where(sql<boolean>`about @> ${JSON.stringify(about)}::jsonb`)
    .execute();
}

/** Claims messages that are no longer true, for this worker alone. */
export async function claimStale(
  db: Database,
  { most, leaseSeconds }: { most: number; leaseSeconds: number },
): Promise<Stale[]> {
  const rows = await db
    .updateTable('deliveries')
    .set({ refresh_at: inSeconds(leaseSeconds) })
    .where('id', 'in', (select) =>
      select
        .selectFrom('deliveries')
        .select('id')
        .where('refresh_at', '<=', now)
        .where('state', '=', 'sent')
        .orderBy('refresh_at')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return rows.flatMap((row) =>
    row.channel !== null && row.ts !== null && row.refresh_at !== null
      ? [{ ...deliveryFrom(row), posted: { channel: row.channel, ts: row.ts }, heldUntil: row.refresh_at }]
      : [],
  );
}

/** A stale message was dealt with; `afterMs` where it is to be tried again. It stays stale if it became so anew meanwhile. */
export async function writeRefreshed(
  db: Database,
  { id, to, heldUntil }: Stale,
  afterMs?: number,
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ refresh_at: afterMs === undefined ? null : inSeconds(afterMs / 1000) })
    .where('workspace_id', '=', to.workspaceId)
    .where('id', '=', id)
    .where('refresh_at', '=', heldUntil)
    .execute();
}

function deliveryFrom(row: {
  id: string;
  workspace_id: string;
  person_id: string;
  kind: string;
  about: unknown;
  class: DeliveryClass;
  tries: number;
}): Delivery {
  return {
    id: row.id,
    to: { workspaceId: WorkspaceId.parse(row.workspace_id), personId: PersonId.parse(row.person_id) },
    kind: row.kind,
    about: About.parse(row.about),
    class: row.class,
    tries: row.tries,
  };
}
