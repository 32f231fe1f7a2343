import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pairsDue, usualHoursChanged } from '../../src/pairs/flow/due.ts';
import { leavePair } from '../../src/pairs/flow/pairs.ts';
import { saveWorkspace } from '../../src/people/flow/workspace.ts';
import type { WorkingHours } from '../../src/people/hours.ts';
import { aWorld, type World } from './world.ts';

/** People in Warsaw, an hour ahead of UTC in winter. */
describe('when the usual hours of a workspace change', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.drop());
  beforeEach(async () => {
    const { db } = world.ports;
    for (const table of ['pairs', 'nudges', 'deliveries'] as const) await db.deleteFrom(table).execute();
    await db.updateTable('people').set({ hours: null }).execute();
    await db
      .updateTable('workspaces')
      .set({ usual_hours: null, language: null, settings_version: 1 })
      .execute();
  });

  const due = async (id: string): Promise<Date | null> =>
    (await world.ports.db.selectFrom('pairs').select('due_at').where('id', '=', id).executeTakeFirstOrThrow())
      .due_at;
  /** At which hours something is planned for a person, by the clock in UTC. */
  const hoursOf = async (side: 'guide' | 'learner'): Promise<string[]> => {
    const rows = await world.ports.db
      .selectFrom('nudges')
      .select('due_at')
      .where('state', '=', 'planned')
      .where('person_id', '=', world.as(side).personId)
      .execute();
    return [...new Set(rows.map(({ due_at }) => due_at.toISOString().slice(11, 16)))];
  };
  const hasOwn = (side: 'guide' | 'learner', hours: WorkingHours) =>
    world.ports.db
      .updateTable('people')
      .set({ hours: JSON.stringify(hours) })
      .where('id', '=', world.as(side).personId)
      .execute();

  /** As app.ts wires it. */
  async function change({ days, from, to }: WorkingHours): Promise<void> {
    const { ports } = world;
    const result = await saveWorkspace(
      {
        ...ports,
        facts: { factsOf: async (who) => ({ ...(await ports.facts.factsOf(who)), isAdmin: true }) },
        workspaceChanged: (tx, workspaceId, _changed, now) => usualHoursChanged(tx, workspaceId, now),
      },
      { workspaceChanged: () => undefined },
      world.stranger,
      {
        sent: {
          hours: { days: days.map(String), from, to },
          language: 'en',
          leastGroup: '5',
          guests: 'programs',
        },
        version: 1,
      },
    );
    expect(result).toMatchObject({ outcome: 'saved', changed: ['hours', 'language'] });
  }

  it.each(['coaching', 'mentoring'] as const)(
    'a running %s pair is planned by them at once, for whoever has set none',
    async (kind) => {
      await hasOwn('guide', { days: [1, 2, 3, 4, 5], from: '11:00', to: '19:00' });
      const id = await world.run(kind);
      await pairsDue(world.ports);
      expect(await hoursOf('learner')).toEqual(['08:00']);
      const ofGuide = await hoursOf('guide');
      await change({ days: [1, 2, 3, 4, 5], from: '13:30', to: '21:00' });
      expect(await due(id)).toEqual(world.ports.clock.now());
      await pairsDue(world.ports);
      expect(await hoursOf('learner')).toEqual(['12:30']);
      expect(await hoursOf('guide')).toEqual(ofGuide);
      // Planned again, it is left alone until something is due.
      expect((await due(id))?.getTime()).toBeGreaterThan(world.ports.clock.now().getTime());
    },
  );

  it('one before its agreement and one about to end are left alone', async () => {
    const ending = await world.run('mentoring');
    expect(await leavePair(world.ports, world.as('learner'), ending)).toMatchObject({ outcome: 'done' });
    const trial = await world.begin('coaching');
    const [ofEnding, ofTrial] = [await due(ending), await due(trial)];
    await change({ days: [1], from: '13:30', to: '21:00' });
    expect([await due(ending), await due(trial)]).toEqual([ofEnding, ofTrial]);
  });

  it('one in which both have set their own is left alone', async () => {
    for (const side of ['guide', 'learner'] as const)
      await hasOwn(side, { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' });
    const id = await world.run('coaching');
    await pairsDue(world.ports);
    const before = await due(id);
    await change({ days: [1], from: '13:30', to: '21:00' });
    expect(await due(id)).toEqual(before);
  });
});
