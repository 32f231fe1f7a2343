import type { Waiting } from '../matching/waiting.ts';
import type { EndedWhy, Live } from '../pairs/pair.ts';
import type { Rhythm } from '../pairs/rhythm.ts';
import type { Kind } from '../ports.ts';
import type { CadenceRules } from '../programs/cadence.ts';

/** Whom to protect: a plain count takes 5 people; how it went (pulse, progress, endings) takes 10. */
export type Group = 'plain' | 'private';

/** A pair, as far as it is counted. */
export interface PairFacts {
  id: string;
  guideId: string;
  learnerId: string;
  state: Live['state'] | 'ended';
  /** How far it had come, and why it ended; null of one that has not. */
  endedFrom: Live['state'] | null;
  why: EndedWhy | null;
  endedAt: Date | null;
  /** When its request was begun. */
  requestedAt: Date;
  firstTalkAt: Date | null;
  /** Of a running or paused pair: since when, from when its cadence counts, and what it agreed on. */
  course: { since: Date; from: Date; rhythm: Rhythm; pausedAt: Date | null } | null;
  /** How many sessions or meetings took place, and how many of them before `course.from`. */
  held: number;
  heldBefore: number;
  /** The last four of them, the oldest first. */
  met: readonly Date[];
  /** 0 to 10, as the client put it: at the start, and last. */
  startingPoint: number | null;
  progress: number | null;
}

/** A guide, as far as what they offer is counted; of matching's own. */
interface GuideFacts {
  id: string;
  /** For how many learners there is room in all, and how many of them there are, in every program. */
  places: number;
  taken: number;
  /** Ids of topics. */
  topics: readonly string[];
}

/** All that figures are made of; of the names, words and answers of people nothing else. */
export interface Facts {
  kind: Kind;
  cadence: CadenceRules;
  pairs: readonly PairFacts[];
  /** Requests that were put to somebody or wait, of the last months. */
  requests: readonly {
    /** The request as a contributor, its learner's: `<learner> <request>`. */
    name: string;
    learnerId: string;
    at: Date;
    isMatched: boolean;
    /** Where it is while it is open: put to a guide, or in line; null where it is not, or not any more. */
    open: 'asked' | 'in-line' | null;
    /** Ids of topics. */
    topics: readonly string[];
  }[];
  /** What the requests in line wait for. */
  inLineFor: Waiting['for'];
  /** Who could be asked to guide: they offer it, are confirmed or briefed, there, and take no break. */
  guides: readonly GuideFacts[];
  /** Answers to "how useful is it?", 1 to 5. */
  answers: readonly { personId: string; pairId: string; once: string; useful: number }[];
  /** Who was asked. */
  asked: readonly string[];
}

/** A figure before it is rounded; `of`: how many people (or pairs) it is about. */
export type Value =
  | { form: 'count'; count: number; of: number }
  /** `counts`: how much the whole is may be told too. */
  | { form: 'share'; part: number; whole: number; of: number; counts?: true }
  | { form: 'median'; median: number; of: number }
  /** How many of them there are of each part; somebody may be of several. */
  | { form: 'parts'; parts: Record<string, number>; of: number }
  /** The same, each of one part; neighbours are told together where one is too few. */
  | { form: 'bands'; parts: [string, number][] };

export interface Definition {
  kinds: readonly Kind[];
  group: Group;
  /** Who contributes, each as it is told from others: a person, a pair, or `<person> <what>`. */
  candidates(facts: Facts, now: Date): string[];
  /** Over those who are published; nothing where there is nothing to count. */
  value(facts: Facts, has: (contributor: string) => boolean, now: Date): Value | undefined;
  /** Is it told of the same people anew after a week at the earliest, as what is private is? */
  isWeekly?: true;
  /** A lot counts only while somebody in it is a candidate: the figure is about a time. Otherwise it counts for ever. */
  isOfATime?: true;
  /** Parts that tell how it went: each of them takes 10 by itself. */
  privateParts?: readonly string[];
  /** Every contributor is of one part: of how many people it is would tell of the parts that are not told. */
  isWhole?: true;
}
