/** Threads: replies, what their root says of them, and links to both. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  button,
  callByForm,
  GENERAL,
  KASIA,
  manifestWith,
  press,
  startWorld,
  type World,
} from './foreign-app.ts';

const LEADERSHIP = 'C0LEADERSH';
const PRIVATE = 'C0PEOPLEOP';
const DM = 'D0KASIANOW';
let world: World;

beforeAll(async () => {
  const manifest = manifestWith({ scopes: ['channels:history'] });
  world = await startWorld('socket', {
    manifest,
    rateLimits: false,
    listen: (app) => app.action('go', ({ ack }) => ack()),
  });
  await world.call('conversations.join', { channel: GENERAL });
});
afterAll(() => world.close());

type Said = Record<string, unknown>;
const post = async (text: string, more: object = {}): Promise<Said & { ts: string }> => {
  const { ok, message } = await world.call('chat.postMessage', { channel: GENERAL, text, ...more });
  expect(ok).toBe(true);
  return message as Said & { ts: string };
};
const reply = (text: string, to: string, more: object = {}) => post(text, { thread_ts: to, ...more });
const replies = (ts: unknown, more: object = {}) =>
  world.call('conversations.replies', { channel: GENERAL, ts, ...more });
const flow = async () =>
  (await world.call('conversations.history', { channel: GENERAL, limit: 5 }))['messages'] as Said[];
const textsOf = (answer: Said) => (answer['messages'] as Said[]).map((one) => one['text']);

describe('a thread', () => {
  test('is its root and its replies; the conversation shows the root, which counts them', async () => {
    const root = await post('root');
    expect(root).not.toHaveProperty('thread_ts');
    const one = await reply('one', root.ts);
    expect(one).toMatchObject({ thread_ts: root.ts, parent_user_id: world.slack.botUserId });
    const two = await reply('two', root.ts);
    const counted = {
      text: 'root',
      thread_ts: root.ts,
      reply_count: 2,
      reply_users_count: 1,
      reply_users: [world.slack.botUserId],
      latest_reply: two.ts,
    };
    expect((await flow())[0]).toMatchObject(counted);
    const answer = await replies(root.ts);
    expect(answer).toMatchObject({ ok: true, has_more: false });
    expect(answer['messages']).toMatchObject([counted, { text: 'one', thread_ts: root.ts }, { ts: two.ts }]);
    expect(world.slack.journal.at(-1)).toMatchObject({ method: 'conversations.replies', answer });
    expect(
      await callByForm(world.slack.apiUrl, 'conversations.replies', { channel: GENERAL, ts: one.ts }),
    ).toEqual(answer);
  });

  test('is read in pages and spans, its root first', async () => {
    const root = await post('root');
    for (const text of ['one', 'two', 'three']) await reply(text, root.ts);
    const first = await replies(root.ts, { limit: 2 });
    expect(textsOf(first)).toEqual(['root', 'one']);
    expect(first['has_more']).toBe(true);
    const { next_cursor: cursor } = first['response_metadata'] as Said;
    expect(textsOf(await replies(root.ts, { limit: 2, cursor }))).toEqual(['two', 'three']);
    const [, one] = first['messages'] as Said[];
    expect(textsOf(await replies(root.ts, { oldest: one?.['ts'] }))).toEqual(['root', 'two', 'three']);
    expect(await replies(root.ts, { cursor: 'x' })).toEqual({ ok: false, error: 'invalid_cursor' });
  });

  test('of one message is that message', async () => {
    const alone = await post('alone');
    expect(textsOf(await replies(alone.ts))).toEqual(['alone']);
  });

  test('a reply to a reply belongs to the same root', async () => {
    const root = await post('root');
    const one = await reply('one', root.ts);
    expect(await reply('two', one.ts)).toMatchObject({ thread_ts: root.ts });
  });

  test('a reply that is broadcast stands in the conversation too, with its root', async () => {
    const root = await post('root');
    await reply('for all', root.ts, { reply_broadcast: true });
    expect((await flow())[0]).toMatchObject({
      text: 'for all',
      subtype: 'thread_broadcast',
      root: { text: 'root', reply_count: 1 },
    });
  });

  test('a reply to what is not there stands in the conversation, and says no thread', async () => {
    const lost = await reply('lost', '1.000001');
    expect(lost).not.toHaveProperty('thread_ts');
    expect((await flow())[0]).toMatchObject({ text: 'lost' });
  });

  test('a deleted root leaves a stone with its replies; without replies nothing', async () => {
    const root = await post('root');
    const one = await reply('one', root.ts);
    await world.call('chat.delete', { channel: GENERAL, ts: root.ts });
    expect((await flow())[0]).toMatchObject({
      subtype: 'tombstone',
      hidden: true,
      user: 'USLACKBOT',
      text: 'This message was deleted.',
      reply_count: 1,
    });
    await world.call('chat.delete', { channel: GENERAL, ts: one.ts });
    expect(textsOf(await replies(root.ts))).toEqual(['This message was deleted.']);
  });

  test('the page is told which message a reply belongs to', async () => {
    const { ts } = (await world.call('chat.postMessage', { channel: KASIA, text: 'root' })) as { ts: string };
    await world.call('chat.postMessage', { channel: KASIA, text: 'one', thread_ts: ts });
    expect(await world.page.lastMessage(DM)).toMatchObject({ text: 'one', thread: ts });
    await world.call('chat.postEphemeral', { channel: DM, user: KASIA, text: 'psst', thread_ts: ts });
    expect(await world.page.lastMessage(DM)).toMatchObject({ text: 'psst', ephemeral: true, thread: ts });
  });

  test('a button in a reply says which thread it stands in', async () => {
    const root = await post('root');
    const { ts } = await reply('press', root.ts, { blocks: [button('go')] });
    const pressed = press('go', { type: 'message', conversation: GENERAL, ts });
    expect(await world.page.post('action', pressed)).toEqual({ ok: true });
    const delivery = world.slack.journal.findLast((entry) => entry.type === 'delivery');
    expect(delivery).toMatchObject({
      payload: { container: { message_ts: ts, thread_ts: root.ts }, message: { thread_ts: root.ts } },
    });
  });

  test.each<[object, string]>([
    [{ channel: GENERAL, ts: '1.000001' }, 'thread_not_found'],
    [{ channel: 'C0NOWHERE1', ts: '1.000001' }, 'channel_not_found'],
    [{ channel: LEADERSHIP, ts: '1.000001' }, 'not_in_channel'],
    [{ channel: GENERAL }, 'invalid_arguments'],
  ])('conversations.replies %o: %s', async (args, error) => {
    expect(await world.call('conversations.replies', args)).toMatchObject({ ok: false, error });
  });
});

describe('chat.getPermalink', () => {
  const ask = (channel: string, ts: string) => world.call('chat.getPermalink', { channel, message_ts: ts });

  test('leads to a message, and to a reply in its thread', async () => {
    const root = await post('root');
    const one = await reply('one', root.ts);
    const link = (ts: string) => `${world.slack.url}/archives/${GENERAL}/p${ts.replace('.', '')}`;
    expect(await ask(GENERAL, root.ts)).toEqual({ ok: true, channel: GENERAL, permalink: link(root.ts) });
    expect(
      await callByForm(world.slack.apiUrl, 'chat.getPermalink', { channel: GENERAL, message_ts: one.ts }),
    ).toEqual({
      ok: true,
      channel: GENERAL,
      permalink: `${link(one.ts)}?thread_ts=${root.ts}&cid=${GENERAL}`,
    });
  });

  test.each([
    [GENERAL, 'message_not_found'],
    [PRIVATE, 'channel_not_found'],
    ['C0NOWHERE1', 'channel_not_found'],
  ])('in %s of a message that is not there: %s', async (channel, error) => {
    expect(await ask(channel, '1.000001')).toEqual({ ok: false, error });
  });
});
