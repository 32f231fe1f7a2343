import type { ViewOutput } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { LogLevel, WebClient } from '@slack/web-api';
import type { PersonKey } from '../../src/ports.ts';
import type { Asking, Feature, Message } from '../../src/slack/asking.ts';
import { asText } from '../../src/slack/incoming.ts';

/** What somebody sees after they pressed, sent or typed something: a modal, what is wrong under a field, an answer. */
export interface Came {
  view: ModalView | undefined;
  errors: Record<string, string> | undefined;
  message: Message | undefined;
  /** The channels whose members Slack was asked for. */
  channels: string[];
}
const nothing = (): Came => ({ view: undefined, errors: undefined, message: undefined, channels: [] });

type Value = Record<string, unknown>;
export type Fields = Record<string, Record<string, Value>>;

/**
 * Presses buttons, sends forms and types commands of features as Slack would bring it to their listeners, without Slack: whatever a
 * listener throws is thrown on, and what it would show is handed back.
 */
export function fingers(features: readonly Feature[]) {
  const actions = new Map(features.flatMap(({ actions: own }) => Object.entries(own ?? {})));
  const views = new Map(features.flatMap(({ views: own }) => Object.entries(own ?? {})));
  const commands = new Map(features.flatMap(({ commands: own }) => Object.entries(own ?? {})));
  const shortcuts = new Map(features.flatMap(({ shortcuts: own }) => Object.entries(own ?? {})));

  // One for all that is pressed: to make one takes as long as to press a button.
  const unconnected = new WebClient('xoxb-none', {
    slackApiUrl: 'http://127.0.0.1:9/api/',
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
  });

  /** The same client, but that it hands over what it is to show. */
  function slack(came: Came): WebClient {
    const show = async ({ view }: { view?: unknown }) => {
      came.view = view as ModalView;
      return { ok: true, view: { id: 'V1', hash: 'h' } };
    };
    const members = async (asked?: { channel?: string }) => {
      came.channels.push(asked?.channel ?? '');
      return { ok: true, members: ['U0IMANIFRE'] };
    };
    return Object.create(unconnected, {
      views: { value: { ...unconnected.views, open: show, push: show, update: show, publish: show } },
      conversations: { value: { ...unconnected.conversations, members } },
    });
  }

  const asked = (who: PersonKey, came: Came): Asking => ({
    who,
    command: '/coach-or-mentor',
    client: slack(came),
    triggerId: 't',
  });

  return {
    actions: [...actions.keys()],
    forms: [...views.keys()],
    commands: [...commands.keys()],
    shortcuts: [...shortcuts.keys()],
    async type(who: PersonKey, command: string, text = ''): Promise<Came> {
      const came = nothing();
      const listener = commands.get(command);
      if (!listener) throw new Error(`no command ${command}`);
      const answer = async (message?: Message) => {
        came.message = message ?? came.message;
      };
      await listener({ ...asked(who, came), text, ack: answer, respond: answer });
      return came;
    },
    async take(who: PersonKey, shortcut: string): Promise<Came> {
      const came = nothing();
      const listener = shortcuts.get(shortcut);
      if (!listener) throw new Error(`no shortcut ${shortcut}`);
      await listener(asked(who, came));
      return came;
    },
    /** What stands on somebody's Home, of every feature. */
    async home(who: PersonKey, reader: { isAdmin: boolean }): Promise<string> {
      const known = { language: 'en', timeZone: 'Europe/Warsaw', isGuest: false, ...reader } as const;
      const sections = await Promise.all(features.map(({ homeSection }) => homeSection?.(who, known) ?? []));
      return textsOf(sections).join('\n');
    },
    /** @param inView the metadata of the modal in which it is pressed; pressed in a message where left out */
    async press(who: PersonKey, action: string, value: string | undefined, inView?: string): Promise<Came> {
      const came = nothing();
      const listener = actions.get(action);
      if (!listener) throw new Error(`no action ${action}`);
      await listener({
        ...asked(who, came),
        value,
        ...(inView !== undefined && { inView: { id: 'V0', hash: 'h', metadata: inView } }),
      });
      return came;
    },
    async send(who: PersonKey, form: string, metadata: string, values: Fields): Promise<Came> {
      const came = nothing();
      const listener = views.get(form);
      if (!listener) throw new Error(`no form ${form}`);
      const view = {
        id: 'V0',
        hash: 'h',
        callback_id: form,
        private_metadata: metadata,
        previous_view_id: null,
        state: { values },
        blocks: [],
      };
      await listener({
        ...asked(who, came),
        inView: { id: 'V0', hash: 'h', metadata },
        view: asText(view as unknown as ViewOutput),
        async ack(response) {
          if (response && 'view' in response) came.view = response.view as ModalView;
          if (response?.response_action === 'errors') came.errors = response.errors;
        },
      });
      return came;
    },
  };
}

/** Fills in a form as somebody in a hurry does: the first of everything, and these words wherever one can write. */
export function filled({ blocks }: ModalView, words: string, day: string): Fields {
  return Object.fromEntries(
    (blocks as KnownBlock[]).flatMap((block): [string, Record<string, Value>][] => {
      if (block.type !== 'input' || !block.block_id) return [];
      const { element } = block;
      const grouped = 'option_groups' in element ? element.option_groups?.[0]?.options : undefined;
      const first = ('options' in element ? element.options : grouped)?.[0];
      const values: Record<string, Value> = {
        plain_text_input: { value: words },
        number_input: { value: '5' },
        datepicker: { selected_date: day },
        timepicker: { selected_time: '10:00' },
        radio_buttons: { selected_option: first },
        static_select: { selected_option: first },
        multi_static_select: { selected_options: first ? [first] : [] },
        checkboxes: { selected_options: [] },
        conversations_select: { selected_conversation: 'C0GENERAL1' },
        multi_users_select: { selected_users: ['U0IMANIFRE'] },
        users_select: { selected_user: 'U0IMANIFRE' },
      };
      const value = values[element.type];
      if (!value || !('action_id' in element) || !element.action_id) throw new Error(`a ${element.type}`);
      return [[block.block_id, { [element.action_id]: { type: element.type, ...value } }]];
    }),
  );
}

/** All that can be read in what came. */
export function readIn({ view, errors, message }: Came): string {
  const said = message ? [message.text, ...textsOf(message.blocks)] : [];
  return [...said, ...textsOf([view?.title, view?.blocks]), ...Object.values(errors ?? {})].join('\n');
}

/** Every text that stands in blocks, typed ones included. */
function textsOf(blocks: unknown): string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) walk(part);
    else if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) {
        if ((key === 'text' || key === 'initial_value' || key === 'alt_text') && typeof part === 'string')
          found.push(part);
        else walk(part);
      }
  };
  walk(blocks);
  return found;
}
