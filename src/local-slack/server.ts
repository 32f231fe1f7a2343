/** Starts a Slack workspace on this machine: the Web API, deliveries to one app, and the page that shows it. */
import { createServer, type Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { answer } from './answers.ts';
import { api } from './api.ts';
import { assemble } from './assemble.ts';
import { assetRoutes } from './asset-routes.ts';
import { personChanged } from './events.ts';
import type { FaultInput } from './fault-plan.ts';
import { faultRoutes } from './fault-routes.ts';
import { privateFileRoutes, uploadRoutes } from './file-routes.ts';
import { guard, isLoopbackHost } from './guard.ts';
import type { JournalEntry } from './journal.ts';
import { listenOnLoopback } from './listen.ts';
import { oauthPage } from './oauth-page.ts';
import type { LocalSlackOptions } from './options.ts';
import type { ClockState } from './page/protocol.ts';
import { pageRoutes } from './page-routes.ts';
import { type ClockMove, clockRoutes } from './product-clock.ts';
import type { PersonChanges } from './records.ts';
import type { SocketMode } from './socket-mode.ts';

/** A running workspace. */
export interface LocalSlack {
  /** `http://localhost:PORT`: the page. */
  url: string;
  /** What an app gets as `slackApiUrl`: `http://localhost:PORT/api/`. */
  apiUrl: string;
  teamId: string;
  teamName: string;
  botUserId: string;
  appId: string;
  clientId: string;
  clientSecret: string;
  /** What happened, oldest first; the newest 10,000. */
  journal: readonly JournalEntry[];
  /** Changes a person's name, time zone, locale, role or status, and tells the app (`user_change`). */
  changePerson(id: string, changes: PersonChanges): void;
  /** Archives a channel: nothing is posted or changed there any more. @throws Error where there is no such channel */
  archive(channel: string): void;
  /** Asks the app to open its Socket Mode connections anew, as Slack does every few hours. */
  refreshConnections(): void;
  /** Makes something go wrong from now on. @throws Error naming every problem with the fault */
  inject(fault: FaultInput): void;
  /** Lets everything go right again. */
  clearFaults(): void;
  /** Product time. */
  clock(): ClockState;
  /** Moves product time: to an instant, by a span, or in its speed. @throws Error where it would go back */
  moveClock(move: ClockMove): ClockState;
  close(): Promise<void>;
}

/**
 * Starts the workspace. It lives in memory and is gone with `close()`.
 * @throws Error when the manifest, the seed or the faults are wrong (every problem named) or the port is taken (code `EADDRINUSE`)
 */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const { hub, socket, clientSecret, opened } = assemble(options);
  const { first } = hub;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, context) => {
    options.log?.(`error: ${error.stack ?? error.message}`);
    return context.json({ ok: false, error: 'internal_error' }, 500);
  });
  app.use(guard);
  const maxSize = 2 * 1024 * 1024;
  // What Slack says of a body of this size is not documented: assumed.
  const tooLarge = { ok: false, error: 'request_too_large' };
  app.use(bodyLimit({ maxSize, onError: (context) => context.json(tooLarge, 413, { connection: 'close' }) }));
  app.route('/api', api(hub));
  app.route('/oauth/v2', oauthPage(hub));
  app.route('/page', pageRoutes(hub));
  app.route('/upload/v1', uploadRoutes(hub));
  app.route('/files-pri', privateFileRoutes(hub));
  app.route('/clock', clockRoutes(first.productClock));
  app.route('/faults', faultRoutes(first.faults));
  app.post('/response/:id', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    const url = first.responseUrls.use(context.req.param('id'));
    const slack = hub.ofPerson(url.person ?? '') ?? first;
    if ('problem' in url) slack.toast('error', `The app used a response_url: ${url.problem}`, url.person);
    const result = 'problem' in url ? { status: 404 as const, body: url.problem } : answer(slack, url, body);
    first.journal.write({ type: 'response_url', url: context.req.param('id'), status: result.status, body });
    return context.text(result.body, result.status);
  });
  app.route('/', assetRoutes());

  const listening = await listenOnLoopback(options.port, () => serverFor(app, socket.upgrade));
  opened(listening.port);
  return {
    url: first.url(),
    apiUrl: `${first.url()}/api/`,
    teamId: first.workspace.team.id,
    teamName: first.workspace.team.name,
    botUserId: first.identity.botUserId,
    appId: first.identity.appId,
    clientId: first.oauth.clientId,
    clientSecret,
    journal: first.journal.entries,
    changePerson(id, changes) {
      const slack = hub.ofPerson(id);
      const person = slack?.workspace.changePerson(id, changes);
      if (slack && person) personChanged(slack, person);
    },
    archive(channel) {
      const room = hub.all.flatMap(({ workspace }) => workspace.rooms.get(channel) ?? [])[0];
      if (!room || room.kind === 'dm') throw new Error(`there is no channel ${channel}`);
      room.isArchived = true;
    },
    refreshConnections: socket.refresh,
    inject: (fault) => first.faults.inject(fault),
    clearFaults: () => first.faults.clear(),
    clock: () => first.productClock.state(),
    moveClock: (move) => first.productClock.move(move),
    async close() {
      first.courier.close();
      await listening.close();
      await first.journal.close();
    },
  };
}

/** One listening server: HTTP by Hono, upgrades by Socket Mode. */
function serverFor(app: Hono<{ Bindings: HttpBindings }>, upgrade: SocketMode['upgrade']): Server {
  const server = createAdaptorServer({ fetch: app.fetch, createServer }) as Server;
  server.on('upgrade', (request, socket, head) => {
    const ours = isLoopbackHost(request.headers.host) && upgrade(request, socket, head);
    if (!ours) socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
  });
  return server;
}
