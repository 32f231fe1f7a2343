import { type Shortage, TOLD_RULES } from '../../../src/matching/match.ts';
import type { RequestState } from '../../../src/matching/request.ts';
import {
  answerErrors,
  answeredView,
  hopesView,
  notNowForm,
  offerGoneView,
  questionForm,
  repliedView,
  replyForm,
} from '../../../src/matching/views/answer.ts';
import { askErrors, askForm } from '../../../src/matching/views/ask.ts';
import {
  chooseMessage,
  closedMessage,
  nextMessage,
  nobodyMessage,
  questionMessage,
  suggestionMessage,
  waitingMessage,
} from '../../../src/matching/views/learner.ts';
import {
  answeredMessage,
  offerBlocks,
  offerMessage,
  offerReminder,
  offersBlocks,
} from '../../../src/matching/views/offer.ts';
import {
  notToAskView,
  outcomeView,
  refusedText,
  requestsBlocks,
  requestsView,
  sentView,
  waitingView,
} from '../../../src/matching/views/requested.ts';
import { shortageTexts } from '../../../src/matching/views/shortage.ts';
import {
  choiceErrors,
  nobodyView,
  type Suggested,
  suggestionsView,
} from '../../../src/matching/views/suggestions.ts';
import { WISH_FIELDS } from '../../../src/matching/wishing.ts';
import { PairId } from '../../../src/pairs/pair.ts';
import { KINDS, type Kind, PersonId } from '../../../src/ports.ts';
import { ProgramId, ProgramRules } from '../../../src/programs/program.ts';
import {
  ANSWERED,
  ASKED,
  anOffer,
  aRequest,
  CHOOSING,
  EXPIRES_AT,
  FIT,
  GUIDE,
  MADE_AT,
  OTHER,
  OVER,
  PENDING,
  WAITING,
  WISH,
} from '../../matching/made.ts';
import { type Rendered, shown } from './common.ts';

/** Nobody at all, nobody who is available, every rule with a count, the last two with other plural forms. */
const SHORTAGES: Shortage[] = [
  { found: 0, told: [], others: false },
  { found: 0, told: [], others: true },
  { found: 2, told: TOLD_RULES.map((rule) => ({ rule, count: 3 })), others: true },
  { found: 0, told: TOLD_RULES.map((rule) => ({ rule, count: 12 })), others: false },
];
const [NOBODY_AT_ALL, NOBODY_FREE] = [SHORTAGES[0], SHORTAGES[1]];
const NONE: Shortage = { found: 3, told: [], others: false };
const SHORT = {
  found: 0,
  told: [{ rule: 'places' as const, count: 4 }],
  others: true,
};
const WARSAW = { timeZone: 'Europe/Warsaw' };
const EMPTY_WISH = { topics: [], languages: ['pl' as const] };
const BARE = { ...WISH, topics: [], ways: [], hopes: '' };
const OFFERED = { state: 'offering', offer: 'open' } as const;

const SUGGESTED: Suggested[] = [
  {
    guideId: GUIDE,
    name: 'Darnell Okafor',
    title: 'Sales Director',
    about: 'I have *sold* to people who did not want to buy. <!here>',
    fit: FIT,
    languages: ['en', 'pl'],
  },
  { guideId: OTHER, name: 'Kasia Nowak', title: null, about: '', fit: FIT, languages: ['pl'] },
  {
    guideId: PersonId.parse('U0JONASBRA'),
    name: 'Jonas Brandt',
    title: 'IT and Workplace Lead',
    about: 'Calm.',
    fit: { ...FIT, gaps: [] },
    languages: ['de', 'en'],
  },
];
const ALONE = aRequest(CHOOSING);
const IN_COHORT = aRequest(CHOOSING, { program: { rules: ProgramRules.parse({ matching: 'cohort' }) } });
const { request } = ALONE;
const noticed = (isOver: boolean, kind: Kind, state: RequestState = WAITING) => ({
  ...aRequest(state, { kind }),
  isOver,
  ...WARSAW,
});
const asLearner = (state: Parameters<typeof anOffer>[0], kind?: Kind) =>
  anOffer(state, { side: 'learner', ...(kind && { kind }) });

/** Every state of an offer that its guide can be shown. */
const OFFERS = [
  anOffer(PENDING),
  anOffer(PENDING, {
    at: 2,
    kind: 'coaching',
    wish: BARE,
    title: null,
    fit: { ...FIT, reasons: [], gaps: [] },
    program: { isForAll: false, name: 'Leadership <!channel> 2027' },
  }),
  anOffer(ASKED),
  anOffer(ANSWERED),
  ...OVER.map((state) => anOffer(state)),
];

const A_PROGRAM = ProgramId.parse('00000000-0000-4000-8000-000000000009');

export const MATCHING: Rendered = {
  shortageTexts: (t) =>
    SHORTAGES.flatMap((shortage) => shortageTexts(t, shortage)).map((text) => shown({ text })),

  askForm: (t) =>
    [
      askForm(t, { asked: null, filled: EMPTY_WISH, why: 'new' }),
      askForm(t, { asked: null, filled: EMPTY_WISH, why: 'new', hasPrograms: true }),
      askForm(t, {
        asked: { kind: 'coaching', programId: null },
        filled: { ...EMPTY_WISH, topics: ['feedback'] },
        why: 'new',
      }),
      askForm(t, { asked: { kind: 'mentoring', programId: null }, filled: WISH, why: 'change' }),
      askForm(t, {
        asked: { kind: 'mentoring', programId: null },
        filled: { ...WISH, earlierWelcome: true },
        why: 'widen',
      }),
      ...(['one-by-one', 'cohort'] as const).map((matching) =>
        askForm(t, {
          asked: {
            kind: 'mentoring',
            programId: A_PROGRAM,
            program: {
              name: 'Leadership <!channel> 2027',
              purpose: 'For *all* who will lead.',
              rules: ProgramRules.parse({ matching }),
            },
          },
          filled: EMPTY_WISH,
          why: 'new',
        }),
      ),
    ].map(shown),
  askErrors: (t) => [shown(askErrors(t, WISH_FIELDS))],
  suggestionsView: (t) =>
    [
      suggestionsView(t, { ...ALONE, shown: SUGGESTED, more: 5, shortage: NONE }),
      suggestionsView(t, { ...IN_COHORT, shown: SUGGESTED, more: 1, shortage: NONE }),
      suggestionsView(
        t,
        { ...ALONE, shown: SUGGESTED.slice(0, 1), more: 0, shortage: SHORT },
        { changed: true },
      ),
    ].map(shown),
  choiceErrors: (t) => [shown(choiceErrors(t, { first: 'nobody', second: 'twice', third: 'twice' }))],
  nobodyView: (t) =>
    [
      ...KINDS.map((kind) => nobodyView(t, { request, shortage: SHORT, kind })),
      ...[NOBODY_AT_ALL, NOBODY_FREE].map((shortage = NONE) =>
        nobodyView(t, { request, shortage, kind: 'coaching' }, { chosen: true }),
      ),
    ].map(shown),
  sentView: (t) => {
    const sent = { guideId: GUIDE, now: MADE_AT, timeZone: 'Europe/Warsaw', offerDays: 7 };
    return [
      sentView(t, { ...sent, ...aRequest(OFFERED), kind: 'mentoring', toldAt: MADE_AT }),
      sentView(t, {
        ...sent,
        ...aRequest(OFFERED, { choices: [OTHER] }),
        kind: 'coaching',
        toldAt: EXPIRES_AT,
      }),
      sentView(t, {
        ...sent,
        ...aRequest(OFFERED, { choices: [OTHER, GUIDE] }),
        kind: 'coaching',
        toldAt: EXPIRES_AT,
      }),
    ].map(shown);
  },
  waitingView: (t) => [shown(waitingView(t))],
  outcomeView: (t) =>
    (
      [
        'withdrawn',
        'matched-meanwhile',
        'changed',
        'not-yours',
        'joined-cohort',
        'waits-for-start',
        'kept',
      ] as const
    )
      .map((outcome) => outcomeView(t, outcome))
      .map(shown),
  notToAskView: (t) =>
    (['not-open', 'closed', 'guest', 'not-invited'] as const).map((why) => shown(notToAskView(t, why))),
  refusedText: (t) =>
    (['too-many', 'not-open', 'already', 'closed', 'guest', 'not-invited'] as const).map((outcome) =>
      shown({ text: refusedText(t, outcome) }),
    ),
  requestsView: (t) => [shown(requestsView(t, [aRequest(CHOOSING)], 'Europe/Warsaw'))],
  requestsBlocks: (t) => {
    const offered = aRequest(OFFERED);
    return [
      [],
      [aRequest(CHOOSING), aRequest(WAITING, { kind: 'coaching', at: 2 })],
      [
        aRequest(
          { ...WAITING, for: 'cohort' },
          { program: { isForAll: false, name: 'Leadership <!channel> 2027' } },
        ),
        aRequest({ ...WAITING, for: 'start' }, { program: { isForAll: false, name: 'Starts later' }, at: 3 }),
      ],
      [
        { ...offered, offer: asLearner(PENDING).offer, guideName: 'Darnell Okafor' },
        { ...aRequest(OFFERED, { at: 2 }), offer: asLearner(ASKED).offer, guideName: 'Darnell Okafor' },
        {
          ...aRequest(OFFERED, { at: 3 }),
          offer: asLearner({ state: 'moved', at: MADE_AT, why: 'not-available' }).offer,
        },
      ],
      KINDS.map((kind, at) => aRequest({ state: 'withdrawn', at: MADE_AT }, { kind, at })),
    ].map((open) => shown({ blocks: requestsBlocks(t, open, 'Europe/Warsaw') }));
  },

  nextMessage: (t) =>
    [
      nextMessage(t, { offer: asLearner(PENDING), before: OTHER }, WARSAW),
      nextMessage(t, { offer: asLearner(PENDING, 'coaching'), before: undefined }, WARSAW),
      nextMessage(t, { offer: asLearner({ state: 'accepted', at: MADE_AT }), before: OTHER }, WARSAW),
    ].map(shown),
  questionMessage: (t) =>
    [ASKED, ANSWERED, { state: 'withdrawn', at: MADE_AT } as const]
      .map((state) => questionMessage(t, asLearner(state), WARSAW))
      .map(shown),
  nobodyMessage: (t) =>
    KINDS.flatMap((kind) => [
      nobodyMessage(t, noticed(false, kind), { shortage: SHORT, fitting: 0 }),
      nobodyMessage(t, noticed(false, kind), { shortage: NONE, fitting: kind === 'coaching' ? 1 : 5 }),
      nobodyMessage(t, noticed(true, kind), { shortage: NONE, fitting: 0 }),
    ]).map(shown),
  waitingMessage: (t) =>
    KINDS.flatMap((kind) => [
      waitingMessage(t, noticed(false, kind), { shortage: SHORT, fitting: 0, months: 0 }),
      waitingMessage(t, noticed(false, kind), { shortage: SHORT, fitting: 0, months: 1 }),
      waitingMessage(t, noticed(false, kind), {
        shortage: NONE,
        fitting: kind === 'coaching' ? 1 : 5,
        months: 2,
      }),
      waitingMessage(t, noticed(false, kind, { ...WAITING, for: 'cohort' }), {
        shortage: NONE,
        fitting: 0,
        months: 1,
      }),
      waitingMessage(t, noticed(true, kind), { shortage: NONE, fitting: 0, months: 1 }),
    ]).map(shown),
  suggestionMessage: (t) =>
    KINDS.flatMap((kind) => [false, true].map((isOver) => suggestionMessage(t, noticed(isOver, kind)))).map(
      shown,
    ),
  closedMessage: (t) =>
    KINDS.flatMap((kind) =>
      (['waited', 'never-chosen', 'program-ended'] as const).map((why) =>
        closedMessage(t, aRequest({ state: 'closed', at: MADE_AT, why }, { kind }), why),
      ),
    ).map(shown),
  chooseMessage: (t) =>
    KINDS.flatMap((kind) =>
      [false, true].map((isOver) => chooseMessage(t, noticed(isOver, kind, CHOOSING))),
    ).map(shown),

  offerMessage: (t) => OFFERS.map((seen) => shown(offerMessage(t, seen, WARSAW))),
  offerReminder: (t) => OFFERS.map((seen) => shown(offerReminder(t, seen, WARSAW))),
  answeredMessage: (t) => OFFERS.slice(3).map((seen) => shown(answeredMessage(t, seen, WARSAW))),
  offersBlocks: (t) => [shown({ blocks: offersBlocks(t, OFFERS.slice(0, 2), 'Europe/Warsaw') })],
  offerBlocks: (t) => [shown({ blocks: offerBlocks(t, anOffer(PENDING), WARSAW) })],
  hopesView: (t) =>
    [...OFFERS.slice(0, 4), anOffer({ state: 'expired', at: MADE_AT })].map((seen) =>
      shown(hopesView(t, seen, WARSAW)),
    ),
  questionForm: (t) => [shown(questionForm(t, anOffer(PENDING)))],
  notNowForm: (t) => [shown(notNowForm(t, anOffer(PENDING)))],
  replyForm: (t) => [shown(replyForm(t, asLearner(ASKED)))],
  answerErrors: (t) => (['empty', 'long'] as const).map((wrong) => shown(answerErrors(t, wrong, 500))),
  answeredView: (t) => {
    const pairId = PairId.parse('00000000-0000-4000-8000-000000000004');
    const seen = anOffer(PENDING);
    return [
      answeredView(t, { outcome: 'accepted', pairId }, seen),
      ...(['declined', 'full', 'asked'] as const).map((outcome) => answeredView(t, { outcome }, seen)),
      ...(['taken', 'expired', 'withdrawn', 'not-yours', 'full', 'changed', 'not-available'] as const).map(
        (problem) => answeredView(t, { outcome: 'problem', problem }, seen),
      ),
    ].map(shown);
  },
  repliedView: (t) =>
    (['replied', 'expired', 'withdrawn', 'not-yours', 'changed'] as const)
      .map((replied) => repliedView(t, replied))
      .map(shown),
  offerGoneView: (t) =>
    [offerGoneView(t, anOffer({ state: 'expired', at: MADE_AT })), offerGoneView(t, undefined)].map(shown),
};

export const MATCHING_PARTS = [
  'mention',
  'lineOf',
  'paragraph',
  'points',
  'fitPoints',
  'fitText',
  'momentName',
  'dateName',
  'topicsText',
  'tellingView',
  'saying',
  'sentWish',
  'askRefused',
  'readChoices',
  'shortageBlocks',
  'nobodyOptions',
  'searchButtons',
  'askButton',
  'withdrawButton',
  'answerButtons',
  'resultText',
  'readAnswer',
  'offerKey',
];
