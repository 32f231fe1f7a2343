import { z } from 'zod';

/** A whole number within a range; what a program leaves out is the usual. */
const within = (least: number, most: number, usual: number) =>
  z.number().int().min(least).max(most).default(usual);

/**
 * When something is due with a coaching pair. Four sessions in ten weeks already raised goal attainment (Grant 2009);
 * the number of sessions hardly moderates the effect (Jones 2016, de Haan 2023).
 */
export const CoachingCadence = z.object({
  sessions: within(4, 12, 6),
  minutes: within(30, 90, 60),
  /** From one session to the next. */
  everyDays: within(7, 42, 21),
  /** Working days of both until the first session. */
  firstWithinWorkdays: within(5, 20, 10),
  /** Without a next session: asked so many working days after the expected day, … */
  askAfterWorkdays: z.array(z.number().int().min(1).max(60)).length(3).default([3, 7, 14]),
  /** … and paused after so many. */
  pauseAfterWorkdays: within(15, 60, 21),
});
export type CoachingCadence = z.infer<typeof CoachingCadence>;

/** When something is due with a mentoring pair, which follows its own rhythm. */
export const MentoringCadence = z.object({
  firstWithinDays: within(7, 28, 14),
  /** The expected gap while there is no history, and the bounds of one that was learnt. */
  usualGapDays: within(7, 60, 30),
  leastGapDays: within(7, 60, 7),
  mostGapDays: within(7, 60, 60),
  /** After the first unanswered nudge: asked again after so many days, … */
  againAfterDays: z.array(z.number().int().min(1).max(60)).length(3).default([7, 14, 21]),
  /** … and paused after so many. */
  pauseAfterDays: within(22, 90, 28),
  pulseAfterDays: within(14, 60, 30),
  pulseEveryDays: within(30, 120, 60),
  /** Renew, change or close. */
  renewalAfterMonths: within(3, 12, 6),
});
export type MentoringCadence = z.infer<typeof MentoringCadence>;

/** Both, of which a program uses that of its kind. */
export const CadenceRules = z.object({
  coaching: CoachingCadence.prefault({}),
  mentoring: MentoringCadence.prefault({}),
  /** A paused pair ends by itself after so many days. */
  endPausedAfterDays: within(30, 180, 90),
});
export type CadenceRules = z.infer<typeof CadenceRules>;
