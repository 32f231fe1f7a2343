import type { Kind } from '../ports.ts';
import type { CadenceRules } from '../programs/cadence.ts';

/** How often the two mean to meet. */
export type Rhythm =
  /** Coaching: a set number of sessions. */
  | { form: 'plan'; sessions: number; minutes: number; everyDays: number }
  /** Mentoring: when the mentee needs it. */
  | { form: 'as-needed' }
  /** Mentoring with a rhythm, which some need. */
  | { form: 'every'; everyDays: number };

/** From and to, both included. Four sessions in ten weeks already raised goal attainment (Grant 2009). */
const RANGES = {
  sessions: [4, 12],
  minutes: [30, 90],
  planDays: [7, 42],
  everyDays: [7, 60],
} as const;

/** With what the two agree on later: a plan of twelve can be followed by another of twelve. */
export const MOST_SESSIONS_IN_ALL = 24;

/** The rhythm with which an agreement begins: the program's plan, for mentoring none. */
export function usualRhythm(kind: Kind, { coaching }: Pick<CadenceRules, 'coaching'>): Rhythm {
  if (kind === 'mentoring') return { form: 'as-needed' };
  const { sessions, minutes, everyDays } = coaching;
  return { form: 'plan', sessions, minutes, everyDays };
}

/**
 * Is this a rhythm that a pair of the kind can have?
 *
 * @param mostSessions how many a plan can have; more where it is extended
 */
export function isRhythmOf(kind: Kind, rhythm: Rhythm, mostSessions: number = RANGES.sessions[1]): boolean {
  switch (rhythm.form) {
    case 'plan':
      return (
        kind === 'coaching' &&
        isIn([RANGES.sessions[0], mostSessions], rhythm.sessions) &&
        isIn(RANGES.minutes, rhythm.minutes) &&
        isIn(RANGES.planDays, rhythm.everyDays)
      );
    case 'as-needed':
      return kind === 'mentoring';
    case 'every':
      return kind === 'mentoring' && isIn(RANGES.everyDays, rhythm.everyDays);
  }
}

export function sameRhythm(a: Rhythm, b: Rhythm): boolean {
  switch (a.form) {
    case 'plan':
      return (
        b.form === 'plan' &&
        a.sessions === b.sessions &&
        a.minutes === b.minutes &&
        a.everyDays === b.everyDays
      );
    case 'as-needed':
      return b.form === 'as-needed';
    case 'every':
      return b.form === 'every' && a.everyDays === b.everyDays;
  }
}

function isIn([from, to]: readonly [number, number], value: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}
