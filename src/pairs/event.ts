import {
  type Course,
  type Live,
  type PairState,
  type Review,
  type ReviewOf,
  SIDES,
  type Side,
  type Terms,
} from './pair.ts';
import type { Rhythm } from './rhythm.ts';

/** What happens to a pair: what one of the two does (`by`), and what comes by itself. */
export type PairEvent = TrialEvent | CourseEvent | AnyTimeEvent;

/** Before it runs. */
type TrialEvent =
  /**
   * One of them sent the form after the first conversation. `endAt`: when both are told, where the answer ends it;
   * `usual`: the program's rhythm, with which an agreement begins.
   */
  | { event: 'answers'; by: Side; goesOn: boolean; endAt: Date; usual: Rhythm }
  /** One of them sent the agreement, with these terms, having seen that version of them. */
  | { event: 'confirms'; by: Side; terms: Terms; termsVersion: number };

/** Once it runs, through every pause. */
export type CourseEvent =
  /** A break until a day, which begins for the learner at `resumesAt`; or until one of the two says so (both null). */
  | { event: 'pauses'; by: Side; until: string | null; resumesAt: Date | null; endsAt: Date }
  | { event: 'resumes'; by: Side }
  /** Nothing came for as long as the plan of nudges goes. */
  | { event: 'falls-silent'; endsAt: Date }
  /** Nudges about this pair wait, for this side. */
  | { event: 'snoozes'; by: Side; until: Date }
  | { event: 'says-not-now'; by: Side; until: Date }
  /** A meeting held, a date planned. */
  | { event: 'gives-a-sign'; by: Side }
  /** Other terms, put to the other; `proposals`: how many there had been when the form was opened. */
  | { event: 'proposes'; by: Side; terms: Terms; proposals: number }
  /** Takes one's own proposal back. */
  | { event: 'withdraws'; by: Side }
  | { event: 'agrees'; by: Side; version: number }
  | { event: 'declines'; by: Side; version: number }
  /**
   * A private answer at half-time, at the end, after six months; where it closes, `endAt`: when both are told, and
   * `goodbye`: words for the other.
   */
  | {
      event: 'reviews';
      by: Side;
      of: ReviewOf;
      round: number;
      said: Review['said'];
      endAt: Date;
      goodbye?: string | null;
    };

type AnyTimeEvent =
  /**
   * `goodbye`: words for the other; `handsOver`: the learner's request goes on to somebody else; `isDone`: it has done its
   * work, before its plan was.
   */
  | {
      event: 'leaves';
      by: Side;
      endAt: Date;
      goodbye: string | null;
      handsOver: boolean;
      isDone?: boolean;
    }
  /** Deactivated in Slack, or no longer there. */
  | { event: 'is-gone'; who: Side; endAt: Date }
  | { event: 'is-back'; who: Side; usual: Rhythm }
  | { event: 'time-passes' };

/** Something that is to be said to one or both. `once` sets it apart from others of its kind: said twice, it is said once. */
export interface Telling {
  what:
    | 'agreement'
    | 'running'
    | 'ended'
    | 'trial-reminder'
    /** What managers will see where the two have not met; see unmet.ts. */
    | 'unmet'
    | 'agreement-reminder'
    | 'paused'
    | 'resumed'
    | 'proposal'
    | 'proposal-answered';
  to: readonly Side[];
  once: string;
}

export type Step =
  | {
      outcome: 'changed';
      state: PairState;
      tell: Telling[];
      /** Who may see that something changed; the other's messages are left as they stand. */
      seenBy: readonly Side[];
    }
  /** Said before, or nothing to do yet. */
  | { outcome: 'unchanged' }
  | {
      outcome: 'problem';
      /** `left`: this person has ended it already; `changed`: the other changed the terms; `not-now`: it is not at that point. */
      problem: 'ended' | 'left' | 'changed' | 'not-now';
    };

export const UNCHANGED: Step = { outcome: 'unchanged' };

/** The same state, but for what differs. */
export function change<S extends Live>(
  state: S,
  differs: Partial<S>,
  seenBy: readonly Side[],
  tell: Telling[] = [],
): Step {
  return { outcome: 'changed', state: { ...state, ...differs }, tell, seenBy };
}

/** Another state, which both see. */
export function changed(state: PairState, tell: Telling[]): Step {
  return { outcome: 'changed', state, tell, seenBy: SIDES };
}

export function problem(which: Extract<Step, { outcome: 'problem' }>['problem']): Step {
  return { outcome: 'problem', problem: which };
}

/** A course as it begins. */
export function beginning(terms: Terms, now: Date): Course {
  return {
    since: now,
    from: now,
    terms,
    proposal: null,
    proposals: 0,
    notNow: null,
    snoozed: { guide: null, learner: null },
    reviews: [],
  };
}
