import { type Expression, sql } from 'kysely';
import { z } from 'zod';
import { PersonId, type PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { DeliveryClass } from '../deliver.ts';

const About = z.record(z.string(), z.string());

/** A message to one person, with the ids that its owner needs to say it. */
export interface Delivery {
  id: string;
  to: PersonKey;
  kind: string;
  about: Record<string, string>;
  class: DeliveryClass;
  /** How often it was tried; once it is being sent, this time included. */
  tries: number;
  /** Of how many of these it is not known whether it arrived. What was clearly not sent does not count against it. */
  doubts: number;
}

/**
 * Real time by the database's clock, for leases and waits: product time may be moved. To the millisecond, as a Date is:
 * a worker must find again what it has written.
 */
export const inMs = (ms: number) =>
  sql<Date>`date_trunc('milliseconds', now() + make_interval(secs => ${ms / 1000}::double precision))`;

/** A list as one parameter, whatever its length. */
export const list = (values: readonly (string | number | null)[]) => sql.val(values);

/**
 * Is it one of these? Said beside a join with a list, which the database takes for one row, and would look at every row
 * of the workspace for each of its own (measured: 34 ms instead of 6 for 100 of 2,000).
 */
export const among = (column: string, all: readonly { id: string }[]) =>
  sql<boolean>`${sql.ref(column)} = any(${list(all.map(({ id }) => id))}::uuid[])`;

type NewDelivery = Omit<Delivery, 'tries' | 'doubts'> & { occurrence: string; due_at: Date };

/** Nothing happens where this person has this occurrence already. */
export function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<void> {
  return insertDeliveries(tx, [delivery]);
}

/** Nine values each, of the 65,535 that a statement takes. */
const ROWS_AT_ONCE = 1_000;

/** The same for many people. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  for (let from = 0; from < deliveries.length; from += ROWS_AT_ONCE)
    await tx
      .insertInto('deliveries')
      .values(
        deliveries.slice(from, from + ROWS_AT_ONCE).map(({ to, about, ...delivery }) => ({
          ...delivery,
          workspace_id: to.workspaceId,
          person_id: to.personId,
          about: JSON.stringify(about),
          state: 'planned' as const,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/**
 * Is it one of what this asks for? Asked once, whatever the database thinks of its tables: while they are new it takes
 * them for empty, and would ask again for each row (measured: 23 ms instead of 0.3 with a hundred messages).
 */
const amongAsked = (column: string, asked: Expression<unknown>) =>
  sql<boolean>`${sql.ref(column)} = any(array(${asked}))`;

/** Sent, or being sent with what was true a moment ago. */
const STANDS = sql<boolean>`state in ('sent', 'sending')`;

/** The newest notices that are about these ids. @param kinds of these alone; of any where nothing is said */
export const newestNotices = (
  workspaceId: WorkspaceId,
  about: Record<string, string>,
  newest: number,
  kinds?: readonly string[],
) =>
  sql`(select id from deliveries
    -- Nudges are found by what they are about; see nudges.ts.
    where workspace_id = ${workspaceId} and class <> 'nudge' and ${STANDS}
      and about @> ${JSON.stringify(about)}::jsonb
      ${kinds ? sql`and kind = any(${list(kinds)}::text[])` : sql``}
    order by due_at desc limit ${newest})`;

/** Marks messages as no longer true. @param asked queries for their ids */
export async function markStale(
  tx: Tx,
  workspaceId: WorkspaceId,
  asked: readonly Expression<unknown>[],
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ refresh_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    .where(({ selectFrom }) =>
      amongAsked(
        'id',
        selectFrom('deliveries')
          .select('id')
          .where('workspace_id', '=', workspaceId)
          .where(STANDS)
          .where(amongAsked('id', sql.join(asked, sql` union all `)))
          // In one order everywhere: a worker may be settling the same ones.
          .orderBy('id')
          .forNoKeyUpdate(),
      ),
    )
    .execute();
}

export function deliveryFrom(row: {
  id: string;
  workspace_id: string;
  person_id: string;
  kind: string;
  about: unknown;
  class: DeliveryClass;
  tries: number;
  doubts: number;
}): Delivery {
  return {
    id: row.id,
    to: { workspaceId: WorkspaceId.parse(row.workspace_id), personId: PersonId.parse(row.person_id) },
    kind: row.kind,
    about: About.parse(row.about),
    class: row.class,
    tries: row.tries,
    doubts: row.doubts,
  };
}

/** Of which workspaces nothing is sent at present. */
export function isEnabled(db: Database | Tx) {
  return db.selectFrom('workspaces').select('id').where('disabled_at', 'is', null);
}
