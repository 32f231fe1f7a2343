import type { Texts } from '../../locales/texts.ts';
import { dateOfYearIn, dayOfYearName, listOf } from '../../people/views/words.ts';
import type { Kind } from '../../ports.ts';
import { type FigureKey, leastOf } from '../figures.ts';
import type { Reporting } from '../flow/report.ts';
import type { Figure } from '../publishing.ts';
import { partName, partsInOrder } from './breakdowns.ts';
import { sectionsOf } from './sections.ts';
import { figureName, figureValue } from './words.ts';

/** The report as a page: words, bars and small print; a section for each group of figures of which one is shown. */
export function reportWords(t: Texts, { program, figures, raised, now }: Reporting, endsAt: Date) {
  const { kind, timeZone } = program;
  const sections = sectionsOf(t, kind, figures, { at: now, timeZone }).map(
    ({ title, figures: own, words }) => ({
      title,
      words,
      bars: own.flatMap(({ key, shown }) =>
        shown.form === 'share'
          ? { label: figureName(t, kind, key), share: shown.tenths / 10, text: figureValue(t, key, shown) }
          : [],
      ),
      barsName: t('reports:page.bars', { section: title }),
      notes: [...Map.groupBy(own, ({ key }) => howOf(t, key))].map(([how, same]) =>
        t('reports:page.how', {
          name: listOf(
            t,
            same.map(({ key }) => figureName(t, kind, key)),
          ),
          how,
        }),
      ),
    }),
  );
  const withheld = figures.filter(({ shown }) => shown === null).map(({ key }) => figureName(t, kind, key));
  return {
    language: t.language,
    title: t('reports:page.title', { program: program.name }),
    lead: leadOf(t, program),
    sections,
    foot: [
      ...(sections.length === 0 ? [t('summaries:nothing')] : []),
      ...(sections.length > 0 && withheld.length > 0
        ? [t('summaries:withheld', { count: withheld.length, names: listOf(t, withheld) })]
        : []),
      t('reports:page.made', {
        day: dateOfYearIn(t, now, timeZone),
        until: dateOfYearIn(t, endsAt, timeZone),
      }),
      t('reports:page.privacy', {
        least: leastOf('guides', raised),
        most: leastOf('useful', raised),
      }),
    ],
  };
}

function leadOf(t: Texts, { kind, purpose, startsOn, endsOn }: Reporting['program']): string[] {
  const [from, until] = [startsOn, endsOn].map((day) => (day === null ? '' : dayOfYearName(t, day)));
  const span =
    from && until
      ? [t('reports:page.span', { from, until })]
      : [
          ...(from ? [t('reports:page.from', { from })] : []),
          ...(until ? [t('reports:page.until', { until })] : []),
        ];
  return [[t(`reports:page.kind.${kind}`), ...span].join(' '), ...(purpose ? [purpose] : [])];
}

/** How a figure is counted, in a sentence. */
function howOf(t: Texts, key: FigureKey): string {
  return t(`reports:how.${key === 'guides' || key === 'learners' ? 'running' : key}`);
}

/** The same figures as the rows of a table, the first with the names of its columns; a breakdown has a row for each part. */
export function exportRows(t: Texts, { program, figures, raised }: Reporting): (string | number)[][] {
  const columns = ['program', 'figure', 'value', 'unit', 'people', 'asOf', 'how'] as const;
  return [
    columns.map((column) => t(`reports:export.columns.${column}`)),
    ...figures.flatMap(({ key, shown, people, at }) =>
      cellsOf(t, program.kind, key, shown, raised).map(({ name, cell, unit }) => [
        program.name,
        name,
        cell,
        t(`reports:export.unit.${unit}`),
        shown ? people : '',
        shown ? dayIn(at, program.timeZone) : '',
        howOf(t, key),
      ]),
    ),
  ];
}

interface Row {
  name: string;
  cell: string | number;
  unit: Unit;
}

type Unit =
  | 'people'
  | 'peopleAtLeast'
  | 'pairs'
  | 'pairsAtLeast'
  | 'placesAtLeast'
  | 'share'
  | 'days'
  | 'points';

/** A number where there is one, so that a spreadsheet can reckon with it; one for each part of a breakdown. */
function cellsOf(t: Texts, kind: Kind, key: FigureKey, shown: Figure['shown'], raised: number | null): Row[] {
  const name = figureName(t, kind, key);
  const only = (cell: string | number): Row[] => [{ name, cell, unit: unitOf(key) }];
  switch (shown?.form) {
    case 'count':
      return only(shown.count);
    case 'few':
      return only(t('reports:export.few', { least: leastOf(key, raised) }));
    case 'share':
      return [
        ...(shown.outOf === undefined ? [] : [placesRow(t, kind, shown.outOf)]),
        ...only(shown.tenths / 10),
      ];
    case 'median':
      return only(shown.median);
    case 'parts':
      return partsInOrder(key, shown.parts).map(([part, told]) => ({
        name: [name, partName(t, key, part)].filter((named) => named !== '').join(': '),
        ...('atLeast' in told
          ? { cell: told.atLeast, unit: key === 'states' ? 'pairsAtLeast' : 'peopleAtLeast' }
          : { cell: t('reports:export.few', { least: told.under }), unit: unitOf(key) }),
      }));
    case undefined:
      return only(t('reports:export.tooFew'));
  }
}

/** Of places it is told how many there are too. */
function placesRow(t: Texts, kind: Kind, places: number): Row {
  return { name: t(`reports:export.places.${kind}`), cell: places, unit: 'placesAtLeast' };
}

function unitOf(key: FigureKey): 'people' | 'pairs' | 'share' | 'days' | 'points' {
  switch (key) {
    case 'guides':
    case 'learners':
    case 'asked':
    case 'offered':
    case 'open-since':
    case 'open-for':
      return 'people';
    case 'states':
      return 'pairs';
    case 'days-to-talk':
      return 'days';
    default:
      return key === 'progress' ? 'points' : 'share';
  }
}

/** As spreadsheets read it in every language. */
function dayIn(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(instant);
}
