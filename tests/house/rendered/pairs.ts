import type { Texts } from '../../../src/locales/texts.ts';
import type { Fit } from '../../../src/pairs/fit.ts';
import { PairId, SIDES } from '../../../src/pairs/pair.ts';
import type { Rhythm } from '../../../src/pairs/rhythm.ts';
import { isIn, type Seen, type SeenIn, type SeenState } from '../../../src/pairs/seen.ts';
import { agreementForm, agreementView } from '../../../src/pairs/views/agreement.ts';
import { gapTexts, reasonTexts } from '../../../src/pairs/views/fit.ts';
import {
  agreementMessage,
  agreementReminder,
  awayMessage,
  endedMessage,
  introductionMessage,
  runningMessage,
  trialReminder,
} from '../../../src/pairs/views/messages.ts';
import { nextView } from '../../../src/pairs/views/next.ts';
import { notYoursView, pairView, trialForm } from '../../../src/pairs/views/trial.ts';
import { unmetMessage } from '../../../src/pairs/views/unmet.ts';
import { WAYS } from '../../../src/people/profile.ts';
import { KINDS, type Kind, PersonId } from '../../../src/ports.ts';
import { type Rendered, shown, topicWith } from './common.ts';

const [skill, theme] = [topicWith(-2), topicWith(2)];

/** Every reason and gap that is told of two people, the last two with numbers of other plural forms. */
const FITS: Fit[] = [
  {
    score: 80,
    reasons: [
      { about: 'topics', shared: [theme], wanted: 1 },
      { about: 'topics', shared: [skill, theme], wanted: 2 },
      { about: 'ways', shared: [...WAYS] },
      { about: 'hours', minutes: 360 },
      { about: 'experience', years: 7 },
      { about: 'department' },
    ],
    gaps: [
      { about: 'topics', missing: [skill], wanted: 3 },
      { about: 'ways' },
      { about: 'hours', minutes: 70 },
      { about: 'experience', years: 0 },
      { about: 'department' },
    ],
  },
  {
    score: 40,
    reasons: [
      { about: 'topics', shared: [skill], wanted: 3 },
      { about: 'hours', minutes: 180 },
    ],
    gaps: [
      { about: 'topics', missing: [theme], wanted: 1 },
      { about: 'hours', minutes: 120 },
      { about: 'experience', years: -3 },
    ],
  },
];

const [ME, OTHER] = [PersonId.parse('U0DARNELLO'), PersonId.parse('U0PIOTRZAW')];
const UNTIL = new Date('2026-12-21T12:00:00Z');
const MET_BY = new Date('2026-12-07T12:00:00Z');
const PLANS: Rhythm[] = [
  { form: 'plan', sessions: 6, minutes: 60, everyDays: 21 },
  { form: 'plan', sessions: 4, minutes: 45, everyDays: 10 },
];
const LIGHT: Rhythm[] = [
  { form: 'as-needed' },
  { form: 'every', everyDays: 7 },
  { form: 'every', everyDays: 33 },
];

/** What the other proposes: another rhythm, other words, or both. */
const theirs = (version: number, rhythm: Rhythm) => ({
  mine: false,
  terms: { purpose: version === 1 ? '' : 'To say <no> in time', rhythm },
  version,
});

/** Every state in which one of the two can see their pair. */
const STATES = (kind: Kind): SeenState[] => {
  const [now = LIGHT[0], from = now] = kind === 'coaching' ? PLANS : LIGHT;
  if (!now || !from) return [];
  const terms = { purpose: '', rhythm: now };
  const begun = { terms, proposal: null, proposals: 0, left: false };
  const agreement = {
    state: 'agreement' as const,
    terms,
    termsVersion: 1,
    confirmed: false,
    change: null,
    left: false,
    until: UNTIL,
  };
  return [
    { state: 'trial', answered: false, left: false, metBy: MET_BY, until: UNTIL },
    { state: 'trial', answered: true, left: false, metBy: MET_BY, until: UNTIL },
    { state: 'trial', answered: true, left: true, metBy: MET_BY, until: UNTIL },
    agreement,
    { ...agreement, confirmed: true },
    { ...agreement, left: true },
    { ...agreement, termsVersion: 2, change: { mine: false, from, purpose: false } },
    {
      ...agreement,
      terms: { purpose: 'To find <my> way & yours', rhythm: from },
      termsVersion: 3,
      change: { mine: false, from: now, purpose: true },
    },
    {
      ...agreement,
      terms: { purpose: 'To find <my> way & yours', rhythm: now },
      termsVersion: 4,
      change: { mine: true, from: now, purpose: true },
      confirmed: true,
    },
    ...(kind === 'coaching' ? PLANS : LIGHT).map(
      (rhythm): SeenState => ({
        ...begun,
        state: 'running',
        terms: { purpose: 'To find <my> way & yours', rhythm },
      }),
    ),
    { ...begun, state: 'running' },
    { ...begun, state: 'running', left: true },
    ...(['trial', 'agreement', 'running'] as const).flatMap((from) =>
      [false, true].map(
        (notAvailable): SeenState => ({
          state: 'ended',
          from,
          notAvailable,
          requestGoesOn: from !== 'running',
          goodbye: null,
        }),
      ),
    ),
  ];
};

/** Further states of a pair that has begun. */
const BEGUN = (kind: Kind): SeenState[] => {
  const [now = LIGHT[0], from = now] = kind === 'coaching' ? PLANS : LIGHT;
  if (!now || !from) return [];
  const begun = { terms: { purpose: '', rhythm: now }, proposal: null, proposals: 0, left: false };
  return [
    ...[theirs(1, from), theirs(2, now)].map(
      (proposal): SeenState => ({ ...begun, state: 'running', proposal, proposals: proposal.version }),
    ),
    { ...begun, state: 'running', proposal: { ...theirs(3, from), mine: true }, proposals: 3 },
    ...[
      { silence: true, until: null },
      { silence: false, until: null },
      { silence: false, until: '2026-12-21' },
    ].map((rests): SeenState => ({ ...begun, state: 'paused', endsAt: UNTIL, ...rests })),
    {
      ...begun,
      state: 'paused',
      endsAt: UNTIL,
      silence: true,
      until: null,
      proposal: theirs(1, from),
      proposals: 1,
    },
    { ...begun, state: 'paused', endsAt: UNTIL, silence: false, until: '2026-12-21', left: true },
    {
      state: 'ended',
      from: 'running',
      notAvailable: false,
      requestGoesOn: true,
      goodbye: 'Thank <you>, & all the best',
    },
  ];
};

/** Pairs of both kinds, seen from both sides, in these states. */
const seenIn = (states: (kind: Kind) => SeenState[]): Seen[] =>
  KINDS.flatMap((kind) =>
    SIDES.flatMap((side) =>
      states(kind).map((now, at) => ({
        pairId: PairId.parse('00000000-0000-4000-8000-000000000001'),
        kind,
        side,
        me: ME,
        myZone: 'Europe/Warsaw',
        other: OTHER,
        fit: FITS[at % FITS.length] ?? { score: 0, reasons: [], gaps: [] },
        now,
      })),
    ),
  );

export const SEEN = seenIn(STATES);
export const SEEN_BEGUN = seenIn(BEGUN);

const all = (view: (t: Texts, seen: Seen) => object) => (t: Texts) =>
  [...SEEN, ...SEEN_BEGUN].map((seen) => shown(view(t, seen)));
const allIn = <S extends SeenState['state']>(state: S, view: (t: Texts, seen: SeenIn<S>) => object) => {
  return (t: Texts) =>
    [...SEEN, ...SEEN_BEGUN].flatMap((seen) =>
      isIn(seen, state) && !('left' in seen.now && seen.now.left) ? [shown(view(t, seen))] : [],
    );
};

/** From when managers see it, where the reader is still to say something. */
export const unmetFrom = ({ now }: Seen): Date | undefined =>
  now.state === 'trial' && !now.answered && !now.left ? now.metBy : undefined;

export const PAIRS: Rendered = {
  reasonTexts: (t) =>
    reasonTexts(t, { reasons: FITS.flatMap(({ reasons }) => reasons) }).map((text) => shown({ text })),
  gapTexts: (t) => gapTexts(t, { gaps: FITS.flatMap(({ gaps }) => gaps) }).map((text) => shown({ text })),
  introductionMessage: all((t, seen) => introductionMessage(t, seen, { title: 'Head of <R&D>' })),
  trialReminder: all(trialReminder),
  unmetMessage: all((t, seen) => unmetMessage(t, seen, unmetFrom(seen))),
  agreementMessage: (t) =>
    [1, 2, 4].flatMap((version) => all((_, seen) => agreementMessage(t, seen, { version }))(t)),
  agreementReminder: all(agreementReminder),
  runningMessage: all(runningMessage),
  endedMessage: all(endedMessage),
  awayMessage: all(awayMessage),
  trialForm: all(trialForm),
  pairView: all(pairView),
  nextView: all(nextView),
  notYoursView: (t) => [notYoursView(t)].map(shown),
  agreementForm: (t) => [
    ...allIn('agreement', (_, seen) => agreementForm(t, seen))(t),
    ...allIn('agreement', (_, seen) =>
      agreementForm(t, seen, { purpose: 'as typed', rhythm: { form: 'as-needed' } }),
    )(t),
  ],
  agreementView: allIn('running', agreementView),
};

export const PAIRS_PARTS = [
  'mention',
  'dayText',
  'messageOf',
  'stateText',
  'restText',
  'standingText',
  'endedText',
  'openButton',
  'buttonsOf',
  'rhythmText',
  'everyOption',
  'changeText',
  'parseTrialForm',
  'openedFor',
  'termsInputs',
  'quoted',
  'rhythmField',
  'parseTerms',
];
