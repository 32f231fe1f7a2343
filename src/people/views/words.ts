import type { Texts, TopicText } from '../../locales/texts.ts';
import type { Way } from '../profile.ts';

/** A topic in words. */
export function topicName(t: Texts, id: string): string {
  // Every topic has its text in every language; a test compares the two lists.
  return t(`people:topic.${id as TopicText}`);
}

/** Names as one would say them: "a, b and c". */
export function listOf(t: Texts, names: readonly string[]): string {
  return new Intl.ListFormat(t.language, { type: 'conjunction' }).format(names);
}

/** A statement about how somebody likes to work, as people tick it. */
export function wayName(t: Texts, way: Way): string {
  return t(`people:way.${way}`);
}
