/** The modals and Home tabs that are open, by person. */
import { most } from './block-kit/limits.ts';
import type { CheckedView } from './blocks.ts';
import type { Ids } from './clock.ts';
import type { OpenView, StateValues } from './page/protocol.ts';
import { stateOf } from './state.ts';
import type { Workspace } from './workspace.ts';

/** Slack's limit of modals on top of each other (docs.slack.dev, Modals). */
export const STACK_DEPTH = most('modal.stack_depth');

/** An open view: what the app sent, and what this workspace added. */
export interface View extends CheckedView {
  id: string;
  /** For whom it is open. */
  person: string;
  hash: string;
  rootViewId: string;
  previousViewId: string | null;
  /** What is typed and chosen, as last heard from the page. */
  values: StateValues;
}

/** Changes a view store makes are told to the person through the workspace. */
export class Views {
  readonly #workspace: Workspace;
  readonly #ids: Ids;
  readonly #stacks = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();

  constructor(workspace: Workspace, ids: Ids) {
    this.#workspace = workspace;
    this.#ids = ids;
  }

  /** A person's modals, bottom first. */
  stack(person: string): readonly View[] {
    return this.#stacks.get(person) ?? [];
  }

  home(person: string): View | undefined {
    return this.#homes.get(person);
  }

  /** Finds an open view by its id or the app's external_id. A view that was closed is not found. */
  find(by: { id: string } | { externalId: string }): View | undefined {
    const open = [...this.#stacks.values()].flat().concat([...this.#homes.values()]);
    return open.find((view) =>
      'id' in by ? view.id === by.id : by.externalId !== '' && view.external_id === by.externalId,
    );
  }

  /** Opens a first modal. A stack that was open is replaced. */
  open(person: string, checked: CheckedView): View {
    const view = this.#make(person, checked, null);
    this.#setStack(person, [view]);
    return view;
  }

  /** Puts a modal on top of the open ones; the caller has looked at STACK_DEPTH. */
  push(person: string, checked: CheckedView): View {
    const stack = this.stack(person);
    const view = this.#make(person, checked, stack.at(-1) ?? null);
    this.#setStack(person, [...stack, view]);
    return view;
  }

  /** Replaces what a view shows. It keeps its id and gets a new hash; typed values stay where their ids stay. */
  update(view: View, checked: CheckedView): View {
    Object.assign(view, checked, {
      hash: this.#ids.hash(),
      values: stateOf(checked.blocks, view.values),
    });
    this.#tell(view);
    return view;
  }

  /** Shows a person's Home tab. */
  publish(person: string, checked: CheckedView): View {
    const known = this.#homes.get(person);
    if (known) return this.update(known, checked);
    const view = this.#make(person, checked, null);
    this.#homes.set(person, view);
    this.#tell(view);
    return view;
  }

  /** Remembers what the page says is typed and chosen. */
  setValues(view: View, typed: StateValues): void {
    view.values = stateOf(view.blocks, typed);
  }

  /** Closes one modal and what lies on top of it. */
  close(view: View): void {
    const stack = this.stack(view.person);
    const at = stack.indexOf(view);
    if (at >= 0) this.#setStack(view.person, stack.slice(0, at));
  }

  closeAll(person: string): void {
    this.#setStack(person, []);
  }

  #make(person: string, checked: CheckedView, below: View | null): View {
    const id = this.#ids.id('V');
    return {
      ...checked,
      id,
      person,
      hash: this.#ids.hash(),
      rootViewId: below?.rootViewId ?? id,
      previousViewId: below?.id ?? null,
      values: stateOf(checked.blocks, {}),
    };
  }

  #setStack(person: string, stack: View[]): void {
    this.#stacks.set(person, stack);
    this.#workspace.tell(person, { type: 'views', views: stack.map(shownView) });
  }

  #tell(view: View): void {
    if (view.type === 'home') this.#workspace.tell(view.person, { type: 'home', home: shownView(view) });
    else this.#setStack(view.person, [...this.stack(view.person)]);
  }
}

/** A view as the page gets it. */
export function shownView(view: View): OpenView {
  const { id, type, callback_id, title, submit, close, blocks, hash } = view;
  return { id, type, callback_id, title, submit, close, blocks, hash };
}
