/** The codes of OAuth: each is exchanged once, within ten minutes, by whoever knows the client secret. */
import { timingSafeEqual } from 'node:crypto';
import { most } from './block-kit/limits.ts';
import type { Clock, Ids } from './clock.ts';

/** What a person allowed. */
export interface Grant {
  team: string;
  person: string;
  scopes: readonly string[];
  /** As it stood in the request, if it did. */
  redirectUri: string | undefined;
}

/** Slack's codes of oauth.v2.access (docs.slack.dev, its method page). */
export type ExchangeProblem =
  | 'invalid_client_id'
  | 'bad_client_secret'
  | 'invalid_code'
  | 'code_already_used'
  | 'bad_redirect_uri';

const CODE_TTL_MS = most('oauth.code') * 1000;

interface Issued extends Grant {
  issuedAt: number;
  used: boolean;
}

/** Issues codes and exchanges them. */
export class OAuthCodes {
  readonly clientId: string;
  readonly #clientSecret: string;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #codes = new Map<string, Issued>();

  constructor(parts: { clientId: string; clientSecret: string; clock: Clock; ids: Ids }) {
    this.clientId = parts.clientId;
    this.#clientSecret = parts.clientSecret;
    this.#clock = parts.clock;
    this.#ids = parts.ids;
  }

  issue(grant: Grant): string {
    const code = `${this.#ids.secret(5)}.${this.#ids.secret(32)}`;
    this.#codes.set(code, { ...grant, issuedAt: this.#clock.now(), used: false });
    return code;
  }

  /** Uses a code up. That an expired one is `invalid_code`, and in which order Slack looks, is assumed. */
  exchange(asked: {
    clientId: string;
    clientSecret: string;
    code: string;
    redirectUri: string | undefined;
  }): Grant | ExchangeProblem {
    if (asked.clientId !== this.clientId) return 'invalid_client_id';
    if (!isSame(asked.clientSecret, this.#clientSecret)) return 'bad_client_secret';
    const issued = this.#codes.get(asked.code);
    if (!issued) return 'invalid_code';
    if (issued.used) return 'code_already_used';
    if (this.#clock.now() - issued.issuedAt > CODE_TTL_MS) return 'invalid_code';
    if (issued.redirectUri !== asked.redirectUri) return 'bad_redirect_uri';
    issued.used = true;
    return issued;
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
