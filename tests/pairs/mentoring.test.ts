import { describe, expect, it } from 'vitest';
import type { History, Plan, Sent } from '../../src/pairs/course.ts';
import { planMentoring } from '../../src/pairs/mentoring.ts';
import type { Review, Side } from '../../src/pairs/pair.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { aHistory, aMeeting, BEGAN, WARSAW } from './mentoring-made.ts';

/** As it reads on the wall in Warsaw. */
function wall(at: Date): string {
  const text = at.toLocaleString('sv-SE', { timeZone: 'Europe/Warsaw' });
  return text.slice(0, 16);
}

function read({ nudges }: Plan, ...kinds: string[]): string[] {
  return nudges
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ side, kind, once, dueAt }) => `${wall(dueAt)} ${side} ${kind} ${once}`);
}

function went(side: Side, kind: Sent['kind'], once: string, at: string): Sent {
  return { side, kind, once, at: new Date(at) };
}

const asks = (history: History, now: Date = BEGAN) => read(planMentoring(history, now), 'gap', 'thought');
const pause = (history: History, now: Date = BEGAN) => wall(planMentoring(history, now).pausesAt);
const held = (...days: string[]) => days.map((day) => aMeeting(`${day}T12:00:00Z`, 'held'));

describe('a new mentoring pair', () => {
  it('is asked after half of two weeks, three times more, and is paused: all of it in the plan', () => {
    const plan = planMentoring(aHistory(), BEGAN);
    expect(read(plan)).toEqual([
      '2026-09-14 09:00 guide thought 2026-09-07.0',
      '2026-09-14 09:00 learner gap 2026-09-07.0.0',
      '2026-09-21 09:00 learner gap 2026-09-07.1.1',
      '2026-09-28 09:00 learner gap 2026-09-07.2.2',
      '2026-10-05 09:00 learner gap 2026-09-07.3.3',
      '2026-10-07 09:00 guide pulse 1',
      '2026-10-07 09:00 learner pulse 1',
    ]);
    expect(wall(plan.pausesAt)).toBe('2026-10-12 09:00');
    expect(plan.next.learner).toEqual({ what: 'meet', around: new Date('2026-09-14T07:00:00Z') });
  });

  it('begins on a Saturday: what falls on a weekend waits for Monday', () => {
    const from = new Date('2026-09-05T10:00:00Z');
    expect(asks(aHistory({ course: { since: from, from } }), from)).toEqual([
      '2026-09-14 09:00 guide thought 2026-09-05.0',
      '2026-09-14 09:00 learner gap 2026-09-05.0.0',
      '2026-09-21 09:00 learner gap 2026-09-05.1.1',
      '2026-09-28 09:00 learner gap 2026-09-05.2.2',
      '2026-10-05 09:00 learner gap 2026-09-05.3.3',
    ]);
  });

  it('each is asked on their own morning', () => {
    const calendars = {
      guide: { ...WARSAW, timeZone: 'Asia/Kathmandu' },
      learner: { hours: { days: [2, 4], from: '13:30', to: '18:00' }, timeZone: 'America/Lima', off: [] },
    };
    const plan = planMentoring(aHistory({ calendars }), BEGAN);
    expect(plan.nudges.slice(0, 3).map(({ side, kind, dueAt }) => [side, kind, dueAt.toISOString()])).toEqual(
      [
        // The learner works on Tuesdays and Thursdays; the thought goes with the first ask.
        ['guide', 'thought', '2026-09-15T03:15:00.000Z'],
        ['learner', 'gap', '2026-09-15T18:30:00.000Z'],
        ['learner', 'gap', '2026-09-22T18:30:00.000Z'],
      ],
    );
  });
});

describe('the expected gap', () => {
  const firstAsk = (history: History) => asks(history, new Date('2026-12-01T08:00:00Z'))[0]?.slice(0, 10);
  it.each([
    ['30 days while there is no history', held('2026-12-01'), {}, '2026-12-31'],
    ['the gap there is', held('2026-11-10', '2026-12-01'), {}, '2026-12-22'],
    ['the middle of two', held('2026-11-01', '2026-11-21', '2026-12-01'), {}, '2026-12-16'],
    ['the median of three', held('2026-10-01', '2026-11-20', '2026-11-21', '2026-12-01'), {}, '2026-12-11'],
    [
      'of the last three alone',
      held('2026-07-01', '2026-09-29', '2026-10-09', '2026-11-20', '2026-12-01'),
      {},
      '2026-12-14',
    ],
    ['7 days at the least', held('2026-11-30', '2026-12-01'), {}, '2026-12-08'],
    ['60 days at the most', held('2026-09-02', '2026-12-01'), {}, '2027-02-01'],
    [
      'what the pair agreed on, whatever it did',
      held('2026-11-30', '2026-12-01'),
      { terms: { purpose: '', rhythm: { form: 'every' as const, everyDays: 14 } } },
      '2026-12-15',
    ],
    [
      'without the gap that has a break in it',
      held('2026-09-10', '2026-09-24', '2026-11-30', '2026-12-07'),
      { from: new Date('2026-11-20T09:00:00Z') },
      '2026-12-18',
    ],
  ])('is %s', (_, sessions, course, day) => {
    expect(firstAsk(aHistory({ sessions, course }))).toBe(day);
  });

  it('keeps to what the program says', () => {
    const rules = CadenceRules.parse({ mentoring: { usualGapDays: 21, leastGapDays: 14, mostGapDays: 40 } });
    expect(firstAsk(aHistory({ rules, sessions: held('2026-12-01') }))).toBe('2026-12-22');
    expect(firstAsk(aHistory({ rules, sessions: held('2026-11-30', '2026-12-01') }))).toBe('2026-12-15');
    expect(firstAsk(aHistory({ rules, sessions: held('2026-09-02', '2026-12-01') }))).toBe('2027-01-11');
  });
});

describe('silence', () => {
  const met = aMeeting('2026-10-06T12:00:00Z', 'held', { settledAt: new Date('2026-10-07T08:00:00Z') });

  it('counts from when the first ask really went out', () => {
    const history = aHistory({
      sessions: [met],
      sent: [went('learner', 'gap', '2026-10-07.0.0', '2026-11-09T09:20:00Z')],
    });
    const now = new Date('2026-11-09T09:20:00Z');
    expect(asks(history, now)).toEqual([
      // When the first ask was due: the mentor is not to see when it went out.
      '2026-11-05 09:00 guide thought 2026-10-07.0',
      '2026-11-16 09:00 learner gap 2026-10-07.1.1',
      '2026-11-23 09:00 learner gap 2026-10-07.2.2',
      '2026-11-30 09:00 learner gap 2026-10-07.3.3',
    ]);
    expect(pause(history, now)).toBe('2026-12-07 09:00');
  });

  it('counts from the second where the first could not be sent', () => {
    const sent = [went('learner', 'gap', '2026-10-07.1.1', '2026-11-16T09:20:00Z')];
    const history = aHistory({ sessions: [met], sent });
    const now = new Date('2026-11-16T09:20:00Z');
    expect(asks(history, now)).toEqual([
      '2026-11-23 09:00 learner gap 2026-10-07.2.2',
      '2026-11-30 09:00 learner gap 2026-10-07.3.3',
    ]);
    expect(pause(history, now)).toBe('2026-12-14 09:00');
  });

  it('makes up for nothing: after weeks in which nothing was sent, the latest ask alone is due', () => {
    const history = aHistory({ sessions: [met] });
    expect(asks(history, new Date('2026-11-21T09:00:00Z'))).toEqual([
      '2026-11-19 09:00 learner gap 2026-10-07.2.2',
      '2026-11-26 09:00 learner gap 2026-10-07.3.3',
    ]);
    expect(pause(history, new Date('2026-11-21T09:00:00Z'))).toBe('2026-12-03 09:00');
  });

  it('of days off: what would fall together is asked once, and nobody is paused in the week of their return', () => {
    const learner = { ...WARSAW, off: [{ from: '2026-11-10', to: '2026-12-01' }] };
    const history = aHistory({ sessions: [met], calendars: { guide: WARSAW, learner } });
    expect(asks(history)).toEqual([
      '2026-11-05 09:00 guide thought 2026-10-07.0',
      '2026-11-05 09:00 learner gap 2026-10-07.0.0',
      '2026-12-02 09:00 learner gap 2026-10-07.3.3',
    ]);
    expect(pause(history)).toBe('2026-12-09 09:00');
  });

  it('begins anew with every sign, each under its own name', () => {
    const sent = [went('learner', 'gap', '2026-09-07.0.0', '2026-09-14T07:00:00Z')];
    const now = new Date('2026-09-15T10:00:00Z');
    const first = (history: History) => asks({ ...history, sent }, now).find((one) => one.includes('gap'));
    expect(first(aHistory())).toBe('2026-09-21 09:00 learner gap 2026-09-07.1.1');
    const told = { settledAt: now };
    for (const [history, ask] of [
      [aHistory({ sessions: [aMeeting('2026-09-15T08:00:00Z', 'held', told)] }), '2026-10-15 09:00'],
      // Told of late: not asked for the next one at once.
      [aHistory({ sessions: [aMeeting('2026-08-10T08:00:00Z', 'held', told)] }), '2026-09-18 09:00'],
      [aHistory({ sessions: [aMeeting('2026-09-11T08:00:00Z', 'not-held', told)] }), '2026-09-22 09:00'],
      [aHistory({ sessions: [aMeeting('2026-09-17T08:00:00Z', 'cancelled', told)] }), '2026-09-22 09:00'],
      [
        aHistory({ course: { notNow: { times: 1, at: now, until: new Date('2026-09-29T08:30:00Z') } } }),
        '2026-09-29 10:30',
      ],
      [aHistory({ course: { from: now } }), '2026-09-22 09:00'],
    ] as const)
      expect(first(history)).toBe(`${ask} learner gap 2026-09-15.0.1`);
  });

  it('is broken by what the mentee answers to a pulse or a renewal after an ask, and by none that came before', () => {
    const now = new Date('2026-09-17T10:00:00Z');
    const answered = [{ side: 'learner' as const, once: '1', at: now }];
    const renewal: Review = { of: 'renewal', round: 1, side: 'learner', said: 'keep', at: now };
    const sent = [went('learner', 'gap', '2026-09-07.0.0', '2026-09-14T07:00:00Z')];
    for (const history of [
      aHistory({ answered, sent }),
      aHistory({ course: { reviews: [renewal] }, sent }),
    ]) {
      expect(asks(history, now)).toEqual([
        // The mentor's comes when it would have come: nothing in it tells that the mentee has answered.
        '2026-09-14 09:00 guide thought 2026-09-07.0',
        '2026-10-19 09:00 learner gap 2026-09-17.0.1',
        '2026-10-26 09:00 learner gap 2026-09-17.1.2',
        '2026-11-02 09:00 learner gap 2026-09-17.2.3',
        '2026-11-09 09:00 learner gap 2026-09-17.3.4',
      ]);
      expect(pause(history, now)).toBe('2026-11-16 09:00');
    }
    expect(asks(aHistory({ answered }), now)).toEqual(asks(aHistory(), now));
  });

  it('what the mentor answers puts off the pause, and changes nothing of what the mentee is asked', () => {
    const now = new Date('2026-09-24T10:00:00Z');
    const sent = [went('learner', 'gap', '2026-09-07.0.0', '2026-09-14T07:00:00Z')];
    const plain = aHistory({ sent });
    const history = { ...plain, answered: [{ side: 'guide' as const, once: '1', at: now }] };
    expect(asks(history, now)).toEqual(asks(plain, now));
    expect(pause(plain, now)).toBe('2026-10-12 09:00');
    expect(pause(history, now)).toBe('2026-10-22 09:00');
  });
});

describe('a date', () => {
  const date = aMeeting('2026-10-13T12:00:00Z', 'booked', { version: 3 });
  const about = (history: History, now: string) =>
    read(planMentoring(history, new Date(now)), 'upcoming', 'met');

  it('is told of the working day before, and asked about on the working morning after', () => {
    const history = aHistory({ sessions: [date] });
    expect(about(history, '2026-10-10T12:30:00Z')).toEqual([
      `2026-10-12 09:00 guide upcoming ${date.id}.3`,
      `2026-10-12 09:00 learner upcoming ${date.id}.3`,
      `2026-10-14 09:00 guide met ${date.id}.3`,
      `2026-10-14 09:00 learner met ${date.id}.3`,
    ]);
    // Not of what has begun.
    expect(about(history, '2026-10-13T12:00:00Z')).toHaveLength(2);
    // If nobody says a word about it, it counts for the gap as if it had been held.
    expect(asks(history)[0]).toBe('2026-11-12 09:00 guide thought 2026-10-13.0');
    expect(planMentoring(history, new Date('2026-10-13T12:59:00Z')).next.learner).toEqual({
      what: 'session',
      session: date,
    });
    expect(planMentoring(history, new Date('2026-10-13T13:00:00Z')).next.learner).toEqual({
      what: 'log',
      session: date,
    });
  });

  it('on a Monday is told of on Friday, after a holiday on the day before it', () => {
    const monday = aMeeting('2026-10-12T12:00:00Z', 'booked');
    const guide = { ...WARSAW, off: [{ from: '2026-10-09', to: '2026-10-09' }] };
    const history = aHistory({ sessions: [monday], calendars: { guide, learner: WARSAW } });
    expect(about(history, '2026-10-01T12:30:00Z').slice(0, 2)).toEqual([
      // Booked on Friday at noon: for the learner the morning of that day has passed.
      `2026-10-13 09:00 guide met ${monday.id}.1`,
      `2026-10-13 09:00 learner met ${monday.id}.1`,
    ]);
    const early = { ...monday, bookedAt: BEGAN };
    expect(about({ ...history, sessions: [early] }, '2026-10-01T12:30:00Z').slice(0, 2)).toEqual([
      `2026-10-08 09:00 guide upcoming ${monday.id}.1`,
      `2026-10-09 09:00 learner upcoming ${monday.id}.1`,
    ]);
  });

  it('is asked about until one has reported, or the next ask is due', () => {
    const reports = { guide: { said: 'held' as const, at: new Date('2026-10-13T14:00:00Z') }, learner: null };
    const settled = { ...date, state: 'held' as const, reports, settledAt: reports.guide.at };
    expect(about(aHistory({ sessions: [settled] }), '2026-10-13T14:00:00Z')).toEqual([]);
    expect(about(aHistory({ sessions: [date] }), '2026-11-12T07:59:00Z')).toHaveLength(2);
    expect(about(aHistory({ sessions: [date] }), '2026-11-12T08:00:00Z')).toEqual([]);
  });

  it('what went out is not planned again, what belongs to another time is', () => {
    const sent = [went('learner', 'upcoming', `${date.id}.3`, '2026-10-12T07:00:00Z')];
    const before = '2026-10-12T07:30:00Z';
    expect(about(aHistory({ sessions: [date], sent }), before)).not.toContain(
      `2026-10-12 09:00 learner upcoming ${date.id}.3`,
    );
    const moved = { ...date, startsAt: new Date('2026-10-15T12:00:00Z'), version: 4 };
    expect(about(aHistory({ sessions: [moved], sent }), before)).toContain(
      `2026-10-14 09:00 learner upcoming ${date.id}.4`,
    );
  });
});

describe('"not now"', () => {
  it('stands as the next step until it is over, then it is asked', () => {
    const notNow = {
      times: 2,
      at: new Date('2026-09-15T10:00:00Z'),
      until: new Date('2026-10-13T07:00:00Z'),
    };
    const history = aHistory({ course: { notNow } });
    expect(planMentoring(history, notNow.at).next.learner).toEqual({ what: 'later', until: notNow.until });
    expect(planMentoring(history, notNow.until).next.learner).toEqual({ what: 'meet', around: notNow.until });
    expect(asks(history, notNow.at)[1]).toBe('2026-10-13 09:00 learner gap 2026-09-15.0.0');
    expect(pause(history, notNow.at)).toBe('2026-11-10 09:00');
  });
});

describe('a snooze', () => {
  it('moves what is said to that side to its end, and leaves out what is past its use by then', () => {
    const until = new Date('2026-10-15T09:30:00Z');
    const date = aMeeting('2026-10-13T12:00:00Z', 'booked');
    const history = aHistory({ sessions: [date], course: { snoozed: { guide: null, learner: until } } });
    const plan = planMentoring(history, new Date('2026-10-10T12:30:00Z'));
    expect(read(plan, 'upcoming', 'met')).toEqual([
      `2026-10-12 09:00 guide upcoming ${date.id}.1`,
      `2026-10-14 09:00 guide met ${date.id}.1`,
      `2026-10-15 11:30 learner met ${date.id}.1`,
    ]);
  });

  it('beyond all asks: one is left, and the pair is paused a week after it', () => {
    const until = new Date('2026-11-18T12:00:00Z');
    const course = { snoozed: { guide: null, learner: until } };
    const history = aHistory({
      course,
      sent: [went('learner', 'gap', '2026-09-07.0.0', '2026-09-14T07:00:00Z')],
    });
    expect(asks(history)).toEqual([
      '2026-09-14 09:00 guide thought 2026-09-07.0',
      '2026-11-18 13:00 learner gap 2026-09-07.3.3',
    ]);
    expect(pause(history)).toBe('2026-11-25 09:00');
  });
});

/** A pair that meets every four weeks, and has planned a date far ahead: nothing is silent before it. */
const thriving = (differs: Parameters<typeof aHistory>[0] = {}) =>
  aHistory({ sessions: [aMeeting('2027-10-05T12:00:00Z', 'booked', { bookedAt: BEGAN })], ...differs });

describe('the pulse', () => {
  it('comes at day 30 and then every 60, to each alone', () => {
    const plan = planMentoring(thriving(), BEGAN);
    const to = (side: Side) =>
      read(plan, 'pulse')
        .filter((one) => one.includes(side))
        .map((one) => one.replace(` ${side} pulse`, ''));
    expect(to('learner').slice(0, 5)).toEqual([
      '2026-10-07 09:00 1',
      // A Sunday, over which the clocks have gone back.
      '2026-12-07 09:00 2',
      '2027-02-04 09:00 3',
      '2027-04-05 09:00 4',
      '2027-06-04 09:00 5',
    ]);
    expect(to('guide')).toEqual(to('learner'));
  });

  it('is over for a side with its answer, and with the next one', () => {
    const answered = [{ side: 'guide' as const, once: '1', at: new Date('2026-10-07T09:00:00Z') }];
    const due = (now: string, history = thriving({ answered })) =>
      read(planMentoring(history, new Date(now)), 'pulse').slice(0, 2);
    expect(due('2026-10-08T09:00:00Z')).toEqual([
      '2026-10-07 09:00 learner pulse 1',
      '2026-12-07 09:00 guide pulse 2',
    ]);
    expect(due('2026-12-08T09:00:00Z')).toEqual([
      '2026-12-07 09:00 guide pulse 2',
      '2026-12-07 09:00 learner pulse 2',
    ]);
  });

  it('that fell into a break is left out', () => {
    const from = new Date('2026-12-20T10:00:00Z');
    expect(read(planMentoring(thriving({ course: { from } }), from), 'pulse')[0]).toBe(
      '2027-02-04 09:00 guide pulse 3',
    );
  });
});

describe('the renewal', () => {
  const renewals = (history: History, now: Date, side: Side = 'learner') =>
    read(planMentoring(history, now), 'renewal').filter((one) => one.includes(side));

  it('is asked after six calendar months, and 7 and 14 days later; and after twelve', () => {
    expect(renewals(thriving(), BEGAN)).toEqual([
      '2027-03-08 09:00 learner renewal 1',
      '2027-03-15 09:00 learner renewal 1.1',
      '2027-03-22 09:00 learner renewal 1.2',
      '2027-09-07 09:00 learner renewal 2',
      '2027-09-14 09:00 learner renewal 2.1',
      '2027-09-21 09:00 learner renewal 2.2',
    ]);
  });

  it('of the last day of August comes on the last of February', () => {
    const since = new Date('2026-08-31T10:00:00Z');
    expect(renewals(thriving({ course: { since, from: since } }), since)[0]).toBe(
      // The 28th is a Sunday.
      '2027-03-01 09:00 learner renewal 1',
    );
    const leap = new Date('2027-08-31T10:00:00Z');
    const sessions = [aMeeting('2028-10-05T12:00:00Z', 'booked', { bookedAt: leap })];
    expect(renewals(aHistory({ sessions, course: { since: leap, from: leap } }), leap)[0]).toBe(
      '2028-02-29 09:00 learner renewal 1',
    );
  });

  it('is asked again from when it went out, until that side has answered', () => {
    const sent = [went('learner', 'renewal', '1', '2027-03-10T08:15:00Z')];
    const now = new Date('2027-03-10T08:15:00Z');
    const review = (side: Side): Review => ({ of: 'renewal', round: 1, side, said: 'keep', at: now });
    expect(renewals(thriving({ sent }), now).slice(0, 2)).toEqual([
      '2027-03-17 09:00 learner renewal 1.1',
      '2027-03-24 09:00 learner renewal 1.2',
    ]);
    const answered = (side: Side) => thriving({ sent, course: { reviews: [review(side)] } });
    expect(renewals(answered('guide'), now)).toEqual(renewals(thriving({ sent }), now));
    expect(renewals(answered('guide'), now, 'guide')[0]).toBe('2027-09-07 09:00 guide renewal 2');
    expect(renewals(answered('learner'), now)[0]).toBe('2027-09-07 09:00 learner renewal 2');
  });

  it('is the next step of a pair without a date for three weeks, and until they have answered, to each', () => {
    const sessions = [aMeeting('2027-03-05T12:00:00Z', 'held')];
    const next = (at: string, reviews: Review[] = [], side: Side = 'learner') =>
      planMentoring(aHistory({ sessions, course: { reviews } }), new Date(at)).next[side].what;
    expect(next('2027-03-06T22:59:00Z')).toBe('meet');
    expect(next('2027-03-06T23:00:00Z')).toBe('renewal');
    expect(next('2027-03-27T22:59:00Z')).toBe('renewal');
    expect(next('2027-03-27T23:00:00Z')).toBe('meet');
    const at = new Date('2027-03-08T08:00:00Z');
    const reviews: Review[] = [{ of: 'renewal', round: 1, side: 'guide', said: 'keep', at }];
    expect(next('2027-03-09T09:00:00Z', reviews, 'guide')).toBe('meet');
    expect(next('2027-03-09T09:00:00Z', reviews, 'learner')).toBe('renewal');
  });
});
