import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { KASIA, manifestWith, startWorld, type World } from '../local-slack/foreign-app.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { picture, visit } from './harness/visit.ts';

const BYTES = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
let world: World;
let browser: Browser;
beforeAll(async () => {
  const manifest = manifestWith({ scopes: ['files:write'] });
  [world, browser] = await Promise.all([startWorld('socket', { manifest }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function send(filename: string, bytes: string, more: object): Promise<void> {
  const length = Buffer.byteLength(bytes);
  const { upload_url: url, file_id: id } = await world.call('files.getUploadURLExternal', {
    filename,
    length,
  });
  await fetch(String(url), { method: 'POST', body: bytes });
  const done = await world.call('files.completeUploadExternal', {
    files: [{ id }],
    channels: KASIA,
    ...more,
  });
  expect(done).toMatchObject({ ok: true });
}

async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

it('a file stands under its message, and is saved by a click and by the keyboard', async () => {
  const page = await visit(browser, world.slack.url, KASIA, { place: 'messages' });
  await page.getByRole('log').waitFor();
  await send('coaching-2.ics', BYTES, { initial_comment: 'For your calendar: Tuesday, 8 December, 10:00.' });
  await send('a-very-long-name-of-a-file-that-nobody-would-type-twice-in-a-day.csv', 'x'.repeat(1400), {});
  const link = page.getByRole('link', { name: 'Download coaching-2.ics Calendar, 32 bytes' });
  await link.waitFor();
  expect(await saved(page, () => link.click())).toEqual({ name: 'coaching-2.ics', text: BYTES });
  await link.focus();
  expect(await saved(page, () => page.keyboard.press('Enter'))).toEqual({
    name: 'coaching-2.ics',
    text: BYTES,
  });
  await page.getByRole('link', { name: /^Download a-very-long-name.*CSV, 1\.4 kB$/ }).waitFor();
  expect(await problemsInEveryLook(page)).toEqual([]);
  await picture(page, 'files-desktop');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'files-phone-dark');
  await page.context().close();
});
