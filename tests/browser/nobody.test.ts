import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { startBrowser } from '../harness/browser.ts';
import { KASIA, MARTA, manifest, SECRETS } from '../local-slack/foreign-app.ts';
import { OLA, writeOtherCompany } from '../local-slack/two-workspaces.ts';
import { picture } from './harness/visit.ts';

const GERALD = 'U0GERALDST';
const folder = mkdtempSync(join(tmpdir(), 'local-slack-nobody-'));

let slack: LocalSlack;
let browser: Browser;
beforeAll(async () => {
  [slack, browser] = await Promise.all([startLocalSlack({ port: 0, manifest, ...SECRETS }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await slack?.close();
  rmSync(folder, { recursive: true });
});

async function open(address: string): Promise<Page> {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  page.setDefaultTimeout(10_000);
  await page.goto(`${slack.url}/${address}`);
  return page;
}

const shows = (page: Page, name: string) =>
  expect.poll(() => page.locator('.switcher-card').innerText()).toContain(name);
const isLost = (page: Page) => page.getByText('The connection to local-slack is lost').count();

describe('a page for a person who is not there', () => {
  it.each([
    [
      'never was',
      '#/U0NOBODY00/C0RANDOM01',
      'There is nobody U0NOBODY00 here. This is what Kasia Nowak sees.',
    ],
    [
      'has left',
      `#/${GERALD}/C0RANDOM01`,
      'Gerald Stone has left Lumen & Arc. This is what Kasia Nowak sees.',
    ],
  ])('who %s opens as the first person and says so', async (_, address, words) => {
    const page = await open(address);
    await page.getByText(words).waitFor();
    await shows(page, 'Kasia Nowak');
    expect(page.url()).toContain(`#/${KASIA}/C0RANDOM01`);
    await picture(page, 'nobody-desktop');
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, 'nobody-phone');
    // It is alive, and not only drawn.
    await page.getByRole('textbox', { name: 'Message #random' }).fill('Here I am');
    await page.keyboard.press('Enter');
    await page.getByText('Here I am').first().waitFor();
    expect(await isLost(page)).toBe(0);
    await page.close();
  });

  it('says so where the address is changed in an open page', async () => {
    const page = await open(`#/${MARTA}`);
    await shows(page, 'Marta');
    await page.evaluate(`location.hash = '#/U0NOBODY00'`);
    await page.getByText('There is nobody U0NOBODY00 here.').waitFor();
    await shows(page, 'Kasia Nowak');
    await page.close();
  });

  it('goes to the first person when somebody leaves, with the next look', async () => {
    const page = await open('#/U0NOAHREED');
    await shows(page, 'Noah Reed');
    slack.changePerson('U0NOAHREED', { deactivated: true });
    await page.reload();
    await page.getByText('Noah Reed has left Lumen & Arc.').waitFor();
    await shows(page, 'Kasia Nowak');
    await page.close();
  });

  it('goes to the first person of another seed after a restart', async () => {
    const page = await open(`#/${MARTA}/C0PEOPLEOP`);
    await shows(page, 'Marta');
    const port = Number(new URL(slack.url).port);
    await slack.close();
    await expect.poll(() => isLost(page)).toBe(1);
    const seed = writeOtherCompany(join(folder, 'other.yml'));
    slack = await startLocalSlack({ port, manifest, seed, ...SECRETS });
    await page.getByText(`There is nobody ${MARTA} here. This is what Ola Owner sees.`).waitFor();
    await shows(page, 'Ola Owner');
    await expect.poll(() => isLost(page)).toBe(0);
    expect(page.url()).toContain(`#/${OLA}/C0SECONDGE`);
    await page.getByRole('textbox', { name: 'Message #general' }).waitFor();
    await page.close();
  });
});
