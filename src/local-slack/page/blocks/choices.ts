/** Radio buttons and checkboxes. */
import type { Checkboxes, Option, RadioButtons } from '@slack/types';
import { h } from '../dom.ts';
import type { ElementState } from '../protocol.ts';
import { showText } from '../text/show.ts';
import type { Slot } from './scene.ts';
import { change, focusKey, held, naming } from './scene.ts';

export function showChoices(element: RadioButtons | Checkboxes, slot: Slot): HTMLElement {
  const single = element.type === 'radio_buttons';
  const inputs: HTMLInputElement[] = [];
  const tick = (state: ElementState | undefined) => {
    const chosen = state?.selected_options ?? (state?.selected_option ? [state.selected_option] : []);
    const values = new Set(chosen.map((option) => option.value));
    inputs.forEach((input, index) => {
      input.checked = values.has(element.options[index]?.value);
    });
  };
  const changed = () => {
    const chosen = element.options.filter((_, index) => inputs[index]?.checked);
    const state: ElementState = single
      ? { type: element.type, selected_option: chosen[0] ?? null }
      : { type: element.type, selected_options: chosen };
    change(slot, state, element.confirm, tick);
  };
  const rows = element.options.map((option, index) => {
    const row = choiceRow(option, index, single ? 'radio' : 'checkbox', slot);
    row.input.addEventListener('change', changed);
    inputs.push(row.input);
    return row.node;
  });
  tick(held(slot));
  const { 'data-focus': _, 'aria-required': required, 'aria-invalid': invalid, ...names } = naming(slot);
  // `aria-required` and `aria-invalid` are not for a plain group.
  const extra = single ? { 'aria-required': required, 'aria-invalid': invalid } : {};
  return h(
    'div',
    { class: 'choices', id: slot.controlId, role: single ? 'radiogroup' : 'group', ...names, ...extra },
    ...rows,
  );
}

function choiceRow(
  option: Option,
  index: number,
  type: 'radio' | 'checkbox',
  slot: Slot,
): { node: HTMLElement; input: HTMLInputElement } {
  const id = `${slot.controlId}-${index}`;
  const description = option.description;
  const input = h('input', {
    type,
    id,
    name: slot.controlId,
    'aria-labelledby': `${id}-text`,
    'aria-describedby': description === undefined ? null : `${id}-description`,
    'data-focus': `${focusKey(slot)}/${index}`,
  });
  const node = h(
    'label',
    { class: 'choice', for: id },
    input,
    h(
      'span',
      { class: 'choice-words' },
      h('span', { id: `${id}-text` }, ...showText(option.text, slot.scene.world)),
      description &&
        h(
          'span',
          { class: 'choice-description', id: `${id}-description` },
          ...showText(description, slot.scene.world),
        ),
    ),
  );
  return { node, input };
}
