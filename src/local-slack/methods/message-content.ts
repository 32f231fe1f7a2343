/** What chat.postMessage, postEphemeral, update and scheduleMessage share: the message's content and its place. */
import { z } from 'zod';
import { checkMessageArguments } from '../block-kit/message.ts';
import type { Message, Metadata, Room } from '../records.ts';
import { granted, type Slack } from '../slack.ts';
import { type Answer, flag, fromJson, refuseVisibly, text } from './method.ts';

/** The arguments that say what a message says. */
export const contentArguments = {
  text: text.optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  markdown_text: text.optional(),
  metadata: z.unknown().optional(),
};
/** The same, read. */
export type ContentArguments = z.output<z.ZodObject<typeof contentArguments>>;

const metadataShape = z.object({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});

/** What a message says. */
export interface Content extends Pick<Message, 'text' | 'blocks'> {
  attachments: NonNullable<Message['attachments']>;
  metadata?: Metadata;
}

/** What a message says, or why it may not say it. `person` is told with a toast what was refused. */
export function readContent(
  slack: Slack,
  what: string,
  args: ContentArguments,
  person: string | undefined,
): { content: Content } | { answer: Answer } {
  const refused = (error: string, messages: readonly string[] = []) => ({
    answer: refuseVisibly(slack, what, { error, messages }, person),
  });
  const { text: said, markdown_text: markdown } = args;
  const checked = checkMessageArguments(
    {
      text: said || undefined,
      blocks: parsed(args.blocks),
      attachments: parsed(args.attachments),
      markdown_text: markdown || undefined,
    },
    () => slack.ids.short(),
  );
  if (!checked.ok) return refused(checked.error, checked.messages);
  const { blocks, attachments } = checked;
  const read: Content = { text: said || markdown || '', blocks, attachments };
  if (args.metadata !== undefined) {
    const metadata = metadataShape.safeParse(fromJson(args.metadata));
    if (!metadata.success) return refused('invalid_metadata_format');
    read.metadata = metadata.data;
  }
  if (read.text === '' && blocks.length + attachments.length === 0) return refused('no_text');
  return { content: read };
}

/** Absent where an argument came empty, as forms send it; what is no JSON is there, and wrong. */
function parsed(given: unknown): unknown {
  return given === undefined || given === '' ? undefined : (fromJson(given) ?? null);
}

/**
 * Where a message goes: a channel by id or name, a DM by its id or the person's. To somebody who has left as well: that
 * succeeds with Slack (slackapi/python-slack-sdk#1156).
 */
export function target(slack: Slack, channel: string): Room | undefined {
  const { workspace, identity } = slack;
  const person = workspace.people.get(channel);
  if (person) return person.isBot ? undefined : workspace.directRoom(person.id, identity.botUserId);
  const room = workspace.findRoom(channel);
  const inside = room?.members.includes(identity.botUserId);
  return room?.kind === 'channel' || inside ? room : undefined;
}

/** The person a DM is with; undefined for channels. */
export function otherSide(slack: Slack, room: Room): string | undefined {
  return room.kind === 'dm' ? room.members.find((one) => one !== slack.identity.botUserId) : undefined;
}

/** Why the bot may not post there. */
export function postProblem(slack: Slack, room: Room): string | undefined {
  if (room.kind === 'dm') return slack.manifest.hasMessages ? undefined : 'messages_tab_disabled';
  if (room.isArchived) return 'is_archived';
  const inside = room.members.includes(slack.identity.botUserId);
  return inside || granted(slack).includes('chat:write.public') ? undefined : 'not_in_channel';
}

/** The arguments that make a message a reply. */
export const threadArguments = { thread_ts: text.optional(), reply_broadcast: flag.default(false) };

/** The thread a new message belongs to, as `Workspace.post` takes it. */
export function threadOf(
  args: z.output<z.ZodObject<typeof threadArguments>>,
): Pick<Message, 'threadTs' | 'subtype'> {
  if (!args.thread_ts) return {};
  return { threadTs: args.thread_ts, ...(args.reply_broadcast ? { subtype: 'thread_broadcast' } : {}) };
}
