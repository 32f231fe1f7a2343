import { planDelivery } from '../../nudges/flow/notices.ts';
import { profileOf } from '../../people/flow/people.ts';
import { coachesOf, coachesTakenBack, confirmCoach } from '../../people/flow/profile.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Coach } from '../../people/profile.ts';
import type { PersonId, PersonKey } from '../../ports.ts';
import { isManagerOfKind, managesKind } from '../../programs/flow.ts';
import { inTransaction } from '../../storage/database.ts';

/** Messages to a coach, by what was decided. */
export const TOLD = {
  confirmed: 'managing.coach-confirmed',
  'taken-back': 'managing.coach-taken-back',
} as const;

/**
 * The coaches, for a manager's Home: nothing for somebody who manages no coaching. Whether they are an admin is what is
 * known anyway; whoever then presses a button is asked about anew.
 */
export async function coachesForHome(
  ports: PeoplePorts,
  who: PersonKey,
  { isAdmin }: { isAdmin: boolean },
): Promise<Coach[]> {
  const manages = isAdmin || (await isManagerOfKind(ports.db, who, 'coaching'));
  return manages ? coachesOf(ports.db, who.workspaceId) : [];
}

/** How many coaches nobody has decided on yet: one whose confirmation was taken back is decided on. */
export async function coachesToDecide(
  ports: PeoplePorts,
  who: PersonKey,
  reader: { isAdmin: boolean },
): Promise<number> {
  const waiting = (await coachesForHome(ports, who, reader)).filter(({ confirmed }) => !confirmed);
  if (waiting.length === 0) return 0;
  const takenBack = await coachesTakenBack(ports.db, who.workspaceId);
  return waiting.filter(({ id }) => !takenBack.has(id)).length;
}

/** The coaches, for somebody who may confirm them now; nothing for others. */
export async function coachesFor(ports: PeoplePorts, who: PersonKey): Promise<Coach[] | undefined> {
  return (await managesKind(ports, who, 'coaching')) ? coachesOf(ports.db, who.workspaceId) : undefined;
}

export type DecideResult =
  | { outcome: 'confirmed' | 'taken-back' | 'as-it-was'; coaches: Coach[] }
  /** The person offers no coaching, or no more. */
  | { outcome: 'no-coach'; coaches: Coach[] }
  | { outcome: 'not-manager' };

/** Confirms a coach or takes that back, if `who` may; the coach is told in their working hours. */
export async function decideOnCoach(
  ports: PeoplePorts,
  who: PersonKey,
  coachId: PersonId,
  { isConfirmed }: { isConfirmed: boolean },
): Promise<DecideResult> {
  // Slack is asked, so before the transaction.
  if (!(await managesKind(ports, who, 'coaching'))) return { outcome: 'not-manager' };
  const now = ports.clock.now();
  const coach = { workspaceId: who.workspaceId, personId: coachId };
  const decided = isConfirmed ? 'confirmed' : 'taken-back';
  const result = await inTransaction(ports.db, async (tx) => {
    const confirmed = await confirmCoach(tx, ports, coach, who.personId, { isConfirmed }, now);
    if (confirmed !== 'changed') return confirmed;
    const occurrence = `coach-${decided}:${now.toISOString()}`;
    const notice = { ...coach, occurrence, kind: TOLD[decided], about: { coach: coachId } };
    await planDelivery(tx, ports, { ...notice, class: 'notice' }, now);
    return decided;
  });
  return { outcome: result, coaches: await coachesOf(ports.db, who.workspaceId) };
}

/** Is what a coach is to be told still true? Decided again meanwhile, the earlier message is pointless. */
export async function isStillSo(
  ports: PeoplePorts,
  coach: PersonKey,
  decided: keyof typeof TOLD,
): Promise<boolean> {
  const profile = await profileOf(ports.db, coach);
  if (!profile?.kinds.includes('coaching')) return false;
  return (profile.coachConfirmedAt !== null) === (decided === 'confirmed');
}
