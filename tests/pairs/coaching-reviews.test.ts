import { describe, expect, it } from 'vitest';
import type { History } from '../../src/pairs/course.ts';
import { ALL_FOUR, FOUR, next, planned, resumed, review, since, went } from './coaching-edges-made.ts';
import { aHistory, at, held } from './coaching-made.ts';

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
