import { sql } from 'kysely';
import { PairId } from '../../pairs/pair.ts';
import { PersonId, type WorkspaceId } from '../../ports.ts';
import type { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { RequestId } from '../request.ts';
import { OPEN } from './requests.ts';

/** Those of these people who ask in the program already, or have been matched in it with somebody they still meet. */
export async function readServed(
  tx: Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  ids: readonly PersonId[],
): Promise<Set<PersonId>> {
  const { rows } = await sql<{ id: string }>`
    select distinct learner_id as id from requests
    where workspace_id = ${workspaceId} and program_id = ${programId} and learner_id = any(${[...ids]})
      and (state = any(${[...OPEN]}) or state = 'matched' and exists (
        select from pairs where pairs.workspace_id = requests.workspace_id
          and pairs.request_id = requests.id and pairs.state <> 'ended'))`.execute(tx);
  return new Set(rows.map(({ id }) => PersonId.parse(id)));
}

/** Those of these people who ask for somebody, or have been asked. */
export async function readUnderWay(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly PersonId[],
): Promise<PersonId[]> {
  const { rows } = await sql<{ id: string }>`
    select learner_id as id from requests
    where workspace_id = ${workspaceId} and learner_id = any(${[...ids]}) and state = any(${[...OPEN]})
    union
    select guide_id from offers
    where workspace_id = ${workspaceId} and guide_id = any(${[...ids]}) and state in ('pending', 'asked')
    order by id`.execute(tx);
  return rows.map(({ id }) => PersonId.parse(id));
}

/** The pair that a request has led to and that has not ended; nothing where there is none. */
export async function readPairOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: RequestId,
): Promise<{ id: PairId; guideId: PersonId } | undefined> {
  const row = await db
    .selectFrom('pairs')
    .select(['id', 'guide_id'])
    .where('workspace_id', '=', workspaceId)
    .where('request_id', '=', id)
    .where('state', '<>', 'ended')
    .executeTakeFirst();
  return row && { id: PairId.parse(row.id), guideId: PersonId.parse(row.guide_id) };
}
