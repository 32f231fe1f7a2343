import { dayOf, startOfWork, workdayFrom } from '../../people/calendar.ts';
import { personOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';
import { type Pair, PairId, type Side, sideOf, type Terms } from '../pair.ts';
import { pauseProblem, type Snooze, snoozedUntil } from '../pausing.ts';
import { isRhythmOf, MOST_SESSIONS_IN_ALL } from '../rhythm.ts';
import { type Seen, seenBy } from '../seen.ts';
import { readPair } from '../store/pairs.ts';
import { act, type PairResult, pairFor } from './pairs.ts';
import { cadenceOf, calendarIn, type PairsPorts } from './steps.ts';

const DAY_MS = 24 * 3_600_000;

/** What a form about a pair that has begun is made of. */
export interface Opened {
  seen: Seen;
  /** The reader's, IANA. */
  timeZone: string;
  /** Without a day a pause ends the pair after so many. */
  endPausedAfterDays: number;
}

/** A pair as this person sees it, with what forms say beside; nothing where it is not one of theirs. */
export async function openedPair(
  ports: PeoplePorts,
  who: PersonKey,
  pairId: string,
): Promise<Opened | undefined> {
  const id = PairId.safeParse(pairId).data;
  const pair = id && (await readPair(ports.db, who.workspaceId, id));
  const side = pair && sideOf(pair, who.personId);
  if (!pair || !side) return undefined;
  const person = await personOf(ports.db, who);
  const { endPausedAfterDays } = await cadenceOf(ports.db, pair);
  const timeZone = person?.timeZone ?? 'UTC';
  return { seen: seenBy(pair, side, timeZone), timeZone, endPausedAfterDays };
}

/**
 * One of the two pauses: nothing is asked any more, until a day (`YYYY-MM-DD`, the learner's) or until one of them takes
 * it up again.
 */
export async function pausePair(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  until: string | null,
): Promise<PairResult | { outcome: 'past' | 'far' }> {
  const id = PairId.safeParse(pairId).data;
  const pair = id && (await readPair(ports.db, who.workspaceId, id));
  if (!pair || !sideOf(pair, who.personId)) return { outcome: 'not-yours' };
  const learner = await personOf(ports.db, { ...who, personId: pair.learnerId });
  const today = dayOf(ports.clock.now(), learner?.timeZone ?? 'UTC');
  const problem = until === null ? null : pauseProblem(until, today);
  if (problem) return { outcome: problem };
  return act(ports, who, pairId, async (tx, at, by, now) => {
    const { endPausedAfterDays } = await cadenceOf(tx, at);
    const resumesAt = until === null ? null : await beginningOf(tx, at, 'learner', until, now);
    const endsAt = new Date(now.getTime() + endPausedAfterDays * DAY_MS);
    return { event: { event: 'pauses', by, until, resumesAt, endsAt } };
  });
}

/** One of the two takes it up again, whoever had paused it. */
export function resumePair(ports: PairsPorts, who: PersonKey, pairId: string): Promise<PairResult> {
  return act(ports, who, pairId, async (_tx, _pair, by) => ({ event: { event: 'resumes', by } }));
}

/** Nudges about this pair wait, for this person alone; the other does not learn of it. */
export async function snoozePair(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  snooze: Snooze,
): Promise<(PairResult & { until: Date }) | { outcome: 'not-yours' }> {
  let until: Date | undefined;
  const result = await act(ports, who, pairId, async (tx, pair, by, now) => {
    until = snoozedUntil(snooze, await calendarIn(tx, pair, by, now), now);
    return { event: { event: 'snoozes', by, until } };
  });
  return until ? { ...result, until } : { outcome: 'not-yours' };
}

/**
 * One of the two puts other terms to the other; they hold when both want them.
 *
 * @param terms null: one's own proposal is taken back
 * @param proposals how many there had been when the form was opened
 */
export async function proposeTerms(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  { terms, proposals }: { terms: Terms | null; proposals: number },
): Promise<PairResult> {
  const seen = await pairFor(ports, who, pairId);
  if (!seen) return { outcome: 'not-yours' };
  if (terms && !isRhythmOf(seen.kind, terms.rhythm, MOST_SESSIONS_IN_ALL)) return { outcome: 'invalid' };
  return act(ports, who, pairId, async (_tx, _pair, by) => ({
    event: terms ? { event: 'proposes', by, terms, proposals } : { event: 'withdraws', by },
  }));
}

/** The other one says whether the proposal holds from now on. */
export function answerProposal(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  { agrees, version }: { agrees: boolean; version: number },
): Promise<PairResult> {
  return act(ports, who, pairId, async (_tx, _pair, by) => ({
    event: { event: agrees ? 'agrees' : 'declines', by, version },
  }));
}

/** When somebody begins to work on a day, or on the next one on which they do. */
async function beginningOf(tx: Tx, pair: Pair, side: Side, day: string, now: Date): Promise<Date> {
  const calendar = await calendarIn(tx, pair, side, now);
  return startOfWork(calendar, workdayFrom(day, calendar));
}
