import { dayOf } from '../../people/calendar.ts';
import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { readDue } from '../../storage/due.ts';
import { type Details, rulesWith } from '../details.ts';
import { type LifeStep, noticeDue, programDueAt, type Stepped, takeStep } from '../lifecycle.ts';
import { type Program, ProgramId } from '../program.ts';
import { deleteMember, insertMember } from '../store/members.ts';
import {
  deleteProgram,
  insertProgram,
  readJoinable,
  readManagers,
  readProgram,
  writeProgram,
} from '../store.ts';

/**
 * Makes a program with whoever sets it up as its first manager; they must be known.
 *
 * @returns whether it was not there yet: the same form sent twice makes one
 */
export async function addProgram(tx: Tx, by: PersonKey, program: Program, now: Date): Promise<boolean> {
  const isNew = await insertProgram(tx, by.workspaceId, program, now);
  if (isNew) await insertMember(tx, by, program.id, 'manager', now);
  return isNew;
}

/** The programs of every workspace in which people take part, beside those that everybody may use. */
export function livePrograms(db: Database): Promise<{ workspaceId: WorkspaceId; programId: ProgramId }[]> {
  return readJoinable(db);
}

/** A program, locked until the transaction ends; nothing where the workspace has none of that id. */
export function lockProgram(tx: Tx, workspaceId: WorkspaceId, id: ProgramId): Promise<Program | undefined> {
  return readProgram(tx, workspaceId, id, { lock: true });
}

/** Writes what a manager has set of a program that is locked; its version goes up. */
export async function saveDetails(
  tx: Tx,
  workspaceId: WorkspaceId,
  program: Program,
  details: Details,
  now: Date,
): Promise<Program> {
  const { name, purpose, channel, startsOn, endsOn } = details;
  const changed: Program = {
    ...program,
    name,
    purpose,
    channel,
    startsOn,
    endsOn,
    rules: rulesWith(program.rules, details),
    version: program.version + 1,
  };
  await writeProgram(tx, workspaceId, changed, { dueAt: programDueAt(changed, now) });
  return changed;
}

/** Takes a step of the life of a program that is locked; `today` is reckoned in its zone. */
export async function stepProgram(
  tx: Tx,
  workspaceId: WorkspaceId,
  program: Program,
  step: LifeStep,
  { hasContacts }: { hasContacts: boolean },
  now: Date,
): Promise<Stepped> {
  const stepped = takeStep(step, program, { hasContacts, today: dayOf(now, program.timeZone) });
  if (stepped.outcome !== 'stepped') return stepped;
  if (stepped.state === null) await deleteProgram(tx, workspaceId, program.id);
  else {
    const moved = { ...program, state: stepped.state, version: program.version + 1 };
    await writeProgram(tx, workspaceId, moved, { dueAt: programDueAt(moved, now), movedAt: now });
  }
  return stepped;
}

/** The people who manage a program, beside the workspace's admins. */
export function managersOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
): Promise<PersonId[]> {
  return readManagers(db, workspaceId, programId);
}

/**
 * Makes exactly these people the managers of a program; they must be known.
 *
 * @returns who was not one, and who was one
 */
export async function setManagers(
  tx: Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  people: readonly PersonId[],
  now: Date,
): Promise<{ added: PersonId[]; removed: PersonId[] }> {
  const before = await readManagers(tx, workspaceId, programId);
  const added = people.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !people.includes(id));
  for (const personId of added) await insertMember(tx, { workspaceId, personId }, programId, 'manager', now);
  for (const personId of removed) await deleteMember(tx, { workspaceId, personId }, programId, 'manager');
  return { added, removed };
}

/** Programs of whose dates something is to be said by now. */
export function programsDue(
  db: Database,
  now: Date,
  most: number,
): Promise<{ workspaceId: WorkspaceId; id: ProgramId }[]> {
  return readDue(db, 'programs', ProgramId, now, most);
}

/**
 * What is to be said of a program's dates now, under its lock; the next date takes its place.
 *
 * @returns nothing where it has none to tell any more
 */
export async function takeNotice(
  tx: Tx,
  workspaceId: WorkspaceId,
  program: Program,
  now: Date,
): Promise<ReturnType<typeof noticeDue>> {
  await writeProgram(tx, workspaceId, program, { dueAt: programDueAt(program, now) });
  return noticeDue(program, now);
}
