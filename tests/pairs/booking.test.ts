import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  book,
  type Chosen,
  cancel,
  latestProgress,
  move,
  report,
  type SessionStep,
  type When,
  whenOf,
} from '../../src/pairs/booking.ts';
import { type KeptSession, SessionId } from '../../src/pairs/course.ts';
import { shownOf, written } from '../../src/pairs/logging.ts';
import type { Side } from '../../src/pairs/pair.ts';
import type { Rhythm } from '../../src/pairs/rhythm.ts';

const NOW = new Date('2026-12-07T10:00Z');
const PLAN: Rhythm = { form: 'plan', sessions: 4, minutes: 60, everyDays: 21 };
const at = (instant: string): When => ({
  wall: instant.slice(0, 16),
  timeZone: 'UTC',
  startsAt: new Date(instant),
});
const idOf = (number: number) =>
  SessionId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
const made = (number: number) => ({ id: idOf(number), calendarKey: idOf(number) });

/** A booked session of tomorrow, but for what differs. */
function aSession(id: number, differs: Partial<KeptSession> = {}): KeptSession {
  return {
    ...made(id),
    ...at('2026-12-08T10:00:00Z'),
    number: 1,
    state: 'booked',
    minutes: 60,
    bookedBy: 'learner',
    bookedAt: NOW,
    reports: { guide: null, learner: null },
    settledAt: null,
    version: 1,
    progress: null,
    learnerWords: {},
    guideWords: {},
    ...differs,
  };
}
const begun = (id: number, differs: Partial<KeptSession> = {}): KeptSession =>
  aSession(id, { ...at('2026-12-07T09:00:00Z'), ...differs });
const held = (id: number, number: number, day: string): KeptSession =>
  aSession(id, {
    ...at(`${day}T09:00:00Z`),
    number,
    state: 'held',
    reports: { guide: null, learner: { said: 'held', at: NOW } },
    settledAt: NOW,
  });
const TWO = [held(1, 1, '2026-11-02'), held(2, 2, '2026-11-23')];
const problemIn = (step: SessionStep) => (step.outcome === 'problem' ? step.problem : step.outcome);
const sessionIn = (step: SessionStep) => {
  if (step.outcome === 'problem' || !step.session) throw new Error(`no session: ${JSON.stringify(step)}`);
  return step.session;
};

describe('a time that was chosen', () => {
  it.each<[string, Chosen, string, string | undefined, string | undefined]>([
    [
      'of a list',
      { at: '2026-12-08T09:00:00.000Z' },
      'Europe/Warsaw',
      '2026-12-08T10:00',
      '2026-12-08T09:00:00.000Z',
    ],
    [
      'on one’s own wall',
      { wall: '2026-12-08T10:00' },
      'Asia/Kolkata',
      '2026-12-08T10:00',
      '2026-12-08T04:30:00.000Z',
    ],
    [
      'that clocks skip moves on by the gap',
      { wall: '2027-03-28T02:30' },
      'Europe/Warsaw',
      '2027-03-28T02:30',
      '2027-03-28T01:30:00.000Z',
    ],
    [
      'that comes twice means the first',
      { at: '2026-10-25T01:30:00.000Z' },
      'Europe/Warsaw',
      '2026-10-25T02:30',
      '2026-10-25T00:30:00.000Z',
    ],
    ['that is no day', { wall: '2026-02-30T10:00' }, 'Europe/Warsaw', undefined, undefined],
    ['with seconds', { wall: '2026-02-20T10:00:30' }, 'Europe/Warsaw', undefined, undefined],
    ['that is no instant', { at: 'tomorrow' }, 'Europe/Warsaw', undefined, undefined],
    ['with another offset', { at: '2026-12-08T09:00:00+01:00' }, 'Europe/Warsaw', undefined, undefined],
  ])('%s', (_, chosen, timeZone, wall, startsAt) => {
    const when = whenOf(chosen, timeZone);
    expect([when?.wall, when?.startsAt.toISOString()]).toEqual([wall, startsAt]);
  });
});

describe('booking', () => {
  const booked = (sessions: KeptSession[], time: string, kind: 'coaching' | 'mentoring' = 'coaching') =>
    book(
      { kind, rhythm: kind === 'coaching' ? PLAN : { form: 'as-needed' }, sessions },
      'guide',
      at(time),
      made(9),
      NOW,
    );

  it('counts over what took place', () => {
    expect(sessionIn(booked(TWO, '2026-12-08T10:00:00Z'))).toMatchObject({
      number: 3,
      state: 'booked',
      minutes: 60,
      bookedBy: 'guide',
      bookedAt: NOW,
      version: 1,
    });
    const missed = begun(3, { state: 'not-held', number: 3 });
    expect(sessionIn(booked([...TWO, missed], '2026-12-08T10:00:00Z')).number).toBe(3);
  });

  it('gives a meeting no number and no length', () => {
    expect(sessionIn(booked([], '2026-12-08T10:00:00Z', 'mentoring'))).toMatchObject({
      number: null,
      minutes: null,
    });
  });

  it.each<[string, KeptSession[], string, string]>([
    ['a time that has passed', [], '2026-12-07T09:59:00Z', 'past'],
    ['this very moment', [], '2026-12-07T10:00:00Z', 'past'],
    ['the next minute', [], '2026-12-07T10:01:00Z', 'changed'],
    ['in a year', [], '2027-12-07T10:00:00Z', 'changed'],
    ['in more than a year', [], '2027-12-09T10:00:00Z', 'too-far'],
    ['beside another', [aSession(1)], '2026-12-09T10:00:00Z', 'booked'],
    ['the same once more', [aSession(1)], '2026-12-08T10:00:00Z', 'unchanged'],
    ['beside one whose time has passed', [begun(1)], '2026-12-09T10:00:00Z', 'log-first'],
    [
      'beside one that was taken back',
      [aSession(1, { state: 'cancelled' })],
      '2026-12-08T10:00:00Z',
      'changed',
    ],
    [
      'after the last of the plan',
      [...TWO, held(3, 3, '2026-11-25'), held(4, 4, '2026-11-30')],
      '2026-12-08T10:00:00Z',
      'plan-done',
    ],
  ])('%s', (_, sessions, time, outcome) => {
    expect(problemIn(booked(sessions, time))).toBe(outcome);
  });
});

describe('another time', () => {
  const moved = (sessions: KeptSession[], session: KeptSession, time: string, version = session.version) =>
    move(sessions, session, at(time), version, NOW);

  it('leaves it the same session', () => {
    const before = new Date(NOW.getTime() - 72 * 3_600_000);
    const session = aSession(1, { learnerWords: { wish: 'words' }, bookedAt: before });
    expect(sessionIn(moved([session], session, '2026-12-10T10:00:00Z'))).toEqual({
      ...session,
      ...at('2026-12-10T10:00:00Z'),
      // This time is known since now: whoever has just moved it is not told of it again.
      bookedAt: NOW,
      version: 2,
    });
  });

  it('can be found for one whose time has passed, and for one that did not take place', () => {
    const passed = begun(1);
    expect(sessionIn(moved([passed], passed, '2026-12-10T10:00:00Z'))).toMatchObject({
      state: 'booked',
      version: 2,
    });
    const missed = begun(1, {
      state: 'not-held',
      settledAt: NOW,
      reports: { guide: { said: 'not-held', at: NOW }, learner: null },
    });
    expect(sessionIn(moved([missed], missed, '2026-12-10T10:00:00Z'))).toMatchObject({
      state: 'booked',
      settledAt: null,
      reports: { guide: null, learner: null },
    });
  });

  it.each<[string, KeptSession, KeptSession[], string, number, string]>([
    ['that has passed', aSession(1), [], '2026-12-07T09:00:00Z', 1, 'past'],
    ['too far away', aSession(1), [], '2028-12-07T09:00:00Z', 1, 'too-far'],
    ['that it has already', aSession(1), [], '2026-12-08T10:00:00Z', 1, 'unchanged'],
    [
      'that it has already, chosen before it was moved there',
      aSession(1, { version: 2 }),
      [],
      '2026-12-08T10:00:00Z',
      1,
      'unchanged',
    ],
    [
      'chosen before it was moved elsewhere',
      aSession(1, { version: 2 }),
      [],
      '2026-12-09T10:00:00Z',
      1,
      'changed',
    ],
    ['of what took place', begun(1, { state: 'held' }), [], '2026-12-09T10:00:00Z', 1, 'held'],
    [
      'of what was taken back',
      aSession(1, { state: 'cancelled' }),
      [],
      '2026-12-09T10:00:00Z',
      1,
      'cancelled',
    ],
    [
      'beside another that is booked',
      begun(1, { state: 'not-held' }),
      [aSession(2)],
      '2026-12-09T10:00:00Z',
      1,
      'booked',
    ],
  ])('%s', (_, session, others, time, version, outcome) => {
    expect(problemIn(moved([session, ...others], session, time, version))).toBe(outcome);
  });
});

describe('taking back', () => {
  it.each<[string, KeptSession, string]>([
    ['before it begins', aSession(1), 'changed'],
    ['as it begins', begun(1, at('2026-12-07T10:00:00Z')), 'begun'],
    ['twice', aSession(1, { state: 'cancelled' }), 'unchanged'],
    ['what took place', begun(1, { state: 'held' }), 'held'],
    ['what did not take place', begun(1, { state: 'not-held' }), 'begun'],
  ])('%s', (_, session, outcome) => {
    expect(problemIn(cancel(session, NOW))).toBe(outcome);
  });

  it('is a new version, for calendars', () => {
    expect(sessionIn(cancel(aSession(1, { version: 3 }), NOW))).toMatchObject({
      state: 'cancelled',
      version: 4,
      settledAt: NOW,
    });
  });
});

describe('what became of it', () => {
  it('is said by one, and by the other as well; where they disagree it counts as held', () => {
    const first = sessionIn(report([begun(1)], begun(1), 'guide', 'not-held', NOW));
    expect(first).toMatchObject({ state: 'not-held', settledAt: NOW, version: 1 });
    const later = new Date('2026-12-08T10:00Z');
    const second = sessionIn(report([first], first, 'learner', 'held', later));
    expect(second).toMatchObject({
      state: 'held',
      settledAt: NOW,
      reports: { guide: { said: 'not-held', at: NOW }, learner: { said: 'held', at: later } },
    });
    const corrected = sessionIn(report([second], second, 'learner', 'not-held', later));
    expect(corrected.state).toBe('not-held');
  });

  it('keeps the moment at which the same was said first', () => {
    const first = sessionIn(report([begun(1)], begun(1), 'guide', 'held', NOW));
    const again = sessionIn(report([first], first, 'guide', 'held', new Date('2026-12-09T10:00Z')));
    expect(again.reports.guide).toEqual({ said: 'held', at: NOW });
  });

  it.each<[string, KeptSession, string]>([
    ['before it begins', aSession(1), 'to-come'],
    ['as it begins', begun(1, at('2026-12-07T10:00:00Z')), 'changed'],
    ['of what was taken back', aSession(1, { state: 'cancelled' }), 'cancelled'],
  ])('%s', (_, session, outcome) => {
    expect(problemIn(report([session], session, 'guide', 'held', NOW))).toBe(outcome);
  });

  it('gives the numbers of what follows anew where something counts after all', () => {
    const missed = begun(3, { state: 'not-held', number: 3, ...at('2026-12-01T09:00:00Z') });
    const next = aSession(4, { number: 3 });
    const step = report([...TWO, missed, next], missed, 'guide', 'held', NOW);
    expect(step.outcome === 'changed' && step.sessions.map(({ id, number }) => [id, number])).toEqual([
      [idOf(3), 3],
      [idOf(4), 4],
    ]);
  });
});

describe('what is written about a session', () => {
  const plan = { cue: 'a', action: 'b', obstacle: '' };
  const NOTHING: Parameters<typeof written>[2] = { progress: null, plan: null, learning: '' };
  const full = begun(1, {
    progress: 4,
    learnerWords: { plan, takeaway: 'mine', wish: 'ours' },
    guideWords: { learning: 'theirs' },
  });
  const wrote = (
    side: Side,
    sent: Partial<typeof NOTHING>,
    shown = shownOf({ progress: null, words: {} }),
  ) => {
    const { progress, learnerWords, guideWords } = written(
      full,
      { kind: 'coaching', side },
      { ...NOTHING, ...sent },
      shown,
    );
    return { progress, plan: learnerWords.plan, learning: guideWords.learning };
  };

  it.each<[string, ReturnType<typeof wrote>, ReturnType<typeof wrote>]>([
    [
      'each writes their own',
      wrote('learner', { progress: 7, learning: 'smuggled' }),
      { progress: 7, plan, learning: 'theirs' },
    ],
    [
      'and not the other’s',
      wrote('guide', { progress: 7, plan: { ...plan, cue: 'c' }, learning: 'new' }),
      { progress: 4, plan, learning: 'new' },
    ],
    ['a form from before takes nothing out', wrote('learner', {}), { progress: 4, plan, learning: 'theirs' }],
    ['nor the coach’s', wrote('guide', {}), { progress: 4, plan, learning: 'theirs' }],
    [
      'what was shown is taken out',
      wrote('learner', {}, ['plan', 'progress']),
      { progress: null, plan: undefined, learning: 'theirs' },
    ],
    ['the coach’s as well', wrote('guide', {}, ['learning']), { progress: 4, plan, learning: undefined }],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('leaves takeaway and wish alone, and all of a meeting', () => {
    const { learnerWords } = written(full, { kind: 'coaching', side: 'learner' }, NOTHING, ['plan']);
    expect(learnerWords).toEqual({ takeaway: 'mine', wish: 'ours' });
    expect(written(full, { kind: 'mentoring', side: 'learner' }, { ...NOTHING, progress: 1 }, [])).toBe(full);
  });

  it('shows the last figure of what took place', () => {
    expect(latestProgress([])).toBeNull();
    expect(
      latestProgress([
        { state: 'held', progress: 3 },
        { state: 'held', progress: null },
        { state: 'not-held', progress: 9 },
      ]),
    ).toBe(3);
  });
});

/** Whatever two people do with their sessions, in whatever order. */
describe('over random histories', () => {
  const act = fc.record({
    what: fc.constantFrom('book', 'move', 'cancel', 'held', 'not-held'),
    side: fc.constantFrom<Side>('guide', 'learner'),
    which: fc.nat(7),
    hours: fc.integer({ min: -30, max: 60 }),
    waits: fc.integer({ min: 0, max: 40 }),
  });

  it('one is booked at most, what was held is counted without a gap, versions never fall', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let sessions: KeptSession[] = [];
        let now = NOW;
        for (const [index, { what, side, which, hours, waits }] of acts.entries()) {
          now = new Date(now.getTime() + waits * 3_600_000);
          const when = at(new Date(now.getTime() + hours * 3_600_000).toISOString());
          const session = sessions[which % Math.max(1, sessions.length)];
          const before = JSON.stringify(sessions);
          let step: SessionStep | undefined;
          if (what === 'book')
            step = book(
              { kind: 'coaching', rhythm: { ...PLAN, sessions: 12 }, sessions },
              side,
              when,
              made(index),
              now,
            );
          else if (session && what === 'move') step = move(sessions, session, when, session.version, now);
          else if (session && what === 'cancel') step = cancel(session, now);
          else if (session && (what === 'held' || what === 'not-held'))
            step = report(sessions, session, side, what, now);
          expect(JSON.stringify(sessions)).toBe(before);
          if (step?.outcome !== 'changed') continue;
          const changed = new Map(step.sessions.map((one) => [one.id, one]));
          for (const one of sessions)
            expect(changed.get(one.id)?.version ?? one.version).toBeGreaterThanOrEqual(one.version);
          sessions = sessions.map((one) => changed.get(one.id) ?? one);
          if (!sessions.includes(step.session)) sessions = [...sessions, step.session];
          sessions = sessions.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
          expect(sessions.filter(({ state }) => state === 'booked').length).toBeLessThanOrEqual(1);
          const counted = sessions.filter(({ state }) => state === 'held').map(({ number }) => number);
          expect(counted).toEqual(counted.map((_, place) => place + 1));
          const next = sessions.find(({ state }) => state === 'booked');
          if (next) expect(next.number).toBe(counted.length + 1);
          for (const one of sessions) expect(one.state === 'booked').toBe(one.settledAt === null);
        }
      }),
      { numRuns: 300 },
    );
  });
});
