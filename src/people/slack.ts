import { textsIn } from '../locales/texts.ts';
import { reply } from '../slack/answering.ts';
import type { Asking, Feature, Listener } from '../slack/asking.ts';
import { loadingView } from '../slack/views.ts';
import { contactsToEdit, isAdminNow, type PeoplePorts, type Readers, saveContacts } from './flow.ts';
import {
  adminsOnly,
  CONTACTS_FORM,
  contactsForm,
  contactsMessage,
  contactsSaved,
  EDIT_CONTACTS,
  parseContactsForm,
} from './views.ts';

/** Help contacts: shown to everybody, set by admins. */
export function people(
  ports: PeoplePorts,
  readers: Readers,
  on: { contactsSaved: Listener<Asking> },
): Feature {
  /** Always a skeleton first: whether the person is an admin is asked of Slack each time. */
  async function editContacts(asking: Asking): Promise<void> {
    const { client, triggerId, inView, who } = asking;
    const opening = { trigger_id: triggerId, view: loadingView(ports.defaultLanguage) };
    const { view } = await (inView ? client.views.push(opening) : client.views.open(opening));
    if (!view?.id) throw new Error('Slack opened a view without an id');
    asking.opened = view.id;
    const { language } = await readers.load(who);
    const t = textsIn(language);
    const form = (await isAdminNow(ports, who))
      ? contactsForm(t, await contactsToEdit(ports, who.workspaceId))
      : adminsOnly(t);
    await client.views.update({ view_id: view.id, ...(view.hash && { hash: view.hash }), view: form });
  }

  return {
    name: 'people',
    commands: {
      contacts: (asking) =>
        reply(asking, readers, (reader) => contactsMessage(textsIn(reader.language), reader)),
    },
    actions: { [EDIT_CONTACTS]: editContacts },
    views: {
      async [CONTACTS_FORM](asking) {
        const { who, view, ack } = asking;
        const t = textsIn((await readers.load(who)).language);
        const form = parseContactsForm(view);
        if (!form.ok)
          return ack({
            response_action: 'errors',
            errors: { [form.block]: t('people:editContacts.notAPerson') },
          });
        const result = await saveContacts(ports, readers, who, { viewId: view.id, contacts: form.contacts });
        await ack({
          response_action: 'update',
          view: result.saved ? contactsSaved(t, result.contacts) : adminsOnly(t),
        });
        if (result.saved) await on.contactsSaved(asking);
      },
    },
  };
}
