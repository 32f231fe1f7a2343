import { z } from 'zod';
import { KINDS, type Kind } from '../../ports.ts';
import {
  ABOUT_LENGTH,
  MOST_LANGUAGES,
  MOST_TOPICS_OFFERED,
  MOST_TOPICS_WANTED,
  SPOKEN,
  type Spoken,
  WAYS,
  Ways,
} from '../profile.ts';
import { TOPICS } from '../topics.ts';
import { type Read, readList, readNumber, readPersonKey, readText, readYes, unguarded } from './cells.ts';
import { type Column, type Header, isLeftAlone, quoted } from './columns.ts';

/** Titles and departments are a few words. */
const WORDS_LENGTH = 120;
const MOST_YEARS = 80;
/** No kind and no program lets a guide have more; what a kind lets them have is looked at when it is known. */
const MOST_PLACES = 99;
/** A cell that says so empties what is kept; a cell with nothing in it leaves it as it is. */
const EMPTIES = Symbol('-');

/**
 * What one line says of somebody. A column that is left out, and a cell with nothing in it, are no part of it: what is
 * kept stays. Null and an empty list empty it. Kept as JSON while Slack is asked who somebody is.
 */
export const ImportedRow = z.object({
  title: z.string().nullable().exactOptional(),
  department: z.string().nullable().exactOptional(),
  /** A Slack id or a lower-case e-mail. */
  managerKey: z.string().nullable().exactOptional(),
  experienceYears: z.number().nullable().exactOptional(),
  /** Empty: takes back everything they offer. */
  offers: z.array(z.enum(KINDS)).exactOptional(),
  offersTopics: z.array(z.string()).exactOptional(),
  places: z.number().exactOptional(),
  languages: z.array(z.enum(SPOKEN)).exactOptional(),
  ways: Ways.exactOptional(),
  about: z.string().exactOptional(),
  /** A confirmed coach; a mentor who was briefed. */
  ready: z.boolean().exactOptional(),
  wants: z.enum(KINDS).exactOptional(),
  wantsTopics: z.array(z.string()).exactOptional(),
});
export type ImportedRow = z.infer<typeof ImportedRow>;

/** Names of topics as people write them, in any language, to their ids; see {@link topicKey}. */
export type TopicNames = ReadonlyMap<string, string>;

/** A topic's name or id without what says nothing: case, blanks, the shape of an apostrophe. */
export function topicKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’ʼ`´]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export type ParsedRow =
  | { key: string; row: ImportedRow }
  /** The key where that could be read. */
  | { problems: string[]; key: string | undefined };

/**
 * Reads one line under a header: somebody and what it says of them, or every problem of it.
 *
 * @param cells as they stand in the file
 */
export function parseRow(cells: readonly string[], header: Header, topics: TopicNames): ParsedRow {
  const problems: string[] = [];
  const given = new Map<Column, string | typeof EMPTIES>();
  cells.forEach((cell, at) => {
    // What guards a cell comes off first: behind it there may be blanks only.
    const text = unguarded(cell.trimStart()).trim();
    if (text === '') return;
    const column = header.columns[at];
    if (isLeftAlone(column)) return;
    if (column) given.set(column, cell.trim() === '-' ? EMPTIES : text);
    else problems.push(`The cell ${quoted(text)} stands in no column that has a name.`);
  });

  /** What a column says; nothing where it is left out. `empty` is what a hyphen makes of it, if it may be emptied. */
  function read<T, E = T>(
    column: Column,
    as: (column: Column, cell: string) => Read<T>,
    empty?: { value: E },
  ): T | E | undefined {
    const cell = given.get(column);
    if (cell === undefined) return undefined;
    if (cell === EMPTIES) {
      if (empty) return empty.value;
      problems.push(`${column} cannot be emptied with "-"; leave the cell empty to keep what is there.`);
      return undefined;
    }
    const result = as(column, cell);
    if ('value' in result) return result.value;
    problems.push(result.problem);
    return undefined;
  }

  const words = (column: Column, cell: string) => readText(column, cell, WORDS_LENGTH);
  const topicList = (most: number) => (column: Column, cell: string) =>
    readList(column, cell, (part) => topics.get(topicKey(part)), {
      most,
      help: `Topics are: ${TOPICS.map(({ id }) => id).join(', ')}; their names in English or Polish will do too.`,
    });
  const nothing = { value: null };
  const none = { value: [] };

  const key = read('person', readPersonKey);
  if (key === undefined && !given.has('person')) problems.push('person is empty: who is this line about?');
  const row = whatIsGiven({
    title: read('title', words, nothing),
    department: read('department', words, nothing),
    managerKey: read('manager', readPersonKey, nothing),
    experienceYears: read('experience_years', (name, cell) => readNumber(name, cell, MOST_YEARS), nothing),
    offers: inOrder(KINDS, read('offers', kinds, none)),
    offersTopics: inOrder(TOPIC_IDS, read('offers_topics', topicList(MOST_TOPICS_OFFERED))),
    places: read('places', (name, cell) => readNumber(name, cell, MOST_PLACES)),
    languages: inOrder(SPOKEN, read('languages', languages)),
    ways: inOrder(WAYS, read('ways', ways, none)),
    about: read('about', (name, cell) => readText(name, cell, ABOUT_LENGTH), { value: '' }),
    ready: read('ready', readYes, { value: false }),
    wants: read('wants', kind),
    wantsTopics: read('wants_topics', topicList(MOST_TOPICS_WANTED)),
  });
  problems.push(...contradictions(key, row, given));
  return problems.length > 0 || key === undefined ? { problems, key } : { key, row };
}

/** What no cell says alone. */
function contradictions(
  key: string | undefined,
  row: ImportedRow,
  given: ReadonlyMap<Column, unknown>,
): string[] {
  const problems: string[] = [];
  if (key !== undefined && row.managerKey === key) problems.push(`${key} is their own manager.`);
  if (given.has('wants_topics') && !given.has('wants'))
    problems.push('wants_topics is there without wants: say coaching or mentoring.');
  if (given.has('wants') && !given.has('languages'))
    problems.push('wants is there without languages: say in which they could talk, such as en|pl.');
  return problems;
}

const TOPIC_IDS = TOPICS.map(({ id }) => id);

function kinds(column: Column, cell: string): Read<Kind[]> {
  const find = (part: string) => KINDS.find((one) => one === part.toLowerCase());
  return readList(column, cell, find, {
    most: KINDS.length,
    help: 'It can be coaching, mentoring, or coaching|mentoring.',
  });
}

function kind(column: Column, cell: string): Read<Kind> {
  const found = KINDS.find((one) => one === cell.toLowerCase());
  return found
    ? { value: found }
    : { problem: `${column} ${quoted(cell)} must be coaching or mentoring, one of the two.` };
}

/** Codes such as `pl`; of `pl-PL` the language counts. */
function languages(column: Column, cell: string): Read<Spoken[]> {
  const find = (part: string) => {
    const [code] = part.toLowerCase().split(/[-_]/);
    return SPOKEN.find((one) => one === code);
  };
  return readList(column, cell, find, { most: MOST_LANGUAGES, help: `Languages are: ${SPOKEN.join(', ')}.` });
}

function ways(column: Column, cell: string): Read<(typeof WAYS)[number][]> {
  const find = (part: string) => WAYS.find((one) => one === part.toLowerCase());
  return readList(column, cell, find, { most: WAYS.length, help: `Ways are: ${WAYS.join(', ')}.` });
}

/** In the order of `all`, so that the same things in another order are no change. */
function inOrder<T>(all: readonly T[], some: readonly T[] | undefined): T[] | undefined {
  if (some === undefined) return undefined;
  const those = new Set(some);
  return all.filter((one) => those.has(one));
}

/** Without what was not given. */
function whatIsGiven(columns: { [C in keyof ImportedRow]-?: ImportedRow[C] | undefined }): ImportedRow {
  const row: ImportedRow = {};
  for (const [name, value] of Object.entries(columns))
    if (value !== undefined) Object.assign(row, { [name]: value });
  return row;
}
