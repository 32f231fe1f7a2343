/** conversations.history, conversations.replies. */
import { z } from 'zod';
import { messagePayload, type Payload } from '../objects.ts';
import type { Message, Room } from '../records.ts';
import type { Slack } from '../slack.ts';
import { isInFlow, repliesTo, rootOf } from '../threads.ts';
import { type Answer, count, flag, type Methods, method, paged, paging, refuse, text } from './method.ts';
import { isRoom, roomFor } from './rooms.ts';

const span = {
  oldest: text.default('0'),
  latest: text.optional(),
  inclusive: flag.default(false),
  include_all_metadata: flag.default(false),
};
type Span = z.output<z.ZodObject<typeof span>>;

/** The conversation whose messages the app may read, or why it may not. */
function readable(slack: Slack, channel: string): Room | Answer {
  const room = roomFor(slack, channel, 'history');
  if (!isRoom(room) || room.members.includes(slack.identity.botUserId)) return room;
  return refuse('not_in_channel');
}

/** Does a message lie between `oldest` and `latest`? The ends themselves count where `inclusive` asks for them. */
function isWithin({ oldest, latest, inclusive }: Span, { ts }: Message): boolean {
  const from = Number(oldest);
  const to = latest === undefined ? Infinity : Number(latest);
  const at = Number(ts);
  if (inclusive && (at === from || at === to)) return true;
  return at > from && at < to;
}

function payload(slack: Slack, message: Message, { include_all_metadata: withMetadata }: Span): Payload {
  const metadata = withMetadata && message.metadata ? { metadata: message.metadata } : {};
  return { ...messagePayload(slack, message), ...metadata };
}

/** One page of messages; undefined for a cursor that is not ours. */
function pageOf(
  slack: Slack,
  all: readonly Message[],
  args: Span & Parameters<typeof paged>[1],
): { messages: Payload[]; has_more: boolean } | undefined {
  const cut = paged(all, args);
  if (!cut) return undefined;
  const { page, response_metadata } = cut;
  const has_more = response_metadata.next_cursor !== '';
  const messages = page.map((one) => payload(slack, one, args));
  return { messages, has_more, ...(has_more ? { response_metadata } : {}) };
}

/** Methods that read messages. */
export const historyMethods: Methods = {
  'conversations.history': method({
    args: z.object({ channel: text, ...paging, ...span, limit: count.min(1).max(999).default(100) }),
    run(slack, args) {
      const room = readable(slack, args.channel);
      if (!isRoom(room)) return room;
      const all = slack.workspace
        .messages(room.id)
        .filter((one) => one.visibleTo === undefined && isInFlow(one) && isWithin(args, one));
      const page = pageOf(slack, all.toReversed(), args);
      return page ? { ok: true, ...page, pin_count: 0 } : refuse('invalid_cursor');
    },
  }),

  'conversations.replies': method({
    args: z.object({
      channel: text,
      ts: text,
      ...paging,
      ...span,
      limit: count.min(1).max(1000).default(1000),
    }),
    run(slack, args) {
      const room = readable(slack, args.channel);
      if (!isRoom(room)) return room;
      const all = slack.workspace.messages(room.id);
      const root = rootOf(all, args.ts);
      if (!root) return refuse('thread_not_found');
      // Assumed: the root comes first whatever the span is, and on the first page only.
      const thread = [root, ...repliesTo(all, root).filter((one) => isWithin(args, one))];
      const page = pageOf(slack, thread, args);
      return page ? { ok: true, ...page } : refuse('invalid_cursor');
    },
  }),
};
