import type { Texts } from '../locales/texts.ts';
import { type Cohort, type Progress, pairOf, type Together } from '../matching/draft.ts';
import { figuresOf, loadsOf, strengthOf } from '../matching/figures.ts';
import { shortageTexts } from '../matching/views/shortage.ts';
import { gapTexts, reasonTexts } from '../pairs/views/fit.ts';
import type { PersonId } from '../ports.ts';
import { table } from './report.ts';

/** Who somebody is, for whoever reads a list: a name as Slack shows it, and the id. */
export type Names = (id: PersonId) => string;

/** A matched cohort as lines for a terminal: what comes of it, every pair, everybody without one, every load. */
export function cohortReport(t: Texts, programName: string, cohort: Cohort, nameOf: Names): string[] {
  const { learners, matched, lowest, median, guides, full } = figuresOf(cohort);
  return [
    programName,
    t('cohort:summary.matched', { count: learners, matched }),
    ...(lowest === null || median === null ? [] : [t('cohort:summary.fit', { lowest, median })]),
    t('cohort:summary.guides', { count: guides }),
    ...(full > 0 ? [t('cohort:summary.full', { count: full })] : []),
    ...(cohort.out > 0 ? [t('cohort:summary.out', { count: cohort.out })] : []),
    '',
    ...pairLines(t, cohort, nameOf),
    ...unmatchedLines(t, cohort, nameOf),
    ...loadLines(cohort, nameOf),
    ...idleLines(t, cohort, nameOf),
  ];
}

/** What was published, and what was left out. */
export function publishedReport(t: Texts, { made, lapsed, failed, told }: Progress, nameOf: Names): string[] {
  return [
    made === 0 ? t('cohort:published.none') : t('cohort:published.made', { count: made }),
    ...(told > 0 ? [t('cohort:published.told', { count: told })] : []),
    ...(lapsed.length > 0
      ? [t('cohort:published.lapsed', { count: lapsed.length }), ...lapsed.map((pair) => both(pair, nameOf))]
      : []),
    ...(failed.length > 0
      ? [t('cohort:published.failed', { count: failed.length }), ...failed.map((pair) => both(pair, nameOf))]
      : []),
  ];
}

/** Pairs that hold no longer, as a list; nothing where all do. */
export function goneReport(t: Texts, gone: readonly Together[], nameOf: Names): string[] {
  if (gone.length === 0) return [];
  return [t('cohort:note.gone', { count: gone.length }), ...gone.map((pair) => both(pair, nameOf)), ''];
}

/** The cohort as the lines of a CSV file: pairs first, then everybody without one. */
export function cohortCsv(t: Texts, { pairs, unmatched }: Cohort, nameOf: Names): string[][] {
  return [
    ['learner', 'learner name', 'guide', 'guide name', 'fit', 'for it', 'against it'],
    ...pairs.map(({ learnerId, guideId, fit }) => [
      learnerId,
      harmless(nameOf(learnerId)),
      guideId,
      harmless(nameOf(guideId)),
      strengthOf(fit.score),
      reasonTexts(t, fit).join('; '),
      gapTexts(t, fit).join('; '),
    ]),
    ...unmatched.map(({ learnerId, shortage }) => [
      learnerId,
      harmless(nameOf(learnerId)),
      '',
      '',
      '',
      '',
      shortageTexts(t, shortage).join(' '),
    ]),
  ];
}

/** A name that a spreadsheet would take for a formula is made a text. */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

function pairLines(t: Texts, { pairs }: Cohort, nameOf: Names): string[] {
  if (pairs.length === 0) return [t('cohort:empty.all'), ''];
  const rows = pairs
    .map(({ learnerId, guideId, fit }) => [
      nameOf(learnerId),
      nameOf(guideId),
      strengthOf(fit.score),
      reasonTexts(t, fit).join('; '),
      gapTexts(t, fit).join('; '),
    ])
    .toSorted(byFirst);
  return [...table([['who asked', 'with', 'fit', 'for it', 'against it'], ...rows]), ''];
}

function unmatchedLines(t: Texts, { unmatched }: Cohort, nameOf: Names): string[] {
  if (unmatched.length === 0) return [];
  const rows = unmatched
    .map(({ learnerId, shortage }) => [nameOf(learnerId), shortageTexts(t, shortage).join(' ')])
    .toSorted(byFirst);
  return [...table([['not matched', 'why'], ...rows]), ''];
}

function loadLines(cohort: Cohort, nameOf: Names): string[] {
  const loads = loadsOf(cohort);
  if (loads.length === 0) return [];
  const rows = loads.map(({ guideId, places, taken, given, left }) => [
    nameOf(guideId),
    ...[places, taken, given, left].map(String),
  ]);
  return [...table([['who offers help', 'places', 'taken before', 'with this', 'left'], ...rows]), ''];
}

function idleLines(t: Texts, { idle }: Cohort, nameOf: Names): string[] {
  if (idle.length === 0) return [];
  return [t('cohort:note.idle', { count: idle.length }), ...idle.map((pair) => both(pair, nameOf)), ''];
}

function both(pair: Together, nameOf: Names): string {
  const { learnerId, guideId } = pairOf(pair);
  return `  ${nameOf(learnerId)} with ${nameOf(guideId)}`;
}

function byFirst(a: readonly string[], b: readonly string[]): number {
  return (a[0] ?? '').localeCompare(b[0] ?? '', 'en');
}
