import type { Goal, NextStep, PairNudge } from '../../../src/pairs/course.ts';
import { SessionId } from '../../../src/pairs/course.ts';
import { PairId, type Side } from '../../../src/pairs/pair.ts';
import type { SeenCourse, SeenSession } from '../../../src/pairs/seen.ts';
import { coachingNudge } from '../../../src/pairs/views/nudges/coaching.ts';
import { PersonId } from '../../../src/ports.ts';
import { type Rendered, shown } from './common.ts';

/** A nudge of coaching at one point of a pair, by what a reader of the goldens calls it. */
export interface CoachingCase {
  name: string;
  seen: SeenCourse;
  kind: PairNudge;
  once: string;
}

/** What was written, which no message may say. */
export const WRITTEN = 'Say <no> & mean it';
const GOAL: Goal = { theme: WRITTEN, goal: WRITTEN, measure: WRITTEN, startingPoint: 3, version: 2 };
const SLOTS = ['2026-12-21T09:00Z', '2026-12-22T13:30Z', '2026-12-23T08:00Z'].map((slot) => new Date(slot));

function aSession(number: number, differs: Partial<SeenSession> = {}): SeenSession {
  return {
    id: SessionId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`),
    number,
    state: 'held',
    wall: '2026-12-01T10:00',
    timeZone: 'Europe/Warsaw',
    startsAt: new Date('2026-12-01T09:00Z'),
    minutes: null,
    bookedBy: 'learner',
    bookedAt: new Date('2026-11-24T09:00Z'),
    reports: { guide: null, learner: null },
    settledAt: new Date('2026-12-01T12:00Z'),
    version: 1,
    progress: 4,
    words: { plan: { cue: WRITTEN, action: WRITTEN, obstacle: WRITTEN } },
    ...differs,
  };
}

const report = { said: 'held', at: new Date('2026-12-01T12:00Z') } as const;
const reported = { guide: report, learner: report };
const booked = (number: number, differs: Partial<SeenSession> = {}): SeenSession =>
  aSession(number, { state: 'booked', settledAt: null, progress: null, words: {}, ...differs });
const onceOf = ({ id, wall }: SeenSession): string => `${id}@${wall}`;

function aCourse(side: Side, differs: Partial<SeenCourse> = {}): SeenCourse {
  const [guide, learner] = [PersonId.parse('U0DARNELLO'), PersonId.parse('U0PIOTRZAW')];
  return {
    pairId: PairId.parse('00000000-0000-4000-8000-000000000001'),
    kind: 'coaching',
    side,
    me: side === 'guide' ? guide : learner,
    other: side === 'guide' ? learner : guide,
    fit: { score: 80, reasons: [], gaps: [] },
    now: {
      state: 'running',
      terms: { purpose: WRITTEN, rhythm: { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 } },
      proposal: null,
      proposals: 0,
      left: false,
    },
    sessions: [],
    goal: GOAL,
    next: { what: 'book', number: 2, by: new Date('2026-12-22T08:00Z') },
    slots: SLOTS,
    myZone: 'Europe/Warsaw',
    otherZone: 'Asia/Kolkata',
    otherName: side === 'guide' ? 'Piotr Zawadzki' : 'Darnell <O>',
    otherAway: false,
    snoozedUntil: null,
    reviewed: [],
    answered: [],
    ...differs,
  };
}

const toBook = (number: number): NextStep => ({
  what: 'book',
  number,
  by: new Date('2026-12-22T08:00Z'),
});
const both = (
  name: string,
  kind: PairNudge,
  once: string,
  differs: Partial<SeenCourse> = {},
): CoachingCase[] =>
  (['learner', 'guide'] as const).map((side) => ({
    name: `${name}, to the ${side === 'guide' ? 'coach' : 'client'}`,
    seen: aCourse(side, differs),
    kind,
    once,
  }));
const learner = (
  name: string,
  kind: PairNudge,
  once: string,
  differs: Partial<SeenCourse> = {},
): CoachingCase[] => both(name, kind, once, differs).slice(0, 1);

/** A session that is booked and to come. */
const ahead = (session: SeenSession, differs: Partial<SeenCourse> = {}): Partial<SeenCourse> => ({
  sessions: [session],
  next: { what: 'session', session },
  ...differs,
});
/** One whose time has passed. */
const passed = (session: SeenSession): Partial<SeenCourse> => ({
  sessions: [session],
  next: { what: 'log', session },
});
const [held, second, moved] = [aSession(1), booked(2), booked(2, { wall: '2026-11-30T10:00' })];
const paused = { ...aCourse('learner').now, state: 'paused', silence: true, until: null } as const;
const review = (of: 'half-time' | 'final') =>
  ({ of, round: 1, side: 'learner', said: 'keep', at: new Date('2026-12-14T09:00Z') }) as const;

export const COACHING_CASES: CoachingCase[] = [
  ...learner('book, the first', 'book', '1.0', { next: toBook(1) }),
  ...learner('book, by the plan', 'book', '2.0', { sessions: [held] }),
  ...learner('book, no times in common', 'book', '2.0', { slots: [], sessions: [held] }),
  ...learner('book, one wall for both', 'book', '2.0', { otherZone: 'Europe/Warsaw', sessions: [held] }),
  ...learner('book, put off', 'book', '2.0', {
    sessions: [held],
    snoozedUntil: new Date('2026-12-16T08:00Z'),
  }),
  ...learner('book, after a pause', 'book', '2.0.2026-12-14', { sessions: [held] }),
  ...learner('book, at half-time', 'book', '4.0', { next: { what: 'half-time', round: 1 } }),
  ...['2.1', '2.2', '2.3'].flatMap((once) =>
    learner(`book, again ${once.slice(-1)}`, 'book', once, { sessions: [held] }),
  ),
  ...learner('book, a session has passed', 'book', '2.0.2026-12-01', passed(second)),
  ...[1, 2, 3].flatMap((k) =>
    learner(`book, a session has passed, again ${k}`, 'book', `2.${k}.2026-12-01`, passed(second)),
  ),
  ...learner('book, booked since', 'book', '2.0', ahead(second)),
  ...learner('book, held since', 'book', '1.0', { sessions: [held], next: toBook(2) }),
  ...learner('book, all are held', 'book', '7.0', { next: { what: 'final', round: 1 } }),
  ...learner('book, the other is not available', 'book', '2.0', { otherAway: true }),
  ...learner('book, paused since', 'book', '2.0', {
    now: { ...paused, endsAt: new Date('2027-03-01') },
    next: null,
  }),
  ...learner('book, left since', 'book', '2.0', { now: { ...aCourse('learner').now, left: true } }),
  ...[1, 2, 3, 4, 5, 6].flatMap((number) => {
    const session = booked(number, number === 5 ? { number: null } : {});
    const earlier = Array.from({ length: number - 1 }, (_, at) =>
      aSession(at + 1, { startsAt: new Date(`2026-11-${10 + at}T09:00Z`) }),
    );
    const seen = ahead(session, { sessions: [...earlier, session] });
    return both(`prepare, session ${number}`, 'prepare', onceOf(session), seen);
  }),
  ...learner('prepare, no theme', 'prepare', onceOf(booked(1)), ahead(booked(1), { goal: null })),
  ...learner('prepare, no goal', 'prepare', onceOf(second), ahead(second, { goal: { ...GOAL, goal: '' } })),
  ...learner('prepare, moved since', 'prepare', onceOf(moved), ahead(second)),
  ...both('prepare, begun', 'prepare', onceOf(second), passed(second)),
  ...learner('prepare, one more than planned', 'prepare', onceOf(booked(7)), ahead(booked(7))),
  ...both('outcome', 'outcome', onceOf(second), passed(second)),
  ...both('outcome, the other has said that it took place', 'outcome', onceOf(held), { sessions: [held] }),
  ...(['held', 'not-held', 'cancelled'] as const).flatMap((state) => {
    const session = aSession(2, { state, reports: reported });
    return learner(`outcome, ${state}`, 'outcome', onceOf(session), { sessions: [session] });
  }),
  ...learner('outcome, moved since', 'outcome', onceOf(moved), ahead(second)),
  ...learner('outcome, no such session', 'outcome', onceOf(second)),
  ...learner('between', 'between', held.id, { sessions: [{ ...held, words: {} }] }),
  ...learner('between, with a plan', 'between', held.id, { sessions: [held] }),
  ...learner('between, another session since', 'between', held.id, { sessions: [held, aSession(2)] }),
  ...both('half-time', 'half-time', '1', { next: { what: 'half-time', round: 1 } }),
  ...learner('half-time, answered', 'half-time', '1', { reviewed: [review('half-time')] }),
  ...learner('half-time, over', 'half-time', '1', { next: { what: 'final', round: 1 } }),
  ...['1', '1.1', '1.0.2026-12-14'].flatMap((once) =>
    both(`final, ${once}`, 'final', once, { next: { what: 'final', round: 1 } }),
  ),
  ...learner('final, answered', 'final', '1', { reviewed: [review('final')] }),
  ...learner('final, a new plan since', 'final', '1', { next: toBook(7) }),
  ...both('supervision', 'supervision', '2026-Q4').slice(1),
  ...learner('of mentoring', 'gap', '2026-12-01.0'),
];

export const COACHING: Rendered = {
  coachingNudge: (t) =>
    COACHING_CASES.map(({ seen, kind, once }) => shown(coachingNudge(t, seen, kind, once))),
};
