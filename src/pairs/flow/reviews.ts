import type { PersonKey } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';
import type { PairEvent } from '../life.ts';
import type { Review, ReviewOf } from '../pair.ts';
import { writePulse } from '../store/pulses.ts';
import { readSessions, writeSession } from '../store/sessions.ts';
import { withPair } from './acting.ts';
import { type Begun, isBegun } from './course.ts';
import { endAt } from './pairs.ts';
import { type PairsPorts, takeUnplanned } from './steps.ts';

/** What somebody says, alone, when it is looked back. */
export interface LookedBack {
  of: ReviewOf;
  /** From 1. */
  round: number;
  said: Review['said'];
  /** 1 to 5; null: left empty. */
  useful: number | null;
  /** What stays, in the client's own words and for themselves alone; null: not asked, or left empty. */
  takeaway: string | null;
  /** Words for the other, where it closes; null or left out: none. */
  goodbye?: string | null;
}

export type ReviewResult =
  | { outcome: 'done' }
  /** The pair is at another point by now, or this person has ended it; nothing was written. */
  | { outcome: 'not-now' }
  | { outcome: 'not-yours' };

/**
 * Half-time and end of a coaching plan, and a mentoring pair's six months: each of the two looks back alone, and the
 * other learns only what comes of it.
 */
export function lookBack(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  { of, round, said, useful, takeaway, goodbye = null }: LookedBack,
): Promise<ReviewResult> {
  return withPair(
    ports,
    who,
    pairId,
    async (tx, pair, side, now): Promise<ReviewResult> => {
      if ((of === 'renewal') !== (pair.kind === 'mentoring')) return { outcome: 'not-yours' };
      if (!isBegun(pair)) return { outcome: 'not-now' };
      const isEarly = of === 'final' && !(await isPlanFull(tx, pair));
      if (of === 'final' && said === 'keep' && !isEarly) return { outcome: 'not-now' };
      const review = { by: side, of, round, said, goodbye };
      const event = await eventOf(tx, ports, pair, review, { isEarly, now });
      const step = event && (await takeUnplanned(tx, ports, pair, event, now));
      if (step?.outcome === 'problem') return { outcome: 'not-now' };
      const answer = { useful, safe: null, rhythm: null };
      if (useful !== null) await writePulse(tx, who, pair.id, `${of}.${round}`, answer, now);
      if (takeaway !== null && side === 'learner') await keepTakeaway(tx, pair, takeaway);
      return { outcome: 'done' };
    },
    { seenBy: 'me' },
  );
}

type Answer = Omit<Extract<PairEvent, { event: 'reviews' }>, 'event' | 'endAt'>;

/**
 * What an answer makes of the pair. Before the plan is done it is no review of the plan, which would move what the other is
 * asked, and when: to go on is nothing, and to close is to leave.
 */
async function eventOf(
  tx: Tx,
  ports: PairsPorts,
  pair: Begun,
  answer: Answer,
  { isEarly, now }: { isEarly: boolean; now: Date },
): Promise<PairEvent | undefined> {
  const { by, said, goodbye = null } = answer;
  if (isEarly && said === 'keep') return undefined;
  const closesAt = await endAt(tx, ports, pair, now);
  return isEarly && said === 'close'
    ? { event: 'leaves', by, endAt: closesAt, goodbye, handsOver: false, isDone: true }
    : { event: 'reviews', ...answer, endAt: closesAt };
}

/** Have all sessions of the plan taken place? */
async function isPlanFull(tx: Tx, { workspaceId, id, state }: Begun): Promise<boolean> {
  const { rhythm } = state.terms;
  const sessions = (await readSessions(tx, workspaceId, [id])).get(id) ?? [];
  const held = sessions.filter((one) => one.state === 'held').length;
  return rhythm.form !== 'plan' || held >= rhythm.sessions;
}

/** With the last session that took place: read by the learner alone, as every takeaway; no message shows it. */
async function keepTakeaway(tx: Tx, { workspaceId, id }: Begun, takeaway: string): Promise<void> {
  const sessions = (await readSessions(tx, workspaceId, [id])).get(id) ?? [];
  const last = sessions.findLast(({ state }) => state === 'held');
  if (!last) return;
  await writeSession(tx, workspaceId, id, { ...last, learnerWords: { ...last.learnerWords, takeaway } });
}
