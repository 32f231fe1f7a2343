/**
 * What people have typed and chosen in one view or message, in Slack's form. Pure but for the map it holds.
 * As in Slack, an element gets its `initial_…` when it first appears, and keeps what it holds through updates for as
 * long as its block_id, action_id and type stay.
 */
import type {
  ActionsBlockElement,
  ContextActionsBlockElement,
  InputBlockElement,
  KnownBlock,
  Option,
  SectionBlockAccessory,
} from '@slack/types';
import type { ElementState, StateValues } from '../protocol.ts';

export type BlockElement =
  | SectionBlockAccessory
  | ActionsBlockElement
  | InputBlockElement
  | ContextActionsBlockElement;

export interface Placed {
  blockId: string;
  actionId: string;
  element: BlockElement;
}

export class Form {
  private values = new Map<string, ElementState>();

  /** Takes in the blocks as they are now: new elements get their initial value, elements that went are forgotten. */
  settle(blocks: KnownBlock[], currentConversation: string | null): void {
    const before = this.values;
    this.values = new Map();
    for (const { blockId, actionId, element } of elementsOf(blocks)) {
      const initial = initialState(element, currentConversation);
      const key = keyOf(blockId, actionId);
      const kept = before.get(key);
      const stays = kept !== undefined && kept.type === element.type && stillOffered(kept, element);
      const now = stays ? kept : initial;
      if (now !== null) this.values.set(key, now);
    }
  }

  get(blockId: string, actionId: string): ElementState | undefined {
    return this.values.get(keyOf(blockId, actionId));
  }

  set(blockId: string, actionId: string, state: ElementState): void {
    this.values.set(keyOf(blockId, actionId), state);
  }

  /** `view.state.values`: everything that holds a value, filled in or not. */
  state(): StateValues {
    const all: StateValues = {};
    for (const [key, state] of this.values) {
      const [blockId = '', actionId = ''] = JSON.parse(key);
      all[blockId] = { ...all[blockId], [actionId]: state };
    }
    return all;
  }
}

function keyOf(blockId: string, actionId: string): string {
  return JSON.stringify([blockId, actionId]);
}

/** The interactive elements of blocks, with their ids; images and texts are not among them. */
export function elementsOf(blocks: readonly KnownBlock[], parentId?: string): Placed[] {
  return blocks.flatMap((block, index): Placed[] => {
    const blockId = blockIdOf(block, index, parentId);
    const own = ownElements(block).map((element, at) => ({
      blockId,
      actionId: actionIdOf(element, at),
      element,
    }));
    if (block.type === 'container') return elementsOf(block.child_blocks, blockId);
    return block.type === 'carousel' ? elementsOf(block.elements, blockId) : own;
  });
}

function ownElements(block: KnownBlock): BlockElement[] {
  if (block.type === 'input') return [block.element];
  if (block.type === 'actions' || block.type === 'context_actions') return block.elements;
  if (block.type === 'card') return block.actions ?? [];
  if (block.type !== 'section' || block.accessory === undefined) return [];
  return block.accessory.type === 'image' ? [] : [block.accessory];
}

/** Slack fills in missing ids, and so should the server; this is for the day it did not, and for blocks in blocks. */
export function blockIdOf(block: { block_id?: string }, index: number, parentId?: string): string {
  return block.block_id ?? (parentId === undefined ? `block-${index}` : `${parentId}-${index}`);
}

export function actionIdOf(element: object, index: number): string {
  const id = 'action_id' in element ? element.action_id : undefined;
  return typeof id === 'string' ? id : `action-${index}`;
}

/** What an element holds before anybody touched it; null for elements that hold nothing (buttons, images). */
function initialState(element: BlockElement, currentConversation: string | null): ElementState | null {
  const type = element.type;
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'conversations_select': {
      const current = element.default_to_current_conversation ? currentConversation : null;
      return { type, selected_conversation: element.initial_conversation ?? current };
    }
    case 'multi_conversations_select': {
      // Unlike in the select of one, the current conversation goes first, and the initial ones are ignored.
      const current = currentConversation === null ? [] : [currentConversation];
      const initial = element.initial_conversations ?? [];
      return { type, selected_conversations: element.default_to_current_conversation ? current : initial };
    }
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'rich_text_input':
      // Empty, it holds nothing until one types: the server fills that in, and asks for what is required.
      return element.initial_value === undefined ? null : { type, rich_text_value: element.initial_value };
    default:
      return null;
  }
}

/** Options of a static list, its groups included. */
export function listedOptions(element: BlockElement): Option[] | null {
  if (element.type === 'radio_buttons' || element.type === 'checkboxes') return element.options;
  if (element.type !== 'static_select' && element.type !== 'multi_static_select') return null;
  return [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
}

function stillOffered(state: ElementState, element: BlockElement): boolean {
  const options = listedOptions(element);
  if (options === null) return true;
  const values = new Set(options.map((option) => option.value));
  const chosen = state.selected_options ?? (state.selected_option ? [state.selected_option] : []);
  return chosen.every((option) => values.has(option.value));
}

/** Is there nothing in it? */
export function isEmpty(state: ElementState): boolean {
  const held = Object.entries(state).filter(([field]) => field !== 'type');
  return held.every(
    ([, value]) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}
