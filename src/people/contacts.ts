import type { PersonId } from '../ports.ts';

/** Whom a person can turn to, in the order they are shown: health, HR, and somebody outside the reporting line. */
export const CONTACT_KINDS = ['support', 'hr', 'trust'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** One contact as an admin entered it: people in Slack, other ways to reach them, or both. */
export interface Contact {
  kind: ContactKind;
  people: PersonId[];
  /** As typed; shown as plain text. */
  note: string;
}

/** Contacts that say something, in the order they are shown. */
export function shownContacts(contacts: readonly Contact[]): Contact[] {
  return CONTACT_KINDS.flatMap((kind) =>
    contacts.filter((contact) => contact.kind === kind && (contact.people.length > 0 || contact.note !== '')),
  );
}
