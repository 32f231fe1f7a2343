import { describe, expect, it } from 'vitest';
import { checkView } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { LANGUAGES } from '../../src/ports.ts';
import { csvOf } from '../../src/summaries/export.ts';
import { exportRows, reportWords } from '../../src/summaries/views/report.ts';
import { asRead } from '../guidance/as-read.ts';
import { REPORTINGS, REPORTS } from '../house/rendered/reports.ts';

const ENDS = new Date('2026-12-30T08:00:00Z');

describe.each(LANGUAGES)('what is passed on of a program, in %s', (language) => {
  const t = textsIn(language);

  it('as a page', async () => {
    const pages = REPORTINGS.map((one) => {
      const { title, lead, sections, foot } = reportWords(t, one, ENDS);
      return [
        `# ${title}`,
        ...lead,
        ...sections.flatMap((section) => [
          `## ${section.title}`,
          ...section.words,
          ...section.bars.map(({ label, share, text }) => `[${'#'.repeat(share * 10)}] ${label}: ${text}`),
          ...section.notes.map((note) => `(${note})`),
        ]),
        '---',
        ...foot,
      ].join('\n');
    });
    await expect(pages.join('\n\n')).toMatchFileSnapshot(`goldens/reports.${language}.txt`);
  });

  it('as a file', async () => {
    const files = REPORTINGS.map((one) => csvOf(exportRows(t, one)));
    await expect(files.join('\n')).toMatchFileSnapshot(`goldens/exports.${language}.txt`);
  });

  it('from a modal that Slack takes', async () => {
    const modals = ['reportingView', 'reportingRefused'].flatMap((name) => REPORTS[name]?.(t) ?? []);
    for (const modal of modals)
      expect(checkView(modal, () => crypto.randomUUID())).toMatchObject({ ok: true });
    await expect(modals.map(asRead).join('\n\n')).toMatchFileSnapshot(`goldens/reporting.${language}.txt`);
  });
});
