import type { MrkdwnElement, PlainTextElement, RichTextElement, RichTextSection } from '@slack/types';

/**
 * Text for Slack. What a person typed goes into `plain_text` or `rich_text`, where nothing is markup; where it must
 * stand in mrkdwn or in a message's `text`, it is escaped. Otherwise `<!channel>` in a sentence pings everyone.
 */

const graphemes = new Intl.Segmenter();
const ELLIPSIS = '…';

/** At most `most` characters, cut between graphemes, with an ellipsis where something is missing. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > most - ELLIPSIS.length) break;
    kept += segment;
  }
  return kept + ELLIPSIS;
}

export function plain(text: string, most = 3000): PlainTextElement {
  return { type: 'plain_text', text: cut(text, most), emoji: false };
}

/** Our own texts only; what a person typed is escaped with {@link escaped} first. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: cut(text, 3000) };
}

/** Makes text safe inside mrkdwn and a message's `text`. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * What a person typed after a command, from what Slack sends where `should_escape` is on: `<@U1|anna>` back to
 * `@anna`, `<#C1|general>` to `#general`, entities to their characters.
 */
export function asTyped(text: string): string {
  return (
    text
      .replaceAll(
        /<([@#])([A-Z0-9]+)(?:\|([^>]*))?>/g,
        (_, sign: string, id: string, name?: string) => sign + (name || id),
      )
      .replaceAll(
        /<((?:https?|mailto):[^|>]+)(?:\|([^>]*))?>/g,
        (_, url: string, label?: string) => label || url,
      )
      // `@here` and groups, as Slack sends them where escaping is on.
      .replaceAll(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
      .replaceAll(/<!subteam\^[A-Z0-9]+(?:\|([^>]*))?>/g, (_, handle?: string) => handle || '@group')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
  );
}

/**
 * What is text in what was typed or pasted into a field: slides and the like bring line ends and control characters of
 * their own, which no database, spreadsheet or message would take.
 *
 * @example withoutControls('One\vtwo\r\nthree\u0000') // 'One\ntwo\nthree'
 */
export function withoutControls(text: string): string {
  return text.replaceAll(/\r\n?|\v/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '');
}

/** A run of text as typed; nothing in it is markup. */
export function run(
  text: string,
  style?: { bold?: boolean; italic?: boolean; code?: boolean },
): RichTextElement {
  return style ? { type: 'text', text, style } : { type: 'text', text };
}

/** A line of runs. Empty text is not allowed by Slack, so empty runs are left out. */
export function line(...elements: RichTextElement[]): RichTextSection {
  return {
    type: 'rich_text_section',
    elements: elements.filter((element) => element.type !== 'text' || element.text !== ''),
  };
}
