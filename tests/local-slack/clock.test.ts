import { afterEach, describe, expect, test } from 'vitest';
import { ProductClock } from '../../src/local-slack/product-clock.ts';
import { startLocalSlack } from '../../src/local-slack/server.ts';
import { divider, KASIA, type Mode, manifest, modal, SECRETS, startWorld } from './foreign-app.ts';

const DAY_MS = 24 * 3_600_000;
const MARCH = Date.parse('2026-03-02T09:00:00Z');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe('product time', () => {
  const real = { at: 1000, now: () => real.at };

  test('goes with the machine’s clock until it is moved', () => {
    const clock = new ProductClock(real);
    expect(clock.state()).toEqual({ now: real.at, speed: 1 });
    real.at += 5;
    expect(clock.now()).toBe(real.at);
  });

  test('jumps to an instant, goes on by a span, and runs at a speed', () => {
    const clock = new ProductClock(real, { now: '2026-03-02T09:00:00Z', speed: 0 });
    real.at += 1000;
    expect(clock.now()).toBe(MARCH);
    expect(clock.move({ advanceMs: DAY_MS })).toEqual({ now: MARCH + DAY_MS, speed: 0 });
    expect(clock.move({ now: MARCH + 2 * DAY_MS, speed: 86_400 })).toMatchObject({ speed: 86_400 });
    real.at += 3000;
    expect(clock.now()).toBe(MARCH + 5 * DAY_MS);
    // A change of speed does not make it jump.
    expect(clock.move({ speed: 1 })).toEqual({ now: MARCH + 5 * DAY_MS, speed: 1 });
    real.at += 7;
    expect(clock.now()).toBe(MARCH + 5 * DAY_MS + 7);
  });

  test.each<[unknown, string]>([
    [{ now: 1 }, 'product time only goes forward'],
    [{ now: 'tomorrow' }, 'now: '],
    [{ advanceMs: -1 }, 'advanceMs: '],
    [{ speed: -1 }, 'speed: '],
    [{ sped: 1 }, 'sped'],
    [{ advanceMs: Number.MAX_SAFE_INTEGER }, 'ends with the year 9999'],
    [{ now: 253_402_300_800_000 }, 'before the end of the year 9999'],
    [undefined, '(file): '],
  ])('is not moved by %j', (given, problem) => {
    expect(() => new ProductClock(real, { now: MARCH }).move(given)).toThrow(problem);
  });
});

test('GET /clock tells it, POST /clock moves it, and no other site may', async () => {
  const slack = await startLocalSlack({ port: 0, manifest, clock: { now: MARCH, speed: 0 }, ...SECRETS });
  closing.push(() => slack.close());
  const url = `${slack.url}/clock`;
  const post = async (body: object, headers = {}) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
    return { status: response.status, body: await response.json() };
  };
  expect(await (await fetch(url)).json()).toEqual({ now: MARCH, speed: 0 });
  const moved = { now: MARCH + DAY_MS, speed: 0 };
  expect(await post({ advanceMs: DAY_MS })).toEqual({ status: 200, body: moved });
  expect(slack.clock()).toEqual(moved);
  expect(await post({ now: MARCH })).toMatchObject({ status: 400, body: { ok: false } });
  expect(await post({ speed: 2 }, { origin: 'http://evil.example' })).toMatchObject({ status: 403 });
  expect(slack.moveClock({ now: '2026-07-01T00:00:00+02:00' }).now).toBe(Date.parse('2026-06-30T22:00:00Z'));
});

describe.each<Mode>(['socket', 'http'])('an app over %s', (mode) => {
  test('reads product time in messages, and keeps its trigger ids, signatures and response_urls', async () => {
    const heard = { trigger: '', responseUrl: '', eventTime: 0 };
    const world = await startWorld(mode, {
      listen(app) {
        app.command('/hello', async ({ ack, command }) => {
          heard.trigger = command.trigger_id;
          heard.responseUrl = command.response_url;
          await ack();
        });
        app.event('app_home_opened', async ({ body }) => {
          heard.eventTime = body.event_time;
        });
      },
    });
    closing.push(world.close);
    const { slack, page, call } = world;
    await page.command('/hello');
    const { now } = slack.moveClock({ advanceMs: 180 * DAY_MS, speed: 0 });

    const opened = await call('views.open', { trigger_id: heard.trigger, view: modal('On time', [divider]) });
    expect(opened).toMatchObject({ ok: true });
    const answered = await fetch(heard.responseUrl, { method: 'POST', body: JSON.stringify({ text: 'x' }) });
    expect(answered.status).toBe(200);
    // Bolt refuses signatures older than five minutes.
    await page.command('/hello');
    expect((await page.lastMessage()).text).toBe('x');
    await page.post('home', { tab: 'home' });
    await expect.poll(() => heard.eventTime).toBe(Math.floor(now / 1000));

    const first = await call('chat.postMessage', { channel: KASIA, text: 'half a year on' });
    const second = await call('chat.postMessage', { channel: KASIA, text: 'at the same time' });
    expect(Math.floor(Number(first['ts']))).toBe(Math.floor(now / 1000));
    expect(Number(second['ts'])).toBeGreaterThan(Number(first['ts']));
    const { at } = slack.journal.at(-1) ?? { at: '' };
    expect(Date.parse(at)).toBeLessThan(now - 100 * DAY_MS);
  });
});

test('the offset of a time zone is that of product time', async () => {
  const slack = await startLocalSlack({ port: 0, manifest, clock: { now: MARCH }, ...SECRETS });
  closing.push(() => slack.close());
  const offset = async () => {
    const headers = { authorization: `Bearer ${SECRETS.botToken}` };
    return Object(await (await fetch(`${slack.apiUrl}users.info?user=${KASIA}`, { headers })).json()).user
      .tz_offset;
  };
  expect(await offset()).toBe(3600);
  slack.moveClock({ now: '2026-07-01T00:00:00Z' });
  expect(await offset()).toBe(7200);
});
