/** What is wrong with a file, in words for whoever wrote it: zod's are for programmers. */
import type { z } from 'zod';

const KINDS: Record<string, string> = {
  object: 'a list of fields',
  array: 'a list',
  tuple: 'a list',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
};

/**
 * For the `error` option of a parse; a schema's own words come before it.
 * @returns undefined where zod's words have to do
 */
export function inOurWords(issue: z.core.$ZodRawIssue): string | undefined {
  const isWholeFile = (issue.path ?? []).length === 0;
  if (isWholeFile && (issue.input === null || issue.input === undefined)) return 'the file is empty';
  if ('input' in issue && issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] && `must be ${KINDS[issue.expected]}`;
    case 'invalid_value':
      return `must be ${issue.values
        .map(String)
        .join(', ')
        .replace(/, ([^,]*)$/, ' or $1')}`;
    case 'too_small':
      return atLeast(issue.origin, issue.minimum);
    case 'too_big':
      return issue.origin === 'array'
        ? `must hold ${issue.maximum} at most`
        : `must be ${issue.maximum} at most`;
    case 'unrecognized_keys':
      return `${issue.keys.join(', ')}: there is no such field here`;
    case 'invalid_format':
      return issue.format === 'email' ? 'must be an e-mail address' : undefined;
    default:
      return undefined;
  }
}

function atLeast(origin: string, minimum: number | bigint): string {
  if (origin === 'array') return `must hold ${minimum} at least`;
  return origin === 'string' ? 'must not be empty' : `must be ${minimum} at least`;
}
