/** The one way this page makes and changes DOM: elements and text nodes only, so that no text can become markup. */

export type Child = Node | string | null | undefined | false;

type Listeners = { [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };

export interface Attributes {
  class?: string | undefined;
  on?: Listeners;
  [attribute: string]: string | number | boolean | null | undefined | Listeners;
}

/**
 * Makes an element: `h('p', { class: 'hint' }, 'Three words, please.')`.
 * An attribute that is `true` is set empty; `false`, `null` and `undefined` leave it out. Listeners stand in `on`.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes | null = null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  setAttributes(node, attributes ?? {});
  node.append(...kept(children));
  return node;
}

/** Makes an SVG element; the same rules as `h`. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(node, attributes);
  node.append(...kept(children));
  return node;
}

function setAttributes(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'object') {
      for (const [event, listener] of Object.entries(value)) {
        node.addEventListener(event, listener as EventListener);
      }
    } else if (!name.startsWith('on')) {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

function kept(children: Child[]): (Node | string)[] {
  return children.filter((child) => child !== null && child !== undefined && child !== false);
}

/** Text for screen readers only. */
export function unseen(text: string): HTMLElement {
  return h('span', { class: 'unseen' }, text);
}

let lastId = 0;
/** An id that no other element of the page has. */
export function freshId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** Any text as a part of an id. In a list of ids (`aria-labelledby`) a space would end it. */
export function idPart(text: string): string {
  return text.replaceAll(/[\s%]/g, (sign) => encodeURIComponent(sign));
}

export interface KeyedItem {
  key: string;
  /** The node is made anew only when this changes (compared by identity; a string for deep comparison). */
  signature: unknown;
  build: () => HTMLElement;
}

/** Children of one element that keep their nodes, and so focus, carets and open lists, while they do not change. */
export class KeyedChildren {
  private readonly parent: HTMLElement;
  private shown = new Map<string, { signature: unknown; node: HTMLElement }>();

  constructor(parent: HTMLElement) {
    this.parent = parent;
  }

  show(items: KeyedItem[]): void {
    keepingFocus(this.parent, () => {
      const next = new Map<string, { signature: unknown; node: HTMLElement }>();
      for (const item of items) {
        const before = this.shown.get(item.key);
        const same = before !== undefined && before.signature === item.signature;
        next.set(item.key, same ? before : { signature: item.signature, node: item.build() });
      }
      const nodes = [...next.values()].map((entry) => entry.node);
      const wanted = new Set<Node>(nodes);
      for (const child of [...this.parent.childNodes]) if (!wanted.has(child)) child.remove();
      nodes.forEach((node, index) => {
        const there = this.parent.childNodes[index] ?? null;
        if (there !== node) this.parent.insertBefore(node, there);
      });
      this.shown = next;
    });
  }

  node(key: string): HTMLElement | undefined {
    return this.shown.get(key)?.node;
  }
}

/** Runs a change of `root` and puts focus and caret back on the element with the same `data-focus` if they got lost. */
export function keepingFocus(root: HTMLElement, change: () => void): void {
  const active = document.activeElement;
  const inside = active instanceof HTMLElement && root.contains(active) ? active : null;
  const key = inside?.dataset['focus'];
  const caret = inside === null ? null : caretOf(inside);
  change();
  if (inside === null || key === undefined || document.activeElement === inside) return;
  const again = root.querySelector<HTMLElement>(`[data-focus="${CSS.escape(key)}"]`);
  again?.focus({ preventScroll: true });
  if (caret !== null && (again instanceof HTMLInputElement || again instanceof HTMLTextAreaElement)) {
    if (caretOf(again) !== null) again.setSelectionRange(caret[0], caret[1]);
  }
}

function caretOf(node: HTMLElement): [number, number] | null {
  if (!(node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement)) return null;
  return node.selectionStart === null
    ? null
    : [node.selectionStart, node.selectionEnd ?? node.selectionStart];
}
