import { noticeDueAt } from '../../nudges/flow/notices.ts';
import type { Fit } from '../../pairs/fit.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';
import { type Offer, OfferId, offerDueAt, pendingFrom } from '../offer.ts';
import { insertOffer } from '../store/offers.ts';
import { nextChoice } from '../together.ts';
import { availabilityOf, refusedFor } from './fitting.ts';
import { type AtHand, takeRequestStep, tell } from './steps.ts';

/**
 * Puts a request to the first of its choices who is available now; where nobody is, it waits. To be called where the
 * learner and all choices are locked, and no offer is open.
 *
 * @returns the new offer; nothing where nobody is available
 */
export async function offerToNext(
  tx: Tx,
  ports: PeoplePorts,
  at: AtHand,
  now: Date,
  { byLearner = false }: { byLearner?: boolean } = {},
): Promise<Offer | undefined> {
  const refused = refusedFor(at);
  const choices = at.request.choices.filter((id) => !refused.includes(id));
  const found = await availabilityOf(tx, at, choices, now);
  const choice = nextChoice(choices, (id) => found.get(id)?.available === true);
  const next = choice && found.get(choice.next);
  if (!choice || !next?.available) {
    await takeRequestStep(tx, ports, at, { event: 'nobody' }, now, { choices: [] });
    return undefined;
  }
  return makeOffer(tx, ports, at, { guideId: choice.next, fit: next.fit }, now, {
    choices: choice.left,
    byLearner,
  });
}

async function makeOffer(
  tx: Tx,
  ports: PeoplePorts,
  at: AtHand,
  { guideId, fit }: { guideId: PersonId; fit: Fit },
  now: Date,
  changes: { choices: PersonId[]; byLearner: boolean },
): Promise<Offer> {
  const { workspaceId, id } = at.request;
  const toldAt = await noticeDueAt(tx, { workspaceId, personId: guideId }, now);
  const state = pendingFrom(toldAt, at.program.rules);
  const offer: Offer = {
    workspaceId,
    id: OfferId.parse(ports.newId()),
    requestId: id,
    guideId,
    fit,
    version: 1,
    madeAt: now,
    state,
    dueAt: offerDueAt(state),
  };
  await insertOffer(tx, offer);
  at.offers = [...at.offers, offer];
  const step = await takeRequestStep(tx, ports, at, { event: 'offered' }, now, changes);
  if (step.step !== 'done')
    throw new Error(`an offer was made for request ${id}, which is not to be offered`);
  const about = { offerId: offer.id };
  await tell(tx, ports, { workspaceId, personId: guideId, what: 'offer', once: 'made', about }, now);
  return offer;
}
