import type { Turn, WorkspaceId } from '../../ports.ts';
import { inTransaction } from '../../storage/database.ts';
import { HAS_ABANDONED, HAS_QUEUED, hasDueToSend, releaseAbandoned } from '../store/due.ts';
import { enable, writeGivenUp } from '../store/settled.ts';
import { HAS_STALE } from '../store/stale.ts';
import type { DeliveryPorts } from './ports.ts';
import { queueDue } from './queueing.ts';
import { refreshBatch } from './refreshing.ts';
import { sendQueued } from './sending.ts';

const BATCH = 100;

/**
 * What is done again and again, each a batch of it, one after the other: from the plan to the queue, and from the queue
 * to Slack. May run in several processes at once.
 */
export function deliveryTurns(ports: DeliveryPorts): Turn[] {
  return [
    { isDue: () => HAS_ABANDONED, take: async () => (await releaseAbandoned(ports.db, BATCH)).length },
    { isDue: () => HAS_QUEUED, take: () => giveUp(ports) },
    { isDue: hasDueToSend, take: () => queueDue(ports) },
    { isDue: () => HAS_QUEUED, take: () => sendQueued(ports) },
  ];
}

/** The same about what stands in Slack already: nobody waits for a message behind it. */
export function renewalTurn(ports: DeliveryPorts): Turn {
  return { isDue: () => HAS_STALE, take: () => refreshBatch(ports) };
}

/** A message that could not be made however often it was tried has failed, visibly. */
async function giveUp(ports: DeliveryPorts): Promise<number> {
  const { jobs, failed } = await inTransaction(ports.db, async (tx) => {
    const given = await ports.queue.takeGivenUp(tx, BATCH);
    const results = [];
    for (const [workspaceId, own] of Map.groupBy(given, (job) => job.workspaceId))
      results.push(
        ...(await writeGivenUp(
          tx,
          workspaceId,
          own.flatMap(({ deliveryIds }) => deliveryIds),
          'given_up',
        )),
      );
    return { jobs: given.length, failed: results };
  });
  for (const { id, kind, problem } of failed)
    ports.log.error({ delivery: id, kind, problem }, 'a message has failed for good');
  return jobs;
}

/** The token of this workspace works: what waited for that goes out. */
export async function enableSending(
  { db, log }: Pick<DeliveryPorts, 'db' | 'log'>,
  workspaceId: WorkspaceId,
): Promise<void> {
  if (await enable(db, workspaceId))
    log.info({ workspace: workspaceId }, 'Slack takes the token again: messages are sent');
}
