import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { startLocalSlack } from '../../../src/local-slack/server.ts';
import { NO_RATES } from '../../../src/nudges/rates.ts';
import type { Database } from '../../../src/storage/database.ts';
import { freshDatabase } from '../../harness/database.ts';
import { SECRETS } from '../../harness/together.ts';
import { enrolMany, NOON, personId, planMany, writeSeed } from './people.ts';
import { startProcess } from './processes.ts';
import { manifestWithout, messagesOf, statesOf, tell } from './slack.ts';
import { startWorker, type Worker } from './worker.ts';

/** Of each class; all of them are on their way at once when the worker is killed. */
const EACH = 3;
const CLASSES = ['answer', 'notice', 'nudge'] as const;
const people = Array.from({ length: EACH * CLASSES.length }, (_, at) => personId(at));
/** Nobody answers within a test. */
const FOR_EVER_MS = 600_000;

/** Where a worker is killed. */
export const POINTS = [
  'with jobs in its hands',
  'before the call',
  'while Slack holds its answers back',
  'when Slack has answered',
  'when all is written down',
] as const;
export type Point = (typeof POINTS)[number];

/** What stood in the table when it was killed, and how many messages in Slack. */
const THEN: Record<Point, [states: string, messages: number]> = {
  'with jobs in its hands': ['queued 9', 0],
  'before the call': ['sending 9', 0],
  'while Slack holds its answers back': ['sending 9', 9],
  'when Slack has answered': ['sending 9', 9],
  'when all is written down': ['sent 9', 9],
};

/** All is sent, once. */
export const ONCE = 'sent 9; 9 messages to 9 people; 3 of 3 nudges settled';
/** Without looking: answers and notices better twice than never, nudges better never than twice. */
export const BLIND: Record<Point, string> = {
  'with jobs in its hands': ONCE,
  'before the call': 'sent 6, skipped 3; 6 messages to 6 people; 3 of 3 nudges settled',
  'while Slack holds its answers back': 'sent 6, skipped 3; 15 messages to 9 people; 3 of 3 nudges settled',
  'when Slack has answered': 'sent 6, skipped 3; 15 messages to 9 people; 3 of 3 nudges settled',
  'when all is written down': ONCE,
};

/**
 * Kills the process of a worker at this point, with SIGKILL, and lets another worker finish.
 *
 * @param mayLook whether the app was granted to look for its own messages
 * @param passes real time until a dead worker is missed; without it, its marks in the database are made old
 * @returns what stands in the table and in Slack, and that no nudge is left over
 */
export async function killedAt(
  point: Point,
  mayLook: boolean,
  passes?: (other: Worker, settled: () => Promise<boolean>) => Promise<void>,
): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'coach-killed-'));
  const { db, connection, drop } = await freshDatabase();
  await enrolMany(db, people.length);
  for (const [at, what] of CLASSES.entries())
    await planMany(db, what, people.slice(at * EACH, (at + 1) * EACH));
  const slack = await startLocalSlack({
    port: 0,
    manifest: mayLook ? 'manifest.yml' : manifestWithout('im:history', 'im:write'),
    seed: writeSeed(join(directory, 'seed.yml'), people.length),
    rateLimits: false,
    clock: { now: NOON },
    ...SECRETS,
  });
  const isHeldBack = point === 'while Slack holds its answers back';
  if (isHeldBack) slack.inject({ do: 'slow', on: 'chat.postMessage', ms: FOR_EVER_MS, times: people.length });
  const told = { apiUrl: slack.apiUrl, token: SECRETS.botToken, rates: NO_RATES };
  const hangs = isHeldBack || point === 'when all is written down' ? undefined : point;
  const worker = await startProcess({
    connection,
    ...told,
    ...(hangs && { hangs }),
    ...(isHeldBack && { timeoutMs: FOR_EVER_MS }),
  });
  const inSlack = () => Promise.all(people.map((person) => messagesOf(slack, person)));
  const isSettled = async (): Promise<boolean> => /^(sent|skipped|, | |\d)+$/.test(await statesOf(db));
  try {
    await expect.poll(async () => [await statesOf(db), sum(await inSlack())]).toEqual(THEN[point]);
    await worker.kill();
    const other = await startWorker(db, told);
    if (passes) await passes(other, isSettled);
    else
      for (let again = 0; again < 4; again += 1) {
        await makeOld(db);
        await other.all();
      }
    await other.stop();
    const had = await inSlack();
    const came = `${await statesOf(db)}; ${sum(had)} messages to ${had.filter((many) => many > 0).length} people`;
    tell(`a worker killed ${point}, ${mayLook ? 'looked up' : 'not looked up'}: ${came}`);
    const nudges = await db.selectFrom('nudges').select('state').execute();
    const settled = nudges.filter(({ state }) => state === 'sent' || state === 'failed').length;
    return `${came}; ${settled} of ${nudges.length} nudges settled`;
  } finally {
    await worker.kill();
    await slack.close();
    await drop();
    rmSync(directory, { recursive: true });
  }
}

/**
 * As if the time were over after which a worker is missed: leases are a minute or more, and the queue gives a worker
 * that is not heard of half a minute.
 */
export async function makeOld(db: Database): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ held_until: new Date(0) })
    .where('held_until', 'is not', null)
    .execute();
  await sql`update pgboss.job set state = 'retry', start_after = now() where state in ('active', 'retry')`.execute(
    db,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
