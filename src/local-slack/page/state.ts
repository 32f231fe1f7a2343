/** What the page knows, and how the server's changes move it on. Pure: every function gives a new snapshot. */
import type { Change, Conversation, PersonCard, ShownMessage, Snapshot } from './protocol.ts';

/** A snapshot with look-ups by id. */
export class World {
  readonly snapshot: Snapshot;
  private readonly people: Map<string, PersonCard>;
  private readonly conversations: Map<string, Conversation>;

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
    this.people = new Map(snapshot.people.map((person) => [person.id, person]));
    this.people.set(snapshot.me.id, snapshot.me);
    this.conversations = new Map(snapshot.conversations.map((one) => [one.id, one]));
  }

  get me(): PersonCard {
    return this.snapshot.me;
  }

  person(id: string): PersonCard | undefined {
    return this.people.get(id);
  }

  conversation(id: string): Conversation | undefined {
    return this.conversations.get(id);
  }

  /** The name of a channel that one may know of, without `#`. */
  channelName(id: string): string | undefined {
    return this.conversation(id)?.name ?? this.snapshot.channels.find((one) => one.id === id)?.name;
  }

  /** The DM that is the app's Messages tab, if there is one. */
  get appConversation(): Conversation | undefined {
    return this.snapshot.conversations.find((one) => one.isApp);
  }

  /** The DM with a person, if there is one. */
  directWith(person: string): Conversation | undefined {
    if (person === this.me.id) return undefined;
    return this.snapshot.conversations.find((one) => one.kind === 'dm' && one.members.includes(person));
  }

  /** Can one write to this person? */
  canWriteTo(person: PersonCard): boolean {
    return person.id !== this.me.id && !person.isBot && !person.deactivated;
  }

  isApp(id: string): boolean {
    return id === this.snapshot.app.botUserId;
  }

  /** A name to show for any id; the id itself when nobody has it. */
  nameOf(id: string): string {
    if (this.isApp(id)) return this.snapshot.app.name;
    return this.people.get(id)?.name ?? this.channelName(id) ?? id;
  }

  /** Those one can look through the eyes of. */
  get viewers(): PersonCard[] {
    return this.snapshot.people.filter((person) => !person.isBot && !person.deactivated);
  }
}

/** The snapshot after one change. */
export function applyChange(before: Snapshot, change: Change): Snapshot {
  switch (change.type) {
    case 'message':
      return {
        ...withMessages(before, change.message.conversation, (list) => upsert(list, change.message)),
        unread: { ...before.unread, [change.message.conversation]: change.unread },
      };
    case 'message-deleted':
      return withMessages(before, change.conversation, (list) => list.filter((one) => one.ts !== change.ts));
    case 'conversation':
      return { ...before, conversations: withConversation(before.conversations, change.conversation) };
    case 'views':
      return { ...before, views: change.views };
    case 'home':
      return { ...before, home: change.home };
    case 'app':
      return { ...before, app: change.app };
    case 'unread':
      return { ...before, unread: { ...before.unread, [change.conversation]: change.unread } };
    case 'clock':
      return { ...before, clock: change.clock };
    case 'toast':
      return before;
  }
}

function withMessages(
  before: Snapshot,
  conversation: string,
  change: (list: ShownMessage[]) => ShownMessage[],
): Snapshot {
  const list = change(before.messages[conversation] ?? []);
  return { ...before, messages: { ...before.messages, [conversation]: list } };
}

/** Puts a new message in its place by `ts`, or replaces the one with the same `ts`. */
function upsert(list: ShownMessage[], message: ShownMessage): ShownMessage[] {
  const rest = list.filter((one) => one.ts !== message.ts);
  const later = rest.findIndex((one) => Number(one.ts) > Number(message.ts));
  return later === -1 ? [...rest, message] : rest.toSpliced(later, 0, message);
}

function withConversation(list: Conversation[], conversation: Conversation): Conversation[] {
  const index = list.findIndex((one) => one.id === conversation.id);
  return index === -1 ? [...list, conversation] : list.with(index, conversation);
}
