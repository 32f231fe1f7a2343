import type { Button, KnownBlock, ModalView, RichTextElement } from '@slack/types';
import { z } from 'zod';
import type { Texts } from '../../locales/texts.ts';
import { PersonId } from '../../ports.ts';
import type { Message } from '../../slack/asking.ts';
import { button, buttons } from '../../slack/buttons.ts';
import { peopleSelect, textInput } from '../../slack/inputs.ts';
import { modal } from '../../slack/modal.ts';
import { carriedIn, peopleIn, type Sent, typedIn } from '../../slack/sent.ts';
import { escaped, line, mrkdwn, plain, run } from '../../slack/text.ts';
import { CONTACT_KINDS, type Contact, type ContactKind, type Opened, opened } from '../contacts.ts';
import type { Reader } from '../flow/readers.ts';

export const EDIT_CONTACTS = 'people.contacts.edit';
export const CONTACTS_FORM = 'people.contacts';
/** Opens the form by which somebody writes to the persons of trust; no value. */
export const CONCERN = 'people.concern';
const NOTE_LENGTH = 500;
const MOST_PEOPLE = 5;

/**
 * "Where to turn": every contact of the workspace, or what to do while there is none.
 *
 * @param beside further buttons beside that by which admins change them
 */
export function contactBlocks(
  t: Texts,
  reader: Pick<Reader, 'contacts' | 'isAdmin'>,
  beside: readonly Button[] = [],
): KnownBlock[] {
  const { contacts, isAdmin } = reader;
  if (contacts.length === 0) {
    const none = isAdmin ? t('people:contacts.noneAdmin') : t('people:contacts.none');
    return [
      { type: 'section', text: mrkdwn(`*${t('people:contacts.title')}*\n${none}`) },
      ...(isAdmin ? [editContactsButton(t, beside)] : []),
    ];
  }
  return [
    {
      type: 'rich_text',
      elements: [
        line(run(t('people:contacts.title'), { bold: true })),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: contacts.map((contact) => line(...contactRuns(t, contact))),
        },
      ],
    },
  ];
}

/** The contacts in plain words, for the top-level text that screen readers read. */
export function contactsText(t: Texts, contacts: readonly Contact[]): string {
  if (contacts.length === 0) return t('people:contacts.none');
  const lines = contacts.map(({ kind, people, note }) => {
    const mentions = people.map((id) => `<@${id}>`).join(', ');
    return `${t(`people:contacts.kind.${kind}`)}: ${[mentions, escaped(note)].filter(Boolean).join(', ')}`;
  });
  return `${t('people:contacts.title')}: ${lines.join('; ')}`;
}

function contactRuns(t: Texts, { kind, people, note }: Contact): RichTextElement[] {
  const mentions = people.flatMap((id, at): RichTextElement[] => [
    ...(at > 0 ? [run(', ')] : []),
    { type: 'user', user_id: id },
  ]);
  const between = people.length > 0 && note !== '' ? [run(', ')] : [];
  return [run(`${t(`people:contacts.kind.${kind}`)}: `, { bold: true }), ...mentions, ...between, run(note)];
}

function editContactsButton(t: Texts, beside: readonly Button[]): KnownBlock {
  return buttons('people.change-contacts', [button(EDIT_CONTACTS, t('people:contacts.edit')), ...beside]);
}

/** The way to the persons of trust, wherever something may be wrong. */
export function concernButton(t: Texts): Button {
  return button(CONCERN, t('people:concern.button'));
}

/** The same beside something else that is left or ended: it is a matter of its own. */
export function concernBeside(t: Texts): KnownBlock[] {
  return [
    { type: 'section', text: plain(t('people:concern.beside')) },
    buttons('people.tell-concern', [concernButton(t)]),
  ];
}

/**
 * What one can do about the contacts: write to a person of trust, where one is set; for admins, change them.
 *
 * @param beside further buttons beside that one
 */
export function contactActions(
  t: Texts,
  { contacts, isAdmin }: Pick<Reader, 'contacts' | 'isAdmin'>,
  beside: readonly Button[] = [],
): KnownBlock[] {
  const isTrustSet = contacts.some(({ kind, people }) => kind === 'trust' && people.length > 0);
  return [
    ...(isTrustSet ? [buttons('people.tell-concern', [concernButton(t)])] : []),
    ...(isAdmin && contacts.length > 0 ? [editContactsButton(t, beside)] : []),
  ];
}

/** The answer to `/coach-or-mentor contacts`. */
export function contactsMessage(t: Texts, reader: Reader): Message {
  return {
    text: contactsText(t, reader.contacts),
    blocks: [...contactBlocks(t, reader), ...contactActions(t, reader)],
  };
}

/** The form in which an admin sets the contacts, filled with those that stand. */
export function contactsForm(t: Texts, contacts: readonly Contact[]): ModalView {
  return modal({
    callbackId: CONTACTS_FORM,
    // So that a change by somebody else in the meantime is not written over.
    metadata: JSON.stringify(opened(contacts)),
    title: t('people:editContacts.title'),
    submit: t('common:button.save'),
    close: t('common:button.cancel'),
    blocks: [
      { type: 'section', text: plain(t('people:editContacts.intro')) },
      { type: 'context', elements: [plain(t('people:editContacts.seen'))] },
      ...CONTACT_KINDS.flatMap((kind): KnownBlock[] =>
        contactInputs(t, contacts.find((contact) => contact.kind === kind) ?? { kind, people: [], note: '' }),
      ),
    ],
  });
}

function contactInputs(t: Texts, { kind, people, note }: Contact): KnownBlock[] {
  const name = t(`people:contacts.kind.${kind}`);
  return [
    { type: 'divider' },
    peopleSelect({
      block: `people.${kind}`,
      action: 'people',
      optional: true,
      label: t('people:editContacts.people', { kind: name }),
      hint: t(`people:contacts.kindHint.${kind}`),
      placeholder: t('people:editContacts.peoplePlaceholder'),
      most: MOST_PEOPLE,
      chosen: people,
    }),
    textInput({
      block: inputOf(kind),
      action: 'note',
      optional: true,
      label: t('people:editContacts.note', { kind: name }),
      hint: t('people:editContacts.noteHint'),
      most: NOTE_LENGTH,
      typed: note,
      isOneLine: true,
    }),
  ];
}

/** Reads the form: one contact for each kind, empty ones included, so that what was taken out is gone. */
export function parseContactsForm(view: Sent): Contact[] {
  return CONTACT_KINDS.map((kind) => ({
    kind,
    people: peopleIn(view, `people.${kind}`).flatMap((id) => PersonId.safeParse(id).data ?? []),
    note: typedIn(view, inputOf(kind)).trim(),
  }));
}

/** The block under which a problem with this kind of contact is said. */
export function inputOf(kind: ContactKind): string {
  return `note.${kind}`;
}

const OpenedForm = z.partialRecord(z.enum(CONTACT_KINDS), z.string());

/** What the contacts were when the form was opened; nothing of a form that does not say. */
export function openedWith(metadata: string): Opened {
  return carriedIn(metadata, OpenedForm) ?? {};
}

/** After saving: the contacts as people will see them. */
export function contactsSaved(t: Texts, contacts: Contact[]): ModalView {
  return modal({
    callbackId: 'people.contacts.saved',
    title: t('people:editContacts.title'),
    close: t('common:button.close'),
    blocks: [
      { type: 'section', text: plain(t('people:editContacts.saved')) },
      ...contactBlocks(t, { contacts, isAdmin: false }),
    ],
  });
}

export function adminsOnly(t: Texts): ModalView {
  return modal({
    callbackId: 'people.contacts.refused',
    title: t('people:editContacts.title'),
    close: t('common:button.close'),
    blocks: [{ type: 'section', text: plain(t('people:contacts.adminsOnly')) }],
  });
}
