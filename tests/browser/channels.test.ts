import { WebClient } from '@slack/web-api';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Snapshot } from '../../src/local-slack/page/protocol.ts';
import { startBrowser } from '../harness/browser.ts';
import { KASIA, SECRETS } from '../local-slack/foreign-app.ts';
import { type Kitchen, startKitchen, type } from './harness/kitchen.ts';
import { HONEST } from './harness/kitchen-words.ts';

const LEADERSHIP = 'C0LEADERSH';
const PEOPLE_OPS = 'C0PEOPLEOP';
/** In neither of the two, and a guest. */
const [PIOTR, IMANI] = ['U0PIOTRZAW', 'U0IMANIFRE'];

let kitchen: Kitchen;
let browser: Browser;
beforeAll(async () => {
  [kitchen, browser] = await Promise.all([startKitchen(HONEST), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await kitchen?.close();
});

it('the app is brought into a channel by Slack’s own command, as one types it', async () => {
  const page = await kitchen.open(browser, { person: KASIA }, LEADERSHIP);
  await type(page, '/invite @foreign');
  await page.getByText('was added to #leadership by Kasia Nowak.').waitFor();
  expect(await page.getByText('is not a command').count()).toBe(0);
});

it('a public channel has its name for those who are not in it, and can be chosen; a private one has none', async () => {
  const client = new WebClient(SECRETS.botToken, { slackApiUrl: kitchen.slack.apiUrl });
  await client.chat.postMessage({ channel: PIOTR, text: `In <#${LEADERSHIP}> and <#${PEOPLE_OPS}>` });
  const page = await kitchen.open(browser, { person: PIOTR });
  await type(page, '/form');
  const chosen = page.getByRole('dialog').getByRole('combobox', { name: 'Channel', exact: true });
  await chosen.selectOption({ label: '#leadership' });
  expect(await chosen.locator('option').allInnerTexts()).not.toContain('#people-ops');
  await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('link', { name: 'Foreign' }).click();
  await page.getByRole('tab', { name: 'Messages' }).click();
  await page.getByText('In #leadership and #private-channel').waitFor();
});

it('a guest is told of no channel that they are not in', async () => {
  const told = async (user: string) => {
    const state = (await (await fetch(`${kitchen.slack.url}/page/state?user=${user}`)).json()) as Snapshot;
    return state.channels;
  };
  expect(await told(PIOTR)).toEqual([{ id: LEADERSHIP, name: 'leadership' }]);
  expect(await told(IMANI)).toEqual([]);
});
