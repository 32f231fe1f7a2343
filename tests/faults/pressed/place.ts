import { WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import { vi } from 'vitest';
import { type Answer, answerOffer } from '../../../src/matching/flow/answering.ts';
import { beginRequest } from '../../../src/matching/flow/asking.ts';
import { openCohort } from '../../../src/matching/flow/drafting.ts';
import { offersTo } from '../../../src/matching/flow/seeing.ts';
import { sendRequest } from '../../../src/matching/flow/sending.ts';
import type { Wish } from '../../../src/matching/request.ts';
import { proposeTerms } from '../../../src/pairs/flow/life.ts';
import { sayMet } from '../../../src/pairs/flow/meetings.ts';
import { answerTrial } from '../../../src/pairs/flow/pairs.ts';
import { bookSession } from '../../../src/pairs/flow/sessions.ts';
import { draftText } from '../../../src/pairs/flow/sponsor.ts';
import { type PairId, SIDES } from '../../../src/pairs/pair.ts';
import { registerWorkspace } from '../../../src/people/flow/contacts.ts';
import { enrol } from '../../../src/people/flow/facts.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../../src/ports.ts';
import { addProgram } from '../../../src/programs/flow/life.ts';
import { ensureOpenPrograms, openProgram } from '../../../src/programs/flow.ts';
import { ProgramId } from '../../../src/programs/program.ts';
import { type Database, inTransaction } from '../../../src/storage/database.ts';
import { featuresOf } from '../../harness/features.ts';
import { fingers } from '../../harness/pressing.ts';
import { aWorld, MONDAY, WORKSPACE, type World } from '../../pairs/world.ts';
import { aProgram } from '../../programs/made.ts';

/** What people wrote for each other: no manager reads it, and nobody who has no business with it. */
export const WORDS = 'quagmire';
/** The name of programs of which only their managers know. */
export const NAME = 'Marshland';

/** Everybody who may press: what they are to the place. */
export const ROLES = [
  /** The two sides of every pair. */
  'learner',
  'guide',
  /** Somebody with three requests, and who is asked by them. */
  'asks',
  'asked',
  /** Asked to take part in a program for those who were invited. */
  'invited',
  /** Manages the programs that the tables are of, and is no admin. */
  'manager',
  /** Manages another program. */
  'other',
  'admin',
  'stranger',
  /** The pairs' guide, by the same id, in another workspace. */
  'elsewhere',
] as const;
export type Role = (typeof ROLES)[number];

/** What stands in the place of ids. */
export interface Ids {
  coaching: PairId;
  mentoring: PairId;
  /** Of the coaching pair: booked, and passed. */
  session: string;
  /** Of the mentoring pair: held. */
  meeting: string;
  trial: PairId;
  agreement: PairId;
  program: string;
  /** A program that was set up: a draft. */
  own: string;
  /** A program for those who were invited. */
  closed: string;
  /** One in which somebody takes part as both. */
  joined: string;
  concern: string;
  /** To a sponsor, not approved. */
  draft: string;
  /** A post that failed. */
  post: string;
  /** Of one person: nobody chosen yet, one asked, one who asks back; each with its version. */
  choosing: string;
  offering: string;
  offer: string;
  question: string;
  /** A program that is matched in one go, and what the draft's modal carries. */
  cohort: string;
  cohortView: string;
  cohortPair: string;
}

/** A workspace in the middle of things, with all that the app offers in it. */
export interface Place {
  world: World;
  hands: ReturnType<typeof fingers>;
  ids: Ids;
  as(role: Role): PersonKey;
  /** All that is written down, but for when a message is to be rendered again and what Slack said of people. */
  written(): Promise<string>;
  /** Everything as it was when the place was made. */
  restore(): Promise<void>;
}

const ELSEWHERE = WorkspaceId.parse('T0ANOTHER');
const named = (id: string): PersonKey => ({ workspaceId: WORKSPACE, personId: PersonId.parse(id) });
const PEOPLE = {
  asks: named('U0ASKSHERE'),
  asked: named('U0ASKEDONE'),
  invited: named('U0INVITED1'),
  manager: named('U0MANAGING'),
  other: named('U0OTHERMAN'),
  admin: named('U0MARTAWIL'),
  cohortLearner: named('U0COHORT1'),
  cohortOther: named('U0COHORT2'),
  cohortGuide: named('U0COHORT3'),
};
const WISH: Wish = {
  topics: ['negotiation'],
  ways: [],
  languages: ['en'],
  hopes: WORDS,
  avoid: { ownDepartment: false, people: [] },
  earlierWelcome: true,
};

/** Slack, as far as features ask it something by themselves: who somebody is. */
function slack(): WebClient {
  const client = new WebClient('xoxb-none', {
    slackApiUrl: 'http://127.0.0.1:9/api/',
    retryConfig: { retries: 0 },
  });
  vi.spyOn(client.users, 'info').mockImplementation(async (asked) => ({
    ok: true,
    user: {
      id: asked?.user ?? '',
      real_name: 'Somebody',
      locale: 'en-US',
      tz: 'Europe/Warsaw',
      is_admin: asked?.user === PEOPLE.admin.personId,
    },
  }));
  return client;
}

/** A place with something of everything, connected to no Slack. */
export async function aPlace(): Promise<Place> {
  const world = await aWorld();
  const { ports } = world;
  const hands = fingers(
    await featuresOf({
      db: ports.db,
      clock: ports.clock,
      newId: ports.newId,
      client: slack(),
      publicUrl: 'https://coach.example.com',
    }),
  );
  await registerWorkspace(ports.db, ELSEWHERE);
  await ensureOpenPrograms(ports.db, ELSEWHERE, ports.clock.now(), ports.newId, 'en');
  for (const who of Object.values(PEOPLE)) await enrol(ports, who);
  const ids = { ...(await pairsOf(world)), ...(await programsOf(world)), ...(await requestsOf(world)) };
  await keep(ports.db, await tablesOf(world));

  return {
    world,
    hands,
    ids,
    as(role) {
      if (role === 'learner' || role === 'guide') return world.as(role);
      if (role === 'stranger') return world.stranger;
      return role === 'elsewhere' ? { ...world.as('guide'), workspaceId: ELSEWHERE } : PEOPLE[role];
    },
    async written() {
      const { rows } = await sql<{ all: string }>`select kept.written() as all`.execute(ports.db);
      return rows[0]?.all ?? '';
    },
    async restore() {
      ports.moveTo(MONDAY);
      await sql`select kept.restore()`.execute(ports.db);
    },
  };
}

/**
 * Keeps what stands in the tables now, and teaches the database to say what is written down and to bring back what was.
 * Each is asked hundreds of times: as a function it is planned once, and looks only at tables that a statement has
 * touched since, of which their triggers tell.
 */
async function keep(db: Database, tables: readonly string[]): Promise<void> {
  const rowsOf = (table: string) =>
    `(select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from ${table} t)`;
  const compared = tables.filter((table) => table !== 'people' && table !== 'deliveries');
  const deliveries = `(select coalesce(md5(string_agg(occurrence || state, '|' order by id)), '') from deliveries)`;
  const each = (of: readonly string[], sql: (table: string) => string) => of.map(sql).join('\n');
  await sql
    .raw(`
      create schema kept;
      create table kept.touched (name text);
      create function kept.touch() returns trigger language plpgsql as $$ begin
        insert into kept.touched values (tg_table_name);
        return null;
      end $$;
      ${each(
        tables,
        (table) => `
          create table kept.${table} as table ${table};
          create trigger touched after insert or update or delete or truncate on ${table}
            for each statement execute function kept.touch();`,
      )}
      create table kept.hashes as select ${compared.map((table) => `${rowsOf(table)} as ${table}`).join(', ')};
      create function kept.written() returns text language plpgsql as $$ declare
        touched text[] := array(select distinct name from kept.touched);
        now kept.hashes;
      begin
        select * into now from kept.hashes;
        ${each(compared, (table) => `if '${table}' = any(touched) then now.${table} := ${rowsOf(table)}; end if;`)}
        return row_to_json(now)::text || ${deliveries};
      end $$;
      create function kept.restore() returns void language plpgsql as $$ declare
        touched text[] := array(select distinct name from kept.touched);
      begin
        -- As it stood, without asking in which order; no trigger tells of it.
        perform set_config('session_replication_role', 'replica', true);
        ${each(
          tables,
          (table) => `
            if '${table}' = any(touched) then
              delete from ${table};
              insert into ${table} overriding system value table kept.${table};
            end if;`,
        )}
        delete from kept.touched;
      end $$;`)
    .execute(db);
}

/** Every table of the app's own. */
async function tablesOf({ ports }: World): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables
    where schemaname = 'public' and tablename not like 'kysely%' order by tablename`.execute(ports.db);
  return rows.map(({ name }) => name);
}

/** Two pairs in the middle of things, two that have not begun, a concern. */
async function pairsOf(world: World) {
  const { ports } = world;
  const coaching = await world.run('coaching');
  const mentoring = await world.run('mentoring');
  const booked = await bookSession(ports, world.as('learner'), coaching, { at: '2026-11-25T09:00:00.000Z' });
  const met = await sayMet(ports, world.as('learner'), mentoring, null);
  if (booked.outcome !== 'done' || met.outcome !== 'done') throw new Error('not made');
  await proposeTerms(ports, world.as('guide'), coaching, {
    terms: { purpose: WORDS, rhythm: { form: 'plan', sessions: 8, minutes: 60, everyDays: 21 } },
    proposals: 0,
  });
  const drafted = await draftText(ports, world.as('learner'), coaching, {
    to: world.stranger.personId,
    words: WORDS,
    toCoach: false,
  });
  if (drafted.outcome !== 'drafted') throw new Error('not drafted');
  const trial = await world.begin('coaching');
  const agreement = await world.begin('coaching');
  for (const side of SIDES)
    await answerTrial(ports, world.as(side), agreement, { talked: true, goesOn: true });
  const concern = ports.newId();
  const { personId } = world.as('learner');
  await ports.db
    .insertInto('concerns')
    .values({
      workspace_id: WORKSPACE,
      id: concern,
      person_id: personId,
      told: [personId],
      words: WORDS,
      at: new Date(),
    })
    .execute();
  await ports.db
    .insertInto('contacts')
    .values({
      workspace_id: WORKSPACE,
      kind: 'trust',
      people: [PEOPLE.cohortGuide.personId],
      note: '',
      updated_at: new Date(),
      updated_by: PEOPLE.admin.personId,
    })
    .execute();
  return {
    coaching,
    mentoring,
    session: booked.sessionId,
    meeting: met.sessionId,
    trial,
    agreement,
    concern,
    draft: drafted.draft.id,
  };
}

type Made = Parameters<typeof aProgram>[0];

async function program(
  { ports }: World,
  says: Made,
  members: [PersonKey, 'guide' | 'learner' | 'manager'][],
) {
  const id = ProgramId.parse(ports.newId());
  await inTransaction(ports.db, (tx) =>
    addProgram(tx, PEOPLE.cohortGuide, aProgram({ id, ...says }), ports.clock.now()),
  );
  await ports.db.deleteFrom('program_members').where('program_id', '=', id).execute();
  const managed = [...members, [PEOPLE.manager, 'manager'] as const];
  await membersOf(ports, id, managed);
  return id;
}

async function membersOf(
  { db, clock }: World['ports'],
  id: ProgramId,
  members: readonly (readonly [PersonKey, 'guide' | 'learner' | 'manager'])[],
): Promise<void> {
  for (const [{ workspaceId, personId }, role] of members)
    await db
      .insertInto('program_members')
      .values({
        workspace_id: workspaceId,
        program_id: id,
        person_id: personId,
        role,
        added_at: clock.now(),
      })
      .execute();
}

/** Programs with their managers, an invitation, a post that failed. */
async function programsOf(world: World) {
  const { ports } = world;
  const { id: open } = await openProgram(ports.db, WORKSPACE, 'coaching');
  await membersOf(ports, open, [[PEOPLE.manager, 'manager']]);
  const { id: another } = await openProgram(ports.db, WORKSPACE, 'mentoring');
  await membersOf(ports, another, [[PEOPLE.other, 'manager']]);
  const own = await program(world, { name: NAME }, []);
  const closed = await program(
    world,
    { name: 'By invitation', state: 'open', rules: { joining: 'invited' } },
    [],
  );
  await ports.db
    .insertInto('invitations')
    .values({
      workspace_id: WORKSPACE,
      program_id: closed,
      person_id: PEOPLE.invited.personId,
      invited_by: PEOPLE.manager.personId,
      invited_at: ports.clock.now(),
      told_at: ports.clock.now(),
      not_now_at: null,
    })
    .execute();
  const both = [PEOPLE.invited, PEOPLE.invited] as const;
  const joined = await program(world, { name: 'For all who wish', state: 'running' }, [
    [both[0], 'guide'],
    [both[1], 'learner'],
  ]);
  const post = ports.newId();
  await ports.db
    .insertInto('posts')
    .values({
      workspace_id: WORKSPACE,
      id: post,
      program_id: open,
      kind: 'managing.announcement',
      occurrence: 'announcement',
      about: '{}',
      channel: 'C0GENERAL1',
      state: 'failed',
      due_at: ports.clock.now(),
      failures: 1,
      problem: 'archived',
    })
    .execute();
  return { program: open, own, closed, joined, post };
}

async function offers(world: World, who: PersonKey): Promise<void> {
  const { ports } = world;
  await ports.db
    .insertInto('profiles')
    .values({
      workspace_id: who.workspaceId,
      person_id: who.personId,
      kinds: ['mentoring'],
      topics: ['negotiation'],
      places: 4,
      languages: ['en'],
      ways: [],
      about: '',
      briefed_at: ports.clock.now(),
      updated_at: ports.clock.now(),
    })
    .execute();
}

/** A request in each state, and a cohort with its draft. */
async function requestsOf(world: World) {
  const { ports } = world;
  const { asks, asked, manager, cohortGuide, cohortLearner, cohortOther } = PEOPLE;
  await offers(world, asked);
  await offers(world, cohortGuide);
  const wish = async (name: string, guide = asked) => {
    const id = await program(world, { name, state: 'running' }, [[guide, 'guide']]);
    const begun = await beginRequest(ports, asks, id, WISH);
    if (begun.outcome !== 'suggested') throw new Error(`${name}: ${begun.outcome}`);
    return begun.suggestions.request;
  };
  const ask = async (name: string) => {
    const { id: requestId, version } = await wish(name);
    const sent = await sendRequest(ports, asks, { requestId, version, choices: [asked.personId] });
    if (sent.outcome !== 'offered') throw new Error(sent.outcome);
    const offer = (await offersTo(ports, asked)).find((one) => one.offer.requestId === requestId)?.offer;
    if (!offer) throw new Error('no offer');
    return { request: sent.request, offer };
  };
  const choosing = await wish('Spring', cohortGuide);
  const pending = await ask('Summer');
  const { offer } = await ask('Autumn');
  const question: Answer = { kind: 'ask', question: WORDS };
  await answerOffer(ports, asked, { offerId: offer.id, version: offer.version }, question);
  const back = (await offersTo(ports, asked)).find((one) => one.offer.id === offer.id)?.offer;

  const cohort = await program(
    world,
    { name: NAME, state: 'running', rules: { matching: 'cohort', joinsWhileRunning: false } },
    [
      [cohortGuide, 'guide'],
      [cohortLearner, 'learner'],
      [cohortOther, 'learner'],
    ],
  );
  for (const who of [cohortLearner, cohortOther]) await beginRequest(ports, who, cohort, WISH);
  const looked = await openCohort(ports, manager, cohort);
  if (looked.outcome !== 'draft') throw new Error(looked.outcome);
  const { id: draftId, version } = looked.shown.draft;
  return {
    choosing: `${choosing.id} ${choosing.version}`,
    offering: `${pending.request.id} ${pending.request.version}`,
    offer: `${pending.offer.id} ${pending.offer.version}`,
    question: `${offer.id} ${back?.version}`,
    cohort,
    cohortView: JSON.stringify({ draftId, version, list: 'all', page: 0 }),
    cohortPair: `${cohortLearner.personId} ${cohortGuide.personId}`,
  };
}
