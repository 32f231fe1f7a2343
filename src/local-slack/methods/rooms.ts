/** Conversations as methods find and show them. Which scope they need depends on the kind of conversation. */
import type { Payload } from '../objects.ts';
import type { Room } from '../records.ts';
import type { Slack } from '../slack.ts';
import { type Answer, missingScope, refuse } from './method.ts';

/** How scopes name each kind, as in `groups:read`. */
export const FAMILY = { channel: 'channels', private: 'groups', dm: 'im' } as const;

/** A conversation as Slack's methods show it to the bot. */
export function roomPayload(slack: Slack, room: Room, withCount = false): Payload {
  const bot = slack.identity.botUserId;
  const counted = withCount ? { num_members: room.members.length } : {};
  const shared = {
    id: room.id,
    created: room.createdAt,
    is_archived: room.isArchived ?? false,
    is_org_shared: false,
  };
  if (room.kind === 'dm') {
    const user = room.members.find((member) => member !== bot);
    return { ...shared, is_im: true, user, is_user_deleted: false, priority: 0, is_open: true, ...counted };
  }
  return {
    ...shared,
    name: room.name,
    name_normalized: room.name,
    is_channel: room.kind === 'channel',
    is_group: room.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: room.kind === 'private',
    is_general: room.name === 'general',
    is_shared: false,
    is_ext_shared: false,
    is_member: room.members.includes(bot),
    creator: room.members[0],
    topic: { value: room.topic, creator: room.members[0] ?? '', last_set: room.createdAt },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
    ...counted,
  };
}

/** A conversation that the bot may know of: private ones only from inside. */
export function visibleRoom(slack: Slack, channel: string): Room | undefined {
  const room = slack.workspace.rooms.get(channel);
  const inside = room?.members.includes(slack.identity.botUserId);
  return room && (room.kind === 'channel' || inside) ? room : undefined;
}

/** Finds the conversation and checks the scope for its kind, as `groups:read`. */
export function roomFor(slack: Slack, channel: string, verb: 'read' | 'history'): Room | Answer {
  const anyOf = Object.values(FAMILY).map((family) => `${family}:${verb}`);
  const missing = missingScope(slack, ...anyOf, `mpim:${verb}`);
  if (missing) return missing;
  const room = visibleRoom(slack, channel);
  if (!room) return refuse('channel_not_found');
  return missingScope(slack, `${FAMILY[room.kind]}:${verb}`) ?? room;
}

/** True for a conversation, false for the answer that says why there is none. */
export function isRoom(found: Room | Answer): found is Room {
  return 'members' in found && !('ok' in found);
}
