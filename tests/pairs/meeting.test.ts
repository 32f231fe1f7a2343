import { describe, expect, it } from 'vitest';
import type { When } from '../../src/pairs/booking.ts';
import { type KeptSession, SessionId } from '../../src/pairs/course.ts';
import { isDayOpen, laterWeeks, met, metOn } from '../../src/pairs/meeting.ts';
import { aMeeting } from './mentoring-made.ts';

const NOW = new Date('2026-12-09T10:00:00Z');
const MADE = { id: SessionId.parse('00000000-0000-4000-8000-00000000ffff'), calendarKey: 'key' };

function kept(at: string, state: KeptSession['state'], differs: Partial<KeptSession> = {}): KeptSession {
  return {
    ...aMeeting(at, state),
    progress: null,
    learnerWords: {},
    guideWords: {},
    calendarKey: 'other',
    ...differs,
  };
}
const at = (iso: string): When => ({ wall: iso.slice(0, 16), timeZone: 'UTC', startsAt: new Date(iso) });
const say = (sessions: KeptSession[], by: 'guide' | 'learner' = 'learner', date: string | null = null) =>
  met(sessions, by, at(NOW.toISOString()), date, MADE, NOW);
const told = (by: 'guide' | 'learner', when = '2026-12-08T10:00:00Z') => ({
  bookedBy: null,
  reports: { guide: null, learner: null, [by]: { said: 'held' as const, at: new Date(when) } },
});

describe('"we met"', () => {
  it('without a date is a new meeting, today', () => {
    expect(say([]).session).toMatchObject({
      ...MADE,
      state: 'held',
      startsAt: NOW,
      bookedBy: null,
      settledAt: NOW,
      reports: { guide: null, learner: { said: 'held', at: NOW } },
    });
  });

  it.each([
    ['2026-12-07T10:00:00Z', 1],
    ['2026-12-07T09:59:00Z', 2],
  ])('what the other told of %s makes %i meetings of it: 48 hours are one', (when, meetings) => {
    const before = kept(when, 'held', told('guide', when));
    const { session } = say([before]);
    expect(new Set([before.id, session.id]).size).toBe(meetings);
    expect(session.reports.learner).toEqual({ said: 'held', at: NOW });
    if (meetings === 1) expect(session.startsAt).toEqual(before.startsAt);
  });

  it('said twice it is one', () => {
    const { session } = say([]);
    expect(say([session]).session).toEqual(session);
  });

  it('is the date whose time has passed, for a week; one that is to come is another meeting', () => {
    const passed = kept('2026-12-04T10:00:00Z', 'booked');
    expect(say([passed]).session).toMatchObject({ id: passed.id, state: 'held', settledAt: NOW });
    const long = kept('2026-12-01T10:00:00Z', 'booked');
    expect(say([long]).session.id).toBe(MADE.id);
    expect(say([long], 'learner', long.id).session).toMatchObject({ id: long.id, state: 'held' });
    const coming = kept('2026-12-10T10:00:00Z', 'booked');
    expect(say([coming], 'learner', coming.id).session.id).toBe(MADE.id);
  });

  it('where the other said that it did not come about it counts all the same, and both reports stand', () => {
    const reports = { guide: { said: 'not-held' as const, at: NOW }, learner: null };
    const before = kept('2026-12-08T10:00:00Z', 'not-held', { reports });
    expect(say([before]).session).toMatchObject({
      id: before.id,
      state: 'held',
      reports: { guide: { said: 'not-held' }, learner: { said: 'held' } },
    });
  });

  it('is not what was cancelled', () => {
    expect(say([kept('2026-12-09T09:00:00Z', 'cancelled')]).session.id).toBe(MADE.id);
  });
});

describe('another day', () => {
  const own = kept('2026-12-09T09:00:00Z', 'held', {
    ...told('learner'),
    learnerWords: { wish: 'a wish' },
  });

  it('is said by whoever alone told of an unplanned meeting', () => {
    expect(isDayOpen(own, 'learner')).toBe(true);
    expect(isDayOpen(own, 'guide')).toBe(false);
    expect(isDayOpen({ ...own, bookedBy: 'guide' }, 'learner')).toBe(false);
    expect(isDayOpen({ ...own, reports: { ...own.reports, guide: own.reports.learner } }, 'learner')).toBe(
      false,
    );
    expect(metOn([own], own, 'guide', at('2026-12-02T12:00:00Z'), NOW)).toBeUndefined();
    expect(metOn([own], own, 'learner', at('2026-12-02T12:00:00Z'), NOW)?.sessions).toMatchObject([
      { id: own.id, state: 'held', startsAt: new Date('2026-12-02T12:00:00Z'), version: 2 },
    ]);
  });

  it('on which the other told of a meeting makes one of the two, with what was written', () => {
    const other = kept('2026-12-02T16:00:00Z', 'held', told('guide'));
    const result = metOn([other, own], own, 'learner', at('2026-12-02T12:00:00Z'), NOW);
    expect(result?.session).toMatchObject({
      id: other.id,
      learnerWords: { wish: 'a wish' },
      reports: { guide: { said: 'held' }, learner: { said: 'held' } },
    });
    expect(result?.sessions[1]).toMatchObject({ id: own.id, state: 'cancelled', learnerWords: {} });
  });
});

it('"not now" waits two weeks, then four, then eight', () => {
  expect([0, 1, 2, 3, 9].map(laterWeeks)).toEqual([2, 4, 8, 8, 8]);
});
