import type { History, NextStep, Sent, Session } from '../../src/pairs/course.ts';
import { planMentoring } from '../../src/pairs/mentoring.ts';
import type { Review, Side } from '../../src/pairs/pair.ts';
import { wallOf } from '../../src/people/calendar.ts';
import { CadenceRules } from '../../src/programs/cadence.ts';
import { at } from './coaching-made.ts';
import { aHistory, aMeeting, BEGAN, WARSAW } from './mentoring-made.ts';

/** The lines of these kinds, by the clock in Warsaw, and the pause. */
export function planned(history: History, now: Date, ...kinds: string[]): string[] {
  const { nudges, pausesAt } = planMentoring(history, now);
  const wall = (moment: Date): string => wallOf(moment, 'Europe/Warsaw');
  return [
    ...nudges.map(({ side, kind, once, dueAt }) => `${wall(dueAt)} ${side} ${kind} ${once}`),
    `${wall(pausesAt)} pause`,
  ].filter((line) => kinds.includes(line.split(' ')[2] ?? 'pause'));
}
export const days = (lines: readonly string[]): string[] => lines.map((line) => line.slice(0, 10));
export const to = (side: Side, lines: readonly string[]): string[] =>
  lines.filter((line) => line.includes(` ${side} `));
export const next = (history: History, now: Date, side: Side = 'learner'): NextStep =>
  planMentoring(history, now).next[side];

export const went = (side: Side, kind: Sent['kind'], once: string, wall: string): Sent => ({
  side,
  kind,
  once,
  at: at(wall),
});
export const review = (side: Side, wall: string, round = 1): Review => ({
  of: 'renewal',
  round,
  side,
  said: 'keep',
  at: at(wall),
});
export const off = (from: string, until: string) => ({ ...WARSAW, off: [{ from, to: until }] });
export const held = (wall: string, differs: Partial<Session> = {}) =>
  aMeeting(at(wall).toISOString(), 'held', differs);
export const date = (wall: string, differs: Partial<Session> = {}) =>
  aMeeting(at(wall).toISOString(), 'booked', { bookedAt: BEGAN, ...differs });
/** A date far ahead: nothing is silent before it. */
export const alive = (differs: Parameters<typeof aHistory>[0] = {}) =>
  aHistory({ sessions: [date('2028-10-03T14:00')], ...differs });
export const rules = (mentoring: object) => CadenceRules.parse({ mentoring });
