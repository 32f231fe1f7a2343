import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOLT_WAITS_MS, payload, send } from '../harness/signed.ts';
import { startTogether, type Together } from '../harness/together.ts';

describe('what nobody listens to', () => {
  let all: Together;
  beforeAll(async () => {
    all = await startTogether('http');
  });
  afterAll(() => all.stop());

  const user = { id: 'U0DARNELLO', name: 'd', team_id: 'T0LUMENARI' };
  const team = { id: 'T0LUMENARI', domain: 'x' };
  const view = {
    id: 'V1',
    hash: '1.x',
    type: 'modal',
    private_metadata: '',
    blocks: [],
    state: { values: {} },
  };
  const button = (action_id: string) => ({ type: 'button', action_id, block_id: 'b', action_ts: '1' });

  it.each([
    ['a message shortcut', { type: 'message_action', callback_id: 'x', message: {}, channel: { id: 'C1' } }],
    ['a shortcut called as something that every object has', { type: 'shortcut', callback_id: 'toString' }],
    ['options', { type: 'block_suggestion', action_id: 'x', block_id: 'b', value: '' }],
    ['a closed view', { type: 'view_closed', view: { ...view, callback_id: 'x' }, is_cleared: false }],
    ['a form called so', { type: 'view_submission', view: { ...view, callback_id: 'constructor' } }],
    ['a form called otherwise so', { type: 'view_submission', view: { ...view, callback_id: '__proto__' } }],
    ['a button called so', { type: 'block_actions', actions: [button('constructor')] }],
    ['a button called otherwise so', { type: 'block_actions', actions: [button('__proto__')] }],
  ])('%s is answered at once', async (_, body) => {
    const { status, tookMs } = await send(
      all.app.port,
      payload({ user, team, trigger_id: '1.2.x', ...body }),
    );
    expect(status).toBe(200);
    expect(tookMs).toBeLessThan(BOLT_WAITS_MS);
  });
});

describe('a request that never ends', () => {
  it('does not keep the app from stopping', async () => {
    const all = await startTogether('http');
    const socket = connect(all.app.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n');
    const drip = setInterval(() => socket.write('x'), 200);
    const before = performance.now();
    await all.stop();
    clearInterval(drip);
    socket.destroy();
    // Ten seconds to finish what is under way, and a little for the rest.
    expect(performance.now() - before).toBeLessThan(14_000);
  });
});
