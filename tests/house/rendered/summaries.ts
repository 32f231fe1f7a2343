import { TOPICS } from '../../../src/people/topics.ts';
import type { Kind } from '../../../src/ports.ts';
import { ProgramId, ProgramRules } from '../../../src/programs/program.ts';
import { figuresOfKind, type Shown as Value } from '../../../src/summaries/figures.ts';
import type { Preview, SeenSummary } from '../../../src/summaries/flow/summaries.ts';
import type { Figure } from '../../../src/summaries/publishing.ts';
import {
  previewMessage,
  previewView,
  summaryPost,
  summaryRefused,
} from '../../../src/summaries/views/summary.ts';
import { type Rendered, type Shown, shown } from './common.ts';

const ID = ProgramId.parse('00000000-0000-4000-8000-000000000041');
const AT = new Date('2026-11-30T08:00:00Z');
const EARLIER = new Date('2026-11-25T08:00:00Z');
const NAME = 'Growing *together* <!channel>';

const share = (tenths: number): Value => ({ form: 'share', tenths });
const median = (value: number): Value => ({ form: 'median', median: value });
const count = (value: number): Value => ({ form: 'count', count: value });
/** As `{ a: 10, b: 0 }`: at least 10 of a, fewer than 5 of b. */
const parts = (numbers: Record<string, number>): Value => ({
  form: 'parts',
  parts: Object.fromEntries(
    Object.entries(numbers).map(([name, count]) => [name, count > 0 ? { atLeast: count } : { under: 5 }]),
  ),
});
/** Topics from the first on have so many people each; the rest fewer than five. */
const topics = (...counts: number[]): Value =>
  parts(Object.fromEntries(TOPICS.map(({ id }, at) => [id, counts[at] ?? 0])));
type Values = Partial<Record<Figure['key'], Value>>;
/** As a program of so many people reads. */
export const MANY: Values = {
  guides: count(86),
  learners: count(134),
  places: { form: 'share', tenths: 7, outOf: 180 },
  states: {
    form: 'parts',
    parts: {
      trial: { under: 5 },
      agreement: { atLeast: 5 },
      running: { atLeast: 130 },
      paused: { atLeast: 1_005 },
      ended: { under: 10 },
    },
  },
  // As they are where they are kept: in no order.
  'open-since': parts({ 'mostly weeks8': 1_005, 'weeks2+weeks4': 5, weeks0: 25 }),
  'open-for': parts({ asked: 25, guide: 1_010 }),
  asked: topics(0, 25, 5, 0, 80, 10, 10, 10, 10, 5, 5, 5),
  offered: topics(10, 5, 0, 0, 45, 15),
  matched: share(8),
  'days-to-talk': median(9),
  trials: share(9),
  alive: share(7),
  plan: share(9),
  closes: share(6),
  progress: median(2.5),
  useful: share(8),
  answered: share(6),
};
const { useful: _, ...ALL_BUT_ONE } = MANY;
export const SOME: Values = {
  guides: { form: 'few' },
  learners: count(7),
  places: { form: 'share', tenths: 0, outOf: 10 },
  matched: share(10),
  'days-to-talk': median(1),
  'open-since': parts({ 'weeks0+weeks2+weeks4+weeks8': 0 }),
  'open-for': parts({ 'cohort+asked': 0 }),
};
const ENDS: Values = {
  guides: { form: 'few' },
  learners: { form: 'few' },
  trials: share(0),
  progress: median(1),
  closes: share(10),
};

function seenSummary(
  kind: Kind,
  values: Values,
  {
    period = '2026-11',
    language = 'en' as 'en' | 'pl',
    at = AT,
    asOf = {} as Partial<Record<Figure['key'], Date>>,
  } = {},
): SeenSummary {
  return {
    program: { id: ID, name: NAME, kind, channel: 'C0LEADERSH', timeZone: 'Europe/Warsaw', language },
    period,
    at,
    figures: figuresOfKind(kind).map((key) => ({
      key,
      shown: values[key] ?? null,
      people: 25,
      at: asOf[key] ?? at,
    })),
  };
}

const SEEN: SeenSummary[] = [
  seenSummary('coaching', MANY),
  seenSummary('mentoring', MANY, { period: '2026-11-30', asOf: { useful: EARLIER } }),
  seenSummary('coaching', SOME),
  seenSummary('mentoring', SOME),
  seenSummary('coaching', ENDS, { period: 'final' }),
  seenSummary('coaching', { ...MANY, progress: median(-1) }),
  seenSummary('mentoring', {}),
  // All but one.
  seenSummary('mentoring', ALL_BUT_ONE),
];

const PREVIEWS: Preview[] = (['asked', 'approved', 'put-off', 'over'] as const).flatMap((stands) =>
  (
    [
      ['weekly', '2026-11-23'],
      ['monthly', '2026-12'],
    ] as const
  ).map(([summaries, period]) => ({
    program: { id: ID, name: NAME, channel: 'C0LEADERSH', rules: ProgramRules.parse({ summaries }) },
    period,
    stands,
  })),
);

export const SUMMARIES: Rendered = {
  summaryPost: (t) =>
    SEEN.flatMap((seen): Shown[] => [false, true].map((isPlain) => shown(summaryPost(t, seen, isPlain)))),
  previewMessage: (t) => PREVIEWS.map((preview) => shown(previewMessage(t, preview))),
  previewView: (t) => SEEN.map((seen) => shown(previewView(t, seen, t))),
  summaryRefused: (t) =>
    (['not-manager', 'gone', 'over'] as const).map((outcome) => shown(summaryRefused(t, outcome))),
};

/** Parts of them, and what reads a button. */
export const SUMMARIES_PARTS = [
  'previewButtons',
  'summaryValue',
  'summaryIn',
  'figureName',
  'barName',
  'figureValue',
  'figureSentence',
  'periodName',
  'partsInOrder',
  'partsSentence',
  'partsText',
  'partName',
  'partValue',
  'sectionsOf',
  'isForChannel',
  'barChart',
  'tableOf',
];
