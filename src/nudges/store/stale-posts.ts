import { sql } from 'kysely';
import type { Database, Tx } from '../../storage/database.ts';
import type { PostProblem } from '../post.ts';
import { inMs, isEnabled } from './deliveries.ts';
import { type Post, postFrom } from './posts.ts';

/** A post that stands in its channel and is no longer true. */
export interface StalePost extends Post {
  ts: string;
  /** Until when this worker alone renders it again. */
  heldUntil: Date;
}

/** Is there anything that {@link claimStalePosts} would take? */
export const HAS_STALE_POSTS = sql<boolean>`exists (
  select from posts where refresh_at <= now() and state = 'sent')`;

/** Claims posts that are no longer true, for this worker alone. What stands there is forgotten meanwhile, as of messages. */
export async function claimStalePosts(
  db: Database,
  { most, leaseMs }: { most: number; leaseMs: number },
): Promise<StalePost[]> {
  const rows = await db
    .with('these', (within) =>
      within
        .selectFrom('posts')
        .select(['workspace_id', 'id', 'shown as stood'])
        .where('refresh_at', '<=', sql<Date>`now()`)
        .where('state', '=', 'sent')
        .where('workspace_id', 'in', isEnabled(db))
        .orderBy('refresh_at')
        .limit(most)
        .forNoKeyUpdate()
        .skipLocked(),
    )
    .updateTable('posts')
    .from('these')
    .set({ refresh_at: inMs(leaseMs), shown: null })
    .whereRef('posts.workspace_id', '=', 'these.workspace_id')
    .whereRef('posts.id', '=', 'these.id')
    .returningAll('posts')
    .returning('these.stood')
    .execute();
  return rows.flatMap(({ stood, ...row }) => {
    const { ts, refresh_at: heldUntil } = row;
    return ts === null || heldUntil === null
      ? []
      : [{ ...postFrom({ ...row, shown: stood }), ts, heldUntil }];
  });
}

/**
 * A stale post was dealt with. It stays stale if it became so anew meanwhile.
 *
 * @param became `shown`: what stands there now, not known where that is left out; `againMs`: it is to be tried again;
 * `problem`: it cannot be kept up to date any more
 * @returns whether it took effect
 */
export async function writePostRefreshed(
  tx: Database | Tx,
  { workspaceId, id, heldUntil }: StalePost,
  {
    shown,
    againMs,
    isPlain,
    problem,
  }: { shown?: string | null; againMs?: number; isPlain?: true; problem?: PostProblem },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('posts')
    .set({
      refresh_at: againMs === undefined ? null : inMs(againMs),
      ...(shown !== undefined && { shown }),
      ...(isPlain && { is_plain: true }),
      ...(problem && { state: 'failed' as const, problem, failures: sql<number>`failures + 1` }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'sent')
    // What fails has failed, whatever has changed since.
    .$if(problem === undefined, (query) => query.where('refresh_at', '=', heldUntil))
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
