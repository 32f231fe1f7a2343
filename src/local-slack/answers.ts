/** Messages with which the app answers a command or an action: in its ack, or through the response_url. */
import { z } from 'zod';
import { checkMessageArguments, MOST_TEXT } from './block-kit/message.ts';
import { describeRefusal } from './failures.ts';
import { flag } from './methods/method.ts';
import type { ResponseUrl } from './response-urls.ts';
import type { Slack } from './slack.ts';

const answerBody = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: flag.default(false),
  delete_original: flag.default(false),
  thread_ts: z.string().optional(),
});

/** What a POST to a response_url is answered with: `ok`, or the reason of the refusal. */
export interface AnswerResult {
  status: 200 | 400 | 404;
  body: string;
}

/**
 * Does what the body of an answer says: posts it (only for the person, unless `in_channel`), replaces or deletes the
 * original message. A command has none: there every answer is a new message (slackapi/bolt-js#2287).
 */
export function answer(slack: Slack, url: ResponseUrl, body: unknown): AnswerResult {
  const parsed = answerBody.safeParse(typeof body === 'string' ? { text: body } : body);
  const refused = (error: string, messages: readonly string[] = []): AnswerResult => {
    const words = describeRefusal('The answer of the app', { error, messages: [...messages] });
    slack.toast('error', words, url.person);
    return { status: 400, body: error };
  };
  if (!parsed.success) return refused('invalid_payload');
  const said = parsed.data;
  const original = url.originalTs && slack.workspace.findMessage(url.room, url.originalTs);
  if (said.delete_original) {
    if (original) slack.workspace.remove(original);
    return { status: 200, body: 'ok' };
  }
  const { blocks: givenBlocks, attachments: givenAttachments } = said;
  const checked = checkMessageArguments(
    { blocks: givenBlocks ?? undefined, attachments: givenAttachments ?? undefined },
    () => slack.ids.short(),
  );
  if (!checked.ok) return refused(checked.error, checked.messages);
  const { blocks, attachments } = checked;
  if (blocks.length + attachments.length === 0 && !said.text) return refused('no_text');
  // Cut as in chat.postMessage: assumed.
  const content = { text: (said.text ?? '').slice(0, MOST_TEXT), blocks, attachments };
  if (said.replace_original && original) {
    slack.workspace.edit(original, content);
    return { status: 200, body: 'ok' };
  }
  slack.workspace.post({
    room: url.room,
    from: slack.identity.botUserId,
    ...content,
    ...(said.response_type === 'ephemeral' ? { visibleTo: url.person } : {}),
    ...(said.thread_ts === undefined ? {} : { threadTs: said.thread_ts }),
  });
  return { status: 200, body: 'ok' };
}
