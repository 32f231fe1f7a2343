/** Messages for later: they come with product time, moved or run. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { callApi, callByForm, GENERAL, KASIA, manifestWith, Page, SECRETS } from './foreign-app.ts';

const BEGIN = Date.parse('2026-03-02T09:00:00Z');
const NOW = BEGIN / 1000;
const HOUR = 3600;
const DAY = 24 * HOUR;
const PRIVATE = 'C0PEOPLEOP';
const LEADERSHIP = 'C0LEADERSH';
const DM = 'D0KASIANOW';
let slack: LocalSlack;

beforeEach(async () => {
  slack = await startLocalSlack({
    port: 0,
    manifest: manifestWith({ scopes: ['channels:history', 'channels:manage'] }),
    ...SECRETS,
    rateLimits: false,
    clock: { now: '2026-03-02T09:00:00Z', speed: 0 },
  });
  await call('conversations.join', { channel: GENERAL });
});
afterEach(() => slack.close());

const call = (method: string, args: object = {}) => callApi(slack.apiUrl, method, args, SECRETS.botToken);
const schedule = (postAt: unknown, more: object = {}) =>
  call('chat.scheduleMessage', { channel: GENERAL, text: 'later', post_at: postAt, ...more });
const listed = async (args: object = {}) =>
  (await call('chat.scheduledMessages.list', args))['scheduled_messages'] as Record<string, unknown>[];
const history = async (channel = GENERAL) => {
  const { messages } = await call('conversations.history', { channel, oldest: NOW });
  return messages as Record<string, unknown>[];
};
const move = (seconds: number) => slack.moveClock({ advanceMs: seconds * 1000 });

describe('a scheduled message', () => {
  test('waits in the list and appears when the clock comes to its time', async () => {
    const attachments = [{ text: 'below' }];
    const answer = await schedule(NOW + HOUR, { attachments });
    const { scheduled_message_id: id } = answer;
    expect(answer).toMatchObject({
      ok: true,
      channel: GENERAL,
      scheduled_message_id: expect.stringMatching(/^Q/),
      post_at: NOW + HOUR,
      message: { text: 'later', type: 'delayed_message', subtype: 'bot_message', bot_id: 'B0LOCALBOT' },
    });
    expect(slack.journal.at(-1)).toMatchObject({ method: 'chat.scheduleMessage', answer });
    expect(await listed()).toEqual([
      { id, channel_id: GENERAL, post_at: NOW + HOUR, date_created: NOW, text: 'later' },
    ]);
    move(HOUR - 1);
    expect(await history()).toEqual([]);
    move(1);
    expect(await history()).toMatchObject([{ text: 'later', attachments, ts: `${NOW + HOUR}.000000` }]);
    expect(await listed()).toEqual([]);
  });

  test('has its own time where the clock is moved far beyond it, also over HTTP', async () => {
    await schedule(NOW + 2 * DAY, { text: 'second' });
    await schedule(String(NOW + DAY), { text: 'first' });
    await fetch(`${slack.url}/clock`, {
      method: 'POST',
      body: JSON.stringify({ advanceMs: 7 * DAY * 1000 }),
    });
    expect(await history()).toMatchObject([
      { text: 'second', ts: `${NOW + 2 * DAY}.000000` },
      { text: 'first', ts: `${NOW + DAY}.000000` },
    ]);
    expect(slack.clock()).toEqual({ now: BEGIN + 7 * DAY * 1000, speed: 0 });
  });

  test('appears by itself where the clock runs', async () => {
    const page = new Page(slack.url, KASIA);
    await page.watch();
    await schedule(NOW + DAY);
    slack.moveClock({ speed: 10_000_000 });
    await page.change('message', ({ message }) => message.text === 'later');
    page.close();
  });

  test('goes to a person, and into a thread', async () => {
    const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'root' });
    const args = { channel: KASIA, text: 'for you', post_at: String(NOW + HOUR) };
    expect(await callByForm(slack.apiUrl, 'chat.scheduleMessage', args)).toMatchObject({ channel: DM });
    await schedule(NOW + HOUR, { thread_ts: ts });
    move(HOUR);
    expect(await history(DM)).toMatchObject([{ text: 'for you' }]);
    const { messages } = await call('conversations.replies', { channel: GENERAL, ts });
    expect(messages).toMatchObject([{ text: 'root', reply_count: 1 }, { text: 'later' }]);
  });

  test('with metadata never arrives: a bug that Slack documents', async () => {
    const metadata = { event_type: 'seen', event_payload: { id: '7' } };
    expect(await schedule(NOW + HOUR, { metadata })).toMatchObject({ ok: true });
    move(HOUR);
    expect(await history()).toEqual([]);
    expect(await listed()).toEqual([]);
  });

  test('does not arrive where the app may no longer post', async () => {
    await call('conversations.join', { channel: LEADERSHIP });
    await schedule(NOW + HOUR, { channel: LEADERSHIP });
    await call('conversations.leave', { channel: LEADERSHIP });
    move(HOUR);
    await call('conversations.join', { channel: LEADERSHIP });
    expect(await history(LEADERSHIP)).toEqual([]);
  });

  test.each<[string, unknown, object, string]>([
    ['now', NOW, {}, 'time_in_past'],
    ['yesterday', NOW - DAY, {}, 'time_in_past'],
    ['in more than 120 days', NOW + 120 * DAY + 1, {}, 'time_too_far'],
    ['never', 'tomorrow', {}, 'invalid_time'],
    ['in a channel that is not there', NOW + 1, { channel: 'C0NOWHERE1' }, 'channel_not_found'],
    ['in a channel it is not in', NOW + 1, { channel: LEADERSHIP }, 'not_in_channel'],
    ['with nothing to say', NOW + 1, { text: '' }, 'no_text'],
    ['with too much to say', NOW + 1, { text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['with wrong blocks', NOW + 1, { blocks: [{ type: 'x' }] }, 'invalid_blocks'],
    ['with wrong metadata', NOW + 1, { metadata: { event_type: 'x' } }, 'invalid_metadata_format'],
    ['without a time', undefined, {}, 'invalid_arguments'],
  ])('%s: refused', async (_, postAt, more, error) => {
    expect(await schedule(postAt, more)).toMatchObject({ ok: false, error });
  });

  test('is allowed on the last of 120 days', async () => {
    expect(await schedule(NOW + 120 * DAY)).toMatchObject({ ok: true });
  });

  test('is one of at most 30 in any five minutes of a channel', async () => {
    for (let index = 0; index < 30; index += 1) {
      expect(await schedule(NOW + HOUR + index * 10)).toMatchObject({ ok: true });
    }
    const tooMany = { ok: false, error: 'restricted_too_many' };
    expect(await schedule(NOW + HOUR + 299)).toEqual(tooMany);
    expect(await schedule(NOW + HOUR - 9)).toEqual(tooMany);
    expect(await schedule(NOW + HOUR + 300)).toMatchObject({ ok: true });
    expect(await schedule(NOW + HOUR, { channel: KASIA })).toMatchObject({ ok: true });
  });
});

describe('chat.deleteScheduledMessage', () => {
  const gone = { ok: false, error: 'invalid_scheduled_message_id' };
  const remove = (id: unknown, channel = GENERAL) =>
    call('chat.deleteScheduledMessage', { channel, scheduled_message_id: id });

  test('takes a message back, once', async () => {
    const { scheduled_message_id: id } = await schedule(NOW + HOUR);
    expect(await remove(id, KASIA)).toEqual(gone);
    expect(await remove(id)).toEqual({ ok: true });
    expect(await remove(id)).toEqual(gone);
    move(HOUR);
    expect(await history()).toEqual([]);
  });

  test('comes too late in the last minute', async () => {
    const { scheduled_message_id: id } = await schedule(NOW + HOUR);
    move(HOUR - 60);
    expect(
      await callByForm(slack.apiUrl, 'chat.deleteScheduledMessage', {
        channel: GENERAL,
        scheduled_message_id: String(id),
      }),
    ).toEqual(gone);
    move(60);
    expect(await history()).toHaveLength(1);
    expect(await remove(id)).toEqual(gone);
    expect(await remove(id, PRIVATE)).toEqual({ ok: false, error: 'channel_not_found' });
  });
});

test('chat.scheduledMessages.list gives a channel, a span, a page', async () => {
  for (const hours of [3, 1, 2]) await schedule(NOW + hours * HOUR, { text: `in ${hours} h` });
  await schedule(NOW + HOUR, { channel: KASIA, text: 'for you' });
  const texts = async (args: object) => (await listed(args)).map((one) => one['text']);
  expect(await texts({ channel: GENERAL })).toEqual(['in 1 h', 'in 2 h', 'in 3 h']);
  expect(await texts({ oldest: NOW + 2 * HOUR, latest: NOW + 2 * HOUR })).toEqual(['in 2 h']);
  const first = await call('chat.scheduledMessages.list', { channel: GENERAL, limit: 2 });
  const { next_cursor: cursor } = first['response_metadata'] as { next_cursor: string };
  expect(await texts({ channel: GENERAL, limit: 2, cursor })).toEqual(['in 3 h']);
  expect(await call('chat.scheduledMessages.list', { channel: 'C0NOWHERE1' })).toMatchObject({
    error: 'invalid_channel',
  });
  expect(await call('chat.scheduledMessages.list', { cursor: 'x' })).toMatchObject({
    error: 'invalid_cursor',
  });
});
