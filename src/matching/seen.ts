import { isOpenOffer, type Offer } from './offer.ts';
import type { Request } from './request.ts';

/**
 * A request as a guide may see it: what they are asked for. Whom the learner would rather avoid and whom else they
 * chose stays with the learner, and their hopes are for the guide who is asked now, or who accepted.
 */
export function requestForGuide(request: Request, offer: Offer): Request {
  const isTheirs = isOpenOffer(offer.state) || offer.state.state === 'accepted';
  const { wish } = request;
  return {
    ...request,
    choices: [],
    wish: {
      ...wish,
      hopes: isTheirs ? wish.hopes : '',
      avoid: { ownDepartment: false, people: [] },
      earlierWelcome: false,
    },
  };
}

/**
 * An offer as its learner may see it. However it ended without a pair, they read that the guide is not available now:
 * whether somebody declined, let it pass or has no place is nobody's business.
 */
export function offerForLearner(offer: Offer): Offer {
  const { state } = offer;
  if (state.state !== 'declined' && state.state !== 'expired' && state.state !== 'moved') return offer;
  return { ...offer, state: { state: 'moved', at: state.at, why: 'not-available' } };
}
