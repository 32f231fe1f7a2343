import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { slackErrorOf } from './errors.ts';

/** Slack gives fewer than a thousand at a time (docs.slack.dev, conversations.members). */
const AT_A_TIME = 999;
const MOST_PAGES = 5;
const NOT_THERE = [
  'channel_not_found',
  'not_in_channel',
  'fetch_members_failed',
  'method_not_supported_for_channel_type',
];

const Page = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

export type ChannelMembers =
  /** About 5,000 at most, bots among them. */
  | { outcome: 'found'; members: string[] }
  /** A scope that the app can do without was left out. */
  | { outcome: 'not-allowed' }
  /** The app is not in it, or there is no such channel. */
  | { outcome: 'not-there' }
  /** Slack gave no answer. */
  | { outcome: 'later' };

/** Who is in a channel, asked while somebody waits. */
export async function channelMembers(client: WebClient, channel: string): Promise<ChannelMembers> {
  const members: string[] = [];
  let cursor: string | undefined;
  try {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = Page.parse(
        await client.conversations.members({ channel, limit: AT_A_TIME, ...(cursor && { cursor }) }),
      );
      members.push(...answer.members);
      cursor = answer.response_metadata?.next_cursor;
      if (!cursor) break;
    }
    return { outcome: 'found', members };
  } catch (error) {
    const refused = slackErrorOf(error);
    if (refused === 'missing_scope') return { outcome: 'not-allowed' };
    if (refused !== undefined && NOT_THERE.includes(refused)) return { outcome: 'not-there' };
    return { outcome: 'later' };
  }
}
