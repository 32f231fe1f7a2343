/** Where one writes messages, runs commands and finds the app's shortcuts. */
import { post } from './api.ts';
import { Completion } from './completion.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { openMenu } from './menu.ts';
import type { Conversation } from './protocol.ts';
import type { World } from './state.ts';
import { showToast } from './toasts.ts';

/** Commands that are there without an app. */
const SLACKS_OWN = ['/invite'];

export class Composer {
  readonly node: HTMLElement;
  private readonly field = h('textarea', { class: 'composer-field', rows: 1, 'data-focus': 'composer' });
  private readonly send = h('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, icon('send'));
  private readonly shortcuts = h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': 'Shortcuts',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      title: 'Shortcuts',
    },
    icon('bolt'),
  );
  private readonly form: HTMLElement;
  private readonly note = h('p', { class: 'read-only' });
  private readonly completion: Completion;
  private readonly drafts = new Map<string, string>();
  private draft = '';
  private world: World | null = null;
  private conversation: Conversation | null = null;

  constructor() {
    this.completion = new Completion(this.field, (command) => {
      this.write(`${command} `);
      this.field.focus();
    });
    const form = h(
      'form',
      { class: 'composer' },
      this.completion.node,
      this.field,
      h(
        'div',
        { class: 'composer-bar' },
        this.shortcuts,
        h('span', { class: 'composer-help', 'aria-hidden': 'true' }, ...helpWords()),
        this.send,
      ),
    );
    this.form = form;
    this.node = h('div', { class: 'composer-box' }, form, this.note);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    form.addEventListener('click', (event) => {
      if (event.target === form) this.field.focus();
    });
    this.field.addEventListener('input', () => this.typed());
    this.field.addEventListener('blur', () => this.completion.close());
    this.field.addEventListener('keydown', (event) => {
      if (event.isComposing || this.completion.takeKey(event)) return;
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault();
        this.submit();
      }
    });
    this.shortcuts.addEventListener('click', () => this.openShortcuts());
  }

  /** The composer of a conversation; each keeps its own draft. */
  show(world: World, conversation: Conversation): void {
    const draft = `${world.me.id}/${conversation.id}`;
    const other = draft !== this.draft;
    this.world = world;
    this.conversation = conversation;
    this.draft = draft;
    const readOnly = conversation.isApp && world.snapshot.app.messagesReadOnly;
    this.form.hidden = readOnly;
    this.note.hidden = !readOnly;
    this.note.textContent = `${world.snapshot.app.name} does not take messages here. Its commands run in channels and in direct messages with people.`;
    const label = `Message ${conversation.kind === 'dm' ? conversation.name : `#${conversation.name}`}`;
    this.field.setAttribute('aria-label', label);
    this.field.placeholder = label;
    if (other) this.write(this.drafts.get(draft) ?? '');
  }

  focus(): void {
    if (!this.form.hidden) this.field.focus({ preventScroll: true });
  }

  private write(text: string): void {
    this.field.value = text;
    this.typed();
  }

  private typed(): void {
    const text = this.field.value;
    this.drafts.set(this.draft, text);
    this.send.disabled = text.trim() === '';
    this.field.style.height = 'auto';
    this.field.style.height = `${Math.min(this.field.scrollHeight, 220)}px`;
    if (this.world !== null && document.activeElement === this.field)
      this.completion.update(this.world.snapshot.app);
  }

  private async submit(): Promise<void> {
    const { world, conversation, draft } = this;
    const text = this.field.value;
    if (world === null || conversation === null || text.trim() === '') return;
    const place = { user: world.me.id, conversation: conversation.id };
    const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
    if (command !== null) {
      const name = command[1] ?? '';
      const isKnown = world.snapshot.app.commands.some((one) => one.command === name);
      if (!isKnown && !SLACKS_OWN.includes(name)) {
        showToast({
          level: 'warning',
          text: `${name} is not a command of ${world.snapshot.app.name}. Start with a space to send it as a message.`,
        });
        return;
      }
      this.write('');
      const reply = await post('command', { ...place, command: name, text: (command[2] ?? '').trim() });
      if (!reply.ok) this.failed(reply.error, draft, text);
      return;
    }
    this.write('');
    const reply = await post('message', { ...place, text: text.trim() });
    if (!reply.ok) this.failed(reply.error, draft, text);
  }

  /** Says what went wrong, and gives the text back where nothing else was typed meanwhile. */
  private failed(error: string, draft: string, text: string): void {
    showToast({ level: 'error', text: error });
    if (this.drafts.get(draft)) return;
    this.drafts.set(draft, text);
    if (draft === this.draft) this.write(text);
  }

  private openShortcuts(): void {
    const { world } = this;
    if (world === null) return;
    const { app } = world.snapshot;
    const items = app.shortcuts.map((shortcut) => ({
      text: shortcut.name,
      description: shortcut.description,
      choose: async () => {
        const reply = await post('shortcut', { user: world.me.id, callbackId: shortcut.callbackId });
        if (!reply.ok) showToast({ level: 'error', text: reply.error });
      },
    }));
    openMenu(this.shortcuts, `Shortcuts of ${app.name}`, items, `${app.name} has no shortcuts`);
  }
}

function helpWords(): (Node | string)[] {
  return [
    h('kbd', null, '/'),
    ' for commands, ',
    h('kbd', null, 'Enter'),
    ' sends, ',
    h('kbd', null, 'Shift Enter'),
    ' breaks the line',
  ];
}
