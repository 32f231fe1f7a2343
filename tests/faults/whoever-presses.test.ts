import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { managing } from '../../src/managing/slack/feature.ts';
import { pairsDue } from '../../src/pairs/flow/due.ts';
import { proposeTerms } from '../../src/pairs/flow/life.ts';
import { sayMet } from '../../src/pairs/flow/meetings.ts';
import { answerTrial, leavePair } from '../../src/pairs/flow/pairs.ts';
import { bookSession } from '../../src/pairs/flow/sessions.ts';
import { draftText } from '../../src/pairs/flow/sponsor.ts';
import { type PairId, SIDES } from '../../src/pairs/pair.ts';
import { pairs } from '../../src/pairs/slack/feature.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { concern } from '../../src/people/slack/concern.ts';
import { settings } from '../../src/people/slack/settings.ts';
import { workspace } from '../../src/people/slack/workspace.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../src/ports.ts';
import { addProgram } from '../../src/programs/flow/life.ts';
import { ensureOpenPrograms, openProgram } from '../../src/programs/flow.ts';
import { ProgramId } from '../../src/programs/program.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { summaries } from '../../src/summaries/slack/feature.ts';
import { type Came, type Fields, filled, fingers, readIn } from '../harness/pressing.ts';
import { aWorld, MONDAY, WORKSPACE, type World } from '../pairs/world.ts';
import { aProgram } from '../programs/made.ts';

const WORDS = 'quagmire';
const NOBODYS = '00000000-0000-4000-8000-00000000dead';
/** What no button carries, and no form. */
const GARBAGE = [
  undefined,
  '',
  ' ',
  'x',
  'null',
  '{}',
  '[]',
  '{"half":',
  '{"pairId":7,"sessionId":[],"round":-1,"version":"1; drop table pairs"}',
  NOBODYS,
  `${NOBODYS} final 1`,
  `${NOBODYS} 1e99`,
  `${NOBODYS} 2026-13-45T99:99:99.000Z`,
  'constructor __proto__ 1',
  '\u0000',
  'ż'.repeat(3_000),
];

/** What stands in the place of ids. */
interface Ids {
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
  concern: string;
  /** To a sponsor, not approved. */
  draft: string;
}

/** Every button: what it carries, and who may press it. */
const BUTTONS: Record<string, { carries: (ids: Ids) => string | undefined; by?: 'own' | 'manager' }> = {
  'pairs.snooze': { carries: ({ coaching }) => coaching },
  'pairs.pause': { carries: ({ coaching }) => coaching },
  'pairs.resume': { carries: ({ coaching }) => coaching },
  'pairs.change': { carries: ({ coaching }) => coaching },
  'pairs.extend': { carries: ({ coaching }) => coaching },
  'pairs.proposal': { carries: ({ coaching }) => coaching },
  'pairs.sponsor': { carries: ({ coaching }) => coaching },
  'pairs.sponsor.write': { carries: ({ coaching }) => coaching },
  'pairs.sponsor.end': { carries: ({ coaching }) => coaching },
  'pairs.sponsor.edit': { carries: ({ draft }) => draft },
  'pairs.sponsor.read': { carries: ({ draft }) => draft },
  'pairs.sponsor.answer': { carries: ({ draft }) => draft },
  'pairs.sponsor.decline': { carries: ({ draft }) => draft },
  'pairs.leave': { carries: ({ coaching }) => coaching },
  'pairs.goodbye': { carries: ({ coaching }) => coaching },
  'pairs.open': { carries: ({ coaching }) => coaching },
  'pairs.history': { carries: ({ coaching }) => coaching },
  'pairs.history.page': { carries: ({ coaching }) => `${coaching} 1` },
  'pairs.agreement.read': { carries: ({ coaching }) => coaching },
  'pairs.all': { carries: () => '0', by: 'own' },
  'pairs.book': { carries: ({ mentoring }) => mentoring },
  'pairs.book.at': { carries: ({ mentoring }) => `${mentoring} 2026-12-08T09:00:00.000Z` },
  'pairs.move': { carries: ({ session }) => session },
  'pairs.cancel': { carries: ({ session }) => session },
  'pairs.log': { carries: ({ session }) => session },
  'pairs.calendar': { carries: ({ session }) => session },
  'pairs.calendar.send': { carries: ({ session }) => session },
  'pairs.goal': { carries: ({ coaching }) => coaching },
  'pairs.review': { carries: ({ coaching }) => `${coaching} half-time 1` },
  'pairs.met': { carries: ({ mentoring }) => mentoring },
  'pairs.takeaway': { carries: ({ meeting }) => meeting },
  'pairs.not-now': { carries: ({ mentoring }) => mentoring },
  'pairs.pulse': { carries: ({ mentoring }) => `${mentoring} 1` },
  'people.concern': { carries: () => undefined, by: 'own' },
  'people.concern.read': { carries: ({ concern: id }) => id },
  'people.me': { carries: () => undefined, by: 'own' },
  'people.hours': { carries: () => undefined, by: 'own' },
  'people.pause': { carries: () => undefined, by: 'own' },
  'people.exclusions': { carries: () => undefined, by: 'own' },
  'people.daysoff.add': { carries: () => undefined, by: 'own' },
  'people.daysoff.remove': { carries: () => '2026-12-01/2026-12-02', by: 'own' },
  'people.nudges': { carries: () => undefined, by: 'own' },
  'people.back': { carries: () => undefined, by: 'own' },
  'people.kept': { carries: () => undefined, by: 'own' },
  'people.workspace': { carries: () => undefined, by: 'manager' },
  'managing.coaches': { carries: () => undefined, by: 'manager' },
  'managing.coaches.more': { carries: () => '0', by: 'manager' },
  'managing.coach.look': { carries: () => 'U0DARNELLO', by: 'manager' },
  'managing.coach.take-back': { carries: () => 'U0DARNELLO', by: 'manager' },
  'managing.create': { carries: () => undefined, by: 'manager' },
  'managing.change': { carries: ({ program }) => program, by: 'manager' },
  'managing.extend': { carries: ({ own }) => own, by: 'manager' },
  'managing.step.open': { carries: ({ own }) => `${own} open`, by: 'manager' },
  'managing.step.start': { carries: ({ own }) => `${own} start`, by: 'manager' },
  'managing.step.end': { carries: ({ own }) => `${own} end`, by: 'manager' },
  'managing.step.throw-away': { carries: ({ own }) => `${own} throw-away`, by: 'manager' },
  'managing.managers': { carries: ({ own }) => own, by: 'manager' },
  'managing.invite': { carries: ({ own }) => own, by: 'manager' },
  'managing.join': { carries: ({ own }) => own },
  'managing.leave.learner': { carries: ({ own }) => own },
  'managing.leave.guide': { carries: ({ own }) => own },
  'managing.not-now': { carries: ({ own }) => own },
  'managing.program.settings': { carries: ({ program }) => program, by: 'manager' },
  'summaries.look': { carries: ({ program }) => `${program} 2026-12`, by: 'manager' },
  'summaries.post': { carries: ({ program }) => `${program} 2026-12`, by: 'manager' },
  'summaries.notYet': { carries: ({ program }) => `${program} 2026-12`, by: 'manager' },
  'summaries.report': { carries: ({ program }) => program, by: 'manager' },
  'summaries.report.make.0': { carries: ({ program }) => `${program} 7`, by: 'manager' },
  'summaries.report.make.1': { carries: ({ program }) => `${program} 30`, by: 'manager' },
  'summaries.report.make.2': { carries: ({ program }) => `${program} 90`, by: 'manager' },
  'summaries.report.end': { carries: ({ program }) => program, by: 'manager' },
  'summaries.export.link': { carries: ({ program }) => program, by: 'manager' },
  'summaries.export.send': { carries: ({ program }) => program, by: 'manager' },
  'managing.renew': { carries: ({ program }) => `${program} ${NOBODYS}`, by: 'manager' },
  'managing.program': { carries: ({ program }) => program, by: 'manager' },
  'managing.program.rhythm': { carries: ({ program }) => program, by: 'manager' },
  'managing.program.days.add': { carries: ({ program }) => program, by: 'manager' },
  'managing.program.holidays': { carries: ({ program }) => program, by: 'manager' },
  'managing.program.country': { carries: () => 'PL', by: 'manager' },
  'managing.program.region': { carries: () => 'PL', by: 'manager' },
  'managing.program.days.remove': {
    carries: ({ program }) => `${program} 2026-12-01/2026-12-02`,
    by: 'manager',
  },
};
/** Links: Slack tells of the press, and there is nothing to do. */
const LINKS = [
  'summaries.report.open',
  'summaries.export.open',
  'pairs.calendar.google',
  'pairs.calendar.office',
  'pairs.calendar.outlook',
  'pairs.calendar.link',
];

/** Every form: the button that opens it, and what that carries. */
const FORMS: Record<
  string,
  /** `makes`: something new, whose id it carries: there is none that it could be about. */
  { opens: string; carries: (ids: Ids) => string | undefined; by?: 'own' | 'manager'; makes?: true }
> = {
  'pairs.trial': { opens: 'pairs.open', carries: ({ trial }) => trial },
  'pairs.agreement': { opens: 'pairs.open', carries: ({ agreement }) => agreement },
  'pairs.snooze': { opens: 'pairs.snooze', carries: ({ coaching }) => coaching },
  'pairs.pause': { opens: 'pairs.pause', carries: ({ coaching }) => coaching },
  'pairs.change': { opens: 'pairs.change', carries: ({ mentoring }) => mentoring },
  'pairs.proposal': { opens: 'pairs.proposal', carries: ({ coaching }) => coaching },
  'pairs.sponsor.form': { opens: 'pairs.sponsor', carries: ({ coaching }) => coaching },
  'pairs.sponsor.text': { opens: 'pairs.sponsor.edit', carries: ({ draft }) => draft },
  'pairs.leave': { opens: 'pairs.leave', carries: ({ coaching }) => coaching },
  'pairs.book.form': { opens: 'pairs.book', carries: ({ mentoring }) => mentoring },
  'pairs.move.form': { opens: 'pairs.move', carries: ({ session }) => session },
  'pairs.cancel.form': { opens: 'pairs.cancel', carries: ({ session }) => session },
  'pairs.log.form': { opens: 'pairs.log', carries: ({ session }) => session },
  'pairs.goal.form': { opens: 'pairs.goal', carries: ({ coaching }) => coaching },
  'pairs.review.form': { opens: 'pairs.review', carries: ({ coaching }) => `${coaching} half-time 1` },
  'pairs.meeting': { opens: 'pairs.takeaway', carries: ({ meeting }) => meeting },
  'pairs.pulse': { opens: 'pairs.pulse', carries: ({ mentoring }) => `${mentoring} 1` },
  'pairs.renewal': { opens: 'pairs.review', carries: ({ mentoring }) => `${mentoring} renewal 1` },
  'people.concern.form': { opens: 'people.concern', carries: () => undefined, by: 'own' },
  'people.hours.form': { opens: 'people.hours', carries: () => undefined, by: 'own' },
  'people.daysoff.form': { opens: 'people.daysoff.add', carries: () => undefined, by: 'own' },
  'people.nudges.form': { opens: 'people.nudges', carries: () => undefined, by: 'own' },
  'people.pause.form': { opens: 'people.pause', carries: () => undefined, by: 'own' },
  'people.exclusions.form': { opens: 'people.exclusions', carries: () => undefined, by: 'own' },
  'people.workspace.form': { opens: 'people.workspace', carries: () => undefined, by: 'manager' },
  'managing.coach.confirm': { opens: 'managing.coach.look', carries: () => 'U0DARNELLO', by: 'manager' },
  'managing.program.rhythm.form': {
    opens: 'managing.program.rhythm',
    carries: ({ program }) => program,
    by: 'manager',
  },
  'managing.create.form': {
    opens: 'managing.create',
    carries: () => undefined,
    by: 'manager',
    makes: true,
  },
  'managing.change.form': { opens: 'managing.change', carries: ({ program }) => program, by: 'manager' },
  'managing.extend.form': { opens: 'managing.extend', carries: ({ own }) => own, by: 'manager' },
  'managing.step.form': {
    opens: 'managing.step.throw-away',
    carries: ({ own }) => `${own} throw-away`,
    by: 'manager',
  },
  'managing.invite.form': { opens: 'managing.invite', carries: ({ own }) => own, by: 'manager' },
  'managing.managers.form': { opens: 'managing.managers', carries: ({ own }) => own, by: 'manager' },
  'managing.program.holidays.form': {
    opens: 'managing.program.holidays',
    carries: ({ program }) => program,
    by: 'manager',
  },
  'managing.program.days.form': {
    opens: 'managing.program.days.add',
    carries: ({ program }) => program,
    by: 'manager',
  },
};

/** No button opens these to a client: who approves a text and who answers it stands in tests/pairs/sponsor-flow.test.ts. */
const OPENED_OTHERWISE = ['pairs.sponsor.approve', 'pairs.sponsor.answer.form'];

let world: World;
let hands: ReturnType<typeof fingers>;
let ids: Ids;
let elsewhere: PersonKey;
const TABLES = [
  'pairs',
  'sessions',
  'goals',
  'pulses',
  'nudges',
  'concerns',
  'sponsors',
  'sponsor_texts',
  'audit_events',
  'workspaces',
  'programs',
  'program_members',
  'invitations',
  'links',
  'posts',
  'published',
  'profiles',
  'contacts',
  'exclusions',
  'requests',
  'offers',
] as const;

/** All that is written down, but for when a message is to be rendered again. */
async function written(): Promise<string> {
  const rows = TABLES.map(
    (table) =>
      sql`select ${table}::text as name, (select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from ${sql.table(table)} t) as all`,
  );
  const { rows: found } =
    await sql`${sql.join(rows, sql` union all `)} union all select 'deliveries', (select coalesce(md5(string_agg(occurrence || state, '|' order by id)), '') from deliveries)`.execute(
      world.ports.db,
    );
  return JSON.stringify(found);
}

beforeAll(async () => {
  world = await aWorld();
  const { ports } = world;
  const ported = {
    ...ports,
    facts: {
      factsOf: async (who: PersonKey) => ({
        ...(await ports.facts.factsOf(who)),
        isAdmin: who.personId === manager().personId,
      }),
    },
    tellTrusted: () => Promise.resolve(),
    programChanged: () => Promise.resolve(),
    workspaceChanged: () => Promise.resolve(),
  };
  const readers = createReaders(ported);
  hands = fingers([
    pairs(ported, readers),
    concern(ported, readers),
    settings(ported, readers),
    workspace(ported, readers),
    managing(ported, readers),
    summaries(ported, readers, { canSendFiles: false, publicUrl: () => 'https://coach.example.com' }),
  ]);
  elsewhere = { ...world.as('guide'), workspaceId: WorkspaceId.parse('T0ANOTHER') };
  await registerWorkspace(ports.db, elsewhere.workspaceId);
  await ensureOpenPrograms(ports.db, elsewhere.workspaceId, ports.clock.now(), ports.newId, 'en');
  await ports.db
    .insertInto('contacts')
    .values({
      workspace_id: WORKSPACE,
      kind: 'trust',
      people: ['U0JONASBRA'],
      note: '',
      updated_at: new Date(),
      updated_by: 'U0JONASBRA',
    })
    .execute();
  await aBusyPlace();
});
afterAll(() => world.drop());
beforeEach(async () => {
  world.ports.moveTo(MONDAY);
  await inTransaction(world.ports.db, async (tx) => {
    // As it stood, without asking in which order.
    await sql`set local session_replication_role = replica`.execute(tx);
    for (const table of [...TABLES, 'people', 'deliveries']) {
      await sql`delete from ${sql.table(table)}`.execute(tx);
      await sql`insert into ${sql.table(table)} overriding system value select * from ${sql.table(`kept.${table}`)}`.execute(
        tx,
      );
    }
  });
});

/** Two pairs in the middle of things, two that have not begun, a concern: what the tables' ids are of. */
async function aBusyPlace(): Promise<void> {
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
    to: 'U0SOFIALIN',
    words: WORDS,
    toCoach: false,
  });
  if (drafted.outcome !== 'drafted') throw new Error('not drafted');
  const trial = await world.begin('coaching');
  const agreement = await world.begin('coaching');
  for (const side of SIDES)
    await answerTrial(ports, world.as(side), agreement, { talked: true, goesOn: true });
  const { id: program } = await openProgram(ports.db, WORKSPACE, 'coaching');
  const own = ProgramId.parse(ports.newId());
  await inTransaction(ports.db, (tx) =>
    addProgram(tx, world.as('guide'), aProgram({ id: own, name: WORDS }), ports.clock.now()),
  );
  const concernId = ports.newId();
  const { personId } = world.as('learner');
  await ports.db
    .insertInto('concerns')
    .values({
      workspace_id: WORKSPACE,
      id: concernId,
      person_id: personId,
      told: [personId],
      words: WORDS,
      at: new Date(),
    })
    .execute();
  ids = {
    coaching,
    mentoring,
    session: booked.sessionId,
    meeting: met.sessionId,
    trial,
    agreement,
    program,
    own,
    concern: concernId,
    draft: drafted.draft.id,
  };
  await sql`create schema kept`.execute(ports.db);
  for (const table of [...TABLES, 'people', 'deliveries'])
    await sql`create table ${sql.table(`kept.${table}`)} as table ${sql.table(table)}`.execute(ports.db);
}

const manager = (): PersonKey => ({ ...world.as('guide'), personId: PersonId.parse('U0MARTAWIL') });
const rightful = (by: 'own' | 'manager' | undefined): PersonKey =>
  by === 'manager' ? manager() : world.as('learner');

/** Something was said, in words. */
function expectSaid(came: Came, of: string): string {
  const read = readIn(came);
  expect(read.length, of).toBeGreaterThan(10);
  expect(read, of).not.toMatch(/undefined|\[object|NaN|Invalid Date/);
  return read;
}

it('every button and form stands in these tables', () => {
  expect([...Object.keys(BUTTONS), ...LINKS].toSorted()).toEqual(hands.actions.toSorted());
  expect([...Object.keys(FORMS), ...OPENED_OTHERWISE].toSorted()).toEqual(hands.forms.toSorted());
});

describe('a button', () => {
  it.each(Object.entries(BUTTONS))(
    '%s: is nothing to those it is not for, whatever it carries',
    async (action, { carries, by }) => {
      const before = await written();
      const value = carries(ids);
      const others = by === 'own' ? [] : [world.stranger, elsewhere];
      for (const who of others)
        for (const inView of [undefined, '{}']) {
          const read = expectSaid(await hands.press(who, action, value, inView), `${who.personId} ${inView}`);
          expect(read).not.toContain(WORDS);
        }
      const who = by === 'own' ? world.stranger : rightful(by);
      for (const garbage of GARBAGE)
        expectSaid(await hands.press(who, action, garbage, garbage), `${garbage}`);
      expect(await written()).toBe(before);
    },
  );
});

async function opened(form: string): Promise<{ metadata: string; values: Fields }> {
  const { opens, carries, by } = FORMS[form] ?? { opens: '', carries: () => '' };
  if (form === 'pairs.log.form') world.ports.moveTo('2026-11-26T09:00:00Z');
  if (form === 'pairs.pulse') world.ports.moveTo('2027-01-11T09:00:00Z');
  const { view } = await hands.press(rightful(by), opens, carries(ids));
  expect(view?.callback_id).toBe(form);
  if (!view) throw new Error('no form');
  return { metadata: view.private_metadata ?? '', values: filled(view, WORDS, '2026-12-08') };
}

describe('a form', () => {
  it.each(Object.entries(FORMS))(
    '%s: is nothing to those it is not for, whatever it carries',
    async (form, { by, makes }) => {
      const { metadata, values } = await opened(form);
      expect(metadata).not.toContain(WORDS);
      const before = await written();
      const others = by === 'own' ? [] : [world.stranger, elsewhere];
      for (const who of others) {
        const read = expectSaid(await hands.send(who, form, metadata, values), who.personId);
        expect(read).not.toContain(WORDS);
      }
      for (const garbage of by === 'own' || makes ? [] : GARBAGE)
        expectSaid(await hands.send(rightful(by), form, garbage ?? '', values), `${garbage}`);
      expect(await written()).toBe(before);
    },
  );

  it.each(Object.entries(FORMS))(
    '%s: fields that no client would send are named, or left out',
    async (form, { by }) => {
      const { metadata, values } = await opened(form);
      for (const bad of [
        {},
        { value: null, selected_option: null, selected_options: null, selected_date: null },
        {
          value: '\u0000'.repeat(3),
          selected_option: { value: 'constructor' },
          selected_options: [{ value: 'x' }],
          selected_date: '2026-99-99',
          selected_time: '99:99',
          selected_users: ['nobody'],
        },
        {
          value: '1e999',
          selected_option: { value: '' },
          selected_options: [],
          selected_date: 'x',
          selected_time: 'x',
          selected_users: [],
        },
      ]) {
        const fields = Object.fromEntries(Object.keys(values).map((block) => [block, { f: bad }]));
        expectSaid(await hands.send(rightful(by), form, metadata, fields), JSON.stringify(bad));
      }
      expectSaid(await hands.send(rightful(by), form, metadata, {}), 'no fields');
    },
  );

  it.each(Object.entries(FORMS))('%s: sent again it does nothing more', async (form, { by }) => {
    const { metadata, values } = await opened(form);
    const who = rightful(by);
    expectSaid(await hands.send(who, form, metadata, values), 'first');
    const count = async () =>
      (await world.ports.db.selectFrom('deliveries').select('id').execute()).length +
      (await world.ports.db.selectFrom('sessions').select('id').execute()).length +
      (await world.ports.db.selectFrom('audit_events').select('what').execute()).length;
    const first = await count();
    expectSaid(await hands.send(who, form, metadata, values), 'second');
    expect(await count()).toBe(first);
  });

  it.each(Object.entries(FORMS).filter(([name]) => name.startsWith('pairs.')))(
    '%s: comes too late where it has ended',
    async (form) => {
      const { metadata, values } = await opened(form);
      for (const id of [ids.coaching, ids.mentoring, ids.trial, ids.agreement])
        await leavePair(world.ports, world.as('guide'), id);
      world.ports.moveTo(new Date(world.ports.clock.now().getTime() + 14 * 24 * 3_600_000));
      while ((await pairsDue(world.ports)) > 0);
      const before = await written();
      for (const who of [world.as('learner'), world.as('guide')])
        expectSaid(await hands.send(who, form, metadata, values), who.personId);
      expect(await written()).toBe(before);
    },
  );
});

it('what is one side’s to write the other cannot write, with a form that was opened for the first', async () => {
  for (const form of ['pairs.goal.form', 'pairs.meeting', 'pairs.log.form']) {
    const { metadata, values } = await opened(form);
    expectSaid(await hands.send(world.as('guide'), form, metadata, values), form);
  }
  const { db } = world.ports;
  expect(await db.selectFrom('goals').selectAll().execute()).toEqual([]);
  const sessions = await db.selectFrom('sessions').select(['learner_words', 'progress']).execute();
  expect(sessions).toEqual([1, 2].map(() => ({ learner_words: {}, progress: null })));
});

describe('a button of a pair', () => {
  it('comes too late where it has ended: how it stands, and nothing is written', async () => {
    for (const id of [ids.coaching, ids.mentoring]) await leavePair(world.ports, world.as('guide'), id);
    world.ports.moveTo(new Date(world.ports.clock.now().getTime() + 14 * 24 * 3_600_000));
    while ((await pairsDue(world.ports)) > 0);
    const before = await written();
    for (const [action, { carries, by }] of Object.entries(BUTTONS))
      if (!by)
        for (const who of [world.as('learner'), world.as('guide')])
          expectSaid(await hands.press(who, action, carries(ids)), action);
    expect(await written()).toBe(before);
  });
});
