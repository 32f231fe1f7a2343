import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { beginRequest, openRequest, suggest } from '../../src/matching/flow/asking.ts';
import { saveImportedWishes } from '../../src/matching/flow/changing.ts';
import { openRequestsOf } from '../../src/matching/flow/seeing.ts';
import { sendRequest, waitForGuide, withdrawRequest } from '../../src/matching/flow/sending.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { createWorld, dayLater, id, key, MONDAY, WISH, type World, workspaceId } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.empty());
afterAll(() => world.drop());

describe('a learner asks', () => {
  it('and sees three guides who fit, with why, and how many more there are', async () => {
    for (const name of ['ada', 'ben', 'cyd', 'dov']) await world.guide(name);
    const asked = await beginRequest(world.ports, key('lea'), 'mentoring', WISH);
    if (asked.outcome !== 'suggested') throw new Error(asked.outcome);
    const { request, program, shown, more } = asked.suggestions;
    expect(program.id).toBe(world.mentoring.id);
    expect(request).toMatchObject({
      learnerId: id('lea'),
      wish: WISH,
      state: { state: 'choosing' },
      version: 1,
    });
    expect(request.dueAt).toEqual(dayLater(3));
    expect([shown.length, more]).toEqual([3, 1]);
    expect(shown[0]).toMatchObject({
      name: expect.stringMatching(/^(ada|ben|cyd|dov)$/),
      about: expect.stringMatching(/^ABOUT/),
      topics: ['negotiation', 'feedback'],
      fit: { reasons: expect.arrayContaining([{ about: 'topics', shared: ['negotiation'], wanted: 1 }]) },
    });
    const rest = await suggest(world.ports, key('lea'), request.id, 3);
    expect([rest?.shown.length, rest?.more]).toEqual([1, 0]);
    expect(new Set([...shown, ...(rest?.shown ?? [])].map(({ guideId }) => guideId)).size).toBe(4);
  });

  it('and is told why there is nobody', async () => {
    await world.guide('ada', { places: 0 });
    const asked = await beginRequest(world.ports, key('lea'), 'mentoring', WISH);
    expect(asked).toMatchObject({ outcome: 'nobody', shortage: { found: 0, told: [], others: true } });
  });

  it('has one request however often the form is sent, with what was sent last', async () => {
    await world.guide('ada');
    const same = await Promise.all([1, 2, 3].map(() => world.wish('lea')));
    expect(new Set(same.map((one) => one.id)).size).toBe(1);
    expect(same.map(({ version }) => version)).toEqual([1, 1, 1]);
    const changed = await world.wish('lea', { topics: ['feedback'] });
    expect(changed).toMatchObject({ id: same[0]?.id, version: 2, wish: { topics: ['feedback'] } });
    expect(await openRequest(world.ports, key('lea'), 'mentoring')).toEqual(changed);
    expect(await openRequest(world.ports, key('lea'), 'coaching')).toBeUndefined();
  });

  it('has three open requests at most', async () => {
    const programs = [];
    for (let n = 0; n < 3; n += 1) programs.push(await world.program({}, []));
    await world.person('lea');
    for (const programId of programs)
      await world.db
        .insertInto('program_members')
        .values({
          workspace_id: workspaceId,
          program_id: programId,
          person_id: id('lea'),
          role: 'learner',
          added_at: world.ports.clock.now(),
        })
        .execute();
    const [one, two, three] = programs;
    if (!one || !two || !three) throw new Error();
    for (const programId of [one, two, three])
      expect(await beginRequest(world.ports, key('lea'), programId, WISH)).toMatchObject({
        outcome: 'nobody',
      });
    expect(await beginRequest(world.ports, key('lea'), 'mentoring', WISH)).toEqual({ outcome: 'too-many' });
    expect(await beginRequest(world.ports, key('lea'), two, WISH)).toMatchObject({ outcome: 'nobody' });
  });

  it('joins a program only as its member, and the cohort where all are matched in one go', async () => {
    await world.person('lea');
    const spring = await world.program({ matching: 'cohort' }, [['lea', 'learner']]);
    await world.db
      .updateTable('programs')
      .set({ rules: JSON.stringify({ matching: 'cohort', joining: 'invited' }) })
      .where('id', '=', spring)
      .execute();
    expect(await beginRequest(world.ports, key('mia'), spring, WISH)).toEqual({
      outcome: 'refused',
      why: 'not-invited',
    });
    const joined = await beginRequest(world.ports, key('lea'), spring, WISH);
    expect(joined).toMatchObject({
      outcome: 'joined-cohort',
      request: { state: { state: 'waiting', for: 'cohort' }, dueAt: dayLater(30) },
    });
    await world.db.updateTable('programs').set({ state: 'ended' }).where('id', '=', spring).execute();
    expect(await beginRequest(world.ports, key('lea'), spring, WISH)).toEqual({ outcome: 'not-open' });
  });

  it('keeps choices for the cohort, and asks nobody', async () => {
    await world.guide('ada');
    await world.guide('ben');
    await world.rules({ rules: JSON.stringify({ matching: 'cohort' }) });
    const joined = await beginRequest(world.ports, key('lea'), 'mentoring', WISH);
    if (joined.outcome !== 'joined-cohort') throw new Error(joined.outcome);
    const { id: requestId, version } = joined.request;
    expect((await suggest(world.ports, key('lea'), requestId, 0))?.shown).toHaveLength(2);
    const choices = ['ben', 'ada'].map(id);
    expect(await sendRequest(world.ports, key('lea'), { requestId, version, choices })).toMatchObject({
      outcome: 'kept',
      request: { choices },
    });
    expect(await world.request({ id: requestId })).toMatchObject({
      choices,
      state: { state: 'waiting', for: 'cohort' },
    });
    expect(await world.asked({ id: requestId })).toEqual([]);
  });

  it('waits for a guide, or the cohort, as the program has come to match', async () => {
    await world.guide('ada');
    const request = await world.wish('lea');
    await world.rules({ rules: JSON.stringify({ matching: 'cohort' }) });
    const joined = await beginRequest(world.ports, key('lea'), 'mentoring', WISH);
    expect(joined).toMatchObject({ outcome: 'joined-cohort', request: { id: request.id } });
    expect(await world.request(request)).toMatchObject({ state: { state: 'waiting', for: 'cohort' } });
    await world.rules({ rules: '{}' });
    expect((await world.ask('lea', ['ada'])).state).toEqual({ state: 'offering', offer: 'open' });
  });

  it('changes nothing while a guide is asked, and nothing while there is a pair', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    const again = await beginRequest(world.ports, key('lea'), 'mentoring', { ...WISH, topics: [] });
    expect(again).toMatchObject({ outcome: 'already', request: { id: request.id, wish: WISH } });
    await world.answer('ada', { kind: 'accept' });
    const matched = await beginRequest(world.ports, key('lea'), 'mentoring', WISH);
    expect(matched).toMatchObject({ outcome: 'already', request: { state: { state: 'matched' } } });
  });

  it('sees suggestions of their own requests only', async () => {
    await world.guide('ada');
    const { id: requestId } = await world.wish('lea');
    await world.person('eve');
    expect(await suggest(world.ports, key('eve'), requestId, 0)).toBeUndefined();
    expect(await suggest(world.ports, key('lea'), 'no-id', 0)).toBeUndefined();
  });
});

describe('a learner sends their choices', () => {
  it('and the first is asked, and told of it in their working hours', async () => {
    await world.guide('ada', {}, { time_zone: 'America/New_York' });
    await world.guide('ben');
    const { id: requestId, version } = await world.wish('lea');
    const sent = await sendRequest(world.ports, key('lea'), {
      requestId,
      version,
      choices: [id('ada'), id('ben')],
    });
    const opensInNewYork = new Date('2026-03-02T14:00:00Z');
    expect(sent).toMatchObject({
      outcome: 'offered',
      guide: { id: id('ada'), name: 'ada' },
      toldAt: opensInNewYork,
      request: { state: { state: 'offering', offer: 'open' }, choices: [id('ben')], dueAt: null, version: 2 },
    });
    expect(await world.offerTo('ada')).toMatchObject({
      state: { state: 'pending', expiresAt: dayLater(7, opensInNewYork.toISOString()) },
      dueAt: dayLater(3, opensInNewYork.toISOString()),
    });
    expect(await world.told()).toEqual(['ada: offer']);
  });

  it('and once, however often they are sent', async () => {
    await world.guide('ada');
    const { id: requestId, version } = await world.wish('lea');
    const send = () => sendRequest(world.ports, key('lea'), { requestId, version, choices: [id('ada')] });
    const sent = await Promise.all([send(), send(), send()]);
    expect(sent.map(({ outcome }) => outcome)).toEqual(['offered', 'offered', 'offered']);
    expect(await world.asked({ id: requestId })).toEqual(['ada: pending']);
    expect(await world.told()).toEqual(['ada: offer']);
  });

  it('and who became unavailable meanwhile is passed over', async () => {
    await world.guide('ada');
    await world.guide('ben');
    await world.guide('cyd');
    const { id: requestId, version } = await world.wish('lea');
    await world.change('ada', 'profiles', { places: 0 });
    await world.exclude('lea', 'ben');
    const sent = await sendRequest(world.ports, key('lea'), {
      requestId,
      version,
      choices: ['ada', 'ben', 'cyd'].map(id),
    });
    expect(sent).toMatchObject({ outcome: 'offered', guide: { id: id('cyd') } });
  });

  it('and waits where none of them is available any more', async () => {
    await world.guide('ada');
    const { id: requestId, version } = await world.wish('lea');
    await world.change('ada', 'people', { paused_at: world.ports.clock.now() });
    const choices = [id('ada')];
    const sent = await sendRequest(world.ports, key('lea'), { requestId, version, choices });
    expect(sent).toMatchObject({
      outcome: 'nobody',
      shortage: { found: 0, others: true },
      request: { state: { state: 'waiting', for: 'guide' } },
    });
    // It stood in the modal, so no message repeats it.
    await world.due();
    expect(await world.told()).toEqual([]);
  });

  it('to nobody who answers more than two others', async () => {
    await world.guide('ada', { places: 4 });
    for (const name of ['lea', 'mia']) await world.ask(name, ['ada']);
    const third = await world.ask('noa', ['ada']);
    expect(third.state.state).toBe('waiting');
  });

  it('from a form that is older than the wish: nothing is sent', async () => {
    await world.guide('ada');
    const { id: requestId, version } = await world.wish('lea');
    await world.wish('lea', { topics: ['feedback'] });
    const choices = [id('ada')];
    expect(await sendRequest(world.ports, key('lea'), { requestId, version, choices })).toEqual({
      outcome: 'changed',
    });
    await world.person('eve');
    const forged = { requestId, version: 2, choices };
    expect(await sendRequest(world.ports, key('eve'), forged)).toEqual({ outcome: 'not-yours' });
    expect(await sendRequest(world.ports, key('lea'), { ...forged, requestId: 'x' })).toEqual({
      outcome: 'not-yours',
    });
    expect(await world.asked({ id: requestId })).toEqual([]);
  });

  it('cannot ask whom no rule allows, whoever puts the id into the form', async () => {
    await world.guide('ada', { kinds: ['coaching'] });
    await world.person('bob');
    const request = await world.ask('lea', ['ada', 'bob', 'lea', 'nobody']);
    expect(request.state.state).toBe('waiting');
  });
});

describe('a learner waits or withdraws', () => {
  it('waits in line, and is shown so', async () => {
    const request = await world.wish('lea');
    const form = { requestId: request.id, version: 1 };
    expect(await waitForGuide(world.ports, key('lea'), form)).toBe('waiting');
    expect(await waitForGuide(world.ports, key('lea'), form)).toBe('waiting');
    const [open] = await openRequestsOf(world.ports, key('lea'));
    expect(open).toMatchObject({ request: { state: { state: 'waiting', for: 'guide' } } });
    await world.person('eve');
    expect(await waitForGuide(world.ports, key('eve'), form)).toBe('not-yours');
  });

  it('withdraws, and the guide who was asked is asked no longer', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    const form = { requestId: request.id, version: request.version };
    expect(await withdrawRequest(world.ports, key('eve'), form)).toEqual({ outcome: 'not-yours' });
    expect(await withdrawRequest(world.ports, key('lea'), { ...form, version: 1 })).toEqual({
      outcome: 'changed',
    });
    for (let n = 0; n < 2; n += 1)
      expect(await withdrawRequest(world.ports, key('lea'), form)).toEqual({ outcome: 'withdrawn' });
    expect(await world.asked(request)).toEqual(['ada: withdrawn']);
    expect(await openRequestsOf(world.ports, key('lea'))).toEqual([]);
    // And may ask again at once.
    expect((await world.ask('lea', ['ada'])).id).not.toBe(request.id);
  });

  it('cannot withdraw what a guide accepted', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    await world.answer('ada', { kind: 'accept' });
    const form = { requestId: request.id, version: request.version };
    expect(await withdrawRequest(world.ports, key('lea'), form)).toEqual({ outcome: 'matched-meanwhile' });
  });
});

describe('an import brings in a wish', () => {
  const { hopes, languages, ways, topics } = WISH;
  const bring = (name: string) =>
    inTransaction(world.db, (tx) =>
      saveImportedWishes(
        tx,
        world.ports,
        key(name).workspaceId,
        [{ learnerId: key(name).personId, kind: 'mentoring', hopes, languages, ways, topics }],
        world.ports.clock.now(),
      ),
    );

  it('which waits for a guide, and tells when one fits', async () => {
    await world.person('lea');
    await world.guide('ada');
    await bring('lea');
    await bring('lea');
    const [open, ...more] = await openRequestsOf(world.ports, key('lea'));
    expect(more).toEqual([]);
    expect(open?.request).toMatchObject({ state: { state: 'waiting', for: 'guide' }, wish: WISH });
    await world.due();
    expect(await world.told()).toEqual([]);
    await world.moveTo(dayLater(1));
    expect(await world.told()).toEqual(['lea: suggestion']);
  });

  it('which waits for the cohort where the program matches one', async () => {
    await world.person('lea');
    await world.rules({ rules: JSON.stringify({ matching: 'cohort' }) });
    await bring('lea');
    const [open] = await openRequestsOf(world.ports, key('lea'));
    expect(open?.request).toMatchObject({ state: { for: 'cohort' }, dueAt: dayLater(30, MONDAY) });
  });

  it('which leaves what is open as it is', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    await bring('lea');
    expect(await world.request(request)).toEqual(request);
    await world.answer('ada', { kind: 'accept' });
    await bring('lea');
    expect(await openRequestsOf(world.ports, key('lea'))).toEqual([]);
  });
});
