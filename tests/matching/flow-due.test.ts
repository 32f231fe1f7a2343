import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endProgram } from '../../src/matching/flow/changing.ts';
import { matchingDue } from '../../src/matching/flow/due.ts';
import { offersTo } from '../../src/matching/flow/seeing.ts';
import { waitForGuide, withdrawRequest } from '../../src/matching/flow/sending.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { createWorld, dayLater, id, key, type World, workspaceId } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.empty());
afterAll(() => world.drop());

async function waits(name: string) {
  const request = await world.wish(name);
  await waitForGuide(world.ports, key(name), { requestId: request.id, version: request.version });
  await world.due();
  return request;
}

describe('as time passes', () => {
  it('a guide is reminded after three days, and after seven the next one is asked', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const request = await world.ask('lea', ['ada', 'ben']);
    await world.moveTo(dayLater(2));
    expect(await world.told()).toEqual(['ada: offer']);
    await world.moveTo(dayLater(3));
    expect(await world.told()).toEqual(['ada: offer', 'ada: offer-reminder']);
    // The buttons of the first message still hold.
    expect(await world.offerTo('ada')).toMatchObject({ version: 1, dueAt: dayLater(7) });
    await world.moveTo(dayLater(7));
    expect(await world.asked(request)).toEqual(['ada: expired', 'ben: pending']);
    expect((await world.told()).slice(2).toSorted()).toEqual(['ben: offer', 'lea: next']);
    await world.moveTo(dayLater(15));
    expect(await world.asked(request)).toEqual(['ada: expired', 'ben: expired']);
    expect(await world.request(request)).toMatchObject({ state: { state: 'waiting' } });
  });

  it('a program has days of its own', async () => {
    await world.rules({ rules: JSON.stringify({ offerDays: 4, reminderDays: 1 }) });
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    await world.moveTo(dayLater(1));
    expect(await world.told()).toEqual(['ada: offer', 'ada: offer-reminder']);
    await world.moveTo(dayLater(4));
    expect(await world.asked(request)).toEqual(['ada: expired']);
  });

  it('a learner who was asked for more is reminded, and then it goes on', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const request = await world.ask('lea', ['ada', 'ben']);
    await world.answer('ada', { kind: 'ask', question: '?' });
    await world.moveTo(dayLater(4));
    expect(await world.told()).toEqual(['ada: offer', 'lea: question', 'lea: question']);
    await world.moveTo(dayLater(8));
    expect(await world.asked(request)).toEqual(['ada: expired', 'ben: pending']);
  });

  it('who chooses nobody is reminded once, and told that the request is closed', async () => {
    await world.guide('ada');
    const request = await world.wish('lea');
    for (const day of [1, 3, 4, 10]) await world.moveTo(dayLater(day));
    expect(await world.told()).toEqual(['lea: choose-reminder']);
    await world.moveTo(dayLater(14));
    expect(await world.request(request)).toMatchObject({ state: { state: 'closed', why: 'never-chosen' } });
    expect(await world.told()).toEqual(['lea: choose-reminder', 'lea: closed']);
  });

  it('who waits is told every month, and that the request is closed after ninety days', async () => {
    const request = await waits('lea');
    for (const day of [1, 30, 31, 61, 62]) await world.moveTo(dayLater(day));
    expect(await world.told()).toEqual(['lea: waiting', 'lea: waiting']);
    const { about } = await world.db
      .selectFrom('deliveries')
      .select('about')
      .orderBy('due_at', 'desc')
      .executeTakeFirstOrThrow();
    expect(about).toEqual({ requestId: request.id, month: '2' });
    await world.moveTo(dayLater(91));
    expect(await world.request(request)).toMatchObject({ state: { state: 'closed', why: 'waited' } });
    expect((await world.told()).at(-1)).toBe('lea: closed');
  });
});

describe('a request that waits for a guide', () => {
  it('tells at once of somebody who begins to guide, and not again', async () => {
    await waits('lea');
    expect(await world.told()).toEqual([]);
    await world.guide('ada');
    await world.change('ada', 'profiles', { topics: ['negotiation'] });
    await world.due();
    expect(await world.told()).toEqual(['lea: suggestion']);
    for (const day of [1, 2, 5]) await world.moveTo(dayLater(day));
    expect(await world.told()).toEqual(['lea: suggestion']);
  });

  it('tells within a day of a place that came free without a word', async () => {
    await world.guide('ada', { places: 0 });
    await waits('lea');
    await world.db.updateTable('profiles').set({ places: 1 }).execute();
    await world.moveTo(dayLater(1.01));
    expect(await world.told()).toEqual(['lea: suggestion']);
  });

  it('says nothing of those who could be seen when the learner chose to wait', async () => {
    await world.guide('ada');
    await waits('lea');
    for (const day of [1, 2, 9]) await world.moveTo(dayLater(day));
    expect(await world.told()).toEqual([]);
  });

  it('tells everybody who waits of a guide whom all of them could ask', async () => {
    for (const name of ['lea', 'mia', 'noa']) await waits(name);
    await world.guide('ada');
    await world.change('ada', 'profiles', { about: 'Here I am' });
    await world.due();
    expect(await world.told()).toEqual(['lea: suggestion', 'mia: suggestion', 'noa: suggestion']);
  });

  it('hears once of all who were imported, not of those first whom Slack was asked about first', async () => {
    await waits('lea');
    await world.guide('ada');
    await world.guide('ben', {}, { facts_at: null });
    await world.change('ada', 'profiles', { topics: ['negotiation'] });
    await world.due();
    expect(await world.told()).toEqual([]);
    await world.change('ben', 'people', { facts_at: world.ports.clock.now() });
    await world.due();
    expect(await world.told()).toEqual(['lea: suggestion']);
    for (const day of [4, 8]) await world.moveTo(dayLater(day));
    expect(await world.told()).toEqual(['lea: suggestion']);
  });

  it('hears of somebody also while Slack does not know another one', async () => {
    await waits('lea');
    await world.guide('ben', {}, { facts_at: null, facts_asked_at: world.ports.clock.now() });
    await world.guide('ada');
    await world.moveTo(dayLater(1.01));
    expect(await world.told()).toEqual(['lea: suggestion']);
  });

  it('is looked at as soon as its learner comes back', async () => {
    await waits('lea');
    await world.change('lea', 'people', { paused_at: world.ports.clock.now() });
    await world.guide('ada');
    await world.moveTo(dayLater(2));
    await world.change('lea', 'people', { paused_at: null });
    await world.due();
    expect(await world.told()).toEqual(['lea: suggestion']);
  });

  it('keeps its last message true every day, and those before it where something comes of it', async () => {
    const request = await waits('lea');
    for (const day of [30, 31, 61]) await world.moveTo(dayLater(day));
    const stale = async (): Promise<string[]> => {
      const rows = await world.db.selectFrom('deliveries').selectAll().orderBy('due_at').execute();
      await world.db.updateTable('deliveries').set({ refresh_at: null }).execute();
      return rows.flatMap(({ refresh_at, about }) => (refresh_at === null ? [] : [JSON.stringify(about)]));
    };
    await world.db.updateTable('deliveries').set({ state: 'sent', refresh_at: null }).execute();
    expect(await world.told()).toEqual(['lea: waiting', 'lea: waiting']);
    await world.moveTo(dayLater(62.5));
    expect(await stale()).toEqual([expect.stringContaining('"month":"2"')]);
    // Who has just been suggested is no news, so that the message before goes on telling who fits.
    await world.guide('ada');
    await world.moveTo(dayLater(64));
    expect((await world.told()).at(-1)).toBe('lea: suggestion');
    await world.db.updateTable('deliveries').set({ state: 'sent', refresh_at: null }).execute();
    await world.moveTo(dayLater(65.5));
    expect(await stale()).toEqual([expect.stringContaining('"month":"2"')]);
    const { version } = await world.request(request);
    await withdrawRequest(world.ports, key('lea'), { requestId: request.id, version });
    expect(await stale()).toEqual([
      expect.stringContaining('"month":"1"'),
      expect.stringContaining('"month":"2"'),
      expect.not.stringContaining('month'),
    ]);
  });

  it('is left alone while its learner is away, and told when they are back', async () => {
    await waits('lea');
    await world.change('lea', 'people', { paused_at: world.ports.clock.now(), back_on: '2026-03-20' });
    await world.guide('ada');
    await world.moveTo(dayLater(10));
    expect(await world.told()).toEqual([]);
    await world.moveTo(dayLater(19));
    expect(await world.told()).toEqual(['lea: suggestion']);
  });
});

describe('the next choice', () => {
  it('is not asked for somebody who went away meanwhile', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const request = await world.ask('lea', ['ada', 'ben']);
    await world.answer('ada', { kind: 'decline', reason: '' });
    const away = { paused_at: world.ports.clock.now() };
    await world.db.updateTable('people').set(away).where('id', '=', id('lea')).execute();
    await world.due();
    expect(await world.asked(request)).toEqual(['ada: declined']);
    expect(await world.request(request)).toMatchObject({ state: { state: 'waiting' } });
  });

  it('is not asked for somebody who is gone', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const request = await world.ask('lea', ['ada', 'ben']);
    await world.answer('ada', { kind: 'decline', reason: '' });
    await world.db.updateTable('people').set({ is_gone: true }).where('id', '=', id('lea')).execute();
    await world.due();
    expect(await world.request(request)).toMatchObject({ state: { state: 'closed', why: 'left' } });
  });
});

describe('somebody changes', () => {
  it.each([
    ['pauses', { paused_at: new Date('2026-03-01T00:00Z') }, 'ada: not-available'],
    ['leaves', { is_gone: true }, 'ada: left'],
  ])('a guide %s: the next one is asked', async (_, set, became) => {
    await world.guide('ada');
    await world.guide('ben');
    const request = await world.ask('lea', ['ada', 'ben']);
    await world.change('ada', 'people', set);
    expect(await offersTo(world.ports, key('ada'))).toEqual([]);
    await world.due();
    expect(await world.asked(request)).toEqual([became, 'ben: pending']);
    expect(await world.told()).toContain('lea: next');
  });

  it('a guide who is asked by as many as can be changes a word: both offers stay', async () => {
    await world.guide('ada', { places: 3 });
    const first = await world.ask('lea', ['ada']);
    const second = await world.ask('mia', ['ada']);
    await world.change('ada', 'profiles', { about: 'another sentence' });
    expect([await world.asked(first), await world.asked(second)]).toEqual([
      ['ada: pending'],
      ['ada: pending'],
    ]);
  });

  it('a guide offers something else, so that the offer holds no longer', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    await world.change('ada', 'profiles', { about: 'New words' });
    expect(await world.asked(request)).toEqual(['ada: pending']);
    await world.change('ada', 'profiles', { languages: ['pl'] });
    expect(await world.asked(request)).toEqual(['ada: not-available']);
  });

  it.each([
    ['lea', 'ada'],
    ['ada', 'lea'],
  ])('%s excludes %s: the other one is told nothing', async (one, other) => {
    await world.guide('ada');
    await world.guide('ben');
    const request = await world.ask('lea', ['ada', 'ben']);
    await world.exclude(one, other);
    await world.due();
    expect(await world.asked(request)).toEqual(['ada: not-available', 'ben: pending']);
    expect((await world.told()).filter((told) => told.startsWith('ada'))).toEqual(['ada: offer']);
  });

  it('a learner leaves: the request is closed without a word', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    await world.change('lea', 'people', { is_gone: true });
    await world.due();
    expect(await world.request(request)).toMatchObject({
      state: { state: 'closed', why: 'left' },
      dueAt: null,
    });
    expect(await world.asked(request)).toEqual(['ada: left']);
    expect(await world.told()).toEqual(['ada: offer']);
  });

  it('a learner pauses: nobody is asked meanwhile, and the request stays', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    await world.change('lea', 'people', { paused_at: world.ports.clock.now(), back_on: '2026-03-20' });
    await world.due();
    expect(await world.asked(request)).toEqual(['ada: not-available']);
    expect(await world.request(request)).toMatchObject({ state: { state: 'waiting', for: 'guide' } });
    await world.moveTo(dayLater(19));
    expect(await world.told()).toEqual(['ada: offer', 'lea: suggestion']);
  });

  it('a program ends: its requests are closed, and nothing can be accepted in it', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const requests = [await world.ask('lea', ['ada']), await world.wish('mia'), await waits('noa')];
    const left = await world.ask('pia', ['ben']);
    await inTransaction(world.db, async (tx) => {
      await tx.updateTable('programs').set({ state: 'ended' }).where('id', '=', world.mentoring.id).execute();
      await endProgram(tx, world.ports, workspaceId, world.mentoring.id, world.ports.clock.now());
    });
    expect(await world.answer('ben', { kind: 'accept' })).toEqual({
      outcome: 'problem',
      problem: 'not-available',
    });
    await world.due();
    for (const request of [...requests, left])
      expect(await world.request(request)).toMatchObject({
        state: { state: 'closed', why: 'program-ended' },
        dueAt: null,
      });
    expect((await world.told()).filter((told) => told.endsWith('closed')).toSorted()).toEqual([
      'lea: closed',
      'mia: closed',
      'noa: closed',
      'pia: closed',
    ]);
    expect(await offersTo(world.ports, key('ada'))).toEqual([]);
  });
});

describe('what is due', () => {
  it('is done once, however many processes do it', async () => {
    for (const guide of ['ada', 'ben', 'cyd', 'dov']) await world.guide(guide);
    const requests = [];
    for (const [learner, guide] of [
      ['lea', 'ada'],
      ['mia', 'ben'],
      ['noa', 'cyd'],
      ['pia', 'dov'],
    ] as const)
      requests.push(await world.ask(learner, [guide]));
    world.ports.moveTo(dayLater(8));
    for (let turn = 0; turn < 5; turn += 1)
      await Promise.all([1, 2, 3, 4].map(() => matchingDue(world.ports)));
    for (const request of requests)
      expect(await world.request(request)).toMatchObject({ state: { state: 'waiting' } });
    expect((await world.told()).filter((told) => told.endsWith('nobody'))).toHaveLength(4);
    expect(await matchingDue(world.ports)).toBe(0);
  });

  it('passes over whom somebody else works on, without waiting', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const held = await world.ask('lea', ['ada']);
    const other = await world.ask('mia', ['ben']);
    world.ports.moveTo(dayLater(8));
    await inTransaction(world.db, async (tx) => {
      await tx.selectFrom('people').select('id').where('id', '=', id('ada')).forNoKeyUpdate().execute();
      expect(await matchingDue(world.ports)).toBe(2);
    });
    expect(await world.asked(other)).toEqual(['ben: expired']);
    expect(await world.asked(held)).toEqual(['ada: pending']);
    await world.due();
    expect(await world.asked(held)).toEqual(['ada: expired']);
  });

  it('holds nothing else up where it fails: it is put off', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const broken = await world.ask('lea', ['ada']);
    const fine = await world.ask('mia', ['ben']);
    await world.db
      .updateTable('offers')
      .set({ fit: JSON.stringify({ score: 'much' }) })
      .where('request_id', '=', broken.id)
      .execute();
    await world.moveTo(dayLater(8));
    expect(await world.asked(fine)).toEqual(['ben: expired']);
    const { due_at } = await world.db
      .selectFrom('offers')
      .select('due_at')
      .where('request_id', '=', broken.id)
      .executeTakeFirstOrThrow();
    expect(due_at).toEqual(new Date(dayLater(8).getTime() + 15 * 60_000));
  });

  it('that is not so yet is put right, and not looked at again and again', async () => {
    await world.guide('ada');
    const asked = await world.ask('lea', ['ada']);
    const chosen = await world.wish('mia');
    await world.db.updateTable('offers').set({ due_at: world.ports.clock.now() }).execute();
    await world.db.updateTable('requests').set({ due_at: world.ports.clock.now() }).execute();
    await world.due();
    expect(await world.offerTo('ada')).toMatchObject({ dueAt: dayLater(3) });
    expect(await world.request(asked)).toMatchObject({ dueAt: null });
    expect((await world.request(chosen)).dueAt).toEqual(
      new Date(chosen.createdAt.getTime() + 3 * 86_400_000),
    );
  });
});
