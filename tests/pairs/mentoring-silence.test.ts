import { describe, expect, it } from 'vitest';
import type { History } from '../../src/pairs/course.ts';
import type { Review } from '../../src/pairs/pair.ts';
import { turnIn } from '../../src/pairs/silence.ts';
import { at } from './coaching-made.ts';
import { days, held, off, planned, review, rules, to, went } from './mentoring-edges-made.ts';
import { aHistory, BEGAN, WARSAW } from './mentoring-made.ts';

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

  it.each([
    // Moved to Thursday: four days before the next.
    ['2026-09-23', ['2026-09-14', '2026-09-24', '2026-09-28', '2026-10-05']],
    // To Friday: three.
    ['2026-09-24', ['2026-09-14', '2026-09-25', '2026-09-28', '2026-10-05']],
    // To Monday, the day of the next.
    ['2026-09-25', ['2026-09-14', '2026-09-28', '2026-10-05']],
  ])('days off until %s bring no two asks close together', (until, expected) => {
    const calendars = { guide: WARSAW, learner: off('2026-09-21', until) };
    expect(days(planned(aHistory({ calendars }), BEGAN, 'gap'))).toEqual(expected);
  });

  it('an ask that days off would move to two days before the next is left out', () => {
    // The first on a Tuesday: the second on the 22nd, moved to Sunday's end, and the third on Tuesday the 29th.
    const sent = [went('learner', 'gap', '2026-09-07.0.0', '2026-09-15T09:00')];
    const calendars = { guide: WARSAW, learner: off('2026-09-22', '2026-09-25') };
    expect(days(planned(aHistory({ sent, calendars }), at('2026-09-15T10:00'), 'gap'))).toEqual([
      '2026-09-29',
      '2026-10-06',
    ]);
  });

  it('after an ask that went out late the next waits three days, unless the program wants them closer', () => {
    const late = [asked, went('learner', 'gap', '2026-09-07.1.1', '2026-09-26T09:00')];
    const asksAfter = (sent: typeof late, set = {}) =>
      days(planned(aHistory({ sent, rules: rules(set) }), at('2026-09-26T10:00'), 'gap'));
    expect(asksAfter(late)).toEqual(['2026-09-29', '2026-10-05']);
    expect(asksAfter(late, { againAfterDays: [12, 13, 21] })).toEqual(['2026-09-28', '2026-10-05']);
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
