import type { IncomingMessage, ServerResponse } from 'node:http';
import { languageFor, textsIn } from '../locales/texts.ts';
import { describeError, type Log } from '../log.ts';

/** A file that is given out. */
export interface CalendarFile {
  /** ASCII, as `coaching-2.ics`. */
  name: string;
  text: string;
}

/** `/calendar/KEY.ics`: 32 hexadecimal digits and a letter, which nobody can guess, and nothing else. */
const ADDRESS = /^\/calendar\/([0-9a-f]{32}[gl])\.ics$/;
/** How many may be asked for at once, and how quickly more may follow: far more than people press. */
const BURST = 60;
const A_SECOND = 5;
/** How long the database may take; a socket never waits longer. */
const MOST_MS = 5_000;

/** What answers `GET` and `HEAD` below `/calendar/`. */
export type CalendarRoute = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Gives out the calendar file whose key stands in the address. The key is all it takes: calendar programs have no
 * login. What is not there, no longer or never, gets one and the same sentence.
 *
 * @param options `nowMs`: real time, for the rate; `mostMs`: how long a look-up may take
 */
export function calendarRoute(options: {
  fileFor: (key: string) => Promise<CalendarFile | undefined>;
  log: Log;
  nowMs?: () => number;
  mostMs?: number;
}): CalendarRoute {
  const { fileFor, log, nowMs = () => Date.now(), mostMs = MOST_MS } = options;
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
    const say = (status: number, text: string, more: Record<string, string> = {}): void =>
      send(request, response, { status, type: 'text/plain; charset=utf-8', text: `${text}\n`, ...more });
    const [, key] = ADDRESS.exec(request.url?.split('?', 1)[0] ?? '') ?? [];
    if (key === undefined) return say(404, t('sessions:calendar.web.missing'));
    if (!take()) return say(429, t('sessions:calendar.web.later'), { retry: '10' });
    try {
      const file = await withinTime(fileFor(key), mostMs);
      if (!file) return say(404, t('sessions:calendar.web.missing'));
      send(request, response, {
        status: 200,
        type: 'text/calendar; charset=utf-8; method=PUBLISH',
        text: file.text,
        name: file.name,
      });
    } catch (error) {
      log.error({ error: describeError(error) }, 'a calendar file could not be given out');
      say(503, t('sessions:calendar.web.later'), { retry: '60' });
    }
  };
  // `answer` catches what a look-up throws; a socket that is gone meanwhile is nobody's problem.
  return (request, response) => void answer(request, response).catch(() => response.destroy());
}

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  {
    status,
    type,
    text,
    name,
    retry,
  }: { status: number; type: string; text: string; name?: string; retry?: string },
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    ...(name && { 'content-disposition': `attachment; filename="${name}"` }),
    ...(retry && { 'retry-after': retry }),
    // It names two people: no proxy keeps it, and no search engine shows it.
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    'referrer-policy': 'no-referrer',
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
