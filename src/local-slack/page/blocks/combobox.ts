/**
 * A field with a list that narrows while one types; for several choices with chips. Keyboard: arrows, Home, End, Enter,
 * Escape; Backspace in the empty field takes the last chip away. Follows the ARIA pattern "editable combobox".
 */
import { h } from '../dom.ts';
import { icon } from '../icons.ts';
import { openPopover, placeBeside } from '../popover.ts';
import type { Choice, ChoiceGroup, Combobox, ComboboxOptions } from './choice.ts';

export function showCombobox(options: ComboboxOptions): Combobox {
  let chosen = options.chosen;
  let shown: { choice: Choice; node: HTMLElement }[] = [];
  let active = -1;
  let asked = 0;
  let timer: number | undefined;
  const listId = `${options.id}-list`;

  const input = h('input', {
    ...options.attributes,
    id: options.id,
    class: 'combobox-input',
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    'aria-expanded': 'false',
    'aria-controls': listId,
    'aria-autocomplete': 'list',
  });
  const chips = h('ul', { class: 'chips', 'aria-label': 'Chosen' });
  const list = h('div', {
    class: 'popover listbox',
    id: listId,
    role: 'listbox',
    popover: 'manual',
    tabindex: -1,
  });
  for (const name of ['aria-labelledby', 'aria-label']) {
    const value = options.attributes[name];
    if (value) list.setAttribute(name, value);
  }
  if (options.multiple) list.setAttribute('aria-multiselectable', 'true');
  const status = h('span', { class: 'unseen', role: 'status' });
  const box = h('div', { class: 'combobox' }, chips, input, icon('chevron'));
  const node = h('div', { class: 'combobox-field' }, box, list, status);

  const isOpen = () => input.getAttribute('aria-expanded') === 'true';
  const full = () => options.multiple && options.max !== null && chosen.length >= options.max;

  const drawChosen = () => {
    chips.hidden = !options.multiple || chosen.length === 0;
    input.placeholder = options.multiple && chosen.length > 0 ? '' : options.placeholder;
    if (!options.multiple) input.value = chosen[0]?.text ?? '';
    if (!options.multiple) return;
    chips.replaceChildren(
      ...chosen.map((choice) => {
        const remove = h(
          'button',
          { type: 'button', class: 'chip-remove', 'aria-label': `Remove ${choice.text}` },
          icon('close'),
        );
        remove.addEventListener('click', () => {
          choose(chosen.filter((one) => one.value !== choice.value));
          input.focus();
        });
        return h('li', { class: 'chip' }, h('span', null, choice.text), remove);
      }),
    );
  };

  const choose = (next: Choice[]) => {
    chosen = next;
    drawChosen();
    options.onChange(chosen);
    // As the browser's own fields do, so that the view around knows.
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };

  const activate = (index: number) => {
    shown[active]?.node.classList.remove('active');
    active = index;
    const entry = shown[active];
    entry?.node.classList.add('active');
    entry?.node.scrollIntoView({ block: 'nearest' });
    if (entry === undefined) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', entry.node.id);
  };

  const note = (text: string, kind = '') => {
    shown = [];
    activate(-1);
    list.replaceChildren(
      h('div', { class: `listbox-note ${kind}`, role: 'option', 'aria-disabled': 'true' }, text),
    );
    status.textContent = text;
  };

  const optionNode = (choice: Choice): HTMLElement => {
    const selected = chosen.some((one) => one.value === choice.value);
    const index = shown.length;
    const option = h(
      'div',
      {
        class: 'option',
        id: `${listId}-${index}`,
        role: 'option',
        'aria-selected': selected ? 'true' : 'false',
        'aria-disabled': full() && !selected ? 'true' : null,
      },
      h('span', { class: 'option-text' }, choice.text),
      choice.description && h('span', { class: 'option-description' }, choice.description),
      selected && icon('check'),
    );
    option.addEventListener('mousedown', (event) => event.preventDefault());
    option.addEventListener('click', () => pick(choice));
    shown.push({ choice, node: option });
    return option;
  };

  const draw = (groups: ChoiceGroup[]) => {
    const before = shown[active]?.choice.value;
    shown = [];
    const nodes = groups.flatMap((group) => {
      const optionNodes = group.choices.map(optionNode);
      if (group.label === null) return optionNodes;
      const heading = h('div', { class: 'listbox-heading', 'aria-hidden': 'true' }, group.label);
      return [h('div', { role: 'group', 'aria-label': group.label }, heading, ...optionNodes)];
    });
    if (nodes.length === 0) return note('Nothing found');
    const limit = full()
      ? h('div', { class: 'listbox-limit', 'aria-hidden': 'true' }, `At most ${options.max}`)
      : null;
    list.replaceChildren(...(limit === null ? [] : [limit]), ...nodes);
    status.textContent = full() ? `At most ${options.max} can be chosen` : `${shown.length} to choose from`;
    const again = shown.findIndex((entry) => entry.choice.value === before);
    activate(again === -1 ? 0 : again);
  };

  const find = async () => {
    const typed = !options.multiple && input.value === chosen[0]?.text ? '' : input.value;
    if (typed.trim().length < options.minimum) {
      const missing = options.minimum === 1 ? 'a letter' : `${options.minimum} letters`;
      note(`Type at least ${missing}`);
      return;
    }
    asked += 1;
    const turn = asked;
    const found = options.find(typed);
    if (found instanceof Promise) note('Looking…', 'loading');
    const groups = await found;
    if (turn !== asked || !isOpen()) return;
    if ('error' in groups) note(groups.error, 'problem');
    else draw(groups);
    placeBeside(list, box, 'match');
  };

  const open = () => {
    if (isOpen()) return;
    input.setAttribute('aria-expanded', 'true');
    openPopover(list, box, 'match');
    find();
  };
  const close = () => {
    if (!isOpen()) return;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    list.hidePopover();
    asked += 1;
  };

  const pick = (choice: Choice) => {
    const has = chosen.some((one) => one.value === choice.value);
    if (!options.multiple) {
      choose([choice]);
      close();
      return;
    }
    if (!has && full()) return;
    input.value = '';
    activate(shown.findIndex((entry) => entry.choice.value === choice.value));
    choose(has ? chosen.filter((one) => one.value !== choice.value) : [...chosen, choice]);
    find();
    placeBeside(list, box, 'match');
  };

  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const last = shown.length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen()) open();
      else if (event.key === 'ArrowDown') activate(active >= last ? 0 : active + 1);
      else activate(active <= 0 ? last : active - 1);
    } else if (isOpen() && (event.key === 'Home' || event.key === 'End')) {
      event.preventDefault();
      activate(event.key === 'Home' ? 0 : last);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const entry = shown[active];
      if (!isOpen()) open();
      else if (entry !== undefined) pick(entry.choice);
    } else if (event.key === 'Escape' && isOpen()) {
      // Only the list closes, not the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Backspace' && options.multiple && input.value === '' && chosen.length > 0) {
      choose(chosen.slice(0, -1));
      if (isOpen()) find();
    }
  });
  input.addEventListener('input', () => {
    open();
    window.clearTimeout(timer);
    timer = window.setTimeout(find, options.waitMs);
  });
  input.addEventListener('blur', () => {
    close();
    if (options.multiple) input.value = '';
    else if (input.value === '' && chosen.length > 0 && options.attributes['aria-required'] !== 'true')
      choose([]);
    else drawChosen();
  });
  box.addEventListener('mousedown', (event) => {
    if (event.target instanceof Element && event.target.closest('.chip-remove') !== null) return;
    if (event.target !== input) event.preventDefault();
    input.focus();
    if (isOpen() && event.target !== input) close();
    else open();
  });

  const put = (next: Choice[]) => {
    chosen = next;
    drawChosen();
  };
  drawChosen();
  return { node, put };
}
