import { describe, expect, it } from 'vitest';
import {
  afterOfferEvent,
  isOpenOffer,
  MOVED,
  type Moved,
  type OfferEvent,
  type OfferProblem,
  type OfferState,
  type OfferTold,
  offerDueAt,
  pendingFrom,
} from '../../src/matching/offer.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 12));
const RULES = { offerDays: 7, reminderDays: 3 };
const NOW = day(2);
const CLOCK = { remindAt: day(5), expiresAt: day(9) };

/** Every state, and every form of it that behaves in a way of its own. A new one does not compile without a row. */
type Row = Exclude<OfferState['state'], 'moved' | 'asked'> | 'asked' | 'replied' | `moved: ${Moved}`;
const moved = (why: Moved): OfferState => ({ state: 'moved', at: NOW, why });
const STATES: Record<Row, OfferState> = {
  pending: { state: 'pending', ...CLOCK },
  asked: { state: 'asked', question: 'Which field?', askedAt: NOW, answer: null, ...CLOCK },
  replied: { state: 'asked', question: 'Which field?', askedAt: NOW, answer: 'Sales.', ...CLOCK },
  accepted: { state: 'accepted', at: NOW },
  declined: { state: 'declined', at: NOW, reason: 'A busy year' },
  expired: { state: 'expired', at: NOW },
  withdrawn: { state: 'withdrawn', at: NOW },
  'moved: not-available': moved('not-available'),
  'moved: full': moved('full'),
  'moved: taken': moved('taken'),
  'moved: program-ended': moved('program-ended'),
  'moved: left': moved('left'),
};
/** Every event, on the day on which the state began; sent twice it is the same to the letter. */
const EVENTS: { [E in OfferEvent['event']]: Extract<OfferEvent, { event: E }> } = {
  accept: { event: 'accept' },
  decline: { event: 'decline', reason: 'A busy year' },
  full: { event: 'full', reason: 'no time' },
  ask: { event: 'ask', question: 'Which field?', toldAt: NOW },
  reply: { event: 'reply', answer: 'Sales.', toldAt: NOW },
  withdraw: { event: 'withdraw' },
  move: { event: 'move', why: 'not-available' },
  time: { event: 'time' },
};

type Outcome = Row | `${Row}, told: ${OfferTold}` | `no: ${OfferProblem}` | 'same';
const OVER = { move: 'same', time: 'same' } as const;
const problems = (problem: OfferProblem) =>
  ({
    accept: `no: ${problem}`,
    decline: `no: ${problem}`,
    full: `no: ${problem}`,
    ask: `no: ${problem}`,
    reply: `no: ${problem}`,
    withdraw: `no: ${problem}`,
    ...OVER,
  }) as const;
const ENDS = {
  accept: 'accepted',
  decline: 'declined',
  full: 'moved: full',
  withdraw: 'withdrawn',
  move: 'moved: not-available',
  time: 'same',
} as const;
const TABLE: Record<Row, Record<OfferEvent['event'], Outcome>> = {
  pending: { ...ENDS, ask: 'asked, told: question', reply: 'no: changed' },
  asked: { ...ENDS, ask: 'same', reply: 'replied, told: answered' },
  replied: { ...ENDS, ask: 'same', reply: 'same' },
  accepted: { ...problems('changed'), accept: 'same' },
  declined: { ...problems('changed'), decline: 'same' },
  expired: problems('expired'),
  withdrawn: { ...problems('withdrawn'), withdraw: 'same' },
  'moved: not-available': problems('not-available'),
  'moved: full': { ...problems('full'), full: 'same' },
  'moved: taken': problems('taken'),
  'moved: program-ended': problems('not-available'),
  'moved: left': problems('not-available'),
};

function rowOf(state: OfferState): Row {
  if (state.state === 'moved') return `moved: ${state.why}`;
  return state.state === 'asked' && state.answer !== null ? 'replied' : state.state;
}

const rows = Object.entries(TABLE).flatMap(([from, events]) =>
  Object.entries(events).map(([event, outcome]) => ({ from, event, outcome })),
);

describe('what becomes of an offer', () => {
  it.each(rows)('$from, $event: $outcome', ({ from, event, outcome }) => {
    const state = Object.entries(STATES).find(([row]) => row === from)?.[1];
    const happens = Object.values(EVENTS).find((one) => one.event === event);
    if (!state || !happens) throw new Error(`${from} or ${event} is not in this test`);
    const step = afterOfferEvent(state, happens, RULES, NOW);
    expect(
      step.step === 'same'
        ? 'same'
        : step.step === 'problem'
          ? `no: ${step.problem}`
          : `${rowOf(step.state)}${step.tell ? `, told: ${step.tell}` : ''}`,
    ).toBe(outcome);
  });

  it('has a date while it is open, and none when it is over', () => {
    for (const state of Object.values(STATES))
      for (const event of Object.values(EVENTS)) {
        const step = afterOfferEvent(state, event, RULES, NOW);
        if (step.step === 'done') expect(step.dueAt !== null).toBe(isOpenOffer(step.state));
      }
  });

  it('moves for every reason that there is', () => {
    for (const why of MOVED)
      expect(afterOfferEvent(STATES.pending, { event: 'move', why }, RULES, NOW)).toMatchObject({
        state: { state: 'moved', why },
      });
  });
});

describe('the clock of an offer', () => {
  const at = (state: OfferState, event: OfferEvent, now: Date, rules = RULES) => {
    const step = afterOfferEvent(state, event, rules, now);
    if (step.step !== 'done') throw new Error(JSON.stringify(step));
    return step;
  };
  const TIME = { event: 'time' } as const;

  it('reminds the guide once after three days and ends after seven', () => {
    const state = pendingFrom(day(1), RULES);
    expect(offerDueAt(state)).toEqual(day(4));
    const reminded = at(state, TIME, day(4));
    expect(reminded).toMatchObject({ tell: 'reminder', dueAt: day(8) });
    expect(afterOfferEvent(reminded.state, TIME, RULES, day(7))).toEqual({ step: 'same' });
    expect(at(reminded.state, TIME, day(8))).toEqual({
      step: 'done',
      state: { state: 'expired', at: day(8) },
      dueAt: null,
      tell: null,
    });
  });

  it('ends at once where it was looked at late, without a reminder that comes too late', () => {
    expect(at(pendingFrom(day(1), RULES), TIME, day(20))).toMatchObject({
      state: { state: 'expired' },
      tell: null,
    });
  });

  it('has no reminder where it would not come before the end', () => {
    const state = pendingFrom(day(1), { offerDays: 3, reminderDays: 3 });
    expect(state).toMatchObject({ remindAt: null });
    expect(offerDueAt(state)).toEqual(day(4));
  });

  it('is over at its last moment, whether or not anybody looked', () => {
    const state = pendingFrom(day(1), RULES);
    const justInTime = new Date(day(8).getTime() - 1);
    expect(at(state, { event: 'accept' }, justInTime).state.state).toBe('accepted');
    const late = afterOfferEvent(state, { event: 'accept' }, RULES, day(8));
    expect(late).toEqual({ step: 'problem', problem: 'expired' });
    expect(at(state, { event: 'withdraw' }, day(9)).state.state).toBe('withdrawn');
  });

  it('starts anew when the guide asks, once', () => {
    const state = pendingFrom(day(1), RULES);
    const asked = at(state, { event: 'ask', question: 'Which field?', toldAt: day(6) }, day(5));
    expect(asked).toMatchObject({ dueAt: day(9), state: { expiresAt: day(13) } });
    expect(afterOfferEvent(asked.state, { ...EVENTS.ask, question: 'Why?' }, RULES, day(6))).toEqual({
      step: 'problem',
      problem: 'changed',
    });
    expect(at(asked.state, TIME, day(9))).toMatchObject({ tell: 'question-reminder', dueAt: day(13) });
    expect(at(asked.state, TIME, day(13)).state.state).toBe('expired');
  });

  it('leaves the guide three days after the answer at least', () => {
    const asked = at(pendingFrom(day(1), RULES), { ...EVENTS.ask, toldAt: day(3) }, day(3));
    const early = at(asked.state, { ...EVENTS.reply, toldAt: day(4) }, day(4));
    expect(early).toMatchObject({ dueAt: day(7), state: { remindAt: day(7), expiresAt: day(10) } });
    expect(at(early.state, TIME, day(7)).tell).toBe('reminder');
    const late = at(asked.state, { ...EVENTS.reply, toldAt: day(9) }, day(9));
    expect(late).toMatchObject({ dueAt: day(12), state: { remindAt: null, expiresAt: day(12) } });
  });
});
