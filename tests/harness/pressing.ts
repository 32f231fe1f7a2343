import type { ViewOutput } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { vi } from 'vitest';
import type { PersonKey } from '../../src/ports.ts';
import type { Feature } from '../../src/slack/asking.ts';

/** What somebody sees after they pressed or sent something: a modal, or what is wrong under a field. */
export interface Came {
  view: ModalView | undefined;
  errors: Record<string, string> | undefined;
}

type Value = Record<string, unknown>;
export type Fields = Record<string, Record<string, Value>>;

/**
 * Presses buttons and sends forms of features as Slack would bring it to their listeners, without Slack: whatever a
 * listener throws is thrown on, and what it would show is handed back.
 */
export function fingers(features: readonly Feature[]) {
  const actions = new Map(features.flatMap(({ actions: own }) => Object.entries(own ?? {})));
  const views = new Map(features.flatMap(({ views: own }) => Object.entries(own ?? {})));

  function slack(came: Came): WebClient {
    const client = new WebClient('xoxb-none', {
      slackApiUrl: 'http://127.0.0.1:9/api/',
      retryConfig: { retries: 0 },
    });
    const show = async ({ view }: { view?: unknown }) => {
      came.view = view as ModalView;
      return { ok: true, view: { id: 'V1', hash: 'h' } };
    };
    for (const method of ['open', 'push', 'update', 'publish'] as const)
      vi.spyOn(client.views, method).mockImplementation(show as never);
    return client;
  }

  return {
    actions: [...actions.keys()],
    forms: [...views.keys()],
    /** @param inView the metadata of the modal in which it is pressed; pressed in a message where left out */
    async press(who: PersonKey, action: string, value: string | undefined, inView?: string): Promise<Came> {
      const came: Came = { view: undefined, errors: undefined };
      const listener = actions.get(action);
      if (!listener) throw new Error(`no action ${action}`);
      await listener({
        who,
        command: '/coach-or-mentor',
        client: slack(came),
        triggerId: 't',
        value,
        ...(inView !== undefined && { inView: { id: 'V0', hash: 'h', metadata: inView } }),
      });
      return came;
    },
    async send(who: PersonKey, form: string, metadata: string, values: Fields): Promise<Came> {
      const came: Came = { view: undefined, errors: undefined };
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
        who,
        command: '/coach-or-mentor',
        client: slack(came),
        triggerId: 't',
        inView: { id: 'V0', hash: 'h', metadata },
        view: view as unknown as ViewOutput,
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
      const first = 'options' in element ? element.options?.[0] : undefined;
      const values: Record<string, Value> = {
        plain_text_input: { value: words },
        number_input: { value: '5' },
        datepicker: { selected_date: day },
        timepicker: { selected_time: '10:00' },
        radio_buttons: { selected_option: first },
        static_select: { selected_option: first },
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
export function readIn({ view, errors }: Came): string {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) walk(part);
    else if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) {
        if ((key === 'text' || key === 'initial_value') && typeof part === 'string') found.push(part);
        else walk(part);
      }
  };
  walk(view?.title);
  walk(view?.blocks);
  return [...found, ...Object.values(errors ?? {})].join('\n');
}
