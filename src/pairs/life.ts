import {
  type Agreement,
  type Closing,
  type EndedWhy,
  type Live,
  otherSide,
  type Pair,
  type PairState,
  type Paused,
  type Running,
  SIDES,
  type Side,
  type Terms,
  type Trial,
} from './pair.ts';
import { sameRhythm, USUAL_RHYTHM } from './rhythm.ts';

const DAY_MS = 24 * 3_600_000;

/** A trial never rots: whoever has not answered is reminded twice, and after four weeks it ends kindly. */
const TRIAL_DAYS = { reminders: [7, 14], end: 28 } as const;
/** Nor does an agreement, which may need a talk: the same, in longer steps. */
const AGREEMENT_DAYS = { reminders: [7, 28], end: 42 } as const;

/** What happens to a pair. */
export type PairEvent =
  /** One of them sent the form after the first conversation. `endAt`: when both are told, where the answer ends it. */
  | { event: 'answers'; by: Side; goesOn: boolean; endAt: Date }
  | { event: 'leaves'; by: Side; endAt: Date }
  /** One of them sent the agreement, with these terms, having seen that version of them. */
  | { event: 'confirms'; by: Side; terms: Terms; termsVersion: number }
  /** Deactivated in Slack, or no longer there. */
  | { event: 'is-gone'; who: Side; endAt: Date }
  | { event: 'is-back'; who: Side }
  | { event: 'time-passes' };

/** Something that is to be said to one or both. `once` sets it apart from others of its kind: said twice, it is said once. */
interface Telling {
  what: 'agreement' | 'running' | 'ended' | 'trial-reminder' | 'agreement-reminder';
  to: readonly Side[];
  once: string;
}

export type Step =
  | {
      outcome: 'changed';
      state: PairState;
      tell: Telling[];
      /** Who may see that something changed; the other's messages are left as they stand. */
      seenBy: readonly Side[];
    }
  /** Said before, or nothing to do yet. */
  | { outcome: 'unchanged' }
  | {
      outcome: 'problem';
      /** `left`: this person has ended it already; `changed`: the other changed the terms; `not-now`: it is not at that point. */
      problem: 'ended' | 'left' | 'changed' | 'not-now';
    };

const UNCHANGED: Step = { outcome: 'unchanged' };

/** What an event makes of a pair. Every state takes every event. */
export function step(pair: Pick<Pair, 'kind' | 'beganAt' | 'state'>, event: PairEvent, now: Date): Step {
  const { state } = pair;
  if (state.state === 'ended') return 'by' in event ? problem('ended') : UNCHANGED;
  switch (event.event) {
    case 'time-passes':
      return passTime(pair, state, now);
    case 'is-gone':
      return go(state, event);
    case 'is-back':
      return comeBack(pair, state, event.who, now);
    case 'leaves':
      return leave(pair, state, event);
    case 'answers':
      if (state.state !== 'trial') return problem('not-now');
      return event.goesOn ? goOn(pair, state, event.by, now) : leave(pair, state, event);
    case 'confirms':
      // The same form again; a change comes too late.
      if (state.state === 'running' && sameTerms(event.terms, state.terms)) return UNCHANGED;
      return state.state === 'agreement' ? confirm(pair, state, event, now) : problem('not-now');
  }
}

/** When something is to be done with the pair unless somebody acts before; null where nothing is. */
export function dueAt({ beganAt, state }: Pick<Pair, 'beganAt' | 'state'>): Date | null {
  if (state.state === 'ended') return null;
  const dates = [
    ...(state.closing ? [state.closing.at] : []),
    ...(isBegun(state) ? [] : [endOf(beganAt, state), ...nextReminder(beganAt, state)]),
  ];
  return dates.length === 0 ? null : new Date(Math.min(...dates.map((date) => date.getTime())));
}

function goOn(pair: Pick<Pair, 'kind'>, state: Trial, by: Side, now: Date): Step {
  if (state.closing?.by.includes(by)) return problem('left');
  if (state.goesOn[by]) return UNCHANGED;
  const said = { ...state, goesOn: { ...state.goesOn, [by]: true } };
  return together(pair, said, now) ?? change(said, {}, [by]);
}

/** Where both have said yes, the next part begins; not while the pair is about to end, so that nobody learns it sooner. */
function together({ kind }: Pick<Pair, 'kind'>, state: Live, now: Date): Step | undefined {
  if (state.closing || isBegun(state)) return undefined;
  if (state.state === 'trial') {
    if (!SIDES.every((side) => state.goesOn[side])) return undefined;
    const agreement: Agreement = {
      state: 'agreement',
      since: now,
      terms: { purpose: '', rhythm: USUAL_RHYTHM[kind] },
      termsVersion: 1,
      confirmed: { guide: false, learner: false },
      change: null,
      reminded: 0,
      closing: null,
    };
    return changed(agreement, [{ what: 'agreement', to: SIDES, once: '1' }]);
  }
  if (!SIDES.every((side) => state.confirmed[side])) return undefined;
  const running: Running = {
    state: 'running',
    since: now,
    from: now,
    terms: state.terms,
    proposal: null,
    proposals: 0,
    notNow: null,
    snoozed: { guide: null, learner: null },
    reviews: [],
    closing: null,
  };
  return changed(running, [{ what: 'running', to: SIDES, once: '1' }]);
}

function leave(
  { beganAt }: Pick<Pair, 'beganAt'>,
  state: Live,
  { by, endAt }: { by: Side; endAt: Date },
): Step {
  const { closing } = state;
  if (closing?.by.includes(by)) return UNCHANGED;
  // Never later than it would end by itself: an end on the last day tells nothing of anybody.
  const last = isBegun(state) ? endAt : endOf(beganAt, state);
  const begun: Closing = closing ?? closingAt(endAt < last ? endAt : last, 'not-continued');
  return change(state, { closing: { ...begun, by: [...begun.by, by] } }, [by]);
}

function go(state: Live, { who, endAt }: { who: Side; endAt: Date }): Step {
  const { closing } = state;
  if (closing?.why === whyGone(who)) return UNCHANGED;
  return change(
    state,
    { closing: { ...(closing ?? closingAt(endAt, whyGone(who))), why: whyGone(who) } },
    [],
  );
}

function comeBack(pair: Pick<Pair, 'kind'>, state: Live, who: Side, now: Date): Step {
  const { closing } = state;
  if (closing?.why !== whyGone(who)) return UNCHANGED;
  if (closing.by.length > 0) return change(state, { closing: { ...closing, why: 'not-continued' } }, []);
  const back = { ...state, closing: null };
  return together(pair, back, now) ?? change(back, {}, []);
}

function confirm(
  pair: Pick<Pair, 'kind'>,
  state: Agreement,
  { by, terms, termsVersion }: { by: Side; terms: Terms; termsVersion: number },
  now: Date,
): Step {
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
  return together(pair, said, now) ?? change(said, {}, [by]);
}

function passTime({ beganAt }: Pick<Pair, 'beganAt'>, state: Live, now: Date): Step {
  if (state.closing && state.closing.at <= now) return end(state, state.closing.why, now);
  if (isBegun(state)) return UNCHANGED;
  if (endOf(beganAt, state) <= now) return end(state, 'silent', now);
  const from = startOf(beganAt, state);
  const reminded = daysOf(state).reminders.filter((days) => daysAfter(from, days) <= now).length;
  if (reminded <= state.reminded) return UNCHANGED;
  const done = state.state === 'trial' ? state.goesOn : state.confirmed;
  // Whoever has left has answered too. Nobody's reminder depends on what the other did.
  const to = SIDES.filter((side) => !done[side] && !state.closing?.by.includes(side));
  const telling: Omit<Telling, 'to'> =
    state.state === 'trial'
      ? { what: 'trial-reminder', once: String(reminded) }
      : { what: 'agreement-reminder', once: `${state.termsVersion}.${reminded}` };
  return change(state, { reminded }, [], [{ ...telling, to }]);
}

function end(state: Live, why: EndedWhy, now: Date): Step {
  const to = SIDES.filter((side) => why !== whyGone(side));
  const { goodbyes, handsOver } = state.closing ?? closingAt(now, why);
  return changed({ state: 'ended', at: now, from: state.state, why, goodbyes, handsOver }, [
    { what: 'ended', to, once: '1' },
  ]);
}

/** Has the work begun, whether it rests at present or not? */
function isBegun(state: Live): state is Running | Paused {
  return state.state === 'running' || state.state === 'paused';
}

function closingAt(at: Date, why: EndedWhy): Closing {
  return { at, why, by: [], goodbyes: [], handsOver: false };
}

function sameTerms(a: Terms, b: Terms): boolean {
  return a.purpose === b.purpose && sameRhythm(a.rhythm, b.rhythm);
}

function whyGone(who: Side): EndedWhy {
  return `${who}-not-available`;
}

function startOf(beganAt: Date, state: Trial | Agreement): Date {
  return state.state === 'trial' ? beganAt : state.since;
}

function daysOf(state: Trial | Agreement): { reminders: readonly number[]; end: number } {
  return state.state === 'trial' ? TRIAL_DAYS : AGREEMENT_DAYS;
}

/** When a trial or an agreement ends by itself. */
export function endOf(beganAt: Date, state: Trial | Agreement): Date {
  return daysAfter(startOf(beganAt, state), daysOf(state).end);
}

function nextReminder(beganAt: Date, state: Trial | Agreement): Date[] {
  const days = daysOf(state).reminders[state.reminded];
  return days === undefined ? [] : [daysAfter(startOf(beganAt, state), days)];
}

function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY_MS);
}

function change<S extends Live>(
  state: S,
  differs: Partial<S>,
  seenBy: readonly Side[],
  tell: Telling[] = [],
): Step {
  return { outcome: 'changed', state: { ...state, ...differs }, tell, seenBy };
}

function changed(state: PairState, tell: Telling[]): Step {
  return { outcome: 'changed', state, tell, seenBy: SIDES };
}

function problem(which: Extract<Step, { outcome: 'problem' }>['problem']): Step {
  return { outcome: 'problem', problem: which };
}
