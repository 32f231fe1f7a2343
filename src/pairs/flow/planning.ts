import { syncNudges } from '../../nudges/flow/plan.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Tx } from '../../storage/database.ts';
import type { Plan } from '../course.ts';
import { dueAt } from '../life.ts';
import { type Pair, personOn, type Side } from '../pair.ts';
import { writeDue } from '../store/pairs.ts';
import { isBegun, loadCourses, nameOf, planOf } from './course.ts';

/**
 * Writes down all that follows with a pair if both stay silent from now on: its nudges, and when it is looked at again.
 * To be called under the pair's lock whenever something has changed that its cadence looks at.
 */
export async function replan(tx: Tx, ports: PeoplePorts, pair: Pair, now: Date): Promise<void> {
  const loaded = isBegun(pair)
    ? (await loadCourses(tx, pair.workspaceId, [pair], now)).get(pair.id)
    : undefined;
  await setPlan(tx, ports, pair, loaded ? planOf(loaded, now) : null);
}

/** The same where the plan is known. @param plan nothing of a pair that does not run */
export async function setPlan(tx: Tx, ports: PeoplePorts, pair: Pair, plan: Plan | null): Promise<void> {
  const { workspaceId, id } = pair;
  const nudges = (plan?.nudges ?? [])
    .filter(({ side }) => isNudged(pair, side))
    .map(({ side, kind, ...when }) => ({ ...when, personId: personOn(pair, side), kind: nameOf(kind) }));
  await syncNudges(tx, ports, { workspaceId, subjectId: id }, nudges);
  const dates = [dueAt(pair), plan?.pausesAt].filter((date) => date instanceof Date);
  if (plan) await writeDue(tx, pair, new Date(Math.min(...dates.map((date) => date.getTime()))));
}

/** Nobody is nudged about a pair that rests, that they have left, or whose other one is gone. */
export function isNudged({ state }: Pair, side: Side): boolean {
  if (state.state !== 'running') return false;
  if (!state.closing) return true;
  return !state.closing.by.includes(side) && !state.closing.why.endsWith('not-available');
}
