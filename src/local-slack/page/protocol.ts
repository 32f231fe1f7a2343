/**
 * What the page and the server of local-slack say to each other: JSON over `/page/…`, and server-sent events.
 * Types only. Names of Slack's own things (`block_id`, `view`, `state.values`) are Slack's; the rest is ours.
 *
 * Requests (all take and give JSON; `user` is the id of the person the page shows):
 *   GET  /page/state?user=U   → Snapshot; without `user`, of the person the workspace opens with
 *   GET  /page/events?user=U  → server-sent events; each `data:` is one Change
 *   GET  /page/file/F?user=U  → the bytes of a file that stands in a conversation of theirs, to be saved
 *   POST /page/command        CommandRequest   → Reply
 *   POST /page/shortcut       ShortcutRequest  → Reply
 *   POST /page/message-shortcut  MessageShortcutRequest → Reply
 *   POST /page/direct         DirectRequest    → DirectReply
 *   POST /page/message        MessageRequest   → Reply
 *   POST /page/action         ActionRequest    → Reply
 *   POST /page/submit         SubmitRequest    → SubmitReply
 *   POST /page/close          CloseRequest     → Reply
 *   POST /page/home           HomeRequest      → Reply
 *   POST /page/options        OptionsRequest   → OptionsReply
 *   POST /page/read           ReadRequest      → Reply
 *   POST /clock               as docs/LOCAL-SLACK.md has it: moves product time
 */
import type { KnownBlock, Option, OptionGroup, PlainTextElement, RichTextBlock } from '@slack/types';

export interface PersonCard {
  id: string;
  name: string;
  title: string;
  /** IANA zone, as `Europe/Warsaw`. */
  timeZone: string;
  /** As `pl-PL`. */
  locale: string;
  role: 'owner' | 'admin' | 'member' | 'guest';
  isBot: boolean;
  deactivated: boolean;
}

export interface Conversation {
  id: string;
  kind: 'channel' | 'private' | 'dm';
  /** A channel's name without `#`; for a DM the other side's name. */
  name: string;
  topic: string;
  /** Ids of people and bots in it. For a DM: the person and the other side. */
  members: string[];
  /** True for the conversation that is the app's Messages tab. */
  isApp: boolean;
}

export interface ShownMessage {
  /** Slack's id of the message in its conversation, as `1700000000.000100`. */
  ts: string;
  conversation: string;
  /** A person's or the bot's id. */
  from: string;
  text: string;
  blocks: KnownBlock[];
  edited: boolean;
  /** "Only visible to you". */
  ephemeral: boolean;
  /** Only what is left of a message that had replies. */
  deleted?: true;
  /** For replies only: the ts of the message they belong to. */
  thread?: string;
  /** Emoji by their names without colons, each with the ids of who reacted with it. */
  reactions?: { name: string; people: string[] }[];
  /** Shared with it; `type` in words, as `Calendar`. */
  files?: { id: string; name: string; title: string; type: string; bytes: number }[];
}

export interface OpenView {
  id: string;
  type: 'modal' | 'home';
  callback_id: string;
  title: PlainTextElement | null;
  submit: PlainTextElement | null;
  close: PlainTextElement | null;
  blocks: KnownBlock[];
  /** Changes with every update of the view. The page keeps what was typed where block_id and action_id stay. */
  hash: string;
}

export interface AppCard {
  id: string;
  name: string;
  description: string;
  botUserId: string;
  commands: { command: string; description: string; usageHint: string }[];
  shortcuts: { name: string; callbackId: string; description: string }[];
  /** What can be chosen at a message. */
  messageShortcuts: { name: string; callbackId: string; description: string }[];
  hasHome: boolean;
  hasMessages: boolean;
  messagesReadOnly: boolean;
  /** Is the app connected (Socket Mode), or did it answer its last delivery (HTTP; true until one failed)? */
  connected: boolean;
}

export interface Snapshot {
  team: { id: string; name: string };
  me: PersonCard;
  people: PersonCard[];
  /** The other workspaces here, each with those whose eyes one can look through. */
  elsewhere: { name: string; people: PersonCard[] }[];
  app: AppCard;
  /** What `me` is a member of, the DM with the app included. */
  conversations: Conversation[];
  /** Public channels that `me` is not in, whose names everybody but a guest may read. */
  channels: { id: string; name: string }[];
  /** By conversation id, oldest first. */
  messages: Record<string, ShownMessage[]>;
  /** The person's open modals, bottom first; at most 3. */
  views: OpenView[];
  home: OpenView | null;
  unread: Record<string, number>;
  clock: ClockState;
}

/** Product time at the moment in which it is said. */
export interface ClockState {
  /** Milliseconds since 1970. */
  now: number;
  /** Product seconds in a real one; 0: it stands still. */
  speed: number;
}

export type Change =
  | { type: 'message'; message: ShownMessage; unread: number }
  | { type: 'message-deleted'; conversation: string; ts: string }
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'views'; views: OpenView[] }
  | { type: 'home'; home: OpenView }
  | { type: 'app'; app: AppCard }
  | { type: 'unread'; conversation: string; unread: number }
  | { type: 'clock'; clock: ClockState }
  | { type: 'toast'; toast: Toast };

/** What a developer or a tester should see at once: the app was late, or sent something Slack refuses. */
export interface Toast {
  level: 'info' | 'warning' | 'error';
  text: string;
}

/** `view.state` in Slack's form: by block_id, then action_id. */
export type StateValues = Record<string, Record<string, ElementState>>;

/** What one element holds, in Slack's form; which field is there follows from `type`. */
export interface ElementState {
  type: string;
  value?: string | null;
  selected_option?: Option | null;
  selected_options?: Option[];
  selected_user?: string | null;
  selected_users?: string[];
  selected_conversation?: string | null;
  selected_conversations?: string[];
  selected_channel?: string | null;
  selected_channels?: string[];
  selected_date?: string | null;
  selected_time?: string | null;
  /** Seconds since 1970. */
  selected_date_time?: number | null;
  rich_text_value?: RichTextBlock | null;
}

export interface CommandRequest {
  user: string;
  conversation: string;
  /** As `/coach-or-mentor`. */
  command: string;
  /** What stands after the command, as typed. */
  text: string;
}

export interface ShortcutRequest {
  user: string;
  callbackId: string;
}

export interface MessageShortcutRequest {
  user: string;
  callbackId: string;
  conversation: string;
  ts: string;
}

/** Opens the direct messages with somebody. */
export interface DirectRequest {
  user: string;
  /** A person's id. */
  other: string;
}

export interface MessageRequest {
  user: string;
  conversation: string;
  text: string;
}

/** Where an element stands. */
export type Container =
  | { type: 'view'; viewId: string }
  | { type: 'message'; conversation: string; ts: string };

export interface ActionRequest {
  user: string;
  container: Container;
  block_id: string;
  action_id: string;
  /** The element's new state; for a button its `value`. */
  element: ElementState;
  /** All inputs of the view or message. */
  state: StateValues;
}

export interface SubmitRequest {
  user: string;
  viewId: string;
  state: StateValues;
}

export interface CloseRequest {
  user: string;
  viewId: string;
  /** True: the whole stack is closed at once. */
  all: boolean;
}

export interface HomeRequest {
  user: string;
  tab: 'home' | 'messages';
}

export interface OptionsRequest {
  user: string;
  container: Container;
  block_id: string;
  action_id: string;
  value: string;
}

export interface ReadRequest {
  user: string;
  conversation: string;
}

export type Reply = { ok: true } | { ok: false; error: string };
export type DirectReply = { ok: true; conversation: Conversation } | { ok: false; error: string };
export type SubmitReply =
  | { ok: true; outcome: 'closed' | 'changed' }
  /** Field errors by block_id. */
  | { ok: true; outcome: 'errors'; errors: Record<string, string> }
  | { ok: false; error: string };
export type OptionsReply =
  | { ok: true; options: Option[]; option_groups?: OptionGroup[] }
  | { ok: false; error: string };
