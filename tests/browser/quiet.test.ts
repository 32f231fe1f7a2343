import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';
import { picture, type Size, type, visit } from './harness/visit.ts';

/** A Monday, at noon in Warsaw. */
const NOON = '2026-11-23T11:00:00Z';

let all: Together;
let browser: Browser;
beforeAll(async () => {
  [all, browser] = await Promise.all([startTogether('socket', { now: NOON }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

const open = (person: string, size: Size = 'desktop'): Promise<Page> =>
  visit(browser, all.slack.url, person, { size });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });
const rulesOf = async (kind: 'coaching' | 'mentoring') =>
  (await all.db.selectFrom('programs').select('rules').where('kind', '=', kind).executeTakeFirstOrThrow())
    .rules;

describe('a manager sets when something is due in a program', () => {
  it('rhythm, public holidays and further days off, by clicking', async () => {
    const page = await open(PEOPLE.jonas);
    await page.getByRole('link', { name: 'Coach or Mentor' }).click();
    await page.getByRole('button', { name: 'Open: Coaching for everybody' }).click();
    await dialog(page, 'Program').getByRole('button', { name: 'Rhythm and days off' }).click();
    const program = dialog(page, 'Rhythm and days off');
    await program.getByText('Without a next session, asked after (working days): 3, 7, 14').waitFor();
    await picture(page, 'program-desktop');

    await program.getByRole('button', { name: 'Change rhythm' }).click();
    const rhythm = dialog(page, 'Rhythm').last();
    await rhythm.getByLabel('Number of sessions').fill('13');
    await rhythm.getByLabel('Length of a session').fill('45');
    await rhythm.getByLabel('Without a next session, asked').fill('3, 7, 21');
    await rhythm.getByRole('button', { name: 'Save' }).click();
    await rhythm.getByText('Please enter a whole number from 4 to 12.').waitFor();
    await picture(page, 'program-rhythm-desktop');
    // What was typed is still there.
    expect(await rhythm.getByLabel('Length of a session').inputValue()).toBe('45');
    await rhythm.getByLabel('Number of sessions').fill('8');
    await rhythm.getByRole('button', { name: 'Save' }).click();
    await rhythm.getByText('The last number has to be smaller').waitFor();
    await rhythm.getByLabel('Without a next session, asked').fill('2 and 5 and 9');
    await rhythm.getByRole('button', { name: 'Save' }).click();
    await program.getByText('Saved: the rhythm.').waitFor();
    expect(await rulesOf('coaching')).toMatchObject({
      cadence: { coaching: { sessions: 8, minutes: 45, askAfterWorkdays: [2, 5, 9] } },
    });

    await program.getByRole('button', { name: 'Choose a country' }).click();
    const holidays = dialog(page, 'Public holidays');
    await holidays.getByRole('combobox', { name: 'Country' }).selectOption({ label: 'Germany' });
    await holidays.getByText('The next ones').waitFor();
    await holidays.getByText('25 December 2026: Christmas Day').waitFor();
    await picture(page, 'program-holidays-desktop');
    await holidays.getByRole('combobox', { name: 'Region' }).selectOption({ label: 'Bayern' });
    await holidays.getByText('6 January 2027').waitFor();
    await holidays.getByRole('button', { name: 'Save' }).click();
    await program.getByText('Germany, Bayern').waitFor();
    expect(await rulesOf('coaching')).toMatchObject({ holidays: { country: 'DE', region: 'BY' } });

    await program.getByRole('button', { name: 'Add days off' }).click();
    const days = dialog(page, 'Further days off');
    await days.getByLabel('First day').fill('2026-12-28');
    await days.getByLabel('Last day').fill('2026-12-27');
    await days.getByRole('button', { name: 'Save' }).click();
    await days.getByText('Please choose a last day that is not before the first one.').waitFor();
    await days.getByLabel('Last day').fill('2026-12-31');
    await days.getByRole('button', { name: 'Save' }).click();
    await program.getByText(/^28.–.31 December 2026/).waitFor();
    await picture(page, 'program-set-desktop');
    await program.getByRole('button', { name: /^Remove: 28/ }).click();
    await program.getByText('None.').waitFor();
    expect(await rulesOf('coaching')).toMatchObject({ daysOff: [] });
    await page.context().close();
  });

  it('shows mentoring’s rhythm for mentoring, on a phone and in Polish', async () => {
    const page = await open(PEOPLE.marta, 'phone');
    await page.getByRole('button', { name: 'Open sidebar' }).click();
    await page.getByRole('link', { name: 'Coach or Mentor' }).click();
    await page.getByRole('button', { name: /^Otwórz: Mentoring/ }).click();
    await dialog(page, 'Program').getByRole('button', { name: 'Rytm i dni wolne' }).click();
    const program = dialog(page, 'Rytm i dni wolne');
    await program.getByText('Do wspólnego spojrzenia wstecz (miesiące): 6').waitFor();
    await picture(page, 'program-phone');
    await program.getByRole('button', { name: 'Zmień rytm' }).click();
    await dialog(page, 'Rytm').last().getByLabel('Do pierwszego spotkania').waitFor();
    await picture(page, 'program-rhythm-phone');
    await page.context().close();
  });

  it('is on nobody else’s Home', async () => {
    const page = await open(PEOPLE.darnell);
    await page.getByRole('link', { name: 'Coach or Mentor' }).click();
    await page.getByRole('button', { name: 'My settings' }).waitFor();
    expect(await page.getByText('Your programs').count()).toBe(0);
    await page.context().close();
  });
});

describe('somebody sets when they want to be left alone', () => {
  it.each(['desktop', 'phone'] as const)(
    'days off and how reminders come, by clicking, on a %s',
    async (size) => {
      const page = await open(size === 'desktop' ? PEOPLE.darnell : PEOPLE.kasia, size);
      await type(page, '/coach-or-mentor me');
      const mine = dialog(page, 'My settings');
      await mine.getByRole('button', { name: 'Add days off' }).click();
      const days = dialog(page, 'Days off');
      await days.getByLabel('First day').fill('2026-12-21');
      await days.getByLabel('Last day').fill('2026-12-01');
      await days.getByRole('button', { name: 'Save' }).click();
      await days.getByText('Please choose a last day that is not before the first one.').waitFor();
      await picture(page, `days-off-${size}`);
      await days.getByLabel('Last day').fill('2027-01-03');
      await days.getByRole('button', { name: 'Save' }).click();
      await mine.getByText('21 December 2026 – 3 January 2027').waitFor();

      await mine.getByRole('button', { name: 'Change reminders' }).click();
      const reminders = dialog(page, 'Reminders');
      await expect
        .poll(() => reminders.getByRole('radio', { name: /As they fall due/ }).isChecked())
        .toBe(true);
      await picture(page, `reminders-${size}`);
      await reminders.getByRole('radio', { name: /Once a week/ }).check();
      await reminders.getByRole('button', { name: 'Save' }).click();
      await mine.getByText('Once a week: everything in one message').waitFor();
      await picture(page, `settings-quiet-${size}`);
      await mine.getByRole('button', { name: /^Remove: 21 December/ }).click();
      await mine.getByText('You have entered no days off.').waitFor();
      await page.context().close();
    },
  );
});
