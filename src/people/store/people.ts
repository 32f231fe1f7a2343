import { sql } from 'kysely';
import { z } from 'zod';
import { type PersonFacts, PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { anyOf } from '../../storage/lists.ts';
import { usualHoursIn } from '../../storage/workspaces.ts';
import { DayRange } from '../calendar.ts';
import { USUAL_HOURS, WorkingHours } from '../hours.ts';
import type { NudgedBy, Pause, Person } from '../profile.ts';

const DaysOff = z.array(DayRange);

/** What is known of somebody; nothing of a person who takes no part. `lock` lets other changes of them wait. */
export async function readPerson(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
  { lock = false }: { lock?: boolean } = {},
): Promise<Person | undefined> {
  const row = await db
    .selectFrom('people')
    .select(PERSON)
    .select(usualHoursIn(workspaceId).as('usual_hours'))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .$if(lock, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  return row && personFrom(row);
}

/** What a person is made of; more is kept of each. */
const PERSON = [
  'id',
  'name',
  'locale',
  'time_zone',
  'is_guest',
  'is_gone',
  'title',
  'department',
  'experience_years',
  'hours',
  'days_off',
  'nudged_by',
  'paused_at',
  'back_on',
  'pause_why',
] as const;

/** The same of several; those who take no part are not in it. */
export async function readPeople(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  ids: readonly PersonId[],
): Promise<Person[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('people')
    .select(PERSON)
    .select(usualHoursIn(workspaceId).as('usual_hours'))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', anyOf(ids, 'text'))
    .execute();
  return rows.map(personFrom);
}

/**
 * Lets other changes of these people wait, one after the other in the order that every flow keeps. Other rows may still
 * refer to them meanwhile.
 */
export async function lockRows(tx: Tx, workspaceId: WorkspaceId, people: readonly PersonId[]): Promise<void> {
  if (people.length === 0) return;
  await tx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', anyOf(people, 'text'))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** Makes people known by their ids alone; nothing changes of those who are known. */
export async function writeIds(tx: Tx, workspaceId: WorkspaceId, people: readonly PersonId[]): Promise<void> {
  await sql`
    insert into people (workspace_id, id)
    select ${workspaceId}, id from unnest(${sql.val(people)}::text[]) as person (id) order by id
    on conflict do nothing`.execute(tx);
}

/** A person out of their row. */
function personFrom(row: {
  id: string;
  name: string;
  locale: string | null;
  time_zone: string | null;
  is_guest: boolean;
  is_gone: boolean;
  title: string | null;
  department: string | null;
  experience_years: number | null;
  hours: unknown;
  usual_hours: unknown;
  days_off: unknown;
  nudged_by: NudgedBy;
  paused_at: Date | null;
  back_on: string | null;
  pause_why: 'unreachable' | null;
}): Person {
  return {
    id: PersonId.parse(row.id),
    name: row.name,
    locale: row.locale,
    timeZone: row.time_zone,
    isGuest: row.is_guest,
    isGone: row.is_gone,
    title: row.title,
    department: row.department,
    experienceYears: row.experience_years,
    hours: WorkingHours.nullable().parse(row.hours ?? row.usual_hours) ?? USUAL_HOURS,
    daysOff: DaysOff.parse(row.days_off),
    nudgedBy: row.nudged_by,
    pause: row.paused_at && {
      since: row.paused_at,
      backOn: row.back_on,
      ...(row.pause_why && { why: row.pause_why }),
    },
  };
}

/** Writes what Slack says of a person, who is made known where they are not yet. */
export async function writeFacts(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
  facts: PersonFacts,
  now: Date,
): Promise<void> {
  await db
    .insertInto('people')
    .values({ workspace_id: workspaceId, id: personId, ...columnsOf(facts, now) })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(columnsOf(facts, now)))
    .execute();
}

/**
 * The same for somebody who is known; nothing is kept of others.
 *
 * @returns whether any of it is new to us: Slack also tells of every status that somebody sets
 */
export async function renewFacts(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
  facts: PersonFacts,
  now: Date,
): Promise<boolean> {
  const { name, locale, timeZone, isGuest, isGone } = facts;
  const { numUpdatedRows } = await db
    .updateTable('people')
    .set(columnsOf(facts, now))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .where(
      // In brackets: an "or" without them would write these facts to everybody.
      sql<boolean>`(facts_at is null or (name, locale, time_zone, is_guest, is_gone)
        is distinct from (${name}::text, ${locale}::text, ${timeZone}::text, ${isGuest}::boolean, ${isGone}::boolean))`,
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

function columnsOf({ name, locale, timeZone, isGuest, isGone, isMember }: PersonFacts, now: Date) {
  // Who is no member, as an app's bot whom a channel's invitation found, is nobody to write to or to match either.
  return {
    name,
    locale,
    time_zone: timeZone,
    is_guest: isGuest,
    is_gone: isGone || !isMember,
    facts_at: now,
  };
}

/** Writes what somebody set themselves: when they work. */
export async function writeHours(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  hours: WorkingHours,
): Promise<void> {
  await tx
    .updateTable('people')
    .set({ hours: JSON.stringify(hours) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .execute();
}

export async function writeDaysOff(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  daysOff: readonly DayRange[],
): Promise<void> {
  await tx
    .updateTable('people')
    .set({ days_off: JSON.stringify(daysOff) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .execute();
}

export async function writeNudgedBy(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  nudgedBy: NudgedBy,
): Promise<void> {
  await tx
    .updateTable('people')
    .set({ nudged_by: nudgedBy })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .execute();
}

/** Writes a pause, or that there is none. @param why where the app paused them; null: they said so */
export async function writePause(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  pause: Pause | null,
  why: 'unreachable' | null = null,
): Promise<void> {
  await tx
    .updateTable('people')
    .set({ paused_at: pause?.since ?? null, back_on: pause?.backOn ?? null, pause_why: why })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .execute();
}

/** Was somebody paused because Slack would not deliver to them? */
export async function readIsUnreachable(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
): Promise<boolean> {
  const row = await db
    .selectFrom('people')
    .select('pause_why')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .executeTakeFirst();
  return row?.pause_why === 'unreachable';
}

/** What an import said of somebody, which is shown to nobody else as it stands; nothing of a person who takes no part. */
export async function readImported(
  db: Database,
  { workspaceId, personId }: PersonKey,
): Promise<{ email: string | null; hasManager: boolean } | undefined> {
  const row = await db
    .selectFrom('people')
    .select(['email', 'manager_key'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', personId)
    .executeTakeFirst();
  return row && { email: row.email, hasManager: row.manager_key !== null };
}
