import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { needsOf, type Task } from '../../src/managing/flow/needs.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { type Kind, PersonId, WorkspaceId } from '../../src/ports.ts';
import { ensureOpenPrograms } from '../../src/programs/flow.ts';
import type { ProgramState } from '../../src/programs/program.ts';
import { SUMMARY_POST } from '../../src/summaries/flow/summaries.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const person = (id: string) => ({ workspaceId, personId: PersonId.parse(id) });
const [anika, other, admin] = [person('U0ANIKATUI'), person('U0PIOTRZAW'), person('U0JONASBRA')];
const NOW = '2026-12-02T12:00:00Z';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let ports: TestPorts;
beforeAll(async () => {
  database = await freshDatabase();
  await registerWorkspace(database.db, workspaceId);
  ports = await testPorts(database.db, { now: NOW });
  await ensureOpenPrograms(database.db, workspaceId, ports.clock.now(), ports.newId, 'en');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.deleteFrom('programs').where('is_for_all', '=', false).execute();
  await database.db.deleteFrom('profiles').execute();
});

/** A program that Anika manages. */
async function program(
  name: string,
  state: ProgramState,
  {
    kind = 'mentoring',
    rules = {},
    startsOn = null,
  }: { kind?: Kind; rules?: object; startsOn?: string | null } = {},
): Promise<string> {
  const id = ports.newId();
  await sql`insert into programs
      (workspace_id, id, kind, name, purpose, is_for_all, state, channel, starts_on, time_zone, language, rules,
      created_at)
    select workspace_id, ${id}, ${kind}, ${name}, '', false, ${state}, 'C0MENTORIN', ${startsOn}::date, time_zone, language,
      rules || ${JSON.stringify(rules)}::jsonb, created_at
    from programs where is_for_all and kind = ${kind}`.execute(database.db);
  await sql`insert into people (workspace_id, id, locale, time_zone)
    values (${workspaceId}, ${anika.personId}, 'en-GB', 'Europe/Berlin') on conflict do nothing`.execute(
    database.db,
  );
  await sql`insert into program_members (workspace_id, program_id, person_id, role, added_at)
    values (${workspaceId}, ${id}, ${anika.personId}, 'manager', ${NOW})`.execute(database.db);
  return id;
}
async function post(programId: string, kind: string, day: string, problem: string | null): Promise<void> {
  await sql`insert into posts
      (workspace_id, id, program_id, occurrence, kind, about, channel, state, due_at, problem)
    values (${workspaceId}, ${ports.newId()}, ${programId}, ${`${kind} ${day}`}, ${kind}, '{}', 'C0MENTORIN',
      ${problem ? 'failed' : 'sent'}, ${day}, ${problem})`.execute(database.db);
}
const summary = (programId: string, asked: string, putOff: string | null, approvedAt: string | null) =>
  sql`insert into summaries (workspace_id, program_id, asked, put_off, approved_at)
    values (${workspaceId}, ${programId}, ${asked}, ${putOff}, ${approvedAt}::timestamptz)`.execute(
    database.db,
  );
async function asks(programId: string, state: 'waiting' | 'offering', learner: string): Promise<void> {
  await sql`insert into people (workspace_id, id, locale, time_zone)
    values (${workspaceId}, ${learner}, 'en-GB', 'Europe/Berlin') on conflict do nothing`.execute(
    database.db,
  );
  await sql`insert into requests
      (workspace_id, id, program_id, learner_id, topics, ways, languages, hopes, avoid, state, created_at)
    values (${workspaceId}, ${ports.newId()}, ${programId}, ${learner}, '{feedback}', '{}', '{en}', '', '{}',
      ${state}, ${NOW})`.execute(database.db);
}
async function coach(id: string, confirmedAt: string | null): Promise<void> {
  await sql`insert into people (workspace_id, id, locale, time_zone)
    values (${workspaceId}, ${id}, 'en-GB', 'Europe/Berlin') on conflict do nothing`.execute(database.db);
  await sql`insert into profiles
      (workspace_id, person_id, kinds, topics, ways, places, languages, about, coach_confirmed_at, briefed_at, updated_at)
    values (${workspaceId}, ${id}, '{coaching}', '{feedback}', '{}', 2, '{en}', '', ${confirmedAt}::timestamptz, ${NOW},
      ${NOW})`.execute(database.db);
}
/** As `One: not-in-channel`. */
function inShort(task: Task): string {
  switch (task.task) {
    case 'life':
      return `${task.program.name}: ${task.need.need}`;
    case 'post':
      return `${task.post.program}: ${task.post.problem}`;
    case 'summary':
      return `${task.preview.program.name}: summary of ${task.preview.period}`;
    case 'cohort':
      return `${task.cohort.program.name}: ${task.cohort.draft ?? `${task.cohort.newcomers} new`}`;
    case 'coaches':
      return `${task.count} to confirm`;
    case 'unmet':
      return `${task.program.name}: ${task.count} not met`;
  }
}
const tasks = async (who = anika, isAdmin = false) => (await needsOf(ports, who, { isAdmin })).map(inShort);

it('all that needs a manager stands in order: what has come, what is missing, what waits for a word, drafts', async () => {
  await program('Draft', 'draft');
  const cohort = await program('Cohort', 'running', { rules: { matching: 'cohort', summaries: 'monthly' } });
  await post(cohort, SUMMARY_POST, '2026-12-01', 'not-in-channel');
  await summary(cohort, '2026-12', null, null);
  await asks(cohort, 'waiting', 'U0LEARNER1');
  await asks(cohort, 'offering', 'U0LEARNER2');
  await program('Ready', 'open', { kind: 'coaching', startsOn: '2026-12-01' });
  await coach('U0COACH1', null);
  await coach('U0COACH2', NOW);
  expect(await tasks()).toEqual([
    'Ready: to-start',
    'Cohort: not-in-channel',
    'Cohort: summary of 2026-12',
    'Cohort: 1 new',
    '1 to confirm',
    'Draft: lacks',
  ]);
  expect(await tasks(admin, true)).toEqual(await tasks());
  expect(await tasks(other)).toEqual([]);
});

it.each([
  ['not-in-channel', true],
  ['no-channel', true],
  ['archived', true],
  ['not-allowed', true],
  ['not-taken', true],
  ['given-up', true],
  // Somebody wanted it away, or it stands there, or may.
  ['deleted', false],
  ['cant-change', false],
  ['unknown', false],
])('a post that failed because of %s needs them: %s', async (problem, needs) => {
  const id = await program('One', 'running');
  await post(id, SUMMARY_POST, '2026-12-01', problem);
  expect(await tasks()).toEqual(needs ? [`One: ${problem}`] : []);
});

it('a post that a newer one has followed, or whose program is over, is not missed', async () => {
  const id = await program('One', 'running');
  await post(id, SUMMARY_POST, '2026-11-01', 'archived');
  await post(id, SUMMARY_POST, '2026-12-01', null);
  // Another kind of post takes no place of it.
  await post(id, 'managing.announcement', '2026-10-01', 'archived');
  expect(await tasks()).toEqual(['One: archived']);
  await database.db.updateTable('programs').set({ state: 'ended' }).where('id', '=', id).execute();
  expect(await tasks()).toEqual([]);
});

it.each([
  ['asked about this month', '2026-12', null, null, true],
  ['asked about an earlier one', '2026-11', null, null, false],
  ['put off', '2026-12', '2026-12', null, false],
  ['put off, and asked again', '2026-12', '2026-11', null, true],
  ['let out', '2026-12', null, NOW, false],
])('a first summary: %s', async (_, asked, putOff, approvedAt, needs) => {
  const id = await program('One', 'running', { rules: { summaries: 'monthly' } });
  await summary(id, asked, putOff, approvedAt);
  expect(await tasks()).toEqual(needs ? ['One: summary of 2026-12'] : []);
});

it('who waits for a program to start, or for somebody who fits, waits for no manager', async () => {
  const open = await program('Open', 'open', { rules: { matching: 'cohort' } });
  await asks(open, 'waiting', 'U0LEARNER1');
  const alone = await program('One by one', 'running');
  await asks(alone, 'waiting', 'U0LEARNER1');
  expect(await tasks()).toEqual([]);
});

it('whom the last round had nobody for is told so; others who wait are new to it, but for a break', async () => {
  const id = await program('Cohort', 'running', { rules: { matching: 'cohort' } });
  for (const learner of ['U0LEARNER1', 'U0LEARNER2', 'U0LEARNER3', 'U0LEARNER4'])
    await asks(id, 'waiting', learner);
  expect(await tasks()).toEqual(['Cohort: 4 new']);
  await sql`insert into drafts (workspace_id, id, program_id, state, state_data, result, made_at)
    select ${workspaceId}, ${ports.newId()}, ${id}, 'published',
      '{"progress":{"lapsed":[{"learnerId":"U0LEARNER2","guideId":"U0GUIDE1"}]}}',
      jsonb_build_object('unmatched', jsonb_build_array(jsonb_build_object('requestId', id))), ${NOW}
    from requests where learner_id = 'U0LEARNER1'`.execute(database.db);
  expect(await tasks()).toEqual(['Cohort: 2 new']);
  await database.db
    .updateTable('people')
    .set({ paused_at: new Date(NOW), back_on: '2026-12-09' })
    .where('id', '=', 'U0LEARNER3')
    .execute();
  expect(await tasks()).toEqual(['Cohort: 1 new']);
});

it('a coach whose confirmation was taken back is decided on', async () => {
  await program('Coaching', 'running', { kind: 'coaching' });
  await coach('U0COACH1', null);
  expect(await tasks()).toEqual(['1 to confirm']);
  await sql`insert into audit_events (workspace_id, at, actor, what, about)
    values (${workspaceId}, ${NOW}, ${anika.personId}, 'coach.confirmation-taken-back', '{"coach":"U0COACH1"}')`.execute(
    database.db,
  );
  expect(await tasks()).toEqual([]);
});
