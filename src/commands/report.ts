import type { ImportResult } from '../people/flow/import.ts';
import type { Pending } from '../people/flow/lookups.ts';
import { WITHOUT_EMAIL_SCOPE } from '../people/flow/lookups.ts';
import { shown } from '../people/importing/columns.ts';
import type { Remark } from '../people/importing/file.ts';

/**
 * What an import did or would do, as lines for a terminal.
 *
 * @param file as it was named
 */
export function reportOf(result: ImportResult, file: string): string[] {
  const { problems, people, lookUps } = result;
  if (problems.length > 0)
    return [
      ...remarks(problems),
      '',
      `Nothing was written: ${count(problems.length, 'problem')} in ${shown(file)}. Correct the file and run this again.`,
    ];
  const rows = [
    ['', 'new', 'changed', 'unchanged'],
    ['people', ...numbers(people)],
    ['by e-mail, to be found in Slack', ...numbers(lookUps)],
  ];
  return [
    ...table(rows),
    '',
    ...namesOf(result),
    ...changesOf(result),
    ...wishesOf(result),
    ...(result.notes.length > 0 ? ['To note:', ...remarks(result.notes), ''] : []),
    result.isWritten
      ? 'Written.'
      : `This was a trial run: nothing was written. To write it: npm run people -- import ${shown(file)} --apply`,
  ];
}

/** Who is not known in Slack yet; nothing where everybody is. */
export function pendingReport({ waiting, withoutScope, unknown, someUnknown }: Pending): string[] {
  const lines: string[] = [];
  if (waiting > withoutScope)
    lines.push(
      `Slack is asked about ${count(waiting - withoutScope, 'person', 'people')} while the app runs, up to 50 a minute. Until then they are not matched.`,
    );
  if (withoutScope > 0)
    lines.push(`${count(withoutScope, 'e-mail')} cannot be looked up. ${WITHOUT_EMAIL_SCOPE}`);
  if (unknown > 0) {
    const more = unknown - someUnknown.length;
    lines.push(
      `Slack knows nothing of ${[...someUnknown.map(shown), ...(more > 0 ? [`${more} more`] : [])].join(', ')}. They are asked about again a day later.`,
    );
  }
  return lines;
}

function namesOf({ someNew, people, lookUps }: ImportResult): string[] {
  const more = people.new + lookUps.new - someNew.length;
  if (someNew.length === 0) return [];
  return [`New: ${[...someNew.map(shown), ...(more > 0 ? [`and ${more} more`] : [])].join(', ')}`, ''];
}

function changesOf({ someChanges, changes }: ImportResult): string[] {
  if (changes === 0) return [];
  const rows = someChanges.map(({ line, key, column, from, to }) => [
    String(line),
    shown(key),
    column,
    `${from === '' ? '(nothing)' : shown(from)} → ${to === '' ? '(nothing)' : shown(to)}`,
  ]);
  const more = changes - someChanges.length;
  return [
    ...table([['line', 'person', 'column', 'from → to'], ...rows]),
    ...(more > 0 ? [`… and ${count(more, 'more change')}`] : []),
    '',
  ];
}

function wishesOf({ wishes }: ImportResult): string[] {
  const asked = [
    ...(wishes.coaching > 0 ? [`coaching: ${wishes.coaching}`] : []),
    ...(wishes.mentoring > 0 ? [`mentoring: ${wishes.mentoring}`] : []),
  ];
  if (asked.length === 0) return [];
  return [`Asked for: ${asked.join(', ')}. Where somebody has asked already, that stays as it is.`, ''];
}

function remarks(all: readonly Remark[]): string[] {
  return all.map(({ line, text }) => (line > 0 ? `line ${line}: ${text}` : text));
}

function numbers({ new: added, changed, unchanged }: ImportResult['people']): string[] {
  return [added, changed, unchanged].map(String);
}

/** Rows as lines whose columns stand under each other. */
export function table(rows: readonly string[][]): string[] {
  const width = (at: number): number => Math.max(...rows.map((row) => row[at]?.length ?? 0));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(width(at)))
      .join('  ')
      .trimEnd(),
  );
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
