/** A foreign Bolt app that shows everything Slack can show, and a browser that looks at it. */
import type { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { Browser, Page } from 'playwright-core';
import type { Snapshot } from '../../../src/local-slack/page/protocol.ts';
import { GENERAL, KASIA, manifest, startWorld, type World } from '../../local-slack/foreign-app.ts';
import { kitchenMessages } from './kitchen-messages.ts';
import { kitchenCloser, kitchenForm, kitchenHome } from './kitchen-views.ts';
import { PICTURES_AT, plain, SQUARE, type Words } from './kitchen-words.ts';

export interface Kitchen extends World {
  /** What the app was told, oldest first: actions and submitted values, as Slack sends them. */
  told: { actions: object[]; values: object[] };
  /** Opens the page as `look.person` or Kasia: `place` as in the address. */
  open(browser: Browser, look?: Look, place?: string): Promise<Page>;
}

interface Look {
  person?: string;
  width?: number;
  height?: number;
  dark?: boolean;
  bypassCSP?: boolean;
}

const SUN =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 18"><rect width="32" height="18" fill="#17645f"/><circle cx="11" cy="9" r="5" fill="#f4d583"/></svg>';

/** Where the page "Add to Slack" would lead. */
export const ADDED = 'http://localhost:9/added';

/** `shortcuts`: further ones than the manifest's own, as a manifest names them. */
export async function startKitchen(words: Words, shortcuts: object[] = []): Promise<Kitchen> {
  const told: Kitchen['told'] = { actions: [], values: [] };
  const world = await startWorld('socket', {
    manifest: {
      ...manifest,
      features: { ...manifest.features, shortcuts: [...manifest.features.shortcuts, ...shortcuts] },
      oauth_config: {
        scopes: { bot: [...manifest.oauth_config.scopes.bot, 'reactions:read', 'lists:read'] },
        redirect_urls: [ADDED],
      },
    },
    rateLimits: false,
    listen: (app) => listen(app, words, told),
  });
  return {
    ...world,
    told,
    async open(
      browser,
      { person = KASIA, width = 1280, height = 900, dark = false, bypassCSP = false } = {},
      place = GENERAL,
    ) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        bypassCSP,
      });
      await context.route(`${PICTURES_AT}**`, (route) =>
        route.request().url() === SQUARE
          ? route.fulfill({ contentType: 'image/svg+xml', body: SUN })
          : route.abort(),
      );
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(`${world.slack.url}/#/${person}/${place}`);
      return page;
    },
  };
}

function listen(app: App, words: Words, told: Kitchen['told']): void {
  // `/hello basics` posts one of the kitchen's messages.
  app.command('/hello', async ({ ack, client, command }) => {
    await ack();
    const blocks = kitchenMessages(words)[command.text];
    await client.conversations.join({ channel: command.channel_id });
    await client.chat.postMessage({
      channel: command.channel_id,
      text: words.say(command.text),
      ...(blocks && { blocks: blocks as KnownBlock[] }),
    });
  });
  app.command('/form', async ({ ack, client, command }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: kitchenForm(words) });
  });
  app.shortcut({ type: 'message_action', callback_id: 'keep' }, async ({ ack, body, client, respond }) => {
    await ack();
    if (body.type !== 'message_action') return;
    await client.views.open({ trigger_id: body.trigger_id, view: kitchenForm(words) });
    await respond({ text: words.say(`Kept: ${body.message.text}`) });
  });
  app.event('app_home_opened', async ({ client, event }) => {
    await client.views.publish({ user_id: event.user, view: kitchenHome(words) });
  });
  app.options('looked', async ({ ack }) => {
    await ack({
      options: ['Found one', 'Found two'].map((text) => ({ text: plain(words.say(text, 75)), value: text })),
    });
  });
  app.action(/.*/, async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions') return;
    told.actions.push(...body.actions);
    if (body.actions.some((one) => one.action_id === 'deeper'))
      await client.views.push({ trigger_id: body.trigger_id, view: kitchenCloser(words) });
  });
  app.view('kitchen', async ({ ack, view }) => {
    told.values.push(view.state.values);
    const text = view.state.values['Text']?.['a']?.value;
    if (text === 'wrong')
      await ack({ response_action: 'errors', errors: { Text: words.say('Not this one') } });
    else await ack();
  });
}

/** Types a line into the composer and sends it. */
export async function type(page: Page, line: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Message/ }).fill(line);
  await page.keyboard.press('Enter');
}

/** Lets the page's snapshot pass through `change` on its way. */
export async function onSnapshot(
  page: Page,
  change: (state: Snapshot) => void | Promise<void>,
): Promise<void> {
  await page.route('**/page/state*', async (route) => {
    // Not through the browser, where a page that is closed meanwhile takes the answer with it.
    const state = (await (await fetch(route.request().url())).json()) as Snapshot;
    await change(state);
    // A page that is closed by now waits for nothing; an open one would wait in vain, and its test fail.
    await route.fulfill({ json: state }).catch(() => {});
  });
}
