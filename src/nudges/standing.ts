import { type Calendar, instantOf, workMoment } from '../people/calendar.ts';
import { isPaused } from '../people/pause.ts';
import type { NudgedBy, Pause } from '../people/profile.ts';
import type { DeliveryClass } from './deliver.ts';
import { MOST_A_WEEK, quietUntil } from './quiet.ts';

/** What is known of the one who is written to. */
export interface Receiver extends Calendar {
  isGone: boolean;
  pause: Pause | null;
  nudgedBy: NudgedBy;
}

/** May somebody be written to now? */
export type Standing = 'now' | { until: Date } | { never: 'person_gone' | 'home_only' };

const DAY_MS = 24 * 3_600_000;

/**
 * May a message of this class go to somebody now, by what holds at this moment? Asked when it is queued, and again when
 * it is sent: meanwhile somebody may have left, or live by another clock.
 *
 * @param nudgedAt when nudge messages went to them within the last eight days; of no account for other classes
 * @param most how many messages of a week nudges like these may be the reason for
 */
export function standing(
  receiver: Receiver,
  urgency: DeliveryClass,
  nudgedAt: readonly Date[],
  now: Date,
  most: number = MOST_A_WEEK,
): Standing {
  if (receiver.isGone) return { never: 'person_gone' };
  if (urgency === 'answer') return 'now';
  if (isPaused(receiver.pause, receiver.timeZone, now)) return { until: whenBack(receiver, now) };
  if (urgency === 'notice') {
    const at = workMoment(receiver, now);
    return at > now ? { until: at } : 'now';
  }
  const until = quietUntil({ calendar: receiver, sentAt: nudgedAt, nudgedBy: receiver.nudgedBy, most }, now);
  if (until === 'never') return { never: 'home_only' };
  return until === null ? 'now' : { until };
}

/** Somebody who has not said when they come back is asked about again a day later. */
function whenBack(receiver: Receiver, now: Date): Date {
  const { pause, timeZone } = receiver;
  if (!pause?.backOn) return new Date(now.getTime() + DAY_MS);
  return workMoment(receiver, instantOf(`${pause.backOn}T00:00`, timeZone));
}
