import type { Fit } from '../../pairs/fit.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, PersonKey } from '../../ports.ts';
import type { Program } from '../../programs/program.ts';
import { type Offer, OfferId } from '../offer.ts';
import { type Request, RequestId } from '../request.ts';
import { offerForLearner, requestForGuide } from '../seen.ts';
import { type Card, readCards } from '../store/cards.ts';
import { readAskedLately, readOffer, readOpenOffersTo } from '../store/offers.ts';
import { readOpenRequests } from '../store/requests.ts';
import { type AtHand, openOfferOf, requestAtHand, requestsAtHand } from './steps.ts';

/** Somebody as the other side reads of them. */
interface Named {
  id: PersonId;
  name: string;
  title: string | null;
}

/** An offer with all that is told of it; each side gets what is for them, see seen.ts. */
export interface SeenOffer {
  offer: Offer;
  request: Request;
  program: Program;
  learner: Named;
  guide: Named;
  fit: Fit;
  /** Which of the two reads it. */
  side: 'guide' | 'learner';
}

/** An offer, for its guide and its learner; nothing for anybody else, whatever the id. */
export async function offerFor(
  ports: PeoplePorts,
  who: PersonKey,
  offerId: string,
): Promise<SeenOffer | undefined> {
  const id = OfferId.safeParse(offerId).data;
  const found = id && (await readOffer(ports.db, who.workspaceId, id));
  const at = found && (await requestAtHand(ports.db, who.workspaceId, found.requestId, { lock: false }));
  const offer = at?.offers.find((one) => one.id === id);
  if (!at || !offer) return undefined;
  const cards = await readCards(ports.db, who.workspaceId, [offer.guideId, at.request.learnerId]);
  if (offer.guideId === who.personId) return seen(at, offer, 'guide', cards);
  return at.request.learnerId === who.personId ? seen(at, offer, 'learner', cards) : undefined;
}

/** The offers that wait for this guide, the oldest first; those that ask something of the learner included. */
export async function offersTo(ports: PeoplePorts, who: PersonKey): Promise<SeenOffer[]> {
  const offers = await readOpenOffersTo(ports.db, who);
  const ids = offers.map(({ requestId }) => requestId);
  const requests = await requestsAtHand(ports.db, who.workspaceId, ids, { lock: false });
  const everybody = [who.personId, ...requests.map(({ request }) => request.learnerId)];
  const cards = await readCards(ports.db, who.workspaceId, everybody);
  return offers.flatMap((offer) => {
    const at = requests.find(({ request }) => request.id === offer.requestId);
    return at ? [seen(at, offer, 'guide', cards)] : [];
  });
}

/** A request with its latest offer, as its learner may see both. */
export interface SeenRequest {
  request: Request;
  program: Program;
  /** The one that is open, or the last one; nothing where nobody was asked yet. */
  offer?: Offer;
  guideName?: string;
}

/** This person's requests that have not ended, the oldest first. */
export async function openRequestsOf(ports: PeoplePorts, who: PersonKey): Promise<SeenRequest[]> {
  const open = await readOpenRequests(ports.db, who);
  const ids = open.map(({ id }) => id);
  const found = await requestsAtHand(ports.db, who.workspaceId, ids, { lock: false });
  const byId = new Map(found.map((at) => [at.request.id, at]));
  return withGuides(
    ports,
    who,
    ids.flatMap((id) => byId.get(id) ?? []),
  );
}

/** A request, for its learner, also when it has ended; nothing for anybody else, whatever the id. */
export async function requestFor(
  ports: PeoplePorts,
  who: PersonKey,
  requestId: string,
): Promise<SeenRequest | undefined> {
  const id = RequestId.safeParse(requestId).data;
  const at = id && (await requestAtHand(ports.db, who.workspaceId, id, { lock: false }));
  if (!at || at.request.learnerId !== who.personId) return undefined;
  const [seenRequest] = await withGuides(ports, who, [at]);
  return seenRequest;
}

async function withGuides(
  ports: PeoplePorts,
  { workspaceId }: PersonKey,
  requests: readonly AtHand[],
): Promise<SeenRequest[]> {
  const offers = requests.map((at) => openOfferOf(at) ?? at.offers.at(-1));
  const guides = offers.flatMap((offer) => offer?.guideId ?? []);
  const cards = await readCards(ports.db, workspaceId, guides);
  return requests.map(({ request, program }, index): SeenRequest => {
    const offer = offers[index];
    if (!offer) return { request, program };
    const guideName = cards.get(offer.guideId)?.name ?? '';
    return { request, program, offer: offerForLearner(offer), guideName };
  });
}

function seen(
  { request, program }: AtHand,
  offer: Offer,
  side: 'guide' | 'learner',
  cards: ReadonlyMap<PersonId, Card>,
): SeenOffer {
  const named = (id: PersonId): Named => ({
    id,
    name: cards.get(id)?.name ?? '',
    title: cards.get(id)?.title ?? null,
  });
  return {
    offer: side === 'guide' ? offer : offerForLearner(offer),
    request: side === 'guide' ? requestForGuide(request, offer) : request,
    program,
    learner: named(request.learnerId),
    guide: named(offer.guideId),
    fit: offer.fit,
    side,
  };
}

/** Who may have been asked, or is asked no longer, by what this learner has just done. */
export function askedLately({ db }: PeoplePorts, who: PersonKey): Promise<PersonId[]> {
  return readAskedLately(db, who);
}
