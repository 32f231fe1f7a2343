import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { callApi, callByForm, divider, GENERAL, KASIA, MARTA, manifest, SECRETS } from './foreign-app.ts';

const GERALD = 'U0GERALDST';
const PRIVATE = 'C0PEOPLEOP';
let slack: LocalSlack;
let client: WebClient;

const call = (method: string, args: object = {}, token: string | undefined = SECRETS.botToken) =>
  callApi(slack.apiUrl, method, args, token);

beforeAll(async () => {
  slack = await startLocalSlack({ port: 0, manifest, ...SECRETS });
  client = new WebClient(SECRETS.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
});
afterAll(() => slack.close());

describe('who may call', () => {
  test.each<[string, string | undefined, string]>([
    ['auth.test', undefined, 'not_authed'],
    ['auth.test', 'xoxb-other', 'invalid_auth'],
    ['users.info', SECRETS.appToken, 'not_allowed_token_type'],
    ['apps.connections.open', SECRETS.botToken, 'not_allowed_token_type'],
  ])('%s with %s: %s', async (method, token, error) => {
    expect(await callApi(slack.apiUrl, method, {}, token)).toEqual({ ok: false, error });
  });

  test('a token may stand among the arguments', async () => {
    const response = await fetch(`${slack.apiUrl}auth.test?token=${SECRETS.botToken}`);
    expect(await response.json()).toMatchObject({
      ok: true,
      user_id: slack.botUserId,
      bot_id: 'B0LOCALBOT',
      team_id: slack.teamId,
    });
    expect(response.headers.get('x-oauth-scopes')).toContain('chat:write');
  });

  test('api.test needs no token and gives back what it got', async () => {
    expect(await callApi(slack.apiUrl, 'api.test', { a: 'b' }, undefined)).toEqual({
      ok: true,
      args: { a: 'b' },
    });
    expect(await callApi(slack.apiUrl, 'api.test', { error: 'x' }, undefined)).toMatchObject({
      ok: false,
      error: 'x',
    });
  });

  test('a method that nobody knows', async () => {
    expect(await call('chat.shout')).toEqual({
      ok: false,
      error: 'unknown_method',
      req_method: 'chat.shout',
    });
    expect(await call('toString')).toMatchObject({ error: 'unknown_method' });
  });

  test('a scope that the manifest does not ask for', async () => {
    expect(await call('team.info')).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'team:read',
      provided: 'commands,chat:write,users:read,channels:read,channels:join,im:history',
    });
    expect(await call('conversations.open', { users: KASIA })).toMatchObject({ needed: 'im:write' });
    expect(await call('conversations.list', { types: 'public_channel,private_channel' })).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    });
  });

  test('arguments that are missing are named; what is no JSON is refused', async () => {
    expect(await call('conversations.info')).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    });
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${SECRETS.botToken}`,
    };
    const response = await fetch(`${slack.apiUrl}users.info`, { method: 'POST', headers, body: '{' });
    expect(await response.json()).toEqual({ ok: false, error: 'invalid_json' });
  });

  test('arguments that do not fit are named in Slack’s words', async () => {
    const wrong = await call('chat.postMessage', { channel: {}, text: [] });
    expect(wrong).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: [
          '[ERROR] failed to match schema [json-pointer:/channel]',
          '[ERROR] failed to match schema [json-pointer:/text]',
        ],
      },
    });
    expect(await call('conversations.list', { limit: 5000 })).toEqual({ ok: false, error: 'invalid_limit' });
  });

  test.each([
    ['application/json', '{}', 'missing_charset'],
    ['application/json; charset=utf-8', '{}', undefined],
    ['application/x-www-form-urlencoded', 'a=b', undefined],
    ['application/x-www-form-urlencoded; charset=utf-8', 'a=b', 'superfluous_charset'],
  ])('%s with %s is answered with the warning %s', async (type, body, warning) => {
    const headers = { 'content-type': type, authorization: `Bearer ${SECRETS.botToken}` };
    const response = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers, body });
    const answer = (await response.json()) as Record<string, unknown>;
    expect(answer).toMatchObject({ ok: true });
    expect(answer['warning']).toBe(warning);
    expect(answer['response_metadata']).toEqual(warning && { warnings: [warning] });
  });

  test.each([
    ['application/xml', '<a/>', 'invalid_post_type'],
    [undefined, '{}', 'missing_post_type'],
    ['application/json; charset=latin-2', '{}', 'invalid_charset'],
  ])('a body of type %s is refused', async (type, body, error) => {
    const headers = {
      authorization: `Bearer ${SECRETS.botToken}`,
      ...(type === undefined ? {} : { 'content-type': type }),
    };
    // A typed array: of a text, fetch says itself what type it has.
    const bytes = new TextEncoder().encode(body);
    const response = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers, body: bytes });
    expect(await response.json()).toEqual({ ok: false, error });
  });

  test('a body that is too large is refused, and nothing breaks', async () => {
    const text = 'x'.repeat(3 * 1024 * 1024);
    expect(await call('chat.postMessage', { channel: KASIA, text })).toEqual({
      ok: false,
      error: 'request_too_large',
    });
  });

  test('bots.info knows the app’s own bot and no other', async () => {
    expect(await call('bots.info', { bot: 'B0LOCALBOT' })).toMatchObject({ ok: true });
    expect(await call('bots.info', { bot: 'B0ANOTHER1' })).toEqual({ ok: false, error: 'bot_not_found' });
  });

  test('a token in a JSON body is not looked for', async () => {
    expect(await callApi(slack.apiUrl, 'auth.test', { token: SECRETS.botToken }, undefined)).toEqual({
      ok: false,
      error: 'not_authed',
    });
  });

  test('each answer tells which scopes the method takes', async () => {
    const response = await fetch(`${slack.apiUrl}users.info?token=${SECRETS.botToken}`);
    expect(response.headers.get('x-accepted-oauth-scopes')).toBe('users:read');
  });
});

describe('people', () => {
  test('users.info by form, with the locale where it is asked for', async () => {
    const { user } = await client.users.info({ user: MARTA, include_locale: true });
    expect(user).toMatchObject({
      id: MARTA,
      team_id: slack.teamId,
      name: 'marta',
      real_name: 'Marta Wilczyńska',
      tz: 'Europe/Warsaw',
      locale: 'pl-PL',
      is_owner: true,
      is_primary_owner: true,
      is_admin: true,
      is_bot: false,
      deleted: false,
      profile: { title: 'Managing Director', real_name_normalized: 'Marta Wilczynska' },
    });
    expect([3600, 7200]).toContain(user?.tz_offset);
    expect(user?.profile?.email).toBeUndefined();
    expect((await client.users.info({ user: MARTA })).user?.locale).toBeUndefined();
    for (const user of ['U0NOBODY01', '']) {
      const answer = await callByForm(slack.apiUrl, 'users.info', { user });
      expect(answer).toEqual({ ok: false, error: 'user_not_found' });
    }
    expect((await client.users.info({ user: GERALD })).user).toMatchObject({ deleted: true });
  });

  test('users.list in pages', async () => {
    const seen: (string | undefined)[] = [];
    for await (const page of client.paginate('users.list', { limit: 5 })) {
      const { members = [] } = page as { members?: { id?: string }[] };
      expect(members.length).toBeLessThanOrEqual(5);
      seen.push(...members.map((member) => member.id));
    }
    expect(seen).toHaveLength(16);
    expect(seen).toEqual(expect.arrayContaining([KASIA, slack.botUserId, 'USLACKBOT']));
    const lost = await callByForm(slack.apiUrl, 'users.list', { cursor: 'nonsense' });
    expect(lost).toMatchObject({ error: 'invalid_cursor' });
  });
});

describe('conversations', () => {
  test('private channels are not there for who is not in them', async () => {
    const { channels } = await client.conversations.list();
    expect(channels?.map((channel) => channel.name)).toEqual(['general', 'random', 'leadership']);
    expect(channels?.[0]).toMatchObject({
      is_channel: true,
      is_member: false,
      is_private: false,
      num_members: 12,
    });
    expect(await call('conversations.info', { channel: PRIVATE })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await call('chat.postMessage', { channel: PRIVATE, text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    });
  });

  test('the app joins a channel, posts in it by name, and finds its members', async () => {
    expect(await call('chat.postMessage', { channel: GENERAL, text: 'x' })).toMatchObject({
      error: 'not_in_channel',
    });
    await client.conversations.join({ channel: GENERAL });
    expect(await call('conversations.join', { channel: GENERAL })).toMatchObject({
      warning: 'already_in_channel',
    });
    expect(await call('chat.postMessage', { channel: '#general', text: 'x' })).toMatchObject({
      channel: GENERAL,
    });
    const { members } = await client.conversations.members({ channel: GENERAL });
    expect(members).toEqual(expect.arrayContaining([KASIA, slack.botUserId]));
    const { channels } = await client.users.conversations({});
    expect(channels?.map((channel) => channel.id)).toEqual([GENERAL]);
  });
});

describe('messages', () => {
  test('are posted to a person, found in the history with their metadata, changed and deleted', async () => {
    const metadata = { event_type: 'seen', event_payload: { delivery_id: '7' } };
    const posted = await client.chat.postMessage({
      channel: KASIA,
      text: 'one',
      blocks: [divider],
      metadata,
    });
    const channel = posted.channel ?? '';
    const ts = posted.ts ?? '';
    expect(channel).toBe('D0KASIANOW');
    const history = async (args: object = {}) =>
      (await client.conversations.history({ channel, include_all_metadata: true, ...args })).messages;
    expect(await history()).toMatchObject([{ ts, text: 'one', blocks: [{ block_id: 'line' }], metadata }]);
    expect(await history({ oldest: ts })).toEqual([]);
    expect(await history({ oldest: ts, inclusive: true })).toHaveLength(1);

    await client.chat.update({ channel, ts, text: 'two' });
    expect(await history()).toMatchObject([{ ts, text: 'two', edited: {} }]);
    expect((await history())?.[0]?.blocks).toBeUndefined();
    expect(await call('chat.update', { channel: KASIA, ts, text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await call('chat.update', { channel, ts, text: 'x'.repeat(4001) })).toMatchObject({
      error: 'msg_too_long',
    });
    expect(await call('chat.update', { channel, ts: '1.0', text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });

    await client.chat.delete({ channel, ts });
    expect(await history()).toEqual([]);
    expect(await call('chat.delete', { channel, ts })).toMatchObject({ error: 'message_not_found' });
  });

  test("people's messages cannot be changed", async () => {
    const { messages } = (await (await fetch(`${slack.url}/page/state`)).json()) as {
      messages: Record<string, { ts: string }[]>;
    };
    const ts = messages[GENERAL]?.[0]?.ts;
    expect(await call('chat.update', { channel: GENERAL, ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await call('chat.delete', { channel: GENERAL, ts })).toMatchObject({
      error: 'cant_delete_message',
    });
  });

  test.each<[string, object, string]>([
    ['nothing to say', {}, 'no_text'],
    ['blocks that are no list', { blocks: '{' }, 'invalid_blocks_format'],
    ['blocks that are wrong', { blocks: [{ type: 'x' }] }, 'invalid_blocks'],
    ['metadata without a payload', { text: 'x', metadata: { event_type: 'x' } }, 'invalid_metadata_format'],
  ])('%s: refused', async (_, args, error) => {
    expect(await call('chat.postMessage', { channel: KASIA, ...args })).toMatchObject({ ok: false, error });
  });

  test('a text over 40,000 characters is cut, with a warning', async () => {
    const answer = await call('chat.postMessage', { channel: KASIA, text: 'x'.repeat(40_001) });
    expect(answer).toMatchObject({ ok: true, warning: 'message_truncated' });
  });

  test('an ephemeral message needs its reader in the channel', async () => {
    await client.conversations.join({ channel: 'C0LEADERSH' });
    const whisper = (user: string) =>
      call('chat.postEphemeral', { channel: 'C0LEADERSH', user, text: 'psst' });
    expect(await whisper(KASIA)).toMatchObject({ ok: true, message_ts: expect.any(String) });
    expect(await whisper('U0ARJUNIYE')).toMatchObject({ error: 'user_not_in_channel' });
  });

  test('without a Messages tab the app cannot write to a person', async () => {
    const home = { ...manifest.features.app_home, messages_tab_enabled: false };
    const closed = { ...manifest, features: { ...manifest.features, app_home: home } };
    const other = await startLocalSlack({ port: 0, manifest: closed, ...SECRETS });
    const answer = await callApi(
      other.apiUrl,
      'chat.postMessage',
      { channel: KASIA, text: 'x' },
      SECRETS.botToken,
    );
    expect(answer).toEqual({ ok: false, error: 'messages_tab_disabled' });
    await other.close();
  });
});
