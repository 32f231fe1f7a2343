import { expect } from 'vitest';
import { textsIn } from '../../src/locales/texts.ts';
import type { History, KeptSession } from '../../src/pairs/course.ts';
import { type Begun, courseSeenBy, type Loaded } from '../../src/pairs/flow/course.ts';
import { isNudged } from '../../src/pairs/flow/planning.ts';
import { type PairEvent, step } from '../../src/pairs/life.ts';
import type { Review, Running, Side } from '../../src/pairs/pair.ts';
import { planFor } from '../../src/pairs/plan.ts';
import { historyView } from '../../src/pairs/views/hub/history.ts';
import { hubView } from '../../src/pairs/views/hub/hub.ts';
import { pairsSection } from '../../src/pairs/views/hub/list.ts';
import { statusMessage } from '../../src/pairs/views/hub/status.ts';
import { coachingNudge } from '../../src/pairs/views/nudges/coaching.ts';
import { mentoringNudge } from '../../src/pairs/views/nudges/mentoring.ts';
import type { Kind } from '../../src/ports.ts';
import { aPair, running } from './made.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const SECRET = 'quagmire';

export interface Lived {
  history: History;
  now: Date;
}

/** What one side does for themselves alone. */
export const PRIVATE = {
  'looks back: keep': (at: Lived, by: Side, kind: Kind) => looksBack(at, by, kind, 'keep'),
  'looks back: change': (at: Lived, by: Side, kind: Kind) => looksBack(at, by, kind, 'change'),
  'looks back: close': (at: Lived, by: Side, kind: Kind) => looksBack(at, by, kind, 'close'),
  leaves: ({ history, now }: Lived, by: Side) =>
    after(history, now, { event: 'leaves', by, endAt: later(now, 3), goodbye: SECRET, handsOver: true }),
  'wants reminders later': ({ history, now }: Lived, by: Side) =>
    after(history, now, { event: 'snoozes', by, until: later(now, 14) }),
  'says not now': ({ history, now }: Lived, by: Side, kind: Kind) =>
    kind === 'mentoring' && by === 'learner'
      ? after(history, now, { event: 'says-not-now', by, until: later(now, 14) })
      : running({ ...history.course }),
} satisfies Record<string, (at: Lived, by: Side, kind: Kind) => Running>;

export function later(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS);
}

function after(history: History, now: Date, event: PairEvent): Running {
  const state = running({ ...history.course });
  const happened = step(aPair({ state }), event, now);
  return happened.outcome === 'changed' && happened.state.state === 'running' ? happened.state : state;
}

function looksBack({ history, now }: Lived, by: Side, kind: Kind, said: Review['said']): Running {
  const next = planFor(kind, history, now).next[by];
  const asked =
    next.what === 'half-time' || next.what === 'final' || next.what === 'renewal'
      ? { of: next.what, round: next.round }
      : ({ of: kind === 'coaching' ? 'half-time' : 'renewal', round: 1 } as const);
  return after(history, now, { event: 'reviews', by, ...asked, said, endAt: later(now, 3), goodbye: SECRET });
}

export function loaded(
  kind: Kind,
  history: History,
  state: Running,
  sessions: readonly KeptSession[],
): Loaded {
  const pair: Begun = { ...aPair({ kind }), state };
  const person = { nudgedBy: 'messages', locale: null, isGone: false, pause: null, title: null } as const;
  const { guide, learner } = history.calendars;
  return {
    pair,
    sessions,
    goal: null,
    history: { ...history, course: state, sessions },
    people: {
      guide: { ...guide, ...person, name: 'Guide' },
      learner: { ...learner, ...person, name: 'Learner' },
    },
  };
}

/** Everything that the reader would be shown at that moment, and all that would be said to them before `end`. */
export function shownTo(one: Loaded, reader: Side, now: Date, end: Date): unknown {
  const plan = planFor(one.pair.kind, one.history, now);
  const seen = courseSeenBy(one, reader, plan, now);
  const t = textsIn('en');
  const nudge = one.pair.kind === 'coaching' ? coachingNudge : mentoringNudge;
  const planned = plan.nudges.filter(({ side, dueAt }) => side === reader && dueAt < end);
  const listed = [{ seen, course: seen, otherName: seen.otherName }];
  return {
    nudged: isNudged(one.pair, reader),
    hub: hubView(t, seen, now),
    history: historyView(t, seen),
    home: pairsSection(t, listed, now),
    status: statusMessage(t, listed, '/x', now),
    planned: planned.map(({ kind, once, dueAt }) => [kind, once, dueAt.toISOString()]),
    stands: one.history.sent
      .filter(({ side }) => side === reader)
      .concat(planned.map((each) => ({ ...each, at: each.dueAt })))
      .map(({ kind, once }) => nudge(t, seen, kind, once)),
  };
}

export function kept(history: History, words: Partial<KeptSession> = {}): KeptSession[] {
  return history.sessions.map((session) => ({
    ...session,
    progress: null,
    learnerWords: {},
    guideWords: {},
    calendarKey: 'key',
    ...words,
  }));
}

/** With and without it: the other is shown the same, and told the same at the same time, until what comes of both. */
export function expectHidden(
  what: string,
  [without, having]: readonly [Loaded, Loaded],
  reader: Side,
  moments: readonly Date[],
): void {
  const [now = new Date(0)] = moments;
  const ends = [without, having].map((one) => planFor(one.pair.kind, one.history, now).pausesAt.getTime());
  const end = new Date(Math.min(...ends));
  for (const moment of moments)
    if (moment < end)
      expect(shownTo(having, reader, moment, end), what).toEqual(shownTo(without, reader, moment, end));
}
