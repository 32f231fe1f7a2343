import { PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { ExclusionChanges } from '../settings.ts';

/** Everybody with whom this person is not to be brought together, whichever of the two said so. */
export async function readExcluded(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  personId: PersonId,
): Promise<Set<PersonId>> {
  const rows = await db
    .selectFrom('exclusions')
    .select(['person_id', 'excluded_id'])
    .where('workspace_id', '=', workspaceId)
    .where((where) => where.or([where('person_id', '=', personId), where('excluded_id', '=', personId)]))
    .execute();
  return new Set(
    rows.map(({ person_id, excluded_id }) =>
      PersonId.parse(person_id === personId ? excluded_id : person_id),
    ),
  );
}

/** Whom this person excluded, in the order in which they did. */
export async function readOwnExclusions(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
): Promise<PersonId[]> {
  const rows = await db
    .selectFrom('exclusions')
    .select('excluded_id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .orderBy('made_at')
    .orderBy('excluded_id')
    .execute();
  return rows.map(({ excluded_id }) => PersonId.parse(excluded_id));
}

/** Adds and takes out people whom this person excludes; what is there or gone already is left as it is. */
export async function writeExclusions(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  { add, remove }: ExclusionChanges,
  now: Date,
): Promise<void> {
  if (add.length > 0)
    await tx
      .insertInto('exclusions')
      .values(
        add.map((excluded) => ({
          workspace_id: workspaceId,
          person_id: personId,
          excluded_id: excluded,
          made_at: now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  if (remove.length > 0)
    await tx
      .deleteFrom('exclusions')
      .where('workspace_id', '=', workspaceId)
      .where('person_id', '=', personId)
      .where('excluded_id', 'in', remove)
      .execute();
}
