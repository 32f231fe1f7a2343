/**
 * Files that the app uploads: first an address for the bytes, then the bytes, then the word that makes it a file
 * (docs.slack.dev, files.getUploadURLExternal). In memory, as everything here.
 */
import type { Clock, Ids } from './clock.ts';

/** Of one file. Slack takes far more; here everything stays in memory, and a body may have 2 MB. */
const MOST_FILE_BYTES = 1_000_000;
/** Of all files of a workspace; then Slack's `storage_limit_reached`. */
const MOST_STORED_BYTES = 50_000_000;

/** A file that was completed. */
export interface StoredFile {
  id: string;
  /** As `coaching.ics`. */
  name: string;
  title: string;
  /** By the end of its name, as Slack does. */
  kind: FileKind;
  bytes: Buffer;
  /** Seconds since 1970. */
  createdAt: number;
  /** Was it shared in a public channel? */
  isPublic: boolean;
  /** Where it was shared: ids of rooms, each with the message's ts. */
  shares: { room: string; ts: string }[];
}

/** What an address was given for. */
interface Ticket {
  id: string;
  name: string;
  length: number;
  bytes: Buffer | undefined;
}

interface FileKind {
  mimetype: string;
  filetype: string;
  pretty: string;
}

const UNKNOWN: FileKind = { mimetype: 'application/octet-stream', filetype: 'binary', pretty: 'Binary' };
/** The few that apps send to people; Slack knows hundreds (docs.slack.dev, File object, file types). */
const KINDS: Record<string, FileKind> = {
  csv: { mimetype: 'text/csv', filetype: 'csv', pretty: 'CSV' },
  ics: { mimetype: 'text/calendar', filetype: 'ics', pretty: 'Calendar' },
  json: { mimetype: 'application/json', filetype: 'json', pretty: 'JSON' },
  md: { mimetype: 'text/markdown', filetype: 'markdown', pretty: 'Markdown (raw)' },
  pdf: { mimetype: 'application/pdf', filetype: 'pdf', pretty: 'PDF' },
  png: { mimetype: 'image/png', filetype: 'png', pretty: 'PNG' },
  txt: { mimetype: 'text/plain', filetype: 'text', pretty: 'Plain Text' },
  zip: { mimetype: 'application/zip', filetype: 'zip', pretty: 'Zip' },
};

/** The files of one workspace. */
export class Files {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #tickets = new Map<string, Ticket>();
  readonly #stored = new Map<string, StoredFile>();

  /** @param clock gives the files' dates */
  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  /**
   * Gives an address for a file of so many bytes.
   *
   * @returns the file's id and the secret in the address, or Slack's code for why it may not come
   */
  begin(name: string, length: number): { id: string; secret: string } | { problem: string } {
    // Slack's own code for this (docs.slack.dev, files.getUploadURLExternal).
    if (length === 0) return { problem: 'missing_argument' };
    if (length > MOST_FILE_BYTES) return { problem: 'file_upload_size_restricted' };
    if (this.#bytesHeld() + length > MOST_STORED_BYTES) return { problem: 'storage_limit_reached' };
    const id = this.#ids.id('F');
    const secret = this.#ids.secret(24);
    this.#tickets.set(secret, { id, name, length, bytes: undefined });
    return { id, secret };
  }

  /** Was this address given out? */
  expects(secret: string): boolean {
    return this.#tickets.has(secret);
  }

  /**
   * Takes the bytes, once. What else than "non-200" Slack answers to wrong ones is not documented: assumed.
   *
   * @returns the file's id, or the status of what was wrong
   */
  take(secret: string, bytes: Buffer): { id: string } | { status: 400 | 404; why: string } {
    const ticket = this.#tickets.get(secret);
    if (!ticket || ticket.bytes) return { status: 404, why: 'no file is expected here' };
    if (bytes.length !== ticket.length)
      return { status: 400, why: `${ticket.length} bytes were announced, and ${bytes.length} came` };
    ticket.bytes = bytes;
    return { id: ticket.id };
  }

  /** Can this upload be completed: have its bytes come, and was it not completed before? */
  isUploaded(id: string): boolean {
    return this.#uploaded(id) !== undefined;
  }

  /** Makes an upload a file. @throws Error where its bytes never came: ask {@link isUploaded} first */
  complete(id: string, title: string | undefined): StoredFile {
    const found = this.#uploaded(id);
    if (!found?.ticket.bytes) throw new Error(`${id} was not uploaded`);
    this.#tickets.delete(found.secret);
    const { name, bytes } = found.ticket;
    const file: StoredFile = {
      id,
      name,
      title: title || name,
      kind: kindOf(name),
      bytes,
      createdAt: Math.floor(this.#clock.now() / 1000),
      isPublic: false,
      shares: [],
    };
    this.#stored.set(id, file);
    return file;
  }

  find(id: string): StoredFile | undefined {
    return this.#stored.get(id);
  }

  #uploaded(id: string): { secret: string; ticket: Ticket } | undefined {
    for (const [secret, ticket] of this.#tickets)
      if (ticket.id === id && ticket.bytes) return { secret, ticket };
    return undefined;
  }

  #bytesHeld(): number {
    const tickets = [...this.#tickets.values()].reduce((sum, { length }) => sum + length, 0);
    return [...this.#stored.values()].reduce((sum, { bytes }) => sum + bytes.length, tickets);
  }
}

function kindOf(name: string): FileKind {
  const end = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(KINDS, end) ? KINDS[end] : undefined) ?? UNKNOWN;
}
