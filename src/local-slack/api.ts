/** The Web API: POST or GET /api/METHOD, arguments as JSON or as a form. */
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { describeRefusal } from './failures.ts';
import type { Fault } from './fault-plan.ts';
import type { Hub } from './hub.ts';
import { METHODS } from './methods/all.ts';
import type { Answer, Method } from './methods/method.ts';
import { wasTold } from './methods/method.ts';
import { granted, type Slack } from './slack.ts';

/** An answer on its way: what is not 200 says so in its status and headers as well. */
interface Sent {
  status: 200 | 429 | 500;
  headers?: Record<string, string>;
  answer: Answer;
}

/** The routes under /api. Every call is written to the journal, without its secrets. */
export function api(hub: Hub): Hono<{ Bindings: HttpBindings }> {
  const { clock, faults, ids, journal } = hub.first;
  return new Hono<{ Bindings: HttpBindings }>().on(['GET', 'POST'], '/:method', async (context) => {
    const begun = clock.now();
    const name = context.req.param('method');
    const read = await readArguments(context);
    const { token, ...args } = { ...read.args, ...basic(context) };
    // In a JSON body Slack looks for none (docs.slack.dev, changelog of October 2017).
    const said = read.isJson ? undefined : token;
    const used = bearer(context) ?? (typeof said === 'string' ? said : undefined);
    const owner = used === undefined ? undefined : hub.ofToken(used);
    const fault = faults.next({ method: name });
    const { status, headers, answer } =
      faked(fault) ??
      warned(
        read.problem
          ? plain(read.problem)
          : call(hub, owner, name, read.isJson && !takesJson(name) ? {} : args, used),
        read.warning,
      );
    if (fault?.do === 'slow') await wait(fault.ms, undefined, { ref: false });
    journal.write({
      type: 'call',
      ...(owner?.kind === 'bot' ? { team: owner.slack.workspace.team.id } : {}),
      method: name,
      args: withoutSecrets(args),
      answer: withoutSecrets(answer),
      durationMs: clock.now() - begun,
      ...(fault ? { fault: fault.do } : {}),
    });
    if (fault?.do === 'drop_reply') {
      context.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    tellOfRefusal(owner?.slack ?? hub.first, name, answer, fault);
    context.header('x-oauth-scopes', granted(owner?.slack ?? hub.first).join(','));
    context.header('x-accepted-oauth-scopes', methodOf(name)?.scopes.join(',') ?? '');
    context.header('x-slack-req-id', ids.secret(16));
    return context.json(answer, status, headers);
  });
}

/** A call that was refused is shown to whoever acted last, unless its method told the one it concerns. */
function tellOfRefusal(slack: Slack, name: string, answer: Answer, fault: Fault | undefined): void {
  if (answer.ok || fault || wasTold(answer) || !('error' in answer)) return;
  const { response_metadata: metadata, needed } = answer;
  const messages = [Object(metadata).messages ?? [], needed === undefined ? [] : `needed: ${String(needed)}`];
  const words = describeRefusal(name, { error: answer.error, messages: messages.flat() });
  slack.toast('error', words);
}

/** What stands in the place of the method's answer, so that it does not act. */
function faked(fault: Fault | undefined): Sent | undefined {
  if (fault?.do === 'rate_limited') return rateLimited(fault.retryAfterSeconds);
  // Slack documents the code, not what a 500 carries: assumed.
  if (fault?.do === 'server_error') return { status: 500, answer: { ok: false, error: 'internal_error' } };
  return undefined;
}

/**
 * Checks in Slack's order: the method, the token, its kind, its scopes, and only then the arguments. That a call
 * counts for its rate before its scopes are looked at is assumed.
 */
function call(
  hub: Hub,
  owner: Owner | undefined,
  name: string,
  args: Record<string, unknown>,
  token: string | undefined,
): Sent {
  const method = methodOf(name);
  if (!method) return plain({ ok: false, error: 'unknown_method', req_method: name });
  const problem = tokenProblem(hub, method, owner, token);
  if (problem) return plain({ ok: false, error: problem });
  const slack = owner?.slack ?? hub.first;
  // What needs no workspace counts for the app.
  const team = owner?.kind === 'bot' ? slack.workspace.team.id : 'app';
  const waitSeconds = slack.rates?.take({ team, method: name, channel: channelOf(slack, name, args) });
  if (waitSeconds !== undefined) return rateLimited(waitSeconds);
  const scopes = granted(slack);
  const missing = method.scopes.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) {
    const provided = scopes.join(',');
    return plain({ ok: false, error: 'missing_scope', needed: missing.join(','), provided });
  }
  return plain(method.run(slack, args, token ?? ''));
}

function methodOf(name: string): Method | undefined {
  return Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
}

function takesJson(name: string): boolean {
  return methodOf(name)?.takesJson !== false;
}

/** Slack warns of a charset that is missing, or not needed, beside whatever it answers. */
function warned({ answer, ...sent }: Sent, warning: string | undefined): Sent {
  if (warning === undefined) return { ...sent, answer };
  const metadata = 'response_metadata' in answer ? Object(answer['response_metadata']) : {};
  const own = 'warning' in answer ? [String(answer['warning'])] : [];
  const warnings = [...own, warning];
  const response_metadata = { ...metadata, warnings };
  return { ...sent, answer: { ...answer, warning: warnings.join(','), response_metadata } };
}

function plain(answer: Answer): Sent {
  return { status: 200, answer };
}

/** Slack's 429 (docs.slack.dev, Rate limits). */
function rateLimited(waitSeconds: number): Sent {
  return {
    status: 429,
    headers: { 'retry-after': String(waitSeconds) },
    answer: { ok: false, error: 'ratelimited' },
  };
}

/** The id of the conversation that a message goes to, however the call names it. */
function channelOf(slack: Slack, name: string, { channel }: Record<string, unknown>): string | undefined {
  if (name !== 'chat.postMessage' || typeof channel !== 'string') return undefined;
  if (slack.workspace.people.has(channel)) {
    return slack.workspace.directRoom(channel, slack.identity.botUserId).id;
  }
  return slack.workspace.findRoom(channel)?.id ?? channel;
}

type Owner = NonNullable<ReturnType<Hub['ofToken']>>;

function tokenProblem(
  hub: Hub,
  method: Method,
  owner: Owner | undefined,
  token: string | undefined,
): string | undefined {
  if (method.token === 'none') return undefined;
  if (!token) return 'not_authed';
  // What Slack says of a bot's token of an app that was removed (docs.slack.dev, errors of all methods).
  if (!owner) return hub.wasRevoked(token) ? 'account_inactive' : 'invalid_auth';
  return method.token === 'any' || method.token === owner.kind ? undefined : 'not_allowed_token_type';
}

const SECRET_FIELDS = ['client_secret', 'code', 'access_token', 'upload_url'];

/** Tokens, codes and secrets do not go into the journal: it is a file that people pass on. */
function withoutSecrets(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, SECRET_FIELDS.includes(name) ? '…' : value]),
  );
}

/** Who the app is, as oauth.v2.access may get it in HTTP Basic. */
function basic(context: Context): Record<string, string> {
  const encoded = /^Basic\s+(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
  if (encoded === undefined) return {};
  const [clientId = '', ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  return { client_id: clientId, client_secret: secret.join(':') };
}

function bearer(context: Context): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
}

/** The arguments of a call, and how they came. */
interface Read {
  args: Record<string, unknown>;
  isJson?: boolean;
  /** `missing_charset`, `superfluous_charset`. */
  warning?: string;
  problem?: Answer;
}

// As the error tables of all methods list them (docs.slack.dev, as chat.postMessage).
const POST_TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
];
const CHARSETS = ['utf-8', 'iso-8859-1'];

/** What Slack says of a body whose type it does not take. Nothing sent needs no type. */
async function typeProblem(
  context: Context,
  type: string,
  charset: string | undefined,
): Promise<'missing_post_type' | 'invalid_post_type' | 'invalid_charset' | undefined> {
  if (type === '') return (await context.req.text()) === '' ? undefined : 'missing_post_type';
  const [bare = ''] = type.toLowerCase().split(';');
  if (!POST_TYPES.includes(bare.trim())) return 'invalid_post_type';
  return charset === undefined || CHARSETS.includes(charset.toLowerCase()) ? undefined : 'invalid_charset';
}

async function readArguments(context: Context): Promise<Read> {
  const query = context.req.query();
  if (context.req.method === 'GET') return { args: query };
  const type = context.req.header('content-type') ?? '';
  const [, charset] = /;\s*charset="?([^;"\s]*)/i.exec(type) ?? [];
  const hasCharset = charset !== undefined;
  const problem = await typeProblem(context, type, charset);
  if (problem) return { args: query, problem: { ok: false, error: problem } };
  if (type.includes('json')) {
    try {
      const body: unknown = await context.req.json();
      const warning = hasCharset ? {} : { warning: 'missing_charset' };
      if (typeof body === 'object' && body !== null && !Array.isArray(body))
        return { args: { ...query, ...body }, isJson: true, ...warning };
      return { args: query, problem: { ok: false, error: 'json_not_object' } };
    } catch {
      return { args: query, problem: { ok: false, error: 'invalid_json' } };
    }
  }
  if (type.includes('form')) {
    const warning = hasCharset ? { warning: 'superfluous_charset' } : {};
    const body = type.startsWith('application/x-www-form-urlencoded')
      ? Object.fromEntries(new URLSearchParams(await context.req.text()))
      : // It would give files as File; no method here takes one.
        await context.req.parseBody();
    return { args: { ...query, ...body }, ...warning };
  }
  return { args: query };
}
