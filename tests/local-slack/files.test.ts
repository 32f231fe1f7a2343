/** Files: an address, the bytes, and the word that makes them a message; and how they come out again. */
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  callByForm,
  GENERAL,
  KASIA,
  MARTA,
  manifestWith,
  SECRETS,
  silent,
  startWorld,
  type World,
} from './foreign-app.ts';

const DM = 'D0KASIANOW';
const PRIVATE = 'C0PEOPLEOP';
const BYTES = Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
let world: World;

beforeAll(async () => {
  const manifest = manifestWith({ scopes: ['files:read', 'files:write'], events: ['file_shared'] });
  world = await startWorld('socket', { manifest, rateLimits: false });
  // Her direct messages with the app are there once she has looked.
  await world.page.state();
});
afterAll(() => world.close());

const begin = (args: object = {}) =>
  world.call('files.getUploadURLExternal', { filename: 'Session 2.ics', length: BYTES.length, ...args });
const complete = (args: object) => world.call('files.completeUploadExternal', args);

/** A file whose bytes have come. */
async function uploaded(): Promise<string> {
  const { upload_url: url, file_id: id } = await begin();
  const response = await fetch(String(url), { method: 'POST', body: BYTES });
  expect([response.status, await response.text()]).toEqual([200, `OK - ${BYTES.length}`]);
  return String(id);
}

test('Slack’s own client uploads a file into a direct message', async () => {
  const client = new WebClient(SECRETS.botToken, { slackApiUrl: world.slack.apiUrl, logger: silent });
  const { files } = await client.filesUploadV2({
    channel_id: DM,
    filename: 'Session 2.ics',
    title: 'Coaching, session 2',
    file: BYTES,
    initial_comment: 'For your calendar',
  });
  const [file] = files[0]?.files ?? [];
  // As Slack answers: it has not looked into it, and has not shared it yet.
  expect(file).toMatchObject({ title: 'Coaching, session 2', mimetype: '', ims: [], shares: {} });
  const shown = await world.page.lastMessage(DM);
  expect(shown).toMatchObject({
    text: 'For your calendar',
    files: [
      { id: file?.id, name: 'Session 2.ics', title: 'Coaching, session 2', type: 'Calendar', bytes: 32 },
    ],
  });
  const { messages } = await world.call('conversations.history', { channel: DM, limit: 1 });
  expect(messages).toMatchObject([
    {
      subtype: 'file_share',
      text: 'For your calendar',
      upload: true,
      files: [{ id: file?.id, mimetype: 'text/calendar', filetype: 'ics', size: 32, mode: 'hosted' }],
    },
  ]);
  expect(await world.call('files.info', { file: file?.id })).toMatchObject({
    ok: true,
    comments: [],
    file: { id: file?.id, ims: [DM], channels: [], shares: { private: { [DM]: [{ ts: shown.ts }] } } },
  });
});

test('a person by id is refused as a channel, and taken among several', async () => {
  const id = await uploaded();
  expect(await complete({ files: [{ id }], channel_id: KASIA })).toEqual({
    ok: false,
    error: 'invalid_arguments',
    response_metadata: {
      messages: ['[ERROR] input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]'],
    },
  });
  expect(await complete({ files: [{ id }], channels: KASIA })).toMatchObject({ ok: true });
  expect((await world.page.lastMessage(DM)).files).toMatchObject([{ id, title: 'Session 2.ics' }]);
});

test('one file goes to several places, several files to one message', async () => {
  await world.call('conversations.join', { channel: GENERAL });
  const [one, two] = [await uploaded(), await uploaded()];
  const done = await callByForm(world.slack.apiUrl, 'files.completeUploadExternal', {
    files: JSON.stringify([{ id: one }, { id: two, title: 'Two' }]),
    channels: `${GENERAL},${KASIA}`,
  });
  expect(done).toMatchObject({ ok: true, files: [{ id: one }, { id: two, title: 'Two' }] });
  for (const room of [GENERAL, DM])
    expect((await world.page.lastMessage(room)).files?.map(({ id }) => id)).toEqual([one, two]);
  expect((await world.call('files.info', { file: two }))['file']).toMatchObject({
    is_public: true,
    channels: [GENERAL],
    ims: [DM],
  });
  const told = () =>
    world.slack.journal.flatMap((entry) =>
      entry.type === 'delivery' && JSON.stringify(entry.payload).includes('"file_shared"')
        ? [(entry.payload as { event: object }).event]
        : [],
    );
  await expect
    .poll(told)
    .toContainEqual(
      expect.objectContaining({ type: 'file_shared', file_id: two, channel_id: GENERAL, file: { id: two } }),
    );
});

test('blocks stand in the place of a comment, and are checked', async () => {
  const id = await uploaded();
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  expect(await complete({ files: [{ id }], channel_id: DM, blocks: [section('')] })).toMatchObject({
    ok: false,
    error: 'invalid_blocks',
  });
  // Refused, it is not used up.
  expect(await complete({ files: [{ id }], channel_id: DM, blocks: [section('Here')] })).toMatchObject({
    ok: true,
  });
  expect(await world.page.lastMessage(DM)).toMatchObject({
    text: '',
    blocks: [section('Here')],
    files: [{ id }],
  });
});

test('a file without a place stays with the app, and nobody else gets it', async () => {
  const id = await uploaded();
  expect(await complete({ files: [{ id }] })).toMatchObject({ ok: true });
  const { file } = await world.call('files.info', { file: id });
  expect(file).toMatchObject({ channels: [], groups: [], ims: [] });
  expect((await fetch(`${world.slack.url}/page/file/${id}?user=${KASIA}`)).status).toBe(404);
});

test.each<[string, object, string]>([
  ['no name', { filename: '' }, 'invalid_arguments'],
  ['no length', { length: undefined }, 'invalid_arguments'],
  ['nothing in it', { length: 0 }, 'missing_argument'],
  ['more than fits here', { length: 1_000_001 }, 'file_upload_size_restricted'],
  ['a long description', { alt_txt: 'x'.repeat(1001) }, 'alt_txt_too_large'],
])('an address is not given for %s', async (_what, args, error) => {
  expect(await begin(args)).toMatchObject({ ok: false, error });
});

test.each<[string, object, string]>([
  ['where there is no such channel', { channel_id: 'C0NOSUCHCH' }, 'channel_not_found'],
  ['where the app cannot look', { channel_id: PRIVATE }, 'channel_not_found'],
  ['where the app is not', { channel_id: 'C0LEADERSH' }, 'not_in_channel'],
  ['to nobody', { channels: 'U0NOSUCHON' }, 'invalid_channel'],
  [
    'to more than 100',
    { channels: Array.from({ length: 101 }, () => GENERAL).join() },
    'channels_limit_exceeded',
  ],
  ['without files', { files: [], channel_id: DM }, 'invalid_arguments'],
  ['twice in one', { files: 'twice', channel_id: DM }, 'file_not_found'],
  ['of another id', { files: [{ id: 'F0NOSUCHFI' }] }, 'file_not_found'],
])('a file is not shared %s', async (_what, args, error) => {
  const id = await uploaded();
  const files = 'files' in args && args.files === 'twice' ? { files: [{ id }, { id }] } : {};
  expect(await complete({ files: [{ id }], ...args, ...files })).toMatchObject({ ok: false, error });
  expect(await complete({ files: [{ id }] })).toMatchObject({ ok: true });
});

test('it is completed once, and not before its bytes have come', async () => {
  const { upload_url: url, file_id: id } = await begin();
  expect(await complete({ files: [{ id }] })).toEqual({ ok: false, error: 'file_not_found' });
  expect((await fetch(String(url), { method: 'POST', body: 'short' })).status).toBe(400);
  const form = new FormData();
  form.append('filename', new Blob([BYTES]), 'Session 2.ics');
  expect((await fetch(String(url), { method: 'POST', body: form })).status).toBe(200);
  expect((await fetch(String(url), { method: 'POST', body: BYTES })).status).toBe(404);
  expect(await complete({ files: [{ id }] })).toMatchObject({ ok: true });
  expect(await complete({ files: [{ id }] })).toEqual({ ok: false, error: 'file_not_found' });
});

test('the app gets it back with its token, a person through their page', async () => {
  const id = await uploaded();
  await complete({ files: [{ id }], channel_id: DM });
  const { file } = (await world.call('files.info', { file: id })) as { file: Record<string, string> };
  for (const url of [file['url_private'], file['url_private_download']]) {
    const response = await fetch(String(url), { headers: { authorization: `Bearer ${SECRETS.botToken}` } });
    expect(response.headers.get('content-type')).toBe('text/calendar');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(BYTES);
    // Without a token: to the page, as Slack leads to where people sign in.
    const lost = await fetch(String(url), { redirect: 'manual' });
    expect([lost.status, lost.headers.get('location')]).toEqual([302, expect.stringMatching(/^\/\?redir=/)]);
  }
  const saved = await fetch(`${world.slack.url}/page/file/${id}?user=${KASIA}`);
  expect(saved.headers.get('content-disposition')).toBe(
    `attachment; filename="Session 2.ics"; filename*=UTF-8''Session%202.ics`,
  );
  expect(Buffer.from(await saved.arrayBuffer())).toEqual(BYTES);
  // Of somebody else's direct messages nothing comes out.
  expect((await fetch(`${world.slack.url}/page/file/${id}?user=${MARTA}`)).status).toBe(404);
  expect((await fetch(`${world.slack.url}/page/file/${id}?user=U0NOBODYXX`)).status).toBe(404);
});

test('the journal has the bytes’ ways, and not the secret address', async () => {
  const id = await uploaded();
  expect(world.slack.journal).toContainEqual(
    expect.objectContaining({ type: 'file', what: 'uploaded', file: id, status: 200, bytes: BYTES.length }),
  );
  const call = world.slack.journal.findLast(
    (entry) => entry.type === 'call' && entry.method === 'files.getUploadURLExternal',
  );
  expect(call).toMatchObject({ answer: { ok: true, upload_url: '…', file_id: id } });
});

test('without the scopes nothing of it goes', async () => {
  const bare = await startWorld('socket');
  try {
    const wrong = (needed: string) => ({ ok: false, error: 'missing_scope', needed });
    expect(await bare.call('files.getUploadURLExternal', { filename: 'a.ics', length: 1 })).toMatchObject(
      wrong('files:write'),
    );
    expect(await bare.call('files.completeUploadExternal', { files: [{ id: 'F1' }] })).toMatchObject(
      wrong('files:write'),
    );
    expect(await bare.call('files.info', { file: 'F1' })).toMatchObject(wrong('files:read'));
  } finally {
    await bare.close();
  }
});
