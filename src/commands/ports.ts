import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import type { PeoplePorts } from '../people/flow/readers.ts';
import { type Clock, type Language, systemClock } from '../ports.ts';
import type { Database } from '../storage/database.ts';

/** What flows get where they are run from a terminal, beside the app: the database, and no Slack. */
export function portsForCommand(options: {
  db: Database;
  log: Log;
  defaultLanguage: Language;
  /** The machine's where none is given. */
  clock?: Clock;
}): PeoplePorts {
  return {
    clock: systemClock,
    ...options,
    newId: randomUUID,
    facts: { factsOf: () => Promise.reject(new Error('a command asks Slack nothing')) },
    // What hears of changes in the app is called by the flows that a command runs.
    changed: () => Promise.resolve(),
  };
}
