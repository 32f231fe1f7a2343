import { describe, expect, it } from 'vitest';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { ALL_FOUR, planned, went } from './coaching-edges-made.ts';
import { aCalendar, aHistory, at, booked, held } from './coaching-made.ts';

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
