import type { WorkspaceId } from '../ports.ts';
import type { Tx } from './database.ts';

/** Slack delivers a form again within minutes, never after days. */
const KEPT_HOURS = 48;

/**
 * Claims a sent form for the transaction that lets it take effect: true the first time, false where it has taken
 * effect already. Not to be called when field errors are returned: a view keeps its id through them.
 */
export async function claimSubmission(
  tx: Tx,
  form: { workspaceId: WorkspaceId; viewId: string; step: string },
  now: Date,
): Promise<boolean> {
  await tx
    .deleteFrom('submissions')
    .where('handled_at', '<', new Date(now.getTime() - KEPT_HOURS * 3_600_000))
    .execute();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('submissions')
    .values({ workspace_id: form.workspaceId, view_id: form.viewId, step: form.step, handled_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
