import { type Calendar, dayOf } from '../people/calendar.ts';
import { isPaused } from '../people/pause.ts';
import type { Pause } from '../people/profile.ts';
import { type PairState, SIDES, type Side } from './pair.ts';

const DAY_MS = 24 * 3_600_000;

/** So long after a pair began its program's managers see that the two have not met. */
const SHOWN_AFTER_DAYS = 14;
/** Both are told so long after it began: four days before have two working days in them, whatever day it began on. */
export const TOLD_AFTER_DAYS = 10;
/** Whoever was told later, as somebody who was away, has so long from then. */
const LEAST_DAYS_FROM_TELLING = 4;
/** What was due on a weekend goes out on Monday, and is in time for a pair that began on a Wednesday. */
const IN_TIME_MS = 36 * 3_600_000;

/** Until when nothing is shown, as both read it when they are introduced. */
export function metBy(beganAt: Date): Date {
  return new Date(beganAt.getTime() + SHOWN_AFTER_DAYS * DAY_MS);
}

/** Nothing is shown of pairs that began after this. */
export function beganBy(now: Date): Date {
  return new Date(now.getTime() - SHOWN_AFTER_DAYS * DAY_MS);
}

/**
 * From when managers may see it, as somebody was told at this moment.
 *
 * @param by {@link metBy} of the pair
 * @example shownFrom(new Date('2026-12-07T11:00Z'), new Date('2026-12-03T08:00Z')) // 7 December, 11:00
 */
export function shownFrom(by: Date, toldAt: Date): Date {
  if (by.getTime() - toldAt.getTime() >= IN_TIME_MS) return by;
  return new Date(toldAt.getTime() + LEAST_DAYS_FROM_TELLING * DAY_MS);
}

/** One of the two, as far as it matters to whether they can have met. */
export interface Reach extends Pick<Calendar, 'timeZone' | 'off'> {
  isGone: boolean;
  pause: Pause | null;
}

/** All that decides whether managers see that a pair has not met. */
export interface Meeting {
  state: PairState['state'];
  beganAt: Date;
  /** One of them has said that they have talked, or met: in the trial's form, or of a session or meeting. */
  hasMet: boolean;
  /** When the time they have planned begins; null where they have planned none. */
  plannedAt: Date | null;
  /** When the message reached Slack that tells this side what managers will see; null: it never did. */
  toldAt: Record<Side, Date | null>;
  people: Record<Side, Reach>;
}

/**
 * Do the managers of its program see now that this pair has not met? Only where both were told beforehand, both are
 * there, and neither has said that they met or when they will. A pair that one of the two has ended stays for the days
 * until both are told, as everything does: it would tell of a "no" to leave the list at that moment.
 */
export function isUnmet({ state, beganAt, hasMet, plannedAt, toldAt, people }: Meeting, now: Date): boolean {
  if (state === 'ended' || state === 'paused' || hasMet) return false;
  if (plannedAt && plannedAt > now) return false;
  return SIDES.every((side) => {
    const told = toldAt[side];
    return told !== null && shownFrom(metBy(beganAt), told) <= now && isThere(people[side], now);
  });
}

/** Neither gone nor on a break or a day off; a weekend is none. */
function isThere({ isGone, pause, timeZone, off }: Reach, now: Date): boolean {
  if (isGone || isPaused(pause, timeZone, now)) return false;
  const today = dayOf(now, timeZone);
  return !off.some(({ from, to }) => from <= today && today <= to);
}
