import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rank } from '../../src/matching/rank.ts';
import { readGuides, readLearner, readLearners, type Wanted } from '../../src/matching/store/candidates.ts';
import { readLines, readLinesOf } from '../../src/matching/store/lines.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';
import { type PersonId, WorkspaceId } from '../../src/ports.ts';
import { ensureOpenPrograms, openProgram } from '../../src/programs/flow.ts';
import { type Program, ProgramId, ProgramRules } from '../../src/programs/program.ts';
import type { Schema } from '../../src/storage/schema.ts';
import { freshDatabase } from '../harness/database.ts';
import { NOW, personId } from './people.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const elsewhere = WorkspaceId.parse('T0ELSEWHERE');
const WISH: Wanted = {
  topics: ['negotiation'],
  ways: ['direct'],
  languages: ['en'],
  avoid: { ownDepartment: false, people: [] },
  earlierWelcome: false,
};
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

let database: Awaited<ReturnType<typeof freshDatabase>>;
let mentoring: Program;
let coaching: Program;
beforeAll(async () => {
  database = await freshDatabase();
  for (const id of [workspaceId, elsewhere]) {
    await registerWorkspace(database.db, id);
    await ensureOpenPrograms(database.db, id, NOW, randomUUID, 'en');
  }
  mentoring = await openProgram(database.db, workspaceId, 'mentoring');
  coaching = await openProgram(database.db, workspaceId, 'coaching');
});
afterAll(() => database.drop());

type Row = Record<string, unknown>;

async function person(name: string, given: Row = {}, workspace = workspaceId): Promise<PersonId> {
  const id = personId(name);
  await database.db
    .insertInto('people')
    .values({ workspace_id: workspace, id, name, time_zone: 'Europe/Warsaw', facts_at: NOW, ...given })
    .execute();
  return id;
}

async function guide(name: string, profile: Row = {}, given: Row = {}): Promise<PersonId> {
  const id = await person(name, given);
  await database.db
    .insertInto('profiles')
    .values({
      workspace_id: workspaceId,
      person_id: id,
      kinds: ['mentoring'],
      topics: ['negotiation', 'feedback'],
      places: 2,
      languages: ['en', 'pl'],
      ways: ['direct'],
      about: '',
      briefed_at: NOW,
      updated_at: NOW,
      ...profile,
    })
    .execute();
  return id;
}

async function request(learnerId: PersonId, state: 'matched' | 'offering' = 'matched'): Promise<string> {
  const id = randomUUID();
  await database.db
    .insertInto('requests')
    .values({
      workspace_id: workspaceId,
      id,
      program_id: mentoring.id,
      learner_id: learnerId,
      topics: [],
      ways: [],
      languages: ['en'],
      hopes: '',
      avoid: '{}',
      state,
      created_at: NOW,
    })
    .execute();
  return id;
}

async function pair(guideId: PersonId, learnerId: PersonId, endedAt: Date | null = null): Promise<void> {
  await database.db
    .insertInto('pairs')
    .values({
      workspace_id: workspaceId,
      id: randomUUID(),
      program_id: mentoring.id,
      request_id: await request(learnerId),
      kind: 'mentoring',
      guide_id: guideId,
      learner_id: learnerId,
      state: endedAt ? 'ended' : 'trial',
      fit: '{}',
      began_at: daysAgo(500),
      ended_at: endedAt,
    })
    .execute();
}

async function offer(
  guideId: PersonId,
  learnerId: PersonId,
  state: Schema['offers']['state'],
): Promise<void> {
  await database.db
    .insertInto('offers')
    .values({
      workspace_id: workspaceId,
      id: randomUUID(),
      request_id: await request(learnerId),
      guide_id: guideId,
      fit: '{}',
      state,
      made_at: NOW,
    })
    .execute();
}

const guidesById = async (program: Program) =>
  new Map((await readGuides(database.db, workspaceId, program, NOW)).map((one) => [one.id, one]));

describe('guides out of the database', () => {
  it('come with all that ranking needs', async () => {
    const hours = { days: [1, 2], from: '10:00', to: '14:00' };
    const whole = await guide(
      'WHOLE',
      { experience_years: 9, places: 9 },
      { department: 'Finance', experience_years: 3, hours: JSON.stringify(hours) },
    );
    const bare = await guide(
      'BARE',
      { topics: [], languages: [], ways: [], places: 0, briefed_at: null },
      { facts_at: null, time_zone: null, experience_years: 3 },
    );
    const learners = await Promise.all(['L1', 'L2', 'L3', 'L4'].map((name) => person(name)));
    const [l1, l2, l3, l4] = learners;
    if (!l1 || !l2 || !l3 || !l4) throw new Error('four were made');
    await pair(whole, l1);
    await pair(whole, l2, daysAgo(3));
    await offer(whole, l3, 'pending');
    await offer(whole, l4, 'asked');
    await offer(whole, l4, 'declined');
    const guides = await guidesById(mentoring);
    expect(guides.get(whole)).toEqual({
      id: whole,
      offersKind: true,
      isReady: true,
      topics: ['negotiation', 'feedback'],
      ways: ['direct'],
      languages: ['en', 'pl'],
      timeZone: 'Europe/Warsaw',
      hours,
      department: 'Finance',
      experienceYears: 9,
      isActive: true,
      isPaused: false,
      isGuest: false,
      places: 4,
      taken: 1,
      pending: 2,
    });
    expect(guides.get(bare)).toMatchObject({
      isReady: false,
      isActive: false,
      topics: [],
      languages: [],
      timeZone: 'UTC',
      hours: USUAL_HOURS,
      experienceYears: 3,
      places: 0,
      taken: 0,
      pending: 0,
    });
    // The same people, seen by the other program: coaches are confirmed, not briefed, and have three places at most.
    expect((await guidesById(coaching)).get(whole)).toMatchObject({
      offersKind: false,
      isReady: false,
      places: 3,
    });
  });

  it('are ready as coaches when confirmed, whatever else they offer', async () => {
    const id = await guide('COACH', {
      kinds: ['coaching', 'mentoring'],
      briefed_at: null,
      coach_confirmed_at: NOW,
    });
    expect((await guidesById(coaching)).get(id)).toMatchObject({ offersKind: true, isReady: true });
    expect((await guidesById(mentoring)).get(id)).toMatchObject({ offersKind: true, isReady: false });
  });

  it('say who is away, and for how long', async () => {
    const back = await guide('BACK', {}, { paused_at: daysAgo(9), back_on: '2026-06-10' });
    const soon = await guide('SOON', {}, { paused_at: daysAgo(9), back_on: '2026-06-11' });
    const gone = await guide('GONE', {}, { is_gone: true, is_guest: true });
    const guides = await guidesById(mentoring);
    expect(guides.get(back)?.isPaused).toBe(false);
    expect(guides.get(soon)?.isPaused).toBe(true);
    expect(guides.get(gone)).toMatchObject({ isActive: false, isGuest: true });
  });

  it('are its members where a program is not open to all, and never those of another workspace', async () => {
    const member = await guide('MEMBER');
    const manager = await guide('MANAGER');
    const closed: Program = {
      id: ProgramId.parse(randomUUID()),
      kind: 'mentoring',
      name: 'First year',
      purpose: '',
      channel: null,
      startsOn: null,
      endsOn: null,
      timeZone: 'Europe/Warsaw',
      language: 'en',
      version: 1,
      isForAll: false,
      state: 'running',
      rules: ProgramRules.parse({ mostPlaces: 1 }),
    };
    const { id, kind, name, state } = closed;
    const made = { workspace_id: workspaceId, created_at: NOW, is_for_all: false, rules: '{}' };
    await database.db
      .insertInto('programs')
      .values({ ...made, id, kind, name, state })
      .execute();
    const join = { workspace_id: workspaceId, program_id: id, added_at: NOW };
    await database.db
      .insertInto('program_members')
      .values([
        { ...join, person_id: member, role: 'guide' },
        { ...join, person_id: manager, role: 'manager' },
      ])
      .execute();
    const guides = await guidesById(closed);
    expect([...guides.keys()]).toEqual([member]);
    expect(guides.get(member)?.places).toBe(1);
    expect(await readGuides(database.db, elsewhere, mentoring, NOW)).toEqual([]);
  });

  it('survive a zone that we do not know and words that are no longer chosen', async () => {
    const odd = await guide(
      'ODD',
      { ways: ['direct', 'no-longer'], languages: ['en', 'xx'] },
      { time_zone: 'Mars/Base' },
    );
    expect((await guidesById(mentoring)).get(odd)).toMatchObject({
      timeZone: 'UTC',
      ways: ['direct'],
      languages: ['en'],
    });
  });
});

describe('a learner out of the database', () => {
  it('comes with whom they must not meet, whoever said so, and whom they met', async () => {
    const id = await person('SEEKER', { department: 'Sales', experience_years: 2 });
    const [mine, theirs, recent, running, old, mirrored] = await Promise.all(
      ['MINE', 'THEIRS', 'RECENT', 'RUNNING', 'OLD', 'MIRRORED'].map((name) => person(name)),
    );
    if (!mine || !theirs || !recent || !running || !old || !mirrored) throw new Error('six were made');
    await database.db
      .insertInto('exclusions')
      .values([
        { workspace_id: workspaceId, person_id: id, excluded_id: mine, made_at: NOW },
        { workspace_id: workspaceId, person_id: theirs, excluded_id: id, made_at: NOW },
        { workspace_id: workspaceId, person_id: theirs, excluded_id: mine, made_at: NOW },
      ])
      .execute();
    await pair(recent, id, daysAgo(364));
    await pair(running, id);
    await pair(old, id, daysAgo(366));
    await pair(id, mirrored, daysAgo(10));
    const found = await readLearner(database.db, workspaceId, id, WISH, NOW);
    expect(found).toEqual({
      ...WISH,
      id,
      timeZone: 'Europe/Warsaw',
      hours: USUAL_HOURS,
      department: 'Sales',
      experienceYears: 2,
      excluded: new Set([mine, theirs]),
      earlier: new Set([recent, running, mirrored]),
    });
    const wanted = new Map([id, mine, personId('NOBODY')].map((each) => [each, WISH]));
    const { learners } = await readLearners(database.db, workspaceId, wanted, NOW);
    expect([...learners.keys()].toSorted()).toEqual([mine, id].toSorted());
    expect(learners.get(mine)?.excluded).toEqual(new Set([id, theirs]));
    expect(learners.get(id)).toEqual(found);
  });

  it('is away when paused, gone or not known to Slack yet', async () => {
    const ids = await Promise.all([
      person('PRESENT'),
      person('PAUSED', { paused_at: daysAgo(1) }),
      person('LEFT', { is_gone: true }),
      person('IMPORTED', { facts_at: null, time_zone: null }),
    ]);
    const wanted = new Map(ids.map((id) => [id, WISH]));
    const { away, learners } = await readLearners(database.db, workspaceId, wanted, NOW);
    expect(away).toEqual(new Set(ids.slice(1)));
    expect(learners.size).toBe(4);
  });

  it('is nobody where they are not known, or known elsewhere', async () => {
    const id = await person('FOREIGN', {}, elsewhere);
    expect(await readLearner(database.db, workspaceId, id, WISH, NOW)).toBeUndefined();
    const none = await readLearners(database.db, workspaceId, new Map(), NOW);
    expect(none).toEqual({ learners: new Map(), away: new Set() });
  });
});

describe('reporting lines out of the database', () => {
  it('lead up and down over e-mails, people who are not in Slack yet, and loops', async () => {
    // HEAD > (lookup) boss@x > MID > LOW > LOWEST; OTHER > HEAD makes it no loop, LOOPA and LOOPB do.
    const head = await person('HEAD', { email: 'Head@x.example', manager_key: 'top@x.example' });
    const top = await person('TOP', { email: 'top@x.example' });
    await database.db
      .insertInto('lookups')
      .values({ workspace_id: workspaceId, email: 'boss@x.example', manager_key: 'head@x.example' })
      .execute();
    const mid = await person('MID', { manager_key: 'boss@x.example', email: 'mid@x.example' });
    const low = await person('LOW', { manager_key: mid });
    const lowest = await person('LOWEST', { manager_key: low });
    const beside = await person('BESIDE', { manager_key: 'mid@x.example' });
    const a = await person('LOOPA', { manager_key: personId('LOOPB') });
    const b = await person('LOOPB', { manager_key: a });
    const all = [head, top, mid, low, lowest, beside, a, b, personId('STRANGER')];
    const whole = await readLines(database.db, workspaceId);
    const inLine = (id: PersonId, lines = whole) =>
      all.filter((other) => lines.inOneLine(id, other)).toSorted();
    expect(inLine(low)).toEqual([head, top, mid, lowest].toSorted());
    expect(inLine(top)).toEqual([head, mid, low, lowest, beside].toSorted());
    expect(inLine(beside)).toEqual([head, top, mid].toSorted());
    for (const id of all) {
      const lines = await readLinesOf(database.db, workspaceId, id);
      expect(inLine(id, lines)).toEqual(inLine(id));
    }
  });
});

it('a learner is ranked with what was read: the guide, and not their manager', async () => {
  const boss = await guide('BOSS2');
  const good = await guide('GOOD2', { topics: ['presenting'] });
  const id = await person('REPORT2', { manager_key: boss });
  const of = await readLearner(database.db, workspaceId, id, { ...WISH, topics: ['presenting'] }, NOW);
  if (!of) throw new Error('was just made');
  const guides = await readGuides(database.db, workspaceId, mentoring, NOW);
  const lines = await readLinesOf(database.db, workspaceId, id);
  const { candidates } = rank(of, guides, { program: mentoring, lines, now: NOW });
  expect(candidates[0]?.guideId).toBe(good);
  expect(candidates.map(({ guideId }) => guideId)).not.toContain(boss);
});
