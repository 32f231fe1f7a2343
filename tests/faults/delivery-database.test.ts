import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { NO_RATES } from '../../src/nudges/rates.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { SECRETS } from '../harness/together.ts';
import { makeOld } from './delivering/killed.ts';
import { enrolMany, NOON, personId, planMany, writeSeed } from './delivering/people.ts';
import { startProcess, type WorkerProcess } from './delivering/processes.ts';
import { type Restartable, startRestartable } from './delivering/restartable.ts';
import { arrived, counts, statesOf, tell } from './delivering/slack.ts';

const EACH = 120;
const people = Array.from({ length: 2 * EACH }, (_, at) => personId(at));
const LOOKED_EVERY_MS = 50;
/** Longer than any call takes here, and any wait before something is written again. */
const QUIET_MS = 1_500;

let directory: string;
let postgres: Restartable;
let db: Database;
let slack: LocalSlack;
let workers: WorkerProcess[] = [];
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'coach-away-'));
  postgres = await startRestartable();
  db = openDatabase(postgres.connection);
  await enrolMany(db, people.length);
  slack = await startLocalSlack({
    port: 0,
    manifest: 'manifest.yml',
    seed: writeSeed(join(directory, 'seed.yml'), people.length),
    rateLimits: false,
    clock: { now: NOON },
    ...SECRETS,
  });
  const told = { apiUrl: slack.apiUrl, token: SECRETS.botToken, rates: NO_RATES };
  workers = await Promise.all([1, 2].map(() => startProcess({ connection: postgres.connection, ...told })));
});
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await slack.close();
  await db.destroy();
  await postgres.stop();
  rmSync(directory, { recursive: true });
});

it('a database that crashes and comes back while messages go out loses none and doubles none', async () => {
  slack.inject({ do: 'slow', on: 'chat.postMessage', ms: 50 });
  await planMany(db, 'nudge', people.slice(0, EACH));
  await planMany(db, 'notice', people.slice(EACH));
  await expect.poll(() => arrived(slack.journal).size, { interval: 2 }).toBeGreaterThan(20);
  await postgres.crash();
  const before = arrived(slack.journal).size;
  // Slack answers meanwhile, and nobody can write it down.
  await wait(200);
  const away = arrived(slack.journal).size;
  await postgres.start();
  const standing = async () =>
    `${await statesOf(db).catch(() => 'away')}; ${arrived(slack.journal).size} arrived`;
  const done = `sent ${people.length}; ${people.length} arrived`;
  let last = await standing();
  for (let quietFor = 0, turn = 0; last !== done && turn < 300; turn += 1) {
    await wait(LOOKED_EVERY_MS);
    const now = await standing();
    quietFor = now === last ? quietFor + LOOKED_EVERY_MS : 0;
    last = now;
    if (quietFor < QUIET_MS) continue;
    // What is left waits for leases, and for the queue to miss a worker.
    await makeOld(db);
    quietFor = 0;
  }
  const came = await counts(db, slack.journal);
  tell(`crashed after ${before} messages, ${away - before} more answered while it was away: ${came}`);
  expect(before).toBeLessThan(people.length);
  expect(came).toBe(`sent ${people.length}; arrived ${people.length}, twice 0`);
  const nudges = await db.selectFrom('nudges').select('state').distinct().execute();
  expect(nudges).toEqual([{ state: 'sent' }]);
});
