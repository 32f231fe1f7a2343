/** Goes through the page by keyboard alone, and looks at every stop whether one can see where one is. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where the focus is. */
interface Stop {
  name: string;
  /** Is there an outline or a shadow that says so? */
  seen: boolean;
  /** Does it lie in the topmost open dialog, if there is one? */
  reachable: boolean;
}

// A field without a frame of its own is framed by the box around it.
const STOP = `(() => {
  const node = document.activeElement;
  const frame = node.matches('.composer-field') ? node.closest('.composer')
    : node.matches('.combobox-input') ? node.closest('.combobox')
    : node.matches('.switcher-select') ? node.parentElement.querySelector('.switcher-card') : node;
  const style = getComputedStyle(frame);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const heard = node.cloneNode(true);
  for (const unheard of heard.querySelectorAll('[aria-hidden="true"], [hidden]')) unheard.remove();
  const labels = (node.getAttribute('aria-labelledby') ?? '').split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  const name = node.getAttribute('aria-label') || labels || node.labels?.[0]?.textContent || heard.textContent;
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
  return {
    name: node === document.body ? 'the page' : name.replace(/\\s+/g, ' ').trim(),
    seen: node === document.body || outlined || style.boxShadow !== 'none',
    reachable: !dialog || dialog.contains(node) || node === document.body,
  };
})()`;

export async function stop(page: Page): Promise<string> {
  const { name, seen, reachable } = await page.evaluate<Stop>(STOP);
  expect(seen, `the focus on "${name}" cannot be seen`).toBe(true);
  expect(reachable, `"${name}" lies under a dialog`).toBe(true);
  return name;
}

/** Presses a key until the focus is on another element: a date has several stops in one. */
export async function next(page: Page, key = 'Tab'): Promise<string> {
  await page.evaluate('globalThis.focusedBefore = document.activeElement');
  for (let tries = 0; tries < 9; tries += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate<boolean>('document.activeElement !== globalThis.focusedBefore'))
      return stop(page);
  }
  throw new Error(`${await stop(page)} does not let go of the focus`);
}

/** Goes on until the focus is on what bears a name. */
export async function reach(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let tries = 0; tries < 70; tries += 1) {
    const here = await stop(page);
    if (typeof name === 'string' ? here === name : name.test(here)) return;
    passed.push(here);
    await next(page, key);
  }
  throw new Error(`nothing is called ${name}; passed ${passed.join(', ')}`);
}
