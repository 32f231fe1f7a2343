import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Stage } from './row.ts';

export interface StubSlack {
  /** What the app gets as SLACK_API_URL. */
  apiUrl: string;
  /** A response_url; whatever is posted to it is thrown away. */
  responseUrl: string;
}

/** Every call as it arrives: the method, its arguments, and when its last byte was read (performance.now()). */
export type OnCall = (method: string, args: URLSearchParams, arrivedAtMs: number) => void;

export const STUB_TEAM = 'T0BENCH001';

/**
 * A Slack that answers at once and checks nothing, in this process. Who checks views, keeps a journal and answers
 * like Slack is local-slack; here only the app is to be measured, and a clock of this process must see the call
 * arrive.
 */
export async function startStubSlack(stage: Stage, onCall: OnCall = () => undefined): Promise<StubSlack> {
  const server = createServer((request, response) => void answer(request, response, onCall));
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', ready);
  });
  stage.atEnd(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the stub does not listen on a port');
  const base = `http://127.0.0.1:${address.port}`;
  return { apiUrl: `${base}/api/`, responseUrl: `${base}/response/1` };
}

async function answer(request: IncomingMessage, response: ServerResponse, onCall: OnCall): Promise<void> {
  const body = await text(request).catch(() => '');
  const arrivedAtMs = performance.now();
  const method = request.url?.split('/').at(-1) ?? '';
  const args = new URLSearchParams(body);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ok: true, ...answerTo(method, args) }));
  onCall(method, args, arrivedAtMs);
}

function answerTo(method: string, args: URLSearchParams): object {
  switch (method) {
    case 'auth.test':
      return {
        team_id: STUB_TEAM,
        user_id: 'U0BENCHBOT',
        bot_id: 'B0BENCHBOT',
        is_enterprise_install: false,
      };
    case 'users.info':
      return { user: { id: args.get('user'), locale: 'en-GB', tz: 'Europe/London', is_admin: false } };
    case 'chat.postMessage':
      return { channel: 'D0BENCH001', ts: '1700000000.000100' };
    case 'views.open':
    case 'views.update':
      return { view: { id: args.get('view_id') ?? 'V0BENCH001', hash: '1700000000.bench' } };
    default:
      return {};
  }
}
