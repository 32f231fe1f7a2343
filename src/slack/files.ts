import { ErrorCode, type WebClient } from '@slack/web-api';
import { failureOf, slackErrorOf } from './errors.ts';

/** How long the bytes may take on their way, while a person waits. */
const UPLOAD_MS = 2_500;
/** Slack failed on its own side, and says that some of it may have succeeded. */
const MAYBE_SENT = ['internal_error', 'fatal_error'];
/** What an admin has decided, so that trying again is of no use. */
const NOT_ALLOWED = [
  'missing_scope',
  'no_permission',
  'file_uploads_disabled',
  'file_uploads_except_images_disabled',
  'file_type_not_allowed',
  'posting_to_channel_denied',
];

/** What became of a file. */
export type FileResult =
  | { outcome: 'sent' }
  /** The app may not: the optional scope was left out, or the workspace takes no such files. */
  | { outcome: 'not-allowed'; code: string }
  /** Clearly not sent. */
  | { outcome: 'failed'; code: string }
  /** Sent or not: the answer never came. */
  | { outcome: 'unknown'; code: string };

/**
 * Puts a file into somebody's direct messages with the app: an address, the bytes, and the word that shares it. Slack's
 * own `filesUploadV2` does the same three, but takes a conversation alone.
 *
 * @param to the conversation where it is known (seen to work: slackapi/bolt-python#934); else the person, whom
 *   `channels` takes as well (docs.slack.dev, files.completeUploadExternal), while `channel_id` refuses them
 *   (seen: slackapi/bolt-js#2115)
 * @param comment stands above the file, and is all that is read out
 */
export async function sendFile(
  client: WebClient,
  to: { conversation: string } | { personId: string },
  { name, text, comment }: { name: string; text: string; comment: string },
): Promise<FileResult> {
  const bytes = Buffer.from(text);
  let isLast = false;
  try {
    const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
      filename: name,
      length: bytes.length,
    });
    if (!url || !id) return { outcome: 'failed', code: 'no_upload_url' };
    const taken = await fetch(url, { method: 'POST', body: bytes, signal: AbortSignal.timeout(UPLOAD_MS) });
    if (taken.status !== 200) return { outcome: 'failed', code: `upload_http_${taken.status}` };
    isLast = true;
    await client.files.completeUploadExternal({
      files: [{ id, title: name }],
      initial_comment: comment,
      ...('conversation' in to ? { channel_id: to.conversation } : { channels: to.personId }),
    });
    return { outcome: 'sent' };
  } catch (error) {
    const refused = slackErrorOf(error);
    if (refused !== undefined && NOT_ALLOWED.includes(refused))
      return { outcome: 'not-allowed', code: refused };
    const { code, original } = failureOf(error);
    const isClear =
      (refused !== undefined && !MAYBE_SENT.includes(refused)) || code === ErrorCode.RateLimitedError;
    return {
      // Until the last step nobody sees anything of it.
      outcome: isLast && !isClear ? 'unknown' : 'failed',
      code: refused ?? original ?? code ?? 'no_answer',
    };
  }
}
