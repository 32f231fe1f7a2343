import { sql } from 'kysely';
import { USUAL_HOURS, WorkingHours } from '../../people/hours.ts';
import { isPaused } from '../../people/pause.ts';
import { SPOKEN, WAYS } from '../../people/profile.ts';
import { PersonId, type WorkspaceId } from '../../ports.ts';
import { mostPlacesOf, type Program } from '../../programs/program.ts';
import { askTogether, type Database, type Tx } from '../../storage/database.ts';
import { keepsGuestsOutIn, usualHoursIn } from '../../storage/workspaces.ts';
import type { Guide, Learner } from '../match.ts';

/** What a learner asks for, as far as it decides who fits. */
export type Wanted = Pick<Learner, 'topics' | 'ways' | 'languages' | 'avoid' | 'earlierWelcome'>;

/** Learners as matching sees them. */
export interface Learners {
  /** Those of them who are known here. */
  learners: Map<PersonId, Learner>;
  /** Those who are paused, gone, not known to Slack yet, or kept out as guests: nobody is found for them now. */
  away: Set<PersonId>;
}

const MONTHS_UNTIL_EARLIER_IS_FORGOTTEN = 12;

/**
 * Everybody who may guide in a program: all who offer anything where it is open to all, its members otherwise. Whoever
 * may not be shown is among them; the rules decide. One query.
 *
 * Ten thousand are read while a person waits, so lists come as texts with blanks and equal ones are parsed once:
 * arrays that pg parses took twice as long (measured).
 *
 * @param only where a few are looked at again
 */
export async function readGuides(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  program: Pick<Program, 'id' | 'kind' | 'isForAll' | 'rules'>,
  now: Date,
  only?: readonly PersonId[],
): Promise<Guide[]> {
  const counted = <T extends 'pairs' | 'offers'>(table: T, condition: string) => sql`(
    select guide_id, count(*)::int as count from ${sql.table(table)}
    where workspace_id = ${workspaceId} and ${sql.raw(condition)} group by guide_id)`;
  const ready = program.kind === 'coaching' ? 'profile.coach_confirmed_at' : 'profile.briefed_at';
  const isMember = sql`exists (
    select from program_members as member
    where member.workspace_id = profile.workspace_id and member.program_id = ${program.id}
      and member.person_id = profile.person_id and member.role = 'guide')`;
  const { rows } = await sql<GuideRow>`
    select profile.person_id as id, ${program.kind} = any(profile.kinds) as offers,
      ${sql.ref(ready)} is not null as ready,
      array_to_string(profile.topics, ' ') as topics, array_to_string(profile.ways, ' ') as ways,
      array_to_string(profile.languages, ' ') as languages, profile.places,
      coalesce(profile.experience_years, person.experience_years) as years,
      person.time_zone as zone, coalesce(person.hours, ${usualHoursIn(workspaceId)})::text as hours, person.department,
      person.facts_at is not null and not person.is_gone as active, person.is_guest as guest,
      person.paused_at, person.back_on,
      coalesce(taken.count, 0) as taken, coalesce(waiting.count, 0) as pending
    from profiles as profile
    join people as person on person.workspace_id = profile.workspace_id and person.id = profile.person_id
    left join ${counted('pairs', `state <> 'ended'`)} as taken on taken.guide_id = profile.person_id
    left join ${counted('offers', `state in ('pending', 'asked')`)} as waiting
      on waiting.guide_id = profile.person_id
    where profile.workspace_id = ${workspaceId} ${program.isForAll ? sql`` : sql`and ${isMember}`}
      ${only ? sql`and profile.person_id = any(${[...only]})` : sql``}`.execute(db);
  const most = mostPlacesOf(program);
  const [ways, languages] = [listOf(WAYS), listOf(SPOKEN)];
  const hours = hoursReader();
  return rows.map((row) => ({
    id: PersonId.parse(row.id),
    offersKind: row.offers,
    isReady: row.ready,
    topics: row.topics === '' ? [] : row.topics.split(' '),
    ways: ways(row.ways),
    languages: languages(row.languages),
    timeZone: knownZone(row.zone),
    hours: hours(row.hours),
    department: row.department,
    experienceYears: row.years,
    isActive: row.active,
    isPaused: isAway(row, now),
    isGuest: row.guest,
    places: Math.min(row.places, most),
    taken: row.taken,
    pending: row.pending,
  }));
}

interface GuideRow {
  id: string;
  offers: boolean;
  topics: string;
  ways: string;
  languages: string;
  places: number;
  years: number | null;
  ready: boolean;
  zone: string | null;
  hours: string | null;
  department: string | null;
  active: boolean;
  guest: boolean;
  paused_at: Date | null;
  back_on: string | null;
  taken: number;
  pending: number;
}

/** One learner; nothing where they are not known here. */
export async function readLearner(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: PersonId,
  wanted: Wanted,
  now: Date,
): Promise<Learner | undefined> {
  const { learners } = await readLearners(db, workspaceId, new Map([[id, wanted]]), now);
  return learners.get(id);
}

/** Learners with whom they must not meet, and whom they met in the last 12 months. Three queries for all. */
export async function readLearners(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  wanted: ReadonlyMap<PersonId, Wanted>,
  now: Date,
): Promise<Learners> {
  const ids = [...wanted.keys()];
  const [people, excluded, earlier] = await askTogether(db, (on) => [
    on
      .selectFrom('people')
      .select(['id', 'time_zone', 'department', 'experience_years', 'is_gone', 'paused_at', 'back_on'])
      .select([
        sql<string | null>`coalesce(hours, ${usualHoursIn(workspaceId)})::text`.as('hours'),
        sql<boolean>`facts_at is not null`.as('known'),
        sql<boolean>`is_guest and coalesce(${keepsGuestsOutIn(workspaceId)}, false)`.as('kept_out'),
      ])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', sql<string>`any(${ids})`)
      .execute(),
    readExclusions(on, workspaceId, ids),
    readEarlier(on, workspaceId, ids, now),
  ]);
  const hours = hoursReader();
  const learners = new Map<PersonId, Learner>();
  const away = new Set<PersonId>();
  for (const row of people) {
    const id = PersonId.parse(row.id);
    const wish = wanted.get(id);
    if (!wish) continue;
    if (!row.known || row.is_gone || row.kept_out || isAway({ ...row, zone: row.time_zone }, now))
      away.add(id);
    learners.set(id, {
      id,
      topics: wish.topics,
      ways: wish.ways,
      languages: wish.languages,
      avoid: wish.avoid,
      earlierWelcome: wish.earlierWelcome,
      timeZone: knownZone(row.time_zone),
      hours: hours(row.hours),
      department: row.department,
      experienceYears: row.experience_years,
      excluded: excluded.get(id) ?? new Set(),
      earlier: earlier.get(id) ?? new Set(),
    });
  }
  return { learners, away };
}

/** Whoever of two said so, it keeps both apart. */
async function readExclusions(db: Database | Tx, workspaceId: WorkspaceId, ids: readonly PersonId[]) {
  const rows = await db
    .selectFrom('exclusions')
    .select(['person_id as one', 'excluded_id as other'])
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`(person_id = any(${ids}) or excluded_id = any(${ids}))`)
    .execute();
  return bothWays(rows);
}

/** Pairs of either kind that run or ended not long ago, whichever of the two was the guide. */
async function readEarlier(db: Database | Tx, workspaceId: WorkspaceId, ids: readonly PersonId[], now: Date) {
  const since = new Date(now);
  since.setUTCMonth(since.getUTCMonth() - MONTHS_UNTIL_EARLIER_IS_FORGOTTEN);
  const rows = await db
    .selectFrom('pairs')
    .select(['guide_id as one', 'learner_id as other'])
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`(guide_id = any(${ids}) or learner_id = any(${ids}))`)
    .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>', since)]))
    .execute();
  return bothWays(rows);
}

function bothWays(rows: readonly { one: string; other: string }[]): Map<PersonId, Set<PersonId>> {
  const found = new Map<PersonId, Set<PersonId>>();
  const add = (id: PersonId, other: PersonId): void => {
    found.set(id, (found.get(id) ?? new Set()).add(other));
  };
  for (const row of rows) {
    const [one, other] = [PersonId.parse(row.one), PersonId.parse(row.other)];
    add(one, other);
    add(other, one);
  }
  return found;
}

function isAway(
  row: { paused_at: Date | null; back_on: string | null; zone: string | null },
  now: Date,
): boolean {
  return row.paused_at !== null && isPaused({ since: row.paused_at, backOn: row.back_on }, row.zone, now);
}

/** Reads lists out of texts with blanks, equal texts once; what can no longer be chosen is left out. */
function listOf<T extends string>(values: readonly T[]): (text: string) => readonly T[] {
  const known = new Map<string, T>(values.map((value) => [value, value]));
  return remembering((text: string) => text.split(' ').flatMap((one) => known.get(one) ?? []));
}

/** Everybody with the same hours gets the same record of them. */
function hoursReader(): (json: string | null) => WorkingHours {
  const parsed = remembering((json: string) => WorkingHours.parse(JSON.parse(json)));
  return (json) => (json === null ? USUAL_HOURS : parsed(json));
}

/** A zone that this program can reckon with; one that Slack knows and we do not must not keep everybody waiting. */
const knownZone = remembering((zone: string | null): string => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone ?? 'UTC' });
    return zone ?? 'UTC';
  } catch {
    return 'UTC';
  }
});

function remembering<K, V>(find: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = find(key);
    known.set(key, value);
    return value;
  };
}
