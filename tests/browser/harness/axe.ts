/** Asks axe-core what is wrong with a page as it stands. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Violation {
  id: string;
  impact: string;
  nodes: { target: unknown; failureSummary: string }[];
}

/** The serious and critical problems of what lies in `within`, one sentence each; `rules` alone where they are given. */
async function problemsOf(page: Page, within: string, rules: object): Promise<string[]> {
  // Handed over by the debugger, so that the page's own policy stays in force.
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(`${axe.source};0`);
  const violations = await page.evaluate<Violation[]>(
    `axe.run(${JSON.stringify(within)}, ${JSON.stringify({ resultTypes: ['violations'], ...rules })}).then((all) =>
      all.violations.map(({ id, impact, nodes }) =>
        ({ id, impact, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })))`,
  );
  return violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${String(target)}: ${failureSummary}`),
    );
}

const ALL_BUT_COLOURS = { rules: { 'color-contrast': { enabled: false } } };
const COLOURS = { runOnly: { type: 'rule', values: ['color-contrast'] } };

/**
 * The serious and critical problems of the page, light and dark, 1280 and 390 px wide, one sentence each. Where the
 * rest of the page was looked at before, `overlay` is what lies over it: it does not scroll, or all its rows look alike.
 */
export async function problemsInEveryLook(page: Page, overlay?: string): Promise<string[]> {
  const found: string[] = [];
  const within = overlay ?? 'html';
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const width of new Set([before.width, 390])) {
    await page.setViewportSize({ width, height: before.height });
    const structure = await problemsOf(page, within, ALL_BUT_COLOURS);
    found.push(...structure.map((problem) => `${width}: ${problem}`));
    if (overlay === undefined) await unscroll(page, width);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await nextFrame(page);
      const colours = await problemsOf(page, within, COLOURS);
      found.push(...colours.map((problem) => `${width} ${colorScheme}: ${problem}`));
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate(
      `for (const dialog of document.querySelectorAll('dialog')) dialog.style.maxHeight = ''`,
    );
  }
  await page.setViewportSize(before);
  return found;
}

/** Makes the window so high that nothing scrolls: axe leaves out the colours of what is scrolled out of sight. */
async function unscroll(page: Page, width: number): Promise<void> {
  const height = await page.evaluate<number>(`{
    for (const dialog of document.querySelectorAll('dialog')) dialog.style.maxHeight = 'none';
    Math.max(...[...document.querySelectorAll('body, .log, .page-scroll, .modal-body')].map((node) => node.scrollHeight))
  }`);
  await page.setViewportSize({ width, height: height + 400 });
}

/** Colours and sizes are there with the next frame. */
async function nextFrame(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}
