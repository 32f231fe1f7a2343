/**
 * The state of one workspace, in memory: people, conversations, messages, what was read. It knows no transport:
 * whoever shows it subscribes to its changes.
 */
import { createHash } from 'node:crypto';
import type { Clock, Ids } from './clock.ts';
import { formatTs } from './clock.ts';
import type { Change, Conversation, ShownMessage } from './page/protocol.ts';
import {
  type BotUser,
  canSee,
  type Message,
  type MessageChange,
  type Person,
  type PersonChanges,
  type Reaction,
  type Room,
  SLACKBOT,
  shown,
} from './records.ts';
import type { WorkspaceSeed } from './seed.ts';
import { repliesTo, rootOf, stoneOf } from './threads.ts';

/** Called with whom a change concerns (a person's id) and what changed. */
export type Listener = (person: string, change: Change) => void;

/** One workspace. Its maps are read by everyone and changed only by its own methods. */
export class Workspace {
  readonly team: WorkspaceSeed['team'];
  readonly opensAs: string;
  readonly people = new Map<string, Person>();
  readonly rooms = new Map<string, Room>();
  readonly bot: BotUser;
  readonly #messages = new Map<string, Message[]>();
  readonly #readUpTo = new Map<string, string>();
  readonly #listeners = new Set<Listener>();
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor(seed: WorkspaceSeed, bot: BotUser, clock: Clock, ids: Ids) {
    this.team = seed.team;
    this.opensAs = seed.opensAs;
    this.bot = bot;
    this.#clock = clock;
    this.#ids = ids;
    const updatedAt = this.nowSeconds();
    for (const one of seed.people) this.people.set(one.id, { ...one, isBot: false, updatedAt });
    this.#addBot(bot.id, bot.name, updatedAt);
    this.#addBot(SLACKBOT, 'Slackbot', updatedAt);
    for (const channel of seed.channels) this.#addChannel(channel, seed);
    for (const { people, messages } of seed.directMessages) this.#say(this.directRoom(...people), messages);
  }

  nowSeconds(): number {
    return Math.floor(this.#clock.now() / 1000);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears of each message that everybody in its conversation sees: posted, changed, deleted. */
  onMessage: (what: MessageChange) => void = () => {};

  /** Tells one person's pages of a change; `everyone` tells all. */
  tell(whom: string | 'everyone', change: Change): void {
    const people = whom === 'everyone' ? [...this.people.keys()] : [whom];
    for (const listener of this.#listeners) for (const person of people) listener(person, change);
  }

  /** The DM of two people (or of a person and the app), made when first asked for. */
  directRoom(person: string, other: string): Room {
    const known = [...this.rooms.values()].find(
      (room) => room.kind === 'dm' && room.members.includes(person) && room.members.includes(other),
    );
    if (known) return known;
    const id = directId(person, other, this.bot.id);
    const room: Room = {
      id,
      kind: 'dm',
      name: '',
      topic: '',
      members: [person, other],
      createdAt: this.nowSeconds(),
    };
    this.rooms.set(id, room);
    for (const member of room.members) {
      this.tell(member, { type: 'conversation', conversation: this.shownRoom(room, member) });
    }
    return room;
  }

  /** Finds a conversation by id, or a channel by `#name` or `name`. */
  findRoom(idOrName: string): Room | undefined {
    const name = idOrName.replace(/^#/, '');
    return (
      this.rooms.get(idOrName) ??
      [...this.rooms.values()].find((room) => room.kind !== 'dm' && room.name === name)
    );
  }

  /** Adds somebody to a channel. False: was in it before. */
  join(room: Room, member: string): boolean {
    if (room.members.includes(member)) return false;
    room.members.push(member);
    for (const one of room.members) {
      this.tell(one, { type: 'conversation', conversation: this.shownRoom(room, one) });
    }
    return true;
  }

  /** Takes somebody out of a channel. False: was not in it. */
  leave(room: Room, member: string): boolean {
    const at = room.members.indexOf(member);
    if (at < 0) return false;
    room.members.splice(at, 1);
    for (const one of room.members) {
      this.tell(one, { type: 'conversation', conversation: this.shownRoom(room, one) });
    }
    return true;
  }

  /**
   * Posts a message; it gets its ts here. A reply to what is not there stands in the conversation as any other, as
   * Slack has it (seen: slack-go/slack#1571).
   */
  post({ threadTs, subtype, ...message }: Omit<Message, 'ts'>): Message {
    const list = this.#list(message.room);
    const root = threadTs === undefined ? undefined : rootOf(list, threadTs);
    const reply = root && { threadTs: root.ts, ...(subtype === undefined ? {} : { subtype }) };
    const posted: Message = { ts: this.#ids.ts(), ...message, ...reply };
    list.push(posted);
    // What one writes oneself one has read.
    this.#readUpTo.set(readKey(posted.from, posted.room), posted.ts);
    this.#announce(posted);
    this.#hear({ what: 'posted', message: posted });
    return posted;
  }

  messages(room: string): readonly Message[] {
    return this.#messages.get(room) ?? [];
  }

  findMessage(room: string, ts: string): Message | undefined {
    return this.#messages.get(room)?.find((message) => message.ts === ts);
  }

  /** Replaces what a message says. As in Slack, only a message without blocks is shown as edited. */
  edit(
    message: Message,
    changed: Partial<Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'>>,
  ): void {
    const before = { ...message };
    Object.assign(message, changed);
    if (message.blocks.length === 0) message.editedTs = this.#ids.ts();
    this.#announce(message);
    this.#hear({ what: 'changed', message, before });
  }

  setReactions(message: Message, reactions: Reaction[]): void {
    message.reactions = reactions;
    this.#announce(message);
  }

  /** Deletes a message; of one with replies a stone is left. */
  remove(message: Message): void {
    this.#hear({ what: 'deleted', message });
    const list = this.#list(message.room);
    if (repliesTo(list, message).length > 0) {
      const stone = stoneOf(message);
      list[list.indexOf(message)] = stone;
      this.#announce(stone);
      return;
    }
    list.splice(list.indexOf(message), 1);
    for (const person of this.#readersOf(message)) {
      this.tell(person, { type: 'message-deleted', conversation: message.room, ts: message.ts });
    }
  }

  /** Marks a conversation as read to its end. */
  markRead(person: string, room: string): void {
    const last = this.messages(room).at(-1);
    if (last) this.#readUpTo.set(readKey(person, room), last.ts);
    this.tell(person, { type: 'unread', conversation: room, unread: 0 });
  }

  unread(person: string, room: string): number {
    const upTo = this.#readUpTo.get(readKey(person, room)) ?? '';
    return this.messages(room).filter(
      (message) => message.ts > upTo && message.from !== person && canSee(message, person),
    ).length;
  }

  /** Changes a person's facts; who shows or uses them is told by the caller (`user_change`). */
  changePerson(id: string, changes: PersonChanges): Person | undefined {
    const person = this.people.get(id);
    if (person) Object.assign(person, changes, { updatedAt: this.nowSeconds() });
    return person;
  }

  shownRoom(room: Room, viewer: string): Conversation {
    const other = room.members.find((member) => member !== viewer) ?? viewer;
    return {
      id: room.id,
      kind: room.kind,
      name: room.kind === 'dm' ? (this.people.get(other)?.name ?? other) : room.name,
      topic: room.topic,
      members: [...room.members],
      isApp: room.kind === 'dm' && room.members.includes(this.bot.id),
    };
  }

  /** What one person sees of a conversation, oldest first. */
  shownMessages(room: string, viewer: string): ShownMessage[] {
    return this.messages(room)
      .filter((message) => canSee(message, viewer))
      .map(shown);
  }

  #hear(change: MessageChange): void {
    if (change.message.visibleTo === undefined) this.onMessage(change);
  }

  #announce(message: Message): void {
    for (const person of this.#readersOf(message)) {
      const unread = this.unread(person, message.room);
      this.tell(person, { type: 'message', message: shown(message), unread });
    }
  }

  #readersOf(message: Message): string[] {
    if (message.visibleTo !== undefined) return [message.visibleTo];
    return this.rooms.get(message.room)?.members ?? [];
  }

  #list(room: string): Message[] {
    const list = this.#messages.get(room) ?? [];
    this.#messages.set(room, list);
    return list;
  }

  #addBot(id: string, name: string, updatedAt: number): void {
    this.people.set(id, {
      id,
      handle: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'),
      name,
      title: '',
      email: '',
      timeZone: 'America/Los_Angeles',
      locale: 'en-US',
      role: 'member',
      isBot: true,
      deactivated: false,
      updatedAt,
    });
  }

  #addChannel(channel: WorkspaceSeed['channels'][number], seed: WorkspaceSeed): void {
    const everyone = seed.people.filter((one) => one.role !== 'guest' && !one.deactivated);
    const members = channel.members === 'everyone' ? everyone.map((one) => one.id) : channel.members;
    this.rooms.set(channel.id, {
      id: channel.id,
      kind: channel.kind,
      name: channel.name,
      topic: channel.topic,
      members: [...members],
      createdAt: this.nowSeconds() - 365 * 24 * 3600,
    });
    this.#say({ id: channel.id, members }, channel.messages);
  }

  /** What was said before local-slack started; everybody has read it. */
  #say(room: Pick<Room, 'id' | 'members'>, messages: WorkspaceSeed['channels'][number]['messages']): void {
    const said = messages.toSorted((a, b) => b.minutesAgo - a.minutesAgo);
    for (const [index, { from, text, minutesAgo }] of said.entries()) {
      // Microseconds from the index keep two messages of the same minute apart.
      const ts = formatTs((this.#clock.now() - minutesAgo * 60_000) * 1000 + index);
      this.#list(room.id).push({ ts, room: room.id, from, text, blocks: [] });
      for (const member of room.members) this.#readUpTo.set(readKey(member, room.id), ts);
    }
  }
}

/** A DM's id follows from those of the two, so that a restart shows the same ids. */
function directId(person: string, other: string, bot: string): string {
  if (other === bot) return `D${person.slice(1)}`;
  const sum = createHash('sha256').update([person, other].sort().join(' ')).digest('hex');
  return `D0${sum.slice(0, 9).toUpperCase()}`;
}

function readKey(person: string, room: string): string {
  return `${person} ${room}`;
}
