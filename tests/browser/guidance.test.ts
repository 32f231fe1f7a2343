import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { startTogether, type Together } from '../harness/together.ts';
import { answerAsAnna } from './harness/answers.ts';
import { picture, type Size, type, visit } from './harness/visit.ts';

const NASTY = '*bold* <!channel> <@U0DARNELLO> `code` 👩‍💻 שלום {{x}} <script>alert(1)</script> & ~so~ on';
const require = createRequire(import.meta.url);

let all: Together;
let browser: Browser;
beforeAll(async () => {
  [all, browser] = await Promise.all([startTogether('socket'), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

const open = (size: Size, person: string, options?: { bypassCSP: boolean }): Promise<Page> =>
  visit(browser, all.slack.url, person, { size, ...options });

describe.each(['desktop', 'phone'] as const)('words of one’s own, on a %s', (size) => {
  it('are shown as they were typed, and ping nobody', async () => {
    const page = await open(size, 'U0ARJUNIYE');
    const alerts: string[] = [];
    page.on('dialog', (dialog) => {
      alerts.push(dialog.message());
      void dialog.dismiss();
    });
    await type(page, `/coach-or-mentor ${NASTY}`);
    const words = page.getByRole('textbox', { name: 'In your own words' });
    await expect.poll(() => words.inputValue()).toBe(NASTY);
    await answerAsAnna(page);
    await page.getByRole('button', { name: 'See the advice' }).click();
    const advice = page.getByRole('dialog', { name: 'Our advice' });
    await expect.poll(() => advice.innerText()).toContain(NASTY);
    expect(await advice.locator('script').count()).toBe(0);
    expect(alerts).toEqual([]);
    await page.getByRole('button', { name: 'Dismiss' }).last().click();
    const { unread } = await all.as('darnell').state();
    expect(unread['C0GENERAL1'] ?? 0).toBe(0);
    await page.context().close();
  });
});

it('takes 3,000 characters and shows them whole', async () => {
  const long = `${'żółw idzie powoli '.repeat(166)}koniec`.slice(0, 2990);
  const page = await open('desktop', 'U0NOAHREED');
  await type(page, `/coach-or-mentor ${long}`);
  const words = page.getByRole('textbox', { name: 'In your own words' });
  await expect.poll(() => words.inputValue()).toBe(long.trim());
  await answerAsAnna(page);
  await page.getByRole('button', { name: 'See the advice' }).click();
  await expect
    .poll(() => page.getByRole('dialog', { name: 'Our advice' }).innerText())
    .toContain(long.trim());
  await page.context().close();
});

describe('for everybody', () => {
  it('axe-core finds nothing serious in the channel, the questions, the advice and the Home', async () => {
    // The page's own policy lets no foreign script in, axe included; the pages are the same without it.
    const page = await open('desktop', 'U0SOFIALIN', { bypassCSP: true });
    const axe = require.resolve('axe-core/axe.min.js');
    const check = async (): Promise<string[]> => {
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate<{ violations: { id: string; impact: string }[] }>(
        'axe.run()',
      );
      return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id }) => id);
    };
    await type(page, '/coach-or-mentor');
    await page.getByRole('button', { name: 'Which one fits me?' }).waitFor();
    expect(await check()).toEqual([]);
    await page.getByRole('button', { name: 'Which one fits me?' }).click();
    await answerAsAnna(page);
    expect(await check()).toEqual([]);
    await page.getByRole('button', { name: 'See the advice' }).click();
    await page.getByRole('dialog', { name: 'Our advice' }).waitFor();
    expect(await check()).toEqual([]);
    await page.getByRole('button', { name: 'Dismiss' }).last().click();
    await page.getByRole('link', { name: 'Coach or Mentor' }).click();
    await page.getByRole('button', { name: 'Compare them' }).waitFor();
    expect(await check()).toEqual([]);
    await picture(page, 'home-desktop');
    // The control: axe does see something where something is wrong.
    await page.evaluate(`document.body.append(document.createElement('img'))`);
    expect(await check()).toContain('image-alt');
    await page.context().close();
  });

  it('an admin sets the contacts by clicking, and a member reads them', async () => {
    const admin = await open('desktop', 'U0JONASBRA');
    await type(admin, '/coach-or-mentor contacts');
    await admin.getByRole('button', { name: 'Set help contacts' }).click();
    const form = admin.getByRole('dialog', { name: 'Help contacts' });
    const people = form.getByRole('combobox', { name: 'A person of trust: people in Slack' });
    await people.fill('Sofia');
    await form.getByRole('option', { name: /Sofia/ }).click();
    await form
      .getByRole('textbox', { name: 'Health and well-being: other ways to reach them' })
      .fill('Dr. Example, extension 4417, Mon to Thu');
    await picture(admin, 'contacts-form-desktop');
    await form.getByRole('button', { name: 'Save' }).click();
    await admin.getByText('This is what people will see:').waitFor();
    await admin.context().close();

    const member = await open('phone', 'U0DARNELLO');
    await type(member, '/coach-or-mentor I am completely burned out');
    const redirect = member.getByRole('dialog', { name: 'This comes first' });
    await expect.poll(() => redirect.innerText()).toContain('Dr. Example, extension 4417');
    expect(await redirect.innerText()).toContain('Sofia Lindqvist');
    await picture(member, 'redirect-phone');
    await member.context().close();
  });
});
