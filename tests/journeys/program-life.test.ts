import { WebClient } from '@slack/web-api';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { picture, type Size, visit } from '../browser/harness/visit.ts';
import { manifestWithout } from '../faults/delivering/slack.ts';
import { startBrowser } from '../harness/browser.ts';
import { Member } from '../harness/member.ts';
import { PEOPLE, SECRETS, startTogether, type Together } from '../harness/together.ts';
import { withScopes } from '../nudges/posting-world.ts';

/** A Monday, at noon in Warsaw. */
const NOON = '2026-11-23T11:00:00Z';
const NAME = 'Women in engineering';
const LEADERSHIP = 'C0LEADERSH';

let all: Together;
let browser: Browser;
beforeAll(async () => {
  const manifest = withScopes(manifestWithout(), 'channels:join');
  [all, browser] = await Promise.all([startTogether('socket', { now: NOON, manifest }), startBrowser()]);
  // As if somebody had invited the app.
  const client = new WebClient(SECRETS.botToken, { slackApiUrl: all.slack.apiUrl });
  await client.conversations.join({ channel: LEADERSHIP });
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

/** Nobody leaves a modal open behind them. */
const leaves = async (page: Page, person: string): Promise<void> => {
  const member = new Member(all.slack.url, person);
  for (const view of (await member.state()).views.toReversed()) await member.closes(view);
  await page.context().close();
};
const open = async (person: string, size: Size = 'desktop'): Promise<Page> => {
  const page = await visit(browser, all.slack.url, person, { size });
  page.setDefaultTimeout(20_000);
  if (size === 'phone') await page.getByRole('button', { name: 'Open sidebar' }).click();
  await page.getByRole('link', { name: 'Coach or Mentor' }).click();
  return page;
};
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });

describe('a program, from its draft to its first suggestions', () => {
  it('an admin sets it up and changes it; it cannot open without help contacts', async () => {
    const page = await open(PEOPLE.jonas);
    await page.getByRole('button', { name: 'Set up a program' }).waitFor();
    await picture(page, 'programs-home-desktop');
    await page.getByRole('button', { name: 'Set up a program' }).click();
    const form = dialog(page, 'Set up a program');
    await form.getByLabel('Name').fill(NAME);
    await form.getByRole('radio', { name: /^Mentoring/ }).check();
    await form.getByRole('combobox', { name: 'Channel' }).selectOption({ label: '#leadership' });
    await picture(page, 'programs-create-desktop');
    await form.getByRole('button', { name: 'Set up the draft' }).click();
    const program = dialog(page, 'Program');
    await program.getByText('Saved: the draft.').waitFor();
    await picture(page, 'programs-draft-desktop');

    await program.getByRole('button', { name: 'Change', exact: true }).click();
    const change = dialog(page, 'Change the program');
    await change.getByLabel('What it is for').fill('For women who want to lead a team of engineers.');
    await change.getByLabel('First day').fill('2026-12-01');
    await change.getByLabel('Last day').fill('2026-11-30');
    await change.getByRole('button', { name: 'Save' }).click();
    await change.getByText('The last day has to be the first day or later.').waitFor();
    await change.getByLabel('Last day').fill('2027-05-31');
    await change
      .getByRole('combobox', { name: 'What counts most in a match' })
      .selectOption({ label: 'The same topics matter most' });
    await picture(page, 'programs-change-desktop');
    await change.getByRole('button', { name: 'Save' }).click();
    await program.getByText('Saved: your changes.').waitFor();
    await program.getByText('What counts most in a match: The same topics matter most').waitFor();

    await program.getByRole('button', { name: 'Open it' }).click();
    const confirm = dialog(page, 'Open the program');
    await confirm.getByText('This program cannot open yet.').waitFor();
    await picture(page, 'programs-lacks-desktop');
    await confirm.getByRole('button', { name: 'Enter help contacts' }).click();
    const contacts = page.getByRole('dialog').last();
    await contacts.getByRole('textbox').first().fill('The works doctor, room 12');
    await contacts.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').last().getByText('The works doctor').first().waitFor();
    await leaves(page, PEOPLE.jonas);
  });

  it('and opens it, appoints somebody to manage it, who invites people', async () => {
    const page = await open(PEOPLE.jonas);
    await page.getByRole('button', { name: `Open: ${NAME}` }).click();
    const program = dialog(page, 'Program');
    await program.getByRole('button', { name: 'Open it' }).click();
    const confirm = dialog(page, 'Open the program');
    await confirm.getByText('Nobody is matched before you start it.').waitFor();
    await picture(page, 'programs-open-desktop');
    await confirm.getByRole('button', { name: 'Open it' }).click();
    await program.getByText('The program is open: people can join.').waitFor();
    await picture(page, 'programs-opened-desktop');
    const posted = new Member(all.slack.url, PEOPLE.kasia, LEADERSHIP);
    expect((await posted.message(NAME)).text).toContain('Places: none free at the moment');

    await program.getByRole('button', { name: 'Choose managers' }).click();
    const managers = dialog(page, 'Managers');
    await managers.getByRole('combobox', { name: 'Managers' }).click();
    await page.getByRole('option', { name: /Anika/ }).click();
    await managers.getByRole('combobox', { name: 'Managers' }).press('Tab');
    await picture(page, 'programs-managers-desktop');
    await managers.getByRole('button', { name: 'Save' }).click();
    await program.getByText('Saved: the managers.').waitFor();
    await leaves(page, PEOPLE.jonas);

    const anika = await open('U0ANIKATUI', 'phone');
    await anika.getByRole('button', { name: `Open: ${NAME}` }).waitFor();
    await picture(anika, 'programs-home-phone');
    await anika.getByRole('button', { name: `Open: ${NAME}` }).click();
    const hers = dialog(anika, 'Program');
    await hers.getByRole('button', { name: 'Invite people' }).click();
    const invite = dialog(anika, 'Invite people');
    await invite.getByRole('combobox', { name: 'People' }).click();
    await anika.getByRole('option', { name: /Piotr/ }).click();
    await invite.getByRole('combobox', { name: 'People' }).press('Tab');
    await invite
      .getByRole('combobox', { name: 'Everybody in a channel' })
      .selectOption({ label: '#leadership' });
    await picture(anika, 'programs-invite-phone');
    await invite.getByRole('button', { name: 'Invite' }).click();
    // Seven others of the channel, the app itself, and Piotr.
    await hers.getByText(/^\d people are asked by message/).waitFor();
    // An admin's alone.
    expect(await hers.getByRole('button', { name: 'Choose managers' }).count()).toBe(0);
    await picture(anika, 'programs-page-phone');
    await leaves(anika, 'U0ANIKATUI');
    expect((await all.as('piotr').told('Women in engineering')).text).toContain('czy chcesz wziąć udział');
  });

  it('people join as mentor and as mentee, nobody is matched yet, and one leaves again', async () => {
    const kasia = await open(PEOPLE.kasia);
    await kasia.getByRole('button', { name: `Join as a mentee: ${NAME}` }).waitFor();
    await picture(kasia, 'programs-join-desktop');
    await kasia.getByRole('button', { name: `Join as a mentor: ${NAME}` }).click();
    const first = dialog(kasia, 'Program');
    await first.getByText('say first what you can offer').waitFor();
    await first.getByRole('button', { name: 'Say what I offer as a mentor' }).click();
    const offer = kasia.getByRole('dialog').last();
    await offer.getByText('Mentoring').first().waitFor();
    await picture(kasia, 'programs-offer-desktop');
    await leaves(kasia, PEOPLE.kasia);
    await all.db
      .insertInto('profiles')
      .values({
        workspace_id: all.app.workspaceId,
        person_id: PEOPLE.kasia,
        kinds: ['mentoring'],
        topics: ['networking', 'career'],
        places: 2,
        languages: ['en'],
        ways: [],
        about: '',
        briefed_at: new Date(NOON),
        updated_at: new Date(NOON),
      })
      .execute();
    const again = await open(PEOPLE.kasia);
    await again.getByRole('button', { name: `Join as a mentor: ${NAME}` }).click();
    await dialog(again, 'Program').getByText('You take part in Women in engineering.').waitFor();
    await picture(again, 'programs-joined-desktop');
    await leaves(again, PEOPLE.kasia);
    await new Member(all.slack.url, PEOPLE.kasia, LEADERSHIP).message('Places: a few are free.');
    const channel = await visit(browser, all.slack.url, PEOPLE.kasia, { place: LEADERSHIP });
    await channel.getByText('Places: a few are free.').waitFor();
    await picture(channel, 'programs-announced-desktop');
    await channel.context().close();

    for (const person of [PEOPLE.darnell, PEOPLE.sofia]) {
      const page = await open(person);
      await page.getByRole('button', { name: `Join as a mentee: ${NAME}` }).click();
      const ask = dialog(page, 'Ask for a mentor');
      await ask.getByText('You join this program by saying what you would like.').waitFor();
      await picture(page, 'programs-wish-desktop');
      await ask.getByRole('button', { name: 'Join', exact: true }).click();
      await page.getByText('You take part, and your wish is saved.').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByText('The program has not started yet').waitFor();
      await picture(page, 'programs-waits-desktop');
      await leaves(page, person);
    }
    const sofia = await open(PEOPLE.sofia);
    await sofia.getByRole('button', { name: `Leave the program: ${NAME}` }).click();
    await picture(sofia, 'programs-leave-desktop');
    await sofia.getByRole('button', { name: 'Leave', exact: true }).click();
    await dialog(sofia, 'Program').getByText('You have left.').waitFor();
    await leaves(sofia, PEOPLE.sofia);
    const states = await all.db.selectFrom('requests').select(['learner_id', 'state']).execute();
    expect(states.toSorted((a, b) => (a.learner_id < b.learner_id ? -1 : 1))).toEqual([
      { learner_id: PEOPLE.darnell, state: 'waiting' },
      { learner_id: PEOPLE.sofia, state: 'withdrawn' },
    ]);
  });

  it('on its first day the managers are told, one starts it from there, and who waits is told who fits', async () => {
    await all.passes({ days: 8 });
    // She lives where it is night: her morning comes later.
    await all.passes({ hours: 9, minutes: 30 });
    const anika = await visit(browser, all.slack.url, 'U0ANIKATUI');
    anika.setDefaultTimeout(20_000);
    await anika.getByRole('link', { name: 'Coach or Mentor' }).click();
    await anika.getByText('its first day has come').waitFor();
    await picture(anika, 'programs-today-desktop');
    await anika.getByRole('tab', { name: 'Messages' }).click();
    await new Member(all.slack.url, 'U0ANIKATUI').told('has come');
    await picture(anika, 'programs-told-desktop');
    await anika.getByRole('button', { name: `Start it: ${NAME}` }).click();
    const confirm = dialog(anika, 'Start the program');
    await confirm.getByText('1 person has written a wish and is told by message').waitFor();
    await picture(anika, 'programs-start-desktop');
    await confirm.getByRole('button', { name: 'Start it' }).click();
    await dialog(anika, 'Program').getByText('The program has started.').waitFor();
    await picture(anika, 'programs-running-desktop');
    await leaves(anika, 'U0ANIKATUI');
    await all.passes({ hours: 19 });
    await all.as('darnell').told('mentor');
    const said = (await all.as('darnell').allTold()).map(({ text }) => text).join('\n');
    expect(said).toMatch(/a place now|fits/);
    expect(all.logged()).not.toContain('"level":50');
  });
});
