import type { Page } from 'playwright-core';

/** Answers everything as Anna of the worked people does: coaching, clearly. */
export async function answerAsAnna(page: Page): Promise<void> {
  const form = page.getByRole('dialog', { name: 'Which one fits?' });
  await form.getByRole('combobox', { name: 'What is it about?' }).fill('negot');
  await form.getByRole('option', { name: 'Negotiating' }).click();
  // The list stays open for more, and may lie over what comes next.
  await page.keyboard.press('Tab');
  for (const name of [
    'Within three months',
    'I do something differently',
    'Somebody who asks me good questions',
    'A set number of planned sessions',
    'Mine',
  ])
    await form.getByRole('radio', { name, exact: true }).check();
}
