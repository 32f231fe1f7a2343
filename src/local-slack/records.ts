/** What a workspace holds: people, conversations, messages. */
import type { KnownBlock } from '@slack/types';
import type { Attachment } from './block-kit/message.ts';
import type { Conversation, PersonCard, ShownMessage } from './page/protocol.ts';

/** Slack's own bot, which answers mistyped commands. */
export const SLACKBOT = 'USLACKBOT';

/** A member of the workspace, or a bot. */
export interface Person {
  id: string;
  /** What one types after `@`, without it. */
  handle: string;
  name: string;
  title: string;
  email: string;
  timeZone: string;
  locale: string;
  role: PersonCard['role'];
  isBot: boolean;
  deactivated: boolean;
  /** Seconds since 1970. */
  updatedAt: number;
}

/** What `changePerson` may change. */
export type PersonChanges = Partial<
  Pick<Person, 'name' | 'title' | 'timeZone' | 'locale' | 'role' | 'deactivated'>
>;

/** A channel, public or private, or a direct conversation of two. */
export interface Room {
  id: string;
  kind: Conversation['kind'];
  /** Empty for a DM, whose name depends on who looks. */
  name: string;
  topic: string;
  members: string[];
  /** Seconds since 1970. */
  createdAt: number;
  /** Nothing is posted there any more. */
  isArchived?: true;
}

/** What an app attaches to a message for itself (docs.slack.dev, Message metadata). */
export interface Metadata {
  event_type: string;
  event_payload: object;
}

/** A message; `ts` is its id in its room. */
export interface Message {
  ts: string;
  room: string;
  from: string;
  text: string;
  blocks: KnownBlock[];
  attachments?: Attachment[];
  editedTs?: string;
  /** An ephemeral message: the only person who sees it. */
  visibleTo?: string;
  /** For replies only: the message they belong to. */
  threadTs?: string;
  /** A reply that also stands in the conversation, or what is left of a deleted message that has replies. */
  subtype?: 'thread_broadcast' | 'tombstone';
  metadata?: Metadata;
  /** Shared with it. */
  files?: SharedFile[];
  /** In the order in which each was first used; nobody's is not there. */
  reactions?: Reaction[];
}

/** A file as a message holds it; its bytes stay in files.ts. */
type SharedFile = NonNullable<ShownMessage['files']>[number];

/** An emoji by its name without colons, and the ids of who reacted with it. */
export interface Reaction {
  name: string;
  people: string[];
}

/** What happened to a message; `before` is what it said until then. */
export type MessageChange =
  | { what: 'posted' | 'deleted'; message: Message }
  | { what: 'changed'; message: Message; before: Message };

/** The bot user that posts for the app. */
export interface BotUser {
  id: string;
  name: string;
}

/** False for somebody else's ephemeral message. */
export function canSee(message: Message, person: string): boolean {
  return message.visibleTo === undefined || message.visibleTo === person;
}

/** A message as the page gets it. Of attachments it shows what stands for them, below the rest. */
export function shown(message: Message): ShownMessage {
  const below = (message.attachments ?? []).map((one) => one.fallback).filter((one) => one !== '');
  const blocks = message.blocks.length > 0 ? [...message.blocks, ...below.map(paragraph)] : [];
  return {
    ts: message.ts,
    conversation: message.room,
    from: message.from,
    text: [message.text, ...below].filter((one) => one !== '').join('\n'),
    blocks,
    edited: message.editedTs !== undefined,
    ephemeral: message.visibleTo !== undefined,
    ...(message.subtype === 'tombstone' ? { deleted: true } : {}),
    ...(message.threadTs === undefined ? {} : { thread: message.threadTs }),
    ...(message.reactions?.length ? { reactions: message.reactions } : {}),
    ...(message.files?.length ? { files: message.files } : {}),
  };
}

function paragraph(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
