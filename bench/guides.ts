/** Ten thousand people who offer themselves as guides, and some who look for one; the same in every run. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Wanted } from '../src/matching/store/candidates.ts';
import { type Spoken, WAYS } from '../src/people/profile.ts';
import { TOPICS } from '../src/people/topics.ts';
import type { WorkspaceId } from '../src/ports.ts';
import type { Program } from '../src/programs/program.ts';
import type { Database } from '../src/storage/database.ts';

export const LEARNERS = 20;
const BATCH = 500;
const ZONES = [
  'Europe/Warsaw',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
];
const SPOKEN: readonly Spoken[] = ['pl', 'de', 'fr', 'es', 'uk', 'hi', 'ja'];
const STARTS = ['07:00', '08:00', '08:30', '09:00', '10:00'];
const ENDS = ['15:00', '16:00', '16:30', '17:00', '18:00'];
const DEPARTMENTS = 40;
const TOPIC_IDS = TOPICS.map(({ id }) => id);

interface Filling {
  workspaceId: WorkspaceId;
  program: Program;
  guides: number;
  now: Date;
}

/** Guides with reporting lines, pairs, pauses and hours of their own, and learners with some exclusions. */
export async function fillWithGuides(
  db: Database,
  { workspaceId, program, guides, now }: Filling,
): Promise<void> {
  const { id, kind, name, state, isForAll, rules } = program;
  await db.insertInto('workspaces').values({ id: workspaceId }).execute();
  await db
    .insertInto('programs')
    .values({
      id,
      kind,
      name,
      state,
      workspace_id: workspaceId,
      is_for_all: isForAll,
      rules: JSON.stringify(rules),
      created_at: now,
    })
    .execute();
  const learners = Array.from({ length: LEARNERS }, (_, at) => `U0LEARNER${at}`);
  const people = [...learners, ...Array.from({ length: guides }, (_, at) => guideId(at))].map(
    (personId, at) => {
      const roll = dice(at);
      const [from, to] = [oneOf(STARTS, roll()), oneOf(ENDS, roll())];
      return {
        workspace_id: workspaceId,
        id: personId,
        name: `Person ${at}`,
        email: `person.${at}@example.com`,
        time_zone: oneOf(ZONES, roll()),
        facts_at: now,
        department: `Department ${roll() % DEPARTMENTS}`,
        experience_years: roll() % 30,
        // Everybody has a manager, seven a manager, up to one at the top.
        manager_key: at === 0 ? null : guideId(Math.floor(at / 7)),
        hours: roll() % 3 === 0 ? JSON.stringify({ days: [1, 2, 3, 4, 5], from, to }) : null,
        paused_at: roll() % 50 === 0 ? now : null,
      };
    },
  );
  await inBatches(people, (rows) => db.insertInto('people').values(rows).execute());
  const profiles = Array.from({ length: guides }, (_, at) => {
    const roll = dice(at + guides);
    return {
      workspace_id: workspaceId,
      person_id: guideId(at),
      kinds: [kind],
      topics: some(TOPIC_IDS, 3 + (roll() % 6), roll),
      places: 1 + (roll() % 4),
      languages: ['en', ...some(SPOKEN, roll() % 3, roll)],
      ways: some(WAYS, roll() % 5, roll),
      about: 'Happy to share what I learned on the way.',
      experience_years: roll() % 30,
      briefed_at: now,
      updated_at: now,
    };
  });
  await inBatches(profiles, (rows) => db.insertInto('profiles').values(rows).execute());
  await fillWithPairs(db, { workspaceId, program, guides, now });
  const exclusions = learners.map((person_id, at) => ({
    workspace_id: workspaceId,
    person_id,
    excluded_id: guideId(at * 100),
    made_at: now,
  }));
  await db.insertInto('exclusions').values(exclusions).execute();
  // What an app that has run for a while has: statistics of its tables.
  await sql`analyze`.execute(db);
}

/** Every second guide has somebody already, and every tenth an offer to answer. */
async function fillWithPairs(db: Database, { workspaceId, program, guides, now }: Filling): Promise<void> {
  const made = Array.from({ length: Math.floor(guides / 2) }, (_, at) => {
    const [guide, learner] = [guideId(at * 2), guideId(at * 2 + 1)];
    return { at, guide, learner, requestId: randomUUID(), isOffer: at % 5 === 0 };
  });
  const requests = made.map(({ learner, requestId, isOffer }) => ({
    workspace_id: workspaceId,
    id: requestId,
    program_id: program.id,
    learner_id: learner,
    topics: [],
    ways: [],
    languages: ['en'],
    hopes: '',
    avoid: '{}',
    state: isOffer ? ('offering' as const) : ('matched' as const),
    created_at: now,
  }));
  await inBatches(requests, (rows) => db.insertInto('requests').values(rows).execute());
  const pairs = made
    .filter(({ isOffer }) => !isOffer)
    .map(({ at, guide, learner, requestId }) => ({
      workspace_id: workspaceId,
      id: randomUUID(),
      program_id: program.id,
      request_id: requestId,
      kind: program.kind,
      guide_id: guide,
      learner_id: learner,
      state: at % 3 === 0 ? ('ended' as const) : ('running' as const),
      fit: '{}',
      began_at: now,
      ended_at: at % 3 === 0 ? now : null,
    }));
  await inBatches(pairs, (rows) => db.insertInto('pairs').values(rows).execute());
  const offers = made
    .filter(({ isOffer }) => isOffer)
    .map(({ guide, requestId }) => ({
      workspace_id: workspaceId,
      id: randomUUID(),
      request_id: requestId,
      guide_id: guide,
      fit: '{}',
      state: 'pending' as const,
      made_at: now,
    }));
  await inBatches(offers, (rows) => db.insertInto('offers').values(rows).execute());
}

/** What the learner of this number asks for. */
export function wishOf(at: number): Wanted {
  const roll = dice(at);
  return {
    topics: some(TOPIC_IDS, 3, roll),
    ways: some(WAYS, 3, roll),
    languages: ['en', 'pl'],
    avoid: { ownDepartment: at % 2 === 0, people: [] },
    earlierWelcome: false,
  };
}

function guideId(at: number): string {
  return `U0GUIDE${at}`;
}

async function inBatches<T>(rows: readonly T[], insert: (rows: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) await insert(rows.slice(at, at + BATCH));
}

/** Numbers that look like chance and are the same in every run. (The generator of Numerical Recipes.) */
function dice(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

function oneOf<T>(values: readonly T[], roll: number): T {
  const value = values[roll % values.length];
  if (value === undefined) throw new RangeError('no values to choose from');
  return value;
}

/** At most `count` of the values, each once. */
function some<T>(values: readonly T[], count: number, roll: () => number): T[] {
  return [...new Set(Array.from({ length: count }, () => oneOf(values, roll())))];
}
