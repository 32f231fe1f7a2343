import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Draft, pairOf, type Together } from '../../src/matching/draft.ts';
import { figuresOf, type ShownDraft } from '../../src/matching/figures.ts';
import {
  type Actor,
  dropDraft,
  lookAt,
  managedCohorts,
  openCohort,
  runAgain,
  tryCohort,
} from '../../src/matching/flow/drafting.ts';
import { type Want, want } from '../../src/matching/flow/pinning.ts';
import {
  beforePublishing,
  goOnPublishing,
  publishDraft,
  publishDue,
  publishTurn,
} from '../../src/matching/flow/publishing.ts';
import { unmatchedIn } from '../../src/matching/flow/unmatched.ts';
import { readDraft, writeDraft } from '../../src/matching/store/drafts.ts';
import { lockEverybody } from '../../src/matching/store/locks.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { createWorld, id, key, type World, workspaceId } from './world.ts';

let world: World;
let boss: Actor;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await world.db.deleteFrom('drafts').execute();
  await world.db.deleteFrom('audit_events').execute();
  await world.empty();
});
afterAll(() => world.drop());

/** A manager of the open mentoring program, three guides with two places and so many learners who ask. */
async function cohort(learners: number, guides = ['ada', 'ben', 'cyd']): Promise<void> {
  for (const name of guides) await world.guide(name);
  for (let at = 0; at < learners; at += 1) await world.wish(`l${at}`);
  await manager('boss');
}

async function manager(name: string): Promise<void> {
  await world.person(name);
  await world.db
    .insertInto('program_members')
    .values({
      workspace_id: workspaceId,
      program_id: world.mentoring.id,
      person_id: id(name),
      role: 'manager',
      added_at: world.ports.clock.now(),
    })
    .execute();
  boss = key(name);
}

async function opened(actor: Actor = boss): Promise<ShownDraft> {
  const looked = await openCohort(world.ports, actor, world.mentoring.id);
  if (looked.outcome !== 'draft') throw new Error(looked.outcome);
  return looked.shown;
}

async function again({ draft }: ShownDraft): Promise<ShownDraft> {
  const looked = await runAgain(world.ports, boss, draft.id);
  if (looked.outcome !== 'draft') throw new Error(looked.outcome);
  return looked.shown;
}

async function asked({ draft }: ShownDraft, what: Want, learner: string, guide: string): Promise<string> {
  const pair = { learnerId: id(learner), guideId: id(guide) };
  return (await want(world.ports, boss, draft.id, what, pair)).outcome;
}

async function published({ draft }: ShownDraft): Promise<Draft> {
  const { id: draftId, version } = (await shownNow(draft)).draft;
  const begun = await publishDraft(world.ports, boss, { draftId, version });
  if (!('draft' in begun)) throw new Error(begun.outcome);
  const done = await goOnPublishing(world.ports, workspaceId, draftId);
  if (!done) throw new Error('nothing was published');
  return done;
}

async function shownNow(draft: Draft): Promise<ShownDraft> {
  const looked = await lookAt(world.ports, boss, draft.id);
  if (looked.outcome !== 'draft') throw new Error(looked.outcome);
  return looked.shown;
}

/** Does somebody wait for a lock? */
const someoneWaits = async (): Promise<boolean> =>
  (
    await sql<{ count: number }>`
      select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(world.db)
  ).rows[0]?.count === 1;
const lookedAt = ({ id: draftId, version }: Draft) => ({ draftId, version });
const pairsOf = ({ draft }: ShownDraft): string[] => draft.cohort.pairs.map(named).toSorted();
const named = ({ learnerId, guideId }: Together): string =>
  `${learnerId.slice(2).toLowerCase()}-${guideId.slice(2).toLowerCase()}`;
const madePairs = async (): Promise<string[]> =>
  (await world.pairs())
    .map((row) => named({ learnerId: id(row.learner_id.slice(2)), guideId: id(row.guide_id.slice(2)) }))
    .toSorted();
const introductions = async (): Promise<number> =>
  (await world.db.selectFrom('deliveries').selectAll().where('kind', '=', 'pairs.introduction').execute())
    .length;
const told = async (): Promise<string[]> => (await world.told()).filter((line) => line.includes('cohort'));

describe('a draft', () => {
  it('matches as many as there are places, and nobody hears of it', async () => {
    await cohort(8);
    const shown = await opened();
    expect(figuresOf(shown.draft.cohort)).toMatchObject({ matched: 6, learners: 8, guides: 3, full: 3 });
    expect([shown.gone, shown.newer]).toEqual([[], 0]);
    expect(shown.draft.cohort.unmatched.map(({ shortage }) => shortage)).toEqual([
      { found: 0, told: [{ rule: 'contested', count: 3 }], others: false },
      { found: 0, told: [{ rule: 'contested', count: 3 }], others: false },
    ]);
    expect(await world.told()).toEqual([]);
    expect(await world.pairs()).toEqual([]);
  });

  it('is there when it is opened again, and is one however many open it at once', async () => {
    await cohort(3);
    const all = await Promise.all([1, 2, 3, 4].map(() => opened()));
    expect(new Set(all.map(({ draft }) => draft.id)).size).toBe(1);
    expect((await opened()).draft).toEqual(all[0]?.draft);
  });

  it('comes out the same every time', async () => {
    await cohort(8);
    const first = await opened();
    expect((await again(first)).draft.cohort).toEqual(first.draft.cohort);
    const tried = await tryCohort(world.ports, workspaceId, world.mentoring);
    expect(tried).toEqual({ outcome: 'matched', cohort: first.draft.cohort });
  });

  it('comes out the same in whatever order people came to it', async () => {
    const guides = ['ada', 'ben', 'cyd'];
    const learners = Array.from({ length: 8 }, (_, at) => `l${at}`);
    const matched: string[][] = [];
    for (const turn of [<T>(given: T[]) => given, <T>(given: T[]) => given.toReversed()]) {
      await world.db.deleteFrom('drafts').execute();
      await world.empty();
      for (const name of turn(learners)) await world.wish(name);
      await cohort(0, turn(guides));
      const { draft } = await opened();
      matched.push([...draft.cohort.pairs.map(named), ...draft.cohort.unmatched.map((one) => one.learnerId)]);
    }
    expect(matched[1]).toEqual(matched[0]);
  });

  it('gives a learner whom they chose, where others fit as well', async () => {
    await cohort(0, ['ada', 'ben', 'cyd', 'dov']);
    for (const [name, guide] of [
      ['lea', 'cyd'],
      ['lou', 'ada'],
    ] as const) {
      const { id: requestId } = await world.wish(name);
      await world.db
        .updateTable('requests')
        .set({ choices: [id(guide)] })
        .where('id', '=', requestId)
        .execute();
    }
    expect(pairsOf(await opened())).toEqual(['lea-cyd', 'lou-ada']);
  });

  it('leaves out who is being matched one by one, who is paused, and keeps the place that is offered', async () => {
    await cohort(2, ['ada']);
    await world.ask('lou', ['ada']);
    await world.wish('max');
    await world.change('max', 'people', { paused_at: world.ports.clock.now() });
    const { draft } = await opened();
    expect(draft.cohort.out).toBe(2);
    expect(figuresOf(draft.cohort)).toMatchObject({ matched: 1, learners: 2 });
  });

  it('never brings a learner to a guide who declined them', async () => {
    await cohort(0, ['ada']);
    await world.ask('lea', ['ada']);
    await world.answer('ada', { kind: 'decline', reason: 'no time' });
    await world.due();
    const { draft } = await opened();
    expect(draft.cohort.pairs).toEqual([]);
    expect(draft.cohort.unmatched[0]?.shortage).toEqual({ found: 0, told: [], others: true });
    expect(await asked(await shownNow(draft), 'pin', 'lea', 'ada')).toBe('not-available');
  });

  it('is run again with those who came later', async () => {
    await cohort(1);
    const shown = await opened();
    await world.wish('new');
    expect((await shownNow(shown.draft)).newer).toBe(1);
    expect(figuresOf((await again(shown)).draft.cohort)).toMatchObject({ matched: 2 });
  });

  it('lists the load of those who can be given somebody, and of nobody else', async () => {
    await cohort(1, ['ada']);
    await world.guide('new', { briefed_at: null });
    await world.guide('coach', { kinds: ['coaching'] });
    expect((await opened()).draft.cohort.guides.map(({ guideId }) => guideId)).toEqual([id('ada')]);
  });

  it('is dropped, and the next one begins anew', async () => {
    await cohort(1);
    const { draft } = await opened();
    expect(await dropDraft(world.ports, boss, draft.id)).toEqual({ outcome: 'dropped' });
    expect(await dropDraft(world.ports, boss, draft.id)).toEqual({ outcome: 'dropped' });
    expect(await lookAt(world.ports, boss, draft.id)).toEqual({ outcome: 'gone' });
    expect(await runAgain(world.ports, boss, draft.id)).toEqual({ outcome: 'gone' });
    expect((await opened()).draft.id).not.toBe(draft.id);
  });

  it.each<[string, () => Promise<void>, object]>([
    ['without anybody who offers help', () => cohort(2, []), { outcome: 'no-guides' }],
    ['without anybody who asks', () => cohort(0), { outcome: 'no-learners', out: 0 }],
    [
      'whose program has ended',
      async () => {
        await cohort(2);
        await world.rules({ state: 'ended' });
      },
      { outcome: 'ended' },
    ],
  ])('there is none of a cohort %s', async (_, given, outcome) => {
    await given();
    expect(await openCohort(world.ports, boss, world.mentoring.id)).toEqual(outcome);
  });
});

describe('pins and prohibitions', () => {
  it('show when the draft is run again, and stay', async () => {
    await cohort(2, ['ada', 'ben']);
    const shown = await opened();
    const [before = ''] = pairsOf(shown);
    const [learner = '', guide = ''] = before.split('-');
    const other = guide === 'ada' ? 'ben' : 'ada';
    expect(await asked(shown, 'forbid', learner, guide)).toBe('done');
    expect(pairsOf(await shownNow(shown.draft))).toContain(before);
    const renewed = await again(shown);
    expect(pairsOf(renewed)).toContain(`${learner}-${other}`);
    expect(pairsOf(await again(renewed))).toEqual(pairsOf(renewed));
    expect(await asked(shown, 'allow', learner, guide)).toBe('done');
    expect(await asked(shown, 'pin', learner, guide)).toBe('done');
    expect(pairsOf(await again(shown))).toContain(before);
    expect(await asked(shown, 'unpin', learner, guide)).toBe('done');
    expect((await shownNow(shown.draft)).draft).toMatchObject({ pins: [], forbidden: [] });
  });

  it('are taken in where they come while it is run', async () => {
    await cohort(1, ['ada', 'ben']);
    const shown = await opened();
    const [other] = [id('ada'), id('ben')].filter((one) => one !== shown.draft.cohort.pairs[0]?.guideId);
    let running: Promise<ShownDraft> | undefined;
    await inTransaction(world.db, async (tx) => {
      const draft = await readDraft(tx, workspaceId, shown.draft.id, { lock: true });
      if (!draft || !other) throw new Error('no draft');
      running = again(shown);
      await expect.poll(someoneWaits, { timeout: 5_000 }).toBe(true);
      await writeDraft(tx, { ...draft, pins: [{ learnerId: id('l0'), guideId: other }] });
    });
    const renewed = await running;
    expect(renewed?.draft.cohort.pairs.map(({ guideId }) => guideId)).toEqual([other]);
  });

  it('count against the places of a guide', async () => {
    await cohort(3, ['ada', 'ben']);
    const shown = await opened();
    for (const name of ['l0', 'l1']) expect(await asked(shown, 'pin', name, 'ada')).toBe('done');
    expect(await asked(shown, 'pin', 'l2', 'ada')).toBe('no-place');
    expect(pairsOf(await again(shown))).toEqual(['l0-ada', 'l1-ada', 'l2-ben']);
  });

  it('hold even under the floor of the program', async () => {
    await cohort(1, ['ada']);
    await world.change('ada', 'profiles', { topics: [], ways: [] });
    await world.rules({ rules: JSON.stringify({ floor: 100 }) });
    const shown = await opened();
    expect(pairsOf(shown)).toEqual([]);
    expect(await asked(shown, 'pin', 'l0', 'ada')).toBe('done');
    expect(pairsOf(await again(shown))).toEqual(['l0-ada']);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['one of them excluded the other', () => world.exclude('l0', 'ada')],
    ['is paused', () => world.change('ada', 'people', { paused_at: world.ports.clock.now() })],
    ['has left', () => world.change('ada', 'people', { is_gone: true })],
    ['is in their line', () => world.change('l0', 'people', { manager_key: id('ada') })],
    ['speaks another language', () => world.change('ada', 'profiles', { languages: ['de'] })],
    ['has no place', () => world.change('ada', 'profiles', { places: 0 })],
    ['offers the other kind', () => world.change('ada', 'profiles', { kinds: ['coaching'] })],
  ])('are refused where a hard rule forbids it, in the same words whichever: %s', async (_, given) => {
    await cohort(1);
    await given();
    const shown = await opened();
    expect(await asked(shown, 'pin', 'l0', 'ada')).toBe('not-available');
    expect(await asked(shown, 'pin', 'l0', 'nobody')).toBe('not-available');
    expect(await asked(shown, 'pin', 'nobody', 'ada')).toBe('not-available');
    const audited = await world.db.selectFrom('audit_events').selectAll().execute();
    expect(audited).toHaveLength(3);
    for (const one of audited)
      expect(one).toMatchObject({
        actor: id('boss'),
        what: 'cohort.pin-refused',
        about: { draftId: shown.draft.id },
      });
  });

  it('that cannot be kept any more are said, and the rest is matched', async () => {
    await cohort(1, ['ada', 'ben']);
    const shown = await opened();
    await asked(shown, 'pin', 'l0', 'ada');
    await world.change('ada', 'people', { is_gone: true });
    const renewed = await again(shown);
    expect(pairsOf(renewed)).toEqual(['l0-ben']);
    expect(renewed.draft.cohort.idle.map(named)).toEqual(['l0-ada']);
  });
});

describe('publishing', () => {
  it('makes every pair once, introduces both, and tells who has nobody, once', async () => {
    await cohort(8);
    const shown = await opened();
    const done = await published(shown);
    expect(done.state).toMatchObject({ state: 'published', progress: { made: 6, lapsed: [], told: 2 } });
    expect(await madePairs()).toEqual(pairsOf(shown));
    expect(await introductions()).toBe(12);
    expect(await told()).toHaveLength(2);
    expect(await goOnPublishing(world.ports, workspaceId, shown.draft.id)).toEqual(done);
    expect(await publishDue(world.ports)).toBe(0);
    expect([await introductions(), (await told()).length]).toEqual([12, 2]);
    const states = await world.db.selectFrom('requests').select(['state']).execute();
    expect(states.filter(({ state }) => state === 'matched')).toHaveLength(6);
    const atHome = () => managedCohorts(world.ports, key('boss'), false);
    // Whom the round has left has been told so; who asks after it is new.
    expect(await atHome()).toMatchObject([{ waiting: 2, newcomers: 0, draft: undefined }]);
    world.ports.moveTo(new Date(world.ports.clock.now().getTime() + 60_000));
    await world.wish('late');
    expect(await atHome()).toMatchObject([{ waiting: 3, newcomers: 1, draft: undefined }]);
  });

  it('happens once, however many press and work at once', async () => {
    await cohort(6);
    const { draft } = await opened();
    const pressed = { draftId: draft.id, version: draft.version };
    const work = async () => {
      await publishDraft(world.ports, boss, pressed);
      await goOnPublishing(world.ports, workspaceId, draft.id);
    };
    // Not asked first whether it is due: between the question and the turn somebody else may press.
    const due = async () => {
      while ((await publishTurn(world.ports).take()) > 0);
    };
    await Promise.all([work(), work(), due(), work(), due()]);
    expect((await world.pairs()).length).toBe(6);
    expect(await introductions()).toBe(12);
    expect(await lookAt(world.ports, boss, draft.id)).toMatchObject({
      outcome: 'published',
      draft: { state: { progress: { made: 6, lapsed: [] } } },
    });
  });

  it('goes on by itself where it was interrupted, and a batch that failed leaves nothing behind', async () => {
    await cohort(22, ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9', 'b0']);
    const { draft } = await opened();
    await publishDraft(world.ports, boss, { draftId: draft.id, version: draft.version });
    let ids = 0;
    const breaking = {
      ...world.ports,
      newId() {
        ids += 1;
        // In the middle of the second batch the database is stopped.
        if (ids > 50) throw Object.assign(new Error('killed'), { code: '57P01' });
        return world.ports.newId();
      },
    };
    await publishDue(breaking);
    expect((await world.pairs()).length).toBe(10);
    await expect(publishDue(breaking)).rejects.toThrow('killed');
    expect((await world.pairs()).length).toBe(10);
    while ((await publishDue(world.ports)) > 0);
    expect((await world.pairs()).length).toBe(22);
    expect(await introductions()).toBe(44);
  });

  it('makes all the others where one pair always fails, says which, and logs it once', async () => {
    await cohort(22, ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9', 'b0']);
    const shown = await opened();
    const { draft } = shown;
    const bad = draft.cohort.pairs[13];
    if (!bad) throw new Error('too few pairs');
    await sql`
      create function fails() returns trigger language plpgsql as $$ begin
        if new.learner_id = ${sql.lit(bad.learnerId)} then raise 'never this one'; end if;
        return new; end $$`.execute(world.db);
    await sql`create trigger fails before insert on pairs for each row execute function fails()`.execute(
      world.db,
    );
    const logged: unknown[] = [];
    const error = (...said: unknown[]) => logged.push(said);
    const ports = { ...world.ports, log: Object.assign(Object.create(world.ports.log), { error }) };
    await publishDraft(ports, boss, { draftId: draft.id, version: draft.version });
    while ((await publishDue(ports)) > 0);
    await sql`drop function fails() cascade`.execute(world.db);

    expect(await lookAt(ports, boss, draft.id)).toMatchObject({
      draft: {
        state: {
          state: 'published',
          progress: { done: 22, made: 21, lapsed: [], failed: [pairOf(bad)], told: 0 },
        },
      },
    });
    expect(await madePairs()).toEqual(pairsOf(shown).filter((pair) => pair !== named(bad)));
    expect(await introductions()).toBe(42);
    expect(logged).toEqual([
      [
        expect.objectContaining({ draft: draft.id, learner: bad.learnerId, guide: bad.guideId }),
        'a pair of a cohort could not be made',
      ],
    ]);
    expect(await opened().then(({ draft: next }) => next.cohort.pairs.map(pairOf))).toEqual([pairOf(bad)]);
  });

  it('leaves out nobody where the database is away, and goes on when it is back', async () => {
    await cohort(4, ['ada', 'ben']);
    const { draft } = await opened();
    await publishDraft(world.ports, boss, { draftId: draft.id, version: draft.version });
    let tries = 0;
    const away = {
      ...world.ports,
      newId() {
        tries += 1;
        // Something else goes wrong first, so that a pair is tried alone when the database goes away.
        throw tries === 1
          ? new Error('odd')
          : Object.assign(new Error('terminating connection'), { code: '57P01' });
      },
    };
    expect(await goOnPublishing(away, workspaceId, draft.id)).toBeUndefined();
    await expect(publishDue(away)).rejects.toThrow('terminating connection');
    const done = await goOnPublishing(world.ports, workspaceId, draft.id);
    expect(done?.state).toMatchObject({ state: 'published', progress: { made: 4, failed: [] } });
  });

  it('leaves out what does not hold any more, says so before and after, and tells the learner', async () => {
    await cohort(4, ['ada', 'ben']);
    const shown = await opened();
    await world.change('ada', 'people', { paused_at: world.ports.clock.now() });
    const now = await beforePublishing(world.ports, boss, lookedAt(shown.draft));
    if (now.outcome !== 'draft') throw new Error(now.outcome);
    const lost = pairsOf(shown).filter((pair) => pair.endsWith('ada'));
    expect(now.shown.gone.map(named).toSorted()).toEqual(lost);
    const done = await published(shown);
    if (done.state.state !== 'published') throw new Error(done.state.state);
    expect(done.state.progress).toMatchObject({ made: 2, told: 2 });
    expect(done.state.progress.lapsed.map(named).toSorted()).toEqual(lost);
    expect(await madePairs()).toEqual(pairsOf(shown).filter((pair) => pair.endsWith('ben')));
    const [learner = ''] = lost[0]?.split('-') ?? [];
    expect(await unmatchedIn(world.ports, workspaceId, id(learner), shown.draft.id)).toMatchObject({
      shortage: { found: 0, told: [], others: true },
    });
  });

  it('leaves out the same pairs that it said it would, the pinned ones last, over all its batches', async () => {
    await cohort(0, ['ada', 'ben', 'cyd', 'dov', 'eva', 'fay', 'gus']);
    for (let at = 0; at < 14; at += 1) {
      await world.wish(`l${at}`);
      // Who fits better comes later, so that neither the order of ids nor chance can be right.
      await world.change(`l${at}`, 'people', { experience_years: 14 - at });
    }
    const first = await opened();
    await asked(first, 'pin', 'l0', 'ada');
    const shown = await again(first);
    for (const guide of ['ada', 'ben', 'cyd', 'dov']) await world.change(guide, 'profiles', { places: 1 });
    const { gone } = await shownNow(shown.draft);
    expect(gone).toHaveLength(4);
    expect(gone.map(named)).not.toContain('l0-ada');
    const { state } = await published(shown);
    expect(state).toMatchObject({ state: 'published', progress: { made: 10 } });
    if (state.state !== 'published') throw new Error(state.state);
    expect(state.progress.lapsed.map(named).toSorted()).toEqual(gone.map(named).toSorted());
  });

  it('never waits in a ring with somebody who locks the same people, by id as everybody does', async () => {
    await cohort(6);
    const { draft } = await opened();
    await publishDraft(world.ports, boss, lookedAt(draft));
    // Two people of different pairs, the second pair's coming first by id.
    const [early, late] = draft.cohort.pairs.flatMap((one, at) =>
      draft.cohort.pairs
        .slice(at + 1)
        .filter(({ learnerId }) => learnerId < one.learnerId)
        .map(({ learnerId }) => [learnerId, one.learnerId] as const),
    )[0] ?? [id('nobody'), id('nobody')];
    let publishing: Promise<number> | undefined;
    await inTransaction(world.db, async (tx) => {
      await lockEverybody(tx, workspaceId, [early]);
      publishing = publishDue(world.ports);
      await expect.poll(someoneWaits, { timeout: 5_000 }).toBe(true);
      await lockEverybody(tx, workspaceId, [late]);
    });
    expect(await publishing).toBe(1);
    expect(await world.pairs()).toHaveLength(6);
  });

  it('tells who has nobody once in each round, with what they asked to leave out, which managers do not read', async () => {
    const near = { department: 'Sales' };
    await cohort(0, []);
    for (const name of ['ada', 'ben', 'cyd']) await world.guide(name, {}, near);
    await world.guide('dov');
    await world.wish('lou');
    await world.wish('lea', { avoid: { ownDepartment: true, people: [id('dov')] } });
    await world.change('lea', 'people', near);
    const shown = await opened();
    expect(shown.draft.cohort.unmatched).toMatchObject([{ shortage: { told: [], others: true } }]);
    await published(shown);
    expect(await unmatchedIn(world.ports, workspaceId, id('lea'), shown.draft.id)).toMatchObject({
      shortage: { told: [{ rule: 'avoid', count: 4 }] },
    });
    expect(await told()).toHaveLength(1);
    await world.wish('max');
    await published(await opened());
    expect(await told()).toHaveLength(2);
  });

  it('says nothing to a learner who withdrew, and makes no pair of them', async () => {
    await cohort(1, ['ada']);
    const lea = await world.wish('lea');
    const shown = await opened();
    await world.db.updateTable('requests').set({ state: 'closed' }).where('id', '=', lea.id).execute();
    const { state } = await published(shown);
    expect(state).toMatchObject({ progress: { made: 1, told: 0, lapsed: [{ learnerId: id('lea') }] } });
    expect(await unmatchedIn(world.ports, workspaceId, id('lea'), shown.draft.id)).toBeUndefined();
  });

  it('is refused where the draft is another than the one that was looked at, or is not ready', async () => {
    await cohort(2, ['ada', 'ben']);
    const shown = await opened();
    const publish = (version: number) =>
      publishDraft(world.ports, boss, { draftId: shown.draft.id, version });
    expect(await publish(99)).toEqual({ outcome: 'changed' });
    const [one = ''] = pairsOf(shown);
    const [learner = '', guide = ''] = one.split('-');
    await asked(shown, 'forbid', learner, guide);
    expect(await publish(2)).toEqual({ outcome: 'run-again' });
    const may = async () =>
      (await beforePublishing(world.ports, boss, lookedAt((await shownNow(shown.draft)).draft))).outcome;
    expect(await may()).toBe('run-again');
    for (const name of ['ada', 'ben']) await world.change(name, 'people', { is_gone: true });
    await asked(shown, 'allow', learner, guide);
    expect(await may()).toBe('nothing');
    await dropDraft(world.ports, boss, shown.draft.id);
    expect(await publish(3)).toEqual({ outcome: 'gone' });
    expect(await world.pairs()).toEqual([]);
  });

  it('waits until its manager has looked at what another manager made of it', async () => {
    await cohort(2, ['ada', 'ben']);
    const { draft } = await opened();
    await manager('other');
    const theirs = await again(await opened());
    expect(await beforePublishing(world.ports, key('boss'), lookedAt(draft))).toEqual({ outcome: 'changed' });
    expect(await beforePublishing(world.ports, key('boss'), lookedAt(theirs.draft))).toMatchObject({
      outcome: 'draft',
    });
  });

  it('is over where the program has ended meanwhile, whoever still has the draft before them', async () => {
    await cohort(2);
    const { draft } = await opened();
    await world.rules({ state: 'ended' });
    expect(await lookAt(world.ports, boss, draft.id)).toEqual({ outcome: 'ended' });
    expect(await beforePublishing(world.ports, boss, lookedAt(draft))).toEqual({ outcome: 'ended' });
    expect(await publishDraft(world.ports, boss, lookedAt(draft))).toEqual({ outcome: 'ended' });
    expect(await world.pairs()).toEqual([]);
  });

  it('cannot be changed any more once it has begun', async () => {
    await cohort(2);
    const shown = await opened();
    const { id: draftId, version } = shown.draft;
    await publishDraft(world.ports, boss, { draftId, version });
    expect(await asked(shown, 'forbid', 'l0', 'ada')).toBe('ended');
    expect(await dropDraft(world.ports, boss, draftId)).toEqual({ outcome: 'ended' });
    expect(await runAgain(world.ports, boss, draftId)).toMatchObject({ outcome: 'publishing' });
    expect(await openCohort(world.ports, boss, world.mentoring.id)).toMatchObject({ outcome: 'publishing' });
  });
});

describe('who manages no program', () => {
  it('can do nothing with its cohort, a manager of another program neither', async () => {
    await cohort(2);
    const { draft } = await opened();
    const other = await world.program({}, []);
    await world.person('other');
    await world.db
      .insertInto('program_members')
      .values({
        workspace_id: workspaceId,
        program_id: other,
        person_id: id('other'),
        role: 'manager',
        added_at: world.ports.clock.now(),
      })
      .execute();
    for (const name of ['l0', 'ada', 'other']) {
      const who = key(name);
      const pair = { learnerId: id('l0'), guideId: id('ada') };
      const { ports } = world;
      const results = await Promise.all([
        openCohort(ports, who, world.mentoring.id),
        lookAt(ports, who, draft.id),
        runAgain(ports, who, draft.id),
        want(ports, who, draft.id, 'pin', pair),
        want(ports, who, draft.id, 'forbid', pair),
        dropDraft(ports, who, draft.id),
        beforePublishing(ports, who, lookedAt(draft)),
        publishDraft(ports, who, { draftId: draft.id, version: draft.version }),
      ]);
      expect(results).toEqual(results.map(() => ({ outcome: 'not-manager' })));
    }
    expect(await managedCohorts(world.ports, key('l0'), false)).toEqual([]);
    expect((await shownNow(draft)).draft).toEqual(draft);
  });
});
