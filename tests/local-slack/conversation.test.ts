import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { button, GENERAL, KASIA, type Mode, press, startWorld, type World } from './foreign-app.ts';

describe.each<Mode>(['socket', 'http'])('a foreign app over %s', (mode) => {
  let world: World;
  const heard: Record<string, Record<string, unknown>> = {};
  const responseUrls: string[] = [];

  beforeAll(async () => {
    world = await startWorld(mode, {
      listen(app) {
        app.command('/hello', async ({ command, ack }) => {
          heard['command'] = command;
          responseUrls.push(command.response_url);
          if (command.text === 'all') await ack({ response_type: 'in_channel', text: 'Hello, all' });
          else if (command.text === 'quiet') await ack();
          else if (command.text === 'bad') await ack({ text: '', blocks: [{ type: 'nonsense' }] });
          else await ack(`Hello, ${command.text}`);
        });
        app.action('press', async ({ ack, body, respond }) => {
          await ack();
          heard['action'] = { ...body };
          await respond({ replace_original: true, text: 'Pressed' });
        });
        app.shortcut('do-it', async ({ ack, body, client }) => {
          await ack();
          heard['shortcut'] = { ...body };
          await client.chat.postMessage({ channel: body.user.id, text: 'Done' });
        });
        app.message('ping', async ({ message, say }) => {
          heard['message'] = { ...message };
          await say('pong');
        });
        app.event('member_joined_channel', async ({ event }) => {
          heard['joined'] = { ...event };
        });
        app.event('user_change', async ({ event }) => {
          heard['user_change'] = { ...event };
        });
      },
    });
  });
  afterAll(() => world.close());

  test('shows the text of an ack to the person alone', async () => {
    expect(await world.page.command('/hello', 'you')).toEqual({ ok: true });
    expect(await world.page.lastMessage()).toMatchObject({
      text: 'Hello, you',
      ephemeral: true,
      from: world.slack.botUserId,
    });
    expect(heard['command']).toMatchObject({
      command: '/hello',
      user_id: KASIA,
      user_name: 'kasia',
      channel_id: GENERAL,
      channel_name: 'general',
      team_id: world.slack.teamId,
      api_app_id: world.slack.appId,
      is_enterprise_install: 'false',
    });
  });

  test('escapes what is typed and turns names into references', async () => {
    await world.page.command('/hello', '@marta, see #random & <b> @nobody');
    expect(heard['command']?.['text']).toBe(
      '<@U0MARTAWIL|marta>, see <#C0RANDOM01|random> &amp; &lt;b&gt; @nobody',
    );
  });

  test('shows an answer for all with the command before it', async () => {
    await world.page.command('/hello', 'all');
    const messages = (await world.page.state()).messages[GENERAL] ?? [];
    expect(messages.slice(-2)).toMatchObject([
      { from: KASIA, text: '/hello all', ephemeral: false },
      { from: world.slack.botUserId, text: 'Hello, all', ephemeral: false },
    ]);
  });

  test('tells the person of an ack that Slack would refuse', async () => {
    await world.page.command('/hello', 'bad');
    expect(await world.page.lastMessage()).toMatchObject({ from: 'USLACKBOT', ephemeral: true });
    const { toast } = await world.page.change('toast', (one) => one.toast.text.includes('nonsense'));
    expect(toast.text).toContain('[ERROR] unsupported type: nonsense [json-pointer:/blocks/0/type]');
  });

  test('answers a command nobody has as Slack does', async () => {
    await world.page.command('/nobody', 'x');
    const { text, from } = await world.page.lastMessage();
    expect(from).toBe('USLACKBOT');
    expect(text).toContain('/nobody is not a valid command.');
  });

  test('takes five answers through a response_url and no sixth', async () => {
    await world.page.command('/hello', 'quiet');
    const url = responseUrls.at(-1) ?? '';
    const post = (body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });
    expect((await post({ text: 'one' })).status).toBe(200);
    // A command has no message of its own that could be replaced or deleted.
    expect((await post({ text: 'two', replace_original: true })).status).toBe(200);
    const texts = (await world.page.state()).messages[GENERAL]?.slice(-2).map((one) => one.text);
    expect(texts).toEqual(['one', 'two']);
    expect((await post({ delete_original: true })).status).toBe(200);
    expect(await world.page.lastMessage()).toMatchObject({ text: 'two', ephemeral: true });
    expect((await post({ text: 'to all', response_type: 'in_channel' })).status).toBe(200);
    const wrong = await post({ blocks: [{ type: 'section' }] });
    expect([wrong.status, await wrong.text()]).toEqual([400, 'invalid_blocks']);
    const sixth = await post({ text: 'six' });
    expect([sixth.status, await sixth.text()]).toEqual([404, 'used_url']);
    await world.page.change('toast', ({ toast }) => toast.text.includes('used_url'));
    expect((await fetch(`${world.slack.url}/response/none`, { method: 'POST' })).status).toBe(404);
  });

  test.each([
    ['nothing', {}, 'no_text'],
    ['a type that is none', { text: 'x', response_type: 'everyone' }, 'invalid_payload'],
  ])('tells the person of an answer that Slack refuses: %s', async (_, body, error) => {
    await world.page.command('/hello', 'quiet');
    const answer = await fetch(responseUrls.at(-1) ?? '', { method: 'POST', body: JSON.stringify(body) });
    expect([answer.status, await answer.text()]).toEqual([400, error]);
    await world.page.change('toast', ({ toast }) => toast.text === `The answer of the app: ${error}`);
  });

  test('cuts an answer where it cuts a message', async () => {
    await world.page.command('/hello', 'quiet');
    const body = JSON.stringify({ text: 'y'.repeat(50_000) });
    expect((await fetch(responseUrls.at(-1) ?? '', { method: 'POST', body })).status).toBe(200);
    expect((await world.page.lastMessage()).text).toHaveLength(40_000);
  });

  test.each([
    ['channel_not_found', 'conversations.info', { channel: 'C0NOBODY01' }],
    ['needed: team:read', 'team.info', {}],
    ['unknown_method', 'chat.shout', {}],
  ])('tells who acted last of a call that Slack refuses: %s', async (words, method, args) => {
    await world.call(method, args);
    const told = (text: string) => text.startsWith(`${method}: `) && text.includes(words);
    await world.page.change('toast', ({ toast }) => told(toast.text));
  });

  test('delivers a button of a message, whose answer replaces the message', async () => {
    const posted = await world.call('chat.postMessage', {
      channel: KASIA,
      text: 'A button',
      blocks: [button('press')],
    });
    const conversation = String(posted['channel']);
    const container = { type: 'message', conversation, ts: posted['ts'] };
    expect(await world.page.post('action', press('press', container))).toEqual({ ok: true });
    expect(heard['action']).toMatchObject({
      type: 'block_actions',
      user: { id: KASIA, username: 'kasia', team_id: world.slack.teamId },
      team: { id: world.slack.teamId, domain: 'lumen-and-arc' },
      container: { type: 'message', message_ts: posted['ts'], channel_id: conversation, is_ephemeral: false },
      channel: { id: conversation, name: 'directmessage' },
      message: { text: 'A button', bot_id: 'B0LOCALBOT' },
      actions: [{ type: 'button', action_id: 'press', block_id: 'block-press', value: 'v1' }],
    });
    await world.page.change('message', ({ message }) => message.text === 'Pressed');
    const { text, blocks } = await world.page.lastMessage(conversation);
    expect({ text, blocks }).toEqual({ text: 'Pressed', blocks: [] });
  });

  test('delivers a global shortcut, and the app writes to the person by id', async () => {
    expect(await world.page.post('shortcut', { callbackId: 'do-it' })).toEqual({ ok: true });
    const { message } = await world.page.change('message', (one) => one.message.text === 'Done');
    const room = (await world.page.state()).conversations.find((one) => one.id === message.conversation);
    expect(room).toMatchObject({ kind: 'dm', isApp: true, name: 'Foreign' });
    expect(heard['shortcut']).toMatchObject({ type: 'shortcut', callback_id: 'do-it' });
  });

  test('delivers a message in the DM, and shows the answer as unread until it is read', async () => {
    const conversation = 'D0KASIANOW';
    await world.page.post('message', { conversation, text: 'ping' });
    await world.page.change('message', ({ message }) => message.text === 'pong');
    expect(heard['message']).toMatchObject({ channel_type: 'im', user: KASIA, text: 'ping' });
    expect((await world.page.state()).unread[conversation]).toBeGreaterThan(0);
    await world.page.post('read', { conversation });
    expect((await world.page.state()).unread[conversation]).toBe(0);
  });

  test('tells the app of messages in its conversations, of its own as well', async () => {
    const told = (ts: unknown) =>
      world.slack.journal.flatMap((entry) =>
        entry.type === 'delivery' && entry.kind === 'events_api' && JSON.stringify(entry).includes(String(ts))
          ? [Reflect.get(entry.payload, 'event')]
          : [],
      );
    const { ts, channel } = await world.call('chat.postMessage', { channel: KASIA, text: 'Mine' });
    await world.call('chat.update', { channel, ts, text: 'Mine, changed' });
    await world.call('chat.delete', { channel, ts });
    const place = { type: 'message', channel, channel_type: 'im' };
    await expect
      .poll(() => told(ts))
      .toMatchObject([
        { ...place, ts, text: 'Mine', bot_id: 'B0LOCALBOT', user: world.slack.botUserId },
        {
          ...place,
          subtype: 'message_changed',
          message: { ts, text: 'Mine, changed' },
          previous_message: { ts, text: 'Mine' },
        },
        { ...place, subtype: 'message_deleted', deleted_ts: ts, previous_message: { text: 'Mine, changed' } },
      ]);

    await world.page.post('message', { conversation: channel, text: 'Ask @marta & see #random @here' });
    const { ts: typed } = await world.page.lastMessage(String(channel));
    const rich = {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: 'Ask ' },
        { type: 'user', user_id: 'U0MARTAWIL' },
        { type: 'text', text: ' & see ' },
        { type: 'channel', channel_id: 'C0RANDOM01' },
        { type: 'text', text: ' @here' },
      ],
    };
    await expect
      .poll(() => told(typed))
      .toMatchObject([
        { client_msg_id: expect.any(String), blocks: [{ type: 'rich_text', elements: [rich] }] },
      ]);
  });

  test('lets a person invite the app, which hears of it and may then write there', async () => {
    const write = () => world.call('chat.postMessage', { channel: GENERAL, text: 'Here I am' });
    expect(await write()).toEqual({ ok: false, error: 'not_in_channel' });
    await world.page.command('/invite', '@foreign');
    expect(await write()).toMatchObject({ ok: true, channel: GENERAL });
    await expect.poll(() => heard['joined']).toMatchObject({ user: world.slack.botUserId, inviter: KASIA });
  });

  test('tells the app when a person changed', async () => {
    world.slack.changePerson(KASIA, { timeZone: 'Asia/Tokyo' });
    await expect.poll(() => heard['user_change']).toMatchObject({ user: { id: KASIA, tz: 'Asia/Tokyo' } });
  });

  test('keeps a journal of calls, deliveries and acks, without tokens', () => {
    const text = JSON.stringify(world.slack.journal);
    expect(text).not.toContain('xoxb-test');
    const types = new Set(world.slack.journal.map((entry) => entry.type));
    expect([...types].sort()).toEqual(['ack', 'call', 'delivery', 'response_url']);
  });
});
