import {
  type Cohort,
  type Draft,
  DraftId,
  type DraftState,
  type Together,
} from '../../../src/matching/draft.ts';
import { LISTS } from '../../../src/matching/figures.ts';
import type { Shortage } from '../../../src/matching/match.ts';
import { RequestId } from '../../../src/matching/request.ts';
import { cohortDraft } from '../../../src/matching/views/cohort.ts';
import {
  cohortSection,
  cohortUnmatched,
  type ManagedProgram,
} from '../../../src/matching/views/cohort-home.ts';
import {
  cohortPin,
  cohortProgress,
  cohortPublish,
  cohortSaid,
} from '../../../src/matching/views/cohort-publish.ts';
import type { Fit } from '../../../src/pairs/fit.ts';
import { WAYS } from '../../../src/people/profile.ts';
import { PersonId, WorkspaceId } from '../../../src/ports.ts';
import { ProgramId } from '../../../src/programs/program.ts';
import { type Rendered, shown, topicWith } from './common.ts';

const ID = '0b2f6a52-7a0c-4f29-9a3e-0d8b0e9d1c11';
const NAME = 'Pathfinders 2026 <all>';
const person = (name: string, at: number): PersonId => PersonId.parse(`U0${name}${at}`);
const SHORTAGE: Shortage = { found: 0, told: [{ rule: 'language', count: 12 }], others: true };

const [skill, theme] = [topicWith(-2), topicWith(2)];
/** With the longest reasons there are, with none, and with what speaks against it. */
const FITS: Fit[] = [
  {
    score: 90,
    reasons: [
      { about: 'topics', shared: [skill, theme], wanted: 2 },
      { about: 'ways', shared: [...WAYS] },
    ],
    gaps: [{ about: 'hours', minutes: 70 }],
  },
  { score: 60, reasons: [], gaps: [] },
  {
    score: 35,
    reasons: [{ about: 'department' }],
    gaps: [{ about: 'topics', missing: [skill], wanted: 3 }, { about: 'ways' }],
  },
];
const NO_FIT: Fit = { score: 0, reasons: [], gaps: [] };

/** A cohort with so many pairs, of every strength. */
function cohortOf(pairs: number, unmatched = 0): Cohort {
  const requestId = RequestId.parse(ID);
  return {
    pairs: Array.from({ length: pairs }, (_, at) => ({
      requestId,
      learnerId: person('LEARNER', at),
      guideId: person('GUIDE', at),
      fit: FITS[at % 3] ?? NO_FIT,
    })),
    unmatched: Array.from({ length: unmatched }, (_, at) => ({
      requestId,
      learnerId: person('NOBODY', at),
      shortage: SHORTAGE,
      told: SHORTAGE,
    })),
    guides: Array.from({ length: pairs }, (_, at) => ({
      guideId: person('GUIDE', at),
      places: 1 + (at % 3),
      taken: 0,
    })),
    out: unmatched,
    idle: [],
  };
}

function draftOf(cohort: Cohort, given: Partial<Draft> = {}): Draft {
  return {
    workspaceId: WorkspaceId.parse('T0LUMENARI'),
    id: DraftId.parse(ID),
    programId: ProgramId.parse(ID),
    state: { state: 'draft' },
    pins: [],
    forbidden: [],
    cohort,
    madeAt: new Date('2026-06-10T12:00Z'),
    version: 3,
    ...given,
  };
}

const two = (at: number): Together => ({ learnerId: person('LEARNER', at), guideId: person('GUIDE', at) });
/** Nobody; as it was run; with pins, prohibitions and pairs that hold no longer. */
const DRAFTS = [
  { draft: draftOf(cohortOf(0)), gone: [], newer: 0 },
  { draft: draftOf(cohortOf(1)), gone: [], newer: 0 },
  { draft: draftOf(cohortOf(200, 5)), gone: [], newer: 2 },
  {
    draft: draftOf({ ...cohortOf(30, 12), idle: [two(0)] }, { pins: [two(1), two(40)], forbidden: [two(2)] }),
    gone: Array.from({ length: 25 }, (_, at) => two(at)),
    newer: 5,
  },
].map((one) => ({ ...one, programName: NAME }));

const by = person('MANAGER', 1);
const at = new Date('2026-06-10T12:00Z');
const progress = (made: number, lapsed: number, told: number, failed = 0) => ({
  done: made,
  made,
  told,
  lapsed: Array.from({ length: lapsed }, (_, one) => two(one)),
  failed: Array.from({ length: failed }, (_, one) => two(one)),
});
const STATES: DraftState[] = [
  { state: 'draft' },
  { state: 'publishing', by, since: at, progress: progress(20, 0, 0) },
  { state: 'published', by, at, progress: progress(200, 0, 0) },
  { state: 'published', by, at, progress: progress(1, 25, 1, 1) },
  { state: 'published', by: null, at, progress: progress(0, 3, 12, 12) },
];
const SAID = [
  'not-manager',
  'no-program',
  'ended',
  'no-guides',
  'no-learners',
  'gone',
  'changed',
  'run-again',
  'nothing',
  'not-started',
] as const;
const REFUSED = ['missing', 'not-available', 'no-place', 'ended'] as const;

/** Programs of one Home, each with how many wait and where its draft stands. */
function managed(...programs: [waiting: number, draft?: 'draft' | 'publishing'][]): ManagedProgram[] {
  return programs.map(([waiting, draft], at) => ({
    id: ProgramId.parse(`${String(at).padStart(8, '0')}${ID.slice(8)}`),
    name: NAME,
    waiting,
    draft,
  }));
}

export const COHORT: Rendered = {
  cohortSection: (t) =>
    [
      managed([0]),
      managed([0], [0]),
      managed([0], [1], [12, 'draft'], [0, 'publishing']),
      managed(...Array.from({ length: 25 }, (): [number] => [3])),
    ].map((programs) => shown({ type: 'home', blocks: cohortSection(t, programs) })),
  cohortDraft: (t) =>
    DRAFTS.flatMap((draft) =>
      LISTS.flatMap((list) => [0, 1, 99].map((page) => shown(cohortDraft(t, draft, { list, page })))),
    ),
  cohortPin: (t) => [shown(cohortPin(t, { draftId: DraftId.parse(ID), learnerId: person('LEARNER', 1) }))],
  cohortPublish: (t) => DRAFTS.map((draft) => shown(cohortPublish(t, draft))),
  cohortProgress: (t) => STATES.map((state) => shown(cohortProgress(t, { state, cohort: cohortOf(200) }))),
  cohortSaid: (t) => [
    ...SAID.map((why) => shown(cohortSaid(t, t(`cohort:said.${why}`)))),
    ...REFUSED.map((why) => shown(cohortSaid(t, t(`cohort:refused.${why}`)))),
    ...[1, 12].map((count) => shown(cohortSaid(t, t('cohort:said.no-learners-but-out', { count })))),
    shown(cohortSaid(t, t('cohort:drop.done'))),
  ],
  cohortUnmatched: (t) =>
    [SHORTAGE, { found: 0, told: [], others: true }].map((shortage) =>
      shown(cohortUnmatched(t, { programName: NAME, requestId: RequestId.parse(ID), shortage })),
    ),
};

export const COHORT_PARTS = ['placeIn', 'actOf', 'mentions', 'parsePin', 'publishing'];
