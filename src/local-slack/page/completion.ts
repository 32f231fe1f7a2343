/** Completion of the app's commands above the composer, as one types `/`. */
import { h } from './dom.ts';
import type { AppCard } from './protocol.ts';

type Command = AppCard['commands'][number];

export class Completion {
  readonly node = h('div', { class: 'completion', id: 'completion', hidden: true });
  private readonly list = h('div', { role: 'listbox', id: 'completion-list', 'aria-label': 'Commands' });
  private readonly field: HTMLTextAreaElement;
  private readonly complete: (command: string) => void;
  private found: Command[] = [];
  private active = 0;
  /** What was typed when Escape closed the list: it stays closed until that changes. */
  private dismissed: string | null = null;

  constructor(field: HTMLTextAreaElement, complete: (command: string) => void) {
    this.field = field;
    this.complete = complete;
    this.node.append(h('p', { class: 'completion-head', 'aria-hidden': 'true' }, 'Commands'), this.list);
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-haspopup', 'listbox');
  }

  get open(): boolean {
    return !this.node.hidden;
  }

  /** The command that Enter would complete, if the list is open. */
  get chosen(): string | null {
    return this.open ? (this.found[this.active]?.command ?? null) : null;
  }

  /** Offers what fits the text so far; commands of an app, and the name of that app. */
  update(app: AppCard): void {
    const typed = this.field.value;
    if (typed !== this.dismissed) this.dismissed = null;
    const fits = /^\/\S*$/.test(typed) && this.dismissed === null;
    this.found = fits ? app.commands.filter((one) => one.command.startsWith(typed.toLowerCase())) : [];
    this.active = Math.min(this.active, Math.max(this.found.length - 1, 0));
    this.draw(app.name);
  }

  close(): void {
    this.dismissed = this.field.value;
    this.found = [];
    this.draw('');
  }

  /** Takes the keys that are its own; true when it did. */
  takeKey(event: KeyboardEvent): boolean {
    if (!this.open) return false;
    const command = this.chosen;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.active = (this.active + step + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === 'Escape') {
      this.close();
    } else if (
      command !== null &&
      (event.key === 'Tab' || (event.key === 'Enter' && this.field.value !== command))
    ) {
      this.complete(command);
    } else return false;
    event.preventDefault();
    return true;
  }

  private draw(appName: string): void {
    this.node.hidden = this.found.length === 0;
    this.field.setAttribute('aria-controls', 'completion-list');
    this.list.replaceChildren(
      ...this.found.map((one, index) => {
        const node = h(
          'div',
          { class: 'completion-row', id: `completion-${index}`, role: 'option' },
          h(
            'div',
            { class: 'completion-command' },
            h('strong', null, one.command),
            ' ',
            h('span', { class: 'usage' }, one.usageHint),
          ),
          h(
            'div',
            { class: 'completion-about' },
            one.description,
            h('span', { class: 'completion-app' }, appName),
          ),
        );
        node.addEventListener('mousedown', (event) => event.preventDefault());
        node.addEventListener('click', () => this.complete(one.command));
        return node;
      }),
    );
    this.mark();
  }

  private mark(): void {
    [...this.list.children].forEach((node, index) => {
      node.setAttribute('aria-selected', index === this.active ? 'true' : 'false');
    });
    if (this.open) this.field.setAttribute('aria-activedescendant', `completion-${this.active}`);
    else this.field.removeAttribute('aria-activedescendant');
  }
}
