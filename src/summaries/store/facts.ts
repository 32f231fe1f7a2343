import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { whatFor } from '../../matching/waiting.ts';
import type { Rhythm } from '../../pairs/rhythm.ts';
import type { WorkspaceId } from '../../ports.ts';
import type { Program } from '../../programs/program.ts';
import type { Tx } from '../../storage/database.ts';
import type { Facts, PairFacts } from '../facts.ts';

/** A request of longer ago can be in no lot that still counts, but for one that took very long to fill. */
const REQUESTS_DAYS = 365;
const DAY_MS = 86_400_000;
const PULSE = 'pairs.pulse';

/** A program, as far as these facts depend on it. */
interface Of {
  workspaceId: WorkspaceId;
  program: Pick<Program, 'id' | 'kind' | 'state' | 'rules'>;
}

const Live = z.enum(['trial', 'agreement', 'running', 'paused']);
const Why = z.enum(['not-continued', 'completed', 'silent', 'guide-not-available', 'learner-not-available']);

/** What figures of this program are made of, apart from its guides, in four queries, whatever its size. */
export async function readFacts(tx: Tx, of: Of, now: Date): Promise<Omit<Facts, 'guides'>> {
  const { kind, rules } = of.program;
  return {
    kind,
    cadence: rules.cadence,
    inLineFor: whatFor(of.program),
    pairs: await readPairFacts(tx, of),
    requests: await readRequests(tx, of, new Date(now.getTime() - REQUESTS_DAYS * DAY_MS)),
    ...(await readPulses(tx, of)),
  };
}

async function readPairFacts(tx: Tx, { workspaceId, program }: Of): Promise<PairFacts[]> {
  // One pass over the program's sessions: a subquery for each pair would be thousands.
  const { rows } = await sql<Row>`
    with mine as (
      select id, guide_id, learner_id, request_id, state, first_talk_at, ended_at,
        state in ('running', 'paused') as goes_on, state_data
      from pairs where workspace_id = ${workspaceId} and program_id = ${program.id}
    ), course as (
      select id, ${ms(sql`(state_data ->> 'since')::timestamptz`)} as since_ms,
        -- What was stored of a running pair before there were cadences counts from when it began.
        coalesce(state_data ->> 'from', state_data ->> 'since')::timestamptz as from_at,
        case when state = 'paused' then ${ms(sql`(state_data ->> 'at')::timestamptz`)} end as paused_ms,
        state_data #>> '{terms,rhythm,form}' as form,
        (state_data #>> '{terms,rhythm,sessions}')::int as sessions,
        (state_data #>> '{terms,rhythm,minutes}')::int as minutes,
        (state_data #>> '{terms,rhythm,everyDays}')::int as every_days
      from mine where goes_on
    ), held as (
      select pair_id, count(*)::int as held, count(*) filter (where starts_at < from_at)::int as held_before,
        array_to_string((array_agg(${ms(sql`starts_at`)} order by starts_at desc))[1:4], ',') as met,
        (array_agg(progress order by starts_at desc) filter (where progress is not null))[1] as progress
      from sessions
      join mine on mine.id = sessions.pair_id
      left join course on course.id = sessions.pair_id
      where sessions.workspace_id = ${workspaceId} and sessions.state = 'held'
      group by pair_id
    )
    select mine.id, mine.guide_id, mine.learner_id, mine.state, ${ms(sql`first_talk_at`)} as talk_ms,
      ${ms(sql`mine.ended_at`)} as ended_ms, ${ms(sql`requests.created_at`)} as requested_ms,
      case when mine.state = 'ended' then mine.state_data ->> 'from' end as ended_from,
      case when mine.state = 'ended' then mine.state_data ->> 'why' end as why,
      since_ms, ${ms(sql`from_at`)} as from_ms, paused_ms, form, sessions, minutes, every_days,
      held, held_before, met, progress, starting_point
    from mine
    join requests on requests.workspace_id = ${workspaceId} and requests.id = mine.request_id
    left join course on course.id = mine.id
    left join held on held.pair_id = mine.id
    left join goals on goals.workspace_id = ${workspaceId} and goals.pair_id = mine.id
    -- Lots are made in an order that says nothing of the people in them.
    order by mine.id`.execute(tx);
  return rows.map(pairFrom);
}

/** Milliseconds, which are read much quicker than moments; `extract` would reckon with numerics, which is slower. */
function ms(moment: RawBuilder<unknown>): RawBuilder<number | null> {
  return sql`(date_part('epoch', ${moment}) * 1000)`;
}

interface Row {
  id: string;
  guide_id: string;
  learner_id: string;
  state: PairFacts['state'];
  talk_ms: number | null;
  ended_ms: number | null;
  requested_ms: number;
  ended_from: string | null;
  why: string | null;
  since_ms: number | null;
  from_ms: number | null;
  paused_ms: number | null;
  form: string | null;
  sessions: number | null;
  minutes: number | null;
  every_days: number | null;
  held: number | null;
  held_before: number | null;
  progress: number | null;
  starting_point: number | null;
  /** Milliseconds, the newest first, with commas between them. */
  met: string | null;
}

function pairFrom(row: Row): PairFacts {
  const hasEnded = row.state === 'ended';
  return {
    id: row.id,
    guideId: row.guide_id,
    learnerId: row.learner_id,
    state: row.state,
    endedFrom: hasEnded ? Live.parse(row.ended_from) : null,
    why: hasEnded ? Why.parse(row.why) : null,
    endedAt: dateOf(row.ended_ms),
    requestedAt: new Date(row.requested_ms),
    firstTalkAt: dateOf(row.talk_ms),
    course: courseFrom(row),
    held: row.held ?? 0,
    heldBefore: row.held_before ?? 0,
    met:
      row.met === null
        ? []
        : row.met
            .split(',')
            .reverse()
            .map((at) => new Date(Math.round(Number(at)))),
    startingPoint: row.starting_point,
    progress: row.progress,
  };
}

function courseFrom(row: Row): PairFacts['course'] {
  const [since, from, rhythm] = [dateOf(row.since_ms), dateOf(row.from_ms), rhythmFrom(row)];
  return since && from && rhythm && { since, from, rhythm, pausedAt: dateOf(row.paused_ms) };
}

function rhythmFrom({ form, sessions, minutes, every_days: everyDays }: Row): Rhythm | null {
  if (form === 'as-needed') return { form };
  if (form === 'every' && everyDays !== null) return { form, everyDays };
  if (form === 'plan' && sessions !== null && minutes !== null && everyDays !== null)
    return { form, sessions, minutes, everyDays };
  return null;
}

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

async function readRequests(tx: Tx, { workspaceId, program }: Of, since: Date): Promise<Facts['requests']> {
  const rows = await tx
    .selectFrom('requests')
    .select([
      'learner_id',
      'state',
      // As it stands in lots: to put it together again and again takes longer than all that is done with it.
      sql<string>`learner_id || ' ' || id`.as('name'),
      ms(sql.ref('created_at')).as('created_ms'),
      sql<string>`array_to_string(topics, ' ')`.as('topics'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', program.id)
    .where('created_at', '>=', since)
    // Who is still choosing has not asked anybody.
    .where('state', '<>', 'choosing')
    .orderBy('id')
    .execute();
  return rows.map(({ name, learner_id, created_ms, state, topics }) => ({
    name,
    learnerId: learner_id,
    at: new Date(Number(created_ms)),
    isMatched: state === 'matched',
    open: state === 'offering' ? 'asked' : state === 'waiting' ? 'in-line' : null,
    topics: topics.split(' '),
  }));
}

async function readPulses(tx: Tx, { workspaceId, program }: Of): Promise<Pick<Facts, 'answers' | 'asked'>> {
  if (program.kind !== 'mentoring') return { answers: [], asked: [] };
  const answers = await tx
    .selectFrom('pulses')
    .innerJoin('pairs', (join) =>
      join.onRef('pairs.workspace_id', '=', 'pulses.workspace_id').onRef('pairs.id', '=', 'pulses.pair_id'),
    )
    .select(['pulses.person_id', 'pulses.pair_id', 'once', 'useful'])
    .where('pulses.workspace_id', '=', workspaceId)
    .where('pairs.program_id', '=', program.id)
    .where('useful', 'is not', null)
    .orderBy('pulses.pair_id')
    .orderBy('pulses.person_id')
    .orderBy('once')
    .execute();
  const asked = await tx
    .selectFrom('nudges')
    .innerJoin('pairs', (join) =>
      join
        .onRef('pairs.workspace_id', '=', 'nudges.workspace_id')
        .onRef('pairs.id', '=', 'nudges.subject_id'),
    )
    .select('nudges.person_id')
    .distinct()
    .where('nudges.workspace_id', '=', workspaceId)
    .where('pairs.program_id', '=', program.id)
    .where('nudges.kind', '=', PULSE)
    .where('nudges.state', '=', 'sent')
    .orderBy('nudges.person_id')
    .execute();
  return {
    answers: answers.flatMap(({ person_id, pair_id, once, useful }) =>
      useful === null ? [] : [{ personId: person_id, pairId: pair_id, once, useful }],
    ),
    asked: asked.map(({ person_id }) => person_id),
  };
}
