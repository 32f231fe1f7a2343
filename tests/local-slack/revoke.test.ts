/** auth.revoke: the app leaves a workspace. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  callApi,
  callByForm,
  GENERAL,
  KASIA,
  manifestWith,
  SECRETS,
  startWorld,
  type World,
} from './foreign-app.ts';

let world: World;

beforeEach(async () => {
  const manifest = manifestWith({ events: ['tokens_revoked', 'app_uninstalled'] });
  world = await startWorld('socket', { manifest });
  await world.call('conversations.join', { channel: GENERAL });
});
afterEach(() => world.close());

const events = () =>
  world.slack.journal.flatMap((entry) =>
    entry.type === 'delivery' ? [(entry.payload as { event: { type: string } }).event] : [],
  );

test('only a try leaves everything as it is', async () => {
  expect(await callByForm(world.slack.apiUrl, 'auth.revoke', { test: '1' })).toEqual({
    ok: true,
    revoked: false,
  });
  expect(await world.call('auth.test')).toMatchObject({ ok: true });
});

test('the token is dead, the app is told, and is gone from the page and its channels', async () => {
  const at = Math.floor(Date.now() / 1000) + 3600;
  await world.call('chat.scheduleMessage', { channel: GENERAL, text: 'later', post_at: at });
  expect(await world.call('auth.revoke')).toEqual({ ok: true, revoked: true });
  expect(await world.call('auth.test')).toEqual({ ok: false, error: 'account_inactive' });
  expect(await world.call('auth.revoke')).toEqual({ ok: false, error: 'account_inactive' });
  expect(await world.call('auth.test', {}, SECRETS.appToken)).toMatchObject({ ok: true });
  await expect.poll(() => events().map((one) => one.type)).toContain('app_uninstalled');
  expect(events()).toContainEqual(
    expect.objectContaining({ type: 'tokens_revoked', tokens: { bot: [world.slack.botUserId] } }),
  );
  const { app, conversations } = await world.page.state();
  expect(app).toMatchObject({ commands: [], hasHome: false });
  expect(conversations.find(({ id }) => id === GENERAL)?.members).not.toContain(world.slack.botUserId);
  world.slack.moveClock({ advanceMs: 2 * 3600 * 1000 });
  expect((await world.page.lastMessage(GENERAL)).text).not.toBe('later');
});

test('an app-level token cannot be revoked so', async () => {
  expect(await world.call('auth.revoke', {}, SECRETS.appToken)).toEqual({
    ok: false,
    error: 'not_allowed_token_type',
  });
  expect(await callApi(world.slack.apiUrl, 'auth.revoke', {}, 'xoxb-other')).toMatchObject({
    error: 'invalid_auth',
  });
  expect(await world.call('chat.postMessage', { channel: KASIA, text: 'x' })).toMatchObject({ ok: true });
});
