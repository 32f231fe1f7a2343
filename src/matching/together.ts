import type { PersonId } from '../ports.ts';
import { isOpenOffer, type OfferEvent, type OfferState } from './offer.ts';
import type { RequestEvent, RequestState } from './request.ts';

/** Whom to ask next: the first of the choices that is available. The others keep their order. */
export function nextChoice(
  choices: readonly PersonId[],
  isAvailable: (id: PersonId) => boolean,
): { next: PersonId; left: PersonId[] } | undefined {
  const next = choices.find(isAvailable);
  return next === undefined ? undefined : { next, left: choices.filter((id) => id !== next) };
}

/** What an offer's new state does to its request; nothing while it is open, and where the request ended first. */
export function toRequest(offer: OfferState): RequestEvent | undefined {
  if (isOpenOffer(offer) || offer.state === 'withdrawn') return undefined;
  return { event: offer.state === 'accepted' ? 'accepted' : 'offer-over' };
}

/** What a request's new state does to an offer that is still open; nothing while it is being offered. */
export function toOpenOffer(request: RequestState): OfferEvent | undefined {
  switch (request.state) {
    case 'offering':
      return undefined;
    case 'withdrawn':
      return { event: 'withdraw' };
    case 'matched':
      return { event: 'move', why: 'taken' };
    case 'closed':
      if (request.why === 'program-ended' || request.why === 'left')
        return { event: 'move', why: request.why };
      return { event: 'move', why: 'not-available' };
    case 'choosing':
    case 'waiting':
      return { event: 'move', why: 'not-available' };
  }
}

/**
 * May this guide be asked again for a request for which they were asked before? Who answered, or let it pass, is not;
 * whose offer moved on without their answer may be, where the learner chooses them anew.
 */
export function mayBeAskedAgain({ state }: OfferState): boolean {
  return state === 'moved' || state === 'withdrawn';
}
