/** Reactions: emoji under messages. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callByForm, GENERAL, KASIA, manifestWith, startWorld, type World } from './foreign-app.ts';

const LEADERSHIP = 'C0LEADERSH';
const PRIVATE = 'C0PEOPLEOP';
const DM = 'D0KASIANOW';
let world: World;
let ts = '';

beforeAll(async () => {
  const manifest = manifestWith({
    scopes: ['reactions:read', 'reactions:write'],
    events: ['reaction_added', 'reaction_removed'],
  });
  world = await startWorld('socket', { manifest, rateLimits: false });
});
afterAll(() => world.close());
beforeEach(async () => {
  ts = String((await world.call('chat.postMessage', { channel: KASIA, text: 'Hello' }))['ts']);
});

const on = (method: 'add' | 'remove', name: string, more: object = {}) =>
  world.call(`reactions.${method}`, { channel: DM, timestamp: ts, name, ...more });
const get = () => world.call('reactions.get', { channel: DM, timestamp: ts });

test('are added, shown, told of, counted, and removed again', async () => {
  const bot = world.slack.botUserId;
  expect(await on('add', 'tada')).toEqual({ ok: true });
  expect(await on('add', 'wave::skin-tone-3')).toEqual({ ok: true });
  expect(await get()).toMatchObject({
    ok: true,
    type: 'message',
    channel: DM,
    message: {
      text: 'Hello',
      permalink: `${world.slack.url}/archives/${DM}/p${ts.replace('.', '')}`,
      reactions: [
        { name: 'tada', users: [bot], count: 1 },
        { name: 'wave::skin-tone-3', users: [bot], count: 1 },
      ],
    },
  });
  const shown = await world.page.change(
    'message',
    ({ message }) => message.ts === ts && message.reactions?.length === 2,
  );
  expect(shown.message.reactions).toEqual([
    { name: 'tada', people: [bot] },
    { name: 'wave::skin-tone-3', people: [bot] },
  ]);
  expect(await on('remove', 'tada')).toEqual({ ok: true });
  expect(await on('remove', 'wave::skin-tone-3')).toEqual({ ok: true });
  expect((await get())['message']).not.toHaveProperty('reactions');
  expect(await world.page.lastMessage(DM)).not.toHaveProperty('reactions');
});

test('are told to the app, and written to the journal', async () => {
  await on('add', 'tada');
  await on('remove', 'tada');
  const told = () =>
    world.slack.journal
      .flatMap((entry) =>
        entry.type === 'delivery' && JSON.stringify(entry.payload).includes(ts)
          ? [(entry.payload as { event: { type: string } }).event]
          : [],
      )
      .filter(({ type }) => type !== 'message');
  const event = {
    user: world.slack.botUserId,
    reaction: 'tada',
    item_user: world.slack.botUserId,
    item: { type: 'message', channel: DM, ts },
  };
  await expect.poll(told).toMatchObject([
    { type: 'reaction_added', ...event },
    { type: 'reaction_removed', ...event },
  ]);
  expect(world.slack.journal).toContainEqual(
    expect.objectContaining({ method: 'reactions.add', answer: { ok: true } }),
  );
});

test('come by form as well', async () => {
  const args = { channel: DM, timestamp: ts, name: '+1' };
  expect(await callByForm(world.slack.apiUrl, 'reactions.add', args)).toEqual({ ok: true });
  expect(await callByForm(world.slack.apiUrl, 'reactions.get', { channel: DM, timestamp: ts })).toMatchObject(
    { message: { reactions: [{ name: '+1' }] } },
  );
});

test.each<['add' | 'remove', string, object, string]>([
  ['add', 'no_such_emoji', {}, 'invalid_name'],
  ['add', ':tada:', {}, 'invalid_name'],
  ['remove', 'no_such_emoji', {}, 'invalid_name'],
  ['remove', 'tada', {}, 'no_reaction'],
  ['add', 'tada', { timestamp: '1.000001' }, 'message_not_found'],
  ['add', 'tada', { timestamp: 'yesterday' }, 'bad_timestamp'],
  ['add', 'tada', { timestamp: '' }, 'no_item_specified'],
  ['remove', 'tada', { channel: '' }, 'no_item_specified'],
  ['add', 'tada', { channel: PRIVATE }, 'channel_not_found'],
])('reactions.%s %s %o: %s', async (method, name, more, error) => {
  expect(await on(method, name, more)).toEqual({ ok: false, error });
});

test('one cannot react twice with the same emoji, nor from outside', async () => {
  await on('add', 'tada');
  expect(await on('add', 'tada')).toEqual({ ok: false, error: 'already_reacted' });
  const { messages } = await world.page.state();
  const [there] = messages[LEADERSHIP] ?? [];
  expect(await on('add', 'tada', { channel: LEADERSHIP, timestamp: there?.ts })).toEqual({
    ok: false,
    error: 'not_in_channel',
  });
  expect(await world.call('reactions.get', { channel: GENERAL, timestamp: '1.000001' })).toEqual({
    ok: false,
    error: 'message_not_found',
  });
});
