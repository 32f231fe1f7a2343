import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';
import { startBrowser } from '../harness/browser.ts';
import { GENERAL, KASIA, manifest, SECRETS } from '../local-slack/foreign-app.ts';
import { OLA, SECOND_GENERAL, writeTwoWorkspaces } from '../local-slack/two-workspaces.ts';
import { problemsInEveryLook } from './harness/axe.ts';
import { picture } from './harness/visit.ts';

const folder = mkdtempSync(join(tmpdir(), 'local-slack-workspaces-'));

let slack: LocalSlack;
let browser: Browser;
beforeAll(async () => {
  const seed = writeTwoWorkspaces(join(folder, 'seed.yml'));
  [slack, browser] = await Promise.all([
    startLocalSlack({ port: 0, manifest, seed, ...SECRETS }),
    startBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await slack?.close();
  rmSync(folder, { recursive: true });
});

describe('the people of another workspace', () => {
  it('stand in the list of people under its name, and one sees through their eyes', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${slack.url}/#/${KASIA}/${GENERAL}`);
    const select = page.getByRole('combobox', { name: 'Viewing as' });
    await page.getByRole('article').first().waitFor();
    await select.click();
    const groups = await select.locator('optgroup').evaluateAll((nodes) =>
      nodes.map((node) => {
        const { label, children } = node as unknown as { label: string; children: { value: string }[] };
        return [label, [...children].map((one) => one.value)] as const;
      }),
    );
    expect(groups.map(([label]) => label)).toEqual(['Lumen & Arc', 'Second & Co']);
    // Without who has left.
    expect(groups[0]?.[1]).toHaveLength(13);
    expect(groups[1]?.[1]).toEqual([OLA, 'U0GILGUEST']);
    await page.keyboard.press('End');
    await picture(page, 'workspaces-desktop');
    expect(await problemsInEveryLook(page, '.switcher')).toEqual([]);
    await page.keyboard.press('Escape');
    await select.selectOption(OLA);
    await page.getByRole('textbox', { name: 'Message #general' }).waitFor();
    await expect.poll(() => page.url()).toContain(`#/${OLA}/${SECOND_GENERAL}`);
    expect(await page.locator('.team-name').innerText()).toBe('Second & Co');
    expect(await page.locator('.switcher-card').innerText()).toContain('Ola Owner');
    await select.selectOption(KASIA);
    await expect.poll(() => page.locator('.team-name').innerText()).toBe('Lumen & Arc');
    await page.close();
  });
});
