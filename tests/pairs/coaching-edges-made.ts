import { planCoaching } from '../../src/pairs/coaching.ts';
import type { History, NextStep, Sent } from '../../src/pairs/course.ts';
import type { Side } from '../../src/pairs/pair.ts';
import { asLines, at, held } from './coaching-made.ts';

/** The lines of these kinds, `pause` among them. */
export function planned(history: History, now: string, ...kinds: string[]): string[] {
  return asLines(planCoaching(history, at(now)), history).filter((line) =>
    kinds.includes(line.split(' ')[2] ?? 'pause'),
  );
}

export function next(history: History, now: string, side: Side = 'learner'): NextStep {
  return planCoaching(history, at(now)).next[side];
}

export const since = at('2026-11-23T12:00');
export const resumed = (wall: string) => ({ since, from: at(wall) });
export const went = (side: Side, kind: Sent['kind'], once: string, wall: string): Sent => ({
  side,
  kind,
  once,
  at: at(wall),
});
export const FOUR = { sessions: 4 };
export const ALL_FOUR = ['2026-12-01', '2026-12-22', '2027-01-12', '2027-02-02'].map((day, index) =>
  held(index + 1, day),
);
export const review = (side: Side, of: 'half-time' | 'final', round: number, wall: string) =>
  ({ of, round, side, said: 'change', at: at(wall) }) as const;
