import { planDelivery, refreshMessages } from '../../nudges/flow/notices.ts';
import { refreshSubject } from '../../nudges/flow/plan.ts';
import { type Calendar, dayOf, startOfWork, workdayAfter } from '../../people/calendar.ts';
import { calendarOf, personOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, WorkspaceId } from '../../ports.ts';
import type { CadenceRules } from '../../programs/cadence.ts';
import { daysOffOf, programOf } from '../../programs/flow.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { KeptSession, SessionId } from '../course.ts';
import { requestGoesOn } from '../ending.ts';
import { type PairEvent, type Step, step } from '../life.ts';
import { type Ended, type Pair, type PairId, personOn, type Side } from '../pair.ts';
import { type Rhythm, usualRhythm } from '../rhythm.ts';
import { lockBoth, readPair, writePair } from '../store/pairs.ts';
import { writeSession } from '../store/sessions.ts';
import { replan } from './planning.ts';

export interface PairsPorts extends PeoplePorts {
  /** A trial did not lead to an agreement, or a pair is handed over: the request goes on to the next choice. */
  trialEnded(
    tx: Tx,
    ended: { workspaceId: WorkspaceId; requestId: string; pairId: PairId },
    now: Date,
  ): Promise<void>;
  /** A pair ended, so that the guide has a place again. */
  placeFreed(tx: Tx, of: { workspaceId: WorkspaceId; guideId: PersonId }, now: Date): Promise<void>;
}

/** Reads a pair for a change: people first, as everywhere; the two of a pair never change. */
export async function lockPair(tx: Tx, workspaceId: WorkspaceId, id: PairId): Promise<Pair | undefined> {
  await lockBoth(tx, workspaceId, id);
  return readPair(tx, workspaceId, id, { lock: true });
}

/** Of a pair and a person, the newest so many: of one that meets for a year the old ones stay as they are. */
const NOTICES_RENEWED = 8;

/**
 * What stands in Slack about a pair is rendered again for these sides.
 *
 * @param isChanged is the pair itself? Most notices show nothing else; of those of a session see {@link keepSessions}
 */
export async function refreshPair(
  tx: Tx,
  pair: Pair,
  sides: readonly Side[],
  { isChanged }: { isChanged: boolean },
): Promise<void> {
  if (sides.length === 0) return;
  const { workspaceId, id: subjectId } = pair;
  const readers = sides.map((side) => ({ personId: personOn(pair, side), about: aboutFor(pair, side) }));
  await refreshSubject(tx, { workspaceId, subjectId }, readers, { notices: isChanged ? NOTICES_RENEWED : 0 });
}

/**
 * Writes sessions of a pair, and has what was said of them rendered again.
 *
 * @param options.made the one of them that is new, of which nothing was said yet
 * @param options.also what else is no longer true, see {@link refreshMessages}
 */
export async function keepSessions(
  tx: Tx,
  { workspaceId, id }: Pick<Pair, 'workspaceId' | 'id'>,
  sessions: readonly KeptSession[],
  { made, also = [] }: { made?: SessionId; also?: readonly Record<string, string>[] } = {},
): Promise<void> {
  for (const session of sessions) await writeSession(tx, workspaceId, id, session);
  const told = sessions.flatMap(({ id: sessionId }) => (sessionId === made ? [] : { sessionId }));
  await refreshMessages(tx, workspaceId, ...told, ...also);
}

/** Takes one step of a pair's life and does all that follows from it. */
export async function take(
  tx: Tx,
  ports: PairsPorts,
  pair: Pair,
  event: PairEvent,
  now: Date,
): Promise<Step> {
  const happened = await takeUnplanned(tx, ports, pair, event, now);
  if (happened.outcome === 'changed') await replan(tx, ports, { ...pair, state: happened.state }, now);
  return happened;
}

/** The same without the plan that follows from it, where more may change before the pair is planned anew. */
export async function takeUnplanned(
  tx: Tx,
  ports: PairsPorts,
  pair: Pair,
  event: PairEvent,
  now: Date,
): Promise<Step> {
  const happened = step(pair, event, now);
  if (happened.outcome !== 'changed') return happened;
  const { state, tell: tellings, seenBy: whose } = happened;
  await writePair(tx, { ...pair, state });
  for (const { what, to, once } of tellings)
    for (const side of to) await tell(tx, ports, pair, side, what, once, now);
  // One message changed is one mark in Slack: the other's are left alone unless something came of it for both.
  await refreshPair(tx, pair, whose, { isChanged: true });
  if (state.state === 'ended') await follow(tx, ports, pair, state, now);
  return happened;
}

/** What the end of a pair means to others: the learner's request, and those who wait for a guide. */
async function follow(tx: Tx, ports: PairsPorts, pair: Pair, ended: Ended, now: Date): Promise<void> {
  const { workspaceId, id: pairId, requestId, guideId } = pair;
  if (requestGoesOn(ended)) await ports.trialEnded(tx, { workspaceId, requestId, pairId }, now);
  await ports.placeFreed(tx, { workspaceId, guideId }, now);
}

const ABOUT_TERMS = ['agreement', 'proposal', 'proposal-answered'];

export async function tell(
  tx: Tx,
  ports: PeoplePorts,
  pair: Pick<Pair, 'workspaceId' | 'id' | 'guideId' | 'learnerId'>,
  side: Side,
  what: string,
  once: string,
  from: Date,
): Promise<void> {
  const notice = {
    workspaceId: pair.workspaceId,
    personId: personOn(pair, side),
    occurrence: `pairs.${what}:${pair.id}:${once}`,
    kind: `pairs.${what}`,
    // Which terms it was about: an older message does not repeat a newer one.
    about: { ...aboutFor(pair, side), ...(ABOUT_TERMS.includes(what) && { terms: once }) },
    class: 'notice' as const,
  };
  await planDelivery(tx, ports, notice, from);
}

/** When one of the two begins to work on the first, second, … day on which they do after today. */
export async function workdayOf(tx: Tx, pair: Pair, side: Side, days: number, now: Date): Promise<Date> {
  const calendar = await calendarIn(tx, pair, side, now);
  return startOfWork(calendar, workdayAfter(dayOf(now, calendar.timeZone), days, calendar));
}

/** When one of the two works, without their days off and the program's. */
export async function calendarIn(tx: Tx, pair: Pair, side: Side, now: Date): Promise<Calendar> {
  const { workspaceId, programId } = pair;
  const own = calendarOf(await personOf(tx, { workspaceId, personId: personOn(pair, side) }));
  const ofProgram = (await daysOffOf(tx, workspaceId, [programId], now)).get(programId) ?? [];
  return { ...own, off: [...own.off, ...ofProgram] };
}

/** When something is due with the pairs of this one's program. @throws where it has none, which the database forbids */
export async function cadenceOf(
  db: Database | Tx,
  { workspaceId, id, programId }: Pick<Pair, 'workspaceId' | 'id' | 'programId'>,
): Promise<CadenceRules> {
  const program = await programOf(db, workspaceId, programId);
  if (!program) throw new Error(`pair ${id} has no program`);
  return program.rules.cadence;
}

/** The rhythm with which this pair's agreement begins: its program's. */
export async function usualOf(tx: Tx, pair: Pair): Promise<Rhythm> {
  return usualRhythm(pair.kind, await cadenceOf(tx, pair));
}

/** The reader stands in it, so that one's messages can be renewed without the other's. */
function aboutFor(pair: Pick<Pair, 'id' | 'guideId' | 'learnerId'>, side: Side): Record<string, string> {
  return { pairId: pair.id, to: personOn(pair, side) };
}
