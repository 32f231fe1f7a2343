import { type Header, isLeftAlone, quoted, readHeader } from './columns.ts';
import { ImportedRow, parseRow, type TopicNames } from './row.ts';

/** One line of the file as it was read; a cell with a line break in it makes it several lines of text. */
export interface FileLine {
  /** Where it begins, from 1. */
  line: number;
  cells: string[];
}

/** The file cannot be read on from here; the message says why, in a sentence. */
export class UnreadableLine extends Error {
  override name = 'UnreadableLine';
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** A sentence about a line. */
export interface Remark {
  line: number;
  text: string;
}

/** Somebody, and what a line says of them. */
export interface FileRow {
  line: number;
  /** Slack id or lower-case e-mail. */
  key: string;
  row: ImportedRow;
}

/** A row as it is held while the whole file is read: as text, a third of what it takes as an object. */
export interface PackedRow {
  line: number;
  key: string;
  managerKey: string | null | undefined;
  packed: string;
}

export function unpacked({ line, key, packed }: PackedRow): FileRow {
  return { line, key, row: ImportedRow.parse(JSON.parse(packed)) };
}

/** A file that was read to its end: lines that can be used, and what is wrong with the others. */
export interface ReadFile {
  rows: PackedRow[];
  problems: Remark[];
  /** What is no problem, but may not be meant. */
  notes: Remark[];
}

/** Reads a whole file of people, line by line. */
export async function readPeople(lines: AsyncIterable<FileLine>, topics: TopicNames): Promise<ReadFile> {
  const read: ReadFile = { rows: [], problems: [], notes: [] };
  const lineOf = new Map<string, number>();
  let header: Header | undefined;
  try {
    for await (const { line, cells } of lines) {
      if (header) readLine({ line, cells }, header);
      else {
        const first = readHeader(cells);
        if ('problems' in first) {
          read.problems.push(...first.problems.map((text) => ({ line, text })));
          return read;
        }
        header = first.header;
        const leftAlone = header.columns.filter(isLeftAlone);
        if (leftAlone.length > 0)
          read.notes.push({
            line,
            text: `Nothing is imported from ${leftAlone.join(', ')}: who takes part in a program is decided in Slack.`,
          });
      }
    }
  } catch (error) {
    if (!(error instanceof UnreadableLine)) throw error;
    read.problems.push({ line: error.line, text: `${error.message} What follows was not read.` });
    return read;
  }
  if (!header)
    read.problems.push({
      line: 1,
      text: 'The file is empty. "npm run people -- template" shows how it begins.',
    });
  else if (read.rows.length === 0 && read.problems.length === 0)
    read.problems.push({ line: 2, text: 'There is nobody in the file, only its first line.' });
  return read;

  function readLine({ line, cells }: FileLine, under: Header): void {
    const parsed = parseRow(cells, under, topics);
    const before = parsed.key === undefined ? undefined : lineOf.get(parsed.key);
    if (parsed.key !== undefined && before === undefined) lineOf.set(parsed.key, line);
    const problems = 'problems' in parsed ? parsed.problems : [];
    if (before !== undefined) problems.push(`${quoted(parsed.key ?? '')} stands in line ${before} already.`);
    read.problems.push(...problems.map((text) => ({ line, text })));
    if ('problems' in parsed || before !== undefined) return;
    const { key, row } = parsed;
    read.rows.push({ line, key, managerKey: row.managerKey, packed: JSON.stringify(row) });
    if (row.places === 0) read.notes.push({ line, text: `${key} has 0 places: takes nobody new.` });
  }
}
