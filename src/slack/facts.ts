import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { FactsSource, PersonFacts } from '../ports.ts';

const User = z.object({
  locale: z.string().optional(),
  tz: z.string().optional(),
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
    async factsOf({ personId }) {
      refuse('asking Slack about a person');
      const { user } = await client.users.info({ user: personId, include_locale: true });
      return factsFrom(user);
    },
  };
}

/** Facts out of one of Slack's user objects (`users.info`, `user_change`). */
export function factsFrom(user: unknown): PersonFacts {
  const found = User.parse(user);
  const { profile } = found;
  return {
    name: profile?.display_name || profile?.real_name || found.real_name || found.name || '',
    locale: found.locale ?? 'en-US',
    timeZone: found.tz ?? 'UTC',
    isAdmin: Boolean(found.is_admin || found.is_owner),
    isGuest: Boolean(found.is_restricted || found.is_ultra_restricted),
    isGone: Boolean(found.deleted),
  };
}
