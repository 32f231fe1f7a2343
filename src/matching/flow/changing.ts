import { personOf, profileOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { isPaused } from '../../people/pause.ts';
import type { Person } from '../../people/profile.ts';
import { KINDS, type Kind, type PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import { takesPart } from '../../programs/flow/joining.ts';
import { openProgram } from '../../programs/flow.ts';
import type { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { RequestId, requestDueAt, type Wish } from '../request.ts';
import { countOpen } from '../store/cohort.ts';
import { lockEverybody } from '../store/locks.ts';
import { readOpenOffersTo } from '../store/offers.ts';
import { insertRequests, readOpenRequests, readRequest } from '../store/requests.ts';
import { readServed, readUnderWay } from '../store/standing.ts';
import { wakeRequests } from '../store/waking.ts';
import { waitingFrom, whatFor } from '../waiting.ts';
import { moveWhatHoldsNoMore } from './rechecking.ts';
import {
  type AtHand,
  openOfferOf,
  requestAtHand,
  requestsAtHand,
  takeOfferStep,
  takeRequestStep,
} from './steps.ts';

/**
 * Somebody left, paused, came back, or changed what they offer, when they work or whom they would rather not meet:
 * called in the transaction in which it is written. What is under way with them is looked at again; a request whose
 * offer moves on is due at once, and those that wait are looked at again where a guide may have become free.
 */
export async function onPersonChanged(tx: Tx, ports: PeoplePorts, who: PersonKey, now: Date): Promise<void> {
  const person = await personOf(tx, who);
  if (!person) return;
  const isAway = isPaused(person.pause, person.timeZone, now);
  const asLearner = (await readOpenRequests(tx, who)).map(({ id }) => id);
  const asGuide = (await readOpenOffersTo(tx, who)).map(({ requestId }) => requestId);
  // All in one go, in the order of their ids.
  const requests = await requestsAtHand(tx, who.workspaceId, [...asLearner, ...asGuide], { lock: true });
  for (const at of requests) {
    if (at.request.learnerId === who.personId) {
      const event = learnerEvent(person, isAway);
      if (event) await takeRequestStep(tx, ports, at, event, now);
    }
    const open = openOfferOf(at);
    if (open?.guideId === who.personId && person.isGone)
      await takeOfferStep(tx, ports, at, open, { event: 'move', why: 'left' }, now);
  }
  await moveWhatHoldsNoMore(tx, ports, requests, now);
  if (person.isGone || isAway) return;
  await wakeRequests(tx, who.workspaceId, { learnerId: who.personId }, now);
  const profile = await profileOf(tx, who);
  if (profile) await wakeRequests(tx, who.workspaceId, { kinds: profile.kinds }, now);
}

function learnerEvent(person: Person, isAway: boolean) {
  if (person.isGone) return { event: 'learner-left' } as const;
  return isAway ? ({ event: 'learner-paused' } as const) : undefined;
}

/**
 * A program has ended: called in the transaction in which it is written. Its open requests are due at once and close
 * one by one, each in a transaction of its own; nothing can be accepted in it from now on.
 */
export async function endProgram(
  tx: Tx,
  _ports: PeoplePorts,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  now: Date,
): Promise<void> {
  await wakeRequests(tx, workspaceId, { programId }, now);
}

/**
 * A program has started, or matches otherwise from now on: called in the transaction in which it is written. Its open
 * requests are due at once, each in a transaction of its own: who fits is looked for, or they wait for the cohort.
 */
export function wakeProgram(
  tx: Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  now: Date,
): Promise<void> {
  return wakeRequests(tx, workspaceId, { programId }, now);
}

/** How many requests of a program are open: so many people are told when it starts, or ends. */
export function openRequestCount(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
): Promise<number> {
  return countOpen(db, workspaceId, programId);
}

/** Somebody leaves a program as a learner: what they ask for in it is withdrawn; a pair goes on. */
export async function learnerLeaves(
  tx: Tx,
  ports: PeoplePorts,
  who: PersonKey,
  programId: ProgramId,
  now: Date,
): Promise<void> {
  const open = await readOpenRequests(tx, who);
  const ids = open.filter((one) => one.programId === programId).map(({ id }) => id);
  for (const at of await requestsAtHand(tx, who.workspaceId, ids, { lock: true }))
    await takeRequestStep(tx, ports, at, { event: 'withdrawn' }, now);
}

/**
 * Somebody leaves a program as a guide: called where they are locked and are no member any more. What they are being
 * asked moves on; a pair goes on.
 */
export async function guideLeaves(tx: Tx, ports: PeoplePorts, who: PersonKey, now: Date): Promise<void> {
  const offers = await readOpenOffersTo(tx, who);
  const ids = offers.map(({ requestId }) => requestId);
  await moveWhatHoldsNoMore(tx, ports, await requestsAtHand(tx, who.workspaceId, ids, { lock: true }), now);
}

/** Somebody has joined a program as a guide: the requests that wait there for one are looked at again. */
export function guideJoined(
  tx: Tx,
  workspaceId: WorkspaceId,
  program: { id: ProgramId; kind: Kind },
  now: Date,
): Promise<void> {
  return wakeRequests(tx, workspaceId, { kinds: [program.kind] }, now);
}

/**
 * A trial ended without an agreement, or a pair was handed over: its request is due at once and goes on to the next
 * choice. Where the learner has asked anew in the program meanwhile, has left it, or is gone, it is closed instead; during a break of
 * theirs it waits.
 */
export async function requestGoesOn(
  tx: Tx,
  ports: PeoplePorts,
  { workspaceId, requestId }: { workspaceId: WorkspaceId; requestId: string },
  now: Date,
): Promise<void> {
  const id = RequestId.parse(requestId);
  const found = await readRequest(tx, workspaceId, id);
  if (!found) return;
  await lockEverybody(tx, workspaceId, [found.learnerId]);
  const at = await requestAtHand(tx, workspaceId, id, { lock: true });
  if (!at) return;
  const open = await readOpenRequests(tx, { workspaceId, personId: at.request.learnerId });
  const isReplaced = open.some(({ id: other, programId }) => programId === at.program.id && other !== id);
  await takeRequestStep(tx, ports, at, { event: isReplaced ? 'replaced' : 'trial-over' }, now);
  if (!(await isStillIn(tx, at))) {
    await takeRequestStep(tx, ports, at, { event: 'withdrawn' }, now);
    return;
  }
  const learner = await personOf(tx, { workspaceId, personId: at.request.learnerId });
  const event = learner && learnerEvent(learner, isPaused(learner.pause, learner.timeZone, now));
  if (event) await takeRequestStep(tx, ports, at, event, now);
}

/** Does the learner of a request still take part in its program? */
async function isStillIn(tx: Tx, { request, program }: AtHand): Promise<boolean> {
  const learner = { workspaceId: request.workspaceId, personId: request.learnerId };
  return program.isForAll || takesPart(tx, learner, program.id, 'learner');
}

/** One of a guide's pairs ended, so that a place is free: requests that wait for a guide are looked at again. */
export async function placeFreed(
  tx: Tx,
  { workspaceId, guideId }: { workspaceId: WorkspaceId; guideId: PersonId },
  now: Date,
): Promise<void> {
  const profile = await profileOf(tx, { workspaceId, personId: guideId });
  if (profile) await wakeRequests(tx, workspaceId, { kinds: profile.kinds }, now);
}

/** What somebody asks for as an import brings it in; `topics` the most wanted first. */
export type ImportedWish = Pick<Wish, 'topics' | 'languages' | 'ways' | 'hopes'> & {
  kind: Kind;
  learnerId: PersonId;
};

/**
 * Saves wishes that were brought in by an import, each in the open program of its kind: it waits for the cohort, or for
 * a guide. Nothing happens where that person asks in that program already, or has somebody.
 */
export async function saveImportedWishes(
  tx: Tx,
  ports: Pick<PeoplePorts, 'newId'>,
  workspaceId: WorkspaceId,
  wishes: readonly ImportedWish[],
  now: Date,
): Promise<void> {
  const learners = wishes.map(({ learnerId }) => learnerId);
  await lockEverybody(tx, workspaceId, learners);
  for (const kind of KINDS) {
    const ofKind = wishes.filter((wish) => wish.kind === kind);
    if (ofKind.length === 0) continue;
    const program = await openProgram(tx, workspaceId, kind);
    const served = await readServed(tx, workspaceId, program.id, learners);
    const state = waitingFrom(now, whatFor(program), []);
    const requests = ofKind
      .filter(({ learnerId }) => !served.has(learnerId))
      .map(({ learnerId, topics, ways, languages, hopes }) => ({
        workspaceId,
        id: RequestId.parse(ports.newId()),
        programId: program.id,
        learnerId,
        wish: { topics, ways, languages, hopes, avoid: NOTHING_AVOIDED, earlierWelcome: false },
        choices: [],
        version: 1,
        createdAt: now,
        state,
        dueAt: requestDueAt(state, now),
      }));
    await insertRequests(tx, requests);
  }
}

const NOTHING_AVOIDED = { ownDepartment: false, people: [] };

/**
 * An import changed these people: called in its transaction. The same as for one who changes something themselves, but
 * only those are looked at with whom something is under way, since it may be a whole company.
 */
export async function peopleImported(
  tx: Tx,
  ports: PeoplePorts,
  workspaceId: WorkspaceId,
  changed: readonly PersonId[],
  now: Date,
): Promise<void> {
  if (changed.length === 0) return;
  for (const personId of await readUnderWay(tx, workspaceId, changed))
    await onPersonChanged(tx, ports, { workspaceId, personId }, now);
  await wakeRequests(tx, workspaceId, { kinds: KINDS }, now);
}

/**
 * Admins changed when people work who have set nothing, or whether guests take part: requests that wait for a guide are
 * looked at again. Whether an offer still holds is looked at when it is answered.
 */
export async function workspaceChanged(tx: Tx, workspaceId: WorkspaceId, now: Date): Promise<void> {
  await wakeRequests(tx, workspaceId, { kinds: KINDS }, now);
}
