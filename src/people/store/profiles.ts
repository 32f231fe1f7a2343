import { sql } from 'kysely';
import { z } from 'zod';
import { KINDS, PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { type Coach, type KeptProfile, SPOKEN, Ways } from '../profile.ts';

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

/** Writes what somebody offers, in the version that `profile` carries; of a coach's confirmation nothing is changed. */
export async function writeProfile(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  profile: Omit<KeptProfile, 'coachConfirmedAt'>,
  now: Date,
): Promise<void> {
  const columns = {
    kinds: profile.kinds,
    topics: profile.topics,
    places: profile.places,
    languages: profile.languages,
    experience_years: profile.experienceYears,
    ways: profile.ways,
    about: profile.about,
    briefed_at: profile.briefedAt,
    updated_at: now,
    version: profile.version,
  };
  await tx
    .insertInto('profiles')
    .values({ workspace_id: workspaceId, person_id: personId, ...columns })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'person_id']).doUpdateSet(columns))
    .execute();
}

/** Takes back everything that somebody offers. */
export async function deleteProfile(tx: Tx, { workspaceId, personId }: PersonKey): Promise<void> {
  await tx
    .deleteFrom('profiles')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute();
}

/** Writes that a coach is confirmed, and by whom; or, with null, that they are not. */
export async function writeCoachConfirmation(
  tx: Tx,
  { workspaceId, personId }: PersonKey,
  confirmed: { at: Date; by: PersonId } | null,
): Promise<void> {
  await tx
    .updateTable('profiles')
    .set({ coach_confirmed_at: confirmed?.at ?? null, coach_confirmed_by: confirmed?.by ?? null })
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute();
}

/** Everybody who offers coaching and is still in Slack: those who wait for confirmation first, the longest waiting first. */
export async function readCoaches(db: Database | Tx, workspaceId: WorkspaceId): Promise<Coach[]> {
  const rows = await db
    .selectFrom('profiles as profile')
    .innerJoin('people as person', (join) =>
      join
        .onRef('person.workspace_id', '=', 'profile.workspace_id')
        .onRef('person.id', '=', 'profile.person_id'),
    )
    .select(['profile.person_id', 'person.name', 'profile.coach_confirmed_at', 'profile.coach_confirmed_by'])
    .where('profile.workspace_id', '=', workspaceId)
    .where('person.is_gone', '=', false)
    .where((where) => where(where.val('coaching'), '=', where.fn.any('profile.kinds')))
    .orderBy((order) => order('profile.coach_confirmed_at', 'is not', null))
    .orderBy('profile.updated_at')
    .orderBy('profile.person_id')
    .execute();
  return rows.map(({ person_id, name, coach_confirmed_at, coach_confirmed_by }) => ({
    id: PersonId.parse(person_id),
    name,
    confirmed: coach_confirmed_at && {
      at: coach_confirmed_at,
      by: PersonId.safeParse(coach_confirmed_by).data ?? null,
    },
  }));
}

/** What stands in the audit where a coach's confirmation was taken back. */
export const TAKEN_BACK = 'coach.confirmation-taken-back';

/** Whose confirmation as a coach was taken back at some time, by the audit. */
export async function readTakenBack(db: Database | Tx, workspaceId: WorkspaceId): Promise<Set<PersonId>> {
  const rows = await db
    .selectFrom('audit_events')
    .select(sql<string>`about ->> 'coach'`.as('coach'))
    .where('workspace_id', '=', workspaceId)
    .where('what', '=', TAKEN_BACK)
    .execute();
  return new Set(rows.flatMap(({ coach }) => PersonId.safeParse(coach).data ?? []));
}
