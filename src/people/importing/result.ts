import type { Kind } from '../../ports.ts';
import type { Change } from './changes.ts';
import type { FileRow, ReadFile, Remark } from './file.ts';

/** What a file changes, or would change. */
export interface ImportResult {
  /** Was it written? Never where there is a problem. */
  isWritten: boolean;
  problems: Remark[];
  notes: Remark[];
  people: { new: number; changed: number; unchanged: number };
  /** Given by an e-mail that is not known yet: Slack is asked in the background. */
  lookUps: { new: number; changed: number; unchanged: number };
  /** The first of those who are new, by their keys. */
  someNew: string[];
  /** The first changes, and how many there are in all. */
  someChanges: (Change & { line: number; key: string })[];
  changes: number;
  wishes: Record<Kind, number>;
}

const SHOWN_NEW = 20;
const SHOWN_CHANGES = 60;

/** What is known once a file was read, before any of its lines was taken. */
export function resultOf({ problems, notes }: ReadFile): ImportResult {
  return {
    isWritten: false,
    problems: [...problems],
    notes: [...notes],
    people: { new: 0, changed: 0, unchanged: 0 },
    lookUps: { new: 0, changed: 0, unchanged: 0 },
    someNew: [],
    someChanges: [],
    changes: 0,
    wishes: { coaching: 0, mentoring: 0 },
  };
}

/** Counts what a line changes of somebody, and keeps the first of all changes to be shown. */
export function noteChanges(
  result: ImportResult,
  { line, key }: Pick<FileRow, 'line' | 'key'>,
  changes: readonly Change[],
): void {
  result.changes += changes.length;
  const left = Math.max(0, SHOWN_CHANGES - result.someChanges.length);
  result.someChanges.push(...changes.slice(0, left).map((change) => ({ ...change, line, key })));
}

/** Keeps the first of those who are new to be shown. */
export function noteNew(result: ImportResult, key: string): void {
  if (result.someNew.length < SHOWN_NEW) result.someNew.push(key);
}
