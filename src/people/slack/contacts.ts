import { textsIn } from '../../locales/texts.ts';
import type { PersonKey } from '../../ports.ts';
import { reply, showModal } from '../../slack/answering.ts';
import type { Feature } from '../../slack/asking.ts';
import { contactsToEdit, isAdminNow, saveContacts } from '../flow/contacts.ts';
import type { PeoplePorts, Readers } from '../flow/readers.ts';
import {
  adminsOnly,
  CONTACTS_FORM,
  contactsForm,
  contactsMessage,
  contactsSaved,
  EDIT_CONTACTS,
  inputOf,
  openedWith,
  parseContactsForm,
} from '../views/contacts.ts';

/** Help contacts: shown to everybody, set by admins. */
export function contacts(
  ports: PeoplePorts,
  readers: Readers,
  on: { contactsSaved(who: PersonKey): void },
): Feature {
  return {
    name: 'people',
    commands: {
      contacts: (asking) =>
        reply(asking, readers, (reader) => contactsMessage(textsIn(reader.language), reader)),
    },
    actions: {
      // Whether the person is an admin is asked of Slack each time: a right may have been taken away.
      [EDIT_CONTACTS]: (asking) =>
        showModal(
          asking,
          readers,
          async ({ language }) =>
            (await isAdminNow(ports, asking.who))
              ? contactsForm(textsIn(language), await contactsToEdit(ports, asking.who.workspaceId))
              : adminsOnly(textsIn(language)),
          { looksUp: true },
        ),
    },
    views: {
      async [CONTACTS_FORM]({ who, view, ack }) {
        const t = textsIn(readers.languageOf(who));
        const form = { opened: openedWith(view.private_metadata), contacts: parseContactsForm(view) };
        const result = await saveContacts(ports, readers, who, form);
        switch (result.outcome) {
          case 'not-admin':
            return ack({ response_action: 'update', view: adminsOnly(t) });
          case 'changed-meanwhile': {
            const errors = result.kinds.map((kind) => [
              inputOf(kind),
              t('people:editContacts.changedMeanwhile'),
            ]);
            return ack({ response_action: 'errors', errors: Object.fromEntries(errors) });
          }
          case 'saved':
            on.contactsSaved(who);
            return ack({ response_action: 'update', view: contactsSaved(t, result.contacts) });
        }
      },
    },
  };
}
