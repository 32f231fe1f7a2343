/** What chat.postMessage and its kin take as content: blocks, attachments, and Markdown in place of a text. */
import type { KnownBlock } from '@slack/types';
import { checkMessageBlocks, type Refused } from '../blocks.ts';
import { checkAcrossParts, countTables } from './across.ts';
import { limit, most } from './limits.ts';
import { check, type Fields, isFields, type Problem, string } from './rules.ts';
import { SAY } from './wordings.ts';

/** The arguments of a message, parsed from JSON where they came as text; absent is `undefined`. */
export interface MessageArguments {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  markdown_text?: string | undefined;
}

/** Slack's old form of messages, beside or below the blocks; fields are Slack's own. */
export interface Attachment {
  /** Its place, from 1 (docs.slack.dev, chat.scheduleMessage: the sample of an answer). */
  id: number;
  /** What stands for it where it cannot be shown. */
  fallback: string;
  blocks?: KnownBlock[];
  [field: string]: unknown;
}

/** Content that Slack would take, with ids filled in. */
export interface CheckedMessage {
  blocks: KnownBlock[];
  attachments: Attachment[];
}

/** A longer text is cut, or refused where nothing can be cut. */
export const MOST_TEXT = most('chat.postMessage.text');

const refuse = (error: string, messages: string[] = []): Refused => ({ ok: false, error, messages });

// Only what has a limit is described.
const FOOTER = string(limit('type.MessageAttachment.footer'));

/**
 * What may stand in an attachment beside its blocks. Other fields were refused with `invalid_keys`: `text`
 * (slack-go/slack#826), `title`, `indent` (node-slack-sdk#832), empty `fields` and `actions` (java-slack-sdk#416).
 */
const BESIDE_BLOCKS = ['blocks', 'color', 'fallback'];

/** Slack's words for an attachment that holds nothing but blocks. */
const NO_PREVIEW = '[no preview available]';

/**
 * Checks the content of a message.
 * @param newId makes the block_id and action_id of what came without
 * @returns the content; or the code of checkMessageBlocks, `too_many_attachments`, `invalid_attachments`,
 *   `markdown_text_conflict` or `msg_too_long` where Slack would refuse it
 */
export function checkMessageArguments(
  args: MessageArguments,
  newId: () => string,
): ({ ok: true } & CheckedMessage) | Refused {
  const wrong = checkMarkdownText(args);
  if (wrong) return wrong;
  const given = args.markdown_text === undefined ? args.blocks : [markdownBlock(args.markdown_text)];
  const checked = given === undefined ? { ok: true as const, blocks: [] } : checkMessageBlocks(given, newId);
  if (!checked.ok) return checked;
  const attachments = readAttachments(args.attachments, newId);
  if (!Array.isArray(attachments)) return attachments;
  return checkTogether(checked.blocks, attachments) ?? { ok: true, blocks: checked.blocks, attachments };
}

/** What a message's own blocks and those of its attachments must keep together: tables above all. */
function checkTogether(blocks: KnownBlock[], attachments: Attachment[]): Refused | undefined {
  const below = attachments.flatMap(({ blocks: inner }, index) =>
    inner ? [{ blocks: inner, pointer: `/attachments/${index}/blocks` }] : [],
  );
  if (below.length === 0) return undefined;
  const parts = [{ blocks, pointer: '/blocks' }, ...below];
  if (countTables(parts.flatMap((part) => part.blocks)) > most('message.tables')) {
    return refuse('invalid_attachments', [`[ERROR] ${SAY.secondTable()}`]);
  }
  const found = checkAcrossParts(parts);
  return found.length > 0 ? refuse('invalid_attachments', found.map(line)) : undefined;
}

function line({ message, pointer }: Problem): string {
  return `[ERROR] ${message} [json-pointer:${pointer}]`;
}

/** Assumed: no source shows in which form Slack gives such a text back. */
function markdownBlock(text: string): Fields {
  return { type: 'markdown', text };
}

function checkMarkdownText({ markdown_text: markdown, text, blocks }: MessageArguments): Refused | undefined {
  if (markdown === undefined) return undefined;
  if (text !== undefined || blocks !== undefined) return refuse('markdown_text_conflict');
  const max = most('chat.postMessage.markdown_text');
  // Assumed: no source names the code for a longer one.
  return markdown.length > max ? refuse('msg_too_long') : undefined;
}

function readAttachments(given: unknown, newId: () => string): Attachment[] | Refused {
  if (given === undefined) return [];
  if (!Array.isArray(given)) return refuse('invalid_attachments');
  if (given.length > most('chat.postMessage.attachments')) return refuse('too_many_attachments');
  const read: Attachment[] = [];
  for (const [index, one] of given.entries()) {
    const attachment = readAttachment(one, index, newId);
    if (!('id' in attachment)) return attachment;
    read.push(attachment);
  }
  return read;
}

function readAttachment(given: unknown, index: number, newId: () => string): Attachment | Refused {
  if (!isFields(given)) return refuse('invalid_attachments');
  const pointer = `/attachments/${index}`;
  const found: Problem[] = [];
  // Assumed: a source says only that a longer footer is not taken, not with which words.
  if (given['footer'] !== undefined) check(FOOTER, given['footer'], `${pointer}/footer`, {}, found);
  if (found.length > 0) {
    return refuse('invalid_attachments', found.map(line));
  }
  const { blocks, ...others } = given;
  if (blocks === undefined) return { fallback: textOf(given), ...others, id: index + 1 };
  if (Object.keys(given).some((field) => !BESIDE_BLOCKS.includes(field))) {
    return refuse('invalid_attachments', ['[ERROR] invalid_keys']);
  }
  const checked = checkMessageBlocks(blocks, newId);
  if (checked.ok) return { fallback: NO_PREVIEW, ...others, id: index + 1, blocks: checked.blocks };
  // Seen: wrong blocks of an attachment are its own mistake, with a pointer into `/attachments/0/blocks`.
  const messages = checked.messages.map((one) => one.replace('[json-pointer:', `[json-pointer:${pointer}`));
  return refuse('invalid_attachments', messages);
}

/** What an attachment of the old form says, for those that came without a fallback (assumed of Slack). */
function textOf(given: Fields): string {
  return ['pretext', 'title', 'text']
    .map((name) => given[name])
    .filter((one) => typeof one === 'string' && one !== '')
    .join('\n');
}
