import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { reach, stop } from './harness/keys.ts';
import { type Kitchen, startKitchen, type } from './harness/kitchen.ts';
import { HONEST } from './harness/kitchen-words.ts';
import { picture } from './harness/visit.ts';

const RANDOM = 'C0RANDOM01';
const [NOAH, ARJUN, SOFIA, HELENE, PIOTR] = [
  'U0NOAHREED',
  'U0ARJUNIYE',
  'U0SOFIALIN',
  'U0HELENEKR',
  'U0PIOTRZAW',
];

let kitchen: Kitchen;
let browser: Browser;
beforeAll(async () => {
  [kitchen, browser] = await Promise.all([startKitchen(HONEST), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await kitchen?.close();
});

const inSidebar = (page: Page, name: string | RegExp) =>
  page.getByRole('list', { name: 'Direct messages' }).getByRole('link', { name });
const field = (page: Page, name: string) => page.getByRole('textbox', { name: `Message ${name}` });

describe('direct messages between people', () => {
  it('begin in the list of members, and go on in both windows', async () => {
    const [page, other] = await Promise.all([
      kitchen.open(browser, { person: NOAH }, RANDOM),
      kitchen.open(browser, { person: ARJUN }, RANDOM),
    ]);
    await field(other, '#random').waitFor();
    await page.getByRole('button', { name: /members$/ }).click();
    const members = page.getByRole('dialog', { name: 'Members' });
    // Oneself, and the app, are no one to write to here.
    expect(await members.getByRole('link', { name: /Noah|Foreign/ }).count()).toBe(0);
    await picture(page, 'members-desktop');
    await members.getByRole('link', { name: /Arjun Iyer/ }).click();
    await field(page, 'Arjun Iyer').waitFor();
    expect(await inSidebar(page, 'Arjun Iyer').getAttribute('aria-current')).toBe('page');
    // Nothing was said yet: the other one is not bothered.
    expect(await inSidebar(other, 'Noah Reed').count()).toBe(0);
    await type(page, 'How is the plant?');
    await inSidebar(other, /Noah Reed.*1 unread/).click();
    await other.getByText('How is the plant?').waitFor();
    await type(other, 'Two leaves by now.');
    await page.getByText('Two leaves by now.').waitFor();
    await expect.poll(() => inSidebar(other, 'unread').count()).toBe(0);
    await picture(page, 'direct-desktop');
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, 'direct-phone');
    await page.context().close();
    await other.context().close();
  });

  it('begin at the name of who wrote something; who opens one and says nothing leaves no trace', async () => {
    const page = await kitchen.open(browser, { person: SOFIA }, RANDOM);
    await page.getByRole('link', { name: 'Noah Reed' }).click();
    await field(page, 'Noah Reed').waitFor();
    expect(page.url()).toMatch(/#\/U0SOFIALIN\/D0\w+$/);
    await page.getByRole('link', { name: 'random' }).click();
    await field(page, '#random').waitFor();
    expect(await inSidebar(page, 'Noah Reed').count()).toBe(0);
    await page.goBack();
    await field(page, 'Noah Reed').waitFor();
    await page.context().close();
  });

  it('begin by keyboard', async () => {
    const page = await kitchen.open(browser, { person: HELENE }, RANDOM);
    await field(page, '#random').waitFor();
    await reach(page, /members$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await reach(page, /^Piotr Zawada/);
    await page.keyboard.press('Enter');
    await field(page, 'Piotr Zawada').waitFor();
    await expect.poll(() => stop(page)).toBe('Message Piotr Zawada');
    await page.context().close();
  });

  it('have an address of their own, by the other one’s id', async () => {
    const page = await kitchen.open(browser, { person: PIOTR }, SOFIA);
    await field(page, 'Sofia Lindqvist').waitFor();
    await page.context().close();
  });

  it('are nothing that one can have with who has left', async () => {
    const page = await kitchen.open(browser, { person: PIOTR }, 'U0GERALDST');
    await page.getByText('Gerald Stone has left Lumen & Arc.').waitFor();
    await field(page, '#general').waitFor();
    await page.context().close();
  });

  it('hold nothing that axe-core finds, in the list of members either', async () => {
    const page = await kitchen.open(browser, { person: ARJUN }, RANDOM);
    await page.getByRole('button', { name: /members$/ }).click();
    await page.getByRole('dialog', { name: 'Members' }).waitFor();
    expect(await problemsInEveryLook(page, '.members-box')).toEqual([]);
    await page.context().close();
  });
});
