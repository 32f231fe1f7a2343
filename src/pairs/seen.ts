import type { Kind, PersonId } from '../ports.ts';
import type { Goal, KeptSession, LearnerWords, NextStep, Session } from './course.ts';
import { requestGoesOn } from './ending.ts';
import type { Fit } from './fit.ts';
import {
  type Closing,
  type Course,
  type Live,
  otherSide,
  type Pair,
  type PairId,
  personOn,
  type Review,
  type Side,
  type Terms,
} from './pair.ts';
import type { Rhythm } from './rhythm.ts';
import type { SeenSponsor } from './sponsor.ts';
import { endOf } from './trial.ts';
import { metBy } from './unmet.ts';

/**
 * What one of the two may know of their pair. Views are given this and nothing else, so that nobody is shown the
 * other's private answer: it is made of one's own answers and of what has come of both.
 */
export interface Seen {
  pairId: PairId;
  kind: Kind;
  /** The reader's own side. */
  side: Side;
  me: PersonId;
  other: PersonId;
  /** The reader's zone, IANA, in which dates are written. */
  myZone: string;
  fit: Fit;
  now: SeenState;
}

export type SeenState =
  /** `answered`: said that they want to go on. `left`: said that they do not, and both will be told. */
  | {
      state: 'trial';
      answered: boolean;
      left: boolean;
      /** Managers see later that they have not met, where neither has said by then that they did; see unmet.ts. */
      metBy: Date;
      until: Date;
    }
  | {
      state: 'agreement';
      terms: Terms;
      termsVersion: number;
      /** By the reader. */
      confirmed: boolean;
      change: { mine: boolean; from: Rhythm; purpose: boolean } | null;
      left: boolean;
      until: Date;
    }
  | ({ state: 'running' } & SeenBegun)
  /** `silence`: after a while without a sign of either; of a pause that was asked for, not who did. */
  | ({ state: 'paused'; silence: boolean; until: string | null; endsAt: Date } & SeenBegun)
  | {
      state: 'ended';
      /** A pair that rested had begun to run. */
      from: Exclude<Live['state'], 'paused'>;
      /** The other is not available at present. */
      notAvailable: boolean;
      /** To the learner: the request goes on to somebody else. Of a guide never true: it is the learner's. */
      requestGoesOn: boolean;
      /** Words that the other left, for a modal only; null where they left none. */
      goodbye: string | null;
    };

/** Of a pair that has begun. */
interface SeenBegun {
  terms: Terms;
  /** Other terms that are put to the other, and not answered yet. */
  proposal: { mine: boolean; terms: Terms; version: number } | null;
  /** How many there have been: a form that was opened before the last one is found out by it. */
  proposals: number;
  left: boolean;
}

/** A pair that is known to be at this point. */
export type SeenIn<S extends SeenState['state']> = Seen & { now: Extract<SeenState, { state: S }> };

/** Is the pair at this point? */
export function isIn<S extends SeenState['state']>(seen: Seen, state: S): seen is SeenIn<S> {
  return seen.now.state === state;
}

/** The pair as one of its sides sees it. */
export function seenBy(pair: Pair, side: Side, myZone: string): Seen {
  const { id, kind, fit } = pair;
  const [me, other] = [personOn(pair, side), personOn(pair, otherSide(side))];
  return { pairId: id, kind, side, me, other, myZone, fit, now: stateSeenBy(pair, side) };
}

function stateSeenBy({ state, beganAt }: Pick<Pair, 'state' | 'beganAt'>, side: Side): SeenState {
  const left = (closing: Closing | null): boolean => closing?.by.includes(side) ?? false;
  switch (state.state) {
    case 'trial':
      return {
        state: 'trial',
        answered: state.goesOn[side],
        left: left(state.closing),
        metBy: metBy(beganAt),
        until: endOf(beganAt, state),
      };
    case 'agreement': {
      const { terms, termsVersion, change } = state;
      return {
        state: 'agreement',
        terms,
        termsVersion,
        confirmed: state.confirmed[side],
        change: change && { mine: change.by === side, from: change.from, purpose: change.purpose },
        left: left(state.closing),
        until: endOf(beganAt, state),
      };
    }
    case 'running':
      return { state: 'running', ...begunSeenBy(state, side), left: left(state.closing) };
    case 'paused': {
      const { why, until, endsAt, closing } = state;
      const begun = begunSeenBy(state, side);
      return { state: 'paused', silence: why === 'silence', until, endsAt, ...begun, left: left(closing) };
    }
    case 'ended':
      return {
        state: 'ended',
        from: state.from === 'paused' ? 'running' : state.from,
        notAvailable: state.why === `${otherSide(side)}-not-available`,
        requestGoesOn: side === 'learner' && requestGoesOn(state),
        goodbye: state.goodbyes.find(({ by }) => by !== side)?.words ?? null,
      };
  }
}

function begunSeenBy({ terms, proposal, proposals }: Course, side: Side): Omit<SeenBegun, 'left'> {
  const open = proposal && {
    mine: proposal.by === side,
    terms: proposal.terms,
    version: proposal.version,
  };
  return { terms, proposal: open, proposals };
}

/** A session as one side may see it. */
export interface SeenSession extends Session {
  /** 0 to 10, as the client sees it. */
  progress: number | null;
  words: SeenWords;
}

/** What this side may read of what was written about a session. */
interface SeenWords extends Pick<LearnerWords, 'plan' | 'wish'> {
  /** To the learner alone. */
  takeaway?: string | undefined;
  /** To the coach alone. */
  learning?: string | undefined;
}

/** A running or paused pair with all that one of the two may see of it. */
export interface SeenCourse extends Seen {
  now: Extract<SeenState, { state: 'running' | 'paused' }>;
  /** The oldest first. */
  sessions: readonly SeenSession[];
  /** Coaching; null where nothing was said yet. */
  goal: Goal | null;
  /** Null while it is paused. */
  next: NextStep | null;
  /** Up to three next times that both have. */
  slots: readonly Date[];
  /** The other's zone, IANA. */
  otherZone: string;
  otherName: string;
  /** Takes a break, or is gone: not available at present. */
  otherAway: boolean;
  /** Nudges to the reader about this pair wait until then. */
  snoozedUntil: Date | null;
  /** What the reader has said privately; never what the other has. */
  reviewed: readonly Review[];
  /** Coaching: whom the client has brought in; to the coach only where the client has shown it. */
  sponsor?: Pick<SeenSponsor, 'personId' | 'state'> | null;
  /** Which of the short private questions the reader has answered, by `once`; never what. */
  answered: readonly string[];
}

/** A begun pair's dates, without what comes next: all that is told of one of them. */
export type SeenDates = Pick<SeenCourse, keyof Seen | 'sessions' | 'otherZone' | 'otherName'>;

/** A session as this side may see it: without what the other wrote for themselves. */
export function sessionSeenBy(session: KeptSession, side: Side): SeenSession {
  const { learnerWords, guideWords, calendarKey: _, ...shared } = session;
  const { takeaway, ...forBoth } = learnerWords;
  return {
    ...shared,
    words: { ...forBoth, ...(side === 'learner' ? { takeaway } : { learning: guideWords.learning }) },
  };
}
