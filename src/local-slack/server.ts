/** Starts a Slack workspace on this machine: the Web API, deliveries to one app, and the page that shows it. */
import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { answer } from './answers.ts';
import { api } from './api.ts';
import { readAsset } from './assets.ts';
import { makeIds, realClock } from './clock.ts';
import { BUILT_IN_COMPANY, readCompany } from './company.ts';
import { Courier, SLACK_TIMING, type Timing } from './courier.ts';
import { personChanged } from './events.ts';
import type { FaultInput, FaultPlanInput } from './fault-plan.ts';
import { faultRoutes } from './fault-routes.ts';
import { Faults } from './faults.ts';
import { guard, isLoopbackHost } from './guard.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { listenOnLoopback } from './listen.ts';
import { readManifest } from './manifest.ts';
import { METHODS } from './methods/all.ts';
import { pageRoutes } from './page-routes.ts';
import {
  type ClockMove,
  type ClockSettings,
  type ClockState,
  clockRoutes,
  ProductClock,
} from './product-clock.ts';
import { Rates } from './rates.ts';
import type { PersonChanges } from './records.ts';
import { ResponseUrls } from './response-urls.ts';
import { signedHttp } from './signed-http.ts';
import { appCard, type Slack } from './slack.ts';
import { socketMode } from './socket-mode.ts';
import { Triggers } from './triggers.ts';
import { Views } from './views.ts';
import { Workspace } from './workspace.ts';

/** What startLocalSlack needs to know. */
export interface LocalSlackOptions {
  /** 0: any that is free. */
  port: number;
  /** The app's manifest: a path to YAML or JSON, or the parsed object. */
  manifest: string | object;
  /** A path to YAML; without it the built-in company. */
  company?: string | undefined;
  botToken: string;
  appToken: string;
  signingSecret: string;
  /** Where the app takes deliveries by HTTP. Without it: Socket Mode. */
  deliverTo?: string | undefined;
  /** A file to which the journal is appended. */
  journal?: string | undefined;
  /** False: no 429 however often the app calls. On unless one says so. */
  rateLimits?: boolean | undefined;
  /** What goes wrong on demand: a path to YAML, or the plan itself. Nothing unless one says so. */
  faults?: string | FaultPlanInput | undefined;
  /** Where product time begins and how fast it runs; as the machine's clock unless one says so. */
  clock?: ClockSettings | undefined;
  /** Takes one line of text for each thing worth telling. */
  log?: ((line: string) => void) | undefined;
  /** Shorter times, for tests of what happens when they are over. Slack's own otherwise. */
  timing?: Partial<Timing> | undefined;
}

/** A running workspace. */
export interface LocalSlack {
  /** `http://localhost:PORT`: the page. */
  url: string;
  /** What an app gets as `slackApiUrl`: `http://localhost:PORT/api/`. */
  apiUrl: string;
  teamId: string;
  botUserId: string;
  appId: string;
  /** What happened, oldest first; the newest 10,000. */
  journal: readonly JournalEntry[];
  /** Changes a person's name, time zone, locale, role or status, and tells the app (`user_change`). */
  changePerson(id: string, changes: PersonChanges): void;
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
 * @throws Error when the manifest or company is wrong (every problem named) or the port is taken (code `EADDRINUSE`)
 */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const slack = assemble(options);
  const { parts } = slack;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error, context) => {
    options.log?.(`error: ${error.stack ?? error.message}`);
    return context.json({ ok: false, error: 'internal_error' }, 500);
  });
  app.use(guard);
  app.use(bodyLimit({ maxSize: 2 * 1024 * 1024 }));
  app.route('/api', api(parts));
  app.route('/page', pageRoutes(parts));
  app.route('/clock', clockRoutes(parts.productClock));
  app.route('/faults', faultRoutes(parts.faults));
  app.post('/response/:id', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    const url = parts.responseUrls.use(context.req.param('id'));
    const result = typeof url === 'string' ? { status: 404 as const, body: url } : answer(parts, url, body);
    parts.journal.write({ type: 'response_url', url: context.req.param('id'), status: result.status, body });
    return context.text(result.body, result.status);
  });
  const asset = async (name: string) => {
    const found = await readAsset(name);
    if (!found) return new Response('Not found', { status: 404 });
    const headers = { 'content-type': found.contentType, 'cache-control': 'no-cache' };
    return new Response(found.body, { headers });
  };
  app.get('/', () => asset('index.html'));
  app.get('/assets/:name{.+}', (context) => asset(context.req.param('name')));

  const listening = await listenOnLoopback(options.port, () => serverFor(app, slack.upgrade));
  slack.opened(listening.port);
  const { identity, workspace } = parts;
  return {
    url: parts.url(),
    apiUrl: `${parts.url()}/api/`,
    teamId: workspace.team.id,
    botUserId: identity.botUserId,
    appId: identity.appId,
    journal: parts.journal.entries,
    changePerson(id, changes) {
      const person = workspace.changePerson(id, changes);
      if (person) personChanged(parts, person);
    },
    refreshConnections: slack.refresh,
    inject: (fault) => parts.faults.inject(fault),
    clock: () => parts.productClock.state(),
    moveClock: (move) => parts.productClock.move(move),
    clearFaults: () => parts.faults.clear(),
    async close() {
      parts.courier.close();
      await listening.close();
      await parts.journal.close();
    },
  };
}

type Upgrade = ReturnType<typeof socketMode>['upgrade'];

/** One listening server: HTTP by Hono, upgrades by Socket Mode. */
function serverFor(app: Hono<{ Bindings: HttpBindings }>, upgrade: Upgrade): Server {
  const server = createAdaptorServer({ fetch: app.fetch, createServer }) as Server;
  server.on('upgrade', (request, socket, head) => {
    const ours = isLoopbackHost(request.headers.host) && upgrade(request, socket, head);
    if (!ours) socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
  });
  return server;
}

/** Puts the parts together. What depends on the port is known after `opened`. */
function assemble(options: LocalSlackOptions): {
  parts: Slack;
  upgrade: Upgrade;
  refresh: () => void;
  opened: (port: number) => void;
} {
  const clock = realClock;
  const productClock = new ProductClock(clock, options.clock);
  const ids = makeIds(productClock);
  const manifest = readManifest(options.manifest);
  if (options.deliverTo === undefined && !manifest.socketMode) {
    throw new Error(
      'The manifest does not enable Socket Mode: say where the app takes deliveries (--deliver-to URL).',
    );
  }
  const company = readCompany(options.company ?? BUILT_IN_COMPANY);
  const timing = { ...SLACK_TIMING, ...options.timing };
  // Fixed, so that ids in an app's database stay right when this server is started anew.
  const identity = {
    appId: 'A0LOCALAPP',
    botId: 'B0LOCALBOT',
    botUserId: 'U0LOCALBOT',
    botToken: options.botToken,
    appToken: options.appToken,
    verificationToken: ids.secret(12),
  };
  const journal = new Journal(clock, options.journal);
  const workspace = new Workspace(
    company,
    { id: identity.botUserId, name: manifest.botName },
    productClock,
    ids,
  );
  const onChange = () => {
    options.log?.(parts.courier.connected() ? 'The app is connected.' : 'The app is not connected.');
    workspace.tell('everyone', { type: 'app', app: appCard(parts) });
  };
  const socket = socketMode({ appId: identity.appId, ids, onChange });
  const { deliverTo: url, signingSecret } = options;
  const transport = url === undefined ? socket : signedHttp({ url, signingSecret, clock, onChange });
  const faults = new Faults({
    seed: randomInt(2 ** 31),
    hasSocket: url === undefined,
    methods: Object.keys(METHODS),
  });
  if (options.faults !== undefined) faults.use(options.faults);
  let port = 0;
  let actedLast = workspace.opensAs;
  const parts: Slack = {
    workspace,
    views: new Views(workspace, ids),
    triggers: new Triggers(clock, ids, timing.triggerMs),
    responseUrls: new ResponseUrls(clock, ids),
    courier: new Courier({ transport, journal, clock, ids, timing, faults }),
    journal,
    manifest,
    identity,
    clock,
    productClock,
    ids,
    faults,
    rates: options.rateLimits === false ? undefined : new Rates(clock),
    url: () => `http://localhost:${port}`,
    socketUrl: () => `ws://127.0.0.1:${port}${socket.path()}`,
    toast(level, text, person = actedLast) {
      options.log?.(`${level}: ${text}`);
      workspace.tell(person, { type: 'toast', toast: { level, text } });
    },
    acted(person) {
      actedLast = person;
    },
  };
  return {
    parts,
    upgrade: socket.upgrade,
    refresh: socket.refresh,
    opened(given) {
      port = given;
    },
  };
}
