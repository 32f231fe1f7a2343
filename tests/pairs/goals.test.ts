import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Goal } from '../../src/pairs/course.ts';
import { courseFor } from '../../src/pairs/flow/course.ts';
import { saveGoal } from '../../src/pairs/flow/goals.ts';
import { pairFor } from '../../src/pairs/flow/pairs.ts';
import { type LookedBack, lookBack } from '../../src/pairs/flow/reviews.ts';
import { bookSession, logSession } from '../../src/pairs/flow/sessions.ts';
import type { PairId, Side } from '../../src/pairs/pair.ts';
import { aWorld, MONDAY, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.drop());
beforeEach(async () => {
  world.ports.moveTo(MONDAY);
  for (const table of ['pairs', 'nudges', 'deliveries'] as const)
    await world.ports.db.deleteFrom(table).execute();
});
const seen = async (side: Side, id: string) => {
  const found = await courseFor(world.ports, world.as(side), id);
  if (!found) throw new Error('no course');
  return found;
};

describe('a goal', () => {
  const THEME: Goal = { theme: 'Saying no', goal: '', measure: '', startingPoint: null, version: 0 };
  const FULL: Goal = {
    theme: 'Saying no',
    goal: 'Twice a week',
    measure: 'My diary',
    startingPoint: 0,
    version: 1,
  };
  const save = (side: Side, id: string, goal: Goal) => saveGoal(world.ports, world.as(side), id, goal);

  it('begins with a theme, grows, and is read by both', async () => {
    const id = await world.run();
    expect((await seen('guide', id)).goal).toBeNull();
    expect(await save('learner', id, THEME)).toEqual({ outcome: 'saved' });
    expect(await save('learner', id, FULL)).toEqual({ outcome: 'saved' });
    for (const side of ['guide', 'learner'] as const)
      expect((await seen(side, id)).goal).toEqual({ ...FULL, version: 2 });
  });

  it('is the client’s to write, in coaching only, while it goes on', async () => {
    const id = await world.run();
    expect(await save('guide', id, THEME)).toEqual({ outcome: 'not-yours' });
    expect(await saveGoal(world.ports, world.stranger, id, THEME)).toEqual({ outcome: 'not-yours' });
    expect(await save('learner', await world.run('mentoring'), THEME)).toEqual({ outcome: 'not-yours' });
    expect(await save('learner', await world.begin(), THEME)).toEqual({ outcome: 'not-now' });
  });

  it('sent twice is written once; an old form overwrites nothing', async () => {
    const id = await world.run();
    await Promise.all([save('learner', id, THEME), save('learner', id, THEME)]);
    expect((await seen('learner', id)).goal?.version).toBe(1);
    await save('learner', id, FULL);
    const old = { ...THEME, goal: 'from another window', version: 1 };
    expect(await save('learner', id, old)).toEqual({ outcome: 'changed', goal: { ...FULL, version: 2 } });
    expect((await seen('learner', id)).goal).toEqual({ ...FULL, version: 2 });
  });
});

describe('looking back', () => {
  const look = (side: Side, id: string, differs: Partial<LookedBack> = {}) =>
    lookBack(world.ports, world.as(side), id, {
      of: 'half-time',
      round: 1,
      said: 'keep',
      useful: 4,
      takeaway: null,
      ...differs,
    });
  const pulses = () => world.ports.db.selectFrom('pulses').select(['person_id', 'once', 'useful']).execute();
  const rowOf = async (id: PairId) => {
    const row = await world.ports.db
      .selectFrom('pairs')
      .select('state_data')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return JSON.stringify(row.state_data);
  };

  it('is each one’s own, and changed as long as it goes on', async () => {
    const id = await world.run();
    expect(await look('guide', id)).toEqual({ outcome: 'done' });
    expect(await look('guide', id, { said: 'change', useful: 2 })).toEqual({ outcome: 'done' });
    expect((await seen('guide', id)).reviewed).toMatchObject([{ of: 'half-time', round: 1, said: 'change' }]);
    expect((await seen('learner', id)).reviewed).toEqual([]);
    expect(await pulses()).toEqual([
      { person_id: world.as('guide').personId, once: 'half-time.1', useful: 2 },
    ]);
  });

  it('renews the messages of whoever answered alone', async () => {
    const id = await world.run();
    await world.ports.db.updateTable('deliveries').set({ state: 'sent', refresh_at: null }).execute();
    await look('guide', id);
    expect((await world.told('learner')).filter(({ stale }) => stale)).toEqual([]);
    expect((await world.told('guide')).filter(({ stale }) => stale)).not.toEqual([]);
  });

  it('closes quietly: the other sees nothing until both are told, and what stays is the client’s own', async () => {
    const id = await world.run();
    const at = '2026-12-08T09:00:00.000Z';
    const booked = await bookSession(world.ports, world.as('learner'), id, { at });
    if (booked.outcome !== 'done') throw new Error('not booked');
    world.ports.moveTo('2026-12-08T12:00Z');
    const nothing = { progress: 5, plan: null, learning: '' };
    await logSession(world.ports, world.as('learner'), booked.sessionId, { outcome: 'held', ...nothing }, []);
    const before = await seen('guide', id);
    const closed = { of: 'final', said: 'close', takeaway: 'I ask first' } as const;
    expect(await look('learner', id, closed)).toEqual({ outcome: 'done' });
    expect((await pairFor(world.ports, world.as('learner'), id))?.now).toMatchObject({ left: true });
    expect(await seen('guide', id)).toEqual(before);
    expect(await rowOf(id)).toContain('completed');
    expect((await seen('learner', id)).sessions[0]?.words.takeaway).toBe('I ask first');
    expect(JSON.stringify(await seen('guide', id))).not.toContain('I ask first');
    // The same form again, and another one.
    expect(await look('learner', id, closed)).toEqual({ outcome: 'done' });
    expect(await look('learner', id, { of: 'final', said: 'change' })).toEqual({ outcome: 'not-now' });
  });

  it('of the coach’s words nothing is kept, where they are smuggled in', async () => {
    const id = await world.run();
    await look('guide', id, { of: 'final', said: 'change', takeaway: 'about my client' });
    expect(JSON.stringify(await world.ports.db.selectFrom('sessions').selectAll().execute())).not.toContain(
      'about my client',
    );
  });

  it('is for the two, by their kind, while it goes on', async () => {
    const id = await world.run();
    const answer = { of: 'final', round: 1, said: 'close', useful: null, takeaway: null } as const;
    expect(await lookBack(world.ports, world.stranger, id, answer)).toEqual({ outcome: 'not-yours' });
    expect(await look('guide', id, { of: 'renewal' })).toEqual({ outcome: 'not-yours' });
    expect(await look('guide', await world.run('mentoring'))).toEqual({ outcome: 'not-yours' });
    expect(await look('guide', await world.run('mentoring'), { of: 'renewal' })).toEqual({ outcome: 'done' });
    expect(await look('guide', await world.begin())).toEqual({ outcome: 'not-now' });
  });
});
