import type {
  AllMiddlewareArgs,
  BlockAction,
  GlobalShortcut,
  MessageShortcut,
  SlackCommandMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewOutput,
  ViewSubmitAction,
} from '@slack/bolt';
import { PersonId, type PersonKey, WorkspaceId } from '../ports.ts';
import type { Asking, CommandAsking, FormAsking, Message } from './asking.ts';
import { asTyped, withoutControls } from './text.ts';

/** The command's usual name; a workspace that renamed it is answered with its own name. */
export const COMMAND = '/coach-or-mentor';

/** A typed command. `say` answers in whichever way is still open. */
export function commandAsking({
  command,
  client,
  ack,
  respond,
}: SlackCommandMiddlewareArgs & AllMiddlewareArgs): CommandAsking & { say(message: Message): Promise<void> } {
  let acked = false;
  const ephemeral = (message: Message) => ({ response_type: 'ephemeral' as const, ...message });
  const acknowledge = async (message?: Message): Promise<void> => {
    acked = true;
    await (message ? ack(ephemeral(message)) : ack());
  };
  const later = async (message: Message): Promise<void> => {
    await respond({ ...ephemeral(message), replace_original: false });
  };
  return {
    who: personIn(command.team_id, command.user_id),
    command: command.command,
    client,
    triggerId: command.trigger_id,
    text: asTyped(command.text),
    ack: acknowledge,
    respond: later,
    say: (message) => (acked ? later(message) : acknowledge(message)),
  };
}

/** A sent form. */
export function formAsking({
  body,
  view,
  client,
  ack,
}: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): FormAsking {
  return {
    who: personIn(body.team?.id ?? body.user.team_id, body.user.id),
    command: COMMAND,
    client,
    triggerId: body.trigger_id,
    inView: { id: view.id, hash: view.hash, metadata: view.private_metadata },
    view: asText(view),
    ack: (response) => (response ? ack(response) : ack()),
  };
}

/** A sent form with the text of its fields, see {@link withoutControls}. */
export function asText(view: ViewOutput): ViewOutput {
  const values = Object.entries(view.state.values).map(([block, fields]) => {
    const cleaned = Object.entries(fields).map(([field, state]) => [
      field,
      typeof state.value === 'string' ? { ...state, value: withoutControls(state.value) } : state,
    ]);
    return [block, Object.fromEntries(cleaned)];
  });
  return { ...view, state: { ...view.state, values: Object.fromEntries(values) } };
}

/** A pressed button, a chosen option, a shortcut. */
export function interaction(
  body: BlockAction | GlobalShortcut | MessageShortcut,
  client: Asking['client'],
): Asking {
  const view = 'view' in body && body.view?.type === 'modal' ? body.view : undefined;
  return {
    who: personIn(body.team?.id ?? body.user.team_id, body.user.id),
    command: COMMAND,
    client,
    triggerId: body.trigger_id,
    ...(view && { inView: { id: view.id, hash: view.hash, metadata: view.private_metadata } }),
  };
}

/** @throws where the ids are none of Slack's */
export function personIn(teamId: string | undefined, userId: string): PersonKey {
  return { workspaceId: WorkspaceId.parse(teamId), personId: PersonId.parse(userId) };
}
