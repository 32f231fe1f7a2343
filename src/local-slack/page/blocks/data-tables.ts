/** The data_table block: pages and sorting, in the browser alone. */
import type { DataTableBlock } from '@slack/types';
import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import type { World } from '../state.ts';
import type { Cell } from './tables.ts';
import { showCell } from './tables.ts';

type Order = 'ascending' | 'descending';

/** As Slack's, when the block does not say. */
const defaultPageSize = 5;

interface Row {
  node: HTMLElement;
  /** What each column sorts by. */
  keys: (number | string)[];
}

/** `name` is the same at every drawing: focus finds its button again by it. */
export function showDataTable(block: DataTableBlock, name: string, world: World): HTMLElement {
  const [head = [], ...body] = block.rows;
  const size = block.page_size ?? defaultPageSize;
  const rows = body.map((cells) => showRow(cells, block.row_header_column_index ?? 0, world));
  const pages = Math.max(1, Math.ceil(rows.length / size));
  let page = 0;
  let sorted: { column: number; order: Order } | null = null;

  const tbody = h('tbody');
  const where = h('p', { class: 'table-where', role: 'status' });
  const turn = (words: string, sign: 'back' | 'forward', by: number) => {
    const attributes = {
      type: 'button',
      class: 'icon-button',
      'aria-label': words,
      'data-focus': `${name}/${sign}`,
    };
    const button = h('button', attributes, icon(sign));
    button.addEventListener('click', () => {
      page = Math.min(Math.max(page + by, 0), pages - 1);
      draw();
    });
    return button;
  };
  const back = turn('Previous page', 'back', -1);
  const forward = turn('Next page', 'forward', 1);
  const heads = head.map((cell, column) => {
    const button = h(
      'button',
      { type: 'button', class: 'sort', 'data-focus': `${name}/sort-${column}` },
      h('span', null, showCell(cell, world)),
      icon('sort'),
    );
    button.addEventListener('click', () => {
      sorted = next(sorted, column);
      page = 0;
      draw();
    });
    const numeric = body.some((cells) => cells[column]?.type === 'raw_number');
    return h('th', { scope: 'col', class: numeric ? 'align-right' : 'align-left' }, button);
  });

  function draw(): void {
    const order = sorted;
    heads.forEach((node, column) => {
      if (order?.column === column) node.setAttribute('aria-sort', order.order);
      else node.removeAttribute('aria-sort');
    });
    const all = order === null ? rows : inOrder(rows, order.column, order.order);
    tbody.replaceChildren(...all.slice(page * size, (page + 1) * size).map((row) => row.node));
    const last = Math.min((page + 1) * size, rows.length);
    where.textContent = rows.length === 0 ? 'No rows' : `${page * size + 1}–${last} of ${rows.length}`;
    // Not `disabled`: the button that was just pressed would lose the focus.
    back.setAttribute('aria-disabled', String(page === 0));
    forward.setAttribute('aria-disabled', String(page === pages - 1));
  }
  draw();

  const table = h(
    'table',
    null,
    h('caption', null, block.caption),
    h('thead', null, h('tr', null, ...heads)),
    tbody,
  );
  return h(
    'div',
    { class: 'data-table' },
    h('div', { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': block.caption }, table),
    h('div', { class: 'table-foot' }, where, pages > 1 && back, pages > 1 && forward),
  );
}

function showRow(cells: Cell[], headColumn: number, world: World): Row {
  const nodes = cells.map((cell, column) => {
    const align = cell.type === 'raw_number' ? 'align-right' : 'align-left';
    const isHead = column === headColumn;
    return h(isHead ? 'th' : 'td', { class: align, scope: isHead ? 'row' : null }, showCell(cell, world));
  });
  const keys = cells.map((cell, column) =>
    cell.type === 'raw_number' ? cell.value : (nodes[column]?.textContent ?? ''),
  );
  return { node: h('tr', null, ...nodes), keys };
}

/** Once up, once down, then as the app gave it. */
function next(now: { column: number; order: Order } | null, column: number): typeof now {
  if (now?.column !== column) return { column, order: 'ascending' };
  return now.order === 'ascending' ? { column, order: 'descending' } : null;
}

function inOrder(rows: Row[], column: number, order: Order): Row[] {
  const way = order === 'ascending' ? 1 : -1;
  const compare = (a: number | string = '', b: number | string = '') =>
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), 'en', { numeric: true });
  return rows.toSorted((one, other) => way * compare(one.keys[column], other.keys[column]));
}
