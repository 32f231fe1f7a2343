import { noticeDueAt } from '../../nudges/flow/notices.ts';
import { takenPlaces } from '../../pairs/flow/begin.ts';
import type { PairId } from '../../pairs/pair.ts';
import { takeNobodyNew } from '../../people/flow/places.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { afterOfferEvent, type Offer, type OfferEvent, OfferId, type OfferProblem } from '../offer.ts';
import { lockEverybody } from '../store/locks.ts';
import { readOffer } from '../store/offers.ts';
import { readRequest } from '../store/requests.ts';
import { readPairOf } from '../store/standing.ts';
import { acceptFor } from './accepting.ts';
import { lockRequestsBefore, moveWhatHoldsNoMore } from './rechecking.ts';
import { type AtHand, takeOfferStep } from './steps.ts';

/** What a guide says to an offer. */
export type Answer =
  | { kind: 'accept' }
  | { kind: 'decline'; reason: string }
  /** No place any more: nothing new comes, and what else waits for this guide moves on too. */
  | { kind: 'full'; reason: string }
  | { kind: 'ask'; question: string };

export type Answered =
  | { outcome: 'accepted'; pairId: PairId }
  | { outcome: 'declined' }
  | { outcome: 'full' }
  | { outcome: 'asked' }
  | { outcome: 'problem'; problem: OfferProblem | 'not-yours' };

/** An offer as a button or a form carries it; nothing in it is trusted. */
export interface OfferKey {
  offerId: string;
  version: number;
}

/**
 * A guide answers an offer. The same answer sent twice has one effect and the same outcome; of two that contradict
 * each other the first holds.
 */
export async function answerOffer(
  ports: PeoplePorts,
  who: PersonKey,
  key: OfferKey,
  answer: Answer,
): Promise<Answered> {
  const answered = await withOffer(
    ports,
    who,
    key,
    'guide',
    async (tx, at, offer, waiting): Promise<Answered> => {
      const now = ports.clock.now();
      const event = await eventOf(tx, at, answer, now);
      const step = afterOfferEvent(offer.state, event, at.program.rules, now);
      if (step.step === 'problem') return { outcome: 'problem', problem: step.problem };
      if (step.step === 'same') return outcomeOf(tx, at, answer);
      if (offer.version !== key.version) return { outcome: 'problem', problem: 'changed' };
      if (answer.kind === 'accept') {
        const { workspaceId } = who;
        const together = { workspaceId, requestId: at.request.id, guideId: who.personId, fit: offer.fit };
        return acceptFor(tx, ports, together, now);
      }
      if (answer.kind === 'full')
        await takeNobodyNew(tx, who, await takenPlaces(tx, who.workspaceId, who.personId), now);
      await takeOfferStep(tx, ports, at, offer, event, now);
      if (answer.kind === 'full') await moveWhatHoldsNoMore(tx, ports, waiting, now);
      return outcomeOf(tx, at, answer);
    },
  );
  return answered ?? { outcome: 'problem', problem: 'not-yours' };
}

export type Replied = 'replied' | 'expired' | 'withdrawn' | 'not-yours' | 'changed';

/** The learner answers what the guide asked. */
export async function replyToGuide(
  ports: PeoplePorts,
  who: PersonKey,
  { answer, ...key }: OfferKey & { answer: string },
): Promise<Replied> {
  const replied = await withOffer(ports, who, key, 'learner', async (tx, at, offer): Promise<Replied> => {
    const now = ports.clock.now();
    const toldAt = await noticeDueAt(tx, { ...who, personId: offer.guideId }, now);
    const event = { event: 'reply', answer, toldAt } as const;
    const step = afterOfferEvent(offer.state, event, at.program.rules, now);
    if (step.step === 'same') return 'replied';
    if (step.step === 'problem')
      return step.problem === 'expired' || step.problem === 'withdrawn' ? step.problem : 'changed';
    if (offer.version !== key.version) return 'changed';
    await takeOfferStep(tx, ports, at, offer, event, now);
    return 'replied';
  });
  return replied ?? 'not-yours';
}

type Side = 'guide' | 'learner';

/** Locks all that an offer touches, in the order of the house; nothing where this person is not that side of it. */
function withOffer<R>(
  ports: PeoplePorts,
  who: PersonKey,
  { offerId }: OfferKey,
  side: Side,
  work: (tx: Tx, at: AtHand, offer: Offer, waitingForTheGuide: AtHand[]) => Promise<R>,
): Promise<R | undefined> {
  return inTransaction(ports.db, async (tx) => {
    const { workspaceId } = who;
    const id = OfferId.safeParse(offerId).data;
    const found = id && (await readOffer(tx, workspaceId, id));
    const request = found && (await readRequest(tx, workspaceId, found.requestId));
    if (!request || who.personId !== (side === 'guide' ? found.guideId : request.learnerId)) return undefined;
    await lockEverybody(tx, workspaceId, [request.learnerId, found.guideId]);
    const guide = { workspaceId, personId: found.guideId };
    const waiting = await lockRequestsBefore(tx, guide, [request.id]);
    const at = waiting.find((one) => one.request.id === request.id);
    const offer = at?.offers.find((one) => one.id === id);
    return at && offer && work(tx, at, offer, waiting);
  });
}

async function eventOf(tx: Tx, { request }: AtHand, answer: Answer, now: Date): Promise<OfferEvent> {
  switch (answer.kind) {
    case 'accept':
      return { event: 'accept' };
    case 'full':
    case 'decline':
      return { event: answer.kind, reason: answer.reason };
    case 'ask': {
      const learner = { workspaceId: request.workspaceId, personId: request.learnerId };
      return { event: 'ask', question: answer.question, toldAt: await noticeDueAt(tx, learner, now) };
    }
  }
}

/** What a guide who gave this answer reads, now and whenever it is sent again. */
async function outcomeOf(tx: Tx, { request }: AtHand, answer: Answer): Promise<Answered> {
  switch (answer.kind) {
    case 'accept': {
      const pair = await readPairOf(tx, request.workspaceId, request.id);
      // The pair has ended since: what the button says is long over.
      return pair ? { outcome: 'accepted', pairId: pair.id } : { outcome: 'problem', problem: 'changed' };
    }
    case 'decline':
      return { outcome: 'declined' };
    case 'full':
      return { outcome: 'full' };
    case 'ask':
      return { outcome: 'asked' };
  }
}
