import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { startTogether, type Together } from '../harness/together.ts';
import { answerAsAnna } from './harness/answers.ts';
import { picture, type, visit } from './harness/visit.ts';

let all: Together;
let browser: Browser;
beforeAll(async () => {
  [all, browser] = await Promise.all([startTogether('socket'), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

it.each(['desktop', 'phone'] as const)(
  'choosing by clicking, on a %s, leads from the command to the advice, and back',
  async (size) => {
    const page = await visit(browser, all.slack.url, size === 'desktop' ? 'U0KASIANOW' : 'U0DARNELLO', {
      size,
    });
    await type(page, '/coach-or-mentor');
    const intro = page.getByRole('article').last();
    await expect.poll(() => intro.textContent()).toContain('Only visible to you');
    await picture(page, `intro-${size}`);
    await intro.getByRole('button', { name: 'Which one fits me?' }).click();

    await answerAsAnna(page);
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
  },
);
