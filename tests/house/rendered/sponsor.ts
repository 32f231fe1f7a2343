import type { Texts } from '../../../src/locales/texts.ts';
import type { SponsorStanding } from '../../../src/pairs/flow/sponsor-standing.ts';
import type { Sponsored, ToldOfSponsor } from '../../../src/pairs/flow/sponsored.ts';
import { PairId } from '../../../src/pairs/pair.ts';
import type { Seen } from '../../../src/pairs/seen.ts';
import {
  type SeenSponsor,
  SPONSOR_ANSWER_LENGTH,
  SPONSOR_PURPOSE_LENGTH,
  SPONSOR_STATES,
  SPONSOR_TEXT_LENGTH,
  type SponsorText,
  SponsorTextId,
} from '../../../src/pairs/sponsor.ts';
import {
  sponsorAnsweredMessage,
  sponsorAnswerForm,
  sponsorDeclinedMessage,
  sponsoredView,
  sponsorMessage,
  sponsorNotThere,
  sponsorShownMessage,
} from '../../../src/pairs/views/sponsor/sponsored.ts';
import { sponsorView } from '../../../src/pairs/views/sponsor/standing.ts';
import {
  approveForm,
  preparedText,
  sponsorForm,
  sponsorTextForm,
} from '../../../src/pairs/views/sponsor/writing.ts';
import { PersonId } from '../../../src/ports.ts';
import { type Rendered, type Shown, shown } from './common.ts';
import { SEEN_BEGUN } from './pairs.ts';

const NOW = new Date('2026-12-07T10:00:00Z');
const ZONE = 'Europe/Warsaw';
export const SPONSOR_PERSON = PersonId.parse('U0IMANIFRE');
const CLIENT = PersonId.parse('U0DARNELLO');
/** As much as a field takes, and what would be markup elsewhere. */
const SPONSOR_WORDS = `<!channel> & *bold* {{client}} ${'ż'.repeat(SPONSOR_TEXT_LENGTH)}`.slice(
  0,
  SPONSOR_TEXT_LENGTH,
);
const ANSWER = SPONSOR_WORDS.slice(0, SPONSOR_ANSWER_LENGTH);
const TEXT_ID = SponsorTextId.parse('00000000-0000-4000-8000-000000000201');

const seenAs = (side: Seen['side']): Seen => {
  const seen = SEEN_BEGUN.find((one) => one.kind === 'coaching' && one.side === side);
  if (!seen) throw new Error('no such pair');
  return seen;
};

const texts = (isCoach: boolean): SeenSponsor['texts'] => [
  { words: SPONSOR_WORDS, toCoach: true, at: NOW, answer: isCoach ? null : { words: '', at: NOW } },
  ...(isCoach ? [] : [{ words: SPONSOR_WORDS, toCoach: false, at: NOW, answer: { words: ANSWER, at: NOW } }]),
];

const standing = (side: Seen['side'], differs: Partial<SponsorStanding> = {}): SponsorStanding => ({
  seen: seenAs(side),
  otherName: 'Kasia Nowak',
  sessions: 6,
  sponsor: null,
  can: side === 'learner' ? 'bring-in' : null,
  ...differs,
});

/** Every state of it: to the client, and to the coach who was shown it. */
const STANDINGS: SponsorStanding[] = [
  standing('learner'),
  standing('learner', { can: null, sessions: null }),
  ...SPONSOR_STATES.map((state) =>
    standing('learner', {
      can: state === 'proposed' || state === 'agreed' ? 'write' : 'bring-in',
      sponsor: { personId: SPONSOR_PERSON, state, texts: texts(false) },
    }),
  ),
  ...(['proposed', 'ended'] as const).map((state) =>
    standing('guide', { sponsor: { personId: SPONSOR_PERSON, state, texts: texts(true) } }),
  ),
];

/** The plural forms of the sessions that are planned. */
const COUNTS = [1, 3, 6];

const DRAFTS: SponsorText[] = [true, false].map((toCoach) => ({
  id: TEXT_ID,
  sponsorId: null,
  to: SPONSOR_PERSON,
  words: SPONSOR_WORDS,
  toCoach,
  version: 2,
  at: NOW,
  answer: null,
}));

export const SPONSORED: Sponsored[] = [
  { client: CLIENT, state: 'declined' },
  { client: CLIENT, state: 'ended' },
  ...[true, false].flatMap((isFirst) =>
    [null, '', ANSWER].map(
      (answer): Sponsored => ({
        client: CLIENT,
        state: 'open',
        textId: TEXT_ID,
        words: SPONSOR_WORDS,
        at: NOW,
        toCoach: isFirst,
        answer,
        isFirst,
        hasAgreed: !isFirst || answer !== null,
        isPointless: false,
      }),
    ),
  ),
];

export const SPONSOR_TOLD: ToldOfSponsor[] = [true, false].map((hasWords) => ({
  pairId: PairId.parse('00000000-0000-4000-8000-000000000001'),
  client: CLIENT,
  person: SPONSOR_PERSON,
  state: 'agreed',
  hasWords,
  isUnderWay: true,
}));

const NOTES = ['sent', 'not-now', 'not-available', 'no-member', 'self', 'coach'] as const;
const each =
  <T>(all: readonly T[], view: (t: Texts, one: T) => object) =>
  (t: Texts): Shown[] =>
    all.map((one) => shown(view(t, one)));

/** What a client, a coach and a sponsor see of a sponsor. */
export const SPONSORS: Rendered = {
  sponsorView: (t) => [
    ...STANDINGS.map((one) => shown(sponsorView(t, one))),
    ...NOTES.flatMap((note) => STANDINGS.slice(2, 3).map((one) => shown(sponsorView(t, one, note)))),
  ],
  sponsorForm: (t) => [
    ...STANDINGS.map((one) => shown(sponsorForm(t, one))),
    ...COUNTS.map((sessions) => shown(sponsorForm(t, standing('learner', { sessions })))),
  ],
  sponsorTextForm: each(DRAFTS, sponsorTextForm),
  approveForm: (t) =>
    STANDINGS.slice(0, 3).flatMap((one) =>
      DRAFTS.flatMap((draft) =>
        [true, false].map((isChanged) => shown(approveForm(t, one, draft, { isChanged }))),
      ),
    ),
  sponsorMessage: each(SPONSORED, sponsorMessage),
  sponsoredView: (t) => [
    ...SPONSORED.map((one) => shown(sponsoredView(t, one, { timeZone: ZONE }))),
    ...(['answered', 'not-now'] as const).flatMap((note) =>
      SPONSORED.slice(4, 5).map((one) => shown(sponsoredView(t, one, { timeZone: ZONE, note }))),
    ),
  ],
  sponsorAnswerForm: each([...SPONSORED.slice(1, 3), ...SPONSORED.slice(5, 6)], (t, one) =>
    sponsorAnswerForm(t, one, ZONE),
  ),
  sponsorNotThere: (t) => [shown(sponsorNotThere(t))],
  sponsorShownMessage: each(SPONSOR_TOLD, sponsorShownMessage),
  sponsorAnsweredMessage: each(SPONSOR_TOLD, sponsorAnsweredMessage),
  sponsorDeclinedMessage: each(SPONSOR_TOLD, sponsorDeclinedMessage),
  // The text to begin with, which stands in a field.
  preparedText: (t) =>
    COUNTS.flatMap((sessions) =>
      [true, false].map((isNew) =>
        shown({ text: preparedText(t, { isNew, purpose: 'x'.repeat(SPONSOR_PURPOSE_LENGTH), sessions }) }),
      ),
    ),
};

export const SPONSORS_PARTS = [
  'sponsorOffer',
  'parseSponsorForm',
  'parseSponsorText',
  'parseSponsorAnswer',
  'sponsorWordsField',
  'draftIn',
];
