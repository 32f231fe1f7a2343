import type { z } from 'zod';
import { WorkspaceId } from '../ports.ts';
import type { Database } from './database.ts';

/** The tables of what has something done to it by itself, at `due_at`. */
type WithDue = 'requests' | 'offers' | 'pairs' | 'programs';

/** Of a table, what is due by `now`, of every workspace: `most` rows at most, the most overdue first. */
export async function readDue<Id extends z.ZodType<string>>(
  db: Database,
  table: WithDue,
  Id: Id,
  now: Date,
  most: number,
): Promise<{ workspaceId: WorkspaceId; id: z.output<Id> }[]> {
  const rows = await db
    .selectFrom(table)
    .select(['workspace_id', 'id'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(most)
    .execute();
  return rows.map(({ workspace_id, id }) => ({
    workspaceId: WorkspaceId.parse(workspace_id),
    id: Id.parse(id),
  }));
}

/** Puts off what cannot be done at present, so that it holds nothing else up; what is not due any more stays so. */
export async function putOff(
  db: Database,
  table: WithDue,
  { workspaceId, id }: { workspaceId: WorkspaceId; id: string },
  until: Date,
): Promise<void> {
  await db
    .updateTable(table)
    .set({ due_at: until })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('due_at', 'is not', null)
    .execute();
}
