import { z } from 'zod';
import type { Spoken, Way } from '../people/profile.ts';
import type { PersonId, WorkspaceId } from '../ports.ts';
import type { ProgramId } from '../programs/program.ts';
import { daysAfter } from './days.ts';
import type { Avoid } from './match.ts';
import { looked, nextLook, startedFrom, type Waiting, waitingFrom } from './waiting.ts';

export const RequestId = z.uuid().brand<'RequestId'>();
export type RequestId = z.infer<typeof RequestId>;

/** What a learner asks for. */
export interface Wish {
  /** Ids of topics, the most wanted first; may be empty. */
  topics: string[];
  ways: Way[];
  /** At least one. */
  languages: Spoken[];
  /** Free text: shown to the guide it is put to and to nobody else, in a modal. */
  hopes: string;
  avoid: Avoid;
  /** May somebody be suggested with whom they were paired in the last 12 months? */
  earlierWelcome: boolean;
}

/** Somebody asks for a guide, in one program. */
export interface Request {
  workspaceId: WorkspaceId;
  id: RequestId;
  programId: ProgramId;
  learnerId: PersonId;
  wish: Wish;
  /** Whom the learner chose and who has not been asked yet, in the learner's order. */
  choices: PersonId[];
  /** Goes up when the learner changes something, so that a form opened before is found out. */
  version: number;
  createdAt: Date;
  state: RequestState;
  /** When the next thing happens by itself; null where an open offer has its own date, and where it is over. */
  dueAt: Date | null;
}

export type RequestState =
  /** The form was sent and nobody is chosen yet. Reminded once, then closed. */
  | { state: 'choosing'; since: Date; remindedAt: Date | null }
  /** One offer is open; or the last one is over and the next choice is asked in a moment. */
  | { state: 'offering'; offer: 'open' | 'over' }
  | Waiting
  /** A guide accepted. What follows belongs to the pair, unless its trial ends or it is handed over: the request goes on. */
  | { state: 'matched' }
  | { state: 'withdrawn'; at: Date }
  | { state: 'closed'; at: Date; why: Closed };

/** Why a request was closed without its learner's doing; `asked-again`: a newer request took its place. */
export const CLOSED = ['waited', 'never-chosen', 'program-ended', 'left', 'asked-again'] as const;
export type Closed = (typeof CLOSED)[number];

export type RequestEvent =
  /** The form was sent, or sent again with changes. */
  | { event: 'wished' }
  /** An offer was made to one of the choices. */
  | { event: 'offered' }
  /** All choices were looked through, and none is available. */
  | { event: 'nobody' }
  | { event: 'waits'; for: Waiting['for'] }
  /** The open offer ended and no pair came of it. */
  | { event: 'offer-over' }
  | { event: 'accepted' }
  /** The trial that came of it ended, or the pair was handed over. */
  | { event: 'trial-over' }
  | { event: 'withdrawn' }
  /** The due date has come. `fitting`: who would fit now, the best first; null where nobody looked. */
  | { event: 'time'; fitting: readonly PersonId[] | null }
  | { event: 'learner-paused' }
  | { event: 'learner-left' }
  /** Its program runs from now on. */
  | { event: 'started'; for: Waiting['for'] }
  | { event: 'program-ended' }
  /** The learner has a newer open request in the same program. */
  | { event: 'replaced' };

/** What the learner is to be told; a message each. */
export type ToLearner = 'next' | 'nobody' | 'waiting' | 'suggestion' | 'closed' | 'choose-reminder';

export type RequestStep =
  | { step: 'done'; state: RequestState; dueAt: Date | null; tell: ToLearner | null }
  /** It is so already, as after the same thing sent twice; nothing is to be done. */
  | { step: 'same' }
  | { step: 'problem'; problem: RequestProblem };

/**
 * `offering`: an offer is open; `matched`: a guide accepted; `over`: withdrawn or closed; `nothing-open`: there is no
 * offer and no pair that could end.
 */
export type RequestProblem = 'offering' | 'matched' | 'over' | 'nothing-open';

/** Of one person at one time, in all programs; one a program. */
export const MOST_OPEN_REQUESTS = 3;
/** How many guides can be chosen in one go. */
export const MOST_CHOICES = 10;
const CHOOSE_REMINDER_DAYS = 3;
export const CHOOSING_DAYS = 14;

/** Has it not ended? There is one open request a person and program. */
export function isOpen({ state }: RequestState): boolean {
  return state === 'choosing' || state === 'offering' || state === 'waiting';
}

/** Do the two ask for the same? */
export function isSameWish(one: Wish, other: Wish): boolean {
  const told = ({ topics, ways, languages, hopes, avoid, earlierWelcome }: Wish): string =>
    JSON.stringify([topics, ways, languages, hopes, avoid.ownDepartment, avoid.people, earlierWelcome]);
  return told(one) === told(other);
}

/** A request as it begins, when its form is sent. */
export function nobodyChosen(now: Date): RequestState {
  return { state: 'choosing', since: now, remindedAt: null };
}

/** When the next thing happens to a request by itself; null where an open offer has its own date, and where it is over. */
export function requestDueAt(state: RequestState, now: Date): Date | null {
  switch (state.state) {
    case 'choosing':
      return daysAfter(state.since, state.remindedAt ? CHOOSING_DAYS : CHOOSE_REMINDER_DAYS);
    case 'offering':
      return state.offer === 'over' ? now : null;
    case 'waiting':
      return nextLook(state, now);
    default:
      return null;
  }
}

/** What becomes of a request when something happens to it. */
export function afterRequestEvent(state: RequestState, event: RequestEvent, now: Date): RequestStep {
  switch (state.state) {
    case 'choosing':
      return whileChoosing(state, event, now);
    case 'offering':
      return whileOffering(state, event, now);
    case 'waiting':
      return whileWaiting(state, event, now);
    case 'matched':
      if (event.event === 'trial-over') return done(OVER, now);
      if (event.event === 'replaced') return close('asked-again', now);
      return isWanted(event) && event.event !== 'accepted' ? problem('matched') : SAME;
    case 'withdrawn':
    case 'closed':
      if (state.state === 'withdrawn' && event.event === 'withdrawn') return SAME;
      return isWanted(event) ? problem('over') : SAME;
  }
}

type Choosing = Extract<RequestState, { state: 'choosing' }>;
function whileChoosing(state: Choosing, event: RequestEvent, now: Date): RequestStep {
  switch (event.event) {
    case 'wished':
      return done(nobodyChosen(now), now);
    case 'offered':
      return done(OPEN, now);
    case 'nobody':
      return wait(now, 'guide', null);
    case 'waits':
      return wait(now, event.for, null);
    case 'learner-paused':
      // The days to choose in would be over before they are back; and who fits then is news.
      return wait(now, 'guide', []);
    case 'time': {
      if (now >= daysAfter(state.since, CHOOSING_DAYS)) return close('never-chosen', now);
      if (state.remindedAt || now < daysAfter(state.since, CHOOSE_REMINDER_DAYS)) return SAME;
      return done({ ...state, remindedAt: now }, now, 'choose-reminder');
    }
    case 'started':
      return SAME;
    case 'offer-over':
    case 'trial-over':
      return problem('nothing-open');
    default:
      return end(event.event, now);
  }
}

type Offering = Extract<RequestState, { state: 'offering' }>;
function whileOffering({ offer }: Offering, event: RequestEvent, now: Date): RequestStep {
  switch (event.event) {
    case 'wished':
    case 'waits':
      return problem('offering');
    case 'offered':
      return offer === 'open' ? problem('offering') : done(OPEN, now, 'next');
    case 'nobody':
      return offer === 'open' ? problem('offering') : wait(now, 'guide', null, 'nobody');
    case 'offer-over':
      return offer === 'over' ? SAME : done(OVER, now);
    case 'learner-paused':
      return wait(now, 'guide', []);
    case 'time':
    case 'started':
      return SAME;
    case 'trial-over':
      return problem('nothing-open');
    default:
      return end(event.event, now);
  }
}

function whileWaiting(state: Waiting, event: RequestEvent, now: Date): RequestStep {
  switch (event.event) {
    case 'wished':
      // Who fits is shown in answer to the form; the place in line stays.
      return done({ ...state, known: null }, now);
    case 'waits':
      return state.for === event.for ? SAME : done({ ...state, for: event.for }, now);
    case 'offered':
      return done(OPEN, now);
    case 'nobody':
    case 'learner-paused':
      return SAME;
    case 'time': {
      const found = looked(state, event.fitting, now);
      return found ? { step: 'done', ...found } : close('waited', now);
    }
    case 'started':
      return state.for === 'start' ? done(startedFrom(now, event.for), now) : SAME;
    case 'offer-over':
    case 'trial-over':
      return problem('nothing-open');
    default:
      return end(event.event, now);
  }
}

/** What ends every open request in the same way. */
type Ending = 'accepted' | 'withdrawn' | 'learner-left' | 'program-ended' | 'replaced';
function end(event: Ending, now: Date): RequestStep {
  switch (event) {
    case 'accepted':
      return done({ state: 'matched' }, now);
    case 'withdrawn':
      return done({ state: 'withdrawn', at: now }, now);
    case 'learner-left':
      return close('left', now);
    case 'program-ended':
      return close('program-ended', now);
    case 'replaced':
      return close('asked-again', now);
  }
}

const OPEN: RequestState = { state: 'offering', offer: 'open' };
const OVER: RequestState = { state: 'offering', offer: 'over' };
const SAME: RequestStep = { step: 'same' };

function done(state: RequestState, now: Date, tell: ToLearner | null = null): RequestStep {
  return { step: 'done', state, dueAt: requestDueAt(state, now), tell };
}

function wait(
  now: Date,
  what: Waiting['for'],
  known: PersonId[] | null,
  tell: ToLearner | null = null,
): RequestStep {
  return done(waitingFrom(now, what, known), now, tell);
}

/** Who left is not written to, and who asked again knows. */
function close(why: Closed, now: Date): RequestStep {
  const tell = why === 'left' || why === 'asked-again' ? null : 'closed';
  return done({ state: 'closed', at: now, why }, now, tell);
}

function problem(what: RequestProblem): RequestStep {
  return { step: 'problem', problem: what };
}

/** Something that is wanted of the request, where somebody must hear that it cannot be; the rest happens by itself. */
function isWanted({ event }: RequestEvent): boolean {
  return !['time', 'learner-paused', 'learner-left', 'started', 'program-ended', 'replaced'].includes(event);
}
