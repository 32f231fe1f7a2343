import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { WorkspaceId } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Schema } from '../../storage/schema.ts';
import { stateColumns, storedState } from '../../storage/states.ts';
import { Cohort, type Draft, DraftId, DraftState, Together } from '../draft.ts';

const Pairs = z.array(Together);

/** Writes a new draft. @returns whether it was written: a program has one draft that has not ended */
export async function insertDraft(tx: Tx, draft: Draft): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('drafts')
    .values({
      workspace_id: draft.workspaceId,
      id: draft.id,
      program_id: draft.programId,
      ...columnsOf(draft),
      version: draft.version,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Writes what became of a draft and counts its version up. To be called with the draft locked. */
export async function writeDraft(tx: Tx, draft: Draft): Promise<Draft> {
  await tx
    .updateTable('drafts')
    .set((set) => ({ ...columnsOf(draft), version: set('version', '+', 1) }))
    .where('workspace_id', '=', draft.workspaceId)
    .where('id', '=', draft.id)
    .execute();
  return { ...draft, version: draft.version + 1 };
}

/** A draft of this workspace. `lock` lets other changes of it wait. */
export async function readDraft(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: DraftId,
  { lock = false }: { lock?: boolean } = {},
): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('drafts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row && draftFrom(row);
}

/** The draft of a program that has not ended. */
export async function readOpenDraft(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  { lock = false }: { lock?: boolean } = {},
): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('drafts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .where('state', 'in', ['draft', 'publishing'])
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row && draftFrom(row);
}

/** Which programs of a workspace have a draft that has not ended, and where it stands. */
export async function readOpenDrafts(
  db: Database | Tx,
  workspaceId: WorkspaceId,
): Promise<Map<ProgramId, 'draft' | 'publishing'>> {
  const rows = await db
    .selectFrom('drafts')
    .select(['program_id', 'state'])
    .where('workspace_id', '=', workspaceId)
    .where('state', 'in', ['draft', 'publishing'])
    .execute();
  return new Map(
    rows.map(({ program_id, state }) => [
      ProgramId.parse(program_id),
      state === 'publishing' ? state : 'draft',
    ]),
  );
}

/** Is any draft being published? */
export const HAS_PUBLISHING = sql<boolean>`exists (select from drafts where state = 'publishing')`;

/** A draft that is being published and that nobody works on just now, locked for this worker alone. */
export async function claimPublishing(tx: Tx): Promise<Draft | undefined> {
  const row = await tx
    .selectFrom('drafts')
    .selectAll()
    .where('state', '=', 'publishing')
    .orderBy('workspace_id')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row && draftFrom(row);
}

function columnsOf({ state, pins, forbidden, cohort, madeAt }: Draft) {
  return {
    ...stateColumns(state),
    pins: JSON.stringify(pins),
    forbidden: JSON.stringify(forbidden),
    result: JSON.stringify(cohort),
    made_at: madeAt,
  };
}

function draftFrom(row: Selectable<Schema['drafts']>): Draft {
  return {
    workspaceId: WorkspaceId.parse(row.workspace_id),
    id: DraftId.parse(row.id),
    programId: ProgramId.parse(row.program_id),
    state: DraftState.parse(storedState(row)),
    pins: Pairs.parse(row.pins),
    forbidden: Pairs.parse(row.forbidden),
    cohort: Cohort.parse(row.result),
    madeAt: row.made_at,
    version: row.version,
  };
}
