import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { next, reach, stop } from './harness/keys.ts';
import { type Kitchen, startKitchen } from './harness/kitchen.ts';
import { kitchenMessages } from './harness/kitchen-messages.ts';
import { HONEST } from './harness/kitchen-words.ts';

const RANDOM = 'C0RANDOM01';

let kitchen: Kitchen;
let browser: Browser;
beforeAll(async () => {
  [kitchen, browser] = await Promise.all([startKitchen(HONEST), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await kitchen?.close();
});

/** Opens the page and waits until the focus stands where one writes. */
async function open(person: string, place: string, width = 1280): Promise<Page> {
  const page = await kitchen.open(browser, { person, width, height: 844 }, place);
  await page.getByRole('textbox', { name: /^Message/ }).waitFor();
  if (width > 760) await expect.poll(() => stop(page)).toMatch(/^Message/);
  return page;
}

/** Posts one of the kitchen's messages where only this person sees it, and waits until it is drawn. */
async function post(page: Page, person: string, name: string): Promise<void> {
  const blocks = kitchenMessages(HONEST)[name];
  await kitchen.call('chat.postMessage', { channel: person, text: name, blocks });
  await page.getByRole('article').last().waitFor();
  await expect.poll(() => page.locator('[aria-busy]').count()).toBe(0);
}

const focused = (page: Page) => page.evaluate<string>('document.activeElement.value ?? ""');
// As Slack gives it back.
const text = (words: string) => ({ type: 'plain_text', text: words, emoji: true });
const option = (name: string) => ({ text: text(name), value: name, description: text(`The ${name} one`) });
const found = (name: string) => ({ text: text(name), value: name });

/** How each field of the form is filled in by keyboard, in the order in which Tab reaches them. */
const FILL: [name: string, fill: (page: Page) => Promise<unknown>][] = [
  ['Text', (page) => page.keyboard.type('wrong')],
  ['Paragraph', (page) => page.keyboard.type('Some words')],
  ['Email', (page) => page.keyboard.type('kasia@example.com')],
  ['Address', (page) => page.keyboard.type('https://example.com')],
  ['Number', (page) => page.keyboard.type('7')],
  ['Alpha', (page) => page.keyboard.press('ArrowDown')],
  ['Alpha', (page) => page.keyboard.press('Space')],
  ['Beta', async () => {}],
  ['Gamma', (page) => page.keyboard.press('Space')],
  ['One', (page) => page.keyboard.type('Beta')],
  ['Grouped', (page) => page.keyboard.type('Gamma')],
  ['Several', (page) => choose(page, 'alp', 'gam')],
  ['Person', (page) => page.keyboard.type('Marta')],
  ['People', (page) => choose(page, 'jonas')],
  ['Conversation', (page) => page.keyboard.type('#rand')],
  ['Conversations', (page) => choose(page, 'gen')],
  ['Channel', (page) => page.keyboard.type('#gen')],
  ['Channels', (page) => choose(page, 'rand', 'gen')],
  ['Looked', (page) => choose(page, 'f')],
  ['Looked up', (page) => choose(page, 'f')],
  ['Date', (page) => page.keyboard.type('03022026')],
  ['Time', (page) => page.keyboard.type('0930A')],
  [
    'Moment',
    async (page) => {
      await page.keyboard.type('03022026');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.type('0930A');
    },
  ],
  [
    'Rich (optional)',
    async (page) => {
      await page.keyboard.press('Control+End');
      await page.keyboard.type('!');
    },
  ],
];

/** Types into a list, and takes what is found first. */
async function choose(page: Page, ...typed: string[]): Promise<void> {
  for (const letters of typed) {
    await page.keyboard.type(letters);
    // What was found before is still there for a moment; the first of what is found now is marked.
    const first = page.locator('[role="option"].active:visible');
    await expect.poll(() => first.innerText().catch(() => '')).toMatch(new RegExp(letters, 'i'));
    await page.keyboard.press('Enter');
  }
  const open = await page.evaluate<boolean>(`document.activeElement.ariaExpanded === 'true'`);
  if (open) await page.keyboard.press('Escape');
}

describe('by keyboard alone', () => {
  it('one goes round the page from top to bottom', async () => {
    const page = await open('U0NOAHREED', RANDOM);
    await reach(page, 'the page');
    const names: string[] = [];
    do names.push(await next(page));
    while (names.at(-1) !== 'Shortcuts');
    expect(names).toEqual([
      'Viewing as',
      'general',
      'random',
      'Foreign',
      'Move time on',
      expect.stringMatching(/members$/),
      'Messages in #random',
      'Message #random',
      'Shortcuts',
    ]);
    await page.context().close();
  });

  it('one completes a command, fills in a form, mends what is wrong with it, and sends it', async () => {
    const page = await open('U0KASIANOW', RANDOM);
    await page.keyboard.type('/fo');
    await expect.poll(() => page.getByRole('option', { name: '/form' }).count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('/form ');
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Every input' });
    await form.waitFor();
    let here = await stop(page);
    for (const [name, fill] of FILL) {
      expect(here).toBe(name);
      await fill(page);
      here = await next(page);
    }
    for (const name of ['Look closer', 'Stop']) {
      expect(here).toBe(name);
      here = await next(page);
    }
    expect(here).toBe('Send');
    await page.keyboard.press('Enter');

    const wrong = form.getByText('Not this one');
    await wrong.waitFor();
    await expect.poll(() => stop(page)).toBe('Text');
    const described = await page.evaluate<string>(`document.activeElement.getAttribute('aria-describedby')
      .split(' ').map((id) => document.getElementById(id).textContent).join(' ')`);
    expect(described).toContain('Not this one');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('right');
    await expect.poll(() => wrong.count()).toBe(0);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await stop(page)).toBe('Message #random');

    const values = (kitchen.told.values.at(-1) ?? {}) as Record<string, object>;
    const held = (type: string, value: object) => ({
      [type.includes('external') ? 'looked' : 'a']: { type, ...value },
    });
    expect(values).toEqual({
      Text: held('plain_text_input', { value: 'right' }),
      Paragraph: held('plain_text_input', { value: 'Some words' }),
      Email: held('email_text_input', { value: 'kasia@example.com' }),
      Address: held('url_text_input', { value: 'https://example.com' }),
      Number: held('number_input', { value: '7' }),
      Radio: held('radio_buttons', { selected_option: option('Beta') }),
      Boxes: held('checkboxes', { selected_options: [option('Alpha'), option('Gamma')] }),
      One: held('static_select', { selected_option: option('Beta') }),
      Grouped: held('static_select', { selected_option: option('Gamma') }),
      Several: held('multi_static_select', { selected_options: [option('Alpha'), option('Gamma')] }),
      Person: held('users_select', { selected_user: 'U0MARTAWIL' }),
      People: held('multi_users_select', { selected_users: ['U0JONASBRA'] }),
      Conversation: held('conversations_select', { selected_conversation: RANDOM }),
      Conversations: held('multi_conversations_select', { selected_conversations: ['C0GENERAL1'] }),
      Channel: held('channels_select', { selected_channel: 'C0GENERAL1' }),
      Channels: held('multi_channels_select', { selected_channels: [RANDOM, 'C0GENERAL1'] }),
      Looked: held('external_select', { selected_option: found('Found one') }),
      'Looked up': held('multi_external_select', { selected_options: [found('Found one')] }),
      Date: held('datepicker', { selected_date: '2026-03-02' }),
      Time: held('timepicker', { selected_time: '09:30' }),
      Moment: held('datetimepicker', { selected_date_time: Date.parse('2026-03-02T08:30Z') / 1000 }),
      Rich: held('rich_text_input', {
        rich_text_value: {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Bold!' }] }],
        },
      }),
    });
    await page.context().close();
  });

  it('one leaves modals by Escape, one after the other', async () => {
    const page = await open('U0BEATRIZS', RANDOM);
    await page.keyboard.type('/form');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Every input' }).waitFor();
    await reach(page, 'Look closer', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'A closer look' }).waitFor();
    await stop(page);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog', { name: 'A closer look' }).count()).toBe(0);
    expect(await stop(page)).toBe('Look closer');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await stop(page)).toBe('Message #random');
    await page.context().close();
  });

  it('one answers a question with no and with yes, and is back on its button', async () => {
    const page = await open('U0DARNELLO', 'messages');
    await post(page, 'U0DARNELLO', 'basics');
    await reach(page, 'Delete', 'Shift+Tab');
    const before = kitchen.told.actions.length;
    for (const [key, answer] of [
      ['Tab', 'Keep'],
      ['Escape', ''],
      ['Enter', ''],
    ] as const) {
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog', { name: 'Delete it?' }).waitFor();
      expect(await stop(page)).toBe('Delete');
      if (answer === '') await page.keyboard.press(key);
      else {
        await reach(page, answer);
        await page.keyboard.press('Enter');
      }
      await expect.poll(() => page.getByRole('alertdialog').count()).toBe(0);
      expect(await stop(page)).toBe('Delete');
    }
    // Of the three answers the last was a yes.
    await expect.poll(() => kitchen.told.actions.length).toBe(before + 1);
    await reach(page, 'More actions');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await stop(page)).toBe('Share');
    await page.keyboard.press('Escape');
    expect(await stop(page)).toBe('More actions');
    await page.context().close();
  });

  it('one sorts a table and turns its pages, and moves through cards', async () => {
    const page = await open('U0ANIKATUI', 'messages');
    await post(page, 'U0ANIKATUI', 'table');
    await reach(page, 'Next page', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText('5–8 of 9').waitFor();
    expect(await stop(page)).toBe('Next page');
    await reach(page, 'Seats', 'Shift+Tab');
    for (const order of ['ascending', 'descending']) {
      await page.keyboard.press('Enter');
      const head = page.getByRole('columnheader', { name: 'Seats' });
      await expect.poll(() => head.getAttribute('aria-sort')).toBe(order);
      expect(await stop(page)).toBe('Seats');
    }
    expect(await page.getByRole('rowheader').first().innerText()).toBe('Alder');

    await post(page, 'U0ANIKATUI', 'cards');
    const row = page.getByRole('group', { name: 'Cards, 4 in a row' });
    await row.waitFor();
    const left = () => row.evaluate((node) => node.scrollLeft);
    await reach(page, 'Next card');
    await page.keyboard.press('Enter');
    await expect.poll(left).toBeGreaterThan(100);
    expect(await stop(page)).toBe('Next card');
    await next(page, 'Shift+Tab');
    expect(await stop(page)).toBe('Previous card');
    // On the way to the button each card with one of its own came into sight, so it may be the last one that one sees.
    // It glides: so far it has come when two looks find it at the same place.
    const still = async (): Promise<number> => {
      let now = -1;
      const isStill = async (): Promise<boolean> => {
        const before = now;
        now = await left();
        return now === before;
      };
      await expect.poll(isStill, { interval: 200 }).toBe(true);
      return now;
    };
    for (let before = await still(); before > 0; ) {
      await page.keyboard.press('Enter');
      await expect.poll(left).toBeLessThan(before);
      before = await still();
    }
    await page.context().close();
  });

  it('one looks through somebody else’s eyes', async () => {
    const page = await open('U0JONASBRA', RANDOM);
    await reach(page, 'Viewing as', 'Shift+Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.switcher-card').innerText()).toContain('Kasia Nowak');
    expect(page.url()).toContain('#/U0KASIANOW/');
    await stop(page);
    await page.context().close();
  });

  it('one opens the drawer of a narrow window, leaves it, and goes elsewhere by it', async () => {
    const page = await open('U0HELENEKR', RANDOM, 390);
    const menu = page.getByRole('button', { name: 'Open sidebar' });
    await reach(page, 'Open sidebar');
    await page.keyboard.press('Enter');
    await expect.poll(() => stop(page)).toBe('Close sidebar');
    await reach(page, 'random');
    // The page under the drawer is out of reach.
    await reach(page, 'Move time on');
    expect(await next(page)).not.toMatch(/^Message|members$/);
    await reach(page, 'Close sidebar');
    await page.keyboard.press('Escape');
    await expect.poll(() => menu.getAttribute('aria-expanded')).toBe('false');
    expect(await stop(page)).toBe('Open sidebar');
    await page.keyboard.press('Enter');
    await expect.poll(() => stop(page)).toBe('Close sidebar');
    await reach(page, 'general');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Message #general' }).waitFor();
    expect(await stop(page)).toBe('Open sidebar');
    await page.context().close();
  });
});

describe('the look at the focus', () => {
  it('sees that it cannot be seen', async () => {
    const page = await open('U0SOFIALIN', RANDOM);
    await reach(page, 'Shortcuts');
    await page.evaluate(`document.activeElement.style.outline = 'none'`);
    await expect(stop(page)).rejects.toThrow('the focus on "Shortcuts" cannot be seen');
    await page.context().close();
  });
});
