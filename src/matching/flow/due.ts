import { describeError } from '../../log.ts';
import { pendingLookUps } from '../../people/flow/lookups.ts';
import { personOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { isPaused } from '../../people/pause.ts';
import type { PersonId, Turn, WorkspaceId } from '../../ports.ts';
import type { ProgramId } from '../../programs/program.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { hasDue, putOff, readDue } from '../../storage/due.ts';
import type { Guide } from '../match.ts';
import { OfferId, offerDueAt } from '../offer.ts';
import { isOpen, type RequestEvent, RequestId, requestDueAt } from '../request.ts';
import { readGuides } from '../store/candidates.ts';
import { lockEverybody } from '../store/locks.ts';
import { readOffer, writeOffer } from '../store/offers.ts';
import { readRequest, writeRequest } from '../store/requests.ts';
import { whatFor } from '../waiting.ts';
import { fittingGuides } from './fitting.ts';
import { offerToNext } from './offering.ts';
import { type AtHand, requestAtHand, takeOfferStep, takeRequestStep } from './steps.ts';

const BATCH = 50;
/** What could not be done is tried again after so long, by product time. */
const AGAIN_MS = 15 * 60_000;

/** Reminders, ends, the next choice: see {@link matchingDue}. */
export function matchingTurn(ports: PeoplePorts): Turn {
  return { isDue: (now) => hasDue(['offers', 'requests'], now), take: () => matchingDue(ports) };
}

/**
 * Does a batch of what is due with offers and requests: reminders, ends, the next choice, a look at those that wait.
 * Each in a transaction of its own, which passes over what somebody else works on, so that several processes may do
 * it at once; one that fails is logged and put off.
 *
 * @returns with how many something was done
 */
export async function matchingDue(ports: PeoplePorts): Promise<number> {
  const { db, clock, log } = ports;
  let done = 0;
  const look = looking(ports);
  const each = async (
    table: 'offers' | 'requests',
    one: { workspaceId: WorkspaceId; id: OfferId | RequestId },
    work: () => Promise<boolean>,
  ) => {
    try {
      if (await work()) done += 1;
    } catch (error) {
      log.error({ id: one.id, error: describeError(error) }, 'what was due in matching could not be done');
      await putOff(db, table, one, new Date(clock.now().getTime() + AGAIN_MS));
    }
  };
  for (const offer of await readDue(db, 'offers', OfferId, clock.now(), BATCH))
    await each('offers', offer, () => offerIsDue(ports, offer.workspaceId, offer.id));
  for (const request of await readDue(db, 'requests', RequestId, clock.now(), BATCH))
    await each('requests', request, () => requestIsDue(ports, request.workspaceId, request.id, look));
  return done;
}

async function offerIsDue(ports: PeoplePorts, workspaceId: WorkspaceId, id: OfferId): Promise<boolean> {
  return inTransaction(ports.db, async (tx) => {
    const found = await readOffer(tx, workspaceId, id);
    const request = found && (await readRequest(tx, workspaceId, found.requestId));
    if (!request) return false;
    if (!(await lockEverybody(tx, workspaceId, [request.learnerId, found.guideId], { orSkip: true })))
      return false;
    const at = await requestAtHand(tx, workspaceId, request.id, { lock: true });
    const offer = at?.offers.find((one) => one.id === id);
    const now = ports.clock.now();
    if (!at || !offer?.dueAt || offer.dueAt > now) return false;
    const step = await takeOfferStep(tx, ports, at, offer, { event: 'time' }, now);
    // Too early, as after a failure: it is due when its state says.
    if (step.step !== 'done') await writeOffer(tx, { ...offer, dueAt: offerDueAt(offer.state) });
    return true;
  });
}

async function requestIsDue(
  ports: PeoplePorts,
  workspaceId: WorkspaceId,
  id: RequestId,
  look: Look,
): Promise<boolean> {
  const before = await requestAtHand(ports.db, workspaceId, id, { lock: false });
  if (!before) return false;
  // Everybody is ranked without a lock; what is found is only told, and looked at again before anybody is asked.
  const fitting = await look(before);
  if (fitting === 'later') {
    await putOff(ports.db, 'requests', before.request, new Date(ports.clock.now().getTime() + AGAIN_MS));
    return false;
  }
  const { learnerId, choices } = before.request;
  return inTransaction(ports.db, async (tx) => {
    if (!(await lockEverybody(tx, workspaceId, [learnerId, ...choices], { orSkip: true }))) return false;
    const at = await requestAtHand(tx, workspaceId, id, { lock: true });
    const now = ports.clock.now();
    if (!at?.request.dueAt || at.request.dueAt > now) return false;
    const event = await dueEvent(tx, at, fitting, now);
    if (event) {
      const step = await takeRequestStep(tx, ports, at, event, now);
      // Too early, as after a failure: it is due when its state says.
      if (step.step !== 'done')
        await writeRequest(tx, { ...at.request, dueAt: requestDueAt(at.request.state, now) });
      return true;
    }
    // Chosen anew meanwhile, so not everybody is locked: the next turn has them.
    if (!at.request.choices.every((choice) => choices.includes(choice))) return false;
    await offerToNext(tx, ports, at, now);
    return true;
  });
}

/** What it is time for; nothing where the next choice is to be asked. */
async function dueEvent(
  tx: Tx,
  { request, program }: AtHand,
  fitting: PersonId[] | null,
  now: Date,
): Promise<RequestEvent | undefined> {
  const { workspaceId, learnerId, state } = request;
  if (program.state === 'ended' && isOpen(state)) return { event: 'program-ended' };
  if (program.state === 'running' && state.state === 'waiting') {
    const waitsFor = whatFor(program);
    if (state.for === 'start') return { event: 'started', for: waitsFor };
    if (state.for !== waitsFor) return { event: 'waits', for: waitsFor };
  }
  if (state.state !== 'offering' || state.offer === 'open') return { event: 'time', fitting };
  const learner = await personOf(tx, { workspaceId, personId: learnerId });
  if (learner?.isGone) return { event: 'learner-left' };
  return learner && isPaused(learner.pause, learner.timeZone, now) ? { event: 'learner-paused' } : undefined;
}

/**
 * Who fits a request that waits for a guide, the best first; null where it does not wait, or its learner is away.
 * `later`: of people who were imported it is being found out who they are. Those found first would be told of as those
 * who fit, and the others as news, days afterwards.
 */
type Look = (at: AtHand) => Promise<PersonId[] | null | 'later'>;

/** Looks at many requests, and reads the guides of a program once for all of them. */
function looking(ports: PeoplePorts): Look {
  const guides = new Map<ProgramId, Promise<Guide[]>>();
  const pending = new Map<WorkspaceId, ReturnType<typeof pendingLookUps>>();
  const isFindingOut = async (workspaceId: WorkspaceId): Promise<boolean> => {
    const asked = pending.get(workspaceId) ?? pendingLookUps(ports.db, workspaceId);
    pending.set(workspaceId, asked);
    const { waiting, withoutScope } = await asked;
    return waiting > withoutScope;
  };
  return async (at) => {
    const { request, program } = at;
    const isLooking = request.state.state === 'waiting' && request.state.for === 'guide';
    if (!isLooking || program.state !== 'running') return null;
    if (await isFindingOut(request.workspaceId)) return 'later';
    const now = ports.clock.now();
    const read = guides.get(program.id) ?? readGuides(ports.db, request.workspaceId, program, now);
    guides.set(program.id, read);
    const { candidates, isAway } = await fittingGuides(ports.db, at, now, await read);
    return isAway ? null : candidates.map(({ guideId }) => guideId);
  };
}
