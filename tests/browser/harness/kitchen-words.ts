/** The texts of the kitchen, and the small objects they stand in. */
import type { RichTextBlock, RichTextElement } from '@slack/types';

/** Where texts and addresses come from: as written here, or as somebody with bad intent would write them. */
export interface Words {
  /** A text of at most `most` characters. */
  say(text: string, most?: number): string;
  /** Where a link or button leads. */
  to(url: string): string;
  /** Where a picture is. */
  picture(url: string): string;
}

export const HONEST: Words = { say: (text) => text, to: (url) => url, picture: (url) => url };

// The page loads nothing from elsewhere; a picture in the address itself shows.
export const SQUARE =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 18"%3E%3Crect width="32" height="18" fill="%2317645f"/%3E%3Ccircle cx="11" cy="9" r="5" fill="%23f4d583"/%3E%3C/svg%3E';

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });

export function rich(elements: RichTextElement[]): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}
