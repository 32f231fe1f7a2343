/** conversations.join. */
import { z } from 'zod';
import { memberJoined } from '../events.ts';
import { type Methods, method, refuse, text } from './method.ts';
import { roomPayload, visibleRoom } from './rooms.ts';

/** Methods by which the bot comes into channels. */
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
};
