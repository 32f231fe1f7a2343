import { createLog } from '../../src/log.ts';
import type { PeoplePorts } from '../../src/people/flow/readers.ts';
import type { PersonFacts, PersonKey } from '../../src/ports.ts';
import type { Database } from '../../src/storage/database.ts';

/** Somebody about whom Slack says nothing special. */
export const PLAIN_FACTS: PersonFacts = {
  name: 'Somebody',
  fullName: 'Somebody',
  locale: 'en-US',
  timeZone: 'Europe/Warsaw',
  isAdmin: false,
  isGuest: false,
  isGone: false,
  isMember: true,
};

/** What flows are given, with a clock that a test moves: `ports.moveTo('2026-03-02T09:00Z')`. */
export interface TestPorts extends PeoplePorts {
  moveTo(instant: string | Date): void;
}

/**
 * Ports on a test's database.
 *
 * @param factsOf what Slack would say of a person, where it is not plain
 * @param changed what listens to changes of people
 */
export async function testPorts(
  db: Database,
  {
    now = '2026-11-23T12:00:00Z',
    factsOf = () => ({}),
    changed = () => Promise.resolve(),
  }: {
    now?: string;
    factsOf?: (who: PersonKey) => Partial<PersonFacts>;
    changed?: PeoplePorts['changed'];
  } = {},
): Promise<TestPorts> {
  let at = new Date(now);
  return {
    db,
    facts: { factsOf: async (who) => ({ ...PLAIN_FACTS, ...factsOf(who) }) },
    clock: { now: () => at },
    log: await createLog({ level: 'fatal' }),
    defaultLanguage: 'en',
    newId: () => crypto.randomUUID(),
    changed,
    moveTo(instant) {
      at = new Date(instant);
    },
  };
}
