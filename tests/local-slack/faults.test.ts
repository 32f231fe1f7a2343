import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErrorCode, WebClient } from '@slack/web-api';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Timing } from '../../src/local-slack/courier.ts';
import { type FaultInput, faultReader } from '../../src/local-slack/fault-plan.ts';
import { Faults } from '../../src/local-slack/faults.ts';
import { METHODS } from '../../src/local-slack/methods/all.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { divider, KASIA, type Mode, manifest, modal, SECRETS, startWorld } from './foreign-app.ts';

const methods = Object.keys(METHODS);
const DM = 'D0KASIANOW';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe('a call of the Web API', () => {
  async function start(fault: FaultInput, options: { retries?: number; timeout?: number } = {}) {
    const slack = await startLocalSlack({ port: 0, manifest, faults: { faults: [fault] }, ...SECRETS });
    closing.push(() => slack.close());
    const client = new WebClient(SECRETS.botToken, {
      slackApiUrl: slack.apiUrl,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: options.retries ?? 0, minTimeout: 1, maxTimeout: 1 },
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    });
    const post = () => client.chat.postMessage({ channel: KASIA, text: 'x' });
    const failure = () => post().catch((error: unknown) => error);
    return { slack, post, failure };
  }

  /** How many messages came, as an app with `im:history` finds them. */
  async function arrived(slack: LocalSlack): Promise<number> {
    const state = await (await fetch(`${slack.url}/page/state?user=${KASIA}`)).json();
    return Object(state).messages[DM]?.length ?? 0;
  }

  test('whose reply is lost has acted all the same', async () => {
    const { slack, post, failure } = await start({ do: 'drop_reply', on: 'chat.postMessage', times: 1 });
    expect(await failure()).toMatchObject({ code: ErrorCode.RequestError });
    expect(await arrived(slack)).toBe(1);
    expect(await post()).toMatchObject({ ok: true });
    expect(slack.journal[0]).toMatchObject({ type: 'call', answer: { ok: true }, fault: 'drop_reply' });
    expect(slack.journal[1]).not.toHaveProperty('fault');
  });

  test('whose reply is lost arrives twice from a client that tries again', async () => {
    const { slack, post } = await start(
      { do: 'drop_reply', on: 'chat.postMessage', times: 1 },
      { retries: 1 },
    );
    expect(await post()).toMatchObject({ ok: true });
    expect(await arrived(slack)).toBe(2);
  });

  test('answered with 500 has not acted', async () => {
    const { slack, post, failure } = await start({ do: 'server_error', on: 'methods', times: 1 });
    expect(await failure()).toMatchObject({ code: ErrorCode.HTTPError, statusCode: 500 });
    expect(await arrived(slack)).toBe(0);
    expect(await post()).toMatchObject({ ok: true });
  });

  test('answered with 429 has not acted, and says when to come again', async () => {
    const { slack, failure } = await start({
      do: 'rate_limited',
      on: 'chat.postMessage',
      retryAfterSeconds: 7,
      times: 1,
    });
    expect(await failure()).toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 7 });
    expect(await arrived(slack)).toBe(0);
  });

  test('that is slow has acted before its client gives up', async () => {
    const { slack, failure } = await start({ do: 'slow', on: 'chat.postMessage', ms: 5000 }, { timeout: 60 });
    expect(await failure()).toBeInstanceOf(Error);
    expect(await arrived(slack)).toBe(1);
  });

  test('that is slow answers in the end, and other methods are quick', async () => {
    const { slack, post } = await start({ do: 'slow', on: 'chat.postMessage', ms: 60 });
    expect(await post()).toMatchObject({ ok: true });
    const [call] = slack.journal.filter((entry) => entry.type === 'call');
    expect(call).toMatchObject({ method: 'chat.postMessage', fault: 'slow' });
    // Timers may end a millisecond early.
    expect(call?.durationMs).toBeGreaterThanOrEqual(59);
    await fetch(`${slack.apiUrl}api.test`);
    expect(slack.journal.at(-1)).toMatchObject({ type: 'call', method: 'api.test' });
    expect(slack.journal.at(-1)).not.toHaveProperty('fault');
  });
});

describe.each<Mode>(['socket', 'http'])('a delivery over %s', (mode) => {
  async function start(fault: FaultInput, timing: Partial<Timing> = {}) {
    const heard = { commands: 0, events: [] as string[], problems: [] as string[] };
    const world = await startWorld(mode, {
      faults: { faults: [fault] },
      timing: { eventRetryMs: [0, 5, 5], ...timing },
      listen(app) {
        app.command('/hello', async ({ ack, command, client }) => {
          heard.commands += 1;
          await ack('Hello');
          const view = modal('Form', [divider]);
          await client.views.open({ trigger_id: command.trigger_id, view }).catch((error: Error) => {
            heard.problems.push(error.message);
          });
        });
        app.event('app_home_opened', async ({ body }) => {
          heard.events.push(body.event_id);
        });
      },
    });
    closing.push(world.close);
    return { ...world, heard };
  }

  test('comes twice, with one event id', async () => {
    const { page, heard } = await start({ do: 'deliver_twice', on: 'deliveries' });
    await page.post('home', { tab: 'home' });
    await expect.poll(() => heard.events.length).toBe(2);
    expect(new Set(heard.events).size).toBe(1);
    await page.command('/hello');
    await expect.poll(() => heard.commands).toBe(2);
    // The trigger id is the same, and good for one modal.
    await expect.poll(() => heard.problems).toEqual([expect.stringContaining('exchanged_trigger_id')]);
    expect((await page.lastMessage()).text).toBe('Hello');
  });

  test('comes late, and its trigger id has grown old', async () => {
    const { page, heard } = await start(
      { do: 'deliver_late', on: 'slash_commands', ms: 80 },
      { triggerMs: 40 },
    );
    await page.command('/hello');
    await expect.poll(() => heard.problems).toEqual([expect.stringContaining('expired_trigger_id')]);
  });

  test('whose ack is lost comes again, with the same event id', async () => {
    const { page, heard, slack } = await start({ do: 'drop_reply', on: 'events_api', times: 1 });
    await page.post('home', { tab: 'home' });
    await expect.poll(() => heard.events.length).toBe(2);
    expect(new Set(heard.events).size).toBe(1);
    const tries = slack.journal.filter((entry) => entry.type === 'delivery');
    expect(tries).toMatchObject([{ attempt: 1, fault: 'drop_reply' }, { attempt: 2 }]);
  });

  test('of a command whose ack is lost fails for the person, though the app did its work', async () => {
    const { page, heard } = await start({ do: 'drop_reply', on: 'slash_commands', times: 1 });
    await page.command('/hello');
    expect((await page.lastMessage()).text).toBe('/hello failed with the error "operation_timeout"');
    expect(heard.commands).toBe(1);
  });
});

describe('a Socket Mode connection', () => {
  test('breaks under a delivery: the app connects anew and gets the event again', async () => {
    const events: string[] = [];
    const world = await startWorld('socket', {
      // A later try comes when the app is back, however busy the machine is.
      timing: { eventRetryMs: [0, 600, 1500, 3000] },
      reconnectMs: 150,
      faults: { faults: [{ do: 'disconnect', on: 'events_api', times: 1 }] },
      listen: (app) => app.event('app_home_opened', async ({ body }) => void events.push(body.event_id)),
    });
    closing.push(world.close);
    await world.page.post('home', { tab: 'home' });
    await world.page.change('app', ({ app }) => !app.connected);
    await expect.poll(() => events.length, { timeout: 10_000 }).toBe(2);
    expect(new Set(events).size).toBe(1);
    expect((await world.page.state()).app.connected).toBe(true);
  });

  test('is nothing that deliveries by HTTP have', async () => {
    const faults = { faults: [{ do: 'disconnect' as const, on: 'deliveries' }] };
    const starting = startLocalSlack({
      port: 0,
      manifest,
      deliverTo: 'http://localhost:1',
      faults,
      ...SECRETS,
    });
    await expect(starting).rejects.toThrow('disconnect needs Socket Mode');
  });
});

describe('which call is hit', () => {
  const sequence = (seed: number, fault: FaultInput, length = 40) => {
    const faults = new Faults({ seed, hasSocket: true, methods });
    faults.inject(fault);
    return Array.from({ length }, () => (faults.next({ method: 'chat.postMessage' }) ? 1 : 0)).join('');
  };
  const half: FaultInput = { do: 'server_error', on: 'chat.postMessage', probability: 0.5 };

  test('is the same for the same seed, and another for another', () => {
    expect(sequence(1, half)).toBe(sequence(1, half));
    expect(sequence(1, half)).not.toBe(sequence(2, half));
  });

  test('does not depend on what else is called in between', () => {
    const faults = new Faults({ seed: 1, hasSocket: true, methods });
    faults.inject(half);
    faults.inject({ do: 'drop_reply', on: 'views.open', probability: 0.5 });
    const seen = Array.from({ length: 40 }, () => {
      faults.next({ method: 'views.open' });
      faults.next({ kind: 'events_api' });
      return faults.next({ method: 'chat.postMessage' }) ? 1 : 0;
    });
    expect(seen.join('')).toBe(sequence(1, half));
  });

  test.each([0.1, 0.5, 0.9])('is about the share that was asked for: %d', (probability) => {
    const hits = [...sequence(7, { ...half, probability }, 4000)].filter((one) => one === '1').length;
    expect(hits / 4000).toBeGreaterThan(probability - 0.03);
    expect(hits / 4000).toBeLessThan(probability + 0.03);
  });

  test('is counted: after so many, so many times', () => {
    const fault: FaultInput = { do: 'server_error', on: 'methods', after: 2, times: 3 };
    expect(sequence(1, fault, 8)).toBe('00111000');
  });

  test('is the same in two runs of a real client', async () => {
    const run = async () => {
      const faults = { seed: 11, faults: [{ ...half, on: 'users.info' }] };
      const slack = await startLocalSlack({ port: 0, manifest, faults, ...SECRETS });
      const headers = { authorization: `Bearer ${SECRETS.botToken}` };
      const ask = () => fetch(`${slack.apiUrl}users.info?user=${KASIA}`, { headers });
      const statuses: number[] = [];
      for (let turn = 0; turn < 20; turn += 1) statuses.push((await ask()).status);
      await slack.close();
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await run()).toEqual(first);
  });
});

describe('faults', () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-slack-faults-'));
  const path = join(folder, 'faults.yml');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are read from a file, whose every problem is named', () => {
    writeFileSync(path, 'seed: 7\nfaults:\n  - do: slow\n    on: chat.postMessage\n    ms: 20\n');
    expect(faultReader(methods).readPlan(path)).toEqual({
      seed: 7,
      faults: [{ do: 'slow', on: 'chat.postMessage', ms: 20, probability: 1, after: 0 }],
    });
    writeFileSync(
      path,
      'seed: x\nfaults:\n  - do: slow\n    on: chat.shout\n  - do: deliver_late\n    on: chat.postMessage\n    ms: 1\n' +
        '  - do: explode\n    on: methods\n',
    );
    const read = () => faultReader(methods).readPlan(path);
    expect(read).toThrow('faults.yml does not describe faults');
    expect(read).toThrow('seed: ');
    expect(read).toThrow('faults.0.on: must be a method of the Web API');
    expect(read).toThrow('faults.0.ms: ');
    expect(read).toThrow('faults.1.on: must be slash_commands, interactive, events_api');
    expect(read).toThrow('faults.2.do: ');
  });

  test('are injected and cleared while local-slack runs, from within and over HTTP', async () => {
    const slack = await startLocalSlack({ port: 0, manifest, ...SECRETS });
    closing.push(() => slack.close());
    const status = async () => (await fetch(`${slack.apiUrl}api.test`)).status;
    const admin = async (method: string, body?: object) => {
      const response = await fetch(`${slack.url}/faults`, {
        method,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return Object(await response.json());
    };
    slack.inject({ do: 'server_error', on: 'api.test' });
    expect(await status()).toBe(500);
    slack.clearFaults();
    expect(await status()).toBe(200);
    expect(() => slack.inject({ do: 'slow', on: 'api.test', ms: 0 })).toThrow('ms: ');

    await admin('POST', { do: 'rate_limited', on: 'api.test', times: 1 });
    expect([await status(), await status()]).toEqual([429, 200]);
    expect(await admin('GET')).toMatchObject({
      seed: expect.any(Number),
      faults: [{ do: 'rate_limited', met: 1, hits: 1 }],
    });
    expect(await admin('POST', { do: 'rate_limited' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('on: '),
    });
    const plan = { seed: 3, faults: [{ do: 'server_error', on: 'api.test' }] };
    expect(await admin('POST', plan)).toMatchObject({ seed: 3, faults: [{ do: 'server_error', hits: 0 }] });
    expect(await status()).toBe(500);
    expect(await admin('DELETE')).toMatchObject({ ok: true, faults: [] });
    expect(await status()).toBe(200);
    const foreign = await fetch(`${slack.url}/faults`, {
      method: 'DELETE',
      headers: { origin: 'http://evil.example' },
    });
    expect(foreign.status).toBe(403);
  });
});
