import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { startBrowser } from '../harness/browser.ts';
import { KASIA, manifest, SECRETS, startWorld, type World } from '../local-slack/foreign-app.ts';

let world: World;
let lonely: LocalSlack;
let browser: Browser;
beforeAll(async () => {
  [world, lonely, browser] = await Promise.all([
    startWorld('socket'),
    startLocalSlack({ port: 0, manifest, ...SECRETS }),
    startBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
  await lonely?.close();
});

async function openHome(url: string): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${url}/#/${KASIA}/home`);
  await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor();
  return page;
}

describe('an empty App Home', () => {
  it('of a connected app says that it has published none', async () => {
    const page = await openHome(world.slack.url);
    await expect
      .poll(() => page.locator('.empty p').innerText())
      .toBe('Foreign has not published a Home for Kasia Nowak.');
    await page.close();
  });

  it('of an app that is not there says how to bring it', async () => {
    const page = await openHome(lonely.url);
    await expect
      .poll(() => page.locator('.empty p').innerText())
      .toBe('Foreign is not connected, so its Home is empty. Start the app, then open this tab again.');
    await page.close();
  });
});

describe('a toast', () => {
  it('has a line for each thing that is wrong', async () => {
    const page = await openHome(world.slack.url);
    const blocks = [{ type: 'nonsense' }, { type: 'divider', colour: 'red' }];
    // Said again until the page listens: what is wrong before that is told to nobody.
    const lines = async () => {
      await world.call('views.publish', { user_id: KASIA, view: { type: 'home', blocks } });
      const text = await page.locator('.toast p').first().innerText({ timeout: 1_000 });
      return text.split('\n').map((one) => one.slice(0, 7));
    };
    await expect.poll(lines).toEqual([expect.any(String), '[ERROR]', '[ERROR]']);
    await page.close();
  });
});
