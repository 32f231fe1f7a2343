import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onPersonChanged, pairsDue, programChanged } from '../../src/pairs/flow/due.ts';
import { leavePair } from '../../src/pairs/flow/pairs.ts';
import type { DayRange } from '../../src/people/calendar.ts';
import { addDaysOff } from '../../src/people/flow/settings.ts';
import { changeRules, openProgram } from '../../src/programs/flow.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { aWorld, WORKSPACE, type World } from './world.ts';

/** The plan of a pair that began on Monday, 23 November: a first session within ten working days, asked for before. */
describe('when a program’s days off change', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.drop());
  beforeEach(async () => {
    const { db } = world.ports;
    for (const table of ['pairs', 'nudges', 'deliveries'] as const) await db.deleteFrom(table).execute();
    await db.updateTable('programs').set({ rules: '{}' }).execute();
    await db
      .updateTable('people')
      .set({ days_off: JSON.stringify([]) })
      .execute();
  });

  const planned = async (): Promise<string[]> =>
    (
      await world.ports.db
        .selectFrom('nudges')
        .select('due_at')
        .where('state', '=', 'planned')
        .orderBy('due_at')
        .execute()
    ).map(({ due_at }) => due_at.toISOString().slice(0, 10));
  const due = async (id: string): Promise<Date | null> =>
    (await world.ports.db.selectFrom('pairs').select('due_at').where('id', '=', id).executeTakeFirstOrThrow())
      .due_at;

  async function change(daysOff: DayRange[], kind: 'coaching' | 'mentoring' = 'coaching'): Promise<void> {
    const { ports } = world;
    const { id: programId } = await openProgram(ports.db, WORKSPACE, kind);
    await inTransaction(ports.db, async (tx) => {
      await changeRules(tx, WORKSPACE, programId, ({ rules }) => ({ rules: { ...rules, daysOff } }));
      await programChanged(tx, { workspaceId: WORKSPACE, programId }, ports.clock.now());
    });
  }

  it.each(['coaching', 'mentoring'] as const)('a running %s pair is planned around them', async (kind) => {
    const id = await world.run(kind);
    await pairsDue(world.ports);
    const before = await planned();
    const [first = ''] = before;
    expect(before.length).toBeGreaterThan(1);
    await change([{ from: first, to: '2026-12-31' }], kind);
    expect(await due(id)).toEqual(world.ports.clock.now());
    await pairsDue(world.ports);
    const after = await planned();
    expect(after.length).toBeGreaterThan(1);
    expect(after.filter((day) => day >= first && day <= '2026-12-31')).toEqual([]);
    // Planned again, it is left alone until something is due.
    expect((await due(id))?.getTime()).toBeGreaterThan(world.ports.clock.now().getTime());
  });

  it('a pair of another program, one before its agreement and one about to end are left alone', async () => {
    const running = await world.run('coaching');
    await pairsDue(world.ports);
    const before = await due(running);
    await change([{ from: '2026-12-01', to: '2026-12-31' }], 'mentoring');
    expect(await due(running)).toEqual(before);
    const trial = await world.begin('coaching');
    const ofTrial = await due(trial);
    expect(await leavePair(world.ports, world.as('learner'), running)).toMatchObject({ outcome: 'done' });
    const ending = await due(running);
    await change([{ from: '2026-12-01', to: '2026-12-31' }]);
    expect(await due(running)).toEqual(ending);
    expect(await due(trial)).toEqual(ofTrial);
  });

  it('and a person’s, their pairs are planned around them', async () => {
    await world.run('coaching');
    await pairsDue(world.ports);
    const [first = ''] = await planned();
    const { ports } = world;
    const learner = world.as('learner');
    expect(await addDaysOff(ports, learner, { from: first, to: '2026-12-31' })).toEqual({ outcome: 'saved' });
    // What app.ts wires to `changed`.
    await inTransaction(ports.db, (tx) => onPersonChanged(tx, ports, learner, ports.clock.now()));
    const ofLearner = await ports.db
      .selectFrom('nudges')
      .select('due_at')
      .where('state', '=', 'planned')
      .where('person_id', '=', learner.personId)
      .execute();
    const days = ofLearner.map(({ due_at }) => due_at.toISOString().slice(0, 10));
    expect(days.length).toBeGreaterThan(0);
    expect(days.filter((day) => day >= first && day <= '2026-12-31')).toEqual([]);
  });
});
