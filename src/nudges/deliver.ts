import type { PostResult } from '../ports.ts';

/** How urgent a message is: an answer goes now, a notice waits for working hours, a nudge keeps hours and caps. */
export type DeliveryClass = 'answer' | 'notice' | 'nudge';

/** What becomes of a delivery after it was tried. */
export type Settled =
  | { state: 'sent'; channel: string; ts: string }
  /** `isUnsure`: it may have arrived, and is looked up before anything else. `blames`: nobody there is sent anything. */
  | {
      state: 'planned';
      afterMs: number;
      problem: string;
      isUnsure?: true;
      /** This try may have been a message. */
      isDoubt?: true;
      blames?: 'workspace';
    }
  /** `blames` the person: they are not written to until they are back. */
  | { state: 'failed' | 'skipped'; problem: string; blames?: Blamed };

/** Whose fault it is that Slack refuses a message; `message`: ours, it is not one that Slack takes. */
export type Blamed = 'person' | 'channel' | 'workspace' | 'message';

/**
 * After so many tries a delivery fails for good, visibly. Where it is clear that nothing was sent, trying on costs
 * nothing, and an offer whose message was lost would wait for an answer of somebody who never read of it: about a day.
 * Where it may have arrived, every try may be one message more: ten minutes.
 */
const MOST_TRIES_OF = { 'not-sent': 100, unknown: 8 } as const;
/** No delivery is tried oftener, whatever becomes of it. */
export const MOST_TRIES = MOST_TRIES_OF['not-sent'];
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** What Slack took and has not shown yet shows after so long. */
const LOOKED_UP_AFTER_MS = 15_000;

/** The errors of chat.postMessage by whom they are about (docs.slack.dev, methods/chat.postMessage). */
const BLAMED: Record<Exclude<Blamed, 'message'>, readonly string[]> = {
  person: [
    // A message to a person names them as its channel.
    'channel_not_found',
    'user_not_found',
    'user_disabled',
    'user_not_visible',
    'user_is_bot',
    'cannot_dm_bot',
    'im_disabled',
  ],
  channel: [
    'not_in_channel',
    'is_archived',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_locked',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
  ],
  workspace: [
    'token_revoked',
    'token_expired',
    'account_inactive',
    'invalid_auth',
    'not_authed',
    'access_denied',
    'accesslimited',
    'missing_scope',
    'no_permission',
    'not_allowed_token_type',
    'messages_tab_disabled',
    'ekm_access_denied',
    'enterprise_is_restricted',
    'team_not_found',
    'team_access_not_granted',
    'two_factor_setup_required',
  ],
};

/** Whom an error of Slack's is about; the message where it is none of the known ones. */
export function blamedFor(code: string): Blamed {
  const found = (['person', 'channel', 'workspace'] as const).find((whose) => BLAMED[whose].includes(code));
  return found ?? 'message';
}

interface Tried {
  class: DeliveryClass;
  tries: number;
  doubts: number;
}

/**
 * Settles a delivery by what came back. Where it is unknown whether the message arrived, it is looked up if that is
 * possible; otherwise a notice is sent again (better twice than never) and a nudge is skipped (better never than twice).
 *
 * @param of `tries`: how often it has been tried by now, this time included; `doubts`: of how many of these tries it would
 * not be known whether it arrived, this one among them
 * @param canLookUp whether messages that arrived can be found again
 */
export function settle(posted: PostResult, of: Tried, canLookUp: boolean): Settled {
  switch (posted.outcome) {
    case 'sent':
      return { state: 'sent', channel: posted.channel, ts: posted.ts };
    case 'refused': {
      const { code: problem } = posted;
      const blames = blamedFor(problem);
      return blames === 'workspace'
        ? { state: 'planned', afterMs: 0, problem, blames }
        : { state: 'failed', problem, blames };
    }
    case 'not-sent':
      return tryAgain(posted, of.tries, posted.retryAfterMs);
    case 'unknown': {
      if (!canLookUp && of.class === 'nudge') return { state: 'skipped', problem: posted.code };
      const again = tryAgain(posted, of.doubts, canLookUp ? LOOKED_UP_AFTER_MS : null);
      if (again.state !== 'planned') return again;
      return { ...again, isDoubt: true, ...(canLookUp && { isUnsure: true }) };
    }
  }
}

/** Settles a delivery of which it could not be found out whether it had arrived: as without looking, or later. */
export function settleUnfound(looked: 'cannot' | 'later', of: Tried): Settled {
  if (looked === 'cannot') return settle({ outcome: 'unknown', code: 'not_looked_up' }, of, false);
  const again = tryAgain({ outcome: 'not-sent', code: 'not_looked_up' }, of.tries, null);
  return again.state === 'planned' ? { ...again, isUnsure: true } : again;
}

function tryAgain(
  { outcome, code: problem }: { outcome: keyof typeof MOST_TRIES_OF; code: string },
  tries: number,
  retryAfterMs: number | null,
): Exclude<Settled, { state: 'sent' }> {
  if (tries >= MOST_TRIES_OF[outcome]) return { state: 'failed', problem };
  const backOff = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
  return { state: 'planned', problem, afterMs: Math.max(backOff, retryAfterMs ?? 0) };
}
