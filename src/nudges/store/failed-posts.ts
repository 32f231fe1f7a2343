import { sql } from 'kysely';
import type { WorkspaceId } from '../../ports.ts';
import type { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { type Post, postFrom } from './posts.ts';

/** Is there anything that {@link failAbandonedPosts} would take? */
export const HAS_ABANDONED_POSTS = sql<boolean>`exists (
  select from posts where state = 'sending' and held_until <= now())`;

/** Posts whose worker died while it sent them: nobody knows whether they stand there. */
export async function failAbandonedPosts(tx: Tx, most: number): Promise<Post[]> {
  const rows = await tx
    .with('these', (within) =>
      within
        .selectFrom('posts')
        .select(['workspace_id', 'id'])
        .where('state', '=', 'sending')
        .where('held_until', '<=', sql<Date>`now()`)
        .limit(most)
        .forNoKeyUpdate()
        .skipLocked(),
    )
    .updateTable('posts')
    .from('these')
    .set({ state: 'failed', problem: 'unknown', failures: sql<number>`failures + 1`, held_until: null })
    .whereRef('posts.workspace_id', '=', 'these.workspace_id')
    .whereRef('posts.id', '=', 'these.id')
    .returningAll('posts')
    .execute();
  return rows.map(postFrom);
}

/** A failed post is to be made anew, in this channel. */
export async function planPostAnew(
  tx: Tx,
  { workspaceId, id }: Post,
  channel: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('posts')
    .set({
      state: 'planned',
      channel,
      due_at: now,
      held_until: null,
      tries: 0,
      ts: null,
      posted_at: null,
      refresh_at: null,
      shown: null,
      problem: null,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The newest post of each kind of these programs. */
export async function readNewestPosts(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programs: readonly ProgramId[],
): Promise<Post[]> {
  const rows = await db
    .selectFrom('posts')
    .selectAll()
    .distinctOn(['program_id', 'kind'])
    .where('workspace_id', '=', workspaceId)
    .where('program_id', 'in', programs)
    .orderBy('program_id')
    .orderBy('kind')
    .orderBy('due_at', 'desc')
    .execute();
  return rows.map(postFrom);
}
