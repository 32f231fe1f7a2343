import { describeError } from '../../log.ts';
import { addDays, dayOf, instantOf } from '../../people/calendar.ts';
import { calendarsOf, lockPeople } from '../../people/flow/people.ts';
import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import { askTogether, inTransaction, isAway, isPassing, type Tx } from '../../storage/database.ts';
import { holds } from '../../storage/due.ts';
import type { DeliveryClass } from '../deliver.ts';
import { standing } from '../standing.ts';
import {
  dropDueNudges,
  hasDueDeliveries,
  hasDueNudges,
  insertNudgeDeliveries,
  lockDuePeople,
  putOffNudges,
  queueDueDeliveries,
  readDueKinds,
  readNudged,
} from '../store/due.ts';
import { mostAWeekFor } from './deciding.ts';
import type { DeliveryPorts } from './ports.ts';

/** So much moves to the queue in one transaction, and so much of it is one job. */
const BATCH = 500;
const MOST_A_JOB = 50;
/** Who waits for an answer comes before who is merely to be told, and they before nudges. */
export const PRIORITY: Record<DeliveryClass, number> = { answer: 20, notice: 10, nudge: 0 };
const LOOK_BACK_MS = 8 * 24 * 3_600_000;

/** Since when it counts what somebody was sent: all of the last seven days of their calendar. */
export function nudgedSince(now: Date): Date {
  return new Date(now.getTime() - LOOK_BACK_MS);
}

/** Moves a batch of all that is due from the plan to the queue. @returns how much it dealt with */
export async function queueDue(ports: DeliveryPorts): Promise<number> {
  return (await queueDeliveries(ports)) + (await queueNudges(ports));
}

/**
 * Moves a batch of nudges that are due to the queue: of each person, everything of their day in one message. Who may not
 * be nudged now keeps theirs for the first moment at which they may.
 *
 * @returns how many people it dealt with
 */
export async function queueNudges(ports: DeliveryPorts): Promise<number> {
  const now = ports.clock.now();
  if (!(await holds(ports.db, hasDueNudges(now)))) return 0;
  try {
    return await inTransaction(ports.db, async (tx) => {
      const people = await lockDuePeople(tx, now, BATCH);
      await queueFor(tx, ports, people, now);
      return people.length;
    });
  } catch (error) {
    if (isAway(error)) throw error;
    return queueOneByOne(ports, now);
  }
}

/** Where one of many cannot be dealt with, the others are; its nudges are let go of, and the log tells of it. */
async function queueOneByOne(ports: DeliveryPorts, now: Date): Promise<number> {
  const people = await inTransaction(ports.db, (tx) => lockDuePeople(tx, now, BATCH));
  for (const { workspaceId, personId } of people)
    await inTransaction(ports.db, async (tx) => {
      await lockPeople(tx, workspaceId, [personId]);
      await queueFor(tx, ports, [{ workspaceId, personId }], now);
    }).catch(async (error: unknown) => {
      if (isAway(error)) throw error;
      ports.log.error({ person: personId, error: describeError(error) }, 'nudges could not be queued');
      if (isPassing(error)) return;
      await inTransaction(ports.db, (tx) =>
        dropDueNudges(tx, workspaceId, [{ personId, state: 'failed', why: 'not_queued' }], now),
      );
    });
  return people.length;
}

async function queueFor(tx: Tx, ports: DeliveryPorts, all: readonly PersonKey[], now: Date): Promise<void> {
  for (const [workspaceId, people] of Map.groupBy(all, (one) => one.workspaceId))
    await queueIn(
      tx,
      ports,
      workspaceId,
      people.map(({ personId }) => personId),
      now,
    );
}

async function queueIn(
  tx: Tx,
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  people: readonly PersonId[],
  now: Date,
): Promise<void> {
  const [known, nudged, kinds] = await askTogether(tx, (on) => [
    calendarsOf(on, workspaceId, people),
    readNudged(on, workspaceId, people, nudgedSince(now)),
    readDueKinds(on, workspaceId, people, now),
  ]);
  const going: { id: string; personId: PersonId; dueBy: Date }[] = [];
  const later: { personId: PersonId; until: Date }[] = [];
  const never: { personId: PersonId; state: 'dropped'; why: string }[] = [];
  for (const [personId, receiver] of known) {
    const most = mostAWeekFor(ports.owners, kinds.get(personId) ?? []);
    const may = standing(receiver, 'nudge', nudged.get(personId) ?? [], now, most);
    if (may === 'now') going.push({ id: ports.newId(), personId, dueBy: endOfDay(now, receiver.timeZone) });
    else if ('until' in may) later.push({ personId, until: may.until });
    else never.push({ personId, state: 'dropped', why: may.never });
  }
  if (later.length > 0) await putOffNudges(tx, workspaceId, later, now);
  if (never.length > 0) await dropDueNudges(tx, workspaceId, never, now);
  if (going.length === 0) return;
  await put(tx, ports, workspaceId, 'nudge', await insertNudgeDeliveries(tx, workspaceId, going, now));
}

function endOfDay(now: Date, timeZone: string): Date {
  return instantOf(`${addDays(dayOf(now, timeZone), 1)}T00:00`, timeZone);
}

/**
 * Moves a batch of messages that are due to the queue, in the transaction that marks them.
 *
 * @returns how many
 */
export async function queueDeliveries(ports: DeliveryPorts): Promise<number> {
  const now = ports.clock.now();
  if (!(await holds(ports.db, hasDueDeliveries(now)))) return 0;
  return inTransaction(ports.db, async (tx) => {
    const due = await queueDueDeliveries(tx, now, BATCH);
    for (const [workspaceId, own] of Map.groupBy(due, (one) => one.workspaceId))
      for (const [urgency, all] of Map.groupBy(own, (one) => one.class))
        await put(
          tx,
          ports,
          workspaceId,
          urgency,
          all.map(({ id }) => id),
        );
    return due.length;
  });
}

/** A few jobs for many messages; what cannot be made gets one of its own, see sending.ts. */
async function put(
  tx: Tx,
  { queue }: DeliveryPorts,
  workspaceId: WorkspaceId,
  urgency: DeliveryClass,
  ids: readonly string[],
): Promise<void> {
  const jobs = [];
  for (let at = 0; at < ids.length; at += MOST_A_JOB)
    jobs.push({
      workspaceId,
      deliveryIds: ids.slice(at, at + MOST_A_JOB),
      priority: PRIORITY[urgency],
    });
  await queue.put(tx, jobs);
}
