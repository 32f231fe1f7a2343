import { LRUCache } from 'lru-cache';
import { languageFor } from '../locales/texts.ts';
import type { Log } from '../log.ts';
import { describeError } from '../log.ts';
import type { Clock, FactsSource, Known, Language, PersonFacts, PersonKey, WorkspaceId } from '../ports.ts';
import type { Database } from '../storage/database.ts';
import { claimSubmission } from '../storage/submissions.ts';
import { type Contact, shownContacts } from './contacts.ts';
import { contactsOf, ensureWorkspace, writeContacts } from './store.ts';

/** The person an answer is for, and what stands under it. */
export interface Reader {
  language: Language;
  isAdmin: boolean;
  contacts: Contact[];
}

export interface PeoplePorts {
  db: Database;
  facts: FactsSource;
  clock: Clock;
  log: Log;
  defaultLanguage: Language;
}

/** What the app knows of people and workspaces without asking again. */
export interface Readers extends Known<Reader> {
  /** The person's language as far as it is known; the default one otherwise. */
  languageOf(who: PersonKey): Language;
  /** Slack told us that somebody changed: what we knew is replaced, if we knew anything. */
  changed(who: PersonKey, facts: PersonFacts): void;
  contactsChanged(workspaceId: WorkspaceId): void;
}

const PEOPLE_KEPT = 20_000;
const FACTS_KEPT_MS = 12 * 3_600_000;
const WORKSPACES_KEPT = 2_000;
/** Other replicas may change contacts, so they are read again now and then. */
const CONTACTS_KEPT_MS = 30_000;

/**
 * Facts and contacts, kept in memory only: that somebody asked for advice is written nowhere. A person Slack cannot
 * tell us about is answered in the default language, and asked about again next time.
 */
export function createReaders({ db, facts, log, defaultLanguage }: PeoplePorts): Readers {
  const keyOf = ({ workspaceId, personId }: PersonKey): string => `${workspaceId} ${personId}`;
  const people = new LRUCache<string, PersonFacts>({ max: PEOPLE_KEPT, ttl: FACTS_KEPT_MS });
  const contacts = new LRUCache<WorkspaceId, Contact[]>({ max: WORKSPACES_KEPT, ttl: CONTACTS_KEPT_MS });
  const readerOf = (person: PersonFacts, shown: Contact[]): Reader => ({
    language: languageFor(person.locale),
    isAdmin: person.isAdmin,
    contacts: shown,
  });

  async function factsFor(who: PersonKey): Promise<PersonFacts> {
    const known = people.get(keyOf(who));
    if (known) return known;
    try {
      const found = await facts.factsOf(who);
      people.set(keyOf(who), found);
      return found;
    } catch (error) {
      log.warn({ error: describeError(error) }, 'Slack could not be asked about a person');
      return { locale: defaultLanguage, timeZone: 'UTC', isAdmin: false };
    }
  }

  async function contactsFor(workspaceId: WorkspaceId): Promise<Contact[]> {
    const known = contacts.get(workspaceId);
    if (known) return known;
    const found = shownContacts(await contactsOf(db, workspaceId));
    contacts.set(workspaceId, found);
    return found;
  }

  return {
    known(who) {
      const person = people.get(keyOf(who));
      const shown = contacts.get(who.workspaceId);
      return person && shown && readerOf(person, shown);
    },
    async load(who) {
      const [person, shown] = await Promise.all([factsFor(who), contactsFor(who.workspaceId)]);
      return readerOf(person, shown);
    },
    languageOf(who) {
      const person = people.get(keyOf(who));
      return person ? languageFor(person.locale) : defaultLanguage;
    },
    changed(who, found) {
      if (people.has(keyOf(who))) people.set(keyOf(who), found);
    },
    contactsChanged(workspaceId) {
      contacts.delete(workspaceId);
    },
  };
}

/** Is this person an admin of the workspace right now? Slack is asked each time: a right may have been taken away. */
export async function isAdminNow(ports: PeoplePorts, who: PersonKey): Promise<boolean> {
  return (await ports.facts.factsOf(who)).isAdmin;
}

export type SaveContactsResult =
  | { saved: true; contacts: Contact[] }
  | { saved: false; problem: 'not-admin' };

/**
 * Replaces the workspace's help contacts, if the person is an admin. A form that arrives twice is saved once; the
 * second time the contacts as they stand are returned.
 */
export async function saveContacts(
  ports: PeoplePorts,
  readers: Readers,
  who: PersonKey,
  form: { viewId: string; contacts: readonly Contact[] },
): Promise<SaveContactsResult> {
  if (!(await isAdminNow(ports, who))) return { saved: false, problem: 'not-admin' };
  const now = ports.clock.now();
  const contacts = await ports.db.transaction().execute(async (tx) => {
    await ensureWorkspace(tx, who.workspaceId);
    const first = await claimSubmission(tx, { ...who, viewId: form.viewId, step: 'contacts' }, now);
    if (first) await writeContacts(tx, who, form.contacts, now);
    return shownContacts(await contactsOf(tx, who.workspaceId));
  });
  readers.contactsChanged(who.workspaceId);
  return { saved: true, contacts };
}

/** Makes sure that the workspace has its row, to which everything else refers. */
export async function registerWorkspace(db: Database, id: WorkspaceId): Promise<void> {
  await ensureWorkspace(db, id);
}

/** Every contact of the workspace, for the form in which they are edited. */
export async function contactsToEdit(ports: PeoplePorts, workspaceId: WorkspaceId): Promise<Contact[]> {
  return contactsOf(ports.db, workspaceId);
}
