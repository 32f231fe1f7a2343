import type { Texts } from '../../../src/locales/texts.ts';
import { type NextStep, type PairNudge, SessionId } from '../../../src/pairs/course.ts';
import { PairId, SIDES, type Side } from '../../../src/pairs/pair.ts';
import { MENTEE_PROMPTS } from '../../../src/pairs/prompts.ts';
import type { Pulse } from '../../../src/pairs/pulse.ts';
import type { SeenCourse, SeenSession } from '../../../src/pairs/seen.ts';
import { laterView, meetingForm, meetingSaved } from '../../../src/pairs/views/mentoring/meeting.ts';
import { pulseDone, pulseForm } from '../../../src/pairs/views/mentoring/pulse.ts';
import { renewalDone, renewalForm } from '../../../src/pairs/views/mentoring/renewal.ts';
import { mentoringNudge } from '../../../src/pairs/views/nudges/mentoring.ts';
import { PersonId } from '../../../src/ports.ts';
import { type Rendered, type Shown, shown } from './common.ts';

/** Nothing of it may stand in a message. */
export const MENTEES_WORDS = 'what <the mentee> wrote & meant';
const TOLD = new Date('2026-12-09T08:00:00Z');
const BEGUN = new Date('2026-12-08T09:00:00Z');
const UNTIL = new Date('2026-12-28T08:00:00Z');

type Said = 'held' | 'not-held' | null;

function meeting(
  state: SeenSession['state'],
  differs: Partial<SeenSession> & { guide?: Said; learner?: Said } = {},
): SeenSession {
  const { guide = null, learner = null, ...rest } = differs;
  const report = (said: Said) => said && { said, at: TOLD };
  return {
    id: SessionId.parse('00000000-0000-4000-8000-000000000101'),
    number: null,
    state,
    wall: '2026-12-08T10:00',
    timeZone: 'Europe/Warsaw',
    startsAt: BEGUN,
    minutes: null,
    bookedBy: 'learner',
    bookedAt: BEGUN,
    settledAt: state === 'booked' ? null : TOLD,
    version: 2,
    reports: { guide: report(guide), learner: report(learner) },
    progress: null,
    words: {},
    ...rest,
  };
}

/** Meetings in every state in which somebody can see one. */
export const MEETINGS: Record<string, SeenSession> = {
  planned: meeting('booked'),
  'told by both': meeting('held', { guide: 'held', learner: 'held' }),
  'told by the mentor, not planned': meeting('held', { guide: 'held', bookedBy: null }),
  'told by the mentee, not planned': meeting('held', { learner: 'held', bookedBy: null }),
  written: meeting('held', { learner: 'held', words: { takeaway: MENTEES_WORDS, wish: MENTEES_WORDS } }),
  disputed: meeting('held', { guide: 'held', learner: 'not-held' }),
  'not come about': meeting('not-held', { learner: 'not-held' }),
  cancelled: meeting('cancelled'),
};

export function mentoringCourse(side: Side, differs: Partial<SeenCourse> = {}): SeenCourse {
  return {
    pairId: PairId.parse('00000000-0000-4000-8000-000000000001'),
    kind: 'mentoring',
    side,
    me: PersonId.parse('U0DARNELLO'),
    other: PersonId.parse('U0KASIANOW'),
    fit: { score: 80, reasons: [], gaps: [] },
    now: {
      state: 'running',
      terms: { purpose: MENTEES_WORDS, rhythm: { form: 'as-needed' } },
      left: false,
      proposal: null,
      proposals: 0,
    },
    sessions: [],
    goal: null,
    next: { what: 'meet', around: UNTIL },
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

const nextOf = (session: SeenSession): NextStep => ({ what: 'session', session });

export interface Told {
  name: string;
  seen: SeenCourse;
  kind: PairNudge;
  once: string;
}

/** Every nudge of mentoring, as it goes out and as it stands afterwards. */
export const MENTORING_NUDGES: Told[] = SIDES.flatMap((side) => {
  const all = Object.entries(MEETINGS);
  const course = (differs: Partial<SeenCourse> = {}) => mentoringCourse(side, differs);
  const told = (name: string, kind: PairNudge, once: string, seen = course()): Told => ({
    name: `${kind}, ${side}, ${name}`,
    seen,
    kind,
    once,
  });
  const held = meeting('held', {
    guide: 'held',
    learner: 'held',
    settledAt: new Date('2026-10-01T08:00:00Z'),
  });
  const planned = meeting('booked');
  const id = planned.id;
  const asks = side === 'learner' ? 'gap' : 'thought';
  const rest = { state: 'paused', until: null, endsAt: UNTIL, silence: true } as const;
  return [
    told('first', asks, '2026-12-01.0.0'),
    ...MENTEE_PROMPTS.map((_, turn) =>
      told(`turn ${turn}`, asks, `2026-12-01.0.${turn}`, course({ sessions: [held] })),
    ),
    told('a date since', asks, '2026-12-01.0.0', course({ sessions: [planned], next: nextOf(planned) })),
    told('not now since', asks, '2026-12-01.0.0', course({ next: { what: 'later', until: UNTIL } })),
    ...all.map(([name, session]) =>
      told(`${name} since`, asks, '2026-12-01.0.0', course({ sessions: [session] })),
    ),
    told('to come', 'upcoming', `${id}.2`, course({ sessions: [planned], next: nextOf(planned) })),
    told('moved since', 'upcoming', `${id}.1`, course({ sessions: [planned], next: nextOf(planned) })),
    told('to answer', 'met', `${id}.2`, course({ sessions: [planned] })),
    ...all.flatMap(([name, session]) => [
      told(name, 'upcoming', `${id}.2`, course({ sessions: [session] })),
      told(name, 'met', `${id}.2`, course({ sessions: [session] })),
    ]),
    told('to answer', 'pulse', '1'),
    told('answered', 'pulse', '1', course({ answered: ['1'] })),
    told('to answer', 'renewal', '1.1'),
    told(
      'answered',
      'renewal',
      '1.1',
      course({ reviewed: [{ of: 'renewal', round: 1, side, said: 'keep', at: TOLD }] }),
    ),
    told('paused', asks, '2026-12-01.0.0', course({ now: { ...course().now, ...rest }, next: null })),
    told('left', asks, '2026-12-01.0.0', course({ now: { ...course().now, left: true } })),
  ];
});

const meetings = (view: (t: Texts, seen: SeenCourse, session: SeenSession) => object) => (t: Texts) =>
  SIDES.flatMap((side) =>
    Object.values(MEETINGS).map((session) =>
      shown(view(t, mentoringCourse(side, { sessions: [session] }), session)),
    ),
  );

export const PULSES: Pulse[] = [
  { useful: 5, safe: 4, rhythm: 'right' },
  { useful: 4, safe: null, rhythm: 'oftener' },
  { useful: 2, safe: 5, rhythm: null },
];
const eachSide = (view: (seen: SeenCourse) => object): Shown[] =>
  SIDES.map((side) => shown(view(mentoringCourse(side))));

export const MENTORING: Rendered = {
  mentoringNudge: (t) =>
    MENTORING_NUDGES.map(({ seen, kind, once }) => shown(mentoringNudge(t, seen, kind, once))),
  meetingForm: meetings(meetingForm),
  meetingSaved: meetings(meetingSaved),
  laterView: (t) => [shown(laterView(t, { until: UNTIL, timeZone: 'Europe/Warsaw' }))],
  pulseForm: (t) =>
    [undefined, ...PULSES].flatMap((pulse) => eachSide((seen) => pulseForm(t, seen, 1, pulse))),
  pulseDone: (t) => PULSES.flatMap((pulse) => eachSide((seen) => pulseDone(t, seen, pulse))),
  renewalForm: (t) => eachSide((seen) => renewalForm(t, seen, 1)),
  renewalDone: (t) =>
    (['keep', 'change', 'close'] as const).flatMap((said) => eachSide((seen) => renewalDone(t, seen, said))),
};

export const MENTORING_PARTS = [
  'becameText',
  'parseMeeting',
  'meetingOf',
  'parsePulse',
  'pulseAsked',
  'pulseSent',
  'parseRenewal',
];
