import { type Goal, type Session, SessionId } from '../../../src/pairs/course.ts';
import { PairId, SIDES, type Side } from '../../../src/pairs/pair.ts';
import type { Rhythm } from '../../../src/pairs/rhythm.ts';
import type { SeenCourse, SeenSession } from '../../../src/pairs/seen.ts';
import { bookForm, cancelForm, moveForm } from '../../../src/pairs/views/sessions/booking.ts';
import { goalForm, goalView } from '../../../src/pairs/views/sessions/goal.ts';
import { logForm } from '../../../src/pairs/views/sessions/log.ts';
import { bookedMessage, cancelledMessage } from '../../../src/pairs/views/sessions/messages.ts';
import { planDoneView, reviewedView, reviewForm } from '../../../src/pairs/views/sessions/review.ts';
import { sessionView } from '../../../src/pairs/views/sessions/session.ts';
import { KINDS, type Kind, PersonId } from '../../../src/ports.ts';
import { type Rendered, type Shown, shown } from './common.ts';

const NOW = new Date('2026-12-07T10:00:00Z');
const TIMES = ['2026-12-08T09:00:00Z', '2026-12-09T13:00:00Z', '2026-12-10T12:30:00Z'].map(
  (at) => new Date(at),
);
/** Nothing of it may stand in a message. */
export const WRITTEN = 'what <somebody> wrote & meant';
const GOAL: Goal = {
  theme: WRITTEN,
  goal: WRITTEN,
  measure: WRITTEN,
  startingPoint: 3,
  version: 2,
};
const PLAN: Rhythm = { form: 'plan', sessions: 4, minutes: 60, everyDays: 21 };

type Said = 'held' | 'not-held' | null;

function session(
  kind: Kind,
  side: Side,
  id: number,
  differs: Partial<Session> & { guide?: Said; learner?: Said; progress?: number; written?: boolean } = {},
): SeenSession {
  const { guide = null, learner = null, progress, written = false, ...session } = differs;
  const report = (said: Said) => said && { said, at: NOW };
  const own = side === 'guide' ? { learning: WRITTEN } : { takeaway: WRITTEN };
  return {
    id: SessionId.parse(`00000000-0000-4000-8000-00000000010${id}`),
    number: kind === 'coaching' ? id : null,
    state: 'booked',
    wall: '2026-12-08T10:00',
    timeZone: 'Europe/Warsaw',
    startsAt: new Date('2026-12-08T09:00:00Z'),
    minutes: kind === 'coaching' ? 60 : null,
    bookedBy: 'learner',
    bookedAt: NOW,
    settledAt: session.state && session.state !== 'booked' ? NOW : null,
    version: 1,
    ...session,
    reports: { guide: report(guide), learner: report(learner) },
    progress: progress ?? null,
    words: written
      ? kind === 'coaching'
        ? { plan: { cue: WRITTEN, action: WRITTEN, obstacle: WRITTEN }, ...own }
        : { wish: WRITTEN, ...(side === 'learner' && own) }
      : {},
  };
}

const BEGUN = { startsAt: new Date('2026-12-07T09:00:00Z'), wall: '2026-12-07T10:00' };

/** A session in every state in which somebody can see it. */
const SESSIONS_OF = (kind: Kind, side: Side): SeenSession[] => [
  session(kind, side, 1),
  session(kind, side, 1, { version: 3 }),
  session(kind, side, 2, BEGUN),
  session(kind, side, 1, {
    ...BEGUN,
    state: 'held',
    guide: 'held',
    learner: 'held',
    progress: 6,
    written: true,
  }),
  session(kind, side, 1, { ...BEGUN, state: 'held', guide: 'held', learner: 'not-held' }),
  session(kind, side, 1, { ...BEGUN, state: 'held', guide: 'not-held', learner: 'held' }),
  session(kind, side, 1, { ...BEGUN, state: 'not-held', guide: 'not-held' }),
  session(kind, side, 1, { ...BEGUN, state: 'not-held', learner: 'not-held' }),
  session(kind, side, 1, { state: 'cancelled', version: 2 }),
];

/** A course with these sessions, but for what differs. */
function course(kind: Kind, side: Side, differs: Partial<SeenCourse> = {}): SeenCourse {
  const rhythm: Rhythm = kind === 'coaching' ? PLAN : { form: 'as-needed' };
  return {
    pairId: PairId.parse('00000000-0000-4000-8000-000000000001'),
    kind,
    side,
    me: PersonId.parse('U0DARNELLO'),
    other: PersonId.parse('U0KASIANOW'),
    fit: { score: 80, reasons: [], gaps: [] },
    now: {
      state: 'running',
      terms: { purpose: WRITTEN, rhythm },
      left: false,
      proposal: null,
      proposals: 0,
    },
    sessions: [],
    goal: null,
    next: null,
    slots: [],
    myZone: 'Europe/Warsaw',
    otherZone: 'Asia/Kolkata',
    otherName: 'Kasia Nowak',
    otherAway: false,
    snoozedUntil: null,
    reviewed: [],
    answered: [],
    ...differs,
  };
}

const both = <R>(make: (kind: Kind, side: Side) => R[]): R[] =>
  KINDS.flatMap((kind) => SIDES.flatMap((side) => make(kind, side)));

/** Every session as it is seen, beside no other one. */
const SEEN_SESSIONS: { seen: SeenCourse; session: SeenSession }[] = both((kind, side) =>
  SESSIONS_OF(kind, side).flatMap((one) => {
    const seen = course(kind, side, { sessions: [one] });
    const left = course(kind, side, { sessions: [one] });
    return [
      { seen, session: one },
      { seen: { ...left, now: { ...left.now, left: true } }, session: one },
    ];
  }),
);

const HELD = (kind: Kind, side: Side, count: number): SeenSession[] =>
  [1, 2, 3, 4].slice(0, count).map((id) =>
    session(kind, side, id, {
      ...BEGUN,
      state: 'held',
      guide: 'held',
      progress: id + 2,
      written: id === 4,
    }),
  );

const coaching = (differs: (side: Side) => Partial<SeenCourse>): SeenCourse[] =>
  SIDES.map((side) => course('coaching', side, differs(side)));

const NOTES = [
  undefined,
  'booked',
  'moved',
  'cancelled',
  'logged',
  'taken',
  'log-first',
  'changed',
  'begun',
  'to-come',
  'held',
] as const;
const everySession = (view: (one: (typeof SEEN_SESSIONS)[number]) => object) =>
  SEEN_SESSIONS.map((one) => shown(view(one)));

const ROUNDS: SeenCourse[] = coaching((side) => ({ sessions: HELD('coaching', side, 4), goal: GOAL })).concat(
  coaching(() => ({})),
  coaching((side) => ({
    sessions: HELD('coaching', side, 2),
    reviewed: (['half-time', 'final'] as const).map((of) => ({
      of,
      round: 1,
      side,
      said: 'change',
      at: NOW,
    })),
  })),
);

export const SESSIONS: Rendered = {
  sessionView: (t) => [
    ...everySession(({ seen, session }) => sessionView(t, seen, session, NOW)),
    ...NOTES.flatMap((note) =>
      SEEN_SESSIONS.slice(0, 1).map(({ seen, session }) => shown(sessionView(t, seen, session, NOW, note))),
    ),
  ],
  bookForm: (t) =>
    both((kind, side) => [
      shown(bookForm(t, course(kind, side), TIMES)),
      shown(bookForm(t, course(kind, side, { sessions: HELD(kind, side, 1) }), [], t('sessions:book.past'))),
    ]),
  moveForm: (t) =>
    SEEN_SESSIONS.filter(({ session }) => session.state === 'booked').map(({ seen, session }) =>
      shown(moveForm(t, seen, session, TIMES, t('sessions:move.changed'))),
    ),
  cancelForm: (t) =>
    SEEN_SESSIONS.filter(({ session }) => session.state === 'booked' && session.startsAt > NOW).map(
      ({ seen, session }) => shown(cancelForm(t, seen, session)),
    ),
  logForm: (t) =>
    SEEN_SESSIONS.filter(({ session }) => session.state !== 'cancelled' && session.startsAt <= NOW).map(
      ({ seen, session }) => shown(logForm(t, seen, session)),
    ),
  bookedMessage: (t) =>
    (['booked', 'moved'] as const).flatMap((what) =>
      everySession(({ seen, session }) => bookedMessage(t, seen, session, { what, version: 1, now: NOW })),
    ),
  cancelledMessage: (t) => [...everySession(({ seen, session }) => cancelledMessage(t, seen, session))],
  goalForm: (t) =>
    [null, GOAL].flatMap((goal) =>
      [undefined, { ...GOAL, theme: 'typed', version: 1 }].map((typed) =>
        shown(goalForm(t, course('coaching', 'learner', { goal }), typed)),
      ),
    ),
  goalView: (t) =>
    [null, GOAL, { ...GOAL, goal: '', measure: '', startingPoint: null }].map((goal) =>
      shown(goalView(t, course('coaching', 'guide', { goal }))),
    ),
  reviewForm: (t) => rounds((seen, of) => reviewForm(t, seen, of, 1)),
  reviewedView: (t) =>
    (['keep', 'change'] as const).flatMap((said) => rounds((seen, of) => reviewedView(t, seen, of, said))),
  planDoneView: (t) =>
    coaching((side) => ({ sessions: HELD('coaching', side, 4), next: { what: 'final', round: 1 } }))
      .concat(coaching((side) => ({ sessions: HELD('coaching', side, 4) })))
      .map((seen) => shown(planDoneView(t, seen))),
};

function rounds(view: (seen: SeenCourse, of: 'half-time' | 'final') => object): Shown[] {
  return (['half-time', 'final'] as const).flatMap((of) => ROUNDS.map((seen) => shown(view(seen, of))));
}

export const SESSIONS_PARTS = [
  'whenText',
  'sessionName',
  'sessionTitle',
  'timeText',
  'sessionButtons',
  'wordsUnder',
  'seenLine',
  'isPlanDone',
  'stateLine',
  'planText',
  'parseWhen',
  'whenField',
  'openedAbout',
  'parseLog',
  'shownIn',
  'parseGoal',
  'parseReview',
  'reviewAsked',
  'reviewSent',
];
