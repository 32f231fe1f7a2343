import type { Expression, SqlBool } from 'kysely';
import { z } from 'zod';

/** Ids as Slack gives them. A workspace is a Slack team; every row of ours belongs to one. */
export const WorkspaceId = z
  .string()
  .regex(/^[TE][A-Z0-9]{2,}$/)
  .brand<'WorkspaceId'>();
export type WorkspaceId = z.infer<typeof WorkspaceId>;
export const PersonId = z
  .string()
  .regex(/^[UW][A-Z0-9]{2,}$/)
  .brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

/** Languages the app speaks. A new one is a line here and a folder beside `locales/en`. */
export const LANGUAGES = ['en', 'pl'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The two forms of development at work that the product serves. */
export const KINDS = ['coaching', 'mentoring'] as const;
export type Kind = (typeof KINDS)[number];

/** A member of a workspace: always the pair of ids, never a name. */
export interface PersonKey {
  workspaceId: WorkspaceId;
  personId: PersonId;
}

/** Only edges read the clock; flows are given one, and pure code is given `now`. */
export interface Clock {
  now(): Date;
}
export const systemClock: Clock = { now: () => new Date() };

/** What Slack says of a person, as far as the product needs it. */
export interface PersonFacts {
  /** As Slack shows it. */
  name: string;
  /** In full, as their profile has it; often the same. */
  fullName: string;
  /** As `pl-PL`. */
  locale: string;
  /** IANA zone. */
  timeZone: string;
  isAdmin: boolean;
  isGuest: boolean;
  /** Deactivated in Slack. */
  isGone: boolean;
  /** A person of the workspace: no bot, and nobody whom another company shares a channel with. */
  isMember: boolean;
}

/** Where facts about people come from. */
export interface FactsSource {
  /** @throws where Slack cannot be asked. */
  factsOf(person: PersonKey): Promise<PersonFacts>;
}

/** A message of ours. `text` is all that a screen reader reads, so it says everything. */
export interface OutgoingMessage {
  text: string;
  blocks: { type: string }[];
}

/** The same as it goes over the wire; `blocks` are JSON. Written down once: what goes out is also told by a hash. */
export interface WrittenMessage {
  text: string;
  blocks: string;
}

/** One of the things that are done again and again, a batch of it each time; never twice at once in one process. */
export interface Turn {
  /** Is there something for it to do? A condition for the database, so that all turns are asked for in one statement. */
  isDue(now: Date): Expression<SqlBool>;
  /** @returns with how many something was done */
  take(): Promise<number>;
}

/** Sends messages by itself, outside a request. Never called inside a transaction: it throws there. */
export interface Messenger {
  /** @param deliveryId opaque, carried in the message's metadata */
  post(to: PersonKey, message: WrittenMessage, deliveryId: string): Promise<PostResult>;
  /** Replaces what was posted. */
  update(posted: { channel: string; ts: string }, message: WrittenMessage): Promise<PostResult>;
  /** Looks for a message that may have arrived; absent where the app was not allowed to read its own. */
  find?(to: PersonKey, deliveryId: string): Promise<FindResult>;
}

/** Puts messages into channels, outside a request. Never called inside a transaction: it throws there. */
export interface Poster {
  /** @param postId opaque, carried in the message's metadata */
  post(channel: string, message: WrittenMessage, postId: string): Promise<PostResult>;
  /** Replaces what was posted. */
  update(posted: { channel: string; ts: string }, message: WrittenMessage): Promise<PostResult>;
}

/** What came of looking for a message. */
export type FindResult =
  | { outcome: 'found'; channel: string; ts: string }
  | { outcome: 'not-found' }
  /** The app may not look. */
  | { outcome: 'cannot' }
  /** Slack could not be asked. */
  | { outcome: 'later' };

/** What came back from Slack. */
export type PostResult =
  | { outcome: 'sent'; channel: string; ts: string }
  /** Clearly not sent: a rate limit, nobody listening. */
  | { outcome: 'not-sent'; code: string; retryAfterMs: number | null }
  /** Slack said no, and would again. */
  | { outcome: 'refused'; code: string }
  /** Sent or not: the answer never came. */
  | { outcome: 'unknown'; code: string };

/**
 * What an answer needs to know of the person it is for. `known` is at hand without any I/O, or nothing: the first
 * answer to a person takes a look-up, and Slack's three seconds go on meanwhile.
 */
export interface Known<R> {
  known(who: PersonKey): R | undefined;
  load(who: PersonKey): Promise<R>;
  /** The person's language as far as it is known; the default one otherwise. */
  languageOf(who: PersonKey): Language;
}

/** What Slack says when it is asked who somebody is. */
export type DirectoryAnswer =
  | { outcome: 'found'; personId: PersonId; email: string | null; facts: PersonFacts }
  /** There is nobody of that id or e-mail; Slack's code. */
  | { outcome: 'not-found'; code: string }
  /** The app may not ask: a scope it can do without was not granted. */
  | { outcome: 'scope-missing' }
  /** Too many questions, or no answer: later. */
  | { outcome: 'later' };

/** Who is who in Slack, asked in the background: no oftener than Slack allows. Throws inside a transaction. */
export interface Directory {
  byId(personId: PersonId): Promise<DirectoryAnswer>;
  byEmail(email: string): Promise<DirectoryAnswer>;
}
