import type { Texts, TopicText } from '../../locales/texts.ts';

/** A topic in words. */
export function topicName(t: Texts, id: string): string {
  // Every topic has its text in every language; a test compares the two lists.
  return t(`people:topic.${id as TopicText}`);
}

/** Names as one would say them: "a, b and c". */
export function listOf(t: Texts, names: readonly string[]): string {
  return new Intl.ListFormat(t.language, { type: 'conjunction' }).format(names);
}
