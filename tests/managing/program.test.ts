import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addProgramDays,
  holidayChoice,
  type ProgramPorts,
  programFor,
  removeProgramDays,
  saveHolidays,
  saveRhythm,
} from '../../src/managing/flow/program.ts';
import { homeOf } from '../../src/managing/flow/seeing.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { typedRhythm } from '../../src/programs/changing.ts';
import { ensureOpenPrograms, openProgram, programOf } from '../../src/programs/flow.ts';
import type { ProgramId } from '../../src/programs/program.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const person = (id: string) => ({ workspaceId, personId: PersonId.parse(id) });
const [admin, manager, other] = [person('U0JONASBRA'), person('U0ANIKATUI'), person('U0PIOTRZAW')];
const READER = { language: 'en', timeZone: 'Europe/Warsaw' };
const typed = (changes: Record<string, string> = {}) => ({
  ...Object.fromEntries(typedRhythm('coaching', CadenceRules.parse({}))),
  ...changes,
});

describe('what a program has set', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let ports: TestPorts & ProgramPorts;
  let coaching: ProgramId;
  let mentoring: ProgramId;
  let changed: string[] = [];
  let fails = false;
  beforeAll(async () => {
    database = await freshDatabase();
    await registerWorkspace(database.db, workspaceId);
    ports = Object.assign(
      await testPorts(database.db, { factsOf: ({ personId }) => ({ isAdmin: personId === admin.personId }) }),
      {
        programChanged: async (_: unknown, { programId }: { programId: ProgramId }) => {
          if (fails) throw new Error('what listens to changes fails');
          changed.push(programId);
        },
      },
    );
    await ensureOpenPrograms(database.db, workspaceId, ports.clock.now(), ports.newId, 'en');
    await enrol(ports, manager);
    coaching = (await openProgram(database.db, workspaceId, 'coaching')).id;
    mentoring = (await openProgram(database.db, workspaceId, 'mentoring')).id;
    await database.db
      .insertInto('program_members')
      .values({
        workspace_id: workspaceId,
        program_id: coaching,
        person_id: manager.personId,
        role: 'manager',
        added_at: ports.clock.now(),
      })
      .execute();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    [changed, fails] = [[], false];
    await database.db.deleteFrom('audit_events').execute();
    await database.db.updateTable('programs').set({ rules: '{}', state: 'running' }).execute();
  });
  const audited = async () =>
    (await database.db.selectFrom('audit_events').select(['actor', 'what', 'about']).execute()).map(
      ({ actor, what, about }) => [actor, what, about],
    );
  const rules = async (id = coaching) => (await programOf(database.db, workspaceId, id))?.rules;

  it('is for its managers and admins, and for nobody else, to see and to change', async () => {
    const names = async (who: typeof admin, isAdmin: boolean) =>
      (await homeOf(ports, who, { isAdmin })).programs.map((program) => program.kind);
    expect(await names(admin, true)).toEqual(['coaching', 'mentoring']);
    expect(await names(manager, false)).toEqual(['coaching']);
    expect(await names(other, false)).toEqual([]);

    const refused = { outcome: 'not-manager' };
    const none = { country: null, region: null };
    expect(await programFor(ports, other, coaching, READER)).toEqual(refused);
    expect(await programFor(ports, manager, mentoring, READER)).toEqual(refused);
    expect(await holidayChoice(ports, other, coaching, READER)).toEqual(refused);
    expect(await saveRhythm(ports, other, coaching, typed({ sessions: '8' }))).toEqual(refused);
    expect(await saveHolidays(ports, manager, mentoring, none)).toEqual(refused);
    expect(await addProgramDays(ports, other, coaching, { from: '2027-01-01', to: null }, READER)).toEqual(
      refused,
    );
    expect(await removeProgramDays(ports, other, coaching, { from: '2027-01-01', to: '2027-01-01' })).toEqual(
      refused,
    );
    expect(await audited()).toEqual([]);
    expect(changed).toEqual([]);
  });

  it('is gone with a program that has ended, and where there never was one', async () => {
    await database.db.updateTable('programs').set({ state: 'ended' }).execute();
    expect(await programFor(ports, admin, coaching, READER)).toEqual({ outcome: 'gone' });
    expect(await saveRhythm(ports, admin, coaching, typed({ sessions: '8' }))).toEqual({ outcome: 'gone' });
    const elsewhere = { ...admin, workspaceId: WorkspaceId.parse('T0OTHER') };
    expect(await programFor(ports, elsewhere, coaching, READER)).toEqual({ outcome: 'gone' });
  });

  it('a rhythm is saved, noted and told to the pairs; a wrong one is not', async () => {
    const wrong = await saveRhythm(ports, manager, coaching, typed({ sessions: '13' }));
    expect(wrong).toEqual({ outcome: 'wrong', wrong: new Map([['sessions', 'range']]) });
    expect(changed).toEqual([]);
    const sent = typed({ sessions: '8', askAfterWorkdays: '2, 5, 9' });
    expect(await saveRhythm(ports, manager, coaching, sent)).toEqual({ outcome: 'saved' });
    expect((await rules())?.cadence.coaching).toMatchObject({ sessions: 8, askAfterWorkdays: [2, 5, 9] });
    expect((await rules(mentoring))?.cadence.coaching.sessions).toBe(6);
    const about = { programId: coaching, fields: 'sessions askAfterWorkdays' };
    expect(await audited()).toEqual([[manager.personId, 'program.rhythm', about]]);
    expect(changed).toEqual([coaching]);
    // The same again is no change.
    expect(await saveRhythm(ports, manager, coaching, sent)).toEqual({ outcome: 'saved' });
    expect(changed).toEqual([coaching]);
    expect(await audited()).toHaveLength(1);
  });

  it('is not saved where its pairs cannot be told', async () => {
    fails = true;
    await expect(saveRhythm(ports, manager, coaching, typed({ sessions: '8' }))).rejects.toThrow('fails');
    expect((await rules())?.cadence.coaching.sessions).toBe(6);
    expect(await audited()).toEqual([]);
  });

  it('public holidays: a country, a region of it, the next ones, and none', async () => {
    const poland = { country: 'PL', region: null };
    const choice = await holidayChoice(ports, manager, coaching, READER, poland);
    expect(choice).toMatchObject({ outcome: 'found', choice: { country: 'PL', regions: [] } });
    if (choice.outcome === 'found') {
      expect(choice.choice.countries.length).toBeGreaterThan(200);
      expect(choice.choice.holidays.map(({ from }) => from)).toEqual([
        '2026-12-24',
        '2026-12-25',
        '2026-12-26',
        '2027-01-01',
        '2027-01-06',
        '2027-03-28',
      ]);
    }
    expect(await saveHolidays(ports, manager, coaching, { country: 'XX', region: null })).toEqual({
      outcome: 'wrong',
    });
    expect(await saveHolidays(ports, manager, coaching, { country: 'PL', region: 'BY' })).toEqual({
      outcome: 'wrong',
    });
    expect(await saveHolidays(ports, manager, coaching, { country: 'DE', region: 'BY' })).toEqual({
      outcome: 'saved',
    });
    const seen = await programFor(ports, manager, coaching, READER);
    expect(seen).toMatchObject({ outcome: 'found', seen: { region: 'Bayern' } });
    if (seen.outcome === 'found')
      expect(seen.seen.holidays.map(({ name }) => name)).toContain('Christmas Day');
    expect(await saveHolidays(ports, manager, coaching, { country: null, region: null })).toEqual({
      outcome: 'saved',
    });
    expect((await rules())?.holidays).toBeNull();
    expect((await audited()).map(([, what]) => what)).toEqual(['program.holidays', 'program.holidays']);
    expect(changed).toEqual([coaching, coaching]);
  });

  it('further days off are added and taken out', async () => {
    const add = (from: string | null, to: string | null) =>
      addProgramDays(ports, manager, coaching, { from, to }, READER);
    expect(await add(null, null)).toEqual({ outcome: 'wrong', wrong: 'from' });
    expect(await add('2026-11-22', null)).toEqual({ outcome: 'wrong', wrong: 'past' });
    expect(await add('2026-12-28', '2026-12-31')).toEqual({ outcome: 'saved' });
    const range = { from: '2026-12-28', to: '2026-12-31' };
    expect(await programFor(ports, manager, coaching, READER)).toMatchObject({ seen: { daysOff: [range] } });
    expect(await removeProgramDays(ports, manager, coaching, range)).toEqual({ outcome: 'saved' });
    expect(await removeProgramDays(ports, manager, coaching, range)).toEqual({ outcome: 'saved' });
    expect((await rules())?.daysOff).toEqual([]);
    expect(changed).toEqual([coaching, coaching]);
  });
});
