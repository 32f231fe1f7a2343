/** Pairs of what depends on what is there already: they are asked of a running workspace. */
import { button, callApi, divider, GENERAL, KASIA, MARTA, modal, SECRETS } from '../foreign-app.ts';
import type { Pair } from './pair.ts';
import { chars } from './payloads.ts';

/** What these pairs need of a workspace whose app stays silent. */
export interface Asked {
  apiUrl: string;
  /** A channel the app is not in, and may not post to from outside. */
  strangeChannel: string;
  /** A trigger id as an interaction gives it, from outside or from inside the modal on top. */
  trigger(inside: boolean): Promise<string>;
}

const people = (length: number) => Array.from({ length }, (_, index) => `U${index}`).join(',');

export function callPairs(asked: () => Asked): Pair[] {
  /** [] when all is well; the warnings, or the error with its messages, otherwise. */
  async function call(method: string, args: object): Promise<string[]> {
    const answer = await callApi(asked().apiUrl, method, args, SECRETS.botToken);
    if (answer['ok'] !== true) return [String(answer['error'])];
    return answer['warning'] === undefined ? [] : [String(answer['warning'])];
  }
  const post = (args: object) => call('chat.postMessage', { channel: GENERAL, ...args });
  const home = (user: string, view: object = {}, more: object = {}) =>
    call('views.publish', { user_id: user, view: { type: 'home', blocks: [divider], ...view }, ...more });
  async function posted(): Promise<unknown> {
    const args = { channel: GENERAL, text: 'Hello' };
    return (await callApi(asked().apiUrl, 'chat.postMessage', args, SECRETS.botToken))['ts'];
  }
  const update = async (length: number) =>
    call('chat.update', { channel: GENERAL, ts: await posted(), text: chars(length) });
  /** Opens a modal with others on top; what the last call said. */
  async function stack(depth: number): Promise<string[]> {
    const open = async (inside: boolean) => ({
      trigger_id: await asked().trigger(inside),
      view: modal('A', [button('deeper')]),
    });
    let said = await call('views.open', await open(false));
    for (let height = 1; height < depth; height += 1) said = await call('views.push', await open(true));
    return said;
  }

  return [
    {
      id: 'chat.postMessage.text',
      end: 'max',
      number: 40_000,
      within: () => post({ text: chars(40_000) }),
      beyond: () => post({ text: chars(40_001) }),
      refusal: ['message_truncated'],
    },
    {
      id: 'chat.update.text',
      end: 'max',
      number: 4000,
      within: () => update(4000),
      beyond: () => update(4001),
      refusal: ['msg_too_long'],
    },
    {
      id: 'chat.postMessage.membership',
      end: 'rule',
      within: () => post({ text: 'Hello' }),
      beyond: () => post({ channel: asked().strangeChannel, text: 'Hello' }),
      refusal: ['not_in_channel'],
    },
    {
      id: 'chat.postEphemeral',
      end: 'rule',
      within: () => call('chat.postEphemeral', { channel: GENERAL, user: KASIA, text: 'Hello' }),
      beyond: () => call('chat.postEphemeral', { channel: GENERAL, user: 'U0NOBODY', text: 'Hello' }),
      refusal: ['user_not_in_channel'],
    },
    {
      id: 'conversations.open.users',
      end: 'min',
      number: 1,
      within: () => call('conversations.open', { users: KASIA }),
      beyond: () => call('conversations.open', { users: '' }),
      refusal: ['users_list_not_supplied'],
    },
    {
      id: 'conversations.open.users',
      end: 'max',
      number: 8,
      within: () => call('conversations.open', { users: people(8) }),
      // Eight are not too many; this workspace shows no group DMs.
      taken: ['method_not_supported_for_channel_type'],
      beyond: () => call('conversations.open', { users: people(9) }),
      refusal: ['too_many_users'],
    },
    {
      id: 'modal.stack_depth',
      end: 'max',
      number: 3,
      within: () => stack(3),
      beyond: () => stack(4),
      refusal: ['push_limit_reached'],
    },
    {
      id: 'view.external_id_unique_per_team',
      end: 'rule',
      within: () => home(KASIA, { external_id: 'a' }),
      beyond: () => home(MARTA, { external_id: 'a' }),
      refusal: ['duplicate_external_id'],
    },
    {
      id: 'view.hash',
      end: 'rule',
      within: () => home(KASIA),
      beyond: () => home(KASIA, {}, { hash: 'stale' }),
      refusal: ['hash_conflict'],
    },
  ];
}
