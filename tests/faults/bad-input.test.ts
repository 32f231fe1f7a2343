import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOLT_WAITS_MS, command, payload, send, signedHeaders, type Wrong } from '../harness/signed.ts';
import { startTogether, type Together } from '../harness/together.ts';

const SECRET_WORDS = 'zeppelin rhubarb';
const JSON_TYPE = 'application/json';

describe('bad input over HTTP', () => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether('http');
  });
  afterAll(() => all.stop());
  const to = () => all.app.port;

  it('answers a signed command', async () => {
    const { status } = await send(to(), command({}));
    expect(status).toBe(200);
  });

  it.each([
    ['without a signature', 'not signed', { headers: { 'x-slack-signature': undefined } }],
    ['without a timestamp', 'not signed', { headers: { 'x-slack-request-timestamp': undefined } }],
    ['with an empty signature', 'wrongly signed', { headers: { 'x-slack-signature': '' } }],
    ['wrongly signed', 'wrongly signed', { secret: 'f'.repeat(32) }],
    [
      'with a signature of another length',
      'wrongly signed',
      { headers: { 'x-slack-signature': 'v0=short' } },
    ],
    [
      'with a timestamp that is no number',
      'stale',
      { headers: { 'x-slack-request-timestamp': 'yesterday' } },
    ],
    ['stale', 'stale', { secondsAgo: 301 }],
    // Half a minute more than Slack allows: a busy machine takes its time to send it.
    ['from the future', 'stale', { secondsAgo: -330 }],
  ] satisfies [string, string, Wrong][])(
    '%s: 401, and a log line without the body',
    async (_, why, wrong) => {
      const before = all.logged().length;
      const { status, text } = await send(to(), command({ text: SECRET_WORDS }), wrong);
      expect([status, text]).toEqual([401, '']);
      const lines = all.logged().slice(before);
      expect(lines).toContain('a request was refused');
      expect(lines).toContain(`"why":"${why}"`);
      expect(lines).not.toMatch(/zeppelin|rhubarb/);
    },
  );

  it.each([
    ['told', false],
    ['not told', true],
  ])(
    'oversized, the length %s: 413, a log line with how much was read, and the app lives on',
    async (_, isChunked) => {
      const before = all.logged().length;
      const body = command({ text: 'x'.repeat(1_100_000) });
      const answer = await sendRaw(to(), isChunked ? chunked(body) : [told(body.length, body), body]);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toMatch(/\r\nconnection: close\r\n/i);
      const lines = all.logged().slice(before);
      const bytes = Number(/"status":413,.*"bytes":(\d+)/.exec(lines)?.[1]);
      expect(bytes).toBeGreaterThan(1_000_000);
      expect(bytes).toBeLessThanOrEqual(body.length);
      expect(lines).not.toContain('xxxxxxxxxx');
      expect((await send(to(), command({}))).status).toBe(200);
    },
  );

  it('a body of untold length that never ends: 413 as soon as it is too large', async () => {
    const { connection, answer } = open(to());
    connection.write(`${head(signedHeaders(''))}transfer-encoding: chunked\r\n\r\n`);
    const piece = `${(50_000).toString(16)}\r\n${'x'.repeat(50_000)}\r\n`;
    for (let sent = 0; sent <= 1_000_000; sent += 50_000) connection.write(piece);
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    expect((await send(to(), command({}))).status).toBe(200);
  });

  it('a body of untold length that is not too large is a body as any other', async () => {
    expect(await sendRaw(to(), chunked(command({})))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('a body that goes on after its told length: 401 for what was told, the rest is no request, and the app lives on', async () => {
    const before = all.logged().length;
    const body = command({ text: SECRET_WORDS });
    const { connection, answered, answer } = open(to());
    connection.write(told(40, body) + body.slice(0, 40));
    await answered;
    connection.write(body.slice(40));
    expect((await answer).match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 400']);
    const lines = all.logged().slice(before);
    expect(lines).toContain('"why":"wrongly signed","bytes":40');
    expect(lines).not.toMatch(/zeppelin|rhubarb/);
    expect((await send(to(), command({}))).status).toBe(200);
  });

  it('a body that goes on for a megabyte after its told length is not kept, and answered', async () => {
    const body = command({});
    const answer = await sendRaw(to(), [told(body.length, body), body, 'x'.repeat(1_100_000)]);
    expect(answer.match(/^HTTP\/1\.1 \d+/gm)?.at(-1)).toBe('HTTP/1.1 400');
    expect((await send(to(), command({}))).status).toBe(200);
  });

  it.each([
    ['foo=bar', undefined],
    ['', undefined],
    ['payload=null', undefined],
    ['payload=%7B%7D', undefined],
    ['payload=not-json', undefined],
    [payload({ type: 'view_submission' }), undefined],
    [payload({ type: 'block_actions', user: { id: 'U1' }, actions: [] }), undefined],
    [payload({ type: 'surprise', user: { id: 'U1' } }), undefined],
    ['command=/coach-or-mentor', undefined],
    ['null', JSON_TYPE],
    ['{}', JSON_TYPE],
    ['[]', JSON_TYPE],
    ['{"type":"event_callback"}', JSON_TYPE],
    ['{"type":"event_callback","event":null}', JSON_TYPE],
    ['{"half":', JSON_TYPE],
    ['\u0000\uffff', 'text/plain'],
  ])('signed, but no payload (%s): 400 at once, and the app lives on', async (body, type) => {
    const refused = await send(to(), body, type ? { type } : {});
    expect(refused.status).toBe(400);
    expect(refused.tookMs).toBeLessThan(BOLT_WAITS_MS);
    expect((await send(to(), command({}))).status).toBe(200);
  });

  it.each([
    ['a team that is none', command({ team_id: 'nonsense' })],
    [
      'an event without a user',
      JSON.stringify({
        type: 'event_callback',
        team_id: 'T1',
        event: { type: 'app_home_opened', tab: 'home' },
      }),
    ],
  ])('signed, with %s: answered at once and logged under a reference', async (_, body) => {
    const before = all.logged().length;
    const { tookMs } = await send(to(), body, body.startsWith('{') ? { type: JSON_TYPE } : {});
    expect(tookMs).toBeLessThan(BOLT_WAITS_MS);
    await expect.poll(() => all.logged().slice(before)).toMatch(/"reference":"[0-9A-F]{8}"/);
  });

  it('an event that nobody listens to is taken and forgotten', async () => {
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: 'T1',
      event: { type: 'reaction_added', user: 'U1' },
    });
    expect((await send(to(), body, { type: JSON_TYPE })).status).toBe(200);
  });

  it('answers Slack’s own checks', async () => {
    const checked = await send(to(), '{"type":"url_verification","challenge":"abc"}', { type: JSON_TYPE });
    expect([checked.status, checked.text]).toEqual([200, '{"challenge":"abc"}']);
    expect((await send(to(), 'ssl_check=1')).status).toBe(200);
  });

  it('a button of an earlier version is answered, at once', async () => {
    const darnell = all.as('darnell');
    const before = all.logged().length;
    await send(
      to(),
      payload({
        type: 'block_actions',
        user: { id: darnell.id, team_id: all.slack.teamId },
        team: { id: all.slack.teamId, domain: 'x' },
        trigger_id: '1.2.gone',
        actions: [{ type: 'button', action_id: 'guidance.retired', block_id: 'b', action_ts: '1' }],
      }),
    );
    // The trigger of this test is none, so the attempt to open the modal is what can be seen.
    await expect.poll(() => all.logged().slice(before)).toMatch(/invalid_trigger_id|trigger/);
  });

  it('unknown paths are 404, and health tells both halves', async () => {
    expect((await fetch(`http://127.0.0.1:${to()}/slack/other`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${to()}/slack/events`)).status).toBe(404);
    const health = await fetch(`http://127.0.0.1:${to()}/health`);
    expect([health.status, await health.json()]).toEqual([200, { ok: true, database: true, slack: true }]);
  });
});

/** The first lines of a request, to which more headers and an empty line are added. */
function head(headers: Record<string, string>): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `POST /slack/events HTTP/1.1\r\n${lines.join('')}`;
}

/** The head of a request that tells this length and has the signature of this body. */
function told(length: number, body: string): string {
  return `${head(signedHeaders(body))}content-length: ${length}\r\n\r\n`;
}

/** A signed request whose body comes in pieces, its length untold. */
function chunked(body: string): string[] {
  const pieces = body.match(/.{1,50000}/gs) ?? [];
  return [
    `${head(signedHeaders(body))}connection: close\r\ntransfer-encoding: chunked\r\n\r\n`,
    ...pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`),
    '0\r\n\r\n',
  ];
}

/** A connection; its first answer; and all that is answered on it until it is closed, however. */
function open(port: number): { connection: Socket; answered: Promise<unknown>; answer: Promise<string> } {
  const connection = connect(port, '127.0.0.1');
  let answer = '';
  connection.on('data', (chunk) => {
    answer += chunk.toString();
  });
  // Cut off while sending is an answer too; `close` follows.
  connection.on('error', () => undefined);
  return {
    connection,
    answered: new Promise((first) => connection.once('data', first)),
    answer: new Promise((closed) => connection.on('close', () => closed(answer))),
  };
}

/** Sends these pieces as they are, byte for byte. */
async function sendRaw(port: number, pieces: readonly string[]): Promise<string> {
  const { connection, answer } = open(port);
  for (const piece of pieces) connection.write(piece);
  return answer;
}
