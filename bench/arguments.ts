import { parseArgs } from 'node:util';

export interface Arguments {
  /** JSON lines instead of the table. */
  json: boolean;
  /** The rows to run, in the order of the table, each once. */
  only: string[];
}

/** The message says what to type instead. */
export class ArgumentsError extends Error {
  override name = 'ArgumentsError';
}

/**
 * Reads the command line.
 *
 * @throws ArgumentsError on an unknown option or row
 * @example parseArguments(['--only', 'ack'], ['ack', 'modal']) // { json: false, only: ['ack'] }
 */
export function parseArguments(given: readonly string[], rows: readonly string[]): Arguments {
  const { json, only } = read(given);
  const wanted = only?.flatMap((names) => names.split(',')).map((name) => name.trim());
  const unknown = wanted?.filter((name) => !rows.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new ArgumentsError(
      `There is no row ${unknown.map((name) => `"${name}"`).join(', ')}. The rows are: ${rows.join(', ')}.`,
    );
  return { json, only: rows.filter((row) => wanted?.includes(row) ?? true) };
}

function read(given: readonly string[]): { json: boolean; only?: string[] } {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: { json: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
    });
    return values;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ', 1)[0] : 'unreadable options';
    throw new ArgumentsError(`${why}. Use: npm run bench -- [--json] [--only NAME[,NAME…]]`);
  }
}
