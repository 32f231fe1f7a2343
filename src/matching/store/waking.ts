import { sql } from 'kysely';
import type { PersonId, WorkspaceId } from '../../ports.ts';
import type { ProgramId } from '../../programs/program.ts';
import type { Tx } from '../../storage/database.ts';
import { OPEN } from './requests.ts';

/**
 * Makes open requests due at once: those of a learner, or of programs of these kinds, that wait for a guide; or all of
 * one program.
 * Those on which somebody works at this moment are left out; they are looked at every day anyway.
 */
export async function wakeRequests(
  tx: Tx,
  workspaceId: WorkspaceId,
  which: { kinds: readonly string[] } | { learnerId: PersonId } | { programId: ProgramId },
  now: Date,
): Promise<void> {
  const waiting = sql`requests.state = 'waiting' and requests.state_data ->> 'for' = 'guide'`;
  const condition =
    'kinds' in which
      ? sql<boolean>`${waiting} and programs.kind = any(${[...which.kinds]})`
      : 'learnerId' in which
        ? sql<boolean>`${waiting} and requests.learner_id = ${which.learnerId}`
        : sql<boolean>`requests.state = any(${[...OPEN]}) and programs.id = ${which.programId}`;
  await tx
    .updateTable('requests')
    .set({ due_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', (select) =>
      select
        .selectFrom('requests')
        .innerJoin('programs', (join) =>
          join
            .onRef('programs.workspace_id', '=', 'requests.workspace_id')
            .onRef('programs.id', '=', 'requests.program_id'),
        )
        .select('requests.id')
        .where('requests.workspace_id', '=', workspaceId)
        .where(condition)
        .orderBy('requests.id')
        .forNoKeyUpdate('requests')
        .$if(!('programId' in which), (query) => query.skipLocked()),
    )
    .execute();
}
