import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { acceptFor } from '../../src/matching/flow/accepting.ts';
import { answerOffer, replyToGuide } from '../../src/matching/flow/answering.ts';
import { suggest } from '../../src/matching/flow/asking.ts';
import { requestGoesOn } from '../../src/matching/flow/changing.ts';
import { offerFor, offersTo, openRequestsOf, requestFor } from '../../src/matching/flow/seeing.ts';
import { sendRequest, withdrawRequest } from '../../src/matching/flow/sending.ts';
import type { Request } from '../../src/matching/request.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { createWorld, dayLater, id, key, MONDAY, WISH, type World, workspaceId } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.empty());
afterAll(() => world.drop());

const FIT = { score: 80, reasons: [], gaps: [] };
const accept = (request: Pick<Request, 'id'>, guide: string) =>
  inTransaction(world.db, (tx) =>
    acceptFor(
      tx,
      world.ports,
      { workspaceId, requestId: request.id, guideId: id(guide), fit: FIT },
      world.ports.clock.now(),
    ),
  );

describe('a guide accepts', () => {
  it('and the two are a pair on trial, with why they fit', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    const { id: offerId, fit } = await world.offerTo('ada');
    const answered = await answerOffer(world.ports, key('ada'), { offerId, version: 1 }, { kind: 'accept' });
    const [pair, ...more] = await world.pairs();
    expect(more).toEqual([]);
    expect(answered).toEqual({ outcome: 'accepted', pairId: pair?.id });
    expect(pair).toMatchObject({
      state: 'trial',
      request_id: request.id,
      program_id: world.mentoring.id,
      kind: 'mentoring',
      guide_id: id('ada'),
      learner_id: id('lea'),
      fit,
    });
    expect(await world.request(request)).toMatchObject({ state: { state: 'matched' }, dueAt: null });
    expect(await world.asked(request)).toEqual(['ada: accepted']);
    const again = await answerOffer(world.ports, key('ada'), { offerId, version: 1 }, { kind: 'accept' });
    expect(again).toEqual(answered);
  });

  it('the last place: what else waits for them moves on', async () => {
    await world.guide('ada', { places: 1 });
    await world.guide('ben');
    const lea = await world.ask('lea', ['ada']);
    const mia = await world.ask('mia', ['ada', 'ben']);
    const [first] = await offersTo(world.ports, key('ada'));
    if (!first) throw new Error();
    const { id: offerId, version } = first.offer;
    expect(
      await answerOffer(world.ports, key('ada'), { offerId, version }, { kind: 'accept' }),
    ).toMatchObject({
      outcome: 'accepted',
    });
    expect(await world.asked(lea)).toEqual(['ada: accepted']);
    expect(await world.asked(mia)).toEqual(['ada: full']);
    await world.due();
    expect(await world.asked(mia)).toEqual(['ada: full', 'ben: pending']);
    expect(await world.told()).toContain('mia: next');
  });

  it('too late, in every way in which it can be', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    const { id: offerId, version } = await world.offerTo('ada');
    const say = () => answerOffer(world.ports, key('ada'), { offerId, version }, { kind: 'accept' });
    world.ports.moveTo(dayLater(7));
    expect(await say()).toEqual({ outcome: 'problem', problem: 'expired' });
    world.ports.moveTo(MONDAY);
    await withdrawRequest(world.ports, key('lea'), { requestId: request.id, version: request.version });
    expect(await say()).toEqual({ outcome: 'problem', problem: 'withdrawn' });
  });

  it('what a rule has come to forbid: it moves on, and no pair is made', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const request = await world.ask('lea', ['ada', 'ben']);
    // Written past the flows, as a row that another app version wrote: nothing has moved yet.
    await world.db.updateTable('people').set({ is_gone: true }).where('id', '=', id('ada')).execute();
    expect(await world.answer('ada', { kind: 'accept' })).toEqual({
      outcome: 'problem',
      problem: 'not-available',
    });
    expect(await world.pairs()).toEqual([]);
    await world.due();
    expect(await world.asked(request)).toEqual(['ada: not-available', 'ben: pending']);
  });

  it('an offer that is not theirs, or none', async () => {
    await world.guide('ada');
    await world.guide('eve');
    await world.ask('lea', ['ada']);
    const { id: offerId } = await world.offerTo('ada');
    const notYours = { outcome: 'problem', problem: 'not-yours' };
    for (const who of ['eve', 'lea'])
      expect(await answerOffer(world.ports, key(who), { offerId, version: 1 }, { kind: 'accept' })).toEqual(
        notYours,
      );
    expect(
      await answerOffer(world.ports, key('ada'), { offerId: 'x', version: 1 }, { kind: 'accept' }),
    ).toEqual(notYours);
  });

  it('by a button that is older than a question: nothing happens', async () => {
    await world.guide('ada');
    await world.ask('lea', ['ada']);
    const { id: offerId } = await world.offerTo('ada');
    await world.answer('ada', { kind: 'ask', question: 'Which field?' });
    expect(await answerOffer(world.ports, key('ada'), { offerId, version: 1 }, { kind: 'accept' })).toEqual({
      outcome: 'problem',
      problem: 'changed',
    });
  });
});

describe('a guide declines', () => {
  it('and the next one is asked, in the order of the choices', async () => {
    for (const name of ['ada', 'ben', 'cyd']) await world.guide(name);
    const request = await world.ask('lea', ['cyd', 'ada', 'ben']);
    for (const name of ['cyd', 'ada']) {
      const { id: offerId } = await world.offerTo(name);
      for (let n = 0; n < 2; n += 1)
        expect(
          await answerOffer(
            world.ports,
            key(name),
            { offerId, version: 1 },
            { kind: 'decline', reason: 'REASON: too much on' },
          ),
        ).toEqual({ outcome: 'declined' });
      await world.due();
    }
    expect(await world.asked(request)).toEqual(['cyd: declined', 'ada: declined', 'ben: pending']);
    expect(await world.request(request)).toMatchObject({ choices: [], version: request.version });
    expect((await world.told()).filter((one) => one.startsWith('lea'))).toEqual(['lea: next', 'lea: next']);
  });

  it('and the learner reads that they are not available, whatever the guide said', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    const { id: offerId } = await world.offerTo('ada');
    await world.answer('ada', { kind: 'decline', reason: 'REASON' });
    const seen = await offerFor(world.ports, key('lea'), offerId);
    expect(seen?.offer.state).toEqual({ state: 'moved', at: expect.any(Date), why: 'not-available' });
    expect((await requestFor(world.ports, key('lea'), request.id))?.offer?.state).toMatchObject({
      why: 'not-available',
    });
    expect((await offerFor(world.ports, key('ada'), offerId))?.offer.state).toMatchObject({
      reason: 'REASON',
    });
  });

  it('as the last one: the learner is told, waits, and is not shown them again', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    await world.answer('ada', { kind: 'decline', reason: '' });
    await world.due();
    expect(await world.request(request)).toMatchObject({ state: { state: 'waiting', for: 'guide' } });
    expect(await world.told()).toEqual(['ada: offer', 'lea: nobody']);
    const rest = await suggest(world.ports, key('lea'), request.id, 0);
    expect(rest).toMatchObject({ shown: [], shortage: { found: 0, others: true } });
    const { version } = await world.request(request);
    const forged = { requestId: request.id, version, choices: [id('ada')] };
    expect(await sendRequest(world.ports, key('lea'), forged)).toMatchObject({ outcome: 'nobody' });
  });
});

describe('a guide is full', () => {
  it('and has no place any more: what else waits for them moves on, and nothing new comes', async () => {
    await world.guide('ada', { places: 4 });
    await world.guide('ben');
    await world.ask('kim', ['ada']);
    await world.answer('ada', { kind: 'accept' });
    const lea = await world.ask('lea', ['ada']);
    const mia = await world.ask('mia', ['ada', 'ben']);
    const [first] = await offersTo(world.ports, key('ada'));
    if (!first) throw new Error();
    const say = () =>
      answerOffer(
        world.ports,
        key('ada'),
        { offerId: first.offer.id, version: 1 },
        { kind: 'full', reason: 'no time' },
      );
    expect([await say(), await say()]).toEqual([{ outcome: 'full' }, { outcome: 'full' }]);
    expect(await offersTo(world.ports, key('ada'))).toEqual([]);
    const kept = await world.db
      .selectFrom('offers')
      .select('state_data')
      .where('id', '=', first.offer.id)
      .execute();
    expect(kept).toMatchObject([{ state_data: { why: 'full', reason: 'no time' } }]);
    expect(
      await world.db.selectFrom('profiles').select('places').where('person_id', '=', id('ada')).execute(),
    ).toEqual([{ places: 1 }]);
    await world.due();
    expect([await world.asked(lea), await world.asked(mia)]).toEqual([
      ['ada: full'],
      ['ada: full', 'ben: pending'],
    ]);
    expect((await world.ask('noa', ['ada'])).state.state).toBe('waiting');
  });

  it('and may be asked again when they have a place, by who chooses them anew', async () => {
    await world.guide('ada', { places: 1 });
    const lea = await world.ask('lea', ['ada']);
    await world.answer('ada', { kind: 'full', reason: 'no time' });
    await world.due();
    await world.change('ada', 'profiles', { places: 2 });
    await world.due();
    expect(await world.told()).toEqual(['ada: offer', 'lea: nobody', 'lea: suggestion']);
    const { version } = await world.request(lea);
    const choices = [id('ada')];
    expect(await sendRequest(world.ports, key('lea'), { requestId: lea.id, version, choices })).toMatchObject(
      { outcome: 'offered' },
    );
    expect(await world.asked(lea)).toEqual(['ada: full', 'ada: pending']);
  });
});

describe('a guide asks for more', () => {
  it('and the learner answers, and the guide decides', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    const ask = { kind: 'ask', question: 'QUESTION: which field?' } as const;
    expect(await world.answer('ada', ask)).toEqual({ outcome: 'asked' });
    const asked = await world.offerTo('ada');
    expect(await answerOffer(world.ports, key('ada'), { offerId: asked.id, version: 1 }, ask)).toEqual({
      outcome: 'asked',
    });
    const [open] = await openRequestsOf(world.ports, key('lea'));
    expect(open).toMatchObject({ guideName: 'ada', offer: { state: { state: 'asked', answer: null } } });
    const reply = { offerId: asked.id, version: asked.version, answer: 'ANSWER: sales' };
    expect(await replyToGuide(world.ports, key('ada'), reply)).toBe('not-yours');
    expect(await replyToGuide(world.ports, key('lea'), reply)).toBe('replied');
    expect(await replyToGuide(world.ports, key('lea'), reply)).toBe('replied');
    expect(await replyToGuide(world.ports, key('lea'), { ...reply, answer: 'Other' })).toBe('changed');
    expect(await world.answer('ada', { kind: 'accept' })).toMatchObject({ outcome: 'accepted' });
    expect(await world.told()).toEqual(['ada: offer', 'lea: question', 'ada: answered']);
    expect(await world.request(request)).toMatchObject({ state: { state: 'matched' } });
  });

  it('and the learner may answer too late, or withdraw', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    await world.answer('ada', { kind: 'ask', question: '?' });
    const { id: offerId, version } = await world.offerTo('ada');
    const reply = () => replyToGuide(world.ports, key('lea'), { offerId, version, answer: '!' });
    world.ports.moveTo(dayLater(8));
    expect(await reply()).toBe('expired');
    world.ports.moveTo(MONDAY);
    await withdrawRequest(world.ports, key('lea'), { requestId: request.id, version: request.version });
    expect(await reply()).toBe('withdrawn');
  });
});

describe('who sees what of an offer', () => {
  it('the guide what they are asked for, and not whom else the learner chose or avoids', async () => {
    await world.guide('ada');
    await world.guide('ben');
    await world.person('eve');
    const avoid = { ownDepartment: true, people: [id('eve')] };
    await world.ask('lea', ['ada', 'ben'], { avoid, earlierWelcome: true });
    const { id: offerId } = await world.offerTo('ada');
    const seen = await offerFor(world.ports, key('ada'), offerId);
    expect(seen).toMatchObject({
      side: 'guide',
      learner: { id: id('lea'), name: 'lea' },
      request: {
        choices: [],
        wish: { hopes: WISH.hopes, avoid: { ownDepartment: false, people: [] }, earlierWelcome: false },
      },
    });
    expect(await offerFor(world.ports, key('eve'), offerId)).toBeUndefined();
    expect(await offerFor(world.ports, key('ada'), 'x')).toBeUndefined();
    await world.answer('ada', { kind: 'decline', reason: '' });
    expect((await offerFor(world.ports, key('ada'), offerId))?.request.wish.hopes).toBe('');
  });

  it('a request its learner, and nobody else', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    expect(await requestFor(world.ports, key('lea'), request.id)).toMatchObject({ guideName: 'ada' });
    expect(await requestFor(world.ports, key('ada'), request.id)).toBeUndefined();
    expect(await requestFor(world.ports, key('lea'), 'x')).toBeUndefined();
  });
});

describe('a pair is made without an offer, as by a cohort', () => {
  it('once, and the offer that was open to somebody else is taken', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const request = await world.ask('lea', ['ada']);
    const first = await accept(request, 'ben');
    expect(await accept(request, 'ben')).toEqual(first);
    const [pair, ...more] = await world.pairs();
    expect(more).toEqual([]);
    expect(first).toEqual({ outcome: 'accepted', pairId: pair?.id });
    expect(pair).toMatchObject({ guide_id: id('ben'), fit: FIT });
    expect((await world.asked(request)).toSorted()).toEqual(['ada: taken', 'ben: accepted']);
    expect(await accept(request, 'ada')).toEqual({ outcome: 'problem', problem: 'taken' });
  });

  it('from the open offer of this guide, also where its days are over', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    world.ports.moveTo(dayLater(8));
    expect(await accept(request, 'ada')).toMatchObject({ outcome: 'accepted' });
    expect((await world.asked(request)).toSorted()).toEqual(['ada: accepted', 'ada: expired']);
  });

  it('not where there is no place, a rule forbids it, or the request has ended', async () => {
    await world.guide('ada', { places: 0 });
    await world.guide('ben', {}, { paused_at: world.ports.clock.now() });
    const request = await world.wish('lea');
    expect(await accept(request, 'ada')).toEqual({ outcome: 'problem', problem: 'full' });
    expect(await accept(request, 'ben')).toEqual({ outcome: 'problem', problem: 'not-available' });
    await withdrawRequest(world.ports, key('lea'), { requestId: request.id, version: 1 });
    expect(await accept(request, 'ada')).toEqual({ outcome: 'problem', problem: 'withdrawn' });
    expect(await world.pairs()).toEqual([]);
  });
});

describe('a trial ends without an agreement', () => {
  async function trialEnds(request: Request): Promise<void> {
    const now = world.ports.clock.now();
    await inTransaction(world.db, async (tx) => {
      await tx
        .updateTable('pairs')
        .set({ state: 'ended', ended_at: now })
        .where('request_id', '=', request.id)
        .execute();
      await requestGoesOn(tx, world.ports, { workspaceId, requestId: request.id }, now);
    });
  }

  it('and the request goes on to the next choice', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const request = await world.ask('lea', ['ada', 'ben']);
    await world.answer('ada', { kind: 'accept' });
    await trialEnds(request);
    await world.due();
    expect(await world.asked(request)).toEqual(['ada: accepted', 'ben: pending']);
    expect(await world.answer('ben', { kind: 'accept' })).toMatchObject({ outcome: 'accepted' });
    expect((await world.pairs()).map(({ state }) => state)).toEqual(['ended', 'trial']);
  });

  it('and where nobody is left the learner is told', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    await world.answer('ada', { kind: 'accept' });
    await trialEnds(request);
    await world.due();
    expect(await world.request(request)).toMatchObject({ state: { state: 'waiting' } });
    expect(await world.told()).toContain('lea: nobody');
  });

  it('and a request that was made meanwhile takes its place', async () => {
    await world.guide('ada');
    await world.guide('ben');
    const request = await world.ask('lea', ['ada', 'ben']);
    await world.answer('ada', { kind: 'accept' });
    await world.db.updateTable('pairs').set({ state: 'ended', ended_at: world.ports.clock.now() }).execute();
    const newer = await world.wish('lea');
    await trialEnds(request);
    await world.due();
    expect(await world.request(request)).toMatchObject({ state: { state: 'closed', why: 'asked-again' } });
    expect(await world.request(newer)).toMatchObject({ state: { state: 'choosing' } });
  });

  it('and nobody is asked for somebody who is gone, or takes a break', async () => {
    await world.guide('ada');
    await world.guide('ben');
    for (const [given, state] of [
      [{ is_gone: true }, { state: 'closed', why: 'left' }],
      [{ is_gone: false, paused_at: new Date(0) }, { state: 'waiting' }],
    ] as const) {
      await world.db.deleteFrom('pairs').execute();
      const request = await world.ask('lea', ['ada', 'ben']);
      await world.answer('ada', { kind: 'accept' });
      await world.db.updateTable('people').set(given).where('id', '=', id('lea')).execute();
      await trialEnds(request);
      await world.due();
      expect(await world.request(request)).toMatchObject({ state });
      expect(await world.asked(request)).toEqual(['ada: accepted']);
      await world.db.updateTable('people').set({ is_gone: false }).where('id', '=', id('lea')).execute();
    }
  });

  it('an old button of the pair that has ended does nothing', async () => {
    await world.guide('ada');
    const request = await world.ask('lea', ['ada']);
    const { id: offerId } = await world.offerTo('ada');
    await world.answer('ada', { kind: 'accept' });
    await trialEnds(request);
    expect(await answerOffer(world.ports, key('ada'), { offerId, version: 1 }, { kind: 'accept' })).toEqual({
      outcome: 'problem',
      problem: 'changed',
    });
    expect(await world.pairs()).toHaveLength(1);
  });
});
