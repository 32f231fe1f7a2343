/** The rich_text block: sections, lists, quotes and preformatted text with everything that can stand in a line. */
import type { RichTextBlock, RichTextElement, RichTextList } from '@slack/types';
import { h } from '../dom.ts';
import type { World } from '../state.ts';
import { emojiOf } from '../text/emoji.ts';
import { safeUrl } from '../text/mrkdwn.ts';
import { showChannel, showDate, showEmoji, showLink, showUser } from '../text/show.ts';

export function showRichText(block: RichTextBlock, world: World): HTMLElement {
  return h('div', { class: 'rich-text' }, ...block.elements.map((element) => showPart(element, world)));
}

function showPart(part: RichTextBlock['elements'][number], world: World): HTMLElement {
  switch (part.type) {
    case 'rich_text_section':
      return h('div', { class: 'lines' }, ...part.elements.map((one) => showElement(one, world)));
    case 'rich_text_quote':
      return h(
        'blockquote',
        { class: 'quote lines' },
        ...part.elements.map((one) => showElement(one, world)),
      );
    case 'rich_text_preformatted':
      return h(
        'pre',
        { class: 'preformatted', tabindex: 0 },
        ...part.elements.map((one) => showElement(one, world)),
      );
    case 'rich_text_list':
      return showList(part, world);
    default:
      return h('span', { class: 'unknown' }, `[${(part as { type: string }).type}]`);
  }
}

function showList(list: RichTextList, world: World): HTMLElement {
  const offset = 'offset' in list && typeof list.offset === 'number' ? list.offset : 0;
  const indent = Math.min(list.indent ?? 0, 8);
  const items = list.elements.map((item) =>
    h('li', null, ...item.elements.map((one) => showElement(one, world))),
  );
  const attributes = { class: `list indent-${indent} ${list.border ? 'bordered' : ''}` };
  return list.style === 'ordered'
    ? h('ol', { ...attributes, start: offset > 0 ? offset + 1 : null }, ...items)
    : h('ul', attributes, ...items);
}

function showElement(element: RichTextElement, world: World): Node {
  const node = showBare(element, world);
  const style = element.style;
  if (style === undefined) return node;
  let styled = node;
  if (style.code) styled = h('code', null, styled);
  if (style.strike) styled = h('s', null, styled);
  if (style.underline) styled = h('u', null, styled);
  if (style.italic) styled = h('em', null, styled);
  if (style.bold) styled = h('strong', null, styled);
  return styled;
}

function showBare(element: RichTextElement, world: World): Node {
  switch (element.type) {
    case 'text':
      return document.createTextNode(element.text);
    case 'link': {
      const url = safeUrl(element.url);
      const text = element.text ?? element.url;
      return url === null ? document.createTextNode(text) : showLink(url, text);
    }
    case 'user':
      return showUser(element.user_id, world);
    case 'channel':
      return showChannel(element.channel_id, world);
    case 'broadcast':
      return h('span', { class: 'mention mention-me' }, `@${element.range}`);
    case 'usergroup':
      return h('span', { class: 'mention' }, `@${element.usergroup_id}`);
    case 'team':
      return h('span', { class: 'mention' }, element.team_id);
    case 'emoji': {
      const character = emojiOf(element.name) ?? fromCodes(element.unicode);
      return character === null
        ? document.createTextNode(`:${element.name}:`)
        : showEmoji(character, element.name);
    }
    case 'date': {
      const url = element.url === undefined ? null : safeUrl(element.url);
      return showDate(element.timestamp, element.format, url, element.fallback ?? '', world);
    }
    case 'color':
      return showColor(element.value);
    default:
      return document.createTextNode(`[${(element as { type: string }).type}]`);
  }
}

/** `1f44d-1f3fb` to its character. */
function fromCodes(unicode: string | undefined): string | null {
  if (unicode === undefined || !/^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(unicode)) return null;
  const codes = unicode.split('-').map((code) => Number.parseInt(code, 16));
  return codes.every((code) => code <= 0x10ffff) ? String.fromCodePoint(...codes) : null;
}

function showColor(value: string): HTMLElement {
  const swatch = h('span', { class: 'swatch', 'aria-hidden': 'true' });
  swatch.style.backgroundColor = value;
  return h('span', null, swatch, value);
}
