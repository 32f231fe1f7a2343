import { type Expression, type SqlBool, sql } from 'kysely';
import { type PersonFacts, PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { ImportedRow } from '../importing/row.ts';
import { writeFacts } from './people.ts';

/** Somebody who was imported by e-mail, and whom Slack has yet to find. */
export interface LookUp {
  email: string;
  details: ImportedRow;
}

/** Those of these e-mails that are looked for. */
export async function readLookUps(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  emails: readonly string[],
): Promise<LookUp[]> {
  const rows = await db
    .selectFrom('lookups')
    .select(['email', 'details'])
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`email = any(${[...emails]})`)
    .execute();
  return rows.map(({ email, details }) => ({ email, details: ImportedRow.parse(details) }));
}

/** One that is looked for, locked; nothing where they have been found, or somebody else has them in hand. */
export async function lockLookUp(
  tx: Tx,
  workspaceId: WorkspaceId,
  email: string,
): Promise<LookUp | undefined> {
  const row = await tx
    .selectFrom('lookups')
    .select(['email', 'details'])
    .where('workspace_id', '=', workspaceId)
    .where('email', '=', email)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row && { email: row.email, details: ImportedRow.parse(row.details) };
}

/** Keeps what was imported until they are found; Slack is asked anew. */
export async function writeLookUps(
  tx: Tx,
  workspaceId: WorkspaceId,
  lookUps: readonly LookUp[],
): Promise<void> {
  const rows = lookUps.map(({ email, details }) => ({ email, manager: details.managerKey ?? null, details }));
  await sql`
    insert into lookups (workspace_id, email, manager_key, details)
    select ${workspaceId}, email, manager, details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as made (email text, manager text, details jsonb)
    on conflict (workspace_id, email) do update set
      manager_key = excluded.manager_key, details = excluded.details, asked_at = null, problem = null`.execute(
    tx,
  );
}

/** Looks for managers of whom nothing but the e-mail is known, so that lines of reporting join up. */
export async function lookForManagers(
  tx: Tx,
  workspaceId: WorkspaceId,
  emails: readonly string[],
): Promise<void> {
  await sql`
    insert into lookups (workspace_id, email)
    select ${workspaceId}, email from unnest(${[...emails]}::text[]) as manager (email)
    where not exists (
      select from people where people.workspace_id = ${workspaceId} and lower(people.email) = manager.email)
    on conflict do nothing`.execute(tx);
}

export async function deleteLookUp(tx: Tx, workspaceId: WorkspaceId, email: string): Promise<void> {
  await tx.deleteFrom('lookups').where('workspace_id', '=', workspaceId).where('email', '=', email).execute();
}

const isPersonToAsk = (askedBefore: Date) =>
  sql<boolean>`facts_at is null and coalesce(facts_asked_at <= ${askedBefore}::timestamptz, true)`;
const isEmailToAsk = (askedBefore: Date) =>
  sql<boolean>`coalesce(asked_at <= ${askedBefore}::timestamptz, true)`;

/** Is there anybody to be asked about? @param more `emails`: those who are looked for by e-mail too */
export function hasToAsk(
  workspaceId: WorkspaceId,
  askedBefore: Date,
  { emails }: { emails: boolean },
): Expression<SqlBool> {
  return sql<boolean>`(
    exists (select from people where workspace_id = ${workspaceId} and ${isPersonToAsk(askedBefore)})
    or ${emails}::boolean
      and exists (select from lookups where workspace_id = ${workspaceId} and ${isEmailToAsk(askedBefore)}))`;
}

/** Those of whom Slack has said nothing yet, never asked first, or who are asked again after a while. */
export async function peopleToAsk(
  db: Database,
  workspaceId: WorkspaceId,
  askedBefore: Date,
  most: number,
): Promise<PersonId[]> {
  const rows = await db
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where(isPersonToAsk(askedBefore))
    .orderBy('facts_asked_at', (order) => order.asc().nullsFirst())
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id }) => PersonId.parse(id));
}

/** The same for those who are looked for by e-mail. */
export async function emailsToAsk(
  db: Database,
  workspaceId: WorkspaceId,
  askedBefore: Date,
  most: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('lookups')
    .select('email')
    .where('workspace_id', '=', workspaceId)
    .where(isEmailToAsk(askedBefore))
    .orderBy('asked_at', (order) => order.asc().nullsFirst())
    .orderBy('email')
    .limit(most)
    .execute();
  return rows.map(({ email }) => email);
}

export async function writePersonProblem(
  db: Database,
  { workspaceId, personId }: PersonKey,
  problem: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('people')
    .set({ facts_asked_at: now, facts_problem: problem })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .execute();
}

export async function writeEmailProblem(
  db: Database,
  workspaceId: WorkspaceId,
  email: string,
  problem: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('lookups')
    .set({ asked_at: now, problem })
    .where('workspace_id', '=', workspaceId)
    .where('email', '=', email)
    .execute();
}

/** The code with which Slack refuses to look for e-mails, where the scope was not granted. */
const SCOPE_MISSING = 'missing_scope';

/** Notes that nobody's e-mail can be asked for, or that it can again. Slack was not asked about anybody by that. */
export async function writeScopeMissing(
  db: Database,
  workspaceId: WorkspaceId,
  isMissing: boolean,
): Promise<void> {
  await db
    .updateTable('lookups')
    .set({ problem: isMissing ? SCOPE_MISSING : null })
    .where('workspace_id', '=', workspaceId)
    .where('asked_at', 'is', null)
    .where('problem', isMissing ? 'is' : '=', isMissing ? null : SCOPE_MISSING)
    .execute();
}

/** Writes what Slack says of somebody with this e-mail, which is nobody else's any more. */
export async function writeFoundFacts(
  tx: Tx,
  who: PersonKey,
  email: string | null,
  facts: PersonFacts,
  now: Date,
): Promise<void> {
  if (email !== null)
    await tx
      .updateTable('people')
      .set({ email: null })
      .where('workspace_id', '=', who.workspaceId)
      .where('id', '<>', who.personId)
      .where(sql<boolean>`lower(email) = ${email.toLowerCase()}`)
      .execute();
  await writeFacts(tx, who, facts, now);
  await tx
    .updateTable('people')
    .set({ ...(email !== null && { email: email.toLowerCase() }), facts_asked_at: null, facts_problem: null })
    .where('workspace_id', '=', who.workspaceId)
    .where('id', '=', who.personId)
    .execute();
}

/** Who is not known in Slack yet, and what stands in the way. */
export interface Pending {
  /** Slack has not been asked about them. */
  waiting: number;
  /** Of these, e-mails that it may not be asked about: the scope is missing. */
  withoutScope: number;
  /** Whom Slack does not know, in all, and the first of them. */
  unknown: number;
  someUnknown: string[];
}

/** @param most how many of the unknown are named */
export async function readPending(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  most: number,
): Promise<Pending> {
  const pending = sql`
    select id as key, facts_asked_at is not null as asked, facts_problem as problem from people
    where workspace_id = ${workspaceId} and facts_at is null
    union all
    select email, asked_at is not null, problem from lookups where workspace_id = ${workspaceId}`;
  const { rows: counts } = await sql<{ waiting: number; scope: number; unknown: number }>`
    select count(*) filter (where not asked)::int as waiting, count(*) filter (where asked)::int as unknown,
      count(*) filter (where not asked and problem = ${SCOPE_MISSING})::int as scope
    from (${pending}) as pending`.execute(db);
  const { rows: some } = await sql<{ key: string }>`
    select key from (${pending}) as pending where asked order by key limit ${most}`.execute(db);
  const { waiting = 0, scope = 0, unknown = 0 } = counts[0] ?? {};
  return { waiting, withoutScope: scope, unknown, someUnknown: some.map(({ key }) => key) };
}
