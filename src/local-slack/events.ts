/** Events: what happens in the workspace and the app asked to hear of. */
import type { FailedAck } from './courier.ts';
import { appFailure } from './failures.ts';
import { messagePayload, type Payload, personPayload, viewPayload } from './objects.ts';
import { eventPayload } from './payloads.ts';
import type { Message, MessageChange, Person, Room } from './records.ts';
import { granted, type Slack } from './slack.ts';

/** Sends an event if the manifest subscribes to it by this name. Nobody waits for the answer. */
function send(slack: Slack, subscribedAs: string, event: Payload, person?: string): void {
  if (!slack.installation || !slack.manifest.events.includes(subscribedAs)) return;
  const rate = slack.rates?.takeEvent(slack.workspace.team.id) ?? 'send';
  if (rate !== 'send') {
    if (rate !== 'drop') tellRateLimited(slack, rate.minute);
    return;
  }
  const payload = eventPayload(slack, event);
  const onFailure = (failed: FailedAck) => {
    slack.toast('warning', `${subscribedAs}: ${appFailure(slack, failed.error)}`, person);
  };
  deliver(slack, payload, onFailure);
}

/** After the call that it comes from, in the journal too. */
function deliver(slack: Slack, payload: Payload, onFailure: (failed: FailedAck) => void): void {
  queueMicrotask(() => void slack.courier.deliverEvent(payload, onFailure));
}

/** Says that events are kept back (docs.slack.dev, app_rate_limited): no event itself, and not subscribed to. */
function tellRateLimited(slack: Slack, minute: number): void {
  const payload = {
    token: slack.identity.verificationToken,
    type: 'app_rate_limited',
    team_id: slack.workspace.team.id,
    minute_rate_limited: minute,
    api_app_id: slack.identity.appId,
  };
  deliver(slack, payload, () => {});
}

/** The person looks at the app's Home or Messages tab. */
export function homeOpened(slack: Slack, person: Person, tab: 'home' | 'messages'): void {
  const view = tab === 'home' ? slack.views.home(person.id) : undefined;
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: slack.workspace.directRoom(person.id, slack.identity.botUserId).id,
    tab,
    event_ts: slack.ids.ts(),
    ...(view ? { view: viewPayload(slack, view) } : {}),
  };
  send(slack, 'app_home_opened', event, person.id);
}

const SUBSCRIPTION = { channel: 'message.channels', private: 'message.groups', dm: 'message.im' } as const;
const CHANNEL_TYPE = { channel: 'channel', private: 'group', dm: 'im' } as const;

/**
 * Something happened to a message in a conversation that the app is in. The app hears of its own as well, as in Slack:
 * Bolt leaves those out, another framework may not.
 */
export function messageHappened(slack: Slack, change: MessageChange): void {
  const { message } = change;
  const room = slack.workspace.rooms.get(message.room);
  if (!room?.members.includes(slack.identity.botUserId)) return;
  const place = { channel: room.id, channel_type: CHANNEL_TYPE[room.kind] };
  const said = messagePayload(slack, message);
  const tell = (event: Payload) => send(slack, SUBSCRIPTION[room.kind], event, message.from);
  if (change.what === 'posted') {
    const ours = message.from === slack.identity.botUserId;
    const posted = {
      ...said,
      ...place,
      event_ts: message.ts,
      ...(ours ? {} : { client_msg_id: slack.ids.uuid() }),
    };
    tell(posted);
    if (room.kind === 'dm' || ours || !message.text.includes(`<@${slack.identity.botUserId}>`)) return;
    const { channel_type: _, ...mention } = posted;
    send(slack, 'app_mention', { ...mention, type: 'app_mention' }, message.from);
    return;
  }
  const now = slack.ids.ts();
  const hidden = { type: 'message', hidden: true, ...place, ts: now, event_ts: now };
  if (change.what === 'changed') {
    const previous_message = messagePayload(slack, change.before);
    tell({ ...hidden, subtype: 'message_changed', message: said, previous_message });
  } else tell({ ...hidden, subtype: 'message_deleted', previous_message: said, deleted_ts: message.ts });
}

/** Somebody, or the app itself, came into a channel. */
export function memberJoined(slack: Slack, member: string, room: Room, inviter?: string): void {
  if (!room.members.includes(slack.identity.botUserId)) return;
  send(slack, 'member_joined_channel', {
    type: 'member_joined_channel',
    user: member,
    channel: room.id,
    channel_type: room.kind === 'private' ? 'G' : 'C',
    team: slack.workspace.team.id,
    ...(inviter === undefined ? {} : { inviter }),
    event_ts: slack.ids.ts(),
  });
}

/** Somebody reacted to a message, or took a reaction back (shape: @slack/types, events/reaction). */
export function reacted(
  slack: Slack,
  type: 'reaction_added' | 'reaction_removed',
  reaction: { message: Message; name: string; person: string },
): void {
  const { message, name, person } = reaction;
  send(slack, type, {
    type,
    user: person,
    reaction: name,
    item: { type: 'message', channel: message.room, ts: message.ts },
    item_user: message.from,
    event_ts: slack.ids.ts(),
  });
}

/** A file now stands in a conversation (docs.slack.dev, file_shared). */
export function fileShared(slack: Slack, file: string, room: string): void {
  send(slack, 'file_shared', {
    type: 'file_shared',
    file_id: file,
    user_id: slack.identity.botUserId,
    file: { id: file },
    channel_id: room,
    event_ts: slack.ids.ts(),
  });
}

/**
 * The app's token was revoked, and the app is gone with it. Slack promises no order of the two (docs.slack.dev,
 * tokens_revoked, app_uninstalled).
 */
export function appUninstalled(slack: Slack): void {
  const tokens = { bot: [slack.identity.botUserId] };
  send(slack, 'tokens_revoked', { type: 'tokens_revoked', tokens, event_ts: slack.ids.ts() });
  send(slack, 'app_uninstalled', { type: 'app_uninstalled', event_ts: slack.ids.ts() });
}

/** A person's name, zone, locale, role or status changed. */
export function personChanged(slack: Slack, person: Person): void {
  const withEmail = granted(slack).includes('users:read.email');
  send(slack, 'user_change', {
    type: 'user_change',
    user: personPayload(slack, person, true, withEmail),
    cache_ts: slack.workspace.nowSeconds(),
    event_ts: slack.ids.ts(),
  });
}
