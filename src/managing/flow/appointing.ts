import { planDelivery } from '../../nudges/flow/notices.ts';
import { audit } from '../../people/flow/audit.ts';
import { isAdminNow } from '../../people/flow/contacts.ts';
import { enrol } from '../../people/flow/facts.ts';
import { PersonId, type PersonKey } from '../../ports.ts';
import { MOST_MANAGERS } from '../../programs/details.ts';
import { lockProgram, managersOf, setManagers } from '../../programs/flow/life.ts';
import { programOf } from '../../programs/flow.ts';
import type { Program, ProgramId } from '../../programs/program.ts';
import { inTransaction } from '../../storage/database.ts';
import type { ProgramPorts } from './program.ts';

/** To somebody who was appointed; see {@link appoint}. */
export const APPOINTED = 'managing.appointed';

export type AppointResult =
  | { outcome: 'saved' }
  | { outcome: 'not-admin' }
  | { outcome: 'gone' }
  /** More than {@link MOST_MANAGERS}, or somebody whom Slack does not know, has deactivated, or has as a guest. */
  | { outcome: 'wrong'; wrong: 'many' | 'person' };

/** Who manages a program, for an admin. */
export async function managersToEdit(
  ports: ProgramPorts,
  who: PersonKey,
  programId: ProgramId,
): Promise<{ outcome: 'found'; program: Program; managers: PersonId[] } | { outcome: 'not-admin' | 'gone' }> {
  if (!(await isAdminNow(ports, who))) return { outcome: 'not-admin' };
  const program = await programOf(ports.db, who.workspaceId, programId);
  if (!program || program.state === 'ended') return { outcome: 'gone' };
  return { outcome: 'found', program, managers: await managersOf(ports.db, who.workspaceId, programId) };
}

/** Makes exactly these people the managers of a program, if `who` is an admin; those who are new are told. */
export async function appoint(
  ports: ProgramPorts,
  who: PersonKey,
  programId: ProgramId,
  sent: readonly string[],
): Promise<AppointResult> {
  const found = await managersToEdit(ports, who, programId);
  if (found.outcome !== 'found') return found;
  const { workspaceId } = who;
  const people = [...new Set(sent.flatMap((id) => PersonId.safeParse(id).data ?? []))];
  if (people.length > MOST_MANAGERS) return { outcome: 'wrong', wrong: 'many' };
  for (const personId of people.filter((id) => !found.managers.includes(id))) {
    const key = { workspaceId, personId };
    const facts = await ports.facts.factsOf(key).catch(() => undefined);
    if (!facts?.isMember || facts.isGone || facts.isGuest) return { outcome: 'wrong', wrong: 'person' };
    await enrol(ports, key);
  }
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx): Promise<AppointResult> => {
    const program = await lockProgram(tx, workspaceId, programId);
    if (!program || program.state === 'ended') return { outcome: 'gone' };
    const { added, removed } = await setManagers(tx, workspaceId, programId, people, now);
    for (const personId of added) {
      await audit(tx, who, 'program.manager-added', { programId, person: personId }, now);
      const occurrence = `${APPOINTED}:${programId}:${now.toISOString()}`;
      const notice = { workspaceId, personId, occurrence, kind: APPOINTED, about: { programId } };
      // Who appoints themselves knows.
      if (personId !== who.personId) await planDelivery(tx, ports, { ...notice, class: 'notice' }, now);
    }
    for (const personId of removed)
      await audit(tx, who, 'program.manager-removed', { programId, person: personId }, now);
    return { outcome: 'saved' };
  });
}
