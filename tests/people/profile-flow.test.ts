import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audit } from '../../src/people/flow/audit.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { exclusionsOf, personOf, profileOf } from '../../src/people/flow/people.ts';
import {
  coachesOf,
  confirmCoach,
  type OfferPorts,
  offerOf,
  offerToEdit,
  saveOffer,
  withdrawOffer,
} from '../../src/people/flow/profile.ts';
import {
  comeBack,
  keptOf,
  pause,
  type SettingsPorts,
  saveExclusions,
  saveHours,
  settingsOf,
} from '../../src/people/flow/settings.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';
import type { SentOffer } from '../../src/people/offering.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const person = (id: string) => ({ workspaceId, personId: PersonId.parse(id) });
const [darnell, piotr, jonas] = [person('U0DARNELLO'), person('U0PIOTRZAW'), person('U0JONASBRA')];
const SENT: SentOffer = {
  kinds: ['coaching', 'mentoring'],
  topics: ['negotiation'],
  languages: ['en'],
  ways: ['direct'],
  places: '2',
  years: '12',
  about: 'three teams',
  isBriefed: true,
};

describe('what people set themselves', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let ports: TestPorts & OfferPorts & SettingsPorts;
  let changed: string[] = [];
  let failing = false;
  beforeAll(async () => {
    database = await freshDatabase();
    await registerWorkspace(database.db, workspaceId);
    const plain = await testPorts(database.db, {
      changed: async (_, { personId }) => {
        if (failing) throw new Error('what listens to changes fails');
        changed.push(personId);
      },
    });
    ports = Object.assign(plain, {
      rules: async () => ({
        coaching: { mostPlaces: 3, guestsAllowed: false },
        mentoring: { mostPlaces: 4, guestsAllowed: false },
      }),
      taken: async () => 1,
      programsOf: async () => [],
    });
  });
  beforeEach(async () => {
    for (const table of ['audit_events', 'people'] as const) await database.db.deleteFrom(table).execute();
    changed = [];
    failing = false;
  });
  afterAll(() => database.drop());

  const save = (opened: number | null, differs: Partial<SentOffer> = {}, who = darnell) =>
    saveOffer(ports, who, { opened, sent: { ...SENT, ...differs } });
  const version = async (who = darnell) => (await profileOf(database.db, who))?.version ?? null;

  describe('an offer', () => {
    it('is saved, and says what follows', async () => {
      const result = await save(null);
      expect(result).toMatchObject({
        outcome: 'saved',
        outlook: {
          places: 2,
          standings: [
            { kind: 'coaching', standing: 'unconfirmed' },
            { kind: 'mentoring', standing: 'suggested' },
          ],
        },
      });
      expect(await profileOf(database.db, darnell)).toMatchObject({
        kinds: ['coaching', 'mentoring'],
        places: 2,
        experienceYears: 12,
        about: 'three teams',
        coachConfirmedAt: null,
        briefedAt: ports.clock.now(),
      });
      expect(await personOf(database.db, darnell)).toMatchObject({ name: 'Somebody' });
      expect(changed).toEqual([darnell.personId]);
      expect(await offerOf(ports, darnell)).toMatchObject({ taken: 1, outlook: { places: 2 } });
      expect(await offerOf(ports, piotr)).toBeUndefined();
    });

    it('sent twice, one after the other or at once, is one profile and one change', async () => {
      const both = await Promise.all([save(null), save(null)]);
      expect(both.map(({ outcome }) => outcome)).toEqual(['saved', 'saved']);
      expect(await save(null)).toMatchObject({ outcome: 'saved' });
      expect(await database.db.selectFrom('profiles').selectAll().execute()).toHaveLength(1);
      expect(changed).toEqual([darnell.personId]);
    });

    it('of two windows the second is found out, and changes nothing', async () => {
      await save(null);
      const opened = await version();
      expect(await save(opened, { places: '3' })).toMatchObject({ outcome: 'saved' });
      expect(await save(opened, { places: '1' })).toEqual({ outcome: 'changed-meanwhile' });
      expect(await profileOf(database.db, darnell)).toMatchObject({ places: 3 });
      expect(await save(null, { places: '1' })).toEqual({ outcome: 'changed-meanwhile' });
      // Opened again, it goes through.
      expect(await save(await version(), { places: '1' })).toMatchObject({ outcome: 'saved' });
    });

    it('of two different ones sent at once one wins', async () => {
      const both = await Promise.all([save(null, { places: '1' }), save(null, { places: '3' })]);
      expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['changed-meanwhile', 'saved']);
    });

    it('taken back and made anew is not overwritten by a form from before', async () => {
      await save(null);
      const opened = await version();
      await withdrawOffer(ports, darnell);
      expect(await save(opened, { places: '1' })).toEqual({ outcome: 'changed-meanwhile' });
      await save(null);
      expect(await version()).not.toBe(opened);
      expect(await save(opened, { places: '1' })).toEqual({ outcome: 'changed-meanwhile' });
    });

    it('taken back is gone, once, and the person stays', async () => {
      await save(null);
      await Promise.all([withdrawOffer(ports, darnell), withdrawOffer(ports, darnell)]);
      expect(await profileOf(database.db, darnell)).toBeUndefined();
      expect(await personOf(database.db, darnell)).toBeDefined();
      expect(changed).toEqual([darnell.personId, darnell.personId]);
      await withdrawOffer(ports, piotr);
      expect(changed).toHaveLength(2);
    });

    it('with wrong fields names them and makes nobody known', async () => {
      expect(await save(null, { places: '99', languages: [] })).toMatchObject({
        outcome: 'wrong',
        wrong: ['places', 'languages'],
      });
      expect(await personOf(database.db, darnell)).toBeUndefined();
      expect(await offerToEdit(ports, darnell)).toMatchObject({ profile: undefined });
    });

    it('keeps when the briefing was ticked first, and forgets it when it is not', async () => {
      await save(null);
      const briefed = ports.clock.now();
      ports.moveTo('2026-12-01T12:00:00Z');
      await save(await version(), { places: '3' });
      expect(await profileOf(database.db, darnell)).toMatchObject({ briefedAt: briefed });
      await save(await version(), { isBriefed: false });
      expect(await profileOf(database.db, darnell)).toMatchObject({ briefedAt: null });
      ports.moveTo('2026-11-23T12:00:00Z');
    });

    it('is not saved where what listens to changes fails', async () => {
      failing = true;
      await expect(save(null)).rejects.toThrow('what listens');
      expect(await profileOf(database.db, darnell)).toBeUndefined();
    });
  });

  describe('a coach', () => {
    const confirm = (isConfirmed: boolean, who = darnell) =>
      inTransaction(database.db, (tx) =>
        confirmCoach(tx, ports, who, jonas.personId, { isConfirmed }, ports.clock.now()),
      );
    const audited = () => database.db.selectFrom('audit_events').select(['actor', 'what', 'about']).execute();

    it('is confirmed once, and a form that was open meanwhile still goes through', async () => {
      await save(null);
      const opened = await version();
      expect(await coachesOf(database.db, workspaceId)).toEqual([
        { id: darnell.personId, name: 'Somebody', confirmed: null },
      ]);
      expect(await confirm(true)).toBe('changed');
      expect(await confirm(true)).toBe('as-it-was');
      expect(await coachesOf(database.db, workspaceId)).toEqual([
        { id: darnell.personId, name: 'Somebody', confirmed: { at: ports.clock.now(), by: jonas.personId } },
      ]);
      expect(await save(opened, { places: '3' })).toMatchObject({
        outlook: { standings: [{ standing: 'suggested' }, { standing: 'suggested' }] },
      });
      expect(await confirm(false)).toBe('changed');
      expect(await profileOf(database.db, darnell)).toMatchObject({ coachConfirmedAt: null });
      expect(await audited()).toEqual([
        { actor: jonas.personId, what: 'coach.confirmed', about: { coach: darnell.personId } },
        { actor: jonas.personId, what: 'coach.confirmation-taken-back', about: { coach: darnell.personId } },
      ]);
    });

    it('is nobody who offers mentoring alone, or nothing', async () => {
      await save(null, { kinds: ['mentoring'] });
      expect(await confirm(true)).toBe('no-coach');
      expect(await confirm(true, piotr)).toBe('no-coach');
      expect(await coachesOf(database.db, workspaceId)).toEqual([]);
      expect(await audited()).toEqual([]);
    });

    it('waits in line: the longest waiting first, the confirmed after them, those who left not at all', async () => {
      await save(null, {}, piotr);
      ports.moveTo('2026-11-23T13:00:00Z');
      await save(null, {}, darnell);
      ports.moveTo('2026-11-23T14:00:00Z');
      await save(null, {}, jonas);
      await confirm(true, piotr);
      const ids = async () => (await coachesOf(database.db, workspaceId)).map(({ id }) => id);
      expect(await ids()).toEqual([darnell.personId, jonas.personId, piotr.personId]);
      await database.db
        .updateTable('people')
        .set({ is_gone: true })
        .where('id', '=', jonas.personId)
        .execute();
      expect(await ids()).toEqual([darnell.personId, piotr.personId]);
      ports.moveTo('2026-11-23T12:00:00Z');
    });
  });

  describe('settings', () => {
    it('are the usual ones of somebody unknown, who is not made known by looking', async () => {
      expect(await settingsOf(ports, darnell)).toEqual({
        hours: USUAL_HOURS,
        daysOff: [],
        nudgedBy: 'messages',
        pause: null,
        excluded: [],
      });
      expect(await keptOf(ports, darnell)).toEqual({
        person: undefined,
        profile: undefined,
        excluded: 0,
        concerns: 0,
        programs: [],
      });
      await comeBack(ports, darnell);
      expect(await personOf(database.db, darnell)).toBeUndefined();
      expect(changed).toEqual([]);
    });

    it('hours are saved, or the field that is wrong is named', async () => {
      const hours = { days: [1, 2], from: '10:00', to: '14:00' };
      expect(await saveHours(ports, darnell, { ...hours, days: ['2', '1'] })).toEqual({ outcome: 'saved' });
      expect(await settingsOf(ports, darnell)).toMatchObject({ hours });
      expect(changed).toEqual([darnell.personId]);
      expect(await saveHours(ports, darnell, { days: ['1'], from: '10:00', to: '10:00' })).toEqual({
        outcome: 'wrong',
        wrong: 'to',
      });
      expect(await settingsOf(ports, darnell)).toMatchObject({ hours });
    });

    it('a pause begins once, keeps its beginning when its end is changed, and ends by itself', async () => {
      const since = ports.clock.now();
      expect(await pause(ports, darnell, '2026-11-23')).toEqual({ outcome: 'wrong' });
      expect(await personOf(database.db, darnell)).toMatchObject({ pause: null });
      await Promise.all([pause(ports, darnell, '2026-12-01'), pause(ports, darnell, '2026-12-01')]);
      expect(changed).toEqual([darnell.personId]);
      ports.moveTo('2026-11-25T12:00:00Z');
      await pause(ports, darnell, null);
      expect(await settingsOf(ports, darnell)).toMatchObject({ pause: { since, backOn: null } });
      await pause(ports, darnell, '2026-12-01');
      ports.moveTo('2026-11-30T23:00:00Z');
      // The first of December has begun in Warsaw.
      expect(await settingsOf(ports, darnell)).toMatchObject({ pause: null });
      await pause(ports, darnell, '2026-12-24');
      expect(await settingsOf(ports, darnell)).toMatchObject({
        pause: { since: ports.clock.now(), backOn: '2026-12-24' },
      });
      changed = [];
      await comeBack(ports, darnell);
      await comeBack(ports, darnell);
      expect(await settingsOf(ports, darnell)).toMatchObject({ pause: null });
      expect(changed).toEqual([darnell.personId]);
      ports.moveTo('2026-11-23T12:00:00Z');
    });

    it('exclusions are added and taken out against what the form showed, and work both ways', async () => {
      const exclude = (sent: string[], shown: string[] = []) =>
        saveExclusions(ports, darnell, { sent, shown });
      await exclude([piotr.personId]);
      await exclude([piotr.personId]);
      expect(changed).toEqual([darnell.personId]);
      // Another window, opened before: it adds its own and takes nobody out.
      await exclude([jonas.personId]);
      expect((await settingsOf(ports, darnell)).excluded.toSorted()).toEqual([
        jonas.personId,
        piotr.personId,
      ]);
      expect(await exclusionsOf(database.db, workspaceId, piotr.personId)).toEqual(
        new Set([darnell.personId]),
      );
      await exclude([jonas.personId], [jonas.personId, piotr.personId]);
      expect(await settingsOf(ports, darnell)).toMatchObject({ excluded: [jonas.personId] });
      expect(await exclude([darnell.personId])).toEqual({ outcome: 'wrong', wrong: 'self' });
      const more = Array.from({ length: 50 }, (_, at) => `U0P${at}`);
      expect(await exclude(more)).toEqual({ outcome: 'wrong', wrong: 'tooMany' });
      expect(await settingsOf(ports, darnell)).toMatchObject({ excluded: [jonas.personId] });
      // Nobody else's list is touched, whatever was sent as shown.
      await saveExclusions(ports, piotr, { sent: [], shown: [jonas.personId] });
      expect(await settingsOf(ports, darnell)).toMatchObject({ excluded: [jonas.personId] });
    });
  });

  it('what somebody may do is noted with ids alone', async () => {
    await inTransaction(database.db, (tx) => audit(tx, jonas, 'tried', { coach: 'x' }, ports.clock.now()));
    expect(await database.db.selectFrom('audit_events').select(['actor', 'what', 'about']).execute()).toEqual(
      [{ actor: jonas.personId, what: 'tried', about: { coach: 'x' } }],
    );
  });
});
