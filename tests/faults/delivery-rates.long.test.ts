import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { SLACK_RATES } from '../../src/nudges/rates.ts';
import type { PersonId } from '../../src/ports.ts';
import { freshDatabase } from '../harness/database.ts';
import { SECRETS } from '../harness/together.ts';
import { enrolMany, NOON, personId, planMany, writeSeed } from './delivering/people.ts';
import { startProcess, type WorkerProcess } from './delivering/processes.ts';
import { statesOf, tell } from './delivering/slack.ts';

/** A nudge to each; more than the workspace may be sent at once. */
const MANY = 400;
/** Each of these is sent some notices one after the other. */
const BUSY = [MANY, MANY + 1, MANY + 2].map(personId);
const NOTICES = 4;
/** Each of these waits for an answer while all of that goes out. */
const WAITING = Array.from({ length: 6 }, (_, at) => personId(MANY + BUSY.length + at));
const ALL = MANY + BUSY.length * NOTICES + WAITING.length;
const LONGEST_MS = 120_000;
/** A busy machine begins so late at most. */
const LATE_MS = 1_000;

let directory: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let slack: LocalSlack;
let workers: WorkerProcess[] = [];
beforeAll(async () => {
  const people = MANY + BUSY.length + WAITING.length;
  directory = mkdtempSync(join(tmpdir(), 'coach-rates-'));
  database = await freshDatabase();
  await enrolMany(database.db, people);
  slack = await startLocalSlack({
    port: 0,
    manifest: 'manifest.yml',
    seed: writeSeed(join(directory, 'seed.yml'), people),
    clock: { now: NOON },
    ...SECRETS,
  });
  const told = { apiUrl: slack.apiUrl, token: SECRETS.botToken, rates: SLACK_RATES };
  workers = await Promise.all([1, 2].map(() => startProcess({ connection: database.connection, ...told })));
});
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  await slack.close();
  await database.drop();
  rmSync(directory, { recursive: true });
});

/** When messages went to somebody, or to all, in milliseconds. */
function wentAt(to?: PersonId): number[] {
  return slack.journal.flatMap((entry) =>
    entry.type === 'call' &&
    entry.method === 'chat.postMessage' &&
    'ok' in entry.answer &&
    entry.answer.ok === true &&
    (to === undefined || ('channel' in entry.args && entry.args.channel === to))
      ? [Date.parse(entry.at)]
      : [],
  );
}

it('two workers keep Slack’s own rates by themselves, and who waits comes first', async () => {
  const { db } = database;
  const begun = Date.now();
  await planMany(
    db,
    'nudge',
    Array.from({ length: MANY }, (_, at) => personId(at)),
  );
  for (let at = 0; at < NOTICES; at += 1) await planMany(db, 'notice', BUSY);
  await wait(3_000);
  const atOnce = wentAt().length;
  const answeredMs: number[] = [];
  for (const person of WAITING) {
    const asked = Date.now();
    await planMany(db, 'answer', [person]);
    await expect.poll(() => wentAt(person).length, { interval: 10 }).toBe(1);
    answeredMs.push(Date.now() - asked);
    await wait(500);
  }
  await expect.poll(() => statesOf(db), { timeout: LONGEST_MS, interval: 100 }).toBe(`sent ${ALL}`);
  const refused = slack.journal.filter(
    (entry) => entry.type === 'call' && 'error' in entry.answer && entry.answer.error === 'ratelimited',
  ).length;
  /** From the first to the last that one person was sent. A first one that is late lets the next come sooner after it. */
  const spansMs = BUSY.map((person) => Math.max(...wentAt(person)) - Math.min(...wentAt(person)));
  const seconds = (Date.now() - begun) / 1_000;
  tell(
    `${ALL} messages due at once, two workers: ${atOnce} within 3 s, all in ${seconds.toFixed(0)} s; 429: ${refused}; ` +
      `${NOTICES} to one person over ${Math.min(...spansMs)} ms at least; answers after ${answeredMs.join(', ')} ms`,
  );
  expect(refused).toBe(0);
  expect(Math.min(...spansMs)).toBeGreaterThan((NOTICES - 1) * 1_000 - LATE_MS);
  expect(Math.max(...answeredMs)).toBeLessThan(3_000);
  const { burst, reserve, perMinute } = SLACK_RATES.workspace ?? { burst: 0, reserve: 0, perMinute: 0 };
  expect(atOnce).toBeLessThanOrEqual(burst - reserve + BUSY.length * NOTICES + (3 * perMinute) / 60);
  expect(seconds).toBeGreaterThan(((MANY - burst) * 60) / perMinute);
});
