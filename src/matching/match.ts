import type { Fit } from '../pairs/fit.ts';
import type { WorkingHours } from '../people/hours.ts';
import type { Spoken, Way } from '../people/profile.ts';
import type { ReportingLines } from '../people/reporting.ts';
import type { PersonId } from '../ports.ts';
import type { Program } from '../programs/program.ts';

/** What a learner does not want, as said in the request; seen by nobody else. */
export interface Avoid {
  ownDepartment: boolean;
  /** People they do not want this time; unlike an exclusion it ends with the request. */
  people: PersonId[];
}

/** A learner as matching sees them. */
export interface Learner {
  id: PersonId;
  /** Ids of topics, the most wanted first; may be empty. */
  topics: readonly string[];
  ways: readonly Way[];
  languages: readonly Spoken[];
  /** IANA zone. */
  timeZone: string;
  hours: WorkingHours;
  department: string | null;
  experienceYears: number | null;
  avoid: Avoid;
  /** May somebody be suggested with whom they were paired in the last 12 months? */
  earlierWelcome: boolean;
  /** Either excluded the other. */
  excluded: ReadonlySet<PersonId>;
  /** Paired in the last 12 months. */
  earlier: ReadonlySet<PersonId>;
}

/** A guide as matching sees them. */
export interface Guide {
  id: PersonId;
  /** Offers the program's kind, and is a member where the program is not open to all. */
  offersKind: boolean;
  /** For coaching: confirmed by a program manager. For mentoring: has ticked off the briefing. */
  isReady: boolean;
  topics: readonly string[];
  ways: readonly Way[];
  languages: readonly Spoken[];
  timeZone: string;
  hours: WorkingHours;
  department: string | null;
  experienceYears: number | null;
  /** Known to Slack and not deactivated. */
  isActive: boolean;
  isPaused: boolean;
  isGuest: boolean;
  /** Places for this program's kind, 0 or more. */
  places: number;
  /** Pairs that take up one of the places, trials included. */
  taken: number;
  /** Offers that wait for this guide's answer; at most {@link MOST_PENDING}. */
  pending: number;
}

/** At most so many offers wait for one guide's answer. */
export const MOST_PENDING = 2;

/** What a ranking and a cohort are made under. */
export interface Around {
  program: Pick<Program, 'kind' | 'rules' | 'keepsGuestsOut'>;
  lines: ReportingLines;
  now: Date;
}

interface Candidate {
  guideId: PersonId;
  readonly fit: Fit;
}

/**
 * Rules that may be told with a count, in the order in which they are looked at. What a learner wants to avoid is their
 * own wish and told to them alone; the last two are of a cohort: too little in common, and places that went to others.
 */
export const TOLD_RULES = [
  'kind',
  'ready',
  'places',
  'pending',
  'language',
  'hours',
  'avoid',
  'fit',
  'contested',
] as const;
export type ToldRule = (typeof TOLD_RULES)[number];

/**
 * Why there is nobody, or so few. Exclusions, pauses, reporting lines and earlier pairings are one "not available for
 * this match" without a count, and no count under 3 is given. There is no total either: what is left when the counts
 * are taken from it would be the count that must not be told.
 */
export interface Shortage {
  /** How many were found; the learner sees them. */
  found: number;
  /** The rule that most of them broke first, then the others; counts of 3 and more only. */
  told: { rule: ToldRule; count: number }[];
  /** Some were not available for this match, or too few to be counted. */
  others: boolean;
}

export interface Ranking {
  /** The best first; equal scores in an order that no name or id decides, the same every time. */
  candidates: Candidate[];
  shortage: Shortage;
}
