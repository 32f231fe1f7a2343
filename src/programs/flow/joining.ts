import { personOf, profileOf } from '../../people/flow/people.ts';
import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { type Joining, joiningProblem, type NoJoining, type Role, rolesToJoin } from '../joining.ts';
import { isLive, type Program, type ProgramId } from '../program.ts';
import {
  HAS_UNTOLD,
  insertInvitations,
  readInvitations,
  takeUntold,
  writeNotNow,
} from '../store/invitations.ts';
import {
  countCoaches,
  countMembers,
  deleteMember,
  insertMember,
  readJoined,
  readRoles,
} from '../store/members.ts';
import { readProgram, readPrograms } from '../store.ts';

export type JoinResult =
  | { outcome: 'joined' | 'already'; program: Program }
  | { outcome: 'refused'; why: NoJoining; program: Program | undefined };

/**
 * Somebody joins a program. To be called where they are locked and known; until the transaction ends the program stays
 * in its state.
 */
export async function joinProgram(
  tx: Tx,
  who: PersonKey,
  programId: ProgramId,
  role: Role,
  now: Date,
): Promise<JoinResult> {
  const program = await readProgram(tx, who.workspaceId, programId, { lock: 'share' });
  if (!program) return { outcome: 'refused', why: 'not-open', program };
  const has = (await readRoles(tx, who)).get(programId) ?? [];
  if (isLive(program) && has.includes(role)) return { outcome: 'already', program };
  const why = joiningProblem(program, role, await joiningOf(tx, who, programId, {}));
  if (why !== undefined) return { outcome: 'refused', why, program };
  await insertMember(tx, who, programId, role, now);
  return { outcome: 'joined', program };
}

/** @returns whether they took part in it as that */
export function leaveProgram(tx: Tx, who: PersonKey, programId: ProgramId, role: Role): Promise<boolean> {
  return deleteMember(tx, who, programId, role);
}

/**
 * Why somebody could not join a program now, before they fill in anything; nothing where they can, or have. Looked at
 * again when they do.
 *
 * @param isGuest what Slack says, where the app knows nothing of them yet
 */
export async function whyNotJoin(
  db: Database | Tx,
  who: PersonKey,
  program: Program,
  role: Role,
  known: { isGuest?: boolean },
): Promise<NoJoining | undefined> {
  if (isLive(program) && (await takesPart(db, who, program.id, role))) return undefined;
  return joiningProblem(program, role, await joiningOf(db, who, program.id, known));
}

async function joiningOf(
  db: Database | Tx,
  who: PersonKey,
  programId: ProgramId,
  { isGuest = false }: { isGuest?: boolean },
): Promise<Joining> {
  const [person, profile] = [await personOf(db, who), await profileOf(db, who)];
  return {
    isGuest: person?.isGuest ?? isGuest,
    isGone: person?.isGone ?? false,
    isInvited: (await readInvitations(db, who)).has(programId),
    kinds: profile?.kinds ?? [],
  };
}

/** A program as somebody who may take part in it sees it. */
export interface Joinable {
  program: Program;
  /** As what they take part. */
  has: Role[];
  /** As what they could join. */
  can: Role[];
  /** When they said "not now" to an invitation, if they did. */
  notNowAt: Date | null;
}

/** The programs in which this person takes part, or could; not those that everybody may use. The oldest first. */
export async function programsFor(
  db: Database | Tx,
  who: PersonKey,
  { isGuest }: { isGuest?: boolean } = {},
): Promise<Joinable[]> {
  const live = (await readPrograms(db, who.workspaceId)).filter(
    ({ isForAll, state }) => !isForAll && (state === 'open' || state === 'running'),
  );
  if (live.length === 0) return [];
  const [roles, invitations] = [await readRoles(db, who), await readInvitations(db, who)];
  const [person, profile] = [await personOf(db, who), await profileOf(db, who)];
  return live.flatMap((program): Joinable[] => {
    const has = roles.get(program.id) ?? [];
    const invitation = invitations.get(program.id);
    const can = rolesToJoin(
      program,
      {
        isGuest: person?.isGuest ?? isGuest ?? false,
        isGone: person?.isGone ?? false,
        isInvited: invitation !== undefined,
        kinds: profile?.kinds ?? [],
      },
      has,
    );
    const notNowAt = invitation?.notNowAt ?? null;
    return has.length + can.length > 0 ? [{ program, has, can, notNowAt }] : [];
  });
}

/** Does this person take part in the program as that? Of programs that everybody may use it says nothing. */
export async function takesPart(
  db: Database | Tx,
  who: PersonKey,
  programId: ProgramId,
  role: Role,
): Promise<boolean> {
  return (await readRoles(db, who)).get(programId)?.includes(role) ?? false;
}

/** How many take part in a program, by role. */
export function joinedCount(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
): Promise<Record<Role, number>> {
  return countMembers(db, workspaceId, programId);
}

/** How many offer coaching in a program, and how many of them are confirmed. */
export function coachCount(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  program: Pick<Program, 'id' | 'isForAll'>,
): Promise<{ all: number; confirmed: number }> {
  return countCoaches(db, workspaceId, program);
}

/**
 * Notes whom a manager asks to take part; they must be known by their ids at least. Who takes part already, or was
 * asked before, is left out.
 *
 * @returns how many will be written to
 */
export async function invite(
  tx: Tx,
  by: PersonKey,
  programId: ProgramId,
  people: readonly PersonId[],
  now: Date,
): Promise<number> {
  const joined = await readJoined(tx, by.workspaceId, programId, people);
  return insertInvitations(
    tx,
    by,
    programId,
    people.filter((id) => !joined.has(id)),
    now,
  );
}

/** Somebody was asked and says "not now"; shown to nobody, and they can still join. */
export function sayNotNow(tx: Tx, who: PersonKey, programId: ProgramId, now: Date): Promise<boolean> {
  return writeNotNow(tx, who, programId, now);
}

/** Is there anybody whom a message is to go to? */
export function hasUntold(): typeof HAS_UNTOLD {
  return HAS_UNTOLD;
}

/** A batch of those whom a message is to go to now, each given out once. */
export function untoldInvitations(tx: Tx, now: Date, most: number): ReturnType<typeof takeUntold> {
  return takeUntold(tx, now, most);
}
