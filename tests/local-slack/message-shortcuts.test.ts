import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  divider,
  GENERAL,
  KASIA,
  MARTA,
  type Mode,
  manifest,
  modal,
  startWorld,
  type World,
} from './foreign-app.ts';

const RANDOM = 'C0RANDOM01';

describe.each<Mode>(['socket', 'http'])('shortcuts of a message over %s', (mode) => {
  let world: World;
  let heard: Record<string, unknown>[] = [];

  beforeAll(async () => {
    const keep = { name: 'Keep it', type: 'message', callback_id: 'keep', description: 'Keeps a message' };
    const shortcuts = [...manifest.features.shortcuts, keep];
    world = await startWorld(mode, {
      manifest: { ...manifest, features: { ...manifest.features, shortcuts } },
      listen(app) {
        app.shortcut(
          { type: 'message_action', callback_id: 'keep' },
          async ({ ack, body, client, respond }) => {
            await ack();
            heard.push({ ...body });
            await client.views.open({ trigger_id: body.trigger_id, view: modal('Kept', [divider]) });
            await respond({ text: `Kept: ${body.type === 'message_action' && body.message.text}` });
          },
        );
      },
    });
  });
  beforeEach(() => {
    heard = [];
  });
  afterAll(() => world.close());

  const choose = (conversation: string, ts: string, callbackId = 'keep') =>
    world.page.post('message-shortcut', { callbackId, conversation, ts });

  test('are offered apart from the global ones', async () => {
    const { app } = await world.page.state();
    expect(app.shortcuts.map((one) => one.callbackId)).toEqual(['do-it']);
    expect(app.messageShortcuts).toEqual([
      { name: 'Keep it', callbackId: 'keep', description: 'Keeps a message' },
    ]);
  });

  test('tell the app of a message where it is not; it opens a modal and answers', async () => {
    const [said] = (await world.page.state()).messages[RANDOM] ?? [];
    const { ts = '', from } = said ?? {};
    expect(await choose(RANDOM, ts)).toEqual({ ok: true });
    await expect.poll(() => heard).toHaveLength(1);
    expect(heard[0]).toEqual({
      type: 'message_action',
      token: expect.any(String),
      action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      team: { id: world.slack.teamId, domain: 'lumen-and-arc' },
      enterprise: null,
      is_enterprise_install: false,
      user: { id: KASIA, username: 'kasia', name: 'kasia', team_id: world.slack.teamId },
      channel: { id: RANDOM, name: 'random' },
      callback_id: 'keep',
      trigger_id: expect.any(String),
      message_ts: ts,
      message: expect.objectContaining({ type: 'message', ts, user: from, text: said?.text }),
      response_url: expect.stringContaining(`${world.slack.url}/response/`),
    });
    await world.page.change('message', ({ message }) => message.text.startsWith('Kept: '));
    expect(await world.page.lastMessage(RANDOM)).toMatchObject({
      text: `Kept: ${said?.text}`,
      from: world.slack.botUserId,
      ephemeral: true,
    });
    expect(await world.page.modal()).toMatchObject({ title: { text: 'Kept' } });
  });

  test('are not for what only one person sees, what is not there, or where the person is not', async () => {
    await world.page.command('/nobody');
    const { ts } = await world.page.lastMessage();
    const refused = { ok: false, error: 'not_found' };
    expect(await choose(GENERAL, ts)).toEqual(refused);
    expect(await choose(GENERAL, '1.000001')).toEqual(refused);
    const [first] = (await world.page.state()).messages[GENERAL] ?? [];
    expect(await choose(GENERAL, first?.ts ?? '', 'do-it')).toEqual(refused);
    const state = await fetch(`${world.slack.url}/page/state?user=${MARTA}`);
    const { messages } = Object(await state.json());
    expect(await choose('C0PEOPLEOP', messages.C0PEOPLEOP[0].ts)).toEqual(refused);
    expect(heard).toEqual([]);
  });

  test('are not for what is left of a deleted message', async () => {
    await world.call('conversations.join', { channel: GENERAL });
    const { ts } = await world.call('chat.postMessage', { channel: GENERAL, text: 'First' });
    await world.call('chat.postMessage', { channel: GENERAL, text: 'Reply', thread_ts: ts });
    await world.call('chat.delete', { channel: GENERAL, ts });
    expect((await world.page.state()).messages[GENERAL]).toContainEqual(
      expect.objectContaining({ ts, deleted: true }),
    );
    expect(await choose(GENERAL, String(ts))).toEqual({ ok: false, error: 'not_found' });
  });
});
