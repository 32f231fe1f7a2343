import type { Kind } from '../../../src/ports.ts';
import { ProgramId } from '../../../src/programs/program.ts';
import { figuresOfKind } from '../../../src/summaries/figures.ts';
import type { Reporting } from '../../../src/summaries/flow/report.ts';
import { exportRows, reportWords } from '../../../src/summaries/views/report.ts';
import { type ReportDone, reportingRefused, reportingView } from '../../../src/summaries/views/reporting.ts';
import { aProgram } from '../../programs/made.ts';
import { type Rendered, shown } from './common.ts';
import { MANY, SOME } from './summaries.ts';

const ID = ProgramId.parse('00000000-0000-4000-8000-000000000041');
const NOW = new Date('2026-11-30T08:00:00Z');
const EARLIER = new Date('2026-11-25T08:00:00Z');
const ENDS = new Date('2026-12-30T08:00:00Z');
const URL = `https://coach.example.com/reports/${'0b6a3c1e'.repeat(8)}`;

function reporting(kind: Kind, differs: Partial<Reporting> = {}, few = false): Reporting {
  return {
    program: aProgram({
      id: ID,
      kind,
      name: 'Growing <script>together</script> & more',
      purpose: 'For people who have just begun to lead.',
      startsOn: '2026-09-01',
      endsOn: '2027-02-26',
    }),
    figures: figuresOfKind(kind).map((key) => ({
      key,
      shown: few ? null : (MANY[key] ?? null),
      people: 25,
      at: key === 'useful' ? EARLIER : NOW,
    })),
    raised: null,
    now: NOW,
    ...differs,
  };
}

/** Reports of programs of many people and of few. */
export const REPORTINGS: Reporting[] = [
  reporting('coaching'),
  reporting('mentoring', { raised: 12 }),
  reporting('coaching', { program: aProgram({ id: ID, kind: 'coaching', name: '=1+1' }) }, true),
  reporting('mentoring', {
    program: aProgram({ id: ID, kind: 'mentoring', startsOn: '2026-09-01', endsOn: null }),
    figures: [
      { key: 'guides', shown: { form: 'few' }, people: 5, at: NOW },
      { key: 'open-since', shown: SOME['open-since'] ?? null, people: 0, at: EARLIER },
      { key: 'open-for', shown: SOME['open-for'] ?? null, people: 0, at: EARLIER },
      // Too few guides to tell what they offer.
      { key: 'asked', shown: { form: 'parts', parts: { negotiation: { atLeast: 5 } } }, people: 5, at: NOW },
      { key: 'offered', shown: null, people: 0, at: NOW },
      { key: 'useful', shown: null, people: 0, at: NOW },
    ],
  }),
  reporting('mentoring', {
    program: aProgram({ id: ID, kind: 'mentoring', startsOn: null, endsOn: '2027-02-26' }),
  }),
];

const DONE: (ReportDone | undefined)[] = [
  undefined,
  { done: 'report', url: URL, endsAt: ENDS },
  { done: 'export', url: `${URL}.csv`, endsAt: NOW },
  { done: 'ended' },
  { done: 'sent' },
  { done: 'not-allowed' },
  { done: 'failed' },
  { done: 'unknown' },
];

export const REPORTS: Rendered = {
  reportingView: (t) =>
    DONE.flatMap((done) =>
      [
        { ends: [], canSend: true, hasAddress: true },
        { ends: [ENDS], canSend: false, hasAddress: true },
        { ends: [ENDS, NOW], canSend: true, hasAddress: false },
        { ends: [], canSend: false, hasAddress: false },
      ].map((seen) =>
        shown(
          reportingView(
            t,
            {
              ...seen,
              program: { id: ID, name: 'Growing *together* <!channel>' },
              timeZone: 'Europe/Warsaw',
            },
            done,
          ),
        ),
      ),
    ),
  reportingRefused: (t) =>
    (['not-manager', 'gone'] as const).map((outcome) => shown(reportingRefused(t, outcome))),
  reportWords: (t) => REPORTINGS.map((one) => shown({ page: reportWords(t, one, ENDS) })),
  exportRows: (t) => REPORTINGS.map((one) => shown({ rows: exportRows(t, one) })),
};

export const REPORTS_PARTS = ['reportIn'];
