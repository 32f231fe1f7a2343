/** The table block; data tables share its cells. */
import type { RawNumberElement, RawTextElement, RichTextBlock } from '@slack/types';
import { h } from '../dom.ts';
import type { World } from '../state.ts';
import { showRichText } from './rich-text.ts';

export interface TableColumn {
  align?: 'left' | 'center' | 'right';
  is_wrapped?: boolean;
}

export type Cell = RichTextBlock | RawTextElement | RawNumberElement;

/** The first row is the head, as Slack draws it. Wide tables scroll by themselves, also by keyboard. */
export function showTable(rows: Cell[][], columns: TableColumn[], world: World): HTMLElement {
  const [head, ...body] = rows;
  const row = (cells: Cell[], tag: 'th' | 'td') =>
    h(
      'tr',
      null,
      ...cells.map((cell, index) => {
        const column = columns[index];
        const align = column?.align ?? (cell.type === 'raw_number' ? 'right' : 'left');
        const wrapped = column?.is_wrapped ? 'wrapped' : '';
        return h(
          tag,
          { class: `align-${align} ${wrapped}`, scope: tag === 'th' ? 'col' : null },
          showCell(cell, world),
        );
      }),
    );
  const table = h(
    'table',
    null,
    head && h('thead', null, row(head, 'th')),
    h('tbody', null, ...body.map((cells) => row(cells, 'td'))),
  );
  return h('div', { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': 'Table' }, table);
}

export function showCell(cell: Cell, world: World): Node {
  return cell.type === 'rich_text' ? showRichText(cell, world) : document.createTextNode(cell.text);
}
