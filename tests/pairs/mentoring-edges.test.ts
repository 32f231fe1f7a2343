import { describe, expect, it } from 'vitest';
import type { History, NextStep, Sent, Session } from '../../src/pairs/course.ts';
import { planMentoring } from '../../src/pairs/mentoring.ts';
import type { Review, Side } from '../../src/pairs/pair.ts';
import { turnIn } from '../../src/pairs/silence.ts';
import { wallOf } from '../../src/people/calendar.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { at } from './coaching-made.ts';
import { aHistory, aMeeting, BEGAN, WARSAW } from './mentoring-made.ts';

/** The lines of these kinds, by the clock in Warsaw, and the pause. */
function planned(history: History, now: Date, ...kinds: string[]): string[] {
  const { nudges, pausesAt } = planMentoring(history, now);
  const wall = (moment: Date): string => wallOf(moment, 'Europe/Warsaw');
  return [
    ...nudges.map(({ side, kind, once, dueAt }) => `${wall(dueAt)} ${side} ${kind} ${once}`),
    `${wall(pausesAt)} pause`,
  ].filter((line) => kinds.includes(line.split(' ')[2] ?? 'pause'));
}
const days = (lines: readonly string[]): string[] => lines.map((line) => line.slice(0, 10));
const to = (side: Side, lines: readonly string[]): string[] =>
  lines.filter((line) => line.includes(` ${side} `));
const next = (history: History, now: Date, side: Side = 'learner'): NextStep =>
  planMentoring(history, now).next[side];

const went = (side: Side, kind: Sent['kind'], once: string, wall: string): Sent => ({
  side,
  kind,
  once,
  at: at(wall),
});
const review = (side: Side, wall: string, round = 1): Review => ({
  of: 'renewal',
  round,
  side,
  said: 'keep',
  at: at(wall),
});
const off = (from: string, until: string) => ({ ...WARSAW, off: [{ from, to: until }] });
const held = (wall: string, differs: Partial<Session> = {}) =>
  aMeeting(at(wall).toISOString(), 'held', differs);
const date = (wall: string, differs: Partial<Session> = {}) =>
  aMeeting(at(wall).toISOString(), 'booked', { bookedAt: BEGAN, ...differs });
/** A date far ahead: nothing is silent before it. */
const alive = (differs: Parameters<typeof aHistory>[0] = {}) =>
  aHistory({ sessions: [date('2028-10-03T14:00')], ...differs });
const rules = (mentoring: object) => CadenceRules.parse({ mentoring });

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

describe('silence', () => {
  const asked = went('learner', 'gap', '2026-09-07.0.0', '2026-09-14T09:00');

  it('what goes to the mentor, and what else goes to the mentee, is no ask', () => {
    const usual = planned(aHistory(), at('2026-09-16'), 'gap', 'pause');
    for (const other of [
      went('guide', 'thought', '2026-09-07.0', '2026-09-15'),
      went('learner', 'pulse', '1', '2026-09-15'),
    ])
      expect(planned(aHistory({ sent: [other] }), at('2026-09-16'), 'gap', 'pause')).toEqual(usual);
  });

  it('the thought goes to the mentor once, and not when the second ask has come', () => {
    const thought = (history: History, now: string) => days(planned(history, at(now), 'thought'));
    expect(thought(aHistory(), '2026-09-20T12:00')).toEqual(['2026-09-14']);
    expect(thought(aHistory(), '2026-09-21T00:00')).toEqual([]);
    const sent = [went('guide', 'thought', '2026-09-07.0', '2026-09-14T09:00')];
    expect(thought(aHistory({ sent }), '2026-09-14T12:00')).toEqual([]);
    // Days off that move it onto the second ask.
    const guide = (until: string) => ({ guide: off('2026-09-14', until), learner: WARSAW });
    expect(thought(aHistory({ calendars: guide('2026-09-17') }), '2026-09-07')).toEqual(['2026-09-18']);
    expect(thought(aHistory({ calendars: guide('2026-09-18') }), '2026-09-07')).toEqual([]);
    // The next one has a name of its own, so that it says something else; what else went out does not count.
    sent.push(went('guide', 'pulse', '1', '2026-09-15'));
    const met = [held('2026-09-16T12:00')];
    expect(planned(aHistory({ sent, sessions: met }), at('2026-09-16T14:00'), 'thought')).toEqual([
      '2026-10-16T09:00 guide thought 2026-09-16.1',
    ]);
  });

  it.each([
    // Answered after the ask: the gap begins anew. At the very moment or before it: not.
    ['2026-09-14T09:00', '2026-09-21'],
    ['2026-09-14T09:01', '2026-10-14'],
  ])('a pulse that was answered on %s: asked again on %s', (answeredAt, day) => {
    const answered = [{ side: 'learner' as const, once: '1', at: at(answeredAt) }];
    const history = aHistory({ sent: [asked], answered });
    expect(days(planned(history, at('2026-09-15'), 'gap'))[0]).toBe(day);
  });

  it.each<[string, Partial<History>, Review[], string]>([
    ['nothing', {}, [], '2026-10-12'],
    // Four weeks after Thursday 24 September.
    ['a pulse', { answered: [{ side: 'guide', once: '1', at: at('2026-09-24') }] }, [], '2026-10-22'],
    ['a renewal', {}, [review('guide', '2026-09-24')], '2026-10-22'],
    [
      'both',
      { answered: [{ side: 'guide', once: '1', at: at('2026-09-17') }] },
      [review('guide', '2026-09-24')],
      '2026-10-22',
    ],
    [
      'something long ago',
      { answered: [{ side: 'guide', once: '1', at: at('2026-09-10') }] },
      [],
      '2026-10-12',
    ],
    // Of a Saturday: on Monday.
    [
      'something on a Saturday',
      { answered: [{ side: 'guide', once: '1', at: at('2026-09-26') }] },
      [],
      '2026-10-26',
    ],
  ])('the mentor answered %s: paused on %s', (_, differs, reviews, day) => {
    const history = aHistory({ ...differs, course: { reviews } });
    expect(days(planned(history, at('2026-09-28'), 'pause'))).toEqual([day]);
  });

  it('what the mentee answers puts off no pause while nothing was asked, and what the mentor answers moves no ask', () => {
    const answered = [{ side: 'learner' as const, once: '1', at: at('2026-09-24') }];
    expect(days(planned(aHistory({ answered }), at('2026-09-28'), 'pause'))).toEqual(['2026-10-12']);
    const reviews = [review('guide', '2026-09-24')];
    expect(
      days(planned(aHistory({ sent: [asked], course: { reviews } }), at('2026-09-24T12:00'), 'gap', 'pause')),
    ).toEqual(['2026-09-21', '2026-09-28', '2026-10-05', '2026-10-22']);
  });

  it.each([
    // Asked on Friday 13 November, and paused on Friday 11 December.
    ['2026-10-14T12:00', ['2026-12-07 1', '2026-12-11 pause']],
    // Asked on Monday 16 November, and paused on Monday 14 December, on which the renewal would be asked again.
    ['2026-10-17T12:00', ['2026-12-07 1', '2026-12-14 pause']],
    ['2026-10-18T12:00', ['2026-12-07 1', '2026-12-14 1.1', '2026-12-15 pause']],
  ])(
    'they met on %s: of the renewal after three months is asked what comes before the pause',
    (met, expected) => {
      const history = aHistory({ sessions: [held(met)], rules: rules({ renewalAfterMonths: 3 }) });
      const lines = planned(history, at(met), 'renewal', 'pause').filter((line) => !line.includes('guide'));
      expect(lines.map((line) => `${line.slice(0, 10)} ${line.split(' ').at(-1)}`)).toEqual(expected);
    },
  );

  it('what is due when the pair is paused, or after it, is not said', () => {
    const pulse = (pulseAfterDays: number) =>
      to('learner', planned(aHistory({ rules: rules({ pulseAfterDays }) }), BEGAN, 'pulse'));
    // Paused on Monday 12 October at nine.
    expect(pulse(32)).toEqual(['2026-10-09T09:00 learner pulse 1']);
    expect(pulse(35)).toEqual([]);
  });

  it('days off at the end: the pause waits a week after the last ask, and falls on a working day', () => {
    const calendars = { guide: WARSAW, learner: off('2026-10-05', '2026-10-11') };
    expect(planned(aHistory({ calendars }), BEGAN, 'gap', 'pause').map((line) => line.slice(0, 10))).toEqual([
      '2026-09-14',
      '2026-09-21',
      '2026-09-28',
      '2026-10-12',
      '2026-10-19',
    ]);
  });

  it.each([
    [
      'in any order',
      { againAfterDays: [21, 7, 14] },
      ['2026-09-14', '2026-09-21', '2026-09-28', '2026-10-05', '2026-10-12'],
    ],
    ['none before the pause', { againAfterDays: [58, 59, 60] }, ['2026-09-14', '2026-10-12']],
  ])('asks that a program has set %s', (_, set, expected) => {
    expect(days(planned(aHistory({ rules: rules(set) }), BEGAN, 'gap', 'pause'))).toEqual(expected);
    expect(days(planned(aHistory({ rules: rules(set) }), BEGAN, 'thought'))).toEqual(['2026-09-14']);
  });

  it('the pause comes by the days of the mentee alone', () => {
    const calendars = { guide: off('2026-10-12', '2026-10-16'), learner: WARSAW };
    expect(days(planned(aHistory({ calendars }), BEGAN, 'pause'))).toEqual(['2026-10-12']);
  });

  const all = (last: string) => [
    asked,
    went('learner', 'gap', '2026-09-07.1.1', '2026-09-21T09:00'),
    went('learner', 'gap', '2026-09-07.2.2', '2026-09-28T09:00'),
    went('learner', 'gap', '2026-09-07.3.3', last),
  ];
  it.each([
    ['2026-10-05T09:00', '2026-10-12'],
    // A week after the last one at the least.
    ['2026-10-08T09:00', '2026-10-15'],
  ])('all asks went out, the last on %s: paused on %s', (last, day) => {
    expect(planned(aHistory({ sent: all(last) }), at(last), 'gap', 'pause')).toEqual([`${day}T09:00 pause`]);
  });

  it('an ask that days off would move onto the next is left out, and one that is overtaken as well', () => {
    const calendars = { guide: WARSAW, learner: off('2026-09-21', '2026-09-27') };
    expect(days(planned(aHistory({ calendars }), BEGAN, 'gap'))).toEqual([
      '2026-09-14',
      '2026-09-28',
      '2026-10-05',
    ]);
    // Not before the second is due, and from that moment on.
    expect(days(planned(aHistory(), at('2026-09-21T08:59'), 'gap'))[0]).toBe('2026-09-14');
    expect(days(planned(aHistory(), at('2026-09-21T09:00'), 'gap'))[0]).toBe('2026-09-21');
  });

  it('an ask is known by its place since the last sign, not by how many there were in all', () => {
    const sent = [went('learner', 'gap', '2026-09-07.0.4', '2026-09-14T09:00')];
    expect(days(planned(aHistory({ sent }), at('2026-09-14T10:00'), 'gap'))).toEqual([
      '2026-09-21',
      '2026-09-28',
      '2026-10-05',
    ]);
    expect(['2026-09-07.1.4', '2026-09-07.0', '2026-09-07.0.12', 'x', ''].map(turnIn)).toEqual([
      4, 0, 12, 0, 0,
    ]);
  });

  it('asks that went out are known by their place, whichever was the last', () => {
    const sent = [asked, went('learner', 'gap', '2026-09-07.2.2', '2026-09-28T09:00')];
    expect(planned(aHistory({ sent }), at('2026-09-28T10:00'), 'gap', 'pause')).toEqual([
      '2026-09-21T09:00 learner gap 2026-09-07.1.1',
      '2026-10-05T09:00 learner gap 2026-09-07.3.3',
      '2026-10-12T09:00 pause',
    ]);
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
