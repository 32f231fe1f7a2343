/** chat.scheduleMessage, chat.deleteScheduledMessage, chat.scheduledMessages.list. */
import { z } from 'zod';
import { MOST_TEXT } from '../block-kit/message.ts';
import { messagePayload } from '../objects.ts';
import type { Message } from '../records.ts';
import type { Slack } from '../slack.ts';
import {
  contentArguments,
  otherSide,
  postProblem,
  readContent,
  target,
  threadArguments,
  threadOf,
} from './message-content.ts';
import { type Methods, method, paged, paging, refuse, refuseVisibly, text } from './method.ts';

/** Posts what was scheduled, if the app may still post there. */
function postNow(slack: Slack, message: Omit<Message, 'ts'>): void {
  const room = slack.workspace.rooms.get(message.room);
  if (!room || !slack.installation) return;
  const person = otherSide(slack, room);
  const problem = postProblem(slack, room);
  if (problem) {
    slack.toast('error', `A scheduled message was not posted: ${problem}`, person);
    return;
  }
  // Slack's documented bug (docs.slack.dev, chat.scheduleMessage): it "will not post if the metadata parameter is used".
  if (message.metadata) {
    slack.toast('warning', 'A scheduled message with metadata is never posted, as in Slack.', person);
    return;
  }
  slack.workspace.post(message);
}

/** Methods that write messages for later. */
export const scheduledMethods: Methods = {
  'chat.scheduleMessage': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, post_at: text, ...contentArguments, ...threadArguments }),
    run(slack, args) {
      const what = 'chat.scheduleMessage';
      const room = target(slack, args.channel);
      if (!room) return refuse('channel_not_found');
      const person = otherSide(slack, room);
      const refused = (error: string) => refuseVisibly(slack, what, { error }, person);
      const problem = postProblem(slack, room);
      if (problem) return refused(problem);
      const read = readContent(slack, what, args, person);
      if ('answer' in read) return read.answer;
      // Assumed: it is the length at which chat.postMessage begins to cut.
      if (read.content.text.length > MOST_TEXT) return refused('msg_too_long');
      if (!/^\d+$/.test(args.post_at)) return refused('invalid_time');
      const postAt = Number(args.post_at);
      const wrongTime = slack.scheduled.problem(room.id, postAt);
      if (wrongTime) return refused(wrongTime);
      const message = {
        room: room.id,
        from: slack.identity.botUserId,
        ...read.content,
        ...threadOf(args),
      };
      const { id } = slack.scheduled.add(message, postAt, () => postNow(slack, message));
      const { ts: _, ...shown } = messagePayload(slack, { ts: '', ...message });
      return {
        ok: true,
        channel: room.id,
        scheduled_message_id: id,
        // A number, as recorded by the Java SDK; the sample of the documentation has a text.
        post_at: postAt,
        message: { ...shown, type: 'delayed_message', subtype: 'bot_message' },
      };
    },
  }),

  'chat.deleteScheduledMessage': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, scheduled_message_id: text }),
    run(slack, args) {
      const room = target(slack, args.channel);
      if (!room) return refuse('channel_not_found');
      const isGone = slack.scheduled.remove(args.scheduled_message_id, room.id);
      return isGone ? { ok: true } : refuse('invalid_scheduled_message_id');
    },
  }),

  'chat.scheduledMessages.list': method({
    args: z.object({
      channel: text.optional(),
      oldest: text.default('0'),
      latest: text.optional(),
      ...paging,
    }),
    run(slack, args) {
      const room = args.channel === undefined ? undefined : target(slack, args.channel);
      if (args.channel !== undefined && !room) return refuse('invalid_channel');
      const from = Number(args.oldest);
      const to = args.latest === undefined ? Infinity : Number(args.latest);
      const found = slack.scheduled
        .list()
        .filter(
          ({ message, postAt }) => (!room || message.room === room.id) && postAt >= from && postAt <= to,
        );
      const cut = paged(found, args);
      if (!cut) return refuse('invalid_cursor');
      return {
        ok: true,
        scheduled_messages: cut.page.map(({ id, message, postAt, createdAt }) => ({
          id,
          channel_id: message.room,
          post_at: postAt,
          date_created: createdAt,
          text: message.text,
        })),
        response_metadata: cut.response_metadata,
      };
    },
  }),
};
