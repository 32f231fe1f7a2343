import { sql } from 'kysely';
import { PersonId, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { isEmail } from '../importing/cells.ts';
import type { GuideDetails, PersonDetails } from '../importing/changes.ts';
import { ImportedRow } from '../importing/row.ts';
import type { Report } from '../reporting.ts';
import { profileFrom } from './profiles.ts';

/** Somebody as an import finds them. */
export interface Found {
  id: PersonId;
  email: string | null;
  person: PersonDetails;
  guide: GuideDetails | null;
}

/** What an import makes of somebody. */
export interface Made {
  id: PersonId;
  person: PersonDetails;
  guide: GuideDetails | null;
}

/** Imports of one workspace come one after the other. */
export async function lockImports(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${workspaceId}`}, 0))`.execute(tx);
}

/**
 * Lets PostgreSQL look at the tables anew. To be called when the first people of an import are written: what it decided
 * while there were none, it would keep until there are 50,000, each of whom it would look for among all of them
 * (measured: 100 s instead of 5).
 */
export async function lookAtTablesAnew(tx: Tx): Promise<void> {
  await sql`analyze people, profiles, lookups`.execute(tx);
}

/** Locks those of these people who are known, and what they offer: persons by id, then profiles, as everywhere. */
export async function lockPeople(tx: Tx, workspaceId: WorkspaceId, keys: readonly string[]): Promise<void> {
  await sql`
    select from people
    where workspace_id = ${workspaceId}
      and (id = any(${keys.filter((key) => !isEmail(key))}) or lower(email) = any(${keys.filter(isEmail)}))
    order by id for no key update`.execute(tx);
  await sql`
    select from profiles join people on people.workspace_id = profiles.workspace_id and people.id = person_id
    where profiles.workspace_id = ${workspaceId}
      and (id = any(${keys.filter((key) => !isEmail(key))}) or lower(email) = any(${keys.filter(isEmail)}))
    order by person_id for no key update of profiles`.execute(tx);
}

/** What is kept of those of these people who are known, by Slack id or by e-mail. */
export async function readFound(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  keys: readonly string[],
): Promise<Found[]> {
  const rows = await db
    .selectFrom('people as person')
    .leftJoin('profiles as profile', (join) =>
      join
        .onRef('profile.workspace_id', '=', 'person.workspace_id')
        .onRef('profile.person_id', '=', 'person.id'),
    )
    .select([
      'person.id',
      'person.title',
      'person.department',
      'person.manager_key',
      'person.experience_years',
    ])
    .select((select) => select.fn<string | null>('lower', ['person.email']).as('email'))
    .select(['profile.kinds', 'profile.topics', 'profile.places', 'profile.languages', 'profile.ways'])
    .select(['profile.about', 'profile.coach_confirmed_at', 'profile.briefed_at'])
    .where('person.workspace_id', '=', workspaceId)
    .where(sql<boolean>`(person.id = any(${keys.filter((key) => !isEmail(key))})
      or lower(person.email) = any(${keys.filter(isEmail)}))`)
    .execute();
  return rows.map(foundFrom);
}

interface Row {
  id: string;
  email: string | null;
  title: string | null;
  department: string | null;
  manager_key: string | null;
  experience_years: number | null;
  kinds: unknown;
  topics: unknown;
  places: number | null;
  languages: unknown;
  ways: unknown;
  about: string | null;
  coach_confirmed_at: Date | null;
  briefed_at: Date | null;
}

function foundFrom(row: Row): Found {
  const person = {
    title: row.title,
    department: row.department,
    managerKey: row.manager_key,
    experienceYears: row.experience_years,
  };
  return { id: PersonId.parse(row.id), email: row.email, person, guide: guideFrom(row) };
}

function guideFrom({ places, about, ...row }: Row): GuideDetails | null {
  if (places === null || about === null) return null;
  const profile = profileFrom({ ...row, places, about, experience_years: null, version: 0 });
  return {
    kinds: profile.kinds,
    topics: profile.topics,
    places,
    languages: profile.languages,
    ways: profile.ways,
    about,
    coachConfirmed: profile.coachConfirmedAt !== null,
    briefed: profile.briefedAt !== null,
  };
}

/** Who reports to whom, as far as it is kept; those who are still looked for under their e-mail. */
export async function readReports(db: Database | Tx, workspaceId: WorkspaceId): Promise<Report[]> {
  const { rows } = await sql<{ key: string; alias: string | null; manager: string | null }>`
    select id as key, lower(email) as alias, manager_key as manager from people
    where workspace_id = ${workspaceId} and (manager_key is not null or email is not null)
    union all
    select email, null, manager_key from lookups
    where workspace_id = ${workspaceId} and manager_key is not null`.execute(db);
  return rows.map(({ key, alias, manager }) => ({ key, alias, managerKey: manager }));
}

/** Writes the people of a batch: those who are not known yet are made known; Slack is asked about them later. */
export async function writeMade(
  tx: Tx,
  workspaceId: WorkspaceId,
  made: readonly Made[],
  now: Date,
): Promise<void> {
  const people = made.map(({ id, person }) => ({
    id,
    title: person.title,
    department: person.department,
    manager: person.managerKey,
    years: person.experienceYears,
  }));
  await sql`
    insert into people (workspace_id, id, title, department, manager_key, experience_years)
    select ${workspaceId}, id, title, department, manager, years
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
      as made (id text, title text, department text, manager text, years smallint)
    on conflict (workspace_id, id) do update set
      title = excluded.title, department = excluded.department,
      manager_key = excluded.manager_key, experience_years = excluded.experience_years`.execute(tx);
  const guides = made.flatMap(({ id, guide }) => (guide ? [{ id, ...guide }] : []));
  if (guides.length > 0) await writeGuides(tx, workspaceId, guides, now);
  const offerNothing = made.filter(({ guide }) => guide === null).map(({ id }) => id);
  await tx
    .deleteFrom('profiles')
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`person_id = any(${offerNothing})`)
    .execute();
}

/** A coach confirmed before stays confirmed by whom they were, and what an import does not know stays as it is. */
async function writeGuides(
  tx: Tx,
  workspaceId: WorkspaceId,
  guides: readonly ({ id: PersonId } & GuideDetails)[],
  now: Date,
): Promise<void> {
  await sql`
    insert into profiles as kept (workspace_id, person_id, kinds, topics, places, languages, ways, about,
      coach_confirmed_at, coach_confirmed_by, briefed_at, updated_at)
    select ${workspaceId}, id, kinds, topics, places, languages, ways, about,
      case when "coachConfirmed" then ${now}::timestamptz end, case when "coachConfirmed" then 'import' end,
      case when briefed then ${now}::timestamptz end, ${now}
    from jsonb_to_recordset(${JSON.stringify(guides)}::jsonb)
      as made (id text, kinds text[], topics text[], places smallint, languages text[], ways text[], about text,
        "coachConfirmed" boolean, briefed boolean)
    on conflict (workspace_id, person_id) do update set
      kinds = excluded.kinds, topics = excluded.topics, places = excluded.places,
      languages = excluded.languages, ways = excluded.ways, about = excluded.about,
      coach_confirmed_at = case when excluded.coach_confirmed_at is not null
        then coalesce(kept.coach_confirmed_at, excluded.coach_confirmed_at) end,
      coach_confirmed_by = case when excluded.coach_confirmed_at is not null
        then coalesce(kept.coach_confirmed_by, excluded.coach_confirmed_by) end,
      briefed_at = case when excluded.briefed_at is not null
        then coalesce(kept.briefed_at, excluded.briefed_at) end,
      updated_at = excluded.updated_at, version = kept.version + 1`.execute(tx);
}

/** Notes that an import was written: who started it, and counts only. */
export async function writeImported(
  tx: Tx,
  workspaceId: WorkspaceId,
  actor: string,
  counts: Record<string, number>,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('audit_events')
    .values({
      workspace_id: workspaceId,
      actor,
      what: 'people.imported',
      about: JSON.stringify(counts),
      at: now,
    })
    .execute();
}

export async function readIsAnybodyKnown(db: Database, workspaceId: WorkspaceId): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from people where workspace_id = ${workspaceId})
      or exists (select from lookups where workspace_id = ${workspaceId}) as known`.execute(db);
  return rows[0]?.known ?? false;
}

/** Somebody as an export writes them: known in Slack, or looked for under an e-mail. */
export type Exported =
  | { key: PersonId; person: PersonDetails; guide: GuideDetails | null }
  | { key: string; details: ImportedRow };

/** A page of everybody, those known first; the next page begins after the last key of this one. */
export async function readExported(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  after: { id: string } | { email: string },
  most: number,
): Promise<Exported[]> {
  if ('id' in after) {
    const ids = await db
      .selectFrom('people')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '>', after.id)
      .orderBy('id')
      .limit(most)
      .execute();
    const found = await readFound(
      db,
      workspaceId,
      ids.map(({ id }) => id),
    );
    return found
      .map(({ id, person, guide }) => ({ key: id, person, guide }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }
  const rows = await db
    .selectFrom('lookups')
    .select(['email', 'details'])
    .where('workspace_id', '=', workspaceId)
    .where('email', '>', after.email)
    .orderBy('email')
    .limit(most)
    .execute();
  return rows.map(({ email, details }) => ({ key: email, details: ImportedRow.parse(details) }));
}
