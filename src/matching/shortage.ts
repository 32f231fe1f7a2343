import { type Shortage, TOLD_RULES, type ToldRule } from './match.ts';
import type { FoldedRule } from './rules.ts';

/** A smaller count would let people work out whom it is about. */
const LEAST_COUNT = 3;

/** How many guides broke each rule first; `forbidden`: a manager does not want the two together. */
export type Broken = Map<ToldRule | FoldedRule | 'forbidden' | 'self', number>;

export function countBroken(broken: Broken, rule: Parameters<Broken['set']>[0]): void {
  broken.set(rule, (broken.get(rule) ?? 0) + 1);
}

/**
 * What may be said of why nobody was found, or so few: the one place where it is decided (see {@link Shortage}).
 *
 * @param reader a learner reads how many they asked to leave out; of a manager that is none of their business
 */
export function shortageOf(found: number, broken: Broken, reader: 'learner' | 'manager'): Shortage {
  const mayBeTold = (rule: ToldRule): boolean =>
    (broken.get(rule) ?? 0) >= LEAST_COUNT && (rule !== 'avoid' || reader === 'learner');
  const told = TOLD_RULES.filter(mayBeTold)
    .map((rule) => ({ rule, count: broken.get(rule) ?? 0 }))
    .toSorted((a, b) => b.count - a.count);
  const all = [...broken].reduce((sum, [rule, count]) => sum + (rule === 'self' ? 0 : count), 0);
  return { found, told, others: all > told.reduce((sum, { count }) => sum + count, 0) };
}
