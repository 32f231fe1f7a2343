import { end, leave, present } from './ending.ts';
import {
  type CourseEvent,
  change,
  changed,
  type PairEvent,
  problem,
  type Step,
  type Telling,
  UNCHANGED,
} from './event.ts';
import {
  type Live,
  otherSide,
  type Paused,
  type Review,
  type Running,
  SIDES,
  type Side,
  sameTerms,
} from './pair.ts';
import { sameRhythm } from './rhythm.ts';

/** Has begun, whether it rests at present or not. */
export type Begun = Running | Paused;

/** Has the work begun? */
export function isBegun(state: Live): state is Begun {
  return state.state === 'running' || state.state === 'paused';
}

/** What an event makes of a pair that has begun; who leaves and who is gone, and an end that has come, is not looked at here. */
export function whileBegun(state: Begun, event: PairEvent, now: Date): Step {
  switch (event.event) {
    case 'time-passes':
      return state.state === 'paused' ? rest(state, now) : UNCHANGED;
    case 'falls-silent':
      if (state.state === 'paused') return UNCHANGED;
      return pause(state, { why: 'silence', until: null, resumesAt: null, endsAt: event.endsAt }, now);
    case 'confirms':
      // The agreement's form again; a change comes too late.
      if (state.state === 'running' && sameTerms(event.terms, state.terms)) return UNCHANGED;
      return problem('not-now');
    case 'reviews':
      return review(state, event, now);
    case 'answers':
    case 'is-gone':
    case 'is-back':
    case 'leaves':
      return problem('not-now');
    default:
      return state.closing?.by.includes(event.by) ? problem('left') : does(state, event, now);
  }
}

/** What one of the two does who has not left. */
function does(
  state: Begun,
  event: Exclude<CourseEvent, { event: 'falls-silent' | 'reviews' }>,
  now: Date,
): Step {
  const { by } = event;
  switch (event.event) {
    case 'pauses': {
      const { until, resumesAt, endsAt } = event;
      const rests = { why: 'asked', until, resumesAt, endsAt } as const;
      if (state.state === 'running') return pause(state, rests, now);
      return state.why === 'asked' && state.until === until ? UNCHANGED : change(state, rests, SIDES);
    }
    case 'resumes':
      return state.state === 'paused' ? resume(state, by, now) : UNCHANGED;
    case 'snoozes':
      return change(state, { snoozed: { ...state.snoozed, [by]: event.until } }, [by]);
    case 'says-not-now':
      if (state.state === 'paused') return problem('not-now');
      // Pressed twice, or in an older message: it holds until it is asked again.
      if (state.notNow && state.notNow.until > now) return UNCHANGED;
      return change(
        state,
        { notNow: { times: (state.notNow?.times ?? 0) + 1, at: now, until: event.until } },
        [by],
      );
    case 'gives-a-sign':
      // Whoever plans a meeting, or has had one, has taken it up again.
      if (state.state === 'paused') return resume(state, by, now);
      return state.notNow ? change(state, { notNow: null }, [by]) : UNCHANGED;
    case 'proposes':
      return propose(state, event, now);
    case 'withdraws':
      return state.proposal?.by === by ? change(state, { proposal: null }, SIDES) : UNCHANGED;
    case 'agrees':
    case 'declines':
      return settle(state, event, now);
  }
}

function pause(
  state: Running,
  rests: Pick<Paused, 'why' | 'until' | 'resumesAt' | 'endsAt'>,
  now: Date,
): Step {
  const paused: Paused = { ...state, ...rests, state: 'paused', at: now };
  // The same to both, so that nothing in it tells who wanted it.
  return changed(paused, [told(state, 'paused', SIDES, now.toISOString())]);
}

function resume(state: Paused, by: Side | null, now: Date): Step {
  const { at: _at, why: _why, until: _until, resumesAt: _resumesAt, endsAt: _endsAt, ...course } = state;
  const snoozed = by ? { ...state.snoozed, [by]: null } : state.snoozed;
  const running: Running = { ...course, state: 'running', from: now, notNow: null, snoozed };
  const to = by ? [otherSide(by)] : SIDES;
  return changed(running, [told(state, 'resumed', to, now.toISOString())]);
}

/** A pause is over on its day; one without a day ends the pair after a long while. */
function rest(state: Paused, now: Date): Step {
  if (state.resumesAt) return state.resumesAt <= now ? resume(state, null, now) : UNCHANGED;
  return state.endsAt <= now ? end(state, 'silent', now) : UNCHANGED;
}

function propose(
  state: Begun,
  { by, terms, proposals }: Extract<CourseEvent, { event: 'proposes' }>,
  now: Date,
): Step {
  const { proposal } = state;
  // The same again, or what the other proposes: the form was sent twice, or both thought of the same.
  if (proposal && sameTerms(terms, proposal.terms))
    return proposal.by === by
      ? UNCHANGED
      : settle(state, { event: 'agrees', by, version: proposal.version }, now);
  if (proposals !== state.proposals) return problem('changed');
  // What holds already: of one's own proposal that means to take it back.
  if (sameTerms(terms, state.terms)) return does(state, { event: 'withdraws', by }, now);
  const version = state.proposals + 1;
  return change(state, { proposal: { by, terms, version, at: now }, proposals: version }, SIDES, [
    told(state, 'proposal', [otherSide(by)], String(version)),
  ]);
}

function settle(
  state: Begun,
  { event, by, version }: Extract<CourseEvent, { event: 'agrees' | 'declines' }>,
  now: Date,
): Step {
  const { proposal } = state;
  if (!proposal || proposal.by === by) return problem('not-now');
  if (proposal.version !== version) return problem('changed');
  const answered = told(state, 'proposal-answered', [proposal.by], `${version}.${event}`);
  if (event === 'declines') return change(state, { proposal: null }, SIDES, [answered]);
  const { terms } = proposal;
  // A new plan counts from the day it was agreed; other words on what it is for change no date.
  const from = sameRhythm(terms.rhythm, state.terms.rhythm) ? state.from : now;
  return change(state, { proposal: null, terms, from, notNow: null }, SIDES, [answered]);
}

function review(state: Begun, event: Extract<CourseEvent, { event: 'reviews' }>, now: Date): Step {
  const { by, of, round, said, endAt, goodbye = null } = event;
  const isSame = (one: Review): boolean => one.of === of && one.round === round;
  const before = state.reviews.find((one) => isSame(one) && one.side === by);
  if (before?.said === said) return UNCHANGED;
  if (state.closing?.by.includes(by)) return problem('left');
  const mine: Review = { of, round, side: by, said, at: now };
  const reviewed = { ...state, reviews: [...state.reviews.filter((one) => one !== before), mine] };
  const others = state.reviews.find((one) => isSame(one) && one.side !== by);
  if (said !== 'close') {
    // Where the other has closed it: that it has done its work is what only one of them says.
    const closing = others?.said === 'close' ? uncompleted(state.closing) : state.closing;
    return change(reviewed, { closing }, [by]);
  }
  // To stop half-way is no "it has done its work", nor is what the other wanted to go on with.
  const isCompleted = of !== 'half-time' && (!others || others.said === 'close');
  const leaving = { by, endAt, goodbye, handsOver: false };
  return leave(reviewed, leaving, isCompleted ? 'completed' : 'not-continued');
}

function uncompleted(closing: Begun['closing']): Begun['closing'] {
  return closing?.why === 'completed' ? { ...closing, why: 'not-continued' } : closing;
}

function told(state: Begun, what: Telling['what'], to: readonly Side[], once: string): Telling {
  return { what, to: present(state, to), once };
}
