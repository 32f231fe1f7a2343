/** response_urls: where an app answers a command or an action, for 30 minutes and five times. */
import { most } from './block-kit/limits.ts';
import type { Clock, Ids } from './clock.ts';

/** A response_url with the conversation it answers in. */
export interface ResponseUrl {
  id: string;
  person: string;
  room: string;
  /** The message that `replace_original` and `delete_original` mean: the one acted in, or the command's answer. */
  originalTs: string | undefined;
  issuedAt: number;
  uses: number;
}

/** Why a response_url cannot be used, and whom it was given for, where that is still known. */
interface SpentUrl {
  problem: 'expired_url' | 'used_url';
  person: string | undefined;
}

const USES = most('response_url.uses');
const TTL_MS = most('response_url.ttl') * 1000;

/** Issues response_urls and counts their uses. */
export class ResponseUrls {
  readonly #urls = new Map<string, ResponseUrl>();
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  issue(person: string, room: string, originalTs?: string): ResponseUrl {
    const now = this.#clock.now();
    for (const [id, old] of this.#urls) {
      if (old.issuedAt > now - 2 * TTL_MS) break;
      this.#urls.delete(id);
    }
    const url = { id: this.#ids.secret(16), person, room, originalTs, issuedAt: now, uses: 0 };
    this.#urls.set(url.id, url);
    return url;
  }

  /** Counts one use. The words for a URL that is spent are Slack's; that they come with 404 was reported by apps. */
  use(id: string): ResponseUrl | SpentUrl {
    const url = this.#urls.get(id);
    if (!url || this.#clock.now() - url.issuedAt > TTL_MS) {
      return { problem: 'expired_url', person: url?.person };
    }
    if (url.uses >= USES) return { problem: 'used_url', person: url.person };
    url.uses += 1;
    return url;
  }
}
