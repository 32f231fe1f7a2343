import { stringify } from 'csv-stringify/sync';

/**
 * A table as CSV that spreadsheets open as it is meant: UTF-8 with its mark, and what a spreadsheet would take for a
 * formula, as a program named "=HYPERLINK(…)", stays words.
 */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );
}

/** ASCII, out of a program's name, as `leadership-2027.csv`. */
export function exportName(program: string): string {
  const plain = program
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L');
  const name = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${name || 'program'}.csv`;
}
