import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { GENERAL } from '../local-slack/foreign-app.ts';
import { type Kitchen, onSnapshot, startKitchen, type } from './harness/kitchen.ts';
import { kitchenMessages } from './harness/kitchen-messages.ts';
import { HONEST } from './harness/kitchen-words.ts';

const RANDOM = 'C0RANDOM01';

let kitchen: Kitchen;
let browser: Browser;
beforeAll(async () => {
  [kitchen, browser] = await Promise.all([startKitchen(HONEST), startBrowser()]);
  await kitchen.call('conversations.join', { channel: GENERAL });
  await kitchen.call('conversations.join', { channel: RANDOM });
});
afterAll(async () => {
  await browser?.close();
  await kitchen?.close();
});

// As Slack gives it back.
const text = (words: string) => ({ type: 'plain_text', text: words, emoji: true });
const option = (name: string) => ({ text: text(name), value: name.toLowerCase() });
const found = (name: string) => ({ text: text(name), value: name });
const placeholder = text('Choose');

/** Opens the list of a combobox and picks by name. */
async function pick(box: Locator, typed: string, ...names: string[]): Promise<void> {
  const field = box.getByRole('combobox');
  await field.click();
  for (const name of names) {
    if (typed !== '') await field.fill(typed);
    await box.getByRole('option', { name }).click();
  }
  // With one choice the list is closed by now, and Escape would close the modal around it.
  if ((await field.getAttribute('aria-expanded')) === 'true') await field.press('Escape');
}

interface Use {
  /** What a person does in the element's block. */
  act: (block: Locator, page: Page) => Promise<unknown>;
  /** What Slack tells the app, without the ids and the time. */
  told: object;
}

/** By block: each as docs.slack.dev/reference/interaction-payloads/block_actions-payload has it. */
const USES: Record<string, Use> = {
  button: {
    async act(block, page) {
      await block.getByRole('button', { name: 'Press' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Yes' }).click();
    },
    told: {
      text: text('Press'),
      value: 'pressed',
      style: 'primary',
      confirm: {
        title: text('Really?'),
        text: text('It goes out at once.'),
        confirm: text('Yes'),
        deny: text('No'),
      },
    },
  },
  overflow: {
    async act(block) {
      await block.getByRole('button').click();
      await block.getByRole('menuitem', { name: 'Edit' }).click();
    },
    told: { selected_option: option('Edit') },
  },
  radio_buttons: {
    act: (block) => block.getByRole('radio', { name: 'Green' }).check(),
    told: { selected_option: option('Green') },
  },
  checkboxes: {
    act: (block) => block.getByRole('checkbox', { name: 'Blue' }).check(),
    told: { selected_options: [option('Blue')] },
  },
  static_select: {
    act: (block) => block.getByRole('combobox').selectOption('Red'),
    told: { placeholder, selected_option: option('Red') },
  },
  multi_static_select: {
    act: (block) => pick(block, '', 'Red', 'Blue'),
    told: { placeholder, selected_options: [option('Red'), option('Blue')] },
  },
  users_select: {
    act: (block) => block.getByRole('combobox').selectOption('Marta Wilczyńska'),
    told: { placeholder, selected_user: 'U0MARTAWIL' },
  },
  multi_users_select: {
    act: (block) => pick(block, 'marta', 'Marta'),
    told: { placeholder, selected_users: ['U0MARTAWIL'] },
  },
  conversations_select: {
    act: (block) => block.getByRole('combobox').selectOption('#general'),
    told: { placeholder, selected_conversation: GENERAL },
  },
  multi_conversations_select: {
    act: (block) => pick(block, '', '#general', '#random'),
    told: { placeholder, selected_conversations: [GENERAL, RANDOM] },
  },
  channels_select: {
    act: (block) => block.getByRole('combobox').selectOption('#random'),
    told: { placeholder, selected_channel: RANDOM },
  },
  multi_channels_select: {
    act: (block) => pick(block, '', '#random'),
    told: { placeholder, selected_channels: [RANDOM] },
  },
  external_select: {
    act: (block) => pick(block, 'f', 'Found one'),
    told: { placeholder, min_query_length: 1, selected_option: found('Found one') },
  },
  multi_external_select: {
    act: (block) => pick(block, 'f', 'Found two'),
    told: { placeholder, min_query_length: 1, selected_options: [found('Found two')] },
  },
  datepicker: {
    async act(block) {
      await block.getByLabel(/^Here is/).fill('2026-03-02');
      await block.getByLabel(/^Here is/).blur();
    },
    told: { selected_date: '2026-03-02' },
  },
  timepicker: {
    async act(block) {
      await block.getByLabel(/^Here is/).fill('09:30');
      await block.getByLabel(/^Here is/).blur();
    },
    told: { selected_time: '09:30' },
  },
};

/** Uses every element under `root`, and holds what the app is told against what Slack would tell. */
async function useAll(root: Locator, page: Page, isHome = false): Promise<void> {
  const told = () => {
    const { action_ts: _, ...action } = { action_ts: '', ...kitchen.told.actions.at(-1) };
    return action;
  };
  for (const [name, { act, told: expected }] of Object.entries(USES)) {
    const words = `Here is: ${name.replaceAll('_', ' ')}`;
    const block = root.locator('.section').filter({ has: page.getByText(words, { exact: true }) });
    await act(block, page);
    const action_id = name.includes('external') ? 'looked' : 'used';
    await expect.poll(told).toEqual({ type: name, block_id: name, action_id, ...expected });
  }
  const ids = (block: string) => ({ type: block, block_id: block, action_id: 'used' });
  if (!isHome) {
    const moment = root.getByLabel('Date and time');
    await moment.fill('2026-03-02T09:30');
    await moment.blur();
    await expect.poll(told).toEqual({ ...ids('datetimepicker'), selected_date_time: expect.any(Number) });
    const { selected_date_time: seconds } = { selected_date_time: 0, ...told() };
    const zone = { timeZone: 'Europe/Warsaw', dateStyle: 'short', timeStyle: 'short' } as const;
    expect(new Intl.DateTimeFormat('en-GB', zone).format(seconds * 1000)).toBe('02/03/2026, 09:30');
  }
  await root.getByRole('textbox', { name: 'Enter sends it' }).fill('typed');
  await page.keyboard.press('Enter');
  await expect.poll(told).toEqual({ ...ids('plain_text_input'), value: 'typed' });
}

/** Posts to a person's messages with the app. */
async function post(person: string, more: object): Promise<Record<string, unknown>> {
  return kitchen.call('chat.postMessage', { channel: person, text: 'A text', ...more });
}

describe('the app is told of every element what Slack would tell', () => {
  it('in a message', async () => {
    const page = await kitchen.open(browser, { person: 'U0MARTAWIL' }, 'messages');
    await post('U0MARTAWIL', { blocks: kitchenMessages(HONEST)['elements'] });
    await page.getByText('Enter sends it').waitFor();
    await useAll(page.getByRole('log'), page);
    await page.context().close();
  });

  it('in the Home', async () => {
    const page = await kitchen.open(browser, { person: 'U0PIOTRZAW' }, 'home');
    await page.getByText('Enter sends it').waitFor();
    await useAll(page.getByRole('region', { name: 'App Home' }), page, true);
    await page.context().close();
  });

  it('in a modal over another', async () => {
    const page = await kitchen.open(browser);
    await type(page, '/form');
    await page.getByRole('button', { name: 'Look closer' }).click();
    const closer = page.getByRole('dialog', { name: 'A closer look' });
    await closer.waitFor();
    await useAll(closer, page);
    await page.context().close();
  });
});

describe('what a developer should see at once', () => {
  it('is that the app took over three seconds', async () => {
    const page = await kitchen.open(browser, { person: 'U0JONASBRA' }, 'messages');
    await post('U0JONASBRA', { blocks: kitchenMessages(HONEST)['basics'] });
    const agree = page.getByRole('button', { name: 'Agree' });
    await agree.waitFor();
    // A lost ack counts as a timeout at once.
    kitchen.slack.inject({ do: 'drop_reply', on: 'interactive', times: 1 });
    await agree.click();
    await page.getByText('Foreign did not answer within 3 seconds (operation_timeout).').waitFor();
    await page.context().close();
  });

  it('is what Slack would refuse, in the words of the check', async () => {
    const page = await kitchen.open(browser, { person: 'U0WANJIRUK' }, GENERAL);
    // Toasts go to whoever acted last.
    await type(page, 'I am here');
    await page.getByRole('article', { name: /^Wanjir/ }).waitFor();
    const long = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } };
    expect(await post('U0WANJIRUK', { blocks: [long] })).toMatchObject({ error: 'invalid_blocks' });
    const toast = page.locator('.toast-error');
    await toast.waitFor();
    expect(await toast.innerText()).toMatch(
      /chat\.postMessage.*invalid_blocks[\s\S]*must be less than 151 characters.*\/blocks\/0\/text/,
    );
    await toast.getByRole('button', { name: 'Hide message' }).click();
    await expect.poll(() => toast.count()).toBe(0);
    await page.context().close();
  });
});

describe('live, without loading anew', () => {
  it('come messages, edits, what only one person sees, and what was taken away', async () => {
    const [arjun, beatriz] = await Promise.all([
      kitchen.open(browser, { person: 'U0ARJUNIYE' }),
      kitchen.open(browser, { person: 'U0BEATRIZS' }),
    ]);
    const last = (page: Page) => page.getByRole('article').last();
    await beatriz.getByRole('article').first().waitFor();
    await type(arjun, 'Lunch?');
    await expect.poll(() => last(beatriz).innerText()).toContain('Lunch?');

    const { ts } = await kitchen.call('chat.postMessage', { channel: GENERAL, text: 'Soup' });
    await expect.poll(() => last(beatriz).innerText()).toMatch(/Soup$/);
    await kitchen.call('chat.update', { channel: GENERAL, ts, text: 'Salad' });
    for (const page of [arjun, beatriz])
      await expect.poll(() => last(page).innerText()).toMatch(/Salad\s*\(edited\)$/);

    const secret = { channel: GENERAL, user: 'U0ARJUNIYE', text: 'Nuts in it' };
    await kitchen.call('chat.postEphemeral', secret);
    await expect.poll(() => last(arjun).innerText()).toMatch(/Only visible to you[\s\S]*Nuts in it/);
    await kitchen.call('chat.delete', { channel: GENERAL, ts });
    for (const page of [arjun, beatriz]) await expect.poll(() => page.getByText('Salad').count()).toBe(0);
    expect(await beatriz.getByText('Nuts in it').count()).toBe(0);
    await Promise.all([arjun.context().close(), beatriz.context().close()]);
  });

  it('are counted where they are unread, and marked as new when one looks', async () => {
    const page = await kitchen.open(browser, { person: 'U0DARNELLO' });
    await page.getByRole('article').first().waitFor();
    const link = page.getByRole('link', { name: /random/ });
    for (const said of ['One', 'Two'])
      await kitchen.call('chat.postMessage', { channel: RANDOM, text: said });
    await expect.poll(() => link.innerText()).toMatch(/random[\s\S]*2[\s\S]*unread/);
    expect(await page.title()).toMatch(/^\(\d+\) general/);
    await link.click();
    await page.getByRole('article').getByText('Two', { exact: true }).waitFor();
    const order = page.locator('.log-divider-new, article');
    const texts = await order.evaluateAll((nodes) => nodes.map((node) => node.textContent ?? ''));
    expect(texts.at(-3)).toBe('New');
    await expect.poll(() => link.innerText()).toBe('random');
    await expect.poll(() => page.title()).toMatch(/^random/);
    await page.context().close();
  });

  it('stays what came while the page fetched its state anew', async () => {
    const page = await kitchen.open(browser, { person: 'U0ANIKATUI' });
    await page.getByRole('article').first().waitFor();
    let held = 0;
    // What the page before the reload still asks for does not count.
    page.on('framenavigated', () => {
      held = 0;
    });
    await onSnapshot(page, async () => {
      held += 1;
      // The second snapshot is old by the time it arrives.
      if (held === 2) {
        await kitchen.call('chat.postMessage', { channel: GENERAL, text: 'Meanwhile' });
        await page.getByText('Meanwhile').waitFor();
      }
    });
    await page.reload();
    await expect.poll(() => held).toBe(2);
    // The banner goes when the snapshot is in.
    await page.getByText('Meanwhile').waitFor();
    await type(page, 'After it');
    await page.getByRole('article').getByText('After it', { exact: true }).waitFor();
    expect(await page.getByText('Meanwhile').count()).toBe(1);
    await page.context().close();
  });
});
