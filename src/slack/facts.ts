import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { FactsSource, PersonFacts, WorkspaceId } from '../ports.ts';

/** Slack's own bot says of itself that it is none. */
const SLACKBOT = 'USLACKBOT';

const User = z.object({
  id: z.string().optional(),
  team_id: z.string().optional(),
  /** On Enterprise Grid, where a member may be at home in another workspace of the same company. */
  enterprise_user: z.unknown().optional(),
  is_bot: z.boolean().optional(),
  /** Of another workspace, through Slack Connect. */
  is_stranger: z.boolean().optional(),
  locale: z.string().optional(),
  tz: z.string().optional(),
  /** Seconds east of UTC, at present. */
  tz_offset: z.number().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
  deleted: z.boolean().optional(),
  /** Guests of one channel and of several. */
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
});

/**
 * Facts about people, from `users.info`.
 *
 * @param refuse throws where it is called inside a transaction
 */
export function factsFromSlack(client: WebClient, refuse: (what: string) => void): FactsSource {
  return {
    async factsOf({ personId, workspaceId }) {
      refuse('asking Slack about a person');
      const { user } = await client.users.info({ user: personId, include_locale: true });
      return factsFrom(user, workspaceId);
    },
  };
}

/**
 * Facts out of one of Slack's user objects (`users.info`, `user_change`).
 *
 * @param workspaceId who is asking; left out where it is one of its own members who changed
 */
export function factsFrom(user: unknown, workspaceId?: WorkspaceId): PersonFacts {
  const found = User.parse(user);
  const { profile, team_id = workspaceId } = found;
  const isBot = found.is_bot === true || found.id === SLACKBOT;
  const isOfAnother = workspaceId !== undefined && team_id !== workspaceId && !found.enterprise_user;
  const fullName = profile?.real_name || found.real_name || '';
  return {
    name: profile?.display_name || fullName || found.name || '',
    fullName,
    locale: found.locale ?? 'en-US',
    timeZone: zoneOf(found),
    isAdmin: Boolean(found.is_admin || found.is_owner),
    isGuest: Boolean(found.is_restricted || found.is_ultra_restricted),
    isGone: Boolean(found.deleted),
    isMember: !(isBot || isOfAnother || found.is_stranger),
  };
}

/**
 * A zone that Node's time zone data know. Of one that is newer than they are, the offset that holds there now stands in:
 * otherwise nothing at all could be planned with this person.
 */
function zoneOf({ tz, tz_offset = 0 }: z.infer<typeof User>): string {
  if (tz && isKnown(tz)) return tz;
  const hours = Math.round(tz_offset / 3_600);
  // In the names of these zones, west is plus.
  const fixed = `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
  return tz && hours !== 0 && isKnown(fixed) ? fixed : 'UTC';
}

const zones = new Map<string, boolean>();

function isKnown(timeZone: string): boolean {
  let known = zones.get(timeZone);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone });
      known = true;
    } catch {
      known = false;
    }
    zones.set(timeZone, known);
  }
  return known;
}
