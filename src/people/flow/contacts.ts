import type { PersonKey, WorkspaceId } from '../../ports.ts';
import { type Database, inTransaction } from '../../storage/database.ts';
import { type Contact, type ContactKind, changesOf, type Opened, shownContacts } from '../contacts.ts';
import { contactsOf, ensureWorkspace, lockWorkspace, writeContacts } from '../store/contacts.ts';
import type { PeoplePorts, Readers } from './readers.ts';

/** Is this person an admin of the workspace right now? Slack is asked each time: a right may have been taken away. */
export async function isAdminNow(ports: PeoplePorts, who: PersonKey): Promise<boolean> {
  return (await ports.facts.factsOf(who)).isAdmin;
}

export type SaveContactsResult =
  | { outcome: 'saved'; contacts: Contact[] }
  | { outcome: 'not-admin' }
  /** Somebody else changed these contacts after the form was opened; nothing was written. */
  | { outcome: 'changed-meanwhile'; kinds: ContactKind[] };

/** Writes what a sent form changes of the workspace's help contacts, if the person is an admin. */
export async function saveContacts(
  ports: PeoplePorts,
  readers: Readers,
  who: PersonKey,
  form: { opened: Opened; contacts: readonly Contact[] },
): Promise<SaveContactsResult> {
  if (!(await isAdminNow(ports, who))) return { outcome: 'not-admin' };
  const now = ports.clock.now();
  const result = await inTransaction(ports.db, async (tx): Promise<SaveContactsResult> => {
    await ensureWorkspace(tx, who.workspaceId);
    await lockWorkspace(tx, who.workspaceId);
    const { write, conflicts } = changesOf(form, await contactsOf(tx, who.workspaceId));
    if (conflicts.length > 0) return { outcome: 'changed-meanwhile', kinds: conflicts };
    if (write.length > 0) await writeContacts(tx, who, write, now);
    return { outcome: 'saved', contacts: shownContacts(await contactsOf(tx, who.workspaceId)) };
  });
  readers.workspaceChanged(who.workspaceId);
  return result;
}

/** Makes sure that the workspace has its row, to which everything else refers. */
export async function registerWorkspace(db: Database, id: WorkspaceId): Promise<void> {
  await ensureWorkspace(db, id);
}

/** Every contact of the workspace, for the form in which they are edited. */
export async function contactsToEdit(ports: PeoplePorts, workspaceId: WorkspaceId): Promise<Contact[]> {
  return contactsOf(ports.db, workspaceId);
}
