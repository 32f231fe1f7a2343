import type { App } from '@slack/bolt';
import type { InputBlock } from '@slack/types';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  button,
  divider,
  GENERAL,
  KASIA,
  type Mode,
  modal,
  press,
  startWorld,
  submitButton,
  textInput,
  typed,
  type World,
} from './foreign-app.ts';

describe.each<Mode>(['socket', 'http'])('modals over %s', (mode) => {
  let world: World;
  let heard: Record<string, Record<string, unknown>> = {};
  const triggers: string[] = [];

  const form = modal('Form', [textInput('wish'), button('more')], {
    ...submitButton,
    callback_id: 'form',
    private_metadata: 'kept',
    notify_on_close: true,
  });

  function listen(app: App): void {
    app.command('/form', async ({ command, ack, client }) => {
      await ack();
      triggers.push(command.trigger_id);
      if (command.text !== 'late') await client.views.open({ trigger_id: command.trigger_id, view: form });
    });
    app.action('more', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions') return;
      heard['action'] = { ...body };
      const view = modal('Deeper', [button('more')], { callback_id: 'deeper', notify_on_close: true });
      try {
        await client.views.push({ trigger_id: body.trigger_id, view });
      } catch (error) {
        heard['push'] = { error: error instanceof Error ? error.message : '' };
      }
    });
    app.view('form', async ({ ack, view, body }) => {
      heard['submit'] = { ...body };
      const wish = view.state.values['wish']?.['text']?.value;
      if (wish === 'wrong') await ack({ response_action: 'errors', errors: { wish: 'Not this' } });
      else if (wish === 'lost') await ack({ response_action: 'errors', errors: { nowhere: 'Not this' } });
      else if (wish === 'next') {
        await ack({
          response_action: 'update',
          view: { ...form, title: { type: 'plain_text', text: 'Two' } },
        });
      } else if (wish === 'push') await ack({ response_action: 'push', view: modal('Pushed', [divider]) });
      else if (wish === 'clear') await ack({ response_action: 'clear' });
      else await ack();
    });
    app.view({ type: 'view_closed', callback_id: /./ }, async ({ ack, body }) => {
      await ack();
      heard[`closed ${body.view.callback_id}`] = { ...body };
    });
    app.event('app_home_opened', async ({ event, client }) => {
      heard['home'] = { ...event };
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [divider] } });
    });
    app.options('search', async ({ ack, options }) => {
      heard['options'] = { ...options };
      const text = { type: 'plain_text' as const, text: `${options.value}!` };
      await ack({ options: [{ text, value: 'found' }] });
    });
  }

  async function openForm() {
    await world.page.command('/form');
    await expect.poll(async () => (await world.page.state()).views.length).toBe(1);
    return world.page.modal();
  }

  beforeAll(async () => {
    world = await startWorld(mode, { listen });
  });
  beforeEach(async () => {
    heard = {};
    const { views } = await world.page.state();
    const [first] = views;
    if (first) await world.page.post('close', { viewId: first.id, all: true });
  });
  afterAll(() => world.close());

  test('opens a modal from a command; required fields are asked for before the app is', async () => {
    const view = await openForm();
    expect(view).toMatchObject({ type: 'modal', callback_id: 'form', title: { text: 'Form' } });
    expect(await world.page.post('submit', { viewId: view.id, state: {} })).toEqual({
      ok: true,
      outcome: 'errors',
      errors: { wish: 'Please complete this required field.' },
    });
    expect(heard['submit']).toBeUndefined();
  });

  test('shows the errors of the app under their fields, then closes', async () => {
    const { id: viewId } = await openForm();
    expect(await world.page.post('submit', { viewId, state: typed('wish', 'wrong') })).toEqual({
      ok: true,
      outcome: 'errors',
      errors: { wish: 'Not this' },
    });
    expect(heard['submit']).toMatchObject({
      type: 'view_submission',
      user: { id: KASIA, name: 'kasia' },
      view: {
        id: viewId,
        root_view_id: viewId,
        previous_view_id: null,
        private_metadata: 'kept',
        app_id: world.slack.appId,
        bot_id: 'B0LOCALBOT',
        team_id: world.slack.teamId,
        state: { values: typed('wish', 'wrong') },
      },
    });
    const done = await world.page.post('submit', { viewId, state: typed('wish', 'fine') });
    expect(done).toEqual({ ok: true, outcome: 'closed' });
    expect((await world.page.state()).views).toEqual([]);
  });

  test('refuses errors that belong to no field', async () => {
    const { id: viewId } = await openForm();
    const reply = await world.page.post('submit', { viewId, state: typed('wish', 'lost') });
    expect(reply).toEqual({ ok: false, error: 'We had some trouble connecting. Try again?' });
    const { toast } = await world.page.change('toast', (one) => one.toast.text.includes('nowhere'));
    expect(toast.level).toBe('error');
  });

  test('updates, pushes and clears as the ack says', async () => {
    const view = await openForm();
    const changed = await world.page.post('submit', { viewId: view.id, state: typed('wish', 'next') });
    expect(changed).toEqual({ ok: true, outcome: 'changed' });
    const updated = await world.page.modal();
    expect(updated).toMatchObject({ id: view.id, title: { text: 'Two' } });
    expect(updated.hash).not.toBe(view.hash);
    await world.page.post('submit', { viewId: view.id, state: typed('wish', 'push') });
    expect((await world.page.state()).views.map((one) => one.title?.text)).toEqual(['Two', 'Pushed']);
    await world.page.post('submit', { viewId: view.id, state: typed('wish', 'clear') });
    expect((await world.page.state()).views).toEqual([]);
  });

  test('pushes three views and no fourth, and tells of each that is closed', async () => {
    const { id: first } = await openForm();
    let top = first;
    for (const depth of [2, 3]) {
      await world.page.post('action', press('more', { type: 'view', viewId: top }));
      await expect.poll(async () => (await world.page.state()).views.length).toBe(depth);
      top = (await world.page.modal()).id;
    }
    expect(heard['action']).toMatchObject({
      container: { type: 'view' },
      view: { root_view_id: first, previous_view_id: first, callback_id: 'deeper' },
      actions: [{ action_id: 'more', value: 'v1', text: { text: 'Press' } }],
    });
    await world.page.post('action', press('more', { type: 'view', viewId: top }));
    await expect.poll(() => heard['push']?.['error']).toContain('push_limit_reached');
    await world.page.post('close', { viewId: top, all: false });
    await expect.poll(() => heard['closed deeper']).toMatchObject({ is_cleared: false });
    // Pressed twice: it is closed, and nobody is told again.
    heard = {};
    expect(await world.page.post('close', { viewId: top, all: false })).toEqual({ ok: true });
    expect(heard).toEqual({});
    expect((await world.page.state()).views).toHaveLength(2);
    await world.page.post('close', { viewId: first, all: true });
    await expect.poll(() => heard['closed form']).toMatchObject({ is_cleared: true, view: { id: first } });
  });

  test('updates by view_id or external_id, and refuses a stale hash', async () => {
    const view = await openForm();
    const update = (args: object) => world.call('views.update', { view: form, ...args });
    expect(await update({ view_id: view.id, hash: 'old' })).toEqual({ ok: false, error: 'hash_conflict' });
    const named = { ...form, external_id: 'mine' };
    expect(await update({ view_id: view.id, hash: view.hash, view: named })).toMatchObject({ ok: true });
    expect(await update({ external_id: 'mine', view: named })).toMatchObject({
      ok: true,
      view: { id: view.id },
    });
    expect(await update({ view_id: 'V0NONE' })).toEqual({ ok: false, error: 'not_found' });
  });

  test('keeps what was typed where an update leaves the field', async () => {
    const { id: viewId } = await openForm();
    const action = { ...press('more', { type: 'view', viewId }), state: typed('wish', 'half') };
    await world.page.post('action', action);
    const updated = await world.call('views.update', { view_id: viewId, view: form });
    expect(updated).toMatchObject({ view: { state: { values: typed('wish', 'half') } } });
  });

  test('exchanges a trigger id once, and names a view it refuses to the person', async () => {
    await world.page.command('/form', 'late');
    const trigger_id = triggers.at(-1);
    const refused = await world.call('views.open', { trigger_id, view: modal('x'.repeat(25), [divider]) });
    const message = '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]';
    expect(refused).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: [message] },
    });
    await world.page.change('toast', ({ toast }) => toast.text.includes(message));
    const open = () => world.call('views.open', { trigger_id, view: form });
    expect(await open()).toMatchObject({ ok: true });
    expect(await open()).toEqual({ ok: false, error: 'exchanged_trigger_id' });
    const unknown = await world.call('views.open', { trigger_id: '1.2.3', view: form });
    expect(unknown).toEqual({ ok: false, error: 'invalid_trigger_id' });
  });

  test('gives a response_url for a conversation that was chosen for one', async () => {
    await world.page.command('/form', 'late');
    const channels = {
      type: 'input' as const,
      block_id: 'where',
      label: { type: 'plain_text' as const, text: 'Where' },
      element: { type: 'conversations_select' as const, action_id: 'room', response_url_enabled: true },
    };
    const view = modal('Where', [channels], { callback_id: 'form', ...submitButton });
    await world.call('views.open', { trigger_id: triggers.at(-1), view });
    const state = { where: { room: { type: 'conversations_select', selected_conversation: GENERAL } } };
    await world.page.post('submit', { viewId: (await world.page.modal()).id, state });
    const [given] = Object(heard['submit'])['response_urls'];
    expect(given).toMatchObject({ block_id: 'where', action_id: 'room', channel_id: GENERAL });
    const said = { text: 'Here I am', response_type: 'in_channel' };
    await fetch(given.response_url, { method: 'POST', body: JSON.stringify(said) });
    expect(await world.page.lastMessage(GENERAL)).toMatchObject({ text: 'Here I am' });
  });

  test('opens the Home tab, which the app publishes', async () => {
    await world.page.post('home', { tab: 'home' });
    const { home } = await world.page.change('home');
    expect(home).toMatchObject({ type: 'home', blocks: [{ type: 'divider' }] });
    expect(heard['home']).toMatchObject({ user: KASIA, tab: 'home', channel: 'D0KASIANOW' });
    await world.page.post('home', { tab: 'home' });
    await expect.poll(() => heard['home']?.['view']).toMatchObject({ id: home.id, type: 'home' });
    const stale = await world.call('views.publish', {
      user_id: KASIA,
      hash: 'old',
      view: { type: 'home', blocks: [] },
    });
    expect(stale).toEqual({ ok: false, error: 'hash_conflict' });
  });

  test('asks the app for the options of an external menu', async () => {
    const { id: viewId } = await openForm();
    const search: InputBlock = {
      type: 'input',
      block_id: 'q',
      label: { type: 'plain_text', text: 'Search' },
      element: { type: 'external_select', action_id: 'search', min_query_length: 1 },
    };
    const view = modal('Search', [search], submitButton);
    await world.call('views.update', { view_id: viewId, view });
    const asked = { container: { type: 'view', viewId }, block_id: 'q', action_id: 'search', value: 'ab' };
    expect(await world.page.post('options', asked)).toEqual({
      ok: true,
      options: [{ text: { type: 'plain_text', text: 'ab!', emoji: true }, value: 'found' }],
    });
    expect(heard['options']).toMatchObject({ type: 'block_suggestion', value: 'ab', view: { id: viewId } });
  });
});
