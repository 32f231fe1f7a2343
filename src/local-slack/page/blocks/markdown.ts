/**
 * The markdown block: CommonMark and GitHub's tables, task lists and strikes. `marked` reads the text; what it read is
 * drawn as elements and text nodes like everything else, so HTML in it shows as typed and pictures become links.
 */
import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import type { Child } from '../dom.ts';
import { h } from '../dom.ts';
import { withEmoji } from '../text/emoji.ts';
import { safeUrl } from '../text/mrkdwn.ts';
import { showLink } from '../text/show.ts';

export function showMarkdown(text: string): HTMLElement {
  return h('div', { class: 'markdown' }, ...drawAll(lexer(text)));
}

function drawAll(tokens: readonly Token[] | undefined): Child[] {
  return (tokens ?? []).filter(isKnown).map(draw);
}

const types = new Set(
  [
    'blockquote',
    'br',
    'checkbox',
    'code',
    'codespan',
    'def',
    'del',
    'em',
    'escape',
    'heading',
    'hr',
    'html',
  ].concat(['image', 'link', 'list', 'list_item', 'paragraph', 'space', 'strong', 'table', 'text']),
);

/** Marked's types leave room for extensions; there are none here. */
function isKnown(token: Token): token is MarkedToken {
  return types.has(token.type);
}

function draw(token: MarkedToken): Child {
  switch (token.type) {
    case 'heading':
      return h(
        headings[token.depth - 1] ?? 'h6',
        { class: `markdown-h${token.depth}` },
        ...drawAll(token.tokens),
      );
    case 'paragraph':
      return h('p', null, ...drawAll(token.tokens));
    case 'text':
      return token.tokens === undefined ? words(token.text) : h('span', null, ...drawAll(token.tokens));
    case 'escape':
      return token.text;
    case 'strong':
    case 'em':
    case 'del':
      return h(token.type, null, ...drawAll(token.tokens));
    case 'codespan':
      return h('code', null, token.text);
    case 'code':
      return h('pre', { class: 'preformatted', tabindex: 0 }, token.text);
    case 'br':
      return h('br');
    case 'hr':
      return h('hr', { class: 'block-divider' });
    case 'blockquote':
      return h('blockquote', { class: 'quote' }, ...drawAll(token.tokens));
    case 'list':
      return drawList(token);
    case 'table':
      return drawTable(token);
    case 'link':
      return drawLink(token.href, drawAll(token.tokens));
    case 'image':
      return drawLink(token.href, [token.text || token.href]);
    case 'checkbox':
      return h('input', { type: 'checkbox', disabled: true, checked: token.checked, 'aria-label': 'Done' });
    case 'html':
      return token.text;
    default:
      return null;
  }
}

// Under the headings of the page and of a modal, whatever the text's own first level is.
const headings = ['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const;

/** Marked leaves entities as typed. */
function words(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return withEmoji(text.replace(/&(amp|lt|gt|quot|#39);/g, (typed, name: string) => entities[name] ?? typed));
}

function drawLink(href: string, children: Child[]): Child {
  const url = safeUrl(href);
  return url === null ? h('span', null, ...children) : showLink(url, ...children);
}

function drawList(list: Tokens.List): HTMLElement {
  const items = list.items.map((item) => h('li', null, ...drawAll(item.tokens)));
  const start = typeof list.start === 'number' && list.start !== 1 ? list.start : null;
  return list.ordered ? h('ol', { class: 'list', start }, ...items) : h('ul', { class: 'list' }, ...items);
}

function drawTable(table: Tokens.Table): HTMLElement {
  const cell = (tag: 'th' | 'td') => (one: Tokens.TableCell) =>
    h(
      tag,
      { class: `align-${one.align ?? 'left'}`, scope: one.header ? 'col' : null },
      ...drawAll(one.tokens),
    );
  return h(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': 'Table' },
    h(
      'table',
      null,
      h('thead', null, h('tr', null, ...table.header.map(cell('th')))),
      h('tbody', null, ...table.rows.map((row) => h('tr', null, ...row.map(cell('td'))))),
    ),
  );
}
