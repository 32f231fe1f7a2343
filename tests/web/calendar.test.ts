/** The route of calendar files, by real HTTP. */
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import type { Given } from '../../src/web/keyed.ts';
import { calendarRoute } from '../../src/web/links.ts';
import { startWeb, type WebServer } from '../../src/web/server.ts';

const KEY = `${'0b6a3c1e'.repeat(4)}g`;
const FILE = {
  type: 'text/calendar; charset=utf-8; method=PUBLISH',
  name: 'coaching-2.ics',
  text: 'BEGIN:VCALENDAR\r\nSUMMARY:Ż\r\nEND:VCALENDAR\r\n',
};
let web: WebServer;
let now = 0;
let asked: string[] = [];
let fileFor: (key: string) => Promise<Given | undefined>;
const lines: string[] = [];

beforeAll(async () => {
  const log = await createLog({ level: 'fatal' });
  log.error = (...line: unknown[]) => lines.push(JSON.stringify(line));
  web = await startWeb({
    port: 0,
    host: '127.0.0.1',
    health: async () => ({ database: true, slack: true }),
    folders: {
      calendar: calendarRoute({
        find: (key) => {
          asked.push(key);
          return fileFor(key);
        },
        log,
        nowMs: () => now,
        mostMs: 200,
      }),
    },
  });
});
afterAll(() => web.close());
beforeEach(() => {
  now += 3_600_000;
  asked = [];
  fileFor = async (key) => (key === KEY ? FILE : undefined);
});

const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${web.port}${path}`, init);

it('gives the file to whoever has its address, to be kept by nobody else', async () => {
  const response = await get(`/calendar/${KEY}.ics`);
  expect([response.status, await response.text()]).toEqual([200, FILE.text]);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
    'content-length': String(Buffer.byteLength(FILE.text)),
    'content-disposition': 'attachment; filename="coaching-2.ics"',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    'referrer-policy': 'no-referrer',
  });
});

it('answers HEAD with the same, without the file', async () => {
  const response = await get(`/calendar/${KEY}.ics`, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(FILE.text)));
});

it.each([
  ['an unknown key', `/calendar/${'f'.repeat(32)}l.ics`, 1],
  ['no key', '/calendar/.ics', 0],
  ['a session’s id', '/calendar/5f0c1a52-5a0e-4d5f-8a43-0f3d2b6c7e10.ics', 0],
  ['another end', `/calendar/${KEY}.txt`, 0],
  ['something behind it', `/calendar/${KEY}.ics/more`, 0],
  ['a way up', '/calendar/..%2f..%2fetc%2fpasswd', 0],
])('says in a sentence that there is nothing, for %s', async (_what, path, looked) => {
  const response = await get(path);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await response.text()).toMatch(/^There is no calendar file at this address\. In Slack/);
  // What cannot be a key is not looked up.
  expect(asked).toHaveLength(looked);
});

it('speaks the browser’s language', async () => {
  const response = await get('/calendar/x.ics', { headers: { 'accept-language': 'pl,en;q=0.8' } });
  expect(await response.text()).toMatch(/^Pod tym adresem nie ma pliku kalendarza/);
});

it('takes nothing else than GET and HEAD', async () => {
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect((await get(`/calendar/${KEY}.ics`, { method })).status).toBe(404);
  expect(asked).toEqual([]);
});

it('slows down whoever guesses, and goes on afterwards', async () => {
  const statuses = await Promise.all(
    Array.from(
      { length: 80 },
      async (_, at) => (await get(`/calendar/${String(at).padStart(32, '0')}g.ics`)).status,
    ),
  );
  expect(statuses.filter((status) => status === 404)).toHaveLength(60);
  expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  const refused = await get(`/calendar/${KEY}.ics`);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
  now += 1_000;
  expect((await get(`/calendar/${KEY}.ics`)).status).toBe(200);
});

it.each([
  ['fails', () => Promise.reject(new Error('database away'))],
  [
    'throws at once',
    () => {
      throw new Error('a slip');
    },
  ],
])('answers also where the look-up %s, and logs it without the key', async (_what, look) => {
  fileFor = look;
  lines.length = 0;
  const response = await get(`/calendar/${KEY}.ics`);
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60']);
  expect(await response.text()).toMatch(/cannot be given out just now/);
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain(KEY);
});

it('does not wait for ever for a look-up', async () => {
  fileFor = () => new Promise(() => undefined);
  expect((await get(`/calendar/${KEY}.ics`)).status).toBe(503);
});

it('bears with somebody who goes away in between', async () => {
  let answer = (_: Given): void => undefined;
  fileFor = () =>
    new Promise((done) => {
      answer = done;
    });
  const socket = connect(web.port, '127.0.0.1');
  socket.write(`GET /calendar/${KEY}.ics HTTP/1.1\r\nhost: x\r\n\r\n`);
  await expect.poll(() => asked).toHaveLength(1);
  socket.destroy();
  answer(FILE);
  fileFor = async () => FILE;
  expect((await get(`/calendar/${KEY}.ics`)).status).toBe(200);
});
