/** A browser in which somebody uses the app, as a person would: looks, types, clicks. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

const PICTURES = 'reports/pictures';
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
export type Size = keyof typeof SIZES;

/** Opens the page of local-slack at `url` as this person, in a context of its own. */
export async function visit(
  browser: Browser,
  url: string,
  person: string,
  {
    size = 'desktop',
    place = 'C0GENERAL1',
    ...options
  }: { size?: Size; place?: string } & BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZES[size], reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${url}/#/${person}/${place}`);
  return page;
}

/** Types into #general and sends. Where Enter only completed the command, it is pressed once more, as a person would. */
export async function type(page: Page, line: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message #general' });
  await page.getByRole('log').getByRole('article').first().waitFor();
  await box.fill(line);
  await expect
    .poll(async () => {
      await box.press('Enter');
      return box.inputValue();
    })
    .toBe('');
}

/** Takes a picture to be looked at; `npm run pictures` takes the README's from here. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
