import { sql } from 'kysely';
import { z } from 'zod';
import { SPOKEN, Ways } from '../../people/profile.ts';
import { PersonId, type WorkspaceId } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { RequestId } from '../request.ts';
import type { Wanted } from './candidates.ts';

/** An open request as a cohort needs it: what is wanted, and nothing that the learner wrote. */
export interface Asked {
  requestId: RequestId;
  learnerId: PersonId;
  /** Is it put to a guide just now? Then it stays out of the cohort. */
  isOffered: boolean;
  wanted: Wanted;
  choices: PersonId[];
}

const People = z.array(PersonId);
const Languages = z.array(z.enum(SPOKEN));
const Avoid = z.object({ ownDepartment: z.boolean(), people: People });

/** Every open request of a program, or those of some learners. */
export async function readAsked(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  learners?: readonly PersonId[],
): Promise<Asked[]> {
  const rows = await db
    .selectFrom('requests')
    .select([
      'id',
      'learner_id',
      'state',
      'topics',
      'ways',
      'languages',
      'avoid',
      'earlier_welcome',
      'choices',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .where('state', 'in', ['choosing', 'offering', 'waiting'])
    .$if(learners !== undefined, (query) =>
      query.where('learner_id', '=', sql<string>`any(${[...(learners ?? [])]})`),
    )
    .orderBy('learner_id')
    .execute();
  return rows.map((row) => ({
    requestId: RequestId.parse(row.id),
    learnerId: PersonId.parse(row.learner_id),
    isOffered: row.state === 'offering',
    wanted: {
      topics: row.topics,
      ways: Ways.parse(row.ways),
      languages: Languages.parse(row.languages),
      avoid: Avoid.parse(row.avoid),
      earlierWelcome: row.earlier_welcome,
    },
    choices: People.parse(row.choices),
  }));
}

/**
 * How many people ask in each program and would be matched in a cohort; programs with nobody are left out. `newcomers` of
 * them take no break, and were not left without anybody by the program's last round.
 */
export async function countWaiting(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  now: Date,
): Promise<Map<ProgramId, { all: number; newcomers: number }>> {
  const { rows } = await sql<{ program_id: string; all: number; newcomers: number }>`
    with rounds as (
      select distinct on (program_id) program_id, made_at, result, state_data from drafts
      where workspace_id = ${workspaceId} and state = 'published'
      order by program_id, made_at desc
    ), told as (
      select (jsonb_array_elements(result -> 'unmatched') ->> 'requestId')::uuid as id from rounds
    ), set_aside as (
      select program_id, jsonb_array_elements(state_data -> 'progress' -> 'lapsed') ->> 'learnerId' as learner_id, made_at
      from rounds
    )
    select requests.program_id, count(*) as all, count(*) filter (
      where not (people.paused_at <= ${now}::timestamptz and coalesce(people.back_on > ${now}::date, true))
        is true
        and requests.id not in (select id from told)
        and not exists (
          select from set_aside
          where set_aside.program_id = requests.program_id and set_aside.learner_id = requests.learner_id
            and requests.created_at <= set_aside.made_at)
    ) as newcomers
    from requests join people on (people.workspace_id, people.id) = (requests.workspace_id, requests.learner_id)
    where requests.workspace_id = ${workspaceId} and state in ('choosing', 'waiting')
    group by requests.program_id`.execute(db);
  return new Map(
    rows.map(({ program_id, all, newcomers }) => [ProgramId.parse(program_id), { all, newcomers }]),
  );
}

/** How many requests of a program are open. */
export async function countOpen(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
): Promise<number> {
  const { count } = await db
    .selectFrom('requests')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .where('state', 'in', ['choosing', 'offering', 'waiting'])
    .executeTakeFirstOrThrow();
  return count;
}
