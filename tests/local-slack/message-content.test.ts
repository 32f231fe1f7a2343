/** What messages hold beside a text: attachments, Markdown; and how wrong content is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { button, divider, GENERAL, KASIA, startWorld, type World } from './foreign-app.ts';

let world: World;
const responseUrls: string[] = [];
const DM = 'D0KASIANOW';

beforeAll(async () => {
  world = await startWorld('socket', {
    rateLimits: false,
    listen(app) {
      app.command('/hello', async ({ command, ack }) => {
        responseUrls.push(command.response_url);
        await ack(command.text === 'wrong' ? { attachments: [{ blocks: [{ type: 'x' }] }] } : {});
      });
    },
  });
});
afterAll(() => world.close());

const post = (args: object) => world.call('chat.postMessage', { channel: KASIA, ...args });
const history = async () => {
  const { messages } = await world.call('conversations.history', { channel: DM, include_all_metadata: true });
  return messages as Record<string, unknown>[];
};

describe('attachments', () => {
  const attachments = [
    { pretext: 'Before', title: 'Title', text: 'Text', footer: 'Foot' },
    { color: '#36a64f', blocks: [divider, button('go')] },
  ];
  const kept = [
    {
      id: 1,
      fallback: 'Before\nTitle\nText',
      pretext: 'Before',
      title: 'Title',
      text: 'Text',
      footer: 'Foot',
    },
    { id: 2, fallback: '[no preview available]', color: '#36a64f', blocks: [divider, { type: 'actions' }] },
  ];

  test('are kept, given back, and shown by what stands for them', async () => {
    const { message } = await post({ text: 'Hello', attachments });
    expect(message).toMatchObject({ text: 'Hello', attachments: kept });
    expect((await history())[0]).toMatchObject({ attachments: kept });
    const shown = await world.page.lastMessage(DM);
    expect(shown.text).toBe('Hello\nBefore\nTitle\nText\n[no preview available]');
    expect(shown.blocks).toEqual([]);
    await post({ blocks: [divider], attachments: [{ fallback: 'Below' }] });
    expect((await world.page.lastMessage(DM)).blocks).toEqual([
      divider,
      { type: 'section', text: { type: 'mrkdwn', text: 'Below' } },
    ]);
  });

  test('come as JSON text in a form, and are enough for a message', async () => {
    const body = new URLSearchParams({
      token: 'xoxb-test',
      channel: KASIA,
      text: '',
      blocks: '',
      attachments: JSON.stringify(attachments),
    });
    const response = await fetch(`${world.slack.apiUrl}chat.postMessage`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ ok: true, message: { attachments: kept } });
  });

  test('stay when a message is changed, until others or none are given', async () => {
    const { ts } = await post({ text: 'one', attachments: [{ text: 'A' }], blocks: [divider] });
    const update = async (args: object) => {
      const answer = await world.call('chat.update', { channel: DM, ts, ...args });
      expect(answer).toMatchObject({ ok: true });
      const { text, blocks, attachments: left } = (await history())[0] ?? {};
      return { text, blocks: Array.isArray(blocks), attachments: left };
    };
    const a = [{ id: 1, fallback: 'A', text: 'A' }];
    const b = [{ id: 1, fallback: 'B', text: 'B' }];
    expect(await update({ attachments: [{ text: 'B' }] })).toEqual({
      text: 'one',
      blocks: true,
      attachments: b,
    });
    expect(await update({ text: 'two' })).toEqual({ text: 'two', blocks: false, attachments: b });
    expect(await update({ text: 'two', attachments: [] })).toEqual({ text: 'two', blocks: false });
    expect(await update({ blocks: [divider], attachments: [{ text: 'A' }] })).toEqual({
      text: 'two',
      blocks: true,
      attachments: a,
    });
  });

  test.each<[string, unknown, string, string[]?]>([
    ['are no list', 'x', 'invalid_attachments'],
    ['hold no object', [1], 'invalid_attachments'],
    ['are too many', Array.from({ length: 101 }, () => ({ text: 'x' })), 'too_many_attachments'],
    [
      'have wrong blocks',
      [{ text: 'x' }, { blocks: [divider, { type: 'x' }] }],
      'invalid_attachments',
      ['[ERROR] unsupported type: x [json-pointer:/attachments/1/blocks/1/type]'],
    ],
    [
      'say something beside their blocks',
      [{ text: 'x', blocks: [divider] }],
      'invalid_attachments',
      ['[ERROR] invalid_keys'],
    ],
  ])('that %s are refused', async (_, given, error, messages) => {
    expect(await post({ text: 'Hello', attachments: given })).toEqual({
      ok: false,
      error,
      ...(messages ? { response_metadata: { messages } } : {}),
    });
    expect(
      await world.call('chat.postEphemeral', { channel: DM, user: KASIA, attachments: given }),
    ).toMatchObject({ error });
  });
});

describe('Markdown in place of a text', () => {
  test('is shown as a block of it, and replaced by another', async () => {
    const { ts } = await post({ markdown_text: '**Hello**' });
    expect((await world.page.lastMessage(DM)).blocks).toMatchObject([
      { type: 'markdown', text: '**Hello**' },
    ]);
    await world.call('chat.update', { channel: DM, ts, markdown_text: '_Bye_' });
    expect((await history())[0]).toMatchObject({ text: '_Bye_', blocks: [{ text: '_Bye_' }] });
  });

  test.each<[object, string]>([
    [{ text: 'x' }, 'markdown_text_conflict'],
    [{ blocks: [divider] }, 'markdown_text_conflict'],
    [{ markdown_text: 'x'.repeat(12_001) }, 'msg_too_long'],
  ])('beside %o: %s', async (more, error) => {
    expect(await post({ markdown_text: '**Hello**', ...more })).toEqual({ ok: false, error });
  });
});

test('of wrong blocks Slack says what is wrong twice', async () => {
  expect(await post({ blocks: [{ type: 'x' }] })).toEqual({
    ok: false,
    error: 'invalid_blocks',
    errors: ['unsupported type: x [json-pointer:/blocks/0/type]'],
    response_metadata: { messages: ['[ERROR] unsupported type: x [json-pointer:/blocks/0/type]'] },
  });
});

test('metadata stays when a message is changed, and goes when it is empty', async () => {
  const metadata = { event_type: 'seen', event_payload: { id: '7' } };
  const { ts } = await post({ text: 'one', metadata });
  await world.call('chat.update', { channel: DM, ts, text: 'two' });
  expect((await history())[0]).toMatchObject({ text: 'two', metadata });
  await world.call('chat.update', { channel: DM, ts, text: 'three', metadata: {} });
  expect((await history())[0]?.['metadata']).toBeUndefined();
});

describe('an answer to a command', () => {
  test('may hold attachments', async () => {
    await world.page.command('/hello');
    const answered = await fetch(responseUrls.at(-1) ?? '', {
      method: 'POST',
      body: JSON.stringify({ attachments: [{ text: 'Hi' }] }),
    });
    expect([answered.status, await answered.text()]).toEqual([200, 'ok']);
    expect(await world.page.lastMessage(GENERAL)).toMatchObject({ text: 'Hi', ephemeral: true });
  });

  test('is refused by the code of what is wrong with it', async () => {
    const answered = await fetch(responseUrls.at(-1) ?? '', {
      method: 'POST',
      body: JSON.stringify({ text: 'x', attachments: [{ blocks: [{ type: 'x' }] }] }),
    });
    expect([answered.status, await answered.text()]).toEqual([400, 'invalid_attachments']);
    await world.page.command('/hello', 'wrong');
    expect((await world.page.lastMessage(GENERAL)).text).toContain('dispatch_failed');
  });
});
