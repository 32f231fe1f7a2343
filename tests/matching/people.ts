import type { Around, Guide, Learner } from '../../src/matching/match.ts';
import { USUAL_HOURS } from '../../src/people/hours.ts';
import { type Report, reportingLines } from '../../src/people/reporting.ts';
import { type Kind, PersonId } from '../../src/ports.ts';
import { ProgramRules } from '../../src/programs/program.ts';

/** A Wednesday in summer. */
export const NOW = new Date('2026-06-10T12:00Z');

export const personId = (name: string): PersonId => PersonId.parse(`U0${name.toUpperCase()}`);

/** Somebody who wants two topics and is kept from nobody; what a test is about is given. */
export function learner(given: Partial<Learner> = {}): Learner {
  return {
    id: personId('LEARNER'),
    topics: ['negotiation', 'feedback'],
    ways: ['direct', 'prepared'],
    languages: ['en'],
    timeZone: 'Europe/Warsaw',
    hours: USUAL_HOURS,
    department: 'Sales',
    experienceYears: 4,
    avoid: { ownDepartment: false, people: [] },
    earlierWelcome: false,
    excluded: new Set(),
    earlier: new Set(),
    ...given,
  };
}

/** Somebody who fits that learner in everything. */
export function guide(given: Partial<Guide> = {}): Guide {
  return {
    id: personId('GUIDE'),
    offersKind: true,
    isReady: true,
    topics: ['negotiation', 'feedback'],
    ways: ['direct', 'prepared'],
    languages: ['en', 'pl'],
    timeZone: 'Europe/Warsaw',
    hours: USUAL_HOURS,
    department: 'Finance',
    experienceYears: 12,
    isActive: true,
    isPaused: false,
    isGuest: false,
    places: 2,
    taken: 0,
    pending: 0,
    ...given,
  };
}

export function around(
  given: {
    kind?: Kind;
    rules?: Partial<ProgramRules>;
    keepsGuestsOut?: true;
    reports?: Report[];
    now?: Date;
  } = {},
): Around {
  return {
    program: {
      kind: given.kind ?? 'mentoring',
      rules: ProgramRules.parse(given.rules ?? {}),
      ...(given.keepsGuestsOut && { keepsGuestsOut: true }),
    },
    lines: reportingLines(given.reports ?? []),
    now: given.now ?? NOW,
  };
}
