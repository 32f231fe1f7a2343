import { z } from 'zod';
import type { Kind, PersonId } from '../ports.ts';
import type { DayRange } from './calendar.ts';
import type { WorkingHours } from './hours.ts';

/** Statements about how somebody likes to work; both sides tick those that sound like them. */
export const WAYS = [
  'direct',
  'prepared',
  'talking',
  'reflecting',
  'challenge',
  'small-steps',
  'big-picture',
  'beyond-work',
] as const;
export type Way = (typeof WAYS)[number];
export const Ways = z.array(z.enum(WAYS));

/** Languages that can be chosen, as primary subtags (ISO 639-1); `Intl.DisplayNames` has their names. */
export const SPOKEN = [
  'ar',
  'bg',
  'bn',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fa',
  'fi',
  'fr',
  'he',
  'hi',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'nl',
  'no',
  'pl',
  'pt',
  'ro',
  'ru',
  'sk',
  'sl',
  'sr',
  'sv',
  'sw',
  'ta',
  'th',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh',
] as const;
export type Spoken = (typeof SPOKEN)[number];

export const MOST_TOPICS_OFFERED = 10;
export const MOST_TOPICS_WANTED = 5;
export const MOST_LANGUAGES = 10;
export const ABOUT_LENGTH = 300;
export const HOPES_LENGTH = 1_000;

/** Places that a guide has unless they say otherwise, and the most they can have; a program can change both. */
export const PLACES = { usual: 2, most: { coaching: 3, mentoring: 4 } } as const satisfies {
  usual: number;
  most: Record<Kind, number>;
};

/** What a guide offers. */
export interface Profile {
  /** At least one. */
  kinds: Kind[];
  /** Ids of topics, in no order. */
  topics: string[];
  /** How many learners at most at one time, over both kinds; 0 while the guide takes nobody new. */
  places: number;
  /** At least one. */
  languages: Spoken[];
  /** Years in the field or organisation; null where not said. */
  experienceYears: number | null;
  ways: Way[];
  /** A sentence about oneself, as typed; seen by learners to whom the guide is suggested. */
  about: string;
  /** For coaching: a program manager confirmed training, code of ethics and supervision. A status, never a score. */
  coachConfirmedAt: Date | null;
  /** For mentoring: the mentor ticked off the short briefing. */
  briefedAt: Date | null;
}

/** A profile as it is kept. */
export interface KeptProfile extends Profile {
  /** Goes up by one with every change, so that a form that was opened before is found out. */
  version: number;
}

/** What is known of somebody who takes part: from Slack, from an import, and what they set themselves. */
export interface Person {
  id: PersonId;
  /** As Slack shows it. */
  name: string;
  /** As `pl-PL`; null until Slack was asked. */
  locale: string | null;
  /** IANA zone; null until Slack was asked. */
  timeZone: string | null;
  isGuest: boolean;
  /** Deactivated in Slack. */
  isGone: boolean;
  title: string | null;
  department: string | null;
  experienceYears: number | null;
  hours: WorkingHours;
  daysOff: DayRange[];
  nudgedBy: NudgedBy;
  pause: Pause | null;
}

/** How nudges reach somebody: as they fall due, one digest a week, or on the App Home alone. */
export const NUDGED_BY = ['messages', 'weekly', 'home'] as const;
export type NudgedBy = (typeof NUDGED_BY)[number];

/** Somebody takes no part for a while. Why is asked nowhere. */
export interface Pause {
  since: Date;
  /** `YYYY-MM-DD` in the person's zone: the first day on which they take part again; null until they say so. */
  backOn: string | null;
  /** Slack would not deliver to them: it is over as soon as they do something. Nothing where they paused themselves. */
  why?: 'unreachable';
}

/** Somebody who offers coaching, as program managers see them. */
export interface Coach {
  id: PersonId;
  /** As Slack shows it. */
  name: string;
  confirmed: { at: Date; by: PersonId | null } | null;
}
