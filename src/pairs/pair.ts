import { z } from 'zod';
import type { Kind, PersonId, WorkspaceId } from '../ports.ts';
import type { ProgramId } from '../programs/program.ts';
import type { Fit } from './fit.ts';
import { type Rhythm, sameRhythm } from './rhythm.ts';

export const PairId = z.uuid().brand<'PairId'>();
export type PairId = z.infer<typeof PairId>;

/** Of a pair: the coach or mentor, and the client or mentee. */
export const SIDES = ['guide', 'learner'] as const;
export type Side = (typeof SIDES)[number];

/** Two people who were brought together, from the first conversation to the end. */
export interface Pair {
  workspaceId: WorkspaceId;
  id: PairId;
  programId: ProgramId;
  /** The request that led here; it goes on where the trial ends. */
  requestId: string;
  kind: Kind;
  guideId: PersonId;
  learnerId: PersonId;
  /** As it was told to both. */
  fit: Fit;
  beganAt: Date;
  /** When one of them first reported the first conversation; null until then. */
  firstTalkAt: Date | null;
  state: PairState;
  /** Goes up by one with every change. */
  version: number;
}

export type PairState = Trial | Agreement | Running | Paused | Ended;

/** The first conversation, after which each says privately whether to go on. */
export interface Trial {
  state: 'trial';
  /** Who wants to go on. That somebody does not is in `closing` until both are told, and nowhere afterwards. */
  goesOn: Record<Side, boolean>;
  /** How many reminders went to whoever had not answered. */
  reminded: number;
  closing: Closing | null;
}

/** Both want to go on; what they agree on is confirmed by each. */
export interface Agreement {
  state: 'agreement';
  /** The beginning, or the last change: reminders and the end count from here. */
  since: Date;
  terms: Terms;
  /** Goes up by one when one of them changes the terms; each confirms one version. */
  termsVersion: number;
  confirmed: Record<Side, boolean>;
  /** What the last change was; null while the terms are the usual ones. */
  change: Change | null;
  reminded: number;
  closing: Closing | null;
}

/** Confirmed by both. */
export interface Running extends Course {
  state: 'running';
  closing: Closing | null;
}

/** What goes with a pair from the day on which it began to run, through every pause. */
export interface Course {
  /** When both had confirmed. */
  since: Date;
  /** From when the cadence counts: the beginning, the end of a pause, or a new plan. */
  from: Date;
  terms: Terms;
  /** Other terms that one of the two has put to the other; until both want them the present ones hold. */
  proposal: Proposal | null;
  /** Goes up by one with each proposal. */
  proposals: number;
  /** Mentoring: "not now", how often in a row, the last time, and when it is asked again. */
  notNow: { times: number; at: Date; until: Date } | null;
  /** Until when nudges about this pair wait, by side. */
  snoozed: Record<Side, Date | null>;
  /** What each has said privately when it was looked back, the oldest first. */
  reviews: Review[];
}

interface Proposal {
  by: Side;
  terms: Terms;
  version: number;
  at: Date;
}

/** `half-time` and `final` belong to coaching, `renewal` (six months) to mentoring. */
export const REVIEWS = ['half-time', 'final', 'renewal'] as const;
export type ReviewOf = (typeof REVIEWS)[number];
export interface Review {
  of: ReviewOf;
  /** Which one, from 1: a new plan has its own half-time, and every six months there is a renewal. */
  round: number;
  side: Side;
  /** `keep` covers renewing; `change`: other terms are proposed; `close`: it has done its work. */
  said: 'keep' | 'change' | 'close';
  at: Date;
}

/** Nothing is asked and nothing expected until one of the two takes it up again, or `until`. */
export interface Paused extends Course {
  state: 'paused';
  at: Date;
  /** After silence, or because one of them wanted it. */
  why: 'silence' | 'asked';
  /** `YYYY-MM-DD`: taken up again by itself on this day, by the learner's calendar; null: when one of them says so. */
  until: string | null;
  /** When that day begins for the learner; null where there is none. */
  resumesAt: Date | null;
  /** Without such a day: ends by itself then, unless it is taken up again. */
  endsAt: Date;
  closing: Closing | null;
}

export interface Ended {
  state: 'ended';
  at: Date;
  /** How far it had come. */
  from: Live['state'];
  /** Neutral: not which of the two, and not for what reason. */
  why: EndedWhy;
  /** Words for the other, where somebody wanted to leave some; shown in a modal. */
  goodbyes: Goodbye[];
  /** The learner's request goes on to somebody else. */
  handsOver: boolean;
}

/** A pair that has not ended; it takes up one of the guide's places. */
export type Live = Trial | Agreement | Running | Paused;

/**
 * `not-continued` covers "no", a close tie or a reporting line, and leaving: nobody need say which. `completed`: closed
 * when it was looked back at the end, and neither of the two said otherwise.
 */
export type EndedWhy =
  | 'not-continued'
  | 'completed'
  | 'silent'
  | 'guide-not-available'
  | 'learner-not-available';

/**
 * The pair is about to end and both will be told, in the same words, at the same moment some working days later. Until
 * then everything looks to the other as if nothing had happened.
 */
export interface Closing {
  at: Date;
  why: EndedWhy;
  /** Who said so; forgotten when the pair ends. */
  by: Side[];
  goodbyes: Goodbye[];
  handsOver: boolean;
}

interface Goodbye {
  by: Side;
  words: string;
}

/** What the two can settle themselves; the rest of the agreement is the same for everybody. */
export interface Terms {
  /** What it is for, in their own words; may be empty. Shown to the two, in a modal, and to nobody else. */
  purpose: string;
  rhythm: Rhythm;
}

interface Change {
  by: Side;
  /** The rhythm before. */
  from: Rhythm;
  /** Were the words of the purpose changed? */
  purpose: boolean;
}

export const PURPOSE_LENGTH = 500;
export const GOODBYE_LENGTH = 500;

export function sameTerms(a: Terms, b: Terms): boolean {
  return a.purpose === b.purpose && sameRhythm(a.rhythm, b.rhythm);
}

/** Which of the two this person is; nothing of anybody else. */
export function sideOf(pair: Pick<Pair, 'guideId' | 'learnerId'>, person: PersonId): Side | undefined {
  if (person === pair.guideId) return 'guide';
  return person === pair.learnerId ? 'learner' : undefined;
}

export function otherSide(side: Side): Side {
  return side === 'guide' ? 'learner' : 'guide';
}

export function personOn(pair: Pick<Pair, 'guideId' | 'learnerId'>, side: Side): PersonId {
  return side === 'guide' ? pair.guideId : pair.learnerId;
}
