import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, PersonKey } from '../../ports.ts';
import type { Listed } from '../listed.ts';
import { readLivePairsOf } from '../store/pairs.ts';
import { coursesOf } from './course.ts';
import { livePairsOf } from './pairs.ts';

/** This person's pairs that have not ended, the oldest first, and all that they may see of those that have begun. */
export async function pairsOf(ports: PeoplePorts, who: PersonKey): Promise<Listed[]> {
  const [live, courses] = await Promise.all([livePairsOf(ports, who), coursesOf(ports, who)]);
  const begun = new Map(courses.map((course) => [course.pairId, course]));
  return live.map((pair) => ({ ...pair, course: begun.get(pair.seen.pairId) ?? null }));
}

/** With whom this person has a pair that has not ended. */
export async function othersOf({ db }: PeoplePorts, who: PersonKey): Promise<PersonId[]> {
  const pairs = await readLivePairsOf(db, who);
  return pairs.map(({ guideId, learnerId }) => (guideId === who.personId ? learnerId : guideId));
}
