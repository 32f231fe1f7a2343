import { ErrorCode, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import { type Directory, type DirectoryAnswer, PersonId } from '../ports.ts';
import { failureOf, slackErrorOf } from './errors.ts';
import { factsFrom } from './facts.ts';

/** Slack allows 50 look-ups by e-mail a minute, and 100 by id, of which people who wait need some. */
const A_MINUTE = { byEmail: 50, byId: 60 };
const MINUTE_MS = 60_000;
/** How long nothing is asked after a failure that says nothing of the question. */
const AFTER_FAILURE_MS = 10_000;
/** Where Slack's answer is about the app or Slack itself, not about who was asked for. */
const NOT_ABOUT_THE_PERSON =
  /^(?:.*_auth(?:ed)?|account_inactive|token_\w+|.*_error|request_timeout|service_unavailable|org_login_required|team_\w+|access_denied|two_factor_\w+)$/;

const Identity = z.object({
  id: PersonId,
  profile: z.object({ email: z.string().optional() }).optional(),
});

/**
 * Asks Slack who somebody is, for what nobody waits for: no oftener than Slack allows, by real time, and not before its
 * Retry-After. What may not be asked now is answered with `later` at once.
 *
 * @param client must not retry by itself
 * @param refuse throws where it is called inside a transaction
 * @param nowMs real time; Slack does not follow product time
 */
export function directoryOf(
  client: WebClient,
  refuse: (what: string) => void,
  nowMs: () => number = () => performance.now(),
): Directory {
  const [ids, emails] = [new Pace(A_MINUTE.byId, nowMs), new Pace(A_MINUTE.byEmail, nowMs)];
  const infoOf = async (user: string) => (await client.users.info({ user, include_locale: true })).user;

  async function ask(paces: readonly Pace[], question: () => Promise<unknown>): Promise<DirectoryAnswer> {
    refuse('asking Slack who somebody is');
    if (!paces.every((pace) => pace.isFree())) return { outcome: 'later' };
    for (const pace of paces) pace.take();
    try {
      const user = await question();
      const { id, profile } = Identity.parse(user);
      return { outcome: 'found', personId: id, email: profile?.email ?? null, facts: factsFrom(user) };
    } catch (error) {
      const { answer, holdMs } = afterFailure(error);
      for (const pace of paces) pace.hold(holdMs);
      return answer;
    }
  }
  return {
    byId: (personId) => ask([ids], () => infoOf(personId)),
    byEmail: (email) =>
      ask([emails, ids], async () => {
        const { user } = await client.users.lookupByEmail({ email });
        // A look-up by e-mail says nothing of the language.
        return infoOf(Identity.parse(user).id);
      }),
  };
}

/** So many in any minute, and none while it is held. */
class Pace {
  readonly #most: number;
  readonly #nowMs: () => number;
  #taken: number[] = [];
  #notBefore = 0;

  constructor(most: number, nowMs: () => number) {
    this.#most = most;
    this.#nowMs = nowMs;
  }

  isFree(): boolean {
    const now = this.#nowMs();
    this.#taken = this.#taken.filter((at) => at > now - MINUTE_MS);
    return now >= this.#notBefore && this.#taken.length < this.#most;
  }

  take(): void {
    this.#taken.push(this.#nowMs());
  }

  hold(ms: number): void {
    this.#notBefore = Math.max(this.#notBefore, this.#nowMs() + ms);
  }
}

function afterFailure(error: unknown): { answer: DirectoryAnswer; holdMs: number } {
  const refused = slackErrorOf(error);
  if (refused === 'missing_scope') return { answer: { outcome: 'scope-missing' }, holdMs: 0 };
  const isAboutThePerson =
    refused !== undefined && refused !== 'ratelimited' && !NOT_ABOUT_THE_PERSON.test(refused);
  // An answer that cannot be read would be the same the next time, and must not keep others from being found.
  if (isAboutThePerson || error instanceof z.ZodError)
    return { answer: { outcome: 'not-found', code: refused ?? 'unreadable_answer' }, holdMs: 0 };
  const { code, retryAfter } = failureOf(error);
  const holdMs = code === ErrorCode.RateLimitedError ? (retryAfter ?? 1) * 1000 : AFTER_FAILURE_MS;
  return { answer: { outcome: 'later' }, holdMs };
}
