import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUILT_IN_SEED, readSeed } from '../../src/local-slack/seed.ts';
import { KASIA, MARTA, manifestWith, Page, startWorld, type World } from './foreign-app.ts';

const WANJIRU = 'U0WANJIRUK';
const GERALD = 'U0GERALDST';
const folder = mkdtempSync(join(tmpdir(), 'local-slack-direct-'));

let world: World;
let marta: Page;
const commands: Record<string, unknown>[] = [];
beforeAll(async () => {
  world = await startWorld('socket', {
    manifest: manifestWith({
      scopes: ['im:read', 'im:write', 'groups:read', 'mpim:read', 'reactions:write', 'reactions:read'],
      events: ['message.channels', 'reaction_added'],
    }),
    listen(app) {
      app.command('/hello', async ({ ack, command }) => {
        commands.push({ ...command });
        await ack({ response_type: 'in_channel', text: 'Hello, both' });
      });
    },
  });
  marta = new Page(world.slack.url, MARTA);
  await marta.watch();
});
afterAll(async () => {
  marta.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

/** Opens the direct messages of Kasia with somebody. */
async function openWith(other: string): Promise<string> {
  const reply = Object(await world.page.post('direct', { other }));
  expect(reply).toMatchObject({ ok: true, conversation: { kind: 'dm', isApp: false } });
  return reply.conversation.id;
}

describe('direct messages between people', () => {
  test('are one conversation, whoever opens it, and have the same id after a restart', async () => {
    const id = await openWith(MARTA);
    expect(await openWith(MARTA)).toBe(id);
    expect(await marta.post('direct', { other: KASIA })).toMatchObject({
      conversation: { id, name: 'Kasia Nowak', members: [KASIA, MARTA] },
    });
    const again = await startWorld('socket');
    expect(await again.page.post('direct', { other: MARTA })).toMatchObject({ conversation: { id } });
    await again.close();
  });

  test.each([
    ['oneself', KASIA, `There is nobody ${KASIA} to write to.`],
    ['nobody', 'U0NOBODY00', 'There is nobody U0NOBODY00 to write to.'],
    ['the app', 'U0LOCALBOT', 'There is nobody U0LOCALBOT to write to.'],
    ['somebody who has left', GERALD, 'Gerald Stone has left Lumen & Arc.'],
  ])('are not with %s', async (_, other, error) => {
    expect(await world.page.post('direct', { other })).toEqual({ ok: false, error });
  });

  test('reach the other one at once, unread; the app is told of nothing', async () => {
    const conversation = await openWith(MARTA);
    expect(await world.page.post('message', { conversation, text: 'Just for you' })).toEqual({ ok: true });
    const { message, unread } = await marta.change('message');
    expect({ text: message.text, conversation: message.conversation, unread }).toEqual({
      text: 'Just for you',
      conversation,
      unread: 1,
    });
    expect((await marta.state()).unread[conversation]).toBe(1);
    // What the app does hear of comes later, so that nothing is still under way. Who looks has a DM with it.
    await world.page.state();
    await world.page.post('message', { conversation: 'D0KASIANOW', text: 'For the app' });
    const deliveries = () => world.slack.journal.filter((one) => one.type === 'delivery');
    await expect.poll(() => JSON.stringify(deliveries())).toContain('For the app');
    expect(JSON.stringify(deliveries())).not.toContain('Just for you');
  });

  test('are not there for the app, whatever it calls', async () => {
    const channel = await openWith(MARTA);
    await world.page.post('message', { conversation: channel, text: 'Not for apps' });
    const { ts } = await world.page.lastMessage(channel);
    const calls: [string, object][] = [
      ['conversations.info', { channel }],
      ['conversations.history', { channel }],
      ['conversations.replies', { channel, ts }],
      ['conversations.members', { channel }],
      ['conversations.open', { channel }],
      ['conversations.join', { channel }],
      ['chat.postMessage', { channel, text: 'Hi' }],
      ['chat.postEphemeral', { channel, text: 'Hi', user: KASIA }],
      ['chat.update', { channel, ts, text: 'Hi' }],
      ['chat.delete', { channel, ts }],
      ['chat.getPermalink', { channel, message_ts: ts }],
      ['chat.scheduleMessage', { channel, text: 'Hi', post_at: Math.floor(Date.now() / 1000) + 600 }],
      ['reactions.add', { channel, timestamp: ts, name: 'wave' }],
      ['reactions.get', { channel, timestamp: ts }],
    ];
    for (const [method, args] of calls) {
      const { ok, error } = await world.call(method, args);
      expect({ method, ok, error }).toEqual({ method, ok: false, error: 'channel_not_found' });
    }
    const { channels } = await world.call('conversations.list', { types: 'im' });
    expect(JSON.stringify(channels)).not.toContain(channel);
    const listed = await world.call('users.conversations', { types: 'im', user: KASIA });
    expect(JSON.stringify(listed)).not.toContain(channel);
    expect(await world.page.lastMessage(channel)).toMatchObject({ text: 'Not for apps' });
  });

  test('take commands, as Slack does, and both see an answer for all', async () => {
    const conversation = await openWith(MARTA);
    await world.page.command('/hello', 'there', conversation);
    expect(commands.at(-1)).toMatchObject({ channel_id: conversation, channel_name: 'directmessage' });
    expect(await marta.lastMessage(conversation)).toMatchObject({
      text: 'Hello, both',
      from: world.slack.botUserId,
    });
  });

  test('stand in the seed, read by both', async () => {
    const { conversations, messages, unread } = await world.page.state();
    const dm = conversations.find((one) => one.members.includes(WANJIRU) && one.kind === 'dm');
    expect(dm).toMatchObject({ name: 'Wanjirũ Kamau', isApp: false });
    expect(messages[dm?.id ?? '']?.map((one) => one.from)).toEqual([WANJIRU, KASIA, WANJIRU]);
    expect(unread[dm?.id ?? '']).toBe(0);
  });

  test('of a seed are of two people of its own, once', () => {
    const path = join(folder, 'seed.yml');
    const text = readFileSync(BUILT_IN_SEED, 'utf8');
    const said = `, messages: [{ from: ${MARTA}, text: Hi, minutesAgo: 1 }]`;
    writeFileSync(
      path,
      `${text}  - { people: [${WANJIRU}, ${KASIA}] }
  - { people: [${MARTA}, ${MARTA}] }
  - { people: [${MARTA}, U0NOBODY00] }
  - { people: [${KASIA}, U0JONASBRA]${said} }
`,
    );
    expect(() => readSeed(path)).toThrow(
      [
        '  directMessages.1: stands here twice',
        '  directMessages.2: must be of two people',
        '  directMessages.3: U0NOBODY00 is nobody in people',
        `  directMessages.4: ${MARTA} writes here, and is neither of the two`,
      ].join('\n'),
    );
  });
});
