import { sql } from 'kysely';
import { PersonId, type PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { ProgramId } from '../program.ts';

/**
 * Notes whom a manager asks; of those who were asked before nothing changes.
 *
 * @returns how many are asked anew
 */
export async function insertInvitations(
  tx: Tx,
  by: PersonKey,
  programId: ProgramId,
  people: readonly PersonId[],
  now: Date,
): Promise<number> {
  const { rows } = await sql`
    insert into invitations (workspace_id, program_id, person_id, invited_by, invited_at)
    select ${by.workspaceId}, ${programId}, id, ${by.personId}, ${now}
    from unnest(${sql.val(people)}::text[]) as person (id)
    on conflict do nothing
    returning person_id`.execute(tx);
  return rows.length;
}

/** The programs to which this person was asked, and when they said "not now", if they did. */
export async function readInvitations(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
): Promise<Map<ProgramId, { notNowAt: Date | null }>> {
  const rows = await db
    .selectFrom('invitations')
    .select(['program_id', 'not_now_at'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute();
  return new Map(
    rows.map(({ program_id, not_now_at }) => [ProgramId.parse(program_id), { notNowAt: not_now_at }]),
  );
}

export async function writeNotNow(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  programId: ProgramId,
  now: Date,
): Promise<boolean> {
  const written = await tx
    .updateTable('invitations')
    .set({ not_now_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .where('person_id', '=', personId)
    .where('not_now_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst();
  return written !== undefined;
}

const IS_UNTOLD = sql`
  from invitations as invitation
  join people as person on person.workspace_id = invitation.workspace_id and person.id = invitation.person_id
  where invitation.told_at is null and person.facts_at is not null`;

/** Is there anybody whom {@link takeUntold} would take? */
export const HAS_UNTOLD = sql<boolean>`exists (select ${IS_UNTOLD})`;

/**
 * Takes a batch of those who are still to be written to, and marks them as dealt with: of whom Slack has said who they
 * are, so that it is known when they can be reached. What another process has in hand is left to it.
 */
export async function takeUntold(
  tx: Tx,
  now: Date,
  most: number,
): Promise<{ workspaceId: WorkspaceId; programId: ProgramId; personId: PersonId; isGone: boolean }[]> {
  const { rows } = await sql<{
    workspace_id: string;
    program_id: string;
    person_id: string;
    is_gone: boolean;
  }>`
    with taken as (
      select invitation.workspace_id, invitation.program_id, invitation.person_id, person.is_gone
      ${IS_UNTOLD}
      order by invitation.invited_at, invitation.person_id
      limit ${most}
      for update of invitation skip locked)
    update invitations set told_at = ${now}
    from taken
    where invitations.workspace_id = taken.workspace_id and invitations.program_id = taken.program_id
      and invitations.person_id = taken.person_id
    returning invitations.workspace_id, invitations.program_id, invitations.person_id, taken.is_gone`.execute(
    tx,
  );
  return rows.map((row) => ({
    workspaceId: WorkspaceId.parse(row.workspace_id),
    programId: ProgramId.parse(row.program_id),
    personId: PersonId.parse(row.person_id),
    isGone: row.is_gone,
  }));
}
