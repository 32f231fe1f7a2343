import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { Log } from '../log.ts';

/** Bolt reads this instead of the stream where it is there. */
type Buffered = IncomingMessage & { rawBody?: Buffer };

/** A view may have 250 kB; form encoding makes up to three times that of it. */
const MOST_BYTES = 1_000_000;
const MOST_SECONDS_OLD = 300;
const INTERACTIONS = new Set([
  'block_actions',
  'view_submission',
  'view_closed',
  'shortcut',
  'message_action',
  'block_suggestion',
]);

/**
 * Stands before Bolt's receiver. Reads the body (bounded), verifies Slack's signature, and lets only payloads through
 * that Bolt can handle: from Bolt 5.1 a signed `foo=bar` gets its answer after three seconds, and a signed JSON
 * `null` ends the process (both seen). What is refused is logged without its body.
 */
export function guarded(
  options: { signingSecret: string; log: Log; nowSeconds?: () => number },
  next: (request: IncomingMessage, response: ServerResponse) => void,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { signingSecret, log, nowSeconds = () => Date.now() / 1000 } = options;
  return (request: Buffered, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = (status: 400 | 401 | 413, why: string): void => {
      log.warn({ status, why, bytes: size }, 'a request was refused');
      // The rest of an oversized body is not read, so the connection cannot be used again.
      response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) chunks.push(chunk);
      else if (!response.headersSent) {
        refuse(413, 'the body is too large');
        request.pause();
      }
    });
    request.on('error', () => response.destroy());
    request.on('end', () => {
      if (response.headersSent) return;
      const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      const unverified = problemWithSignature(request, body, signingSecret, nowSeconds());
      if (unverified) return refuse(401, unverified);
      if (!isPayload(request.headers['content-type'] ?? '', body))
        return refuse(400, 'not a payload of Slack');
      request.rawBody = body;
      next(request, response);
    });
  };
}

/** Slack signs `v0:timestamp:body` with HMAC-SHA256. Source: Slack, "Verifying requests from Slack". */
function problemWithSignature(
  request: IncomingMessage,
  body: Buffer,
  secret: string,
  nowSeconds: number,
): string | undefined {
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp } = request.headers;
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return 'not signed';
  // Bolt lets a timestamp from the future through; a captured request could be replayed with one.
  if (!/^\d+$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > MOST_SECONDS_OLD) return 'stale';
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : 'wrongly signed';
}

/** Is this one of the shapes Slack sends: a command, an interaction, an event, or one of its checks? */
function isPayload(contentType: string, body: Buffer): boolean {
  const text = body.toString();
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const { payload, command, team_id, user_id, ssl_check } = parse(text);
    if (typeof payload === 'string') return isInteraction(jsonOf(payload));
    return (
      ssl_check === '1' ||
      [command, team_id, user_id].every((field) => typeof field === 'string' && field !== '')
    );
  }
  const json = jsonOf(text);
  if (json?.['type'] === 'url_verification') return typeof json['challenge'] === 'string';
  return json?.['type'] === 'event_callback' && typeof objectOf(json['event'])?.['type'] === 'string';
}

function isInteraction(payload: Record<string, unknown> | undefined): boolean {
  const type = payload?.['type'];
  if (typeof type !== 'string' || !INTERACTIONS.has(type)) return false;
  if (typeof objectOf(payload?.['user'])?.['id'] !== 'string') return false;
  if (type === 'block_actions')
    return Array.isArray(payload?.['actions']) && objectOf(payload['actions'][0]) !== undefined;
  return !type.startsWith('view_') || objectOf(payload?.['view']) !== undefined;
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
