/** chat.postMessage, postEphemeral, update, delete. */
import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { limit } from '../block-kit/limits.ts';
import { checkMessageBlocks } from '../blocks.ts';
import { messagePayload } from '../objects.ts';
import type { Message, Metadata, Room } from '../records.ts';
import { granted, type Slack } from '../slack.ts';
import { type Answer, fromJson, type Methods, method, refuse, refuseVisibly, text } from './method.ts';

// Longer new texts are cut; a longer text in an update is refused.
const MOST_TEXT = limit('chat.postMessage.text').max ?? Infinity;
const MOST_UPDATED_TEXT = limit('chat.update.text').max ?? Infinity;

const content = {
  text: text.optional(),
  blocks: z.unknown().optional(),
  metadata: z.unknown().optional(),
};
const metadataShape = z.object({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});

interface Content {
  text: string;
  blocks: KnownBlock[];
  metadata?: Metadata;
}

/** What a message says, or why it may not say it. `person` is told with a toast what was refused. */
function readContent(
  slack: Slack,
  what: string,
  args: { text?: string | undefined; blocks?: unknown; metadata?: unknown },
  person: string | undefined,
): { content: Content } | { answer: Answer } {
  const refused = (error: string, messages: readonly string[] = []) => ({
    answer: refuseVisibly(slack, what, { error, messages }, person),
  });
  const read: Content = { text: args.text ?? '', blocks: [] };
  if (args.blocks !== undefined && args.blocks !== '') {
    const checked = checkMessageBlocks(fromJson(args.blocks), () => slack.ids.short());
    if (!checked.ok) return refused(checked.error, checked.messages);
    read.blocks = checked.blocks;
  }
  if (args.metadata !== undefined) {
    const metadata = metadataShape.safeParse(fromJson(args.metadata));
    if (!metadata.success) return refused('invalid_metadata_format');
    read.metadata = metadata.data;
  }
  if (read.text === '' && read.blocks.length === 0) return refused('no_text');
  return { content: read };
}

/** Where a message goes: a channel by id or name, a DM by its id or the person's. */
function target(slack: Slack, channel: string): Room | undefined {
  const { workspace, identity } = slack;
  const person = workspace.people.get(channel);
  if (person) return person.isBot ? undefined : workspace.directRoom(person.id, identity.botUserId);
  const room = workspace.findRoom(channel);
  const inside = room?.members.includes(identity.botUserId);
  return room?.kind === 'channel' || inside ? room : undefined;
}

/** The person a DM is with; undefined for channels. */
function otherSide(slack: Slack, room: Room): string | undefined {
  return room.kind === 'dm' ? room.members.find((one) => one !== slack.identity.botUserId) : undefined;
}

/** Why the bot may not post there. */
function postProblem(slack: Slack, room: Room): string | undefined {
  if (room.kind === 'dm') return slack.manifest.hasMessages ? undefined : 'messages_tab_disabled';
  const inside = room.members.includes(slack.identity.botUserId);
  return inside || granted(slack).includes('chat:write.public') ? undefined : 'not_in_channel';
}

/** The bot's own message, or Slack's code for why it cannot be changed. */
function ownMessage(slack: Slack, channel: string, ts: string, code: string): Message | string {
  // A DM must be named by its own id here, not by the person's (docs.slack.dev, chat.update).
  const room = slack.workspace.people.has(channel) ? undefined : target(slack, channel);
  if (!room) return 'channel_not_found';
  const message = slack.workspace.findMessage(room.id, ts);
  if (!message || message.visibleTo !== undefined) return 'message_not_found';
  return message.from === slack.identity.botUserId ? message : code;
}

/** Methods that write messages. */
export const chatMethods: Methods = {
  'chat.postMessage': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, ...content, thread_ts: text.optional() }),
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
        ...(args.thread_ts === undefined ? {} : { threadTs: args.thread_ts }),
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
    args: z.object({ channel: text, user: text, ...content, thread_ts: text.optional() }),
    run(slack, args) {
      const room = target(slack, args.channel);
      if (!room) return refuse('channel_not_found');
      const problem = postProblem(slack, room);
      if (problem) return refuseVisibly(slack, 'chat.postEphemeral', { error: problem }, args.user);
      if (!room.members.includes(args.user)) return refuse('user_not_in_channel');
      const read = readContent(slack, 'chat.postEphemeral', args, args.user);
      if ('answer' in read) return read.answer;
      const from = slack.identity.botUserId;
      const message = slack.workspace.post({ room: room.id, from, ...read.content, visibleTo: args.user });
      return { ok: true, message_ts: message.ts };
    },
  }),

  'chat.update': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, ts: text, ...content }),
    run(slack, args) {
      const message = ownMessage(slack, args.channel, args.ts, 'cant_update_message');
      if (typeof message === 'string') return refuse(message);
      const room = slack.workspace.rooms.get(message.room);
      const person = room && otherSide(slack, room);
      if ((args.text ?? '').length > MOST_UPDATED_TEXT) {
        return refuseVisibly(slack, 'chat.update', { error: 'msg_too_long' }, person);
      }
      const read = readContent(slack, 'chat.update', args, person);
      if ('answer' in read) return read.answer;
      // A text without blocks takes the old blocks away; blocks without a text leave the old text.
      const { text: said, ...others } = read.content;
      slack.workspace.edit(message, args.text === undefined ? others : { ...others, text: said });
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
};
