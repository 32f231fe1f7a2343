import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { beginRequest, suggest } from '../../src/matching/flow/asking.ts';
import {
  endProgram,
  guideLeaves,
  learnerLeaves,
  requestGoesOn,
  wakeProgram,
} from '../../src/matching/flow/changing.ts';
import { matchingDue } from '../../src/matching/flow/due.ts';
import { sendRequest } from '../../src/matching/flow/sending.ts';
import { leaveProgram } from '../../src/programs/flow/joining.ts';
import type { ProgramId, ProgramState } from '../../src/programs/program.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { createWorld, dayLater, id, key, WISH, type World, workspaceId } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.empty());
afterAll(() => world.drop());

async function moves(programId: ProgramId, state: ProgramState): Promise<void> {
  await world.db.updateTable('programs').set({ state }).where('id', '=', programId).execute();
  const now = world.ports.clock.now();
  await inTransaction(world.db, async (tx) => {
    if (state === 'running') await wakeProgram(tx, workspaceId, programId, now);
    if (state === 'ended') await endProgram(tx, world.ports, workspaceId, programId, now);
  });
}
const doDue = async (): Promise<void> => {
  while ((await matchingDue(world.ports)) > 0);
};
const request = () =>
  world.db
    .selectFrom('requests')
    .select(['id', 'state', 'state_data', 'due_at', 'version'])
    .executeTakeFirstOrThrow();
const said = async () =>
  (await world.db.selectFrom('deliveries').select('kind').where('person_id', '=', id('lea')).execute()).map(
    ({ kind }) => kind,
  );
const members = async () =>
  (await world.db.selectFrom('program_members').select(['person_id', 'role']).execute()).map(
    ({ person_id, role }) => [person_id, role],
  );

describe('a learner of a program that has not started', () => {
  it('joins with their wish, waits unranked however long it takes, and is told who fits when it starts', async () => {
    const spring = await world.program({}, []);
    await moves(spring, 'open');
    await world.guide('ada');
    await world.db
      .insertInto('program_members')
      .values({
        workspace_id: workspaceId,
        program_id: spring,
        person_id: id('ada'),
        role: 'guide',
        added_at: world.ports.clock.now(),
      })
      .execute();
    const asked = await beginRequest(world.ports, key('lea'), spring, WISH);
    expect(asked).toMatchObject({
      outcome: 'waits-for-start',
      request: { state: { state: 'waiting', for: 'start' }, dueAt: null },
    });
    expect(await members()).toContainEqual([id('lea'), 'learner']);
    const { id: requestId, version } = await request();
    expect(await suggest(world.ports, key('lea'), requestId, 0)).toBeUndefined();
    const sent = await sendRequest(world.ports, key('lea'), { requestId, version, choices: [id('ada')] });
    expect(sent.outcome).toBe('nobody');
    // The same wish again, another one, and half a year.
    expect(await beginRequest(world.ports, key('lea'), spring, WISH)).toMatchObject({
      outcome: 'waits-for-start',
    });
    expect(
      await beginRequest(world.ports, key('lea'), spring, { ...WISH, topics: ['feedback'] }),
    ).toMatchObject({
      outcome: 'waits-for-start',
      request: { state: { for: 'start' }, wish: { topics: ['feedback'] } },
    });
    world.ports.moveTo(dayLater(180));
    await doDue();
    expect(await request()).toMatchObject({ state: 'waiting', due_at: null });
    expect(await said()).toEqual([]);

    await moves(spring, 'running');
    await doDue();
    expect(await request()).toMatchObject({ state: 'waiting', state_data: { for: 'guide' } });
    expect(await said()).toEqual(['matching.suggestion']);
    // Its ninety days count from now.
    world.ports.moveTo(dayLater(180 + 60));
    await doDue();
    expect((await request()).state).toBe('waiting');
  });

  it('reads when it starts that nobody fits yet, once, and who fits as soon as somebody does', async () => {
    const spring = await world.program({}, []);
    await moves(spring, 'open');
    await beginRequest(world.ports, key('lea'), spring, WISH);
    await moves(spring, 'running');
    await doDue();
    expect(await said()).toEqual(['matching.waiting']);
    const { about } = await world.db.selectFrom('deliveries').select('about').executeTakeFirstOrThrow();
    expect(about).toMatchObject({ month: '0' });
    world.ports.moveTo(dayLater(5));
    await doDue();
    expect(await said()).toEqual(['matching.waiting']);
    world.ports.moveTo(dayLater(31));
    await doDue();
    expect(await said()).toEqual(['matching.waiting', 'matching.waiting']);
  });

  it('waits for the cohort from its start on', async () => {
    const spring = await world.program({ matching: 'cohort' }, []);
    await moves(spring, 'open');
    expect(await beginRequest(world.ports, key('lea'), spring, WISH)).toMatchObject({
      outcome: 'waits-for-start',
    });
    await moves(spring, 'running');
    await doDue();
    expect(await request()).toMatchObject({ state: 'waiting', state_data: { for: 'cohort' } });
    expect(await said()).toEqual([]);
  });

  it('waits for what the program waits for, where that changes while it runs', async () => {
    const spring = await world.program({ matching: 'cohort' }, []);
    await world.guide('ada');
    await world.db
      .insertInto('program_members')
      .values({
        workspace_id: workspaceId,
        program_id: spring,
        person_id: id('ada'),
        role: 'guide',
        added_at: world.ports.clock.now(),
      })
      .execute();
    expect(await beginRequest(world.ports, key('lea'), spring, WISH)).toMatchObject({
      outcome: 'joined-cohort',
    });
    await world.db.updateTable('programs').set({ rules: '{}' }).where('id', '=', spring).execute();
    await moves(spring, 'running');
    await doDue();
    expect(await request()).toMatchObject({ state: 'waiting', state_data: { for: 'guide' } });
  });

  it('is told where it ends before it has started', async () => {
    const spring = await world.program({}, []);
    await moves(spring, 'open');
    await beginRequest(world.ports, key('lea'), spring, WISH);
    await moves(spring, 'ended');
    await doDue();
    expect(await request()).toMatchObject({ state: 'closed', state_data: { why: 'program-ended' } });
    expect(await said()).toEqual(['matching.closed']);
  });

  it('joins nothing that is not open to them, and nothing with a wish too many', async () => {
    const draft = await world.program({}, []);
    await moves(draft, 'draft');
    expect(await beginRequest(world.ports, key('lea'), draft, WISH)).toEqual({ outcome: 'not-open' });
    const closed = await world.program({ joinsWhileRunning: false }, []);
    expect(await beginRequest(world.ports, key('lea'), closed, WISH)).toEqual({
      outcome: 'refused',
      why: 'closed',
    });
    const open = [await world.program({}, []), await world.program({}, []), await world.program({}, [])];
    for (const one of open) await beginRequest(world.ports, key('lea'), one, WISH);
    const fourth = await world.program({}, []);
    expect(await beginRequest(world.ports, key('lea'), fourth, WISH)).toEqual({ outcome: 'too-many' });
    expect(await members()).toHaveLength(3);
  });
});

describe('leaving', () => {
  it('a learner’s wish there is withdrawn, and what they ask for elsewhere stays', async () => {
    const spring = await world.program({}, []);
    await world.wish('lea');
    await beginRequest(world.ports, key('lea'), spring, WISH);
    await inTransaction(world.db, async (tx) => {
      expect(await leaveProgram(tx, key('lea'), spring, 'learner')).toBe(true);
      await learnerLeaves(tx, world.ports, key('lea'), spring, world.ports.clock.now());
    });
    const states = await world.db.selectFrom('requests').select(['program_id', 'state']).execute();
    expect(states.toSorted((a, b) => (a.state < b.state ? -1 : 1))).toEqual([
      { program_id: world.mentoring.id, state: 'choosing' },
      { program_id: spring, state: 'withdrawn' },
    ]);
  });

  it('a wish that led to a first conversation does not go on for somebody who has left', async () => {
    await world.guide('ada');
    const spring = await world.program({}, [['ada', 'guide']]);
    const asked = await beginRequest(world.ports, key('lea'), spring, WISH);
    if (asked.outcome !== 'suggested') throw new Error(asked.outcome);
    const { id: requestId } = asked.suggestions.request;
    const goesOn = () =>
      inTransaction(world.db, async (tx) => {
        await tx.updateTable('requests').set({ state: 'matched', state_data: '{}' }).execute();
        await requestGoesOn(tx, world.ports, { workspaceId, requestId }, world.ports.clock.now());
      });
    await goesOn();
    expect((await request()).state).toBe('offering');
    await inTransaction(world.db, (tx) => leaveProgram(tx, key('lea'), spring, 'learner'));
    await goesOn();
    expect((await request()).state).toBe('withdrawn');
    expect(await said()).toEqual([]);
  });

  it('what a guide is being asked there moves on, without anybody reading why', async () => {
    const ada = await world.guide('ada');
    const spring = await world.program({}, [['ada', 'guide']]);
    const asked = await beginRequest(world.ports, key('lea'), spring, WISH);
    if (asked.outcome !== 'suggested') throw new Error(asked.outcome);
    const { id: requestId, version } = asked.suggestions.request;
    await sendRequest(world.ports, key('lea'), { requestId, version, choices: [id('ada')] });
    await inTransaction(world.db, async (tx) => {
      await leaveProgram(tx, ada, spring, 'guide');
      await guideLeaves(tx, world.ports, ada, world.ports.clock.now());
    });
    expect(await world.db.selectFrom('offers').select('state').execute()).toEqual([{ state: 'moved' }]);
    await doDue();
    expect(await said()).toEqual(['matching.nobody']);
  });
});
