import type { DateTold } from '../../../src/managing/flow/dates.ts';
import type { BeforeStep } from '../../../src/managing/flow/life.ts';
import type { ProgramPage } from '../../../src/managing/flow/seeing.ts';
import { createForm, detailErrors, detailsForm, extendForm } from '../../../src/managing/views/details.ts';
import { programBlocks } from '../../../src/managing/views/home.ts';
import {
  appointedMessage,
  confirmStep,
  dateMessage,
  managersErrors,
  managersForm,
} from '../../../src/managing/views/life.ts';
import { type PageDone, programPage } from '../../../src/managing/views/page.ts';
import { programSaid, type Said } from '../../../src/managing/views/words.ts';
import { KINDS, type Kind, PersonId } from '../../../src/ports.ts';
import {
  DETAIL_FIELDS,
  detailsOf,
  type SentDetails,
  WEIGHTINGS,
  type WrongDetail,
} from '../../../src/programs/details.ts';
import { DATE_NOTICES, LACKS, LIFE_STEPS, type Need, nextSteps } from '../../../src/programs/lifecycle.ts';
import { PROGRAM_STATES, type Program, ProgramId } from '../../../src/programs/program.ts';
import { figuresOfKind } from '../../../src/summaries/figures.ts';
import type { Figure } from '../../../src/summaries/publishing.ts';
import { aProgram } from '../../programs/made.ts';
import { type Rendered, shown } from './common.ts';
import { MANY } from './summaries.ts';

const [darnell, jonas] = [PersonId.parse('U0DARNELLO'), PersonId.parse('U0JONASBRA')];
export const NEEDS: Need[] = [
  { need: 'lacks', lacks: [...LACKS] },
  { need: 'lacks', lacks: ['contacts'] },
  { need: 'to-start' },
  { need: 'to-end' },
  { need: 'ends-soon' },
];
export const NAMED = { name: 'Growing *together* <!channel>', purpose: 'For all who _lead_ & will lead.' };
const DATED = { startsOn: '2027-01-11', endsOn: '2027-06-30' };
const numbered = (one: number): Program =>
  aProgram({
    id: ProgramId.parse(`00000000-0000-4000-8000-${String(one).padStart(12, '0')}`),
    name: `Program ${one}`,
    state: PROGRAM_STATES[one % 4] ?? 'draft',
    kind: KINDS[one % 2] ?? 'coaching',
    endsOn: '2027-06-30',
  });
export const page = (program: Program, says: Partial<ProgramPage> = {}): ProgramPage => ({
  program,
  need: undefined,
  managers: [darnell],
  joined: { learner: 12, guide: 3 },
  coaches: null,
  steps: nextSteps(program),
  unmet: [],
  figures: [],
  now: new Date('2026-11-30T08:00:00Z'),
  renewedAs: ProgramId.parse('00000000-0000-4000-8000-000000000099'),
  isAdmin: true,
  ...says,
});
const figuresFor = (kind: Kind) =>
  figuresOfKind(kind).map((key) => ({
    key,
    shown: key === 'matched' ? null : (MANY[key] ?? null),
    people: 25,
    at: new Date('2026-11-30T08:00:00Z'),
  }));
const DONE: PageDone[] = ['created', 'renewed', 'changed', 'extended', 'managers', 'open', 'start', 'end'];
const before = (says: Partial<BeforeStep>): BeforeStep => ({
  program: aProgram({ ...NAMED, ...DATED }),
  step: 'open',
  lacks: [],
  requests: 0,
  told: 0,
  isAdmin: false,
  ...says,
});
const WRONG: WrongDetail[] = ['missing', 'long', 'order', 'past', 'far'];
const SAID: Said[] = [
  'not-manager',
  'not-admin',
  'may-not-create',
  'gone',
  'not-from-here',
  'changed-meanwhile',
  'thrown-away',
  'closed',
];
const typed: SentDetails = { ...detailsOf(aProgram(NAMED)), name: 'Mine', weighting: 'hours' };
const other = aProgram({
  ...DATED,
  ...NAMED,
  rules: {
    joining: 'invited',
    guestsAllowed: true,
    joinsWhileRunning: false,
    matching: 'cohort',
    weights: { topics: 7 },
    summaries: 'monthly',
  },
});
const told = (says: Partial<DateTold>): DateTold => ({
  program: aProgram({ ...NAMED, ...DATED, state: 'running' }),
  notice: 'ends',
  day: '2027-06-30',
  isOver: false,
  ...says,
});

/** Where all open requests are. */
const inLine = (what: 'cohort' | 'start'): Figure => ({
  key: 'open-for',
  shown: { form: 'parts', parts: { [what === 'start' ? what : `mostly ${what}`]: { atLeast: 25 } } },
  people: 25,
  at: new Date('2026-11-30T08:00:00Z'),
});

/** What managers see of a program's life. */
export const PROGRAMS: Rendered = {
  programBlocks: (t) =>
    [
      { programs: [], mayCreate: false },
      { programs: [], mayCreate: true },
      {
        programs: KINDS.map((kind) =>
          aProgram({ kind, isForAll: true, state: 'running', name: `${kind} for everybody` }),
        ),
        mayCreate: true,
      },
      { programs: NEEDS.map((_, one) => numbered(one)), mayCreate: true },
      { programs: Array.from({ length: 120 }, (_, one) => numbered(one)), mayCreate: true },
    ].map((home) => shown({ type: 'home', blocks: programBlocks(t, home) })),
  programPage: (t) =>
    [
      ...DONE.map((done) => programPage(t, page(aProgram()), done)),
      ...PROGRAM_STATES.map((state) => programPage(t, page(aProgram({ ...NAMED, ...DATED, state })))),
      ...KINDS.map((kind) =>
        programPage(t, page(aProgram({ kind, state: 'running' }), { figures: figuresFor(kind) })),
      ),
      programPage(
        t,
        page(aProgram({ state: 'open' }), {
          figures: [
            ...figuresFor('mentoring').filter(({ key }) => key === 'asked' || key === 'places'),
            inLine('start'),
          ],
        }),
      ),
      programPage(t, page({ ...other, state: 'running' }, { figures: [inLine('cohort')] })),
      ...[
        { all: 0, confirmed: 0 },
        { all: 4, confirmed: 1 },
        { all: 5, confirmed: 0 },
        { all: 22, confirmed: 21 },
      ].map((coaches) => programPage(t, page(aProgram({ kind: 'coaching', state: 'open' }), { coaches }))),
      ...NEEDS.map((need) => programPage(t, page(aProgram(DATED), { need }))),
      programPage(t, page(other, { managers: [], isAdmin: false, joined: { learner: 0, guide: 5 } })),
      programPage(t, page({ ...other, keepsGuestsOut: true })),
      programPage(t, page(aProgram({ kind: 'coaching', startsOn: '2027-01-11', channel: null }))),
      programPage(t, page(aProgram({ endsOn: '2027-01-11', rules: { summaries: 'weekly' } }))),
      ...Object.values(WEIGHTINGS).map((weights) => programPage(t, page(aProgram({ rules: { weights } })))),
      programPage(
        t,
        page(aProgram({ isForAll: true, state: 'running', channel: null }), {
          managers: Array.from({ length: 20 }, (_, one) => PersonId.parse(`U0MANAGER${one}`)),
        }),
      ),
    ].map(shown),
  programSaid: (t) => SAID.map((said) => shown(programSaid(t, said))),
  createForm: (t) => [shown(createForm(t, '00000000-0000-4000-8000-000000000009'))],
  detailsForm: (t) =>
    [
      detailsForm(t, aProgram()),
      detailsForm(t, other),
      detailsForm(t, { ...other, keepsGuestsOut: true }),
      detailsForm(t, aProgram({ isForAll: true, channel: null, state: 'running' })),
      detailsForm(t, other, { typed, meanwhile: { program: other, differing: DETAIL_FIELDS } }),
      detailsForm(t, aProgram({ channel: null }), {
        typed,
        meanwhile: { program: aProgram({ channel: null }), differing: DETAIL_FIELDS },
      }),
    ].map(shown),
  detailErrors: (t) => [
    ...WRONG.map((wrong) => shown(detailErrors(t, new Map(DETAIL_FIELDS.map((field) => [field, wrong]))))),
    shown(detailErrors(t, new Map([['kind', 'missing']]))),
  ],
  extendForm: (t) => [shown(extendForm(t, aProgram(DATED)))],
  confirmStep: (t) =>
    [
      ...LIFE_STEPS.flatMap((step) =>
        [0, 1, 12].map((requests) => confirmStep(t, before({ step, requests }))),
      ),
      confirmStep(t, before({ program: other })),
      ...[1, 12].map((requests) => confirmStep(t, before({ step: 'start', program: other, requests }))),
      ...[1, 12].flatMap((told) =>
        [0, 12].map((requests) => confirmStep(t, before({ step: 'end', told, requests }))),
      ),
      confirmStep(t, before({ lacks: [...LACKS] })),
      confirmStep(t, before({ lacks: ['contacts'], isAdmin: true })),
    ].map(shown),
  managersForm: (t) =>
    [[], [darnell, jonas]].map((managers) => shown(managersForm(t, aProgram(NAMED), managers))),
  managersErrors: (t) => (['many', 'person'] as const).map((wrong) => shown(managersErrors(t, wrong))),
  appointedMessage: (t) => [shown(appointedMessage(t, aProgram(NAMED)))],
  dateMessage: (t) =>
    DATE_NOTICES.flatMap((notice) =>
      [false, true].map((isOver) => shown(dateMessage(t, told({ notice, isOver })))),
    ),
};

export const PROGRAMS_PARTS = [
  'programIn',
  'section',
  'seen',
  'list',
  'naming',
  'datesName',
  'needText',
  'stateName',
  'stepButton',
  'sentProgram',
  'openedWith',
  'sentDetails',
  'sentDay',
  'stepIn',
  'renewalIn',
  'sentManagers',
];
