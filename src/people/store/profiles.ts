import { z } from 'zod';
import { KINDS, type PersonKey } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { type KeptProfile, SPOKEN, Ways } from '../profile.ts';

const Row = z.object({
  kinds: z.array(z.enum(KINDS)),
  topics: z.array(z.string()),
  languages: z.array(z.enum(SPOKEN)),
  ways: Ways,
});

/** What somebody offers; nothing where they offer nothing. `lock` lets other changes of it wait. */
export async function readProfile(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
  { lock = false }: { lock?: boolean } = {},
): Promise<KeptProfile | undefined> {
  const row = await db
    .selectFrom('profiles')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .$if(lock, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  return row && profileFrom(row);
}

/** A profile out of its row. */
export function profileFrom(row: {
  kinds: unknown;
  topics: unknown;
  languages: unknown;
  ways: unknown;
  places: number;
  experience_years: number | null;
  about: string;
  coach_confirmed_at: Date | null;
  briefed_at: Date | null;
  version: number;
}): KeptProfile {
  return {
    ...Row.parse(row),
    places: row.places,
    experienceYears: row.experience_years,
    about: row.about,
    coachConfirmedAt: row.coach_confirmed_at,
    briefedAt: row.briefed_at,
    version: row.version,
  };
}
