import { sql } from 'kysely';
import { PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { ROLES, type Role } from '../joining.ts';
import { type Program, ProgramId } from '../program.ts';

/** @returns whether they were not one yet */
export async function insertMember(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  programId: ProgramId,
  role: Role | 'manager',
  now: Date,
): Promise<boolean> {
  const made = await tx
    .insertInto('program_members')
    .values({ workspace_id: workspaceId, program_id: programId, person_id: personId, role, added_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  return made !== undefined;
}

/** @returns whether they were one */
export async function deleteMember(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  programId: ProgramId,
  role: Role | 'manager',
): Promise<boolean> {
  const gone = await tx
    .deleteFrom('program_members')
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .returning('person_id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** How many have joined a program, by role. */
export async function countMembers(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
): Promise<Record<Role, number>> {
  const rows = await db
    .selectFrom('program_members')
    .select(({ fn }) => ['role', fn.countAll<number>().as('count')])
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .groupBy('role')
    .execute();
  const counted = new Map(rows.map(({ role, count }) => [role, count]));
  return { learner: counted.get('learner') ?? 0, guide: counted.get('guide') ?? 0 };
}

/** Those who offer coaching and are still in Slack: everybody where the program is for all, its members otherwise. */
export async function countCoaches(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  { id, isForAll }: Pick<Program, 'id' | 'isForAll'>,
): Promise<{ all: number; confirmed: number }> {
  const { rows } = await sql<{ all: number; confirmed: number }>`
    select count(*)::int as all, count(profile.coach_confirmed_at)::int as confirmed
    from profiles as profile
    join people as person on person.workspace_id = profile.workspace_id and person.id = profile.person_id
    where profile.workspace_id = ${workspaceId} and 'coaching' = any(profile.kinds) and not person.is_gone
      and (${isForAll} or exists (
        select from program_members as member
        where member.workspace_id = profile.workspace_id and member.program_id = ${id}
          and member.person_id = profile.person_id and member.role = 'guide'))`.execute(db);
  return rows[0] ?? { all: 0, confirmed: 0 };
}

/** As what this person takes part, by program. */
export async function readRoles(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
): Promise<Map<ProgramId, Role[]>> {
  const rows = await db
    .selectFrom('program_members')
    .select(['program_id', 'role'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute();
  const found = new Map<ProgramId, Role[]>();
  for (const { program_id, role } of rows) {
    const id = ProgramId.parse(program_id);
    const own = ROLES.filter((one) => one === role);
    if (own.length > 0) found.set(id, [...(found.get(id) ?? []), ...own]);
  }
  return found;
}

/** Those of these people who take part in the program, in any role. */
export async function readJoined(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  people: readonly PersonId[],
): Promise<Set<PersonId>> {
  const rows = await db
    .selectFrom('program_members')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .where('role', 'in', ROLES)
    .where(sql<boolean>`person_id = any(${sql.val(people)}::text[])`)
    .execute();
  return new Set(rows.map(({ person_id }) => PersonId.parse(person_id)));
}
