/** Threads: which message a reply belongs to, and what messages say of their thread. Pure. */
import { type Message, SLACKBOT } from './records.ts';

/**
 * The message a reply belongs to: the one that `threadTs` names, or where that is a reply itself, its root (assumed:
 * Slack only says to avoid it). Undefined where there is none, or only an ephemeral one.
 */
export function rootOf(messages: readonly Message[], threadTs: string): Message | undefined {
  const named = messages.find((one) => one.ts === threadTs && one.visibleTo === undefined);
  if (named?.threadTs === undefined) return named;
  return messages.find((one) => one.ts === named.threadTs);
}

/** All replies to a message, oldest first; ephemeral ones are nobody's. */
export function repliesTo(messages: readonly Message[], root: Message): Message[] {
  return messages.filter((one) => one.threadTs === root.ts && one.visibleTo === undefined);
}

/** Does it stand in the conversation itself? Replies do where they were broadcast. */
export function isInFlow(message: Message): boolean {
  return message.threadTs === undefined || message.subtype === 'thread_broadcast';
}

/**
 * What a message says of its thread (docs.slack.dev, conversations.replies; fields of the Java SDK's recorded
 * answers). That the app is subscribed to a thread it has written in is assumed.
 *
 * @param us the bot's id
 * @returns {} for a message without replies
 */
export function threadFields(messages: readonly Message[], message: Message, us: string): object {
  if (message.threadTs !== undefined) {
    const root = messages.find((one) => one.ts === message.threadTs);
    return { thread_ts: message.threadTs, ...(root ? { parent_user_id: root.from } : {}) };
  }
  const replies = repliesTo(messages, message);
  const latest = replies.at(-1);
  if (!latest) return {};
  const users = [...new Set(replies.map((one) => one.from))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    reply_users: users,
    is_locked: false,
    subscribed: [message.from, ...users].includes(us),
  };
}

/** What is left of a deleted message that has replies, so that they still belong somewhere. */
export function stoneOf({ ts, room }: Message): Message {
  const text = 'This message was deleted.';
  return { ts, room, from: SLACKBOT, text, blocks: [], subtype: 'tombstone' };
}
