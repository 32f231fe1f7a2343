import { type Logger as BoltLogger, LogLevel } from '@slack/logger';
import { type DestinationStream, destination, type Logger, pino } from 'pino';

export type Log = Logger;

/** Anything shaped like one of Slack's tokens or signatures, wherever it stands in a line. */
const TOKENS = /\b(?:xox[a-z]|xapp|xwfp|xoxe)[-.][\w.-]+|v0=[0-9a-f]{64}/g;
const REDACTED = '[redacted]';

/**
 * The app's log: JSON lines, or readable ones on a terminal. Tokens never reach the stream: what looks like one, and
 * every secret given here, is struck out of the finished line.
 */
export async function createLog(options: {
  level: string;
  secrets?: readonly string[];
  stream?: DestinationStream;
  isTerminal?: boolean;
}): Promise<Log> {
  const secrets = (options.secrets ?? []).filter((secret) => secret.length > 0);
  const strike = (line: string): string =>
    secrets.reduce((text, secret) => text.replaceAll(secret, REDACTED), line.replaceAll(TOKENS, REDACTED));
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: strike },
    },
    options.stream ?? (options.isTerminal ? await prettyStream() : destination({ dest: 1, sync: true })),
  );
}

/** Loaded only on a terminal: it costs 30 ms of every start. */
async function prettyStream(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ sync: true, translateTime: 'SYS:HH:MM:ss', ignore: 'time' });
}

/**
 * Bolt's and its clients' log, through ours. Their debug lines carry whole payloads (what people typed), so debug is
 * never passed on, whatever the level; of errors only name, code and message are.
 */
export function boltLogger(log: Log): BoltLogger {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]): void =>
      log[level]({ from: 'bolt' }, parts.map(describe).join(' '));
  const nothing = (): void => undefined;
  return {
    debug: nothing,
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setLevel: nothing,
    getLevel: () => LogLevel.INFO,
    setName: nothing,
  };
}

/**
 * Slack's codes are one word. Where an answer is no JSON (a proxy's page, one that was cut off), its client takes the
 * whole of it for the code, and Slack's answers repeat the view with what was typed.
 */
const WHOLE_ANSWER = /(?<=An API error occurred: )(?!\w+(?:\)|$))[\s\S]*/;
const NO_ANSWER = 'an answer that cannot be read';

/** What may be logged of an error: never `data` or `original`, which can carry a request with its text. */
export function describeError(error: unknown): {
  name: string;
  message: string;
  code?: string;
  stack?: string;
} {
  if (!(error instanceof Error))
    return { name: typeof error, message: 'a value that is no Error was thrown' };
  const { name } = error;
  const message = error.message.replace(WHOLE_ANSWER, NO_ANSWER);
  const stack = error.stack?.replace(error.message, message);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name, message, ...(code && { code }), ...(stack && { stack }) };
}

function describe(part: unknown): string {
  if (typeof part === 'string') return part.replace(WHOLE_ANSWER, NO_ANSWER);
  if (part instanceof Error) {
    const { name, message, code } = describeError(part);
    return `${name}: ${message}${code ? ` (${code})` : ''}`;
  }
  return `[${typeof part}]`;
}
