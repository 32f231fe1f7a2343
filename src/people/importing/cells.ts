import { PersonId } from '../../ports.ts';
import { quoted } from './columns.ts';

/** What a cell said, or the sentence that says what is wrong with it. */
export type Read<T> = { value: T } | { problem: string };

/**
 * A cell that a spreadsheet would take for a formula when it opens the file, blanks before it or not; full-width signs
 * count too, since some programs narrow them. A cell that looks guarded already counts as well, so that guarding can be
 * undone.
 */
const FORMULA = /^[\s']*[=+\-@\t\r＝＋－＠]/;
const EMAIL = /^[^\s@<>,;:"()|]+@[^\s@<>,;:"()|]+$/;
const EMAIL_LENGTH = 254;

/**
 * Makes a cell one that no spreadsheet runs: an apostrophe before what could be a formula. {@link unguarded} takes it
 * off again.
 *
 * @example guarded('=1+1') // "'=1+1"
 */
export function guarded(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

export function unguarded(cell: string): string {
  const bare = cell.slice(1);
  return cell.startsWith("'") && FORMULA.test(bare) ? bare : cell;
}

/** Somebody as a line names them: a Slack id, or an e-mail in lower case. */
export function readPersonKey(column: string, cell: string): Read<string> {
  if (!isEmail(cell) && PersonId.safeParse(cell).success) return { value: cell };
  if (cell.length <= EMAIL_LENGTH && EMAIL.test(cell)) return { value: cell.toLowerCase() };
  return {
    problem: `${column} ${quoted(cell)} is neither a Slack id, such as U012AB3CD, nor an e-mail.`,
  };
}

/** Does this name somebody by their e-mail? */
export function isEmail(key: string): boolean {
  return key.includes('@');
}

/** Running text of at most so many characters; line ends are made the same. */
export function readText(column: string, cell: string, most: number): Read<string> {
  const text = cell.replaceAll(/\r\n?/g, '\n');
  if (text.length > most) return { problem: `${column} is ${text.length} characters long; ${most} fit.` };
  if (/[^\P{Cc}\n\t]/u.test(text)) return { problem: `${column} has a character in it that is no text.` };
  return { value: text };
}

/** A whole number from 0 on, also as a spreadsheet may write it (`12.0`). */
export function readNumber(column: string, cell: string, most: number): Read<number> {
  const value = /^\d{1,6}(?:[.,]0+)?$/.test(cell) ? Number.parseInt(cell, 10) : undefined;
  return value === undefined || value > most
    ? { problem: `${column} ${quoted(cell)} must be a whole number from 0 to ${most}.` }
    : { value };
}

const YES = ['yes', 'y', 'true', '1', 'tak', 'x'];
const NO = ['no', 'n', 'false', '0', 'nie'];

export function readYes(column: string, cell: string): Read<boolean> {
  const word = cell.toLowerCase();
  if (YES.includes(word)) return { value: true };
  if (NO.includes(word)) return { value: false };
  return { problem: `${column} ${quoted(cell)} must be yes or no.` };
}

const SHOWN_UNKNOWN = 5;

/**
 * A list with `|` between its parts, each of them once.
 *
 * @param find the part's value; nothing where it is unknown
 * @param help what there is, for the sentence
 */
export function readList<T>(
  column: string,
  cell: string,
  find: (part: string) => T | undefined,
  { most, help }: { most: number; help: string },
): Read<T[]> {
  const parts = cell
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found = new Set<T>();
  const unknown = new Set<string>();
  for (const part of parts) {
    const value = find(part);
    if (value === undefined) unknown.add(part);
    else found.add(value);
  }
  if (unknown.size > 0) {
    const named = [...unknown].slice(0, SHOWN_UNKNOWN).map(quoted).join(', ');
    const more = unknown.size > SHOWN_UNKNOWN ? ` and ${unknown.size - SHOWN_UNKNOWN} more` : '';
    return {
      problem: `${column} has ${named}${more}, which ${unknown.size === 1 ? 'is' : 'are'} not known. ${help}`,
    };
  }
  if (found.size > most) return { problem: `${column} has ${found.size} entries; ${most} fit.` };
  return { value: [...found] };
}
