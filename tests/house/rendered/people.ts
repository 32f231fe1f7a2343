import {
  adminsOnly,
  contactsForm,
  contactsMessage,
  contactsSaved,
} from '../../../src/people/views/contacts.ts';
import { CONTACTS, type Rendered, readers, shown } from './common.ts';

export const PEOPLE: Rendered = {
  contactsMessage: (t) =>
    readers(t)
      .map((reader) => contactsMessage(t, reader))
      .map(shown),
  contactsForm: (t) => [contactsForm(t, []), contactsForm(t, CONTACTS)].map(shown),
  contactsSaved: (t) => [contactsSaved(t, []), contactsSaved(t, CONTACTS)].map(shown),
  adminsOnly: (t) => [adminsOnly(t)].map(shown),
};

export const PEOPLE_PARTS = [
  'topicName',
  'listOf',
  'wayName',
  'contactBlocks',
  'contactsText',
  'editContactsButton',
  'parseContactsForm',
  'inputOf',
  'openedWith',
];
