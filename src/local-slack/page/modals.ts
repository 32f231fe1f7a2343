/** The stack of modals: a native dialog each, of which the topmost is seen. */
import { Modal } from './modal.ts';
import type { OpenView } from './protocol.ts';
import type { World } from './state.ts';

export class Modals {
  private readonly open = new Map<string, Modal>();
  private readonly onEmpty: () => void;
  private readonly currentConversation: () => string | null;

  /** `onEmpty` is called when the last one closed. */
  constructor(onEmpty: () => void, currentConversation: () => string | null) {
    this.onEmpty = onEmpty;
    this.currentConversation = currentConversation;
  }

  show(world: World, views: OpenView[]): void {
    const before = this.open.size;
    const wanted = new Set(views.map((view) => view.id));
    const top = views.at(-1);
    // The one below is seen again before the one above goes, so that focus can return into it.
    if (top !== undefined) this.open.get(top.id)?.setCovered(false);
    for (const [id, modal] of [...this.open].reverse()) {
      if (wanted.has(id)) continue;
      this.open.delete(id);
      modal.close();
    }
    for (const view of views) {
      const modal = this.open.get(view.id) ?? new Modal(view.id, world, this.currentConversation());
      this.open.set(view.id, modal);
      modal.show(view, world, views.length);
    }
    for (const [id, modal] of this.open) modal.setCovered(id !== top?.id);
    if (before > 0 && this.open.size === 0) this.onEmpty();
  }
}
