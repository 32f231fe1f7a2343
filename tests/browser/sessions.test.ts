import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SessionId } from '../../src/pairs/course.ts';
import { writeSession } from '../../src/pairs/store/sessions.ts';
import { wallOf } from '../../src/people/calendar.ts';
import { WorkspaceId } from '../../src/ports.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { startBrowser } from '../harness/browser.ts';
import { runningPair } from '../harness/running.ts';
import { startTogether, type Together } from '../harness/together.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { picture, type Size, visit } from './harness/visit.ts';

/** A Monday morning in Chicago, half past four in Warsaw. */
const MONDAY = '2026-11-23T15:30:00Z';

let all: Together;
let browser: Browser;
beforeAll(async () => {
  [all, browser] = await Promise.all([startTogether('socket', { now: MONDAY }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

const open = (size: Size, person: string): Promise<Page> => visit(browser, all.slack.url, person, { size });

/** What lies on top. */
const dialog = (page: Page) => page.getByRole('dialog').last();
const reads = (page: Page, text: string) => expect.poll(() => dialog(page).innerText()).toContain(text);
const shut = (page: Page) =>
  dialog(page)
    .getByRole('button', { name: /^(Close|Zamknij)$/ })
    .first()
    .click();

it('a time is booked, moved and logged by two people in two zones', async () => {
  await runningPair(all, 'coaching', {
    guide: { is: 'kasia', name: 'Kasia Nowak', locale: 'en-GB', timeZone: 'Europe/Warsaw' },
    learner: { is: 'darnell', name: 'Darnell Okafor', locale: 'en-US', timeZone: 'America/Chicago' },
  });
  await all.passes({});
  const client = await open('desktop', 'U0DARNELLO');
  await client.getByRole('link', { name: /Coach or Mentor/ }).click();
  await client
    .getByRole('button', { name: /^Choose a time/ })
    .first()
    .click();
  await reads(client, 'Times that both of you have');
  const times = dialog(client).getByRole('combobox', { name: 'Times that both of you have' });
  expect(await times.locator('option').count()).toBeGreaterThan(8);
  await picture(client, 'book-desktop');
  expect(await problemsInEveryLook(client, 'dialog')).toEqual([]);

  // A time of the list and a day of one's own: it is asked which.
  await times.selectOption({ index: 2 });
  await dialog(client).getByLabel('A day of your own choice').fill('2026-12-09');
  await dialog(client).getByRole('button', { name: 'Book it' }).click();
  await reads(client, 'Please clear the day');
  await picture(client, 'book-both-desktop');
  await times.selectOption({ label: 'Another day and time, as below' });
  await dialog(client).getByLabel('Time on that day').fill('09:00');
  await dialog(client).getByRole('button', { name: 'Book it' }).click();
  await reads(client, 'Wed 9 Dec, 09:00 (16:00 for Kasia Nowak), 60 minutes');
  await picture(client, 'booked-desktop');
  await all.passes({});

  const coach = await open('desktop', 'U0KASIANOW');
  await coach.getByRole('link', { name: /Coach or Mentor/ }).click();
  await coach.getByRole('tab', { name: 'Messages' }).click();
  await coach
    .getByRole('button', { name: /^Another time/ })
    .last()
    .waitFor();
  await picture(coach, 'booked-message-desktop');
  await coach
    .getByRole('button', { name: /^Another time/ })
    .last()
    .click();
  await reads(coach, 'so far: Wed 9 Dec, 16:00 (09:00 for Darnell Okafor)');
  await dialog(coach).getByLabel('A day of your own choice').fill('2026-12-10');
  await dialog(coach).getByLabel('Time on that day').fill('16:30');
  await dialog(coach)
    .getByRole('combobox', { name: 'Times that both of you have' })
    .selectOption({ label: 'Another day and time, as below' });
  await picture(coach, 'move-desktop');
  await dialog(coach).getByRole('button', { name: 'Book it' }).click();
  await reads(coach, 'Thu 10 Dec, 16:30 (09:30 for Darnell Okafor)');
  await all.passes({});

  await shut(client);
  await client.getByRole('tab', { name: 'Messages' }).click();
  await expect.poll(() => client.getByRole('log').innerText()).toContain('There is a new time.');
  await picture(client, 'moved-message-desktop');

  await all.passes({ days: 17, hours: 3 });
  await client.getByRole('tab', { name: 'Home' }).click();
  await client
    .getByRole('button', { name: /^Say what became of it/ })
    .first()
    .click();
  await reads(client, 'What became of it?');
  await dialog(client).getByRole('radio', { name: 'It took place' }).check();
  await dialog(client).getByRole('combobox', { name: 'How close are you to your goal?' }).selectOption('4');
  await dialog(client).getByLabel('If (the situation)').fill('the weekly meeting runs over time');
  await picture(client, 'log-desktop');
  expect(await problemsInEveryLook(client, 'dialog')).toEqual([]);
  await dialog(client).getByRole('button', { name: 'Save' }).click();
  await reads(client, 'The plan needs its “then”');
  await dialog(client).getByLabel('Then (one small thing)').fill('I say so');
  await dialog(client).getByRole('button', { name: 'Save' }).click();
  await reads(client, 'If the weekly meeting runs over time, then I say so');
  await picture(client, 'logged-desktop');
  await client.context().close();

  // The coach sees it and adds what nobody else reads.
  await shut(coach);
  await coach.getByRole('tab', { name: 'Home' }).click();
  await coach.getByRole('button', { name: /^Open/ }).last().click();
  await dialog(coach).getByRole('button', { name: 'Add to session 1' }).click();
  await reads(coach, 'If the weekly meeting runs over time, then I say so');
  await dialog(coach)
    .getByLabel('What did you learn about your own coaching?')
    .fill('To wait a little longer.');
  await picture(coach, 'coach-log-desktop');
  await dialog(coach).getByRole('button', { name: 'Save' }).click();
  await reads(coach, 'What you learnt, for you alone');
  await picture(coach, 'coach-logged-desktop');
  await coach.context().close();
}, 90_000);

it('on a phone, in Polish: a goal, a time taken back, and looking back', async () => {
  const { pairId, ports } = await runningPair(all, 'coaching', {
    guide: { is: 'imani', name: 'Imani Frey', locale: 'en-GB', timeZone: 'Europe/London' },
    learner: { is: 'piotr', name: 'Piotr Zawada', locale: 'pl-PL', timeZone: 'Europe/Warsaw' },
  });
  const page = await open('phone', 'U0PIOTRZAW');
  await page.getByRole('button', { name: 'Open sidebar' }).click();
  await page.getByRole('link', { name: /Coach or Mentor/ }).click();
  await page
    .getByRole('button', { name: /^Otwórz/ })
    .last()
    .click();
  await dialog(page)
    .getByRole('button', { name: /^Temat i cel/ })
    .click();
  await reads(page, 'Na początek wystarczy temat.');
  await dialog(page).getByLabel('Czego to dotyczy?').fill('Odmawianie na czas');
  await picture(page, 'goal-phone');
  await dialog(page).getByRole('button', { name: 'Zapisz' }).click();
  await reads(page, 'Odmawianie na czas');
  await picture(page, 'goal-saved-phone');
  await shut(page);

  await page
    .getByRole('button', { name: /^Wybierz termin/ })
    .first()
    .click();
  await dialog(page).getByRole('combobox', { name: 'Terminy, które macie oboje' }).selectOption({ index: 3 });
  await picture(page, 'book-phone');
  await dialog(page).getByRole('button', { name: 'Zarezerwuj' }).click();
  await reads(page, 'Termin jest zarezerwowany.');
  await dialog(page).getByRole('button', { name: 'Odwołaj' }).click();
  await reads(page, 'O powód nikt nie pyta.');
  await picture(page, 'cancel-phone');
  await dialog(page).getByRole('button', { name: 'Odwołaj' }).click();
  await reads(page, 'Termin jest odwołany.');
  await picture(page, 'cancelled-phone');

  // Three sessions later.
  const now = ports.clock.now();
  for (const number of [1, 2, 3]) {
    const startsAt = new Date(now.getTime() - (4 - number) * 5 * 24 * 3_600_000);
    await inTransaction(ports.db, (tx) =>
      writeSession(tx, WorkspaceId.parse('T0LUMENARI'), pairId, {
        id: SessionId.parse(crypto.randomUUID()),
        number,
        state: 'held',
        wall: wallOf(startsAt, 'Europe/Warsaw'),
        timeZone: 'Europe/Warsaw',
        startsAt,
        minutes: 60,
        bookedBy: 'learner',
        bookedAt: startsAt,
        reports: { guide: null, learner: { said: 'held', at: startsAt } },
        settledAt: startsAt,
        version: 1,
        progress: number + 2,
        learnerWords: {},
        guideWords: {},
        calendarKey: crypto.randomUUID(),
      }),
    );
  }
  await all.passes({ days: 4 });
  await shut(page);
  await page.getByRole('tab', { name: 'Messages' }).click();
  await page.getByRole('tab', { name: 'Home' }).click();
  await page
    .getByRole('button', { name: /^Spójrz wstecz/ })
    .first()
    .click();
  await reads(page, 'Czy to nadal właściwa pomoc?');
  await dialog(page).getByRole('radio', { name: 'Tak, ale coś powinno się zmienić' }).check();
  await picture(page, 'half-time-phone');
  expect(await problemsInEveryLook(page, 'dialog')).toEqual([]);
  await dialog(page).getByRole('button', { name: 'Wyślij' }).click();
  await reads(page, 'Możesz teraz zaproponować, co ma być inaczej');
  await picture(page, 'reviewed-phone');
  await dialog(page).getByRole('button', { name: 'Zaproponuj zmianę' }).click();
  await reads(page, 'Ile sesji?');
  await picture(page, 'change-phone');
  await page.context().close();
}, 90_000);
