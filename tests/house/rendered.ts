import { adviseOn } from '../../src/guidance/advised.ts';
import { type Need, REDIRECTS } from '../../src/guidance/need.ts';
import { type Answers, answersOf, type Question } from '../../src/guidance/questions.ts';
import { adviceView, redirectView } from '../../src/guidance/views/advice.ts';
import { compareView, helpMessage, introMessage } from '../../src/guidance/views/explain.ts';
import { questionsView } from '../../src/guidance/views/questions.ts';
import { homeView } from '../../src/home/views.ts';
import type { Texts } from '../../src/locales/texts.ts';
import { type Shortage, TOLD_RULES } from '../../src/matching/match.ts';
import { shortageTexts } from '../../src/matching/views/shortage.ts';
import type { Fit } from '../../src/pairs/fit.ts';
import { gapTexts, reasonTexts } from '../../src/pairs/views/fit.ts';
import { CONTACT_KINDS, type Contact } from '../../src/people/contacts.ts';
import type { Reader } from '../../src/people/flow/readers.ts';
import { WAYS } from '../../src/people/profile.ts';
import { TOPICS } from '../../src/people/topics.ts';
import { adminsOnly, contactsForm, contactsMessage, contactsSaved } from '../../src/people/views/contacts.ts';
import { PersonId } from '../../src/ports.ts';
import { loadingView, problemHome, problemView } from '../../src/slack/views.ts';

/** Something that Slack would show: a modal, the App Home or a message. */
export type Shown = { readonly [field: string]: unknown };

const COMMAND = '/coach-or-mentor';
const CONTACTS: Contact[] = CONTACT_KINDS.map((kind) => ({
  kind,
  people: [PersonId.parse('U0DARNELLO'), PersonId.parse('U0JONASBRA')],
  note: 'extension 4417',
}));
const [skill, between, theme] = [topicWith(-2), topicWith(0), topicWith(2)];
/** No topic, one of each sort, at both ends, three. */
const TOPIC_CHOICES: string[][] = [[], [skill], [theme], [between], [skill, theme], [skill, between, theme]];
const WISHES: Need['wish'][] = [undefined, 'coaching', 'mentoring'];

/** Every reason and gap that is told of two people, the last two with numbers of other plural forms. */
export const FITS: Fit[] = [
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

/** Nobody at all, nobody who is available, every rule with a count, the last two with other plural forms. */
const SHORTAGES: Shortage[] = [
  { found: 0, told: [], others: false },
  { found: 0, told: [], others: true },
  { found: 2, told: TOLD_RULES.map((rule) => ({ rule, count: 3 })), others: true },
  { found: 0, told: TOLD_RULES.map((rule) => ({ rule, count: 12 })), others: false },
];

/**
 * Every view of the app in every state that has texts of its own, by the name of the function that renders it.
 * A view that is missing here fails the test that reads the view files.
 */
export const RENDERED: Record<string, (t: Texts) => Shown[]> = {
  introMessage: (t) => [introMessage(t, COMMAND)].map(shown),
  compareView: (t) => [compareView(t)].map(shown),
  helpMessage: (t) =>
    readers(t)
      .flatMap((reader) => [helpMessage(t, COMMAND, reader), helpMessage(t, COMMAND, reader, 'blah')])
      .map(shown),
  questionsView: (t) =>
    [
      undefined,
      ...WISHES.flatMap((wish) =>
        TOPIC_CHOICES.map((topics) => ({ text: 'words', need: { topics, ...(wish && { wish }) } })),
      ),
    ]
      .map((prefilled) => questionsView(t, prefilled))
      .map(shown),
  adviceView: (t) => {
    const [reader] = readers(t);
    return everyAnswer().map((answers, at) =>
      shown(adviceView(t, reader, adviseOn(answers, at % 7 === 0 ? 'hm' : '', WISHES[at % WISHES.length]))),
    );
  },
  redirectView: (t) =>
    REDIRECTS.flatMap((to) =>
      readers(t).map((reader) =>
        redirectView(t, reader, COMMAND, { topics: [], redirect: { to, word: to } }),
      ),
    ).map(shown),
  contactsMessage: (t) =>
    readers(t)
      .map((reader) => contactsMessage(t, reader))
      .map(shown),
  contactsForm: (t) => [contactsForm(t, []), contactsForm(t, CONTACTS)].map(shown),
  contactsSaved: (t) => [contactsSaved(t, []), contactsSaved(t, CONTACTS)].map(shown),
  adminsOnly: (t) => [adminsOnly(t)].map(shown),
  reasonTexts: (t) =>
    reasonTexts(t, { reasons: FITS.flatMap(({ reasons }) => reasons) }).map((text) => shown({ text })),
  gapTexts: (t) => gapTexts(t, { gaps: FITS.flatMap(({ gaps }) => gaps) }).map((text) => shown({ text })),
  shortageTexts: (t) =>
    SHORTAGES.flatMap((shortage) => shortageTexts(t, shortage)).map((text) => shown({ text })),
  homeView: (t) =>
    readers(t)
      .map((reader) => homeView(reader))
      .map(shown),
  loadingView: (t) => [loadingView(t.language)].map(shown),
  problemHome: () => [problemHome('what went wrong')].map(shown),
  problemView: (t) => [problemView(t.language, 'what went wrong')].map(shown),
};

/** Exported by view files and no views themselves: parts of views, texts, and what reads a sent form. */
export const PARTS = [
  'introBlocks',
  'button',
  'topicName',
  'listOf',
  'wayName',
  'parseQuestions',
  'contactBlocks',
  'contactsText',
  'editContactsButton',
  'parseContactsForm',
  'carriedNeed',
  'inputOf',
  'openedWith',
];

export function everyView(t: Texts): Shown[] {
  return Object.values(RENDERED).flatMap((render) => render(t));
}

/** The parts of something shown, outer before inner: blocks, elements, texts. */
export function partsOf(value: unknown): Shown[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  const part = { ...value };
  return [part, ...Object.values(part).flatMap(partsOf)];
}

function readers(t: Texts): [Reader, ...Reader[]] {
  const { language } = t;
  return [
    { language, isAdmin: false, contacts: [] },
    { language, isAdmin: true, contacts: [] },
    { language, isAdmin: false, contacts: CONTACTS },
    { language, isAdmin: true, contacts: CONTACTS },
  ];
}

/** Answers that together reach every text: the three heavy questions in full, the others taken in turn. */
function everyAnswer(): Answers[] {
  const heavy = answersOf('horizon').flatMap((horizon) =>
    answersOf('outcome').flatMap((outcome) => answersOf('help').map((help) => ({ horizon, outcome, help }))),
  );
  const own = heavy.flatMap((answers, at) =>
    TOPIC_CHOICES.map((topics) => ({ ...answers, topics, form: inTurn('form', at), origin: 'own' as const })),
  );
  const others = heavy.map((answers, at) => ({
    ...answers,
    topics: TOPIC_CHOICES[at % TOPIC_CHOICES.length] ?? [],
    form: inTurn('form', at),
    origin: inTurn('origin', at),
  }));
  return [...own, ...others];
}

function inTurn<Q extends Question>(question: Q, at: number): Answers[Q] {
  const answers = answersOf(question);
  const answer = answers[at % answers.length];
  if (answer === undefined) throw new Error(`${question} has no answers`);
  return answer;
}

function topicWith(affinity: number): string {
  const topic = TOPICS.find((candidate) => candidate.affinity === affinity);
  if (!topic) throw new Error(`no topic has affinity ${affinity}`);
  return topic.id;
}

function shown(view: object): Shown {
  return { ...view };
}
