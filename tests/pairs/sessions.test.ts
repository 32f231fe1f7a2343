import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SessionId } from '../../src/pairs/course.ts';
import { courseFor } from '../../src/pairs/flow/course.ts';
import { sayNotNow } from '../../src/pairs/flow/meetings.ts';
import { leavePair } from '../../src/pairs/flow/pairs.ts';
import {
  bookSession,
  cancelSession,
  logSession,
  moveSession,
  type SessionResult,
  sessionFor,
  timesFor,
} from '../../src/pairs/flow/sessions.ts';
import { take } from '../../src/pairs/flow/steps.ts';
import type { Logged, Shown } from '../../src/pairs/logging.ts';
import type { PairId, Side } from '../../src/pairs/pair.ts';
import { pairs } from '../../src/pairs/slack/feature.ts';
import { readPair } from '../../src/pairs/store/pairs.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { GUIDE } from './made.ts';
import { aWorld, MONDAY, type World } from './world.ts';

/** Tuesday week, ten o'clock in Warsaw. */
const TEN = '2026-12-08T09:00:00.000Z';
const ELEVEN = '2026-12-08T10:00:00.000Z';
const AFTER = '2026-12-08T12:00:00Z';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.drop());
beforeEach(async () => {
  world.ports.moveTo(MONDAY);
  for (const table of ['pairs', 'nudges', 'deliveries'] as const)
    await world.ports.db.deleteFrom(table).execute();
  await world.ports.db.updateTable('people').set({ time_zone: 'Europe/Warsaw', hours: null }).execute();
});

const book = (side: Side, id: string, at = TEN) => bookSession(world.ports, world.as(side), id, { at });
const move = (side: Side, id: string, at: string, version = 1) =>
  moveSession(world.ports, world.as(side), id, { at }, version);
const log = (
  side: Side,
  id: string,
  outcome: Logged['outcome'],
  { shown = [], ...words }: Partial<Logged> & { shown?: Shown } = {},
) =>
  logSession(
    world.ports,
    world.as(side),
    id,
    { outcome, progress: null, plan: null, learning: '', ...words },
    shown,
  );
/** The id of the session that it is about. */
const done = (result: SessionResult): SessionId => {
  if (result.outcome !== 'done') throw new Error(JSON.stringify(result));
  return result.sessionId;
};
const rows = (pairId: PairId) =>
  world.ports.db
    .selectFrom('sessions')
    .selectAll()
    .where('pair_id', '=', pairId)
    .orderBy('booked_at')
    .execute();
const told = async (side: Side) =>
  (await world.told(side)).flatMap(({ kind }) =>
    ['pairs.booked', 'pairs.moved', 'pairs.cancelled', 'pairs.resumed'].includes(kind) ? [kind] : [],
  );
const planned = async (pairId: PairId) =>
  (
    await world.ports.db
      .selectFrom('nudges')
      .select(['kind', 'once'])
      .where('subject_id', '=', pairId)
      .where('state', '=', 'planned')
      .execute()
  ).map(({ kind, once }) => `${kind} ${once}`);
const seenBy = async (side: Side, sessionId: string) => {
  const found = await sessionFor(world.ports, world.as(side), sessionId);
  if (!found) throw new Error('not theirs');
  return found.session;
};

describe('booking', () => {
  it('keeps the wall of whoever chose, tells the other, and plans what follows', async () => {
    await world.ports.db
      .updateTable('people')
      .set({ time_zone: 'Asia/Kolkata' })
      .where('id', '=', GUIDE)
      .execute();
    const id = await world.run();
    expect(await planned(id)).toContain('pairs.book 1.0');
    const sessionId = done(
      await bookSession(world.ports, world.as('guide'), id, { wall: '2026-12-08T14:30' }),
    );
    expect(await rows(id)).toMatchObject([
      {
        id: sessionId,
        number: 1,
        state: 'booked',
        wall: '2026-12-08T14:30',
        time_zone: 'Asia/Kolkata',
        starts_at: new Date(TEN),
        minutes: 60,
        booked_by: 'guide',
        version: 1,
      },
    ]);
    expect([await told('learner'), await told('guide')]).toEqual([['pairs.booked'], []]);
    expect(await planned(id)).not.toContain('pairs.book 1.0');
    expect((await planned(id)).some((one) => one.startsWith('pairs.prepare'))).toBe(true);
  });

  it('sent twice, or by both at once, books once', async () => {
    const id = await world.run();
    const results = await Promise.all([book('guide', id), book('guide', id), book('learner', id)]);
    expect(new Set(results.map(done)).size).toBe(1);
    expect(await rows(id)).toHaveLength(1);
    expect([...(await told('guide')), ...(await told('learner'))]).toEqual(['pairs.booked']);
  });

  it('of two times that both choose at once, one is booked, and the other is told which', async () => {
    const id = await world.run();
    const results = await Promise.all([book('guide', id, TEN), book('learner', id, ELEVEN)]);
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'problem']);
    const [row, ...more] = await rows(id);
    expect(more).toEqual([]);
    expect(results.find(({ outcome }) => outcome === 'problem')).toEqual({
      outcome: 'problem',
      problem: 'booked',
      pairId: id,
      sessionId: row?.id,
    });
  });

  it.each([
    ['past', '2026-11-23T10:00:00.000Z', { outcome: 'problem', problem: 'past' }],
    ['too far', '2028-11-23T10:00:00.000Z', { outcome: 'problem', problem: 'too-far' }],
    ['none', 'tomorrow', { outcome: 'no-time' }],
  ])('writes nothing of a time that is %s', async (_, at, result) => {
    const id = await world.run();
    expect(await book('learner', id, at)).toMatchObject(result);
    expect(await rows(id)).toEqual([]);
  });

  it('is for the two alone, and not for a trial or for whoever has ended it', async () => {
    const id = await world.run();
    const chosen = { at: TEN };
    expect(await bookSession(world.ports, world.stranger, id, chosen)).toEqual({ outcome: 'not-yours' });
    expect(await bookSession(world.ports, world.as('guide'), 'x', chosen)).toEqual({ outcome: 'not-yours' });
    const trial = await world.begin();
    expect(await book('guide', trial)).toEqual({ outcome: 'not-now', pairId: trial });
    await leavePair(world.ports, world.as('guide'), id);
    expect(await book('guide', id)).toEqual({ outcome: 'not-now', pairId: id });
    // Of which the other knows nothing.
    expect(await book('learner', id)).toMatchObject({ outcome: 'done' });
  });

  it('takes up again a pair that rests', async () => {
    const id = await world.run('mentoring');
    await inTransaction(world.ports.db, async (tx) => {
      const pair = await readPair(tx, world.as('guide').workspaceId, id);
      if (!pair) throw new Error('no pair');
      const now = world.ports.clock.now();
      const rests = { until: null, resumesAt: null, endsAt: new Date('2027-03-01T00:00Z') };
      await take(tx, world.ports, pair, { event: 'pauses', by: 'guide', ...rests }, now);
    });
    const sessionId = done(await book('learner', id));
    expect(await courseFor(world.ports, world.as('learner'), id)).toMatchObject({
      now: { state: 'running' },
    });
    expect(await seenBy('guide', sessionId)).toMatchObject({ number: null, minutes: null });
    expect((await told('guide')).toSorted()).toEqual(['pairs.booked', 'pairs.resumed']);
  });

  it('offers times that both have, from the hour after this one', async () => {
    const id = await world.run();
    const found = await timesFor(world.ports, world.as('learner'), id);
    expect(found?.times).toHaveLength(24);
    expect(found?.times[0]?.getTime()).toBeGreaterThanOrEqual(new Date('2026-11-23T12:00Z').getTime());
    expect(await timesFor(world.ports, world.stranger, id)).toBeUndefined();
    expect(await timesFor(world.ports, world.as('learner'), await world.begin())).toBeUndefined();
  });
});

describe('another time', () => {
  it('keeps the session, and the other is told, once', async () => {
    const id = await world.run();
    const sessionId = done(await book('learner', id));
    expect(done(await move('guide', sessionId, ELEVEN))).toBe(sessionId);
    expect(done(await move('guide', sessionId, ELEVEN))).toBe(sessionId);
    expect(await rows(id)).toMatchObject([{ id: sessionId, starts_at: new Date(ELEVEN), version: 2 }]);
    expect([await told('guide'), await told('learner')]).toEqual([['pairs.booked'], ['pairs.moved']]);
  });

  it('chosen by both at once: one holds, and the other sees it before choosing again', async () => {
    const id = await world.run();
    const sessionId = done(await book('learner', id));
    const results = await Promise.all([
      move('guide', sessionId, ELEVEN),
      move('learner', sessionId, '2026-12-09T10:00:00.000Z'),
    ]);
    expect(
      results.map((result) => ('problem' in result ? result.problem : result.outcome)).toSorted(),
    ).toEqual(['changed', 'done']);
    expect((await rows(id)).map(({ version }) => version)).toEqual([2]);
  });

  it('while the other logs it: never both', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      world.ports.moveTo(MONDAY);
      const id = await world.run();
      const sessionId = done(await book('learner', id));
      world.ports.moveTo(AFTER);
      const logs = () => log('learner', sessionId, 'held');
      const moves = () => move('guide', sessionId, '2026-12-15T09:00:00.000Z');
      const results = await Promise.all((turn % 2 === 0 ? [logs, moves] : [moves, logs]).map((act) => act()));
      const [row] = await rows(id);
      const outcomes = results.map((one) => ('problem' in one ? one.problem : one.outcome)).toSorted();
      if (row?.state === 'held') expect(outcomes).toEqual(['done', 'held']);
      else {
        expect(row).toMatchObject({ state: 'booked', starts_at: new Date('2026-12-15T09:00:00.000Z') });
        expect(outcomes).toEqual(['done', 'to-come']);
      }
    }
  });

  it('is nobody else’s to choose', async () => {
    const sessionId = done(await book('learner', await world.run()));
    expect(await moveSession(world.ports, world.stranger, sessionId, { at: ELEVEN }, 1)).toEqual({
      outcome: 'not-yours',
    });
    expect(await cancelSession(world.ports, world.stranger, sessionId)).toEqual({ outcome: 'not-yours' });
    expect(await sessionFor(world.ports, world.stranger, sessionId)).toBeUndefined();
    const nobodys = SessionId.parse(world.ports.newId());
    expect(await cancelSession(world.ports, world.as('guide'), nobodys)).toEqual({ outcome: 'not-yours' });
    expect(await cancelSession(world.ports, world.as('guide'), 'x')).toEqual({ outcome: 'not-yours' });
  });
});

describe('taking back', () => {
  it('tells the other, once, and leaves room for another time', async () => {
    const id = await world.run();
    const sessionId = done(await book('learner', id));
    for (let times = 0; times < 2; times += 1)
      expect(done(await cancelSession(world.ports, world.as('learner'), sessionId))).toBe(sessionId);
    expect(await rows(id)).toMatchObject([{ state: 'cancelled', version: 2 }]);
    expect(await told('guide')).toEqual(['pairs.booked', 'pairs.cancelled']);
    expect(done(await book('guide', id))).not.toBe(sessionId);
  });
});

describe('what became of it', () => {
  const aLogged = async (): Promise<{ id: PairId; sessionId: SessionId }> => {
    const id = await world.run();
    const sessionId = done(await book('learner', id));
    world.ports.moveTo(AFTER);
    return { id, sessionId };
  };
  const plan = { cue: 'the meeting runs over time', action: 'I say so', obstacle: 'the boss' };

  it('is said by either first; the second sees it, adds, and each reads what is theirs to read', async () => {
    const { sessionId } = await aLogged();
    done(await log('guide', sessionId, 'held', { learning: 'I talk too much' }));
    expect(await seenBy('learner', sessionId)).toMatchObject({
      state: 'held',
      reports: { guide: { said: 'held' }, learner: null },
    });
    done(await log('learner', sessionId, 'held', { progress: 4, plan }));
    const guide = await seenBy('guide', sessionId);
    expect(guide).toMatchObject({ progress: 4, words: { plan, learning: 'I talk too much' } });
    expect(JSON.stringify(await seenBy('learner', sessionId))).not.toContain('talk too much');
  });

  it('said by both at once is kept of both', async () => {
    const { sessionId } = await aLogged();
    await Promise.all([
      log('guide', sessionId, 'held', { learning: 'mine' }),
      log('learner', sessionId, 'not-held', { plan }),
    ]);
    expect(await seenBy('guide', sessionId)).toMatchObject({
      state: 'held',
      reports: { guide: { said: 'held' }, learner: { said: 'not-held' } },
      words: { plan, learning: 'mine' },
    });
  });

  it('that it is moved keeps what was typed, and leaves it open until a time is chosen', async () => {
    const { sessionId } = await aLogged();
    done(await log('learner', sessionId, 'moved', { plan, progress: 3 }));
    expect(await seenBy('learner', sessionId)).toMatchObject({
      state: 'booked',
      progress: 3,
      words: { plan },
    });
    done(await move('learner', sessionId, '2026-12-15T09:00:00.000Z'));
    expect(await seenBy('guide', sessionId)).toMatchObject({ state: 'booked', version: 2, words: { plan } });
  });

  it('not before it begins, and not of what was taken back', async () => {
    const id = await world.run();
    const sessionId = done(await book('learner', id));
    expect(await log('guide', sessionId, 'held')).toMatchObject({ problem: 'to-come' });
    done(await cancelSession(world.ports, world.as('guide'), sessionId));
    world.ports.moveTo(AFTER);
    expect(await log('guide', sessionId, 'held')).toMatchObject({ problem: 'cancelled' });
    expect(await log('guide', sessionId, 'moved')).toMatchObject({ problem: 'cancelled' });
  });

  it('has to be said before the next is booked, which then has the next number', async () => {
    const { id, sessionId } = await aLogged();
    const next = '2026-12-29T09:00:00.000Z';
    expect(await book('learner', id, next)).toMatchObject({ problem: 'log-first', sessionId });
    done(await log('learner', sessionId, 'not-held'));
    const second = done(await book('learner', id, next));
    expect(await seenBy('learner', second)).toMatchObject({ number: 1 });
    // The other remembers it differently, and it counts.
    done(await log('guide', sessionId, 'held'));
    expect(await seenBy('learner', second)).toMatchObject({ number: 2 });
  });
});

describe('what the two are told', () => {
  const stale = async (side: Side) =>
    (await world.told(side)).flatMap((one) => (one.stale ? one.kind : [])).toSorted();

  it('is rendered again where it shows what has changed: dates alone, or the pair as well', async () => {
    const id = await world.run();
    const sessionId = done(await book('guide', id));
    await world.ports.db.updateTable('deliveries').set({ state: 'sent', refresh_at: null }).execute();
    world.ports.moveTo(AFTER);
    done(await log('guide', sessionId, 'held'));
    expect(await stale('learner')).toEqual(['pairs.booked']);
    // What was said of another session stays as it is.
    await world.ports.db.updateTable('deliveries').set({ refresh_at: null }).execute();
    const next = done(await book('learner', id, '2026-12-29T09:00:00.000Z'));
    expect([await stale('learner'), await stale('guide')]).toEqual([[], []]);
    done(await cancelSession(world.ports, world.as('learner'), next));
    await world.ports.db.updateTable('deliveries').set({ state: 'sent', refresh_at: null }).execute();
    // Who was asked for another time than the one taken back is asked no more.
    const again = done(await book('guide', id, '2026-12-30T09:00:00.000Z'));
    expect(await stale('guide')).toEqual(['pairs.cancelled']);
    // The same where one that did not take place is given another time.
    done(await cancelSession(world.ports, world.as('learner'), again));
    done(await log('guide', sessionId, 'not-held'));
    await world.ports.db.updateTable('deliveries').set({ state: 'sent', refresh_at: null }).execute();
    const { version } = await seenBy('guide', sessionId);
    done(await move('guide', sessionId, '2026-12-31T09:00:00.000Z', version));
    expect(await stale('guide')).toEqual(['pairs.cancelled', 'pairs.cancelled']);
    const other = await world.run('mentoring');
    await sayNotNow(world.ports, world.as('learner'), other);
    await world.ports.db.updateTable('deliveries').set({ state: 'sent', refresh_at: null }).execute();
    // A date ends the "not now", which stands with the pair, and of which the mentor was not told.
    done(await book('learner', other, '2026-12-22T09:00:00.000Z'));
    expect(await stale('learner')).toEqual(['pairs.agreement', 'pairs.introduction', 'pairs.running']);
    expect(await stale('guide')).toEqual([]);
  });

  const feature = () => pairs(world.ports, createReaders(world.ports));
  const said = async (side: Side, isSent = true) => {
    const rows = (await world.told(side)).filter(({ kind }) => /booked|moved|cancelled/.test(kind));
    return Promise.all(
      rows.map(async ({ kind, about }) => {
        const message = await feature().messages?.[kind]?.render(
          world.as(side),
          Object.fromEntries(Object.entries(about ?? {}).map(([key, value]) => [key, String(value)])),
          'en',
          isSent,
        );
        return message ? { text: message.text, blocks: JSON.stringify(message.blocks) } : undefined;
      }),
    );
  };

  it('stands in the reader’s time, with the other’s beside it, and is renewed with every change', async () => {
    await world.ports.db
      .updateTable('people')
      .set({ time_zone: 'Asia/Kolkata', name: 'Darnell <D>' })
      .where('id', '=', GUIDE)
      .execute();
    const id = await world.run();
    const sessionId = done(await book('guide', id));
    const [first] = await said('learner', false);
    expect(first?.text).toContain('Tue 8 Dec, 10:00 (14:30 for Darnell &lt;D&gt;), 60 minutes');
    expect(first?.blocks).toContain('"pairs.move"');
    expect(first?.blocks).toContain('"pairs.calendar"');
    await world.ports.db.updateTable('deliveries').set({ state: 'sent' }).execute();

    done(await move('guide', sessionId, ELEVEN));
    expect((await world.told('learner')).find(({ kind }) => kind === 'pairs.booked')?.stale).toBe(true);
    const [old, moved] = await said('learner');
    expect(old?.text).toContain('has been given another time since then: Tue 8 Dec, 11:00');
    expect(old?.blocks).not.toContain('pairs.move');
    expect(moved?.text).toContain('There is a new time.');
    expect(moved?.blocks).toContain('pairs.move');

    world.ports.moveTo(AFTER);
    done(
      await log('learner', sessionId, 'held', {
        progress: 5,
        plan: { cue: 'c1', action: 'a1', obstacle: 'o1' },
      }),
    );
    const [, after] = await said('learner');
    expect(after?.text).toContain('It took place.');
    expect(after?.blocks).not.toContain('button');
    expect(JSON.stringify(await said('learner'))).not.toMatch(/c1|a1|o1/);
  });

  it('is left out where it was changed again before it was sent, and after it has begun', async () => {
    const id = await world.run();
    const sessionId = done(await book('guide', id));
    done(await move('guide', sessionId, ELEVEN));
    expect((await said('learner', false)).map((one) => one?.text.slice(0, 20))).toEqual([
      undefined,
      'There is a new time.',
    ]);
    world.ports.moveTo(AFTER);
    expect(await said('learner', false)).toEqual([undefined, undefined]);
  });

  it('offers another time after one was taken back, unless there is one', async () => {
    const id = await world.run();
    const sessionId = done(await book('guide', id));
    done(await cancelSession(world.ports, world.as('guide'), sessionId));
    const cancelled = async () => (await said('learner')).at(-1);
    expect((await cancelled())?.blocks).toContain('"pairs.book"');
    done(await book('learner', id, ELEVEN));
    expect((await cancelled())?.blocks).not.toContain('"pairs.book"');
  });
});
