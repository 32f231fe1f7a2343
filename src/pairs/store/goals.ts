import type { WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { anyOf } from '../../storage/lists.ts';
import type { Goal } from '../course.ts';
import { PairId } from '../pair.ts';

/** The goals of these pairs; pairs without one are left out. */
export async function readGoals(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  pairIds: readonly PairId[],
): Promise<Map<PairId, Goal>> {
  if (pairIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('goals')
    .select(['pair_id', 'theme', 'goal', 'measure', 'starting_point', 'version'])
    .where('workspace_id', '=', workspaceId)
    .where('pair_id', '=', anyOf(pairIds, 'uuid'))
    .execute();
  return new Map(
    rows.map(({ pair_id, theme, goal, measure, starting_point: startingPoint, version }) => [
      PairId.parse(pair_id),
      { theme, goal, measure, startingPoint, version },
    ]),
  );
}

/** Writes a pair's goal under the pair's lock: the first one, or in the place of the one that stands. */
export async function writeGoal(
  tx: Tx,
  workspaceId: WorkspaceId,
  pairId: PairId,
  { theme, goal, measure, startingPoint, version }: Goal,
  changedAt: Date,
): Promise<void> {
  const columns = {
    theme,
    goal,
    measure,
    starting_point: startingPoint,
    changed_at: changedAt,
    version,
  };
  await tx
    .insertInto('goals')
    .values({ workspace_id: workspaceId, pair_id: pairId, ...columns })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'pair_id']).doUpdateSet(columns))
    .execute();
}
