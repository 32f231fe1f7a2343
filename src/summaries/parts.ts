import { TOPICS } from '../people/topics.ts';
import { KINDS } from '../ports.ts';
import type { Definition, Facts } from './facts.ts';

/** How far a pair can be, in the order in which it goes. */
export const PAIR_STATES = ['trial', 'agreement', 'running', 'paused', 'ended'] as const;

const DAY_MS = 86_400_000;
const ASKED_WITHIN_DAYS = 90;

/** Figures about places and topics, and those that break all down: so many of each part. */
export const PARTS = {
  /** Of the places of those who could be asked to guide, those that are taken. */
  places: {
    kinds: KINDS,
    group: 'plain',
    candidates: ({ guides }) => guides.map(({ id }) => id),
    value({ guides }, has) {
      const offering = guides.filter(({ id }) => has(id));
      const whole = offering.reduce((sum, { places }) => sum + places, 0);
      // Places that were taken back stay with whoever has them, and are offered to nobody.
      const part = offering.reduce((sum, { places, taken }) => sum + Math.min(places, taken), 0);
      return whole === 0 ? undefined : { form: 'share', part, whole, of: offering.length, counts: true };
    },
  },

  /** How far pairs are. */
  states: {
    kinds: KINDS,
    group: 'private',
    privateParts: ['ended'],
    isWhole: true,
    candidates: ({ pairs }) => pairs.map(({ id }) => id),
    value({ pairs }, has) {
      const own = pairs.filter(({ id }) => has(id));
      const of = (state: (typeof PAIR_STATES)[number]) => own.filter((pair) => pair.state === state).length;
      const parts = Object.fromEntries(PAIR_STATES.map((state) => [state, of(state)]));
      return own.length === 0 ? undefined : { form: 'parts', parts, of: own.length };
    },
  },

  /** Of the learners who asked in the last 90 days, how many asked for each topic. */
  asked: {
    kinds: KINDS,
    group: 'plain',
    isOfATime: true,
    candidates: ({ requests }, now) => askedLately(requests, now),
    value: ({ requests }, has) =>
      byTopic(
        requests.flatMap((request) =>
          has(request.name) ? { id: request.learnerId, topics: request.topics } : [],
        ),
      ),
  },

  /** Of those who could be asked to guide, how many offer each topic. */
  offered: {
    kinds: KINDS,
    group: 'plain',
    candidates: ({ guides }) => guides.map(({ id }) => id),
    value: ({ guides }, has) => byTopic(guides.filter(({ id }) => has(id))),
  },
} satisfies Record<string, Definition>;

/** How many people each topic has, and each topic is in it: one that is left out would tell that it is nobody's. */
function byTopic(
  people: readonly { id: string; topics: readonly string[] }[],
): ReturnType<Definition['value']> {
  const byId = new Map(TOPICS.map(({ id }) => [id, new Set<string>()]));
  for (const { id, topics } of people) for (const topic of topics) byId.get(topic)?.add(id);
  const parts = Object.fromEntries([...byId].map(([topic, ids]) => [topic, ids.size]));
  const of = new Set(people.map(({ id }) => id)).size;
  return of === 0 ? undefined : { form: 'parts', parts, of };
}

/** Requests of the last 90 days, as contributors. */
export function askedLately(requests: Facts['requests'], now: Date): string[] {
  return requests
    .filter(({ at }) => now.getTime() - at.getTime() <= ASKED_WITHIN_DAYS * DAY_MS)
    .map(({ name }) => name);
}
