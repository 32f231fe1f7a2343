import { KINDS } from '../ports.ts';
import type { Definition, Facts, Value } from './facts.ts';

/** Requests that are told together by age are at least so many weeks old, and younger than those of the next. */
export const AGE_WEEKS = [0, 2, 4, 8] as const;
/** Where an open request can be: in line, by what it waits for, or put to a guide. */
export const OPEN_FOR = ['guide', 'cohort', 'start', 'asked'] as const;

const WEEK_MS = 7 * 86_400_000;

type OfRequests = Facts['requests'];

/**
 * Requests that have been put to a guide or wait, and why no pair has come of them. The reason is where a request is and
 * nothing else: whoever has declined, is left out or away is folded into being in line.
 *
 * Both are of the same requests, and managers know on other ways how many they are: bands hold against that.
 */
export const OPEN_REQUESTS = {
  /** By how long ago they were made. */
  'open-since': openRequests((own, _facts, now) => {
    const weeks = own.map(({ at }) => (now.getTime() - at.getTime()) / WEEK_MS);
    return AGE_WEEKS.map((from, at) => [
      ageName(from),
      weeks.filter(
        (age) => (at === 0 || age >= from) && age < (AGE_WEEKS[at + 1] ?? Number.POSITIVE_INFINITY),
      ).length,
    ]);
  }),

  /** By where they are. */
  'open-for': openRequests((own, { inLineFor }) => {
    const asked = own.filter(({ open }) => open === 'asked').length;
    // Nobody is asked before a program starts.
    if (inLineFor === 'start') return [[inLineFor, own.length]];
    return [
      [inLineFor, own.length - asked],
      ['asked', asked],
    ];
  }),
} satisfies Record<string, Definition>;

function openRequests(
  partsOf: (open: OfRequests, facts: Facts, now: Date) => Extract<Value, { form: 'bands' }>['parts'],
): Definition {
  return {
    kinds: KINDS,
    group: 'plain',
    isWhole: true,
    // Requests grow older by themselves, and from one day to the next only one of them is answered.
    isWeekly: true,
    candidates: ({ requests }) => requests.filter(({ open }) => open !== null).map(({ name }) => name),
    value(facts, has, now) {
      const open = facts.requests.filter((request) => request.open !== null && has(request.name));
      return { form: 'bands', parts: partsOf(open, facts, now) };
    },
  };
}

/** What requests of so many weeks and more are called among the parts. */
export function ageName(weeks: (typeof AGE_WEEKS)[number]): string {
  return `weeks${weeks}`;
}
