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

/** What each contact was when a form with it was opened, as a fingerprint. */
export type Opened = Partial<Record<ContactKind, string>>;

export function opened(contacts: readonly Contact[]): Opened {
  return Object.fromEntries(CONTACT_KINDS.map((kind) => [kind, fingerprint(contactOf(contacts, kind))]));
}

/**
 * What a sent form changes. A contact is written only where its sender changed it, so two admins with the form open
 * at once do not undo each other; where both changed the same one, it is a conflict. Sent twice, it changes nothing.
 */
export function changesOf(
  form: { opened: Opened; contacts: readonly Contact[] },
  current: readonly Contact[],
): { write: Contact[]; conflicts: ContactKind[] } {
  const changed = form.contacts.filter((contact) => {
    const now = fingerprint(contactOf(current, contact.kind));
    return fingerprint(contact) !== form.opened[contact.kind] && fingerprint(contact) !== now;
  });
  const conflicts = changed
    .map(({ kind }) => kind)
    .filter((kind) => fingerprint(contactOf(current, kind)) !== form.opened[kind]);
  return { write: changed, conflicts };
}

function contactOf(contacts: readonly Contact[], kind: ContactKind): Contact {
  return contacts.find((contact) => contact.kind === kind) ?? { kind, people: [], note: '' };
}

/** Short, since a form's metadata has 3,000 characters; FNV-1a of the content, with its length. */
function fingerprint({ people, note }: Contact): string {
  const content = JSON.stringify([people, note]);
  let hash = 0x811c9dc5;
  for (let at = 0; at < content.length; at += 1) hash = Math.imul(hash ^ content.charCodeAt(at), 0x01000193);
  return `${content.length}-${(hash >>> 0).toString(36)}`;
}
