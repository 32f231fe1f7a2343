/** One modal: its dialog, its buttons, what is typed in it, its errors. */
import { post } from './api.ts';
import { blockItems } from './blocks/blocks.ts';
import { checkInputs } from './blocks/check.ts';
import { drawErrors } from './blocks/elements.ts';
import { elementsOf, Form } from './blocks/form.ts';
import type { Scene } from './blocks/scene.ts';
import { h, KeyedChildren } from './dom.ts';
import { icon } from './icons.ts';
import { avatar } from './people.ts';
import type { OpenView, SubmitReply } from './protocol.ts';
import type { World } from './state.ts';
import { plainText } from './text/show.ts';
import { saveToasts, showToast, toastPlace } from './toasts.ts';

const plain = { type: 'button' } as const;

export class Modal {
  private readonly dialog: HTMLDialogElement;
  private readonly form = h('form', { class: 'modal-form', novalidate: true });
  private readonly title: HTMLElement;
  private readonly body: HTMLElement;
  private readonly problem = h('p', { class: 'modal-problem', role: 'alert' });
  private readonly cancel = h('button', { ...plain, class: 'button', 'data-focus': 'cancel' });
  private readonly submit = h('button', {
    type: 'submit',
    class: 'button button-primary',
    'data-focus': 'submit',
  });
  private readonly dismiss = h(
    'button',
    { ...plain, class: 'icon-button', 'aria-label': 'Dismiss' },
    icon('close'),
  );
  private readonly toasts = toastPlace();
  private readonly keyed: KeyedChildren;
  private readonly scene: Scene;
  private readonly conversation: string | null;
  private view: OpenView | null = null;
  private busy = false;

  constructor(id: string, world: World, conversation: string | null) {
    const titleId = `view-${id}-title`;
    this.conversation = conversation;
    this.scene = {
      world,
      container: { type: 'view', viewId: id },
      form: new Form(),
      errors: new Map(),
      headings: 'h3',
      prefix: `view-${id}`,
    };
    this.title = h('h2', { id: titleId, class: 'modal-title', tabindex: -1 });
    this.body = h('div', { class: 'modal-body' });
    this.keyed = new KeyedChildren(this.body);
    this.form.append(
      h(
        'header',
        { class: 'modal-head' },
        avatar(world.snapshot.app.botUserId, world, 'small'),
        this.title,
        this.dismiss,
      ),
      this.body,
      this.problem,
      h('footer', { class: 'modal-foot' }, this.cancel, this.submit),
    );
    this.dialog = h('dialog', { class: 'modal', 'aria-labelledby': titleId }, this.form, this.toasts);
    this.listen();
  }

  private listen(): void {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    this.cancel.addEventListener('click', () => this.askToClose(false));
    // As in Slack: the cross closes the whole stack, the button one view.
    this.dismiss.addEventListener('click', () => this.askToClose(true));
    this.dialog.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      this.askToClose(false);
    });
    this.dialog.addEventListener('cancel', (event) => {
      if (event.target !== this.dialog) return;
      event.preventDefault();
      this.askToClose(false);
    });
    for (const kind of ['input', 'change'])
      this.body.addEventListener(kind, (event) => this.forgetError(event));
  }

  /** Draws the view as it is now; opens the dialog the first time. */
  show(view: OpenView, world: World, stacked: number): void {
    const first = this.view === null;
    const changed = this.view?.hash !== view.hash;
    this.view = view;
    this.scene.world = world;
    if (!changed && !first) return;
    this.title.textContent = view.title === null ? world.snapshot.app.name : plainText(view.title);
    this.cancel.textContent =
      view.close === null ? (view.submit === null ? 'Close' : 'Cancel') : plainText(view.close);
    this.submit.hidden = view.submit === null;
    this.submit.textContent = view.submit === null ? '' : plainText(view.submit);
    if (!first) this.clearErrors();
    this.scene.form.settle(view.blocks, this.conversation);
    this.keyed.show(blockItems(view.blocks, this.scene));
    this.scrollable();
    if (!first) return;
    this.dismiss.title = stacked > 1 ? 'Closes all of them' : '';
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.focusFirst(view);
    this.scrollable();
  }

  setCovered(covered: boolean): void {
    this.dialog.classList.toggle('covered', covered);
  }

  close(): void {
    this.dialog.close();
    saveToasts(this.dialog);
    this.dialog.remove();
  }

  private focusFirst(view: OpenView): void {
    const wanted = elementsOf(view.blocks).find(
      ({ element }) => 'focus_on_load' in element && element.focus_on_load,
    );
    const key = wanted && `${this.scene.prefix}/${wanted.blockId}/${wanted.actionId}`;
    const loaded = key && this.body.querySelector<HTMLElement>(`[data-focus^="${CSS.escape(key)}"]`);
    const field = this.body.querySelector<HTMLElement>('.input-block :is(input, textarea, select)');
    (loaded || field || this.title).focus({ preventScroll: true });
    this.body.scrollTop = 0;
  }

  /** A body that scrolls and holds nothing to focus must be reachable by keyboard itself. */
  private scrollable(): void {
    if (this.body.scrollHeight > this.body.clientHeight) {
      this.body.tabIndex = 0;
      this.body.setAttribute('role', 'group');
      this.body.setAttribute('aria-label', 'Content');
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) this.body.removeAttribute(name);
    }
  }

  private async send(): Promise<void> {
    const { view, scene } = this;
    if (view === null || view.submit === null || this.busy) return;
    const missing = checkInputs(view.blocks, scene.form);
    this.setErrors(missing);
    if (missing.size > 0) return;
    this.setBusy(true);
    const reply = await post('submit', {
      user: scene.world.me.id,
      viewId: view.id,
      state: scene.form.state(),
    });
    this.setBusy(false);
    this.answer(reply);
  }

  private answer(reply: SubmitReply): void {
    if (!reply.ok) this.problem.textContent = reply.error;
    else if (reply.outcome === 'errors') this.setErrors(new Map(Object.entries(reply.errors)));
  }

  private async askToClose(all: boolean): Promise<void> {
    const { view, scene } = this;
    if (view === null || this.busy) return;
    const reply = await post('close', { user: scene.world.me.id, viewId: view.id, all });
    if (!reply.ok) showToast({ level: 'error', text: reply.error });
  }

  private setBusy(busy: boolean): void {
    this.busy = busy;
    this.form.setAttribute('aria-busy', busy ? 'true' : 'false');
    this.submit.setAttribute('aria-busy', busy ? 'true' : 'false');
    for (const button of [this.submit, this.cancel, this.dismiss])
      button.setAttribute('aria-disabled', busy ? 'true' : 'false');
  }

  private setErrors(errors: Map<string, string>): void {
    this.scene.errors = errors;
    const first = drawErrors(this.body, this.scene);
    const fields = new Set(
      [...this.body.querySelectorAll<HTMLElement>('[data-input-block]')].map(
        (node) => node.dataset['inputBlock'],
      ),
    );
    const homeless = [...errors].filter(([blockId]) => !fields.has(blockId));
    // Slack shows nothing at all for an error that names no input: here a developer should see why.
    this.problem.textContent = homeless
      .map(([blockId, message]) => `${message} (${blockId} is no input of this view)`)
      .join(' ');
    first?.focus({ preventScroll: true });
    first?.closest('.input-block')?.scrollIntoView({ block: 'nearest' });
  }

  private clearErrors(): void {
    this.scene.errors = new Map();
    this.problem.textContent = '';
    drawErrors(this.body, this.scene);
  }

  private forgetError(event: Event): void {
    const block =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-input-block]') : null;
    const id = block?.dataset['inputBlock'];
    if (id === undefined || !this.scene.errors.delete(id)) return;
    drawErrors(this.body, this.scene);
  }
}
