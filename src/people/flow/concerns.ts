import { describeError } from '../../log.ts';
import type { PersonFacts, PersonId, PersonKey } from '../../ports.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { type Concern, ConcernId, type Trusted } from '../concern.ts';
import { insertConcern, readConcern } from '../store/concerns.ts';
import { contactsOf } from '../store/contacts.ts';
import { enrol } from './facts.ts';
import type { PeoplePorts } from './readers.ts';

export interface ConcernPorts extends PeoplePorts {
  /** Plans the message to a person of trust: that somebody wants to talk, and nothing more. */
  tellTrusted(tx: Tx, to: PersonKey, id: ConcernId, now: Date): Promise<void>;
}

/**
 * The persons of trust to whom this person can be brought, in the order the admin gave them: not oneself, and nobody
 * who was deactivated. Empty where none is set.
 *
 * @throws where Slack could be asked about none of them
 */
export async function trustedFor(ports: PeoplePorts, who: PersonKey): Promise<Trusted[]> {
  return reachable(ports, who, await namedIn(ports, who), (key) => ports.facts.factsOf(key));
}

export type ReportResult =
  | { outcome: 'told'; told: Trusted[] }
  /** Nobody was chosen who is a person of trust now: whom one can choose; nothing was written. */
  | { outcome: 'nobody'; trusted: Trusted[] };

/**
 * Tells the chosen persons of trust at once that somebody wants to talk with them; what was written only they can read.
 * It is said of no pair, and nobody else learns of it. Sent twice, it is told once.
 *
 * @param sent whom the form named, and the id it was opened with: neither is trusted
 */
export async function reportConcern(
  ports: ConcernPorts,
  who: PersonKey,
  { id, chosen, words }: { id: ConcernId; chosen: readonly string[]; words: string },
): Promise<ReportResult> {
  const named = await namedIn(ports, who);
  // A message needs its receiver's row; only those who are chosen become known by it.
  const told = await reachable(
    ports,
    who,
    named.filter((one) => chosen.includes(one)),
    (key) => enrol(ports, key),
  );
  if (told.length === 0) return { outcome: 'nobody', trusted: await trustedFor(ports, who) };
  await enrol(ports, who);
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    const isNew = await insertConcern(tx, who, { id, told: told.map((one) => one.id), words, at: now });
    if (!isNew) return;
    for (const { id: personId } of told) await ports.tellTrusted(tx, { ...who, personId }, id, now);
  });
  return { outcome: 'told', told };
}

/** A concern, for one of those who were told of it; nothing for everybody else, whatever the id. */
export async function concernFor(
  ports: PeoplePorts,
  who: PersonKey,
  concernId: string,
): Promise<Concern | undefined> {
  const id = ConcernId.safeParse(concernId).data;
  const found = id && (await readConcern(ports.db, who.workspaceId, id));
  if (!found?.told.includes(who.personId)) return undefined;
  const { from, words, at } = found;
  return { from, words, at };
}

async function namedIn(ports: PeoplePorts, who: PersonKey): Promise<PersonId[]> {
  const contacts = await contactsOf(ports.db, who.workspaceId);
  const named = contacts.find(({ kind }) => kind === 'trust')?.people ?? [];
  return named.filter((one) => one !== who.personId);
}

async function reachable(
  { log }: PeoplePorts,
  { workspaceId }: PersonKey,
  people: readonly PersonId[],
  factsOf: (key: PersonKey) => Promise<PersonFacts>,
): Promise<Trusted[]> {
  const asked = await Promise.allSettled(people.map((personId) => factsOf({ workspaceId, personId })));
  const failed = asked.filter((one) => one.status === 'rejected');
  // One of whom Slack knows nothing must not keep somebody from the others.
  if (failed.length > 0 && failed.length === people.length) throw failed[0]?.reason;
  for (const { reason } of failed)
    log.warn({ error: describeError(reason) }, 'Slack could not be asked about a person');
  return people.flatMap((id, at) => {
    const one = asked[at];
    if (one?.status !== 'fulfilled' || one.value.isGone) return [];
    const { name, fullName } = one.value;
    return [{ id, name, fullName }];
  });
}
