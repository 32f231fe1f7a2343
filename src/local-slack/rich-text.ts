/** The rich text of what a person typed: its mentions and links as elements of their own. */
import type { RichTextBlock, RichTextElement } from '@slack/types';

const REFERENCE =
  /<(?:@(?<user>[A-Z0-9]+)|#(?<channel>[A-Z0-9]+)\|?[^>]*|!(?<range>here|channel|everyone))>/g;

/** Marks as `*` stay in the text: assumed, as Slack's own clients turn them into styles while one types. */
export function richTextOf(text: string, blockId: string): RichTextBlock {
  const elements: RichTextElement[] = [];
  const say = (plain: string) => {
    if (plain !== '') elements.push({ type: 'text', text: unescaped(plain) });
  };
  let from = 0;
  for (const found of text.matchAll(REFERENCE)) {
    say(text.slice(from, found.index));
    from = found.index + found[0].length;
    const { user, channel, range } = found.groups ?? {};
    if (user !== undefined) elements.push({ type: 'user', user_id: user });
    else if (channel !== undefined) elements.push({ type: 'channel', channel_id: channel });
    else if (range === 'here' || range === 'channel' || range === 'everyone') {
      elements.push({ type: 'broadcast', range });
    }
  }
  say(text.slice(from));
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] };
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
