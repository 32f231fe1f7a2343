/** The parts of a running local-slack, handed to everything that answers a request. */
import type { Clock, Ids } from './clock.ts';
import type { Ack, Courier } from './courier.ts';
import type { Faults } from './faults.ts';
import type { Files } from './files.ts';
import type { Journal } from './journal.ts';
import type { AppManifest } from './manifest.ts';
import type { OAuthCodes } from './oauth-codes.ts';
import type { AppCard, Toast } from './page/protocol.ts';
import type { ProductClock } from './product-clock.ts';
import type { Rates } from './rates.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Scheduled } from './scheduled.ts';
import type { Triggers } from './triggers.ts';
import type { Views } from './views.ts';
import type { Workspace } from './workspace.ts';

/** Who the app is in this workspace. */
interface AppIdentity {
  appId: string;
  botId: string;
  botUserId: string;
  appToken: string;
  /** Slack's old verification token, which still stands in every delivery. */
  verificationToken: string;
}

/** What the app got when it was added to a workspace. */
interface Installation {
  botToken: string;
  scopes: readonly string[];
}

/**
 * Everything that a request may need; one object per workspace. What travels is the same object in each: the app, its
 * line, the journal, the clocks.
 */
export interface Slack {
  workspace: Workspace;
  views: Views;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  scheduled: Scheduled;
  files: Files;
  courier: Courier;
  journal: Journal;
  manifest: AppManifest;
  identity: AppIdentity;
  /** Real time, for everything that travels. */
  clock: Clock;
  /** Product time, for everything that people read. */
  productClock: ProductClock;
  ids: Ids;
  /** Undefined: the app is not in this workspace. */
  installation: Installation | undefined;
  /** Tokens that were good here once. */
  revokedTokens: Set<string>;
  /** Any workspace by its team id. */
  ofTeam(team: string): Slack | undefined;
  oauth: OAuthCodes;
  faults: Faults;
  /** Undefined: an app may call as often as it likes. */
  rates: Rates | undefined;
  /** `http://localhost:PORT`, without a slash at the end. */
  url(): string;
  /** Where deliveries go by HTTP; undefined in Socket Mode. */
  deliverTo: string | undefined;
  /** A URL to open a Socket Mode connection with, once. */
  socketUrl(): string;
  /** Tells the person what went wrong; without a person, the one who acted last. */
  toast(level: Toast['level'], text: string, person?: string): void;
  /** Remembers who acted last. */
  acted(person: string): void;
}

/** The app as the page shows it. Where it is not installed it offers nothing. */
export function appCard(slack: Slack): AppCard {
  const { manifest, identity } = slack;
  const isThere = slack.installation !== undefined;
  return {
    id: identity.appId,
    name: manifest.name,
    description: manifest.description,
    botUserId: identity.botUserId,
    commands: (isThere ? manifest.commands : []).map(({ command, description, usageHint }) => ({
      command,
      description,
      usageHint,
    })),
    shortcuts: isThere ? manifest.shortcuts : [],
    messageShortcuts: isThere ? manifest.messageShortcuts : [],
    hasHome: isThere && manifest.hasHome,
    hasMessages: isThere && manifest.hasMessages,
    messagesReadOnly: manifest.messagesReadOnly,
    connected: slack.courier.connected(),
  };
}

/** The scopes of the app's token in this workspace. */
export function granted(slack: Slack): readonly string[] {
  return slack.installation?.scopes ?? [];
}

/** Delivers an action, a submission, a shortcut: what the manifest must have switched on (`interactivity`). */
export function deliverInteraction(slack: Slack, payload: Record<string, unknown>): Promise<Ack> {
  if (slack.manifest.interactive && slack.installation)
    return slack.courier.deliver({ kind: 'interactive', payload });
  const why = slack.installation
    ? 'The manifest does not enable interactivity, so the app hears nothing of this.'
    : 'The app is not installed in this workspace.';
  slack.toast('error', why);
  return Promise.resolve({ ok: false, error: 'dispatch_failed', retryReason: 'unknown_error' });
}
