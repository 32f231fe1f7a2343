/** The texts of the kitchen, and the small objects they stand in. */
import type { RichTextBlock, RichTextElement } from '@slack/types';

/** Where texts and addresses come from: as written here, or as somebody with bad intent would write them. */
export interface Words {
  /** A text of at most `most` characters. */
  say(text: string, most?: number): string;
  /** Where a link or button leads. */
  to(url: string): string;
  /** Where a film or a workflow is: a website, as Slack looks there. */
  site(url: string): string;
  /** Where a picture is. */
  picture(url: string): string;
}

export const HONEST: Words = {
  say: (text) => text,
  to: (url) => url,
  site: (url) => url,
  picture: (url) => url,
};

/** Where the kitchen's pictures are: the browser answers there in place of the internet. */
export const PICTURES_AT = 'https://pictures.example/';
export const SQUARE = `${PICTURES_AT}square.svg`;
/** Nobody answers here. */
export const GONE = `${PICTURES_AT}gone.png`;

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });

export function rich(elements: RichTextElement[]): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}
