/** `state.values` of views and messages: what each element holds. */
import type { KnownBlock } from '@slack/types';
import type { ElementState, StateValues } from './page/protocol.ts';

/** An element of a block, as far as its state goes. Blocks were checked when they came, so fields are what they say. */
interface Element {
  type: string;
  action_id: string;
  [field: string]: unknown;
}

/** An element with the block it stands in. */
export interface Placed {
  block: KnownBlock;
  blockId: string;
  element: Element;
}

/** By element type: the field of its state, the field with its initial value, and what it holds when empty. */
const HELD: Record<string, { field: keyof ElementState; initial: string; empty: null | [] }> = {
  plain_text_input: { field: 'value', initial: 'initial_value', empty: null },
  email_text_input: { field: 'value', initial: 'initial_value', empty: null },
  url_text_input: { field: 'value', initial: 'initial_value', empty: null },
  number_input: { field: 'value', initial: 'initial_value', empty: null },
  static_select: { field: 'selected_option', initial: 'initial_option', empty: null },
  external_select: { field: 'selected_option', initial: 'initial_option', empty: null },
  radio_buttons: { field: 'selected_option', initial: 'initial_option', empty: null },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', empty: [] },
  multi_external_select: { field: 'selected_options', initial: 'initial_options', empty: [] },
  checkboxes: { field: 'selected_options', initial: 'initial_options', empty: [] },
  users_select: { field: 'selected_user', initial: 'initial_user', empty: null },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', empty: [] },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation', empty: null },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    empty: [],
  },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', empty: null },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', empty: [] },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value', empty: null },
  datepicker: { field: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { field: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', empty: null },
};

/** All interactive elements of some blocks, in order. */
export function elementsOf(blocks: readonly KnownBlock[]): Placed[] {
  return blocks.flatMap((block) => {
    if (block.type === 'container') return elementsOf(block.child_blocks);
    if (block.type === 'carousel') return elementsOf(block.elements);
    const found: unknown[] = [];
    if (block.type === 'actions' || block.type === 'context_actions') found.push(...block.elements);
    if (block.type === 'section' && block.accessory) found.push(block.accessory);
    if (block.type === 'input') found.push(block.element);
    if (block.type === 'card') found.push(...(block.actions ?? []));
    return found.filter(isElement).map((element) => ({ block, blockId: block.block_id ?? '', element }));
  });
}

/** Finds one element by the ids of its block and its own. */
export function findElement(
  blocks: readonly KnownBlock[],
  blockId: string,
  actionId: string,
): Placed | undefined {
  return elementsOf(blocks).find((one) => one.blockId === blockId && one.element.action_id === actionId);
}

/**
 * The state of some blocks: for each element that holds something, what was typed where the page says so, else its
 * initial value, else empty. What the page says of elements that are not there is left out.
 */
export function stateOf(blocks: readonly KnownBlock[], typed: StateValues): StateValues {
  const values: StateValues = {};
  for (const { blockId, element } of elementsOf(blocks)) {
    const held = HELD[element.type];
    if (!held) continue;
    const said = typed[blockId]?.[element.action_id];
    const value = said && said.type === element.type ? said[held.field] : undefined;
    const now = value === undefined ? (element[held.initial] ?? held.empty) : value === '' ? null : value;
    values[blockId] = { ...values[blockId], [element.action_id]: { type: element.type, [held.field]: now } };
  }
  return values;
}

/**
 * What Slack's client says before it sends a form: field errors by block_id, `{}` when all is well. The first text
 * is Slack's; the others are ours, as Slack's could not be checked.
 */
export function inputErrors(blocks: readonly KnownBlock[], values: StateValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, blockId, element } of elementsOf(blocks)) {
    if (block.type !== 'input') continue;
    const held = HELD[element.type];
    const value = held && values[blockId]?.[element.action_id]?.[held.field];
    const empty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    // A kind of element that the page cannot fill in (a file) must not block the form.
    if (!held) continue;
    if (empty && !block.optional) errors[blockId] = 'Please complete this required field.';
    else if (typeof value === 'string') {
      const problem = textProblem(element, value);
      if (problem) errors[blockId] = problem;
    } else if (Array.isArray(value) && value.length > numberOf(element['max_selected_items'], Infinity)) {
      errors[blockId] = `Please choose at most ${element['max_selected_items']}.`;
    }
  }
  return errors;
}

function textProblem(element: Element, value: string): string | undefined {
  const { type } = element;
  if (type === 'plain_text_input') {
    const min = numberOf(element['min_length'], 0);
    const max = numberOf(element['max_length'], 3000);
    if (value.length < min) return `Please enter at least ${min} characters.`;
    if (value.length > max) return `Please enter at most ${max} characters.`;
  }
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value))
    return 'Please enter a valid email address.';
  if (type === 'url_text_input' && !URL.canParse(value)) return 'Please enter a valid URL.';
  if (type === 'number_input') {
    const number = Number(value);
    if (!Number.isFinite(number)) return 'Please enter a number.';
    if (element['is_decimal_allowed'] !== true && !Number.isInteger(number))
      return 'Please enter a whole number.';
    if (number < numberOf(element['min_value'], -Infinity))
      return `Please enter ${element['min_value']} or more.`;
    if (number > numberOf(element['max_value'], Infinity))
      return `Please enter ${element['max_value']} or less.`;
  }
  return undefined;
}

function numberOf(value: unknown, otherwise: number): number {
  return value === undefined ? otherwise : Number(value);
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'action_id') === 'string';
}
