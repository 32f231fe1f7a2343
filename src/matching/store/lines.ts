import { sql } from 'kysely';
import { type Report, type ReportingLines, reportingLines } from '../../people/reporting.ts';
import type { PersonId, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';

/** Everybody's lines: for a cohort. People who were imported and are not in Slack yet stand in between. */
export async function readLines(db: Database | Tx, workspaceId: WorkspaceId): Promise<ReportingLines> {
  const { rows } = await sql<Row>`
    select id as key, lower(email) as alias, manager_key as manager from people
    where workspace_id = ${workspaceId} and (manager_key is not null or email is not null)
    union all
    select email, null, manager_key from lookups
    where workspace_id = ${workspaceId} and manager_key is not null`.execute(db);
  return linesFrom(rows);
}

/**
 * The lines that lead up and down from one person, which is all that a match with them needs; of two others this says
 * nothing that can be relied on. A loop ends where it closes.
 */
export async function readLinesOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: PersonId,
): Promise<ReportingLines> {
  const { rows } = await sql<Row>`
    with recursive up as (
      select id as key, lower(email) as alias, manager_key as manager from people
      where workspace_id = ${workspaceId} and id = ${id}
      union
      select next.* from up join lateral (
        select id, lower(email), manager_key from people
        where workspace_id = ${workspaceId} and id = up.manager
        union all
        select id, lower(email), manager_key from people
        where workspace_id = ${workspaceId} and lower(email) = up.manager
        union all
        select email, null, manager_key from lookups
        where workspace_id = ${workspaceId} and email = up.manager) as next on true
    ), down as (
      select * from up where key = ${id}
      union
      select next.* from down join lateral (
        select id, lower(email), manager_key from people
        where workspace_id = ${workspaceId} and manager_key in (down.key, down.alias)
        union all
        select email, null, manager_key from lookups
        where workspace_id = ${workspaceId} and manager_key in (down.key, down.alias)) as next on true
    )
    select * from up union select * from down`.execute(db);
  return linesFrom(rows);
}

interface Row {
  key: string;
  alias: string | null;
  manager: string | null;
}

function linesFrom(rows: readonly Row[]): ReportingLines {
  return reportingLines(rows.map(({ key, alias, manager }): Report => ({ key, alias, managerKey: manager })));
}
