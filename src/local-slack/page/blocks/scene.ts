/** Where blocks are drawn, and what every element needs to know of its place. */
import type { ConfirmationDialog } from '@slack/types';
import { post } from '../api.ts';
import { askConfirmation } from '../confirm.ts';
import type { Container, ElementState } from '../protocol.ts';
import type { World } from '../state.ts';
import { showToast } from '../toasts.ts';
import type { Form } from './form.ts';

/** One view or one message. */
export interface Scene {
  world: World;
  container: Container;
  form: Form;
  /** Field errors by block_id. */
  errors: Map<string, string>;
  /** The level of the headings in it: under the page's own h1, or under a modal's h2. */
  headings: 'h2' | 'h3';
  /** Unique on the page and the same at every drawing; ids of elements start with it. */
  prefix: string;
}

/** One element's place in its block. */
export interface Slot {
  scene: Scene;
  blockId: string;
  actionId: string;
  /** The id the control must have, so that a label can point at it. */
  controlId: string;
  /** Ids of elements that name the control; without them `name` does. */
  labelledBy: string | null;
  name: string | null;
  describedBy: string | null;
  /** Does a change go to the app at once? */
  dispatches: boolean;
  required: boolean;
}

/** The attributes that name a control. */
export function naming(slot: Slot): Record<string, string | null> {
  return {
    'aria-labelledby': slot.labelledBy,
    'aria-label': slot.labelledBy === null ? slot.name : null,
    'aria-describedby': slot.describedBy,
    'aria-required': slot.required ? 'true' : null,
    'aria-invalid': slot.scene.errors.has(slot.blockId) ? 'true' : null,
    'data-focus': focusKey(slot),
  };
}

/** What finds the control again when its block was drawn anew. */
export function focusKey(slot: Slot): string {
  return `${slot.scene.prefix}/${slot.blockId}/${slot.actionId}`;
}

export function held(slot: Slot): ElementState | undefined {
  return slot.scene.form.get(slot.blockId, slot.actionId);
}

/**
 * Takes a new value in, and tells the app where Slack would. With a `confirm` it asks first, and calls `revert` with
 * what was there before when the answer is no.
 */
export async function change(
  slot: Slot,
  state: ElementState,
  confirm?: ConfirmationDialog,
  revert?: (before: ElementState) => void,
): Promise<void> {
  const before = held(slot);
  if (slot.dispatches && confirm !== undefined && !(await askConfirmation(confirm, slot.scene.world))) {
    if (before !== undefined) revert?.(before);
    return;
  }
  slot.scene.form.set(slot.blockId, slot.actionId, state);
  if (slot.dispatches) await dispatch(slot, state);
}

/** Posts the action; a refusal becomes a toast. */
export async function dispatch(slot: Slot, element: ElementState): Promise<void> {
  const { scene, blockId, actionId } = slot;
  const reply = await post('action', {
    user: scene.world.me.id,
    container: scene.container,
    block_id: blockId,
    action_id: actionId,
    element,
    state: scene.form.state(),
  });
  if (!reply.ok) showToast({ level: 'error', text: reply.error });
}
