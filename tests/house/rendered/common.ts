import type { Texts } from '../../../src/locales/texts.ts';
import { CONTACT_KINDS, type Contact } from '../../../src/people/contacts.ts';
import type { Reader } from '../../../src/people/flow/readers.ts';
import { TOPICS } from '../../../src/people/topics.ts';
import { PersonId } from '../../../src/ports.ts';

/** Something that Slack would show: a modal, the App Home or a message. */
export type Shown = { readonly [field: string]: unknown };

/** Views in every state that has texts of its own, by the name of the function that renders them. */
export type Rendered = Record<string, (t: Texts) => Shown[]>;

export const COMMAND = '/coach-or-mentor';
export const CONTACTS: Contact[] = CONTACT_KINDS.map((kind) => ({
  kind,
  people: [PersonId.parse('U0DARNELLO'), PersonId.parse('U0JONASBRA')],
  note: 'extension 4417',
}));

/** Readers of every sort. */
export function readers(t: Texts): [Reader, ...Reader[]] {
  const { language } = t;
  return [
    { language, timeZone: 'Europe/Warsaw', isAdmin: false, isGuest: false, contacts: [] },
    { language, timeZone: 'Europe/Warsaw', isAdmin: true, isGuest: false, contacts: [] },
    { language, timeZone: 'Europe/Warsaw', isAdmin: false, isGuest: false, contacts: CONTACTS },
    { language, timeZone: 'Europe/Warsaw', isAdmin: true, isGuest: false, contacts: CONTACTS },
  ];
}

/** The id of a topic that leans so far: −2 to coaching, +2 to mentoring. */
export function topicWith(affinity: number): string {
  const topic = TOPICS.find((candidate) => candidate.affinity === affinity);
  if (!topic) throw new Error(`no topic has affinity ${affinity}`);
  return topic.id;
}

export function shown(view: object): Shown {
  return { ...view };
}
