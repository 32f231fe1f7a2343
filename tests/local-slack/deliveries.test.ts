import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startLocalSlack } from '../../src/local-slack/server.ts';
import { signature } from '../../src/local-slack/signed-http.ts';
import { bareApp, connect } from './bare-app.ts';
import {
  callApi,
  divider,
  KASIA,
  type Mode,
  manifest,
  modal,
  Page,
  SECRETS,
  startWorld,
} from './foreign-app.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe.each<Mode>(['socket', 'http'])('an app over %s', (mode) => {
  test('that acks too late is told of in Slack’s words, and its toast names the reason', async () => {
    const world = await startWorld(mode, {
      timing: { ackMs: 120 },
      listen(app) {
        app.command('/hello', () => new Promise(() => {}));
        app.shortcut('do-it', () => new Promise(() => {}));
        app.command('/form', async ({ ack, client, command }) => {
          await ack();
          await client.views.open({
            trigger_id: command.trigger_id,
            view: modal('Form', [divider], { callback_id: 'f' }),
          });
        });
        app.view('f', () => new Promise(() => {}));
      },
    });
    closing.push(world.close);
    await world.page.command('/hello');
    expect(await world.page.lastMessage()).toMatchObject({
      from: 'USLACKBOT',
      text: '/hello failed with the error "operation_timeout"',
      ephemeral: true,
    });
    await world.page.change('toast', ({ toast }) => toast.text.includes('operation_timeout'));
    const late = await world.page.post('shortcut', { callbackId: 'do-it' });
    expect(late).toMatchObject({ ok: false, error: expect.stringContaining('3 seconds') });
    await world.page.command('/form');
    const { views } = await world.page.change('views', (one) => one.views.length === 1);
    const reply = await world.page.post('submit', { viewId: views[0]?.id, state: {} });
    expect(reply).toEqual({ ok: false, error: 'We had some trouble connecting. Try again?' });
    expect((await world.page.state()).views).toHaveLength(1);
  });
});

test('an app with another signing secret refuses deliveries', async () => {
  const world = await startWorld('http', {
    signingSecret: 'another',
    listen: (app) => app.command('/hello', async ({ ack }) => ack('Hello')),
  });
  closing.push(world.close);
  expect((await world.page.state()).app.connected).toBe(true);
  await world.page.command('/hello');
  expect((await world.page.lastMessage()).text).toBe('/hello failed with the error "http_client_error"');
  expect((await world.page.state()).app.connected).toBe(false);
});

async function bare(answer: Parameters<typeof bareApp>[0]) {
  const app = await bareApp(answer, { eventRetryMs: [0, 5, 10] });
  closing.push(app.close);
  return app;
}

describe('deliveries by HTTP', () => {
  test('are signed, and commands come as a form', async () => {
    const { page, heard } = await bare((_, response) => response.end());
    await page.command('/hello', 'a b');
    const [request] = heard;
    if (!request) throw new Error('Nothing came');
    const timestamp = Number(request.headers['x-slack-request-timestamp']);
    expect(Math.abs(timestamp - Date.now() / 1000)).toBeLessThan(5);
    expect(request.headers['x-slack-signature']).toBe(signature('shh', timestamp, request.body));
    expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(new URLSearchParams(request.body).get('text')).toBe('a b');
    await page.post('shortcut', { callbackId: 'do-it' });
    const payload = new URLSearchParams(heard[1]?.body).get('payload') ?? '';
    expect(JSON.parse(payload)).toMatchObject({ type: 'shortcut' });
  });

  // The example in docs.slack.dev, Verifying requests from Slack.
  test('have the signature of the documented example', () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&' +
      'channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&' +
      'response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F' +
      '96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    expect(signature('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, body)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });

  test('of events are tried three times more, with the same event_id', async () => {
    const { page, heard } = await bare((_, response) => response.writeHead(500).end());
    await page.post('home', { tab: 'messages' });
    await page.change('toast', ({ toast }) => toast.text.includes('app_home_opened'));
    await expect.poll(() => heard.length).toBe(4);
    expect(new Set(heard.map((one) => JSON.parse(one.body).event_id)).size).toBe(1);
    expect(heard.map((one) => one.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(heard.at(-1)?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(heard[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
      type: 'event_callback',
      event: { type: 'app_home_opened', tab: 'messages', user: KASIA },
      authorizations: [{ is_bot: true }],
    });
  });

  test('of events end when the app acks, or asks for no more', async () => {
    const { page, heard } = await bare((all, response) => {
      if (all.length === 1) response.writeHead(500).end();
      else if (all.length === 2) response.end();
      else response.writeHead(500, { 'x-slack-no-retry': '1' }).end();
    });
    await page.post('home', { tab: 'home' });
    await expect.poll(() => heard.length).toBe(2);
    await page.post('home', { tab: 'home' });
    await expect.poll(() => heard.length).toBe(3);
    const acks = () => page.changes.filter((one) => one.type === 'toast').length;
    await expect.poll(acks).toBe(2);
    expect(heard).toHaveLength(3);
  });
});

describe('Socket Mode', () => {
  async function start() {
    const slack = await startLocalSlack({ port: 0, manifest, timing: { eventRetryMs: [] }, ...SECRETS });
    const page = new Page(slack.url, KASIA);
    await page.watch();
    closing.push(
      () => slack.close(),
      () => page.close(),
    );
    return { slack, page };
  }

  test('shares deliveries among connections, and shows when the last is gone', async () => {
    const { slack, page } = await start();
    expect((await page.state()).app.connected).toBe(false);
    const one = await connect(slack);
    const two = await connect(slack);
    for (let turn = 0; turn < 4; turn += 1) await page.command('/hello');
    expect([one.frames.length, two.frames.length]).toEqual([3, 3]);
    expect(one.frames[1]).toMatchObject({ type: 'slash_commands', accepts_response_payload: true });
    await page.post('home', { tab: 'home' });
    const events = () => [...one.frames, ...two.frames].filter((frame) => frame['type'] === 'events_api');
    await expect.poll(events).toMatchObject([{ accepts_response_payload: false, retry_attempt: 0 }]);

    await page.change('app', ({ app }) => app.connected);
    one.socket.close();
    two.socket.close();
    await expect.poll(async () => (await page.state()).app.connected).toBe(false);
    await page.command('/hello');
    expect((await page.lastMessage()).text).toBe('/hello failed with the error "dispatch_failed"');
    await page.change('toast', ({ toast }) => toast.text.includes('is not connected'));
  });

  test('asks the app to connect anew', async () => {
    const { slack } = await start();
    const { socket, frames } = await connect(slack);
    slack.refreshConnections();
    await expect.poll(() => socket.readyState).toBe(WebSocket.CLOSED);
    expect(frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
    expect((await connect(slack)).frames[0]).toMatchObject({ num_connections: 1 });
  });

  test('a connection that breaks before its ack fails at once', async () => {
    const { slack, page } = await start();
    const { url } = await callApi(slack.apiUrl, 'apps.connections.open', {}, SECRETS.appToken);
    const socket = new WebSocket(String(url));
    socket.on('message', (data) => {
      if (JSON.parse(String(data)).envelope_id) socket.terminate();
    });
    await page.change('app', ({ app }) => app.connected);
    await page.command('/hello');
    expect((await page.lastMessage()).text).toBe('/hello failed with the error "dispatch_failed"');
  });
});
