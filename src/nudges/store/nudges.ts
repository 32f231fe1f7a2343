import { sql } from 'kysely';
import { PersonId, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { anyOf } from '../../storage/lists.ts';

/** What nudges are about. */
export interface Subject {
  workspaceId: WorkspaceId;
  subjectId: string;
}

/** A row of the plan. */
export interface Planned {
  id: string;
  personId: PersonId;
  kind: string;
  once: string;
  dueAt: Date;
}

/**
 * Makes the planned nudges of a subject exactly these. One statement: a plan is written anew with everything that
 * happens to a pair. What has left the plan, as queued or sent, is neither touched nor locked.
 */
export async function writePlan(
  tx: Tx,
  { workspaceId, subjectId }: Subject,
  planned: readonly Planned[],
): Promise<void> {
  const column = <V>(of: (one: Planned) => V) => sql.val(planned.map(of));
  await sql`
    with wanted as (
      select * from unnest(
        ${column(({ id }) => id)}::uuid[],
        ${column(({ personId }) => personId)}::text[],
        ${column(({ kind }) => kind)}::text[],
        ${column(({ once }) => once)}::text[],
        ${column(({ dueAt }) => dueAt.toISOString())}::timestamptz[]
      ) as wanted (id, person_id, kind, once, due_at)
    ), moved as (
      update nudges set due_at = wanted.due_at, state = 'planned'
      from wanted
      where nudges.workspace_id = ${workspaceId} and nudges.subject_id = ${subjectId}
        and (nudges.person_id, nudges.kind, nudges.once) = (wanted.person_id, wanted.kind, wanted.once)
        and nudges.state in ('planned', 'cancelled')
        and (nudges.state <> 'planned' or nudges.due_at <> wanted.due_at)
    ), gone as (
      update nudges set state = 'cancelled'
      where workspace_id = ${workspaceId} and subject_id = ${subjectId} and state = 'planned'
        and not exists (
          select from wanted
          where (nudges.person_id, nudges.kind, nudges.once) = (wanted.person_id, wanted.kind, wanted.once)
        )
    )
    insert into nudges (workspace_id, id, person_id, subject_id, kind, once, due_at, state)
    select ${workspaceId}, id, person_id, ${subjectId}, kind, once, due_at, 'planned' from wanted
    on conflict do nothing`.execute(tx);
}

/** The nudges of these subjects that went out, the oldest first. */
export async function readSent(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  subjectIds: readonly string[],
): Promise<{ subjectId: string; personId: PersonId; kind: string; once: string; at: Date }[]> {
  if (subjectIds.length === 0) return [];
  const rows = await db
    .selectFrom('nudges')
    .select(['subject_id', 'person_id', 'kind', 'once', 'sent_at'])
    .where('workspace_id', '=', workspaceId)
    .where('subject_id', '=', anyOf(subjectIds, 'uuid'))
    .where('state', '=', 'sent')
    .orderBy('sent_at')
    .orderBy('due_at')
    .orderBy('kind')
    .orderBy('once')
    .execute();
  return rows.flatMap(({ subject_id, person_id, kind, once, sent_at }) =>
    sent_at === null
      ? []
      : [{ subjectId: subject_id, personId: PersonId.parse(person_id), kind, once, at: sent_at }],
  );
}

/** The nudges of this subject that are planned or in the queue, in no order. */
export async function readToGo(
  tx: Tx,
  { workspaceId, subjectId }: Subject,
): Promise<{ personId: PersonId; kind: string; once: string }[]> {
  const rows = await tx
    .selectFrom('nudges')
    .select(['person_id', 'kind', 'once'])
    .where('workspace_id', '=', workspaceId)
    .where('subject_id', '=', subjectId)
    .where('state', 'in', ['planned', 'queued'])
    .execute();
  return rows.map(({ person_id, kind, once }) => ({ personId: PersonId.parse(person_id), kind, once }));
}

/** Of a subject and a person. */
const MOST_RENEWED = 3;

/** The newest messages to somebody in which something about this subject stands. */
export const newestWithNudges = ({ workspaceId, subjectId }: Subject, personId: PersonId) =>
  sql`(select delivery_id from nudges
    where workspace_id = ${workspaceId} and subject_id = ${subjectId} and person_id = ${personId}
      and delivery_id is not null
    order by due_at desc limit ${MOST_RENEWED})`;
