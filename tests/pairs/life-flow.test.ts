import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { courseFor } from '../../src/pairs/flow/course.ts';
import { onPersonChanged, pairsDue, pairsTurn } from '../../src/pairs/flow/due.ts';
import {
  answerProposal,
  openedPair,
  pausePair,
  proposeTerms,
  resumePair,
  snoozePair,
} from '../../src/pairs/flow/life.ts';
import { answerTrial, leavePair, pairFor } from '../../src/pairs/flow/pairs.ts';
import { type PairId, SIDES, type Side, type Terms } from '../../src/pairs/pair.ts';
import { pairs } from '../../src/pairs/slack/feature.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { WorkspaceId } from '../../src/ports.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { takeEach } from '../harness/turns.ts';
import { aWorld, MONDAY, type World } from './world.ts';

const DAY_MS = 24 * 3_600_000;
const LONGER: Terms = { purpose: '', rhythm: { form: 'plan', sessions: 8, minutes: 60, everyDays: 21 } };
const WORDS = 'Thank you for the questions.';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.drop());
beforeEach(async () => {
  const { ports } = world;
  ports.moveTo(MONDAY);
  world.wentOn.length = 0;
  for (const table of ['pairs', 'nudges', 'deliveries'] as const) await ports.db.deleteFrom(table).execute();
  await ports.db
    .updateTable('people')
    .set({ is_gone: false, paused_at: null, time_zone: 'Europe/Warsaw' })
    .execute();
  await ports.db
    .updateTable('programs')
    .set({ rules: JSON.stringify({}) })
    .execute();
});

const as = (side: Side) => world.as(side);
const rules = (differs: object) =>
  world.ports.db
    .updateTable('programs')
    .set({ rules: JSON.stringify(differs) })
    .execute();
const pause = (side: Side, id: PairId, until: string | null = null) =>
  pausePair(world.ports, as(side), id, until);
const propose = (side: Side, id: PairId, terms = LONGER, proposals = 0) =>
  proposeTerms(world.ports, as(side), id, { terms, proposals });
const answer = (side: Side, id: PairId, agrees: boolean, version = 1) =>
  answerProposal(world.ports, as(side), id, { agrees, version });
const leave = (side: Side, id: PairId, said: { goodbye?: string; handsOver?: boolean } = {}) =>
  leavePair(world.ports, as(side), id, { goodbye: null, handsOver: false, ...said });
const seen = async (side: Side, id: PairId) => (await pairFor(world.ports, as(side), id))?.now;
const pass = async (days: number) => {
  world.ports.moveTo(new Date(new Date(MONDAY).getTime() + days * DAY_MS));
  while ((await takeEach(world.ports.db, [pairsTurn(world.ports)], world.ports.clock.now())) > 0);
};
/** The new messages, as `pairs.paused`, since the pair began to run. */
const told = async (side: Side) =>
  (await world.told(side))
    .map(({ kind }) => kind)
    .filter((kind) => !['pairs.introduction', 'pairs.agreement', 'pairs.running'].includes(kind));
const planned = async (side: Side) =>
  (
    await world.ports.db
      .selectFrom('nudges')
      .select(['kind', 'due_at'])
      .where('state', '=', 'planned')
      .where('person_id', '=', as(side).personId)
      .orderBy('due_at')
      .execute()
  ).map(({ kind, due_at }) => `${kind} ${due_at.toISOString().slice(0, 10)}`);
const markSent = () =>
  world.ports.db.updateTable('deliveries').set({ state: 'sent', refresh_at: null }).execute();
/** What was to be asked by then has been asked, when it was due. */
const askUntil = (moment: Date) =>
  world.ports.db
    .updateTable('nudges')
    .set((set) => ({ state: 'sent', sent_at: set.ref('due_at') }))
    .where('state', '=', 'planned')
    .where('due_at', '<', moment)
    .execute();
/** What stands in the newest message of this kind to this side, as it would be sent now. */
const text = async (side: Side, kind: string, isSent = false): Promise<string | undefined> => {
  const { messages = {} } = pairs(world.ports, createReaders(world.ports));
  const about = (await world.told(side)).findLast((one) => one.kind === kind)?.about ?? {};
  const ids = Object.fromEntries(Object.entries(about).map(([name, value]) => [name, String(value)]));
  return (await messages[kind]?.render(as(side), ids, 'en', isSent))?.text;
};
const nobodysName = (said: string | undefined) => said?.replaceAll(/<@\w+>/g, 'X');

describe('a pause', () => {
  it('is the same to both, whoever wanted it, and nothing is asked any more', async () => {
    const id = await world.run();
    expect(await planned('learner')).not.toEqual([]);
    expect(await pause('guide', id)).toMatchObject({
      outcome: 'done',
      seen: { now: { state: 'paused', silence: false, until: null } },
    });
    for (const side of SIDES) expect(await told(side)).toEqual(['pairs.paused']);
    const [guide, learner] = await Promise.all(SIDES.map((side) => text(side, 'pairs.paused')));
    expect(nobodysName(guide)).toBe(nobodysName(learner));
    expect(await planned('learner')).toEqual([]);
    expect(await pause('learner', id)).toMatchObject({ outcome: 'done' });
    for (const side of SIDES) expect(await told(side)).toEqual(['pairs.paused']);
  });

  it('ends on its day, when the learner begins to work, and both are told', async () => {
    await rules({ daysOff: [{ from: '2026-12-07', to: '2026-12-07' }] });
    const id = await world.run();
    await world.ports.db
      .updateTable('people')
      .set({ time_zone: 'America/New_York' })
      .where('id', '=', as('learner').personId)
      .execute();
    // A Saturday, and the Monday after it is a day off of the program's.
    expect(await pause('guide', id, '2026-12-05')).toMatchObject({ seen: { now: { until: '2026-12-05' } } });
    expect(await text('learner', 'pairs.paused')).toContain('5 December');
    await pass(15);
    expect(await seen('guide', id)).toMatchObject({ state: 'paused' });
    world.ports.moveTo('2026-12-08T13:59:00Z');
    expect(await pairsDue(world.ports)).toBe(0);
    world.ports.moveTo('2026-12-08T14:00:00Z');
    expect(await pairsDue(world.ports)).toBe(1);
    expect(await seen('guide', id)).toMatchObject({ state: 'running' });
    for (const side of SIDES) {
      expect(await told(side)).toEqual(['pairs.paused', 'pairs.resumed']);
      expect(await text(side, 'pairs.paused')).toBeUndefined();
      expect(await text(side, 'pairs.paused', true)).toContain('was paused');
    }
    expect(await planned('learner')).not.toEqual([]);
  });

  it('is until a day after today, where the learner lives, and no longer than half a year', async () => {
    const id = await world.run();
    world.ports.moveTo('2026-11-23T23:30:00Z');
    // Past midnight in Warsaw: the 24th is today.
    expect(await pause('guide', id, '2026-11-24')).toEqual({ outcome: 'past' });
    expect(await pause('guide', id, '2027-05-24')).toEqual({ outcome: 'far' });
    expect(await seen('guide', id)).toMatchObject({ state: 'running' });
    expect(await pause('guide', id, '2026-11-25')).toMatchObject({ outcome: 'done' });
  });

  it('without a day ends the pair after as long as the program says, in the words of every ending', async () => {
    await rules({ cadence: { endPausedAfterDays: 60 } });
    const id = await world.run();
    await pause('learner', id);
    expect(await openedPair(world.ports, as('guide'), id)).toMatchObject({ endPausedAfterDays: 60 });
    await pass(59);
    expect(await seen('guide', id)).toMatchObject({ state: 'paused' });
    await pass(60);
    for (const side of SIDES) {
      expect(await told(side)).toEqual(['pairs.paused', 'pairs.ended']);
      expect(await text(side, 'pairs.ended')).toMatch(/^The coaching with <@\w+> has ended\./);
    }
    expect(world.wentOn).toEqual([]);
  });

  it('is taken up again by either, with one tap, however often it is pressed', async () => {
    const id = await world.run();
    await pause('guide', id, '2026-12-07');
    const results = await Promise.all([1, 2, 3].map(() => resumePair(world.ports, as('learner'), id)));
    for (const result of results)
      expect(result).toMatchObject({ outcome: 'done', seen: { now: { state: 'running' } } });
    expect(await told('learner')).toEqual(['pairs.paused']);
    expect(await told('guide')).toEqual(['pairs.paused', 'pairs.resumed']);
    await pass(20);
    expect(await told('guide')).toEqual(['pairs.paused', 'pairs.resumed']);
  });

  it('follows silence, with one message that says nothing of whose it was', async () => {
    const id = await world.run('mentoring');
    await askUntil(new Date('2027-02-01T08:00:00Z'));
    await pass(80);
    expect(await seen('learner', id)).toMatchObject({ state: 'paused', silence: true });
    for (const side of SIDES) expect(await told(side)).toEqual(['pairs.paused']);
    const [guide, learner] = await Promise.all(SIDES.map((side) => text(side, 'pairs.paused')));
    expect(nobodysName(guide)).toBe(nobodysName(learner));
    expect(guide).toContain('It has been quiet here for a while');
    expect(await resumePair(world.ports, as('guide'), id)).toMatchObject({ outcome: 'done' });
    expect(await planned('learner')).not.toEqual([]);
  });

  it('comes after silence also where one has left meanwhile, who hears nothing of it', async () => {
    const id = await world.run('mentoring');
    const { due_at } = await world.ports.db
      .selectFrom('pairs')
      .select('due_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    world.ports.moveTo(new Date((due_at?.getTime() ?? 0) - 3_600_000));
    await askUntil(due_at ?? new Date(MONDAY));
    await leave('guide', id);
    world.ports.moveTo(due_at ?? MONDAY);
    expect(await pairsDue(world.ports)).toBe(1);
    expect(await told('learner')).toEqual(['pairs.paused']);
    expect(await told('guide')).toEqual([]);
    expect(await seen('guide', id)).toMatchObject({ left: true });
  });
});

describe('reminders later', () => {
  it.each([
    ['tomorrow', '2026-11-24T08:00:00Z'],
    ['next-week', '2026-11-30T08:00:00Z'],
    ['two-weeks', '2026-12-07T08:00:00Z'],
  ] as const)('wait for one of the two alone: %s', async (snooze, until) => {
    const id = await world.run();
    await markSent();
    const before = [await world.shownTo('guide', id), await planned('guide')];
    const [first] = await planned('learner');
    expect(await snoozePair(world.ports, as('learner'), id, snooze)).toMatchObject({
      outcome: 'done',
      until: new Date(until),
    });
    expect([await world.shownTo('guide', id), await planned('guide')]).toEqual(before);
    expect((await world.told('guide')).some(({ stale }) => stale)).toBe(false);
    expect(await told('guide')).toEqual([]);
    const due = (await planned('learner')).map((one) => one.slice(-10));
    expect(first).toBeDefined();
    expect(due.every((one) => one >= until.slice(0, 10))).toBe(true);
    // Said as long as it lasts.
    const shown = async () => (await courseFor(world.ports, as('learner'), id))?.snoozedUntil;
    expect(await shown()).toEqual(new Date(until));
    world.ports.moveTo(until);
    expect(await shown()).toBeNull();
  });
});

describe('other terms', () => {
  it('hold when both want them; whoever proposed is told, and a longer plan counts from then', async () => {
    const id = await world.run();
    const terms = { ...LONGER, purpose: 'Saying no in time' };
    expect(await propose('guide', id, terms)).toMatchObject({ seen: { now: { proposal: { mine: true } } } });
    expect(await told('learner')).toEqual(['pairs.proposal']);
    expect(await told('guide')).toEqual([]);
    const said = await text('learner', 'pairs.proposal');
    expect(said).toContain('Rhythm: 8 sessions');
    expect(said).not.toContain('Saying no');
    expect(await seen('learner', id)).toMatchObject({
      terms: { purpose: '' },
      proposal: { mine: false, terms },
    });

    world.ports.moveTo('2026-11-25T11:00:00Z');
    expect(await answer('learner', id, true)).toMatchObject({ outcome: 'done', seen: { now: { terms } } });
    expect(await answer('learner', id, true)).toMatchObject({ outcome: 'not-now' });
    expect(await told('guide')).toEqual(['pairs.proposal-answered']);
    expect(await text('guide', 'pairs.proposal-answered')).toContain('agrees');
    expect(await text('learner', 'pairs.proposal')).toBeUndefined();
    expect(await text('learner', 'pairs.proposal', true)).toContain('settled by now');
    const { data } = await world.ports.db
      .selectFrom('pairs')
      .select('state_data as data')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(data).toMatchObject({ from: '2026-11-25T11:00:00.000Z', proposal: null });
  });

  it('stay as they are where the other would rather keep them, said without a reason', async () => {
    const id = await world.run();
    await propose('learner', id);
    expect(await answer('guide', id, false)).toMatchObject({ seen: { now: { proposal: null } } });
    expect(await text('learner', 'pairs.proposal-answered')).toContain('rather leave it as it is');
    expect(await seen('guide', id)).toMatchObject({ terms: { rhythm: { sessions: 6 } } });
    // Later ones are others, with messages of their own.
    await propose('learner', id, LONGER, 1);
    await answer('guide', id, true, 2);
    expect(await told('learner')).toEqual(['pairs.proposal-answered', 'pairs.proposal-answered']);
    expect(await told('guide')).toEqual(['pairs.proposal', 'pairs.proposal']);
  });

  it('can be taken back as long as they are open', async () => {
    const id = await world.run();
    await propose('guide', id);
    const back = () => proposeTerms(world.ports, as('guide'), id, { terms: null, proposals: 1 });
    expect(await back()).toMatchObject({ outcome: 'done', seen: { now: { proposal: null } } });
    expect(await back()).toMatchObject({ outcome: 'done' });
    expect(await text('learner', 'pairs.proposal')).toBeUndefined();
    expect(await answer('learner', id, true)).toMatchObject({ outcome: 'not-now' });
  });

  it('proposed by both at once: one of the two reads the other’s first', async () => {
    const id = await world.run();
    const other: Terms = { purpose: 'x', rhythm: LONGER.rhythm };
    const results = await Promise.all([propose('guide', id), propose('learner', id, other)]);
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'done']);
    const both = await world.run();
    await Promise.all([propose('guide', both), propose('learner', both)]);
    expect(await seen('guide', both)).toMatchObject({ terms: LONGER, proposal: null });
  });

  it('are answered as they were read, and must be such that a pair of the kind can have them', async () => {
    const id = await world.run();
    await propose('guide', id);
    await propose('guide', id, { ...LONGER, purpose: 'x' }, 1);
    expect(await answer('learner', id, true, 1)).toMatchObject({ outcome: 'changed' });
    expect(await seen('learner', id)).toMatchObject({ terms: { rhythm: { sessions: 6 } } });
    for (const rhythm of [
      { form: 'as-needed' },
      { form: 'plan', sessions: 25, minutes: 60, everyDays: 21 },
    ] as const)
      expect(await propose('guide', id, { purpose: '', rhythm }, 2)).toEqual({ outcome: 'invalid' });
  });

  it('an agreement begins with the rhythm of the program', async () => {
    await rules({ cadence: { coaching: { sessions: 9, minutes: 45, everyDays: 14 } } });
    const id = await world.begin();
    for (const side of SIDES) await answerTrial(world.ports, as(side), id, { talked: true, goesOn: true });
    expect(await seen('guide', id)).toMatchObject({
      state: 'agreement',
      terms: { rhythm: { form: 'plan', sessions: 9, minutes: 45, everyDays: 14 } },
    });
  });
});

describe('the end of a pair that has begun', () => {
  it.each(SIDES)('is seen by the other only when both are told: the %s leaves', async (side) => {
    const id = await world.run();
    const other = side === 'guide' ? 'learner' : 'guide';
    await markSent();
    const before = [await world.shownTo(other, id), await planned(other)];
    expect(await leave(side, id, { goodbye: ` ${WORDS} `, handsOver: true })).toMatchObject({
      outcome: 'done',
      seen: { now: { left: true } },
    });
    expect(await planned(side)).toEqual([]);
    expect([await world.shownTo(other, id), await planned(other)]).toEqual(before);
    expect((await world.told(other)).some(({ stale }) => stale)).toBe(false);
    // Whatever the other does meanwhile goes as it always does.
    expect(await propose(other, id)).toMatchObject({
      outcome: 'done',
      seen: { now: { proposal: { mine: true } } },
    });
    expect(await pause(other, id)).toMatchObject({ outcome: 'done', seen: { now: { state: 'paused' } } });
    expect(await resumePair(world.ports, as(other), id)).toMatchObject({ outcome: 'done' });
    expect(await told(side)).toEqual([]);
    expect(world.wentOn).toEqual([]);

    await pass(3);
    for (const one of SIDES) expect(await told(one)).toContain('pairs.ended');
    expect(world.wentOn).toHaveLength(1);
    const learners = await text('learner', 'pairs.ended');
    expect(learners).toContain('Your request is still open');
    expect(await text('guide', 'pairs.ended')).toContain('the place is free again');
    expect(await seen(other, id)).toMatchObject({ goodbye: WORDS });
    expect(await seen(side, id)).toMatchObject({ goodbye: null });
    await pass(40);
    expect(world.wentOn).toHaveLength(1);
  });

  it('words of goodbye stand in no message and in no delivery', async () => {
    const id = await world.run();
    await leave('learner', id, { goodbye: WORDS });
    await pass(3);
    const rows = await world.ports.db.selectFrom('deliveries').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(WORDS);
    expect(await world.shownTo('guide', id)).not.toContain(WORDS);
    expect(await world.shownTo('guide', id)).toContain('Read the goodbye');
    expect(await world.shownTo('learner', id)).not.toContain('Read the goodbye');
  });

  it('without a wish for somebody else the request ends too', async () => {
    const id = await world.run();
    await leave('learner', id);
    await pass(3);
    expect(world.wentOn).toEqual([]);
    expect(await text('learner', 'pairs.ended')).toContain('You can ask for a match again');
  });

  it('is one text, whoever wanted it and why', async () => {
    const texts = new Set<string | undefined>();
    for (const end of [
      (id: PairId) => leave('learner', id),
      (id: PairId) => leave('guide', id),
      async (id: PairId) => {
        await pause('guide', id);
        await pass(90);
      },
    ]) {
      world.ports.moveTo(MONDAY);
      const id = await world.run();
      await end(id);
      await pass(95);
      texts.add(await text('learner', 'pairs.ended'));
      await world.ports.db.deleteFrom('deliveries').execute();
    }
    expect(texts.size).toBe(1);
  });

  it('where the guide is gone the request goes on by itself, and not where the learner is', async () => {
    for (const [who, went] of [
      ['guide', 1],
      ['learner', 0],
    ] as const) {
      world.ports.moveTo(MONDAY);
      world.wentOn.length = 0;
      const id = await world.run('mentoring');
      await pause('learner', id);
      await inTransaction(world.ports.db, async (tx) => {
        await tx.updateTable('people').set({ is_gone: true }).where('id', '=', as(who).personId).execute();
        await onPersonChanged(tx, world.ports, as(who), world.ports.clock.now());
      });
      await pass(1);
      const other = who === 'guide' ? 'learner' : 'guide';
      expect(await told(other)).toContain('pairs.ended');
      expect(await text(other, 'pairs.ended')).toContain('is not available at present');
      expect(world.wentOn).toHaveLength(went);
      await world.ports.db.deleteFrom('deliveries').execute();
      await world.ports.db.updateTable('people').set({ is_gone: false }).execute();
    }
  });
});

it('what happens with a pair is nobody’s business but theirs', async () => {
  const id = await world.run();
  const before = await world.shownTo('guide', id);
  const strangers = [world.stranger, { ...as('guide'), workspaceId: WorkspaceId.parse('T0ANOTHER') }];
  const ids = [id, '', 'x', '00000000-0000-4000-8000-00000000dead'];
  for (const [at, who] of [...strangers, as('guide')].entries())
    for (const each of ids) {
      if (at === 2 && each === id) continue;
      const { ports } = world;
      expect(await openedPair(ports, who, each)).toBeUndefined();
      for (const result of [
        await pausePair(ports, who, each, null),
        await pausePair(ports, who, each, '2020-01-01'),
        await resumePair(ports, who, each),
        await snoozePair(ports, who, each, 'tomorrow'),
        await proposeTerms(ports, who, each, { terms: LONGER, proposals: 0 }),
        await answerProposal(ports, who, each, { agrees: true, version: 1 }),
        await leavePair(ports, who, each, { goodbye: WORDS, handsOver: true }),
      ])
        expect(result).toEqual({ outcome: 'not-yours' });
    }
  expect(await world.shownTo('guide', id)).toBe(before);
});
