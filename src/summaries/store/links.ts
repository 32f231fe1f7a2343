import type { Selectable } from 'kysely';
import { PersonId, WorkspaceId } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Schema } from '../../storage/schema.ts';
import type { Link } from '../link.ts';

/** Keeps a link under the hash of its key. */
export async function insertLink(tx: Tx, keyHash: string, link: Link): Promise<void> {
  await tx
    .insertInto('links')
    .values({
      workspace_id: link.workspaceId,
      key_hash: keyHash,
      kind: link.kind,
      program_id: link.programId,
      language: link.language,
      made_by: link.madeBy,
      made_at: link.madeAt,
      ends_at: link.endsAt,
      used_at: link.usedAt,
    })
    .execute();
}

/** The link of this key. `lock` lets whoever follows it at the same moment wait. */
export async function readLink(
  db: Database | Tx,
  keyHash: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<Link | undefined> {
  const row = await db
    .selectFrom('links')
    .selectAll()
    .where('key_hash', '=', keyHash)
    .$if(lock, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  return row && linkFrom(row);
}

/** Somebody followed it. */
export async function writeUsed(tx: Tx, keyHash: string, now: Date): Promise<void> {
  await tx.updateTable('links').set({ used_at: now }).where('key_hash', '=', keyHash).execute();
}

/** The reports of a program that have not ended, the newest first. */
export async function readReportLinks(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  now: Date,
): Promise<Link[]> {
  const rows = await db
    .selectFrom('links')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .where('kind', '=', 'report')
    .where('ends_at', '>', now)
    .orderBy('made_at', 'desc')
    .execute();
  return rows.map(linkFrom);
}

/** Ends all reports of a program. @returns how many */
export async function endReportLinks(
  tx: Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  now: Date,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('links')
    .set({ ends_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .where('kind', '=', 'report')
    .where('ends_at', '>', now)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function linkFrom(row: Selectable<Schema['links']>): Link {
  return {
    workspaceId: WorkspaceId.parse(row.workspace_id),
    programId: ProgramId.parse(row.program_id),
    kind: row.kind,
    language: row.language,
    madeBy: PersonId.parse(row.made_by),
    madeAt: row.made_at,
    endsAt: row.ends_at,
    usedAt: row.used_at,
  };
}
