import type { Figure } from './row.ts';

const HEADINGS = ['row', 'value', 'against', 'ratio (min..max)', 'must be', 'holds'];

/** The figure as one JSON line: exactly the fields that DESIGN.md names, `ratio` the median. */
export function jsonLine({ row, value, unit, against, ratio, must, holds }: Figure): string {
  return JSON.stringify({
    row,
    value: rounded(value),
    unit,
    against,
    ratio: rounded(ratio.median),
    must,
    holds,
  });
}

/** The figures as an aligned table, notes below. Empty where there are none. */
export function table(figures: readonly Figure[]): string {
  if (figures.length === 0) return '';
  const rows = figures.map(({ row, value, unit, against, againstValue, ratio, must, holds }) => [
    row,
    `${inWords(value)} ${unit}`,
    `${inWords(againstValue)} ${unit} (${against})`,
    `${ratioInWords(ratio.median)} (${ratioInWords(ratio.min)}..${ratioInWords(ratio.max)})`,
    must,
    holds ? 'yes' : 'NO',
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const lines = [HEADINGS, widths.map((width) => '-'.repeat(width)), ...rows].map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const notes = figures.flatMap(({ row, note }) => (note ? [`${row}: ${note}`] : []));
  return [...lines, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

/** More digits than a measurement has would only make lines differ. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** Two decimals, or two digits of what is far from 1. */
function ratioInWords(ratio: number): string {
  return ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2);
}

function inWords(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: value < 1000 ? 3 : 5 }).format(value);
}
