import type { PersonFacts, PersonKey } from '../../ports.ts';
import { inTransaction } from '../../storage/database.ts';
import { renewFacts, writeFacts } from '../store/people.ts';
import { endUnreachable } from './reach.ts';
import type { PeoplePorts, Readers } from './readers.ts';

/**
 * Makes sure that somebody who takes part has their row, with what Slack says of them now. To be called before a
 * transaction: it asks Slack.
 *
 * @throws where Slack cannot be asked
 */
export async function enrol(ports: PeoplePorts, who: PersonKey): Promise<PersonFacts> {
  const facts = await ports.facts.factsOf(who);
  await writeFacts(ports.db, who, facts, ports.clock.now());
  return facts;
}

/**
 * Slack says that somebody changed: what is kept of those who take part is renewed, and what is under way with them is
 * looked at again where it is news; of others nothing is kept.
 */
export async function personChanged(
  ports: PeoplePorts,
  readers: Readers,
  who: PersonKey,
  facts: PersonFacts,
): Promise<void> {
  readers.changed(who, facts);
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    const isNews = await renewFacts(tx, who, facts, now);
    // Slack tells of them again, so they can be reached.
    const isBack = !facts.isGone && (await endUnreachable(tx, who, now));
    if (isNews || isBack) await ports.changed(tx, who, now);
  });
}
