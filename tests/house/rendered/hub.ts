import type { Goal, NextStep, Session } from '../../../src/pairs/course.ts';
import { SessionId } from '../../../src/pairs/course.ts';
import type { Listed } from '../../../src/pairs/listed.ts';
import { PairId, type Review, SIDES, type Side } from '../../../src/pairs/pair.ts';
import type { SeenCourse, SeenSession } from '../../../src/pairs/seen.ts';
import { historyView } from '../../../src/pairs/views/hub/history.ts';
import { hubView } from '../../../src/pairs/views/hub/hub.ts';
import { pairsSection, pairsView } from '../../../src/pairs/views/hub/list.ts';
import { statusMessage } from '../../../src/pairs/views/hub/status.ts';
import { programEndsMessage } from '../../../src/pairs/views/program-ends.ts';
import { KINDS, type Kind, PersonId } from '../../../src/ports.ts';
import { COMMAND, type Rendered, shown } from './common.ts';
import { SEEN } from './pairs.ts';

/** A Monday. */
export const NOW = new Date('2026-11-23T12:00:00Z');
const [BEFORE, AFTER] = [new Date('2026-11-20T09:00:00Z'), new Date('2026-12-08T09:00:00Z')];
const LONGEST = 500;
/** As much as a field takes, and what would be markup or a placeholder elsewhere. */
const LONG = `<!channel> & *bold* {{other}} $t(common:button.close) ${'ż'.repeat(LONGEST)}`.slice(0, LONGEST);

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function aSession(number: number, differs: Partial<SeenSession> = {}): SeenSession {
  return {
    id: SessionId.parse(idOf(number)),
    number,
    state: 'held',
    wall: '2026-11-20T10:00',
    timeZone: 'Europe/Warsaw',
    startsAt: BEFORE,
    minutes: 60,
    bookedBy: 'learner',
    bookedAt: BEFORE,
    reports: { guide: null, learner: { said: 'held', at: NOW } },
    settledAt: NOW,
    version: 2,
    progress: null,
    words: {},
    ...differs,
  };
}

/** What a side may read of a session, in full. */
function wordsFor(kind: Kind, side: Side, words: string): SeenSession['words'] {
  if (kind === 'mentoring') return { wish: words, ...(side === 'learner' && { takeaway: words }) };
  return {
    plan: { cue: words, action: words, obstacle: words },
    ...(side === 'guide' && { learning: words }),
  };
}

const NEXT: Record<Kind, NextStep[]> = {
  coaching: [
    { what: 'book', number: 2, by: AFTER },
    { what: 'book', number: 3, by: BEFORE },
    { what: 'session', session: aSession(2, { state: 'booked', startsAt: AFTER, settledAt: null }) },
    { what: 'log', session: aSession(2, { state: 'booked', settledAt: null }) },
    { what: 'half-time', round: 1 },
    { what: 'final', round: 1 },
  ],
  mentoring: [
    { what: 'meet', around: AFTER },
    { what: 'meet', around: BEFORE },
    { what: 'later', until: AFTER },
    { what: 'session', session: aSession(0, { number: null, state: 'booked', startsAt: AFTER }) },
    { what: 'log', session: aSession(0, { number: null, state: 'booked' }) },
    { what: 'renewal', round: 1 },
  ],
};

/** A pair that has begun, of Darnell in Chicago with Kasia in Warsaw. */
function aCourse(kind: Kind, side: Side, differs: Partial<SeenCourse> = {}): SeenCourse {
  return {
    pairId: PairId.parse(idOf(1)),
    kind,
    side,
    me: PersonId.parse('U0DARNELLO'),
    other: PersonId.parse('U0KASIANOW'),
    fit: { score: 60, reasons: [], gaps: [] },
    now: {
      state: 'running',
      terms: {
        purpose: '',
        rhythm:
          kind === 'coaching'
            ? { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 }
            : { form: 'every', everyDays: 14 },
      },
      proposal: null,
      proposals: 0,
      left: false,
    },
    sessions: [],
    goal: null,
    next: NEXT[kind][0] ?? null,
    slots: [],
    myZone: 'America/Chicago',
    otherZone: 'Europe/Warsaw',
    otherName: 'Kasia <Nowak>',
    otherAway: false,
    snoozedUntil: null,
    reviewed: [],
    answered: [],
    ...differs,
  };
}

const GOAL: Goal = {
  theme: 'Leading',
  goal: 'Say no',
  measure: 'Twice a week',
  startingPoint: 3,
  version: 1,
};
const LONG_GOAL: Goal = { theme: LONG, goal: LONG, measure: LONG, startingPoint: 10, version: 9 };

/** Pairs that have begun, in every state that has texts of its own, with as much as there can be in the last ones. */
export const COURSES: SeenCourse[] = KINDS.flatMap((kind) => SIDES.flatMap((side) => coursesOf(kind, side)));

/** The same session as the reader sees it. */
function bookedIn(session: Session): SeenSession {
  return { ...session, progress: null, words: {} };
}

function coursesOf(kind: Kind, side: Side): SeenCourse[] {
  const plain = aCourse(kind, side);
  const number = kind === 'coaching' ? 1 : null;
  const held = aSession(1, { number, words: wordsFor(kind, side, 'a & b'), progress: number && 6 });
  const reviews = (['half-time', 'final', 'renewal'] as const).map(
    (of): Review => ({ of, round: 1, side, said: 'keep', at: BEFORE }),
  );
  const { terms } = plain.now;
  const paused = { ...plain.now, state: 'paused' as const, silence: false, until: null, endsAt: AFTER };
  const changed = { terms, version: 2 };
  return [
    plain,
    ...(kind === 'coaching' ? [{ ...plain, next: { what: 'book' as const, number: 1, by: AFTER } }] : []),
    ...NEXT[kind].map((next) => ({
      ...plain,
      next,
      sessions: [held, ...(next.what === 'session' || next.what === 'log' ? [bookedIn(next.session)] : [])],
      goal: GOAL,
    })),
    { ...plain, slots: [AFTER, new Date(AFTER.getTime() + 3_600_000)] },
    ...NEXT[kind].map((next) => ({
      ...plain,
      next,
      reviewed: reviews,
      otherAway: true,
    })),
    { ...plain, next: null, now: paused },
    { ...plain, next: null, now: { ...paused, silence: true } },
    { ...plain, next: null, now: { ...paused, until: '2027-02-01' } },
    { ...plain, now: { ...plain.now, left: true }, sessions: [held], goal: GOAL },
    { ...plain, now: { ...plain.now, proposal: { ...changed, mine: true }, proposals: 2 } },
    { ...plain, now: { ...plain.now, proposal: { ...changed, mine: false }, proposals: 2 } },
    { ...plain, snoozedUntil: AFTER, goal: { ...GOAL, theme: '', measure: '' } },
    { ...plain, goal: { ...GOAL, startingPoint: null }, sessions: [held] },
    { ...plain, sessions: [held, aSession(2, { number: number && 2 })] },
    { ...plain, now: { ...plain.now, terms: { purpose: LONG, rhythm: { form: 'as-needed' } } } },
    { ...plain, goal: LONG_GOAL, sessions: hundred(kind, side), otherName: 'Ż'.repeat(80) },
  ];
}

/** A hundred sessions with all that can be written about them, of every outcome. */
function hundred(kind: Kind, side: Side): SeenSession[] {
  const outcomes: Partial<SeenSession>[] = [
    { state: 'held', progress: kind === 'coaching' ? 10 : null, words: wordsFor(kind, side, LONG) },
    { state: 'held', reports: { guide: { said: 'not-held', at: NOW }, learner: { said: 'held', at: NOW } } },
    { state: 'not-held' },
    { state: 'cancelled' },
  ];
  const past = Array.from({ length: 100 }, (_, at) =>
    aSession(at + 1, { ...outcomes[at % 4], ...(kind === 'mentoring' && { number: null }) }),
  );
  return [...past, aSession(101, { state: 'booked', startsAt: AFTER })];
}

const listed = (courses: readonly SeenCourse[]): Listed[] =>
  courses.map((course) => ({ seen: course, course, otherName: course.otherName }));
const NOT_BEGUN: Listed[] = SEEN.filter(({ now }) => now.state === 'trial' || now.state === 'agreement').map(
  (seen) => ({ seen, course: null, otherName: 'Piotr Zawadzki' }),
);
/** Nobody's; one; a few; more than anybody has. */
const LISTS: Listed[][] = [
  [],
  listed(COURSES.slice(0, 1)),
  NOT_BEGUN.slice(0, 3),
  [...NOT_BEGUN, ...listed(COURSES)],
  listed(COURSES),
];

export const HUB: Rendered = {
  hubView: (t) =>
    COURSES.flatMap((seen) => [
      shown(hubView(t, seen, NOW)),
      ...(['agrees', 'declines'] as const).map((said) => shown(hubView(t, seen, NOW, said))),
    ]),
  historyView: (t) =>
    COURSES.flatMap((seen) => [undefined, 0, 9, 99].map((page) => shown(historyView(t, seen, page)))),
  pairsSection: (t) => LISTS.map((pairs) => shown({ type: 'home', blocks: pairsSection(t, pairs, NOW) })),
  pairsView: (t) =>
    LISTS.flatMap((pairs) => [0, 11, 31].map((from) => shown(pairsView(t, pairs, from, NOW)))),
  statusMessage: (t) => LISTS.map((pairs) => shown(statusMessage(t, pairs, COMMAND, NOW))),
  programEndsMessage: (t) =>
    KINDS.flatMap((kind) =>
      [true, false].flatMap((isGuide) =>
        [[], ...LISTS.slice(1, 4)].map((pairs) =>
          shown(programEndsMessage(t, { name: 'Lead <well>', kind, pairs }, { isGuide })),
        ),
      ),
    ),
};

export const HUB_PARTS = [
  'nextText',
  'nextButtons',
  'moreOnNext',
  'pairBlocks',
  'pairText',
  'turnedTo',
  'labelled',
  'list',
];
