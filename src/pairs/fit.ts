import { z } from 'zod';
import { type Way, Ways } from '../people/profile.ts';

/** Why a guide fits, in facts; a view makes sentences of them. */
export type Reason =
  /** `shared` in the learner's order. */
  | { about: 'topics'; shared: string[]; wanted: number }
  | { about: 'ways'; shared: Way[] }
  /** Working hours in common on a day. */
  | { about: 'hours'; minutes: number }
  /** Mentoring: years ahead of the mentee. */
  | { about: 'experience'; years: number }
  /** Mentoring: works in another department. */
  | { about: 'department' };

/** What does not fit, said as plainly. */
export type Gap =
  | { about: 'topics'; missing: string[]; wanted: number }
  /** Both ticked statements, and none in common. */
  | { about: 'ways' }
  /** Only so much of a working day in common. */
  | { about: 'hours'; minutes: number }
  | { about: 'experience'; years: number }
  | { about: 'department' };

export interface Fit {
  /** 0 to 100. People see reasons and gaps, never this number. */
  score: number;
  reasons: Reason[];
  gaps: Gap[];
}

const Topics = z.array(z.string());
const Hours = z.object({ about: z.literal('hours'), minutes: z.number().int().min(0) });
const Experience = z.object({ about: z.literal('experience'), years: z.number().int() });
const Department = z.object({ about: z.literal('department') });

/** As it is stored with a pair: what both were told when they were introduced. */
export const StoredFit: z.ZodType<Fit> = z.object({
  score: z.number().min(0).max(100),
  reasons: z.array(
    z.discriminatedUnion('about', [
      z.object({ about: z.literal('topics'), shared: Topics, wanted: z.number().int() }),
      z.object({ about: z.literal('ways'), shared: Ways }),
      Hours,
      Experience,
      Department,
    ]),
  ),
  gaps: z.array(
    z.discriminatedUnion('about', [
      z.object({ about: z.literal('topics'), missing: Topics, wanted: z.number().int() }),
      z.object({ about: z.literal('ways') }),
      Hours,
      Experience,
      Department,
    ]),
  ),
});
