/** What Slack's own client checks before it sends a modal: required fields, lengths, numbers, addresses, how many are chosen. Pure. */
import type { KnownBlock } from '@slack/types';
import type { ElementState } from '../protocol.ts';
import type { Form } from './form.ts';
import { actionIdOf, blockIdOf, isEmpty } from './form.ts';

/** What is wrong, by block_id; empty when the view can be sent. */
export function checkInputs(blocks: KnownBlock[], form: Form): Map<string, string> {
  const errors = new Map<string, string>();
  blocks.forEach((block, index) => {
    if (block.type !== 'input') return;
    const blockId = blockIdOf(block, index);
    const state = form.get(blockId, actionIdOf(block.element, 0));
    if (state === undefined) return;
    if (isEmpty(state)) {
      if (!block.optional) errors.set(blockId, 'Please complete this required field.');
      return;
    }
    const problem = problemWith(block.element, state);
    if (problem !== null) errors.set(blockId, problem);
  });
  return errors;
}

type InputElement = Extract<KnownBlock, { type: 'input' }>['element'];

function problemWith(element: InputElement, state: ElementState): string | null {
  const value = state.value ?? '';
  switch (element.type) {
    case 'plain_text_input': {
      const { min_length: min, max_length: max } = element;
      if (min !== undefined && value.length < min) return `Please write at least ${count(min, 'character')}.`;
      if (max !== undefined && value.length > max) return `Please write at most ${count(max, 'character')}.`;
      return null;
    }
    case 'number_input':
      return numberProblem(element, value);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? null : 'Please enter a valid URL, with https:// or the like in front.';
    case 'multi_static_select':
    case 'multi_external_select':
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select': {
      const max = element.max_selected_items ?? Infinity;
      return chosenCount(state) > max ? `Please choose at most ${max}.` : null;
    }
    default:
      return null;
  }
}

function chosenCount(state: ElementState): number {
  const lists = [
    state.selected_options,
    state.selected_users,
    state.selected_conversations,
    state.selected_channels,
  ];
  return Math.max(...lists.map((list) => list?.length ?? 0));
}

function numberProblem(
  element: Extract<InputElement, { type: 'number_input' }>,
  typed: string,
): string | null {
  const pattern = element.is_decimal_allowed ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(typed))
    return element.is_decimal_allowed ? 'Please enter a number.' : 'Please enter a whole number.';
  const { min_value: min, max_value: max } = element;
  if (min !== undefined && Number(typed) < Number(min)) return `Please enter ${min} or more.`;
  if (max !== undefined && Number(typed) > Number(max)) return `Please enter ${max} or less.`;
  return null;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
