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
import { readKept } from '../store/workspace.ts';

/** The person an answer is for, and what stands under it. */
export interface Reader {
  language: Language;
  /** IANA. */
  timeZone: string;
  isAdmin: boolean;
  isGuest: boolean;
  contacts: Contact[];
}

export interface PeoplePorts {
  db: Database;
  facts: FactsSource;
  clock: Clock;
  log: Log;
  /** What the app was started with; where a workspace has set its own, that counts: flow/workspace.ts. */
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
  /** Its admins changed its contacts or its settings. */
  workspaceChanged(workspaceId: WorkspaceId): void;
}

const PEOPLE_KEPT = 20_000;
const FACTS_KEPT_MS = 12 * 3_600_000;
const WORKSPACES_KEPT = 2_000;
/** Other replicas may change contacts and settings, so they are read again now and then. */
const WORKSPACE_FRESH_MS = 30_000;

/** What stands under answers, and the language of whoever's own is not known. */
interface KeptWorkspace {
  shown: Contact[];
  language: Language;
  /** Epoch ms. */
  readAt: number;
}

/**
 * Facts and contacts, kept in memory only: that somebody asked for advice is written nowhere. A person Slack cannot
 * tell us about is answered in the workspace's language, and asked about again next time.
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
  const workspaces = new LRUCache<WorkspaceId, KeptWorkspace>({ max: WORKSPACES_KEPT });
  const readerOf = (person: PersonFacts | undefined, { shown, language }: KeptWorkspace): Reader => ({
    language: person ? languageFor(person.locale) : language,
    timeZone: person?.timeZone ?? 'UTC',
    isAdmin: person?.isAdmin ?? false,
    isGuest: person?.isGuest ?? false,
    contacts: shown,
  });

  async function factsFor(who: PersonKey): Promise<PersonFacts | undefined> {
    const known = people.get(keyOf(who));
    if (known) return known;
    try {
      const found = await facts.factsOf(who);
      people.set(keyOf(who), found);
      return found;
    } catch (error) {
      log.warn({ error: describeError(error) }, 'Slack could not be asked about a person');
      return undefined;
    }
  }

  async function workspaceFor(workspaceId: WorkspaceId): Promise<KeptWorkspace> {
    const kept = workspaces.get(workspaceId);
    if (!kept) return readWorkspace(workspaceId);
    // What was known a while ago is shown meanwhile: nobody who needs help waits for the database.
    if (clock.now().getTime() - kept.readAt > WORKSPACE_FRESH_MS) {
      kept.readAt = clock.now().getTime();
      void readWorkspace(workspaceId).catch(unreadable);
    }
    return kept;
  }

  async function readWorkspace(workspaceId: WorkspaceId): Promise<KeptWorkspace> {
    const readAt = clock.now().getTime();
    const [contacts, kept] = await Promise.all([contactsOf(db, workspaceId), readKept(db, workspaceId)]);
    const language = kept?.language ?? defaultLanguage;
    const read = { shown: shownContacts(contacts), language, readAt };
    workspaces.set(workspaceId, read);
    return read;
  }

  const unreadable = (error: unknown): void =>
    log.warn({ error: describeError(error) }, 'help contacts could not be read again');

  return {
    known(who) {
      const person = people.get(keyOf(who));
      const kept = workspaces.get(who.workspaceId);
      if (!person || !kept) return undefined;
      void workspaceFor(who.workspaceId);
      return readerOf(person, kept);
    },
    async load(who) {
      const [person, kept] = await Promise.all([factsFor(who), workspaceFor(who.workspaceId)]);
      return readerOf(person, kept);
    },
    languageOf(who) {
      const person = people.get(keyOf(who));
      if (person) return languageFor(person.locale);
      return workspaces.get(who.workspaceId)?.language ?? defaultLanguage;
    },
    changed(who, found) {
      if (people.has(keyOf(who))) people.set(keyOf(who), found);
    },
    workspaceChanged(workspaceId) {
      workspaces.delete(workspaceId);
    },
  };
}
