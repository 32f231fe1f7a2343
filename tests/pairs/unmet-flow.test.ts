import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pairsDue } from '../../src/pairs/flow/due.ts';
import { answerTrial, leavePair } from '../../src/pairs/flow/pairs.ts';
import { UNMET, unmetPairs } from '../../src/pairs/flow/unmet.ts';
import { PairId, SIDES, type Side } from '../../src/pairs/pair.ts';
import { pairs } from '../../src/pairs/slack/feature.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import type { Kind } from '../../src/ports.ts';
import { openProgram } from '../../src/programs/flow.ts';
import { GUIDE, LEARNER } from './made.ts';
import { aWorld, MONDAY, WORKSPACE, type World } from './world.ts';

const DAY_MS = 24 * 3_600_000;

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.drop());

/** So many days after noon of Monday, 23 November; what is due with pairs is done. */
const pass = async (days: number): Promise<void> => {
  world.ports.moveTo(new Date(Date.parse(MONDAY) + days * DAY_MS));
  while ((await pairsDue(world.ports)) > 0);
};
/** As if Slack had taken it: what is planned for this side is sent, now. */
const send = (...sides: readonly Side[]) =>
  world.ports.db
    .updateTable('deliveries')
    .set({ state: 'sent', sent_at: world.ports.clock.now(), channel: 'D1', ts: '1.1' })
    .where(
      'person_id',
      'in',
      sides.map((side) => world.as(side).personId),
    )
    .where('kind', '=', UNMET)
    .where('state', '=', 'planned')
    .execute();
const programId = async (kind: Kind) => (await openProgram(world.ports.db, WORKSPACE, kind)).id;
/** What managers of the program see. */
const shown = async (kind: Kind = 'coaching') => {
  const id = await programId(kind);
  return (await unmetPairs(world.ports, WORKSPACE, [id])).get(id) ?? [];
};
/** Both were told in time, and two weeks are over. */
const begun = async (kind: Kind = 'coaching') => {
  const id = await world.begin(kind);
  await pass(10);
  await send(...SIDES);
  await pass(15);
  return id;
};
const changes = (side: Side, differs: object) =>
  world.ports.db.updateTable('people').set(differs).where('id', '=', world.as(side).personId).execute();
const kinds = async (side: Side) => (await world.told(side)).map(({ kind }) => kind);
const render = (side: Side, pairId: string, isSent = false) => {
  const { messages = {} } = pairs(world.ports, createReaders(world.ports));
  return messages[UNMET]?.render(world.as(side), { pairId }, 'en', isSent);
};

describe('what both are told beforehand', () => {
  it('is planned for the tenth day, in their working hours, and in the place of the second reminder', async () => {
    await world.begin();
    await pass(9.9);
    expect(await kinds('guide')).not.toContain(UNMET);
    await pass(10);
    await pass(14);
    await pass(27);
    for (const side of SIDES)
      expect(await kinds(side)).toEqual(['pairs.introduction', 'pairs.trial-reminder', UNMET]);
    const [, , notice] = await world.told('learner');
    expect(notice?.dueAt.toISOString()).toBe('2026-12-03T11:00:00.000Z');
  });

  it('goes to whoever has not answered, and reads the same whatever the other has said', async () => {
    const [answered, silent] = [await world.begin(), await world.begin()];
    await answerTrial(world.ports, world.as('guide'), answered, { talked: true, goesOn: true });
    await pass(10);
    const told = async (side: Side) =>
      (await world.told(side)).filter(({ kind }) => kind === UNMET).map(({ about }) => about);
    expect(await told('guide')).toMatchObject([{ pairId: silent }]);
    expect(await told('learner')).toHaveLength(2);
    const [one, other] = [await render('learner', answered), await render('learner', silent)];
    expect(one?.text).toContain('by 7 December');
    expect(one?.text).toBe(other?.text);
    expect(await render('guide', answered)).toBeUndefined();
  });

  it('names the day from which managers see it: the fourteenth, or four days after it went out', async () => {
    const id = await world.begin();
    await pass(10);
    const text = async (side: Side, isSent = false) => (await render(side, id, isSent))?.text;
    expect(await text('guide')).toContain('if neither of you has said here by 7 December');
    await send('guide');
    await pass(13);
    expect(await text('guide', true)).toContain('by 7 December');
    expect(await text('learner')).toContain('by 10 December');
  });

  it('is not said while the other is away, nor once there is nothing to say', async () => {
    const id = await world.begin();
    await pass(10);
    await changes('guide', { paused_at: new Date(MONDAY) });
    expect(await render('learner', id)).toBeUndefined();
    await changes('guide', { paused_at: null });
    expect(await render('learner', id)).toMatchObject({ text: expect.stringContaining('once more') });
    await leavePair(world.ports, world.as('learner'), id);
    expect(await render('learner', id)).toBeUndefined();
    expect((await render('learner', id, true))?.text).toContain('Both of you will be told');
    expect(await render('guide', id)).toMatchObject({ text: expect.stringContaining('once more') });
  });
});

describe('managers see a pair that has not met', () => {
  it.each(['coaching', 'mentoring'] as const)(
    'of %s: the two, since when, and nothing else',
    async (kind) => {
      await begun(kind);
      expect(await shown(kind)).toEqual([{ guideId: GUIDE, learnerId: LEARNER, beganAt: new Date(MONDAY) }]);
      expect(await shown(kind === 'coaching' ? 'mentoring' : 'coaching')).toEqual([]);
    },
  );

  it('only where the message went to both, and as long as two weeks are not over not at all', async () => {
    await world.begin();
    await pass(10);
    await pass(15);
    expect(await shown()).toEqual([]);
    world.ports.moveTo(new Date(Date.parse(MONDAY) + 10 * DAY_MS));
    await send('guide');
    await pass(15);
    expect(await shown()).toEqual([]);
    world.ports.moveTo(new Date(Date.parse(MONDAY) + 10 * DAY_MS));
    await send('learner');
    expect(await shown()).toEqual([]);
    await pass(13.9);
    expect(await shown()).toEqual([]);
    await pass(14);
    expect(await shown()).toHaveLength(1);
  });

  it.each(['failed', 'skipped', 'cancelled', 'planned', 'sending'] as const)(
    'not where the message to one of them is %s',
    async (state) => {
      await begun();
      await world.ports.db
        .updateTable('deliveries')
        .set({ state })
        .where('person_id', '=', LEARNER)
        .where('kind', '=', UNMET)
        .execute();
      expect(await shown()).toEqual([]);
    },
  );

  it('never a pair that was reminded twice before there was such a message', async () => {
    const id = await world.begin();
    await world.ports.db
      .updateTable('pairs')
      .set({
        state_data: JSON.stringify({ goesOn: { guide: false, learner: false }, reminded: 2, closing: null }),
      })
      .where('id', '=', id)
      .execute();
    await pass(15);
    await pass(20);
    expect(await kinds('guide')).toEqual(['pairs.introduction']);
    expect(await shown()).toEqual([]);
  });

  it.each(SIDES)('no longer once the %s says that they have talked, whatever they want', async (side) => {
    const id = await begun();
    await answerTrial(world.ports, world.as(side), id, { talked: true, goesOn: side === 'guide' });
    expect(await shown()).toEqual([]);
  });

  it('as before while one of them has said “no” without a talk, until both are told that it ended', async () => {
    const id = await begun();
    await answerTrial(world.ports, world.as('learner'), id, { talked: false, goesOn: false });
    expect(await shown()).toHaveLength(1);
    await pass(21);
    expect(await shown()).toEqual([]);
  });

  it.each<[string, object]>([
    ['takes a break', { paused_at: new Date(MONDAY) }],
    ['is gone', { is_gone: true }],
    ['has a day off', { days_off: JSON.stringify([{ from: '2026-12-08', to: '2026-12-08' }]) }],
  ])('not while one of them %s', async (_, differs) => {
    await begun();
    for (const side of SIDES) {
      const before = await world.ports.db
        .selectFrom('people')
        .select(['paused_at', 'is_gone'])
        .where('id', '=', world.as(side).personId)
        .executeTakeFirstOrThrow();
      await changes(side, differs);
      expect(await shown()).toEqual([]);
      await changes(side, { ...before, days_off: '[]' });
      expect(await shown()).toHaveLength(1);
    }
  });

  it('not while a date lies ahead, nor after a session or meeting was held, in a pair that never told of a first talk', async () => {
    const { db } = world.ports;
    const id = await begun();
    await db.updateTable('pairs').set({ state: 'running' }).where('id', '=', id).execute();
    expect(await shown()).toHaveLength(1);
    const session = {
      workspace_id: WORKSPACE,
      id: world.ports.newId(),
      pair_id: id,
      number: null,
      state: 'booked' as const,
      wall: '2026-12-09T10:00',
      time_zone: 'Europe/Warsaw',
      starts_at: new Date('2026-12-09T09:00:00Z'),
      minutes: null,
      booked_by: 'learner' as const,
      booked_at: new Date(MONDAY),
      settled_at: null,
      progress: null,
      calendar_key: world.ports.newId(),
    };
    await db.insertInto('sessions').values(session).execute();
    expect(await shown()).toEqual([]);
    world.ports.moveTo('2026-12-09T09:01:00Z');
    expect(await shown()).toHaveLength(1);
    await db.updateTable('sessions').set({ state: 'held' }).execute();
    expect(await shown()).toEqual([]);
  });

  it('the oldest first, each by itself', async () => {
    const first = await world.begin();
    await pass(1);
    const second = await world.begin();
    await pass(10);
    await pass(11);
    await send(...SIDES);
    await pass(16);
    expect((await shown()).map(({ beganAt }) => beganAt.toISOString().slice(0, 10))).toEqual([
      '2026-11-23',
      '2026-11-24',
    ]);
    await answerTrial(world.ports, world.as('guide'), PairId.parse(first), { talked: true, goesOn: true });
    expect((await shown()).map(({ beganAt }) => beganAt.toISOString().slice(0, 10))).toEqual(['2026-11-24']);
    expect(second).not.toBe(first);
  });
});
