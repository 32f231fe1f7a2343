import { ErrorCode, WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { CALLS_A_MINUTE, POSTING } from '../../src/local-slack/rates.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { KASIA, MARTA, manifest, SECRETS } from './foreign-app.ts';

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
