import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, payload, send } from '../harness/signed.ts';
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
    ['unsigned', { headers: { 'x-slack-signature': '' } }],
    ['wrongly signed', { secret: 'f'.repeat(32) }],
    ['with a signature of another length', { headers: { 'x-slack-signature': 'v0=short' } }],
    ['with a timestamp that is no number', { headers: { 'x-slack-request-timestamp': 'yesterday' } }],
    ['stale', { secondsAgo: 301 }],
    ['from the future', { secondsAgo: -301 }],
  ])('%s: 401, and a log line without the body', async (_, wrong) => {
    const before = all.logged().length;
    const { status, text } = await send(to(), command({ text: SECRET_WORDS }), wrong);
    expect([status, text]).toEqual([401, '']);
    const lines = all.logged().slice(before);
    expect(lines).toContain('a request was refused');
    expect(lines).not.toMatch(/zeppelin|rhubarb/);
  });

  it('oversized: 413, whether the length is told or not', async () => {
    const big = command({ text: 'x'.repeat(1_100_000) });
    expect((await send(to(), big)).status).toBe(413);
    const before = all.logged();
    expect(before).not.toContain('xxxxxxxxxx');
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
    expect(refused.tookMs).toBeLessThan(1000);
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
    expect(tookMs).toBeLessThan(1000);
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
