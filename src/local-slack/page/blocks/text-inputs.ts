/** The inputs one types into. */
import type { EmailInput, NumberInput, PlainTextInput, URLInput } from '@slack/types';
import { h } from '../dom.ts';
import { plainText } from '../text/show.ts';
import type { Slot } from './scene.ts';
import { dispatch, held, naming } from './scene.ts';

type TextInput = PlainTextInput | EmailInput | NumberInput | URLInput;

const typeOf = {
  plain_text_input: 'text',
  email_text_input: 'email',
  number_input: 'text',
  url_text_input: 'url',
};
const dispatchAfterMs = 500;

export function showTextInput(element: TextInput, slot: Slot): HTMLElement {
  const multiline = element.type === 'plain_text_input' && element.multiline === true;
  const counterId = `${slot.controlId}-counter`;
  const limits: Pick<PlainTextInput, 'min_length' | 'max_length'> =
    element.type === 'plain_text_input' ? element : {};
  const counted = limits.min_length !== undefined || limits.max_length !== undefined;
  const attributes = {
    id: slot.controlId,
    class: 'text-input',
    placeholder: element.placeholder === undefined ? null : plainText(element.placeholder),
    ...naming(slot),
    'aria-describedby': [slot.describedBy, counted ? counterId : null].filter(Boolean).join(' ') || null,
  };
  const control = multiline
    ? h('textarea', { ...attributes, rows: 4 })
    : h('input', {
        ...attributes,
        type: typeOf[element.type],
        inputmode:
          element.type === 'number_input' ? (element.is_decimal_allowed ? 'decimal' : 'numeric') : null,
        autocomplete: 'off',
      });
  control.value = held(slot)?.value ?? '';
  const counter = counted ? h('p', { class: 'counter', id: counterId }) : null;
  const count = () => {
    if (counter === null) return;
    const { min_length: min = 0, max_length: max } = limits;
    const length = control.value.length;
    counter.textContent =
      length < min
        ? `${length} of at least ${min} characters`
        : max === undefined
          ? `${length} characters`
          : `${length} / ${max}`;
    counter.classList.toggle('over', max !== undefined && length > max);
  };
  count();
  control.addEventListener('input', () => {
    const value = control.value === '' ? null : control.value;
    slot.scene.form.set(slot.blockId, slot.actionId, { type: element.type, value });
    count();
  });
  if (slot.dispatches) dispatchWhileTyping(control, element, slot);
  return h('div', { class: 'text-field' }, control, counter);
}

/** As Slack: on Enter unless the element asks for every character. */
function dispatchWhileTyping(
  control: HTMLInputElement | HTMLTextAreaElement,
  element: TextInput,
  slot: Slot,
): void {
  const when = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  let timer: number | undefined;
  const send = () => {
    window.clearTimeout(timer);
    const value = control.value === '' ? null : control.value;
    dispatch(slot, { type: element.type, value });
  };
  if (when.includes('on_enter_pressed')) {
    control.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.shiftKey || event.isComposing)
        return;
      event.preventDefault();
      send();
    });
  }
  if (when.includes('on_character_entered')) {
    control.addEventListener('input', () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(send, dispatchAfterMs);
    });
  }
}
