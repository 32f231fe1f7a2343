import type { Kind } from '../ports.ts';
import {
  CadenceRules,
  COACHING_RANGES,
  type CoachingCadence,
  END_PAUSED_RANGE,
  MENTORING_RANGES,
  type MentoringCadence,
  type Range,
} from './cadence.ts';

/** What a manager may set of the rhythm of a program, in the order in which it is asked for. */
const COACHING_FIELDS = [
  'sessions',
  'minutes',
  'everyDays',
  'firstWithinWorkdays',
  'askAfterWorkdays',
  'pauseAfterWorkdays',
  'endPausedAfterDays',
] as const;
const MENTORING_FIELDS = [
  'firstWithinDays',
  'usualGapDays',
  'leastGapDays',
  'mostGapDays',
  'againAfterDays',
  'pauseAfterDays',
  'pulseAfterDays',
  'pulseEveryDays',
  'renewalAfterMonths',
  'endPausedAfterDays',
] as const;
export const RHYTHM_FIELDS = { coaching: COACHING_FIELDS, mentoring: MENTORING_FIELDS } as const;
export type RhythmField = (typeof COACHING_FIELDS)[number] | (typeof MENTORING_FIELDS)[number];

const RANGES: Partial<Record<RhythmField, Range>> = {
  ...COACHING_RANGES,
  ...MENTORING_RANGES,
  endPausedAfterDays: END_PAUSED_RANGE,
};

/** Of a field that takes one number; nothing of one that takes three, when somebody is asked again. */
export function rangeOf(field: RhythmField): Range | undefined {
  return RANGES[field];
}

/**
 * What is wrong with a field: out of its range; not three numbers in order; the last of them not before the pause; the
 * shortest rhythm longer than the longest; the usual one not between them.
 */
export type WrongField = 'range' | 'steps' | 'pause' | 'bounds' | 'between';

/** What a program has set, by field, as one would type it. */
export function typedRhythm(kind: Kind, cadence: CadenceRules): [RhythmField, string][] {
  const set: Partial<Record<RhythmField, number | number[]>> = {
    ...cadence[kind],
    endPausedAfterDays: cadence.endPausedAfterDays,
  };
  return RHYTHM_FIELDS[kind].map((field) => [field, [set[field] ?? []].flat().join(', ')]);
}

/**
 * Reads the rhythm of a program of this kind as it was typed; what belongs to the other kind stays as it was.
 *
 * @param typed by field; the numbers of one that takes three stand apart in any way
 * @example readRhythm('coaching', { …, askAfterWorkdays: '3, 7 and 14' }, before)
 */
export function readRhythm(
  kind: Kind,
  typed: Partial<Record<string, string>>,
  before: CadenceRules,
): { ok: true; cadence: CadenceRules } | { ok: false; wrong: Map<RhythmField, WrongField> } {
  const sent: Record<string, number | number[]> = {};
  for (const field of RHYTHM_FIELDS[kind]) {
    const text = typed[field] ?? '';
    sent[field] = rangeOf(field) ? wholeNumber(text) : (text.match(/\d+/g) ?? []).map(Number);
  }
  const { endPausedAfterDays, ...ofKind } = sent;
  const read = CadenceRules.safeParse({ ...before, [kind]: ofKind, endPausedAfterDays });
  const wrong = read.success ? together(kind, read.data) : outOfRange(kind, read.error.issues);
  return read.success && wrong.size === 0 ? { ok: true, cadence: read.data } : { ok: false, wrong };
}

function wholeNumber(text: string): number {
  return /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : Number.NaN;
}

function outOfRange(kind: Kind, issues: readonly { path: PropertyKey[] }[]): Map<RhythmField, WrongField> {
  const fields = RHYTHM_FIELDS[kind].filter((field) => issues.some(({ path }) => path.includes(field)));
  return new Map(fields.map((field) => [field, rangeOf(field) ? 'range' : 'steps']));
}

/** What is wrong with numbers that are right one by one. */
function together(kind: Kind, cadence: CadenceRules): Map<RhythmField, WrongField> {
  return kind === 'coaching' ? wrongCoaching(cadence.coaching) : wrongMentoring(cadence.mentoring);
}

function wrongCoaching({
  askAfterWorkdays,
  pauseAfterWorkdays,
}: CoachingCadence): Map<RhythmField, WrongField> {
  const wrong = wrongSteps(askAfterWorkdays, pauseAfterWorkdays);
  return new Map(wrong && [['askAfterWorkdays', wrong]]);
}

function wrongMentoring(cadence: MentoringCadence): Map<RhythmField, WrongField> {
  const { leastGapDays, usualGapDays, mostGapDays } = cadence;
  const found = new Map<RhythmField, WrongField>();
  const wrong = wrongSteps(cadence.againAfterDays, cadence.pauseAfterDays);
  if (wrong) found.set('againAfterDays', wrong);
  if (leastGapDays > mostGapDays) found.set('mostGapDays', 'bounds');
  else if (usualGapDays < leastGapDays || usualGapDays > mostGapDays) found.set('usualGapDays', 'between');
  return found;
}

function wrongSteps(steps: readonly number[], pause: number): WrongField | undefined {
  if (steps.some((step, at) => at > 0 && step <= (steps[at - 1] ?? 0))) return 'steps';
  return (steps.at(-1) ?? 0) < pause ? undefined : 'pause';
}
