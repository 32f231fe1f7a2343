import { z } from 'zod';
import type { Calendar } from '../people/calendar.ts';
import type { CadenceRules } from '../programs/cadence.ts';
import type { Course as Kept, Side } from './pair.ts';

export const SessionId = z.uuid().brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;

/** What somebody says became of a session or meeting that had been planned. */
export interface Report {
  said: 'held' | 'not-held';
  at: Date;
}

/**
 * A numbered coaching session, or a mentoring meeting. `held` also where the two disagree, as both are shown;
 * `cancelled`: taken back before it began; `not-held`: its time passed without it, never whose fault.
 */
export interface Session {
  id: SessionId;
  /** Coaching: 1, 2, …, counted over what was held, so what did not take place gives its number to the next. */
  number: number | null;
  state: 'booked' | 'held' | 'not-held' | 'cancelled';
  /** As it was meant: `2026-12-08T10:00` on the wall of `timeZone` (IANA). */
  wall: string;
  timeZone: string;
  /** The same, resolved. */
  startsAt: Date;
  /** Null: nobody said how long. */
  minutes: number | null;
  /** Null: reported without having been planned. */
  bookedBy: Side | null;
  /** When this time was agreed: booked, or moved to. */
  bookedAt: Date;
  reports: Record<Side, Report | null>;
  /** When it was first known what became of it; null while it is booked. */
  settledAt: Date | null;
  version: number;
}

/** How much of anything can be written about a session or a goal, in characters. */
export const WORDS_LENGTH = 500;

/** An if-then plan with its obstacle (d = .65, Gollwitzer and Sheeran 2006). */
export const IfThen = z.object({ cue: z.string(), action: z.string(), obstacle: z.string() });
export type IfThen = z.infer<typeof IfThen>;

/** What the learner wrote about a session: plan and wish are read by both, the takeaway by the learner alone. */
export const LearnerWords = z.object({
  plan: IfThen.optional(),
  takeaway: z.string().optional(),
  wish: z.string().optional(),
});
export type LearnerWords = z.infer<typeof LearnerWords>;
/** What the coach learnt about their own work; nobody else reads it, and it is not about the client. */
export const GuideWords = z.object({ learning: z.string().optional() });
export type GuideWords = z.infer<typeof GuideWords>;

/** A session with all that is kept of it; views get only what their reader may see of it (seen.ts). */
export interface KeptSession extends Session {
  /** 0 to 10, towards the client's goal, as the client sees it; both read it. */
  progress: number | null;
  learnerWords: LearnerWords;
  guideWords: GuideWords;
  /** Opaque, in the address of the calendar file. */
  calendarKey: string;
}

/** What a coaching client wants to reach; read by the two of the pair. Empty words where nothing is said yet. */
export interface Goal {
  theme: string;
  goal: string;
  measure: string;
  /** 0 to 10. */
  startingPoint: number | null;
  /** 0 while there is none. */
  version: number;
}

/** A nudge that went out. */
export interface Sent {
  side: Side;
  kind: PairNudge;
  once: string;
  at: Date;
}

/** That one side answered a short private question (a pulse), and when: a sign of life. Never what was said. */
export interface Answered {
  side: Side;
  once: string;
  at: Date;
}

/** Everything of a running pair that a cadence looks at. */
export interface History {
  course: Kept;
  /** The oldest first. */
  sessions: readonly Session[];
  /** The oldest first. */
  sent: readonly Sent[];
  /** Mentoring: which pulses were answered, the oldest first; none in coaching. */
  answered: readonly Answered[];
  calendars: Record<Side, Calendar>;
  rules: CadenceRules;
}

/** What is said to one side of a running pair by itself, without the `pairs.` before it. */
export const PAIR_NUDGES = [
  // Coaching: choose a time for the next session; the working day before it; the working morning after it; half-way
  // to the next; half of the sessions; all of them; each quarter, to the coach.
  'book',
  'prepare',
  'outcome',
  'between',
  'half-time',
  'final',
  'supervision',
  // Mentoring: the expected gap has passed (to the mentee, and one thought to the mentor); the working day before a
  // planned meeting; the working morning after it; the short private question; six months.
  'gap',
  'thought',
  'upcoming',
  'met',
  'pulse',
  'renewal',
] as const;
export type PairNudge = (typeof PAIR_NUDGES)[number];

/** Of no use later: what is said on the day before a meeting. */
const URGENT: readonly PairNudge[] = ['prepare', 'upcoming'];

export function isOfNoUseLater(kind: PairNudge): boolean {
  return URGENT.includes(kind);
}

/** Still good days later. */
const CAN_WAIT: readonly PairNudge[] = ['between', 'supervision', 'thought', 'pulse'];

/**
 * How many of somebody's three messages of a week this may be the reason for, so that the third is left for a session
 * that is tomorrow, and what asks for an answer does not wait for a mere thought.
 */
export function mostAWeek(kind: PairNudge): 1 | 2 | 3 {
  if (isOfNoUseLater(kind)) return 3;
  return CAN_WAIT.includes(kind) ? 1 : 2;
}

/** One nudge to come, if nothing happens before. */
export interface PlannedNudge {
  side: Side;
  kind: PairNudge;
  /** Sets it apart from others of its kind for this pair and side, for good: planned twice, it is said once. */
  once: string;
  /** A moment in the receiver's working hours. */
  dueAt: Date;
}

/** Where the two stand, for the App Home and `status`. */
export type NextStep =
  /** Coaching: session `number` is to be booked, and is expected around `by`. */
  | { what: 'book'; number: number; by: Date }
  /** Booked, and still to come. */
  | { what: 'session'; session: Session }
  /** Its time has passed, and nobody has said what became of it. */
  | { what: 'log'; session: Session }
  /** `round`: of the review that its form is for. */
  | { what: 'half-time'; round: number }
  | { what: 'final'; round: number }
  /** Mentoring: no date; the next nudge is expected around then. */
  | { what: 'meet'; around: Date }
  /** "Not now"; `until`: when it is asked again. */
  | { what: 'later'; until: Date }
  | { what: 'renewal'; round: number };

/**
 * What follows if both stay silent from now on, down to the pause: the whole of it, so that nothing is forgotten where
 * a worker dies. Whatever somebody does makes a new one; nudges that no longer stand in it are not sent.
 */
export interface Plan {
  /** The earliest first. One that went out already may stand among them: it is known by kind and `once`. */
  nudges: PlannedNudge[];
  /** When the pair is paused with one kind message; a running pair always has such a moment. */
  pausesAt: Date;
  /** For each of the two by what they may know: what the other answered or put off privately does not show in it. */
  next: Record<Side, NextStep>;
}
