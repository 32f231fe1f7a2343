/** Deliveries by HTTP, signed as Slack signs them (docs.slack.dev, Verifying requests from Slack). */
import { createHmac } from 'node:crypto';
import { most } from './block-kit/limits.ts';
import type { Clock } from './clock.ts';
import type { Ack, Delivery, DeliveryError, Retry, Transport } from './courier.ts';

const MOST_REDIRECTS = most('events.redirects');

export interface SignedHttpOptions {
  url: string;
  signingSecret: string;
  clock: Clock;
  /** Called when the app began or ceased to answer. */
  onChange: () => void;
}

/** The signature of a body: `v0=` and the HMAC-SHA256 of `v0:TIMESTAMP:BODY` in hex. */
export function signature(signingSecret: string, timestampSeconds: number, body: string): string {
  const hash = createHmac('sha256', signingSecret).update(`v0:${timestampSeconds}:${body}`);
  return `v0=${hash.digest('hex')}`;
}

/**
 * A transport that posts to one URL. It counts as connected until a delivery fails, and again from the next that
 * succeeds. Events follow two redirects (docs.slack.dev, Events API, "Error handling"); else one is a failure.
 */
export function signedHttp(options: SignedHttpOptions): Transport {
  let answered = true;
  const gone = new AbortController();

  async function send(delivery: Delivery, retry: Retry | undefined, timeoutMs: number): Promise<Ack> {
    const { body, contentType } = encode(delivery);
    const timestamp = Math.floor(options.clock.now() / 1000);
    const headers: Record<string, string> = {
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signature(options.signingSecret, timestamp, body),
    };
    if (retry) {
      headers['x-slack-retry-num'] = String(retry.number);
      headers['x-slack-retry-reason'] = retry.reason;
    }
    const late = AbortSignal.timeout(timeoutMs);
    try {
      const signal = AbortSignal.any([late, gone.signal]);
      const response = await post(delivery, options.url, { method: 'POST', headers, body, signal });
      if (!response) return failed('http_client_error', 'too_many_redirects');
      const text = await response.text();
      if (succeeds(delivery, response.status))
        return { ok: true, body: decode(text, response.headers.get('content-type')) };
      const error = response.status >= 500 ? 'http_service_error' : 'http_client_error';
      return failed(error, 'http_error', response.headers.get('x-slack-no-retry') === '1');
    } catch {
      return late.aborted
        ? failed('operation_timeout', 'http_timeout')
        : failed('dispatch_failed', 'connection_failed');
    }
  }

  return {
    connected: () => answered,
    async send(delivery, retry, timeoutMs) {
      const ack = await send(delivery, retry, timeoutMs);
      if (answered !== ack.ok) {
        answered = ack.ok;
        options.onChange();
      }
      return ack;
    },
    close: () => gone.abort(),
  };
}

/**
 * Posts, and follows the redirects of an event: the same body goes to the next address. Other deliveries follow none.
 * Undefined: there were too many.
 */
async function post(delivery: Delivery, url: string, request: RequestInit): Promise<Response | undefined> {
  let from = url;
  for (let followed = 0; followed <= MOST_REDIRECTS; followed += 1) {
    const response = await fetch(from, { ...request, redirect: 'manual' });
    const to = response.headers.get('location');
    const leadsOn = [301, 302].includes(response.status) && to !== null;
    if (delivery.kind !== 'events_api' || !leadsOn) return response;
    await response.body?.cancel();
    from = new URL(to, from).href;
  }
  return undefined;
}

/** Any 2xx acks an event; commands and interactions want exactly 200. */
function succeeds({ kind }: Delivery, status: number): boolean {
  return kind === 'events_api' ? status >= 200 && status < 300 : status === 200;
}

function failed(error: DeliveryError, retryReason: string, noRetry = false): Ack {
  return { ok: false, error, retryReason, noRetry };
}

/** Events are JSON; commands are a form; everything else is JSON in the field `payload` of a form. */
function encode({ kind, payload }: Delivery): { body: string; contentType: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const form = new URLSearchParams();
  if (kind === 'interactive') form.set('payload', JSON.stringify(payload));
  else for (const [name, value] of Object.entries(payload)) form.set(name, String(value));
  return { body: form.toString(), contentType: 'application/x-www-form-urlencoded' };
}

function decode(text: string, contentType: string | null): unknown {
  if (text === '') return undefined;
  if (!contentType?.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
