import { sql } from 'kysely';
import { PersonId, type WorkspaceId } from '../../ports.ts';
import type { Database } from '../../storage/database.ts';
import type { Role } from '../joining.ts';
import { ProgramId } from '../program.ts';

/** Somebody, and a program with which they have to do. */
export interface Membership {
  personId: PersonId;
  programId: ProgramId;
  as: Role | 'manager' | 'invited';
}

/**
 * Everything that ties these people to programs. Who was invited stays so whether or not they have said "not now",
 * which is shown to nobody; not where they take part.
 */
export async function readMemberships(
  db: Database,
  workspaceId: WorkspaceId,
  people: readonly PersonId[],
): Promise<Membership[]> {
  const { rows } = await sql<{ program_id: string; person_id: string; as: Membership['as'] }>`
    select program_id, person_id, role as "as" from program_members
    where workspace_id = ${workspaceId} and person_id = any(${sql.val(people)}::text[])
    union all
    select program_id, person_id, 'invited' from invitations
    where workspace_id = ${workspaceId} and person_id = any(${sql.val(people)}::text[])
      and not exists (
        select from program_members as member
        where member.workspace_id = invitations.workspace_id and member.program_id = invitations.program_id
          and member.person_id = invitations.person_id and member.role <> 'manager')
    order by "as"`.execute(db);
  return rows.map((row) => ({
    personId: PersonId.parse(row.person_id),
    programId: ProgramId.parse(row.program_id),
    as: row.as,
  }));
}
