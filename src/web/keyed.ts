import type { IncomingMessage, ServerResponse } from 'node:http';
import { languageFor, type Texts, textsIn } from '../locales/texts.ts';
import { describeError, type Log } from '../log.ts';

/** What an address leads to. */
export interface Given {
  /** As `text/html; charset=utf-8`. */
  type: string;
  text: string;
  /** Of a file that is saved: ASCII, as `coaching-2.ics`. Left out: it is shown. */
  name?: string;
}

/** What answers `GET` and `HEAD` below a folder. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void;

export interface KeyedOptions {
  /** Of the whole path; its first group is the key, which nobody can guess. */
  address: RegExp;
  /** @returns nothing where there is none, no longer or never */
  find(key: string): Promise<Given | undefined>;
  missing(t: Texts): string;
  later(t: Texts): string;
  log: Log;
  /** Real time, for the rate. */
  nowMs?: () => number;
  /** How long a look-up may take. */
  mostMs?: number;
}

/** How many may be asked for at once, and how quickly more may follow: far more than people press. */
const BURST = 60;
const A_SECOND = 5;
/** How long the database may take; a socket never waits longer. */
const MOST_MS = 5_000;

/**
 * Gives out what belongs to the key in the address. The key is all it takes: calendar programs have no login, and
 * whoever reads a report may not be in Slack. What is not there, no longer or never, gets one and the same sentence.
 */
export function keyedRoute({ address, find, missing, later, log, ...options }: KeyedOptions): Route {
  const { nowMs = () => Date.now(), mostMs = MOST_MS } = options;
  let left = BURST;
  let countedAt = nowMs();
  /** Only what is looked up counts: an address of another shape costs nothing. */
  const take = (): boolean => {
    const now = nowMs();
    left = Math.min(BURST, left + ((now - countedAt) / 1000) * A_SECOND);
    countedAt = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const t = textsIn(languageFor((request.headers['accept-language'] ?? '').split(',', 1)[0] ?? ''));
    const say = (status: number, text: string, retry?: string): void =>
      send(request, response, { status, type: 'text/plain; charset=utf-8', text: `${text}\n`, retry });
    const [, key] = address.exec(request.url?.split('?', 1)[0] ?? '') ?? [];
    if (key === undefined) return say(404, missing(t));
    if (!take()) return say(429, later(t), '10');
    try {
      const given = await withinTime(find(key), mostMs);
      if (!given) return say(404, missing(t));
      send(request, response, { status: 200, ...given });
    } catch (error) {
      log.error({ error: describeError(error) }, 'what a link leads to could not be given out');
      say(503, later(t), '60');
    }
  };
  // `answer` catches what a look-up throws; a socket that is gone meanwhile is nobody's problem.
  return (request, response) => void answer(request, response).catch(() => response.destroy());
}

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  { status, type, text, name, retry }: Given & { status: number; retry?: string | undefined },
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    ...(name && { 'content-disposition': `attachment; filename="${name}"` }),
    ...(retry && { 'retry-after': retry }),
    // It is for whoever has the address: no proxy keeps it, and no search engine shows it.
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    'referrer-policy': 'no-referrer',
    // A page loads nothing, runs nothing, and stands in no other page.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(method === 'HEAD' ? undefined : text);
}

function withinTime<T>(work: Promise<T>, mostMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`no answer within ${mostMs} ms`)), mostMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
