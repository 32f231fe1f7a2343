import { describe, expect, it } from 'vitest';
import type { History, Session } from '../../src/pairs/course.ts';
import type { Side } from '../../src/pairs/pair.ts';
import { ALL_FOUR, FOUR, next, planned, resumed, review, since } from './coaching-edges-made.ts';
import { aCalendar, aHistory, at, booked, held, notHeld } from './coaching-made.ts';

describe('supervision', () => {
  const begun = (wall: string, differs: Partial<History['course']> = {}) =>
    aHistory({ course: { since: at(wall), ...differs }, sessions: [booked(1, '2027-12-01')] });
  const first = (history: History, now: string) =>
    planned(history, now, 'supervision')[0]?.replace('T09:00 guide supervision', '');

  it.each([
    // Thirty days before the first working morning of the quarter, to the minute.
    ['2026-12-02T09:00', '2026-12-03T12:00', '2027-01-01 2027-Q1'],
    ['2026-12-02T09:01', '2026-12-03T12:00', '2027-04-01 2027-Q2'],
    // It stands for thirty days.
    ['2026-11-23T12:00', '2027-01-31T08:59', '2027-01-01 2027-Q1'],
    ['2026-11-23T12:00', '2027-01-31T09:00', '2027-04-01 2027-Q2'],
    // The first of January 2028 is a Saturday.
    ['2026-11-23T12:00', '2027-03-31T12:00', '2027-04-01 2027-Q2'],
    ['2026-11-23T12:00', '2027-06-30T12:00', '2027-07-01 2027-Q3'],
    ['2026-11-23T12:00', '2027-09-30T12:00', '2027-10-01 2027-Q4'],
    ['2026-11-23T12:00', '2027-11-01T12:00', '2028-01-03 2028-Q1'],
  ])('begun on %s, on %s: %s', (begins, now, expected) => {
    expect(first(begun(begins), now)).toBe(expected);
  });

  it('of every quarter once, and none that fell into a pause', () => {
    expect(planned(begun('2026-11-23T12:00'), '2026-12-01', 'supervision')).toEqual([
      '2027-01-01T09:00 guide supervision 2027-Q1',
      '2027-04-01T09:00 guide supervision 2027-Q2',
      '2027-07-01T09:00 guide supervision 2027-Q3',
      '2027-10-01T09:00 guide supervision 2027-Q4',
      '2028-01-03T09:00 guide supervision 2028-Q1',
    ]);
    expect(first(begun('2026-11-23T12:00', { from: at('2027-01-01T09:00') }), '2027-01-01T09:00')).toBe(
      '2027-01-01 2027-Q1',
    );
    expect(first(begun('2026-11-23T12:00', { from: at('2027-01-01T09:01') }), '2027-01-01T09:01')).toBe(
      '2027-04-01 2027-Q2',
    );
  });
});

describe('what is said about a booked session', () => {
  it.each([
    // Taken up again after the morning on which it would have been prepared: two hours later.
    ['2026-12-01T11:00', '2026-12-01T13:00'],
    // Before it: on that morning.
    ['2026-12-01T08:00', '2026-12-01T09:00'],
    // In the evening: in the morning of the day itself.
    ['2026-12-01T19:00', '2026-12-02T09:00'],
  ])('taken up again on %s it is prepared on %s', (from, expected) => {
    const history = aHistory({
      course: resumed(from),
      sessions: [booked(1, '2026-12-02T14:00', { bookedAt: at('2026-11-24') })],
    });
    expect(planned(history, from, 'prepare').filter((line) => line.includes('learner'))).toEqual([
      `${expected} learner prepare #1@2026-12-02T14:00`,
    ]);
  });

  it.each([
    // Asked on the morning of Wednesday 2 December, and for two weeks from then on.
    ['2026-12-16T08:59', 1],
    ['2026-12-16T09:00', 0],
  ])('what became of it is asked until two weeks have passed: on %s there are %i', (now, count) => {
    const one = held(1, '2026-12-01');
    const history = aHistory({ sessions: [{ ...one, reports: { ...one.reports, learner: null } }] });
    expect(planned(history, now, 'outcome')).toHaveLength(count);
  });

  it('of one that was taken up again on that very morning it is asked all the same', () => {
    const sessions = [booked(1, '2026-12-01')];
    expect(
      planned(aHistory({ course: resumed('2026-12-02T09:00'), sessions }), '2026-12-02T09:00', 'outcome'),
    ).toHaveLength(2);
    expect(
      planned(aHistory({ course: resumed('2026-12-02T09:01'), sessions }), '2026-12-02T09:01', 'outcome'),
    ).toEqual([]);
  });

  describe('until the next one begins', () => {
    const one = held(1, '2026-12-01');
    const open = { ...one, reports: { ...one.reports, learner: null } };
    const asked = (now: string, ...sessions: Session[]) =>
      planned(aHistory({ sessions: [open, ...sessions] }), now, 'outcome').filter((line) =>
        line.includes('#1@'),
      ).length;
    it.each<[string, Session[], string, number]>([
      [
        'one that was taken back does not count',
        [booked(2, '2026-12-08', { state: 'cancelled' })],
        '2026-12-09',
        1,
      ],
      ['one that did not take place does', [notHeld(2, '2026-12-08')], '2026-12-09', 0],
      ['the nearest counts', [held(2, '2026-12-08'), held(3, '2026-12-10')], '2026-12-09', 0],
      ['nor does one later than the two weeks', [booked(2, '2026-12-22')], '2026-12-16T09:00', 0],
    ])('%s', (_, sessions, now, count) => {
      expect(asked(now, ...sessions)).toBe(count);
    });
  });

  it('one that was moved elsewhere, or did not take place, is not asked about', () => {
    const one = { ...notHeld(1, '2026-12-01'), reports: { guide: null, learner: null } };
    expect(planned(aHistory({ sessions: [one] }), '2026-12-01T13:00', 'outcome')).toEqual([]);
    const back = { ...one, state: 'cancelled' as const };
    expect(planned(aHistory({ sessions: [back] }), '2026-12-01T13:00', 'outcome')).toEqual([]);
  });

  it.each([
    [90, '2026-12-03T09:00'],
    [60, '2026-12-02T09:00'],
    [null, '2026-12-02T09:00'],
  ])(
    'of %s minutes, begun at 22:30: asked about on %s, the working morning after its end',
    (minutes, expected) => {
      const history = aHistory({ sessions: [booked(1, '2026-12-01T22:30', { minutes })] });
      expect(planned(history, '2026-11-30', 'outcome')[0]?.slice(0, 16)).toBe(expected);
    },
  );
});

describe('between two sessions', () => {
  const between = (sessions: Session[], now: string, from?: string) =>
    planned(aHistory({ sessions, ...(from && { course: resumed(from) }) }), now, 'between').map((line) =>
      line.slice(0, 10),
    );
  const [first] = [held(1, '2026-12-01')];

  it.each([
    ['2026-12-14', []],
    ['2026-12-15', ['2026-12-08']],
    ['2026-12-16', ['2026-12-08']],
    ['2026-12-17', ['2026-12-09']],
  ])('the second booked for %s, after one on the first of December: asked on %j', (second, expected) => {
    expect(between([first, booked(2, second)], '2026-12-02')).toEqual(expected);
  });

  it('is asked of the last one that was held', () => {
    const sessions = [first, held(2, '2026-12-22'), booked(3, '2027-01-19')];
    expect(planned(aHistory({ sessions }), '2026-12-22T13:00', 'between')).toEqual([
      '2027-01-05T09:00 learner between #2',
    ]);
  });

  it('stands until the morning of the next one', () => {
    const sessions = [first, booked(2, '2026-12-15')];
    expect(between(sessions, '2026-12-15T08:59')).toHaveLength(1);
    expect(between(sessions, '2026-12-15T09:00')).toEqual([]);
  });

  it.each([
    ['a session was known of only then', '2026-12-11T09:00', undefined, 0],
    ['a session was known of just before', '2026-12-11T08:59', undefined, 1],
    ['taken up again only then', undefined, '2026-12-11T09:00', 0],
    ['taken up again just before', undefined, '2026-12-11T08:59', 1],
  ])('%s: half-way', (_, settledAt, from, count) => {
    const sessions = [
      held(1, '2026-12-01', settledAt ? { settledAt: at(settledAt) } : {}),
      booked(2, '2026-12-21'),
    ];
    expect(between(sessions, '2026-12-02', from)).toHaveLength(count);
  });

  it('nothing before the first, and nothing when all are held', () => {
    expect(between([booked(1, '2026-12-22')], '2026-11-24')).toEqual([]);
    expect(planned(aHistory({ plan: FOUR, sessions: ALL_FOUR }), '2027-02-03', 'between')).toEqual([]);
  });
});

/** What a day off of either, a failure, or a sign does to the day that is expected. */
describe('the expected day', () => {
  const expected = (history: History, now: string): string => {
    const step = next(history, now);
    return step.what === 'book' ? step.by.toISOString().slice(0, 10) : step.what;
  };
  const firstAsk = (history: History, now: string) => planned(history, now, 'book')[0];
  const away = (side: Side, from: string, to: string) => ({
    guide: aCalendar(),
    learner: aCalendar(),
    [side]: aCalendar({ off: [{ from, to }] }),
  });

  it.each<[string, Side, string, string, Session[], string, string]>([
    ['the first', 'learner', '2026-11-30', '2026-12-04', [], '2026-11-24T12:00', '2026-12-14'],
    ['the first', 'guide', '2026-11-30', '2026-12-04', [], '2026-11-24T12:00', '2026-12-14'],
    // Tuesday 22 December would be three weeks later.
    ['the next', 'learner', '2026-12-22', '2026-12-22', [held(1, '2026-12-01')], '2026-12-02', '2026-12-23'],
    ['the next', 'guide', '2026-12-22', '2026-12-22', [held(1, '2026-12-01')], '2026-12-02', '2026-12-23'],
    // Five working days after Tuesday 1 December would be Tuesday 8 December; the first is not expected before.
    [
      'another',
      'learner',
      '2026-12-07',
      '2026-12-08',
      [notHeld(1, '2026-12-01')],
      '2026-12-02',
      '2026-12-10',
    ],
    ['another', 'guide', '2026-12-07', '2026-12-08', [notHeld(1, '2026-12-01')], '2026-12-02', '2026-12-10'],
  ])('of %s session, the %s off from %s to %s', (_, side, from, to, sessions, now, day) => {
    expect(expected(aHistory({ sessions, calendars: away(side, from, to) }), now)).toBe(day);
  });

  it.each<[Side, string]>([
    ['learner', '2027-01-15'],
    ['guide', '2027-01-15'],
  ])('a review waits for a working day of both: the %s off on 13 January', (side, day) => {
    const history = aHistory({
      sessions: ALL_FOUR.slice(0, 3),
      calendars: away(side, '2027-01-13', '2027-01-13'),
    });
    expect(planned(history, '2027-01-12T13:00', 'half-time')[0]?.slice(0, 10)).toBe(day);
  });

  it('the first one taken back: asked for on the next morning, expected when it was', () => {
    const back = booked(1, '2026-12-04', { state: 'cancelled', settledAt: at('2026-11-25') });
    const history = aHistory({ sessions: [back] });
    expect(expected(history, '2026-11-25T11:00')).toBe('2026-12-07');
    expect(firstAsk(history, '2026-11-25T11:00')).toBe('2026-11-26T09:00 learner book 1.0.2026-11-25');
  });

  it('of several that came to nothing the one counts that was known last', () => {
    const early = booked(2, '2027-01-05', { state: 'cancelled', settledAt: at('2026-12-23') });
    const late = notHeld(2, '2026-12-29', { settledAt: at('2026-12-30') });
    const history = aHistory({ sessions: [held(1, '2026-12-01'), late, early] });
    expect(firstAsk(history, '2026-12-30T11:00')).toBe('2026-12-31T09:00 learner book 2.0.2026-12-30');
    expect(expected(history, '2026-12-30T11:00')).toBe('2027-01-06');
  });

  it('what came to nothing before a break does not count after it, nor what came before the last session', () => {
    const sessions = [held(1, '2026-12-01'), notHeld(2, '2026-12-22')];
    const anew = aHistory({ sessions, course: resumed('2027-01-11T10:00') });
    expect(expected(anew, '2027-01-11T10:00')).toBe('2027-01-25');
    expect(firstAsk(anew, '2027-01-11T10:00')).toBe('2027-01-12T09:00 learner book 2.0.2027-01-11');
    const since = aHistory({ sessions: [notHeld(1, '2026-12-01'), held(1, '2026-12-08')] });
    expect(firstAsk(since, '2026-12-08T13:00')).toBe('2026-12-22T09:00 learner book 2.0');
  });

  it('counts from the latest session, whether it was told of before one that is still open or after', () => {
    const sessions = [booked(1, '2026-12-01'), held(2, '2026-12-03')];
    expect(planned(aHistory({ sessions }), '2026-12-03T13:00', 'book')[0]).toBe(
      '2026-12-17T09:00 learner book 2.0',
    );
  });

  it('a plan agreed on so late that both fall on one day goes on as it would have', () => {
    const signs = [review('learner', 'final', 1, '2027-02-05'), review('guide', 'final', 1, '2027-02-05')];
    const agreed = (from: string) =>
      aHistory({
        plan: { sessions: 8 },
        course: { since, from: at(from), reviews: signs },
        sessions: ALL_FOUR,
      });
    // Ten working days after Tuesday 9 February, and 21 days after the second: Tuesday 23 February.
    expect(firstAsk(agreed('2027-02-09'), '2027-02-09')).toBe('2027-02-16T09:00 learner book 5.0');
    expect(firstAsk(agreed('2027-02-10'), '2027-02-10')).toBe('2027-02-11T09:00 learner book 5.0.2027-02-10');
  });
});

describe('the next step', () => {
  it.each([
    ['2026-12-07T08:59', '2026-12-07T09:00'],
    ['2026-12-07T09:00', '2026-12-07T09:00'],
    // Nobody is shown a day that has passed: the next moment at which they work.
    ['2026-12-07T09:01', '2026-12-07T09:01'],
    ['2026-12-11T18:00', '2026-12-14T09:00'],
  ])('on %s the first session is expected by %s', (now, by) => {
    expect(next(aHistory(), now)).toEqual({ what: 'book', number: 1, by: at(by) });
  });
});
