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
 * How many people could be matched in a cohort of each program, and how many of them have `asked` since its last round;
 * programs with nobody are left out.
 */
export async function countWaiting(
  db: Database | Tx,
  workspaceId: WorkspaceId,
): Promise<Map<ProgramId, { all: number; asked: number }>> {
  const rows = await db
    .with('rounds', (rounds) =>
      rounds
        .selectFrom('drafts')
        .select(({ fn }) => ['program_id', fn.max('made_at').as('at')])
        .where('workspace_id', '=', workspaceId)
        .where('state', '=', 'published')
        .groupBy('program_id'),
    )
    .selectFrom('requests')
    .leftJoin('rounds', 'rounds.program_id', 'requests.program_id')
    .select(({ fn, eb }) => [
      'requests.program_id',
      fn.countAll<number>().as('all'),
      fn
        .countAll<number>()
        .filterWhere(eb.or([eb('rounds.at', 'is', null), eb('created_at', '>', eb.ref('rounds.at'))]))
        .as('asked'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('state', 'in', ['choosing', 'waiting'])
    .groupBy('requests.program_id')
    .execute();
  return new Map(rows.map(({ program_id, all, asked }) => [ProgramId.parse(program_id), { all, asked }]));
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
