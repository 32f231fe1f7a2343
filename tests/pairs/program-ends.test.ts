import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkMessageBlocks } from '../../src/local-slack/blocks.ts';
import { textsIn } from '../../src/locales/texts.ts';
import { courseFor } from '../../src/pairs/flow/course.ts';
import { leavePair, pairFor } from '../../src/pairs/flow/pairs.ts';
import { programEnding } from '../../src/pairs/flow/program-ends.ts';
import { lookBack } from '../../src/pairs/flow/reviews.ts';
import { bookSession, logSession } from '../../src/pairs/flow/sessions.ts';
import type { PairId, Side } from '../../src/pairs/pair.ts';
import { pairs } from '../../src/pairs/slack/feature.ts';
import { reviewForm } from '../../src/pairs/views/sessions/review.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { type Kind, LANGUAGES, type PersonKey } from '../../src/ports.ts';
import { openProgram } from '../../src/programs/flow.ts';
import type { ProgramId } from '../../src/programs/program.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { asRead } from '../guidance/as-read.ts';
import { HUB } from '../house/rendered/hub.ts';
import { aWorld, MONDAY, WORKSPACE, type World } from './world.ts';

const ENDED = JSON.stringify({
  at: MONDAY,
  from: 'running',
  why: 'completed',
  goodbyes: [],
  handsOver: false,
});

let world: World;
const programs = new Map<Kind, ProgramId>();
beforeAll(async () => {
  world = await aWorld();
  for (const kind of ['coaching', 'mentoring'] as const)
    programs.set(kind, (await openProgram(world.ports.db, WORKSPACE, kind)).id);
});
afterAll(() => world.drop());
beforeEach(async () => {
  world.ports.moveTo(MONDAY);
  for (const table of ['pairs', 'nudges', 'deliveries', 'program_members'] as const)
    await world.ports.db.deleteFrom(table).execute();
});

const programId = (kind: Kind): ProgramId => {
  const id = programs.get(kind);
  if (!id) throw new Error('no program');
  return id;
};
const ends = (kind: Kind = 'coaching') =>
  inTransaction(world.ports.db, (tx) =>
    programEnding(
      tx,
      world.ports,
      { workspaceId: WORKSPACE, programId: programId(kind) },
      world.ports.clock.now(),
    ),
  );
const rows = () =>
  world.ports.db
    .selectFrom('deliveries')
    .select(['person_id', 'class', 'about', 'due_at'])
    .where('kind', '=', 'pairs.program-ends')
    .orderBy('person_id')
    .execute();
const told = async () => (await rows()).map(({ person_id }) => person_id);
const joins = (who: PersonKey, role: 'guide' | 'learner') =>
  world.ports.db
    .insertInto('program_members')
    .values({
      workspace_id: WORKSPACE,
      program_id: programId('coaching'),
      person_id: who.personId,
      role,
      added_at: world.ports.clock.now(),
    })
    .execute();
/** What the message is now. */
async function said(who: PersonKey, { guide = false, isSent = false } = {}) {
  const { messages = {} } = pairs(world.ports, createReaders(world.ports));
  const about = { programId: programId('coaching'), ...(guide && { guide: 'yes' }) };
  return messages['pairs.program-ends']?.render(who, about, 'en', isSent);
}
const guide = () => world.as('guide');
const learner = () => world.as('learner');

describe('a program ends', () => {
  it('both of every pair in it are told, once each, in their working hours', async () => {
    await world.run();
    await world.run();
    await world.begin();
    // A Saturday.
    world.ports.moveTo('2026-11-28T11:00:00Z');
    await ends();
    await ends();
    const all = await rows();
    expect(all.map(({ person_id }) => person_id)).toEqual([guide().personId, learner().personId].toSorted());
    expect(all.map((one) => one.class)).toEqual(['notice', 'notice']);
    for (const { due_at } of all) expect(due_at.toISOString()).toBe('2026-11-30T08:00:00.000Z');
    for (const side of ['guide', 'learner'] as const) {
      const message = await said(world.as(side), { guide: side === 'guide' });
      expect(message?.blocks.filter(({ type }) => type === 'actions')).toHaveLength(3);
    }
  });

  it('guides are thanked, also those without a pair by now; nobody else', async () => {
    const id = await world.run();
    await world.ports.db
      .updateTable('pairs')
      .set({ state: 'ended', state_data: ENDED })
      .where('id', '=', id)
      .execute();
    await joins(world.stranger, 'guide');
    await joins(learner(), 'learner');
    await ends();
    expect(await told()).toEqual([guide().personId, world.stranger.personId].toSorted());
    expect((await said(world.stranger, { guide: true }))?.text).toContain('Thank you for the time');
    expect((await said(world.stranger, { guide: true }))?.blocks.some(({ type }) => type === 'actions')).toBe(
      false,
    );
  });

  it('nobody of another program is told', async () => {
    await world.run('mentoring');
    await ends('coaching');
    expect(await told()).toEqual([]);
    await ends('mentoring');
    expect(await told()).toHaveLength(2);
  });

  it('who has ended theirs hears nothing of it; to the other everything is as it was', async () => {
    const id = await world.run();
    const before = (await said(guide(), { guide: true }))?.text;
    await leavePair(world.ports, learner(), id);
    await ends();
    expect(await told()).toEqual([guide().personId]);
    expect((await said(guide(), { guide: true }))?.text).toBe(before);
    expect(await said(learner())).toBeUndefined();
  });

  it('is pointless to a learner whose pair ended before it went out', async () => {
    await world.run();
    await ends();
    await world.ports.db.updateTable('pairs').set({ state: 'ended', state_data: ENDED }).execute();
    expect(await said(learner())).toBeUndefined();
    expect((await said(learner(), { isSent: true }))?.blocks.some(({ type }) => type === 'actions')).toBe(
      false,
    );
  });

  it('thousands are told in a few statements', async () => {
    await sql`
      insert into people (workspace_id, id, name, facts_at)
      select ${WORKSPACE}, 'UGUIDE' || n, '', now() from generate_series(1, 2500) n`.execute(world.ports.db);
    await sql`
      insert into program_members (workspace_id, program_id, person_id, role, added_at)
      select ${WORKSPACE}, ${programId('coaching')}, id, 'guide', now() from people where id like 'UGUIDE%'`.execute(
      world.ports.db,
    );
    await ends();
    await ends();
    expect(await told()).toHaveLength(2500);
    await world.ports.db.deleteFrom('people').where('id', 'like', 'UGUIDE%').execute();
  });
});

describe.each(LANGUAGES)('what is said, in %s', (language) => {
  it('to guides and learners, with one pair, some, or none', async () => {
    const shown = HUB['programEndsMessage']?.(textsIn(language)) ?? [];
    const read = shown.map((message) => asRead(message)).filter((text) => text.length < 4_000);
    await expect([...new Set(read)].join('\n\n---\n')).toMatchFileSnapshot(
      `goldens/program-ends.${language}.txt`,
    );
  });

  it('Slack takes it, with as many pairs as anybody has, within 12,000 characters', () => {
    for (const { blocks } of HUB['programEndsMessage']?.(textsIn(language)) ?? []) {
      expect(checkMessageBlocks(blocks, () => crypto.randomUUID())).toMatchObject({ ok: true });
      expect(JSON.stringify(blocks).length).toBeLessThan(12_000);
    }
  });
});

describe('looking back before the plan is done', () => {
  const seen = async (side: Side, id: PairId) => {
    const found = await courseFor(world.ports, world.as(side), id);
    if (!found) throw new Error('no course');
    return found;
  };
  const close = (side: Side, id: PairId) =>
    lookBack(world.ports, world.as(side), id, {
      of: 'final',
      round: 1,
      said: 'close',
      useful: 4,
      takeaway: 'I ask first',
    });
  const planned = async (side: Side) =>
    world.ports.db
      .selectFrom('nudges')
      .select(['kind', 'once', 'due_at'])
      .where('state', '=', 'planned')
      .where('person_id', '=', world.as(side).personId)
      .orderBy('due_at')
      .orderBy('kind')
      .execute();

  it.each(['guide', 'learner'] as const)(
    'the %s closes it, and nothing moves for the other',
    async (side) => {
      const other = side === 'guide' ? 'learner' : 'guide';
      const id = await world.run();
      for (const day of ['2026-12-01', '2026-12-08', '2026-12-15']) {
        const booked = await bookSession(world.ports, learner(), id, { at: `${day}T09:00:00.000Z` });
        if (booked.outcome !== 'done') throw new Error('not booked');
        world.ports.moveTo(`${day}T12:00:00Z`);
        const nothing = { progress: 5, plan: null, learning: '' };
        await logSession(world.ports, learner(), booked.sessionId, { outcome: 'held', ...nothing }, []);
      }
      // Half of the plan: the other is about to be asked for a half-time review.
      const before = [await seen(other, id), await planned(other)];
      expect(JSON.stringify(before)).toContain('half-time');
      expect(await close(side, id)).toEqual({ outcome: 'done' });
      expect([await seen(other, id), await planned(other)]).toEqual(before);
      expect((await pairFor(world.ports, world.as(side), id))?.now).toMatchObject({ left: true });
      const row = await world.ports.db.selectFrom('pairs').select('state_data').executeTakeFirstOrThrow();
      expect(row.state_data).toMatchObject({ closing: { why: 'completed', by: [side] } });
      if (side === 'learner')
        expect((await seen(side, id)).sessions.at(-1)?.words.takeaway).toBe('I ask first');
    },
  );

  it('the client can say what stays, and go on: nothing of the pair changes, for neither', async () => {
    const id = await world.run();
    const both = async () => {
      const { answered: _, ...own } = await seen('learner', id);
      return [await seen('guide', id), own, await planned('guide'), await planned('learner')];
    };
    const before = await both();
    const answer = { of: 'final', round: 1, said: 'keep', useful: 5, takeaway: null } as const;
    expect(await lookBack(world.ports, learner(), id, answer)).toEqual({ outcome: 'done' });
    expect(await both()).toEqual(before);
    const pulses = await world.ports.db.selectFrom('pulses').select(['once', 'useful']).execute();
    expect(pulses).toEqual([{ once: 'final.1', useful: 5 }]);
  });

  it('offers to go on or to close it', async () => {
    const id = await world.run();
    const form = JSON.stringify(reviewForm(textsIn('en'), await seen('learner', id), 'final', 1));
    expect(form).toContain('It goes on as we agreed');
    expect(form).toContain('"close"');
    expect(form).not.toContain('"change"');
  });
});
