/** What a person does with elements and modals: actions, submissions, closing, options of external menus. */
import { z } from 'zod';
import { type CheckedView, checkOptions, checkView } from './blocks.ts';
import type { Ack } from './courier.ts';
import { appFailure, describeRefusal, MODAL_FAILURE } from './failures.ts';
import type {
  ActionRequest,
  CloseRequest,
  Container,
  OptionsReply,
  OptionsRequest,
  Reply,
  StateValues,
  SubmitReply,
  SubmitRequest,
} from './page/protocol.ts';
import {
  actionPayload,
  closedPayload,
  type Origin,
  submissionPayload,
  suggestionPayload,
} from './payloads.ts';
import type { Person } from './records.ts';
import { deliverInteraction, type Slack } from './slack.ts';
import { elementsOf, findElement, inputErrors, stateOf } from './state.ts';
import { STACK_DEPTH, type View } from './views.ts';

/** Somebody pressed a button or chose something that the app wants to hear of. */
export async function act(slack: Slack, request: ActionRequest): Promise<Reply> {
  const person = slack.workspace.people.get(request.user);
  const origin = person && originOf(slack, person, request.container, request.state);
  if (!origin) return { ok: false, error: 'not_found' };
  const blocks = 'view' in origin ? origin.view.blocks : origin.message.blocks;
  const placed = findElement(blocks, request.block_id, request.action_id);
  if (!placed) return { ok: false, error: 'not_found' };
  if (placed.block.type === 'input' && !placed.block.dispatch_action) {
    return {
      ok: false,
      error: 'An element in an input block tells the app nothing without dispatch_action.',
    };
  }
  const payload = actionPayload(slack, person, origin, { placed, held: request.element });
  const ack = await deliverInteraction(slack, payload);
  return ack.ok ? { ok: true } : failed(slack, person, ack.error);
}

/** Somebody submitted a modal. Empty required fields are found here, as Slack's client does before it sends. */
export async function submit(slack: Slack, request: SubmitRequest): Promise<SubmitReply> {
  const person = slack.workspace.people.get(request.user);
  const view = person && openModal(slack, person, request.viewId);
  if (!view) return { ok: false, error: 'not_found' };
  slack.views.setValues(view, request.state);
  const missing = inputErrors(view.blocks, view.values);
  if (Object.keys(missing).length > 0) return { ok: true, outcome: 'errors', errors: missing };
  const payload = submissionPayload(slack, person, view);
  const ack = await deliverInteraction(slack, payload);
  if (!ack.ok) {
    slack.toast('error', appFailure(slack, ack.error), person.id);
    return { ok: false, error: MODAL_FAILURE };
  }
  return settleSubmission(slack, person, view, ack);
}

const responseAction = z.discriminatedUnion('response_action', [
  z.looseObject({ response_action: z.literal('clear') }),
  z.looseObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.looseObject({ response_action: z.literal('update'), view: z.unknown().optional() }),
  z.looseObject({ response_action: z.literal('push'), view: z.unknown().optional() }),
]);

function settleSubmission(slack: Slack, person: Person, view: View, ack: Ack & { ok: true }): SubmitReply {
  const refuse = (why: string): SubmitReply => {
    slack.toast('error', why, person.id);
    return { ok: false, error: MODAL_FAILURE };
  };
  if (ack.body === undefined || ack.body === '') {
    slack.views.close(view);
    return { ok: true, outcome: 'closed' };
  }
  const parsed = responseAction.safeParse(ack.body);
  if (!parsed.success) {
    return refuse(
      'The ack of view_submission has no response_action that Slack knows: clear, errors, update, push.',
    );
  }
  const action = parsed.data;
  if (action.response_action === 'clear') {
    slack.views.closeAll(person.id);
    return { ok: true, outcome: 'closed' };
  }
  if (action.response_action === 'errors') {
    const inputs = elementsOf(view.blocks).filter((one) => one.block.type === 'input');
    const unknown = Object.keys(action.errors).filter((id) => !inputs.some((one) => one.blockId === id));
    if (unknown.length > 0) {
      return refuse(
        `Errors of view_submission must be keyed by the block_id of an input: ${unknown.join(', ')}.`,
      );
    }
    return { ok: true, outcome: 'errors', errors: action.errors };
  }
  const checked = checkView(action.view, () => slack.ids.short());
  if (!checked.ok) return refuse(describeRefusal(`response_action ${action.response_action}`, checked));
  return replaceOrPush(slack, view, action.response_action, checked.view, refuse);
}

function replaceOrPush(
  slack: Slack,
  view: View,
  action: 'update' | 'push',
  checked: CheckedView,
  refuse: (why: string) => SubmitReply,
): SubmitReply {
  if (checked.type !== 'modal') return refuse(`response_action ${action} must bring a modal.`);
  const open = slack.views.find({ externalId: checked.external_id });
  if (open && !(action === 'update' && open === view))
    return refuse(`response_action ${action}: duplicate_external_id`);
  if (action === 'update') slack.views.update(view, checked);
  else if (slack.views.stack(view.person).length >= STACK_DEPTH) {
    return refuse('response_action push: push_limit_reached');
  } else slack.views.push(view.person, checked);
  return { ok: true, outcome: 'changed' };
}

/** Somebody closed a modal, or the whole stack. The app hears of views that ask for it (`notify_on_close`). */
export function close(slack: Slack, request: CloseRequest): Reply {
  const person = slack.workspace.people.get(request.user);
  if (!person) return { ok: false, error: 'not_found' };
  const view = openModal(slack, person, request.viewId);
  // Closed a moment ago, by the same key pressed twice or in another window: there is nothing to tell anybody.
  if (!view) return { ok: true };
  const stack = slack.views.stack(person.id);
  const all = request.all || view.clear_on_close;
  const closed = all ? stack.toReversed() : stack.slice(stack.indexOf(view)).toReversed();
  if (all) slack.views.closeAll(person.id);
  else slack.views.close(view);
  for (const one of closed.filter((each) => each.notify_on_close)) {
    const payload = closedPayload(slack, person, one, all);
    // The modal is gone for the person; nobody waits for this ack.
    void deliverInteraction(slack, payload).then((ack) => {
      if (!ack.ok) slack.toast('warning', `view_closed: ${appFailure(slack, ack.error)}`, person.id);
    });
  }
  return { ok: true };
}

/** Somebody types into a menu whose options the app knows. */
export async function suggest(slack: Slack, request: OptionsRequest): Promise<OptionsReply> {
  const person = slack.workspace.people.get(request.user);
  const origin = person && originOf(slack, person, request.container);
  if (!origin) return { ok: false, error: 'not_found' };
  const blocks = 'view' in origin ? origin.view.blocks : origin.message.blocks;
  const placed = findElement(blocks, request.block_id, request.action_id);
  if (!placed?.element.type.endsWith('external_select')) return { ok: false, error: 'not_found' };
  const payload = suggestionPayload(slack, person, origin, {
    blockId: request.block_id,
    actionId: request.action_id,
    value: request.value,
  });
  const ack = await deliverInteraction(slack, payload);
  if (!ack.ok) return failed(slack, person, ack.error);
  const checked = checkOptions(ack.body);
  if (checked.ok) return checked;
  const error = describeRefusal('The options of the app', checked);
  slack.toast('error', error, person.id);
  return { ok: false, error };
}

function failed(
  slack: Slack,
  person: Person,
  why: (Ack & { ok: false })['error'],
): { ok: false; error: string } {
  const error = appFailure(slack, why);
  slack.toast('error', error, person.id);
  return { ok: false, error };
}

function openModal(slack: Slack, person: Person, viewId: string): View | undefined {
  return slack.views.stack(person.id).find((view) => view.id === viewId);
}

/** Where the element stands, if this person sees it. `typed` is remembered as what the place holds now. */
function originOf(
  slack: Slack,
  person: Person,
  container: Container,
  typed?: StateValues,
): Origin | undefined {
  if (container.type === 'view') {
    const view = slack.views.find({ id: container.viewId });
    if (view?.person !== person.id) return undefined;
    if (typed) slack.views.setValues(view, typed);
    return { view };
  }
  const room = slack.workspace.rooms.get(container.conversation);
  const message = slack.workspace.findMessage(container.conversation, container.ts);
  if (!room?.members.includes(person.id) || !message) return undefined;
  if (message.visibleTo !== undefined && message.visibleTo !== person.id) return undefined;
  const url = slack.responseUrls.issue(person.id, room.id, message.ts);
  const values = stateOf(message.blocks, typed ?? {});
  return { message, room, values, responseUrl: `${slack.url()}/response/${url.id}` };
}
