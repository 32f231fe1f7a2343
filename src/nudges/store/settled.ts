import { sql } from 'kysely';
import type { WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Settled } from '../deliver.ts';
import { among, inMs, list } from './deliveries.ts';

/** What became of a delivery that this worker was sending, or looked up. */
export interface Outcome {
  id: string;
  /** As it was while this worker sent it: a later try is another's. */
  tries: number;
  settled: Settled;
  /** When it was tried; product time. */
  sentAt: Date;
  /** A hash of what was sent. */
  shown: string | null;
}

/**
 * Writes what became of deliveries, and of the nudges in them, each kind of outcome in one statement. What is known to
 * have been sent is written even where the lease was over and somebody else took it for lost.
 */
export async function writeOutcomes(
  tx: Tx,
  workspaceId: WorkspaceId,
  all: readonly Outcome[],
): Promise<void> {
  if (all.length === 0) return;
  // People before messages, as in every flow: somebody who acts holds those whose messages they mark as no longer true.
  await tx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where(
      'id',
      '=',
      sql<string>`any(array(
        select person_id from deliveries
        where workspace_id = ${workspaceId} and id = any(${list(all.map(({ id }) => id))}::uuid[])
      ))`,
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  // In one order everywhere: somebody may be marking the same ones as no longer true.
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'tries', 'state'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', sql<string>`any(${list(all.map(({ id }) => id))}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const kept = new Map(rows.map((row) => [row.id, row]));
  const sent = all.flatMap(({ settled, ...one }) =>
    settled.state === 'sent' ? [{ ...one, ...settled }] : [],
  );
  // What one worker sends at a time has one moment: this is one statement, and one more for what was looked up.
  for (const [at, own] of Map.groupBy(sent, ({ sentAt }) => sentAt)) {
    // Looked at here: asked together with the rest, the database expects one row and takes a loop in a loop (measured).
    const open = own.filter(({ id, tries }) => {
      const row = kept.get(id);
      return row?.tries === tries && ['sending', 'planned', 'queued'].includes(row.state);
    });
    await sql`
      with sent as (
        select * from unnest(
          ${list(open.map(({ id }) => id))}::uuid[],
          ${list(open.map(({ channel }) => channel))}::text[],
          ${list(open.map(({ ts }) => ts))}::text[],
          ${list(open.map(({ shown }) => shown))}::text[]
        ) as sent (id, channel, ts, shown)
      ), written as (
        update deliveries
        set state = 'sent', channel = sent.channel, ts = sent.ts, shown = sent.shown, held_until = null,
          problem = null, is_unsure = false,
          -- Of what was looked up nobody knows what it said: it is made again.
          refresh_at = case when sent.shown is null then now() else refresh_at end
        from sent
        where deliveries.workspace_id = ${workspaceId} and deliveries.id = sent.id
          and ${among('deliveries.id', open)}
      )
      update nudges set state = 'sent', sent_at = ${at}::timestamptz
      where workspace_id = ${workspaceId} and ${among('delivery_id', own)} and state = 'queued'`.execute(tx);
  }

  const others = all.flatMap(({ settled, ...one }) =>
    settled.state === 'sent' ? [] : [{ ...one, ...settled }],
  );
  if (others.length === 0) return;
  await sql`
    with settled as (
      select * from unnest(
        ${list(others.map(({ id }) => id))}::uuid[],
        ${list(others.map(({ tries }) => tries))}::int[],
        ${list(others.map(({ state }) => state))}::text[],
        ${list(others.map(({ problem }) => problem))}::text[],
        ${list(others.map((one) => (one.state === 'planned' ? one.afterMs : null)))}::double precision[],
        ${list(others.map((one) => Number(one.state === 'planned' && one.isUnsure === true)))}::int[],
        ${list(others.map((one) => Number(one.state === 'planned' && one.isDoubt === true)))}::int[],
        -- The workspace's fault does not count as tried.
        ${list(others.map(({ blames }) => Number(blames === 'workspace')))}::int[]
      ) as settled (id, tries, state, problem, after_ms, is_unsure, is_doubt, not_tried)
    ), written as (
      update deliveries
      set state = settled.state, problem = settled.problem, is_unsure = settled.is_unsure = 1,
        -- Looking in vain counts as trying, or it would go on for ever.
        tries = deliveries.tries - settled.not_tried + (deliveries.state = 'queued')::int,
        doubts = deliveries.doubts + settled.is_doubt,
        held_until = now() + make_interval(secs => settled.after_ms / 1000),
        -- What may have arrived counts as if it had.
        sent_at = case when settled.is_unsure = 1 or settled.state = 'skipped' then sent_at end
      from settled
      where deliveries.workspace_id = ${workspaceId} and deliveries.id = settled.id
        and ${among('deliveries.id', others)}
        and deliveries.tries = settled.tries and deliveries.state in ('sending', 'queued')
      returning deliveries.id, deliveries.state, deliveries.problem, deliveries.class
    )
    update nudges set state = 'failed', why = written.problem
    from written
    where nudges.workspace_id = ${workspaceId} and nudges.delivery_id = written.id and nudges.state = 'queued'
      and ${among('nudges.delivery_id', others)}
      and written.class = 'nudge' and written.state in ('failed', 'skipped')`.execute(tx);
}

/** It did not arrive: these are sent as if for the first time. */
export async function writeNotArrived(
  db: Database,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('deliveries')
    .set({ is_unsure: false, sent_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', sql<string>`any(${list(ids)}::uuid[])`)
    .where('state', '=', 'queued')
    .execute();
}

/** A job was given up: what it was about has failed, and with it its nudges. */
export async function writeGivenUp(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
  problem: string,
): Promise<{ id: string; kind: string; problem: string | null }[]> {
  const failed = await tx
    .updateTable('deliveries')
    .set((set) => ({
      state: 'failed',
      problem: set.fn.coalesce('problem', set.val(problem)),
      held_until: null,
    }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', sql<string>`any(${list(ids)}::uuid[])`)
    .where('state', '=', 'queued')
    .returning(['id', 'kind', 'problem'])
    .execute();
  if (failed.length > 0)
    await tx
      .updateTable('nudges')
      .set({ state: 'failed', why: problem })
      .where('workspace_id', '=', workspaceId)
      .where('delivery_id', '=', sql<string>`any(${list(failed.map(({ id }) => id))}::uuid[])`)
      .where('state', '=', 'queued')
      .execute();
  return failed;
}

/** Longer than a job is tried. */
const GIVEN_UP_WITHIN_MS = 48 * 3_600_000;

/** These could not be made; they wait in the queue again. */
export async function writeThrew(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly string[],
  problem: string,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('deliveries')
    .set({ state: 'queued', problem, held_until: inMs(GIVEN_UP_WITHIN_MS), sent_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', sql<string>`any(${list(ids)}::uuid[])`)
    .where('state', 'in', ['queued', 'sending'])
    .execute();
}

/** Slack refuses the workspace's token. @returns whether this is news */
export async function disable(
  db: Database,
  workspaceId: WorkspaceId,
  why: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('workspaces')
    .set({ disabled_at: at, disabled_why: why })
    .where('id', '=', workspaceId)
    .where('disabled_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** The token works. @returns whether this is news */
export async function enable(db: Database, workspaceId: WorkspaceId): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('workspaces')
    .set({ disabled_at: null, disabled_why: null })
    .where('id', '=', workspaceId)
    .where('disabled_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
