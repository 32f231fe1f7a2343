import { CadenceRules } from '../../src/programs/cadence.ts';
import type { Facts, PairFacts } from '../../src/summaries/facts.ts';

export const NOW = new Date('2026-11-30T08:00:00Z');
const DAY_MS = 86_400_000;
export const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);

/** A coaching pair in its trial, which began 30 days ago; `id` makes the people too: `g1`, `l1`. */
export function aPair(id: number, differs: Partial<PairFacts> = {}): PairFacts {
  return {
    id: `pair${id}`,
    guideId: `g${id}`,
    learnerId: `l${id}`,
    state: 'trial',
    endedFrom: null,
    why: null,
    endedAt: null,
    requestedAt: daysAgo(40),
    firstTalkAt: null,
    course: null,
    held: 0,
    heldBefore: 0,
    met: [],
    startingPoint: null,
    progress: null,
    ...differs,
  };
}

/** It runs by the usual plan since so many days. */
export function aRunning(id: number, sinceDays: number, differs: Partial<PairFacts> = {}): PairFacts {
  const since = daysAgo(sinceDays);
  return aPair(id, {
    state: 'running',
    firstTalkAt: since,
    course: {
      since,
      from: since,
      rhythm: { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 },
      pausedAt: null,
    },
    ...differs,
  });
}

export function anEnded(id: number, differs: Partial<PairFacts> = {}): PairFacts {
  return aPair(id, {
    state: 'ended',
    endedFrom: 'running',
    why: 'completed',
    endedAt: daysAgo(1),
    ...differs,
  });
}

export function someFacts(differs: Partial<Facts> = {}): Facts {
  return {
    kind: 'coaching',
    cadence: CadenceRules.parse({}),
    pairs: [],
    requests: [],
    inLineFor: 'guide',
    guides: [],
    answers: [],
    asked: [],
    ...differs,
  };
}
