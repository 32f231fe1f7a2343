import { z } from 'zod';
import type { Fit } from '../pairs/fit.ts';
import type { PersonId, WorkspaceId } from '../ports.ts';
import type { ProgramRules } from '../programs/program.ts';
import { daysAfter, latest } from './days.ts';
import type { RequestId } from './request.ts';

export const OfferId = z.uuid().brand<'OfferId'>();
export type OfferId = z.infer<typeof OfferId>;

/** A request, put to one guide. */
export interface Offer {
  workspaceId: WorkspaceId;
  id: OfferId;
  requestId: RequestId;
  guideId: PersonId;
  /** Why they fit, and what does not, as it was when the offer was made. */
  fit: Fit;
  /** Goes up when there is something else to answer, so that an old button is found out; reminders leave it. */
  version: number;
  madeAt: Date;
  state: OfferState;
  /** When the next thing happens by itself; null where it is over. */
  dueAt: Date | null;
}

export type OfferState =
  /** Waits for the guide. `remindAt` is null where there is no reminder (any more). */
  | { state: 'pending'; remindAt: Date | null; expiresAt: Date }
  | Asked
  | { state: 'accepted'; at: Date }
  /** The reason is kept for the guide and shown to nobody else. */
  | { state: 'declined'; at: Date; reason: string }
  | { state: 'expired'; at: Date }
  /** The learner withdrew the request. */
  | { state: 'withdrawn'; at: Date }
  /** It holds no longer: the request goes on, or has ended. A reason is there where the guide said that they are full. */
  | { state: 'moved'; at: Date; why: Moved; reason?: string | undefined };

/** The guide asked for more: waits for the learner, and after their answer for the guide. */
interface Asked {
  state: 'asked';
  question: string;
  askedAt: Date;
  answer: string | null;
  remindAt: Date | null;
  expiresAt: Date;
}

/** `full`: the guide has no place any more; `taken`: the request was matched with somebody else. */
export const MOVED = ['not-available', 'full', 'taken', 'program-ended', 'left'] as const;
export type Moved = (typeof MOVED)[number];

export type OfferEvent =
  | { event: 'accept' }
  | { event: 'decline'; reason: string }
  /** The guide says that there is no place any more. */
  | { event: 'full'; reason: string }
  /** `toldAt`: when the learner will read it, from which the clock counts. */
  | { event: 'ask'; question: string; toldAt: Date }
  /** The learner answers; `toldAt`: when the guide will read it. */
  | { event: 'reply'; answer: string; toldAt: Date }
  | { event: 'withdraw' }
  | { event: 'move'; why: Moved }
  /** The due date has come. */
  | { event: 'time' };

/** What somebody is to be told; a message each, the first two to the guide or to the learner, whose turn it is. */
export type OfferTold = 'reminder' | 'question-reminder' | 'question' | 'answered';

export type OfferStep =
  | { step: 'done'; state: OfferState; dueAt: Date | null; tell: OfferTold | null }
  /** It is so already, as after the same answer sent twice; nothing is to be done. */
  | { step: 'same' }
  | { step: 'problem'; problem: OfferProblem };

/** Why an answer has no effect. `changed`: something else was answered or asked before. */
export type OfferProblem = 'taken' | 'expired' | 'withdrawn' | 'full' | 'changed' | 'not-available';

export type OfferRules = Pick<ProgramRules, 'offerDays' | 'reminderDays'>;

export const QUESTION_LENGTH = 500;
export const ANSWER_LENGTH = 1_000;
export const REASON_LENGTH = 500;

/** Does it still wait for somebody? There is one open offer a request. */
export function isOpenOffer({ state }: OfferState): boolean {
  return state === 'pending' || state === 'asked';
}

/**
 * An offer as it begins.
 *
 * @param toldAt when the guide will read of it, from which its days count: who works on Mondays only has a week all the same
 */
export function pendingFrom(toldAt: Date, rules: OfferRules): OfferState {
  return { state: 'pending', ...clockFrom(toldAt, rules) };
}

/** When the next thing happens to an offer by itself; null where it is over. */
export function offerDueAt(state: OfferState): Date | null {
  return state.state === 'pending' || state.state === 'asked' ? (state.remindAt ?? state.expiresAt) : null;
}

/** What becomes of an offer when something happens to it. */
export function afterOfferEvent(
  state: OfferState,
  event: OfferEvent,
  rules: OfferRules,
  now: Date,
): OfferStep {
  switch (state.state) {
    case 'pending':
    case 'asked':
      return whileOpen(state, event, rules, now);
    case 'accepted':
      return event.event === 'accept' || happens(event) ? SAME : problem('changed');
    case 'declined':
      return event.event === 'decline' || happens(event) ? SAME : problem('changed');
    case 'expired':
      return happens(event) ? SAME : problem('expired');
    case 'withdrawn':
      return event.event === 'withdraw' || happens(event) ? SAME : problem('withdrawn');
    case 'moved':
      if (happens(event) || (event.event === 'full' && state.why === 'full')) return SAME;
      return problem(state.why === 'full' || state.why === 'taken' ? state.why : 'not-available');
  }
}

type Open = Extract<OfferState, { state: 'pending' | 'asked' }>;
function whileOpen(state: Open, event: OfferEvent, rules: OfferRules, now: Date): OfferStep {
  // Whoever comes first after the last moment, it is over; only the learner's side may still end it as theirs.
  if (now >= state.expiresAt && event.event !== 'withdraw' && event.event !== 'move')
    return event.event === 'time' ? done({ state: 'expired', at: now }) : problem('expired');
  switch (event.event) {
    case 'accept':
      return done({ state: 'accepted', at: now });
    case 'decline':
      return done({ state: 'declined', at: now, reason: event.reason });
    case 'full':
      return done({ state: 'moved', at: now, why: 'full', reason: event.reason });
    case 'withdraw':
      return done({ state: 'withdrawn', at: now });
    case 'move':
      return done({ state: 'moved', at: now, why: event.why });
    case 'ask':
      return asks(state, event, rules, now);
    case 'reply':
      return replies(state, event, rules);
    case 'time':
      if (state.remindAt === null || now < state.remindAt) return SAME;
      return done(
        { ...state, remindAt: null },
        state.state === 'asked' && state.answer === null ? 'question-reminder' : 'reminder',
      );
  }
}

/** One question an offer: it starts the clock anew, once. */
function asks(
  state: Open,
  { question, toldAt }: Extract<OfferEvent, { event: 'ask' }>,
  rules: OfferRules,
  now: Date,
): OfferStep {
  if (state.state === 'asked') return state.question === question ? SAME : problem('changed');
  const clock = clockFrom(toldAt, rules);
  return done({ state: 'asked', question, askedAt: now, answer: null, ...clock }, 'question');
}

/** The answer leaves the guide as long as a reminder takes, and otherwise the time that was left. */
function replies(
  state: Open,
  { answer, toldAt }: Extract<OfferEvent, { event: 'reply' }>,
  { reminderDays }: OfferRules,
): OfferStep {
  if (state.state === 'pending') return problem('changed');
  if (state.answer !== null) return state.answer === answer ? SAME : problem('changed');
  const remindAt = daysAfter(toldAt, reminderDays);
  const expiresAt = latest([state.expiresAt, remindAt]);
  const clock = { remindAt: remindAt < expiresAt ? remindAt : null, expiresAt };
  return done({ ...state, answer, ...clock }, 'answered');
}

interface OfferClock {
  remindAt: Date | null;
  expiresAt: Date;
}

function clockFrom(toldAt: Date, { offerDays, reminderDays }: OfferRules): OfferClock {
  const expiresAt = daysAfter(toldAt, offerDays);
  return { remindAt: reminderDays < offerDays ? daysAfter(toldAt, reminderDays) : null, expiresAt };
}

const SAME: OfferStep = { step: 'same' };

function done(state: OfferState, tell: OfferTold | null = null): OfferStep {
  return { step: 'done', state, dueAt: offerDueAt(state), tell };
}

function problem(what: OfferProblem): OfferStep {
  return { step: 'problem', problem: what };
}

/** What happens by itself, and needs no answer where it comes too late. */
function happens({ event }: OfferEvent): boolean {
  return event === 'time' || event === 'move';
}
