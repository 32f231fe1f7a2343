/** files.getUploadURLExternal, completeUploadExternal, info. The upload itself is in file-routes.ts. */
import { z } from 'zod';
import { checkMessageArguments } from '../block-kit/message.ts';
import { fileShared } from '../events.ts';
import { filePayload, sharesPayload } from '../file-objects.ts';
import type { StoredFile } from '../files.ts';
import type { Message, Room } from '../records.ts';
import type { Slack } from '../slack.ts';
import { otherSide, target } from './message-content.ts';
import { type Answer, count, fromJson, type Methods, method, refuse, refuseVisibly, text } from './method.ts';

const MOST_ALT_TEXT = 1000;
const MOST_CHANNELS = 100;
/** Seen: slackapi/bolt-js#2115, slackapi/node-slack-sdk#1653. A person's id is refused here, and taken in `channels`. */
const CHANNEL_ID = /^[CGDZ][A-Z0-9]{8,}$/;
const NO_CHANNEL_ID = `[ERROR] input must match regex pattern: ${CHANNEL_ID.source} [json-pointer:/channel_id]`;

const files = z.preprocess(
  fromJson,
  z.array(z.object({ id: text, title: text.optional(), highlight_type: text.optional() })).min(1),
);

const NO_BLOCKS = { ok: true as const, blocks: [] };

function readBlocks(slack: Slack, given: unknown) {
  return checkMessageArguments({ blocks: fromJson(given) ?? null }, () => slack.ids.short());
}

/** Where a file goes: the rooms, none for one that stays private, or Slack's code. */
function roomsFor(
  slack: Slack,
  { channel_id: one, channels }: { channel_id?: string | undefined; channels?: string | undefined },
): Room[] | Answer {
  // That `channels` counts beside `channel_id` is assumed.
  const many = (channels ?? '').split(',').filter((id) => id !== '');
  if (many.length > MOST_CHANNELS) return refuse('channels_limit_exceeded');
  if (one && !CHANNEL_ID.test(one)) return refuse('invalid_arguments', [NO_CHANNEL_ID]);
  const rooms: Room[] = [];
  for (const [id, code] of [
    ...(one ? [[one, 'channel_not_found'] as const] : []),
    ...many.map((named) => [named, 'invalid_channel'] as const),
  ]) {
    // By name is no way here, unlike for chat.postMessage.
    const room = /^[A-Z0-9]+$/.test(id) ? target(slack, id) : undefined;
    if (!room) return refuse(code);
    // `chat:write.public` does not help: "User/bot membership is required" (docs.slack.dev).
    if (!room.members.includes(slack.identity.botUserId)) return refuse('not_in_channel');
    // What is said of an app without a Messages tab is not documented: assumed.
    if (room.kind === 'dm' && !slack.manifest.hasMessages) return refuse('posting_to_channel_denied');
    if (!rooms.includes(room)) rooms.push(room);
  }
  return rooms;
}

/** One message with the files; each remembers where it stands. */
function share(
  slack: Slack,
  room: Room,
  shared: readonly StoredFile[],
  said: Pick<Message, 'text' | 'blocks'> & { threadTs?: string },
): void {
  for (const file of shared) file.isPublic ||= room.kind === 'channel';
  const { ts } = slack.workspace.post({
    room: room.id,
    from: slack.identity.botUserId,
    ...said,
    files: shared.map(({ id, name, title, kind, bytes }) => ({
      id,
      name,
      title,
      type: kind.pretty,
      bytes: bytes.length,
    })),
  });
  for (const file of shared) {
    file.shares.push({ room: room.id, ts });
    fileShared(slack, file.id, room.id);
  }
}

/** Methods about files. */
export const fileMethods: Methods = {
  'files.getUploadURLExternal': method({
    scopes: ['files:write'],
    args: z.object({
      filename: text.pipe(z.string().min(1)),
      length: count.min(0),
      alt_txt: text.optional(),
      snippet_type: text.optional(),
    }),
    run(slack, args) {
      if ((args.alt_txt ?? '').length > MOST_ALT_TEXT) return refuse('alt_txt_too_large');
      const begun = slack.files.begin(args.filename, args.length);
      if ('problem' in begun) return refuse(begun.problem);
      return { ok: true, upload_url: `${slack.url()}/upload/v1/${begun.secret}`, file_id: begun.id };
    },
  }),

  'files.completeUploadExternal': method({
    scopes: ['files:write'],
    args: z.object({
      files,
      channel_id: text.optional(),
      channels: text.optional(),
      thread_ts: text.optional(),
      initial_comment: text.optional(),
      blocks: z.unknown().optional(),
    }),
    run(slack, args) {
      // Also where it was completed before ("can only be called once"), and before its bytes came: assumed.
      if (!args.files.every(({ id }) => slack.files.isUploaded(id))) return refuse('file_not_found');
      if (new Set(args.files.map(({ id }) => id)).size < args.files.length) return refuse('file_not_found');
      const rooms = roomsFor(slack, args);
      if (!Array.isArray(rooms)) return rooms;
      const comment = args.initial_comment ?? '';
      // Where there is a comment, blocks are ignored (docs.slack.dev).
      const given = comment !== '' || args.blocks === '' ? undefined : args.blocks;
      const checked = given === undefined ? NO_BLOCKS : readBlocks(slack, given);
      if (!checked.ok) {
        const person = rooms[0] && otherSide(slack, rooms[0]);
        return refuseVisibly(slack, 'files.completeUploadExternal', checked, person);
      }
      const completed = args.files.map(({ id, title }) => slack.files.complete(id, title));
      const thread = args.thread_ts ? { threadTs: args.thread_ts } : {};
      // Slack shares a moment later: the answer knows of no place yet (seen: slackapi/python-slack-sdk#1575).
      const answer = completed.map((file) => ({
        ...filePayload(slack, file, { isProcessed: false }),
        ...sharesPayload(slack, file),
      }));
      const said = { text: comment, blocks: checked.blocks, ...thread };
      for (const room of rooms) share(slack, room, completed, said);
      return { ok: true, files: answer };
    },
  }),

  'files.info': method({
    scopes: ['files:read'],
    args: z.object({ file: text, count: count.optional(), limit: count.optional(), cursor: text.optional() }),
    run(slack, args) {
      const file = slack.files.find(args.file);
      if (!file) return refuse('file_not_found');
      return {
        ok: true,
        file: { ...filePayload(slack, file), ...sharesPayload(slack, file) },
        comments: [],
        response_metadata: { next_cursor: '' },
      };
    },
  }),
};
