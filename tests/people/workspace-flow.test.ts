import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { calendarFor, calendarsOf, personOf } from '../../src/people/flow/people.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { saveHours, settingsOf } from '../../src/people/flow/settings.ts';
import {
  saveWorkspace,
  type WorkspacePorts,
  workspaceLanguage,
  workspaceNow,
} from '../../src/people/flow/workspace.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';
import type { SentWorkspace } from '../../src/people/workspace.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../src/ports.ts';
import { ensureOpenPrograms, guideRules, openProgram } from '../../src/programs/flow.ts';
import { takesGuests } from '../../src/programs/program.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const elsewhere = WorkspaceId.parse('T0OTHER');
const key = (id: string): PersonKey => ({ workspaceId, personId: PersonId.parse(id) });
const [ADMIN, OTHER_ADMIN, MEMBER] = [key('U0JONASBRA'), key('U0MARTAWIL'), key('U0DARNELLO')];
const EARLY = { days: [1, 2, 3, 4], from: '07:00', to: '15:00' };

function sent(differs: Partial<SentWorkspace> = {}): SentWorkspace {
  return {
    hours: { days: ['1', '2', '3', '4', '5'], from: '09:00', to: '17:00' },
    language: 'en',
    leastGroup: '5',
    guests: 'programs',
    ...differs,
  };
}
const early: Partial<SentWorkspace> = { hours: { ...EARLY, days: EARLY.days.map(String) } };

describe('what admins set for a workspace', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let ports: TestPorts & WorkspacePorts;
  let told: string[];
  let isAdmin: (who: PersonKey) => boolean;
  const readers = { workspaceChanged: () => undefined };
  const save = (who: PersonKey, differs: Partial<SentWorkspace>, version: number | undefined) =>
    saveWorkspace(ports, readers, who, { sent: sent(differs), version });
  const audited = () =>
    database.db.selectFrom('audit_events').select(['actor', 'what', 'about']).orderBy('id').execute();

  beforeAll(async () => {
    database = await freshDatabase();
    const made = await testPorts(database.db, { factsOf: (who) => ({ isAdmin: isAdmin(who) }) });
    ports = {
      ...made,
      async workspaceChanged(_tx, id, changed) {
        told.push(`${id} ${changed}`);
      },
    };
    for (const id of [workspaceId, elsewhere]) {
      await registerWorkspace(database.db, id);
      await ensureOpenPrograms(database.db, id, ports.clock.now(), ports.newId, 'en');
    }
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    told = [];
    isAdmin = (who) => who.personId !== MEMBER.personId;
    await database.db.deleteFrom('audit_events').execute();
    await database.db.deleteFrom('people').execute();
    await database.db
      .updateTable('workspaces')
      .set({
        usual_hours: null,
        // As after a first form; before that its language is set too.
        language: 'en',
        least_group: null,
        keeps_guests_out: null,
        settings_version: 1,
      })
      .execute();
  });

  it('is written, told and audited once, however often the form is sent', async () => {
    const change = { ...early, language: 'pl', leastGroup: '9', guests: 'none' };
    const changed = ['hours', 'language', 'leastGroup', 'guests'];
    expect(await save(ADMIN, change, 1)).toMatchObject({ outcome: 'saved', changed });
    expect(await save(ADMIN, change, 1)).toMatchObject({ outcome: 'saved', changed: [] });
    expect(await workspaceNow(ports, workspaceId)).toEqual({
      settings: { hours: EARLY, language: 'pl', leastGroup: 9, guests: 'none' },
      version: 2,
    });
    expect(told).toEqual([`${workspaceId} ${changed}`]);
    expect(await audited()).toEqual([
      {
        actor: ADMIN.personId,
        what: 'workspace.settings',
        about: { hours: '1234 07:00-15:00', language: 'pl', leastGroup: '9', guests: 'none' },
      },
    ]);
    // The other workspace is as it was.
    expect(await workspaceNow(ports, elsewhere)).toMatchObject({ settings: { leastGroup: 5 }, version: 1 });
  });

  it('sets the language with the first form, also where it says what the app was started with', async () => {
    await database.db.updateTable('workspaces').set({ language: null }).execute();
    expect(await save(ADMIN, {}, 1)).toMatchObject({ outcome: 'saved', changed: ['language'] });
    expect(await save(ADMIN, {}, 1)).toMatchObject({ outcome: 'saved', changed: [] });
    expect(await workspaceLanguage({ defaultLanguage: 'pl' }, database.db, workspaceId)).toBe('en');
    expect(await workspaceLanguage({ defaultLanguage: 'pl' }, database.db, elsewhere)).toBe('pl');
  });

  it('is refused to whoever is no admin at that moment', async () => {
    expect(await save(MEMBER, early, 1)).toEqual({ outcome: 'not-admin' });
    expect(await save(ADMIN, early, 1)).toMatchObject({ outcome: 'saved' });
    isAdmin = () => false;
    expect(await save(ADMIN, { leastGroup: '9' }, 2)).toEqual({ outcome: 'not-admin' });
    expect(await audited()).toHaveLength(1);
    expect(told).toHaveLength(1);
  });

  it('is refused whole where a field is wrong', async () => {
    expect(await save(ADMIN, { ...early, leastGroup: '4' }, 1)).toEqual({
      outcome: 'wrong',
      wrong: ['leastGroup'],
    });
    expect(await workspaceNow(ports, workspaceId)).toMatchObject({ version: 1 });
    expect(await audited()).toEqual([]);
  });

  it('of two admins at once keeps the first, and says to the second where they differ', async () => {
    await save(ADMIN, early, 1);
    expect(await save(OTHER_ADMIN, { leastGroup: '9' }, 1)).toEqual({
      outcome: 'changed-meanwhile',
      fields: ['hours', 'leastGroup'],
    });
    // One that says the same is no conflict, and one that does not say what it was opened with is.
    expect(await save(OTHER_ADMIN, early, 1)).toMatchObject({ outcome: 'saved', changed: [] });
    expect(await save(OTHER_ADMIN, { ...early, leastGroup: '9' }, undefined)).toMatchObject({
      outcome: 'changed-meanwhile',
      fields: ['leastGroup'],
    });
    expect(await save(OTHER_ADMIN, { ...early, leastGroup: '9' }, 2)).toMatchObject({ outcome: 'saved' });
    expect((await workspaceNow(ports, workspaceId)).settings).toMatchObject({ hours: EARLY, leastGroup: 9 });
  });

  it('of two at the very same moment writes one', async () => {
    const results = await Promise.all([
      save(ADMIN, { leastGroup: '9' }, 1),
      save(OTHER_ADMIN, { leastGroup: '10' }, 1),
    ]);
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['changed-meanwhile', 'saved']);
    expect(await audited()).toHaveLength(1);
  });

  it('raises the least group and lowers it again, never below the product’s own', async () => {
    await save(ADMIN, { leastGroup: '30' }, 1);
    expect(await save(ADMIN, { leastGroup: '5' }, 2)).toMatchObject({ outcome: 'saved' });
    expect(await save(ADMIN, { leastGroup: '4' }, 3)).toMatchObject({ outcome: 'wrong' });
    const row = await database.db
      .selectFrom('workspaces')
      .select('least_group')
      .where('id', '=', workspaceId)
      .executeTakeFirstOrThrow();
    expect(row.least_group).toBe(5);
  });

  it('gives its hours to all who have set none, known or not, and to nobody else', async () => {
    const own = { days: ['2'], from: '10:00', to: '12:00' };
    await enrol(ports, MEMBER);
    await saveHours(ports, OTHER_ADMIN, own);
    expect((await personOf(database.db, MEMBER))?.hours).toEqual(USUAL_HOURS);
    await save(ADMIN, early, 1);
    expect((await personOf(database.db, MEMBER))?.hours).toEqual(EARLY);
    expect((await settingsOf(ports, MEMBER)).hours).toEqual(EARLY);
    expect((await settingsOf(ports, key('U0NOBODY'))).hours).toEqual(EARLY);
    expect((await calendarFor(database.db, key('U0NOBODY'))).hours).toEqual(EARLY);
    expect((await calendarFor(database.db, { ...MEMBER, workspaceId: elsewhere })).hours).toEqual(
      USUAL_HOURS,
    );
    const ids = [MEMBER.personId, OTHER_ADMIN.personId, PersonId.parse('U0NOBODY')];
    const calendars = await calendarsOf(database.db, workspaceId, ids);
    expect(ids.map((id) => calendars.get(id)?.hours)).toEqual([
      EARLY,
      { days: [2], from: '10:00', to: '12:00' },
      EARLY,
    ]);
  });

  it('speaks its language to those whose own is not known, at once here and half a minute later elsewhere', async () => {
    const slackIsAway = { factsOf: () => Promise.reject(new Error('no answer')) };
    const [here, replica] = [
      createReaders({ ...ports, facts: slackIsAway }),
      createReaders({ ...ports, facts: slackIsAway }),
    ];
    for (const one of [here, replica]) {
      expect(one.languageOf(MEMBER)).toBe('en');
      expect((await one.load(MEMBER)).language).toBe('en');
    }
    await saveWorkspace(ports, here, ADMIN, { sent: sent({ language: 'pl' }), version: 1 });
    expect(await workspaceLanguage(ports, database.db, workspaceId)).toBe('pl');
    expect((await here.load(MEMBER)).language).toBe('pl');
    expect(here.languageOf(MEMBER)).toBe('pl');
    expect((await replica.load(MEMBER)).language).toBe('en');
    ports.moveTo(new Date(ports.clock.now().getTime() + 31_000));
    await replica.load(MEMBER);
    await expect.poll(async () => (await replica.load(MEMBER)).language).toBe('pl');
    // Somebody whose language is known reads their own.
    const known = createReaders(ports);
    expect((await known.load(MEMBER)).language).toBe('en');
  });

  it('keeps guests out of programs that would take them, and lets them in again', async () => {
    await database.db
      .updateTable('programs')
      .set({ rules: JSON.stringify({ guestsAllowed: true }) })
      .where('kind', '=', 'mentoring')
      .execute();
    const takes = async (id: WorkspaceId) => takesGuests(await openProgram(database.db, id, 'mentoring'));
    expect([await takes(workspaceId), await takes(elsewhere)]).toEqual([true, true]);
    await save(ADMIN, { guests: 'none' }, 1);
    expect([await takes(workspaceId), await takes(elsewhere)]).toEqual([false, true]);
    expect((await guideRules(database.db, workspaceId)).mentoring).toEqual({
      mostPlaces: 4,
      guestsAllowed: false,
      keepsGuestsOut: true,
    });
    await save(ADMIN, { guests: 'programs' }, 2);
    expect(await takes(workspaceId)).toBe(true);
    expect((await guideRules(database.db, workspaceId)).mentoring).toEqual({
      mostPlaces: 4,
      guestsAllowed: true,
    });
  });
});
