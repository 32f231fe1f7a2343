import { sql } from 'kysely';
import { DraftId } from '../../src/matching/draft.ts';
import { RequestId } from '../../src/matching/request.ts';
import { insertDraft } from '../../src/matching/store/drafts.ts';
import type { Fit } from '../../src/pairs/fit.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { type Kind, PersonId, WorkspaceId } from '../../src/ports.ts';
import { ensureOpenPrograms } from '../../src/programs/flow.ts';
import { ProgramId, ProgramRules } from '../../src/programs/program.ts';
import { type Database, inTransaction } from '../../src/storage/database.ts';

export const WORKSPACE = WorkspaceId.parse('T0LUMENARI');
export const NOW = new Date('2026-11-30T08:00:00Z');
export const MANAGER = PersonId.parse('U0MANAGER1');
export const ADMIN = PersonId.parse('U0THEADMIN');

const LEARNERS = 3_500;
const GUIDES = 1_500;
/** How many are matched; of the others a hundred have not asked, and a hundred are put to a guide. */
const MATCHED = { 'one-by-one': 3_000, cohort: 0 };
const [ASKED, OFFERED] = [3_400, 3_300];
/** Of those who wait, in a draft. */
const DRAFTED = 3_250;

export interface Large {
  id: ProgramId;
  kind: Kind;
  learner: (at: number) => PersonId;
  guide: (at: number) => PersonId;
}

const at = (days: number) => sql`${NOW}::timestamptz - make_interval(days => ${days}::int)`;

/** Instants in JSON as JavaScript writes them. */
const json = (days: number) => sql`${new Date(NOW.getTime() - days * 86_400_000).toISOString()}::text`;

/** The workspace with an admin, and somebody who manages what {@link fillProgram} makes. */
export async function largeWorkspace(db: Database): Promise<void> {
  await registerWorkspace(db, WORKSPACE);
  await ensureOpenPrograms(db, WORKSPACE, NOW, () => crypto.randomUUID(), 'en');
  await sql`insert into people (workspace_id, id, name, locale, time_zone, facts_at)
    select ${WORKSPACE}, id, 'Somebody', 'en-US', 'Europe/Warsaw', ${NOW}
    from unnest(${[MANAGER, ADMIN]}::text[]) as id`.execute(db);
}

/**
 * A program of 5,000 people in its seventh month, in one statement a table: 3,000 pairs of every state with their
 * sessions, goals, pulses and nudges, two a guide; 300 learners who wait and a hundred who are put to a guide. One that
 * matches in a cohort has no pairs yet, and 3,300 learners who wait.
 */
export async function fillProgram(db: Database, kind: Kind, matching: keyof typeof MATCHED): Promise<Large> {
  const pairs = MATCHED[matching];
  const id = ProgramId.parse(crypto.randomUUID());
  const of = sql`${WORKSPACE}`;
  const letter = matching === 'cohort' ? 'X' : kind === 'coaching' ? 'C' : 'M';
  const learner = (n: number) => PersonId.parse(`UL${letter}${String(n).padStart(6, '0')}`);
  const guide = (n: number) => PersonId.parse(`UG${letter}${String(n).padStart(6, '0')}`);
  const learnerOf = (n: string) => sql`'UL' || ${letter}::text || lpad(${sql.raw(n)}::text, 6, '0')`;
  const guideOf = (n: string) =>
    sql`'UG' || ${letter}::text || lpad((1 + ${sql.raw(n)} % ${sql.raw(String(GUIDES))})::text, 6, '0')`;
  const numbers = (from: number, to: number) =>
    sql`generate_series(${sql.raw(String(from))}, ${sql.raw(String(to))}) as n`;
  // A hash, dressed as an id that is read as one.
  const uuid = (what: string) =>
    sql`overlay(overlay(md5(${`${what} ${letter} `}::text || n) placing '4' from 13) placing '8' from 17)::uuid`;

  await sql`insert into programs (workspace_id, id, kind, name, purpose, is_for_all, state, rules, channel, starts_on, ends_on,
      time_zone, language, state_at, created_at)
    values (${of}, ${id}, ${kind}, ${'Growing together'}, ${'For everybody who wants to take their next step.'}, false, 'running',
      ${JSON.stringify(ProgramRules.parse({ summaries: 'weekly', matching }))}, 'C0GENERAL1', '2026-05-04', '2027-04-30',
      'Europe/Warsaw', 'en', ${at(200)}, ${at(210)})`.execute(db);
  await sql`insert into people (workspace_id, id, name, locale, time_zone, department, experience_years, facts_at)
    select ${of}, id, 'Person ' || id, case when n % 2 = 0 then 'pl-PL' else 'en-US' end, 'Europe/Warsaw',
      'Department ' || n % 40, n % 30, ${NOW}
    from (select ${learnerOf('n')} as id, n from ${numbers(1, LEARNERS)}
      union all select ${guideOf('n')}, n from ${numbers(1, GUIDES)}) as everybody`.execute(db);
  await sql`insert into profiles (workspace_id, person_id, kinds, topics, places, languages, ways, about,
      coach_confirmed_at, briefed_at, updated_at)
    select ${of}, ${guideOf('n')}, array[${kind}], '{networking,career-planning,potential}', 3, '{en,pl}', '{}', '', ${NOW}, ${NOW}, ${NOW}
    from ${numbers(1, GUIDES)}`.execute(db);
  await sql`insert into program_members (workspace_id, program_id, person_id, role, added_at)
    select ${of}, ${id}::uuid, ${learnerOf('n')}, 'learner', ${at(190)} from ${numbers(1, LEARNERS)}
    union all select ${of}, ${id}::uuid, ${guideOf('n')}, 'guide', ${at(195)} from ${numbers(1, GUIDES)}
    union all select ${of}, ${id}::uuid, ${MANAGER}, 'manager', ${at(210)}`.execute(db);
  await sql`insert into requests (workspace_id, id, program_id, learner_id, topics, ways, languages, hopes, avoid, state,
      state_data, created_at, due_at)
    select ${of}, ${uuid('request')}, ${id}, ${learnerOf('n')}, '{networking,potential}', '{}', '{en}', '',
      '{"ownDepartment":false,"people":[]}',
      case when n <= ${sql.raw(String(pairs))} then 'matched'
        when n <= ${sql.raw(String(OFFERED))} then 'waiting' else 'offering' end,
      case when n <= ${sql.raw(String(pairs))} then '{}' when n > ${sql.raw(String(OFFERED))} then '{"offer":"open"}'
        else jsonb_build_object('for', 'cohort', 'since', ${json(20)}, 'reportedAt', ${json(20)}, 'known', null,
          'suggestedAt', null) end,
      ${NOW}::timestamptz - make_interval(days => 20 + n % 150), null
    from ${numbers(1, ASKED)}`.execute(db);
  await sql`insert into offers (workspace_id, id, request_id, guide_id, fit, state, state_data, made_at)
    select ${of}, ${uuid('offer')}, ${uuid('request')}, ${guideOf('n')}, '{"score":60,"reasons":[],"gaps":[]}', 'pending',
      jsonb_build_object('remindAt', null, 'expiresAt', ${json(-5)}), ${at(2)}
    from ${numbers(OFFERED + 1, ASKED)}`.execute(db);
  if (pairs > 0) await fillPairs(db, id, kind, { uuid, learnerOf, guideOf, all: numbers(1, pairs) });
  await sql`analyze`.execute(db);
  return { id, kind, learner, guide };
}

interface Naming {
  uuid: (what: string) => ReturnType<typeof sql>;
  learnerOf: (n: string) => ReturnType<typeof sql>;
  guideOf: (n: string) => ReturnType<typeof sql>;
  all: ReturnType<typeof sql>;
}

async function fillPairs(
  db: Database,
  id: ProgramId,
  kind: Kind,
  { uuid, learnerOf, guideOf, all }: Naming,
): Promise<void> {
  const of = sql`${WORKSPACE}`;
  const rhythm =
    kind === 'coaching' ? '{"form":"plan","sessions":6,"minutes":60,"everyDays":21}' : '{"form":"as-needed"}';
  // One in ten is in its trial, one has ended, one rests; the others run.
  const course = sql`jsonb_build_object('since', ${json(100)}, 'from', ${json(100)},
    'terms', jsonb_build_object('purpose', '', 'rhythm', ${rhythm}::jsonb), 'closing', null)`;
  await sql`insert into pairs (workspace_id, id, program_id, request_id, kind, guide_id, learner_id, fit, began_at,
      first_talk_at, ended_at, state, state_data)
    select ${of}, ${uuid('pair')}, ${id}, ${uuid('request')}, ${kind}, ${guideOf('n')}, ${learnerOf('n')},
      '{"score":60,"reasons":[],"gaps":[]}', ${at(110)}, case when n % 10 > 0 then ${at(105)} end,
      case when n % 10 = 1 then ${at(3)} end,
      case n % 10 when 0 then 'trial' when 1 then 'ended' when 2 then 'paused' else 'running' end,
      case n % 10
        when 0 then '{"goesOn":{"guide":false,"learner":false},"reminded":0,"closing":null}'::jsonb
        when 1 then jsonb_build_object('at', ${json(3)}, 'from', 'running', 'why', 'completed')
        when 2 then ${course} || jsonb_build_object('at', ${json(9)}, 'why', 'asked', 'until', null, 'resumesAt', null,
          'endsAt', ${json(-90)})
        else ${course} end
    from ${all}`.execute(db);
  // Of those in their trial both were told that managers will see that they have not met.
  for (const whose of [guideOf('n'), learnerOf('n')])
    await sql`insert into deliveries (workspace_id, id, person_id, occurrence, kind, about, class, state, due_at, sent_at)
      select ${of}, gen_random_uuid(), ${whose}, 'pairs.unmet:' || ${uuid('pair')} || ':1', 'pairs.unmet', '{}', 'notice',
        'sent', ${at(99)}, ${at(99)}
      from ${all} where n % 10 = 0`.execute(db);
  await sql`insert into sessions (workspace_id, id, pair_id, number, state, wall, time_zone, starts_at, booked_at,
      progress, calendar_key)
    select ${of}, gen_random_uuid(), ${uuid('pair')}, ${kind === 'coaching' ? sql`s` : sql`null`}, 'held',
      '2026-10-01T10:00', 'Europe/Warsaw', ${at(98)} + make_interval(days => 21 * s), ${at(98)},
      ${kind === 'coaching' ? sql`least(10, 3 + s + n % 2)` : sql`null`}, gen_random_uuid()
    from ${all}, generate_series(1, 4) as s where n % 10 > 0`.execute(db);
  if (kind === 'coaching')
    await sql`insert into goals (workspace_id, pair_id, starting_point, changed_at)
      select ${of}, ${uuid('pair')}, 3, ${at(90)} from ${all} where n % 10 > 0`.execute(db);
  else
    await sql`insert into pulses (workspace_id, pair_id, person_id, once, useful, safe, answered_at)
      select ${of}, ${uuid('pair')}, ${learnerOf('n')}, once::text, 3 + n % 3, 5, ${at(30)}
      from ${all}, generate_series(1, 2) as once where n % 10 > 2`.execute(db);
  await sql`insert into nudges (workspace_id, id, person_id, subject_id, kind, once, due_at, state, sent_at)
    select ${of}, gen_random_uuid(), ${learnerOf('n')}, ${uuid('pair')},
      case when k = 1 and ${kind} = 'mentoring' then 'pairs.pulse' else 'pairs.gap' end, k::text, ${at(30)},
      case when k < 6 then 'sent' else 'planned' end, ${at(30)}
    from ${all}, generate_series(1, 8) as k where n % 10 > 1`.execute(db);
}

/** A draft in which nearly all who wait are matched, some of them pinned and some ruled out, and all fits occur. */
export async function draftLarge(db: Database, { id, learner, guide }: Large): Promise<void> {
  const open = await db
    .selectFrom('requests')
    .select(['id', 'learner_id'])
    .where('program_id', '=', id)
    .where('state', '=', 'waiting')
    .orderBy('learner_id')
    .execute();
  const fitOf = (score: number): Fit => ({
    score,
    reasons: [{ about: 'topics', shared: ['networking', 'potential'], wanted: 2 }],
    gaps: [{ about: 'department' }],
  });
  const pairs = open.slice(0, DRAFTED).map((row, n) => ({
    requestId: RequestId.parse(row.id),
    learnerId: PersonId.parse(row.learner_id),
    guideId: guide(1 + (n % GUIDES)),
    fit: fitOf(35 + (n % 60)),
  }));
  const shortage = { found: 0, told: [], others: true };
  await inTransaction(db, (tx) =>
    insertDraft(tx, {
      workspaceId: WORKSPACE,
      id: DraftId.parse(crypto.randomUUID()),
      programId: id,
      state: { state: 'draft' },
      pins: pairs.slice(0, 20).map(({ learnerId, guideId }) => ({ learnerId, guideId })),
      forbidden: pairs.slice(0, 20).map(({ guideId }, n) => ({ learnerId: learner(100 + n), guideId })),
      cohort: {
        pairs,
        unmatched: open.slice(DRAFTED).map((row) => ({
          requestId: RequestId.parse(row.id),
          learnerId: PersonId.parse(row.learner_id),
          shortage,
          told: shortage,
        })),
        guides: Array.from({ length: GUIDES }, (_, n) => ({ guideId: guide(1 + n), places: 3, taken: 0 })),
        out: 100,
        idle: [],
      },
      madeAt: NOW,
      version: 1,
    }),
  );
}
