import { noticeDueAt } from '../../nudges/flow/notices.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, PersonKey } from '../../ports.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import type { Shortage } from '../match.ts';
import type { Offer } from '../offer.ts';
import { isOpen, MOST_CHOICES, type Request, RequestId } from '../request.ts';
import { readCards } from '../store/cards.ts';
import { lockEverybody } from '../store/locks.ts';
import { readRequest, writeRequest } from '../store/requests.ts';
import { fittingGuides } from './fitting.ts';
import { offerToNext } from './offering.ts';
import { type AtHand, openOfferOf, requestAtHand, takeRequestStep } from './steps.ts';

/** A request as a button or a form carries it; nothing in it is trusted. */
export interface RequestKey {
  requestId: string;
  version: number;
}

export type Sent =
  /** `toldAt`: when the guide reads it, in their working hours. */
  | { outcome: 'offered'; guide: { id: PersonId; name: string }; toldAt: Date; request: Request }
  /** None of the choices is available any more: the request waits, and others can be chosen. */
  | { outcome: 'nobody'; shortage: Shortage; request: Request }
  /** The program matches a cohort: the choices are kept, and count when all are matched. */
  | { outcome: 'kept'; request: Request }
  /** The request is another one by now: changed elsewhere, sent, matched, or over. */
  | { outcome: 'changed' }
  | { outcome: 'not-yours' };

/**
 * A learner sends the guides they chose, in their order: the first who is available at this moment is asked. The same
 * sent twice asks once.
 *
 * @param choices at most {@link MOST_CHOICES} count; who fits no hard rule is passed over, whoever sent them
 */
export async function sendRequest(
  ports: PeoplePorts,
  who: PersonKey,
  { choices, ...key }: RequestKey & { choices: readonly PersonId[] },
): Promise<Sent> {
  const now = ports.clock.now();
  const chosen = [...new Set(choices)].slice(0, MOST_CHOICES);
  const sent = await withRequest(
    ports,
    who,
    key,
    chosen,
    async (tx, at): Promise<Sent | AtHand | 'changed'> => {
      const open = openOfferOf(at);
      // While an offer is open nothing else makes the version go up: it is the same, sent again.
      if (open && at.request.version === key.version + 1) return offeredTo(tx, at, open, now);
      const { state } = at.request.state;
      const canBeSent = state === 'choosing' || state === 'waiting';
      if (!canBeSent || at.request.version !== key.version) return 'changed';
      at.request = { ...at.request, choices: chosen };
      if (at.program.rules.matching === 'cohort') {
        await writeRequest(tx, at.request);
        return { outcome: 'kept', request: at.request };
      }
      const offered = await offerToNext(tx, ports, at, now, { byLearner: true });
      return offered ? offeredTo(tx, at, offered, now) : at;
    },
  );
  if (sent === undefined) return { outcome: 'not-yours' };
  if (sent === 'changed') return { outcome: 'changed' };
  if ('outcome' in sent) return sent;
  // Why is reckoned outside the transaction: all guides are looked at.
  const { shortage } = await fittingGuides(ports.db, sent, now);
  return { outcome: 'nobody', shortage, request: sent.request };
}

async function offeredTo(tx: Tx, { request }: AtHand, offer: Offer, now: Date): Promise<Sent> {
  const { workspaceId } = request;
  const card = (await readCards(tx, workspaceId, [offer.guideId])).get(offer.guideId);
  const toldAt = await noticeDueAt(tx, { workspaceId, personId: offer.guideId }, now);
  return { outcome: 'offered', guide: { id: offer.guideId, name: card?.name ?? '' }, toldAt, request };
}

/** A learner would rather wait: in line for a guide, told monthly. */
export async function waitForGuide(
  ports: PeoplePorts,
  who: PersonKey,
  key: RequestKey,
): Promise<'waiting' | 'changed' | 'not-yours'> {
  const waits = await withRequest(ports, who, key, [], async (tx, at) => {
    if (at.request.state.state === 'waiting') return 'waiting';
    if (at.request.version !== key.version) return 'changed';
    const event = { event: 'waits', for: 'guide' } as const;
    const step = await takeRequestStep(tx, ports, at, event, ports.clock.now(), { byLearner: true });
    return step.step === 'problem' ? 'changed' : 'waiting';
  });
  return waits ?? 'not-yours';
}

/** A learner withdraws a request; a guide who was asked reads so where they were asked. */
export async function withdrawRequest(
  ports: PeoplePorts,
  who: PersonKey,
  key: RequestKey,
): Promise<{ outcome: 'withdrawn' | 'matched-meanwhile' | 'changed' | 'not-yours' }> {
  const outcome = await withRequest(ports, who, key, [], async (tx, at) => {
    const { request } = at;
    if (request.state.state === 'matched') return 'matched-meanwhile';
    if (isOpen(request.state) && request.version !== key.version) return 'changed';
    const step = await takeRequestStep(tx, ports, at, { event: 'withdrawn' }, ports.clock.now());
    return step.step === 'problem' ? 'changed' : 'withdrawn';
  });
  return { outcome: outcome ?? 'not-yours' };
}

/** Locks a learner, others, and the learner's request; nothing where it is not theirs. */
function withRequest<R>(
  ports: PeoplePorts,
  { workspaceId, personId }: PersonKey,
  { requestId }: RequestKey,
  others: readonly PersonId[],
  work: (tx: Tx, at: AtHand) => Promise<R>,
): Promise<R | undefined> {
  return inTransaction(ports.db, async (tx) => {
    const id = RequestId.safeParse(requestId).data;
    const found = id && (await readRequest(tx, workspaceId, id));
    if (found?.learnerId !== personId) return undefined;
    await lockEverybody(tx, workspaceId, [personId, ...others]);
    const at = id && (await requestAtHand(tx, workspaceId, id, { lock: true }));
    return at && work(tx, at);
  });
}
