import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShownMessage } from '../../src/local-slack/page/protocol.ts';
import { startBrowser } from '../harness/browser.ts';
import { GENERAL, KASIA, MARTA } from '../local-slack/foreign-app.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { type Kitchen, onSnapshot, startKitchen } from './harness/kitchen.ts';
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

/** Changes what the server says of the messages in #general. */
async function rewrite(page: Page, change: (messages: ShownMessage[]) => void): Promise<void> {
  await onSnapshot(page, (state) => change(state.messages[GENERAL] ?? []));
  await page.reload();
}

/** A reply to the first message of the list, `after` seconds after its last. */
function addReply(list: ShownMessage[], text: string, more: Partial<ShownMessage> = {}, after = 1): void {
  const [root, last] = [list[0], list.at(-1)];
  if (!root || !last) return;
  const ts = (Number(last.ts) + after).toFixed(6);
  list.push({ ...root, ts, from: KASIA, text, thread: root.ts, ...more });
}

describe('a reply', () => {
  it('stands in the flow with the first words of what it replies to, and leads there', async () => {
    const page = await kitchen.open(browser, { height: 420 });
    await rewrite(page, (list) => {
      addReply(list, 'I will bring the *forks*.', { reactions: [{ name: 'tada', people: [MARTA, KASIA] }] });
      addReply(list, 'And plates.');
      addReply(list, 'Thank you!', { from: MARTA }, 400);
    });
    const first = page.getByRole('article', { name: /^Kasia/ }).first();
    const words = "Reply to: Good morning everybody. The quarter's numbers are on the…";
    await first.getByRole('button', { name: words }).waitFor();
    // The next one by the same person to the same message need not say it again.
    expect(
      await page
        .getByRole('article', { name: /^Kasia/ })
        .last()
        .getByRole('button')
        .count(),
    ).toBe(0);
    const button = page
      .getByRole('article', { name: /^Marta/ })
      .last()
      .getByRole('button', { name: words });
    await button.focus();
    await page.keyboard.press('Enter');
    const root = page.getByRole('article', { name: /^Marta/ }).first();
    await expect.poll(() => root.evaluate((node) => node.matches(':focus'))).toBe(true);
    expect(await root.evaluate((node) => node.getBoundingClientRect().top)).toBeGreaterThan(0);
    await page.context().close();
  });

  it('says so where the first message is gone', async () => {
    const page = await kitchen.open(browser);
    await rewrite(page, (list) => {
      addReply(list, 'To nothing');
      list.shift();
    });
    await page.getByText('Reply to a message that is gone').waitFor();
    await page.context().close();
  });
});

describe('reactions', () => {
  it('are chips with a count, and say by name who reacted with what', async () => {
    const page = await kitchen.open(browser);
    await rewrite(page, (list) => {
      addReply(list, 'Cake!');
      const [one] = list;
      if (one) {
        one.reactions = [
          { name: 'tada', people: [MARTA, KASIA, 'U0ANIKATUI'] },
          { name: 'wave::skin-tone-3', people: [MARTA] },
          { name: 'party_parrot', people: [MARTA, 'U0NOBODY'] },
        ];
      }
    });
    const chips = page.getByRole('list', { name: 'Reactions' }).getByRole('listitem');
    await chips.first().waitFor();
    expect(await chips.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('title')))).toEqual([
      'You, Marta Wilczyńska and Anika Tūhoe reacted with tada',
      'Marta Wilczyńska reacted with wave',
      'Marta Wilczyńska and U0NOBODY reacted with party parrot',
    ]);
    expect(await chips.first().innerText()).toContain('🎉');
    expect(await chips.first().innerText()).toContain('3');
    expect(await chips.last().innerText()).toContain(':party_parrot:');
    expect(await problemsInEveryLook(page)).toEqual([]);
    await picture(page, 'replies-desktop');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'replies-phone-dark');
    await page.context().close();
  });
});
