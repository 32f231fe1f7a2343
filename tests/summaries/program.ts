import { sql } from 'kysely';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { type Kind, WorkspaceId } from '../../src/ports.ts';
import { ensureOpenPrograms, openProgram } from '../../src/programs/flow.ts';
import type { Program } from '../../src/programs/program.ts';
import type { Database } from '../../src/storage/database.ts';
import type { Figure } from '../../src/summaries/publishing.ts';

export const WORKSPACE = WorkspaceId.parse('T0LUMENARI');
export const NOW = new Date('2026-11-30T08:00:00Z');

/** The workspace with its two programs. */
export async function aWorkspace(db: Database): Promise<void> {
  await registerWorkspace(db, WORKSPACE);
  await ensureOpenPrograms(db, WORKSPACE, NOW, () => crypto.randomUUID(), 'en');
}

/**
 * A program that has been running for four months: pairs `from` to `to`, each of two people of its own, of which one in
 * ten is in its trial, one has ended, one is paused; sessions, progress, pulses, and what they were sent.
 */
export async function fill(db: Database, kind: Kind, from: number, to: number): Promise<Program> {
  const program = await openProgram(db, WORKSPACE, kind);
  const of = sql`${WORKSPACE}`;
  const all = sql`generate_series(${from}::int, ${to}::int) as n`;
  const id = (what: string) => sql`md5(${`${what} ${kind} `}::text || n)::uuid`;
  const state = sql`case n % 10 when 0 then 'trial' when 1 then 'ended' when 2 then 'paused' else 'running' end`;
  const at = (days: number) => sql`${NOW}::timestamptz - make_interval(days => ${days}::int)`;
  await sql`insert into people (workspace_id, id, locale, time_zone, facts_at)
    select ${of}, side || ${kind === 'coaching' ? 'C' : 'M'}::text || lpad(n::text, 6, '0'), 'en-US', 'Europe/Warsaw', ${at(90)}
    from ${all}, (values ('UG'), ('UL')) as sides (side)`.execute(db);
  const guide = sql`'UG' || ${kind === 'coaching' ? 'C' : 'M'}::text || lpad(n::text, 6, '0')`;
  await sql`insert into profiles
      (workspace_id, person_id, kinds, topics, ways, places, languages, about, coach_confirmed_at, briefed_at, updated_at)
    select ${of}, ${sql`'UG' || ${kind === 'coaching' ? 'C' : 'M'}::text || lpad(n::text, 6, '0')`}, array[${kind}::text],
      case when n % 2 = 0 then '{feedback,networking}'::text[] else '{feedback}'::text[] end, '{}', 2, '{en}', '',
      ${at(90)}, ${at(90)}, ${at(90)}
    from ${all}`.execute(db);
  const learner = sql`'UL' || ${kind === 'coaching' ? 'C' : 'M'}::text || lpad(n::text, 6, '0')`;
  await sql`insert into requests
      (workspace_id, id, program_id, learner_id, topics, ways, languages, hopes, avoid, state, created_at)
    select ${of}, ${id('request')}, ${program.id}, ${learner}, '{negotiation,feedback}', '{}', '{en}', '', '{}',
      case when n % 10 = 9 and n % 4 = 1 then 'waiting' else 'matched' end, ${at(80)}
    from ${all}`.execute(db);
  const rhythm =
    kind === 'coaching' ? '{"form":"plan","sessions":6,"minutes":60,"everyDays":21}' : '{"form":"as-needed"}';
  await sql`insert into pairs
      (workspace_id, id, program_id, request_id, kind, guide_id, learner_id, fit, began_at, first_talk_at, ended_at,
        state, state_data)
    select ${of}, ${id('pair')}, ${program.id}, ${id('request')}, ${kind}, ${guide}, ${learner},
      '{"score":60,"reasons":[],"gaps":[]}', ${at(75)}, case when n % 10 > 0 then ${at(70)} end,
      case when n % 10 = 1 then ${at(3)} end, ${state},
      case n % 10
        when 0 then '{"goesOn":{"guide":false,"learner":false},"reminded":0,"closing":null}'::jsonb
        when 1 then '{"at":"2026-11-27T08:00:00.000Z","from":"running","why":"completed"}'::jsonb
        else jsonb_build_object('since', ${at(68)}, 'from', ${at(68)}, 'at', ${at(9)},
          'terms', jsonb_build_object('purpose', '', 'rhythm', ${rhythm}::jsonb))
      end
    from ${all}`.execute(db);
  // Kysely's dates in JSON are as PostgreSQL writes them; ours are as JavaScript does.
  await sql`update pairs set state_data = state_data
      || jsonb_build_object('since', to_char((state_data ->> 'since')::timestamptz at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      || jsonb_build_object('from', to_char((state_data ->> 'from')::timestamptz at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      || jsonb_build_object('at', to_char((state_data ->> 'at')::timestamptz at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    where workspace_id = ${of} and program_id = ${program.id} and state in ('running', 'paused')`.execute(db);
  await sql`insert into sessions
      (workspace_id, id, pair_id, number, state, wall, time_zone, starts_at, booked_at, progress, calendar_key)
    select ${of}, gen_random_uuid(), ${id('pair')}, ${kind === 'coaching' ? sql`s` : sql`null`}, 'held',
      '2026-10-01T10:00', 'Europe/Warsaw', ${at(70)} + make_interval(days => 14 * s), ${at(70)},
      ${kind === 'coaching' ? sql`least(10, 3 + s + n % 2)` : sql`null`}, gen_random_uuid()
    from ${all}, generate_series(1, 4) as s where n % 10 > 0`.execute(db);
  if (kind === 'coaching')
    await sql`insert into goals (workspace_id, pair_id, starting_point, changed_at)
      select ${of}, ${id('pair')}, 3, ${at(60)} from ${all} where n % 10 > 1`.execute(db);
  const [asked, answering] = [sql`n % 10 > 2`, sql`n % 10 > 4`];
  if (kind === 'mentoring')
    await sql`insert into pulses (workspace_id, pair_id, person_id, once, useful, safe, answered_at)
      select ${of}, ${id('pair')}, ${learner}, '1', 3 + n % 3, 5, ${at(30)} from ${all} where ${answering}`.execute(
      db,
    );
  await sql`insert into nudges (workspace_id, id, person_id, subject_id, kind, once, due_at, state, sent_at)
    select ${of}, gen_random_uuid(), ${learner}, ${id('pair')},
      case when k = 1 then 'pairs.pulse' else 'pairs.gap' end, k::text, ${at(30)},
      case when k < 10 then 'sent' else 'planned' end, ${at(30)}
    from ${all}, generate_series(1, 20) as k where ${asked}`.execute(db);
  await sql`analyze`.execute(db);
  return program;
}

/** What is told of each figure, in a line, as `count 21 30`. */
export const read = (all: readonly Figure[]) =>
  Object.fromEntries(
    all.map(({ key, shown, people }) => [key, shown && [...words(shown), people].join(' ')]),
  );
/** Of a breakdown the parts that are told. */
const words = (shown: NonNullable<Figure['shown']>): unknown[] =>
  shown.form === 'parts'
    ? Object.entries(shown.parts).flatMap(([name, part]) => ('atLeast' in part ? [name, part.atLeast] : []))
    : Object.values(shown);
