import type { PersonKey } from '../../ports.ts';
import type { Tx } from '../../storage/database.ts';

/** Writes how many learners at most a guide takes. */
export async function writePlaces(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  places: number,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('profiles')
    .set((set) => ({ places, updated_at: now, version: set('version', '+', 1) }))
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute();
}
