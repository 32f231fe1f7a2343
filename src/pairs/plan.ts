import { lastDigestBefore } from '../nudges/quiet.ts';
import type { Kind } from '../ports.ts';
import { planCoaching } from './coaching.ts';
import { type History, isOfNoUseLater, type Plan, type PlannedNudge } from './course.ts';
import { planMentoring } from './mentoring.ts';
import type { Side } from './pair.ts';

/** What follows with a running pair if both stay silent from now on; each kind has its own cadence. */
export function planFor(kind: Kind, history: History, now: Date): Plan {
  return kind === 'coaching' ? planCoaching(history, now) : planMentoring(history, now);
}

/**
 * The plan for people who may wish a weekly digest: what is said on the day before a meeting comes to them with the last
 * digest before it, which is seldom on that day.
 */
export function withDigests(plan: Plan, history: History, isWeekly: (side: Side) => boolean): Plan {
  const nudges = plan.nudges.map((nudge) => (isWeekly(nudge.side) ? inTime(nudge, history) : nudge));
  return { ...plan, nudges };
}

function inTime(nudge: PlannedNudge, { calendars, course, sessions }: History): PlannedNudge {
  const { side, kind, dueAt } = nudge;
  const about = sessions.find(({ state, startsAt }) => state === 'booked' && startsAt > dueAt);
  if (!isOfNoUseLater(kind) || !about) return nudge;
  const digest = lastDigestBefore(calendars[side], about.startsAt);
  const waits = Math.max(digest.getTime(), course.snoozed[side]?.getTime() ?? 0);
  return { ...nudge, dueAt: new Date(Math.min(dueAt.getTime(), waits)) };
}
