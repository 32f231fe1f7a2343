import type { PersonId, WorkspaceId } from '../../ports.ts';
import type { Database } from '../../storage/database.ts';
import { guarded } from '../importing/cells.ts';
import {
  ANY_PLACES,
  applyRow,
  cellsOfGuide,
  cellsOfPerson,
  NO_DETAILS,
  wishOf,
} from '../importing/changes.ts';
import {
  COLUMNS,
  type Column,
  EXAMPLE,
  EXPORTED_COLUMNS,
  type ExportedColumn,
} from '../importing/columns.ts';
import type { ImportedRow } from '../importing/row.ts';
import { type Exported, readExported } from '../store/import.ts';

/** How many people are in memory at a time. */
const PAGE = 1_000;

/** What is to be said of some people's programs, of which this slice knows nothing. */
export type ProgramsOf = (
  people: readonly PersonId[],
) => Promise<ReadonlyMap<PersonId, Partial<Record<ExportedColumn, string>>>>;

/** Everybody as the lines of a spreadsheet, its header first, in a form that can be imported again unchanged. */
export async function* exportPeople(
  db: Database,
  workspaceId: WorkspaceId,
  programsOf: ProgramsOf,
): AsyncGenerator<string[]> {
  yield [...COLUMNS, ...EXPORTED_COLUMNS];
  for (const begin of [{ id: '' }, { email: '' }])
    for (let page = await readExported(db, workspaceId, begin, PAGE); page.length > 0; ) {
      const known = await programsOf(page.flatMap((one) => ('person' in one ? [one.key] : [])));
      for (const one of page) {
        const programs = 'person' in one ? known.get(one.key) : undefined;
        yield [...cellsOf(one), ...EXPORTED_COLUMNS.map((column) => guarded(programs?.[column] ?? ''))];
      }
      const last = page.at(-1)?.key ?? '';
      page = await readExported(db, workspaceId, 'id' in begin ? { id: last } : { email: last }, PAGE);
    }
}

/** A spreadsheet to begin with: the header and one made-up person. */
export function template(): string[][] {
  return [[...COLUMNS], COLUMNS.map((column) => EXAMPLE[column])];
}

function cellsOf(exported: Exported): string[] {
  const cells =
    'details' in exported
      ? cellsOfRow(exported.details)
      : { ...cellsOfPerson(exported.person), ...cellsOfGuide(exported.guide) };
  return COLUMNS.map((column) => guarded(column === 'person' ? exported.key : (cells[column] ?? '')));
}

/** What a line said of somebody who is still looked for; what it left out stays left out, as if it were imported again. */
function cellsOfRow(row: ImportedRow): Partial<Record<Column, string>> {
  const { person, guide } = applyRow(row, { person: NO_DETAILS, guide: null }, ANY_PLACES);
  const { places, ready, ...offered } = cellsOfGuide(guide);
  const wish = wishOf(row);
  return {
    ...cellsOfPerson(person),
    ...offered,
    ...(row.places !== undefined && { places }),
    ...(row.ready !== undefined && { ready }),
    ...(wish && {
      wants: wish.kind,
      wants_topics: wish.topics.join('|'),
      languages: wish.languages.join('|'),
      ways: wish.ways.join('|'),
    }),
  };
}
