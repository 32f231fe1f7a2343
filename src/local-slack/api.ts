/** The Web API: POST or GET /api/METHOD, arguments as JSON or as a form. */
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import type { Fault } from './fault-plan.ts';
import { METHODS } from './methods/all.ts';
import type { Answer, Method } from './methods/method.ts';
import type { Slack } from './slack.ts';

/** An answer on its way: what is not 200 says so in its status and headers as well. */
interface Sent {
  status: 200 | 429 | 500;
  headers?: Record<string, string>;
  answer: Answer;
}

/** The routes under /api. Every call is written to the journal, without its token. */
export function api(slack: Slack): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>().on(['GET', 'POST'], '/:method', async (context) => {
    const begun = slack.clock.now();
    const name = context.req.param('method');
    const read = await readArguments(context);
    const { token, ...args } = read.args;
    const used = bearer(context) ?? (typeof token === 'string' ? token : undefined);
    const fault = slack.faults.next({ method: name });
    const { status, headers, answer } =
      faked(fault) ?? (read.problem ? plain(read.problem) : call(slack, name, args, used));
    if (fault?.do === 'slow') await wait(fault.ms, undefined, { ref: false });
    slack.journal.write({
      type: 'call',
      method: name,
      args,
      answer,
      durationMs: slack.clock.now() - begun,
      ...(fault ? { fault: fault.do } : {}),
    });
    if (fault?.do === 'drop_reply') {
      context.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    context.header('x-oauth-scopes', slack.manifest.scopes.join(','));
    context.header('x-slack-req-id', slack.ids.secret(16));
    return context.json(answer, status, headers);
  });
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
function call(slack: Slack, name: string, args: Record<string, unknown>, token: string | undefined): Sent {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!method) return plain({ ok: false, error: 'unknown_method', req_method: name });
  const problem = tokenProblem(slack, method, token);
  if (problem) return plain({ ok: false, error: problem });
  const team = method.token === 'bot' || method.token === 'any' ? slack.workspace.team.id : 'app';
  const waitSeconds = slack.rates?.take({ team, method: name, channel: channelOf(slack, name, args) });
  if (waitSeconds !== undefined) return rateLimited(waitSeconds);
  const granted = slack.manifest.scopes;
  const missing = method.scopes.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) {
    const provided = granted.join(',');
    return plain({ ok: false, error: 'missing_scope', needed: missing.join(','), provided });
  }
  return plain(method.run(slack, args, token ?? ''));
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

function tokenProblem(slack: Slack, method: Method, token: string | undefined): string | undefined {
  if (method.token === 'none') return undefined;
  if (!token) return 'not_authed';
  const kind =
    token === slack.identity.botToken ? 'bot' : token === slack.identity.appToken ? 'app' : undefined;
  if (!kind) return 'invalid_auth';
  return method.token === 'any' || method.token === kind ? undefined : 'not_allowed_token_type';
}

function bearer(context: Context): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
}

async function readArguments(context: Context): Promise<{ args: Record<string, unknown>; problem?: Answer }> {
  const query = context.req.query();
  if (context.req.method === 'GET') return { args: query };
  const type = context.req.header('content-type') ?? '';
  if (type.includes('json')) {
    try {
      const body: unknown = await context.req.json();
      if (typeof body === 'object' && body !== null && !Array.isArray(body))
        return { args: { ...query, ...body } };
      return { args: query, problem: { ok: false, error: 'json_not_object' } };
    } catch {
      return { args: query, problem: { ok: false, error: 'invalid_json' } };
    }
  }
  if (type.includes('form')) {
    // parseBody would give files as File; no method here takes one.
    return { args: { ...query, ...(await context.req.parseBody()) } };
  }
  return { args: query };
}
