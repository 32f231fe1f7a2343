/** Methods by which the app leaves channels and brings people into them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import {
  callApi,
  callByForm,
  GENERAL,
  KASIA,
  MARTA,
  manifest,
  manifestWith,
  SECRETS,
} from './foreign-app.ts';

const LEADERSHIP = 'C0LEADERSH';
const PRIVATE = 'C0PEOPLEOP';
const ARJUN = 'U0ARJUNIYE';
const SOFIA = 'U0SOFIALIN';
const GERALD = 'U0GERALDST';
const DM = 'D0KASIANOW';
let slack: LocalSlack;

const call = (method: string, args: object) => callApi(slack.apiUrl, method, args, SECRETS.botToken);
const members = async () => (await call('conversations.members', { channel: LEADERSHIP }))['members'];
const invite = (users: string, more: object = {}) =>
  call('conversations.invite', { channel: LEADERSHIP, users, ...more });
const scopes = ['channels:manage', 'groups:write', 'im:write'];

beforeAll(async () => {
  slack = await startLocalSlack({
    port: 0,
    manifest: manifestWith({ scopes }),
    ...SECRETS,
    rateLimits: false,
  });
  await call('chat.postMessage', { channel: KASIA, text: 'Hello' });
});
afterAll(() => slack.close());

describe('conversations.leave', () => {
  test('takes the bot out of a channel, once', async () => {
    await call('conversations.join', { channel: LEADERSHIP });
    expect(await call('conversations.leave', { channel: LEADERSHIP })).toEqual({ ok: true });
    // The app is told of it, and its ack may stand behind the call by now.
    const last = slack.journal.findLast(({ type }) => type === 'call');
    expect(last).toMatchObject({ method: 'conversations.leave', answer: { ok: true } });
    expect(await members()).not.toContain(slack.botUserId);
    expect(await callByForm(slack.apiUrl, 'conversations.leave', { channel: LEADERSHIP })).toEqual({
      ok: false,
      not_in_channel: true,
    });
  });

  test('leaves nobody without the general channel, and no DM', async () => {
    await call('conversations.join', { channel: GENERAL });
    const refused = async (channel: string) => (await call('conversations.leave', { channel }))['error'];
    expect(await refused(GENERAL)).toBe('cant_leave_general');
    expect(await refused(DM)).toBe('method_not_supported_for_channel_type');
    expect(await refused(PRIVATE)).toBe('channel_not_found');
  });
});

describe('conversations.invite', () => {
  beforeEach(() => call('conversations.join', { channel: LEADERSHIP }));

  test('brings people in, who are told in the channel', async () => {
    const before = await members();
    expect(before).not.toContain(ARJUN);
    expect(await invite(ARJUN)).toMatchObject({ ok: true, channel: { id: LEADERSHIP, is_member: true } });
    expect(await members()).toContain(ARJUN);
    const state = (await (await fetch(`${slack.url}/page/state?user=${ARJUN}`)).json()) as {
      messages: Record<string, { text: string }[]>;
    };
    expect(state.messages[LEADERSHIP]?.at(-1)?.text).toBe('was added to #leadership by Foreign.');
  });

  test('brings nobody in where one cannot come, unless forced', async () => {
    const users = `U0NOBODY01,${SOFIA},${slack.botUserId}`;
    const errors = [
      { user: 'U0NOBODY01', ok: false, error: 'user_not_found' },
      { user: slack.botUserId, ok: false, error: 'cant_invite_self' },
    ];
    expect(await invite(users)).toEqual({ ok: false, error: 'user_not_found', errors });
    expect(await members()).not.toContain(SOFIA);
    const args = { channel: LEADERSHIP, users, force: 'true' };
    expect(await callByForm(slack.apiUrl, 'conversations.invite', args)).toMatchObject({ ok: true, errors });
    expect(await members()).toContain(SOFIA);
  });

  test.each<[string, string]>([
    ['', 'no_user'],
    [MARTA, 'already_in_channel'],
    [GERALD, 'cant_invite'],
    ['USLACKBOT', 'cant_invite'],
  ])('of "%s": %s', async (users, error) => {
    expect(await invite(users)).toMatchObject({ ok: false, error });
  });

  test('needs the bot in the channel, and a channel', async () => {
    await call('conversations.leave', { channel: LEADERSHIP });
    expect(await invite(ARJUN)).toEqual({ ok: false, error: 'not_in_channel' });
    expect(await invite(ARJUN, { channel: DM })).toMatchObject({
      error: 'method_not_supported_for_channel_type',
    });
    expect(await invite(ARJUN, { channel: 'C0NOWHERE1' })).toMatchObject({ error: 'channel_not_found' });
  });
});

test('each kind of channel has its scopes', async () => {
  const modest = await startLocalSlack({ port: 0, manifest, ...SECRETS });
  const ask = (method: string) =>
    callApi(modest.apiUrl, method, { channel: LEADERSHIP, users: KASIA }, SECRETS.botToken);
  expect(await ask('conversations.leave')).toMatchObject({
    error: 'missing_scope',
    needed: 'channels:manage,channels:write,groups:write,im:write,mpim:write',
  });
  await modest.close();
  const other = manifestWith({ scopes: ['groups:write.invites'] });
  const narrow = await startLocalSlack({ port: 0, manifest: other, ...SECRETS });
  expect(
    await callApi(narrow.apiUrl, 'conversations.invite', { channel: LEADERSHIP }, SECRETS.botToken),
  ).toMatchObject({ needed: 'channels:manage,channels:write,channels:write.invites' });
  await narrow.close();
});
