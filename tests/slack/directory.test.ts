import { createServer, type Server } from 'node:http';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PersonId } from '../../src/ports.ts';
import { clientOptionsForBackground } from '../../src/slack/clients.ts';
import { directoryOf } from '../../src/slack/directory.ts';
import { inTransaction, refuseInTransaction } from '../../src/storage/database.ts';
import { freshDatabase } from '../harness/database.ts';

const ADA = PersonId.parse('U0ADA');
const USER = {
  id: 'U0ADA',
  name: 'ada',
  tz: 'Europe/Warsaw',
  locale: 'pl-PL',
  profile: { email: 'Ada@x.example' },
};

/** A Slack that answers as it is told to. */
let server: Server;
let apiUrl = '';
let answer: { status: number; headers?: Record<string, string>; body: unknown };
let asked: string[] = [];
let nowMs = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  asked = [];
  nowMs = 0;
  answer = { status: 200, body: { ok: true, user: USER } };
});

const directory = (refuse: (what: string) => void = () => undefined) =>
  directoryOf(new WebClient('xoxb-1', clientOptionsForBackground(apiUrl)), refuse, () => nowMs);

describe('who is who in Slack', () => {
  it('is found by id and by e-mail, with the language', async () => {
    const found = {
      outcome: 'found',
      personId: 'U0ADA',
      email: 'Ada@x.example',
      facts: {
        name: 'ada',
        fullName: '',
        locale: 'pl-PL',
        timeZone: 'Europe/Warsaw',
        isAdmin: false,
        isGuest: false,
        isGone: false,
        isMember: true,
      },
    };
    expect(await directory().byId(ADA)).toEqual(found);
    expect(await directory().byEmail('ada@x.example')).toEqual(found);
    expect(asked).toEqual(['/users.info', '/users.lookupByEmail', '/users.info']);
  });

  it.each([
    [
      { ok: false, error: 'users_not_found' },
      { outcome: 'not-found', code: 'users_not_found' },
    ],
    [{ ok: false, error: 'missing_scope' }, { outcome: 'scope-missing' }],
    [
      { ok: true, user: {} },
      { outcome: 'not-found', code: 'unreadable_answer' },
    ],
    [{ ok: false, error: 'token_revoked' }, { outcome: 'later' }],
    [{ ok: false, error: 'internal_error' }, { outcome: 'later' }],
  ])('answers %j', async (body, expected) => {
    answer = { status: 200, body };
    expect(await directory().byEmail('ada@x.example')).toEqual(expected);
  });

  it('waits as long as Slack says', async () => {
    const slow = directory();
    answer = { status: 429, headers: { 'retry-after': '30' }, body: {} };
    expect(await slow.byId(ADA)).toEqual({ outcome: 'later' });
    answer = { status: 200, body: { ok: true, user: USER } };
    nowMs = 29_999;
    expect(await slow.byId(ADA)).toEqual({ outcome: 'later' });
    expect(asked).toHaveLength(1);
    nowMs = 30_000;
    expect(await slow.byId(ADA)).toMatchObject({ outcome: 'found' });
  });

  it('waits a little where Slack does not answer', async () => {
    const slow = directory();
    answer = { status: 500, body: {} };
    expect(await slow.byId(ADA)).toEqual({ outcome: 'later' });
    nowMs = 9_999;
    await slow.byId(ADA);
    expect(asked).toHaveLength(1);
  });

  it('is asked for 50 e-mails in any minute, and no more', async () => {
    const busy = directory();
    answer = { status: 200, body: { ok: false, error: 'users_not_found' } };
    for (let at = 0; at < 60; at += 1) await busy.byEmail(`p${at}@x.example`);
    expect(asked).toHaveLength(50);
    nowMs = 59_999;
    expect(await busy.byEmail('late@x.example')).toEqual({ outcome: 'later' });
    nowMs = 60_001;
    expect(await busy.byEmail('late@x.example')).toMatchObject({ outcome: 'not-found' });
  });

  it('is not asked inside a transaction', async () => {
    const { db, drop } = await freshDatabase();
    const strict = directory(refuseInTransaction);
    await expect(inTransaction(db, () => strict.byId(ADA))).rejects.toThrow(/inside a transaction/);
    expect(asked).toEqual([]);
    await drop();
  });
});
