import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readManifest } from '../../src/local-slack/manifest.ts';
import { BUILT_IN_SEED, readSeed } from '../../src/local-slack/seed.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { GENERAL, KASIA, manifest, Page, SECRETS } from './foreign-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'local-slack-'));
let slack: LocalSlack;

beforeAll(async () => {
  slack = await startLocalSlack({ port: 0, manifest, journal: join(folder, 'journal.jsonl'), ...SECRETS });
});
afterAll(async () => {
  await slack.close();
  rmSync(folder, { recursive: true });
});

/** A request with headers of one's own, which fetch does not allow. */
function ask(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
  body = '',
): Promise<number | undefined> {
  const { port } = new URL(slack.url);
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('who may ask', () => {
  const { host } = { host: () => new URL(slack.url).host };

  test.each(['localhost', '127.0.0.1:1', '[::1]:1'])('the host %s', async (name) => {
    expect(await ask('/page/state', { host: name })).toBe(200);
  });

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'x@localhost', '/'])(
    'not the host «%s», whose name may have been rebound to this machine',
    async (name) => {
      expect(await ask('/page/state', { host: name })).toBeGreaterThanOrEqual(400);
      expect(await ask('/api/api.test', { host: name })).toBeGreaterThanOrEqual(400);
    },
  );

  test('no page of another site may act', async () => {
    const body = JSON.stringify({ user: KASIA, conversation: GENERAL });
    const json = { 'content-type': 'application/json', host: host() };
    const read = (headers: object) => ask('/page/read', { ...json, ...headers }, 'POST', body);
    expect(await read({ origin: slack.url })).toBe(200);
    expect(await read({})).toBe(200);
    expect(await read({ origin: 'http://evil.example' })).toBe(403);
    expect(await read({ origin: 'http://localhost:1' })).toBe(403);
    expect(await read({ origin: 'null' })).toBe(403);
  });

  test('both loopback addresses answer', async () => {
    const { port } = new URL(slack.url);
    expect((await fetch(`http://127.0.0.1:${port}/page/state`)).status).toBe(200);
    const six = await fetch(`http://[::1]:${port}/page/state`).catch(() => undefined);
    expect(six?.status ?? 200).toBe(200);
  });
});

describe('every answer', () => {
  test.each([
    ['the page', '/', 200],
    ['what is not there', '/assets/none.ts', 404],
    ['nothing', '/nothing/here', 404],
    ['a method that there is not', '/api/no.such.method', 200],
    ['what is too large', '/api/api.test', 413],
    ['what another website asks', '/page/state', 403],
  ])('has the headers that keep others out: %s', async (_what, path, status) => {
    const response = await fetch(slack.url + path, {
      ...(status === 413 && { method: 'POST', body: 'x'.repeat(3 * 1024 * 1024) }),
      ...(status === 403 && { method: 'POST', headers: { origin: 'http://evil.example' } }),
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});

describe('the page', () => {
  test('gets its types stripped, with headers that keep others out', async () => {
    const response = await fetch(`${slack.url}/assets/protocol.ts`);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'",
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const code = await response.text();
    expect(code).not.toContain('export interface');
    expect(code).not.toContain('import type');
  });

  test('names its files with their version, so that they are asked for once', async () => {
    const page = await fetch(`${slack.url}/`);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const html = await page.text();
    const [script = ''] = /\/assets\/v[0-9a-f]{12}\/main\.ts/.exec(html) ?? [];
    expect(html).toContain(
      `<link rel="modulepreload" href="${script.replace('main.ts', 'blocks/blocks.ts')}">`,
    );
    // What is loaded later is not named.
    expect(html).not.toContain('charts.ts');
    const asset = await fetch(slack.url + script);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    const plain = await fetch(slack.url + script, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(await asset.text());
  });

  test('answers under a version that is past, and lets nobody keep it', async () => {
    const response = await fetch(`${slack.url}/assets/v000000000000/main.ts`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(`${slack.url}/assets/v000000000000/nothing.ts`)).status).toBe(404);
  });

  test.each(['nothing.ts', '../server.ts', '..%2fserver.ts', '%2e%2e/server.ts', 'tsconfig.json', '.', ''])(
    'has no file «%s»',
    async (name) => {
      expect(await ask(`/assets/${name}`, { host: 'localhost' })).toBe(404);
    },
  );

  test('shows each person what is theirs', async () => {
    const mine = await new Page(slack.url, KASIA).state();
    expect(mine.me).toMatchObject({ id: KASIA, role: 'member' });
    expect(mine.team.id).toBe(slack.teamId);
    expect(mine.conversations.map((one) => one.name)).toEqual([
      'general',
      'random',
      'leadership',
      'Wanjirũ Kamau',
      'Foreign',
    ]);
    expect(mine.app).toMatchObject({ name: 'Foreign', hasHome: true, connected: false });
    expect(mine.messages[GENERAL]?.length).toBeGreaterThan(1);
    expect(Object.values(mine.unread).every((count) => count === 0)).toBe(true);
    const guest = await new Page(slack.url, 'U0IMANIFRE').state();
    expect(guest.conversations.map((one) => one.name)).toEqual(['leadership', 'Foreign']);
  });

  test('is told what is wrong with a request', async () => {
    const page = new Page(slack.url, KASIA);
    expect(await page.post('command', { conversation: GENERAL })).toMatchObject({ ok: false });
    expect(await page.post('message', { conversation: 'C0PEOPLEOP', text: 'x' })).toEqual({
      ok: false,
      error: 'channel_not_found',
    });
    expect(await page.post('submit', { viewId: 'V0', state: {} })).toEqual({ ok: false, error: 'not_found' });
    expect((await fetch(`${slack.url}/page/state?user=U0`)).status).toBe(404);
  });
});

test('the journal is a file of JSON lines', async () => {
  const path = join(folder, 'other.jsonl');
  const other = await startLocalSlack({ port: 0, manifest, journal: path, ...SECRETS });
  await fetch(`${other.apiUrl}auth.test?token=${SECRETS.botToken}`);
  await other.close();
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { type: 'call', method: 'auth.test', args: {}, answer: { ok: true }, durationMs: expect.any(Number) },
  ]);
});

describe('the seed', () => {
  test('that is built in has people of many places and roles', () => {
    const [{ people, opensAs } = { people: [], opensAs: '' }, ...others] = readSeed(BUILT_IN_SEED);
    expect(others).toEqual([]);
    expect(people.filter((one) => one.locale === 'pl-PL').length).toBeGreaterThanOrEqual(2);
    expect(new Set(people.map((one) => one.role))).toEqual(new Set(['owner', 'admin', 'member', 'guest']));
    expect(people.filter((one) => one.role === 'owner')).toHaveLength(1);
    expect(people.find((one) => one.id === opensAs)?.role).toBe('member');
  });

  test('names every problem with its place', () => {
    const path = join(folder, 'seed.yml');
    const text = readFileSync(BUILT_IN_SEED, 'utf8')
      .replace('Europe/Berlin', 'Europe/Bonn')
      .replace('role: guest', 'role: visitor');
    writeFileSync(path, text);
    expect(() => readSeed(path)).toThrow(/people\.1\.timeZone: must be an IANA.*\n.*people\.12\.role: /);
    writeFileSync(path, readFileSync(BUILT_IN_SEED, 'utf8').replace('U0NOAHREED', 'U0MARTAWIL'));
    expect(() => readSeed(path)).toThrow('people.11.id: U0MARTAWIL stands here twice');
    expect(() => readSeed(join(folder, 'none.yml'))).toThrow(/There is no file .*none\.yml\./);
  });

  /** What is said of a seed, without the sentence before. */
  function problemsOf(text: string): string[] {
    const path = join(folder, 'wrong.yml');
    writeFileSync(path, text);
    try {
      readSeed(path);
    } catch (error) {
      return String(error).split('\n').slice(1);
    }
    return [];
  }

  test('names what does not fit together beside what is wrong in itself', () => {
    const text = readFileSync(BUILT_IN_SEED, 'utf8')
      .replace('Europe/Berlin', 'Europe/Bonn')
      .replace('opensAs: U0KASIANOW', 'opensAs: U0GERALDST')
      .replace('handle: noah', 'handle: marta')
      .replace('id: C0RANDOM01', 'id: C0GENERAL1')
      .replace('members: [U0MARTAWIL, U0JONASBRA, U0ANIKATUI]', 'members: [U0MARTAWIL, U0NOBODY00]');
    expect(problemsOf(text)).toEqual([
      '  people.1.timeZone: must be an IANA time zone, as Europe/Warsaw',
      '  people.11.handle: marta stands here twice',
      '  channels.1.id: C0GENERAL1 stands here twice',
      '  opensAs: must be the id of an active person',
      '  channels.3: U0NOBODY00 is nobody in people',
    ]);
  });

  test.each<[string, string, string[]]>([
    ['an empty file', '', ['  (file): the file is empty']],
    ['a file of one word', 'hello', ['  (file): must be a list of fields']],
    [
      'fields of other kinds',
      'team: [1]\nopensAs: 5\npeople: {}\nchannels: yes\ncolour: red',
      [
        '  team: must be a list of fields',
        '  opensAs: must be text',
        '  people: must be a list',
        '  channels: must be a list',
        '  (file): colour: there is no such field here',
      ],
    ],
    [
      'people and channels that are half there',
      `team: { id: T0LUMENARI, name: '', domain: x, locale: en-US }
opensAs: U0AAAAAAAA
people:
  - { id: U0AAAAAAAA, handle: a, name: A, email: a, timeZone: UTC, locale: en-US, role: boss }
  - nobody
channels:
  - { id: C0AAAAAAAA, name: a, kind: secret, members: all, messages: [{ from: U0BBBBBBBB, text: x, minutesAgo: -1 }] }
directMessages:
  - { people: [U0AAAAAAAA] }`,
      [
        '  team.name: must not be empty',
        '  people.0.email: must be an e-mail address',
        '  people.0.role: must be owner, admin, member or guest',
        '  people.1: must be a list of fields',
        '  channels.0.kind: must be channel or private',
        '  channels.0.members: must be everyone, or a list of ids',
        '  channels.0.messages.0.minutesAgo: must be 0 at least',
        '  directMessages.0.people: must hold 2 at least',
        '  channels.0: U0BBBBBBBB is nobody in people',
      ],
    ],
    [
      'nothing in any field',
      'team:\npeople: []\nworkspaces: [{ people: [] }]',
      [
        '  team: must be a list of fields',
        '  opensAs: is missing',
        '  people: must hold 1 at least',
        '  channels: is missing',
        '  workspaces.0.team: is missing',
        '  workspaces.0.opensAs: is missing',
        '  workspaces.0.people: must hold 1 at least',
        '  workspaces.0.channels: is missing',
      ],
    ],
  ])('says plainly what is wrong with %s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });
});

test('a manifest that is none is refused with its problems', async () => {
  expect(() => readManifest({ display_information: {} })).toThrow('display_information.name');
  const http = { ...manifest, settings: { ...manifest.settings, socket_mode_enabled: false } };
  await expect(startLocalSlack({ port: 0, manifest: http, ...SECRETS })).rejects.toThrow('--deliver-to');
});
