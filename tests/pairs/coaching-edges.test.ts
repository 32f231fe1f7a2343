import { describe, expect, it } from 'vitest';
import { planCoaching } from '../../src/pairs/coaching.ts';
import type { History, NextStep, Sent, Session } from '../../src/pairs/course.ts';
import type { Side } from '../../src/pairs/pair.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { aCalendar, aHistory, asLines, at, booked, held, notHeld } from './coaching-made.ts';

/** The lines of these kinds, `pause` among them. */
function planned(history: History, now: string, ...kinds: string[]): string[] {
  return asLines(planCoaching(history, at(now)), history).filter((line) =>
    kinds.includes(line.split(' ')[2] ?? 'pause'),
  );
}

function next(history: History, now: string, side: Side = 'learner'): NextStep {
  return planCoaching(history, at(now)).next[side];
}

const since = at('2026-11-23T12:00');
const resumed = (wall: string) => ({ since, from: at(wall) });
const went = (side: Side, kind: Sent['kind'], once: string, wall: string): Sent => ({
  side,
  kind,
  once,
  at: at(wall),
});
const FOUR = { sessions: 4 };
const ALL_FOUR = ['2026-12-01', '2026-12-22', '2027-01-12', '2027-02-02'].map((day, index) =>
  held(index + 1, day),
);
const review = (side: Side, of: 'half-time' | 'final', round: number, wall: string) =>
  ({ of, round, side, said: 'change', at: at(wall) }) as const;

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

describe('a review', () => {
  const half = (settled: string) =>
    aHistory({
      sessions: [...ALL_FOUR.slice(0, 2), held(3, '2027-01-12', { settledAt: at(settled) })],
    });
  it.each([
    // The second working day after the session, …
    ['2027-01-12T12:00', '2027-01-14'],
    ['2027-01-13T12:00', '2027-01-14'],
    // … but not before the working day after it was said that it took place.
    ['2027-01-14T12:00', '2027-01-15'],
    ['2027-01-15T12:00', '2027-01-18'],
    ['2027-02-08T12:00', '2027-02-09'],
  ])('held on Tuesday 12 January, as was said on %s: half-time on %s', (settled, day) => {
    expect(planned(half(settled), settled, 'half-time')[0]).toBe(`${day}T09:00 guide half-time 1`);
  });

  it('the final one comes with the session of which it was known last', () => {
    const [one, two, three, four] = ALL_FOUR;
    if (!one || !two || !three || !four) throw new Error('there are four');
    const late = { ...three, settledAt: at('2027-02-10') };
    const history = aHistory({ plan: FOUR, sessions: [one, two, late, four] });
    expect(planned(history, '2027-02-10T12:00', 'final')[0]).toBe('2027-02-11T09:00 guide final 1');
  });

  it('taken up again before it is due, it is asked when it would have been', () => {
    const history = { ...half('2027-01-12T12:00') };
    const course = { ...history.course, from: at('2027-01-13T12:00') };
    expect(planned({ ...history, course }, '2027-01-13T12:00', 'half-time')[0]).toContain('2027-01-14T09:00');
    const later = { ...history.course, from: at('2027-01-14T12:00') };
    expect(planned({ ...history, course: later }, '2027-01-14T12:00', 'half-time')[0]).toContain(
      '2027-01-15T09:00',
    );
  });

  it('is answered by the one of its own round and kind alone', () => {
    const three = ALL_FOUR.slice(0, 3);
    const asked = (...reviews: ReturnType<typeof review>[]) =>
      planned(aHistory({ sessions: three, course: { reviews } }), '2027-01-14', 'half-time').length;
    expect(asked(review('learner', 'half-time', 1, '2027-01-14'))).toBe(1);
    expect(asked(review('learner', 'half-time', 2, '2027-01-14'))).toBe(2);
    const reviews = [review('learner', 'half-time', 1, '2027-01-14')];
    const full = aHistory({ plan: FOUR, sessions: ALL_FOUR, course: { reviews } });
    expect(planned(full, '2027-02-03', 'final').slice(0, 2)).toEqual([
      '2027-02-04T09:00 guide final 1',
      '2027-02-04T09:00 learner final 1',
    ]);
  });

  it('ends in a pause that is counted from the last sign of either', () => {
    const both = [review('learner', 'final', 1, '2027-02-15'), review('guide', 'final', 1, '2027-02-05')];
    for (const reviews of [both, both.toReversed()])
      expect(
        planned(aHistory({ plan: FOUR, sessions: ALL_FOUR, course: { reviews } }), '2027-02-15', 'pause'),
      ).toEqual(['2027-03-16T09:00 pause']);
    // Of half-time: the pause would have come on 2 March.
    const reviews = [review('guide', 'half-time', 1, '2027-02-05')];
    expect(
      planned(aHistory({ sessions: ALL_FOUR.slice(0, 3), course: { reviews } }), '2027-02-05', 'pause'),
    ).toEqual(['2027-03-08T09:00 pause']);
  });
});

describe('a plan that was extended', () => {
  const signs = [review('learner', 'final', 1, '2027-02-05'), review('guide', 'final', 1, '2027-02-05')];
  const extended = (sessions: number, more: string[]) =>
    aHistory({
      plan: { sessions },
      course: { since, from: at('2027-02-08'), reviews: signs },
      sessions: [...ALL_FOUR, ...more.map((day, index) => held(5 + index, day))],
    });
  it.each([
    // Three more have no half, four have one after two, five after three.
    [7, ['2027-02-23', '2027-03-16'], 0],
    [8, ['2027-02-23', '2027-03-16'], 2],
    [9, ['2027-02-23', '2027-03-16'], 0],
    [9, ['2027-02-23', '2027-03-16', '2027-04-06'], 2],
  ])('to %i sessions in all, with %j held: half-time is asked of %i', (sessions, more, count) => {
    expect(planned(extended(sessions, more), `${more.at(-1)}T13:00`, 'half-time')).toHaveLength(count);
  });

  it('within ten working days of the agreement, where that is later than 21 days after the last', () => {
    const agreed = aHistory({
      plan: { sessions: 8 },
      course: { since, from: at('2027-03-01'), reviews: signs },
      sessions: ALL_FOUR,
    });
    expect(next(agreed, '2027-03-01')).toEqual({ what: 'book', number: 5, by: at('2027-03-15T09:00') });
    expect(planned(agreed, '2027-03-01', 'book')[0]).toBe('2027-03-02T09:00 learner book 5.0.2027-03-01');
  });
});

describe('silence', () => {
  it('three working days lie between the last ask and the pause, whatever the program says', () => {
    // Expected by Monday 7 December; twenty working days after it is Monday 4 January, one more the pause.
    const rules = CadenceRules.parse({ coaching: { askAfterWorkdays: [3, 7, 20] } });
    expect(planned(aHistory({ rules }), '2026-11-23T12:00', 'book', 'pause')).toEqual([
      '2026-11-24T09:00 learner book 1.0',
      '2026-12-10T09:00 learner book 1.1',
      '2026-12-16T09:00 learner book 1.2',
      '2027-01-04T09:00 learner book 1.3',
      '2027-01-07T09:00 pause',
    ]);
  });

  it('is counted in days on which both work, also after the last session', () => {
    const off = [{ from: '2026-12-24', to: '2027-01-06' }];
    const history = aHistory({
      sessions: [held(1, '2026-12-01')],
      calendars: { guide: aCalendar({ off }), learner: aCalendar() },
    });
    // Expected by Tuesday 22 December: 3, 7, 14 and 21 working days after it, around the coach's days off.
    expect(planned(history, '2026-12-01T12:00', 'book', 'pause')).toEqual([
      '2026-12-15T09:00 learner book 2.0',
      '2027-01-08T09:00 learner book 2.1',
      '2027-01-14T09:00 learner book 2.2',
      '2027-01-25T09:00 learner book 2.3',
      '2027-02-03T09:00 pause',
    ]);
  });

  it.each([
    // Went out when it was due: the next as planned. A day later: the next a day later as well.
    ['2026-12-10T09:00', ['2026-12-16', '2026-12-25', '2027-01-05']],
    ['2026-12-10T16:59', ['2026-12-16', '2026-12-25', '2027-01-05']],
    ['2026-12-11T09:00', ['2026-12-17', '2026-12-28', '2027-01-06']],
  ])('the second ask out on %s', (wall, days) => {
    const sent = [went('learner', 'book', '1.0', '2026-11-24T09:00'), went('learner', 'book', '1.1', wall)];
    expect(
      planned(aHistory({ sent }), '2026-12-11T12:00', 'book', 'pause')
        .map((line) => line.slice(0, 10))
        .slice(-3),
    ).toEqual(days);
  });

  it('an ask of another kind, side or name moves nothing', () => {
    const usual = planned(aHistory(), '2026-12-15', 'book', 'pause');
    for (const one of [
      went('guide', 'book', '1.1', '2026-12-14'),
      went('learner', 'between', '1.1', '2026-12-14'),
      went('learner', 'book', '2.1', '2026-12-14'),
    ])
      expect(planned(aHistory({ sent: [one] }), '2026-12-15', 'book', 'pause')).toEqual(usual);
  });

  it.each([
    // Over when the second ask is due: the first is asked anew, and the others keep their distance from it.
    [
      '2026-12-10T09:00',
      [
        '2026-12-10T09:00 learner book 1.0.2026-12-10',
        '2026-12-15T09:00 learner book 1.1.2026-12-10',
        '2026-12-21T09:00 learner book 1.2.2026-12-10',
        '2026-12-30T09:00 learner book 1.3.2026-12-10',
        '2027-01-08T09:00 pause',
      ],
    ],
    // A minute later it is the second that is moved, and the others stand as they did.
    [
      '2026-12-10T09:01',
      [
        '2026-12-10T09:01 learner book 1.1.2026-12-10',
        '2026-12-16T09:00 learner book 1.2.2026-12-10',
        '2026-12-25T09:00 learner book 1.3.2026-12-10',
        '2027-01-05T09:00 pause',
      ],
    ],
  ])('reminders that wait until %s', (until, expected) => {
    const history = aHistory({
      course: { snoozed: { guide: null, learner: at(until) } },
      sent: [went('learner', 'book', '1.0', '2026-11-24T09:00')],
    });
    expect(planned(history, '2026-11-24T12:00', 'book', 'pause')).toEqual(expected);
  });

  it.each([
    ['2026-12-01T09:00', 1],
    // Over only when the session begins, or after it: of no use any more.
    ['2026-12-01T09:59', 1],
    ['2026-12-01T10:00', 0],
  ])('reminders that wait until %s: the session at ten is prepared %i times', (until, count) => {
    const history = aHistory({
      sessions: [booked(1, '2026-12-01')],
      course: { snoozed: { guide: at(until), learner: null } },
    });
    const lines = planned(history, '2026-11-25', 'prepare').filter((line) => line.includes('guide'));
    expect(lines).toHaveLength(count);
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

describe('which final review it is', () => {
  const round = (history: History, now: string) => {
    const step = next(history, now);
    return step.what === 'final' ? step.round : step.what;
  };
  const five = (settled: string) => [...ALL_FOUR, held(5, '2027-02-05', { settledAt: at(settled) })];

  it('what else was sent is none', () => {
    const sent = [
      went('learner', 'book', '4.0', '2027-01-26'),
      went('learner', 'half-time', '1', '2027-01-01'),
    ];
    expect(round(aHistory({ plan: FOUR, sessions: ALL_FOUR, sent }), '2027-02-03')).toBe(1);
  });

  it.each([
    // The first went out on 4 February to one and on 8 February to the other.
    ['2027-02-03', 1],
    ['2027-02-06', 2],
    ['2027-02-09', 2],
  ])('a fifth session known on %s, after it was asked for: the review is number %i', (settled, number) => {
    const sent = [
      went('guide', 'final', '1', '2027-02-04T09:00'),
      went('learner', 'final', '1', '2027-02-08T09:00'),
    ];
    expect(round(aHistory({ plan: { sessions: 5 }, sessions: five(settled), sent }), '2027-02-10')).toBe(
      number,
    );
  });

  it('the second stays the second when it was asked for', () => {
    const sent = [
      went('learner', 'final', '1', '2027-02-04T09:00'),
      went('learner', 'final', '2', '2027-03-11T09:00'),
    ];
    const sessions = [...ALL_FOUR, held(5, '2027-03-09')];
    expect(round(aHistory({ plan: { sessions: 5 }, sessions, sent }), '2027-03-12')).toBe(2);
  });

  it.each([
    // Taken up again on the working day before it is due, or on the day itself: then anew.
    ['2027-02-03T15:00', '2027-02-04T09:00 guide final 1'],
    ['2027-02-04T08:00', '2027-02-05T09:00 guide final 1.0.2027-02-04'],
  ])('taken up again on %s it is asked as %s', (from, line) => {
    const history = aHistory({ plan: FOUR, sessions: ALL_FOUR, course: resumed(from) });
    expect(planned(history, from, 'final')[0]).toBe(line);
  });
});

describe('a snooze of one', () => {
  const snoozing = (until: string) =>
    aHistory({
      sessions: ALL_FOUR.slice(0, 3),
      course: { snoozed: { guide: at(until), learner: null } },
    });
  it.each([
    // Over before it is due: then it comes when it would have.
    ['2027-01-13T12:00', '2027-01-14T09:00 guide half-time 1'],
    ['2027-01-14T09:00', '2027-01-14T09:00 guide half-time 1'],
    ['2027-01-14T11:30', '2027-01-14T11:30 guide half-time 1'],
    ['2027-01-14T18:00', '2027-01-15T09:00 guide half-time 1'],
    // The pair is paused on Wednesday 3 March at nine.
    ['2027-03-03T08:00', undefined],
    ['2027-03-02T18:00', undefined],
    ['2027-03-02T16:59', '2027-03-02T16:59 guide half-time 1'],
  ])('until %s: half-time, due on 14 January, comes as %s', (until, line) => {
    expect(
      planned(snoozing(until), '2027-01-12T13:00', 'half-time').find((one) => one.includes('guide')),
    ).toBe(line);
    expect(planned(snoozing(until), '2027-01-12T13:00', 'pause')).toEqual(['2027-03-03T09:00 pause']);
  });
});
