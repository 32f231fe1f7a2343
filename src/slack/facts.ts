import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { FactsSource, PersonFacts } from '../ports.ts';

const User = z.object({
  locale: z.string().optional(),
  tz: z.string().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
});

/** Facts about people, from `users.info`. */
export function factsFromSlack(client: WebClient): FactsSource {
  return {
    async factsOf({ personId }) {
      const { user } = await client.users.info({ user: personId, include_locale: true });
      return factsFrom(user);
    },
  };
}

/** Facts out of one of Slack's user objects (`users.info`, `user_change`). */
export function factsFrom(user: unknown): PersonFacts {
  const { locale, tz, is_admin, is_owner } = User.parse(user);
  return { locale: locale ?? 'en-US', timeZone: tz ?? 'UTC', isAdmin: Boolean(is_admin || is_owner) };
}
