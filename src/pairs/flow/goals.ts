import type { PersonKey } from '../../ports.ts';
import type { Goal } from '../course.ts';
import { readGoals, writeGoal } from '../store/goals.ts';
import { withPair } from './acting.ts';
import { isBegun } from './course.ts';
import type { PairsPorts } from './steps.ts';

export type GoalResult =
  | { outcome: 'saved' }
  /** It was changed in another window after the form was opened; nothing was written. */
  | { outcome: 'changed'; goal: Goal }
  /** The pair is at another point by now. */
  | { outcome: 'not-now' }
  /** Not theirs to write: a goal is the client's. */
  | { outcome: 'not-yours' };

/**
 * The client of a coaching pair says what it is about, what they want to reach, how they will notice, and where they
 * start from; changes are welcome.
 *
 * @param typed with the version that stood in the form when it was opened
 */
export function saveGoal(
  ports: PairsPorts,
  who: PersonKey,
  pairId: string,
  typed: Goal,
): Promise<GoalResult> {
  return withPair(
    ports,
    who,
    pairId,
    async (tx, pair, side, now): Promise<GoalResult> => {
      if (side !== 'learner' || pair.kind !== 'coaching') return { outcome: 'not-yours' };
      if (!isBegun(pair)) return { outcome: 'not-now' };
      const { workspaceId, id } = pair;
      const goal = (await readGoals(tx, workspaceId, [id])).get(id);
      if (goal && isSame(goal, typed)) return { outcome: 'saved' };
      if (goal && goal.version !== typed.version) return { outcome: 'changed', goal };
      await writeGoal(tx, workspaceId, id, { ...typed, version: (goal?.version ?? 0) + 1 }, now);
      return { outcome: 'saved' };
    },
    { seenBy: 'me' },
  );
}

function isSame(a: Goal, b: Goal): boolean {
  return (
    a.theme === b.theme && a.goal === b.goal && a.measure === b.measure && a.startingPoint === b.startingPoint
  );
}
