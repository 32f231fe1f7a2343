import { z } from 'zod';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey, WorkspaceId } from '../../ports.ts';
import { isManager, managersToTell, programOf } from '../../programs/flow.ts';
import type { Program, ProgramId } from '../../programs/program.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { isMissing, isOfChannel, type PostProblem } from '../post.ts';
import { planPostAnew, readNewestPosts } from '../store/failed-posts.ts';
import { insertPost, markPostsStale, type Post, readPost } from '../store/posts.ts';
import { planDelivery, refreshMessages } from './notices.ts';

/** What is to be said in a channel. */
export interface PlannedPost {
  workspaceId: WorkspaceId;
  programId: ProgramId;
  /** Whose post it is: a key of a feature's `posts`. */
  kind: string;
  /** What makes it this post of the program and no other, as `announcement`; posted once however often it is planned. */
  occurrence: string;
  /** Slack's id of the channel. */
  channel: string;
  /** What its owner needs to say it, and by which {@link refreshPosts} finds it; never free text. */
  about: Record<string, string>;
}

/** Plans a post in the transaction that makes it necessary: rolled back, it is never made. */
export function planPost(tx: Tx, ports: PeoplePorts, post: PlannedPost, now: Date): Promise<void> {
  return insertPost(tx, { ...post, id: ports.newId() }, now);
}

/** What stands in channels about these ids is no longer true: it is made again, and replaced where it reads otherwise. */
export function refreshPosts(tx: Tx, workspaceId: WorkspaceId, about: Record<string, string>): Promise<void> {
  return markPostsStale(tx, workspaceId, about);
}

/** What a button carries is not trusted. */
function isPostId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}

/** The notice to managers; see nudges/slack.ts. */
export const POST_PROBLEM = 'posts.problem';

/**
 * Tells a program's managers something, each once for each occurrence, in the transaction that makes it necessary. Of a
 * program without managers whoever changed it last is told: an admin.
 *
 * @returns how many there are to tell
 */
export async function tellManagers(
  tx: Tx,
  ports: PeoplePorts,
  { workspaceId, programId }: { workspaceId: WorkspaceId; programId: ProgramId },
  notice: { occurrence: string; kind: string; about: Record<string, string> },
  now: Date,
): Promise<number> {
  const managers = await managersToTell(tx, workspaceId, programId);
  for (const personId of managers)
    await planDelivery(tx, ports, { workspaceId, personId, ...notice, class: 'notice' }, now);
  return managers.length;
}

/** Tells the managers that a post has failed, once for each time that it does. @param failures this time included */
export async function tellOfFailure(
  tx: Tx,
  ports: PeoplePorts,
  post: Pick<Post, 'workspaceId' | 'programId' | 'id'>,
  failures: number,
  now: Date,
): Promise<void> {
  const about = { postId: post.id };
  await tellManagers(
    tx,
    ports,
    post,
    { occurrence: `${POST_PROBLEM}:${post.id}:${failures}`, kind: POST_PROBLEM, about },
    now,
  );
}

/** A post that failed, as managers are told of it. */
export interface FailedPost {
  id: string;
  /** The program's name, as its manager typed it. */
  program: string;
  /** Slack's id. */
  channel: string;
  /** Why; null where it stands there by now, or is tried again: `state` says which. */
  problem: PostProblem | null;
  state: Post['state'];
}

/** How a post stands that managers were told of; nothing where it is not there any more. */
export async function failedPost(
  ports: PeoplePorts,
  workspaceId: WorkspaceId,
  postId: string,
): Promise<FailedPost | undefined> {
  const post = isPostId(postId) ? await readPost(ports.db, workspaceId, postId) : undefined;
  const program = post && (await programOf(ports.db, workspaceId, post.programId));
  if (!program) return undefined;
  const { id, channel, problem, state } = post;
  return { id, program: program.name, channel, problem, state };
}

/** A post that is not where it should be. */
export type MissingPost = FailedPost & { problem: PostProblem };

/** Of these programs the posts that are missing in their channels; one whose place a newer one has taken is not missed. */
export async function missingPosts(
  { db }: PeoplePorts,
  workspaceId: WorkspaceId,
  programs: readonly Pick<Program, 'id' | 'name'>[],
): Promise<MissingPost[]> {
  if (programs.length === 0) return [];
  const names = new Map(programs.map(({ id, name }) => [id, name]));
  const newest = await readNewestPosts(db, workspaceId, [...names.keys()]);
  return newest.flatMap(({ id, programId, channel, problem, state }) =>
    isMissing(problem) ? [{ id, program: names.get(programId) ?? '', channel, problem, state }] : [],
  );
}

/**
 * Did this channel not take the newest post of this kind? Managers were told; until it stands there, or the program has
 * another channel, the next one would not be taken either.
 */
export async function channelRefuses(
  tx: Tx,
  {
    workspaceId,
    programId,
    kind,
    channel,
  }: Pick<PlannedPost, 'workspaceId' | 'programId' | 'kind' | 'channel'>,
): Promise<boolean> {
  const newest = await readNewestPosts(tx, workspaceId, [programId]);
  return newest.some((post) => post.kind === kind && post.channel === channel && isOfChannel(post.problem));
}

/**
 * Makes a failed post anew, in the channel that its program has now, for somebody who manages it. Slack is asked who
 * they are: not to be called in a transaction.
 *
 * @returns `as-it-was`: it has not failed, or is being made anew already; `gone`: there is no such post
 */
export async function postAgain(
  ports: PeoplePorts,
  who: PersonKey,
  postId: string,
): Promise<'planned' | 'as-it-was' | 'not-manager' | 'gone'> {
  const { workspaceId } = who;
  const known = isPostId(postId) ? await readPost(ports.db, workspaceId, postId) : undefined;
  if (!known) return 'gone';
  if (!(await isManager(ports, who, known.programId))) return 'not-manager';
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx) => {
    const post = await readPost(tx, workspaceId, postId, { lock: true });
    const program = post && (await programOf(tx, workspaceId, post.programId));
    if (!program) return 'gone';
    await refreshMessages(tx, workspaceId, { postId });
    if (post.state !== 'failed') return 'as-it-was';
    await planPostAnew(tx, post, program.channel ?? post.channel, now);
    return 'planned';
  });
}
