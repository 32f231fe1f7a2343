/** The two tables. Source of the fields: @slack/types 3.2; of the rules: docs.slack.dev, data table block. */
import { block } from './block.ts';
import { limit, most } from './limits.ts';
import {
  type Check,
  choice,
  flag,
  integer,
  isFields,
  list,
  number,
  object,
  required,
  type Shapes,
  string,
} from './rules.ts';
import { SAY } from './wordings.ts';

const CELL = object('raw_text', 'raw_number', 'block:rich_text');
const row = (name: string) => list(CELL, { min: 1, ...limit(name) });

/** All rows of a data table are as long as the first, which names the columns and holds no rich text. */
const rowsInShape: Check = (value, pointer, found) => {
  const rows = rowsOf(value['rows']);
  const header = rows[0] ?? [];
  for (const [index, cell] of header.entries()) {
    if (isFields(cell) && cell['type'] === 'rich_text') {
      found.push({ message: SAY.unknownType('rich_text'), pointer: `${pointer}/rows/0/${index}/type` });
    }
  }
  for (const [index, cells] of rows.entries()) {
    if (cells.length === header.length) continue;
    found.push({ message: SAY.unequalRows(header.length), pointer: `${pointer}/rows/${index}` });
  }
  const named = value['row_header_column_index'];
  if (typeof named === 'number' && named >= header.length && header.length > 0) {
    const place = `${pointer}/row_header_column_index`;
    found.push({ message: SAY.tooLarge(header.length - 1), pointer: place });
  }
};

const contentUpTo =
  (max: number): Check =>
  (value, pointer, found) => {
    const length = rowsOf(value['rows'])
      .flat()
      .reduce<number>((sum, cell) => sum + textLength(cell), 0);
    if (length > max) found.push({ message: SAY.longTable(max), pointer: `${pointer}/rows` });
  };

function rowsOf(value: unknown): unknown[][] {
  return Array.isArray(value) ? value.filter(Array.isArray) : [];
}

/** What people read of a cell: its text, or all texts of its rich text. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textLength(one), 0);
  if (!isFields(value)) return 0;
  const { text, elements } = value;
  return (typeof text === 'string' ? text.length : 0) + textLength(elements);
}

/** Tables, and the objects only they use. */
export const TABLES: Shapes = {
  raw_text: { type: 'raw_text', fields: { text: required(string(limit('type.RawTextElement.text'))) } },
  raw_number: {
    type: 'raw_number',
    fields: { text: required(string(limit('type.RawNumberElement.text'))), value: required(number()) },
  },
  column_settings: { fields: { align: choice('left', 'center', 'right'), is_wrapped: flag } },
  ...block(
    'table',
    {
      rows: required(list(row('type.TableBlock.rows[]'), { min: 1, ...limit('type.TableBlock.rows') })),
      column_settings: list(object('column_settings'), limit('type.TableBlock.column_settings')),
    },
    [contentUpTo(most('table.content'))],
  ),
  ...block(
    'data_table',
    {
      rows: required(list(row('data_table.columns'), limit('data_table.rows'))),
      caption: required(string({ min: 1 })),
      page_size: integer(limit('type.DataTableBlock.page_size')),
      row_header_column_index: integer({ min: 0 }),
    },
    [rowsInShape, contentUpTo(most('data_table.content'))],
  ),
};
