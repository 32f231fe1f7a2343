import type { PostResult } from '../ports.ts';
import { settle } from './deliver.ts';

/**
 * Why a post does not stand in its channel, or no longer as it should; each is a sentence to the program's managers.
 * `unknown`: Slack's answer was lost, so it may stand there; `cant-change`: it stands there as it was.
 */
export const POST_PROBLEMS = [
  'not-in-channel',
  'no-channel',
  'archived',
  'not-allowed',
  'deleted',
  'cant-change',
  'unknown',
  'not-taken',
  'given-up',
] as const;
export type PostProblem = (typeof POST_PROBLEMS)[number];

/** Of these problems nobody knows whether the post is missed: somebody wanted it away, or it may well stand there. */
const MAY_BE_FINE: readonly PostProblem[] = ['deleted', 'cant-change', 'unknown'];

/** Is the post not where it should be, for certain, until somebody does something about it? */
export function isMissing(problem: PostProblem | null): problem is PostProblem {
  return problem !== null && !MAY_BE_FINE.includes(problem);
}

/** Is it the channel that does not take the post, so that it would take the next one as little? */
export function isOfChannel(problem: PostProblem | null): boolean {
  return problem !== null && ['not-in-channel', 'no-channel', 'archived', 'not-allowed'].includes(problem);
}

/** The errors of chat.postMessage and chat.update (docs.slack.dev, of either method). */
const CODES: Record<string, PostProblem> = {
  not_in_channel: 'not-in-channel',
  // A private channel that the app is not in looks like this too.
  channel_not_found: 'no-channel',
  is_archived: 'archived',
  // What chat.update says of an archived channel.
  is_inactive: 'archived',
  restricted_action: 'not-allowed',
  restricted_action_read_only_channel: 'not-allowed',
  restricted_action_thread_only_channel: 'not-allowed',
  restricted_action_non_threadable_channel: 'not-allowed',
  message_not_found: 'deleted',
  cant_update_message: 'cant-change',
  edit_window_closed: 'cant-change',
};
/** What Slack says of blocks that it does not take. */
const BLOCKS = ['invalid_blocks', 'invalid_blocks_format'];

/** What becomes of a post after it was tried. */
export type SettledPost =
  | { state: 'sent'; channel: string; ts: string }
  /** `plain`: it is tried without its charts; `blames`: nothing is sent to this workspace. */
  | { state: 'planned'; afterMs: number; code: string; blames?: 'workspace'; plain?: true }
  | { state: 'failed'; problem: PostProblem; code: string };

/**
 * Settles a post by what came back. Where nobody knows whether it was posted it is not posted again by itself: in a
 * channel twice is worse than not at all, and managers can look.
 *
 * @param of `tries`: how often it was tried by now, this time included; `isPlain`: it had no charts
 */
export function settlePost(posted: PostResult, of: { tries: number; isPlain: boolean }): SettledPost {
  if (posted.outcome === 'unknown') return { state: 'failed', problem: 'unknown', code: posted.code };
  if (posted.outcome === 'refused' && BLOCKS.includes(posted.code) && !of.isPlain)
    return { state: 'planned', afterMs: 0, code: posted.code, plain: true };
  const settled = settle(posted, { class: 'notice', tries: of.tries, doubts: 0 }, false);
  if (settled.state === 'sent') return settled;
  if (settled.state !== 'planned')
    return {
      state: 'failed',
      problem: posted.outcome === 'refused' ? problemOf(settled.problem) : 'given-up',
      code: settled.problem,
    };
  const { afterMs, problem: code, blames } = settled;
  return { state: 'planned', afterMs, code, ...(blames && { blames }) };
}

/** What a code of Slack's means for a post; `not-taken` where it is none of the known ones. */
export function problemOf(code: string): PostProblem {
  return CODES[code] ?? 'not-taken';
}
