import { type Expression, type SqlBool, sql } from 'kysely';
import { PersonId, type PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { isDueIn } from '../../storage/due.ts';
import type { DeliveryClass } from '../deliver.ts';
import { inMs, isEnabled, list } from './deliveries.ts';

/** Does anything wait in the queue? Of what a job was given up, the messages still do. */
export const HAS_QUEUED = sql<boolean>`exists (select from deliveries where state = 'queued')`;

/** Is there anything that {@link releaseAbandoned} would take? */
export const HAS_ABANDONED = sql<boolean>`exists (
  select from deliveries where state in ('sending', 'queued') and held_until <= now())`;

/** Are there messages to move to the queue? */
export const hasDueDeliveries = (now: Date) =>
  isDueIn(sql`deliveries where state = 'planned' and coalesce(held_until <= now(), true)`, now);

/** Are there nudges to move to the queue? */
export const hasDueNudges = (now: Date) => isDueIn(sql`nudges where state = 'planned'`, now);

/** Is there anything to move to the queue? */
export function hasDueToSend(now: Date): Expression<SqlBool> {
  return sql<boolean>`(${hasDueDeliveries(now)} or ${hasDueNudges(now)})`;
}

/** A job is done within minutes, and comes again within half a minute where its worker died. */
const QUEUED_MS = 3_600_000;

/**
 * People to whom nudges are due, the most overdue first, locked for this transaction; without those whom another one
 * has locked. One person's nudges go to one worker at a time, or they would become two messages.
 */
export async function lockDuePeople(tx: Tx, now: Date, most: number): Promise<PersonKey[]> {
  const rows = await tx
    .selectFrom('nudges')
    .innerJoin('people', (join) =>
      join
        .onRef('people.workspace_id', '=', 'nudges.workspace_id')
        .onRef('people.id', '=', 'nudges.person_id'),
    )
    .select(['nudges.workspace_id', 'nudges.person_id'])
    .where('nudges.state', '=', 'planned')
    .where('nudges.due_at', '<=', now)
    .where('nudges.workspace_id', 'in', isEnabled(tx))
    .orderBy('nudges.due_at')
    .limit(most)
    .forNoKeyUpdate('people')
    .skipLocked()
    .execute();
  const known = new Map(rows.map((row) => [`${row.workspace_id} ${row.person_id}`, row]));
  return Array.from(known.values(), ({ workspace_id, person_id }) => ({
    workspaceId: WorkspaceId.parse(workspace_id),
    personId: PersonId.parse(person_id),
  }));
}

/** When nudge messages went to these people since then, or may have. */
export async function readNudged(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  people: readonly PersonId[],
  since: Date,
): Promise<Map<PersonId, Date[]>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('deliveries')
    .select(['person_id', 'sent_at'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', sql<string>`any(${list(people)}::text[])`)
    .where('class', '=', 'nudge')
    .where('sent_at', '>=', since)
    .execute();
  const found = new Map<PersonId, Date[]>();
  for (const { person_id, sent_at } of rows) {
    const id = PersonId.parse(person_id);
    if (sent_at) found.set(id, [...(found.get(id) ?? []), sent_at]);
  }
  return found;
}

/** Of what kinds the nudges are that are due to these people. */
export async function readDueKinds(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  people: readonly PersonId[],
  now: Date,
): Promise<Map<PersonId, string[]>> {
  const rows = await db
    .selectFrom('nudges')
    .select(['person_id', 'kind'])
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', sql<string>`any(${list(people)}::text[])`)
    .where('state', '=', 'planned')
    .where('due_at', '<=', now)
    .execute();
  const found = new Map<PersonId, string[]>();
  for (const { person_id, kind } of rows) {
    const id = PersonId.parse(person_id);
    found.set(id, [...(found.get(id) ?? []), kind]);
  }
  return found;
}

/**
 * Puts what is due to each of these people, up to the end of their day, into one message, which is queued.
 *
 * @returns the ids of the messages; none for somebody whose nudges another worker has queued meanwhile
 */
export async function insertNudgeDeliveries(
  tx: Tx,
  workspaceId: WorkspaceId,
  messages: readonly { id: string; personId: PersonId; dueBy: Date }[],
  now: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with messages as (
      select * from unnest(
        ${list(messages.map(({ id }) => id))}::uuid[],
        ${list(messages.map(({ personId }) => personId))}::text[],
        ${list(messages.map(({ dueBy }) => dueBy.toISOString()))}::timestamptz[]
      ) as messages (id, person_id, due_by)
    ), moved as (
      update nudges set state = 'queued', delivery_id = messages.id
      from messages
      where nudges.workspace_id = ${workspaceId} and nudges.person_id = messages.person_id
        and nudges.person_id = any(${list(messages.map(({ personId }) => personId))}::text[])
        and nudges.state = 'planned' and nudges.due_at < messages.due_by
      returning nudges.delivery_id
    )
    insert into deliveries
      (workspace_id, id, person_id, occurrence, kind, about, class, state, due_at, held_until)
    select ${workspaceId}, id, person_id, 'nudges:' || id, 'nudges', '{}', 'nudge', 'queued', ${now}::timestamptz,
      ${inMs(QUEUED_MS)}
    from messages where id in (select delivery_id from moved)
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Puts off what is due to these people. */
export async function putOffNudges(
  tx: Tx,
  workspaceId: WorkspaceId,
  people: readonly { personId: PersonId; until: Date }[],
  now: Date,
): Promise<void> {
  await sql`
    update nudges set due_at = people.until
    from unnest(
      ${list(people.map(({ personId }) => personId))}::text[],
      ${list(people.map(({ until }) => until.toISOString()))}::timestamptz[]
    ) as people (id, until)
    where workspace_id = ${workspaceId} and person_id = people.id
      and person_id = any(${list(people.map(({ personId }) => personId))}::text[])
      and state = 'planned' and due_at <= ${now}::timestamptz`.execute(tx);
}

/** Lets go of what is due to these people, for good. */
export async function dropDueNudges(
  tx: Tx,
  workspaceId: WorkspaceId,
  people: readonly { personId: PersonId; state: 'dropped' | 'failed'; why: string }[],
  now: Date,
): Promise<void> {
  await sql`
    update nudges set state = people.state, why = people.why
    from unnest(
      ${list(people.map(({ personId }) => personId))}::text[],
      ${list(people.map(({ state }) => state))}::text[],
      ${list(people.map(({ why }) => why))}::text[]
    ) as people (id, state, why)
    where workspace_id = ${workspaceId} and person_id = people.id
      and person_id = any(${list(people.map(({ personId }) => personId))}::text[])
      and nudges.state = 'planned' and due_at <= ${now}::timestamptz`.execute(tx);
}

/**
 * Marks planned deliveries that are due as queued, the most overdue first. Locked ones are looked for once, in a query
 * of their own: asked again for each row, it would lock other ones each time.
 */
export async function queueDueDeliveries(
  tx: Tx,
  now: Date,
  most: number,
): Promise<{ workspaceId: WorkspaceId; id: string; class: DeliveryClass }[]> {
  const rows = await tx
    .with('these', (within) =>
      within
        .selectFrom('deliveries')
        .select(['workspace_id', 'id'])
        .where('state', '=', 'planned')
        .where('due_at', '<=', now)
        .where((where) =>
          where.or([where('held_until', 'is', null), where('held_until', '<=', sql<Date>`now()`)]),
        )
        .where('workspace_id', 'in', isEnabled(tx))
        .orderBy('due_at')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('deliveries')
    .from('these')
    .set({ state: 'queued', held_until: inMs(QUEUED_MS) })
    .whereRef('deliveries.workspace_id', '=', 'these.workspace_id')
    .whereRef('deliveries.id', '=', 'these.id')
    .returning(['deliveries.workspace_id', 'deliveries.id', 'deliveries.class'])
    .execute();
  return rows.map(({ workspace_id, id, class: urgency }) => ({
    workspaceId: WorkspaceId.parse(workspace_id),
    id,
    class: urgency,
  }));
}

/**
 * A delivery whose worker died while it was sending it may have arrived. One that no job has sent for long has none any
 * more, as where a job cannot be understood.
 */
export async function releaseAbandoned(db: Database, most: number): Promise<{ id: string }[]> {
  return db
    .with('these', (within) =>
      within
        .selectFrom('deliveries')
        .select(['workspace_id', 'id'])
        .where('state', 'in', ['sending', 'queued'])
        .where('held_until', '<=', sql<Date>`now()`)
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('deliveries')
    .from('these')
    .set({
      state: 'planned',
      is_unsure: sql<boolean>`is_unsure or state = 'sending'`,
      problem: sql<string | null>`case when state = 'sending' then 'worker_died' else problem end`,
      held_until: inMs(0),
    })
    .whereRef('deliveries.workspace_id', '=', 'these.workspace_id')
    .whereRef('deliveries.id', '=', 'these.id')
    .returning('deliveries.id')
    .execute();
}
