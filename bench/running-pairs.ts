/** Coaching pairs that have just agreed and whose client is to book the first session; made by the app's own flows. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beginTrial } from '../src/pairs/flow/begin.ts';
import { answerTrial, confirmAgreement } from '../src/pairs/flow/pairs.ts';
import type { PairsPorts } from '../src/pairs/flow/steps.ts';
import { registerWorkspace } from '../src/people/flow/contacts.ts';
import { PersonId, WorkspaceId } from '../src/ports.ts';
import { ensureOpenPrograms, openProgram } from '../src/programs/flow.ts';
import { type Database, inTransaction } from '../src/storage/database.ts';

const WORKSPACE = WorkspaceId.parse('T0BENCH');
/** A Monday noon in Warsaw. */
export const AGREED_AT = new Date('2026-06-01T10:00:00Z');
/** Ten days later nobody has booked: one nudge is due to each client, and nothing else is planned. */
export const NOW = new Date('2026-06-11T10:00:00Z');

/** Messages to each. */
const TOLD = 5;

const FIRST = { guide: PersonId.parse('U0GUIDE1'), learner: PersonId.parse('U0LEARNER1') };

/** Fills an empty database. @param ports whose clock stands at {@link AGREED_AT} */
export async function fillWithRunningPairs(ports: PairsPorts, pairs: number): Promise<void> {
  const { db } = ports;
  await registerWorkspace(db, WORKSPACE);
  await ensureOpenPrograms(db, WORKSPACE, AGREED_AT, randomUUID, 'en');
  await sql`
    insert into people (workspace_id, id, name, time_zone, locale, facts_at)
    select ${WORKSPACE}, side || number, 'Person ' || number, 'Europe/Warsaw', 'en-US', ${AGREED_AT}
    from generate_series(1, ${pairs}::int) as number, unnest(array['U0GUIDE', 'U0LEARNER']) as side`.execute(
    db,
  );
  await agree(ports);
  await copy(db, pairs);
  await db.deleteFrom('deliveries').execute();
  await db.deleteFrom('nudges').where('due_at', '>', NOW).execute();
  await sql`vacuum analyze`.execute(db);
}

/**
 * What everybody was told in the months before, about other pairs: tables in use are never nearly empty, and the
 * database knows how large they are.
 */
export async function fillWithHistory(db: Database): Promise<void> {
  await sql`
    with told as (
      select workspace_id, id as person_id, gen_random_uuid() as delivery_id,
        ${AGREED_AT}::timestamptz - make_interval(days => 20 * ago) as at
      from people, generate_series(1, ${TOLD}::int) as ago
    ), sent as (
      insert into deliveries
        (workspace_id, id, person_id, occurrence, kind, about, class, state, due_at, sent_at, tries, channel, ts, shown)
      select workspace_id, delivery_id, person_id, 'nudges:' || delivery_id, 'nudges', '{}', 'nudge', 'sent', at, at, 1,
        'D' || person_id, extract(epoch from at)::text, md5(delivery_id::text)
      from told
    )
    insert into nudges (workspace_id, id, person_id, subject_id, kind, once, due_at, sent_at, state, delivery_id)
    select workspace_id, gen_random_uuid(), person_id, gen_random_uuid(), 'pairs.prepare', 'session 1', at, at, 'sent', delivery_id
    from told`.execute(db);
  await sql`vacuum analyze`.execute(db);
}

/** One pair, as two people would make it. */
async function agree(ports: PairsPorts): Promise<void> {
  const { db } = ports;
  const program = await openProgram(db, WORKSPACE, 'coaching');
  const requestId = randomUUID();
  await db
    .insertInto('requests')
    .values({
      workspace_id: WORKSPACE,
      id: requestId,
      program_id: program.id,
      learner_id: FIRST.learner,
      topics: [],
      ways: [],
      languages: ['en'],
      hopes: '',
      avoid: JSON.stringify({ ownDepartment: false, people: [] }),
      state: 'matched',
      created_at: AGREED_AT,
    })
    .execute();
  const together = {
    workspaceId: WORKSPACE,
    requestId,
    programId: program.id,
    kind: 'coaching' as const,
    guideId: FIRST.guide,
    learnerId: FIRST.learner,
    fit: { score: 70, reasons: [], gaps: [] },
  };
  const id = await inTransaction(db, (tx) => beginTrial(tx, ports, together, AGREED_AT));
  const terms = { purpose: '', rhythm: { form: 'plan', sessions: 6, everyDays: 21, minutes: 60 } } as const;
  for (const personId of Object.values(FIRST))
    await answerTrial(ports, { workspaceId: WORKSPACE, personId }, id, { talked: true, goesOn: true });
  for (const personId of Object.values(FIRST)) {
    const done = await confirmAgreement(ports, { workspaceId: WORKSPACE, personId }, id, {
      terms,
      termsVersion: 1,
    });
    if (done.outcome !== 'done') throw new Error(`a pair could not agree: ${done.outcome}`);
  }
}

/** The same pair again and again, of other people. */
async function copy(db: Database, pairs: number): Promise<void> {
  await sql`create temporary table ids as
    select number, gen_random_uuid() as request, gen_random_uuid() as pair
    from generate_series(2, ${pairs}::int) as number`.execute(db);
  const others = (columns: string) => sql.raw(columns);
  await sql`insert into requests
    (workspace_id, id, learner_id, ${others('program_id, topics, ways, languages, hopes, avoid, state, created_at')})
    select workspace_id, ids.request, 'U0LEARNER' || ids.number,
      ${others('program_id, topics, ways, languages, hopes, avoid, state, created_at')}
    from requests, ids`.execute(db);
  const ofPairs = 'program_id, kind, state, state_data, fit, began_at, first_talk_at, due_at, version';
  await sql`insert into pairs (workspace_id, id, request_id, guide_id, learner_id, ${others(ofPairs)})
    select workspace_id, ids.pair, ids.request, 'U0GUIDE' || ids.number, 'U0LEARNER' || ids.number, ${others(ofPairs)}
    from pairs, ids`.execute(db);
  await sql`insert into nudges (workspace_id, id, person_id, subject_id, ${others('kind, once, due_at, state')})
    select workspace_id, gen_random_uuid(), rtrim(person_id, '1') || ids.number, ids.pair,
      ${others('kind, once, due_at, state')}
    from nudges, ids`.execute(db);
}
