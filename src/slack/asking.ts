import type { ViewOutput, ViewResponseAction } from '@slack/bolt';
import type { Block, KnownBlock, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Language, PersonId, PersonKey, Turn, WorkspaceId } from '../ports.ts';

/** A message that only the person who asked sees. `text` is all that a screen reader reads, so it says everything. */
export interface Message {
  text: string;
  blocks: (KnownBlock | Block)[];
}

/** Somebody asked for something: what every listener is given, whatever Slack sent. */
export interface Asking {
  who: PersonKey;
  /** The command as it is called in this workspace, as `/coach-or-mentor`. */
  command: string;
  client: WebClient;
  /** Opens one modal, within 3 seconds. */
  triggerId: string;
  /** The modal in which the person asked, if they did; `metadata` is what it carries: ids, never trusted. */
  inView?: { id: string; hash: string; metadata: string };
  /** Id of a modal that was opened for this asking, for what comes after. */
  opened?: string;
}

/** A command was typed. Acked by the first reply; see `reply` in answering.ts. */
export interface CommandAsking extends Asking {
  /** What stands after the command, as the person typed it. */
  text: string;
  ack(message?: Message): Promise<void>;
  respond(message: Message): Promise<void>;
}

/** A button was pressed or an option chosen; already acked. */
export interface ActionAsking extends Asking {
  /** Of the button, or of the option that was chosen. */
  value: string | undefined;
}

/** A form was sent; the listener acks. */
export interface FormAsking extends Asking {
  view: ViewOutput;
  ack(response?: FormResponse): Promise<void>;
}
type FormResponse =
  | { response_action: 'update' | 'push'; view: ModalView }
  | { response_action: 'errors'; errors: Record<string, string> }
  | Extract<ViewResponseAction, { response_action: 'clear' }>;

export type Listener<A extends Asking> = (asking: A) => Promise<void>;

/**
 * A message that a feature sends by itself. It is made anew whenever it is sent or refreshed, out of what is true
 * then: an offer that has expired meanwhile reads so, and its buttons are gone.
 */
export interface MessageKind {
  /**
   * What to say now; nothing where it has become pointless: it is then not sent, or left as it stands.
   *
   * @param isSent it stands in Slack, and takes its own place: what is pointless to send still loses its buttons
   */
  render(
    to: PersonKey,
    about: Record<string, string>,
    language: Language,
    isSent: boolean,
  ): Promise<Message | undefined>;
}

/**
 * A message in a channel, about a program. It is made anew whenever it is sent or refreshed, in the program's language.
 * What Slack makes impossible (archived, deleted, the app is not there) its managers are told by nudges/flow/posting.ts.
 */
interface PostKind {
  /**
   * What is to stand there now; nothing where it has become pointless: it is then not posted, or left as it stands.
   *
   * @param about as it was planned; ids and the like, never free text
   * @param how `isPosted`: it stands in the channel already; `isPlain`: this workspace does not know charts
   */
  render(
    program: { workspaceId: WorkspaceId; programId: string },
    about: Record<string, string>,
    how: { isPosted: boolean; isPlain: boolean },
  ): Promise<Message | undefined>;
}

/** Home's 100 blocks are shared out. */
export const MOST_HOME_BLOCKS = 25;

/**
 * What a slice offers to Slack, put together in app.ts. Keys of `actions` and `views` begin with the feature's name;
 * keys of `commands` are the words after the command.
 */
export interface Feature {
  name: string;
  commands?: Record<string, Listener<CommandAsking>>;
  actions?: Record<string, Listener<ActionAsking>>;
  views?: Record<string, Listener<FormAsking>>;
  /** What it sends by itself, by the message's kind; see nudges/flow/notices.ts. */
  messages?: Record<string, MessageKind>;
  /** What it says in channels, by the post's kind; see nudges/flow/posting.ts. */
  posts?: Record<string, PostKind>;
  /** What it does by itself when that has become due by product time. */
  due?: Turn[];
  /** Its part of a person's App Home: at most {@link MOST_HOME_BLOCKS} blocks, none where there is nothing to say. */
  homeSection?(
    who: PersonKey,
    reader: { language: Language; timeZone: string; isAdmin: boolean; isGuest: boolean },
  ): Promise<KnownBlock[]>;
  /** Whose Home may have changed by what this person has just done, beside their own. */
  touches?(who: PersonKey): Promise<PersonId[]>;
  /** By callback id, as in the manifest. */
  shortcuts?: Record<string, Listener<Asking>>;
}
