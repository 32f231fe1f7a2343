import { z } from 'zod';
import { DayRange } from '../people/calendar.ts';
import { PLACES } from '../people/profile.ts';
import type { Kind, Language } from '../ports.ts';
import { CadenceRules } from './cadence.ts';

export const ProgramId = z.uuid().brand<'ProgramId'>();
export type ProgramId = z.infer<typeof ProgramId>;

/** What makes up a score, each 0 to 1 before it is weighed. */
export const COMPONENTS = ['topics', 'ways', 'hours', 'experience', 'department', 'load'] as const;
export type Component = (typeof COMPONENTS)[number];
/** How much each counts, 0 or more; only their proportions matter. Demographics are never scored. */
export type Weights = Record<Component, number>;

/** Experience ahead and another department matter to mentoring; distance from the client's field is fine for a coach. */
export const USUAL_WEIGHTS: Record<Kind, Weights> = {
  coaching: { topics: 50, ways: 25, hours: 15, experience: 0, department: 0, load: 10 },
  mentoring: { topics: 40, ways: 20, hours: 10, experience: 15, department: 5, load: 10 },
};

const Weight = z.number().min(0).max(100);
/** Ranges of further days off that a program holds at most. */
export const MOST_PROGRAM_DAYS = 60;
/** What a program may change; what it leaves out is the product's usual. */
export const ProgramRules = z.object({
  weights: z.partialRecord(z.enum(COMPONENTS), Weight).default({}),
  /** Pairs of a cohort that score less are not made, of 100. */
  floor: z.number().min(0).max(100).default(30),
  guestsAllowed: z.boolean().default(false),
  /** Who may join: everybody, or those who were invited. */
  joining: z.enum(['everybody', 'invited']).default('everybody'),
  /** May people still join while it runs? */
  joinsWhileRunning: z.boolean().default(true),
  /** How often its channel reads how it goes. */
  summaries: z.enum(['none', 'weekly', 'monthly']).default('none'),
  /** The most places a guide can have in this program. */
  mostPlaces: z.number().int().min(1).max(10).nullable().default(null),
  offerDays: z.number().int().min(2).max(30).default(7),
  reminderDays: z.number().int().min(1).max(29).default(3),
  /** One by one: the learner chooses and the request goes out. In a cohort all are matched in one go. */
  matching: z.enum(['one-by-one', 'cohort']).default('one-by-one'),
  /** When something is due with its pairs. */
  cadence: CadenceRules.prefault({}),
  /** Whose public holidays are days off: a country, and a part of it, by the codes of the package date-holidays. */
  holidays: z
    .object({ country: z.string().regex(/^[A-Z]{2}$/), region: z.string().max(10).nullable() })
    .nullable()
    .default(null),
  /** Further days off of the program, as its manager entered them. */
  daysOff: z.array(DayRange).max(MOST_PROGRAM_DAYS).default([]),
});
export type ProgramRules = z.infer<typeof ProgramRules>;

/**
 * How far a program is: only its managers know of a draft; people may join an open one, where nobody is matched yet; in
 * one that is running they are; one that has ended takes nothing more.
 */
export const PROGRAM_STATES = ['draft', 'open', 'running', 'ended'] as const;
export type ProgramState = (typeof PROGRAM_STATES)[number];

/** An offering of one kind, run by program managers; workspace admins are managers of every program. */
export interface Program {
  id: ProgramId;
  kind: Kind;
  name: string;
  /** What it is for, as its manager typed it; everybody may read it. Empty where nothing was said. */
  purpose: string;
  /** Everybody may use it, guides need not join it; one a kind and workspace. */
  isForAll: boolean;
  state: ProgramState;
  /** Slack's id of the channel in which it is told of. */
  channel: string | null;
  /** `YYYY-MM-DD`, both included, in the program's zone; null: it has no such day. */
  startsOn: string | null;
  endsOn: string | null;
  /** IANA; of its dates and of what is posted to its channel. */
  timeZone: string;
  /** Of what is posted to its channel. */
  language: Language;
  rules: ProgramRules;
  /** Admins keep guests out of all programs of the workspace, whatever its rules say; nothing where they do not. */
  keepsGuestsOut?: true;
  /** Goes up with each change. */
  version: number;
}

/** What decides whether guests take part in a program. */
export type GuestRules = Pick<Program, 'keepsGuestsOut'> & { rules: Pick<ProgramRules, 'guestsAllowed'> };

/** May guests take part? The program's own rule counts where the workspace's admins have not decided against it. */
export function takesGuests({ rules, keepsGuestsOut }: GuestRules): boolean {
  return rules.guestsAllowed && !keepsGuestsOut;
}

/** Do people take part in it, as guides or learners? */
export function isLive({ state }: Pick<Program, 'state'>): boolean {
  return state === 'open' || state === 'running';
}

export function weightsOf({ kind, rules }: Pick<Program, 'kind' | 'rules'>): Weights {
  return { ...USUAL_WEIGHTS[kind], ...rules.weights };
}

/** The most learners that a guide of this program can have at one time. */
export function mostPlacesOf({ kind, rules }: Pick<Program, 'kind' | 'rules'>): number {
  return rules.mostPlaces ?? PLACES.most[kind];
}
