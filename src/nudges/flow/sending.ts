import { describeError } from '../../log.ts';
import { pauseUnreachable } from '../../people/flow/reach.ts';
import type { FindResult, PersonKey, PostResult, WorkspaceId } from '../../ports.ts';
import { inTransaction, isAway, isPassing, type Tx } from '../../storage/database.ts';
import type { TakenJob } from '../../storage/queue.ts';
import { type Settled, settle, settleUnfound } from '../deliver.ts';
import type { Queued } from '../store/sending.ts';
import { disable, type Outcome, writeNotArrived, writeOutcomes, writeThrew } from '../store/settled.ts';
import { claim, type Sending, type Thrown } from './claiming.ts';
import { atOnce, type Gate, gateFor } from './gate.ts';
import type { DeliveryPorts } from './ports.ts';
import { PRIORITY, queueDeliveries } from './queueing.ts';
import { supplyFor } from './taking.ts';
import { written } from './written.ts';

/** So many jobs, each of up to 50 messages, are a batch. */
const JOBS = 6;
/** So many messages are on their way at once, from one worker. */
export const MESSAGES_AT_ONCE = 10;
/**
 * So long nobody else touches what this worker is sending. What has not been begun after the first half is put back: a
 * call takes five seconds at most, and what is made for it a few more.
 */
const LEASE_MS = 60_000;
const BEGUN_WITHIN_MS = LEASE_MS / 2;
/** So many batches at a time: while some wait for the database, another talks to Slack. */
const LANES = 2;
/** So long one batch follows the other; then the rest of what is due has its turn. Where they begin and end, lanes stand idle. */
const TURN_MS = 10_000;
const AGAIN_SECONDS = 5;
const STOPPING: PostResult = { outcome: 'not-sent', code: 'stopping', retryAfterMs: null };
/** While the database is away, what was sent is not forgotten for so long. */
const SETTLED_WITHIN_TRIES = 120;
const SETTLED_AGAIN_MS = 1_000;

/** What came of some messages: what is still to be written down, and what could not be made. */
interface Came {
  outcomes: Outcome[];
  thrown: Thrown[];
}

/**
 * Sends what is in the queue, the most urgent first, some batches of it. What somebody waits for does not wait for all
 * of them: it comes into the queue between two batches. May run in several processes at once.
 *
 * @returns how many messages it dealt with; 0 where nothing is ready
 */
export async function sendQueued(ports: DeliveryPorts): Promise<number> {
  const gate = gateFor(MESSAGES_AT_ONCE);
  let isOver = false;
  const takeBack = ports.after(TURN_MS, () => {
    isOver = true;
  });
  const supply = supplyFor(ports, JOBS);
  const lane = async (): Promise<number> => {
    let done = 0;
    for (;;) {
      const sent = await sendJobs(ports, gate, await supply.take());
      done += sent;
      if (sent === 0 || isOver || ports.isStopping()) return done;
      supply.came(await queueDeliveries(ports));
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  takeBack();
  await supply.end();
  return lanes.reduce((sum, one) => {
    if (one.status === 'rejected') throw one.reason;
    return sum + one.value;
  }, 0);
}

async function sendJobs(ports: DeliveryPorts, gate: Gate, jobs: readonly TakenJob[]): Promise<number> {
  try {
    for (const [workspaceId, own] of Map.groupBy(jobs, (job) => job.workspaceId)) {
      const ids = own.flatMap(({ deliveryIds }) => deliveryIds);
      await finish(ports, workspaceId, own, await sendAll(ports, gate, workspaceId, ids));
    }
  } catch (error) {
    // This worker does not go on with them. Where not even that can be said, they are found when they are not heard of.
    await Promise.allSettled(jobs.map((job) => ports.queue.failed(job)));
    throw error;
  }
  return jobs.reduce((sum, { deliveryIds }) => sum + deliveryIds.length, 0);
}

/** Where one of many cannot be dealt with, the others are, each by itself. */
async function sendAll(
  ports: DeliveryPorts,
  gate: Gate,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Came> {
  try {
    return await sendTogether(ports, gate, workspaceId, ids);
  } catch (error) {
    if (isAway(error)) throw error;
    const [deliveryId, ...others] = ids;
    if (deliveryId !== undefined && others.length === 0)
      return { outcomes: [], thrown: [{ deliveryId, error }] };
    const thrown: Thrown[] = [];
    for (const id of ids) {
      const one = await sendAll(ports, gate, workspaceId, [id]);
      await settleAll(ports, (tx) => writeOutcomes(tx, workspaceId, one.outcomes));
      thrown.push(...one.thrown);
    }
    return { outcomes: [], thrown };
  }
}

async function sendTogether(
  ports: DeliveryPorts,
  gate: Gate,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Came> {
  const { unsure, ...first } = await claimAndPost(ports, gate, workspaceId, ids);
  if (unsure.length === 0) return first;
  // Looking takes its time, in which the lease of what was sent would run out.
  await settleAll(ports, (tx) => writeOutcomes(tx, workspaceId, first.outcomes));
  const looked = await lookUp(ports, gate, workspaceId, unsure);
  if (looked.notArrived.length === 0) return { outcomes: looked.outcomes, thrown: first.thrown };
  const then = await claimAndPost(ports, gate, workspaceId, looked.notArrived);
  return {
    outcomes: [...looked.outcomes, ...then.outcomes],
    thrown: [...first.thrown, ...then.thrown],
  };
}

/** Claims what may go out, and sends it. */
async function claimAndPost(
  ports: DeliveryPorts,
  gate: Gate,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Came & { unsure: Queued[] }> {
  /** Once Slack has refused the token, or the lease runs out, the others are not even tried. */
  let stop: PostResult | undefined;
  const takeBack = ports.after(BEGUN_WITHIN_MS, () => {
    stop ??= { outcome: 'not-sent', code: 'out_of_time', retryAfterMs: null };
  });
  const {
    sending: all,
    unsure,
    thrown,
  } = await inTransaction(ports.db, (tx) => claim(tx, ports, workspaceId, ids, LEASE_MS));
  const outcomes: Outcome[] = [];
  await atOnce(gate, ports, all, async (sending) => {
    const { id, tries, to } = sending.delivery;
    try {
      const { settled, shown } = await say(ports, sending, () => (ports.isStopping() ? STOPPING : stop));
      outcomes.push({ id, tries: tries + 1, settled, sentAt: sending.sentAt, shown });
      if (settled.state === 'planned' && settled.blames === 'workspace')
        stop = { outcome: 'refused', code: settled.problem };
      if (settled.state === 'failed' && settled.blames === 'person') await pauseReceiver(ports, to);
    } catch (error) {
      thrown.push({ deliveryId: id, error });
    }
  });
  takeBack();
  if (stop?.outcome === 'refused') await disableWorkspace(ports, workspaceId, stop.code);
  return { outcomes, thrown, unsure };
}

async function pauseReceiver(ports: DeliveryPorts, to: PersonKey): Promise<void> {
  await pauseUnreachable(ports, to).catch((error: unknown) =>
    ports.log.error({ error: describeError(error) }, 'somebody who cannot be reached could not be paused'),
  );
}

/** Makes the words, where they are not made yet, and posts them. @throws where they cannot be made */
async function say(
  ports: DeliveryPorts,
  { delivery, language, said }: Sending,
  stopped: () => PostResult | undefined,
): Promise<{ settled: Settled; shown: string | null }> {
  const { id, to, kind, about, tries, doubts } = delivery;
  const out = said ?? written(await ports.render(kind, to, about, language, false));
  if (!out) return { settled: { state: 'skipped', problem: 'pointless' }, shown: null };
  const known = stopped();
  const posted = known ?? (await ports.messenger.post(to, out.message, id));
  const settled = settle(
    posted,
    { class: delivery.class, tries: tries + 1, doubts: doubts + 1 },
    Boolean(ports.messenger.find),
  );
  const isNews =
    posted.outcome !== 'sent' && !known && !('blames' in settled && settled.blames === 'workspace');
  if (isNews)
    ports.log.warn(
      { delivery: id, kind, code: posted.code, becomes: settled.state },
      'a message was not sent',
    );
  return { settled, shown: out.shown };
}

/** Nothing is sent to this workspace until the app starts with a token that works; the log says so once. */
export async function disableWorkspace(
  ports: Pick<DeliveryPorts, 'db' | 'clock' | 'log'>,
  workspaceId: WorkspaceId,
  why: string,
): Promise<void> {
  if (await disable(ports.db, workspaceId, why, ports.clock.now()))
    ports.log.error(
      { workspace: workspaceId, code: why },
      'Slack refuses the token: nothing is sent to this workspace until the app starts with one that works',
    );
}

/**
 * Writes what became of deliveries, together with the end of their jobs. What could not be made gets a job of its own,
 * which comes again a limited number of times, later each time.
 */
async function finish(
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  jobs: readonly TakenJob[],
  { outcomes, thrown }: Came,
): Promise<void> {
  for (const { deliveryId, error } of thrown)
    ports.log.error(
      { delivery: deliveryId, error: describeError(error) },
      'a message could not be made; it is tried again later',
    );
  const ids = new Set(thrown.map(({ deliveryId }) => deliveryId));
  const isAlone = ({ deliveryIds }: TakenJob): boolean => deliveryIds.length === 1;
  const comingAgain = jobs.filter((job) => isAlone(job) && job.deliveryIds.every((id) => ids.has(id)));
  const done = jobs.filter((job) => !comingAgain.includes(job));
  const parted = done.flatMap(({ deliveryIds }) => deliveryIds.filter((id) => ids.has(id)));
  await settleAll(ports, async (tx) => {
    await writeOutcomes(tx, workspaceId, outcomes);
    await writeThrew(tx, workspaceId, [...ids], 'not_rendered');
    await ports.queue.put(
      tx,
      parted.map((id) => ({
        workspaceId,
        deliveryIds: [id],
        priority: PRIORITY.nudge,
        startAfter: AGAIN_SECONDS,
      })),
    );
    await ports.queue.done(tx, done);
  });
  for (const job of comingAgain) await ports.queue.failed(job);
}

/** What was sent is written down even where the database is away for a while. */
export async function settleAll(
  ports: Pick<DeliveryPorts, 'db' | 'wait'>,
  write: (tx: Tx) => Promise<void>,
): Promise<void> {
  for (let left = SETTLED_WITHIN_TRIES; ; left -= 1)
    try {
      return await inTransaction(ports.db, write);
    } catch (error) {
      if (!isPassing(error) || left === 0) throw error;
      await ports.wait(SETTLED_AGAIN_MS);
    }
}

/** Finds out whether messages have arrived of which it is not known. What has not is sent as if for the first time. */
async function lookUp(
  ports: DeliveryPorts,
  gate: Gate,
  workspaceId: WorkspaceId,
  unsure: readonly Queued[],
): Promise<{ outcomes: Outcome[]; notArrived: string[] }> {
  const { messenger } = ports;
  const outcomes: Outcome[] = [];
  const notArrived: string[] = [];
  const all = unsure.map((delivery) => ({ delivery, waitMs: 0 }));
  await atOnce(gate, ports, all, async ({ delivery }) => {
    const { id, to, tries, triedAt } = delivery;
    const looked: FindResult = ports.isStopping()
      ? { outcome: 'later' }
      : ((await messenger.find?.(to, id)) ?? { outcome: 'cannot' });
    if (looked.outcome === 'not-found') notArrived.push(id);
    else
      outcomes.push({
        id,
        tries,
        settled:
          looked.outcome === 'found'
            ? { state: 'sent', channel: looked.channel, ts: looked.ts }
            : settleUnfound(looked.outcome, { ...delivery, doubts: delivery.doubts + 1 }),
        sentAt: triedAt ?? ports.clock.now(),
        shown: null,
      });
  });
  await writeNotArrived(ports.db, workspaceId, notArrived);
  return { outcomes, notArrived };
}
