import type { PersonId } from '../ports.ts';
import type { Program } from '../programs/program.ts';
import { daysAfter, daysBetween, earliest } from './days.ts';

/**
 * A request in line: for a guide or for the cohort to be matched, told every month and closed in the end; or for its
 * program to start, until when nobody is looked for.
 */
export interface Waiting {
  state: 'waiting';
  since: Date;
  for: 'guide' | 'cohort' | 'start';
  reportedAt: Date;
  /** Guides that fit and of whom the learner knows; null: those who fit at the next look are known already. */
  known: PersonId[] | null;
  suggestedAt: Date | null;
}

export const WAITING_DAYS = 90;
export const REPORT_DAYS = 30;
/** A request that waits is looked at once a day, and sooner when a guide changes something. */
const LOOK_DAYS = 1;
/** Suggestions to one who waits come no closer than this. */
const SUGGEST_DAYS = 3;
/** Of those who fit, so many are kept as known; who has so many to choose from needs no news. */
const MOST_KNOWN = 50;

/** What a request in this program waits for, before its learner chooses anybody. */
export function whatFor({ state, rules }: Pick<Program, 'state' | 'rules'>): Waiting['for'] {
  if (state === 'open') return 'start';
  return rules.matching === 'cohort' ? 'cohort' : 'guide';
}

/**
 * A request begins to wait.
 *
 * @param known guides of whom the learner knows; empty: the first that fits is news; null: who fits now is no news
 */
export function waitingFrom(now: Date, what: Waiting['for'], known: PersonId[] | null): Waiting {
  return { state: 'waiting', since: now, for: what, reportedAt: now, known, suggestedAt: null };
}

/**
 * Its program has started: whoever waited for that is told at the first look, who fits or that nobody does yet. A month
 * counts as gone by since the last report, so that this one is due now.
 */
export function startedFrom(now: Date, what: Waiting['for']): Waiting {
  const begun = waitingFrom(now, what, []);
  return what === 'guide' ? { ...begun, reportedAt: daysAfter(now, -REPORT_DAYS) } : begun;
}

/**
 * When it is looked at again. Where nobody has looked since the learner was shown who fits, that is now; never by itself
 * before its program has started.
 */
export function nextLook(state: Waiting, now: Date): Date | null {
  return state.known === null ? dueFrom(state, now) : dueFrom(state, daysAfter(now, LOOK_DAYS));
}

/** One look at a request that waits: what it is now, and what its learner is told; nothing where it waited too long. */
export function looked(
  state: Waiting,
  fitting: readonly PersonId[] | null,
  now: Date,
): { state: Waiting; dueAt: Date | null; tell: 'suggestion' | 'waiting' | null } | undefined {
  if (state.for === 'start') return { state, dueAt: null, tell: null };
  if (now >= daysAfter(state.since, WAITING_DAYS)) return undefined;
  const isNews = fitting !== null && hasNews(state, fitting, now);
  const isReport = now >= daysAfter(state.reportedAt, REPORT_DAYS);
  const next: Waiting = {
    ...state,
    known: knownAfter(state, fitting, isNews),
    suggestedAt: isNews ? now : state.suggestedAt,
    reportedAt: isNews || isReport ? now : state.reportedAt,
  };
  const tell = isNews ? 'suggestion' : isReport ? 'waiting' : null;
  return { state: next, dueAt: dueFrom(next, daysAfter(now, LOOK_DAYS)), tell };
}

/** How many months it has waited; 0 while it has only just begun, as when its program starts. */
export function monthsWaited({ since }: Waiting, now: Date): number {
  return Math.round(daysBetween(since, now) / REPORT_DAYS);
}

function hasNews({ known, suggestedAt }: Waiting, fitting: readonly PersonId[], now: Date): boolean {
  if (known === null || known.length >= MOST_KNOWN) return false;
  if (suggestedAt !== null && now < daysAfter(suggestedAt, SUGGEST_DAYS)) return false;
  return fitting.some((id) => !known.includes(id));
}

/**
 * Who lost their place is forgotten, so that it is news when they have one again; and those of whom there was no news
 * yet stay unknown, so that it comes later.
 */
function knownAfter(
  { known }: Waiting,
  fitting: readonly PersonId[] | null,
  isNews: boolean,
): PersonId[] | null {
  if (fitting === null) return known;
  if (known === null || isNews) return fitting.slice(0, MOST_KNOWN);
  return known.filter((id) => fitting.includes(id));
}

function dueFrom(state: Waiting, look: Date): Date | null {
  if (state.for === 'start') return null;
  const told = [daysAfter(state.reportedAt, REPORT_DAYS), daysAfter(state.since, WAITING_DAYS)];
  return earliest(state.for === 'guide' ? [look, ...told] : told);
}
