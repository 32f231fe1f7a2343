import { guideJoined, guideLeaves, learnerLeaves } from '../../matching/flow/changing.ts';
import { planDelivery, refreshMessages } from '../../nudges/flow/notices.ts';
import { refreshPosts } from '../../nudges/flow/posting.ts';
import { audit } from '../../people/flow/audit.ts';
import { enrol } from '../../people/flow/facts.ts';
import { keepIds, lockPeople, personOf } from '../../people/flow/people.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import { PersonId, type PersonKey, type Turn } from '../../ports.ts';
import {
  hasUntold,
  invite,
  type Joinable,
  joinProgram,
  leaveProgram,
  programsFor,
  sayNotNow,
  untoldInvitations,
} from '../../programs/flow/joining.ts';
import { programOf, programsOf, type Refused } from '../../programs/flow.ts';
import { type NoJoining, type Role, takesPeople } from '../../programs/joining.ts';
import { isLive, type Program, ProgramId } from '../../programs/program.ts';
import { inTransaction } from '../../storage/database.ts';
import { managed, type ProgramPorts } from './program.ts';

/** The programs in which somebody takes part, or could; for their Home. @param reader what Slack says of them, where the app knows nothing yet */
export function joinableFor(
  ports: PeoplePorts,
  who: PersonKey,
  reader: { isGuest?: boolean } = {},
): Promise<Joinable[]> {
  return programsFor(ports.db, who, reader);
}

/** What the command shows: the programs of {@link joinableFor}, and what there is beside them. */
export interface ProgramsSeen {
  programs: Joinable[];
  isGuest: boolean;
  /** May this person ask for a coach or a mentor, or be one, without joining anything? */
  hasForAll: boolean;
}

/** The programs in which somebody takes part, or could. @param reader what Slack says of them, where the app knows nothing yet */
export async function programsSeen(
  ports: PeoplePorts,
  who: PersonKey,
  reader: { isGuest: boolean },
): Promise<ProgramsSeen> {
  const programs = await joinableFor(ports, who, reader);
  const isGuest = (await personOf(ports.db, who))?.isGuest ?? reader.isGuest;
  const forAll = (await programsOf(ports.db, who.workspaceId)).filter(
    (program) => program.isForAll && isLive(program) && !(isGuest && program.keepsGuestsOut),
  );
  return { programs, isGuest, hasForAll: forAll.length > 0 };
}

export type Joined =
  | { outcome: 'joined' | 'already'; program: Program }
  | { outcome: 'refused'; why: NoJoining; program: Program | undefined };

/** Somebody joins a program as a guide; as a learner one joins with a wish, see matching/flow/asking.ts. */
export async function joinAsGuide(ports: PeoplePorts, who: PersonKey, programId: ProgramId): Promise<Joined> {
  await enrol(ports, who);
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx): Promise<Joined> => {
    await lockPeople(tx, who.workspaceId, [who.personId]);
    const joined = await joinProgram(tx, who, programId, 'guide', now);
    if (joined.outcome !== 'joined') return joined;
    await guideJoined(tx, who.workspaceId, joined.program, now);
    await refreshMessages(tx, who.workspaceId, { programId, invited: who.personId });
    await refreshPosts(tx, who.workspaceId, { programId });
    return joined;
  });
}

/**
 * Somebody leaves a program: what they ask for in it is withdrawn, what they are asked moves on, a pair of theirs goes
 * on. Nobody is told, and nothing is noted of it.
 *
 * @returns whether they took part in it
 */
export async function leave(
  ports: PeoplePorts,
  who: PersonKey,
  programId: ProgramId,
  role: Role,
): Promise<boolean> {
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx) => {
    await lockPeople(tx, who.workspaceId, [who.personId]);
    if (!(await leaveProgram(tx, who, programId, role))) return false;
    if (role === 'learner') await learnerLeaves(tx, ports, who, programId, now);
    else await guideLeaves(tx, ports, who, now);
    await refreshMessages(tx, who.workspaceId, { programId, invited: who.personId });
    await refreshPosts(tx, who.workspaceId, { programId });
    return true;
  });
}

/** To somebody whom a manager asks to take part. */
export const INVITED = 'managing.invited';
/** So many people are asked in one go. */
const MOST_INVITED = 5_000;

export type Invited =
  /** `count`: so many are written to; the others take part already, or were asked before. */
  | { outcome: 'invited'; count: number; others: number }
  /** A draft, or a program that takes nobody any more. */
  | { outcome: 'closed' }
  | { outcome: 'nobody' }
  | Refused;

/** Asks people to take part in a program, each once; they are written to when it is known when they can be reached. */
export async function invitePeople(
  ports: ProgramPorts,
  who: PersonKey,
  programId: ProgramId,
  sent: readonly string[],
): Promise<Invited> {
  const found = await managed(ports, who, programId);
  if (found.outcome !== 'found') return found;
  if (!takesPeople(found.program)) return { outcome: 'closed' };
  const chosen = [...new Set(sent.flatMap((id) => PersonId.safeParse(id).data ?? []))];
  const people = chosen.filter((id) => id !== who.personId).slice(0, MOST_INVITED);
  if (people.length === 0) return { outcome: 'nobody' };
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx): Promise<Invited> => {
    await keepIds(tx, who.workspaceId, people);
    const count = await invite(tx, who, programId, people, now);
    if (count > 0) await audit(tx, who, 'program.invited', { programId, count: String(count) }, now);
    return { outcome: 'invited', count, others: people.length - count };
  });
}

const BATCH = 50;

/** Invitations that nobody was told of yet: see {@link invitationsDue}. */
export function invitationsTurn(ports: PeoplePorts): Turn {
  return { isDue: hasUntold, take: () => invitationsDue(ports) };
}

/** Plans the messages of a batch of invitations. Returns how many there were. */
async function invitationsDue(ports: PeoplePorts): Promise<number> {
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx) => {
    const untold = await untoldInvitations(tx, now, BATCH);
    for (const { workspaceId, programId, personId, isGone } of untold) {
      if (isGone) continue;
      const about = { programId, invited: personId };
      const occurrence = `${INVITED}:${programId}`;
      const notice = { workspaceId, personId, occurrence, kind: INVITED, about };
      await planDelivery(tx, ports, { ...notice, class: 'notice' }, now);
    }
    return untold.length;
  });
}

/** What an invitation says now; nothing where the program is not there any more. */
export async function invitationFor(
  ports: PeoplePorts,
  who: PersonKey,
  about: Record<string, string>,
): Promise<{ program: Program; joinable: Joinable | undefined } | undefined> {
  const id = ProgramId.safeParse(about['programId']).data;
  const program = id && (await programOf(ports.db, who.workspaceId, id));
  if (!program) return undefined;
  const joinable = (await programsFor(ports.db, who)).find((one) => one.program.id === id);
  return { program, joinable };
}

/** Somebody says "not now" to an invitation; shown to nobody. */
export async function declineInvitation(
  ports: PeoplePorts,
  who: PersonKey,
  programId: ProgramId,
): Promise<void> {
  const now = ports.clock.now();
  await inTransaction(ports.db, async (tx) => {
    if (await sayNotNow(tx, who, programId, now))
      await refreshMessages(tx, who.workspaceId, { programId, invited: who.personId });
  });
}
