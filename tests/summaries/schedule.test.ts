import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enrol } from '../../src/people/flow/facts.ts';
import { PersonId } from '../../src/ports.ts';
import type { Program } from '../../src/programs/program.ts';
import type { Database } from '../../src/storage/database.ts';
import { decideOnSummary, lookAtSummaries, summariesTurn } from '../../src/summaries/flow/summaries.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';
import { takeEach } from '../harness/turns.ts';
import { aWorkspace, fill, WORKSPACE } from './program.ts';

const JONAS = { workspaceId: WORKSPACE, personId: PersonId.parse('U0JONASBRA') };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let ports: TestPorts;
let program: Program;
beforeAll(async () => {
  database = await freshDatabase();
  db = database.db;
  await aWorkspace(db);
  program = await fill(db, 'mentoring', 1, 12);
  ports = await testPorts(db);
  await enrol(ports, JONAS);
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const table of ['posts', 'deliveries', 'summaries', 'program_members', 'audit_events'])
    await sql.raw(`delete from ${table}`).execute(db);
  await set({});
  await manages();
});

/** The mentoring program as it is to be from now on. */
const set = ({
  summaries = 'weekly',
  channel = 'C0LEADERSH',
  state = 'running',
}: {
  summaries?: string;
  channel?: string | null;
  state?: string;
}) =>
  sql`update programs set channel = ${channel}, state = ${state}, time_zone = 'Europe/Warsaw',
    rules = rules || jsonb_build_object('summaries', ${summaries}::text) where id = ${program.id}`.execute(
    db,
  );
const manages = () =>
  sql`insert into program_members (workspace_id, program_id, person_id, role, added_at)
    values (${WORKSPACE}, ${program.id}, ${JONAS.personId}, 'manager', now())`.execute(db);
/** It is then, and everything that is due has been looked at. */
const at = async (moment: string): Promise<void> => {
  ports.moveTo(moment);
  while ((await takeEach(ports.db, [summariesTurn(ports)], ports.clock.now())) > 0);
};
const posted = async () =>
  (await db.selectFrom('posts').select('occurrence').orderBy('occurrence').execute()).map(
    (one) => one.occurrence,
  );
const asked = async () =>
  (await db.selectFrom('deliveries').select('occurrence').orderBy('occurrence').execute()).map((one) =>
    one.occurrence.split(':').at(-1),
  );
const dueAt = async () =>
  (await db.selectFrom('summaries').select('due_at').execute()).map((one) => one.due_at?.toISOString());
const decide = (period: string, lets = true) =>
  decideOnSummary(ports, JONAS, { programId: program.id, period }, lets);

const MONDAY = '2026-11-30T08:00:00Z';

describe('summaries', () => {
  it('are not begun in a program without a channel, without a wish for them, or that does not run', async () => {
    for (const differs of [{ channel: null }, { summaries: 'none' }, { state: 'open' }, { state: 'ended' }]) {
      await set(differs);
      await at(MONDAY);
    }
    expect([await posted(), await asked(), await dueAt()]).toEqual([[], [], []]);
  });

  it('ask once a week until one is let out, and are looked at each morning', async () => {
    await at(MONDAY);
    await at('2026-11-30T20:00:00Z');
    expect([await posted(), await asked(), await dueAt()]).toEqual([
      [],
      ['2026-11-30'],
      ['2026-12-01T08:00:00.000Z'],
    ]);
    await at('2026-12-06T08:00:00Z');
    expect(await asked()).toEqual(['2026-11-30']);
    await at('2026-12-07T08:00:00Z');
    expect([await posted(), await asked()]).toEqual([[], ['2026-11-30', '2026-12-07']]);
  });

  it('go out by themselves after that, one a week', async () => {
    await at(MONDAY);
    expect(await decide('2026-11-30')).toBe('approved');
    expect(await decide('2026-11-30')).toBe('approved');
    expect(await posted()).toEqual(['summary:2026-11-30']);
    await at('2026-12-08T09:00:00Z');
    expect([await posted(), await asked()]).toEqual([
      ['summary:2026-11-30', 'summary:2026-12-07'],
      ['2026-11-30'],
    ]);
  });

  it('rest where the channel does not take one, until it stands there or there is another channel', async () => {
    await at(MONDAY);
    await decide('2026-11-30');
    const stands = (state: 'sent' | 'failed', problem: string | null) =>
      db.updateTable('posts').set({ state, problem }).where('state', '<>', 'sent').execute();
    await stands('failed', 'archived');
    for (const morning of ['2026-12-07', '2026-12-14']) await at(`${morning}T08:00:00Z`);
    expect([await posted(), await dueAt()]).toEqual([['summary:2026-11-30'], ['2026-12-15T08:00:00.000Z']]);
    // "Post again", and it is there.
    await stands('sent', null);
    await at('2026-12-15T08:00:00Z');
    expect(await posted()).toEqual(['summary:2026-11-30', 'summary:2026-12-14']);
    await stands('failed', 'not-in-channel');
    await set({ channel: 'C0ENGINEER' });
    await at('2026-12-21T08:00:00Z');
    expect(await posted()).toEqual(['summary:2026-11-30', 'summary:2026-12-14', 'summary:2026-12-21']);
    // What is no fault of the channel holds up nothing.
    await stands('failed', 'unknown');
    await at('2026-12-28T08:00:00Z');
    expect((await posted()).at(-1)).toBe('summary:2026-12-28');
  });

  it('let out late, the one of the present week goes out', async () => {
    await at(MONDAY);
    ports.moveTo('2026-12-09T12:00:00Z');
    expect(await decide('2026-11-30')).toBe('approved');
    await at('2026-12-10T12:00:00Z');
    expect(await posted()).toEqual(['summary:2026-12-07']);
  });

  it('change from weeks to months with the program', async () => {
    await at(MONDAY);
    await decide('2026-11-30');
    await set({ summaries: 'monthly' });
    await at('2026-12-01T08:00:00Z');
    expect(await posted()).toEqual(['summary:2026-11-30', 'summary:2026-12']);
  });

  it('end with a last one, and none is posted where none was ever let out', async () => {
    await at(MONDAY);
    await decide('2026-11-30');
    await set({ state: 'ended' });
    await at('2026-12-01T08:00:00Z');
    await at('2027-02-01T08:00:00Z');
    expect([await posted(), await dueAt()]).toEqual([['summary:2026-11-30', 'summary:final'], [undefined]]);
  });

  it('of a program that ends before one was let out end without', async () => {
    await at(MONDAY);
    await set({ state: 'ended' });
    await at('2026-12-01T08:00:00Z');
    expect([await posted(), await asked(), await dueAt()]).toEqual([[], ['2026-11-30'], [undefined]]);
  });

  it('rest while nobody wants them, and go on where they are wanted again', async () => {
    await at(MONDAY);
    await decide('2026-11-30');
    await set({ summaries: 'none' });
    await at('2026-12-07T08:00:00Z');
    expect([await posted(), await dueAt()]).toEqual([['summary:2026-11-30'], [undefined]]);
    await set({});
    await at('2026-12-15T08:00:00Z');
    expect(await posted()).toEqual(['summary:2026-11-30', 'summary:2026-12-14']);
  });

  it('“not yet” is no for that week alone, and nobody has to decide on what is over', async () => {
    await at(MONDAY);
    expect(await decide('2026-11-30', false)).toBe('put-off');
    await at('2026-12-07T08:00:00Z');
    expect(await asked()).toEqual(['2026-11-30', '2026-12-07']);
    await set({ channel: null });
    expect(await decide('2026-12-07')).toBe('over');
    expect(await posted()).toEqual([]);
  });

  it('wait for somebody who can be asked, from one morning to the next', async () => {
    await db.deleteFrom('program_members').execute();
    await at(MONDAY);
    expect(await asked()).toEqual([]);
    await manages();
    await at('2026-12-01T08:00:00Z');
    expect(await asked()).toEqual(['2026-11-30']);
  });

  it('where two processes look at once ask and post once', async () => {
    ports.moveTo(MONDAY);
    await Promise.all([lookAtSummaries(ports), lookAtSummaries(ports), lookAtSummaries(ports)]);
    expect(await asked()).toEqual(['2026-11-30']);
    await Promise.all([decide('2026-11-30'), decide('2026-11-30'), decide('2026-11-30', false)]);
    ports.moveTo('2026-12-08T08:00:00Z');
    await Promise.all([lookAtSummaries(ports), lookAtSummaries(ports)]);
    expect((await posted()).at(-1)).toBe('summary:2026-12-07');
    expect(new Set(await posted()).size).toBe((await posted()).length);
  });
});
