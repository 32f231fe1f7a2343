import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appoint } from '../../src/managing/flow/appointing.ts';
import { datesTurn, dateTold } from '../../src/managing/flow/dates.ts';
import {
  beforeStep,
  changeProgram,
  createDraft,
  extendProgram,
  renewProgram,
  takeLifeStep,
} from '../../src/managing/flow/life.ts';
import { needsOf } from '../../src/managing/flow/needs.ts';
import type { ProgramPorts } from '../../src/managing/flow/program.ts';
import { homeOf, pageOf } from '../../src/managing/flow/seeing.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { detailsOf, type SentDetails } from '../../src/programs/details.ts';
import { ensureOpenPrograms, openProgram, programOf } from '../../src/programs/flow.ts';
import type { LifeStep } from '../../src/programs/lifecycle.ts';
import { type Program, ProgramId } from '../../src/programs/program.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';
import { takeEach } from '../harness/turns.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const person = (id: string) => ({ workspaceId, personId: PersonId.parse(id) });
const [admin, anika, other] = [person('U0JONASBRA'), person('U0ANIKATUI'), person('U0PIOTRZAW')];
const NOW = '2026-11-23T12:00:00Z';
const READER = { timeZone: 'Europe/Berlin', language: 'pl' } as const;
const ID = '00000000-0000-4000-8000-0000000000aa';
const SENT = { id: ID, name: 'Women in engineering', kind: 'mentoring', channel: 'C0MENTORIN' };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let ports: TestPorts & ProgramPorts;
beforeAll(async () => {
  database = await freshDatabase();
  await registerWorkspace(database.db, workspaceId);
  ports = Object.assign(
    await testPorts(database.db, {
      now: NOW,
      factsOf: ({ personId }) => ({
        isAdmin: personId === admin.personId,
        isGuest: personId === 'U0GUEST000',
      }),
    }),
    { programChanged: () => Promise.resolve() },
  );
  await ensureOpenPrograms(database.db, workspaceId, ports.clock.now(), ports.newId, 'en');
});
afterAll(() => database.drop());
beforeEach(async () => {
  ports.moveTo(NOW);
  await database.db.deleteFrom('programs').where('is_for_all', '=', false).execute();
  for (const table of ['audit_events', 'deliveries', 'contacts', 'program_members'] as const)
    await database.db.deleteFrom(table).execute();
  await database.db
    .insertInto('contacts')
    .values({
      workspace_id: workspaceId,
      kind: 'trust',
      people: [admin.personId],
      note: '',
      updated_at: new Date(NOW),
      updated_by: admin.personId,
    })
    .execute();
});

const audited = async () =>
  (await database.db.selectFrom('audit_events').select(['actor', 'what']).execute()).map(
    ({ actor, what }) => `${what} by ${actor}`,
  );
const told = async () =>
  (
    await database.db
      .selectFrom('deliveries')
      .select(['person_id', 'kind', 'about'])
      .orderBy('due_at')
      .execute()
  ).map(({ person_id, kind, about }) => ({ to: person_id, kind, about }));
const program = async (id = ProgramId.parse(ID)): Promise<Program> => {
  const found = await programOf(database.db, workspaceId, id);
  if (!found) throw new Error('not there');
  return found;
};
async function created(): Promise<ProgramId> {
  const made = await createDraft(ports, admin, SENT, READER);
  if (made.outcome !== 'created') throw new Error(made.outcome);
  await appoint(ports, admin, made.programId, [anika.personId]);
  await database.db.deleteFrom('deliveries').execute();
  return made.programId;
}
async function steps(who: typeof admin, programId: ProgramId, step: LifeStep) {
  const { version } = await program(programId);
  return (await takeLifeStep(ports, who, { programId, step, version })).outcome;
}
async function sets(who: typeof admin, says: Partial<SentDetails>, version?: number) {
  const now = await program();
  const sent = { ...detailsOf(now), ...says };
  return changeProgram(ports, who, { programId: now.id, version: version ?? now.version }, sent);
}

describe('a draft', () => {
  it('is set up with a name, a kind and a channel, in the zone and language of who does it, once', async () => {
    for (const _ of [1, 2])
      expect(await createDraft(ports, admin, SENT, READER)).toMatchObject({ outcome: 'created' });
    expect(await program()).toMatchObject({
      name: 'Women in engineering',
      kind: 'mentoring',
      state: 'draft',
      channel: 'C0MENTORIN',
      timeZone: 'Europe/Berlin',
      language: 'pl',
      rules: { summaries: 'none', joining: 'everybody', matching: 'one-by-one' },
    });
    expect(await audited()).toEqual(['program.created by U0JONASBRA']);
    const found = await pageOf(ports, admin, ProgramId.parse(ID));
    expect(found).toMatchObject({ page: { managers: [admin.personId], steps: ['open', 'throw-away'] } });
  });

  it('speaks the language of the workspace where its admins have set one', async () => {
    await database.db.updateTable('workspaces').set({ language: 'en' }).execute();
    await createDraft(ports, admin, SENT, READER);
    expect(await program()).toMatchObject({ language: 'en', timeZone: 'Europe/Berlin' });
    await database.db.updateTable('workspaces').set({ language: null }).execute();
  });

  it('is set up by admins and by those who manage a program, and by nobody else', async () => {
    expect(await createDraft(ports, other, SENT, READER)).toEqual({ outcome: 'not-manager' });
    const coaching = await openProgram(database.db, workspaceId, 'coaching');
    await appoint(ports, admin, coaching.id, [anika.personId]);
    expect((await homeOf(ports, other, { isAdmin: false })).mayCreate).toBe(false);
    expect(await needsOf(ports, other, { isAdmin: false })).toEqual([]);
    expect(await homeOf(ports, anika, { isAdmin: false })).toMatchObject({ mayCreate: true });
    expect(await createDraft(ports, anika, SENT, READER)).toMatchObject({ outcome: 'created' });
  });

  it('names what is missing, and makes nothing', async () => {
    const empty = { id: ID, name: ' ', kind: 'therapy', channel: null };
    expect(await createDraft(ports, admin, empty, READER)).toEqual({
      outcome: 'wrong',
      wrong: new Map([
        ['name', 'missing'],
        ['channel', 'missing'],
        ['kind', 'missing'],
      ]),
    });
    expect(await programOf(database.db, workspaceId, ProgramId.parse(ID))).toBeUndefined();
  });

  it('is thrown away without a trace but the note of who did it', async () => {
    const id = await created();
    expect(await steps(anika, id, 'throw-away')).toBe('stepped');
    expect(await programOf(database.db, workspaceId, id)).toBeUndefined();
    expect(await takeLifeStep(ports, anika, { programId: id, step: 'throw-away', version: 1 })).toEqual({
      outcome: 'not-manager',
    });
    expect(await takeLifeStep(ports, admin, { programId: id, step: 'throw-away', version: 1 })).toEqual({
      outcome: 'same',
    });
    expect((await audited()).at(-1)).toBe('program.throw-away by U0ANIKATUI');
    expect(await told()).toEqual([]);
  });
});

describe('two managers at once', () => {
  it('the second reads what stands now and loses nothing; the same sent twice is saved once', async () => {
    await created();
    const { version } = await program();
    expect(await sets(admin, { name: 'Women who lead' }, version)).toEqual({ outcome: 'saved' });
    const second = await sets(anika, { name: 'Women in engineering', purpose: 'For all.' }, version);
    expect(second).toMatchObject({ outcome: 'changed-meanwhile', differing: ['name', 'purpose'] });
    expect((await program()).name).toBe('Women who lead');
    // Sent again, as the form comes back with the version of now.
    expect(await sets(anika, { purpose: 'For all.' })).toEqual({ outcome: 'saved' });
    expect(await sets(anika, { purpose: 'For all.' }, version)).toEqual({ outcome: 'saved' });
    expect(await program()).toMatchObject({
      name: 'Women who lead',
      purpose: 'For all.',
      version: version + 2,
    });
    expect((await audited()).filter((what) => what.startsWith('program.changed'))).toHaveLength(2);
  });

  it('a step that was confirmed on what has changed since is not taken', async () => {
    const id = await created();
    const { version } = await program();
    await sets(anika, { channel: 'C0GENERAL1' });
    expect(await takeLifeStep(ports, admin, { programId: id, step: 'open', version })).toEqual({
      outcome: 'changed-meanwhile',
    });
    expect((await program()).state).toBe('draft');
  });

  it('open it once', async () => {
    const id = await created();
    const { version } = await program();
    const both = await Promise.all(
      [admin, anika].map((who) => takeLifeStep(ports, who, { programId: id, step: 'open', version })),
    );
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['same', 'stepped']);
    expect((await audited()).filter((what) => what.startsWith('program.open'))).toHaveLength(1);
  });
});

describe('a program’s life', () => {
  it('cannot open without help contacts, and says who enters them', async () => {
    await database.db.deleteFrom('contacts').execute();
    const id = await created();
    expect(await beforeStep(ports, anika, id, 'open')).toMatchObject({
      before: { lacks: ['contacts'], isAdmin: false },
    });
    const { version } = await program();
    expect(await takeLifeStep(ports, anika, { programId: id, step: 'open', version })).toEqual({
      outcome: 'lacks',
      lacks: ['contacts'],
    });
    expect(await needsOf(ports, anika, { isAdmin: false })).toMatchObject([
      { task: 'life', need: { need: 'lacks', lacks: ['contacts'] } },
    ]);
  });

  it('goes from draft to end, each step once, and no further', async () => {
    const id = await created();
    expect(await steps(anika, id, 'start')).toBe('not-from-here');
    for (const step of ['open', 'start', 'end'] as const) {
      expect(await beforeStep(ports, anika, id, step)).toMatchObject({ before: { step, requests: 0 } });
      expect(await steps(anika, id, step)).toBe('stepped');
      expect(await steps(anika, id, step)).toBe('same');
    }
    expect(await sets(anika, { name: 'Again' })).toEqual({ outcome: 'gone' });
    expect(await pageOf(ports, anika, id)).toMatchObject({
      page: { steps: [], program: { state: 'ended' } },
    });
    expect((await audited()).slice(-3)).toEqual([
      'program.open by U0ANIKATUI',
      'program.start by U0ANIKATUI',
      'program.end by U0ANIKATUI',
    ]);
  });

  it('once it has ended it is set up again, once, with the same rules and without dates', async () => {
    const id = await created();
    await sets(anika, { startsOn: '2027-01-11', endsOn: '2027-06-30', summaries: 'weekly' });
    const renewed = { programId: id, id: ProgramId.parse(ports.newId()) };
    expect(await renewProgram(ports, anika, renewed)).toEqual({ outcome: 'gone' });
    for (const step of ['open', 'start', 'end'] as const) await steps(anika, id, step);
    const before = await program(id);
    expect(await renewProgram(ports, other, renewed)).toEqual({ outcome: 'not-manager' });
    for (const _ of [1, 2])
      expect(await renewProgram(ports, anika, renewed)).toEqual({
        outcome: 'created',
        programId: renewed.id,
      });
    const { name, rules } = before;
    expect(await program(renewed.id)).toMatchObject({
      name,
      rules,
      state: 'draft',
      startsOn: null,
      endsOn: null,
    });
    expect(await pageOf(ports, anika, renewed.id)).toMatchObject({ page: { figures: [] } });
    // Of the one that ran: too few people took part to say how it goes.
    const { page } = { page: undefined, ...(await pageOf(ports, anika, id)) };
    expect(page?.figures.length).toBeGreaterThan(5);
    expect(page?.figures.map(({ shown }) => shown)).not.toContainEqual({ form: 'count', count: 1 });
    expect((await audited()).filter((line) => line.startsWith('program.created'))).toHaveLength(2);
  });

  it('of one that everybody may use: it is given a channel and a summary, and is never ended', async () => {
    const { id, version } = await openProgram(database.db, workspaceId, 'mentoring');
    const before = await program(id);
    const sent = { ...detailsOf(before), channel: 'C0GENERAL1', summaries: 'monthly', endsOn: '2026-12-01' };
    expect(await changeProgram(ports, admin, { programId: id, version }, sent)).toEqual({ outcome: 'saved' });
    expect(await program(id)).toMatchObject({
      channel: 'C0GENERAL1',
      endsOn: null,
      rules: { summaries: 'monthly' },
    });
    for (const step of ['end', 'throw-away', 'start', 'open'] as const)
      expect(await steps(admin, id, step)).toBe('not-from-here');
    expect(await extendProgram(ports, admin, id, '2027-01-01')).toEqual({ outcome: 'gone' });
  });

  it('is for its managers and admins, and for nobody else', async () => {
    const id = await created();
    const { version } = await program();
    const refused = { outcome: 'not-manager' };
    expect(await pageOf(ports, other, id)).toEqual(refused);
    expect(await sets(other, { name: 'Mine' })).toEqual(refused);
    expect(await beforeStep(ports, other, id, 'open')).toEqual(refused);
    expect(await takeLifeStep(ports, other, { programId: id, step: 'open', version })).toEqual(refused);
    expect(await extendProgram(ports, other, id, '2027-01-01')).toEqual(refused);
    expect(await appoint(ports, anika, id, [other.personId])).toEqual({ outcome: 'not-admin' });
    expect(await pageOf(ports, { ...admin, workspaceId: WorkspaceId.parse('T0OTHER') }, id)).toEqual({
      outcome: 'gone',
    });
  });
});

describe('who manages a program', () => {
  it('is said by admins; who is new is told, once, and who is not any more can do nothing', async () => {
    const id = await created();
    expect(await appoint(ports, admin, id, [anika.personId, other.personId])).toEqual({ outcome: 'saved' });
    expect(await appoint(ports, admin, id, [other.personId, anika.personId])).toEqual({ outcome: 'saved' });
    expect(await told()).toEqual([
      { to: other.personId, kind: 'managing.appointed', about: { programId: id } },
    ]);
    expect(await appoint(ports, admin, id, [other.personId])).toEqual({ outcome: 'saved' });
    expect(await pageOf(ports, anika, id)).toEqual({ outcome: 'not-manager' });
    expect(await appoint(ports, admin, id, ['U0GUEST000'])).toEqual({ outcome: 'wrong', wrong: 'person' });
    const many = Array.from({ length: 21 }, (_, at) => `U0MANAGER${at}`);
    expect(await appoint(ports, admin, id, many)).toEqual({ outcome: 'wrong', wrong: 'many' });
    expect(await appoint(ports, admin, id, [])).toEqual({ outcome: 'saved' });
    expect(await pageOf(ports, admin, id)).toMatchObject({ page: { managers: [] } });
  });
});

describe('the dates of a program', () => {
  it('are told to its managers, each once, and nothing begins or ends by itself', async () => {
    const id = await created();
    await sets(anika, { startsOn: '2026-12-01', endsOn: '2027-03-31' });
    await steps(anika, id, 'open');
    const pass = async (to: string) => {
      ports.moveTo(to);
      while ((await takeEach(ports.db, [datesTurn(ports)], ports.clock.now())) > 0);
      return (await told()).map(({ to: whom, about }) => [whom, about]);
    };
    expect(await pass('2026-12-01T07:59:00Z')).toEqual([]);
    const starts = { programId: id, notice: 'starts', day: '2026-12-01' };
    expect(await pass('2026-12-01T08:00:00Z')).toEqual([[anika.personId, starts]]);
    expect(await dateTold(ports, anika, starts)).toMatchObject({ isOver: false });
    expect(await dateTold(ports, other, starts)).toBeUndefined();
    expect(await pass('2026-12-08T08:00:00Z')).toHaveLength(1);
    expect((await program()).state).toBe('open');
    await steps(anika, id, 'start');
    expect(await dateTold(ports, anika, starts)).toMatchObject({ isOver: true });
    const soon = { programId: id, notice: 'ends-soon', day: '2027-03-31' };
    expect((await pass('2027-03-17T08:00:00Z')).at(-1)).toEqual([anika.personId, soon]);
    // Given more time, the day is another one: it is told of anew.
    expect(await extendProgram(ports, anika, id, '2027-04-30')).toEqual({ outcome: 'saved' });
    expect(await dateTold(ports, anika, soon)).toMatchObject({ isOver: true });
    expect(await pass('2027-03-31T07:00:00Z')).toHaveLength(2);
    expect(await pass('2027-04-16T07:00:00Z')).toHaveLength(3);
    expect((await pass('2027-04-30T07:00:00Z')).at(-1)).toEqual([
      anika.personId,
      { programId: id, notice: 'ends', day: '2027-04-30' },
    ]);
    expect(await pass('2027-06-30T07:00:00Z')).toHaveLength(4);
    expect((await program()).state).toBe('running');
    expect(await needsOf(ports, anika, { isAdmin: false })).toMatchObject([
      { task: 'life', need: { need: 'to-end' } },
    ]);
  });

  it.each([
    [null, 'missing'],
    ['tomorrow', 'missing'],
    ['2026-11-22', 'order'],
    ['2026-11-30', 'order'],
    ['2101-01-01', 'far'],
  ] as const)('extended to %s: %s', async (day, wrong) => {
    const id = await created();
    await sets(anika, { startsOn: '2026-12-01', endsOn: '2027-03-31' });
    expect(await extendProgram(ports, anika, id, day)).toEqual({ outcome: 'wrong', wrong });
  });
});
