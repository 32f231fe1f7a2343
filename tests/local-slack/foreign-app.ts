/** What the tests of local-slack need: a running workspace, a small Bolt app that is not ours, and a person's page. */
import { createServer } from 'node:net';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Block, KnownBlock, ModalView } from '@slack/types';
import type { Timing } from '../../src/local-slack/courier.ts';
import type { FaultPlanInput } from '../../src/local-slack/fault-plan.ts';
import type {
  Change,
  OptionsReply,
  Reply,
  ShownMessage,
  Snapshot,
  SubmitReply,
} from '../../src/local-slack/page/protocol.ts';
import { type LocalSlack, startLocalSlack } from '../../src/local-slack/server.ts';

/** People of the built-in company. */
export const KASIA = 'U0KASIANOW';
export const MARTA = 'U0MARTAWIL';
export const GENERAL = 'C0GENERAL1';

export const SECRETS = { botToken: 'xoxb-test', appToken: 'xapp-test', signingSecret: 'shh' };

export type Mode = 'socket' | 'http';

export const manifest = {
  display_information: { name: 'Foreign' },
  features: {
    app_home: {
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    },
    bot_user: { display_name: 'Foreign' },
    shortcuts: [{ name: 'Do it', type: 'global', callback_id: 'do-it', description: 'Does it' }],
    slash_commands: [
      { command: '/hello', description: 'Says hello', should_escape: true },
      { command: '/form', description: 'Opens a form' },
    ],
  },
  oauth_config: {
    scopes: { bot: ['commands', 'chat:write', 'users:read', 'channels:read', 'channels:join', 'im:history'] },
  },
  settings: {
    event_subscriptions: {
      bot_events: ['app_home_opened', 'message.im', 'user_change', 'member_joined_channel'],
    },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

/** One person looking at the page. */
export class Page {
  readonly changes: Change[] = [];
  readonly #url: string;
  readonly #user: string;
  readonly #stop = new AbortController();
  readonly #waiting = new Set<() => void>();

  constructor(url: string, user: string) {
    this.#url = url;
    this.#user = user;
  }

  /** Begins to collect changes. */
  async watch(): Promise<void> {
    const url = `${this.#url}/page/events?user=${this.#user}`;
    const response = await fetch(url, { signal: this.#stop.signal });
    void this.#collect(response).catch(() => {});
  }

  close(): void {
    this.#stop.abort();
  }

  async state(): Promise<Snapshot> {
    const response = await fetch(`${this.#url}/page/state?user=${this.#user}`);
    return (await response.json()) as Snapshot;
  }

  post(path: 'submit', body: object): Promise<SubmitReply>;
  post(path: 'options', body: object): Promise<OptionsReply>;
  post(path: string, body: object): Promise<Reply>;
  async post(path: string, body: object): Promise<object> {
    const response = await fetch(`${this.#url}/page/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: this.#user, ...body }),
    });
    return (await response.json()) as object;
  }

  command(command: string, text = '', conversation = GENERAL): Promise<Reply> {
    return this.post('command', { conversation, command, text });
  }

  /** The newest message this person sees in a conversation. */
  async lastMessage(conversation = GENERAL): Promise<ShownMessage> {
    const message = (await this.state()).messages[conversation]?.at(-1);
    if (!message) throw new Error(`No message in ${conversation}`);
    return message;
  }

  /** The modal on top. */
  async modal() {
    const view = (await this.state()).views.at(-1);
    if (!view) throw new Error('No modal is open');
    return view;
  }

  /** The first change that fits, past or to come. */
  async change<T extends Change['type']>(
    type: T,
    fits: (change: Change & { type: T }) => boolean = () => true,
  ): Promise<Change & { type: T }> {
    const isIt = (change: Change): change is Change & { type: T } => change.type === type;
    for (;;) {
      const found = this.changes.filter(isIt).find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async #collect(response: Response): Promise<void> {
    if (!response.body) return;
    let rest = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split('\n\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('data: ')) this.changes.push(JSON.parse(line.slice(6)));
      for (const wake of this.#waiting) wake();
      this.#waiting.clear();
    }
  }
}

export interface World {
  slack: LocalSlack;
  app: App;
  /** Kasia's page. */
  page: Page;
  /** Calls a method of the Web API without any client; `token` as the app's bot by default. */
  call(method: string, args?: object, token?: string): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export interface WorldOptions {
  manifest?: object;
  timing?: Partial<Timing>;
  faults?: string | FaultPlanInput;
  /** False for tests that call more often than Slack lets them. */
  rateLimits?: boolean;
  /** The app's signing secret, where it should differ from the workspace's. */
  signingSecret?: string;
  /** How long the app's socket waits before it connects anew; Bolt's own 5 s otherwise. */
  reconnectMs?: number;
  /** Adds the app's listeners. */
  listen?: (app: App) => void;
}

/** A workspace with a connected app. */
export async function startWorld(mode: Mode, options: WorldOptions = {}): Promise<World> {
  const port = mode === 'http' ? await freePort() : 0;
  const deliverTo = mode === 'http' ? `http://127.0.0.1:${port}/slack/events` : undefined;
  const slack = await startLocalSlack({
    port: 0,
    manifest: options.manifest ?? manifest,
    deliverTo,
    timing: options.timing,
    faults: options.faults,
    rateLimits: options.rateLimits,
    ...SECRETS,
  });
  const app = new App({
    token: SECRETS.botToken,
    logLevel: LogLevel.ERROR,
    // Errors of the app are part of some tests; nobody needs to read them.
    logger: silent,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    ...(mode === 'socket'
      ? options.reconnectMs === undefined
        ? { socketMode: true, appToken: SECRETS.appToken }
        : { receiver: hastyReceiver(slack.apiUrl, options.reconnectMs) }
      : { signingSecret: options.signingSecret ?? SECRETS.signingSecret }),
  });
  options.listen?.(app);
  await app.start(port);
  const page = new Page(slack.url, KASIA);
  await page.watch();
  return {
    slack,
    app,
    page,
    call: (method, args = {}, token = SECRETS.botToken) => callApi(slack.apiUrl, method, args, token),
    async close() {
      page.close();
      await app.stop();
      await slack.close();
    },
  };
}

function hastyReceiver(slackApiUrl: string, clientPingTimeout: number): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken: SECRETS.appToken,
    logger: silent,
    clientPingTimeout,
    installerOptions: { clientOptions: { slackApiUrl } },
  });
}

export async function callApi(
  apiUrl: string,
  method: string,
  args: object,
  token: string | undefined,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${apiUrl}${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  });
  return (await response.json()) as Record<string, unknown>;
}

export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export function modal(
  title: string,
  blocks: (KnownBlock | Block)[],
  more: Partial<ModalView> = {},
): ModalView {
  return { type: 'modal', title: { type: 'plain_text', text: title }, blocks, ...more };
}

export const submitButton = { submit: { type: 'plain_text' as const, text: 'Send' } };

export const divider: KnownBlock = { type: 'divider', block_id: 'line' };

/** An input block named `name` with a text field named `text`. */
export function textInput(name: string): KnownBlock {
  return {
    type: 'input',
    block_id: name,
    label: { type: 'plain_text', text: name },
    element: { type: 'plain_text_input', action_id: 'text' },
  };
}

/** The state of that text field. */
export function typed(name: string, value: string) {
  return { [name]: { text: { type: 'plain_text_input', value } } };
}

/** An actions block with one button. */
export function button(actionId: string, text = 'Press'): KnownBlock {
  return {
    type: 'actions',
    block_id: `block-${actionId}`,
    elements: [{ type: 'button', action_id: actionId, value: 'v1', text: { type: 'plain_text', text } }],
  };
}

/** What the page posts when that button is pressed. */
export function press(actionId: string, container: object) {
  return {
    container,
    block_id: `block-${actionId}`,
    action_id: actionId,
    element: { type: 'button', value: 'v1' },
    state: {},
  };
}

/** The manifest of an app that also asks for these scopes and events. */
export function manifestWith(asked: { scopes?: string[]; events?: string[] }): object {
  const { oauth_config: oauth, settings } = manifest;
  const { event_subscriptions: subscribed } = settings;
  return {
    ...manifest,
    oauth_config: { scopes: { bot: [...oauth.scopes.bot, ...(asked.scopes ?? [])] } },
    settings: {
      ...settings,
      event_subscriptions: { bot_events: [...subscribed.bot_events, ...(asked.events ?? [])] },
    },
  };
}

/** Calls a method with its arguments as a form, as most SDKs do. */
export async function callByForm(
  apiUrl: string,
  method: string,
  args: Record<string, string>,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${apiUrl}${method}`, {
    method: 'POST',
    // Without a charset, of which Slack says that it is not needed.
    headers: {
      authorization: `Bearer ${SECRETS.botToken}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(args),
  });
  return (await response.json()) as Record<string, unknown>;
}
