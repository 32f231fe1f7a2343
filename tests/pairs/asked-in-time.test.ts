import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onPersonChanged, pairsDue } from '../../src/pairs/flow/due.ts';
import { decideNudges } from '../../src/pairs/flow/nudging.ts';
import { leavePair } from '../../src/pairs/flow/pairs.ts';
import type { PairId, Side } from '../../src/pairs/pair.ts';
import { comeBack, pause } from '../../src/people/flow/settings.ts';
import { type Kind, PersonId } from '../../src/ports.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { aWorld, MONDAY, WORKSPACE, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.drop());
beforeEach(async () => {
  world.ports.moveTo(MONDAY);
  for (const table of ['pairs', 'nudges', 'deliveries'] as const)
    await world.ports.db.deleteFrom(table).execute();
  await world.ports.db
    .updateTable('people')
    .set({ paused_at: null, back_on: null, days_off: JSON.stringify([]) })
    .execute();
});

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ASKS = ['pairs.book', 'pairs.gap'];

/** What a worker does with what is due: sends it, puts it off or drops it, as its owner decides. */
async function send(settle: 'sent' | 'dropped' | 'failed' = 'sent'): Promise<void> {
  const { db, clock } = world.ports;
  const now = clock.now();
  const due = await db
    .selectFrom('nudges')
    .selectAll()
    .where('state', '=', 'planned')
    .where('due_at', '<=', now)
    .execute();
  const nudges = due.map(({ id, person_id, subject_id, kind, once, due_at }) => ({
    id,
    to: { workspaceId: WORKSPACE, personId: PersonId.parse(person_id) },
    subjectId: subject_id,
    kind,
    once,
    dueAt: due_at,
  }));
  for (const [id, decided] of await inTransaction(db, (tx) => decideNudges(tx, nudges, now)))
    await db
      .updateTable('nudges')
      .set(
        decided.outcome === 'send'
          ? { state: settle, sent_at: settle === 'sent' ? now : null }
          : decided.outcome === 'postpone'
            ? { due_at: decided.until }
            : { state: 'dropped' },
      )
      .where('id', '=', id)
      .execute();
}

/** Pairs are looked at and what is due is sent, until this moment. */
async function live(until: string, settle: 'sent' | 'dropped' | 'failed' = 'sent'): Promise<void> {
  const { db, clock } = world.ports;
  const end = new Date(until);
  for (;;) {
    await pairsDue(world.ports);
    await send(settle);
    const dues = await Promise.all([
      db.selectFrom('nudges').select('due_at').where('state', '=', 'planned').execute(),
      db.selectFrom('pairs').select('due_at').where('state', '=', 'running').execute(),
    ]);
    const next = dues.flat().flatMap(({ due_at }) => (due_at ? [due_at.getTime()] : []));
    const at = Math.max(clock.now().getTime() + 30 * MINUTE_MS, Math.min(...next));
    if (at > end.getTime()) break;
    world.ports.moveTo(new Date(at));
  }
  world.ports.moveTo(end);
}

/** Nothing runs meanwhile. */
const down = (until: string) => world.ports.moveTo(until);
const stateOf = async (id: PairId) =>
  (await world.ports.db.selectFrom('pairs').select('state').where('id', '=', id).executeTakeFirstOrThrow())
    .state;
const asked = async () =>
  (
    await world.ports.db
      .selectFrom('nudges')
      .select('sent_at')
      .where('state', '=', 'sent')
      .where('kind', 'in', ASKS)
      .orderBy('sent_at')
      .execute()
  ).map(({ sent_at }) => sent_at?.toISOString().slice(0, 10));
/** On which day the pair was paused. */
async function pausedOn(id: PairId, before: string): Promise<string | undefined> {
  for (let at = world.ports.clock.now(); at < new Date(before); at = new Date(at.getTime() + DAY_MS)) {
    await live(at.toISOString());
    if ((await stateOf(id)) === 'paused') return at.toISOString().slice(0, 10);
  }
  return undefined;
}
const off = (side: Side, from: string, to: string) =>
  world.ports.db
    .updateTable('people')
    .set({ days_off: JSON.stringify([{ from, to }]) })
    .where('id', '=', world.as(side).personId)
    .execute();
/** As app.ts wires them. */
const ports = () => ({
  ...world.ports,
  changed: (
    tx: Parameters<typeof onPersonChanged>[0],
    who: Parameters<typeof onPersonChanged>[2],
    now: Date,
  ) => onPersonChanged(tx, world.ports, who, now),
});

interface Expected {
  down: string;
  dated: string;
  open: string;
  afterAll: string;
  christmas: { asked: string[]; paused: string };
}

describe.each<[Kind, Expected]>([
  [
    'coaching',
    {
      down: '2027-03-10',
      // Asked on 24 November, 10 and 16 December and, seven working days of both after that, on 12 February.
      dated: '2027-02-23',
      open: '2027-02-25',
      // Two of the seven working days before the pause lie before the break.
      afterAll: '2027-02-12',
      christmas: { asked: ['2026-11-24', '2026-12-10', '2026-12-16', '2027-01-19'], paused: '2027-01-28' },
    },
  ],
  [
    'mentoring',
    {
      down: '2027-03-29',
      dated: '2027-02-15',
      open: '2027-02-17',
      // Asked for the last time on the day before the break; three working days after it.
      afterAll: '2027-02-10',
      christmas: { asked: ['2026-11-30', '2026-12-07', '2026-12-14', '2027-01-11'], paused: '2027-01-18' },
    },
  ],
])('nobody is paused without having been asked in good time: a %s pair', (kind, expected) => {
  it('of an app that was down for months is asked first, and paused as long after as anybody', async () => {
    const id = await world.run(kind);
    // A Monday morning.
    down('2027-03-01T08:00:00Z');
    await pairsDue(world.ports);
    expect(await stateOf(id)).toBe('running');
    expect(await pausedOn(id, '2027-05-01')).toBe(expected.down);
    expect(await asked()).toEqual(['2027-03-01']);
  });

  it('is paused all the same where what it asks cannot be sent, or is read at Home alone', async () => {
    for (const settle of ['failed', 'dropped'] as const) {
      const id = await world.run(kind);
      await live('2027-02-01T12:00:00Z', settle);
      expect(await stateOf(id)).toBe('paused');
      world.ports.moveTo(MONDAY);
    }
  });

  it.each(['guide', 'learner'] as const)(
    'of which the %s came back from a break until a day',
    async (side) => {
      const id = await world.run(kind);
      await live('2026-12-20T12:00:00Z');
      await pause(ports(), world.as(side), '2027-02-08');
      expect(await pausedOn(id, '2027-05-01')).toBe(expected.dated);
    },
  );

  it.each(['guide', 'learner'] as const)(
    'of which the %s came back from a break without a day',
    async (side) => {
      const id = await world.run(kind);
      await live('2026-12-20T12:00:00Z');
      await pause(ports(), world.as(side), null);
      await live('2027-02-10T12:00:00Z');
      expect(await stateOf(id)).toBe('running');
      await comeBack(ports(), world.as(side));
      expect(await pausedOn(id, '2027-05-01')).toBe(expected.open);
    },
  );

  it.each(['guide', 'learner'] as const)(
    'of which the %s left for a break after all was asked',
    async (side) => {
      const id = await world.run(kind);
      await live(kind === 'coaching' ? '2026-12-30T12:00:00Z' : '2026-12-22T12:00:00Z');
      await pause(ports(), world.as(side), '2027-02-08');
      expect(await pausedOn(id, '2027-05-01')).toBe(expected.afterAll);
    },
  );

  it('that has a long Christmas', async () => {
    await off('learner', '2026-12-17', '2027-01-10');
    const id = await world.run(kind);
    expect(await pausedOn(id, '2027-05-01')).toBe(expected.christmas.paused);
    expect(await asked()).toEqual(expected.christmas.asked);
  });
});

it('an end that comes is not put off by a break, nor by what is still to be asked', async () => {
  const id = await world.run('coaching');
  down('2027-03-01T08:00:00Z');
  await leavePair(ports(), world.as('guide'), id);
  await pairsDue(world.ports);
  const { due_at } = await world.ports.db
    .selectFrom('pairs')
    .select('due_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(due_at && due_at <= new Date('2027-03-04T17:00:00Z')).toBe(true);
});
