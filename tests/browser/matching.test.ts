import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { type Guiding, withGuides } from '../harness/guides.ts';
import { startTogether, type Together } from '../harness/together.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { picture, type Size, type, visit } from './harness/visit.ts';

/** A Monday morning in Chicago, afternoon in Europe. */
const MONDAY = '2026-11-23T15:30:00Z';
const GUIDES: Guiding[] = [
  { name: 'kasia', about: 'I have negotiated with suppliers for ten years, and lost a few times.' },
  { name: 'imani', about: 'Happy to think aloud.' },
  { name: 'jonas', about: '' },
  { name: 'sofia', about: 'Ask me anything.' },
];

let all: Together;
let browser: Browser;
beforeAll(async () => {
  [all, browser] = await Promise.all([startTogether('socket', { now: MONDAY }), startBrowser()]);
  await withGuides(all, ['mentoring'], GUIDES);
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

const open = (size: Size, person: string): Promise<Page> => visit(browser, all.slack.url, person, { size });

it('asking and choosing by clicking, accepting by clicking', async () => {
  const page = await open('desktop', 'U0DARNELLO');
  await type(page, '/coach-or-mentor match');
  const form = page.getByRole('dialog', { name: 'Your request' });
  await form.getByRole('radio', { name: 'A mentor' }).check();
  await form
    .getByRole('combobox', { name: 'What do you most want to work on?' })
    .selectOption({ label: 'Negotiating' });
  await form.getByRole('combobox', { name: 'What else?' }).fill('network');
  await form.getByRole('listbox').getByRole('option', { name: 'Building a network' }).click();
  await form
    .getByRole('textbox', { name: 'What do you hope for?' })
    .fill('To stop dreading the spring talks.');
  await picture(page, 'ask-desktop');
  await form.getByRole('button', { name: 'See who fits' }).click();

  const people = page.getByRole('dialog', { name: 'People who fit' });
  await people.getByRole('button', { name: 'Look at one more' }).click();
  await expect.poll(() => people.getByRole('heading', { level: 3 }).count()).toBeGreaterThanOrEqual(4);
  expect(await problemsInEveryLook(page, 'dialog')).toEqual([]);
  await people.getByRole('combobox', { name: 'First choice' }).selectOption({ label: 'Kasia Nowak' });
  await people.getByRole('combobox', { name: 'Second choice' }).selectOption({ label: 'Sofia Lindqvist' });
  await picture(page, 'suggestions-desktop');
  await people.getByRole('button', { name: 'Send the request' }).click();
  const sent = page.getByRole('dialog', { name: 'Your request is sent' });
  await expect.poll(() => sent.innerText()).toContain('Kasia Nowak');
  await picture(page, 'sent-desktop');
  await all.passes({});

  const guide = await open('desktop', 'U0KASIANOW');
  await guide.getByRole('link', { name: /Coach or Mentor/ }).click();
  await guide.getByRole('tab', { name: 'Messages' }).click();
  // Named for those who hear the buttons one by one.
  await guide.getByRole('button', { name: 'Accept: Darnell' }).waitFor();
  await picture(guide, 'offer-desktop');
  await guide.getByRole('button', { name: /^Read what they hope for/ }).click();
  const hopes = guide.getByRole('dialog', { name: 'What they hope for' });
  await expect.poll(() => hopes.innerText()).toContain('To stop dreading the spring talks.');
  await picture(guide, 'hopes-desktop');
  await hopes.getByRole('button', { name: /^Accept/ }).click();
  await expect
    .poll(() => guide.getByRole('dialog').innerText())
    .toContain('You have accepted the request of');
  await picture(guide, 'accepted-desktop');
  await all.passes({});
  await guide.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
  await expect.poll(() => guide.getByRole('log').innerText()).toContain('You have accepted the request of');
  expect(await guide.getByRole('button', { name: /^Accept/ }).count()).toBe(0);
  await page.context().close();
  await guide.context().close();
});

it('on a phone, in Polish: from the wish to who is asked, and from Home to a question', async () => {
  const page = await open('phone', 'U0PIOTRZAW');
  await type(page, '/coach-or-mentor dopasuj');
  const form = page.getByRole('dialog', { name: 'Twoja prośba' });
  await form.getByRole('radio', { name: 'Mentora' }).check();
  await picture(page, 'ask-phone');
  await form.getByRole('button', { name: 'Zobacz, kto pasuje' }).click();
  const people = page.getByRole('dialog', { name: 'Kto pasuje' });
  await people.getByRole('button', { name: /^Pokaż jeszcze/ }).waitFor();
  await picture(page, 'suggestions-phone');
  await people.getByRole('combobox', { name: 'Pierwszy wybór' }).selectOption({ label: 'Imani Frey' });
  await people.getByRole('button', { name: 'Wyślij prośbę' }).click();
  await expect
    .poll(() => page.getByRole('dialog', { name: 'Prośba wysłana' }).innerText())
    .toContain('Na odpowiedź jest 7 dni.');
  await picture(page, 'sent-phone');
  await all.passes({});
  await page.context().close();

  const guide = await open('phone', 'U0IMANIFRE');
  await guide.getByRole('button', { name: 'Open sidebar' }).click();
  await guide.getByRole('link', { name: /Coach or Mentor/ }).click();
  await guide.getByRole('heading', { name: 'For you to answer' }).waitFor();
  await picture(guide, 'home-phone');
  await guide.getByRole('button', { name: /^I have a question/ }).click();
  const question = guide.getByRole('dialog', { name: 'Ask for more' });
  await question.getByRole('textbox', { name: 'Your question' }).fill('What have you tried so far?');
  await picture(guide, 'question-phone');
  await question.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => guide.getByRole('dialog').innerText()).toContain('Your question is on its way');
  await guide.context().close();
});
