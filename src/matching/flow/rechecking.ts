import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';
import type { RequestId } from '../request.ts';
import { readOpenOffersTo } from '../store/offers.ts';
import { availabilityOf } from './fitting.ts';
import { type AtHand, openOfferOf, requestsAtHand, takeOfferStep } from './steps.ts';

/**
 * The requests that wait for this guide, and others, all locked in one order. To be called where the guide is locked,
 * so that no new offer comes meanwhile.
 */
export async function lockRequestsBefore(
  tx: Tx,
  guide: PersonKey,
  others: readonly RequestId[],
): Promise<AtHand[]> {
  const waiting = await readOpenOffersTo(tx, guide);
  const ids = [...new Set([...others, ...waiting.map(({ requestId }) => requestId)])];
  return requestsAtHand(tx, guide.workspaceId, ids, { lock: true });
}

/** Open offers that hold no longer move on: the guide has no place any more, or something else has changed. */
export async function moveWhatHoldsNoMore(
  tx: Tx,
  ports: PeoplePorts,
  requests: readonly AtHand[],
  now: Date,
): Promise<void> {
  for (const at of requests) {
    const open = openOfferOf(at);
    if (!open) continue;
    const found = await availabilityOf(tx, at, [open.guideId], now, { isAnswering: true });
    const holds = found.get(open.guideId);
    if (holds && !holds.available)
      await takeOfferStep(tx, ports, at, open, { event: 'move', why: holds.why }, now);
  }
}
