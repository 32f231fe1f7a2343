import { CompiledQuery } from 'kysely';
import type { PoolConfig } from 'pg';
import { type Db, type JobAttempt, PgBoss } from 'pg-boss';
import { z } from 'zod';
import { WorkspaceId } from '../ports.ts';
import { type Database, openDatabase, poolOf, type Tx, UNHURRIED } from './database.ts';

/**
 * Messages are to be sent. What is to become of each stands in its row of `deliveries`; the job says that it is time. One
 * job for many: of a job and a row for each message, the job took more of the database than the row (measured).
 */
interface Job {
  workspaceId: WorkspaceId;
  /** At least one. */
  deliveryIds: string[];
}

/** A job that this worker has taken, until it says what became of it. */
export interface TakenJob extends Job {
  attempt: JobAttempt;
}

/** The work that waits, shared by all workers: the tables of pg-boss, beside our own. */
export interface DeliveryQueue {
  /** @param jobs with how urgent each is: the highest number first; and how long it is to wait, if at all */
  put(tx: Tx, jobs: readonly (Job & { priority: number; startAfter?: number })[]): Promise<void>;
  /**
   * Takes jobs for this worker alone, the most urgent first. If the worker dies, another gets them half a minute later.
   * What cannot be understood is not among them: it fails, and is given up in the end.
   */
  take(most: number): Promise<TakenJob[]>;
  /** These need no more work. */
  done(tx: Tx, jobs: readonly TakenJob[]): Promise<void>;
  /** It threw: the job comes again, later each time, or is given up. */
  failed(job: TakenJob): Promise<void>;
  /** Takes jobs that were given up. They are gone once the transaction is committed. */
  takeGivenUp(tx: Tx, most: number): Promise<Job[]>;
  /** No more jobs are watched over; resolves when nothing is asked of the database any more. */
  stop(): Promise<void>;
}

const QUEUE = 'deliveries';
const GIVEN_UP = 'deliveries-given-up';

const HEARTBEAT_SECONDS = 10;
const BEATS_EVERY_MS = 3_000;
/** How often it is looked for workers that have died. */
const SUPERVISED_EVERY_SECONDS = 10;
const YEAR_SECONDS = 365 * 24 * 3_600;

const OPTIONS = {
  // About a day in all: an offer whose message was lost would wait for an answer of somebody who never read of it.
  retryLimit: 100,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 900,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: 900,
  // Not to be lost where the app is not run for a while.
  retentionSeconds: YEAR_SECONDS,
  deleteAfterSeconds: 3_600,
} as const;

const Rows = z.object({ rows: z.array(z.unknown()).default([]) });
const Data = z.object({ workspaceId: WorkspaceId, deliveryIds: z.array(z.uuid()).min(1) });

/** Of several statements in one text, pg-boss wants the rows of each; Kysely would keep none of them. */
function onItsOwn(db: Database): Db {
  const pool = poolOf(db);
  return {
    async executeSql(text, values) {
      const result: unknown = await pool.query(text, values);
      return { rows: Array.isArray(result) ? result.flatMap(rowsOf) : rowsOf(result) };
    },
  };
}

function inside(tx: Tx): Db {
  return {
    async executeSql(text, values = []) {
      const { rows = [] } = await tx.executeQuery(CompiledQuery.raw(text, values));
      return { rows };
    },
  };
}

function rowsOf(result: unknown): unknown[] {
  return Rows.parse(result).rows;
}

/** Jobs that can be understood, and others: of another version of the app, or written by somebody else. */
function parted<J extends { id: string; data: unknown }>(
  jobs: readonly J[],
): { understood: (J & { data: Job })[]; others: J[] } {
  const all = jobs.map((job) => ({ job, data: Data.safeParse(job.data).data }));
  return {
    understood: all.flatMap(({ job, data }) => (data ? [{ ...job, data }] : [])),
    others: all.flatMap(({ job, data }) => (data ? [] : [job])),
  };
}

const COMMON = { schedule: false, registerInstance: false, openTelemetry: { enabled: false } } as const;

/** Brings the queue's tables up to date, through a connection of its own without a time limit; several apps may do it at once. */
export async function migrateQueue(connection: PoolConfig): Promise<void> {
  const db = openDatabase({ ...connection, ...UNHURRIED, max: 1 });
  const boss = new PgBoss({ ...COMMON, db: onItsOwn(db), supervise: false });
  const problems: unknown[] = [];
  boss.on('error', (error) => problems.push(error));
  try {
    await boss.start();
    await boss.createQueue(GIVEN_UP, { retentionSeconds: YEAR_SECONDS });
    await boss.createQueue(QUEUE, { ...OPTIONS, deadLetter: GIVEN_UP });
  } finally {
    await boss.stop({ graceful: false, close: false });
    // Kysely has asked nothing of it, and would leave the connections of the pool open.
    await poolOf(db).end();
  }
  if (problems.length > 0) throw problems[0];
}

/** pg-boss tells of some problems, and warns, in plain objects; what stands beside the message may be anybody's data. */
function asError(problem: { message: string }): Error {
  return problem instanceof Error ? problem : new Error(problem.message);
}

/**
 * Opens the queue that `migrateQueue` has made.
 *
 * @param onProblem told of what goes wrong while the queue looks after itself; it tries again by itself
 */
export async function openQueue(db: Database, onProblem: (problem: unknown) => void): Promise<DeliveryQueue> {
  const boss = new PgBoss({
    ...COMMON,
    db: onItsOwn(db),
    superviseIntervalSeconds: SUPERVISED_EVERY_SECONDS,
    monitorIntervalSeconds: SUPERVISED_EVERY_SECONDS,
  });
  boss.on('error', (problem) => onProblem(asError(problem)));
  boss.on('warning', (problem) => onProblem(asError(problem)));
  await boss.start();
  const taken = new Map<string, JobAttempt>();
  const beat = setInterval(() => {
    if (taken.size > 0) boss.touch(QUEUE, [...taken.values()]).catch(onProblem);
  }, BEATS_EVERY_MS);
  beat.unref();

  return {
    async put(tx, jobs) {
      if (jobs.length === 0) return;
      const rows = jobs.map(({ workspaceId, deliveryIds, ...when }) => ({
        data: { workspaceId, deliveryIds },
        ...when,
      }));
      await boss.insert(QUEUE, rows, { db: inside(tx) });
    },
    async take(most) {
      const jobs = await boss.fetch(QUEUE, { batchSize: most });
      const { understood, others } = parted(jobs);
      for (const { id } of others) {
        const problem = new Error(`job ${id} cannot be understood`);
        onProblem(problem);
        await boss.fail(QUEUE, id, problem);
      }
      return understood.map(({ id, retryCount, data }) => {
        const attempt = { id, retryCount };
        taken.set(id, attempt);
        return { attempt, ...data };
      });
    },
    async done(tx, jobs) {
      if (jobs.length === 0) return;
      await boss.complete(
        QUEUE,
        jobs.map(({ attempt }) => attempt),
        null,
        { db: inside(tx) },
      );
      for (const { attempt } of jobs) taken.delete(attempt.id);
    },
    async failed({ attempt }) {
      taken.delete(attempt.id);
      await boss.fail(QUEUE, attempt);
    },
    async takeGivenUp(tx, most) {
      const options = { db: inside(tx) };
      const jobs = await boss.fetch(GIVEN_UP, { ...options, batchSize: most });
      if (jobs.length > 0)
        await boss.complete(
          GIVEN_UP,
          jobs.map(({ id }) => id),
          null,
          options,
        );
      return parted(jobs).understood.map(({ data }) => data);
    },
    async stop() {
      clearInterval(beat);
      await boss.stop({ graceful: false, close: false });
    },
  };
}
