import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Route } from './keyed.ts';

/** What `/health` reports. */
export interface Health {
  /** Does the database answer? */
  database: boolean;
  /** Is the app connected to Slack? (HTTP: it listens.) */
  slack: boolean;
}

export interface WebServer {
  port: number;
  /** Takes no more requests; settles when those under way have been answered. */
  close(): Promise<void>;
  /** Ends what is still under way. */
  cut(): void;
}

/**
 * The app's own HTTP server: `GET /health`, what links lead to, and in HTTP mode Slack's requests at
 * `POST /slack/events`.
 *
 * @param options `folders`: what answers below each first part of a path, as `calendar`
 * @throws where the port cannot be listened on
 */
export async function startWeb(options: {
  port: number;
  host: string;
  health: () => Promise<Health>;
  folders: Record<string, Route>;
  slackEvents?: (request: IncomingMessage, response: ServerResponse) => void;
}): Promise<WebServer> {
  const { health, folders, slackEvents } = options;
  const listener: RequestListener = (request, response) => {
    const path = request.url?.split('?', 1)[0];
    if (path === '/slack/events' && request.method === 'POST' && slackEvents)
      return slackEvents(request, response);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (path === '/health' && isRead) {
      void answerHealth(health, response);
      return;
    }
    const [, folder = '', below] = path?.split('/', 3) ?? [];
    const route = isRead && below !== undefined ? new Map(Object.entries(folders)).get(folder) : undefined;
    if (route) return route(request, response);
    response.writeHead(404).end();
  };
  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 5_000, connectionsCheckingInterval: 2_000 },
    listener,
  );
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(options.port, options.host, ready);
  });
  return { port: portOf(server), close: () => closed(server), cut: () => server.closeAllConnections() };
}

async function answerHealth(health: () => Promise<Health>, response: ServerResponse): Promise<void> {
  const now = await health().catch((): Health => ({ database: false, slack: false }));
  const isWell = now.database && now.slack;
  response.writeHead(isWell ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ ok: isWell, ...now }));
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closed(server: Server): Promise<void> {
  server.closeIdleConnections();
  return new Promise((done, failed) => server.close((error) => (error ? failed(error) : done())));
}
