import { z } from 'zod';
import { LANGUAGES, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { WorkingHours } from '../hours.ts';
import type { KeptWorkspace } from '../workspace.ts';

/**
 * What admins have set for a workspace; nothing of one that was never registered. `lock` lets other changes of it wait;
 * rows of other tables may refer to it meanwhile.
 */
export async function readKept(
  db: Database | Tx,
  id: WorkspaceId,
  { lock = false }: { lock?: boolean } = {},
): Promise<KeptWorkspace | undefined> {
  const row = await db
    .selectFrom('workspaces')
    .select(['usual_hours', 'language', 'least_group', 'keeps_guests_out', 'settings_version'])
    .where('id', '=', id)
    .$if(lock, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  return (
    row && {
      hours: WorkingHours.nullable().parse(row.usual_hours),
      language: z.enum(LANGUAGES).nullable().parse(row.language),
      leastGroup: row.least_group,
      guests: row.keeps_guests_out === null ? null : row.keeps_guests_out ? 'none' : 'programs',
      version: row.settings_version,
    }
  );
}

export async function writeKept(
  tx: Tx,
  id: WorkspaceId,
  { hours, language, leastGroup, guests, version }: KeptWorkspace,
): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set({
      usual_hours: hours && JSON.stringify(hours),
      language,
      least_group: leastGroup,
      keeps_guests_out: guests === null ? null : guests === 'none',
      settings_version: version,
    })
    .where('id', '=', id)
    .execute();
}
