import { hash } from 'node:crypto';
import { describeError } from '../../log.ts';
import { pauseUnreachable } from '../../people/flow/reach.ts';
import type { OutgoingMessage, PostResult, WorkspaceId } from '../../ports.ts';
import { inTransaction, isPassing } from '../../storage/database.ts';
import type { TakenJob } from '../../storage/queue.ts';
import { type Settled, settle, settleUnfound } from '../deliver.ts';
import { readQueued } from '../store/sending.ts';
import { disable, type Outcome, writeNotArrived, writeOutcomes, writeThrew } from '../store/settled.ts';
import { claim, type Sending, type Thrown } from './claiming.ts';
import type { DeliveryPorts } from './ports.ts';
import { queueDeliveries } from './queueing.ts';

/** So many jobs are dealt with at a time, and so many of their messages are on their way at once. */
const BATCH = 100;
const AT_ONCE = 10;
/** Two batches at a time: while one waits for the database, the other talks to Slack. */
const LANES = 2;
/** So many batches one after the other; then the rest of what is due has its turn. */
const ROUNDS = 10;
/** A call takes five seconds at most, and waits as long for its turn; making a message asks the database a few times. */
const LONGEST_MESSAGE_MS = 15_000;
const LEASE_MS = (BATCH / AT_ONCE) * LONGEST_MESSAGE_MS;
/** While the database is away, what was sent is not forgotten for so long. */
const SETTLED_WITHIN_TRIES = 120;
const SETTLED_AGAIN_MS = 1_000;

/** What came of a message. */
type Tried = { sending: Sending; settled: Settled; shown: string | null } | ({ sending: Sending } & Thrown);

/**
 * Sends what is in the queue, the most urgent first, some batches of it. What somebody waits for does not wait for all
 * of them: it comes into the queue between two batches. May run in several processes at once.
 *
 * @returns how many jobs it dealt with; 0 where nothing is ready
 */
export async function sendQueued(ports: DeliveryPorts): Promise<number> {
  const lane = async (): Promise<number> => {
    let done = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round > 0) await queueDeliveries(ports);
      const sent = await sendBatch(ports);
      if (sent === 0) break;
      done += sent;
    }
    return done;
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  return lanes.reduce((sum, one) => {
    if (one.status === 'rejected') throw one.reason;
    return sum + one.value;
  }, 0);
}

async function sendBatch(ports: DeliveryPorts): Promise<number> {
  const jobs = await ports.queue.take(BATCH);
  for (const [workspaceId, own] of Map.groupBy(jobs, (job) => job.workspaceId))
    await sendIn(ports, workspaceId, own);
  return jobs.length;
}

/** Of one workspace. Where one of many cannot be dealt with, the others are, each by itself. */
async function sendIn(
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  jobs: readonly TakenJob[],
): Promise<void> {
  try {
    await sendTogether(ports, workspaceId, jobs);
  } catch (error) {
    if (isPassing(error)) throw error;
    const [only, ...others] = jobs;
    if (only && others.length === 0) return threw(ports, { job: only, error });
    for (const job of jobs) await sendIn(ports, workspaceId, [job]);
  }
}

async function sendTogether(
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  jobs: readonly TakenJob[],
): Promise<void> {
  const seen = await readQueued(
    ports.db,
    workspaceId,
    jobs.map(({ deliveryId }) => deliveryId),
  );
  const unsure = seen.filter(({ isUnsure }) => isUnsure);
  const lookedUp = unsure.length > 0 ? await lookUp(ports, workspaceId, jobs, unsure) : new Set<string>();
  const left = jobs.filter(({ attempt }) => !lookedUp.has(attempt.id));
  if (left.length === 0) return;
  const people = [...new Set(seen.map(({ to }) => to.personId))];
  const { sending, thrown } = await inTransaction(ports.db, (tx) =>
    claim(tx, ports, workspaceId, left, people, LEASE_MS),
  );
  for (const one of thrown) await threw(ports, one);
  await post(ports, workspaceId, sending);
}

/** Sends what was claimed, and writes what became of it. */
async function post(ports: DeliveryPorts, workspaceId: WorkspaceId, all: readonly Sending[]): Promise<void> {
  /** Once Slack has refused the token, the others are not even tried. */
  let refused: PostResult | undefined;
  const tried = await atOnce(AT_ONCE, ports, all, async (sending): Promise<Tried> => {
    try {
      const result = await say(ports, sending, () => refused);
      if (result.settled.state === 'planned' && result.settled.blames === 'workspace')
        refused ??= { outcome: 'refused', code: result.settled.problem };
      return { sending, ...result };
    } catch (error) {
      return { sending, job: sending.job, error };
    }
  });
  const settled = tried.flatMap((one) => ('settled' in one ? [one] : []));
  await writeDown(ports, workspaceId, settled);
  for (const one of tried) if ('error' in one) await threw(ports, one);
}

/** Makes the words, where they are not made yet, and posts them. @throws where they cannot be made */
async function say(
  ports: DeliveryPorts,
  { delivery, language, said }: Sending,
  refused: () => PostResult | undefined,
): Promise<{ settled: Settled; shown: string | null }> {
  const { id, to, kind, about, tries } = delivery;
  const message = said ?? (await ports.render(kind, to, about, language, false));
  if (!message) return { settled: { state: 'skipped', problem: 'pointless' }, shown: null };
  const known = refused();
  const posted = known ?? (await ports.messenger.post(to, message, id));
  const settled = settle(posted, { class: delivery.class, tries: tries + 1 }, Boolean(ports.messenger.find));
  const isNews =
    posted.outcome !== 'sent' && !known && !('blames' in settled && settled.blames === 'workspace');
  if (isNews)
    ports.log.warn(
      { delivery: id, kind, code: posted.code, becomes: settled.state },
      'a message was not sent',
    );
  return { settled, shown: hashOf(message) };
}

/** All that follows from what came back, first for the people and the workspace it is about. */
async function writeDown(
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  all: readonly { sending: Sending; settled: Settled; shown: string | null }[],
): Promise<void> {
  if (all.length === 0) return;
  for (const { sending, settled } of all)
    if (settled.state === 'failed' && settled.blames === 'person')
      await pauseUnreachable(ports, sending.delivery.to).catch((error: unknown) =>
        ports.log.error(
          { error: describeError(error) },
          'somebody who cannot be reached could not be paused',
        ),
      );
  const refused = all.find(({ settled }) => settled.state === 'planned' && settled.blames === 'workspace');
  if (refused && 'problem' in refused.settled)
    await disableWorkspace(ports, workspaceId, refused.settled.problem);
  await settleAll(
    ports,
    workspaceId,
    all.map(({ sending: { delivery }, settled, shown }) => ({
      id: delivery.id,
      tries: delivery.tries + 1,
      settled,
      shown,
    })),
    all.map(({ sending }) => sending.job),
  );
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

/** Writes what became of deliveries together with the end of their jobs. What was sent is written even after a while. */
async function settleAll(
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  outcomes: readonly Outcome[],
  jobs: readonly TakenJob[],
): Promise<void> {
  for (let left = SETTLED_WITHIN_TRIES; ; left -= 1)
    try {
      return await inTransaction(ports.db, async (tx) => {
        await writeOutcomes(tx, workspaceId, outcomes);
        await ports.queue.done(tx, jobs);
      });
    } catch (error) {
      if (!isPassing(error) || left === 0) throw error;
      await ports.wait(SETTLED_AGAIN_MS);
    }
}

/**
 * Finds out whether messages have arrived of which it is not known.
 *
 * @returns the jobs with which nothing more is to be done; what has not arrived is sent
 */
async function lookUp(
  ports: DeliveryPorts,
  workspaceId: WorkspaceId,
  jobs: readonly TakenJob[],
  unsure: Awaited<ReturnType<typeof readQueued>>,
): Promise<Set<string>> {
  const { messenger } = ports;
  const found = await atOnce(
    AT_ONCE,
    ports,
    unsure.map((delivery) => ({ delivery, waitMs: 0 })),
    async ({ delivery }) => ({
      delivery,
      looked: (await messenger.find?.(delivery.to, delivery.id)) ?? { outcome: 'cannot' as const },
    }),
  );
  const outcomes = found.flatMap(({ delivery, looked }): Outcome[] => {
    const { id, tries } = delivery;
    if (looked.outcome === 'not-found') return [];
    const settled: Settled =
      looked.outcome === 'found'
        ? { state: 'sent', channel: looked.channel, ts: looked.ts }
        : settleUnfound(looked.outcome, delivery);
    return [{ id, tries, settled, shown: null }];
  });
  const settledIds = new Set(outcomes.map(({ id }) => id));
  const done = jobs.filter(({ deliveryId }) => settledIds.has(deliveryId));
  await writeNotArrived(
    ports.db,
    workspaceId,
    unsure.filter(({ id }) => !settledIds.has(id)).map(({ id }) => id),
  );
  if (outcomes.length > 0) await settleAll(ports, workspaceId, outcomes, done);
  return new Set(done.map(({ attempt }) => attempt.id));
}

/** What cannot be dealt with waits in the queue and is tried again later, a limited number of times. */
export async function threw(ports: DeliveryPorts, { job, error }: Thrown): Promise<void> {
  ports.log.error(
    { delivery: job.deliveryId, error: describeError(error) },
    'a message could not be made; it is tried again later',
  );
  await writeThrew(ports.db, job.workspaceId, job.deliveryId, 'not_rendered');
  await ports.queue.failed(job);
}

/** Does `work` for all, so many at a time, each not before its turn. */
async function atOnce<T extends { waitMs: number }, R>(
  most: number,
  { wait }: Pick<DeliveryPorts, 'wait'>,
  all: readonly T[],
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = all
    .toSorted((one, other) => one.waitMs - other.waitMs)
    .map((one) => ({ one, turn: one.waitMs > 0 ? wait(one.waitMs) : undefined }))
    .values();
  const lane = async (): Promise<void> => {
    for (const { one, turn } of queue) {
      if (turn) await turn;
      results.push(await work(one));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, lane));
  return results;
}

/** Tells whether two messages are the same, without keeping what they say. */
export function hashOf({ text, blocks }: OutgoingMessage): string {
  return hash('sha1', text + JSON.stringify(blocks), 'base64url');
}
