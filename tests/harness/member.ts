import { setTimeout as wait } from 'node:timers/promises';
import type { KnownBlock } from '@slack/types';
import type {
  ElementState,
  OpenView,
  Reply,
  ShownMessage,
  Snapshot,
  StateValues,
  SubmitReply,
} from '../../src/local-slack/page/protocol.ts';

/** A busy machine is slow, not wrong. */
const LONGEST_MS = 20_000;
/** Looks at once, then ever more seldom up to this: each look takes its time from the app, which runs in the same process. */
const LOOKS_EVERY_MS = 40;

/** What somebody fills into a form: by block_id, then action_id. */
export type Filled = StateValues;

/**
 * A member of the workspace as a test plays them: does through local-slack's page endpoints what a person does by
 * clicking, and sees what a person sees. Every wait ends when the thing is there, or fails with what was seen.
 */
export class Member {
  readonly id: string;
  readonly #url: string;
  #conversation: string;

  constructor(url: string, id: string, conversation = 'C0GENERAL1') {
    this.#url = url;
    this.id = id;
    this.#conversation = conversation;
  }

  /** Types a command, text and all, as `/coach-or-mentor compare`. */
  async types(line: string): Promise<Reply> {
    const [command = '', ...rest] = line.split(' ');
    return this.#post('command', { conversation: this.#conversation, command, text: rest.join(' ') });
  }

  async choosesShortcut(callbackId: string): Promise<Reply> {
    return this.#post('shortcut', { callbackId });
  }

  async opensHome(): Promise<Reply> {
    return this.#post('home', { tab: 'home' });
  }

  async state(): Promise<Snapshot> {
    const response = await fetch(`${this.#url}/page/state?user=${this.id}`);
    const snapshot: unknown = await response.json();
    return snapshot as Snapshot;
  }

  /** The modal on top, once it is there and its text has this in it. */
  async modal(containing: string): Promise<OpenView> {
    return this.#until(`a modal with “${containing}”`, async () => {
      const { views } = await this.state();
      const top = views.at(-1);
      return top && textOf(top).includes(containing) ? top : undefined;
    });
  }

  async noModal(): Promise<void> {
    await this.#until('no modal', async () => ((await this.state()).views.length === 0 ? true : undefined));
  }

  async home(containing: string): Promise<OpenView> {
    return this.#until(`a Home with “${containing}”`, async () => {
      const { home } = await this.state();
      return home && textOf(home).includes(containing) ? home : undefined;
    });
  }

  /** The newest message here whose text or blocks have this in them. */
  async message(containing: string): Promise<ShownMessage> {
    return this.#until(`a message with “${containing}”`, async () => {
      const messages = (await this.state()).messages[this.#conversation] ?? [];
      return messages.findLast((message) => `${message.text} ${textOf(message)}`.includes(containing));
    });
  }

  /** The newest message from the app whose text or blocks have this in them. */
  async told(containing: string): Promise<ShownMessage> {
    return this.#until(`a message of the app with “${containing}”`, async () =>
      (await this.allTold()).findLast((message) => `${message.text} ${textOf(message)}`.includes(containing)),
    );
  }

  /** Everything that the app has said to this person by itself, the oldest first. */
  async allTold(): Promise<ShownMessage[]> {
    const { conversations, messages } = await this.state();
    return conversations.flatMap(({ id, isApp }) => (isApp ? (messages[id] ?? []) : []));
  }

  /** Presses the button with this action_id in a message, a modal or the Home; the first, where there are several. */
  async presses(actionId: string, where: OpenView | ShownMessage): Promise<Reply> {
    return this.#acts(actionId, where, `button ${actionId}`, (element) => {
      if (element.action_id !== actionId) return undefined;
      const value = element.type === 'button' && element.value !== undefined ? { value: element.value } : {};
      return { type: 'button', ...value };
    });
  }

  /** Chooses the first option whose text or value has this in it, of a menu or a select with this action_id. */
  async chooses(containing: string, actionId: string, where: OpenView | ShownMessage): Promise<Reply> {
    return this.#acts(actionId, where, `“${containing}” in ${actionId}`, (element) => {
      if (!('options' in element) || element.action_id !== actionId) return undefined;
      const option = element.options?.find(({ text, value }) => `${text.text} ${value}`.includes(containing));
      return option && { type: element.type, selected_option: option };
    });
  }

  async #acts(
    actionId: string,
    where: OpenView | ShownMessage,
    what: string,
    act: (element: Pressable) => object | undefined,
  ): Promise<Reply> {
    const found = foundIn(where, act);
    if (!found) throw new Error(`no ${what} in: ${textOf(where)}`);
    const post = (at: OpenView | ShownMessage, { block, done }: Found): Promise<Reply> =>
      this.#post('action', {
        container:
          'hash' in at
            ? { type: 'view', viewId: at.id }
            : { type: 'message', conversation: at.conversation, ts: at.ts },
        block_id: block.block_id,
        action_id: actionId,
        element: done,
        state: {},
      });
    let reply = await post(where, found);
    if (!reply.ok && reply.error === 'not_found') {
      // It may have been shown anew a moment ago: whoever looks presses where it stands now.
      const now = await this.#asShownNow(where);
      const again = now && foundIn(now, act);
      if (now && again) reply = await post(now, again);
    }
    if (!reply.ok) throw new Error(`pressing ${actionId} failed: ${reply.error}`);
    return reply;
  }

  async #asShownNow(where: OpenView | ShownMessage): Promise<OpenView | ShownMessage | undefined> {
    const { views, home, messages } = await this.state();
    return 'hash' in where
      ? [...views, ...(home ? [home] : [])].find(({ id }) => id === where.id)
      : messages[where.conversation]?.find(({ ts }) => ts === where.ts);
  }

  async submits(view: OpenView, filled: Filled): Promise<SubmitReply> {
    return this.#post('submit', { viewId: view.id, state: filled });
  }

  async closes(view: OpenView): Promise<Reply> {
    return this.#post('close', { viewId: view.id, all: false });
  }

  async #post<T>(what: string, body: object): Promise<T> {
    const response = await fetch(`${this.#url}/page/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: this.id, ...body }),
    });
    const reply: unknown = await response.json();
    return reply as T;
  }

  async #until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const deadline = performance.now() + LONGEST_MS;
    for (let pauseMs = 5; ; pauseMs = Math.min(2 * pauseMs, LOOKS_EVERY_MS)) {
      const found = await look();
      if (found !== undefined) return found;
      if (performance.now() > deadline) {
        const { views, home, messages } = await this.state();
        const seen = [...views, ...(home ? [home] : []), ...(messages[this.#conversation] ?? []).slice(-3)];
        throw new Error(`waited in vain for ${what}; seen: ${seen.map(textOf).join(' | ')}`);
      }
      await wait(pauseMs);
    }
  }
}

/** Where something is pressed, and what is sent of it. */
interface Found {
  block: KnownBlock;
  done: object;
}

/** The first thing that can be pressed like that. */
function foundIn(
  { blocks }: OpenView | ShownMessage,
  act: (element: Pressable) => object | undefined,
): Found | undefined {
  for (const block of blocks)
    for (const element of elementsOf(block)) {
      const done = 'action_id' in element ? act(element) : undefined;
      if (done) return { block, done };
    }
  return undefined;
}

type Pressable = Extract<ReturnType<typeof elementsOf>[number], { action_id?: string }>;

/** What one can press or choose in a block, beside the fields of a form. */
function elementsOf(block: KnownBlock) {
  if (block.type === 'actions') return block.elements;
  return block.type === 'section' && block.accessory ? [block.accessory] : [];
}

/** All that can be read in a view or message: titles, texts, labels, options, list items. */
export function textOf(shown: OpenView | ShownMessage): string {
  const title = 'title' in shown ? (shown.title?.text ?? '') : '';
  return [title, ...shown.blocks.map(blockText)].join('\n');
}

function blockText(block: KnownBlock): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) walk(part);
    else if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) {
        if ((key === 'text' || key === 'initial_value') && typeof part === 'string') texts.push(part);
        else if (key === 'user_id' && typeof part === 'string') texts.push(`<@${part}>`);
        else walk(part);
      }
  };
  walk(block);
  return texts.join(' ');
}

/** A chosen option, in Slack's form. */
export function chosen(value: string): ElementState {
  return { type: 'radio_buttons', selected_option: { value, text: { type: 'plain_text', text: value } } };
}
