/** What a manager has to do with one program, from the day they are appointed until it is set up again. */
import { sql } from 'kysely';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../harness/browser.ts';
import { withGuides } from '../harness/guides.ts';
import { Member } from '../harness/member.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';
import { fill, WORKSPACE } from '../summaries/program.ts';
import { picture, type Size, visit } from './harness/visit.ts';

/** A Monday, half past nine in Chicago, half past four in Warsaw. */
const MONDAY = '2026-11-30T15:30:00Z';
const NAME = 'Women in engineering';
const CHANNEL = 'C0LEADERSH';

let all: Together;
let browser: Browser;
beforeAll(async () => {
  [all, browser] = await Promise.all([
    startTogether('socket', { now: MONDAY, publicUrl: 'own' }),
    startBrowser(),
  ]);
  await new Member(all.slack.url, PEOPLE.kasia, CHANNEL).types('/invite @coach_or_mentor');
  await withGuides(all, ['mentoring'], [{ name: 'jonas', about: '' }]);
  await all.db
    .insertInto('contacts')
    .values({
      workspace_id: WORKSPACE,
      kind: 'support',
      people: [],
      note: 'The works doctor, room 12',
      updated_at: new Date(MONDAY),
      updated_by: PEOPLE.jonas,
    })
    .execute();
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

const app = async (person: string, tab?: 'Messages'): Promise<Page> => {
  const page = await visit(browser, all.slack.url, person);
  page.setDefaultTimeout(10_000);
  await page.getByRole('link', { name: 'Coach or Mentor' }).click();
  if (tab) await page.getByRole('tab', { name: tab }).click();
  return page;
};
const inChannel = (person: string, size: Size = 'desktop') =>
  visit(browser, all.slack.url, person, { place: CHANNEL, size });
const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name });
const press = (where: Page | Locator, name: string) =>
  where.getByRole('button', { name, exact: true }).last().click();
/** Nobody leaves a modal open behind them. */
const leaves = async (page: Page, person: string): Promise<void> => {
  const member = new Member(all.slack.url, person);
  for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  await page.context().close();
};
/** Their program's page, from their Home. */
const programOf = async (page: Page): Promise<Locator> => {
  await page.getByRole('button', { name: `Open: ${NAME}` }).click();
  return dialog(page, 'Program');
};

it('a manager is appointed and sets up a program of their own, which is announced', async () => {
  const jonas = await app(PEOPLE.jonas);
  await jonas.getByRole('button', { name: 'Open: Mentoring for everybody' }).click();
  await press(dialog(jonas, 'Program'), 'Choose managers');
  const managers = dialog(jonas, 'Managers');
  await managers.getByRole('combobox', { name: 'Managers' }).click();
  await jonas.getByRole('option', { name: /Kasia/ }).click();
  await managers.getByRole('combobox', { name: 'Managers' }).press('Tab');
  await press(managers, 'Save');
  await dialog(jonas, 'Program').getByText('Saved: the managers.').waitFor();
  await leaves(jonas, PEOPLE.jonas);
  await all.passes({ minutes: 1 });

  const kasia = await app(PEOPLE.kasia, 'Messages');
  await kasia.getByText('You now manage the program Mentoring for everybody.').waitFor();
  await picture(kasia, 'manager-appointed-desktop');
  await kasia.getByRole('tab', { name: 'Home' }).click();
  await press(kasia, 'Set up a program');
  const form = dialog(kasia, 'Set up a program');
  await form.getByLabel('Name').fill(NAME);
  await form.getByRole('radio', { name: /^Mentoring/ }).check();
  await form.getByRole('combobox', { name: 'Channel' }).selectOption({ label: '#leadership' });
  await press(form, 'Set up the draft');
  const program = dialog(kasia, 'Program');
  await program.getByText('Saved: the draft.').waitFor();
  await press(program, 'Change');
  const change = dialog(kasia, 'Change the program');
  await change.getByRole('radio', { name: /^All in one go/ }).check();
  await change
    .getByRole('combobox', { name: 'Summary in the channel' })
    .selectOption({ label: 'Every month' });
  await picture(kasia, 'manager-change-desktop');
  await press(change, 'Save');
  await program.getByText('Saved: your changes.').waitFor();
  await press(program, 'Open it');
  await press(dialog(kasia, 'Open the program'), 'Open it');
  await program.getByText('The program is open: people can join.').waitFor();
  await picture(kasia, 'manager-opened-desktop');
  await leaves(kasia, PEOPLE.kasia);
});

it('people join by the buttons in the channel, and it starts', async () => {
  const jonas = await inChannel(PEOPLE.jonas);
  await jonas.getByRole('button', { name: `Join as a mentor: ${NAME}` }).click();
  await dialog(jonas, 'Program').getByText(`You take part in ${NAME}.`).waitFor();
  await leaves(jonas, PEOPLE.jonas);
  const darnell = await inChannel(PEOPLE.darnell, 'phone');
  await darnell.getByRole('button', { name: `Join as a mentee: ${NAME}` }).click();
  const ask = dialog(darnell, 'Ask for a mentor');
  await ask.getByText('All are matched in one go here').waitFor();
  await ask
    .getByRole('combobox', { name: 'What do you most want to work on?' })
    .selectOption({ label: 'Negotiating' });
  await picture(darnell, 'manager-join-phone');
  await press(ask, 'Join');
  await darnell.getByText('You take part, and your wish is saved.').waitFor();
  await leaves(darnell, PEOPLE.darnell);

  const kasia = await app(PEOPLE.kasia);
  const program = await programOf(kasia);
  await press(program, 'Start it');
  const confirm = dialog(kasia, 'Start the program');
  await confirm.getByText('1 person waits to be matched.').waitFor();
  await press(confirm, 'Start it');
  await program.getByText('The program has started.').waitFor();
  await leaves(kasia, PEOPLE.kasia);
});

it('the cohort is a draft, and its pairs are made when it is published', async () => {
  const kasia = await app(PEOPLE.kasia);
  await kasia
    .getByRole('button', { name: /^Match the cohort/ })
    .last()
    .click();
  const draft = dialog(kasia, 'Match the cohort');
  await draft.getByText('1 of 1 person who asked is matched in this draft.').first().waitFor();
  await picture(kasia, 'manager-draft-desktop');
  await press(draft, 'Continue to publish');
  await press(dialog(kasia, 'Publish the cohort'), 'Publish');
  const pairs = () => all.db.selectFrom('pairs').select(['guide_id', 'learner_id']).execute();
  await expect.poll(pairs).toEqual([{ guide_id: PEOPLE.jonas, learner_id: PEOPLE.darnell }]);
  await all.passes({ minutes: 1 });
  await all.as('darnell').told('A trial of mentoring begins');
  await leaves(kasia, PEOPLE.kasia);
});

it('the first summary is looked at, goes out, and there is a report and an export', async () => {
  // As if it had gone on for months, with thirty pairs.
  const { id: forAll } = await fill(all.db, 'mentoring', 1, 30);
  const own = sql`(select id from programs where name = ${NAME})`;
  const move = async (from: unknown, to: unknown) => {
    for (const table of ['requests', 'pairs'] as const)
      await sql`update ${sql.table(table)} set program_id = ${to}
        where program_id = ${from} and learner_id like 'ULM%'`.execute(all.db);
  };
  await move(forAll, own);
  await all.passes({ days: 1 });
  const kasia = await app(PEOPLE.kasia, 'Messages');
  await kasia
    .getByRole('button', { name: /Look at it/ })
    .last()
    .click();
  const preview = dialog(kasia, 'Summary');
  await preview
    .getByText(/Mentors in a running pair/)
    .first()
    .waitFor();
  await picture(kasia, 'manager-preview-desktop');
  await press(preview, 'Close');
  await kasia
    .getByRole('button', { name: /Post it/ })
    .last()
    .click();
  await kasia.getByText('goes out to').first().waitFor();
  await all.passes({ minutes: 1 });
  const channel = await inChannel(PEOPLE.kasia);
  await channel
    .getByText(/Mentors in a running pair/)
    .first()
    .waitFor();
  await picture(channel, 'manager-summary-desktop');
  await channel.context().close();

  await kasia.getByRole('tab', { name: 'Home' }).click();
  const program = await programOf(kasia);
  await picture(kasia, 'manager-page-desktop');
  await press(program, 'Report and export');
  const modal = dialog(kasia, 'Report and export');
  await press(modal, 'For 30 days');
  const report = modal.getByRole('link', { name: /\/reports\// });
  await report.waitFor();
  const outside = await browser.newPage();
  await outside.goto((await report.getAttribute('href')) ?? '');
  expect(await outside.locator('h1').innerText()).toBe(`${NAME}: how it is going`);
  const sticksOut = await outside.evaluate<string[]>(
    `[...document.querySelectorAll('svg text')]
      .filter((text) => text.getBBox().x + text.getBBox().width > text.ownerSVGElement.viewBox.baseVal.width)
      .map((text) => text.textContent)`,
  );
  expect(sticksOut).toEqual([]);
  await picture(outside, 'manager-report-desktop');
  await outside.close();
  await press(modal, 'Make a link to the file');
  const file = modal.getByRole('link', { name: /\/exports\// });
  await file.waitFor();
  expect(await (await fetch((await file.getAttribute('href')) ?? '')).text()).toContain(`${NAME},Mentors`);
  // These thirty are for counting only: nothing can be told to them.
  await move(own, forAll);
  await leaves(kasia, PEOPLE.kasia);
});

it('it is ended, and set up again as a draft', async () => {
  const kasia = await app(PEOPLE.kasia);
  const program = await programOf(kasia);
  await press(program, 'End it');
  const confirm = dialog(kasia, 'End the program');
  await confirm.getByText('This cannot be undone.').waitFor();
  await picture(kasia, 'manager-end-desktop');
  await press(confirm, 'End it');
  await program.getByText('The program has ended.').waitFor();
  await confirm.waitFor({ state: 'hidden' });
  await picture(kasia, 'manager-ended-desktop');
  await press(program, 'Set it up again');
  await kasia.getByText('The draft has the rules of the program that has ended').waitFor();
  await picture(kasia, 'manager-again-desktop');
  await leaves(kasia, PEOPLE.kasia);
  const programs = await all.db
    .selectFrom('programs')
    .select(['name', 'state'])
    .where('is_for_all', '=', false)
    .orderBy('created_at')
    .execute();
  expect(programs).toEqual([
    { name: NAME, state: 'ended' },
    { name: NAME, state: 'draft' },
  ]);
  await new Member(all.slack.url, PEOPLE.kasia, CHANNEL).message('This program has ended.');
  expect(all.logged()).not.toContain('"level":50');
});
