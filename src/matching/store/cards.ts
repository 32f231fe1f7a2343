import { PersonId, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';

/** What a learner reads of a guide beside why they fit. */
export interface Card {
  name: string;
  title: string | null;
  /** A sentence about oneself, as typed; empty where nothing is offered (any more). */
  about: string;
}

/** Cards by id; people who are not known are left out. */
export async function readCards(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  ids: readonly PersonId[],
): Promise<Map<PersonId, Card>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('people')
    .leftJoin('profiles', (join) =>
      join
        .onRef('profiles.workspace_id', '=', 'people.workspace_id')
        .onRef('profiles.person_id', '=', 'people.id'),
    )
    .select(['people.id', 'people.name', 'people.title', 'profiles.about'])
    .where('people.workspace_id', '=', workspaceId)
    .where('people.id', 'in', [...ids])
    .execute();
  return new Map(
    rows.map(({ id, name, title, about }) => [PersonId.parse(id), { name, title, about: about ?? '' }]),
  );
}
