/** conversations.*, users.conversations. Which scope they need depends on the kind of conversation. */
import { z } from 'zod';
import { memberJoined } from '../events.ts';
import { messagePayload, type Payload } from '../objects.ts';
import type { Room } from '../records.ts';
import { granted, type Slack } from '../slack.ts';
import {
  type Answer,
  count,
  flag,
  type Methods,
  method,
  missingScope,
  paged,
  paging,
  refuse,
  text,
} from './method.ts';

const FAMILY = { channel: 'channels', private: 'groups', dm: 'im' } as const;
const KIND_OF_TYPE: Record<string, Room['kind']> = {
  public_channel: 'channel',
  private_channel: 'private',
  im: 'dm',
};
const EVERY_TYPE = [...Object.keys(KIND_OF_TYPE), 'mpim'];

/** A conversation as Slack's methods show it to the bot. */
function roomPayload(slack: Slack, room: Room, withCount = false): Payload {
  const bot = slack.identity.botUserId;
  const counted = withCount ? { num_members: room.members.length } : {};
  const shared = { id: room.id, created: room.createdAt, is_archived: false, is_org_shared: false };
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
function visibleRoom(slack: Slack, channel: string): Room | undefined {
  const room = slack.workspace.rooms.get(channel);
  const inside = room?.members.includes(slack.identity.botUserId);
  return room && (room.kind === 'channel' || inside) ? room : undefined;
}

/** Finds the conversation and checks the scope for its kind, as `groups:read`. */
function roomFor(slack: Slack, channel: string, verb: 'read' | 'history'): Room | Answer {
  const needed = Object.values(FAMILY).map((family) => `${family}:${verb}`);
  if (!needed.some((scope) => granted(slack).includes(scope))) {
    const provided = granted(slack).join(',');
    return { ok: false, error: 'missing_scope', needed: [...needed, `mpim:${verb}`].join(','), provided };
  }
  const room = visibleRoom(slack, channel);
  if (!room) return refuse('channel_not_found');
  return missingScope(slack, `${FAMILY[room.kind]}:${verb}`) ?? room;
}

function isRoom(found: Room | Answer): found is Room {
  return 'members' in found && !('ok' in found);
}

/** The conversations of the asked types, or why they cannot be listed. */
function listed(slack: Slack, types: string, among: (room: Room) => boolean): Room[] | Answer {
  const asked = types.split(',').map((type) => type.trim());
  if (asked.some((type) => !EVERY_TYPE.includes(type))) return refuse('invalid_types');
  for (const type of asked) {
    const kind = KIND_OF_TYPE[type];
    const missing = missingScope(slack, kind ? `${FAMILY[kind]}:read` : 'mpim:read');
    if (missing) return missing;
  }
  const kinds = asked.map((type) => KIND_OF_TYPE[type]);
  return [...slack.workspace.rooms.values()].filter((room) => kinds.includes(room.kind) && among(room));
}

function listAnswer(
  slack: Slack,
  args: { types: string; limit?: number | undefined; cursor?: string | undefined },
  among: (room: Room) => boolean,
): Answer {
  const rooms = listed(slack, args.types, among);
  if (!Array.isArray(rooms)) return rooms;
  const cut = paged(rooms, args);
  if (!cut) return refuse('invalid_cursor');
  const channels = cut.page.map((room) => roomPayload(slack, room, true));
  return { ok: true, channels, response_metadata: cut.response_metadata };
}

const types = text.default('public_channel');

/** Methods about channels, DMs and their history. */
export const conversationMethods: Methods = {
  'conversations.info': method({
    args: z.object({ channel: text, include_num_members: flag.default(false) }),
    run(slack, args) {
      const room = roomFor(slack, args.channel, 'read');
      if (!isRoom(room)) return room;
      return { ok: true, channel: roomPayload(slack, room, args.include_num_members) };
    },
  }),

  'conversations.list': method({
    args: z.object({ ...paging, types, exclude_archived: flag.default(false) }),
    run: (slack, args) => listAnswer(slack, args, (room) => visibleRoom(slack, room.id) !== undefined),
  }),

  'users.conversations': method({
    args: z.object({ ...paging, types, user: text.optional(), exclude_archived: flag.default(false) }),
    run: (slack, args) =>
      listAnswer(
        slack,
        args,
        (room) =>
          visibleRoom(slack, room.id) !== undefined &&
          room.members.includes(args.user ?? slack.identity.botUserId),
      ),
  }),

  'conversations.members': method({
    args: z.object({ channel: text, ...paging }),
    run(slack, args) {
      const room = roomFor(slack, args.channel, 'read');
      if (!isRoom(room)) return room;
      const cut = paged(room.members, { ...args, limit: args.limit ?? 100 });
      if (!cut) return refuse('invalid_cursor');
      return { ok: true, members: cut.page, response_metadata: cut.response_metadata };
    },
  }),

  'conversations.open': method({
    args: z.object({
      users: text.optional(),
      channel: text.optional(),
      return_im: flag.default(false),
      prevent_creation: flag.default(false),
    }),
    run(slack, args) {
      const missing = missingScope(slack, 'im:write');
      if (missing) return missing;
      if (args.channel !== undefined) {
        const room = visibleRoom(slack, args.channel);
        return room?.kind === 'dm' ? opened(slack, room, args.return_im) : refuse('channel_not_found');
      }
      const users = (args.users ?? '').split(',').filter((id) => id !== '');
      if (users.length === 0) return refuse('users_list_not_supplied');
      if (users.length > 8) return refuse('too_many_users');
      // Group DMs are not shown by this workspace.
      if (users.length > 1) return refuse('method_not_supported_for_channel_type');
      const person = slack.workspace.people.get(users[0] ?? '');
      if (!person) return refuse('user_not_found');
      if (person.deactivated) return refuse('user_disabled');
      if (person.isBot) return refuse('cannot_dm_bot');
      return opened(slack, slack.workspace.directRoom(person.id, slack.identity.botUserId), args.return_im);
    },
  }),

  'conversations.join': method({
    scopes: ['channels:join'],
    args: z.object({ channel: text }),
    run(slack, args) {
      const room = visibleRoom(slack, args.channel);
      if (!room) return refuse('channel_not_found');
      if (room.kind !== 'channel') return refuse('method_not_supported_for_channel_type');
      const bot = slack.identity.botUserId;
      if (!slack.workspace.join(room, bot)) {
        const already = {
          warning: 'already_in_channel',
          response_metadata: { warnings: ['already_in_channel'] },
        };
        return { ok: true, channel: roomPayload(slack, room), ...already };
      }
      memberJoined(slack, bot, room);
      return { ok: true, channel: roomPayload(slack, room) };
    },
  }),

  'conversations.history': method({
    args: z.object({
      channel: text,
      ...paging,
      oldest: text.default('0'),
      latest: text.optional(),
      inclusive: flag.default(false),
      include_all_metadata: flag.default(false),
      limit: count.min(1).max(999).default(100),
    }),
    run(slack, args) {
      const room = roomFor(slack, args.channel, 'history');
      if (!isRoom(room)) return room;
      if (!room.members.includes(slack.identity.botUserId)) return refuse('not_in_channel');
      const within = (ts: string) => {
        const latest = args.latest === undefined ? Infinity : Number(args.latest);
        const at = Number(ts);
        if (args.inclusive && (at === Number(args.oldest) || at === latest)) return true;
        return at > Number(args.oldest) && at < latest;
      };
      const all = slack.workspace
        .messages(room.id)
        .filter((one) => one.visibleTo === undefined && within(one.ts));
      const cut = paged(all.toReversed(), args);
      if (!cut) return refuse('invalid_cursor');
      const more = cut.response_metadata.next_cursor !== '';
      return {
        ok: true,
        messages: cut.page.map((one) => ({
          ...messagePayload(slack, one),
          ...(args.include_all_metadata && one.metadata ? { metadata: one.metadata } : {}),
        })),
        has_more: more,
        pin_count: 0,
        ...(more ? { response_metadata: cut.response_metadata } : {}),
      };
    },
  }),
};

function opened(slack: Slack, room: Room, whole: boolean): Answer {
  return { ok: true, channel: whole ? roomPayload(slack, room) : { id: room.id } };
}
