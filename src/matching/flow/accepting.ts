import type { Fit } from '../../pairs/fit.ts';
import { beginTrial } from '../../pairs/flow/begin.ts';
import type { PairId } from '../../pairs/pair.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, WorkspaceId } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';
import { type Offer, OfferId, type OfferProblem } from '../offer.ts';
import type { RequestId } from '../request.ts';
import { lockEverybody } from '../store/locks.ts';
import { insertOffer } from '../store/offers.ts';
import { readRequest } from '../store/requests.ts';
import { readPairOf } from '../store/standing.ts';
import { availabilityOf } from './fitting.ts';
import { lockRequestsBefore, moveWhatHoldsNoMore } from './rechecking.ts';
import { type AtHand, openOfferOf, takeOfferStep, takeRequestStep } from './steps.ts';

export type Accepted =
  | { outcome: 'accepted'; pairId: PairId }
  | { outcome: 'problem'; problem: Exclude<OfferProblem, 'changed'> };

/**
 * Brings a learner and a guide together: the one place where a pair is made, for a guide who accepts an offer and for
 * a cohort that is published, where no offer need have been made. Sent twice, it gives the same pair.
 *
 * A guide without a free place, or whom a hard rule has come to forbid, is a problem, and an offer to them moves on.
 *
 * @param together `fit`: what both are told, where no offer of this guide says it
 */
export async function acceptFor(
  tx: Tx,
  ports: PeoplePorts,
  together: { workspaceId: WorkspaceId; requestId: RequestId; guideId: PersonId; fit: Fit },
  now: Date,
): Promise<Accepted> {
  const { workspaceId, requestId, guideId } = together;
  const asked = await readRequest(tx, workspaceId, requestId);
  if (!asked) return { outcome: 'problem', problem: 'withdrawn' };
  await lockEverybody(tx, workspaceId, [asked.learnerId, guideId]);
  const locked = await lockRequestsBefore(tx, { workspaceId, personId: guideId }, [requestId]);
  const at = locked.find(({ request }) => request.id === requestId);
  if (!at) return { outcome: 'problem', problem: 'withdrawn' };
  const { state } = at.request;
  if (state.state === 'withdrawn') return { outcome: 'problem', problem: 'withdrawn' };
  if (state.state === 'closed') return { outcome: 'problem', problem: 'not-available' };
  if (state.state === 'matched') return alreadyMatched(tx, at, guideId);
  const holds = (await availabilityOf(tx, at, [guideId], now, { isAnswering: true })).get(guideId);
  if (!holds?.available) {
    const why = holds?.why ?? 'not-available';
    const open = openOfferOf(at);
    if (open?.guideId === guideId) await takeOfferStep(tx, ports, at, open, { event: 'move', why }, now);
    return { outcome: 'problem', problem: why };
  }
  const { fit } = await acceptedOffer(tx, ports, at, together, now);
  const { learnerId, programId } = at.request;
  const pair = { workspaceId, requestId, programId, kind: at.program.kind, guideId, learnerId, fit };
  const pairId = await beginTrial(tx, ports, pair, now);
  await moveWhatHoldsNoMore(tx, ports, locked, now);
  return { outcome: 'accepted', pairId };
}

async function alreadyMatched(tx: Tx, at: AtHand, guideId: PersonId): Promise<Accepted> {
  const { workspaceId, id } = at.request;
  const pair = await readPairOf(tx, workspaceId, id);
  if (pair?.guideId !== guideId) return { outcome: 'problem', problem: 'taken' };
  return { outcome: 'accepted', pairId: pair.id };
}

/** The open offer to this guide, now accepted; or one made for it, in place of one that may be open to another. */
async function acceptedOffer(
  tx: Tx,
  ports: PeoplePorts,
  at: AtHand,
  { workspaceId, requestId, guideId, fit }: Parameters<typeof acceptFor>[2],
  now: Date,
): Promise<Offer> {
  const open = openOfferOf(at);
  if (open?.guideId === guideId) {
    const step = await takeOfferStep(tx, ports, at, open, { event: 'accept' }, now);
    if (step.step === 'done') return open;
    // Over since a moment ago: a cohort makes the pair all the same.
    await takeOfferStep(tx, ports, at, open, { event: 'time' }, now);
  }
  await takeRequestStep(tx, ports, at, { event: 'accepted' }, now, { choices: [] });
  const made: Offer = {
    workspaceId,
    id: OfferId.parse(ports.newId()),
    requestId,
    guideId,
    fit,
    version: 1,
    madeAt: now,
    state: { state: 'accepted', at: now },
    dueAt: null,
  };
  await insertOffer(tx, made);
  at.offers = [...at.offers, made];
  return made;
}
