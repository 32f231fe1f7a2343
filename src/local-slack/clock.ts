/** The only source of time, ids and randomness in local-slack, so that a test can hand in its own. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Milliseconds since 1970, UTC. */
export interface Clock {
  now(): number;
}

/** The machine's clock. */
export const realClock: Clock = { now: () => Date.now() };

/** Makes everything that must be unique in a workspace. */
export interface Ids {
  /** An id as Slack's: a letter or two and ten of `0-9A-Z`, as `V0Q7RZ2M4K1`. */
  id(prefix: string): string;
  /** A message's id: seconds and six digits, `1700000000.000100`; each later than the one before. */
  ts(): string;
  /** What changes with every update of a view, as `1700000000.k3J9xQwe`. */
  hash(): string;
  /** A block_id or action_id for a block that came without: five characters, as Slack gives. */
  short(): string;
  /** A hex string nobody can guess; `bytes` of randomness. */
  secret(bytes: number): string;
  uuid(): string;
}

const UPPER = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MIXED = `${UPPER}abcdefghijklmnopqrstuvwxyz`;

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Ids for one workspace. `clock` gives the seconds in `ts` and `hash`. */
export function makeIds(clock: Clock): Ids {
  let lastMicros = 0;
  return {
    id: (prefix) => `${prefix}0${pick(UPPER, 9)}`,
    ts() {
      // Two messages of the same millisecond must still sort in the order they were made.
      lastMicros = Math.max(clock.now() * 1000, lastMicros + 1);
      return formatTs(lastMicros);
    },
    hash: () => `${Math.floor(clock.now() / 1000)}.${pick(MIXED, 8)}`,
    short: () => pick(MIXED, 5),
    secret: (bytes) => randomBytes(bytes).toString('hex'),
    uuid: () => randomUUID(),
  };
}

/** Microseconds since 1970 as Slack writes them: `formatTs(1_700_000_000_000_100)` is `1700000000.000100`. */
export function formatTs(micros: number): string {
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
}
