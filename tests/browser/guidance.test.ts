import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { startTogether, type Together } from '../harness/together.ts';
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

/** Answers everything as Anna of the worked people does: coaching, clearly. */
async function answer(page: Page): Promise<void> {
  const form = page.getByRole('dialog', { name: 'Which one fits?' });
  await form.getByRole('combobox', { name: 'What is it about?' }).fill('negot');
  await form.getByRole('option', { name: 'Negotiating' }).click();
  for (const name of [
    'Within three months',
    'I do something differently',
    'Somebody who asks me good questions',
    'A set number of planned sessions',
    'Mine',
  ])
    await form.getByRole('radio', { name, exact: true }).check();
}

describe.each(['desktop', 'phone'] as const)('choosing by clicking, on a %s', (size) => {
  it('leads from the command to the advice, and back', async () => {
    const page = await open(size, size === 'desktop' ? 'U0KASIANOW' : 'U0DARNELLO');
    await type(page, '/coach-or-mentor');
    const intro = page.getByRole('article').last();
    await expect.poll(() => intro.textContent()).toContain('Only visible to you');
    await picture(page, `intro-${size}`);
    await intro.getByRole('button', { name: 'Which one fits me?' }).click();

    await answer(page);
    await picture(page, `questions-${size}`);
    await page.getByRole('button', { name: 'See the advice' }).click();

    const advice = page.getByRole('dialog', { name: 'Our advice' });
    await advice.waitFor();
    const text = (await advice.innerText()).replaceAll(/\s+/g, ' ');
    for (const part of [
      'Coaching clearly fits what you describe',
      'Goal and outcomes · points to coaching',
      'Roles · points to coaching',
      'How it is organised · points to coaching',
      'Topics · points to coaching Negotiating: a skill or a present challenge',
      'What would change it No other single answer about time, result, help or form would change it.',
      'Your next step Finish this sentence for a first conversation',
      'Where to turn No help contacts have been entered',
    ])
      expect(text).toContain(part);
    await picture(page, `advice-${size}`);

    await advice.getByRole('button', { name: 'Compare the two' }).click();
    const compare = page.getByRole('dialog', { name: 'Coaching and mentoring' });
    await compare.waitFor();
    await picture(page, `compare-${size}`);
    await page.keyboard.press('Escape');
    await advice.getByRole('button', { name: 'Back' }).click();
    // The questions again, as they were left.
    const form = page.getByRole('dialog', { name: 'Which one fits?' });
    expect(await form.getByRole('radio', { name: 'Within three months' }).isChecked()).toBe(true);
    await form.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  it('shows what somebody typed as they typed it, and pings nobody', async () => {
    const page = await open(size, 'U0ARJUNIYE');
    const alerts: string[] = [];
    page.on('dialog', (dialog) => {
      alerts.push(dialog.message());
      void dialog.dismiss();
    });
    await type(page, `/coach-or-mentor ${NASTY}`);
    const words = page.getByRole('textbox', { name: 'In your own words' });
    await expect.poll(() => words.inputValue()).toBe(NASTY);
    await answer(page);
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
  await answer(page);
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
    await answer(page);
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
