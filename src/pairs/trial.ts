import { end, leave } from './ending.ts';
import { beginning, change, changed, problem, type Step, type Telling, UNCHANGED } from './event.ts';
import {
  type Agreement,
  otherSide,
  type Pair,
  SIDES,
  type Side,
  sameTerms,
  type Terms,
  type Trial,
} from './pair.ts';
import type { Rhythm } from './rhythm.ts';
import { TOLD_AFTER_DAYS } from './unmet.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * A trial never rots: whoever has not answered is reminded twice, and after four weeks it ends kindly. The second time it
 * is told what managers will see where the two have not met (unmet.ts), so that nobody gets a message more.
 */
const TRIAL_DAYS = { reminders: [7, TOLD_AFTER_DAYS], end: 28 } as const;
/** Nor does an agreement, which may need a talk: the same, in longer steps. */
const AGREEMENT_DAYS = { reminders: [7, 28], end: 42 } as const;

/** A pair that has not begun to run. */
type Trying = Trial | Agreement;
type Began = Pick<Pair, 'beganAt'>;

/** One of them says privately whether to go on. */
export function answer(
  pair: Began,
  state: Trying,
  { by, goesOn, endAt, usual }: { by: Side; goesOn: boolean; endAt: Date; usual: Rhythm },
  now: Date,
): Step {
  if (state.state !== 'trial') return problem('not-now');
  if (!goesOn) return leaveTrial(pair, state, { by, endAt, goodbye: null, handsOver: false });
  if (state.closing?.by.includes(by)) return problem('left');
  if (state.goesOn[by]) return UNCHANGED;
  const said = { ...state, goesOn: { ...state.goesOn, [by]: true } };
  return together(said, usual, now) ?? change(said, {}, [by]);
}

/** Never later than it would end by itself: an end on the last day tells nothing of anybody. */
export function leaveTrial({ beganAt }: Began, state: Trying, event: Parameters<typeof leave>[1]): Step {
  const endAt = Math.min(event.endAt.getTime(), endOf(beganAt, state).getTime());
  return leave(state, { ...event, endAt: new Date(endAt) });
}

/**
 * Where both have said yes, the next part begins; not while the pair is about to end, so that nobody learns it sooner.
 *
 * @param usual the rhythm with which an agreement begins
 */
export function together(state: Trying, usual: Rhythm, now: Date): Step | undefined {
  if (state.closing) return undefined;
  if (state.state === 'trial') {
    if (!SIDES.every((side) => state.goesOn[side])) return undefined;
    const agreement: Agreement = {
      state: 'agreement',
      since: now,
      terms: { purpose: '', rhythm: usual },
      termsVersion: 1,
      confirmed: { guide: false, learner: false },
      change: null,
      reminded: 0,
      closing: null,
    };
    return changed(agreement, [{ what: 'agreement', to: SIDES, once: '1' }]);
  }
  if (!SIDES.every((side) => state.confirmed[side])) return undefined;
  return changed({ state: 'running', ...beginning(state.terms, now), closing: null }, [
    { what: 'running', to: SIDES, once: '1' },
  ]);
}

/** One of them confirms the terms as they stand, or changes them. */
export function confirm(
  state: Trying,
  { by, terms, termsVersion }: { by: Side; terms: Terms; termsVersion: number },
  now: Date,
): Step {
  if (state.state !== 'agreement') return problem('not-now');
  if (state.closing?.by.includes(by)) return problem('left');
  if (termsVersion !== state.termsVersion) return problem('changed');
  if (!sameTerms(terms, state.terms)) {
    const renewed = {
      since: now,
      terms,
      termsVersion: state.termsVersion + 1,
      confirmed: { guide: by === 'guide', learner: by === 'learner' },
      change: { by, from: state.terms.rhythm, purpose: terms.purpose !== state.terms.purpose },
      reminded: 0,
    };
    return change(state, renewed, SIDES, [
      { what: 'agreement', to: [otherSide(by)], once: String(renewed.termsVersion) },
    ]);
  }
  if (state.confirmed[by]) return UNCHANGED;
  const said = { ...state, confirmed: { ...state.confirmed, [by]: true } };
  return together(said, terms.rhythm, now) ?? change(said, {}, [by]);
}

/** Reminds whoever has not answered, and ends what nobody has taken further. */
export function passTime({ beganAt }: Began, state: Trying, now: Date): Step {
  if (endOf(beganAt, state) <= now) return end(state, 'silent', now);
  const from = startOf(beganAt, state);
  const reminded = daysOf(state).reminders.filter((days) => daysAfter(from, days) <= now).length;
  if (reminded <= state.reminded) return UNCHANGED;
  const done = state.state === 'trial' ? state.goesOn : state.confirmed;
  // Whoever has left has answered too. Nobody's reminder depends on what the other did.
  const to = SIDES.filter((side) => !done[side] && !state.closing?.by.includes(side));
  return change(state, { reminded }, [], [{ ...reminder(state, reminded), to }]);
}

function reminder(state: Trying, times: number): Omit<Telling, 'to'> {
  if (state.state === 'agreement')
    return { what: 'agreement-reminder', once: `${state.termsVersion}.${times}` };
  return times < TRIAL_DAYS.reminders.length
    ? { what: 'trial-reminder', once: String(times) }
    : { what: 'unmet', once: '1' };
}

/** When a trial or an agreement ends by itself. */
export function endOf(beganAt: Date, state: Trying): Date {
  return daysAfter(startOf(beganAt, state), daysOf(state).end);
}

/** The moments at which something is due with a trial or an agreement, unless somebody acts before. */
export function duesOf(beganAt: Date, state: Trying): Date[] {
  const days = daysOf(state).reminders[state.reminded];
  const reminder = days === undefined ? [] : [daysAfter(startOf(beganAt, state), days)];
  return [endOf(beganAt, state), ...reminder];
}

function startOf(beganAt: Date, state: Trying): Date {
  return state.state === 'trial' ? beganAt : state.since;
}

function daysOf(state: Trying): { reminders: readonly number[]; end: number } {
  return state.state === 'trial' ? TRIAL_DAYS : AGREEMENT_DAYS;
}

function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY_MS);
}
