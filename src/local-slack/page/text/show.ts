/** Slack's text objects as DOM. */
import type { TextObject } from '@slack/types';
import type { Child } from '../dom.ts';
import { h } from '../dom.ts';
import { productNow } from '../now.ts';
import type { World } from '../state.ts';
import { fillDateTokens } from './dates.ts';
import { withEmoji } from './emoji.ts';
import { parseMrkdwn } from './mrkdwn.ts';
import type { Inline, MrkdwnOptions, Part } from './tree.ts';

/** A text object, whichever of the two it is. */
export function showText(text: TextObject, world: World): Node[] {
  return text.type === 'mrkdwn'
    ? showMrkdwn(text.text, world, { verbatim: text.verbatim })
    : [document.createTextNode(plainText(text))];
}

/** A plain_text as typed, but for its emoji names. */
export function plainText(text: { text: string; emoji?: boolean }): string {
  return text.emoji === false ? text.text : withEmoji(text.text);
}

/** Either kind of text as a bare string, for names and labels. */
export function bareText(text: TextObject, world: World): string {
  return text.type === 'mrkdwn'
    ? showText(text, world)
        .map((node) => node.textContent ?? '')
        .join('')
    : plainText(text);
}

export function showMrkdwn(text: string, world: World, options: MrkdwnOptions = {}): Node[] {
  return parseMrkdwn(text, options).map((part) => showPart(part, world));
}

function showPart(part: Part, world: World): Node {
  switch (part.kind) {
    case 'lines':
      return h('span', { class: 'lines' }, ...showInlines(part.children, world));
    case 'preformatted':
      return h('pre', { class: 'preformatted', tabindex: 0 }, ...showInlines(part.children, world));
    case 'quote':
      return h('blockquote', { class: 'quote' }, ...part.parts.map((inner) => showPart(inner, world)));
  }
}

function showInlines(inlines: Inline[], world: World): Node[] {
  return inlines.map((inline) => showInline(inline, world));
}

function showInline(inline: Inline, world: World): Node {
  switch (inline.kind) {
    case 'text':
      return document.createTextNode(inline.text);
    case 'bold':
      return h('strong', null, ...showInlines(inline.children, world));
    case 'italic':
      return h('em', null, ...showInlines(inline.children, world));
    case 'strike':
      return h('s', null, ...showInlines(inline.children, world));
    case 'code':
      return h('code', null, ...showInlines(inline.children, world));
    case 'link':
      return showLink(inline.url, inline.text);
    case 'user':
      return showUser(inline.id, world, inline.label);
    case 'channel':
      return showChannel(inline.id, world, inline.label);
    case 'group':
      return h('span', { class: 'mention' }, inline.label ?? `@${inline.id}`);
    case 'broadcast':
      return h('span', { class: 'mention mention-me' }, `@${inline.range}`);
    case 'date':
      return showDate(inline.seconds, inline.format, inline.url, inline.fallback, world);
    case 'emoji':
      return showEmoji(inline.character, inline.name);
  }
}

/** A link out of the page. The URL must have been through `safeUrl`. */
export function showLink(url: string, ...children: Child[]): HTMLElement {
  return h('a', { class: 'link', href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

export function showUser(id: string, world: World, label: string | null = null): HTMLElement {
  const name =
    world.person(id) === undefined && !world.isApp(id) && label !== null ? label : world.nameOf(id);
  return h('span', { class: id === world.me.id ? 'mention mention-me' : 'mention' }, `@${name}`);
}

export function showChannel(id: string, world: World, label: string | null = null): HTMLElement {
  const name = world.channelName(id) ?? (label || null);
  return h('span', { class: 'mention' }, name === null ? '#private-channel' : `#${name}`);
}

export function showEmoji(character: string, name: string): HTMLElement {
  return h('span', { class: 'emoji', role: 'img', 'aria-label': name.replaceAll('_', ' ') }, character);
}

export function showDate(
  seconds: number,
  template: string,
  url: string | null,
  fallback: string,
  world: World,
): HTMLElement {
  const at = new Date(seconds * 1000);
  const valid = !Number.isNaN(at.getTime());
  const text = (valid ? fillDateTokens(template, at, world.me, productNow()) : null) ?? fallback;
  const time = h(
    'time',
    valid
      ? { datetime: at.toISOString(), title: `${at.toISOString()} (UTC)`, 'data-template': template }
      : null,
    text,
  );
  return url === null ? time : showLink(url, time);
}

/** Dates such as `{ago}` and `{date_pretty}` read otherwise as time goes on; all of them are read anew. */
export function retellDates(world: World): void {
  for (const node of document.querySelectorAll<HTMLTimeElement>('time[data-template]')) {
    const at = new Date(node.dateTime);
    const text = fillDateTokens(node.dataset['template'] ?? '', at, world.me, productNow());
    if (text !== null && text !== node.textContent) node.textContent = text;
  }
}
