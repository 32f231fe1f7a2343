import { type Bar, barsSvg, escaped } from './bars.ts';

/** One page about a program, as words and charts; nobody is named in it. */
export interface Report {
  /** As `en`. */
  language: string;
  title: string;
  /** What the program is for, its kind and its dates: a paragraph each. */
  lead: readonly string[];
  sections: readonly {
    title: string;
    /** A paragraph each. */
    words: readonly string[];
    bars: readonly Bar[];
    /** What the bars show. */
    barsName: string;
    /** How it is counted, and as of when: small print. */
    notes: readonly string[];
  }[];
  /** When it was made, until when its address leads here, who is not shown. */
  foot: readonly string[];
}

/**
 * The page that is read outside Slack: it needs no script, loads nothing from anywhere, and prints on a sheet or two.
 *
 * @returns a whole HTML document
 */
export function reportPage({ language, title, lead, sections, foot }: Report): string {
  const paragraphs = (texts: readonly string[], more = ''): string =>
    texts.map((text) => `<p${more}>${escaped(text)}</p>`).join('\n');
  const parts = sections.map(
    (section, at) => `<section aria-labelledby="s${at}">
<h2 id="s${at}">${escaped(section.title)}</h2>
${paragraphs(section.words)}
${section.bars.length > 0 ? barsSvg(section.bars, { name: section.barsName, id: `c${at}` }) : ''}
${paragraphs(section.notes, ' class="note"')}
</section>`,
  );
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${paragraphs(lead)}
${parts.join('\n')}
<footer>
${paragraphs(foot)}
</footer>
</main>
</body>
</html>
`;
}

/** Contrast of 4.5 and more on white, also of the small print; the colours of the bars are printed too. */
const STYLE = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1d1c1d; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .5rem; }
p { margin: 0 0 .6rem; overflow-wrap: anywhere; }
.note, footer { color: #595959; font-size: .875rem; }
footer { border-top: 1px solid #d9d9d9; margin-top: 2.5rem; padding-top: 1rem; }
svg { display: block; width: 100%; max-width: 24rem; height: auto; margin: .75rem 0; }
svg text { font: 15px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1d1c1d; }
svg .value { font-weight: 600; }
svg .track { fill: #e8eef1; }
svg .bar { fill: #1f4e5f; }
@page { margin: 18mm; }
@media print {
  main { max-width: none; padding: 0; }
  section { break-inside: avoid; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
