import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withPair } from '../../src/pairs/flow/acting.ts';
import { courseFor, coursesOf } from '../../src/pairs/flow/course.ts';
import { onPersonChanged, pairsDue } from '../../src/pairs/flow/due.ts';
import { decideNudges, toldAgain } from '../../src/pairs/flow/nudging.ts';
import { leavePair } from '../../src/pairs/flow/pairs.ts';
import { bookSession } from '../../src/pairs/flow/sessions.ts';
import { take } from '../../src/pairs/flow/steps.ts';
import type { PairId, Side } from '../../src/pairs/pair.ts';
import { saveNudgedBy } from '../../src/people/flow/settings.ts';
import type { NudgedBy } from '../../src/people/profile.ts';
import { PersonId, type PersonKey } from '../../src/ports.ts';
import { inTransaction, type Tx } from '../../src/storage/database.ts';
import { aWorld, MONDAY, WORKSPACE, type World } from './world.ts';

const DAY_MS = 24 * 3_600_000;

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
    .set({
      is_gone: false,
      paused_at: null,
      back_on: null,
      nudged_by: 'messages',
      hours: null,
      time_zone: 'Europe/Warsaw',
    })
    .execute();
});

const daysLater = (days: number): Date => new Date(new Date(MONDAY).getTime() + days * DAY_MS);
const rows = (state = 'planned') =>
  world.ports.db
    .selectFrom('nudges')
    .selectAll()
    .where('state', '=', state as 'planned')
    .orderBy('due_at')
    .execute();
const planned = async (side: Side) =>
  (await rows())
    .filter(({ person_id }) => person_id === world.as(side).personId)
    .map(({ kind, once, due_at }) => `${due_at.toISOString().slice(0, 16)} ${kind} ${once}`);
const stateOf = async (id: PairId) => {
  const { state, due_at } = await world.ports.db
    .selectFrom('pairs')
    .select(['state', 'due_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { state, due: due_at };
};
const nudges = async () =>
  (await rows())
    .filter(({ person_id }) => person_id === world.as('learner').personId)
    .map(({ id, workspace_id, person_id, subject_id, kind, once, due_at }) => ({
      id,
      to: { workspaceId: WORKSPACE, personId: PersonId.parse(person_id) },
      subjectId: subject_id,
      workspace: workspace_id,
      kind,
      once,
      dueAt: due_at,
    }));
const decide = async (now: Date) => {
  const all = await nudges();
  return inTransaction(world.ports.db, (tx) => decideNudges(tx, all, now));
};

describe('the plan of a running pair', () => {
  it('stands in the table from the moment on which both have agreed, down to the pause', async () => {
    const id = await world.run();
    expect(await planned('learner')).toEqual([
      '2026-11-24T08:00 pairs.book 1.0',
      '2026-12-10T08:00 pairs.book 1.1',
      '2026-12-16T08:00 pairs.book 1.2',
      '2026-12-25T08:00 pairs.book 1.3',
    ]);
    expect(await stateOf(id)).toEqual({ state: 'running', due: new Date('2027-01-05T08:00:00Z') });
  });

  it('ends in a pause where nobody says anything, and nothing is planned any more', async () => {
    const id = await world.run('mentoring');
    for (let turns = 0; (await stateOf(id)).state === 'running' && turns < 20; turns += 1) {
      const { due } = await stateOf(id);
      if (!due) throw new Error('a running pair without a date');
      world.ports.moveTo(due);
      // What is due by then has gone out.
      await world.ports.db
        .updateTable('nudges')
        .set((set) => ({ state: 'sent', sent_at: set.ref('due_at') }))
        .where('state', '=', 'planned')
        .where('due_at', '<', due)
        .execute();
      await pairsDue(world.ports);
    }
    expect(await stateOf(id)).toMatchObject({ state: 'paused' });
    expect(await rows()).toEqual([]);
    expect((await world.told('guide')).map(({ kind }) => kind)).toContain('pairs.paused');
  });

  it('is made anew when somebody works at other hours', async () => {
    await world.run();
    await world.ports.db
      .updateTable('people')
      .set({ hours: JSON.stringify({ days: [2, 3, 4], from: '11:00', to: '15:00' }) })
      .where('id', '=', world.as('learner').personId)
      .execute();
    await inTransaction(world.ports.db, (tx) =>
      onPersonChanged(tx, world.ports, world.as('learner'), world.ports.clock.now()),
    );
    expect((await planned('learner'))[0]).toBe('2026-11-24T10:00 pairs.book 1.0');
  });

  it('prepares whoever wishes a weekly digest with the last one before the session', async () => {
    const id = await world.run();
    const prepare = async (side: Side) =>
      (await planned(side)).filter((line) => line.includes('prepare')).map((line) => line.split(' ')[0]);
    const book = async (wall: string) => {
      await world.ports.db.deleteFrom('sessions').execute();
      expect(await bookSession(world.ports, world.as('guide'), id, { wall })).toMatchObject({
        outcome: 'done',
      });
    };
    const nudgedBy = async (how: NudgedBy) => {
      const ports = {
        ...world.ports,
        changed: (tx: Tx, who: PersonKey, now: Date) => onPersonChanged(tx, world.ports, who, now),
      };
      await saveNudgedBy(ports, world.as('learner'), how);
    };
    await nudgedBy('weekly');
    // A Thursday two weeks later: the Monday of its week for one, the day before for the other.
    await book('2026-12-10T14:00');
    expect(await prepare('learner')).toEqual(['2026-12-07T08:00']);
    expect(await prepare('guide')).toEqual(['2026-12-09T08:00']);
    const [nudge] = (await nudges()).filter(({ kind }) => kind === 'pairs.prepare');
    expect((await decide(new Date('2026-12-07T08:00:00Z'))).get(nudge?.id ?? '')).toMatchObject({
      outcome: 'send',
      kind: 'prepare',
    });
    // On the day of the digest itself it comes that morning, where that is before the session.
    await book('2026-12-07T14:00');
    expect(await prepare('learner')).toEqual(['2026-12-04T08:00']);
    await book('2026-12-07T09:00');
    expect(await prepare('learner')).toEqual(['2026-11-30T08:00']);
    await nudgedBy('messages');
    expect(await prepare('learner')).toEqual(['2026-12-04T08:00']);
  });

  it('moves with somebody who moves: nine in the morning is nine where they are', async () => {
    await world.run();
    await world.ports.db
      .updateTable('people')
      .set({ time_zone: 'Asia/Kathmandu' })
      .where('id', '=', world.as('learner').personId)
      .execute();
    await inTransaction(world.ports.db, (tx) =>
      onPersonChanged(tx, world.ports, world.as('learner'), world.ports.clock.now()),
    );
    expect((await planned('learner'))[0]).toBe('2026-11-24T03:15 pairs.book 1.0');
  });

  it('falls silent for nobody who takes a break', async () => {
    const id = await world.run();
    await world.ports.db
      .updateTable('people')
      .set({ paused_at: new Date(MONDAY) })
      .where('id', '=', world.as('guide').personId)
      .execute();
    world.ports.moveTo(daysLater(90));
    await pairsDue(world.ports);
    expect(await stateOf(id)).toEqual({ state: 'running', due: daysLater(91) });
    // Nobody knows when they are back: it rests as after any other silence, and ends as late.
    world.ports.moveTo(daysLater(91));
    await pairsDue(world.ports);
    expect(await stateOf(id)).toEqual({ state: 'paused', due: daysLater(181) });
  });

  it('waits for whoever has named a day of return, however far it is', async () => {
    const id = await world.run();
    await world.ports.db
      .updateTable('people')
      .set({ paused_at: new Date(MONDAY), back_on: '2027-06-01' })
      .where('id', '=', world.as('guide').personId)
      .execute();
    world.ports.moveTo(daysLater(120));
    await pairsDue(world.ports);
    expect(await stateOf(id)).toEqual({ state: 'running', due: daysLater(121) });
  });

  it('keeps the other’s nudges where one has left, and drops one’s own', async () => {
    const id = await world.run();
    await leavePair(world.ports, world.as('guide'), id);
    expect(await planned('learner')).toHaveLength(4);
    const other = await world.run('mentoring');
    await leavePair(world.ports, world.as('learner'), other);
    expect(
      (await rows()).filter(
        ({ subject_id, person_id }) => subject_id === other && person_id === world.as('learner').personId,
      ),
    ).toEqual([]);
  });
});

describe('when its time has come', () => {
  it('a nudge goes out by what is true then', async () => {
    await world.run();
    const decided = [...(await decide(new Date('2026-11-24T08:00Z'))).values()];
    expect(decided.map(({ outcome }) => outcome)).toEqual(['send', 'postpone', 'postpone', 'postpone']);
    expect(decided[0]).toMatchObject({
      kind: 'book',
      once: '1.0',
      seen: { next: { what: 'book', number: 1 } },
    });
  });

  it('a nudge of later today goes along with what is due now, but none that was to wait until then', async () => {
    const at = (time: string) => new Date(`2026-12-07T${time}:00Z`);
    const outcomes = async (now: Date) => [...(await decide(now)).values()].map(({ outcome }) => outcome);
    const id = await world.run('mentoring');
    await withPair(world.ports, world.as('learner'), id, (tx, pair, by, now) =>
      take(tx, world.ports, pair, { event: 'says-not-now', by, until: at('11:00') }, now),
    );
    expect((await planned('learner'))[0]).toContain('2026-12-07T11:00 pairs.gap');
    expect((await outcomes(at('08:30')))[0]).toBe('send');
    const [first] = (await decide(new Date('2026-12-04T11:00:00Z'))).values();
    expect(first).toEqual({ outcome: 'postpone', until: at('11:00') });
    await withPair(world.ports, world.as('learner'), id, (tx, pair, by, now) =>
      take(tx, world.ports, pair, { event: 'snoozes', by, until: at('11:00') }, now),
    );
    expect((await outcomes(at('08:30')))[0]).toBe('postpone');
    expect((await outcomes(at('11:00')))[0]).toBe('send');
  });

  it('waits while the other takes a break, and is dropped when the pair rests or has ended', async () => {
    const id = await world.run();
    await world.ports.db
      .updateTable('people')
      .set({ paused_at: new Date(MONDAY) })
      .where('id', '=', world.as('guide').personId)
      .execute();
    const [first] = (await decide(new Date('2026-11-24T08:00Z'))).values();
    expect(first).toEqual({ outcome: 'postpone', until: new Date('2026-11-25T08:00Z') });
    await world.ports.db
      .updateTable('pairs')
      .set({ state: 'ended', state_data: JSON.stringify({ at: MONDAY, from: 'running', why: 'silent' }) })
      .where('id', '=', id)
      .execute();
    const [after] = (await decide(new Date('2026-11-24T08:00Z'))).values();
    expect(after).toEqual({ outcome: 'drop', why: 'not-running' });
    const again = [...(await toldAgain(world.ports, await nudges())).values()];
    expect(again.length).toBeGreaterThan(0);
    for (const one of again) expect(one).toMatchObject({ over: { now: { state: 'ended' } } });
  });
});

describe('somebody acts', () => {
  it('only on a pair of theirs, and it is planned anew', async () => {
    const id = await world.run();
    const nothing = { outcome: 'not-yours' };
    const act = (who = world.as('learner'), pairId: string = id) =>
      withPair(world.ports, who, pairId, async (tx, pair, by, now) => {
        const until = new Date('2026-12-01T08:00Z');
        return take(tx, world.ports, pair, { event: 'snoozes', by, until }, now);
      });
    expect(await act(world.stranger)).toEqual(nothing);
    expect(await act(world.as('learner'), 'no-id')).toEqual(nothing);
    expect(await act()).toMatchObject({ outcome: 'changed' });
    expect((await planned('learner'))[0]).toContain('2026-12-01T08:00 pairs.book');
  });

  it('and sees a course of their own only', async () => {
    const id = await world.run();
    expect(await courseFor(world.ports, world.stranger, id)).toBeUndefined();
    expect(await courseFor(world.ports, world.as('guide'), id)).toMatchObject({
      side: 'guide',
      next: { what: 'book' },
      slots: [expect.any(Date), expect.any(Date), expect.any(Date)],
    });
    expect(await coursesOf(world.ports, world.as('learner'))).toHaveLength(1);
    expect(await coursesOf(world.ports, world.stranger)).toEqual([]);
    const trial = await world.begin('mentoring');
    expect(await courseFor(world.ports, world.as('guide'), trial)).toBeUndefined();
  });
});
