import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogLevel, WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../src/local-slack/fault-plan.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { enableSending } from '../../src/nudges/flow/due.ts';
import { NO_RATES } from '../../src/nudges/rates.ts';
import { clientOptionsForBackground } from '../../src/slack/clients.ts';
import { messengerFor } from '../../src/slack/messenger.ts';
import { refuseInTransaction } from '../../src/storage/database.ts';
import { freshDatabase } from '../harness/database.ts';
import { SECRETS } from '../harness/together.ts';
import { type Gate, gateTo, type Turned } from './delivering/gate.ts';
import { enrolMany, NOON, personId, planMany, WORKSPACE, writeSeed } from './delivering/people.ts';
import { manifestWithout, messagesOf } from './delivering/slack.ts';
import { startWorker, type Worker } from './delivering/worker.ts';

/** One person for each class of message: what becomes of one tells nothing of the others. */
const CLASSES = ['answer', 'notice', 'nudge'] as const;
const people = CLASSES.map((_, at) => personId(at));
/** How long these workers wait for Slack. */
const TIMEOUT_MS = 1_500;

/** Slacks in which the app may look for its own messages, and may not. */
const MAY = { 'may look': [], 'may not look': ['im:history', 'im:write'] } as const;
type May = keyof typeof MAY;

let directory: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let worker: Worker | undefined;
const slacks: Partial<Record<May, LocalSlack>> = {};
const gates: Gate[] = [];
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'coach-delivery-'));
  database = await freshDatabase();
  await enrolMany(database.db, CLASSES.length);
  const seed = writeSeed(join(directory, 'seed.yml'), CLASSES.length);
  for (const may of ['may look', 'may not look'] as const) slacks[may] = await slackWithout(MAY[may], seed);
});
afterAll(async () => {
  for (const slack of Object.values(slacks)) await slack.close();
  await database.drop();
  rmSync(directory, { recursive: true });
});
beforeEach(async () => {
  for (const table of ['nudges', 'deliveries', 'pgboss.job'])
    await sql.raw(`delete from ${table}`).execute(database.db);
  await database.db.updateTable('people').set({ paused_at: null, pause_why: null }).execute();
  await database.db.updateTable('workspaces').set({ disabled_at: null, disabled_why: null }).execute();
  for (const slack of Object.values(slacks)) slack.clearFaults();
});
afterEach(async () => {
  await worker?.stop();
  for (const gate of gates.splice(0)) await gate.close();
});

function slackWithout(scopes: readonly string[], seed: string): Promise<LocalSlack> {
  const manifest = manifestWithout(...scopes);
  return startLocalSlack({ port: 0, manifest, seed, rateLimits: false, clock: { now: NOON }, ...SECRETS });
}

/** One message of each class is due, and one worker sends. */
async function begin(may: May): Promise<{ slack: LocalSlack; gate: Gate; one: Worker; had: number[] }> {
  const slack = slacks[may];
  if (!slack) throw new Error('there is no Slack');
  const gate = await gateTo(slack.apiUrl);
  gates.push(gate);
  const told = { apiUrl: gate.apiUrl, token: SECRETS.botToken, rates: NO_RATES, timeoutMs: TIMEOUT_MS };
  const one = await startWorker(database.db, told);
  worker = one;
  const had = await messages(slack);
  for (const [at, what] of CLASSES.entries()) await planMany(database.db, what, people.slice(at, at + 1));
  return { slack, gate, one, had };
}
const messages = (slack: LocalSlack) => Promise.all(people.map((person) => messagesOf(slack, person)));

/** As if the waits of deliveries were over: they are real time, up to fifteen minutes of it. */
const later = () =>
  database.db
    .updateTable('deliveries')
    .set({ held_until: new Date(0) })
    .where('held_until', 'is not', null)
    .execute();

/** What became of each class, as `sent, 1 message`. */
async function became(slack: LocalSlack, had: readonly number[]): Promise<Record<string, string>> {
  const rows = await database.db.selectFrom('deliveries').select(['class', 'state', 'problem']).execute();
  const now = await messages(slack);
  return Object.fromEntries(
    CLASSES.map((what, at) => {
      const row = rows.find((one) => one.class === what);
      const state = row?.problem ? `${row.state}: ${row.problem}` : row?.state;
      const many = (now[at] ?? 0) - (had[at] ?? 0);
      return [what, `${state}, ${many} ${many === 1 ? 'message' : 'messages'}`];
    }),
  );
}
const all = (what: string) => ({ answer: what, notice: what, nudge: what });
const nudgeState = async () =>
  (await database.db.selectFrom('nudges').select('state').executeTakeFirstOrThrow()).state;
const pausedPeople = async () =>
  (await database.db.selectFrom('people').select('id').where('pause_why', '=', 'unreachable').execute())
    .length;
const disabledWhy = async () =>
  (
    await database.db
      .selectFrom('workspaces')
      .select('disabled_why')
      .where('id', '=', WORKSPACE)
      .executeTakeFirstOrThrow()
  ).disabled_why;

const POST = { on: 'chat.postMessage', times: CLASSES.length } as const;
const sentOnce = all('sent, 1 message');
const repeated = (problem: string) => ({
  answer: 'sent, 2 messages',
  notice: 'sent, 2 messages',
  nudge: `skipped: ${problem}, 1 message`,
});
const sentAgain = (problem: string) => ({
  answer: 'sent, 1 message',
  notice: 'sent, 1 message',
  nudge: `skipped: ${problem}, 0 messages`,
});
type Ends = Record<(typeof CLASSES)[number], string>;
interface Row {
  why: string;
  fault?: FaultInput;
  turned?: Turned;
  /** What the row says at first: the same for all three. */
  first: string;
  'may look': Ends;
  'may not look': Ends;
}
const ROWS: Row[] = [
  { why: 'nothing goes wrong', first: 'sent', 'may look': sentOnce, 'may not look': sentOnce },
  {
    why: 'the reply is lost',
    fault: { do: 'drop_reply', ...POST },
    first: 'ECONNRESET',
    'may look': sentOnce,
    'may not look': repeated('ECONNRESET'),
  },
  {
    why: 'Slack answers after the client’s time limit',
    fault: { do: 'slow', ms: 2 * TIMEOUT_MS, ...POST },
    first: 'slack_webapi_request_error',
    'may look': sentOnce,
    'may not look': repeated('slack_webapi_request_error'),
  },
  {
    why: 'Slack answers 500',
    fault: { do: 'server_error', ...POST },
    first: 'slack_webapi_http_error',
    'may look': sentOnce,
    'may not look': sentAgain('slack_webapi_http_error'),
  },
  {
    why: 'the connection is reset before the call arrives',
    turned: 'reset',
    first: 'ECONNRESET',
    'may look': sentOnce,
    'may not look': sentAgain('ECONNRESET'),
  },
  {
    why: 'Slack failed inside and may have sent it',
    turned: { error: 'internal_error' },
    first: 'internal_error',
    'may look': sentOnce,
    'may not look': sentAgain('internal_error'),
  },
  {
    why: 'Slack answers 429',
    fault: { do: 'rate_limited', retryAfterSeconds: 30, ...POST },
    first: 'ratelimited',
    'may look': sentOnce,
    'may not look': sentOnce,
  },
  {
    why: 'Slack answers ratelimited',
    turned: { error: 'ratelimited' },
    first: 'ratelimited',
    'may look': sentOnce,
    'may not look': sentOnce,
  },
];

describe.each(['may look', 'may not look'] as const)('where the app %s for its own messages', (may) => {
  it.each(ROWS)('$why', async ({ fault, turned, first, ...ends }) => {
    const { slack, gate, one, had } = await begin(may);
    if (fault) slack.inject(fault);
    if (turned) gate.turn(turned, CLASSES.length);
    await one.all();
    const atFirst = await became(slack, had);
    for (const what of CLASSES) expect(atFirst[what]).toContain(first);
    // Not one is tried again before its time.
    await one.all();
    expect(gate.posts()).toBe(CLASSES.length);
    await later();
    await one.all();
    expect(await became(slack, had)).toEqual(ends[may]);
    expect(await nudgeState()).toBe(ends[may].nudge.startsWith('sent') ? 'sent' : 'failed');
    expect([await pausedPeople(), await disabledWhy()]).toEqual([0, null]);
    // And it is over.
    const posts = gate.posts();
    await later();
    await one.all();
    expect(gate.posts()).toBe(posts);
  });
});

it('a rate limit is waited for as long as Slack asks', async () => {
  const { slack, one } = await begin('may look');
  slack.inject({ do: 'rate_limited', retryAfterSeconds: 30, ...POST });
  await one.all();
  const rows = await database.db
    .selectFrom('deliveries')
    .select(sql<number>`extract(epoch from held_until - now())::double precision`.as('seconds'))
    .execute();
  for (const { seconds } of rows) expect(seconds).toBeCloseTo(30, -1);
});

it('a Slack that nobody can reach has been sent nothing, and gets it later', async () => {
  const { slack, gate, one, had } = await begin('may not look');
  await gate.close();
  await one.all();
  expect(await became(slack, had)).toEqual(all('planned: ECONNREFUSED, 0 messages'));
  expect(await nudgeState()).toBe('queued');
  await gate.open();
  await later();
  await one.all();
  expect(await became(slack, had)).toEqual(sentOnce);
});

describe('a refusal', () => {
  it.each([
    ['user_not_found', CLASSES.length],
    ['user_disabled', CLASSES.length],
    ['user_not_visible', CLASSES.length],
    ['user_is_bot', CLASSES.length],
    ['cannot_dm_bot', CLASSES.length],
    ['channel_not_found', CLASSES.length],
    ['not_in_channel', 0],
    ['is_archived', 0],
    ['restricted_action', 0],
    ['invalid_blocks', 0],
    ['msg_too_long', 0],
    ['something_new', 0],
  ])('%s is tried once, and %i of three are paused', async (error, paused) => {
    const { slack, gate, one, had } = await begin('may look');
    gate.turn({ error }, CLASSES.length);
    await one.all();
    expect(await became(slack, had)).toEqual(all(`failed: ${error}, 0 messages`));
    expect([await nudgeState(), await pausedPeople(), await disabledWhy()]).toEqual(['failed', paused, null]);
    await later();
    await one.all();
    expect(gate.posts()).toBe(CLASSES.length);
  });

  it.each(['token_revoked', 'account_inactive', 'invalid_auth', 'missing_scope', 'team_not_found'])(
    '%s stops the whole workspace until a token works, and nothing is lost',
    async (error) => {
      const { slack, gate, one, had } = await begin('may not look');
      gate.turn({ error }, CLASSES.length);
      await one.all();
      expect(await became(slack, had)).toEqual(all(`planned: ${error}, 0 messages`));
      expect([await disabledWhy(), await pausedPeople()]).toEqual([error, 0]);
      const posts = gate.posts();
      await later();
      await one.all();
      expect(gate.posts()).toBe(posts);
      await enableSending(one.ports, WORKSPACE);
      await one.all();
      expect(await became(slack, had)).toEqual(sentOnce);
    },
  );

  it('of a token that was really revoked stops it too', async () => {
    const seed = writeSeed(join(directory, 'seed.yml'), CLASSES.length);
    const slack = await slackWithout([], seed);
    const told = { apiUrl: slack.apiUrl, token: SECRETS.botToken, rates: NO_RATES };
    worker = await startWorker(database.db, told);
    await planMany(database.db, 'notice', people);
    await new WebClient(SECRETS.botToken, { slackApiUrl: slack.apiUrl }).auth.revoke();
    await worker.all();
    expect([await disabledWhy(), await messages(slack)]).toEqual(['account_inactive', [0, 0, 0]]);
    await slack.close();
  });
});

describe('where it is not known whether it arrived', () => {
  it('and Slack cannot be asked at the moment, nothing is sent before it could be', async () => {
    const { slack, gate, one, had } = await begin('may look');
    slack.inject({ do: 'drop_reply', ...POST });
    slack.inject({ do: 'server_error', on: 'conversations.history', times: CLASSES.length });
    await one.all();
    await later();
    await one.all();
    expect(await became(slack, had)).toEqual(all('planned: not_looked_up, 1 message'));
    await later();
    await one.all();
    expect(await became(slack, had)).toEqual(sentOnce);
    expect(gate.posts()).toBe(CLASSES.length);
  });

  it('and the scope is gone meanwhile, it goes on as without', async () => {
    const { slack, one, had } = await begin('may not look');
    // The app was started with the scopes; Slack no longer grants them.
    const client = new WebClient(SECRETS.botToken, {
      ...clientOptionsForBackground(slack.apiUrl),
      logLevel: LogLevel.ERROR,
    });
    one.ports.messenger = messengerFor(client, refuseInTransaction, { readsOwn: true });
    slack.inject({ do: 'drop_reply', ...POST });
    await one.all();
    await later();
    await one.all();
    await later();
    await one.all();
    expect(await became(slack, had)).toEqual(repeated('not_looked_up'));
  });

  it('it is tried for some minutes, and then has failed: never for ever', async () => {
    const { slack, gate, one, had } = await begin('may not look');
    gate.turn('reset', 100);
    for (let again = 0; again < 20; again += 1) {
      await one.all();
      await later();
    }
    expect(await became(slack, had)).toEqual({
      answer: 'failed: ECONNRESET, 0 messages',
      notice: 'failed: ECONNRESET, 0 messages',
      nudge: 'skipped: ECONNRESET, 0 messages',
    });
    expect(gate.posts()).toBe(8 + 8 + 1);
  });

  it('what was clearly not sent before does not count against it', async () => {
    const { slack, gate, one, had } = await begin('may not look');
    gate.turn({ error: 'ratelimited' }, 10 * CLASSES.length);
    for (let again = 0; again < 10; again += 1) {
      await one.all();
      await later();
    }
    expect(gate.posts()).toBe(10 * CLASSES.length);
    gate.turn('reset', CLASSES.length);
    await one.all();
    await later();
    await one.all();
    expect(await became(slack, had)).toEqual(sentAgain('ECONNRESET'));
  });

  it('a nudge counts for its day, so that no second one follows it', async () => {
    const { slack, one } = await begin('may not look');
    slack.inject({ do: 'server_error', ...POST });
    await one.all();
    await planMany(database.db, 'nudge', people.slice(2));
    await one.all();
    const planned = await database.db
      .selectFrom('nudges')
      .select('due_at')
      .where('state', '=', 'planned')
      .execute();
    expect(planned).toEqual([{ due_at: new Date('2026-11-24T08:00:00Z') }]);
  });
});
