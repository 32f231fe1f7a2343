import { ErrorCode, WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { CALLS_A_MINUTE, EVENTS_AN_HOUR, POSTING, Rates } from '../../src/local-slack/rates.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { KASIA, MARTA, manifest, Page, SECRETS } from './foreign-app.ts';

/** A clock that stands still until it is moved. */
function stillClock() {
  let nowMs = 1_700_000_000_000;
  return { now: () => nowMs, advance: (ms: number) => (nowMs += ms) };
}

describe('the tiers', () => {
  test('are those of the documentation, where the sources differ as well', () => {
    expect(Object.fromEntries(CALLS_A_MINUTE)).toMatchObject({
      'users.list': 20,
      'chat.update': 50,
      'apps.connections.open': 50,
      'users.conversations': 50,
      'views.open': 100,
      'users.info': 100,
    });
    expect(CALLS_A_MINUTE.get('api.test')).toBeUndefined();
    expect(EVENTS_AN_HOUR).toBe(30_000);
  });

  test.each([...CALLS_A_MINUTE].filter(([method]) => method !== 'chat.postMessage'))(
    '%s: %i calls within any minute, and the next when the first is a minute old',
    (method, perMinute) => {
      const clock = stillClock();
      const rates = new Rates(clock);
      const take = (team = 'T1') => rates.take({ team, method });
      expect(take()).toBeUndefined();
      clock.advance(20_500);
      for (let turn = 1; turn < perMinute; turn += 1) expect(take()).toBeUndefined();
      expect(take()).toBe(40);
      expect(take('T2')).toBeUndefined();
      expect(rates.take({ team: 'T1', method: 'another' })).toBeUndefined();
      clock.advance(39_500);
      expect(take()).toBeUndefined();
      expect(take()).toBe(21);
    },
  );
});

describe('chat.postMessage', () => {
  const post = (rates: Rates, channel: string) =>
    rates.take({ team: 'T1', method: 'chat.postMessage', channel });

  test('takes a short burst in a channel, then one a second', () => {
    const clock = stillClock();
    const rates = new Rates(clock);
    for (let turn = 0; turn < POSTING.burst; turn += 1) expect(post(rates, 'C1')).toBeUndefined();
    expect(post(rates, 'C1')).toBe(1);
    expect(post(rates, 'C2')).toBeUndefined();
    clock.advance(1000);
    expect(post(rates, 'C1')).toBeUndefined();
    expect(post(rates, 'C1')).toBe(1);
    clock.advance(POSTING.burst * 1000);
    for (let turn = 0; turn < POSTING.burst; turn += 1) expect(post(rates, 'C1')).toBeUndefined();
    expect(post(rates, 'C1')).toBe(1);
  });

  test('takes so many a minute in all channels together', () => {
    const rates = new Rates(stillClock());
    for (let turn = 0; turn < POSTING.workspacePerMinute; turn += 1) {
      expect(post(rates, `C${turn}`)).toBeUndefined();
    }
    expect(post(rates, 'C')).toBe(60);
  });
});

describe('events', () => {
  test('are kept back when the hour is full, and the app is told once a minute', () => {
    const clock = stillClock();
    const rates = new Rates(clock);
    for (let turn = 0; turn < EVENTS_AN_HOUR; turn += 1) expect(rates.takeEvent('T1')).toBe('send');
    const minute = Math.floor(clock.now() / 60_000) * 60;
    expect(rates.takeEvent('T1')).toEqual({ minute });
    expect(rates.takeEvent('T1')).toBe('drop');
    expect(rates.takeEvent('T2')).toBe('send');
    clock.advance(60_000);
    expect(rates.takeEvent('T1')).toEqual({ minute: minute + 60 });
    clock.advance(59 * 60_000);
    expect(rates.takeEvent('T1')).toBe('send');
  });

  test('are announced as app_rate_limited in their stead', async () => {
    const rateLimits = { eventsAnHour: 1 };
    const slack = await startLocalSlack({
      port: 0,
      manifest,
      rateLimits,
      timing: { eventRetryMs: [] },
      ...SECRETS,
    });
    const page = new Page(slack.url, KASIA);
    for (let turn = 0; turn < 3; turn += 1) await page.post('home', { tab: 'home' });
    const delivered = slack.journal
      .filter((entry) => entry.type === 'delivery')
      .map(({ payload }) => payload);
    await slack.close();
    expect(delivered.slice(0, 2)).toMatchObject([
      { type: 'event_callback', event: { type: 'app_home_opened' } },
      { type: 'app_rate_limited', team_id: slack.teamId, minute_rate_limited: expect.any(Number) },
    ]);
    // The third falls into the same minute, or begins another.
    expect(delivered.slice(2).every((payload) => Reflect.get(payload, 'type') === 'app_rate_limited')).toBe(
      true,
    );
  });
});

describe('an app that calls too often', () => {
  async function withSlack(rateLimits: boolean | undefined, run: (slack: LocalSlack) => Promise<void>) {
    const slack = await startLocalSlack({ port: 0, manifest, rateLimits, ...SECRETS });
    try {
      await run(slack);
    } finally {
      await slack.close();
    }
  }
  const client = (slack: LocalSlack) =>
    new WebClient(SECRETS.botToken, { slackApiUrl: slack.apiUrl, rejectRateLimitedCalls: true });

  test('gets 429 with Retry-After, which its client understands', () =>
    withSlack(undefined, async (slack) => {
      const web = client(slack);
      for (let turn = 0; turn < 20; turn += 1) await web.users.list({});
      const limited = await web.users.list({}).catch((error: unknown) => error);
      expect(limited).toMatchObject({ code: ErrorCode.RateLimitedError });
      // Of the minute some seconds may have gone.
      const nearlyAMinute = expect.stringMatching(/^(60|[45]\d)$/);
      expect(String(Reflect.get(Object(limited), 'retryAfter'))).toEqual(nearlyAMinute);
      const headers = { authorization: `Bearer ${SECRETS.botToken}` };
      const bare = await fetch(`${slack.apiUrl}users.list`, { headers });
      expect([bare.status, bare.headers.get('retry-after')]).toEqual([429, nearlyAMinute]);
      expect(await bare.json()).toEqual({ ok: false, error: 'ratelimited' });
      expect(await web.users.info({ user: KASIA })).toMatchObject({ ok: true });
      expect(slack.journal.at(-2)).toMatchObject({ type: 'call', answer: { error: 'ratelimited' } });
    }));

  test('is stopped in one conversation, by whatever name, and not in another', () =>
    withSlack(undefined, async (slack) => {
      const web = client(slack);
      const send = (channel: string) => web.chat.postMessage({ channel, text: 'x' });
      await send(KASIA);
      // Many at once, so that the seconds they take let only a few more through.
      const sent = await Promise.allSettled(
        Array.from({ length: 60 }, (_, turn) => send(turn % 2 ? 'D0KASIANOW' : KASIA)),
      );
      const refused = sent.filter((one) => one.status === 'rejected');
      expect(sent.length - refused.length).toBeGreaterThanOrEqual(POSTING.burst - 1);
      expect(refused.length).toBeGreaterThan(0);
      for (const { reason } of refused) expect(reason).toMatchObject({ retryAfter: 1 });
      expect(await send(MARTA)).toMatchObject({ ok: true });
    }));

  test('is not stopped where rate limits are switched off', () =>
    withSlack(false, async (slack) => {
      for (let turn = 0; turn < 30; turn += 1) expect(await client(slack).users.list({})).toBeTruthy();
    }));
});
