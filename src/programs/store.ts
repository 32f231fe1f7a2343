import type { Selectable } from 'kysely';
import { PersonId, type PersonKey, WorkspaceId } from '../ports.ts';
import type { Database, Tx } from '../storage/database.ts';
import { anyOf } from '../storage/lists.ts';
import type { Schema } from '../storage/schema.ts';
import { keepsGuestsOutIn } from '../storage/workspaces.ts';
import { type Program, ProgramId, ProgramRules } from './program.ts';

const COLUMNS = [
  'id',
  'kind',
  'name',
  'purpose',
  'is_for_all',
  'state',
  'channel',
  'starts_on',
  'ends_on',
  'time_zone',
  'language',
  'rules',
  'version',
] as const;
type ProgramRow = Pick<Selectable<Schema['programs']>, (typeof COLUMNS)[number]> & {
  keeps_guests_out: boolean | null;
};

/** Makes the program unless the workspace has an open one of its kind already. */
export async function writeOpenProgram(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  program: Pick<Program, 'id' | 'kind' | 'name' | 'language' | 'rules'>,
  now: Date,
): Promise<void> {
  await db
    .insertInto('programs')
    .values({
      ...program,
      workspace_id: workspaceId,
      rules: JSON.stringify(program.rules),
      is_for_all: true,
      state: 'running',
      state_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Every program of the workspace, or those of them that are asked for, the oldest first. */
export async function readPrograms(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  ids?: readonly ProgramId[],
): Promise<Program[]> {
  const rows = await db
    .selectFrom('programs')
    .select(COLUMNS)
    .select(keepsGuestsOutIn(workspaceId).as('keeps_guests_out'))
    .where('workspace_id', '=', workspaceId)
    .$if(ids !== undefined, (query) => query.where('id', '=', anyOf(ids ?? [], 'uuid')))
    .orderBy('created_at')
    .orderBy('kind')
    .orderBy('id')
    .execute();
  return rows.map(programFrom);
}

/** A program of this workspace. `lock` lets other changes of it wait; `share`: those of whoever reads it so do not. */
export async function readProgram(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: ProgramId,
  { lock = false }: { lock?: boolean | 'share' } = {},
): Promise<Program | undefined> {
  const row = await db
    .selectFrom('programs')
    .select(COLUMNS)
    .select(keepsGuestsOutIn(workspaceId).as('keeps_guests_out'))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .$if(lock === true, (query) => query.forNoKeyUpdate())
    .$if(lock === 'share', (query) => query.forShare())
    .executeTakeFirst();
  return row && programFrom(row);
}

/** The programs of every workspace that people can join, or could; not those that everybody may use. */
export async function readJoinable(
  db: Database | Tx,
): Promise<{ workspaceId: WorkspaceId; programId: ProgramId }[]> {
  const rows = await db
    .selectFrom('programs')
    .select(['workspace_id', 'id'])
    .where('is_for_all', '=', false)
    .where('state', 'in', ['open', 'running'])
    .execute();
  return rows.map(({ workspace_id, id }) => ({
    workspaceId: WorkspaceId.parse(workspace_id),
    programId: ProgramId.parse(id),
  }));
}

/** Makes a program; nothing happens where the workspace has one of this id. */
export async function insertProgram(
  tx: Tx,
  workspaceId: WorkspaceId,
  program: Program,
  now: Date,
): Promise<boolean> {
  const made = await tx
    .insertInto('programs')
    .values({
      workspace_id: workspaceId,
      id: program.id,
      kind: program.kind,
      is_for_all: program.isForAll,
      state_at: now,
      created_at: now,
      ...changing(program),
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/**
 * Writes what has become of a program that was read under its lock.
 *
 * @param dueAt when its managers are next to be told of a date
 * @param movedAt when it came into its state, where that has changed
 */
export async function writeProgram(
  tx: Tx,
  workspaceId: WorkspaceId,
  program: Program,
  { dueAt, movedAt }: { dueAt: Date | null; movedAt?: Date },
): Promise<void> {
  await tx
    .updateTable('programs')
    .set({ ...changing(program), due_at: dueAt, ...(movedAt && { state_at: movedAt }) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', program.id)
    .execute();
}

/** With all that belongs to it. */
export async function deleteProgram(tx: Tx, workspaceId: WorkspaceId, id: ProgramId): Promise<void> {
  await tx.deleteFrom('programs').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

function changing(program: Program) {
  const { name, purpose, state, channel, startsOn, endsOn, timeZone, language, rules, version } = program;
  return {
    name,
    purpose,
    state,
    channel,
    starts_on: startsOn,
    ends_on: endsOn,
    time_zone: timeZone,
    language,
    rules: JSON.stringify(rules),
    version,
  };
}

export async function writeRules(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: ProgramId,
  rules: ProgramRules,
): Promise<void> {
  await tx
    .updateTable('programs')
    .set({ rules: JSON.stringify(rules) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Who manages a program by being its member, beside the workspace's admins. */
export async function readManagers(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
): Promise<PersonId[]> {
  const rows = await db
    .selectFrom('program_members')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .where('role', '=', 'manager')
    .execute();
  return rows.map(({ person_id }) => PersonId.parse(person_id));
}

/** The programs that this person manages by being their member. */
export async function readManagedIds(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
): Promise<Set<ProgramId>> {
  const rows = await db
    .selectFrom('program_members')
    .select('program_id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('role', '=', 'manager')
    .execute();
  return new Set(rows.map(({ program_id }) => ProgramId.parse(program_id)));
}

function programFrom(row: ProgramRow): Program {
  const { kind, name, purpose, state, channel, language, version } = row;
  return {
    id: ProgramId.parse(row.id),
    kind,
    name,
    purpose,
    isForAll: row.is_for_all,
    state,
    channel,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    timeZone: row.time_zone,
    language,
    rules: ProgramRules.parse(row.rules),
    ...(row.keeps_guests_out && { keepsGuestsOut: true }),
    version,
  };
}
