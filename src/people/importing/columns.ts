/** What a spreadsheet of people can say, in the order in which it is written. Only the first must be there. */
export const COLUMNS = [
  'person',
  'title',
  'department',
  'manager',
  'experience_years',
  'offers',
  'offers_topics',
  'places',
  'languages',
  'ways',
  'about',
  'ready',
  'wants',
  'wants_topics',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What an export says besides, and an import leaves alone: who takes part in a program is decided in Slack. */
export const EXPORTED_COLUMNS = ['programs', 'manages', 'invited_to'] as const;
export type ExportedColumn = (typeof EXPORTED_COLUMNS)[number];

/** Does an import take nothing from this column? */
export function isLeftAlone(column: Column | ExportedColumn | undefined): column is ExportedColumn {
  return EXPORTED_COLUMNS.some((one) => one === column);
}

/** A line that can be imported as it stands: somebody who offers mentoring and asks for coaching. */
export const EXAMPLE: Record<Column, string> = {
  person: 'robin.okonkwo@example.com',
  title: 'Head of Design',
  department: 'Product',
  manager: 'sam.berg@example.com',
  experience_years: '12',
  offers: 'mentoring',
  offers_topics: 'career-planning|networking',
  places: '2',
  languages: 'en|pl',
  ways: 'direct|big-picture',
  about: 'I changed my field twice, and am glad to tell how.',
  ready: 'yes',
  wants: 'coaching',
  wants_topics: 'negotiation|delegation',
};

/** What the first line of a file says: the column that each of its places stands for. */
export interface Header {
  columns: (Column | ExportedColumn | undefined)[];
}

/**
 * Reads the first line. Names are read without regard to case, and with blanks or hyphens for underscores.
 *
 * @returns the header, or every problem of it in a sentence
 */
export function readHeader(cells: readonly string[]): { header: Header } | { problems: string[] } {
  const problems: string[] = [];
  const columns = cells.map((cell) => {
    const name = cell
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    return name === ''
      ? undefined
      : ([...COLUMNS, ...EXPORTED_COLUMNS].find((column) => column === name) ?? { unknown: cell.trim() });
  });
  const known = columns.filter((column) => typeof column === 'string');
  for (const column of columns)
    if (typeof column === 'object')
      problems.push(`There is no column ${quoted(column.unknown)}. There are: ${COLUMNS.join(', ')}.`);
  for (const column of new Set(known))
    if (known.filter((one) => one === column).length > 1)
      problems.push(`The column ${column} is there more than once.`);
  if (!known.includes('person'))
    problems.push(
      'The column person is missing: the first line must name the columns, and person is a Slack id or an e-mail.',
    );
  return problems.length > 0
    ? { problems }
    : { header: { columns: columns.map((column) => (typeof column === 'string' ? column : undefined)) } };
}

const SHOWN_LENGTH = 40;

/** A cell as it may be shown in a terminal: short, and without anything that would move the cursor. */
export function quoted(cell: string): string {
  return `"${shown(cell)}"`;
}

export function shown(cell: string): string {
  const plain = cell.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  const letters = [...plain];
  return letters.length > SHOWN_LENGTH ? `${letters.slice(0, SHOWN_LENGTH - 1).join('')}…` : plain;
}
