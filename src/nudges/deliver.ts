import type { PostResult } from '../ports.ts';

/** How urgent a message is: an answer goes now, a notice waits for working hours, a nudge keeps hours and caps. */
export type DeliveryClass = 'answer' | 'notice' | 'nudge';

/** What becomes of a delivery after it was tried. */
export type Settled =
  | { state: 'sent'; channel: string; ts: string }
  | { state: 'planned'; afterMs: number; problem: string }
  | { state: 'failed' | 'skipped'; problem: string };

/**
 * After so many tries a delivery fails for good, visibly. Where it is clear that nothing was sent, trying on costs
 * nothing, and an offer whose message was lost would wait for an answer of somebody who never read of it: about a day.
 * Where it may have arrived, every try may be one message more: ten minutes.
 */
const MOST_TRIES = { 'not-sent': 100, unknown: 8 } as const;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * Settles a delivery by what came back. Where it is unknown whether the message arrived, a notice is sent again (better
 * twice than never) and a nudge is skipped (better never than twice).
 *
 * @param tries how often it has been tried by now, this time included
 */
export function settle(posted: PostResult, of: { class: DeliveryClass; tries: number }): Settled {
  switch (posted.outcome) {
    case 'sent':
      return { state: 'sent', channel: posted.channel, ts: posted.ts };
    case 'refused':
      return { state: 'failed', problem: posted.code };
    case 'not-sent':
      return tryAgain(posted, of.tries, posted.retryAfterMs);
    case 'unknown':
      return of.class === 'nudge'
        ? { state: 'skipped', problem: posted.code }
        : tryAgain(posted, of.tries, null);
  }
}

function tryAgain(
  { outcome, code: problem }: Extract<PostResult, { outcome: keyof typeof MOST_TRIES }>,
  tries: number,
  retryAfterMs: number | null,
): Settled {
  if (tries >= MOST_TRIES[outcome]) return { state: 'failed', problem };
  const backOff = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
  return { state: 'planned', problem, afterMs: Math.max(backOff, retryAfterMs ?? 0) };
}
