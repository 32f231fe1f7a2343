/** Elements in their blocks: an input with its label, a row of actions, the accessory of a section. */
import type { ActionsBlock, InputBlock } from '@slack/types';
import { h, idPart } from '../dom.ts';
import { plainText } from '../text/show.ts';
import { showButton, showOverflow, showWorkflowButton } from './buttons.ts';
import { showChoices } from './choices.ts';
import type { BlockElement } from './form.ts';
import { actionIdOf } from './form.ts';
import { showPicker } from './pickers.ts';
import { showUnknown } from './pictures.ts';
import { showFileInput, showRichTextInput } from './rich-inputs.ts';
import type { Scene, Slot } from './scene.ts';
import { isSelect } from './select-sources.ts';
import { showSelect } from './selects.ts';
import { showTextInput } from './text-inputs.ts';

/** One element, whatever it is. */
function showElement(element: BlockElement, slot: Slot): HTMLElement {
  if (isSelect(element)) return showSelect(element, slot);
  switch (element.type) {
    case 'button':
      return showButton(element, slot);
    case 'overflow':
      return showOverflow(element, slot);
    case 'radio_buttons':
    case 'checkboxes':
      return showChoices(element, slot);
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return showPicker(element, slot);
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return showTextInput(element, slot);
    case 'rich_text_input':
      return showRichTextInput(element, slot);
    case 'file_input':
      return showFileInput(element, slot);
    case 'workflow_button':
      return showWorkflowButton(element, slot);
    default:
      return showUnknown('element', element.type);
  }
}

/** What an element without a label of its own is called by screen readers. */
const bareNames: Record<string, string> = {
  checkboxes: 'Checkboxes',
  datepicker: 'Date',
  datetimepicker: 'Date and time',
  overflow: 'More actions',
  radio_buttons: 'Options',
  timepicker: 'Time',
};

/** One element's place, named by what stands in it where it has no label. */
export function slotFor(element: BlockElement, index: number, blockId: string, scene: Scene): Slot {
  const actionId = actionIdOf(element, index);
  const placeholder = 'placeholder' in element ? element.placeholder : undefined;
  return {
    scene,
    blockId,
    actionId,
    controlId: `${scene.prefix}-${idPart(blockId)}-${idPart(actionId)}`,
    labelledBy: null,
    name: placeholder === undefined ? (bareNames[element.type] ?? 'Select') : plainText(placeholder),
    describedBy: null,
    dispatches: true,
    required: false,
  };
}

export function showActions(block: ActionsBlock, blockId: string, scene: Scene): HTMLElement {
  const elements = block.elements.map((element, index) =>
    showElement(element, slotFor(element, index, blockId, scene)),
  );
  return h('div', { class: 'block actions' }, ...elements);
}

/** A section's text is the name of the field beside it. */
export function showSectionElement(
  element: BlockElement,
  blockId: string,
  textId: string | null,
  scene: Scene,
): HTMLElement {
  const named = element.type !== 'button' && element.type !== 'overflow';
  return showElement(element, { ...slotFor(element, 0, blockId, scene), labelledBy: named ? textId : null });
}

export function showInputBlock(block: InputBlock, blockId: string, scene: Scene): HTMLElement {
  const id = `${scene.prefix}-${idPart(blockId)}`;
  const required = block.optional !== true;
  const hint = block.hint && h('p', { class: 'hint', id: `${id}-hint` }, plainText(block.hint));
  const error = h('p', { class: 'field-error', id: `${id}-error` }, scene.errors.get(blockId));
  const slot: Slot = {
    ...slotFor(block.element, 0, blockId, scene),
    labelledBy: `${id}-label`,
    describedBy: [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(' '),
    dispatches: block.dispatch_action === true,
    required,
  };
  const group = ['radio_buttons', 'checkboxes', 'file_input'].includes(block.element.type);
  const words = [plainText(block.label), !required && h('span', { class: 'optional' }, ' (optional)')];
  const label = group
    ? h('div', { class: 'label', id: `${id}-label` }, ...words)
    : h('label', { class: 'label', id: `${id}-label`, for: slot.controlId }, ...words);
  const node = h('div', { class: 'block input-block' }, label, showElement(block.element, slot), hint, error);
  node.dataset['inputBlock'] = blockId;
  node.classList.toggle('has-error', scene.errors.has(blockId));
  return node;
}

/** Puts the scene's errors under their fields, takes old ones away, and gives the first field in error. */
export function drawErrors(root: HTMLElement, scene: Scene): HTMLElement | null {
  let first: HTMLElement | null = null;
  for (const node of root.querySelectorAll<HTMLElement>('[data-input-block]')) {
    const message = scene.errors.get(node.dataset['inputBlock'] ?? '');
    node.classList.toggle('has-error', message !== undefined);
    const place = node.querySelector('.field-error');
    if (place !== null) place.textContent = message ?? '';
    for (const control of node.querySelectorAll('input, textarea, select, [role="radiogroup"]')) {
      if (control.matches('input[type="checkbox"], input[type="radio"]')) continue;
      if (message === undefined) control.removeAttribute('aria-invalid');
      else control.setAttribute('aria-invalid', 'true');
    }
    if (message !== undefined && first === null) first = node.querySelector('input, textarea, select');
  }
  return first;
}
