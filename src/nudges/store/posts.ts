import { type Expression, type Selectable, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { WorkspaceId } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Schema } from '../../storage/schema.ts';
import { POST_PROBLEMS, type PostProblem, type SettledPost } from '../post.ts';
import { inMs, isEnabled } from './deliveries.ts';

const About = z.record(z.string(), z.string());
const Problem = z.enum(POST_PROBLEMS);

/** What is said in a channel about a program. */
export interface Post {
  workspaceId: WorkspaceId;
  id: string;
  programId: ProgramId;
  kind: string;
  occurrence: string;
  about: Record<string, string>;
  channel: string;
  state: 'planned' | 'sending' | 'sent' | 'skipped' | 'failed';
  /** How often it was tried; while it is being sent, this time included. */
  tries: number;
  /** How often it has failed. */
  failures: number;
  isPlain: boolean;
  /** Slack's id of it; null while it does not stand there. */
  ts: string | null;
  /** When it was put there; product time. */
  postedAt: Date | null;
  /** A hash of what stands there; null where it is not known. */
  shown: string | null;
  /** Why it has failed; null otherwise. */
  problem: PostProblem | null;
}

/** Nothing happens where the program has this occurrence already. */
export async function insertPost(
  tx: Tx,
  post: Pick<Post, 'workspaceId' | 'id' | 'programId' | 'kind' | 'occurrence' | 'about' | 'channel'>,
  dueAt: Date,
): Promise<void> {
  await tx
    .insertInto('posts')
    .values({
      workspace_id: post.workspaceId,
      id: post.id,
      program_id: post.programId,
      kind: post.kind,
      occurrence: post.occurrence,
      about: JSON.stringify(post.about),
      channel: post.channel,
      state: 'planned',
      due_at: dueAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A post of this workspace. `lock` lets other changes of it wait. */
export async function readPost(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<Post | undefined> {
  const row = await db
    .selectFrom('posts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  return row && postFrom(row);
}

/** Marks what stands in channels about these ids as no longer true. */
export async function markPostsStale(
  tx: Tx,
  workspaceId: WorkspaceId,
  about: Record<string, string>,
): Promise<void> {
  await tx
    .updateTable('posts')
    .set({ refresh_at: sql<Date>`now()` })
    .where('workspace_id', '=', workspaceId)
    // Sent, or being sent with what was true a moment ago.
    .where('state', 'in', ['sent', 'sending'])
    .where(sql<boolean>`about @> ${JSON.stringify(about)}::jsonb`)
    .execute();
}

/** Is there anything that {@link claimPosts} would take? */
export function hasPostsDue(now: Date): Expression<SqlBool> {
  return sql<boolean>`exists (
    select from posts
    where state = 'planned' and due_at <= ${now}::timestamptz and coalesce(held_until <= now(), true))`;
}

/** Marks posts that are due as being sent by this worker alone, the most overdue first. */
export async function claimPosts(
  tx: Tx,
  { most, leaseMs, now }: { most: number; leaseMs: number; now: Date },
): Promise<Post[]> {
  const rows = await tx
    .with('these', (within) =>
      within
        .selectFrom('posts')
        .select(['workspace_id', 'id'])
        .where('state', '=', 'planned')
        .where('due_at', '<=', now)
        .where((where) =>
          where.or([where('held_until', 'is', null), where('held_until', '<=', sql<Date>`now()`)]),
        )
        .where('workspace_id', 'in', isEnabled(tx))
        .orderBy('due_at')
        .limit(most)
        .forNoKeyUpdate()
        .skipLocked(),
    )
    .updateTable('posts')
    .from('these')
    .set({ state: 'sending', tries: sql<number>`tries + 1`, held_until: inMs(leaseMs), posted_at: now })
    .whereRef('posts.workspace_id', '=', 'these.workspace_id')
    .whereRef('posts.id', '=', 'these.id')
    .returningAll('posts')
    .execute();
  return rows.map(postFrom);
}

/** Of these posts there is no room for now: as if they had not been claimed. */
export async function unclaimPosts(tx: Tx, posts: readonly Post[], afterMs: number): Promise<void> {
  for (const { workspaceId, id } of posts)
    await tx
      .updateTable('posts')
      .set({
        state: 'planned',
        tries: sql<number>`tries - 1`,
        held_until: inMs(afterMs),
        posted_at: null,
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute();
}

/**
 * Writes what became of a post that this worker was sending. What is known to have been posted is written even where
 * the lease was over and it was taken for lost.
 *
 * @returns whether it took effect
 */
export async function writePosted(
  tx: Tx,
  { workspaceId, id, tries }: Post,
  settled: SettledPost | { state: 'skipped' },
  shown: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('posts')
    .set({ held_until: null, ...columnsOf(settled, shown) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('tries', '=', tries)
    .where((where) =>
      settled.state === 'sent'
        ? where.or([
            where('state', '=', 'sending'),
            where.and([where('state', '=', 'failed'), where('problem', '=', 'unknown')]),
          ])
        : where('state', '=', 'sending'),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

function columnsOf(settled: SettledPost | { state: 'skipped' }, shown: string | null) {
  const { state } = settled;
  switch (state) {
    case 'sent':
      return { state, channel: settled.channel, ts: settled.ts, shown, problem: null };
    case 'skipped':
      return { state, problem: null, posted_at: null };
    case 'failed':
      return {
        state,
        problem: settled.problem,
        failures: sql<number>`failures + 1`,
        // What may stand there may have been put there then.
        ...(settled.problem !== 'unknown' && { posted_at: null }),
      };
    case 'planned':
      return {
        state,
        problem: settled.code,
        held_until: inMs(settled.afterMs),
        posted_at: null,
        ...(settled.plain && { is_plain: true }),
        // The workspace's fault does not count as tried.
        ...(settled.blames && { tries: sql<number>`tries - 1` }),
      };
  }
}

/** A post out of its row. */
export function postFrom(row: Selectable<Schema['posts']>): Post {
  const { id, kind, occurrence, channel, state, tries, failures, ts, shown } = row;
  return {
    workspaceId: WorkspaceId.parse(row.workspace_id),
    id,
    programId: ProgramId.parse(row.program_id),
    kind,
    occurrence,
    about: About.parse(row.about),
    channel,
    state,
    tries,
    failures,
    isPlain: row.is_plain,
    ts,
    postedAt: row.posted_at,
    shown,
    problem: state === 'failed' ? Problem.parse(row.problem) : null,
  };
}
