import type {
  ActionsBlock,
  KnownBlock,
  ModalView,
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextSection,
} from '@slack/types';
import type { Texts } from '../../locales/texts.ts';
import type { Fit } from '../../pairs/fit.ts';
import { gapTexts, reasonTexts } from '../../pairs/views/fit.ts';
import { listOf, topicName } from '../../people/views/words.ts';
import type { PersonId } from '../../ports.ts';
import type { Message } from '../../slack/asking.ts';
import { buttons } from '../../slack/buttons.ts';
import { modal } from '../../slack/modal.ts';
import { line, plain, run } from '../../slack/text.ts';

const MENTION = /(<@[UW][A-Z0-9]+>)/;

/** Somebody in one of our own texts; {@link lineOf} and a message's `text` show it as their name. */
export function mention(id: PersonId): string {
  return `<@${id}>`;
}

/** One of our own texts, in which people are mentioned, as a line; never for what somebody typed. */
export function lineOf(text: string, style?: { bold?: boolean }): RichTextSection {
  return line(
    ...text.split(MENTION).map((part): RichTextElement => {
      if (!MENTION.test(part)) return run(part, style);
      return { type: 'user', user_id: part.slice(2, -1), ...(style && { style }) };
    }),
  );
}

/** One of our own texts, in which people are mentioned, as a paragraph. */
export function paragraph(text: string): RichTextBlock {
  return { type: 'rich_text', elements: [lineOf(text)] };
}

/** A heading and points under it; nothing where there are none. */
export function points(heading: string, texts: readonly string[]): RichTextBlockElement[] {
  if (texts.length === 0) return [];
  return [
    line(run(heading, { bold: true })),
    { type: 'rich_text_list', style: 'bullet', elements: texts.map((text) => line(run(text))) },
  ];
}

/** Why two people fit and what does not, each under its heading. */
export function fitPoints(t: Texts, fit: Fit): RichTextBlockElement[] {
  return [
    ...points(t('matching:fit.reasons'), reasonTexts(t, fit)),
    ...points(t('matching:fit.gaps'), gapTexts(t, fit)),
  ];
}

/** The same in one text, for those to whom a message is read out. */
export function fitText(t: Texts, fit: Fit): string {
  return [
    [t('matching:fit.reasons'), reasonTexts(t, fit)] as const,
    [t('matching:fit.gaps'), gapTexts(t, fit)] as const,
  ]
    .filter(([, texts]) => texts.length > 0)
    .map(([heading, texts]) => `${heading}: ${texts.join('; ')}.`)
    .join(' ');
}

/** A moment as the reader's clock shows it, as "Monday 30 November at 9:00". */
export function momentName(t: Texts, at: Date, timeZone: string): string {
  const format = (parts: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(LOCALES[t.language], { ...parts, timeZone }).format(at);
  return t('matching:moment', {
    day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    time: format({ hour: 'numeric', minute: '2-digit' }),
  });
}

/** The day of a moment where the reader lives, as "30 November": a request lives for three months, so no year is said. */
export function dateName(t: Texts, at: Date, timeZone: string): string {
  const style = { day: 'numeric', month: 'long', timeZone } as const;
  return new Intl.DateTimeFormat(LOCALES[t.language], style).format(at);
}

/** English as most people here read it: the day before the month. */
const LOCALES = { en: 'en-GB', pl: 'pl-PL' } as const satisfies Record<Texts['language'], string>;

/** Topics as one would say them, in their order; that there are none is said too. */
export function topicsText(t: Texts, topics: readonly string[]): string {
  if (topics.length === 0) return t('matching:noTopic');
  return listOf(
    t,
    topics.map((id) => topicName(t, id)),
  );
}

/** A modal that only tells something. */
export function tellingView(t: Texts, title: string, blocks: KnownBlock[]): ModalView {
  return modal({
    callbackId: 'matching.told',
    title,
    close: t('common:button.close'),
    blocks,
  });
}

/** A message of our own sentences, smaller ones below them, and buttons. What is read out says all of it. */
export function saying(
  sentences: readonly string[],
  smaller: readonly string[] = [],
  elements: ActionsBlock['elements'] = [],
): Message {
  const blocks: KnownBlock[] = [
    paragraph(sentences.join(' ')),
    ...smaller.map((text): KnownBlock => ({ type: 'context', elements: [plain(text)] })),
    ...(elements.length > 0 ? [buttons('matching.said', elements)] : []),
  ];
  return { text: [...sentences, ...smaller].join(' '), blocks };
}
