/** What chat.postMessage and its kin take beside blocks: attachments, and Markdown in place of a text. */
import { checkMessageBlocks, type Refused } from '../blocks.ts';
import { limit, most } from './limits.ts';
import { check, isFields, type Problem, string } from './rules.ts';

/** The arguments of a message, parsed from JSON where they came as text; absent is `undefined`. */
export interface MessageArguments {
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  markdown_text?: string | undefined;
}

const refuse = (error: string, messages: string[] = []): Refused => ({ ok: false, error, messages });

// Attachments are Slack's old form of messages: only what has a limit is described.
const FOOTER = string(limit('type.MessageAttachment.footer'));

/**
 * Checks attachments and Markdown; `blocks` are checked by {@link checkMessageBlocks} alone.
 * @returns `too_many_attachments`, `invalid_attachments`, `markdown_text_conflict` or `msg_too_long` where Slack would
 */
export function checkMessageArguments(args: MessageArguments): { ok: true } | Refused {
  return checkMarkdownText(args) ?? checkAttachments(args.attachments) ?? { ok: true };
}

function checkMarkdownText({ markdown_text: markdown, text, blocks }: MessageArguments): Refused | undefined {
  if (markdown === undefined) return undefined;
  if (text !== undefined || blocks !== undefined) return refuse('markdown_text_conflict');
  const max = most('chat.postMessage.markdown_text');
  // Assumed: no source names the code for a longer one.
  return markdown.length > max ? refuse('msg_too_long') : undefined;
}

function checkAttachments(attachments: unknown): Refused | undefined {
  if (attachments === undefined) return undefined;
  if (!Array.isArray(attachments)) return refuse('invalid_attachments');
  if (attachments.length > most('chat.postMessage.attachments')) return refuse('too_many_attachments');
  for (const [index, one] of attachments.entries()) {
    const wrong = checkAttachment(one, `/attachments/${index}`);
    if (wrong) return wrong;
  }
  return undefined;
}

function checkAttachment(attachment: unknown, pointer: string): Refused | undefined {
  if (!isFields(attachment)) return refuse('invalid_attachments');
  const found: Problem[] = [];
  // Assumed: a source says only that a longer footer is not taken, not with which words.
  if (attachment['footer'] !== undefined) check(FOOTER, attachment['footer'], `${pointer}/footer`, {}, found);
  if (found.length > 0) {
    return refuse(
      'invalid_attachments',
      found.map((one) => `[ERROR] ${one.message} [json-pointer:${one.pointer}]`),
    );
  }
  if (attachment['blocks'] === undefined) return undefined;
  const checked = checkMessageBlocks(attachment['blocks'], () => '');
  if (checked.ok) return undefined;
  const messages = checked.messages.map((one) => one.replace('[json-pointer:', `[json-pointer:${pointer}`));
  return { ...checked, messages };
}
