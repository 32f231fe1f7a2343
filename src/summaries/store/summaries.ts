import { type Expression, type Selectable, type SqlBool, sql } from 'kysely';
import { type PersonId, WorkspaceId } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Schema } from '../../storage/schema.ts';
import type { Period } from '../period.ts';

export interface SummaryKey {
  workspaceId: WorkspaceId;
  programId: ProgramId;
}

/** How far a program's summary is. */
export interface SummaryState {
  approvedAt: Date | null;
  /** For which period its managers were last asked whether it may go out. */
  asked: Period | null;
  /** The period for which one of them said "not yet". */
  putOff: Period | null;
  /** The newest period that has a post. */
  posted: Period | null;
}

/** A running program that has a channel and wants summaries, with none under way. */
const IS_TO_BEGIN = sql<boolean>`
  state = 'running' and channel is not null and rules ->> 'summaries' in ('weekly', 'monthly')
  and not exists (
    select from summaries
    where summaries.workspace_id = programs.workspace_id and summaries.program_id = programs.id
      and summaries.due_at is not null)`;

/** Is there a summary to begin with, or to be looked at? */
export function hasSummariesDue(now: Date): Expression<SqlBool> {
  return sql<boolean>`(
    exists (select from summaries where due_at <= ${now}::timestamptz)
    or exists (select from programs where ${IS_TO_BEGIN}))`;
}

/** Begins with programs that have a channel and want summaries by now. */
export async function beginSummaries(db: Database, now: Date): Promise<void> {
  await db
    .insertInto('summaries')
    .columns(['workspace_id', 'program_id', 'due_at'])
    .expression((insert) =>
      insert
        .selectFrom('programs')
        .select(['workspace_id', 'id', sql<Date>`${now}::timestamptz`.as('due_at')])
        .where(IS_TO_BEGIN),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'program_id'])
        .doUpdateSet({ due_at: now })
        .where('summaries.due_at', 'is', null),
    )
    .execute();
}

/** Programs whose summary is to be looked at, the most overdue first. */
export async function readDueSummaries(db: Database, now: Date, most: number): Promise<SummaryKey[]> {
  const rows = await db
    .selectFrom('summaries')
    .select(['workspace_id', 'program_id'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(most)
    .execute();
  return rows.map(({ workspace_id, program_id }) => ({
    workspaceId: WorkspaceId.parse(workspace_id),
    programId: ProgramId.parse(program_id),
  }));
}

/** How far a summary is; nothing where it has not begun. `lock` lets others wait, and takes it only while it is due by `dueBy`. */
export async function readSummary(
  db: Database | Tx,
  { workspaceId, programId }: SummaryKey,
  { lock = false, dueBy }: { lock?: boolean; dueBy?: Date } = {},
): Promise<SummaryState | undefined> {
  const row = await db
    .selectFrom('summaries')
    .select(['approved_at', 'asked', 'put_off', 'posted'])
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .$if(dueBy !== undefined, (query) => query.where('due_at', '<=', dueBy ?? null))
    .$if(lock, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  return row && stateFrom(row);
}

/** How far the summaries of these programs are; those that have not begun are left out. */
export async function readSummaries(
  db: Database,
  workspaceId: WorkspaceId,
  programs: readonly ProgramId[],
): Promise<Map<ProgramId, SummaryState>> {
  const rows = await db
    .selectFrom('summaries')
    .select(['program_id', 'approved_at', 'asked', 'put_off', 'posted'])
    .where('workspace_id', '=', workspaceId)
    .where('program_id', 'in', programs)
    .execute();
  return new Map(rows.map((row) => [ProgramId.parse(row.program_id), stateFrom(row)]));
}

function stateFrom({
  approved_at,
  asked,
  put_off,
  posted,
}: Pick<Selectable<Schema['summaries']>, 'approved_at' | 'asked' | 'put_off' | 'posted'>): SummaryState {
  return { approvedAt: approved_at, asked, putOff: put_off, posted };
}

/** Writes what has become of a summary that was read under its lock. */
export async function writeSummary(
  tx: Tx,
  { workspaceId, programId }: SummaryKey,
  {
    asked,
    putOff,
    posted,
    dueAt,
    approved,
  }: Partial<Pick<SummaryState, 'asked' | 'putOff' | 'posted'>> & {
    dueAt?: Date | null;
    approved?: { by: PersonId; at: Date };
  },
): Promise<void> {
  await tx
    .updateTable('summaries')
    .set({
      ...(asked !== undefined && { asked }),
      ...(putOff !== undefined && { put_off: putOff }),
      ...(posted !== undefined && { posted }),
      ...(dueAt !== undefined && { due_at: dueAt }),
      ...(approved && { approved_by: approved.by, approved_at: approved.at }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .execute();
}

/** Has a pair of this program ever begun? */
export async function readHasPairs(tx: Tx, { workspaceId, programId }: SummaryKey): Promise<boolean> {
  const row = await tx
    .selectFrom('pairs')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
