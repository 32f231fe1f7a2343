/** Where a select's choices come from: its own options, the people, the conversations, or the app. */
import type { Option } from '@slack/types';
import { post } from '../api.ts';
import type { Conversation, ElementState } from '../protocol.ts';
import type { World } from '../state.ts';
import { bareText } from '../text/show.ts';
import type { AnySelect, Choice, ChoiceGroup } from './choice.ts';
import type { Slot } from './scene.ts';

/** What can be chosen without asking the app; for external selects nothing. */
export function knownChoices(element: AnySelect, world: World): ChoiceGroup[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return optionGroups(element.options, element.option_groups, world);
    case 'users_select':
    case 'multi_users_select':
      return [
        {
          label: null,
          choices: world.snapshot.people.filter((one) => !one.deactivated).map((one) => byId(one.id, world)),
        },
      ];
    case 'channels_select':
    case 'multi_channels_select':
      return [{ label: null, choices: conversationChoices(world, (kind) => kind === 'channel') }];
    case 'conversations_select':
    case 'multi_conversations_select': {
      const { include, exclude_bot_users: noBots } = element.filter ?? {};
      const kinds = { channel: 'public', private: 'private', dm: 'im' } as const;
      const fits = (kind: Conversation['kind'], isApp: boolean) =>
        (include === undefined || include.includes(kinds[kind])) && !(noBots === true && isApp);
      return [{ label: null, choices: conversationChoices(world, fits) }];
    }
    case 'external_select':
    case 'multi_external_select':
      return [];
  }
}

/** Asks the app for options that fit what was typed. */
export async function externalChoices(slot: Slot, typed: string): Promise<ChoiceGroup[] | { error: string }> {
  const { scene, blockId, actionId } = slot;
  const reply = await post('options', {
    user: scene.world.me.id,
    container: scene.container,
    block_id: blockId,
    action_id: actionId,
    value: typed,
  });
  if (!reply.ok) return { error: reply.error };
  return optionGroups(reply.options, reply.option_groups, scene.world);
}

/** What is chosen now, from the element's state. */
export function chosenOf(state: ElementState | undefined, world: World): Choice[] {
  if (state === undefined) return [];
  const options = state.selected_options ?? (state.selected_option ? [state.selected_option] : []);
  const one = state.selected_user ?? state.selected_conversation ?? state.selected_channel;
  const many = state.selected_users ?? state.selected_conversations ?? state.selected_channels ?? [];
  const ids = one ? [one] : many;
  return [...options.map((option) => ofOption(option, world)), ...ids.map((id) => byId(id, world))];
}

/** The state in Slack's form for what is chosen. */
export function stateOf(element: AnySelect, chosen: Choice[]): ElementState {
  const type = element.type;
  const ids = chosen.map((choice) => choice.value);
  const options = chosen.flatMap((choice) => (choice.option === null ? [] : [choice.option]));
  switch (element.type) {
    case 'static_select':
    case 'external_select':
      return { type, selected_option: options[0] ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
      return { type, selected_options: options };
    case 'users_select':
      return { type, selected_user: ids[0] ?? null };
    case 'multi_users_select':
      return { type, selected_users: ids };
    case 'channels_select':
      return { type, selected_channel: ids[0] ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: ids };
    case 'conversations_select':
      return { type, selected_conversation: ids[0] ?? null };
    case 'multi_conversations_select':
      return { type, selected_conversations: ids };
  }
}

/** Is it one of the selects, and not another element? */
export function isSelect(element: { type: string }): element is AnySelect {
  return /^(multi_)?(static|users|conversations|channels|external)_select$/.test(element.type);
}

export function isExternal(element: AnySelect): boolean {
  return element.type === 'external_select' || element.type === 'multi_external_select';
}

function optionGroups(
  options: Option[] | undefined,
  groups: { label: { text: string }; options: Option[] }[] | undefined,
  world: World,
): ChoiceGroup[] {
  const loose = options?.length
    ? [{ label: null, choices: options.map((option) => ofOption(option, world)) }]
    : [];
  const grouped = (groups ?? []).map((group) => ({
    label: group.label.text,
    choices: group.options.map((option) => ofOption(option, world)),
  }));
  return [...loose, ...grouped];
}

function ofOption(option: Option, world: World): Choice {
  return {
    value: option.value ?? '',
    text: bareText(option.text, world),
    description: option.description === undefined ? null : bareText(option.description, world),
    option,
  };
}

/** One's own conversations, and the public channels that one is not in. */
function conversationChoices(
  world: World,
  fits: (kind: Conversation['kind'], isApp: boolean) => boolean,
): Choice[] {
  const { conversations, channels } = world.snapshot;
  const others = fits('channel', false) ? channels.filter(({ id }) => !world.conversation(id)) : [];
  const own = conversations.filter(({ kind, isApp }) => fits(kind, isApp));
  return [...own, ...others].map(({ id }) => byId(id, world));
}

function byId(id: string, world: World): Choice {
  const mark = world.channelName(id) === undefined || world.conversation(id)?.kind === 'dm' ? '' : '#';
  const person = world.person(id);
  return { value: id, text: `${mark}${world.nameOf(id)}`, description: person?.title || null, option: null };
}

/** The words in an empty select. */
export function placeholderOf(element: AnySelect): string {
  if (element.placeholder !== undefined) return element.placeholder.text;
  const many = element.type.startsWith('multi_');
  if (element.type.includes('users')) return many ? 'Select people' : 'Select a person';
  if (element.type.includes('channels')) return many ? 'Select channels' : 'Select a channel';
  if (element.type.includes('conversations')) return many ? 'Select conversations' : 'Select a conversation';
  return many ? 'Select options' : 'Select an option';
}
