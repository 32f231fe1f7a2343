import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { acceptFor } from '../../src/matching/flow/accepting.ts';
import { type Answer, type Answered, answerOffer } from '../../src/matching/flow/answering.ts';
import { beginRequest } from '../../src/matching/flow/asking.ts';
import { matchingDue } from '../../src/matching/flow/due.ts';
import { offersTo, openRequestsOf } from '../../src/matching/flow/seeing.ts';
import { sendRequest, withdrawRequest } from '../../src/matching/flow/sending.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { times } from '../harness/runs.ts';
import { createWorld, dayLater, id, key, WISH, type World, workspaceId } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.empty());
afterAll(() => world.drop());

/** Each race is run so often, since the one that is lost may be the seldom one. */
const TIMES = times(3, 8);
const FIT = { score: 80, reasons: [], gaps: [] };

const answer = async (guide: string, said: Answer): Promise<() => Promise<Answered>> => {
  const { id: offerId, version } = await world.offerTo(guide);
  return () => answerOffer(world.ports, key(guide), { offerId, version }, said);
};
const problemsIn = (answers: Answered[]) =>
  answers.flatMap((one) => (one.outcome === 'problem' ? one.problem : []));

describe('at the same moment', () => {
  it('the same answer many times makes one pair, and everybody reads the same', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      await world.guide('ada');
      await world.ask('lea', ['ada']);
      const say = await answer('ada', { kind: 'accept' });
      const answers = await Promise.all([say(), say(), say(), say()]);
      const [pair, ...more] = await world.pairs();
      expect(more).toEqual([]);
      expect(answers).toEqual(Array(4).fill({ outcome: 'accepted', pairId: pair?.id }));
      await world.empty();
    }
  });

  it('two answers that contradict each other: one holds', async () => {
    const accepted: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      await world.guide('ada');
      await world.ask('lea', ['ada']);
      const yes = await answer('ada', { kind: 'accept' });
      const no = await answer('ada', { kind: 'decline', reason: '' });
      const answers = await Promise.all(time % 2 === 0 ? [yes(), no()] : [no(), yes()]);
      expect(problemsIn(answers)).toEqual(['changed']);
      const pairs = await world.pairs();
      const isAccepted = answers.some(({ outcome }) => outcome === 'accepted');
      expect(pairs.length).toBe(isAccepted ? 1 : 0);
      accepted.push(pairs.length);
      await world.empty();
    }
  });

  it('two guides of one request: one pair', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      await world.guide('ada');
      await world.guide('ben');
      const request = await world.ask('lea', ['ada']);
      const say = await answer('ada', { kind: 'accept' });
      const together = { workspaceId, requestId: request.id, guideId: id('ben'), fit: FIT };
      const publish = () =>
        inTransaction(world.db, (tx) => acceptFor(tx, world.ports, together, world.ports.clock.now()));
      const answers = await Promise.all(time % 2 === 0 ? [say(), publish()] : [publish(), say()]);
      expect(problemsIn(answers)).toEqual(['taken']);
      expect(await world.pairs()).toHaveLength(1);
      await world.empty();
    }
  });

  it('a guide accepts and the learner withdraws: one holds, and the other is told', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      await world.guide('ada');
      const request = await world.ask('lea', ['ada']);
      const say = await answer('ada', { kind: 'accept' });
      const form = { requestId: request.id, version: request.version };
      const withdraw = () => withdrawRequest(world.ports, key('lea'), form);
      const both = time % 2 === 0 ? [say(), withdraw()] : [withdraw(), say()];
      const outcomes = (await Promise.all(both)).map((one) =>
        one.outcome === 'problem' ? one.problem : one.outcome,
      );
      const pairs = await world.pairs();
      expect(outcomes.toSorted()).toEqual(
        pairs.length === 1 ? ['accepted', 'matched-meanwhile'] : ['withdrawn', 'withdrawn'],
      );
      await world.empty();
    }
  });

  it("two learners and a guide's last place: exactly one pair, and the other goes on", async () => {
    for (let time = 0; time < TIMES; time += 1) {
      await world.guide('ada', { places: 1 });
      await world.guide('ben');
      const requests = [await world.ask('lea', ['ada', 'ben']), await world.ask('mia', ['ada', 'ben'])];
      const offers = await offersTo(world.ports, key('ada'));
      const answers = await Promise.all(
        offers.map(({ offer }) =>
          answerOffer(
            world.ports,
            key('ada'),
            { offerId: offer.id, version: offer.version },
            { kind: 'accept' },
          ),
        ),
      );
      expect(problemsIn(answers)).toEqual(['full']);
      expect(await world.pairs()).toHaveLength(1);
      await world.due();
      const asked = await Promise.all(requests.map((request) => world.asked(request)));
      expect(asked.toSorted()).toEqual([['ada: accepted'], ['ada: full', 'ben: pending']]);
      await world.empty();
    }
  });

  it("a cohort gives a guide's last place to two learners: one of them has it", async () => {
    for (let time = 0; time < TIMES; time += 1) {
      await world.guide('ada', { places: 1 });
      const requests = [await world.wish('lea'), await world.wish('mia')];
      const answers = await Promise.all(
        requests.map(({ id: requestId }) =>
          inTransaction(world.db, (tx) =>
            acceptFor(
              tx,
              world.ports,
              { workspaceId, requestId, guideId: id('ada'), fit: FIT },
              world.ports.clock.now(),
            ),
          ),
        ),
      );
      expect(problemsIn(answers)).toEqual(['full']);
      expect(await world.pairs()).toHaveLength(1);
      await world.empty();
    }
  });

  it('an offer ends by time and by its guide: one holds', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      await world.guide('ada');
      const request = await world.ask('lea', ['ada']);
      const say = await answer('ada', { kind: 'decline', reason: '' });
      world.ports.moveTo(dayLater(8));
      const [said] = await Promise.all([say(), matchingDue(world.ports), matchingDue(world.ports)]);
      expect(said).toEqual({ outcome: 'problem', problem: 'expired' });
      await world.due();
      expect(await world.asked(request)).toEqual(['ada: expired']);
      expect(await world.pairs()).toEqual([]);
      await world.empty();
    }
  });

  it('a guide leaves and accepts: no pair with somebody who is gone comes after', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      await world.guide('ada');
      await world.ask('lea', ['ada']);
      const say = await answer('ada', { kind: 'accept' });
      const leave = () => world.change('ada', 'people', { is_gone: true });
      const left = time % 2 === 0 ? leave() : undefined;
      const said = await say();
      await (left ?? leave());
      expect(said.outcome === 'accepted' ? 1 : 0).toBe((await world.pairs()).length);
      if (said.outcome === 'problem') expect(said.problem).toBe('not-available');
      await world.empty();
    }
  });
});

const [LEARNERS, GUIDES] = [
  ['lea', 'mia', 'noa', 'pia', 'zoe'],
  ['ada', 'ben', 'cyd', 'dov'],
];
type Op =
  | { do: 'ask'; learner: string; choices: string[] }
  | { do: 'answer'; guide: string; which: number; said: Answer }
  | { do: 'withdraw' | 'pause' | 'return'; who: string }
  | { do: 'publish'; learner: string; guide: string }
  | { do: 'due' };

const learner = fc.constantFrom(...LEARNERS);
const guide = fc.constantFrom(...GUIDES);
const said = fc.constantFrom<Answer>(
  { kind: 'accept' },
  { kind: 'accept' },
  { kind: 'decline', reason: '' },
  { kind: 'full', reason: 'no time' },
  { kind: 'ask', question: '?' },
);
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      learner,
      choices: fc.shuffledSubarray(GUIDES, { minLength: 1 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('answer' as const), guide, which: fc.nat({ max: 1 }), said }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), who: learner }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('pause' as const, 'return' as const),
      who: fc.oneof(guide, learner),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('publish' as const), learner, guide }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('due' as const) }) },
);

async function happens(what: Op): Promise<void> {
  const { ports, db } = world;
  switch (what.do) {
    case 'ask': {
      const asked = await beginRequest(ports, key(what.learner), 'mentoring', WISH);
      if (asked.outcome !== 'suggested') return;
      const { id: requestId, version } = asked.suggestions.request;
      const choices = what.choices.map(id);
      await sendRequest(ports, key(what.learner), { requestId, version, choices });
      return;
    }
    case 'answer': {
      const seen = (await offersTo(ports, key(what.guide))).at(what.which);
      if (!seen) return;
      const { id: offerId, version } = seen.offer;
      await answerOffer(ports, key(what.guide), { offerId, version }, what.said);
      return;
    }
    case 'withdraw': {
      const [open] = await openRequestsOf(ports, key(what.who));
      if (!open) return;
      const { id: requestId, version } = open.request;
      await withdrawRequest(ports, key(what.who), { requestId, version });
      return;
    }
    case 'pause':
    case 'return':
      await world.change(what.who, 'people', { paused_at: what.do === 'pause' ? ports.clock.now() : null });
      return;
    case 'publish': {
      const [open] = await openRequestsOf(ports, key(what.learner));
      if (!open) return;
      const together = { workspaceId, requestId: open.request.id, guideId: id(what.guide), fit: FIT };
      await inTransaction(db, (tx) => acceptFor(tx, ports, together, ports.clock.now()));
      return;
    }
    case 'due':
      await matchingDue(ports);
  }
}

/** What must hold of the rows whenever nobody works on them. */
async function looksRight(): Promise<void> {
  const { db } = world;
  const requests = await db.selectFrom('requests').selectAll().execute();
  const offers = await db.selectFrom('offers').selectAll().execute();
  const pairs = await world.pairs();
  for (const request of requests) {
    const own = offers.filter(({ request_id }) => request_id === request.id);
    const open = own.filter(({ state }) => state === 'pending' || state === 'asked');
    const isOffered = request.state === 'offering' && JSON.stringify(request.state_data).includes('open');
    expect(open.length, 'an open offer exactly while it is offered').toBe(isOffered ? 1 : 0);
    const isOpen = ['choosing', 'offering', 'waiting'].includes(request.state);
    const due = open[0] ? open[0].due_at : request.due_at;
    expect(due !== null, 'something happens next exactly while it is open').toBe(isOpen);
    const itsPairs = pairs.filter(({ request_id }) => request_id === request.id);
    expect(itsPairs.length, 'a pair exactly where it is matched').toBe(request.state === 'matched' ? 1 : 0);
    expect(own.filter(({ state }) => state === 'accepted').length).toBe(itsPairs.length);
  }
  for (const name of GUIDES) {
    expect(pairs.filter(({ guide_id }) => guide_id === id(name)).length).toBeLessThanOrEqual(2);
    const waiting = offers.filter(
      ({ guide_id, state }) => guide_id === id(name) && ['pending', 'asked'].includes(state),
    );
    expect(waiting.length).toBeLessThanOrEqual(2);
  }
}

describe('everything at once', () => {
  it('never waits in a ring, and leaves everything as it must be', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 200, maxLength: 200 }), async (ops) => {
        await world.empty();
        for (const name of GUIDES) await world.guide(name);
        for (const name of LEARNERS) await world.person(name);
        const left = [...ops];
        const worker = async (): Promise<void> => {
          for (let next = left.shift(); next; next = left.shift()) await happens(next);
        };
        await Promise.all(Array.from({ length: 10 }, worker));
        await looksRight();
        await world.due();
        await looksRight();
      }),
      { numRuns: times(1, 4), endOnFailure: true },
    );
  });
});
