import { z } from 'zod';
import type { WorkingHours } from './hours.ts';

/** Days in a row on which nothing is due and nobody is written to: `YYYY-MM-DD`, both included. */
export const DayRange = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to);
export type DayRange = z.infer<typeof DayRange>;

/** When somebody can be reached and met: their hours, by the clock on their wall, without their days off. */
export interface Calendar {
  hours: WorkingHours;
  /** IANA. */
  timeZone: string;
  /** Their own days off, and their program's holidays, in any order. */
  off: readonly DayRange[];
}
