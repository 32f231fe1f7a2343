import type { Kind } from '../ports.ts';
import { type Program, takesGuests } from './program.ts';

/** As what somebody takes part. */
export const ROLES = ['learner', 'guide'] as const;
export type Role = (typeof ROLES)[number];

/** What decides whether somebody may join. */
export interface Joining {
  isGuest: boolean;
  /** Slack has deactivated them. */
  isGone: boolean;
  isInvited: boolean;
  /** What they offer; empty where they offer nothing. */
  kinds: readonly Kind[];
}

/**
 * Why somebody cannot join: it is not open, or not any more; it is one that everybody may use, so there is nothing to
 * join; guests do not take part; it is for those who were invited; a guide has to say first what they offer.
 */
export type NoJoining = 'not-open' | 'closed' | 'for-all' | 'guest' | 'not-invited' | 'no-profile';

type Joined = Pick<Program, 'isForAll' | 'state' | 'kind' | 'rules' | 'keepsGuestsOut'>;

/** Does the program take people at all now? Nobody joins those that everybody may use. */
export function takesPeople({ isForAll, state, rules }: Omit<Joined, 'kind'>): boolean {
  return !isForAll && (state === 'open' || (state === 'running' && rules.joinsWhileRunning));
}

/** Is there anything in the way of this person joining as that? A coach need not be confirmed to join. */
export function joiningProblem(program: Joined, role: Role, person: Joining): NoJoining | undefined {
  const { isForAll, state, kind, rules } = program;
  if (isForAll) return 'for-all';
  if (state === 'draft' || state === 'ended' || person.isGone) return 'not-open';
  if (!takesPeople(program)) return 'closed';
  if (person.isGuest && !takesGuests(program)) return 'guest';
  if (rules.joining === 'invited' && !person.isInvited) return 'not-invited';
  return role === 'guide' && !person.kinds.includes(kind) ? 'no-profile' : undefined;
}

/** As what somebody could join, what they are already left out; what they offer is asked for when they do. */
export function rolesToJoin(program: Joined, person: Joining, has: readonly Role[]): Role[] {
  return ROLES.filter((role) => {
    const problem = joiningProblem(program, role, person);
    return !has.includes(role) && (problem === undefined || problem === 'no-profile');
  });
}
