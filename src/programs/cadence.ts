import { z } from 'zod';

/** Which whole numbers a program may set, and the one that holds where it sets none. */
export interface Range {
  least: number;
  most: number;
  usual: number;
}

const range = (least: number, most: number, usual: number): Range => ({ least, most, usual });
const within = ({ least, most, usual }: Range) => z.number().int().min(least).max(most).default(usual);

export const COACHING_RANGES = {
  sessions: range(4, 12, 6),
  minutes: range(30, 90, 60),
  everyDays: range(7, 42, 21),
  firstWithinWorkdays: range(5, 20, 10),
  pauseAfterWorkdays: range(15, 60, 21),
} as const;
export const MENTORING_RANGES = {
  firstWithinDays: range(7, 28, 14),
  usualGapDays: range(7, 60, 30),
  leastGapDays: range(7, 60, 7),
  mostGapDays: range(7, 60, 60),
  pauseAfterDays: range(22, 90, 28),
  pulseAfterDays: range(14, 60, 30),
  pulseEveryDays: range(30, 120, 60),
  renewalAfterMonths: range(3, 12, 6),
} as const;
export const END_PAUSED_RANGE = range(30, 180, 90);

/** When somebody is asked again: three times, each later than the one before. */
const steps = (usual: [number, number, number]) =>
  z.array(z.number().int().min(1).max(60)).length(3).default(usual);

/**
 * When something is due with a coaching pair. Four sessions in ten weeks already raised goal attainment (Grant 2009);
 * the number of sessions hardly moderates the effect (Jones 2016, de Haan 2023).
 */
export const CoachingCadence = z.object({
  sessions: within(COACHING_RANGES.sessions),
  minutes: within(COACHING_RANGES.minutes),
  /** From one session to the next. */
  everyDays: within(COACHING_RANGES.everyDays),
  /** Working days of both until the first session. */
  firstWithinWorkdays: within(COACHING_RANGES.firstWithinWorkdays),
  /** Without a next session: asked so many working days after the expected day, … */
  askAfterWorkdays: steps([3, 7, 14]),
  /** … and paused after so many. */
  pauseAfterWorkdays: within(COACHING_RANGES.pauseAfterWorkdays),
});
export type CoachingCadence = z.infer<typeof CoachingCadence>;

/** When something is due with a mentoring pair, which follows its own rhythm. */
export const MentoringCadence = z.object({
  firstWithinDays: within(MENTORING_RANGES.firstWithinDays),
  /** The expected gap while there is no history, and the bounds of one that was learnt. */
  usualGapDays: within(MENTORING_RANGES.usualGapDays),
  leastGapDays: within(MENTORING_RANGES.leastGapDays),
  mostGapDays: within(MENTORING_RANGES.mostGapDays),
  /** After the first unanswered nudge: asked again after so many days, … */
  againAfterDays: steps([7, 14, 21]),
  /** … and paused after so many. */
  pauseAfterDays: within(MENTORING_RANGES.pauseAfterDays),
  pulseAfterDays: within(MENTORING_RANGES.pulseAfterDays),
  pulseEveryDays: within(MENTORING_RANGES.pulseEveryDays),
  /** Renew, change or close. */
  renewalAfterMonths: within(MENTORING_RANGES.renewalAfterMonths),
});
export type MentoringCadence = z.infer<typeof MentoringCadence>;

/** Both, of which a program uses that of its kind. */
export const CadenceRules = z.object({
  coaching: CoachingCadence.prefault({}),
  mentoring: MentoringCadence.prefault({}),
  /** A paused pair ends by itself after so many days. */
  endPausedAfterDays: within(END_PAUSED_RANGE),
});
export type CadenceRules = z.infer<typeof CadenceRules>;
