import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Market } from '../../src/matching/assign/market.ts';
import { openCohort, runAgain, tryCohort } from '../../src/matching/flow/drafting.ts';
import { createWorld, id, key, type World, workspaceId } from './world.ts';

/** A solver with a mistake, while the proof is the real one: its last step gives up a pair that it has made. */
const solver = vi.hoisted(() => ({ isWrong: false }));
vi.mock('../../src/matching/assign/paths.ts', async (original) => {
  const actual = await original<typeof import('../../src/matching/assign/paths.ts')>();
  return {
    ...actual,
    placeRest(market: Market) {
      actual.placeRest(market);
      if (solver.isWrong) market.holder[market.holder.findIndex((asker) => asker >= 0)] = -1;
    },
  };
});

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => {
  solver.isWrong = false;
});
afterAll(() => world.drop());

it('a cohort whose answer is not proved is neither shown nor kept, and a draft stays as it was', async () => {
  for (const name of ['ada', 'ben']) await world.guide(name);
  for (const name of ['lea', 'lou', 'max']) await world.wish(name);
  await world.person('boss');
  await world.db
    .insertInto('program_members')
    .values({
      workspace_id: workspaceId,
      program_id: world.mentoring.id,
      person_id: id('boss'),
      role: 'manager',
      added_at: world.ports.clock.now(),
    })
    .execute();
  const open = () => openCohort(world.ports, key('boss'), world.mentoring.id);
  const stored = () => world.db.selectFrom('drafts').selectAll().execute();
  const unproved = "The cohort's answer is not proved";

  solver.isWrong = true;
  await expect(open()).rejects.toThrow(unproved);
  await expect(tryCohort(world.ports, workspaceId, world.mentoring)).rejects.toThrow(unproved);
  expect(await stored()).toEqual([]);

  solver.isWrong = false;
  const opened = await open();
  if (opened.outcome !== 'draft') throw new Error(opened.outcome);
  const before = await stored();
  expect(opened.shown.draft.cohort.pairs).toHaveLength(3);

  solver.isWrong = true;
  await world.wish('new');
  await expect(runAgain(world.ports, key('boss'), opened.shown.draft.id)).rejects.toThrow(unproved);
  expect(await stored()).toEqual(before);
  expect([await world.pairs(), await world.told()]).toEqual([[], []]);
});
