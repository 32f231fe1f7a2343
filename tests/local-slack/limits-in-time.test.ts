/**
 * Slack's limits of time and rate, counted: each has a test of its own kind here, just inside and just outside. The
 * numbers are written out once more, so that the data is not its own judge.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { limitsOf } from '../../src/local-slack/block-kit/limits.ts';
import { makeIds } from '../../src/local-slack/clock.ts';
import { EventHealth } from '../../src/local-slack/event-health.ts';
import { METHODS } from '../../src/local-slack/methods/all.ts';
import { OAuthCodes } from '../../src/local-slack/oauth-codes.ts';
import { CALLS_A_MINUTE, Rates } from '../../src/local-slack/rates.ts';
import { ResponseUrls } from '../../src/local-slack/response-urls.ts';
import { startLocalSlack } from '../../src/local-slack/server.ts';
import { bareApp, connect } from './bare-app.ts';
import {
  callApi,
  divider,
  GENERAL,
  KASIA,
  manifest,
  modal,
  SECRETS,
  startWorld,
  type WorldOptions,
} from './foreign-app.ts';

type Shown = Record<string, () => void | Promise<void>>;

/** A clock that stands still until it is moved. */
function stillClock() {
  let nowMs = 1_700_000_000_000;
  return { now: () => nowMs, advance: (ms: number) => (nowMs += ms) };
}

async function using<T extends { close(): Promise<void> }>(
  what: T | Promise<T>,
  run: (one: T) => Promise<void>,
): Promise<void> {
  const one = await what;
  try {
    await run(one);
  } finally {
    await one.close();
  }
}

const inWorld = (options: WorldOptions, run: Parameters<typeof using<World>>[1]) =>
  using(startWorld('socket', options), run);
type World = Awaited<ReturnType<typeof startWorld>>;

const silentWorkspace = (options: object = {}) =>
  startLocalSlack({ port: 0, manifest, timing: { eventRetryMs: [] }, ...SECRETS, ...options });

/** These wait for seconds to pass, all at the same time. */
const SLOW: Shown = {
  'ack.deadline': () =>
    inWorld(
      {
        listen(app) {
          app.command('/hello', async ({ ack, command }) => {
            await wait(Number(command.text));
            await ack('Hello');
          });
        },
      },
      async ({ page }) => {
        await Promise.all([page.command('/hello', '2000'), page.command('/hello', '3200')]);
        const texts = (await page.state()).messages[GENERAL]?.slice(-2).map((one) => one.text);
        expect(texts).toEqual(['Hello', '/hello failed with the error "operation_timeout"']);
      },
    ),

  async 'trigger_id.ttl'() {
    const triggers: string[] = [];
    const listen: WorldOptions['listen'] = (app) =>
      app.command('/form', async ({ ack, command }) => {
        triggers.push(command.trigger_id);
        await ack();
      });
    await inWorld({ listen }, async ({ call, page }) => {
      const view = modal('Late', [divider]);
      await Promise.all([page.command('/form'), page.command('/form')]);
      const [inside, outside] = triggers;
      await wait(2000);
      expect(await call('views.open', { trigger_id: inside, view })).toMatchObject({ ok: true });
      await wait(1050);
      const late = await call('views.open', { trigger_id: outside, view });
      expect(late).toEqual({ ok: false, error: 'expired_trigger_id' });
    });
  },
};

const QUICK: Shown = {
  async 'trigger_id.uses'() {
    let trigger_id = '';
    const listen: WorldOptions['listen'] = (app) =>
      app.command('/form', async ({ ack, command }) => {
        trigger_id = command.trigger_id;
        await ack();
      });
    await inWorld({ listen }, async ({ call, page }) => {
      await page.command('/form');
      const open = () => call('views.open', { trigger_id, view: modal('Once', [divider]) });
      expect(await open()).toMatchObject({ ok: true });
      expect(await open()).toEqual({ ok: false, error: 'exchanged_trigger_id' });
    });
  },

  'response_url.uses': () =>
    using(
      bareApp((_, response) => response.end()),
      async ({ page, heard }) => {
        await page.command('/hello');
        const url = new URLSearchParams(heard[0]?.body).get('response_url') ?? '';
        const said: [number, string][] = [];
        for (let turn = 1; turn <= 6; turn += 1) {
          const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ text: `${turn}` }) });
          said.push([answer.status, await answer.text()]);
        }
        expect(said).toEqual([...Array.from({ length: 5 }, () => [200, 'ok']), [404, 'used_url']]);
      },
    ),

  'response_url.ttl'() {
    const clock = stillClock();
    const urls = new ResponseUrls(clock, makeIds(clock));
    const { id } = urls.issue(KASIA, GENERAL);
    clock.advance(1_800_000);
    expect(urls.use(id)).toMatchObject({ person: KASIA });
    clock.advance(1);
    expect(urls.use(id)).toEqual({ problem: 'expired_url', person: KASIA });
  },

  'events.retries': () =>
    using(
      bareApp((_, response) => response.writeHead(500).end(), { eventRetryMs: [0, 40, 80] }),
      async ({ page, heard }) => {
        await page.post('home', { tab: 'home' });
        await expect.poll(() => heard.length).toBe(4);
        // A fifth would have come by now.
        await wait(150);
        expect(heard.map((one) => one.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
        expect(new Set(heard.map((one) => JSON.parse(one.body).event_id)).size).toBe(1);
      },
    ),

  async 'events.redirects'() {
    for (const [redirects, comes] of [
      [2, ['/events', '/1', '/2']],
      // The address after the second redirect leads on: that is one too many, and the event comes again.
      [3, ['/events', '/1', '/2', '/events', '/1', '/2']],
    ] as const) {
      const app = bareApp(
        (heard, response) => {
          const at = Number(heard.at(-1)?.path.slice(1)) || 0;
          if (at < redirects) response.writeHead(at % 2 ? 301 : 302, { location: `/${at + 1}` }).end();
          else response.end();
        },
        { eventRetryMs: [0] },
      );
      await using(app, async ({ page, heard, slack }) => {
        await page.post('home', { tab: 'home' });
        await expect.poll(() => slack.journal.filter((one) => one.type === 'ack').length).toBe(redirects - 1);
        expect(heard.map((one) => one.path)).toEqual(comes);
        expect(new Set(heard.map((one) => one.body)).size).toBe(1);
        const again = heard[3]?.headers['x-slack-retry-reason'];
        expect(again).toBe(redirects === 3 ? 'too_many_redirects' : undefined);
        expect(slack.journal.at(-1)).toMatchObject({ type: 'ack', ok: redirects === 2 });
      });
    }
  },

  async 'events.success_ratio'() {
    const clock = stillClock();
    const told: string[] = [];
    const health = new EventHealth(clock, (sentence) => told.push(sentence));
    const count = (succeeded: boolean, times: number) => {
      for (let turn = 0; turn < times; turn += 1) health.count(succeeded);
    };
    // Five in a hundred are enough.
    count(true, 50);
    count(false, 950);
    expect(health.disabled).toBe(false);
    // An hour on, those no longer count: 999 failures are too few to judge by.
    clock.advance(3_600_000);
    count(false, 999);
    expect(health.disabled).toBe(false);
    count(false, 1);
    expect(health.disabled).toBe(true);
    expect(told).toEqual([expect.stringContaining('0 of 1000 events within an hour')]);

    let status = 200;
    // A hundred at once may take a busy machine longer than the three seconds after which they would be given up, and a
    // thousand longer than one may take to connect.
    const timing = { eventRetryMs: [], ackMs: 60_000 };
    const app = bareApp((_, response) => response.writeHead(status).end(), timing);
    await using(app, async ({ slack, page, heard }) => {
      const change = (times: number) => {
        for (let turn = 0; turn < times; turn += 1) slack.changePerson(KASIA, { title: `${turn}` });
      };
      change(40);
      await expect.poll(() => heard.length).toBe(40);
      status = 500;
      for (let failed = 96; failed <= 960; failed += 96) {
        change(96);
        await expect.poll(() => heard.length).toBe(40 + failed);
      }
      await page.change('toast', ({ toast }) => toast.text.includes('40 of 1000 events within an hour'));
      change(1);
      // A command still comes, and nothing of the last event before it.
      await page.command('/hello');
      expect(heard).toHaveLength(1001);
    });
  },

  async 'events.rate'() {
    const clock = stillClock();
    const rates = new Rates(clock);
    for (let turn = 0; turn < 30_000; turn += 1) expect(rates.takeEvent('T1')).toBe('send');
    expect(rates.takeEvent('T1')).toEqual({ minute: 1_699_999_980 });
    expect(rates.takeEvent('T1')).toBe('drop');
    clock.advance(3_600_000);
    expect(rates.takeEvent('T1')).toBe('send');
    const app = bareApp((_, response) => response.end(), {}, { rateLimits: { eventsAnHour: 1 } });
    await using(app, async ({ slack, heard }) => {
      for (const title of ['a', 'b']) slack.changePerson(KASIA, { title });
      await expect.poll(() => heard.map((one) => JSON.parse(one.body).type)).toHaveLength(2);
      expect(heard.map((one) => JSON.parse(one.body).type)).toEqual(['event_callback', 'app_rate_limited']);
    });
  },

  'socket_mode.connections': () =>
    using(silentWorkspace(), async (slack) => {
      for (let turn = 1; turn <= 10; turn += 1) {
        expect((await connect(slack)).frames[0]).toMatchObject({ type: 'hello', num_connections: turn });
      }
      const eleventh = await connect(slack);
      expect(eleventh.frames[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
      await expect.poll(() => eleventh.socket.readyState).toBe(WebSocket.CLOSED);
    }),

  'socket_mode.url_one_use': () =>
    using(silentWorkspace(), async (slack) => {
      const { url, frames } = await connect(slack);
      expect(frames[0]).toMatchObject({ type: 'hello', connection_info: { app_id: slack.appId } });
      const again = new WebSocket(url);
      const error = await new Promise((resolve) => again.on('error', (problem) => resolve(problem.message)));
      expect(error).toContain('403');
    }),

  'oauth.code'() {
    const clock = stillClock();
    const client = { clientId: '1.2', clientSecret: 'shh' };
    const codes = new OAuthCodes({ ...client, clock, ids: makeIds(clock) });
    const grant = { team: 'T1', person: KASIA, scopes: ['commands'], redirectUri: undefined };
    const use = (code: string) => codes.exchange({ ...client, code, redirectUri: undefined });
    const [once, inside, outside] = [codes.issue(grant), codes.issue(grant), codes.issue(grant)];
    expect([use(once), use(once)]).toMatchObject([grant, 'code_already_used']);
    clock.advance(600_000);
    expect(use(inside)).toMatchObject(grant);
    clock.advance(1);
    expect(use(outside)).toBe('invalid_code');
  },

  'chat.scheduleMessage.horizon': () =>
    using(silentWorkspace({ clock: { now: '2026-03-02T09:00:00Z', speed: 0 } }), async (slack) => {
      const inDays = async (days: number, seconds: number) => {
        const post_at = Date.parse('2026-03-02T09:00:00Z') / 1000 + days * 86_400 + seconds;
        const args = { channel: KASIA, text: 'later', post_at };
        return (await callApi(slack.apiUrl, 'chat.scheduleMessage', args, SECRETS.botToken))['error'];
      };
      expect([await inDays(0, 0), await inDays(0, 1)]).toEqual(['time_in_past', undefined]);
      expect([await inDays(120, 0), await inDays(120, 1)]).toEqual([undefined, 'time_too_far']);
    }),

  'chat.scheduleMessage.density': () =>
    using(silentWorkspace({ clock: { now: '2026-03-02T09:00:00Z', speed: 0 } }), async (slack) => {
      const after = async (seconds: number) => {
        const post_at = Date.parse('2026-03-02T10:00:00Z') / 1000 + seconds;
        const args = { channel: KASIA, text: 'later', post_at };
        return (await callApi(slack.apiUrl, 'chat.scheduleMessage', args, SECRETS.botToken))['error'];
      };
      for (let second = 0; second < 30; second += 1) expect(await after(second)).toBeUndefined();
      expect([await after(299), await after(300)]).toEqual(['restricted_too_many', undefined]);
    }),

  'rate.tiers'() {
    const perTier = { 'users.list': 20, 'chat.update': 50, 'views.open': 100 };
    expect(Object.fromEntries(CALLS_A_MINUTE)).toMatchObject(perTier);
    // None of the methods here is of tier 1.
    expect(new Set(CALLS_A_MINUTE.values())).toEqual(new Set([20, 50, 100, 600]));
  },

  'rate.special'() {
    expect(CALLS_A_MINUTE.get('auth.test')).toBe(600);
  },

  'rate.posting': () =>
    using(silentWorkspace(), async (slack) => {
      const clock = stillClock();
      const rates = new Rates(clock);
      const post = (channel: string) => rates.take({ team: 'T1', method: 'chat.postMessage', channel });
      for (let turn = 0; turn < 10; turn += 1) expect(post('C1')).toBeUndefined();
      expect([post('C1'), post('C2')]).toEqual([1, undefined]);
      clock.advance(1000);
      expect([post('C1'), post('C1')]).toEqual([undefined, 1]);
      for (let turn = 12; turn < 600; turn += 1) expect(post(`C${turn}x`)).toBeUndefined();
      expect(post('another')).toBe(59);

      // A burst on the wire: after ten at once some are told to wait a second.
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => bare(slack.apiUrl, 'chat.postMessage', { channel: GENERAL })),
      );
      const limited = answers.filter(([status]) => status === 429);
      expect(limited.length).toBeGreaterThan(0);
      expect(answers.length - limited.length).toBeGreaterThanOrEqual(10);
      expect(new Set(limited.map(([, after]) => after))).toEqual(new Set(['1']));
    }),
};

/** Status and Retry-After of a call. */
async function bare(apiUrl: string, method: string, args: object): Promise<[number, string | null]> {
  const token = method === 'apps.connections.open' ? SECRETS.appToken : SECRETS.botToken;
  const response = await fetch(`${apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
  await response.arrayBuffer();
  return [response.status, response.headers.get('retry-after')];
}

/** A workspace for all methods: each is counted by itself. */
let shared: Awaited<ReturnType<typeof silentWorkspace>>;

/** A method's tier: in time as it passes, and on the wire where local-slack has the method. */
async function methodTier(method: string, perMinute: number): Promise<void> {
  const clock = stillClock();
  const rates = new Rates(clock);
  let turn = 0;
  const take = (team = 'T1') => {
    turn += 1;
    return rates.take({ team, method, channel: `C${turn}` });
  };
  expect(take()).toBeUndefined();
  clock.advance(20_500);
  for (let call = 1; call < perMinute; call += 1) expect(take()).toBeUndefined();
  expect([take(), take('T2')]).toEqual([40, undefined]);
  clock.advance(39_500);
  expect([take(), take()]).toEqual([undefined, 21]);
  if (!Object.hasOwn(METHODS, method)) return;
  const calls = await Promise.all(
    Array.from({ length: perMinute + 1 }, (_, call) =>
      bare(shared.apiUrl, method, { channel: `C${call}`, test: true }),
    ),
  );
  expect(calls.filter(([status]) => status === 200)).toHaveLength(perMinute);
  expect(calls.filter(([status]) => status === 429)).toEqual([[429, expect.stringMatching(/^(60|5\d)$/)]]);
}

const PREFIX = 'rate.method.';
const METHOD_TIERS: Shown = Object.fromEntries(
  [...CALLS_A_MINUTE].map(([method, perMinute]) => [
    `${PREFIX}${method}`,
    () => methodTier(method, perMinute),
  ]),
);

const SHOWN: Shown = { ...SLOW, ...QUICK, ...METHOD_TIERS };

describe('limits of time and rate', () => {
  beforeAll(async () => {
    shared = await silentWorkspace();
  });
  afterAll(() => shared.close());

  test.concurrent.each(Object.entries(SLOW))('%s', (_, show) => show());
  test.each(Object.entries({ ...QUICK, ...METHOD_TIERS }))('%s', (_, show) => show());
});

describe('the count', () => {
  const without = (shown: Shown) => limitsOf('rate', 'time').filter((name) => !Object.hasOwn(shown, name));

  test('each limit of class rate or time has its test', () => {
    expect(without(SHOWN)).toEqual([]);
    expect(Object.keys(SHOWN).filter((name) => !limitsOf('rate', 'time').includes(name))).toEqual([]);
  });

  test('a test that is missing is seen', () => {
    const { 'ack.deadline': _, ...fewer } = SHOWN;
    expect(without(fewer)).toEqual(['ack.deadline']);
  });

  test('what Slack leaves to the app is not counted', () => {
    expect(limitsOf('client')).toEqual([
      'url_button_value_etc.counting',
      'signature.max_age',
      'users.list.limit',
    ]);
  });
});
