import { describeError } from '../../log.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { OutgoingMessage, Poster, PostResult, Turn } from '../../ports.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { problemOf, type SettledPost, settlePost } from '../post.ts';
import type { Rates } from '../rates.ts';
import { failAbandonedPosts, HAS_ABANDONED_POSTS } from '../store/failed-posts.ts';
import { claimPosts, hasPostsDue, type Post, unclaimPosts, writePosted } from '../store/posts.ts';
import { takeBudget } from '../store/sending.ts';
import {
  claimStalePosts,
  HAS_STALE_POSTS,
  type StalePost,
  writePostRefreshed,
} from '../store/stale-posts.ts';
import { refreshMessages } from './notices.ts';
import { tellOfFailure } from './posting.ts';
import { disableWorkspace, settleAll } from './sending.ts';
import { type Written, written } from './written.ts';

/** So many at a time: one after the other, each within five seconds, they are through long before the lease ends. */
const BATCH = 5;
const LEASE_MS = 60_000;
const AGAIN_MS = 15_000;
const STOPPING: PostResult = { outcome: 'not-sent', code: 'stopping', retryAfterMs: null };

/** How a post becomes words; see `PostKind`. */
export type RenderPost = (
  post: Pick<Post, 'workspaceId' | 'programId' | 'kind' | 'about' | 'isPlain'>,
  isPosted: boolean,
) => Promise<OutgoingMessage | undefined>;

/** What posting takes. */
export interface PostPorts extends PeoplePorts {
  poster: Poster;
  renderPost: RenderPost;
  rates: Rates;
  /** Waits so long, in real time. */
  wait(ms: number): Promise<unknown>;
  /** Is the app about to end? Then nothing more is begun. */
  isStopping(): boolean;
}

/** What is done again and again about channels, each a batch of it. May run in several processes at once. */
export function postTurns(ports: PostPorts): Turn[] {
  return [
    { isDue: () => HAS_ABANDONED_POSTS, take: () => giveUpAbandoned(ports) },
    { isDue: hasPostsDue, take: () => sendPosts(ports) },
  ];
}

/** The same about what stands in channels already: nobody waits for a message behind it. */
export function postRenewalTurn(ports: PostPorts): Turn {
  return { isDue: () => HAS_STALE_POSTS, take: () => refreshStale(ports) };
}

async function giveUpAbandoned(ports: PostPorts): Promise<number> {
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx) => {
    const abandoned = await failAbandonedPosts(tx, BATCH);
    for (const post of abandoned) await tellOfFailure(tx, ports, post, post.failures, now);
    return abandoned.length;
  });
}

async function sendPosts(ports: PostPorts): Promise<number> {
  const posts = await inTransaction(ports.db, (tx) => claim(tx, ports));
  for (const post of posts) await send(ports, post);
  return posts.length;
}

/** Claims what is due, as far as its workspaces may be sent something now. */
async function claim(tx: Tx, ports: PostPorts): Promise<Post[]> {
  const claimed = await claimPosts(tx, { most: BATCH, leaseMs: LEASE_MS, now: ports.clock.now() });
  const { workspace } = ports.rates;
  if (!workspace) return claimed;
  const going: Post[] = [];
  for (const [workspaceId, own] of Map.groupBy(claimed, (post) => post.workspaceId)) {
    const { urgent } = await takeBudget(tx, workspaceId, workspace, { urgent: own.length, nudges: 0 });
    going.push(...own.slice(0, urgent));
    await unclaimPosts(tx, own.slice(urgent), 60_000 / workspace.perMinute);
  }
  return going;
}

async function send(ports: PostPorts, post: Post): Promise<void> {
  const { settled, shown } = await say(ports, post);
  if (settled.state === 'planned' && settled.blames)
    await disableWorkspace(ports, post.workspaceId, settled.code);
  if (settled.state === 'failed')
    ports.log.warn({ post: post.id, kind: post.kind, code: settled.code }, 'a post was not made');
  const now = ports.clock.now();
  await settleAll(ports, async (tx) => {
    if (!(await writePosted(tx, post, settled, shown))) return;
    if (settled.state === 'failed') await tellOfFailure(tx, ports, post, post.failures + 1, now);
    // Whoever was told that it had failed reads how it stands now.
    else if (post.failures > 0) await refreshMessages(tx, post.workspaceId, { postId: post.id });
  });
}

async function say(
  ports: PostPorts,
  post: Post,
): Promise<{ settled: SettledPost | { state: 'skipped' }; shown: string | null }> {
  let out: Written | undefined;
  try {
    out = written(await ports.renderPost(post, false));
  } catch (error) {
    ports.log.error(
      { post: post.id, kind: post.kind, error: describeError(error) },
      'a post could not be made',
    );
    const failed: PostResult = { outcome: 'not-sent', code: 'not_rendered', retryAfterMs: null };
    return { settled: settlePost(failed, post), shown: null };
  }
  if (!out) return { settled: { state: 'skipped' }, shown: null };
  const posted = ports.isStopping() ? STOPPING : await ports.poster.post(post.channel, out.message, post.id);
  return { settled: settlePost(posted, post), shown: out.shown };
}

async function refreshStale(ports: PostPorts): Promise<number> {
  const stale = await claimStalePosts(ports.db, { most: BATCH, leaseMs: LEASE_MS });
  for (const post of stale) await refresh(ports, post);
  return stale.length;
}

async function refresh(ports: PostPorts, post: StalePost): Promise<void> {
  let now: Written | undefined;
  try {
    now = written(await ports.renderPost(post, true));
  } catch (error) {
    // Tried again and again, it would be for ever: it stays as it stands until something more changes.
    ports.log.error({ post: post.id, error: describeError(error) }, 'a post could not be made anew');
  }
  if (!now || now.shown === post.shown) {
    await writePostRefreshed(ports.db, post, { shown: post.shown });
    return;
  }
  const posted = { channel: post.channel, ts: post.ts };
  const settled = settlePost(await ports.poster.update(posted, now.message), { ...post, tries: 1 });
  if (settled.state === 'sent') {
    await writePostRefreshed(ports.db, post, { shown: now.shown });
    return;
  }
  if (settled.state === 'planned') {
    const { afterMs, blames, plain } = settled;
    if (blames) await disableWorkspace(ports, post.workspaceId, settled.code);
    const againMs = plain || blames ? 0 : Math.max(AGAIN_MS, afterMs);
    await writePostRefreshed(ports.db, post, { againMs, ...(plain && { isPlain: true }) });
    return;
  }
  if (settled.problem === 'unknown') {
    // To replace it once more does no harm.
    await writePostRefreshed(ports.db, post, { againMs: AGAIN_MS });
    return;
  }
  ports.log.warn({ post: post.id, kind: post.kind, code: settled.code }, 'a post could not be changed');
  const at = ports.clock.now();
  await settleAll(ports, async (tx) => {
    if (await writePostRefreshed(tx, post, { problem: problemOf(settled.code) }))
      await tellOfFailure(tx, ports, post, post.failures + 1, at);
  });
}
