import { describe, expect, it } from 'vitest';
import type { History, Session } from '../../src/pairs/course.ts';
import type { Review, Side } from '../../src/pairs/pair.ts';
import { at } from './coaching-made.ts';
import {
  alive,
  date,
  days,
  held,
  next,
  off,
  planned,
  review,
  rules,
  to,
  went,
} from './mentoring-edges-made.ts';
import { aHistory, aMeeting, BEGAN, WARSAW } from './mentoring-made.ts';

/** The pair began on Monday 7 September 2026 at noon. */
describe('the first meeting', () => {
  it.each([
    [14, '2026-09-14'],
    // Half of thirteen days is seven, half of fifteen eight.
    [13, '2026-09-14'],
    [15, '2026-09-15'],
  ])('within %i days: asked for on %s', (firstWithinDays, day) => {
    expect(days(planned(aHistory({ rules: rules({ firstWithinDays }) }), BEGAN, 'gap'))[0]).toBe(day);
  });
});

describe('the gap', () => {
  const metOn = (sessions: Session[], differs: Parameters<typeof aHistory>[0] = {}) =>
    days(planned(aHistory({ sessions, ...differs }), at('2026-12-01T12:00'), 'gap'))[0];
  it.each([
    // Ten and eleven days: ten and a half is eleven.
    ['rounds to whole days', ['2026-11-10', '2026-11-20', '2026-12-01'], '2026-12-14'],
    // Over the end of summer time it is an hour more than six weeks.
    ['is not moved by a clock that changes', ['2026-10-13', '2026-11-24'], '2027-01-05'],
    // 9, 21 and 12 days: the middle one.
    [
      'is the middle of three in any order',
      ['2026-10-20', '2026-10-29', '2026-11-19', '2026-12-01'],
      '2026-12-14',
    ],
  ])('%s', (_, met, expected) => {
    expect(metOn(met.map((day) => held(`${day}T12:00`)))).toBe(expected);
  });

  it('counts what took place alone, whatever came to nothing in between', () => {
    const [one, two] = [held('2026-11-10T12:00'), held('2026-12-01T12:00')];
    const between = (['not-held', 'cancelled'] as const).map((state) =>
      aMeeting('2026-11-20T12:00:00Z', state),
    );
    expect(metOn([one, ...between, two])).toBe('2026-12-22');
  });

  it.each([
    // Sixty-seven days with the break in them tell of no rhythm; fourteen do.
    ['2026-11-30T11:00', '2026-12-14'],
    ['2026-11-30T12:00', '2026-12-14'],
    // The break began after they had met: the middle of both, on a Sunday.
    ['2026-11-30T12:01', '2027-01-11'],
    // Ended as they met: it lies in the fourteen days before. Sixty at the most.
    ['2026-09-24T12:00', '2027-01-29'],
  ])('with a break that ended on %s: %s', (from, expected) => {
    const met = ['2026-09-10', '2026-09-24', '2026-11-30'].map((day) => held(`${day}T12:00`));
    const history = aHistory({ sessions: met, course: { from: at(from) } });
    expect(days(planned(history, at('2026-11-30T13:00'), 'gap'))[0]).toBe(expected);
  });

  it('three days of rest at the least for whoever tells of a meeting of long ago', () => {
    const told = { settledAt: at('2026-12-01T12:00'), bookedAt: at('2026-12-01T12:00') };
    expect(metOn([held('2026-10-01T12:00', told)])).toBe('2026-12-04');
    // One of them told later, and it was known already: nothing begins anew.
    const reports = { guide: null, learner: { said: 'held' as const, at: at('2026-12-01T12:00') } };
    const known = held('2026-11-24T12:00', { reports });
    expect(metOn([known])).toBe('2026-12-24');
    // But it is a sign: what is asked from then on has its day in its name.
    expect(planned(aHistory({ sessions: [known] }), at('2026-12-01T12:00'), 'gap')[0]).toBe(
      '2026-12-24T09:00 learner gap 2026-12-01.0.0',
    );
  });

  it('a date is counted from its time, and from when it came to nothing a week', () => {
    expect(metOn([date('2026-12-08T14:00')])).toBe('2027-01-07');
    const known = { settledAt: at('2026-12-01T10:00') };
    expect(metOn([aMeeting('2026-12-08T13:00:00Z', 'cancelled', known)])).toBe('2026-12-08');
    expect(metOn([aMeeting('2026-11-30T13:00:00Z', 'not-held', known)])).toBe('2026-12-08');
  });
});

describe('"not now"', () => {
  const saidNotNow = (said: string, until: string): Partial<History['course']> => ({
    notNow: { times: 1, at: at(said), until: at(until) },
  });

  it.each([
    ['2026-09-29T08:59', 'later'],
    ['2026-09-29T09:00', 'meet'],
  ])('until Tuesday 29 September at nine: on %s comes %s', (now, what) => {
    const history = aHistory({ course: saidNotNow('2026-09-15T10:00', '2026-09-29T09:00') });
    expect(next(history, at(now)).what).toBe(what);
    expect(next(history, at(now), 'guide').what).toBe('meet');
  });

  it('said before the gap has passed: the day that is named is the one on which it is asked', () => {
    const history = aHistory({
      sessions: [held('2026-09-10T12:00')],
      course: saidNotNow('2026-09-11T12:00', '2026-09-25T09:00'),
    });
    // Thirty days after the meeting: a Saturday, so Monday 12 October.
    expect(next(history, at('2026-09-11T12:00'))).toEqual({ what: 'later', until: at('2026-10-12T09:00') });
    expect(next(history, at('2026-09-25T09:00'))).toEqual({ what: 'meet', around: at('2026-10-12T09:00') });
    expect(planned(history, at('2026-09-11T12:00'), 'gap')[0]).toBe(
      '2026-10-12T09:00 learner gap 2026-09-11.0.0',
    );
  });

  it.each([
    ['2026-09-28T10:00', '2026-09-29T09:00'],
    ['2026-09-29T11:00', '2026-09-29T11:00'],
    ['2026-10-01T11:00', '2026-10-01T11:00'],
  ])('until Tuesday 29 September, with reminders that wait until %s: asked on %s', (snoozed, expected) => {
    const course = saidNotNow('2026-09-15T10:00', '2026-09-29T09:00');
    const history = aHistory({ course: { ...course, snoozed: { guide: null, learner: at(snoozed) } } });
    expect(planned(history, at('2026-09-15T10:00'), 'gap')[0]).toBe(`${expected} learner gap 2026-09-15.0.0`);
  });

  it('over later on the day on which the gap has passed: asked when it is over', () => {
    const history = aHistory({
      sessions: [held('2026-09-10T15:00')],
      rules: rules({ usualGapDays: 14 }),
      course: saidNotNow('2026-09-11T12:00', '2026-09-24T14:00'),
    });
    expect(planned(history, at('2026-09-11T12:00'), 'gap')[0]).toBe(
      '2026-09-24T14:00 learner gap 2026-09-11.0.0',
    );
  });
});

describe('a date', () => {
  const about = (history: History, now: string, side: Side = 'learner') =>
    to(side, planned(history, at(now), 'upcoming', 'met')).map((line) =>
      line.split(' ').slice(0, 3).join(' '),
    );

  it.each([
    // Planned before work begins on the day before it; at that very moment; later.
    ['2026-10-12T08:59', 2],
    ['2026-10-12T09:00', 1],
    ['2026-10-12T15:00', 1],
  ])('on Tuesday 13 October, planned on %s: %i things are said about it', (bookedAt, count) => {
    const history = aHistory({ sessions: [date('2026-10-13T14:00', { bookedAt: at(bookedAt) })] });
    expect(about(history, bookedAt)).toHaveLength(count);
  });

  it.each([
    [null, '2026-10-13T14:59', '2026-10-13T15:00'],
    [90, '2026-10-13T15:29', '2026-10-13T15:30'],
  ])('at two, of %s minutes: to come on %s, and over on %s', (minutes, before, over) => {
    const history = aHistory({ sessions: [date('2026-10-13T14:00', { minutes })] });
    expect(next(history, at(before)).what).toBe('session');
    expect(next(history, at(over)).what).toBe('log');
  });

  it('that goes on past midnight is asked about on the working morning after its end', () => {
    const late = aHistory({ sessions: [date('2026-10-13T23:30')] });
    expect(about(late, '2026-10-13T20:00').at(-1)).toBe('2026-10-15T09:00 learner met');
  });

  it.each([
    // Two o'clock: over before it, over as it begins.
    ['2026-10-13T13:59', ['2026-10-13T13:59 learner upcoming', '2026-10-14T09:00 learner met']],
    ['2026-10-13T14:00', ['2026-10-14T09:00 learner met']],
  ])('for whom reminders wait until %s', (until, expected) => {
    const history = aHistory({
      sessions: [date('2026-10-13T14:00')],
      course: { snoozed: { guide: null, learner: at(until) } },
    });
    expect(about(history, '2026-10-10')).toEqual(expected);
  });

  it('is not asked about on its own where days off bring the next ask to the same morning', () => {
    const history = (until: string) =>
      aHistory({
        sessions: [date('2026-10-13T14:00')],
        calendars: { guide: WARSAW, learner: off('2026-10-14', until) },
        course: { terms: { purpose: '', rhythm: { form: 'every', everyDays: 7 } } },
      });
    expect(about(history('2026-10-18'), '2026-10-13T15:00')).toEqual(['2026-10-19T09:00 learner met']);
    expect(about(history('2026-10-20'), '2026-10-13T15:00')).toEqual([]);
    expect(about(history('2026-10-20'), '2026-10-13T15:00', 'guide')).toEqual(['2026-10-14T09:00 guide met']);
  });
});

describe('what comes round', () => {
  it.each([
    // The pulse of Wednesday 7 October, for somebody who is away, with the next one on 6 November.
    ['2026-11-04', '2026-11-05'],
    ['2026-11-05', '2026-11-06'],
  ])('days off until %s: the first pulse comes on %s', (until, day) => {
    const calendars = { guide: WARSAW, learner: off('2026-10-01', until) };
    const history = alive({ calendars, rules: rules({ pulseEveryDays: 30 }) });
    const [first] = to('learner', planned(history, BEGAN, 'pulse'));
    expect(first?.slice(0, 10)).toBe(day);
    // On the day of the second, it is the second.
    expect(first?.endsWith(day === '2026-11-06' ? ' 2' : ' 1')).toBe(true);
  });

  it.each([
    ['2026-10-07T08:00', '1'],
    ['2026-10-08T08:00', '2'],
  ])('taken up again on %s: the pulse of 7 October, or the next: %s', (from, once) => {
    const [first] = to('learner', planned(alive({ course: { from: at(from) } }), at(from), 'pulse'));
    expect(first?.endsWith(` ${once}`)).toBe(true);
  });

  it('the pulse is of each alone, by their own answers and their own day', () => {
    const answered = [{ side: 'learner' as const, once: '1', at: at('2026-10-07T10:00') }];
    const due = (side: Side) =>
      days(to(side, planned(alive({ answered }), at('2026-10-07T11:00'), 'pulse')))[0];
    expect([due('guide'), due('learner')]).toEqual(['2026-10-07', '2026-12-07']);
  });
});

describe('the renewal', () => {
  const renewals = (history: History, now: string, side: Side = 'learner') =>
    to(side, planned(history, at(now), 'renewal')).map(
      (line) => `${line.slice(0, 10)} ${line.split(' ')[3]}`,
    );

  it('is asked again from the day on which it went to this side', () => {
    const sent = [
      went('learner', 'renewal', '1', '2027-03-10T09:00'),
      went('guide', 'renewal', '1', '2027-03-08T09:00'),
      went('guide', 'renewal', '1.1', '2027-03-15T09:00'),
    ];
    const history = alive({ sent });
    expect(renewals(history, '2027-03-15T10:00').slice(0, 2)).toEqual(['2027-03-17 1.1', '2027-03-24 1.2']);
    expect(renewals(history, '2027-03-15T10:00', 'guide').slice(0, 2)).toEqual([
      '2027-03-22 1.2',
      '2027-09-07 2',
    ]);
  });

  it('the first of which could not be sent counts from the second', () => {
    const history = alive({ sent: [went('learner', 'renewal', '1.1', '2027-03-17T09:00')] });
    expect(renewals(history, '2027-03-17T10:00').slice(0, 2)).toEqual(['2027-03-24 1.2', '2027-09-07 2']);
  });

  it('is not taken for the short question of the same number', () => {
    const history = alive({ sent: [went('learner', 'pulse', '1', '2026-10-07T09:00')] });
    expect(renewals(history, '2026-10-07T10:00').slice(0, 2)).toEqual(['2027-03-08 1', '2027-03-15 1.1']);
  });

  it('of another round or kind is no answer to it', () => {
    const first = (reviews: Review[]) => renewals(alive({ course: { reviews } }), '2027-03-08T10:00')[0];
    expect(first([review('learner', '2027-03-08T09:30')])).toBe('2027-09-07 2');
    expect(first([review('learner', '2027-03-08T09:30', 2)])).toBe('2027-03-08 1');
    expect(first([{ ...review('learner', '2027-03-08T09:30'), of: 'final' }])).toBe('2027-03-08 1');
  });

  it('and its repetitions are left out where days off would move them onto the next', () => {
    const every = rules({ renewalAfterMonths: 3 });
    const away = (until: string) =>
      renewals(
        alive({ rules: every, calendars: { guide: WARSAW, learner: off('2026-12-01', until) } }),
        '2026-12-01',
      ).slice(0, 3);
    // Three months are over on Monday 7 December, six on Sunday 7 March.
    expect(away('2027-02-25')).toEqual(['2027-02-26 1', '2027-03-05 1.1', '2027-03-08 2']);
    expect(away('2027-02-28')).toEqual(['2027-03-01 1', '2027-03-08 2', '2027-03-15 2.1']);
    expect(away('2027-03-07')).toEqual(['2027-03-08 2', '2027-03-15 2.1', '2027-03-22 2.2']);
    // A week after the second comes the third.
    const calendars = { guide: WARSAW, learner: off('2027-03-01', '2027-05-30') };
    expect(renewals(alive({ rules: every, calendars }), '2027-03-10').slice(0, 3)).toEqual([
      '2027-05-31 2',
      '2027-06-07 3',
      '2027-06-14 3.1',
    ]);
  });

  it('that fell into a break is left out, also as the next step', () => {
    const sessions = [held('2027-03-01T12:00')];
    const from = (wall: string) => aHistory({ sessions, course: { from: at(wall) } });
    // Six months are over on Sunday 7 March.
    expect(next(from('2027-03-07T10:00'), at('2027-03-08')).what).toBe('renewal');
    expect(next(from('2027-03-08T00:00'), at('2027-03-08')).what).toBe('meet');
    expect(renewals(from('2027-03-08T00:00'), '2027-03-08')[0]).toBeUndefined();
  });

  it('is a next step by the mentee’s calendar, who leads, for both', () => {
    const calendars = {
      guide: { ...WARSAW, timeZone: 'Pacific/Auckland' },
      learner: { ...WARSAW, timeZone: 'Pacific/Honolulu' },
    };
    // Monday 7 September in Honolulu, and Tuesday in Auckland.
    const since = new Date('2026-09-07T13:00:00Z');
    const history = aHistory({
      calendars,
      course: { since, from: since },
      sessions: [held('2027-03-01T12:00')],
    });
    // Midnight in Honolulu is ten in UTC.
    for (const side of ['guide', 'learner'] as const) {
      expect(next(history, new Date('2027-03-07T09:59:00Z'), side).what).toBe('meet');
      expect(next(history, new Date('2027-03-07T10:00:00Z'), side).what).toBe('renewal');
    }
  });
});
