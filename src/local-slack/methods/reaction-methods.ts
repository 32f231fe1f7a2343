/** reactions.add, remove, get. Files are not here, so only messages can be reacted to. */
import { z } from 'zod';
import { reacted } from '../events.ts';
import { messagePayload, permalink } from '../objects.ts';
import { emojiOf } from '../page/text/emoji.ts';
import { withoutReaction, withReaction } from '../reactions.ts';
import type { Message } from '../records.ts';
import type { Slack } from '../slack.ts';
import { flag, type Method, type Methods, method, refuse, text } from './method.ts';
import { visibleRoom } from './rooms.ts';

const item = { channel: text.default(''), timestamp: text.default('') };
type Item = z.output<z.ZodObject<typeof item>>;

/** The message that is meant, or Slack's code for why there is none. */
function messageOf(slack: Slack, { channel, timestamp }: Item): Message | string {
  if (channel === '' || timestamp === '') return 'no_item_specified';
  if (!/^\d+\.\d+$/.test(timestamp)) return 'bad_timestamp';
  const room = visibleRoom(slack, channel);
  if (!room) return 'channel_not_found';
  const message = slack.workspace.findMessage(room.id, timestamp);
  return message && message.visibleTo === undefined ? message : 'message_not_found';
}

/** The same for one who reacts: from outside nobody may (the code was reported by apps: HubSpot/slack-client#356). */
function reactable(slack: Slack, { name, ...where }: Item & { name: string }): Message | string {
  const message = messageOf(slack, where);
  if (typeof message === 'string') return message;
  const room = slack.workspace.rooms.get(message.room);
  if (!room?.members.includes(slack.identity.botUserId)) return 'not_in_channel';
  return isEmoji(name) ? message : 'invalid_name';
}

/**
 * Does Slack know this emoji? The workspace has none of its own. That a tone may follow any of them, as in
 * `wave::skin-tone-2`, is assumed.
 */
function isEmoji(name: string): boolean {
  return emojiOf(name.replace(/::skin-tone-[2-6]$/, '')) !== undefined;
}

/** A method that changes the bot's reaction with one emoji; `code` where there is nothing to change. */
function changing(change: typeof withReaction, code: string, event: Parameters<typeof reacted>[1]): Method {
  return method({
    scopes: ['reactions:write'],
    args: z.object({ ...item, name: text }),
    run(slack, args) {
      const message = reactable(slack, args);
      if (typeof message === 'string') return refuse(message);
      const person = slack.identity.botUserId;
      const reactions = change(message.reactions ?? [], args.name, person);
      if (!reactions) return refuse(code);
      slack.workspace.setReactions(message, reactions);
      reacted(slack, event, { message, name: args.name, person });
      return { ok: true };
    },
  });
}

/** Methods about emoji under messages. */
export const reactionMethods: Methods = {
  'reactions.add': changing(withReaction, 'already_reacted', 'reaction_added'),
  'reactions.remove': changing(withoutReaction, 'no_reaction', 'reaction_removed'),

  'reactions.get': method({
    scopes: ['reactions:read'],
    args: z.object({ ...item, full: flag.default(false) }),
    run(slack, args) {
      const message = messageOf(slack, args);
      if (typeof message === 'string') return refuse(message);
      return {
        ok: true,
        type: 'message',
        channel: message.room,
        message: { ...messagePayload(slack, message), permalink: permalink(slack, message) },
      };
    },
  }),
};
