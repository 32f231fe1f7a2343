/** The page of a report: what stands on it, and that nothing somebody typed becomes markup. */
import { expect, it } from 'vitest';
import { barsSvg } from '../../src/web/bars.ts';
import { reportPage } from '../../src/web/report.ts';

const EVIL = `<script>alert(1)</script> & "quotes" 'single'`;
const SAFE = '&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; &#39;single&#39;';

it('shows what people typed as they typed it, and as nothing else', () => {
  const page = reportPage({
    language: 'en',
    title: EVIL,
    lead: [EVIL],
    sections: [
      {
        title: EVIL,
        words: [EVIL],
        bars: [{ label: EVIL, share: 0.5, text: EVIL }],
        barsName: EVIL,
        notes: [EVIL],
      },
    ],
    foot: [EVIL],
  });
  expect(page).not.toContain('<script');
  // The title twice; one each: lead, section, words, the chart's name, its label and value and both once more as told, note, foot.
  expect(page.split(SAFE)).toHaveLength(13);
});

it('draws a bar as long as its share, and never beyond its track', () => {
  const widths = (share: number) =>
    [
      ...barsSvg([{ label: 'a', share, text: 'b' }], { name: 'n', id: 'c' }).matchAll(
        /class="(\w+)"[^>]* width="(\d+)"/g,
      ),
    ].map(([, name, width]) => [name, Number(width)]);
  expect(widths(0.8)).toEqual([
    ['track', 180],
    ['bar', 144],
  ]);
  expect(widths(0)).toContainEqual(['bar', 0]);
  expect(widths(1.2)).toContainEqual(['bar', 180]);
  expect(widths(-1)).toContainEqual(['bar', 0]);
});

it('tells a chart to those who cannot see it', () => {
  const chart = barsSvg(
    [
      { label: 'Met lately', share: 0.7, text: 'about 7 in 10' },
      { label: 'Went on', share: 0.9, text: 'about 9 in 10' },
    ],
    { name: 'Shares: how pairs are doing', id: 'c1' },
  );
  expect(chart).toContain('role="img" aria-labelledby="c1-name c1-told"');
  expect(chart).toContain('<title id="c1-name">Shares: how pairs are doing</title>');
  expect(chart).toContain('<desc id="c1-told">Met lately: about 7 in 10; Went on: about 9 in 10</desc>');
});
