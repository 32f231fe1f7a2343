import { planDelivery, refreshMessages, refreshNewest } from '../../nudges/flow/notices.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, WorkspaceId } from '../../ports.ts';
import { programOf } from '../../programs/flow.ts';
import type { Program } from '../../programs/program.ts';
import { askTogether, type Database, type Tx } from '../../storage/database.ts';
import {
  afterOfferEvent,
  isOpenOffer,
  type Offer,
  type OfferEvent,
  type OfferStep,
  type OfferTold,
} from '../offer.ts';
import {
  afterRequestEvent,
  type Request,
  type RequestEvent,
  type RequestId,
  type RequestStep,
  type ToLearner,
} from '../request.ts';
import { readOffersOf, writeOffer } from '../store/offers.ts';
import { readRequests, writeRequest } from '../store/requests.ts';
import { toOpenOffer, toRequest } from '../together.ts';
import { monthsWaited } from '../waiting.ts';

/** A request with its program and every offer made for it, the oldest first; the steps below keep it up to date. */
export interface AtHand {
  request: Request;
  program: Program;
  offers: Offer[];
}

/** Requests as they are; locked, in the order of their ids, where they are to be changed. */
export async function requestsAtHand(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  ids: readonly RequestId[],
  { lock }: { lock: boolean },
): Promise<AtHand[]> {
  if (ids.length === 0) return [];
  const [requests, offers] = lock
    ? // In this order everywhere.
      [await readRequests(db, workspaceId, ids, { lock }), await readOffersOf(db, workspaceId, ids, { lock })]
    : await askTogether(db, (on) => [
        readRequests(on, workspaceId, ids, { lock }),
        readOffersOf(on, workspaceId, ids, { lock }),
      ]);
  const programs = new Map<string, Program>();
  for (const { programId } of requests) {
    const program = programs.has(programId) ? undefined : await programOf(db, workspaceId, programId);
    if (program) programs.set(programId, program);
  }
  return requests.map((request) => {
    const program = programs.get(request.programId);
    // Programs are never deleted alone: their requests go with them.
    if (!program) throw new Error(`request ${request.id} has no program`);
    return { request, program, offers: offers.filter(({ requestId }) => requestId === request.id) };
  });
}

/** The same of one request; nothing where the workspace has none of that id. */
export async function requestAtHand(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: RequestId,
  { lock }: { lock: boolean },
): Promise<AtHand | undefined> {
  const [at] = await requestsAtHand(db, workspaceId, [id], { lock });
  return at;
}

/** The one offer that waits for somebody, if there is one. */
export function openOfferOf({ offers }: AtHand): Offer | undefined {
  return offers.find(({ state }) => isOpenOffer(state));
}

/** What the learner changes at the same time; each of them makes older forms stale. */
type Changes = Partial<Pick<Request, 'wish' | 'choices'>> & { byLearner?: boolean };

const TELLING_WHO_FITS = ['matching.nobody', 'matching.waiting'];

/** Takes one step of a request's life, and does all that follows from it: an open offer, messages. */
export async function takeRequestStep(
  tx: Tx,
  ports: PeoplePorts,
  at: AtHand,
  event: RequestEvent,
  now: Date,
  { byLearner = false, ...changes }: Changes = {},
): Promise<RequestStep> {
  const step = afterRequestEvent(at.request.state, event, now);
  if (step.step !== 'done') return step;
  const { request } = at;
  at.request = {
    ...request,
    ...changes,
    state: step.state,
    dueAt: step.dueAt,
    version: request.version + (byLearner ? 1 : 0),
  };
  await writeRequest(tx, at.request);
  const passedOn = toOpenOffer(step.state);
  const open = openOfferOf(at);
  if (passedOn && open) await takeOfferStep(tx, ports, at, open, passedOn, now);
  if (step.tell) await tellLearner(tx, ports, at, step.tell, now);
  const about = { requestId: request.id };
  // Looked at every day and oftener: each message that tells who fits by now takes a look of its own.
  if (event.event === 'time' && step.state.state === 'waiting' && !step.tell)
    await refreshNewest(tx, request.workspaceId, about, TELLING_WHO_FITS);
  else await refreshMessages(tx, request.workspaceId, about);
  return step;
}

/** Takes one step of an offer's life, and does all that follows from it: its request, messages. */
export async function takeOfferStep(
  tx: Tx,
  ports: PeoplePorts,
  at: AtHand,
  offer: Offer,
  event: OfferEvent,
  now: Date,
): Promise<OfferStep> {
  const step = afterOfferEvent(offer.state, event, at.program.rules, now);
  if (step.step !== 'done') return step;
  // A reminder asks the same again, so the buttons of the first message hold.
  const version = event.event === 'time' && isOpenOffer(step.state) ? offer.version : offer.version + 1;
  const next = { ...offer, state: step.state, dueAt: step.dueAt, version };
  at.offers = at.offers.map((one) => (one.id === offer.id ? next : one));
  await writeOffer(tx, next);
  if (step.tell) await tellOfOffer(tx, ports, at.request, next, step.tell, now);
  if (version > offer.version) await refreshMessages(tx, offer.workspaceId, { offerId: offer.id });
  const passedOn = toRequest(step.state);
  if (passedOn) await takeRequestStep(tx, ports, at, passedOn, now);
  return step;
}

async function tellLearner(
  tx: Tx,
  ports: PeoplePorts,
  at: AtHand,
  what: ToLearner,
  now: Date,
): Promise<void> {
  const { workspaceId, id, learnerId, state } = at.request;
  const open = openOfferOf(at);
  const about = {
    requestId: id,
    ...(what === 'next' && open && { offerId: open.id }),
    ...(what === 'waiting' && state.state === 'waiting' && { month: String(monthsWaited(state, now)) }),
  };
  await tell(tx, ports, { workspaceId, personId: learnerId, what, once: now.toISOString(), about }, now);
}

/** Whose turn it is after each, and under which name it is said. */
const OFFER_MESSAGES = {
  reminder: { to: 'guide', what: 'offer-reminder' },
  question: { to: 'learner', what: 'question' },
  'question-reminder': { to: 'learner', what: 'question' },
  answered: { to: 'guide', what: 'answered' },
} as const satisfies Record<OfferTold, { to: 'guide' | 'learner'; what: string }>;

async function tellOfOffer(
  tx: Tx,
  ports: PeoplePorts,
  { workspaceId, learnerId }: Request,
  { id, guideId }: Offer,
  told: OfferTold,
  now: Date,
): Promise<void> {
  const { to, what } = OFFER_MESSAGES[told];
  const personId = to === 'guide' ? guideId : learnerId;
  await tell(tx, ports, { workspaceId, personId, what, once: told, about: { offerId: id } }, now);
}

/** Says something once, in the person's working hours; `about` carries ids only. */
export async function tell(
  tx: Tx,
  ports: PeoplePorts,
  said: {
    workspaceId: WorkspaceId;
    personId: PersonId;
    what: string;
    once: string;
    about: Record<string, string>;
  },
  now: Date,
): Promise<void> {
  const { workspaceId, personId, what, once, about } = said;
  const whose = about['offerId'] ?? about['requestId'] ?? '';
  const occurrence = `matching.${what}:${whose}:${once}`;
  const kind = `matching.${what}`;
  await planDelivery(tx, ports, { workspaceId, personId, occurrence, kind, about, class: 'notice' }, now);
}
