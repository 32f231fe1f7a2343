import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { GENERAL } from '../local-slack/foreign-app.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { ADDED, type Kitchen, startKitchen, type } from './harness/kitchen.ts';
import { kitchenMessages } from './harness/kitchen-messages.ts';
import { HONEST } from './harness/kitchen-words.ts';
import { picture } from './harness/visit.ts';

/** Where nobody posts anything, so that the page is quick. */
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

/** One page for one person, and one person for one test: what they do is in nobody's way. */
async function withPage(person: string, place: string, run: (page: Page) => Promise<void>): Promise<void> {
  const page = await kitchen.open(browser, { person }, place);
  await page.getByRole('log').or(page.getByRole('region')).first().waitFor();
  await run(page);
  await page.context().close();
}

const fine = async (page: Page, overlay?: string) =>
  expect(await problemsInEveryLook(page, overlay)).toEqual([]);
const drawn = (page: Page) => expect.poll(() => page.locator('[aria-busy]').count()).toBe(0);

async function openForm(page: Page) {
  await type(page, '/form');
  const form = page.getByRole('dialog', { name: 'Every input' });
  await form.waitFor();
  return form;
}

/** Posts one of the kitchen's messages where only this person sees it. */
async function postTo(person: string, name: string): Promise<void> {
  const blocks = kitchenMessages(HONEST)[name];
  const posted = await kitchen.call('chat.postMessage', { channel: person, text: name, blocks });
  expect(posted).toMatchObject({ ok: true });
}

describe('axe-core finds nothing serious, light and dark, wide and narrow', () => {
  it('in a channel with every block', () =>
    withPage('U0MARTAWIL', GENERAL, async (page) => {
      for (const name of Object.keys(kitchenMessages(HONEST))) await type(page, `/hello ${name}`);
      await page.getByText('Enter sends it').waitFor();
      await drawn(page);
      await fine(page);
    }));

  it('in a direct message with a person', () =>
    withPage('U0KASIANOW', RANDOM, async (page) => {
      await page.getByRole('link', { name: 'Wanjirũ Kamau' }).click();
      await page.getByText('Lunch on Thursday').waitFor();
      expect(await page.locator('.head-topic').innerText()).toMatch(
        /Engineering Manager · \d\d:\d\d in Nairobi/,
      );
      await fine(page);
    }));

  it('in the app’s Messages and About', () =>
    withPage('U0JONASBRA', 'messages', async (page) => {
      await type(page, 'Hello there');
      await page.getByRole('article').first().waitFor();
      await fine(page);
      await page.getByRole('tab', { name: 'About' }).click();
      await page.getByRole('heading', { name: 'Commands' }).waitFor();
      await fine(page);
    }));

  it('in the app’s Home', () =>
    withPage('U0WANJIRUK', 'home', async (page) => {
      await page.getByRole('heading', { name: 'Home of everything' }).waitFor();
      await drawn(page);
      await fine(page);
    }));

  it('in a modal with every input, with errors in its fields, and in one pushed over it', () =>
    withPage('U0ARJUNIYE', RANDOM, async (page) => {
      const form = await openForm(page);
      await fine(page);
      await form.getByRole('button', { name: 'Send' }).click();
      await form.getByText('Please complete this required field.').first().waitFor();
      await fine(page);
      await form.getByRole('button', { name: 'Look closer' }).click();
      await page.getByRole('dialog', { name: 'A closer look' }).waitFor();
      await fine(page);
    }));

  it('in the lists of a modal, with something chosen and without, and at its pickers', () =>
    withPage('U0BEATRIZS', RANDOM, async (page) => {
      const form = await openForm(page);
      for (const [name, typed] of [
        ['Several', ''],
        ['People', ''],
        ['Looked', 'f'],
      ] as const) {
        const box = form.getByRole('combobox', { name, exact: true });
        await box.click();
        await box.fill(typed);
        const list = form.getByRole('listbox', { name, exact: true });
        if (name === 'Several') await list.getByRole('option').first().click();
        await list.getByRole('option').first().waitFor();
        await fine(page, `[data-input-block="${name}"]`);
      }
      const date = form.getByLabel('Date', { exact: true });
      await date.click();
      await date.evaluate((node) => (node as unknown as { showPicker(): void }).showPicker());
      await fine(page, '[data-input-block="Date"]');
    }));

  it('in the menus and the question of a message', () =>
    withPage('U0DARNELLO', 'messages', async (page) => {
      await postTo('U0DARNELLO', 'basics');
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menu').waitFor();
      await fine(page, '[role="menu"]');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('alertdialog').waitFor();
      await fine(page, 'dialog[open]');
      await page.keyboard.press('Escape');
    }));

  it('in the list of people, the members, the shortcuts, the commands and the toasts', () =>
    withPage('U0ANIKATUI', RANDOM, async (page) => {
      await page.getByRole('button', { name: /members/ }).click();
      await page.getByRole('dialog', { name: 'Members' }).waitFor();
      await fine(page, '.members-box');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Shortcuts' }).click();
      await page.getByRole('menu').waitFor();
      await fine(page, '.composer');
      await page.keyboard.press('Escape');
      await page.getByRole('textbox', { name: /^Message/ }).fill('/');
      await page.getByRole('option', { name: '/form' }).waitFor();
      await fine(page, '.composer');
      await type(page, '/nowhere');
      await page.getByText('is not a command of Foreign').waitFor();
      await fine(page, '.toasts');
      // Last: while its list is open, nothing else can be reached.
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.getByRole('combobox', { name: 'Viewing as' }).click();
      await fine(page, '.switcher');
    }));

  it('in the narrow window’s drawer', () =>
    withPage('U0PIOTRZAW', RANDOM, async (page) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole('button', { name: 'Open sidebar' }).click();
      await page.getByRole('link', { name: 'Foreign' }).waitFor();
      await fine(page);
    }));

  it('on the page "Add to Slack", and where it refuses', async () => {
    const page = await browser.newPage();
    const about = { client_id: kitchen.slack.clientId, redirect_uri: ADDED };
    for (const [name, scope, heading] of [
      ['asked', 'commands,chat:write,users:read,reactions:read,lists:read', 'Foreign asks to be added'],
      ['refused', 'admin', 'This cannot be added'],
    ] as const) {
      await page.goto(`${kitchen.slack.url}/oauth/v2/authorize?${new URLSearchParams({ ...about, scope })}`);
      await page.getByRole('heading', { name: heading }).waitFor();
      await fine(page);
      await picture(page, `add-${name}-desktop`);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await picture(page, `add-${name}-phone-dark`);
      await page.setViewportSize({ width: 1280, height: 900 });
    }
    await page.close();
  });
});

describe('the check', () => {
  it('sees a picture without words, a pale text far up in the messages, and a button without a name', () =>
    withPage('U0NOAHREED', RANDOM, async (page) => {
      // So low that the first message is out of sight.
      await page.setViewportSize({ width: 1280, height: 360 });
      await page.getByRole('article').nth(1).waitFor();
      await page.evaluate(`{
        // In a message: what stands between them goes with the next drawing.
        const far = document.querySelector('.log article .message-body');
        far.insertAdjacentHTML('afterbegin', '<img src="data:,"><p class="pale">Pale</p><button></button>');
        document.querySelector('.pale').style.color = 'light-dark(#bbbbbb, #444444)';
      }`);
      const found = await problemsInEveryLook(page);
      for (const width of [1280, 390]) {
        for (const id of ['image-alt', 'button-name'])
          expect(found).toContainEqual(expect.stringContaining(`${width}: ${id} at`));
        for (const scheme of ['light', 'dark'])
          expect(found).toContainEqual(
            expect.stringContaining(`${width} ${scheme}: color-contrast at .pale`),
          );
      }
    }));
});
