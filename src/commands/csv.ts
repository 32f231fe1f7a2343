import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { type FileLine, UnreadableLine } from '../people/importing/file.ts';
import { CommandError } from './database.ts';

/** Enough to see how a file is written. */
const HEAD_BYTES = 64 * 1024;
/** More in one line is a quote that is never closed. */
const LONGEST_LINE = 100_000;
const DELIMITERS = [',', ';', '\t'] as const;
type Delimiter = (typeof DELIMITERS)[number];
/** How a workbook begins: a zip archive, or what came before. */
const WORKBOOKS = ['504b0304', 'd0cf11e0'];
const SAVE_AS = 'In your spreadsheet program, save it as "CSV UTF-8".';

/**
 * The lines of a CSV file as spreadsheets write them: with commas, semicolons or tabs, with or without a byte order
 * mark, UTF-8 or UTF-16, any line ends. Lines with nothing in them are left out; a piece of the file at a time is in
 * memory.
 *
 * @throws CommandError where the file cannot be read at all; UnreadableLine from the place on where it cannot
 */
export async function* linesOf(path: string): AsyncGenerator<FileLine> {
  const head = await headOf(path);
  const encoding = encodingOf(head, path);
  const { delimiter, firstLine } = delimiterOf(new TextDecoder(encoding).decode(head, { stream: true }));
  let lines: FileLine[] = [];
  let endsAt = firstLine - 1;
  let failure: CsvError | undefined;
  const parser = parse({
    delimiter,
    from_line: firstLine,
    max_record_size: LONGEST_LINE,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    // Taken here and not from the stream, which forgets what it has read when it comes to what it cannot read.
    on_record(cells: string[], at) {
      const breaks = cells.reduce(
        (sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0),
        0,
      );
      endsAt = at.lines;
      lines.push({ line: at.lines - breaks, cells });
      return null;
    },
  });
  parser.on('error', (error: CsvError) => {
    failure = error;
  });
  parser.resume();
  function* taken(): Generator<FileLine> {
    const ready = lines;
    lines = [];
    yield* ready;
    if (failure) throw unreadable(failure, endsAt + 1);
  }
  for await (const text of textOf(path, encoding)) {
    await new Promise((done) => parser.write(text, done));
    yield* taken();
  }
  await new Promise<void>((done) => parser.end(() => done()));
  yield* taken();
}

async function headOf(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    const { buffer, bytesRead } = await file
      .read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
      .finally(() => file.close());
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw new CommandError(`There is no file ${path}.`);
    if (code === 'EISDIR') throw new CommandError(`${path} is a directory; name a CSV file.`);
    if (code === 'EACCES' || code === 'EPERM') throw new CommandError(`${path} may not be read (${code}).`);
    throw error;
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

function encodingOf(head: Buffer, path: string): Encoding {
  if (WORKBOOKS.includes(head.subarray(0, 4).toString('hex')))
    throw new CommandError(`${path} is a workbook, not a CSV file. ${SAVE_AS}`);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.includes(0)) throw new CommandError(`${path} is not a text file. ${SAVE_AS}`);
  return 'utf-8';
}

/** The file's text with all line ends made the same, without its byte order mark. */
async function* textOf(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let held = '';
  const decode = (bytes?: Buffer): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new CommandError(`${path} is not written in UTF-8, so names in it would be spoilt. ${SAVE_AS}`);
    }
  };
  const even = (text: string): string => text.replaceAll(/\r\n?/g, '\n');
  for await (const bytes of createReadStream(path)) {
    const text = held + decode(bytes);
    // A line feed may follow in the next piece.
    held = text.endsWith('\r') ? '\r' : '';
    yield even(held ? text.slice(0, -1) : text);
  }
  yield even(held + decode());
}

/** What stands between the cells, by the first line; Excel may name it in a line of its own, as `sep=;`. */
function delimiterOf(beginning: string): { delimiter: Delimiter; firstLine: number } {
  const named = /^sep=([,;\t])\r?\n/i.exec(beginning);
  const [first = ''] = beginning.slice(named?.[0].length ?? 0).split(/[\r\n]/, 1);
  const outside = first.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string): number => outside.split(delimiter).length;
  const [most = ','] = DELIMITERS.toSorted((a, b) => count(b) - count(a));
  return { delimiter: DELIMITERS.find((one) => one === named?.[1]) ?? most, firstLine: named ? 2 : 1 };
}

function unreadable({ code, lines }: CsvError, line: number): UnreadableLine {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return new UnreadableLine(
        line,
        'A quotation mark is opened and never closed, or the line is far too long.',
      );
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return new UnreadableLine(
        Number(lines) || line,
        'A quotation mark stands in the middle of a cell: in CSV it is doubled, and the cell quoted.',
      );
    default:
      return new UnreadableLine(line, `The line cannot be read as CSV (${code}).`);
  }
}

/**
 * Writes lines as a CSV file that Excel opens as it should: with a byte order mark, and CRLF between the lines.
 *
 * @param to a path where no file may be yet; without it the text goes to `output`
 * @throws CommandError where it cannot be written
 */
export async function writeLines(
  lines: AsyncIterable<string[]> | Iterable<string[]>,
  to: string | undefined,
  output: Writable,
): Promise<void> {
  // Only CRLF would be quoted by itself, and every line end must be.
  const csv = stringify({ bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ });
  const target = to === undefined ? output : createWriteStream(to, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(Readable.from(lines), csv, target, { end: to !== undefined });
  } catch (error) {
    throw unwritable(error, to);
  }
}

/**
 * To be asked before something is done that cannot be done again for the sake of a file.
 *
 * @throws CommandError where {@link writeLines} could not write there
 */
export async function demandFree(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    await rm(path);
  } catch (error) {
    throw unwritable(error, path);
  }
}

function unwritable(error: unknown, path: string | undefined): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EEXIST') return new CommandError(`${path} is there already; it is left as it is.`);
  return ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EROFS'].includes(code)
    ? new CommandError(`${path} cannot be written (${code}).`)
    : error;
}
