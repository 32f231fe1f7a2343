/** conversations.join, leave, invite. */
import { z } from 'zod';
import { memberJoined } from '../events.ts';
import { bringIn } from '../membership.ts';
import type { Room } from '../records.ts';
import type { Slack } from '../slack.ts';
import { type Answer, flag, type Methods, method, missingScope, refuse, text } from './method.ts';
import { isRoom, roomPayload, visibleRoom } from './rooms.ts';

// Scopes of one who manages channels, by the kind of channel (docs.slack.dev, conversations.leave and .invite).
const MANAGING = {
  channel: ['channels:manage', 'channels:write'],
  private: ['groups:write'],
  dm: ['im:write'],
} as const;
const INVITING = {
  channel: [...MANAGING.channel, 'channels:write.invites'],
  private: [...MANAGING.private, 'groups:write.invites'],
  dm: MANAGING.dm,
} as const;

/** A channel that the bot may know of, if its token has one of the scopes for its kind; a DM is none. */
function channelFor(
  slack: Slack,
  id: string,
  scopes: Record<Room['kind'], readonly string[]>,
): Room | Answer {
  const missing = missingScope(slack, ...Object.values(scopes).flat(), 'mpim:write');
  if (missing) return missing;
  const room = visibleRoom(slack, id);
  if (!room) return refuse('channel_not_found');
  const missingHere = missingScope(slack, ...scopes[room.kind]);
  if (missingHere) return missingHere;
  return room.kind === 'dm' ? refuse('method_not_supported_for_channel_type') : room;
}

/** Why somebody cannot be brought into a channel. That who has left the company is `cant_invite` is assumed. */
function inviteProblem(slack: Slack, room: Room, id: string): string | undefined {
  if (id === slack.identity.botUserId) return 'cant_invite_self';
  const person = slack.workspace.people.get(id);
  if (!person) return 'user_not_found';
  if (person.deactivated || person.isBot) return 'cant_invite';
  return room.members.includes(id) ? 'already_in_channel' : undefined;
}

/** Methods by which the bot and others come into channels and leave them. */
export const membershipMethods: Methods = {
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

  'conversations.leave': method({
    args: z.object({ channel: text }),
    run(slack, { channel }) {
      const room = channelFor(slack, channel, MANAGING);
      if (!isRoom(room)) return room;
      const bot = slack.identity.botUserId;
      if (!room.members.includes(bot)) return { ok: false, not_in_channel: true };
      if (room.name === 'general') return refuse('cant_leave_general');
      if (room.members.length === 1) return refuse('last_member');
      slack.workspace.leave(room, bot);
      return { ok: true };
    },
  }),

  'conversations.invite': method({
    args: z.object({ channel: text, users: text.default(''), force: flag.default(false) }),
    run(slack, args) {
      const room = channelFor(slack, args.channel, INVITING);
      if (!isRoom(room)) return room;
      const bot = slack.workspace.people.get(slack.identity.botUserId);
      if (!bot || !room.members.includes(bot.id)) return refuse('not_in_channel');
      const ids = args.users.split(',').flatMap((id) => id.trim() || []);
      if (ids.length === 0) return refuse('no_user');
      const errors = ids.flatMap((user) => {
        const error = inviteProblem(slack, room, user);
        return error === undefined ? [] : [{ user, ok: false, error }];
      });
      const fine = ids.filter((id) => !errors.some(({ user }) => user === id));
      const [first] = errors;
      // One who cannot come keeps all others out, unless `force` says otherwise (docs.slack.dev, conversations.invite).
      if (first && !(args.force && fine.length > 0)) return { ok: false, error: first.error, errors };
      for (const id of fine) {
        const member = slack.workspace.people.get(id);
        if (member) bringIn(slack, room, member, bot);
      }
      return { ok: true, channel: roomPayload(slack, room), ...(first ? { errors } : {}) };
    },
  }),
};
