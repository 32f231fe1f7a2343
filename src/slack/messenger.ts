import { ErrorCode, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { FindResult, Messenger, Poster, PostResult, WrittenMessage } from '../ports.ts';
import { failureOf, slackErrorOf } from './errors.ts';

/** Names the delivery in a message's metadata, so that one can find out whether it arrived. */
const METADATA = 'coach_or_mentor_delivery';
/**
 * What Slack refuses for now: too much at once, or out of order (errors of chat.postMessage in Slack's reference). A
 * message that was refused so would be lost if it were not tried again.
 */
const NOT_NOW = [
  'ratelimited',
  'rate_limited',
  'service_unavailable',
  'team_added_to_org',
  'org_login_required',
];
/** Slack failed on its own side, and says that some of it may have succeeded. */
const MAYBE_SENT = ['internal_error', 'fatal_error'];
/** No reply yet, but also nothing sent: nobody listened. */
const NOBODY_LISTENS = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * Sends messages by themselves. The client must not retry: a lost reply made one message arrive three times.
 *
 * @param refuse throws where it is called inside a transaction
 * @param readsOwn the scopes im:history and im:write were granted
 */
export function messengerFor(
  client: WebClient,
  refuse: (what: string) => void,
  { readsOwn = false }: { readsOwn?: boolean } = {},
): Messenger {
  return {
    ...(readsOwn && {
      find({ personId }, deliveryId) {
        refuse('looking for a message');
        return findIn(client, personId, deliveryId);
      },
    }),
    post({ personId }, message, deliveryId) {
      refuse('posting a message');
      return post(client, personId, message, deliveryId);
    },
    update(posted, message) {
      refuse('updating a message');
      return update(client, posted, message);
    },
  };
}

/** The same for channels. There nothing is looked up: the app does not read what people say in them. */
export function posterFor(client: WebClient, refuse: (what: string) => void): Poster {
  return {
    post(channel, message, postId) {
      refuse('posting in a channel');
      return post(client, channel, message, postId);
    },
    update(posted, message) {
      refuse('updating a post');
      return update(client, posted, message);
    },
  };
}

/** @param id of the delivery or post */
function post(
  client: WebClient,
  channel: string,
  { text, blocks }: WrittenMessage,
  id: string,
): Promise<PostResult> {
  return resultOf(async () => {
    const answer = await client.apiCall('chat.postMessage', {
      channel,
      text,
      // JSON already: of what is structured, the client makes two copies for a log that is not kept.
      blocks,
      unfurl_links: false,
      unfurl_media: false,
      metadata: JSON.stringify({ event_type: METADATA, event_payload: { delivery_id: id } }),
    });
    return Posted.parse(answer);
  });
}

function update(
  client: WebClient,
  { channel, ts }: { channel: string; ts: string },
  { text, blocks }: WrittenMessage,
): Promise<PostResult> {
  return resultOf(async () => {
    await client.apiCall('chat.update', { channel, ts, text, blocks });
    return { channel, ts };
  });
}

async function resultOf(call: () => Promise<{ channel: string; ts: string }>): Promise<PostResult> {
  try {
    return { outcome: 'sent', ...(await call()) };
  } catch (error) {
    const refused = slackErrorOf(error);
    if (refused !== undefined && NOT_NOW.includes(refused))
      return { outcome: 'not-sent', code: refused, retryAfterMs: null };
    if (refused !== undefined && MAYBE_SENT.includes(refused)) return { outcome: 'unknown', code: refused };
    if (refused !== undefined) return { outcome: 'refused', code: refused };
    const { code, retryAfter, original } = failureOf(error);
    if (code === ErrorCode.RateLimitedError)
      return { outcome: 'not-sent', code: 'ratelimited', retryAfterMs: (retryAfter ?? 1) * 1000 };
    if (NOBODY_LISTENS.includes(original ?? ''))
      return { outcome: 'not-sent', code: original ?? '', retryAfterMs: null };
    return { outcome: 'unknown', code: original ?? code ?? 'no_answer' };
  }
}

const Posted = z.object({ channel: z.string().default(''), ts: z.string().default('') });

const Found = z.object({
  ts: z.string(),
  metadata: z.object({ event_payload: z.object({ delivery_id: z.string() }) }),
});
/** A conversation with the app has few messages in the minutes after one that is looked for. */
const LOOKED_AT = 100;

/** Looks for a message of ours among the last ones in a person's conversation with the app. */
async function findIn(client: WebClient, personId: string, deliveryId: string): Promise<FindResult> {
  try {
    const { channel } = await client.conversations.open({ users: personId });
    if (!channel?.id) return { outcome: 'later' };
    const { messages = [] } = await client.conversations.history({
      channel: channel.id,
      include_all_metadata: true,
      limit: LOOKED_AT,
    });
    const found = messages
      .flatMap((message) => Found.safeParse(message).data ?? [])
      .find(({ metadata }) => metadata.event_payload.delivery_id === deliveryId);
    return found ? { outcome: 'found', channel: channel.id, ts: found.ts } : { outcome: 'not-found' };
  } catch (error) {
    return { outcome: slackErrorOf(error) === 'missing_scope' ? 'cannot' : 'later' };
  }
}
