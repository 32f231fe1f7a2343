/** What a method of the Web API is here, and how its arguments are read. */
import { z } from 'zod';
import { SAY } from '../block-kit/wordings.ts';
import { describeRefusal } from '../failures.ts';
import { granted, type Slack } from '../slack.ts';

/** Slack's answer; further fields stand beside. */
export type Answer =
  | { ok: true; [field: string]: unknown }
  | { ok: false; error: string; [field: string]: unknown }
  /** conversations.leave alone has an `ok: false` that is no error (docs.slack.dev, its alternate response). */
  | { ok: false; not_in_channel: true };

/** `none`: works without a token. `any`: works with both of ours. */
export type TokenKind = 'bot' | 'app' | 'any' | 'none';

/** One method: who may call it, and what it does. */
export interface Method {
  token: TokenKind;
  /** False: arguments as JSON are not read, as Slack's were seen not to be for this method. */
  takesJson: boolean;
  /** All of these scopes must be granted. Methods whose scopes depend on the conversation check for themselves. */
  scopes: readonly string[];
  run(slack: Slack, raw: Record<string, unknown>, token: string): Answer;
}

/** Methods by name, as `chat.postMessage`. */
export type Methods = Record<string, Method>;

/** Describes a method. Arguments that do not fit are answered with `invalid_arguments`. */
export function method<S extends z.ZodObject>(description: {
  token?: TokenKind;
  takesJson?: boolean;
  scopes?: readonly string[];
  args: S;
  /** Slack's own code for one argument that does not fit, as `invalid_limit`. */
  codes?: Record<string, string>;
  run: (slack: Slack, args: z.output<S>, token: string) => Answer;
}): Method {
  const { token = 'bot', takesJson = true, scopes = [], args, codes = {}, run } = description;
  return {
    token,
    takesJson,
    scopes,
    run(slack, raw, usedToken) {
      const parsed = args.safeParse(raw);
      if (parsed.success) return run(slack, parsed.data, usedToken);
      const { issues } = parsed.error;
      const own = issues.map((issue) => codes[String(issue.path[0])]).find((code) => code !== undefined);
      if (own !== undefined) return refuse(own);
      const messages = issues.map((issue) => {
        const name = issue.path.join('/');
        return raw[String(issue.path[0])] === undefined
          ? `[ERROR] ${SAY.missing(name)}`
          : `[ERROR] ${sayOf(issue)} [json-pointer:/${name}]`;
      });
      return refuse('invalid_arguments', messages);
    },
  };
}

/** Slack's words for what zod found. */
function sayOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big') return SAY.tooLarge(Number(issue.maximum));
  if (issue.code === 'too_small') return SAY.tooSmall(Number(issue.minimum));
  if (issue.code !== 'invalid_type') return SAY.noMatch();
  const kinds: Record<string, () => string> = {
    string: SAY.noString,
    number: SAY.noNumber,
    int: SAY.noInteger,
    boolean: SAY.noBoolean,
    array: SAY.noList,
  };
  return (kinds[issue.expected] ?? SAY.noMatch)();
}

/** An answer with an error, and Slack's explanations where there are some. */
export function refuse(error: string, messages: readonly string[] = []): Answer {
  if (messages.length === 0) return { ok: false, error };
  return { ok: false, error, ...topLevel(error, messages), response_metadata: { messages } };
}

/**
 * Of wrong blocks Slack says the same twice, above without its mark (seen: slackapi/java-slack-sdk#1017); with other
 * codes it does not (views.open: docs.slack.dev; invalid_attachments: slackapi/node-slack-sdk#832).
 */
function topLevel(error: string, messages: readonly string[]): { errors?: string[] } {
  if (error !== 'invalid_blocks') return {};
  return { errors: messages.map((one) => one.replace(/^\[ERROR\] /, '')) };
}

const told = new WeakSet<Answer>();

/** The same, and a toast to the person it concerns: what the app sent will not be seen. */
export function refuseVisibly(
  slack: Slack,
  what: string,
  refused: { error: string; messages?: readonly string[] },
  person?: string,
): Answer {
  const messages = [...(refused.messages ?? [])];
  slack.toast('error', describeRefusal(what, { error: refused.error, messages }), person);
  const answer = refuse(refused.error, messages);
  told.add(answer);
  return answer;
}

/** Was somebody told of this refusal by refuseVisibly? */
export function wasTold(answer: Answer): boolean {
  return told.has(answer);
}

/** Checks scopes that depend on the arguments; one of them is enough. Undefined: granted. */
export function missingScope(slack: Slack, ...anyOf: string[]): Answer | undefined {
  const scopes = granted(slack);
  if (anyOf.some((scope) => scopes.includes(scope))) return undefined;
  return { ok: false, error: 'missing_scope', needed: anyOf.join(','), provided: scopes.join(',') };
}

/** A text; numbers are taken as they stand. */
export const text = z.union([z.string(), z.number().transform(String)]);

/** A truth value, which comes as a text from forms. */
export const flag = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1'),
]);

/** A whole number, which comes as a text from forms. */
export const count = z.coerce.number().int();

/** Comes as an object in JSON, and as JSON text in a form. What is no JSON is `undefined` in `value`. */
export function fromJson(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}

/** One page of a list, as `limit` and `cursor` ask. */
export const paging = { limit: count.min(0).max(1000).optional(), cursor: text.optional() };

/**
 * Cuts a page out of a list.
 * @returns the page and the cursor of the next (empty at the end); `undefined` for a cursor that is not ours
 */
export function paged<T>(
  all: readonly T[],
  asked: { limit?: number | undefined; cursor?: string | undefined },
): { page: T[]; response_metadata: { next_cursor: string } } | undefined {
  const from = asked.cursor ? readCursor(asked.cursor) : 0;
  if (from === undefined) return undefined;
  const to = asked.limit ? from + asked.limit : all.length;
  const next = to < all.length ? Buffer.from(`from:${to}`).toString('base64') : '';
  return { page: all.slice(from, to), response_metadata: { next_cursor: next } };
}

function readCursor(cursor: string): number | undefined {
  const found = /^from:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString());
  return found ? Number(found[1]) : undefined;
}
