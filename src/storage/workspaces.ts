import { type RawBuilder, sql } from 'kysely';
import type { WorkspaceId } from '../ports.ts';

/**
 * What stores share of a workspace's settings: values of a query, looked up once for all its rows.
 *
 * @returns the hours of people who have set none; null where the workspace has set none
 */
export function usualHoursIn(id: WorkspaceId): RawBuilder<unknown> {
  return sql`(select usual_hours from workspaces where id = ${id})`;
}

/** Do guests take part in none of its programs? Null where each program says so itself. */
export function keepsGuestsOutIn(id: WorkspaceId): RawBuilder<boolean | null> {
  return sql<boolean | null>`(select keeps_guests_out from workspaces where id = ${id})`;
}
