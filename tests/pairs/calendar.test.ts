/** Who gets a session for their calendar, and by what. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SessionId } from '../../src/pairs/course.ts';
import { keyOf } from '../../src/pairs/entry.ts';
import { messagesWith, sessionForCalendar, sessionOfFile } from '../../src/pairs/flow/calendar.ts';
import type { PairId } from '../../src/pairs/pair.ts';
import { calendarFile } from '../../src/pairs/slack/calendar.ts';
import { writeSession } from '../../src/pairs/store/sessions.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { aWorld, WORKSPACE, type World } from './world.ts';

const ID = SessionId.parse('5f0c1a52-5a0e-4d5f-8a43-0f3d2b6c7e10');
const CALENDAR_KEY = '0b6a3c1e-8f3d-4c52-9a77-2d1f0e5b6c48';
const SESSION = {
  id: ID,
  number: 2,
  state: 'booked' as const,
  wall: '2026-12-08T10:00',
  timeZone: 'Europe/Warsaw',
  startsAt: new Date('2026-12-08T09:00:00Z'),
  minutes: 60,
  bookedBy: 'learner' as const,
  bookedAt: new Date('2026-11-23T12:00:00Z'),
  reports: { guide: null, learner: null },
  settledAt: null,
  version: 1,
  progress: null,
  learnerWords: {},
  guideWords: {},
  calendarKey: CALENDAR_KEY,
};
let world: World;
let pairId: PairId;
beforeAll(async () => {
  world = await aWorld();
  pairId = await world.begin();
  await inTransaction(world.ports.db, (tx) => writeSession(tx, WORKSPACE, pairId, SESSION));
  for (const [side, name, time_zone, locale] of [
    ['guide', 'Darnell', 'America/Chicago', 'en-US'],
    ['learner', 'Piotr', 'Europe/Warsaw', 'pl-PL'],
  ] as const)
    await world.ports.db
      .updateTable('people')
      .set({ name, time_zone, locale })
      .where('id', '=', world.as(side).personId)
      .execute();
});
afterAll(() => world.drop());

describe('a session for a calendar', () => {
  it('is for its two, each with the other’s name and their own clock', async () => {
    expect((await sessionForCalendar(world.ports, world.as('guide'), ID))?.session).toMatchObject({
      otherName: 'Piotr',
      myZone: 'America/Chicago',
      otherZone: 'Europe/Warsaw',
      number: 2,
      isOff: false,
      key: keyOf(CALENDAR_KEY, 'guide'),
    });
    expect((await sessionForCalendar(world.ports, world.as('learner'), ID))?.session).toMatchObject({
      otherName: 'Darnell',
      key: keyOf(CALENDAR_KEY, 'learner'),
    });
  });

  it.each([
    ['somebody else', () => world.stranger, ID],
    ['an id of none', () => world.as('guide'), '5f0c1a52-5a0e-4d5f-8a43-0f3d2b6c7e11'],
    ['what is no id', () => world.as('guide'), 'x'],
    ['the pair’s id', () => world.as('guide'), '00000000-0000-4000-8000-000000000001'],
  ])('is not for %s', async (_what, who, id) => {
    expect(await sessionForCalendar(world.ports, who(), id)).toBeUndefined();
  });
});

describe('a file', () => {
  it('comes by its key, in the language of the one whose it is', async () => {
    const file = await calendarFile(world.ports, keyOf(CALENDAR_KEY, 'learner'));
    expect(file?.name).toBe('coaching-2.ics');
    expect(file?.text).toContain('SUMMARY:Coaching\\, sesja 2: Darnell');
    const other = await calendarFile(world.ports, keyOf(CALENDAR_KEY, 'guide'));
    expect(other?.text).toContain('SUMMARY:Coaching with Piotr\\, session 2');
  });

  it('does not come by anything else', async () => {
    for (const key of [
      keyOf(ID, 'guide'),
      keyOf('0b6a3c1e-8f3d-4c52-9a77-2d1f0e5b6c49', 'guide'),
      '',
      CALENDAR_KEY,
    ])
      expect(await sessionOfFile(world.ports, key)).toBeUndefined();
  });

  it('follows what has become of the session', async () => {
    const write = (more: object) =>
      inTransaction(world.ports.db, (tx) => writeSession(tx, WORKSPACE, pairId, { ...SESSION, ...more }));
    await write({ startsAt: new Date('2026-12-09T13:00:00Z'), version: 2 });
    const moved = await calendarFile(world.ports, keyOf(CALENDAR_KEY, 'guide'));
    expect(moved?.text).toMatch(/SEQUENCE:2\r\n.*DTSTART:20261209T130000Z.*STATUS:CONFIRMED/s);
    await write({ state: 'cancelled', version: 3 });
    const off = await calendarFile(world.ports, keyOf(CALENDAR_KEY, 'guide'));
    expect(off?.text).toMatch(/SEQUENCE:3\r\n.*STATUS:CANCELLED/s);
  });
});

it('the conversation with somebody is the one of the newest message that was sent there', async () => {
  const who = world.as('guide');
  expect(await messagesWith(world.ports, who)).toBeUndefined();
  const send = (occurrence: string, sent_at: string | null, channel: string | null) =>
    world.ports.db
      .insertInto('deliveries')
      .values({
        workspace_id: who.workspaceId,
        id: world.ports.newId(),
        person_id: who.personId,
        occurrence,
        kind: 'pairs.running',
        about: '{}',
        class: 'notice',
        state: sent_at ? 'sent' : 'planned',
        due_at: new Date('2026-11-24T09:00:00Z'),
        held_until: null,
        sent_at: sent_at === null ? null : new Date(sent_at),
        channel,
        ts: channel && '1.1',
        refresh_at: null,
        problem: null,
      })
      .execute();
  await send('a', '2026-11-24T09:00:00Z', 'D0OLD');
  await send('b', '2026-11-26T09:00:00Z', 'D0NEW');
  await send('c', null, null);
  expect(await messagesWith(world.ports, who)).toBe('D0NEW');
  expect(await messagesWith(world.ports, world.as('learner'))).toBeUndefined();
});
