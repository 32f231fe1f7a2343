import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShownMessage } from '../../src/local-slack/page/protocol.ts';
import { startBrowser } from '../harness/browser.ts';
import { GENERAL } from '../local-slack/foreign-app.ts';
import { type Kitchen, onSnapshot, startKitchen, type } from './harness/kitchen.ts';
import { kitchenMessages } from './harness/kitchen-messages.ts';
import { HONEST } from './harness/kitchen-words.ts';
import { picture } from './harness/visit.ts';

let kitchen: Kitchen;
let browser: Browser;
beforeAll(async () => {
  [kitchen, browser] = await Promise.all([startKitchen(HONEST), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await kitchen?.close();
});

const SIZES = [
  { name: 'desktop', look: { width: 1280, height: 1500 } },
  // Dark on the narrow one: accessibility.test.ts looks at all four.
  { name: 'phone-dark', look: { width: 390, height: 1800, dark: true } },
];

async function show(page: Page, message: string) {
  const articles = page.getByRole('article', { name: /^Foreign/ });
  const before = await articles.count();
  await type(page, `/hello ${message}`);
  await expect.poll(() => articles.count()).toBe(before + 1);
  const article = articles.last();
  await expect
    .poll(() => article.locator('.message-blocks > .block').count())
    .toBe(kitchenMessages(HONEST)[message]?.length ?? 1);
  await expect.poll(() => article.locator('[aria-busy]').count()).toBe(0);
  return article;
}

describe.each(SIZES)('every block, on a $name', ({ name, look }) => {
  let page: Page;
  beforeAll(async () => {
    page = await kitchen.open(browser, look);
  });
  afterAll(() => page.context().close());

  it.each(Object.keys(kitchenMessages(HONEST)))('shows %s', async (message) => {
    const article = await show(page, message);
    expect(await article.locator('.unknown').count()).toBe(0);
    await picture(page, `kitchen-${message}-${name}`);
  });
});

it('says so where it meets a block it does not know', async () => {
  const page = await kitchen.open(browser);
  // The server refuses such a block; Slack will have new ones some day.
  const [first] = (await kitchen.page.state()).messages[GENERAL] ?? [];
  const blocks = [{ type: '<i>hologram</i>', block_id: 'new' }] as unknown as ShownMessage['blocks'];
  await onSnapshot(page, (state) => {
    for (const said of state.messages[GENERAL] ?? []) if (said.ts === first?.ts) said.blocks = blocks;
  });
  await page.reload();
  const box = page.locator('.unknown');
  await box.waitFor();
  expect(await box.innerText()).toBe('local-slack cannot show this block: <i>hologram</i>');
  await page.context().close();
});
