/** A report and an export, from the program's page to the page outside Slack. */
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import { createLog } from '../../src/log.ts';
import { reportWords } from '../../src/summaries/views/report.ts';
import { reportRoute } from '../../src/web/links.ts';
import { startWeb, type WebServer } from '../../src/web/server.ts';
import { startBrowser } from '../harness/browser.ts';
import { PEOPLE, startTogether, type Together } from '../harness/together.ts';
import { REPORTINGS } from '../house/rendered/reports.ts';
import { picture, visit } from './harness/visit.ts';

const require = createRequire(import.meta.url);
const ENDS = new Date('2026-12-30T08:00:00Z');

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

describe('from the program’s page', () => {
  let all: Together;
  let page: Page;
  beforeAll(async () => {
    all = await startTogether('socket', { now: '2026-11-23T11:00:00Z', publicUrl: 'own' });
    page = await visit(browser, all.slack.url, PEOPLE.jonas, {});
    page.setDefaultTimeout(20_000);
    await page.getByRole('link', { name: 'Coach or Mentor' }).click();
    await page.getByRole('button', { name: 'Open: Mentoring for everybody' }).click();
    await page.getByRole('button', { name: 'Report and export' }).click();
    await modal().getByText('A page to pass on').waitFor();
  });
  afterAll(() => all?.stop());
  const modal = () => page.getByRole('dialog', { name: 'Report and export' });

  it('a report is made, read without Slack and without a script, and ended', async () => {
    await modal().getByRole('button', { name: 'For 30 days' }).click();
    const link = modal().getByRole('link', { name: /\/reports\// });
    await link.waitFor();
    await picture(page, 'report-made-desktop');
    const url = (await link.getAttribute('href')) ?? '';
    const outside = await browser.newContext({ javaScriptEnabled: false });
    const report = await outside.newPage();
    const answer = await report.goto(url);
    expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(await report.locator('h1').innerText()).toBe('Mentoring for everybody: how it is going');
    expect(await report.locator('body').innerText()).toContain('There are too few people yet');

    await modal().getByRole('button', { name: 'End all addresses' }).click();
    await page.getByRole('button', { name: 'End them' }).click();
    await modal().getByText('No address leads to this report any more.').waitFor();
    expect((await report.goto(url))?.status()).toBe(404);
    expect(await report.locator('body').innerText()).toContain('There is no report at this address');
    await outside.close();
  });

  it('a file is fetched by its link once, and comes as a message', async () => {
    await modal().getByRole('button', { name: 'Make a link to the file' }).click();
    const link = modal().getByRole('link', { name: /\/exports\// });
    await link.waitFor();
    const url = (await link.getAttribute('href')) ?? '';
    const first = await fetch(url);
    expect([first.status, first.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="mentoring-for-everybody.csv"',
    ]);
    expect(await first.text()).toContain('Mentoring for everybody,Mentors,');
    expect((await fetch(url)).status).toBe(404);

    await modal().getByRole('button', { name: 'Send me the file' }).click();
    await modal().getByText('The file is in your messages with Coach or Mentor.').waitFor();
    await picture(page, 'report-sent-desktop');
  });
});

describe('the page', () => {
  let web: WebServer;
  beforeAll(async () => {
    const find = async (key: string) => {
      const [language, one] = [key.startsWith('1') ? 'pl' : 'en', REPORTINGS[Number(key.at(-1))]] as const;
      return one && reportWords(textsIn(language), one, ENDS);
    };
    web = await startWeb({
      port: 0,
      host: '127.0.0.1',
      health: async () => ({ database: true, slack: true }),
      folders: { reports: reportRoute({ find, log: await createLog({ level: 'fatal' }) }) },
    });
  });
  afterAll(() => web?.close());
  const at = (language: 'en' | 'pl', one: number): string =>
    `http://127.0.0.1:${web.port}/reports/${language === 'pl' ? '1' : '0'}${'0'.repeat(62)}${one}`;

  it.each(['en', 'pl'] as const)('has nothing that axe-core finds, in %s', async (language) => {
    // The page's own policy lets no script in, axe included; the page is the same without it.
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    for (const one of REPORTINGS.keys()) {
      await page.goto(at(language, one));
      await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
      const { violations } = await page.evaluate<{ violations: { id: string }[] }>('axe.run()');
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
    // The control: axe does see something where something is wrong.
    await page.evaluate("document.querySelector('svg, h1').outerHTML = '<img src=x>'");
    const { violations } = await page.evaluate<{ violations: { id: string }[] }>('axe.run()');
    expect(violations.map(({ id }) => id)).toContain('image-alt');
    await context.close();
  });

  it('loads nothing, fits a telephone, and prints on paper', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(at('pl', 0));
    await picture(page, 'report-page-phone');
    expect(asked.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([at('pl', 0)]);
    const { wide, shown } = await page.evaluate<{ wide: number; shown: number }>(
      '({ wide: document.documentElement.scrollWidth, shown: innerWidth })',
    );
    expect(wide).toBeLessThanOrEqual(shown);
    expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(10_000);
    await context.close();
  });
});
