import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onPersonChanged, pairsDue } from '../../src/pairs/flow/due.ts';
import {
  answerTrial,
  confirmAgreement,
  leavePair,
  livePairsOf,
  type PairResult,
  pairFor,
} from '../../src/pairs/flow/pairs.ts';
import type { PairId, Side, Terms } from '../../src/pairs/pair.ts';
import { pairs } from '../../src/pairs/slack/feature.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { WorkspaceId } from '../../src/ports.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { aWorld, MONDAY, type World } from './world.ts';

const YES = { talked: true, goesOn: true };
const NO = { talked: true, goesOn: false };
const USUAL: Terms = { purpose: '', rhythm: { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 } };
const OTHER: Terms = {
  purpose: 'Saying no in time',
  rhythm: { form: 'plan', sessions: 4, minutes: 45, everyDays: 14 },
};

describe('a pair', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.drop());
  beforeEach(async () => {
    world.ports.moveTo(MONDAY);
    world.wentOn.length = 0;
    world.freed.length = 0;
    await world.ports.db.deleteFrom('pairs').execute();
    await world.ports.db.deleteFrom('deliveries').execute();
    await world.ports.db
      .updateTable('people')
      .set({ is_gone: false, paused_at: null, back_on: null })
      .execute();
  });

  const answer = (side: Side, id: string, said: typeof YES) =>
    answerTrial(world.ports, world.as(side), id, said);
  const confirm = (side: Side, id: string, terms = USUAL, termsVersion = 1) =>
    confirmAgreement(world.ports, world.as(side), id, { terms, termsVersion });
  const kinds = async (side: Side) => (await world.told(side)).map(({ kind }) => kind);
  const stateOf = async (id: PairId) => {
    const row = await world.ports.db
      .selectFrom('pairs')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return {
      state: row.state,
      firstTalkAt: row.first_talk_at,
      due: row.due_at,
      data: JSON.stringify(row.state_data),
    };
  };
  const pass = async (days: number, of: string = MONDAY) => {
    world.ports.moveTo(new Date(new Date(of).getTime() + days * 24 * 3_600_000));
    while ((await pairsDue(world.ports)) > 0);
  };
  describe('in its trial', () => {
    it('goes on to the agreement when both want to, however often they say so', async () => {
      const id = await world.begin();
      expect(await answer('guide', id, YES)).toMatchObject({
        outcome: 'done',
        seen: { now: { answered: true } },
      });
      expect(await answer('guide', id, YES)).toMatchObject({ outcome: 'done' });
      expect(await kinds('learner')).toEqual(['pairs.introduction']);
      expect(await answer('learner', id, YES)).toMatchObject({
        outcome: 'done',
        seen: { now: { state: 'agreement', terms: USUAL } },
      });
      expect(await answer('learner', id, YES)).toMatchObject({ outcome: 'not-now' });
      expect(await stateOf(id)).toMatchObject({ state: 'agreement', firstTalkAt: new Date(MONDAY) });
      for (const side of ['guide', 'learner'] as const) {
        expect(await kinds(side)).toEqual(['pairs.agreement', 'pairs.introduction']);
        expect((await world.told(side)).find(({ kind }) => kind === 'pairs.introduction')?.about).toEqual({
          pairId: id,
          to: world.as(side).personId,
        });
      }
      expect(world.wentOn).toEqual([]);
    });

    it('when both answer at once, one agreement comes of it', async () => {
      const id = await world.begin();
      const results = await Promise.all([
        answer('guide', id, YES),
        answer('learner', id, YES),
        answer('guide', id, YES),
        answer('learner', id, YES),
      ]);
      expect(results.filter(({ outcome }) => outcome === 'done').length).toBeGreaterThanOrEqual(2);
      expect((await stateOf(id)).state).toBe('agreement');
      expect(await kinds('guide')).toEqual(['pairs.agreement', 'pairs.introduction']);
    });

    it.each([
      ['a “no”', (id: PairId) => answer('guide', id, NO)],
      ['leaving', (id: PairId) => leavePair(world.ports, world.as('guide'), id)],
      ['a “no” before any talk', (id: PairId) => answer('guide', id, { talked: false, goesOn: false })],
    ])(
      'after %s nothing changes for the other until both are told, and then the request goes on',
      async (_, no) => {
        const id = await world.begin();
        await markSent();
        const before = await world.shownTo('learner', id);
        expect(await no(id)).toMatchObject({ outcome: 'done', seen: { now: { left: true } } });
        expect(await no(id)).toMatchObject({ outcome: 'done', seen: { now: { left: true } } });
        expect(await world.shownTo('learner', id)).toBe(before);
        expect((await world.told('learner')).map(({ stale }) => stale)).toEqual([false]);
        expect((await world.told('guide')).map(({ stale }) => stale)).toEqual([true]);
        expect(await answer('guide', id, YES)).toMatchObject({ outcome: 'not-now' });
        // The other's "yes" is taken as it always is.
        expect(await answer('learner', id, YES)).toMatchObject({
          outcome: 'done',
          seen: { now: { answered: true, left: false } },
        });

        const { due } = await stateOf(id);
        const days = ['2026-11-24T08:00:00Z', '2026-11-25T08:00:00Z', '2026-11-26T08:00:00Z'];
        expect(days.map((each) => new Date(each))).toContainEqual(due);
        await pass(0.5);
        expect(await kinds('learner')).toEqual(['pairs.introduction']);
        expect(world.wentOn).toEqual([]);
        await pass(3);
        expect(await stateOf(id)).toMatchObject({ state: 'ended', due: null });
        expect((await stateOf(id)).data).not.toMatch(/guide|learner/);
        expect(await kinds('learner')).toEqual(['pairs.introduction', 'pairs.ended']);
        expect(await kinds('guide')).toEqual(['pairs.introduction', 'pairs.ended']);
        expect(world.wentOn).toHaveLength(1);
        await pass(40);
        expect(world.wentOn).toHaveLength(1);
        expect(await answer('learner', id, YES)).toMatchObject({
          outcome: 'not-now',
          seen: { now: { state: 'ended' } },
        });
      },
    );

    it('when one says yes and one no at once, both have answered and it ends', async () => {
      const id = await world.begin();
      await Promise.all([answer('guide', id, YES), answer('learner', id, NO)]);
      await pass(3);
      expect((await stateOf(id)).state).toBe('ended');
      expect(world.wentOn).toHaveLength(1);
    });

    it('is told after one to three working days, not always the same', async () => {
      const dues = new Set<number | undefined>();
      for (let tries = 0; tries < 40 && dues.size < 3; tries += 1) {
        const id = await world.begin();
        await leavePair(world.ports, world.as('learner'), id);
        dues.add((await stateOf(id)).due?.getTime());
      }
      expect(dues.size).toBe(3);
    });

    it('reminds whoever has not answered, twice, and ends kindly after four weeks', async () => {
      const id = await world.begin();
      await answer('learner', id, YES);
      await pass(6.9);
      expect(await kinds('guide')).toEqual(['pairs.introduction']);
      await pass(7);
      await pass(8);
      await pass(10);
      await pass(14);
      await pass(27.9);
      expect(await kinds('guide')).toEqual(['pairs.introduction', 'pairs.trial-reminder', 'pairs.unmet']);
      expect(await kinds('learner')).toEqual(['pairs.introduction']);
      await pass(28);
      expect((await stateOf(id)).state).toBe('ended');
      expect(await kinds('learner')).toEqual(['pairs.introduction', 'pairs.ended']);
      expect(world.wentOn).toHaveLength(1);
    });

    it('a trial that begins again after an end is another pair', async () => {
      const first = await world.begin();
      await leavePair(world.ports, world.as('guide'), first);
      await pass(4);
      const second = await world.begin();
      expect(second).not.toBe(first);
      expect((await livePairsOf(world.ports, world.as('guide'))).map(({ seen }) => seen.pairId)).toEqual([
        second,
      ]);
    });
  });

  describe('in its agreement', () => {
    const agreed = async (kind: 'coaching' | 'mentoring' = 'coaching') => {
      const id = await world.begin(kind);
      await answer('guide', id, YES);
      await answer('learner', id, YES);
      return id;
    };

    it('runs when both have confirmed, also when they do at once', async () => {
      const id = await agreed();
      await Promise.all([confirm('guide', id), confirm('learner', id), confirm('guide', id)]);
      expect((await stateOf(id)).state).toBe('running');
      for (const side of ['guide', 'learner'] as const)
        expect((await kinds(side)).filter((kind) => kind === 'pairs.running')).toHaveLength(1);
      expect(await confirm('guide', id)).toMatchObject({
        outcome: 'done',
        seen: { now: { state: 'running' } },
      });
      expect(await confirm('guide', id, OTHER)).toMatchObject({ outcome: 'not-now' });
    });

    it('changed by one, it is confirmed anew by the other, who is told what changed', async () => {
      const id = await agreed();
      await confirm('learner', id);
      await markSent();
      expect(await confirm('guide', id, OTHER)).toMatchObject({
        outcome: 'done',
        seen: { now: { confirmed: true } },
      });
      expect((await kinds('learner')).filter((kind) => kind === 'pairs.agreement')).toHaveLength(2);
      expect((await kinds('guide')).filter((kind) => kind === 'pairs.agreement')).toHaveLength(1);
      // What the learner had open was the version before.
      expect(await confirm('learner', id)).toMatchObject({
        outcome: 'changed',
        seen: { now: { termsVersion: 2, confirmed: false, change: { mine: false, purpose: true } } },
      });
      expect(await confirm('learner', id, OTHER, 2)).toMatchObject({
        outcome: 'done',
        seen: { now: { state: 'running', terms: OTHER } },
      });
    });

    it('when both change it at once, one change counts and the other is told so', async () => {
      const id = await agreed();
      const results = await Promise.all([
        confirm('guide', id, OTHER),
        confirm('learner', id, { ...OTHER, purpose: 'Something else' }),
      ]);
      expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'done']);
      expect((await stateOf(id)).state).toBe('agreement');
    });

    it('takes only rhythms that there are, of the pair’s own kind', async () => {
      const [coaching, mentoring] = [await agreed(), await agreed('mentoring')];
      expect(await confirm('guide', mentoring)).toEqual({ outcome: 'invalid' });
      expect(await confirm('guide', coaching, { purpose: '', rhythm: { form: 'as-needed' } })).toEqual({
        outcome: 'invalid',
      });
      const endless: Terms = {
        purpose: '',
        rhythm: { form: 'plan', sessions: 900, minutes: 60, everyDays: 21 },
      };
      expect(await confirm('guide', coaching, endless)).toEqual({ outcome: 'invalid' });
      expect(
        await confirm('guide', mentoring, { purpose: '', rhythm: { form: 'every', everyDays: 14 } }),
      ).toMatchObject({ outcome: 'done' });
    });

    it('does not rot: reminded after one and four weeks, over after six, and the request goes on', async () => {
      const id = await agreed();
      await confirm('learner', id);
      await pass(7);
      await pass(28);
      await pass(41);
      expect((await kinds('guide')).filter((kind) => kind === 'pairs.agreement-reminder')).toHaveLength(2);
      expect(await kinds('learner')).not.toContain('pairs.agreement-reminder');
      await pass(42);
      expect((await stateOf(id)).state).toBe('ended');
      expect(world.wentOn).toHaveLength(1);
    });

    it('can be left, and so can what is running; a running pair’s request is done with', async () => {
      const [id, other] = [await agreed(), await agreed()];
      await confirm('guide', other);
      await confirm('learner', other);
      await leavePair(world.ports, world.as('learner'), id);
      await leavePair(world.ports, world.as('guide'), other);
      expect(await confirm('learner', id)).toMatchObject({ outcome: 'not-now' });
      await pass(4);
      expect([(await stateOf(id)).state, (await stateOf(other)).state]).toEqual(['ended', 'ended']);
      expect(world.wentOn).toHaveLength(1);
      expect(world.freed).toEqual([world.as('guide').personId, world.as('guide').personId]);
    });
  });

  it('is nobody’s business but theirs', async () => {
    const id = await world.begin();
    const strangers = [world.stranger, { ...world.as('guide'), workspaceId: WorkspaceId.parse('T0ANOTHER') }];
    const notYours: PairResult = { outcome: 'not-yours' };
    for (const who of strangers) {
      expect(await pairFor(world.ports, who, id)).toBeUndefined();
      expect(await answerTrial(world.ports, who, id, NO)).toEqual(notYours);
      expect(await leavePair(world.ports, who, id)).toEqual(notYours);
      expect(await confirmAgreement(world.ports, who, id, { terms: USUAL, termsVersion: 1 })).toEqual(
        notYours,
      );
      expect(await livePairsOf(world.ports, who)).toEqual([]);
    }
    for (const forged of ['', 'x', "' or 1=1", '00000000-0000-4000-8000-00000000dead']) {
      expect(await pairFor(world.ports, world.as('guide'), forged)).toBeUndefined();
      expect(await answer('guide', forged, NO)).toEqual(notYours);
    }
    expect((await stateOf(id)).data).toContain('"closing":null');
  });

  describe('when one of the two is not there', () => {
    const changes = async (side: Side, differs: { is_gone?: boolean; paused_at?: Date | null }) => {
      const who = world.as(side);
      await inTransaction(world.ports.db, async (tx) => {
        await tx.updateTable('people').set(differs).where('id', '=', who.personId).execute();
        await onPersonChanged(tx, world.ports, who, world.ports.clock.now());
      });
    };

    it('ends on the other’s next working day, said as “not available”, and the request goes on', async () => {
      const id = await world.begin();
      await changes('guide', { is_gone: true });
      await changes('guide', { is_gone: true });
      expect((await stateOf(id)).due).toEqual(new Date('2026-11-24T08:00:00Z'));
      expect(await kinds('learner')).toEqual(['pairs.introduction']);
      await pass(1);
      expect(await kinds('learner')).toEqual(['pairs.introduction', 'pairs.ended']);
      expect(await kinds('guide')).toEqual(['pairs.introduction']);
      expect(await world.shownTo('learner', id)).toContain('is not available at present');
      expect(world.wentOn).toHaveLength(1);
    });

    it('ends without a request that goes on where the learner is gone', async () => {
      const id = await world.begin();
      await changes('learner', { is_gone: true });
      await pass(1);
      expect((await stateOf(id)).state).toBe('ended');
      expect(await kinds('guide')).toEqual(['pairs.introduction', 'pairs.ended']);
      expect(world.wentOn).toEqual([]);
    });

    it('stays where they come back in time', async () => {
      const id = await world.begin();
      await changes('guide', { is_gone: true });
      await changes('guide', { is_gone: false });
      await pass(2);
      expect((await stateOf(id)).state).toBe('trial');
    });

    it('stays during a break: the other is told that they are not available, once, and is not reminded', async () => {
      const id = await world.begin();
      const { messages = {} } = pairs(world.ports, createReaders(world.ports));
      const say = (kind: string, isSent = false) =>
        messages[kind]?.render(
          world.as('learner'),
          { pairId: id, to: world.as('learner').personId },
          'en',
          isSent,
        );
      await changes('guide', { paused_at: new Date(MONDAY) });
      await changes('guide', { paused_at: new Date(MONDAY) });
      expect(await world.told('learner')).toMatchObject([
        { kind: 'pairs.introduction' },
        { kind: 'pairs.not-available', dueAt: new Date('2026-11-24T08:00:00Z') },
      ]);
      expect(await say('pairs.not-available')).toMatchObject({
        text: expect.stringContaining('is not available at present'),
      });
      expect(await say('pairs.trial-reminder')).toBeUndefined();
      expect(await kinds('guide')).toEqual(['pairs.introduction']);
      await changes('guide', { paused_at: null });
      expect(await say('pairs.not-available')).toBeUndefined();
      expect(await say('pairs.trial-reminder')).toMatchObject({
        text: expect.stringContaining('Some days ago'),
      });
      expect((await stateOf(id)).state).toBe('trial');
    });
  });

  it('one that fails when it is due holds up no other, and is tried again', async () => {
    const [bad, good] = [await world.begin(), await world.begin()];
    const { request_id } = await world.ports.db
      .selectFrom('pairs')
      .select('request_id')
      .where('id', '=', bad)
      .executeTakeFirstOrThrow();
    const failing = {
      ...world.ports,
      trialEnded: async (...[tx, ended, now]: Parameters<typeof world.ports.trialEnded>) => {
        if (ended.requestId === request_id) throw new Error('no');
        await world.ports.trialEnded(tx, ended, now);
      },
    };
    world.ports.moveTo('2026-12-21T11:00:00Z');
    expect(await pairsDue(failing)).toBe(1);
    expect([(await stateOf(bad)).state, (await stateOf(good)).state]).toEqual(['trial', 'ended']);
    // It is put off, so that many of them could not fill every batch.
    expect(await pairsDue(world.ports)).toBe(0);
    world.ports.moveTo('2026-12-21T11:15:00Z');
    expect(await pairsDue(world.ports)).toBe(1);
    expect((await stateOf(bad)).state).toBe('ended');
  });

  it('does each due thing once, however many look at once', async () => {
    await Promise.all([1, 2, 3].map(() => world.begin()));
    world.ports.moveTo('2026-12-21T11:00:00Z');
    const done = await Promise.all([1, 2, 3].map(() => pairsDue(world.ports)));
    expect(done.reduce((sum, each) => sum + each, 0)).toBe(3);
    expect(world.wentOn).toHaveLength(3);
  });

  async function markSent(): Promise<void> {
    await world.ports.db.updateTable('deliveries').set({ state: 'sent' }).execute();
  }
});
