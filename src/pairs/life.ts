import { closingAfterReturn, end, go, leave } from './ending.ts';
import { change, type PairEvent, problem, type Step, UNCHANGED } from './event.ts';
import type { Live, Pair } from './pair.ts';
import type { Rhythm } from './rhythm.ts';
import { isBegun, whileBegun } from './running.ts';
import { answer, confirm, duesOf, leaveTrial, passTime, together } from './trial.ts';

export type { PairEvent, Step } from './event.ts';

/**
 * What an event makes of a pair. Every state takes every event.
 *
 * While the pair is about to end (`closing`), what the other one does is taken as it always is, and shows to them as it
 * always does: only whoever has left hears nothing more, and can do nothing more.
 */
export function step(pair: Pick<Pair, 'beganAt' | 'state'>, event: PairEvent, now: Date): Step {
  const { state } = pair;
  if (state.state === 'ended') return 'by' in event ? problem('ended') : UNCHANGED;
  switch (event.event) {
    case 'is-gone':
      return go(state, event);
    case 'is-back':
      return comeBack(state, event, now);
    case 'leaves':
      if (!isBegun(state)) return leaveTrial(pair, state, event);
      return leave(state, event, event.isDone ? 'completed' : 'not-continued');
    case 'time-passes':
      if (state.closing && state.closing.at <= now) return end(state, state.closing.why, now);
      return isBegun(state) ? whileBegun(state, event, now) : passTime(pair, state, now);
    case 'answers':
      return isBegun(state) ? whileBegun(state, event, now) : answer(pair, state, event, now);
    case 'confirms':
      return isBegun(state) ? whileBegun(state, event, now) : confirm(state, event, now);
    default:
      if (isBegun(state)) return whileBegun(state, event, now);
      return 'by' in event ? problem('not-now') : UNCHANGED;
  }
}

/**
 * When something is to be done with the pair unless somebody acts before; null where nothing is. Of a running pair only
 * an end that is coming: when it falls silent stands in its plan.
 */
export function dueAt({ beganAt, state }: Pick<Pair, 'beganAt' | 'state'>): Date | null {
  if (state.state === 'ended') return null;
  const dates = [...(state.closing ? [state.closing.at] : []), ...stateDues(beganAt, state)];
  return dates.length === 0 ? null : new Date(Math.min(...dates.map((date) => date.getTime())));
}

function stateDues(beganAt: Date, state: Live): Date[] {
  switch (state.state) {
    case 'running':
      return [];
    case 'paused':
      return [state.resumesAt ?? state.endsAt];
    default:
      return duesOf(beganAt, state);
  }
}

function comeBack(state: Live, { who, usual }: { who: 'guide' | 'learner'; usual: Rhythm }, now: Date): Step {
  const closing = closingAfterReturn(state, who);
  if (closing === state.closing) return UNCHANGED;
  const back = { ...state, closing };
  return (isBegun(back) ? undefined : together(back, usual, now)) ?? change(back, {}, []);
}
