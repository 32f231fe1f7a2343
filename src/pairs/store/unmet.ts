import { sql } from 'kysely';
import { z } from 'zod';
import { DayRange } from '../../people/calendar.ts';
import { PersonId, type PersonKey, type WorkspaceId } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { anyOf } from '../../storage/lists.ts';
import type { PairId } from '../pair.ts';
import type { Meeting, Reach } from '../unmet.ts';

/** A pair of which it is to be decided whether managers see that the two have not met. */
export interface Candidate extends Meeting {
  programId: ProgramId;
  guideId: PersonId;
  learnerId: PersonId;
}

/** What Slack says of nobody is taken as UTC, as everywhere. */
const Person = z.object({
  isGone: z.boolean(),
  timeZone: z.string().nullable(),
  pausedAt: z.coerce.date().nullable(),
  backOn: z.string().nullable(),
  off: z.array(DayRange),
});

const nameOf = (pairId: ReturnType<typeof sql>) => sql`'pairs.unmet:' || ${pairId} || ':1'`;

/**
 * The pairs of these programs that began before this moment, have not told of a first conversation, and of which both
 * were told that managers will see it; the oldest first. What was told stands where every message does, in `deliveries`.
 */
export async function readUnmet(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programIds: readonly ProgramId[],
  beganBefore: Date,
): Promise<Candidate[]> {
  if (programIds.length === 0) return [];
  const { rows } = await sql<{
    program_id: string;
    guide_id: string;
    learner_id: string;
    state: Candidate['state'];
    began_at: Date;
    has_met: boolean;
    planned_at: Date | null;
    guide_told_at: Date;
    learner_told_at: Date;
    guide: unknown;
    learner: unknown;
  }>`
    select pairs.program_id, pairs.guide_id, pairs.learner_id, pairs.state, pairs.began_at,
      -- In a trial there are none.
      pairs.state <> 'trial' and exists (select from sessions where sessions.workspace_id = pairs.workspace_id and sessions.pair_id = pairs.id
        and sessions.state = 'held') as has_met,
      case when pairs.state <> 'trial' then (select starts_at from sessions
        where sessions.workspace_id = pairs.workspace_id and sessions.pair_id = pairs.id
          and sessions.state = 'booked') end as planned_at,
      to_guide.sent_at as guide_told_at, to_learner.sent_at as learner_told_at,
      ${personOf(sql`guide`)} as guide, ${personOf(sql`learner`)} as learner
    from pairs
    join people as guide on guide.workspace_id = pairs.workspace_id and guide.id = pairs.guide_id
    join people as learner on learner.workspace_id = pairs.workspace_id and learner.id = pairs.learner_id
    join deliveries as to_guide on to_guide.workspace_id = pairs.workspace_id and to_guide.person_id = pairs.guide_id
      and to_guide.occurrence = ${nameOf(sql`pairs.id`)} and to_guide.state = 'sent'
    join deliveries as to_learner on to_learner.workspace_id = pairs.workspace_id
      and to_learner.person_id = pairs.learner_id
      and to_learner.occurrence = ${nameOf(sql`pairs.id`)} and to_learner.state = 'sent'
    where pairs.workspace_id = ${workspaceId} and pairs.program_id = ${anyOf(programIds, 'uuid')}
      and pairs.first_talk_at is null and pairs.state in ('trial', 'agreement', 'running')
      and pairs.began_at <= ${beganBefore}
    order by pairs.began_at, pairs.id`.execute(db);
  return rows.map((row) => ({
    programId: ProgramId.parse(row.program_id),
    guideId: PersonId.parse(row.guide_id),
    learnerId: PersonId.parse(row.learner_id),
    state: row.state,
    beganAt: row.began_at,
    hasMet: row.has_met,
    plannedAt: row.planned_at,
    toldAt: { guide: row.guide_told_at, learner: row.learner_told_at },
    people: { guide: reachOf(row.guide), learner: reachOf(row.learner) },
  }));
}

/** Null of most people, who take no break and have no day off: of thousands of pairs, what is read decides how long it takes. */
const personOf = (person: ReturnType<typeof sql>) => sql`
  case when ${person}.is_gone or ${person}.paused_at is not null or ${person}.days_off <> '[]'
    then jsonb_build_object('isGone', ${person}.is_gone, 'timeZone', ${person}.time_zone,
      'pausedAt', ${person}.paused_at, 'backOn', ${person}.back_on, 'off', ${person}.days_off)
  end`;

const THERE: Reach = { isGone: false, timeZone: 'UTC', off: [], pause: null };

function reachOf(row: unknown): Reach {
  if (row === null) return THERE;
  const { isGone, timeZone, pausedAt, backOn, off } = Person.parse(row);
  return { isGone, timeZone: timeZone ?? 'UTC', off, pause: pausedAt && { since: pausedAt, backOn } };
}

/** When this message about a pair went to one of its two; null where it did not, or not yet. */
export async function readToldAt(db: Database | Tx, to: PersonKey, pairId: PairId): Promise<Date | null> {
  const row = await db
    .selectFrom('deliveries')
    .select('sent_at')
    .where('workspace_id', '=', to.workspaceId)
    .where('person_id', '=', to.personId)
    .where('occurrence', '=', sql<string>`${nameOf(sql`${pairId}`)}`)
    .executeTakeFirst();
  return row?.sent_at ?? null;
}
