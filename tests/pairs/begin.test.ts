import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginTrial, takenPlaces } from '../../src/pairs/flow/begin.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { GUIDE, LEARNER } from './made.ts';
import { aWorld, MONDAY, WORKSPACE, type World } from './world.ts';

describe('an accepted offer', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.drop());

  it('begins a trial, once a request, and introduces both in their working hours', async () => {
    const { ports } = world;
    const { together } = await world.request('mentoring');
    ports.moveTo('2026-11-21T20:00:00Z');
    const ids = await Promise.all(
      [1, 2, 3].map(() =>
        inTransaction(ports.db, (tx) => beginTrial(tx, ports, together, ports.clock.now())),
      ),
    );
    expect(new Set(ids).size).toBe(1);
    const [pairId] = ids;
    for (const side of ['guide', 'learner'] as const)
      expect(await world.told(side)).toEqual([
        {
          kind: 'pairs.introduction',
          about: { pairId, to: world.as(side).personId },
          // Saturday evening: the introduction waits for Monday, nine o'clock in Warsaw.
          dueAt: new Date('2026-11-23T08:00:00Z'),
          stale: false,
        },
      ]);
    ports.moveTo(MONDAY);
  });

  it('takes up a place of the guide until it has ended', async () => {
    const { db } = world.ports;
    const before = await takenPlaces(db, WORKSPACE, GUIDE);
    const id = await world.begin();
    expect(await takenPlaces(db, WORKSPACE, GUIDE)).toBe(before + 1);
    expect(await takenPlaces(db, WORKSPACE, LEARNER)).toBe(0);
    await db
      .updateTable('pairs')
      .set({ state: 'ended', ended_at: new Date('2026-11-24T00:00:00Z') })
      .where('id', '=', id)
      .execute();
    expect(await takenPlaces(db, WORKSPACE, GUIDE)).toBe(before);
  });
});
