import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planPost } from '../../src/nudges/flow/posting.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { startBrowser } from '../harness/browser.ts';
import { Member } from '../harness/member.ts';
import { testPorts } from '../harness/ports.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';
import { fill, NOW, WORKSPACE } from '../summaries/program.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { picture, type Size, visit } from './harness/visit.ts';

const CHANNEL = 'C0LEADERSH';

let all: Together;
let browser: Browser;
beforeAll(async () => {
  [all, browser] = await Promise.all([
    startTogether('socket', { now: '2026-11-30T08:00:00Z' }),
    startBrowser(),
  ]);
  await new Member(all.slack.url, PEOPLE.kasia, CHANNEL).types('/invite @coach_or_mentor');
  await sql`insert into people (workspace_id, id, locale, time_zone)
    values (${WORKSPACE}, ${PEOPLE.jonas}, 'en-GB', 'Europe/Berlin')`.execute(all.db);
});
afterAll(async () => {
  await browser?.close();
  await all?.stop();
});

it.each<[Size, 'coaching' | 'mentoring', 'en' | 'pl', string]>([
  ['desktop', 'coaching', 'en', 'Clients in a running pair'],
  ['phone', 'mentoring', 'pl', 'Mentee w trwających parach'],
])('on a %s a summary of %s can be read, charts and all', async (size, kind, language, says) => {
  const program = await fill(all.db, kind, 1, 120);
  await sql`update programs set channel = ${CHANNEL}, language = ${language} where id = ${program.id}`.execute(
    all.db,
  );
  const ports = await testPorts(all.db, { now: NOW.toISOString() });
  const about = { summaryOf: program.id, period: '2026-11' };
  const post = {
    workspaceId: WORKSPACE,
    programId: program.id,
    kind: 'summaries.post',
    channel: CHANNEL,
    about,
  };
  await inTransaction(all.db, (tx) => planPost(tx, ports, { ...post, occurrence: 'summary:2026-11' }, NOW));
  await all.app.catchUp();
  const page = await visit(browser, all.slack.url, PEOPLE.kasia, { size, place: CHANNEL });
  const message = page.getByRole('article').filter({ hasText: says });
  await message.waitFor();
  await expect.poll(() => message.locator('figure.chart').count()).toBe(2);
  // Tall enough for all of it.
  await page.setViewportSize({ width: size === 'phone' ? 390 : 1280, height: 1_600 });
  await picture(page, `summary-${kind}-${size}`);
  const wide = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(wide).toBe(0);
  expect(await problemsInEveryLook(page)).toEqual([]);
});

it('the question to managers can be read and answered', async () => {
  const { id } = await fill(all.db, 'mentoring', 201, 202);
  await sql`insert into program_members (workspace_id, program_id, person_id, role, added_at)
    values (${WORKSPACE}, ${id}, ${PEOPLE.jonas}, 'manager', ${NOW})`.execute(all.db);
  await sql`update programs set rules = rules || '{"summaries":"weekly"}' where id = ${id}`.execute(all.db);
  await all.app.catchUp();
  const page = await visit(browser, all.slack.url, PEOPLE.jonas);
  await page.getByRole('link', { name: /Coach or Mentor/ }).click();
  await page.getByRole('tab', { name: 'Messages' }).click();
  await page
    .getByRole('button', { name: /Look at it/ })
    .last()
    .click();
  const dialog = page.getByRole('dialog').last();
  await expect.poll(() => dialog.innerText()).toContain('Mentee w trwających parach');
  await picture(page, 'summary-preview');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page
    .getByRole('button', { name: /Not yet/ })
    .last()
    .click();
  await expect.poll(() => page.getByRole('log').innerText()).toContain('does not go out yet');
  await picture(page, 'summary-put-off');
});
