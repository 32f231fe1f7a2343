/** conversations.info, list, members, open; users.conversations. */
import { z } from 'zod';
import type { Room } from '../records.ts';
import type { Slack } from '../slack.ts';
import {
  type Answer,
  flag,
  type Methods,
  method,
  missingScope,
  paged,
  paging,
  refuse,
  text,
} from './method.ts';
import { FAMILY, isRoom, roomFor, roomPayload, visibleRoom } from './rooms.ts';

const KIND_OF_TYPE: Record<string, Room['kind']> = {
  public_channel: 'channel',
  private_channel: 'private',
  im: 'dm',
};
const EVERY_TYPE = [...Object.keys(KIND_OF_TYPE), 'mpim'];

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

/** Methods about channels and DMs. */
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
    codes: { limit: 'invalid_limit' },
    args: z.object({ ...paging, types, exclude_archived: flag.default(false) }),
    run: (slack, args) => listAnswer(slack, args, (room) => visibleRoom(slack, room.id) !== undefined),
  }),

  'users.conversations': method({
    codes: { limit: 'invalid_limit' },
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
    codes: { limit: 'invalid_limit' },
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
      // Group DMs are not shown by this workspace: with the scope for them it is assumed that Slack would say so.
      if (users.length > 1) {
        return missingScope(slack, 'mpim:write') ?? refuse('method_not_supported_for_channel_type');
      }
      const person = slack.workspace.people.get(users[0] ?? '');
      if (!person) return refuse('user_not_found');
      if (person.deactivated) return refuse('user_disabled');
      if (person.isBot) return refuse('cannot_dm_bot');
      return opened(slack, slack.workspace.directRoom(person.id, slack.identity.botUserId), args.return_im);
    },
  }),
};

function opened(slack: Slack, room: Room, whole: boolean): Answer {
  return { ok: true, channel: whole ? roomPayload(slack, room) : { id: room.id } };
}
