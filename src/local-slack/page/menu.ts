/** A menu at a button: overflow menus and the list of shortcuts. */
import { h } from './dom.ts';
import { openPopover } from './popover.ts';

export interface MenuItem {
  text: string;
  description: string | null;
  choose: () => void;
}

/** Opens the menu; it closes by a choice, Escape, Tab or a click elsewhere, and gives focus back to the button. */
export function openMenu(button: HTMLElement, name: string, items: MenuItem[], none = 'Nothing here'): void {
  if (button.getAttribute('aria-expanded') === 'true') return;
  const menu = h('div', { class: 'popover menu', role: 'menu', 'aria-label': name, popover: 'manual' });
  const close = (focus: boolean) => {
    if (!menu.isConnected) return;
    document.removeEventListener('pointerdown', outside, true);
    button.setAttribute('aria-expanded', 'false');
    menu.remove();
    if (focus) button.focus();
  };
  const outside = (event: Event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) close(button.contains(event.target));
  };
  const nodes = items.map((item) => {
    const node = h(
      'button',
      { type: 'button', class: 'menu-item', role: 'menuitem', tabindex: -1 },
      h('span', { class: 'option-text' }, item.text),
      item.description && h('span', { class: 'option-description' }, item.description),
    );
    node.addEventListener('click', () => {
      close(true);
      item.choose();
    });
    return node;
  });
  if (nodes.length === 0) {
    nodes.push(
      h('button', { type: 'button', class: 'menu-item', role: 'menuitem', 'aria-disabled': 'true' }, none),
    );
  }
  menu.append(...nodes);
  menu.addEventListener('keydown', (event) => {
    const at = nodes.findIndex((node) => node.matches(':focus'));
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: nodes.length - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      nodes.at(next % nodes.length)?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    }
  });
  // Beside the button in the tree, so that inside a dialog it is not inert.
  button.after(menu);
  button.setAttribute('aria-expanded', 'true');
  openPopover(menu, button, 'own');
  document.addEventListener('pointerdown', outside, true);
  nodes[0]?.focus();
}
