/**
 * The bodies of deliveries. The shapes are those of docs.slack.dev (Interaction payloads, Events API) and of Bolt's
 * types.
 */

import { messagePayload, type Payload, viewPayload } from './objects.ts';
import type { ElementState, StateValues } from './page/protocol.ts';
import type { Message, Person, Room } from './records.ts';
import type { Slack } from './slack.ts';
import { elementsOf, type Placed } from './state.ts';
import type { View } from './views.ts';

/** `DM` is named so in commands and actions. */
const DM_NAME = 'directmessage';

function basis(slack: Slack): Payload {
  const { team } = slack.workspace;
  return {
    token: slack.identity.verificationToken,
    api_app_id: slack.identity.appId,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function userPayload(slack: Slack, person: Person): Payload {
  return {
    id: person.id,
    username: person.handle,
    name: person.handle,
    team_id: slack.workspace.team.id,
  };
}

function roomName(room: Room): string {
  if (room.kind === 'dm') return DM_NAME;
  return room.kind === 'private' ? 'privategroup' : room.name;
}

/** The body of a slash command: all texts, as in a form. */
export function commandPayload(
  slack: Slack,
  said: { person: Person; room: Room; command: string; text: string; responseUrl: string },
): Payload {
  const { team } = slack.workspace;
  return {
    token: slack.identity.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: said.room.id,
    channel_name: roomName(said.room),
    user_id: said.person.id,
    user_name: said.person.handle,
    command: said.command,
    text: said.text,
    api_app_id: slack.identity.appId,
    is_enterprise_install: 'false',
    response_url: said.responseUrl,
    trigger_id: slack.triggers.issue(said.person.id),
  };
}

/** The body of a global shortcut. It names no channel. */
export function shortcutPayload(slack: Slack, person: Person, callbackId: string): Payload {
  const { api_app_id: _, ...shared } = basis(slack);
  return {
    ...shared,
    type: 'shortcut',
    action_ts: slack.ids.ts(),
    user: userPayload(slack, person),
    callback_id: callbackId,
    trigger_id: slack.triggers.issue(person.id),
  };
}

/**
 * The body of a shortcut of a message (docs.slack.dev, Shortcuts payload; Bolt's type MessageShortcut): a global one's
 * with the message, where it stands, and a response_url.
 */
export function messageShortcutPayload(
  slack: Slack,
  chosen: { person: Person; callbackId: string; message: Message; room: Room; responseUrl: string },
): Payload {
  const { person, callbackId, message, room, responseUrl } = chosen;
  return {
    ...shortcutPayload(slack, person, callbackId),
    type: 'message_action',
    channel: { id: room.id, name: roomName(room) },
    message_ts: message.ts,
    message: messagePayload(slack, message),
    response_url: responseUrl,
  };
}

/** Where an element was used. */
export type Origin =
  | { view: View }
  | { message: Message; room: Room; values: StateValues; responseUrl: string };

function originPayload(slack: Slack, origin: Origin): Payload {
  if ('view' in origin) {
    const { view } = origin;
    return { container: { type: 'view', view_id: view.id }, view: viewPayload(slack, view) };
  }
  const { message, room } = origin;
  const ephemeral = message.visibleTo !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: room.id,
      is_ephemeral: ephemeral,
      // Seen: slackapi/java-slack-sdk#1200, slack-go/slack#888.
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: room.id, name: roomName(room) },
    // Slack keeps no copy of an ephemeral message, so an app must not count on getting it back.
    ...(ephemeral ? {} : { message: messagePayload(slack, message) }),
  };
}

// What the element's definition adds to the action, beside what was chosen.
const DEFINED = ['text', 'value', 'url', 'style', 'placeholder', 'min_query_length', 'confirm'].concat([
  'initial_option',
  'initial_options',
  'initial_user',
  'initial_users',
  'initial_conversation',
  'initial_conversations',
  'initial_channel',
  'initial_channels',
  'initial_date',
  'initial_time',
  'initial_date_time',
  'timezone',
]);

/** The body of an action with one element. */
export function actionPayload(
  slack: Slack,
  person: Person,
  origin: Origin,
  used: { placed: Placed; held: ElementState },
): Payload {
  const { element, blockId } = used.placed;
  const { type: _, value, ...chosen } = used.held;
  const defined = DEFINED.filter((name) => element[name] !== undefined).map((name) => [name, element[name]]);
  // Of feedback buttons, `value` says which of the two it was.
  const says = element.type.endsWith('_input') || element.type === 'feedback_buttons';
  const typed = says && value !== undefined ? { value } : {};
  const inMessage = 'message' in origin;
  return {
    ...basis(slack),
    type: 'block_actions',
    user: userPayload(slack, person),
    trigger_id: slack.triggers.issue(person.id, inMessage ? undefined : origin.view.id),
    ...originPayload(slack, origin),
    ...(inMessage ? { state: { values: origin.values }, response_url: origin.responseUrl } : {}),
    actions: [
      {
        type: element.type,
        block_id: blockId,
        action_id: element.action_id,
        ...Object.fromEntries(defined),
        ...chosen,
        ...typed,
        action_ts: slack.ids.ts(),
      },
    ],
  };
}

/** The body of a request for the options of an external menu. */
export function suggestionPayload(
  slack: Slack,
  person: Person,
  origin: Origin,
  asked: { blockId: string; actionId: string; value: string },
): Payload {
  return {
    ...basis(slack),
    type: 'block_suggestion',
    user: userPayload(slack, person),
    ...originPayload(slack, origin),
    block_id: asked.blockId,
    action_id: asked.actionId,
    value: asked.value,
  };
}

/** The body of a submitted modal; `view.state` holds what was typed. */
export function submissionPayload(slack: Slack, person: Person, view: View): Payload {
  return {
    ...basis(slack),
    type: 'view_submission',
    user: userPayload(slack, person),
    trigger_id: slack.triggers.issue(person.id, view.id),
    view: viewPayload(slack, view),
    response_urls: responseUrls(slack, person, view),
  };
}

/** A response_url for each conversation that was chosen in a menu with `response_url_enabled`. */
function responseUrls(slack: Slack, person: Person, view: View): Payload[] {
  return elementsOf(view.blocks).flatMap(({ blockId, element }) => {
    const held = view.values[blockId]?.[element.action_id];
    const channel = held?.selected_conversation ?? held?.selected_channel;
    if (element['response_url_enabled'] !== true || !channel) return [];
    const { id } = slack.responseUrls.issue(person.id, channel);
    return [
      {
        block_id: blockId,
        action_id: element.action_id,
        channel_id: channel,
        response_url: `${slack.url()}/response/${id}`,
      },
    ];
  });
}

/** The body of a closed modal. `isCleared`: the whole stack was closed at once. */
export function closedPayload(slack: Slack, person: Person, view: View, isCleared: boolean): Payload {
  return {
    ...basis(slack),
    type: 'view_closed',
    user: userPayload(slack, person),
    view: viewPayload(slack, view),
    is_cleared: isCleared,
  };
}

/** An event with its envelope. */
export function eventPayload(slack: Slack, event: Payload): Payload {
  const { team } = slack.workspace;
  return {
    token: slack.identity.verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: slack.identity.appId,
    event,
    type: 'event_callback',
    event_id: slack.ids.id('Ev'),
    event_time: slack.workspace.nowSeconds(),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: slack.identity.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${slack.ids.secret(12)}`,
  };
}
