import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalSlack } from '../../src/local-slack/server.ts';
import { startBrowser } from '../harness/browser.ts';
import { GENERAL, KASIA, manifest, SECRETS } from '../local-slack/foreign-app.ts';
import { type Kitchen, startKitchen, type } from './harness/kitchen.ts';
import { kitchenMessages } from './harness/kitchen-messages.ts';
import { PICTURES_AT, type Words } from './harness/kitchen-words.ts';

// Where a text may be 60 characters long, a script, an image and two broken-out attributes; else what fits.
const LONG = `'"><img src=x onerror=alert(1)><script>alert(2)</script>`;
const SHORT = '"><svg onload=alert(3)>';
const TINY = '<b>&lt;<i>';
/** Addresses that would run something, or reach for something else than a website or a mailbox. */
const ADDRESSES = [
  'javascript:alert(4)',
  ' javascript:alert(5)',
  'JaVaScRiPt:alert(6)//https://example.com',
  'data:text/html,<script>alert(7)</script>',
  'vbscript:msgbox(8)',
  'file:///etc/passwd',
  'https://example.com/"onmouseover="alert(9)',
];
const MARKUP = `${LONG} <javascript:alert(10)|click> <https://x.example/"onclick="alert(11)|quoted> [go](javascript:alert(12)) ![see](javascript:alert(13))`;

let turn = 0;
const address = () => {
  turn += 1;
  return ADDRESSES[turn % ADDRESSES.length] ?? '';
};
const NASTY: Words = {
  say(_, most = 3_000) {
    if (most >= MARKUP.length) return MARKUP;
    return most >= LONG.length ? LONG : most >= SHORT.length ? SHORT : TINY;
  },
  to: address,
  site: () => 'https://example.com/"onmouseover="alert(15)',
  picture: () => `${PICTURES_AT}"onerror="alert(14)`,
};

let kitchen: Kitchen;
let browser: Browser;
beforeAll(async () => {
  [kitchen, browser] = await Promise.all([startKitchen(NASTY), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await kitchen?.close();
});

/** Notes whatever a payload could do: a dialog, a breach of the page's policy, a request to another place. */
function guard(page: Page): string[] {
  const done: string[] = [];
  page.on('dialog', (dialog) => {
    done.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) done.push(message.text());
  });
  page.on('request', (request) => {
    const isPicture = request.url().startsWith(PICTURES_AT) && request.resourceType() === 'image';
    if (!isPicture && !/^(http:\/\/localhost:|data:)/.test(request.url()))
      done.push(`request: ${request.url()}`);
  });
  page.on('popup', (popup) => done.push(`popup: ${popup.url()}`));
  return done;
}

/** What stands in the page and should not: elements and attributes that run, links that lead elsewhere. */
function found(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const wrong = [];
    for (const node of document.querySelectorAll('body *')) {
      if (['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'FOREIGNOBJECT', 'BASE', 'STYLE'].includes(node.tagName.toUpperCase()))
        wrong.push(node.outerHTML);
      for (const { name, value } of node.attributes) {
        if (name.startsWith('on')) wrong.push(name + '=' + value);
        if (name === 'href' && !/^(https?:|mailto:|#)/.test(node.href)) wrong.push('href=' + value);
        const isPicture = node.tagName === 'IMG' && name === 'src' && value.startsWith('${PICTURES_AT}');
        if (['src', 'srcdoc', 'action', 'formaction', 'xlink:href'].includes(name) && !isPicture)
          wrong.push(name + '=' + value);
      }
    }
    return wrong;
  })()`);
}

/** Presses what can be pressed without leaving the page, as a payload may wait for that. */
async function poke(page: Page): Promise<void> {
  await page.evaluate(`for (const node of document.querySelectorAll('main *, dialog *')) {
    for (const kind of ['mouseover', 'focus', 'pointerenter']) node.dispatchEvent(new Event(kind));
  }`);
}

describe('nothing that an app or a person writes runs in the page', () => {
  describe('in the blocks of', () => {
    let page: Page;
    let done: string[];
    beforeAll(async () => {
      page = await kitchen.open(browser);
      done = guard(page);
    });
    afterAll(() => page.context().close());

    it.each(Object.keys(kitchenMessages(NASTY)))('%s', async (message) => {
      const articles = page.getByRole('article', { name: /^Foreign/ });
      const before = await articles.count();
      await type(page, `/hello ${message}`);
      await expect.poll(() => articles.count()).toBe(before + 1);
      const article = articles.last();
      // The control: the payload is there, to be read.
      await expect.poll(() => article.innerText()).toContain('<script>alert(2)</script>');
      await expect.poll(() => article.locator('[aria-busy]').count()).toBe(0);
      await poke(page);
      expect(await found(page)).toEqual([]);
      expect(done).toEqual([]);
    });
  });

  it('in a message and what a person types', async () => {
    const page = await kitchen.open(browser);
    const done = guard(page);
    await type(page, MARKUP);
    await type(page, '/hello nothing-but-text');
    await expect.poll(() => page.getByText('<script>alert(2)</script>').count()).toBeGreaterThan(1);
    await poke(page);
    expect(await found(page)).toEqual([]);
    expect(done).toEqual([]);
    await page.context().close();
  });

  it('in a modal: labels, hints, placeholders, options, choices looked up, errors', async () => {
    const page = await kitchen.open(browser, { height: 2400 });
    const done = guard(page);
    await type(page, '/form');
    const form = page.getByRole('dialog');
    await form.waitFor();
    for (const id of ['Several', 'Looked up']) {
      const box = form.locator(`[data-input-block="${id}"]`).getByRole('combobox');
      await box.click();
      if (id === 'Looked up') await box.fill('f');
      await form.locator('[role="option"]:visible').first().click();
      await poke(page);
      expect(await found(page)).toEqual([]);
    }
    // Left empty, every field says so; the text of an app's own error is drawn by the same code.
    await form.locator('button[type="submit"]').click();
    await form.getByText('Please complete this required field.').first().waitFor();
    await poke(page);
    expect(await found(page)).toEqual([]);
    expect(await form.innerText()).toContain('<script>alert(2)</script>');
    await form.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(done).toEqual([]);
    await page.context().close();
  });

  it('in the Home', async () => {
    const page = await kitchen.open(browser, {}, 'home');
    const done = guard(page);
    await page.getByText('<script>alert(2)</script>').first().waitFor();
    await poke(page);
    expect(await found(page)).toEqual([]);
    expect(done).toEqual([]);
    await page.context().close();
  });

  it('in a confirmation, and in a toast that quotes the app', async () => {
    const page = await kitchen.open(browser);
    const done = guard(page);
    await type(page, '/hello basics');
    const article = page.getByRole('article', { name: /^Foreign/ }).last();
    await article.locator('.button-danger').click();
    await page.getByRole('dialog').or(page.getByRole('alertdialog')).first().waitFor();
    expect(await found(page)).toEqual([]);
    await page.keyboard.press('Escape');
    // The workflow's address, of whatever kind, stands in the toast.
    await article.locator('.actions > .button').last().click();
    await page.locator('.toast').first().waitFor();
    await poke(page);
    expect(await found(page)).toEqual([]);
    expect(done).toEqual([]);
    await page.context().close();
  });

  it('in the names, titles and topics of the seed, and in the name and texts of the app', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-slack-injection-'));
    const seed = join(folder, 'seed.json');
    const person = { id: KASIA, handle: 'kasia', name: LONG, title: MARKUP, email: 'kasia@example.com' };
    const channel = { id: GENERAL, name: 'general', kind: 'channel', topic: MARKUP, members: 'everyone' };
    await writeFile(
      seed,
      JSON.stringify({
        team: { id: 'T0LUMENARI', name: LONG, domain: 'nasty', locale: 'en-US' },
        opensAs: KASIA,
        people: [{ ...person, timeZone: 'Europe/Warsaw', locale: 'en-GB', role: 'owner' }],
        channels: [{ ...channel, messages: [{ from: KASIA, text: MARKUP, minutesAgo: 3 }] }],
      }),
    );
    const slack = await startLocalSlack({
      port: 0,
      seed,
      manifest: {
        ...manifest,
        display_information: { name: SHORT, description: LONG, long_description: MARKUP },
      },
      ...SECRETS,
    });
    const page = await browser.newPage();
    const done = guard(page);
    for (const place of [GENERAL, 'about', 'home']) {
      await page.goto(`${slack.url}/#/${KASIA}/${place}`);
      await page.getByText(SHORT).or(page.getByText(LONG)).first().waitFor();
      await poke(page);
      expect(await found(page)).toEqual([]);
    }
    expect(done).toEqual([]);
    await page.close();
    await slack.close();
    await rm(folder, { recursive: true });
  });
});

describe('the guard', () => {
  it('sees what runs, what is linked and what the policy stops', async () => {
    const page = await kitchen.open(browser);
    const done = guard(page);
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend',
      '<img src="ftp://elsewhere.example/x.png" onerror="alert(1)"><a href="javascript:alert(1)">x</a>')`);
    expect((await found(page)).toSorted()).toEqual([
      'href=javascript:alert(1)',
      'onerror=alert(1)',
      'src=ftp://elsewhere.example/x.png',
    ]);
    await expect.poll(() => done.some((line) => /Content.Security.Policy/i.test(line))).toBe(true);
    await page.context().close();
  });
});
