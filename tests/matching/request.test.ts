import { describe, expect, it } from 'vitest';
import {
  afterRequestEvent,
  isOpen,
  nobodyChosen,
  type RequestEvent,
  type RequestProblem,
  type RequestState,
  requestDueAt,
  type ToLearner,
} from '../../src/matching/request.ts';
import { monthsWaited, type Waiting, waitingFrom } from '../../src/matching/waiting.ts';
import { PersonId } from '../../src/ports.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 12));
const [ada, ben] = [PersonId.parse('U0ADA'), PersonId.parse('U0BEN')];
const NOW = day(2);

/** Every state, and every form of it that behaves in a way of its own. A new state does not compile without a row. */
type Row = Exclude<RequestState['state'], 'offering'> | 'offer open' | 'offer over';
const STATES: Record<Row, RequestState> = {
  choosing: { state: 'choosing', since: NOW, remindedAt: null },
  'offer open': { state: 'offering', offer: 'open' },
  'offer over': { state: 'offering', offer: 'over' },
  waiting: { ...waitingFrom(NOW, 'guide', [ada]) },
  matched: { state: 'matched' },
  withdrawn: { state: 'withdrawn', at: NOW },
  closed: { state: 'closed', at: NOW, why: 'waited' },
};
/** Every event, an hour after the state began. */
const EVENTS: { [E in RequestEvent['event']]: Extract<RequestEvent, { event: E }> } = {
  wished: { event: 'wished' },
  offered: { event: 'offered' },
  nobody: { event: 'nobody' },
  waits: { event: 'waits', for: 'guide' },
  'offer-over': { event: 'offer-over' },
  accepted: { event: 'accepted' },
  'trial-over': { event: 'trial-over' },
  withdrawn: { event: 'withdrawn' },
  time: { event: 'time', fitting: [ada] },
  'learner-paused': { event: 'learner-paused' },
  'learner-left': { event: 'learner-left' },
  started: { event: 'started', for: 'guide' },
  'program-ended': { event: 'program-ended' },
  replaced: { event: 'replaced' },
};

/** `state`, then what the learner is told; or the problem; or that nothing is to be done. */
type Outcome = Row | `${Row}, told: ${ToLearner}` | `no: ${RequestProblem}` | 'same';
const TABLE: Record<Row, Record<RequestEvent['event'], Outcome>> = {
  choosing: {
    wished: 'choosing',
    offered: 'offer open',
    nobody: 'waiting',
    waits: 'waiting',
    'offer-over': 'no: nothing-open',
    accepted: 'matched',
    'trial-over': 'no: nothing-open',
    withdrawn: 'withdrawn',
    time: 'same',
    'learner-paused': 'waiting',
    'learner-left': 'closed',
    started: 'same',
    'program-ended': 'closed, told: closed',
    replaced: 'closed',
  },
  'offer open': {
    wished: 'no: offering',
    offered: 'no: offering',
    nobody: 'no: offering',
    waits: 'no: offering',
    'offer-over': 'offer over',
    accepted: 'matched',
    'trial-over': 'no: nothing-open',
    withdrawn: 'withdrawn',
    time: 'same',
    'learner-paused': 'waiting',
    'learner-left': 'closed',
    started: 'same',
    'program-ended': 'closed, told: closed',
    replaced: 'closed',
  },
  'offer over': {
    wished: 'no: offering',
    offered: 'offer open, told: next',
    nobody: 'waiting, told: nobody',
    waits: 'no: offering',
    'offer-over': 'same',
    accepted: 'matched',
    'trial-over': 'no: nothing-open',
    withdrawn: 'withdrawn',
    time: 'same',
    'learner-paused': 'waiting',
    'learner-left': 'closed',
    started: 'same',
    'program-ended': 'closed, told: closed',
    replaced: 'closed',
  },
  waiting: {
    wished: 'waiting',
    offered: 'offer open',
    nobody: 'same',
    waits: 'same',
    'offer-over': 'no: nothing-open',
    accepted: 'matched',
    'trial-over': 'no: nothing-open',
    withdrawn: 'withdrawn',
    time: 'waiting',
    'learner-paused': 'same',
    'learner-left': 'closed',
    started: 'same',
    'program-ended': 'closed, told: closed',
    replaced: 'closed',
  },
  matched: {
    wished: 'no: matched',
    offered: 'no: matched',
    nobody: 'no: matched',
    waits: 'no: matched',
    'offer-over': 'no: matched',
    accepted: 'same',
    'trial-over': 'offer over',
    withdrawn: 'no: matched',
    time: 'same',
    'learner-paused': 'same',
    'learner-left': 'same',
    started: 'same',
    'program-ended': 'same',
    replaced: 'closed',
  },
  withdrawn: {
    wished: 'no: over',
    offered: 'no: over',
    nobody: 'no: over',
    waits: 'no: over',
    'offer-over': 'no: over',
    accepted: 'no: over',
    'trial-over': 'no: over',
    withdrawn: 'same',
    time: 'same',
    'learner-paused': 'same',
    'learner-left': 'same',
    started: 'same',
    'program-ended': 'same',
    replaced: 'same',
  },
  closed: {
    wished: 'no: over',
    offered: 'no: over',
    nobody: 'no: over',
    waits: 'no: over',
    'offer-over': 'no: over',
    accepted: 'no: over',
    'trial-over': 'no: over',
    withdrawn: 'no: over',
    time: 'same',
    'learner-paused': 'same',
    'learner-left': 'same',
    started: 'same',
    'program-ended': 'same',
    replaced: 'same',
  },
};

function rowOf(state: RequestState): Row {
  if (state.state !== 'offering') return state.state;
  return state.offer === 'open' ? 'offer open' : 'offer over';
}

const rows = Object.entries(TABLE).flatMap(([from, events]) =>
  Object.entries(events).map(([event, outcome]) => ({ from, event, outcome })),
);

describe('what becomes of a request', () => {
  it.each(rows)('$from, $event: $outcome', ({ from, event, outcome }) => {
    const state = Object.entries(STATES).find(([row]) => row === from)?.[1];
    const happens = Object.values(EVENTS).find((one) => one.event === event);
    if (!state || !happens) throw new Error(`${from} or ${event} is not in this test`);
    const step = afterRequestEvent(state, happens, new Date(NOW.getTime() + 3_600_000));
    expect(
      step.step === 'same'
        ? 'same'
        : step.step === 'problem'
          ? `no: ${step.problem}`
          : `${rowOf(step.state)}${step.tell ? `, told: ${step.tell}` : ''}`,
    ).toBe(outcome);
  });

  it('always has a date where nobody is to act, and none where an offer has one or it is over', () => {
    for (const state of Object.values(STATES))
      for (const event of Object.values(EVENTS)) {
        const step = afterRequestEvent(state, event, NOW);
        if (step.step !== 'done') continue;
        const hasDate = isOpen(step.state) && rowOf(step.state) !== 'offer open';
        expect([state.state, event.event, step.dueAt !== null]).toEqual([state.state, event.event, hasDate]);
      }
  });
});

describe('a request whose learner chooses nobody', () => {
  const later = (state: RequestState, now: Date) =>
    afterRequestEvent(state, { event: 'time', fitting: null }, now);

  it('is reminded once after three days and closed after fourteen', () => {
    const state = nobodyChosen(day(1));
    expect(requestDueAt(state, day(1))).toEqual(day(4));
    expect(later(state, new Date(day(4).getTime() - 1))).toEqual({ step: 'same' });
    const reminded = later(state, day(4));
    expect(reminded).toEqual({
      step: 'done',
      state: { ...state, remindedAt: day(4) },
      dueAt: day(15),
      tell: 'choose-reminder',
    });
    if (reminded.step !== 'done') return;
    expect(later(reminded.state, day(9))).toEqual({ step: 'same' });
    expect(later(reminded.state, day(15))).toEqual({
      step: 'done',
      state: { state: 'closed', at: day(15), why: 'never-chosen' },
      dueAt: null,
      tell: 'closed',
    });
  });

  it('begins to count anew when the form is sent again', () => {
    const state = nobodyChosen(day(1));
    expect(afterRequestEvent(state, { event: 'wished' }, day(3))).toMatchObject({ dueAt: day(6) });
  });
});

describe('a request that waits', () => {
  const look = (state: RequestState, fitting: PersonId[] | null, now: Date) => {
    const step = afterRequestEvent(state, { event: 'time', fitting }, now);
    if (step.step !== 'done') throw new Error(step.step);
    return step;
  };

  it('is told every month, and closed after ninety days', () => {
    let state: RequestState = waitingFrom(day(1), 'cohort', []);
    const told: [number, string | null][] = [];
    let due: Date | null = day(31);
    for (const n of [31, 61, 91]) {
      expect(due).toEqual(day(n));
      const step = look(state, null, day(n));
      told.push([n, step.tell]);
      ({ state, dueAt: due } = step);
    }
    expect(told).toEqual([
      [31, 'waiting'],
      [61, 'waiting'],
      [91, 'closed'],
    ]);
    expect(state).toEqual({ state: 'closed', at: day(91), why: 'waited' });
    expect(due).toBeNull();
  });

  it('is looked at every day, and told when somebody new fits', () => {
    const begun = waitingFrom(day(1), 'guide', [ada]);
    const quiet = look(begun, [ada], day(2));
    expect(quiet).toMatchObject({ tell: null, dueAt: day(3), state: { known: [ada] } });
    const news = look(quiet.state, [ben, ada], day(3));
    expect(news).toMatchObject({ tell: 'suggestion', state: { known: [ben, ada], suggestedAt: day(3) } });
    expect(look(news.state, [ben, ada], day(4)).tell).toBeNull();
  });

  it('does not tell as news who could be seen in the form', () => {
    const begun = afterRequestEvent(nobodyChosen(day(1)), { event: 'waits', for: 'guide' }, day(1));
    expect(begun).toMatchObject({ state: { known: null }, dueAt: day(1) });
    if (begun.step !== 'done') return;
    const first = look(begun.state, [ada], day(1));
    expect(first).toMatchObject({ tell: null, dueAt: day(2), state: { known: [ada] } });
  });

  it('tells of a guide again who had no place meanwhile', () => {
    const begun = waitingFrom(day(1), 'guide', [ada]);
    const gone = look(begun, [], day(2));
    expect(look(gone.state, [ada], day(3)).tell).toBe('suggestion');
  });

  it('tells of somebody new at most every three days, and then still', () => {
    const begun: Waiting = { ...waitingFrom(day(1), 'guide', [ada]), suggestedAt: day(2) };
    const early = look(begun, [ada, ben], day(3));
    expect(early).toMatchObject({ tell: null, state: { known: [ada] } });
    expect(look(early.state, [ada, ben], day(5)).tell).toBe('suggestion');
  });

  it('counts the month anew after a suggestion', () => {
    const begun = waitingFrom(day(1), 'guide', []);
    const news = look(begun, [ada], day(20));
    expect(look(news.state, [ada], day(31)).tell).toBeNull();
    expect(look(news.state, [ada], day(50)).tell).toBe('waiting');
  });

  it('is looked at tomorrow also where nobody looked today', () => {
    expect(look(waitingFrom(day(1), 'guide', null), null, day(1)).dueAt).toEqual(day(2));
  });

  it('says which month it is', () => {
    const begun = waitingFrom(day(1), 'guide', []);
    expect([2, 31, 61].map((n) => monthsWaited(begun, day(n)))).toEqual([0, 1, 2]);
  });
});

describe('what is news to whoever waits', () => {
  it('is whoever fits when a break is over', () => {
    for (const row of ['choosing', 'offer open', 'offer over'] as const)
      expect(afterRequestEvent(STATES[row], EVENTS['learner-paused'], NOW)).toMatchObject({
        state: { state: 'waiting', known: [] },
      });
  });

  it('is nobody who is shown in answer to a changed form; the place in line stays', () => {
    expect(afterRequestEvent(STATES.waiting, EVENTS.wished, day(9))).toMatchObject({
      state: { state: 'waiting', known: null, since: NOW },
    });
  });
});
