import type { Kind } from '../../ports.ts';
import { PLACES, type Spoken, type Way } from '../profile.ts';
import { COLUMNS, type Column } from './columns.ts';
import type { ImportedRow } from './row.ts';

/** What an import can say of a person, as it is kept. */
export interface PersonDetails {
  title: string | null;
  department: string | null;
  managerKey: string | null;
  experienceYears: number | null;
}
export const NO_DETAILS: PersonDetails = {
  title: null,
  department: null,
  managerKey: null,
  experienceYears: null,
};

/** What an import can say of a guide, as it is kept. */
export interface GuideDetails {
  kinds: Kind[];
  topics: string[];
  places: number;
  languages: Spoken[];
  ways: Way[];
  about: string;
  coachConfirmed: boolean;
  briefed: boolean;
}

export interface Change {
  column: Column;
  /** As it would stand in a cell; empty where there was nothing. */
  from: string;
  to: string;
}

/** What somebody asks for. */
export interface ImportedWish {
  kind: Kind;
  /** The most wanted first; may be empty. */
  topics: string[];
  /** At least one. */
  languages: Spoken[];
  ways: Way[];
}

/** What becomes of somebody by one line. */
export interface Outcome {
  person: PersonDetails;
  /** Null: they offer nothing (any more). */
  guide: GuideDetails | null;
  changes: Change[];
  problems: string[];
  /** Languages and ways are given, and there is nothing that they could belong to. */
  isIdle: boolean;
}

/** The most places a guide can have, by kind. */
export type MostPlaces = Readonly<Record<Kind, number>>;
/** Whatever was let in when it was imported; a program's own limit holds when the places are used. */
export const ANY_PLACES: MostPlaces = {
  coaching: Number.POSITIVE_INFINITY,
  mentoring: Number.POSITIVE_INFINITY,
};

/**
 * What a line makes of what is kept about somebody. What the line leaves out stays as it is.
 *
 * @param guide what they offer; null where nothing
 */
export function applyRow(
  row: ImportedRow,
  { person, guide }: { person: PersonDetails; guide: GuideDetails | null },
  mostPlaces: MostPlaces,
): Outcome {
  const nextPerson: PersonDetails = {
    title: keepText(row.title, person.title),
    department: keepText(row.department, person.department),
    managerKey: keep(row.managerKey, person.managerKey),
    experienceYears: keep(row.experienceYears, person.experienceYears),
  };
  const { guide: nextGuide, problems } = guideAfter(row, guide, mostPlaces);
  const isIdle =
    nextGuide === null && row.wants === undefined && (row.languages !== undefined || row.ways !== undefined);
  const before = { ...cellsOfPerson(person), ...cellsOfGuide(guide) };
  const after = { ...cellsOfPerson(nextPerson), ...cellsOfGuide(nextGuide) };
  return {
    person: nextPerson,
    guide: nextGuide,
    changes: differences(before, after),
    problems,
    isIdle,
  };
}

/** What a line asks for; nothing where it asks for nothing. */
export function wishOf({ wants, wantsTopics, languages, ways }: ImportedRow): ImportedWish | undefined {
  return wants && { kind: wants, topics: wantsTopics ?? [], languages: languages ?? [], ways: ways ?? [] };
}

/** The later line for somebody whom Slack does not know yet: what it leaves out is said by the earlier one. */
export function laterRow(earlier: ImportedRow, later: ImportedRow): ImportedRow {
  return { ...earlier, ...later };
}

function guideAfter(
  row: ImportedRow,
  guide: GuideDetails | null,
  mostPlaces: MostPlaces,
): { guide: GuideDetails | null; problems: string[] } {
  const kinds = row.offers ?? guide?.kinds ?? [];
  if (kinds.length === 0) {
    const offered = OFFERED.filter(([, given]) => given(row)).map(([column]) => column);
    const problems =
      offered.length > 0
        ? [
            `${offered.join(', ')}: there for somebody who offers nothing. Say in offers what they offer, or leave it out.`,
          ]
        : [];
    return { guide: null, problems };
  }
  const most = Math.max(...kinds.map((kind) => mostPlaces[kind]));
  const next: GuideDetails = {
    kinds,
    topics: keep(row.offersTopics, guide?.topics ?? []),
    places: keep(row.places, guide?.places ?? Math.min(PLACES.usual, most)),
    languages: keep(row.languages, guide?.languages ?? []),
    ways: keep(row.ways, guide?.ways ?? []),
    about: keepText(row.about, guide?.about ?? ''),
    coachConfirmed: isReady('coaching', guide?.coachConfirmed ?? false),
    briefed: isReady('mentoring', guide?.briefed ?? false),
  };
  function isReady(kind: Kind, before: boolean): boolean {
    return row.ready === undefined ? before : row.ready && (before || kinds.includes(kind));
  }
  const problems: string[] = [];
  if (next.topics.length === 0)
    problems.push('offers_topics is empty: somebody who offers to help needs at least one topic.');
  if (next.languages.length === 0)
    problems.push('languages is empty: somebody who offers to help needs at least one, such as en or en|pl.');
  if (next.places > most)
    problems.push(`places is ${next.places}; for ${kinds.join(' and ')} it can be ${most} at most.`);
  return { guide: next, problems };
}

const OFFERED: [Column, (row: ImportedRow) => boolean][] = [
  ['offers_topics', (row) => row.offersTopics !== undefined],
  ['places', (row) => row.places !== undefined],
  ['about', (row) => row.about !== undefined && row.about !== ''],
  ['ready', (row) => row.ready === true],
];

function keep<T>(given: T | undefined, kept: T): T {
  return given === undefined ? kept : given;
}

/** The same, where a text that went through a spreadsheet has lost the blanks around it. */
function keepText<T extends string | null>(given: T | undefined, kept: T): T {
  const even = (text: T): string => (text ?? '').replaceAll(/\r\n?/g, '\n').trim();
  return given === undefined || even(given) === even(kept) ? kept : given;
}

type Cells = Partial<Record<Column, string>>;

/** What is kept of a person, as cells. */
export function cellsOfPerson({ title, department, managerKey, experienceYears }: PersonDetails): Cells {
  return {
    title: title ?? '',
    department: department ?? '',
    manager: managerKey ?? '',
    experience_years: experienceYears === null ? '' : String(experienceYears),
  };
}

/** What is kept of a guide, as cells. Where only one of two kinds is ready, `ready` is empty: it says neither. */
export function cellsOfGuide(guide: GuideDetails | null): Cells {
  if (guide === null) return {};
  const ready = [guide.coachConfirmed, guide.briefed];
  const needed = guide.kinds.map((kind) => (kind === 'coaching' ? guide.coachConfirmed : guide.briefed));
  return {
    offers: guide.kinds.join('|'),
    offers_topics: guide.topics.join('|'),
    places: String(guide.places),
    languages: guide.languages.join('|'),
    ways: guide.ways.join('|'),
    about: guide.about,
    ready: needed.every(Boolean) ? 'yes' : ready.some(Boolean) ? '' : 'no',
  };
}

function differences(before: Cells, after: Cells): Change[] {
  const columns = new Set([...Object.keys(before), ...Object.keys(after)]);
  const of = (cells: Cells, column: string) => new Map(Object.entries(cells)).get(column) ?? '';
  return CELL_COLUMNS.filter((column) => columns.has(column)).flatMap((column) => {
    const [from, to] = [of(before, column), of(after, column)];
    return from === to ? [] : [{ column, from, to }];
  });
}

/** What is said of a person; who they are and what they ask for is compared elsewhere. */
const CELL_COLUMNS: readonly Column[] = COLUMNS.filter(
  (column) => !['person', 'wants', 'wants_topics'].includes(column),
);
