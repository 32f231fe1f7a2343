import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { GENERAL } from '../local-slack/foreign-app.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { reach, stop } from './harness/keys.ts';
import { type Kitchen, startKitchen, type } from './harness/kitchen.ts';
import { HONEST } from './harness/kitchen-words.ts';
import { picture } from './harness/visit.ts';

const RANDOM = 'C0RANDOM01';
const KEEP = { name: 'Keep this', type: 'message', callback_id: 'keep', description: 'Keeps it for later' };
const ARJUNS = 'More actions for the message of Arjun Iyer';

let kitchen: Kitchen;
let bare: Kitchen;
let browser: Browser;
beforeAll(async () => {
  [kitchen, bare, browser] = await Promise.all([
    startKitchen(HONEST, [KEEP]),
    startKitchen(HONEST),
    startBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await kitchen?.close();
  await bare?.close();
});

const opacity = (page: Page) =>
  page.getByRole('button', { name: ARJUNS }).evaluate((node) => {
    const { getComputedStyle } = globalThis as unknown as {
      getComputedStyle(of: unknown): { opacity: string };
    };
    return getComputedStyle(node).opacity;
  });

async function answered(page: Page): Promise<void> {
  const form = page.getByRole('dialog', { name: 'Every input' });
  await form.waitFor();
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'hidden' });
  await page.getByText('Kept: The office plant').waitFor();
}

describe('the shortcuts of a message', () => {
  it('come into sight at the pointer, and one of them opens what the app opens', async () => {
    const page = await kitchen.open(browser, {}, RANDOM);
    await page.getByText('The office plant').waitFor();
    expect(await opacity(page)).toBe('0');
    await page.getByText('The office plant').hover();
    expect(await opacity(page)).toBe('1');
    await page.getByRole('button', { name: ARJUNS }).click();
    await picture(page, 'message-menu-desktop');
    expect(await problemsInEveryLook(page, '[role="menu"]')).toEqual([]);
    await page.getByRole('menuitem', { name: 'Keep this' }).click();
    await answered(page);
    // What only one person sees has none: the app's answer is not the app's to ask about.
    const answer = page.getByRole('article').filter({ hasText: 'Kept: ' });
    expect(await answer.getByRole('button').count()).toBe(0);
    await page.context().close();
  });

  it('are reached by keyboard, and give the focus back', async () => {
    const page = await kitchen.open(browser, { person: 'U0PIOTRZAW' }, RANDOM);
    await page.getByText('The office plant').waitFor();
    await reach(page, ARJUNS, 'Shift+Tab');
    expect(await opacity(page)).toBe('1');
    await page.keyboard.press('Enter');
    expect(await stop(page)).toMatch(/^Keep this/);
    await page.keyboard.press('Escape');
    expect(await stop(page)).toBe(ARJUNS);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await answered(page);
    await page.context().close();
  });

  it('are always in sight in a narrow window, beside the words', async () => {
    const page = await kitchen.open(browser, { person: 'U0SOFIALIN', width: 390, height: 844 }, RANDOM);
    await type(
      page,
      'A first line that is so long that it reaches the edge of a window as narrow as this one is',
    );
    await type(
      page,
      'And a second one, by the same person, which also reaches the edge of the narrow window',
    );
    await page.getByText('And a second one').waitFor();
    expect(await opacity(page)).toBe('1');
    const [words, button] = await Promise.all([
      page.getByText('And a second one').boundingBox(),
      page.getByRole('button', { name: 'message of Sofia' }).last().boundingBox(),
    ]);
    expect(button?.x).toBeGreaterThanOrEqual((words?.x ?? 0) + (words?.width ?? 0));
    await picture(page, 'message-actions-phone');
    expect(await problemsInEveryLook(page)).toEqual([]);
    await page.context().close();
  });

  it('stand in the page about the app, and where there are none no message has the button', async () => {
    const page = await kitchen.open(browser, {}, 'about');
    await page.getByRole('heading', { name: 'Shortcuts of messages' }).waitFor();
    await page.context().close();
    const without = await bare.open(browser, {}, GENERAL);
    await without.getByRole('article').first().waitFor();
    expect(await without.getByRole('button', { name: /^More actions for/ }).count()).toBe(0);
    await without.context().close();
  });
});
