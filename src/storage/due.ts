import { type Expression, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import { type Turn, WorkspaceId } from '../ports.ts';
import { askPlanned, type Database } from './database.ts';

/** The tables of what has something done to it by itself, at `due_at`. */
type WithDue = 'requests' | 'offers' | 'pairs' | 'programs';

/** Is something due in one of these tables, see {@link Turn}? */
export function hasDue(tables: readonly WithDue[], now: Date): Expression<SqlBool> {
  const each = tables.map((table) => isDueIn(sql`${sql.table(table)} where due_at is not null`, now));
  return sql<boolean>`(${sql.join(each, sql` or `)})`;
}

/**
 * Is the first of these due? It is read from its index whatever the plan is made for: one that is kept does not know how
 * much is due, takes it for a third of all rows, and may rather read the whole table to find the first of them.
 *
 * @param rows as `pairs where due_at is not null`: a table, and the condition of its index
 */
export function isDueIn(rows: Expression<unknown>, now: Date): Expression<SqlBool> {
  return sql<boolean>`coalesce((select min(due_at) from ${rows}) <= ${now}::timestamptz, false)`;
}

/** For what knows by itself whether it is due. */
export function onlyIf(isDue: boolean): Expression<SqlBool> {
  return sql<boolean>`${isDue}::boolean`;
}

/**
 * The turns that have something to do, by their places; all of them are asked for in one statement. Its conditions are
 * kept short, and its plan is kept: planning it takes longer than looking. A turn may be taken and find nothing.
 */
export async function dueTurns(db: Database, turns: readonly Turn[], now: Date): Promise<Set<number>> {
  const places = turns.map(
    ({ isDue }, place) => sql`case when ${isDue(now)} then ${sql.lit(place)}::int end`,
  );
  const question = sql<{ places: number[] }>`
    select array_remove(array[${sql.join(places)}], null) as places`;
  const [due] = await askPlanned(db, question);
  return new Set(due?.places);
}

/** Does this hold now? Cheaper to ask than to begin a transaction that finds nothing to do. */
export async function holds(db: Database, condition: Expression<SqlBool>): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`select ${condition} as holds`.execute(db);
  return rows[0]?.holds ?? false;
}

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
