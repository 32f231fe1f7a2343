import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { coachesFor, coachesForHome, decideOnCoach, isStillSo } from '../../src/managing/flow/coaches.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { profileOf } from '../../src/people/flow/people.ts';
import { type OfferPorts, saveOffer } from '../../src/people/flow/profile.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { ensureOpenPrograms, guideRules, openProgram } from '../../src/programs/flow.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const person = (id: string) => ({ workspaceId, personId: PersonId.parse(id) });
const [coach, admin, manager, other] = [
  person('U0DARNELLO'),
  person('U0JONASBRA'),
  person('U0ANIKATUI'),
  person('U0PIOTRZAW'),
];

describe('confirming coaches', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let ports: TestPorts & OfferPorts;
  let isStillAdmin = true;
  beforeAll(async () => {
    database = await freshDatabase();
    await registerWorkspace(database.db, workspaceId);
    ports = Object.assign(
      await testPorts(database.db, {
        factsOf: ({ personId }) => ({ isAdmin: isStillAdmin && personId === admin.personId }),
      }),
      { rules: () => guideRules(database.db, workspaceId), taken: async () => 0 },
    );
    await ensureOpenPrograms(database.db, workspaceId, ports.clock.now(), ports.newId, 'en');
    await enrol(ports, manager);
    const program = await openProgram(database.db, workspaceId, 'coaching');
    await database.db
      .insertInto('program_members')
      .values({
        workspace_id: workspaceId,
        program_id: program.id,
        person_id: manager.personId,
        role: 'manager',
        added_at: ports.clock.now(),
      })
      .execute();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    isStillAdmin = true;
    ports.moveTo('2026-11-23T12:00:00Z');
    for (const table of ['audit_events', 'deliveries', 'profiles'] as const)
      await database.db.deleteFrom(table).execute();
    const sent = { topics: ['negotiation'], languages: ['en'], ways: [], years: null, about: null };
    await saveOffer(ports, coach, {
      opened: null,
      sent: { ...sent, kinds: ['coaching'], places: '2', isBriefed: false },
    });
  });

  const decide = (who = manager, isConfirmed = true) =>
    decideOnCoach(ports, who, coach.personId, { isConfirmed });
  const planned = () =>
    database.db.selectFrom('deliveries').select(['person_id', 'kind', 'about', 'due_at']).execute();
  const audited = () => database.db.selectFrom('audit_events').select(['actor', 'what']).execute();

  it('is for managers of coaching and admins, who are asked about each time', async () => {
    expect(await coachesFor(ports, admin)).toHaveLength(1);
    expect(await coachesFor(ports, manager)).toHaveLength(1);
    expect(await coachesFor(ports, other)).toBeUndefined();
    expect(await coachesForHome(ports, manager, { isAdmin: false })).toHaveLength(1);
    expect(await coachesForHome(ports, other, { isAdmin: false })).toEqual([]);
    isStillAdmin = false;
    expect(await decide(admin)).toEqual({ outcome: 'not-manager' });
    expect(await decide(other)).toEqual({ outcome: 'not-manager' });
    expect(await decide(coach)).toEqual({ outcome: 'not-manager' });
    expect(await profileOf(database.db, coach)).toMatchObject({ coachConfirmedAt: null });
    expect(await planned()).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  it('happens once, however many do it at once, and tells the coach once', async () => {
    const both = await Promise.all([decide(), decide(admin)]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['as-it-was', 'confirmed']);
    expect(await profileOf(database.db, coach)).toMatchObject({ coachConfirmedAt: ports.clock.now() });
    expect(await planned()).toEqual([
      {
        person_id: coach.personId,
        kind: 'managing.coach-confirmed',
        about: { coach: coach.personId },
        due_at: ports.clock.now(),
      },
    ]);
    expect((await audited()).map(({ what }) => what)).toEqual(['coach.confirmed']);
  });

  it('outside the coach’s hours is told in them', async () => {
    ports.moveTo('2026-11-28T20:00:00Z');
    await decide();
    expect((await planned()).map(({ due_at }) => due_at)).toEqual([new Date('2026-11-30T08:00:00Z')]);
  });

  it('can be taken back, and what is no longer true is not told', async () => {
    await decide();
    expect(await isStillSo(ports, coach, 'confirmed')).toBe(true);
    ports.moveTo('2026-11-23T12:01:00Z');
    expect(await decide(admin, false)).toMatchObject({
      outcome: 'taken-back',
      coaches: [{ confirmed: null }],
    });
    expect(await isStillSo(ports, coach, 'confirmed')).toBe(false);
    expect(await isStillSo(ports, coach, 'taken-back')).toBe(true);
    expect(await decide(admin, false)).toMatchObject({ outcome: 'as-it-was' });
    expect((await planned()).map(({ kind }) => kind).toSorted()).toEqual([
      'managing.coach-confirmed',
      'managing.coach-taken-back',
    ]);
    await database.db.deleteFrom('profiles').execute();
    expect(await isStillSo(ports, coach, 'taken-back')).toBe(false);
    expect(await decide()).toEqual({ outcome: 'no-coach', coaches: [] });
  });
});

describe('what programs ask of guides', () => {
  it('is what the most generous running one of the kind asks', async () => {
    const { db, drop } = await freshDatabase();
    await registerWorkspace(db, workspaceId);
    const now = new Date('2026-11-23T12:00:00Z');
    expect(await guideRules(db, workspaceId)).toEqual({
      coaching: { mostPlaces: 3, guestsAllowed: false },
      mentoring: { mostPlaces: 4, guestsAllowed: false },
    });
    await ensureOpenPrograms(db, workspaceId, now, () => crypto.randomUUID(), 'en');
    const program = (rules: object, state: 'running' | 'ended') =>
      db
        .insertInto('programs')
        .values({
          workspace_id: workspaceId,
          id: crypto.randomUUID(),
          kind: 'coaching',
          name: 'x',
          is_for_all: false,
          state,
          rules: JSON.stringify(rules),
          created_at: now,
        })
        .execute();
    await program({ mostPlaces: 9 }, 'ended');
    await program({ mostPlaces: 5, guestsAllowed: true }, 'running');
    await program({ mostPlaces: 1 }, 'running');
    expect(await guideRules(db, workspaceId)).toEqual({
      coaching: { mostPlaces: 5, guestsAllowed: true },
      mentoring: { mostPlaces: 4, guestsAllowed: false },
    });
    await drop();
  });
});
