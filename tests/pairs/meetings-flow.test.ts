import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { courseFor } from '../../src/pairs/flow/course.ts';
import { meetingFor, sayMet, sayNotNow, writeMeeting } from '../../src/pairs/flow/meetings.ts';
import { leavePair, pairFor } from '../../src/pairs/flow/pairs.ts';
import { answerPulse, pulseFor } from '../../src/pairs/flow/pulses.ts';
import { lookBack } from '../../src/pairs/flow/reviews.ts';
import { bookSession, logSession } from '../../src/pairs/flow/sessions.ts';
import type { PairId, Side } from '../../src/pairs/pair.ts';
import { aWorld, MONDAY, type World } from './world.ts';

const DAY_MS = 24 * 3_600_000;

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.drop());
beforeEach(async () => {
  world.ports.moveTo(MONDAY);
  for (const table of ['pairs', 'nudges', 'deliveries'] as const)
    await world.ports.db.deleteFrom(table).execute();
});

const passDays = (days: number) =>
  world.ports.moveTo(new Date(world.ports.clock.now().getTime() + days * DAY_MS));
const seen = async (side: Side, id: PairId) => {
  const course = await courseFor(world.ports, world.as(side), id);
  if (!course) throw new Error('no course');
  return course;
};
const planned = async (side: Side, kind: string) =>
  (
    await world.ports.db
      .selectFrom('nudges')
      .select(['once', 'due_at'])
      .where('state', '=', 'planned')
      .where('kind', '=', kind)
      .where('person_id', '=', world.as(side).personId)
      .orderBy('due_at')
      .execute()
  ).map(({ once, due_at }) => `${due_at.toISOString().slice(0, 10)} ${once}`);
const meet = async (side: Side, id: PairId, date: string | null = null) => {
  const result = await sayMet(world.ports, world.as(side), id, date);
  if (result.outcome !== 'done') throw new Error(result.outcome);
  return result.sessionId;
};

describe('"we met"', () => {
  it('is seen by both, is one meeting for both, and teaches the cadence', async () => {
    const id = await world.run('mentoring');
    expect((await planned('learner', 'pairs.gap'))[0]).toBe('2026-11-30 2026-11-23.0.0');
    passDays(2);
    const first = await meet('learner', id);
    expect((await planned('learner', 'pairs.gap'))[0]).toBe('2026-12-25 2026-11-25.0.0');
    passDays(1);
    expect(await meet('guide', id)).toBe(first);
    for (const side of ['guide', 'learner'] as const)
      expect((await seen(side, id)).sessions).toMatchObject([
        { id: first, state: 'held', reports: { guide: { said: 'held' }, learner: { said: 'held' } } },
      ]);
    // 14 days later again: from now on that is what is expected.
    passDays(13);
    expect(await meet('guide', id)).not.toBe(first);
    expect((await planned('learner', 'pairs.gap'))[0]).toBe('2026-12-23 2026-12-09.0.0');
  });

  it('both at once make one meeting', async () => {
    const id = await world.run('mentoring');
    passDays(2);
    const ids = await Promise.all([meet('guide', id), meet('learner', id), meet('guide', id)]);
    expect(new Set(ids).size).toBe(1);
    expect((await seen('guide', id)).sessions).toHaveLength(1);
  });

  it('settles the date that had been planned; where the two disagree it counts, and both see it', async () => {
    const id = await world.run('mentoring');
    const booked = await bookSession(world.ports, world.as('learner'), id, { wall: '2026-11-25T10:00' });
    if (booked.outcome !== 'done') throw new Error(booked.outcome);
    expect(await planned('guide', 'pairs.met')).toHaveLength(1);
    passDays(3);
    const no = { outcome: 'not-held' as const, progress: null, plan: null, learning: '' };
    await logSession(world.ports, world.as('guide'), booked.sessionId, no, []);
    expect(await planned('learner', 'pairs.met')).toEqual([]);
    expect(await meet('learner', id, booked.sessionId)).toBe(booked.sessionId);
    for (const side of ['guide', 'learner'] as const)
      expect((await seen(side, id)).sessions).toMatchObject([
        { state: 'held', reports: { guide: { said: 'not-held' }, learner: { said: 'held' } } },
      ]);
  });

  it('is nothing for a stranger, for coaching, for whoever has left, or after the end', async () => {
    const coaching = await world.run();
    expect(await sayMet(world.ports, world.as('learner'), coaching, null)).toEqual({ outcome: 'not-yours' });
    const id = await world.run('mentoring');
    expect(await sayMet(world.ports, world.stranger, id, null)).toEqual({ outcome: 'not-yours' });
    expect(await sayMet(world.ports, world.as('guide'), 'no id', null)).toEqual({ outcome: 'not-yours' });
    await leavePair(world.ports, world.as('guide'), id);
    expect(await sayMet(world.ports, world.as('guide'), id, null)).toEqual({ outcome: 'not-now' });
    expect(await sayMet(world.ports, world.as('learner'), id, null)).toMatchObject({ outcome: 'done' });
  });
});

describe('what is written about a meeting', () => {
  const write = (side: Side, sessionId: string, day: string | null, takeaway = '', wish = '') =>
    writeMeeting(world.ports, world.as(side), sessionId, { day, takeaway, wish });

  it('the takeaway is the mentee’s alone, the wish is read by both, and the mentor writes neither', async () => {
    const id = await world.run('mentoring');
    passDays(2);
    const meeting = await meet('learner', id);
    expect(await write('learner', meeting, null, 'mine alone', 'next time: networks')).toMatchObject({
      outcome: 'done',
    });
    await write('guide', meeting, null, 'not mine', 'not mine');
    expect((await seen('learner', id)).sessions[0]?.words).toEqual({
      takeaway: 'mine alone',
      wish: 'next time: networks',
    });
    expect((await seen('guide', id)).sessions[0]?.words.wish).toBe('next time: networks');
    expect(JSON.stringify(await seen('guide', id))).not.toContain('mine alone');
  });

  it('it can have been on another day: not one that is to come, nor before the two were brought together', async () => {
    const id = await world.run('mentoring');
    passDays(7);
    const meeting = await meet('guide', id);
    expect(await write('guide', meeting, '2026-12-01')).toEqual({ outcome: 'future' });
    expect(await write('guide', meeting, '2026-11-22')).toEqual({ outcome: 'early' });
    expect(await write('guide', meeting, '2026-11-24')).toMatchObject({ outcome: 'done' });
    expect((await seen('learner', id)).sessions[0]?.wall).toBe('2026-11-24T12:00');
    // The other has told of it too by then: it stays.
    passDays(-5);
    await meet('learner', id);
    expect(await write('guide', meeting, '2026-11-23')).toMatchObject({ outcome: 'done' });
    expect((await seen('learner', id)).sessions[0]?.wall).toBe('2026-11-24T12:00');
  });

  it('is nothing for a stranger', async () => {
    const id = await world.run('mentoring');
    passDays(2);
    const meeting = await meet('guide', id);
    expect(await meetingFor(world.ports, world.stranger, meeting)).toBeUndefined();
    const words = { day: null, takeaway: 'x', wish: 'y' };
    expect(await writeMeeting(world.ports, world.stranger, meeting, words)).toEqual({ outcome: 'not-yours' });
    expect(await writeMeeting(world.ports, world.as('guide'), 'none', words)).toEqual({
      outcome: 'not-yours',
    });
  });
});

describe('"not now"', () => {
  it('asks again in two, four and eight weeks; a meeting begins anew', async () => {
    const id = await world.run('mentoring');
    const later = async () => {
      const result = await sayNotNow(world.ports, world.as('learner'), id);
      return result.outcome === 'done' ? result.until.toISOString().slice(0, 10) : result.outcome;
    };
    expect(await later()).toBe('2026-12-07');
    // Pressed again, it holds as it was said.
    expect(await later()).toBe('2026-12-07');
    expect((await planned('learner', 'pairs.gap'))[0]).toBe('2026-12-07 2026-11-23.0.0');
    expect((await seen('learner', id)).next).toMatchObject({ what: 'later' });
    passDays(15);
    expect(await later()).toBe('2027-01-05');
    passDays(29);
    expect(await later()).toBe('2027-03-03');
    await meet('guide', id);
    expect((await seen('learner', id)).next).toMatchObject({ what: 'meet' });
    passDays(31);
    // Two weeks from Saturday, and so on Monday.
    expect(await later()).toBe('2027-02-22');
  });

  it('said before the gap has passed, names the day on which it is asked, which is when it has', async () => {
    const id = await world.run('mentoring');
    await meet('guide', id);
    const result = await sayNotNow(world.ports, world.as('learner'), id);
    expect(result).toMatchObject({ outcome: 'done', until: new Date('2026-12-23T08:00:00Z') });
    expect((await planned('learner', 'pairs.gap'))[0]?.slice(0, 10)).toBe('2026-12-23');
    expect((await seen('learner', id)).next).toEqual({
      what: 'later',
      until: new Date('2026-12-23T08:00:00Z'),
    });
  });

  it('is not told to the other, and is nothing for a stranger or a pair that has ended', async () => {
    const id = await world.run('mentoring');
    const before = await world.told('guide');
    await sayNotNow(world.ports, world.as('learner'), id);
    expect(await world.told('guide')).toEqual(before);
    expect((await seen('guide', id)).next).toMatchObject({ what: 'meet' });
    // The mentor is not asked, and so has nothing to put off.
    expect(await sayNotNow(world.ports, world.as('guide'), id)).toEqual({ outcome: 'not-now' });
    expect(await sayNotNow(world.ports, world.stranger, id)).toEqual({ outcome: 'not-yours' });
    const coaching = await world.run();
    expect(await sayNotNow(world.ports, world.as('learner'), coaching)).toEqual({ outcome: 'not-yours' });
  });
});

describe('the pulse', () => {
  const pulse = { useful: 2, safe: 1, rhythm: 'oftener' as const };

  it('is read by nobody but whoever gave it, and is not asked again', async () => {
    const id = await world.run('mentoring');
    expect(await answerPulse(world.ports, world.as('guide'), id, 1, pulse)).toEqual({ outcome: 'not-now' });
    passDays(31);
    const before = await world.told('learner');
    expect(await answerPulse(world.ports, world.as('guide'), id, 1, pulse)).toEqual({ outcome: 'done' });
    // Nothing of it reaches the other: no message, no word in what they may see.
    expect(await world.told('learner')).toEqual(before);
    expect((await pulseFor(world.ports, world.as('guide'), id, 1))?.pulse).toEqual(pulse);
    expect((await pulseFor(world.ports, world.as('learner'), id, 1))?.pulse).toBeUndefined();
    expect(await pulseFor(world.ports, world.stranger, id, 1)).toBeUndefined();
    expect((await seen('guide', id)).answered).toEqual(['1']);
    expect((await seen('learner', id)).answered).toEqual([]);
    expect(await answerPulse(world.ports, world.stranger, id, 1, pulse)).toEqual({ outcome: 'not-yours' });
  });

  it('answered again, the newer answer holds', async () => {
    const id = await world.run('mentoring');
    passDays(31);
    await answerPulse(world.ports, world.as('learner'), id, 1, pulse);
    const better = { useful: 5, safe: 5, rhythm: null };
    await answerPulse(world.ports, world.as('learner'), id, 1, better);
    expect((await pulseFor(world.ports, world.as('learner'), id, 1))?.pulse).toEqual(better);
  });
});

describe('the renewal', () => {
  const look = (side: Side, id: PairId, said: 'keep' | 'close', goodbye: string | null = null) =>
    lookBack(world.ports, world.as(side), id, {
      of: 'renewal',
      round: 1,
      said,
      useful: null,
      takeaway: null,
      goodbye,
    });

  it('to go on changes nothing for the other', async () => {
    const id = await world.run('mentoring');
    passDays(190);
    const before = await world.told('guide');
    expect(await look('learner', id, 'keep')).toEqual({ outcome: 'done' });
    expect(await world.told('guide')).toEqual(before);
    expect((await seen('guide', id)).reviewed).toEqual([]);
    expect((await seen('learner', id)).reviewed).toMatchObject([{ of: 'renewal', said: 'keep' }]);
  });

  it('to close keeps the words for the other until both are told', async () => {
    const id = await world.run('mentoring');
    expect(await look('guide', id, 'close', 'Thank you for these months')).toEqual({ outcome: 'done' });
    expect(JSON.stringify(await pairFor(world.ports, world.as('learner'), id))).not.toContain('Thank you');
    const { state_data } = await world.ports.db
      .selectFrom('pairs')
      .select('state_data')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(state_data).toMatchObject({
      closing: { why: 'completed', goodbyes: [{ by: 'guide', words: 'Thank you for these months' }] },
    });
  });
});
