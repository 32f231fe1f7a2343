import { LRUCache } from 'lru-cache';
import { languageFor } from '../../locales/texts.ts';
import type { Log } from '../../log.ts';
import { describeError } from '../../log.ts';
import type {
  Clock,
  FactsSource,
  Known,
  Language,
  PersonFacts,
  PersonKey,
  WorkspaceId,
} from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { type Contact, shownContacts } from '../contacts.ts';
import { contactsOf } from '../store/contacts.ts';

/** The person an answer is for, and what stands under it. */
export interface Reader {
  language: Language;
  /** IANA. */
  timeZone: string;
  isAdmin: boolean;
  contacts: Contact[];
}

export interface PeoplePorts {
  db: Database;
  facts: FactsSource;
  clock: Clock;
  log: Log;
  defaultLanguage: Language;
  /** A new uuid each time. */
  newId(): string;
  /**
   * Called inside the transaction in which somebody paused, left, came back, or changed what they offer or whom they
   * would rather not be matched with: what is under way with them is looked at again.
   */
  changed(tx: Tx, who: PersonKey, now: Date): Promise<void>;
}

/** What the app knows of people and workspaces without asking again. */
export interface Readers extends Known<Reader> {
  /** Slack told us that somebody changed: what we knew is replaced, if we knew anything. */
  changed(who: PersonKey, facts: PersonFacts): void;
  contactsChanged(workspaceId: WorkspaceId): void;
}

const NOTHING_KNOWN = {
  name: '',
  timeZone: 'UTC',
  isAdmin: false,
  isGuest: false,
  isGone: false,
  isMember: true,
};
const PEOPLE_KEPT = 20_000;
const FACTS_KEPT_MS = 12 * 3_600_000;
const WORKSPACES_KEPT = 2_000;
/** Other replicas may change contacts, so they are read again now and then. */
const CONTACTS_FRESH_MS = 30_000;

/**
 * Facts and contacts, kept in memory only: that somebody asked for advice is written nowhere. A person Slack cannot
 * tell us about is answered in the default language, and asked about again next time.
 */
export function createReaders({
  db,
  facts,
  clock,
  log,
  defaultLanguage,
}: Omit<PeoplePorts, 'newId' | 'changed'>): Readers {
  const keyOf = ({ workspaceId, personId }: PersonKey): string => `${workspaceId} ${personId}`;
  const people = new LRUCache<string, PersonFacts>({ max: PEOPLE_KEPT, ttl: FACTS_KEPT_MS });
  const contacts = new LRUCache<WorkspaceId, { shown: Contact[]; readAt: number }>({ max: WORKSPACES_KEPT });
  const readerOf = (person: PersonFacts, shown: Contact[]): Reader => ({
    language: languageFor(person.locale),
    timeZone: person.timeZone,
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
      return { ...NOTHING_KNOWN, locale: defaultLanguage };
    }
  }

  async function contactsFor(workspaceId: WorkspaceId): Promise<Contact[]> {
    const kept = contacts.get(workspaceId);
    if (!kept) return readContacts(workspaceId);
    // What was known a while ago is shown meanwhile: nobody who needs help waits for the database.
    if (clock.now().getTime() - kept.readAt > CONTACTS_FRESH_MS) {
      kept.readAt = clock.now().getTime();
      void readContacts(workspaceId).catch(unreadable);
    }
    return kept.shown;
  }

  async function readContacts(workspaceId: WorkspaceId): Promise<Contact[]> {
    const readAt = clock.now().getTime();
    const shown = shownContacts(await contactsOf(db, workspaceId));
    contacts.set(workspaceId, { shown, readAt });
    return shown;
  }

  const unreadable = (error: unknown): void =>
    log.warn({ error: describeError(error) }, 'help contacts could not be read again');

  return {
    known(who) {
      const person = people.get(keyOf(who));
      const kept = contacts.get(who.workspaceId);
      if (!person || !kept) return undefined;
      void contactsFor(who.workspaceId);
      return readerOf(person, kept.shown);
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
