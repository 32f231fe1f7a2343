import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { runningPair } from '../harness/running.ts';
import { startTogether, type Together } from '../harness/together.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { picture, type Size, visit } from './harness/visit.ts';

/** A Monday morning in Chicago, half past four in Warsaw. */
const MONDAY = '2026-11-23T15:30:00Z';

let all: Together;
let browser: Browser;
beforeAll(async () => {
  [all, browser] = await Promise.all([startTogether('socket', { now: MONDAY }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

const open = (size: Size, person: string): Promise<Page> => visit(browser, all.slack.url, person, { size });

/** What lies on top. */
const dialog = (page: Page) => page.getByRole('dialog').last();
const reads = (page: Page, text: string) => expect.poll(() => dialog(page).innerText()).toContain(text);
const shut = (page: Page) =>
  dialog(page)
    .getByRole('button', { name: /^(Close|Zamknij)$/ })
    .first()
    .click();

it('a time is booked, moved and logged by two people in two zones', async () => {
  await runningPair(all, 'coaching', {
    guide: { is: 'kasia', name: 'Kasia Nowak', locale: 'en-GB', timeZone: 'Europe/Warsaw' },
    learner: { is: 'darnell', name: 'Darnell Okafor', locale: 'en-US', timeZone: 'America/Chicago' },
  });
  await all.passes({});
  const client = await open('desktop', 'U0DARNELLO');
  await client.getByRole('link', { name: /Coach or Mentor/ }).click();
  await client
    .getByRole('button', { name: /^Choose a time/ })
    .first()
    .click();
  await reads(client, 'Times that both of you have');
  const times = dialog(client).getByRole('combobox', { name: 'Times that both of you have' });
  expect(await times.locator('option').count()).toBeGreaterThan(8);
  await picture(client, 'book-desktop');
  expect(await problemsInEveryLook(client, 'dialog')).toEqual([]);

  // A time of the list and a day of one's own: it is asked which.
  await times.selectOption({ index: 2 });
  await dialog(client).getByLabel('A day of your own choice').fill('2026-12-09');
  await dialog(client).getByRole('button', { name: 'Book it' }).click();
  await reads(client, 'Please clear the day');
  await picture(client, 'book-both-desktop');
  await times.selectOption({ label: 'Another day and time, as below' });
  await dialog(client).getByLabel('Time on that day').fill('09:00');
  await dialog(client).getByRole('button', { name: 'Book it' }).click();
  await reads(client, 'Wed 9 Dec, 09:00 (16:00 for Kasia Nowak), 60 minutes');
  await picture(client, 'booked-desktop');
  await all.passes({});

  const coach = await open('desktop', 'U0KASIANOW');
  await coach.getByRole('link', { name: /Coach or Mentor/ }).click();
  await coach.getByRole('tab', { name: 'Messages' }).click();
  await coach
    .getByRole('button', { name: /^Another time/ })
    .last()
    .waitFor();
  await picture(coach, 'booked-message-desktop');
  await coach
    .getByRole('button', { name: /^Another time/ })
    .last()
    .click();
  await reads(coach, 'so far: Wed 9 Dec, 16:00 (09:00 for Darnell Okafor)');
  await dialog(coach).getByLabel('A day of your own choice').fill('2026-12-10');
  await dialog(coach).getByLabel('Time on that day').fill('16:30');
  await dialog(coach)
    .getByRole('combobox', { name: 'Times that both of you have' })
    .selectOption({ label: 'Another day and time, as below' });
  await picture(coach, 'move-desktop');
  await dialog(coach).getByRole('button', { name: 'Book it' }).click();
  await reads(coach, 'Thu 10 Dec, 16:30 (09:30 for Darnell Okafor)');
  await all.passes({});

  await shut(client);
  await client.getByRole('tab', { name: 'Messages' }).click();
  await expect.poll(() => client.getByRole('log').innerText()).toContain('There is a new time.');
  await picture(client, 'moved-message-desktop');

  await all.passes({ days: 17 });
  await client.getByRole('tab', { name: 'Home' }).click();
  await client
    .getByRole('button', { name: /^Say what became of it/ })
    .first()
    .click();
  await reads(client, 'What became of it?');
  await dialog(client).getByRole('radio', { name: 'It took place' }).check();
  await dialog(client).getByRole('combobox', { name: 'How close are you to your goal?' }).selectOption('4');
  await dialog(client).getByLabel('If (the situation)').fill('the weekly meeting runs over time');
  await picture(client, 'log-desktop');
  expect(await problemsInEveryLook(client, 'dialog')).toEqual([]);
  await dialog(client).getByRole('button', { name: 'Save' }).click();
  await reads(client, 'The plan needs its “then”');
  await dialog(client).getByLabel('Then (one small thing)').fill('I say so');
  await dialog(client).getByRole('button', { name: 'Save' }).click();
  await reads(client, 'If the weekly meeting runs over time, then I say so');
  await picture(client, 'logged-desktop');
  await client.context().close();
  await coach.context().close();
});
