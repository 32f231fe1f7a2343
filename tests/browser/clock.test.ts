import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { GENERAL, KASIA, MARTA } from '../local-slack/foreign-app.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { type Kitchen, startKitchen, type } from './harness/kitchen.ts';
import { HONEST } from './harness/kitchen-words.ts';
import { picture } from './harness/visit.ts';

const HOUR_MS = 3_600_000;

let kitchen: Kitchen;
let browser: Browser;
beforeAll(async () => {
  [kitchen, browser] = await Promise.all([startKitchen(HONEST), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await kitchen?.close();
});

const clock = (page: Page) => page.getByRole('button', { name: /^(Product time|Move time on)/ });
/** The day as it stands in the foot of the sidebar, in Warsaw: `Mon 2 March`. */
function shownAs(at: number): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Warsaw', ...options }).format(at);
  return `${part({ weekday: 'short' })} ${part({ day: 'numeric', month: 'long' })}`;
}

// One workspace has one clock, and it only goes forward: the tests are one story.
describe('product time on the page', () => {
  it('is real time until it is moved, and says so quietly', async () => {
    const page = await kitchen.open(browser);
    await expect.poll(() => clock(page).innerText()).toBe('Move time on');
    await picture(page, 'clock-real-desktop');
    await page.context().close();
  });

  it('is moved by keyboard in one window, and every window shows it at once', async () => {
    const [page, other] = await Promise.all([
      kitchen.open(browser),
      kitchen.open(browser, { person: MARTA }),
    ]);
    await type(page, 'Written before');
    await kitchen.call('chat.postMessage', {
      channel: KASIA,
      text: `Due <!date^${Math.floor(Date.now() / 1000) + 86_400}^{date_pretty}|then>`,
    });
    await other.getByText('Written before').waitFor();
    await other.getByText('Today', { exact: true }).waitFor();
    await clock(page).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('menuitem').count()).toBe(4);
    await page.keyboard.press('ArrowDown');
    expect(await page.locator(':focus').innerText()).toContain('A day on');
    await page.keyboard.press('Enter');
    await expect.poll(() => kitchen.slack.clock().now).toBeGreaterThan(Date.now() + 23 * HOUR_MS);
    const { now } = kitchen.slack.clock();
    for (const one of [page, other]) {
      await expect.poll(() => clock(one).innerText()).toContain('moved');
      await one.getByText('Yesterday', { exact: true }).waitFor();
      expect(await one.getByText('Today', { exact: true }).count()).toBe(0);
    }
    expect(await clock(page).innerText()).toContain(shownAs(now));
    const name = /^Product time: [A-Z][a-z]+ \d+ [A-Z][a-z]+( \d{4})?, \d\d:\d\d moved$/;
    expect(await page.getByRole('button', { name }).count()).toBe(1);
    // Focus is back on the button, and a message in another place tells the new day too.
    expect(await page.locator(':focus').innerText()).toContain('Product time');
    await page.getByRole('link', { name: 'Foreign' }).click();
    await page.getByRole('tab', { name: 'Messages' }).click();
    const due = page.getByText(/^Due/);
    await expect.poll(() => due.innerText()).toBe('Due today');
    kitchen.slack.moveClock({ advanceMs: 24 * HOUR_MS });
    await expect.poll(() => due.innerText()).toBe('Due yesterday');
    await page.context().close();
    await other.context().close();
  });

  it('goes to nine o’clock of the person’s next working day', async () => {
    const page = await kitchen.open(browser);
    await clock(page).click();
    await page.getByRole('menuitem', { name: 'To the next working morning' }).click();
    await expect.poll(() => clock(page).innerText()).toContain(', 09:00');
    const at = new Date(kitchen.slack.clock().now);
    const inWarsaw = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Warsaw',
      weekday: 'long',
      hour: 'numeric',
    });
    expect(inWarsaw.format(at)).toMatch(/^(Mon|Tues|Wednes|Thurs|Fri)day,? 09$/);
    expect(await page.locator('.switcher-card').innerText()).toContain('09:00 in Warsaw');
    await picture(page, 'clock-moved-desktop');
    await page.context().close();
  });

  it('runs as fast as it is told, and stops there', async () => {
    const page = await kitchen.open(browser, {}, GENERAL);
    await page.getByRole('article').first().waitFor();
    kitchen.slack.moveClock({ speed: 86_400 });
    await expect.poll(() => clock(page).innerText()).toContain('a day a second');
    const before = await clock(page).innerText();
    await expect.poll(() => clock(page).innerText()).not.toBe(before);
    kitchen.slack.moveClock({ speed: 0 });
    await expect.poll(() => clock(page).innerText()).toContain('stands still');
    expect(await clock(page).innerText()).toContain(shownAs(kitchen.slack.clock().now));
    await clock(page).click();
    await page.getByRole('menuitem', { name: 'At its own pace again' }).waitFor();
    await picture(page, 'clock-menu-desktop');
    expect(await problemsInEveryLook(page, '.sidebar-foot')).toEqual([]);
    await page.getByRole('menuitem', { name: 'At its own pace again' }).click();
    await expect.poll(() => clock(page).innerText()).toContain('moved');
    expect(kitchen.slack.clock().speed).toBe(1);
    await page.context().close();
  });

  it('keeps to its lines at any speed, and tells one time in both places', async () => {
    const page = await kitchen.open(browser, {}, GENERAL);
    await page.getByRole('article').first().waitFor();
    // Far enough for another year, which takes the most room.
    kitchen.slack.moveClock({ advanceMs: 400 * 24 * HOUR_MS, speed: 10_000_000 });
    await expect.poll(() => clock(page).innerText()).toContain('10,000,000× as fast');
    await picture(page, 'clock-fast-desktop');
    for (let look = 0; look < 5; look += 1) {
      const { value, card, lines, over } = await page.evaluate<{
        value: string;
        card: string;
        lines: number[];
        over: number;
      }>(`(() => {
        const foot = document.querySelector('.clock');
        const parts = ['.clock-label', '.clock-value', '.tag'].map((one) => foot.querySelector(one));
        const lines = (node) =>
          Math.round(node.getBoundingClientRect().height / parseFloat(getComputedStyle(node).lineHeight));
        return {
          value: parts[1].textContent,
          card: document.querySelector('.switcher-card').textContent,
          lines: parts.map(lines),
          over: foot.scrollWidth - foot.clientWidth,
        };
      })()`);
      expect({ lines, over }).toEqual({ lines: [1, 1, 1], over: 0 });
      expect(card).toContain(`${value.split(', ')[1]} in Warsaw`);
      await page.waitForFunction(
        (before) => Reflect.get(globalThis, 'document').querySelector('.clock-value').textContent !== before,
        value,
      );
    }
    kitchen.slack.moveClock({ speed: 1 });
    await page.context().close();
  });

  it('stands in the drawer of a narrow window', async () => {
    const page = await kitchen.open(browser, { width: 390, height: 844, dark: true });
    await page.getByRole('button', { name: 'Open sidebar' }).click();
    await clock(page).click();
    await page.getByRole('menuitem', { name: 'A week on' }).waitFor();
    await picture(page, 'clock-menu-phone-dark');
    await page.keyboard.press('Escape');
    expect(await page.locator(':focus').innerText()).toContain('Product time');
    expect(await page.getByRole('button', { name: 'Close sidebar' }).isVisible()).toBe(true);
    await page.context().close();
  });
});
