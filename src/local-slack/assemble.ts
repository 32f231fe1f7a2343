/** Puts the parts of local-slack together: what all workspaces share, and each workspace's own. */
import { randomInt } from 'node:crypto';
import { type Clock, makeIds, realClock } from './clock.ts';
import { Courier, SLACK_TIMING } from './courier.ts';
import { EventHealth } from './event-health.ts';
import { messageHappened } from './events.ts';
import { Faults } from './faults.ts';
import { Files } from './files.ts';
import { Hub } from './hub.ts';
import { Journal } from './journal.ts';
import { type AppManifest, readManifest } from './manifest.ts';
import { METHODS } from './methods/all.ts';
import { OAuthCodes } from './oauth-codes.ts';
import type { LocalSlackOptions } from './options.ts';
import { ProductClock } from './product-clock.ts';
import { Rates } from './rates.ts';
import { ResponseUrls } from './response-urls.ts';
import { Scheduled } from './scheduled.ts';
import { BUILT_IN_SEED, readSeed, type WorkspaceSeed } from './seed.ts';
import { signedHttp } from './signed-http.ts';
import { appCard, type Slack } from './slack.ts';
import { type SocketMode, socketMode } from './socket-mode.ts';
import { Triggers } from './triggers.ts';
import { Views } from './views.ts';
import { Workspace } from './workspace.ts';

// Fixed, so that ids in an app's database stay right when this server is started anew.
const APP_ID = 'A0LOCALAPP';
const CLIENT_ID = '1000000000.2000000000';

/** What is put together. What depends on the port is known after `opened`. */
export interface Assembled {
  hub: Hub;
  socket: SocketMode;
  clientSecret: string;
  opened: (port: number) => void;
}

/** @throws Error when the manifest, the seed or the faults are wrong (every problem named) */
export function assemble(options: LocalSlackOptions): Assembled {
  const manifest = readManifest(options.manifest);
  if (options.deliverTo === undefined && !manifest.socketMode) {
    throw new Error(
      'The manifest does not enable Socket Mode: say where the app takes deliveries (--deliver-to URL).',
    );
  }
  const [firstSeed, ...otherSeeds] = readSeed(options.seed ?? BUILT_IN_SEED);
  if (!firstSeed) throw new Error('A seed has at least one workspace.');
  const clock = realClock;
  const productClock = new ProductClock(clock, options.clock);
  const ids = makeIds(productClock);
  const journal = new Journal(clock, options.journal);
  const timing = { ...SLACK_TIMING, ...options.timing };
  const { deliverTo: url, signingSecret } = options;
  const faults = new Faults({
    seed: randomInt(2 ** 31),
    hasSocket: url === undefined,
    methods: Object.keys(METHODS),
  });
  if (options.faults !== undefined) faults.use(options.faults);
  const onChange = () => {
    options.log?.(courier.connected() ? 'The app is connected.' : 'The app is not connected.');
    for (const one of hub.all) one.workspace.tell('everyone', { type: 'app', app: appCard(one) });
  };
  const socket = socketMode({ appId: APP_ID, ids, onChange });
  const transport = url === undefined ? socket : signedHttp({ url, signingSecret, clock, onChange });
  const health =
    url === undefined ? undefined : new EventHealth(clock, (sentence) => first.toast('error', sentence));
  const courier = new Courier({ transport, journal, clock, ids, timing, faults, health });
  const clientSecret = options.clientSecret ?? ids.secret(16);
  let port = 0;

  const shared = {
    courier,
    journal,
    manifest,
    clock,
    productClock,
    ids,
    faults,
    rates: ratesOf(options, clock),
    responseUrls: new ResponseUrls(clock, ids),
    oauth: new OAuthCodes({ clientId: options.clientId ?? CLIENT_ID, clientSecret, clock, ids }),
    url: () => `http://localhost:${port}`,
    deliverTo: url,
    socketUrl: () => `ws://127.0.0.1:${port}${socket.path()}`,
    ofTeam: (team: string) => hub.all.find((one) => one.workspace.team.id === team),
  };
  const app = { appId: APP_ID, appToken: options.appToken, verificationToken: ids.secret(12) };
  const make = (seed: WorkspaceSeed, ends: string) => {
    const identity = { ...app, botId: `B0LOCALBOT${ends}`, botUserId: `U0LOCALBOT${ends}` };
    return workspaceOf(seed, { ...shared, identity, triggerMs: timing.triggerMs, log: options.log });
  };
  const first = make({ ...firstSeed, botToken: options.botToken }, '');
  // Ids of bots are told apart by their team's, which stays where it is when the file is sorted anew.
  const hub = new Hub(
    first,
    otherSeeds.map((seed) => make(seed, seed.team.id.slice(1))),
  );
  productClock.onMove((state) => {
    for (const one of hub.all) one.workspace.tell('everyone', { type: 'clock', clock: state });
  });
  return {
    hub,
    socket,
    clientSecret,
    opened(given) {
      port = given;
    },
  };
}

function ratesOf({ rateLimits = true }: LocalSlackOptions, clock: Clock): Rates | undefined {
  if (rateLimits === false) return undefined;
  return new Rates(clock, rateLimits === true ? undefined : rateLimits.eventsAnHour);
}

type Shared = Omit<
  Slack,
  | 'workspace'
  | 'scheduled'
  | 'files'
  | 'revokedTokens'
  | 'views'
  | 'triggers'
  | 'toast'
  | 'acted'
  | 'installation'
> & {
  triggerMs: number;
  log: LocalSlackOptions['log'];
};

/** One workspace with what is its own. */
function workspaceOf(seed: WorkspaceSeed, { triggerMs, log, ...shared }: Shared): Slack {
  const { clock, productClock, ids, identity, manifest } = shared;
  const bot = { id: identity.botUserId, name: manifest.botName };
  const workspace = new Workspace(seed, bot, productClock, ids);
  let actedLast = workspace.opensAs;
  const slack: Slack = {
    ...shared,
    workspace,
    views: new Views(workspace, ids),
    scheduled: new Scheduled(productClock, ids),
    files: new Files(productClock, ids),
    revokedTokens: new Set(),
    triggers: new Triggers(clock, ids, triggerMs),
    installation: installed(seed.botToken, manifest),
    toast(level, text, person = actedLast) {
      log?.(`${level}: ${text}`);
      workspace.tell(person, { type: 'toast', toast: { level, text } });
    },
    acted(person) {
      actedLast = person;
    },
  };
  workspace.onMessage = (change) => messageHappened(slack, change);
  return slack;
}

function installed(botToken: string | undefined, manifest: AppManifest): Slack['installation'] {
  return botToken === undefined ? undefined : { botToken, scopes: manifest.scopes };
}
