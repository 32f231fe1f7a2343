import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { withGuides } from '../harness/guides.ts';
import { startTogether, type Together } from '../harness/together.ts';
import { picture, visit } from './harness/visit.ts';

/** A Monday morning in Chicago, an afternoon in Stockholm and Warsaw. */
const MONDAY = '2026-11-23T15:30:00Z';

let all: Together;
let browser: Browser;
beforeAll(async () => {
  [all, browser] = await Promise.all([startTogether('socket', { now: MONDAY }), startBrowser()]);
  await withGuides(all, ['mentoring'], [{ name: 'kasia', about: 'I have been there.' }]);
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

/** Somebody's app, on its Home. */
async function homeOf(person: string): Promise<Page> {
  const page = await visit(browser, all.slack.url, person);
  await page.getByRole('link', { name: /^Coach or Mentor/ }).click();
  await page.getByRole('tab', { name: 'Home' }).click();
  await page.getByRole('heading', { name: 'Coach or mentor?' }).waitFor();
  return page;
}

const top = (page: Page): Locator => page.getByRole('dialog').last();
const reads = (page: Page, text: string) => expect.poll(() => top(page).innerText()).toContain(text);

async function closeAll(page: Page): Promise<void> {
  await top(page).getByRole('button', { name: 'Close', exact: true }).click();
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
}

/** Says in the form of a trial that they have talked, and whether to go on. */
async function saysYes(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^We have talked/ })
    .first()
    .click();
  const form = page.getByRole('dialog', { name: 'Your first conversation' });
  await form.getByRole('radio', { name: 'Yes', exact: true }).check();
  await form.getByRole('radio', { name: 'Yes, all of it' }).check();
  await form.getByRole('radio', { name: 'Yes, go on' }).check();
  await picture(page, 'trial-form-desktop');
  await form.getByRole('button', { name: 'Send' }).click();
}

it('from an offer of one’s own to an agreement: offer, ask, choose, decline, next, accept, talk, agree', {
  timeout: 90_000,
}, async () => {
  const sofia = await homeOf('U0SOFIALIN');
  await sofia.getByRole('button', { name: 'Offer coaching or mentoring' }).click();
  const offer = sofia.getByRole('dialog', { name: 'What I offer' });
  await offer.getByRole('checkbox', { name: /^Mentoring/ }).check();
  await offer.getByRole('combobox', { name: 'Topics you can help with' }).fill('negot');
  await offer.getByRole('option', { name: 'Negotiating' }).click();
  await offer.getByRole('checkbox', { name: 'I have read this and go along with it' }).check();
  await offer.getByLabel(/^How many people/).fill('9');
  await offer.getByRole('button', { name: 'Save' }).click();
  // A mistake stands under its field, and what was filled in stays.
  await offer.getByText('Please enter a whole number from 0').waitFor();
  await picture(sofia, 'offer-wrong-desktop');
  await offer.getByLabel(/^How many people/).fill('1');
  await offer.getByRole('button', { name: 'Save' }).click();
  await reads(sofia, 'As a mentor you are suggested to people whose wishes go with what you offer.');
  await picture(sofia, 'offered-desktop');
  await closeAll(sofia);

  const darnell = await homeOf('U0DARNELLO');
  await darnell.getByRole('button', { name: 'Ask for a coach or a mentor' }).click();
  const ask = darnell.getByRole('dialog', { name: 'Your request' });
  await ask.getByRole('radio', { name: 'A mentor' }).check();
  await ask
    .getByRole('combobox', { name: 'What do you most want to work on?' })
    .selectOption({ label: 'Negotiating' });
  await ask.getByRole('button', { name: 'See who fits' }).click();
  const people = darnell.getByRole('dialog', { name: 'People who fit' });
  await people.getByRole('combobox', { name: 'First choice' }).selectOption({ label: 'Sofia' });
  await people.getByRole('combobox', { name: 'Second choice' }).selectOption({ label: 'Kasia Nowak' });
  await people.getByRole('button', { name: 'Send the request' }).click();
  await reads(darnell, 'Sofia');
  await closeAll(darnell);
  await all.passes({});

  await sofia.getByRole('tab', { name: 'Messages' }).click();
  await sofia.getByRole('button', { name: /^Not now/ }).click();
  const decline = top(sofia);
  await decline.getByRole('textbox').first().fill('My desk is full of year-end books.');
  await picture(sofia, 'decline-desktop');
  await decline
    .getByRole('button', { name: /Send|Not now|Pass/ })
    .last()
    .click();
  await reads(sofia, 'not');
  await closeAll(sofia);
  await all.passes({});
  await darnell.getByRole('tab', { name: 'Messages' }).click();
  await expect.poll(() => darnell.getByRole('log').innerText()).toContain('not available now');
  await picture(darnell, 'next-desktop');
  // The reason is shown to nobody.
  expect(await darnell.getByRole('log').innerText()).not.toContain('year-end');

  const kasia = await homeOf('U0KASIANOW');
  await kasia.getByRole('button', { name: /^Accept/ }).click();
  await reads(kasia, 'You have accepted the request of');
  await closeAll(kasia);
  await all.passes({});
  await expect.poll(() => darnell.getByRole('log').innerText()).toContain('A trial of mentoring begins');
  await picture(darnell, 'introduction-desktop');

  await saysYes(darnell);
  await reads(darnell, 'You have answered');
  await closeAll(darnell);
  await saysYes(kasia);
  await reads(kasia, 'agreement');
  await picture(kasia, 'after-both-desktop');
  await kasia.keyboard.press('Escape');
  await all.passes({});
  for (const page of [kasia, darnell]) {
    await page.getByRole('tab', { name: 'Home' }).click();
    await page
      .getByRole('button', { name: /^Open the agreement/ })
      .first()
      .click();
    const agreement = page.getByRole('dialog', { name: 'Your agreement' });
    await picture(page, 'agreement-desktop');
    await agreement.getByRole('button', { name: 'Confirm' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Confirm', exact: true }).count()).toBe(0);
    await picture(page, 'agreed-desktop');
    await closeAll(page);
  }
  await all.passes({});
  await darnell.getByRole('tab', { name: 'Messages' }).click();
  await expect.poll(() => darnell.getByRole('log').innerText()).toContain('It is agreed: the mentoring with');
  await picture(darnell, 'running-desktop');
  for (const page of [sofia, darnell, kasia]) await page.context().close();
});
