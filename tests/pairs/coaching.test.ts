import { describe, expect, it } from 'vitest';
import { planCoaching } from '../../src/pairs/coaching.ts';
import type { History, NextStep } from '../../src/pairs/course.ts';
import type { Side } from '../../src/pairs/pair.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { aCalendar, aHistory, asLines, at, booked, held, notHeld } from './coaching-made.ts';

function planned(history: History, now: string): string[] {
  return asLines(planCoaching(history, at(now)), history);
}

/** Only the lines of these kinds. */
function of(kinds: string, lines: readonly string[]): string[] {
  return lines.filter((line) => kinds.split(' ').includes(line.split(' ')[2] ?? 'pause'));
}

function next(history: History, now: string, side: Side = 'learner'): NextStep {
  return planCoaching(history, at(now)).next[side];
}

const FIRST_THREE = [held(1, '2026-12-01'), held(2, '2026-12-22'), held(3, '2027-01-12')];
const FOUR = { sessions: 4 };
const ALL_FOUR = [...FIRST_THREE, held(4, '2027-02-02')];

describe('the first session', () => {
  it('is asked for on the first working morning, then 3, 7 and 14 working days past the tenth, then a pause', () => {
    expect(planned(aHistory(), '2026-11-23T12:00')).toEqual([
      '2026-11-24T09:00 learner book 1.0',
      // Expected by Monday 7 December.
      '2026-12-10T09:00 learner book 1.1',
      '2026-12-16T09:00 learner book 1.2',
      '2026-12-25T09:00 learner book 1.3',
      '2027-01-01T09:00 guide supervision 2027-Q1',
      '2027-01-05T09:00 pause',
    ]);
    expect(next(aHistory(), '2026-11-23T12:00')).toEqual({
      what: 'book',
      number: 1,
      by: at('2026-12-07T09:00'),
    });
  });

  it('agreed on a Friday evening: asked for on Monday', () => {
    const history = aHistory({ course: { since: at('2026-11-27T19:00') } });
    expect(planned(history, '2026-11-27T19:00')[0]).toBe('2026-11-30T09:00 learner book 1.0');
  });

  it('is counted in days on which both work: off for one is off for both, holidays too', () => {
    const history = aHistory({
      calendars: {
        guide: aCalendar({ off: [{ from: '2026-11-30', to: '2026-12-04' }] }),
        learner: aCalendar({
          off: [
            { from: '2026-12-24', to: '2026-12-27' },
            { from: '2027-01-01', to: '2027-01-01' },
            { from: '2027-01-06', to: '2027-01-06' },
          ],
        }),
      },
    });
    expect(of('book pause', planned(history, '2026-11-23T12:00'))).toEqual([
      '2026-11-24T09:00 learner book 1.0',
      // Expected by 14 December.
      '2026-12-17T09:00 learner book 1.1',
      '2026-12-23T09:00 learner book 1.2',
      '2027-01-07T09:00 learner book 1.3',
      '2027-01-18T09:00 pause',
    ]);
  });

  it('follows the program: days to begin within, asks, pause', () => {
    const coaching = { firstWithinWorkdays: 5, askAfterWorkdays: [10, 2, 30], pauseAfterWorkdays: 15 };
    const history = aHistory({ rules: CadenceRules.parse({ coaching }) });
    expect(of('book pause', planned(history, '2026-11-23T12:00'))).toEqual([
      '2026-11-24T09:00 learner book 1.0',
      '2026-12-02T09:00 learner book 1.1',
      '2026-12-14T09:00 learner book 1.2',
      // What would be asked after the pause is not.
      '2026-12-21T09:00 pause',
    ]);
  });
});

describe('from session to session', () => {
  it('the next is expected 21 days later, asked for a week before, and what was noticed half-way', () => {
    const history = aHistory({ sessions: [held(1, '2026-12-01')] });
    expect(planned(history, '2026-12-01T12:00')).toEqual([
      '2026-12-11T09:00 learner between #1',
      '2026-12-15T09:00 learner book 2.0',
      '2026-12-25T09:00 learner book 2.1',
      '2026-12-31T09:00 learner book 2.2',
      '2027-01-01T09:00 guide supervision 2027-Q1',
      '2027-01-11T09:00 learner book 2.3',
      '2027-01-20T09:00 pause',
    ]);
    expect(next(history, '2026-12-01T12:00')).toEqual({
      what: 'book',
      number: 2,
      by: at('2026-12-22T09:00'),
    });
  });

  it('counted from the last one, not from the beginning, nor from what fell through before it', () => {
    const history = aHistory({
      plan: { everyDays: 7 },
      sessions: [
        booked(1, '2026-11-30', { state: 'cancelled', settledAt: at('2026-11-24T09:00') }),
        held(1, '2026-11-24'),
      ],
    });
    expect(next(history, '2026-11-24T12:00')).toMatchObject({ by: at('2026-12-01T09:00') });
    expect(of('book', planned(history, '2026-11-24T12:00'))[0]).toBe('2026-11-25T09:00 learner book 2.0');
  });

  it('on the next day on which both work, where the expected one is none', () => {
    const off = [{ from: '2026-12-21', to: '2027-01-01' }];
    const history = aHistory({
      sessions: [held(1, '2026-12-01')],
      calendars: { guide: aCalendar({ off }), learner: aCalendar() },
    });
    // Monday 4 January.
    expect(next(history, '2026-12-01T12:00')).toMatchObject({ by: at('2027-01-04T09:00') });
    expect(of('book', planned(history, '2026-12-01T12:00')).slice(0, 2)).toEqual([
      '2026-12-28T09:00 learner book 2.0',
      '2027-01-07T09:00 learner book 2.1',
    ]);
  });

  it.each([
    // Every week: asked for on the morning after, and nothing in between.
    [7, ['2026-12-02T09:00 learner book 2.0', '2026-12-11T09:00 learner book 2.1']],
    [10, ['2026-12-04T09:00 learner book 2.0', '2026-12-16T09:00 learner book 2.1']],
    [
      14,
      [
        '2026-12-08T09:00 learner between #1',
        '2026-12-08T09:00 learner book 2.0',
        '2026-12-18T09:00 learner book 2.1',
      ],
    ],
    [
      42,
      [
        '2026-12-22T09:00 learner between #1',
        '2027-01-05T09:00 learner book 2.0',
        '2027-01-15T09:00 learner book 2.1',
      ],
    ],
  ])('every %i days', (everyDays, first) => {
    const history = aHistory({ plan: { everyDays }, sessions: [held(1, '2026-12-01')] });
    expect(of('book between', planned(history, '2026-12-01T12:00')).slice(0, first.length)).toEqual(first);
  });

  it.each([
    ['over a month end', '2026-10-30', '2026-11-20T09:00'],
    ['over the end of summer time', '2026-10-14', '2026-11-04T09:00'],
    ['over its beginning', '2026-03-17', '2026-04-07T09:00'],
    ['over a leap day', '2028-02-15', '2028-03-07T09:00'],
    ['to a Sunday, so to Monday', '2026-11-29', '2026-12-21T09:00'],
    ['over the new year', '2026-12-15', '2027-01-05T09:00'],
  ])('%s', (_, day, expected) => {
    const history = aHistory({ course: { since: at('2026-01-12') }, sessions: [held(1, day)] });
    expect(next(history, `${day}T12:00`)).toMatchObject({ by: at(expected) });
  });

  it('whoever reports late is asked on the next morning, and not sooner than meant after that', () => {
    const late = held(1, '2026-12-01', { settledAt: at('2027-01-07') });
    const lines = planned(aHistory({ sessions: [late] }), '2027-01-07T10:00');
    expect(of('book between pause', lines)).toEqual([
      '2027-01-08T09:00 learner book 2.0',
      '2027-01-13T09:00 learner book 2.1',
      '2027-01-19T09:00 learner book 2.2',
      '2027-01-28T09:00 learner book 2.3',
      '2027-02-08T09:00 pause',
    ]);
    // An expected day that has passed is shown to nobody.
    expect(next(aHistory({ sessions: [late] }), '2027-01-07')).toMatchObject({ by: at('2027-01-07') });
  });
});

describe('a booked session', () => {
  const history = aHistory({ sessions: [booked(1, '2026-12-01')] });

  it('is prepared the working day before and asked about the morning after; silence leads on to a pause', () => {
    expect(planned(history, '2026-11-25')).toEqual([
      '2026-11-30T09:00 guide prepare #1@2026-12-01T10:00',
      '2026-11-30T09:00 learner prepare #1@2026-12-01T10:00',
      '2026-12-02T09:00 guide outcome #1@2026-12-01T10:00',
      '2026-12-02T09:00 learner outcome #1@2026-12-01T10:00',
      '2026-12-15T09:00 learner book 1.0.2026-12-01',
      '2026-12-25T09:00 learner book 1.1.2026-12-01',
      '2026-12-31T09:00 learner book 1.2.2026-12-01',
      '2027-01-01T09:00 guide supervision 2027-Q1',
      '2027-01-11T09:00 learner book 1.3.2026-12-01',
      '2027-01-20T09:00 pause',
    ]);
    expect(next(history, '2026-11-25')).toEqual({ what: 'session', session: history.sessions[0] });
  });

  it('is under way up to its end, and then to be said what became of it', () => {
    expect(next(history, '2026-12-01T10:59')).toMatchObject({ what: 'session' });
    expect(next(history, '2026-12-01T11:00')).toMatchObject({ what: 'log' });
    expect(next(history, '2027-01-10')).toMatchObject({ what: 'log' });
  });

  it('on a Monday is prepared on Friday; after days off, on the day before them', () => {
    const monday = aHistory({
      sessions: [booked(1, '2026-12-07')],
      calendars: {
        guide: aCalendar(),
        learner: aCalendar({ off: [{ from: '2026-12-03', to: '2026-12-06' }] }),
      },
    });
    expect(of('prepare', planned(monday, '2026-12-01'))).toEqual([
      '2026-12-02T09:00 learner prepare #1@2026-12-07T10:00',
      '2026-12-04T09:00 guide prepare #1@2026-12-07T10:00',
    ]);
  });

  it('booked for tomorrow is prepared two hours later; for today, if that is an hour before it', () => {
    const prepared = (wall: string, bookedAt: string): string[] => {
      const session = booked(1, wall, { bookedAt: at(bookedAt) });
      return of('prepare', planned(aHistory({ sessions: [session] }), bookedAt)).filter((line) =>
        line.includes('learner'),
      );
    };
    expect(prepared('2026-12-02', '2026-12-01T11:00')).toEqual([
      '2026-12-01T13:00 learner prepare #1@2026-12-02T10:00',
    ]);
    expect(prepared('2026-12-01T14:00', '2026-12-01T11:00')).toHaveLength(1);
    expect(prepared('2026-12-01T13:30', '2026-12-01T11:00')).toEqual([]);
    // At the very moment of its morning: at once.
    expect(prepared('2026-12-02', '2026-12-01T09:00')).toEqual([
      '2026-12-01T09:00 learner prepare #1@2026-12-02T10:00',
    ]);
    // In the evening, for tomorrow at ten: at nine.
    expect(prepared('2026-12-02', '2026-12-01T18:00')).toEqual([
      '2026-12-02T09:00 learner prepare #1@2026-12-02T10:00',
    ]);
  });

  it('that has begun is prepared no more', () => {
    expect(of('prepare', planned(history, '2026-12-01T10:00'))).toEqual([]);
  });

  it('moved, is prepared and asked about anew', () => {
    const moved = booked(1, '2026-12-03', { bookedAt: at('2026-11-24') });
    const lines = planned(aHistory({ sessions: [moved] }), '2026-11-30T12:00');
    expect(of('prepare outcome', lines)).toEqual([
      '2026-12-02T09:00 guide prepare #1@2026-12-03T10:00',
      '2026-12-02T09:00 learner prepare #1@2026-12-03T10:00',
      '2026-12-04T09:00 guide outcome #1@2026-12-03T10:00',
      '2026-12-04T09:00 learner outcome #1@2026-12-03T10:00',
    ]);
  });

  it('each is asked what became of it until they have said so, whatever the other said', () => {
    const one = held(1, '2026-12-01');
    const reports = { guide: one.reports.guide, learner: null };
    const said = aHistory({ sessions: [{ ...one, reports }] });
    expect(of('outcome', planned(said, '2026-12-01T13:00'))).toEqual([
      '2026-12-02T09:00 learner outcome #1@2026-12-01T10:00',
    ]);
    // After two weeks not any more.
    expect(of('outcome', planned(said, '2026-12-16T09:01'))).toEqual([]);
    // Nor once the next one has begun, nor of what was before a pause.
    const more = aHistory({ sessions: [{ ...one, reports }, booked(2, '2026-12-08')] });
    expect(of('outcome', planned(more, '2026-12-08T09:59'))).toContain(
      '2026-12-02T09:00 learner outcome #1@2026-12-01T10:00',
    );
    expect(of('outcome', planned(more, '2026-12-08T10:00')).join()).not.toContain('#1');
    const resumed = { since: at('2026-11-23T12:00'), from: at('2026-12-04') };
    expect(of('outcome', planned({ ...said, course: { ...said.course, ...resumed } }, '2026-12-04'))).toEqual(
      [],
    );
    // One that was reported without having been planned was known to both.
    const told = { ...one, reports, bookedBy: null };
    expect(of('outcome', planned(aHistory({ sessions: [told] }), '2026-12-01T13:00'))).toEqual([]);
  });

  it('what was noticed is asked half-way to it', () => {
    const both = aHistory({ sessions: [held(1, '2026-12-01'), booked(2, '2027-01-05')] });
    expect(of('between', planned(both, '2026-12-02'))).toEqual(['2026-12-18T09:00 learner between #1']);
    expect(of('between', planned(both, '2027-01-05T09:00'))).toEqual([]);
  });
});

describe('a session that did not take place', () => {
  it('leads to a new one within five working days, asked for on the next morning', () => {
    const history = aHistory({ sessions: [held(1, '2026-12-01'), notHeld(2, '2026-12-22')] });
    expect(of('book between pause', planned(history, '2026-12-22T13:00'))).toEqual([
      '2026-12-23T09:00 learner book 2.0.2026-12-22',
      '2027-01-01T09:00 learner book 2.1.2026-12-22',
      '2027-01-07T09:00 learner book 2.2.2026-12-22',
      '2027-01-18T09:00 learner book 2.3.2026-12-22',
      '2027-01-27T09:00 pause',
    ]);
    expect(of('outcome', planned(history, '2026-12-22T13:00'))).toEqual([]);
  });

  it('taken back long before: the next one is expected when it was', () => {
    const back = booked(2, '2026-12-28', { state: 'cancelled', settledAt: at('2026-12-03') });
    const history = aHistory({ sessions: [held(1, '2026-12-01'), back] });
    expect(of('book pause prepare', planned(history, '2026-12-03T11:00'))).toEqual([
      '2026-12-15T09:00 learner book 2.0.2026-12-03',
      '2026-12-25T09:00 learner book 2.1.2026-12-03',
      '2026-12-31T09:00 learner book 2.2.2026-12-03',
      '2027-01-11T09:00 learner book 2.3.2026-12-03',
      '2027-01-20T09:00 pause',
    ]);
  });
});

describe('silence', () => {
  const sent = (once: string, wall: string) =>
    ({ side: 'learner', kind: 'book', once, at: at(wall) }) as const;

  it('an ask that did not go out before the next is due gives way to it', () => {
    expect(of('book', planned(aHistory(), '2026-12-16T09:00'))).toEqual([
      '2026-12-16T09:00 learner book 1.2',
      '2026-12-25T09:00 learner book 1.3',
    ]);
    // Nothing overtakes the last one.
    expect(of('book', planned(aHistory(), '2027-02-01T09:00'))).toEqual([
      '2026-12-25T09:00 learner book 1.3',
    ]);
  });

  it('what went out late moves the rest on', () => {
    const history = aHistory({ sent: [sent('1.0', '2026-11-24T09:00'), sent('1.1', '2026-12-14T11:00')] });
    expect(of('book pause', planned(history, '2026-12-14T12:00')).slice(-3)).toEqual([
      '2026-12-18T09:00 learner book 1.2',
      '2026-12-29T09:00 learner book 1.3',
      '2027-01-07T09:00 pause',
    ]);
  });

  it('a snooze brings back the last ask that falls into it, though it went out before, and the pause waits', () => {
    const history = aHistory({
      course: { snoozed: { guide: null, learner: at('2026-12-28T00:00') } },
      sent: [sent('1.0', '2026-11-24T09:00'), sent('1.1', '2026-12-10T09:00')],
    });
    expect(of('book pause', planned(history, '2026-12-10T12:00'))).toEqual([
      '2026-12-28T09:00 learner book 1.3.2026-12-27',
      '2027-01-06T09:00 pause',
    ]);
  });

  it('a snooze that ends before anything is due changes nothing; nor does that of the other', () => {
    const snoozed = { guide: at('2026-12-20'), learner: at('2026-11-24T08:00') };
    const history = aHistory({ course: { snoozed } });
    expect(of('book pause', planned(history, '2026-11-23T13:00'))).toEqual(
      of('book pause', planned(aHistory(), '2026-11-23T13:00')),
    );
  });

  it('what has no use after a snooze is left out, the rest waits', () => {
    const history = aHistory({
      sessions: [booked(1, '2026-12-01')],
      course: { snoozed: { guide: at('2026-12-05T00:00'), learner: null } },
    });
    const lines = planned(history, '2026-11-25').filter((line) => line.includes('guide'));
    expect(of('prepare outcome', lines)).toEqual(['2026-12-07T09:00 guide outcome #1@2026-12-01T10:00']);
  });

  it('after a pause the asks begin anew', () => {
    const history = aHistory({
      sessions: [held(1, '2026-12-01')],
      course: { since: at('2026-11-23T12:00'), from: at('2027-03-01') },
      sent: ['2.0', '2.1', '2.2', '2.3'].map((once) => sent(once, '2026-12-20')),
    });
    expect(of('book between outcome pause', planned(history, '2027-03-01'))).toEqual([
      '2027-03-02T09:00 learner book 2.0.2027-03-01',
      // Expected by 15 March.
      '2027-03-18T09:00 learner book 2.1.2027-03-01',
      '2027-03-24T09:00 learner book 2.2.2027-03-01',
      '2027-04-02T09:00 learner book 2.3.2027-03-01',
      '2027-04-13T09:00 pause',
    ]);
  });

  it('a short pause changes no expected day, and a proposal puts the pause off', () => {
    const resumed = aHistory({
      sessions: [held(1, '2026-12-01')],
      course: { since: at('2026-11-23T12:00'), from: at('2026-12-04') },
    });
    expect(of('book', planned(resumed, '2026-12-04'))[0]).toBe('2026-12-15T09:00 learner book 2.0');
    const { terms } = resumed.course;
    const proposal = { by: 'guide', terms, version: 1, at: at('2027-01-04') } as const;
    const proposed = aHistory({ course: { proposal } });
    expect(planned(proposed, '2027-01-04').at(-1)).toBe('2027-02-02T09:00 pause');
  });
});

describe('looking back', () => {
  const review = (side: 'guide' | 'learner', of: 'half-time' | 'final', round: number, wall: string) =>
    ({ of, round, side, said: 'change', at: at(wall) }) as const;

  it('half-time: on the second working day after half of them, both, until they have answered', () => {
    const half = aHistory({ sessions: FIRST_THREE });
    expect(of('half-time', planned(half, '2027-01-12T12:00'))).toEqual([
      '2027-01-14T09:00 guide half-time 1',
      '2027-01-14T09:00 learner half-time 1',
    ]);
    expect(next(half, '2027-01-14T08:59')).toMatchObject({ what: 'book', number: 4 });
    expect(next(half, '2027-01-14T09:00')).toEqual({ what: 'half-time', round: 1 });

    // With one more held, it is no longer what comes next.
    const more = aHistory({ sessions: [...FIRST_THREE, held(4, '2027-02-02')] });
    expect(next(more, '2027-02-03')).toMatchObject({ what: 'book', number: 5 });

    const mine = aHistory({
      sessions: FIRST_THREE,
      course: { reviews: [review('guide', 'half-time', 1, '2027-01-14')] },
    });
    expect(of('half-time', planned(mine, '2027-01-14'))).toEqual(['2027-01-14T09:00 learner half-time 1']);
    // The other's answer shows in nothing.
    expect(next(mine, '2027-01-14')).toEqual({ what: 'half-time', round: 1 });
    expect(next(mine, '2027-01-14', 'guide')).toMatchObject({ what: 'book' });
    const both = [...mine.course.reviews, review('learner', 'half-time', 1, '2027-01-15')];
    expect(next({ ...mine, course: { ...mine.course, reviews: both } }, '2027-01-15')).toMatchObject({
      what: 'book',
    });
  });

  it.each([
    [4, 2],
    [5, 3],
    [7, 4],
    [12, 6],
  ])('half of %i sessions is %i', (sessions, half) => {
    const days = ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29'];
    const asked = (count: number) => {
      const done = days.slice(0, count).map((day, index) => held(index + 1, day));
      return of(
        'half-time',
        planned(aHistory({ plan: { sessions }, sessions: done }), days[count - 1] ?? ''),
      );
    };
    expect(asked(half - 1)).toEqual([]);
    expect(asked(half)).toHaveLength(2);
  });

  it('final: when all are held, again after 7 and 14 working days, then a pause', () => {
    const full = aHistory({ plan: FOUR, sessions: ALL_FOUR });
    expect(planned(full, '2027-02-02T12:00')).toEqual([
      '2027-02-04T09:00 guide final 1',
      '2027-02-04T09:00 learner final 1',
      '2027-02-15T09:00 guide final 1.1',
      '2027-02-15T09:00 learner final 1.1',
      '2027-02-24T09:00 guide final 1.2',
      '2027-02-24T09:00 learner final 1.2',
      '2027-03-05T09:00 pause',
    ]);
    expect(next(full, '2027-02-02T12:00')).toEqual({ what: 'final', round: 1 });
  });

  it('whoever has answered the final one is not asked again; where both have, only the pause is left', () => {
    const reviews = [review('learner', 'final', 1, '2027-02-05')];
    const one = aHistory({ plan: FOUR, sessions: ALL_FOUR, course: { reviews } });
    expect(of('final', planned(one, '2027-02-05')).every((line) => line.includes('guide'))).toBe(true);
    const both = [...reviews, review('guide', 'final', 1, '2027-02-11')];
    expect(
      planned(aHistory({ plan: FOUR, sessions: ALL_FOUR, course: { reviews: both } }), '2027-02-11'),
    ).toEqual(['2027-03-12T09:00 pause']);
  });

  it('after a pause the final one is asked for anew', () => {
    const course = { since: at('2026-11-23T12:00'), from: at('2027-04-12') };
    const full = aHistory({ plan: FOUR, sessions: ALL_FOUR, course });
    expect(of('final pause', planned(full, '2027-04-12')).filter((line) => !line.includes('guide'))).toEqual([
      '2027-04-13T09:00 learner final 1.0.2027-04-12',
      '2027-04-22T09:00 learner final 1.1.2027-04-12',
      '2027-05-03T09:00 learner final 1.2.2027-04-12',
      '2027-05-12T09:00 pause',
    ]);
  });

  it('what is agreed in the days before it is due does not bring it twice', () => {
    const course = { since: at('2026-11-23T12:00'), from: at('2027-02-02T15:00') };
    const full = aHistory({ plan: FOUR, sessions: ALL_FOUR, course });
    expect(of('final', planned(full, '2027-02-02T15:00'))[0]).toBe('2027-02-04T09:00 guide final 1');
  });

  it('an extended plan goes on, with a half-time of what was added and a final review of its own', () => {
    const reviews = (['guide', 'learner'] as const).map((side) => review(side, 'final', 1, '2027-02-05'));
    const course = { since: at('2026-11-23T12:00'), from: at('2027-02-08'), reviews };
    const extended = (sessions: number, more: string[]) =>
      aHistory({
        plan: { sessions },
        course,
        sessions: [...ALL_FOUR, ...more.map((day, index) => held(5 + index, day))],
      });
    expect(of('book pause', planned(extended(8, []), '2027-02-08'))).toEqual([
      // Within ten working days of the agreement, or 21 days after the last, whichever is later: 23 February.
      '2027-02-16T09:00 learner book 5.0',
      '2027-02-26T09:00 learner book 5.1',
      '2027-03-04T09:00 learner book 5.2',
      '2027-03-15T09:00 learner book 5.3',
      '2027-03-24T09:00 pause',
    ]);
    expect(of('half-time', planned(extended(8, ['2027-02-23', '2027-03-16']), '2027-03-16'))).toEqual([
      '2027-03-18T09:00 guide half-time 2',
      '2027-03-18T09:00 learner half-time 2',
    ]);
    // Two more have no half-time, but an end.
    expect(of('half-time', planned(extended(6, ['2027-02-23']), '2027-02-23'))).toEqual([]);
    expect(of('final', planned(extended(6, ['2027-02-23', '2027-03-16']), '2027-03-16'))[0]).toBe(
      '2027-03-18T09:00 guide final 2',
    );
  });

  it('extended without anybody having answered: what was sent is enough to know', () => {
    const sent = (['guide', 'learner'] as const).map(
      (side) => ({ side, kind: 'final', once: '1', at: at('2027-02-04T09:00') }) as const,
    );
    const more = aHistory({
      plan: { sessions: 5 },
      sessions: [...ALL_FOUR, held(5, '2027-02-23')],
      sent,
    });
    expect(next(more, '2027-02-23T12:00')).toEqual({ what: 'final', round: 2 });
    const same = aHistory({ plan: FOUR, sessions: ALL_FOUR, sent });
    expect(next(same, '2027-02-23T12:00')).toEqual({ what: 'final', round: 1 });
  });

  it('a session beyond the plan is waited for', () => {
    const more = aHistory({ plan: FOUR, sessions: [...ALL_FOUR, booked(5, '2027-03-09')] });
    const lines = planned(more, '2027-02-02T12:00');
    expect(of('outcome', lines)).toHaveLength(2);
    expect(lines.at(-1)).toBe('2027-03-18T09:00 pause');
  });
});

describe('supervision', () => {
  it('is thought of on the first working morning of each quarter, from 30 days on, by the coach', () => {
    const off = [{ from: '2027-01-01', to: '2027-01-05' }];
    const begun = (since: string) =>
      aHistory({
        course: { since: at(since) },
        sessions: [booked(1, '2027-04-20')],
        calendars: { guide: aCalendar({ off }), learner: aCalendar() },
      });
    expect(of('supervision', planned(begun('2026-11-23'), '2026-12-23'))).toEqual([
      '2027-01-06T09:00 guide supervision 2027-Q1',
      '2027-04-01T09:00 guide supervision 2027-Q2',
    ]);
    expect(of('supervision', planned(begun('2026-12-08'), '2026-12-23'))).toEqual([
      '2027-04-01T09:00 guide supervision 2027-Q2',
    ]);
    // In the quarter's first month it still stands, later it has passed.
    expect(of('supervision', planned(begun('2026-11-23'), '2027-02-01'))[0]).toContain('2027-Q1');
    expect(of('supervision', planned(begun('2026-11-23'), '2027-02-06'))[0]).toContain('2027-Q2');
  });
});

describe('two zones', () => {
  const calendars = {
    guide: aCalendar({ timeZone: 'Asia/Kolkata' }),
    learner: aCalendar({ timeZone: 'America/New_York' }),
  };

  it('each is told in the morning on their own wall', () => {
    // 14:30 in Kolkata on Tuesday is 4:00 in New York.
    const session = booked(1, '2026-12-01T14:30', { timeZone: 'Asia/Kolkata' });
    const history = aHistory({ calendars, sessions: [session] });
    expect(of('prepare outcome', planned(history, '2026-11-25'))).toEqual([
      '2026-11-30T09:00 guide prepare #1@2026-12-01T14:30',
      '2026-11-30T09:00 learner prepare #1@2026-12-01T14:30',
      '2026-12-02T09:00 guide outcome #1@2026-12-01T14:30',
      '2026-12-02T09:00 learner outcome #1@2026-12-01T14:30',
    ]);
  });

  it('across the date line the same session is Monday for one and Tuesday for the other', () => {
    const far = {
      guide: aCalendar({ timeZone: 'Pacific/Auckland' }),
      learner: aCalendar({ timeZone: 'Pacific/Honolulu' }),
    };
    const session = booked(1, '2026-12-01T10:00', { timeZone: 'Pacific/Auckland' });
    const history = aHistory({ calendars: far, sessions: [session] });
    expect(of('prepare outcome', planned(history, '2026-11-24'))).toEqual(
      [
        '2026-11-30T09:00 guide prepare #1@2026-12-01T10:00',
        // Monday at 11:00 there.
        '2026-11-27T09:00 learner prepare #1@2026-12-01T10:00',
        '2026-12-02T09:00 guide outcome #1@2026-12-01T10:00',
        '2026-12-01T09:00 learner outcome #1@2026-12-01T10:00',
      ].toSorted((a, b) => order(a) - order(b)),
    );
  });

  it('the wall clock holds where clocks change between', () => {
    const history = aHistory({
      calendars,
      course: { since: at('2027-03-01') },
      sessions: [held(1, '2027-03-02')],
    });
    const plan = planCoaching(history, at('2027-03-02T12:00'));
    // New York springs forward on 14 March: nine o'clock is 13:00 UTC after it, 14:00 before.
    const asked = plan.nudges.filter(({ kind }) => kind === 'book' || kind === 'between');
    expect(asked.slice(0, 2).map(({ dueAt }) => dueAt.toISOString())).toEqual([
      '2027-03-12T14:00:00.000Z',
      '2027-03-16T13:00:00.000Z',
    ]);
  });

  function order(line: string): number {
    const zone = line.includes('guide') ? 'Pacific/Auckland' : 'Pacific/Honolulu';
    return at(line.slice(0, 16), zone).getTime();
  }
});
