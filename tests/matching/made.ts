import type { SeenOffer, SeenRequest } from '../../src/matching/flow/seeing.ts';
import { OfferId, type OfferState } from '../../src/matching/offer.ts';
import { RequestId, type RequestState, type Wish } from '../../src/matching/request.ts';
import type { Fit } from '../../src/pairs/fit.ts';
import { type Kind, PersonId, WorkspaceId } from '../../src/ports.ts';
import { type Program, ProgramId, ProgramRules } from '../../src/programs/program.ts';

export const GUIDE = PersonId.parse('U0DARNELLO');
export const LEARNER = PersonId.parse('U0PIOTRZAW');
export const OTHER = PersonId.parse('U0KASIANOW');
/** A Monday noon in Warsaw. */
export const MADE_AT = new Date('2026-11-23T11:00:00Z');
export const EXPIRES_AT = new Date('2026-11-30T11:00:00Z');

export const WISH: Wish = {
  topics: ['negotiation', 'feedback'],
  ways: ['direct', 'prepared'],
  languages: ['en', 'pl'],
  hopes: 'To stop dreading *Thursdays* <!channel>',
  avoid: { ownDepartment: true, people: [OTHER] },
  earlierWelcome: false,
};

export const FIT: Fit = {
  score: 80,
  reasons: [
    { about: 'topics', shared: ['negotiation'], wanted: 2 },
    { about: 'hours', minutes: 360 },
  ],
  gaps: [{ about: 'topics', missing: ['feedback'], wanted: 2 }],
};

function aProgram(kind: Kind, differs: Partial<Program> = {}): Program {
  return {
    id: ProgramId.parse('00000000-0000-4000-8000-000000000002'),
    kind,
    name: 'Open',
    purpose: '',
    channel: null,
    startsOn: null,
    endsOn: null,
    timeZone: 'Europe/Warsaw',
    language: 'en',
    version: 1,
    isForAll: true,
    state: 'running',
    rules: ProgramRules.parse({}),
    ...differs,
  };
}

/** A request as its learner sees it, in a state. */
export function aRequest(
  state: RequestState,
  differs: { kind?: Kind; wish?: Wish; choices?: PersonId[]; program?: Partial<Program>; at?: number } = {},
): SeenRequest {
  const { kind = 'mentoring', wish = WISH, choices = [], program, at = 1 } = differs;
  return {
    request: {
      workspaceId: WorkspaceId.parse('T0LUMENARI'),
      id: RequestId.parse(`00000000-0000-4000-8000-00000000000${at}`),
      programId: ProgramId.parse('00000000-0000-4000-8000-000000000002'),
      learnerId: LEARNER,
      wish,
      choices,
      version: 2,
      createdAt: MADE_AT,
      state,
      dueAt: null,
    },
    program: aProgram(kind, program),
  };
}

/** An offer with its request, in a state, as the guide sees it unless said. */
export function anOffer(
  state: OfferState,
  differs: {
    kind?: Kind;
    wish?: Wish;
    fit?: Fit;
    side?: 'guide' | 'learner';
    title?: string | null;
    program?: Partial<Program>;
    at?: number;
  } = {},
): SeenOffer {
  const { fit = FIT, side = 'guide', title = 'Product Designer', ...request } = differs;
  const seen = aRequest({ state: 'offering', offer: 'open' }, request);
  return {
    ...seen,
    offer: {
      workspaceId: seen.request.workspaceId,
      id: OfferId.parse(`00000000-0000-4000-8000-00000000001${differs.at ?? 1}`),
      requestId: seen.request.id,
      guideId: GUIDE,
      fit,
      version: 1,
      madeAt: MADE_AT,
      state,
      dueAt: null,
    },
    learner: { id: LEARNER, name: 'Piotr Zawadzki', title },
    guide: { id: GUIDE, name: 'Darnell Okafor', title: 'Sales Director' },
    fit,
    side,
  };
}

export const PENDING: OfferState = { state: 'pending', remindAt: null, expiresAt: EXPIRES_AT };
export const ASKED: OfferState = {
  state: 'asked',
  question: 'What have you tried so far?',
  askedAt: MADE_AT,
  answer: null,
  remindAt: null,
  expiresAt: EXPIRES_AT,
};
export const ANSWERED: OfferState = { ...ASKED, answer: 'Two courses, and *a book*.' };
/** Every way in which an offer ends. */
export const OVER: OfferState[] = [
  { state: 'accepted', at: MADE_AT },
  { state: 'declined', at: MADE_AT, reason: 'a secret reason' },
  { state: 'expired', at: MADE_AT },
  { state: 'withdrawn', at: MADE_AT },
  { state: 'moved', at: MADE_AT, why: 'full' },
  { state: 'moved', at: MADE_AT, why: 'taken' },
  { state: 'moved', at: MADE_AT, why: 'not-available' },
];

export const CHOOSING = { state: 'choosing', since: MADE_AT, remindedAt: null } satisfies RequestState;
export const WAITING = {
  state: 'waiting',
  since: MADE_AT,
  for: 'guide',
  reportedAt: MADE_AT,
  known: null,
  suggestedAt: null,
} satisfies RequestState;
