/** chat.postMessage, postEphemeral, update, delete, getPermalink. */
import { z } from 'zod';
import { most } from '../block-kit/limits.ts';
import { MOST_TEXT } from '../block-kit/message.ts';
import { messagePayload, permalink } from '../objects.ts';
import type { Message } from '../records.ts';
import type { Slack } from '../slack.ts';
import {
  type Content,
  type ContentArguments,
  contentArguments,
  otherSide,
  postProblem,
  readContent,
  target,
  threadArguments,
  threadOf,
} from './message-content.ts';
import { fromJson, type Methods, method, refuse, refuseVisibly, text } from './method.ts';
import { visibleRoom } from './rooms.ts';

// Longer new texts are cut; a longer text in an update is refused.
const MOST_UPDATED_TEXT = most('chat.update.text');

/** The bot's own message, or Slack's code for why it cannot be changed. */
function ownMessage(slack: Slack, channel: string, ts: string, code: string): Message | string {
  // A DM must be named by its own id here, not by the person's (docs.slack.dev, chat.update).
  const room = slack.workspace.people.has(channel) ? undefined : target(slack, channel);
  if (!room) return 'channel_not_found';
  // Documented of chat.update; of chat.delete it is assumed.
  if (room.isArchived) return 'is_inactive';
  const message = slack.workspace.findMessage(room.id, ts);
  if (!message || message.visibleTo !== undefined) return 'message_not_found';
  return message.from === slack.identity.botUserId ? message : code;
}

/**
 * What an update replaces (docs.slack.dev, chat.update): a text without blocks takes the old blocks away, blocks without
 * a text leave the old text, and attachments stay unless others come; an empty list takes them away.
 */
function changesOf(args: ContentArguments, content: Content): Partial<Content> {
  const { text: said, blocks, attachments, ...others } = content;
  const saysText = Boolean(args.text) || Boolean(args.markdown_text);
  return {
    ...others,
    ...(saysText ? { text: said, blocks } : {}),
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(args.attachments === undefined || args.attachments === '' ? {} : { attachments }),
  };
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Methods that write messages. */
export const chatMethods: Methods = {
  'chat.postMessage': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, ...contentArguments, ...threadArguments }),
    run(slack, args) {
      const room = target(slack, args.channel);
      if (!room) return refuse('channel_not_found');
      const person = otherSide(slack, room);
      const problem = postProblem(slack, room);
      if (problem) return refuseVisibly(slack, 'chat.postMessage', { error: problem }, person);
      const read = readContent(slack, 'chat.postMessage', args, person);
      if ('answer' in read) return read.answer;
      const message = slack.workspace.post({
        room: room.id,
        from: slack.identity.botUserId,
        ...read.content,
        text: read.content.text.slice(0, MOST_TEXT),
        ...threadOf(args),
      });
      const warning =
        read.content.text.length > MOST_TEXT
          ? { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } }
          : {};
      const metadata = message.metadata ? { metadata: message.metadata } : {};
      return {
        ok: true,
        channel: room.id,
        ts: message.ts,
        message: { ...messagePayload(slack, message), ...metadata },
        ...warning,
      };
    },
  }),

  'chat.postEphemeral': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, user: text, ...contentArguments, thread_ts: text.optional() }),
    run(slack, args) {
      const room = target(slack, args.channel);
      if (!room) return refuse('channel_not_found');
      const problem = postProblem(slack, room);
      if (problem) return refuseVisibly(slack, 'chat.postEphemeral', { error: problem }, args.user);
      if (!room.members.includes(args.user)) return refuse('user_not_in_channel');
      const read = readContent(slack, 'chat.postEphemeral', args, args.user);
      if ('answer' in read) return read.answer;
      const from = slack.identity.botUserId;
      const thread = args.thread_ts ? { threadTs: args.thread_ts } : {};
      const message = slack.workspace.post({
        room: room.id,
        from,
        ...read.content,
        ...thread,
        visibleTo: args.user,
      });
      return { ok: true, message_ts: message.ts };
    },
  }),

  'chat.update': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, ts: text, ...contentArguments }),
    run(slack, args) {
      const message = ownMessage(slack, args.channel, args.ts, 'cant_update_message');
      if (typeof message === 'string') return refuse(message);
      const room = slack.workspace.rooms.get(message.room);
      const person = room && otherSide(slack, room);
      if ((args.text ?? '').length > MOST_UPDATED_TEXT) {
        return refuseVisibly(slack, 'chat.update', { error: 'msg_too_long' }, person);
      }
      // An empty object takes the metadata away (docs.slack.dev, chat.update).
      const { metadata, ...others } = args;
      const isCleared = isEmptyObject(fromJson(metadata));
      const read = readContent(slack, 'chat.update', isCleared ? others : args, person);
      if ('answer' in read) return read.answer;
      if (isCleared) delete message.metadata;
      slack.workspace.edit(message, changesOf(args, read.content));
      return {
        ok: true,
        channel: message.room,
        ts: message.ts,
        text: message.text,
        message: messagePayload(slack, message),
      };
    },
  }),

  'chat.delete': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, ts: text }),
    run(slack, args) {
      const message = ownMessage(slack, args.channel, args.ts, 'cant_delete_message');
      if (typeof message === 'string') return refuse(message);
      slack.workspace.remove(message);
      return { ok: true, channel: message.room, ts: message.ts };
    },
  }),

  'chat.getPermalink': method({
    args: z.object({ channel: text, message_ts: text }),
    run(slack, args) {
      const room = visibleRoom(slack, args.channel);
      if (!room) return refuse('channel_not_found');
      const message = slack.workspace.findMessage(room.id, args.message_ts);
      if (!message || message.visibleTo !== undefined) return refuse('message_not_found');
      return { ok: true, channel: room.id, permalink: permalink(slack, message) };
    },
  }),
};
