import type { UnmetPair } from '../../pairs/flow/unmet.ts';
import { dayOf } from '../../people/calendar.ts';
import { shownContacts } from '../../people/contacts.ts';
import { contactsToEdit } from '../../people/flow/contacts.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import { coachCount, joinedCount } from '../../programs/flow/joining.ts';
import { managersOf } from '../../programs/flow/life.ts';
import { isManager, managedPrograms, managesAny, programOf, type Refused } from '../../programs/flow.ts';
import type { Role } from '../../programs/joining.ts';
import { type LifeStep, type Need, needOf, nextSteps } from '../../programs/lifecycle.ts';
import { PROGRAM_STATES, type Program, ProgramId } from '../../programs/program.ts';
import { inTransaction } from '../../storage/database.ts';
import { figuresOf } from '../../summaries/flow/figures.ts';
import type { Figure } from '../../summaries/publishing.ts';
import { unmetIn } from './unmet.ts';

export interface ManagersHome {
  /** Those that are under way first. */
  programs: Program[];
  /** May they set up another one? */
  mayCreate: boolean;
}

/** For a manager's Home: their programs; nothing for others. Whoever then presses a button is asked about anew. */
export async function homeOf(
  ports: PeoplePorts,
  who: PersonKey,
  { isAdmin }: { isAdmin: boolean },
): Promise<ManagersHome> {
  const programs = await inOrder(ports, who, isAdmin);
  return { programs, mayCreate: isAdmin || programs.length > 0 };
}

/** A person's programs, those that are under way first. */
export async function inOrder(ports: PeoplePorts, who: PersonKey, isAdmin: boolean): Promise<Program[]> {
  const programs = await managedPrograms(ports.db, who, isAdmin, PROGRAM_STATES);
  const order = (program: Program): number => ['open', 'running', 'draft', 'ended'].indexOf(program.state);
  return programs.toSorted((a, b) => order(a) - order(b));
}

/** May this person set up a program now? Admins may, and whoever manages one. Slack is asked. */
export async function mayCreate(ports: PeoplePorts, who: PersonKey): Promise<boolean> {
  return (await managesAny(ports.db, who)) || (await ports.facts.factsOf(who)).isAdmin;
}

/** A program's page, for its managers. */
export interface ProgramPage {
  program: Program;
  need: Need | undefined;
  managers: PersonId[];
  joined: Record<Role, number>;
  /** Of a coaching program: who offers coaching in it, and how many of them are confirmed. */
  coaches: { all: number; confirmed: number } | null;
  steps: LifeStep[];
  /** Pairs that have not met, the oldest first. */
  unmet: UnmetPair[];
  /** How it goes, as the channel's summary has it; none of a draft. */
  figures: Figure[];
  now: Date;
  /** The id of a program that has the same rules, once this one has ended. */
  renewedAs: ProgramId;
  /** Of the reader: who manages it is an admin's to say. */
  isAdmin: boolean;
}

/** A program's page, for somebody who manages it now; ended ones too. Slack is asked. */
export async function pageOf(
  ports: PeoplePorts,
  who: PersonKey,
  id: ProgramId,
): Promise<{ outcome: 'found'; page: ProgramPage } | Refused> {
  if (!(await isManager(ports, who, id))) return { outcome: 'not-manager' };
  const program = await programOf(ports.db, who.workspaceId, id);
  if (!program) return { outcome: 'gone' };
  const { isAdmin } = await ports.facts.factsOf(who);
  const hasContacts = await hasHelp(ports, who.workspaceId);
  const { workspaceId } = who;
  const now = ports.clock.now();
  const figures =
    program.state === 'draft'
      ? []
      : await inTransaction(ports.db, (tx) => figuresOf(tx, { workspaceId, program }, now));
  return {
    outcome: 'found',
    page: {
      program,
      need: needNow(ports, program, hasContacts),
      managers: await managersOf(ports.db, who.workspaceId, id),
      joined: await joinedCount(ports.db, who.workspaceId, id),
      coaches: program.kind === 'coaching' ? await coachCount(ports.db, who.workspaceId, program) : null,
      steps: nextSteps(program),
      unmet: (await unmetIn(ports, workspaceId, [program])).get(id) ?? [],
      figures,
      now,
      renewedAs: ProgramId.parse(ports.newId()),
      isAdmin,
    },
  };
}

/** Has the workspace entered where people turn for help? */
export async function hasHelp(ports: PeoplePorts, workspaceId: WorkspaceId): Promise<boolean> {
  return shownContacts(await contactsToEdit(ports, workspaceId)).length > 0;
}

/** What of a program needs its manager for its own sake. */
export function needNow({ clock }: PeoplePorts, program: Program, hasContacts: boolean): Need | undefined {
  return needOf(program, { hasContacts, today: dayOf(clock.now(), program.timeZone) });
}
