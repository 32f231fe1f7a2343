import { sql } from 'kysely';
import { PersonId, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Nudge } from '../nudge.ts';
import type { Rates } from '../rates.ts';
import { among, type Delivery, deliveryFrom, inMs, list } from './deliveries.ts';

/**
 * Locks the people to whom these deliveries are to go, in the order of their ids, and says how long each is to wait until
 * they may be sent the next message, by the database's clock; nothing of those who need not.
 */
export async function lockReceivers(
  tx: Tx,
  workspaceId: WorkspaceId,
  deliveryIds: readonly string[],
  perChannelMs: number,
): Promise<Map<PersonId, number>> {
  const rows = await tx
    .selectFrom('people')
    .select([
      'id',
      sql<
        number | null
      >`extract(epoch from last_message_at - now())::double precision * 1000 + ${perChannelMs}::double precision`.as(
        'wait_ms',
      ),
    ])
    .where('workspace_id', '=', workspaceId)
    .where(
      'id',
      '=',
      sql<string>`any(array(
        select person_id from deliveries
        where workspace_id = ${workspaceId} and id = any(${list(deliveryIds)}::uuid[]) and state = 'queued'
      ))`,
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(
    rows.flatMap(({ id, wait_ms }): [PersonId, number][] =>
      wait_ms !== null && wait_ms > 0 ? [[PersonId.parse(id), Math.ceil(wait_ms)]] : [],
    ),
  );
}

/** A delivery that waits in the queue. */
export interface Queued extends Delivery {
  /** It may have arrived already. */
  isUnsure: boolean;
  /** When it was last tried, where that may have worked. */
  triedAt: Date | null;
  /** Nothing is sent to its workspace at present. */
  isDisabled: boolean;
}

/** Locks queued deliveries out of these, and reads them as they are now. Their people are locked before. */
export async function lockQueued(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Queued[]> {
  const rows = await tx
    .selectFrom('deliveries')
    .select([
      'id',
      'workspace_id',
      'person_id',
      'kind',
      'about',
      'class',
      'tries',
      'doubts',
      'is_unsure',
      'sent_at',
      sql<boolean>`exists (
        select from workspaces where id = ${workspaceId} and disabled_at is not null
      )`.as('is_disabled'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', sql<string>`any(${list(ids)}::uuid[])`)
    .where('state', '=', 'queued')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows.map((row) => ({
    ...deliveryFrom(row),
    isUnsure: row.is_unsure,
    triedAt: row.sent_at,
    isDisabled: row.is_disabled,
  }));
}

/** Queued nudges by the delivery they are to go out with, in the order in which they are read. */
export async function readNudgesOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  deliveryIds: readonly string[],
  states: readonly ('queued' | 'sent')[],
): Promise<Map<string, Nudge[]>> {
  if (deliveryIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('nudges')
    .select(['id', 'person_id', 'subject_id', 'kind', 'once', 'due_at', 'delivery_id'])
    .where('workspace_id', '=', workspaceId)
    .where('delivery_id', '=', sql<string>`any(${list(deliveryIds)}::uuid[])`)
    .where('state', 'in', states)
    .orderBy('due_at')
    .orderBy('kind')
    .orderBy('once')
    .orderBy('id')
    .execute();
  const found = new Map<string, Nudge[]>();
  for (const row of rows) {
    if (row.delivery_id === null) continue;
    const nudge = {
      id: row.id,
      to: { workspaceId, personId: PersonId.parse(row.person_id) },
      subjectId: row.subject_id,
      kind: row.kind,
      once: row.once,
      dueAt: row.due_at,
    };
    const others = found.get(row.delivery_id);
    if (others) others.push(nudge);
    else found.set(row.delivery_id, [nudge]);
  }
  return found;
}

/**
 * Takes from what a workspace may be sent now: answers and notices first, nudges as far as the reserve is not touched.
 * The row stays locked until the transaction is over, so that all workers share one budget.
 *
 * @returns how many of each may go
 */
export async function takeBudget(
  tx: Tx,
  workspaceId: WorkspaceId,
  { perMinute, burst, reserve }: NonNullable<Rates['workspace']>,
  wanted: { urgent: number; nudges: number },
): Promise<{ urgent: number; nudges: number }> {
  const { rows } = await sql<{ urgent: number; nudges: number }>`
    with old as (
      select id, least(
        ${burst}::double precision,
        coalesce(send_left, ${burst})
          + coalesce(extract(epoch from clock_timestamp() - send_counted_at), 0) * ${perMinute / 60}::double precision
      ) as there
      from workspaces where id = ${workspaceId} for no key update
    ), urgent as (
      select id, there, least(${wanted.urgent}::int, floor(there)) as taken from old
    ), both_kinds as (
      select id, there, taken as urgent,
        least(${wanted.nudges}::int, greatest(0, floor(there - taken - ${reserve}::int))) as nudges
      from urgent
    )
    update workspaces set send_left = there - urgent - nudges, send_counted_at = clock_timestamp()
    from both_kinds where workspaces.id = both_kinds.id
    returning urgent::int as urgent, nudges::int as nudges`.execute(tx);
  return rows[0] ?? { urgent: 0, nudges: 0 };
}

/** Marks deliveries as being sent by this worker alone. @param more `keepsTurns`: when each was sent to is written down */
export async function markSending(
  tx: Tx,
  workspaceId: WorkspaceId,
  sending: readonly { id: string; personId: PersonId; waitMs: number }[],
  { leaseMs, now, keepsTurns }: { leaseMs: number; now: Date; keepsTurns: boolean },
): Promise<void> {
  if (sending.length === 0) return;
  await sql`
    with sending as (
      select * from unnest(
        ${list(sending.map(({ id }) => id))}::uuid[],
        ${list(sending.map(({ personId }) => personId))}::text[],
        ${list(sending.map(({ waitMs }) => waitMs))}::double precision[]
      ) as sending (id, person_id, wait_ms)
    ), told as (
      update people set last_message_at = now() + make_interval(secs => latest.wait_ms / 1000)
      from (select person_id, max(wait_ms) as wait_ms from sending group by person_id) as latest
      where ${keepsTurns} and people.workspace_id = ${workspaceId} and people.id = latest.person_id
    )
    update deliveries
    set state = 'sending', tries = tries + 1, held_until = ${inMs(leaseMs)}, sent_at = ${now}::timestamptz
    from sending
    where deliveries.workspace_id = ${workspaceId} and deliveries.id = sending.id
      and ${among('deliveries.id', sending)}`.execute(tx);
}

/** Puts off queued deliveries to another moment of product time. */
export async function putOffDeliveries(
  tx: Tx,
  workspaceId: WorkspaceId,
  all: readonly { id: string; until: Date }[],
): Promise<void> {
  if (all.length === 0) return;
  await sql`
    update deliveries set state = 'planned', due_at = later.until, held_until = null
    from unnest(
      ${list(all.map(({ id }) => id))}::uuid[],
      ${list(all.map(({ until }) => until.toISOString()))}::timestamptz[]
    ) as later (id, until)
    where workspace_id = ${workspaceId} and deliveries.id = later.id and ${among('deliveries.id', all)}`.execute(
    tx,
  );
}

/** Puts queued deliveries back until it is their turn, in real time. */
export async function putBack(
  tx: Tx,
  workspaceId: WorkspaceId,
  all: readonly { id: string; afterMs: number }[],
): Promise<void> {
  if (all.length === 0) return;
  await sql`
    update deliveries set state = 'planned', held_until = now() + make_interval(secs => later.ms / 1000)
    from unnest(
      ${list(all.map(({ id }) => id))}::uuid[],
      ${list(all.map(({ afterMs }) => afterMs))}::double precision[]
    ) as later (id, ms)
    where workspace_id = ${workspaceId} and deliveries.id = later.id and ${among('deliveries.id', all)}`.execute(
    tx,
  );
}

/** Queued deliveries that are not sent after all. */
export async function endDeliveries(
  tx: Tx,
  workspaceId: WorkspaceId,
  all: readonly { id: string; state: 'skipped' | 'cancelled' | 'failed'; problem: string }[],
): Promise<void> {
  if (all.length === 0) return;
  await sql`
    update deliveries set state = ended.state, problem = ended.problem, held_until = null
    from unnest(
      ${list(all.map(({ id }) => id))}::uuid[],
      ${list(all.map(({ state }) => state))}::text[],
      ${list(all.map(({ problem }) => problem))}::text[]
    ) as ended (id, state, problem)
    where workspace_id = ${workspaceId} and deliveries.id = ended.id and ${among('deliveries.id', all)}`.execute(
    tx,
  );
}

/** What becomes of queued nudges that do not go out now: planned again for later, or gone for good. */
export async function releaseNudges(
  tx: Tx,
  workspaceId: WorkspaceId,
  all: readonly ({ id: string } & ({ until: Date } | { state: 'dropped' | 'failed'; why: string }))[],
): Promise<void> {
  if (all.length === 0) return;
  await sql`
    update nudges
    set state = coalesce(gone.state, 'planned'), why = gone.why, due_at = coalesce(gone.until, due_at),
      delivery_id = null
    from unnest(
      ${list(all.map(({ id }) => id))}::uuid[],
      ${list(all.map((one) => ('until' in one ? one.until.toISOString() : null)))}::timestamptz[],
      ${list(all.map((one) => ('until' in one ? null : one.state)))}::text[],
      ${list(all.map((one) => ('until' in one ? null : one.why)))}::text[]
    ) as gone (id, until, state, why)
    where workspace_id = ${workspaceId} and nudges.id = gone.id and nudges.state = 'queued'
      and ${among('nudges.id', all)}`.execute(tx);
}
