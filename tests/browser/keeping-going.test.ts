import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { runningPair } from '../harness/running.ts';
import { startTogether, type Together } from '../harness/together.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { picture, type Size, visit } from './harness/visit.ts';

/** A Monday morning in Chicago, half past four in Warsaw: both are at work, as on every later day here. */
const MONDAY = '2026-11-23T15:30:00Z';
const WORDS = 'Thank you for <b>listening</b>.';

let all: Together;
let browser: Browser;
beforeAll(async () => {
  [all, browser] = await Promise.all([startTogether('socket', { now: MONDAY }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

/** Opens the app as this person, on the tab of its messages or its Home. */
async function open(size: Size, person: string): Promise<Page> {
  const page = await visit(browser, all.slack.url, person, { size });
  if (size === 'phone') await page.getByRole('button', { name: 'Open sidebar' }).click();
  await page.getByRole('link', { name: /Coach or Mentor/ }).click();
  return page;
}
const tab = (page: Page, name: 'Home' | 'Messages') => page.getByRole('tab', { name }).click();
/** What lies on top. */
const dialog = (page: Page) => page.getByRole('dialog').last();
const reads = (page: Page, text: string) => expect.poll(() => dialog(page).innerText()).toContain(text);
const says = (page: Page, text: string) =>
  expect.poll(() => page.getByRole('log').innerText()).toContain(text);
const shows = (page: Page, text: string) =>
  expect.poll(() => page.getByRole('main').innerText()).toContain(text);
const press = (on: Page | ReturnType<typeof dialog>, name: RegExp | string) =>
  on.getByRole('button', { name }).last().click();
/** Closes what lies on top, and what lies beneath it, of which the page shows the top alone. */
async function shut(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const left = await page.getByRole('dialog').count();
      if (left > 0) await press(dialog(page), /^(Close|Zamknij)$/);
      return left;
    })
    .toBe(0);
}

it('mentoring: not now, a pause that the other ends, and a parting with words, each with a few clicks', async () => {
  await runningPair(all, 'mentoring', {
    guide: { is: 'kasia', name: 'Kasia Nowak', locale: 'en-GB', timeZone: 'Europe/Warsaw' },
    learner: { is: 'darnell', name: 'Darnell Okafor', locale: 'en-US', timeZone: 'America/Chicago' },
  });
  await all.passes({});
  const [mentee, mentor] = await Promise.all([open('desktop', 'U0DARNELLO'), open('desktop', 'U0KASIANOW')]);

  // The question comes by message, and is put off there.
  await all.passes({ days: 10 });
  await tab(mentee, 'Messages');
  await says(mentee, 'would the next days suit you for a first meeting?');
  await press(mentee, /^Not now/);
  await reads(mentee, 'All right, not now. We ask again around 17 December.');
  await picture(mentee, 'not-now-desktop');
  await shut(mentee);
  await says(mentee, 'All right, not now.');
  await expect.poll(() => mentee.getByRole('button', { name: /^Not now/ }).count()).toBe(0);
  await tab(mentee, 'Home');
  await shows(mentee, '“Not now” holds until 17 December.');

  // A pause, told to both in the same words, and ended by the other with one tap.
  await press(mentee, /^Open/);
  await press(dialog(mentee), 'Pause');
  await reads(mentee, 'No reason is asked for, and none is given.');
  expect(await problemsInEveryLook(mentee, 'dialog')).toEqual([]);
  await press(dialog(mentee), 'Pause');
  await reads(mentee, 'It is paused.');
  await shut(mentee);
  await all.passes({ days: 1 });
  await tab(mentor, 'Messages');
  await says(mentor, 'is paused: no reminders come.');
  await picture(mentor, 'paused-desktop');
  await press(mentor, 'Take it up again');
  await reads(mentor, 'What comes next');
  await picture(mentor, 'taken-up-desktop');
  await shut(mentor);
  await all.passes({});
  await tab(mentee, 'Messages');
  await says(mentee, 'goes on after a pause.');

  // Whoever leaves may leave words; both are told days later, in the same words.
  await tab(mentee, 'Home');
  await press(mentee, /^Open/);
  await press(dialog(mentee), 'End it');
  await dialog(mentee).getByLabel('A goodbye, if you like').fill(WORDS);
  await picture(mentee, 'leaving-desktop');
  await press(dialog(mentee), 'End it');
  await reads(mentee, 'You have ended it.');
  await shut(mentee);
  await all.passes({});
  expect(await mentor.getByRole('log').innerText()).not.toContain('has ended');
  await all.passes({ days: 5 });
  await says(mentor, 'The mentoring with @Darnell Okafor has ended.');
  expect(await mentor.getByRole('log').innerText()).not.toContain('listening');
  await press(mentor, 'Read the goodbye');
  await reads(mentor, WORDS);
  await picture(mentor, 'goodbye-desktop');
  await shut(mentor);
  await tab(mentee, 'Messages');
  await says(mentee, 'The mentoring with @Kasia Nowak has ended.');
  // Nothing that could be pressed is left of it, in older messages neither.
  await expect.poll(() => mentee.getByRole('log').innerText()).not.toContain('All right, not now.');
  expect(await mentee.getByRole('button', { name: /^(Plan a date|We met|Open|Take it up)/ }).count()).toBe(0);
  await Promise.all([mentee.context().close(), mentor.context().close()]);
}, 60_000);

it('coaching, on a phone, in Polish: reminders that wait, a time with one tap, another plan', async () => {
  await runningPair(all, 'coaching', {
    guide: { is: 'imani', name: 'Imani Frey', locale: 'en-GB', timeZone: 'Europe/London' },
    learner: { is: 'piotr', name: 'Piotr Zawada', locale: 'pl-PL', timeZone: 'Europe/Warsaw' },
  });
  await all.passes({ days: 1 });
  const client = await open('phone', 'U0PIOTRZAW');
  await tab(client, 'Messages');
  await says(client, 'można już zarezerwować, a termin wybierasz Ty.');
  await picture(client, 'asked-phone');
  await press(client, /^Nie teraz/);
  await dialog(client).getByRole('radio', { name: 'Przez dwa tygodnie' }).check();
  await picture(client, 'later-phone');
  await press(dialog(client), 'Niech poczekają');
  await reads(client, 'poczekają do:');
  await shut(client);
  await all.passes({});
  await says(client, 'Dobrze, nie teraz.');
  await picture(client, 'put-off-phone');

  // Two weeks later it is asked anew, on a day of work, and one tap books.
  await all.passes({ days: 15 });
  await all.passes({ days: 4 });
  await says(client, 'Zarezerwuj');
  await press(client, /^Zarezerwuj/);
  await reads(client, 'Termin jest zarezerwowany.');
  expect(await problemsInEveryLook(client, 'dialog')).toEqual([]);
  await picture(client, 'one-tap-phone');
  await shut(client);
  await all.passes({});

  // Another plan is proposed by the coach; the client agrees and is led on.
  const coach = await open('desktop', 'U0IMANIFRE');
  await press(coach, /^Open/);
  await press(dialog(coach), 'Propose a change');
  await dialog(coach)
    .getByRole('combobox', { name: 'How many sessions?' })
    .selectOption({ label: '8 sessions' });
  await press(dialog(coach), 'Propose');
  await reads(coach, 'can read your proposal now');
  await all.passes({});
  await says(client, 'proponuje zmianę w Waszych ustaleniach');
  await press(client, 'Przeczytaj propozycję');
  await dialog(client).getByRole('radio', { name: 'Zgoda: obowiązuje od teraz' }).check();
  await picture(client, 'proposal-phone');
  await press(dialog(client), 'Wyślij');
  await reads(client, 'Propozycja obowiązuje od teraz.');
  await reads(client, 'Rytm: 8 sesji');
  await picture(client, 'agreed-phone');
  await Promise.all([client.context().close(), coach.context().close()]);
}, 60_000);
