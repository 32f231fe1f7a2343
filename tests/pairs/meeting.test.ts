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
      version: 1,
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

  /** Of a meeting on Friday 4 December; now it is Wednesday the 9th, ten o'clock. */
  it.each<[string, 'held' | 'not-held', string, 'guide' | 'learner', number]>([
    ['told by the other yesterday', 'held', '2026-12-08T10:00:00Z', 'guide', 1],
    ['told by the other 48 hours ago', 'held', '2026-12-07T10:00:00Z', 'guide', 1],
    ['told by the other before that', 'held', '2026-12-07T09:59:00Z', 'guide', 2],
    ['said by the other not to have come about', 'not-held', '2026-12-08T10:00:00Z', 'guide', 1],
    ['told by the same one yesterday', 'held', '2026-12-08T10:00:00Z', 'learner', 2],
  ])('a meeting of Friday, %s, and "we met": %#', (_, said, when, by, meetings) => {
    const reports = { guide: null, learner: null, [by]: { said, at: new Date(when) } };
    for (const bookedBy of [null, 'learner'] as const) {
      const before = kept('2026-12-04T10:00:00Z', said, { bookedBy, reports });
      const { session } = say([before]);
      expect(new Set([before.id, session.id]).size).toBe(meetings);
      expect(session.state).toBe('held');
      // It is still the meeting of Friday, and what each said stands beside it.
      if (meetings === 1)
        expect(session).toMatchObject({
          startsAt: before.startsAt,
          reports: { guide: { said }, learner: { said: 'held' } },
        });
    }
  });

  it('of two that the other has just told of it is the later one', () => {
    const reports = { guide: { said: 'held' as const, at: new Date('2026-12-08T10:00:00Z') }, learner: null };
    const [one, two] = ['2026-11-27', '2026-12-04'].map((day) =>
      kept(`${day}T10:00:00Z`, 'held', { reports }),
    );
    if (!one || !two) throw new Error('there are two');
    expect(say([one, two]).session.id).toBe(two.id);
  });

  it('of what both have told of already is another meeting', () => {
    const report = { said: 'held' as const, at: new Date('2026-12-08T10:00:00Z') };
    const before = kept('2026-12-04T10:00:00Z', 'held', { reports: { guide: report, learner: report } });
    expect(say([before]).session.id).toBe(MADE.id);
  });

  it.each([
    // A week to the minute, for one tap about a date of which nobody has said anything.
    ['2026-12-02T10:00:00Z', 1],
    ['2026-12-02T09:59:00Z', 2],
  ])('the date of %s is meant: %i', (when, meetings) => {
    const before = kept(when, 'booked');
    expect(new Set([before.id, say([before]).session.id]).size).toBe(meetings);
  });

  it.each([
    // Begun by now, or not yet.
    ['2026-12-09T10:00:00Z', 1],
    ['2026-12-09T10:01:00Z', 2],
  ])('a date that begins at %s, and it is ten: %i', (when, meetings) => {
    const before = kept(when, 'booked');
    expect(new Set([before.id, say([before]).session.id]).size).toBe(meetings);
  });

  it('of two that are near it is the nearer one; the one that was asked about before any', () => {
    const far = kept('2026-12-07T12:00:00Z', 'held', told('guide', '2026-12-07T12:00:00Z'));
    const near = kept('2026-12-08T20:00:00Z', 'held', told('guide', '2026-12-08T20:00:00Z'));
    expect(say([far, near]).session.id).toBe(near.id);
    expect(say([near, far]).session.id).toBe(near.id);
    expect(say([far, near], 'learner', far.id).session.id).toBe(far.id);
  });

  it('is what the other told of yesterday, though what was taken back, or is still to come, lies nearer', () => {
    const other = kept('2026-12-08T12:00:00Z', 'held', told('guide', '2026-12-08T12:00:00Z'));
    const back = kept('2026-12-09T09:00:00Z', 'cancelled');
    const coming = kept('2026-12-09T11:00:00Z', 'booked');
    expect(say([other, back]).session.id).toBe(other.id);
    expect(say([other, coming]).session.id).toBe(other.id);
    expect(say([other, back, coming]).session.id).toBe(other.id);
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

  it.each([
    // 48 hours before noon of 2 December, and after it.
    ['2026-11-30T12:00:00Z', 1],
    ['2026-11-30T11:59:00Z', 2],
    ['2026-12-04T12:00:00Z', 1],
    ['2026-12-04T12:01:00Z', 2],
  ])('2 December, and the other told of %s: there are %i meetings', (when, meetings) => {
    const other = kept(when, 'held', told('guide', when));
    const result = metOn([other, own], own, 'learner', at('2026-12-02T12:00:00Z'), NOW);
    expect(result?.session.id).toBe(meetings === 1 ? other.id : own.id);
    expect(result?.sessions).toHaveLength(meetings === 1 ? 2 : 1);
  });

  it.each([
    ['what was taken back', 'cancelled', '2026-12-02T12:00:00Z'],
    ['a date that is still to come', 'booked', '2026-12-10T12:00:00Z'],
  ] as const)('%s is no meeting', (_, state, when) => {
    const other = kept(when, state);
    const result = metOn([own, other], own, 'learner', at(when), NOW);
    expect(result?.session.id).toBe(own.id);
  });

  it.each([
    // Its own time, and what was taken back, may lie nearer.
    ['2026-12-07T12:00:00Z', '2026-12-08T12:00:00Z', 'cancelled', '2026-12-08T13:00:00Z'],
    ['2026-12-02T16:00:00Z', '2026-12-02T12:00:00Z', 'cancelled', '2026-12-02T13:00:00Z'],
    // So may a date that is still to come.
    ['2026-12-08T12:00:00Z', '2026-12-09T09:30:00Z', 'booked', '2026-12-09T11:00:00Z'],
  ] as const)('the meeting of %s that the other told of is meant by %s', (when, day, state, nearer) => {
    const other = kept(when, 'held', told('guide', when));
    const result = metOn([other, kept(nearer, state), own], own, 'learner', at(day), NOW);
    expect(result?.session.id).toBe(other.id);
  });

  it('can be said by the mentor of what the mentor told, and of nothing that was taken back', () => {
    const mentors = kept('2026-12-09T09:00:00Z', 'held', told('guide'));
    expect(isDayOpen(mentors, 'guide')).toBe(true);
    expect(isDayOpen(mentors, 'learner')).toBe(false);
    expect(isDayOpen({ ...mentors, state: 'cancelled' }, 'guide')).toBe(false);
  });

  it('what was written stays with whichever meeting it becomes, the other way round as well', () => {
    const other = kept('2026-12-02T16:00:00Z', 'held', {
      ...told('guide', '2026-12-02T17:00:00Z'),
      learnerWords: { takeaway: 'theirs', wish: 'later wish' },
    });
    const mine = { ...own, learnerWords: { takeaway: 'mine', wish: 'a wish' } };
    const result = metOn([other, mine], mine, 'learner', at('2026-12-02T12:00:00Z'), NOW);
    expect(result?.session.learnerWords).toEqual({ takeaway: 'theirs', wish: 'later wish' });
    const [empty, alone] = [
      { ...other, learnerWords: {} },
      { ...own, learnerWords: { takeaway: 'mine' } },
    ];
    expect(
      metOn([empty, alone], alone, 'learner', at('2026-12-02T12:00:00Z'), NOW)?.session.learnerWords,
    ).toEqual({
      takeaway: 'mine',
    });
    expect(result?.sessions.map(({ version }) => version)).toEqual([other.version, mine.version + 1]);
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
