import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type DayRange } from '../../src/people/calendar.ts';
import {
  daysOffToCome,
  MOST_DAYS_OFF,
  readDaysOff,
  withDaysOff,
  withoutDaysOff,
} from '../../src/people/days-off.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { personOf } from '../../src/people/flow/people.ts';
import { addDaysOff, removeDaysOff, saveNudgedBy, settingsOf } from '../../src/people/flow/settings.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';

const TODAY = '2026-11-23';
const days = (from: string, to = from): DayRange => ({ from, to });

describe('sent days off', () => {
  it.each([
    ['a range', '2026-12-21', '2027-01-03', days('2026-12-21', '2027-01-03')],
    ['a single day', '2026-12-21', null, days('2026-12-21')],
    ['a single day, the last left empty', '2026-12-21', '', days('2026-12-21')],
    ['today', '2026-11-23', null, days('2026-11-23')],
    ['a range under way', '2026-11-20', '2026-11-27', days('2026-11-20', '2026-11-27')],
    ['a year', '2027-01-01', '2028-01-01', days('2027-01-01', '2028-01-01')],
    ['nothing', null, null, 'from'],
    ['only a last day', null, '2026-12-21', 'from'],
    ['a last day before the first', '2026-12-21', '2026-12-20', 'order'],
    ['a day that does not exist', '2027-02-29', null, 'order'],
    ['no day at all', 'soon', null, 'order'],
    ['days that are over', '2026-11-20', '2026-11-22', 'past'],
    ['more than a year', '2027-01-01', '2028-01-02', 'long'],
    ['far ahead', '2028-11-23', null, 'far'],
  ])('%s', (_, from, to, expected) => {
    const read = readDaysOff({ from, to }, TODAY);
    expect(read.ok ? read.range : read.wrong).toEqual(expected);
  });
});

describe('a list of days off', () => {
  const own = [days('2026-12-24', '2026-12-26'), days('2027-02-01')];
  it.each([
    ['one apart', days('2027-01-10'), [own[0], days('2027-01-10'), own[1]]],
    ['the same again', days('2027-02-01'), own],
    ['one within', days('2026-12-25'), own],
    ['one that touches', days('2026-12-27', '2026-12-31'), [days('2026-12-24', '2026-12-31'), own[1]]],
    ['one over both', days('2026-12-25', '2027-01-31'), [days('2026-12-24', '2027-02-01')]],
  ])('with %s', (_, range, expected) => {
    expect(withDaysOff(own, range, TODAY)).toEqual({ ok: true, daysOff: expected });
    expect(own).toEqual([days('2026-12-24', '2026-12-26'), days('2027-02-01')]);
  });

  it('is full at some point, and loses what was over long ago', () => {
    const full = Array.from({ length: MOST_DAYS_OFF }, (_, at) => days(addDays('2027-01-01', 2 * at)));
    expect(withDaysOff(full, days('2027-12-01'), TODAY)).toEqual({ ok: false, wrong: 'many' });
    const old = [days('2026-07-01'), days('2026-11-02')];
    expect(withDaysOff(old, days('2027-12-01'), TODAY)).toEqual({
      ok: true,
      daysOff: [days('2026-11-02'), days('2027-12-01')],
    });
  });

  it('without one of them', () => {
    expect(withoutDaysOff(own, days('2027-02-01'))).toEqual([own[0]]);
    expect(withoutDaysOff(own, days('2026-12-24'))).toEqual(own);
  });

  it('that are to come: in order, without what is over', () => {
    const all = [days('2027-02-01'), days('2026-11-01', '2026-11-22'), days('2026-11-01', TODAY)];
    expect(daysOffToCome(all, TODAY)).toEqual([days('2026-11-01', TODAY), days('2027-02-01')]);
  });
});

describe('somebody’s days off and how nudges reach them', () => {
  const who = { workspaceId: WorkspaceId.parse('T0LUMENARI'), personId: PersonId.parse('U0DARNELLO') };
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let ports: TestPorts;
  let changed = 0;
  beforeAll(async () => {
    database = await freshDatabase();
    await registerWorkspace(database.db, who.workspaceId);
    ports = await testPorts(database.db, {
      // Late on the 23rd in UTC: the 24th in Auckland.
      now: '2026-11-23T12:00:00Z',
      factsOf: () => ({ timeZone: 'Pacific/Auckland' }),
      changed: async () => {
        changed += 1;
      },
    });
  });
  afterAll(() => database.drop());

  it('are the usual for somebody who has set nothing', async () => {
    expect(await settingsOf(ports, who)).toMatchObject({ daysOff: [], nudgedBy: 'messages' });
    expect(await personOf(ports.db, who)).toBeUndefined();
  });

  it('are saved by the calendar where they live, told to whom it concerns, and taken out', async () => {
    expect(await addDaysOff(ports, who, { from: '2026-11-23', to: null })).toEqual({
      outcome: 'wrong',
      wrong: 'past',
    });
    expect(changed).toBe(0);
    expect(await addDaysOff(ports, who, { from: '2026-12-21', to: '2027-01-03' })).toEqual({
      outcome: 'saved',
    });
    expect(await addDaysOff(ports, who, { from: '2026-11-24', to: null })).toEqual({ outcome: 'saved' });
    expect(changed).toBe(2);
    expect((await settingsOf(ports, who)).daysOff).toEqual([
      days('2026-11-24'),
      days('2026-12-21', '2027-01-03'),
    ]);
    // Pressed twice, or on an old view.
    await removeDaysOff(ports, who, days('2026-11-24'));
    await removeDaysOff(ports, who, days('2026-11-24'));
    expect(changed).toBe(3);
    expect((await settingsOf(ports, who)).daysOff).toEqual([days('2026-12-21', '2027-01-03')]);
    await saveNudgedBy(ports, who, 'home');
    expect(changed).toBe(4);
    expect((await settingsOf(ports, who)).nudgedBy).toBe('home');
    ports.moveTo('2027-01-04T12:00:00Z');
    expect((await settingsOf(ports, who)).daysOff).toEqual([]);
  });

  it('of somebody else are left alone', async () => {
    await removeDaysOff(
      ports,
      { ...who, personId: PersonId.parse('U0NOBODY') },
      days('2026-12-21', '2027-01-03'),
    );
    expect((await personOf(ports.db, who))?.daysOff).toEqual([days('2026-12-21', '2027-01-03')]);
  });
});
