import { createHmac } from 'node:crypto';
import { SECRETS } from './together.ts';

const FORM = 'application/x-www-form-urlencoded';

/** So long Bolt waits before it says 404 where nobody has answered: what is answered at once is answered before. */
export const BOLT_WAITS_MS = 3_000;

/** What can be made wrong of a request. A header that is `undefined` is left out. */
export interface Wrong {
  secret?: string;
  secondsAgo?: number;
  headers?: Record<string, string | undefined>;
  type?: string;
}

/** Sends a body to the app as Slack does, signed; every part of it can be made wrong. */
export async function send(
  port: number,
  body: string,
  wrong: Wrong = {},
): Promise<{ status: number; text: string; tookMs: number }> {
  const before = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    body,
    headers: signedHeaders(body, wrong),
  });
  return { status: response.status, text: await response.text(), tookMs: performance.now() - before };
}

/** The headers with which Slack sends this body. */
export function signedHeaders(body: string, wrong: Wrong = {}): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - (wrong.secondsAgo ?? 0));
  const signature = createHmac('sha256', wrong.secret ?? SECRETS.signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  const headers = Object.entries({
    'content-type': wrong.type ?? FORM,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
    ...wrong.headers,
  });
  return Object.fromEntries(
    headers.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
  );
}

/** A slash command's body, form-encoded. */
export function command(fields: Record<string, string>): string {
  return new URLSearchParams({
    command: '/coach-or-mentor',
    text: 'help',
    team_id: 'T0LUMENARI',
    user_id: 'U0DARNELLO',
    channel_id: 'C0GENERAL1',
    trigger_id: '1.2.abc',
    response_url: 'http://127.0.0.1:1/nothing',
    api_app_id: 'A1',
    ...fields,
  }).toString();
}

/** An interaction's body: JSON in a form field. */
export function payload(of: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(of) }).toString();
}

/** The body of a form that was sent, whatever is in it; `user` is Slack's id of who sent it. */
export function sentForm(
  user: string,
  { callbackId, metadata, values }: { callbackId: string; metadata: string; values: object },
): string {
  return payload({
    type: 'view_submission',
    team: { id: 'T0LUMENARI' },
    user: { id: user, team_id: 'T0LUMENARI' },
    trigger_id: '1.2.abc',
    api_app_id: 'A1',
    view: {
      id: 'V1',
      hash: 'h',
      type: 'modal',
      callback_id: callbackId,
      private_metadata: metadata,
      previous_view_id: null,
      root_view_id: 'V1',
      blocks: Object.keys(values).map((block_id) => ({ type: 'input', block_id, element: {}, label: {} })),
      state: { values },
    },
  });
}
