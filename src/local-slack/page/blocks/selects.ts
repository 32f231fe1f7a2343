/** Selects: the browser's own for one choice from a list, a combobox for several and for options the app looks up. */
import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import type { AnySelect, Choice, ChoiceGroup } from './choice.ts';
import { showCombobox } from './combobox.ts';
import type { Slot } from './scene.ts';
import { change, held, naming } from './scene.ts';
import {
  chosenOf,
  externalChoices,
  isExternal,
  knownChoices,
  placeholderOf,
  stateOf,
} from './select-sources.ts';

export function showSelect(element: AnySelect, slot: Slot): HTMLElement {
  const multiple = element.type.startsWith('multi_');
  return multiple || isExternal(element) ? comboboxFor(element, slot, multiple) : nativeSelect(element, slot);
}

function nativeSelect(element: AnySelect, slot: Slot): HTMLElement {
  const groups = knownChoices(element, slot.scene.world);
  const all = groups.flatMap((group) => group.choices);
  const chosen = chosenOf(held(slot), slot.scene.world)[0];
  const select = h('select', { id: slot.controlId, class: 'select', ...naming(slot) });
  // Once chosen, only an optional field can be emptied again.
  const empty = h(
    'option',
    { value: '', disabled: slot.required, hidden: slot.required },
    placeholderOf(element),
  );
  select.append(empty, ...groups.flatMap(optionNodes));
  if (chosen !== undefined && !all.some((choice) => choice.value === chosen.value)) {
    select.append(optionNode(chosen));
    all.push(chosen);
  }
  const put = (choice: Choice | undefined) => {
    select.value = choice?.value ?? '';
    select.classList.toggle('is-empty', choice === undefined);
  };
  put(chosen);
  select.addEventListener('change', () => {
    const now = all.find((choice) => choice.value === select.value);
    put(now);
    change(slot, stateOf(element, now === undefined ? [] : [now]), element.confirm, (before) =>
      put(chosenOf(before, slot.scene.world)[0]),
    );
  });
  return h('div', { class: 'select-box' }, select, icon('chevron'));
}

function optionNodes(group: ChoiceGroup): HTMLElement[] {
  const options = group.choices.map(optionNode);
  return group.label === null ? options : [h('optgroup', { label: group.label }, ...options)];
}

function optionNode(choice: Choice): HTMLOptionElement {
  return h('option', { value: choice.value }, choice.text);
}

function comboboxFor(element: AnySelect, slot: Slot, multiple: boolean): HTMLElement {
  const { world } = slot.scene;
  const external = isExternal(element);
  const minimum = 'min_query_length' in element ? (element.min_query_length ?? 3) : 0;
  const known = external ? [] : knownChoices(element, world);
  const max = 'max_selected_items' in element ? (element.max_selected_items ?? null) : null;
  const box = showCombobox({
    id: slot.controlId,
    attributes: naming(slot),
    placeholder: placeholderOf(element),
    multiple,
    max,
    chosen: chosenOf(held(slot), world),
    waitMs: external ? 250 : 0,
    minimum: external ? minimum : 0,
    find: (typed) => (external ? externalChoices(slot, typed) : fitting(known, typed)),
    onChange: (chosen) => {
      change(slot, stateOf(element, chosen), element.confirm, (before) => box.put(chosenOf(before, world)));
    },
  });
  return box.node;
}

/** Choices whose text or description holds what was typed; case and accents do not matter. */
function fitting(groups: ChoiceGroup[], typed: string): ChoiceGroup[] {
  const wanted = folded(typed.trim());
  if (wanted === '') return groups;
  return groups
    .map((group) => ({
      ...group,
      choices: group.choices.filter((choice) =>
        folded(`${choice.text} ${choice.description ?? ''}`).includes(wanted),
      ),
    }))
    .filter((group) => group.choices.length > 0);
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'l').toLowerCase();
}
