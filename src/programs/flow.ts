import { textsIn } from '../locales/texts.ts';
import type { DayRange } from '../people/calendar.ts';
import { lastActor } from '../people/flow/audit.ts';
import { isAdminNow } from '../people/flow/contacts.ts';
import { calendarsOf } from '../people/flow/people.ts';
import type { PeoplePorts } from '../people/flow/readers.ts';
import type { GuideRules, RulesByKind } from '../people/offering.ts';
import { PLACES } from '../people/profile.ts';
import type { Kind, Language, PersonId, PersonKey, WorkspaceId } from '../ports.ts';
import type { Database, Tx } from '../storage/database.ts';
import { holidaysOf, yearsAround } from './calendar.ts';
import {
  isLive,
  mostPlacesOf,
  type Program,
  ProgramId,
  ProgramRules,
  type ProgramState,
  takesGuests,
} from './program.ts';
import {
  readManagedIds,
  readManagers,
  readProgram,
  readPrograms,
  writeOpenProgram,
  writeRules,
} from './store.ts';

/**
 * Makes sure that a workspace has its two open programs, one a kind, which everybody may use. To be called when a
 * workspace is registered; it changes nothing where they are there.
 *
 * @param id makes a new uuid each time
 * @param language the workspace's, for the programs' names
 */
export async function ensureOpenPrograms(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  now: Date,
  id: () => string,
  language: Language,
): Promise<void> {
  const t = textsIn(language);
  const names = { coaching: t('people:program.coaching'), mentoring: t('people:program.mentoring') };
  for (const kind of ['coaching', 'mentoring'] as const) {
    const program = {
      id: ProgramId.parse(id()),
      kind,
      name: names[kind],
      language,
      rules: ProgramRules.parse({}),
    };
    await writeOpenProgram(db, workspaceId, program, now);
  }
}

/**
 * The program of this kind that everybody may use.
 *
 * @throws where the workspace was never registered
 */
export async function openProgram(db: Database | Tx, workspaceId: WorkspaceId, kind: Kind): Promise<Program> {
  const open = (await readPrograms(db, workspaceId)).find((one) => one.isForAll && one.kind === kind);
  if (!open) throw new Error(`workspace ${workspaceId} has no open ${kind} program`);
  return open;
}

/** A program of this workspace; nothing where it has none of that id. */
export async function programOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: ProgramId,
): Promise<Program | undefined> {
  return readProgram(db, workspaceId, id);
}

/** Every program of the workspace, or those of them that are asked for, the oldest first. */
export async function programsOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  ids?: readonly ProgramId[],
): Promise<Program[]> {
  return readPrograms(db, workspaceId, ids);
}

/** What the programs of each kind in which people take part ask of their guides: the most generous of them counts. */
export async function guideRules(db: Database | Tx, workspaceId: WorkspaceId): Promise<RulesByKind> {
  const live = (await readPrograms(db, workspaceId)).filter(isLive);
  const ofKind = (kind: Kind): GuideRules => {
    const programs = live.filter((program) => program.kind === kind);
    return {
      mostPlaces: Math.max(...programs.map(mostPlacesOf), programs.length === 0 ? PLACES.most[kind] : 0),
      guestsAllowed: programs.some(takesGuests),
      ...(programs.some(({ keepsGuestsOut }) => keepsGuestsOut) && { keepsGuestsOut: true }),
    };
  };
  return { coaching: ofKind('coaching'), mentoring: ofKind('mentoring') };
}

/**
 * Does this person manage the program right now? Its managers do, and every admin of the workspace, of whom Slack is
 * asked: not to be called in a transaction.
 */
export async function isManager(ports: PeoplePorts, who: PersonKey, programId: ProgramId): Promise<boolean> {
  const managers = await readManagers(ports.db, who.workspaceId, programId);
  return managers.includes(who.personId) || (await isAdminNow(ports, who));
}

/** Somebody who may not, or a program that is not there, or no longer or not yet so that it can be done. */
export type Refused = { outcome: 'not-manager' } | { outcome: 'gone' };

/** The program, unless it is in this state, for somebody who manages it now. Slack is asked: not in a transaction. */
export async function managedProgram(
  ports: PeoplePorts,
  who: PersonKey,
  id: ProgramId,
  unless: ProgramState,
): Promise<{ outcome: 'found'; program: Program } | Refused> {
  if (!(await isManager(ports, who, id))) return { outcome: 'not-manager' };
  const program = await programOf(ports.db, who.workspaceId, id);
  return program && program.state !== unless ? { outcome: 'found', program } : { outcome: 'gone' };
}

/**
 * Who is told what concerns a program's managers: those who are there; where it has none, whoever changed it last, as an
 * admin may. Nobody where neither is known.
 */
export async function managersToTell(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
): Promise<PersonId[]> {
  const known = await calendarsOf(db, workspaceId, await readManagers(db, workspaceId, programId));
  const managers = [...known].flatMap(([id, { isGone }]) => (isGone ? [] : id));
  if (managers.length > 0) return managers;
  const last = await lastActor(db, workspaceId, { programId });
  return last ? [last] : [];
}

/** Does this person manage any program of the kind in which people take part? */
export async function managesKind(ports: PeoplePorts, who: PersonKey, kind: Kind): Promise<boolean> {
  return (await isManagerOfKind(ports.db, who, kind)) || (await isAdminNow(ports, who));
}

/** The same beside the workspace's admins; Slack is not asked. */
export async function isManagerOfKind(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
  kind: Kind,
): Promise<boolean> {
  const live = (await readPrograms(db, workspaceId)).filter(
    (program) => program.kind === kind && isLive(program),
  );
  for (const { id } of live) if ((await readManagers(db, workspaceId, id)).includes(personId)) return true;
  return false;
}

/** Does this person manage any program, ended ones too? Of admins it says nothing. */
export async function managesAny(db: Database | Tx, who: PersonKey): Promise<boolean> {
  return (await readManagedIds(db, who)).size > 0;
}

/**
 * The programs that this person manages, the oldest first: to show what they may do, not to let them do it.
 *
 * @param isAdmin as far as it is known; an admin manages them all
 * @param states those in which people take part, where nothing is said
 */
export async function managedPrograms(
  db: Database | Tx,
  who: PersonKey,
  isAdmin: boolean,
  states: readonly ProgramState[] = ['open', 'running'],
): Promise<Program[]> {
  const own = isAdmin ? undefined : await readManagedIds(db, who);
  if (own?.size === 0) return [];
  const programs = await readPrograms(db, who.workspaceId);
  return programs.filter(({ id, state }) => states.includes(state) && (own === undefined || own.has(id)));
}

/**
 * On which days nothing is due with a program's pairs: public holidays, where it has chosen a country, of the year
 * before, this one and two more, and what its manager entered. Every program that is asked for is in it.
 */
export async function daysOffOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  programIds: readonly ProgramId[],
  around: Date,
): Promise<Map<ProgramId, DayRange[]>> {
  const known = new Map(
    (await readPrograms(db, workspaceId, programIds)).map((program) => [program.id, program]),
  );
  const found = new Map<ProgramId, DayRange[]>();
  for (const id of programIds) {
    const program = known.get(id);
    found.set(id, program ? await daysOffIn(program, around) : []);
  }
  return found;
}

/** The same of one program, where it has been read already. */
export async function daysOffIn(
  { rules: { holidays, daysOff } }: Pick<Program, 'rules'>,
  around: Date,
): Promise<DayRange[]> {
  const named = holidays ? await holidaysOf(holidays, yearsAround(around)) : [];
  return [...daysOff, ...named.map(({ from, to }) => ({ from, to }))];
}

/**
 * Changes what a program has set, one change after the other; whoever calls it has made sure that somebody may.
 *
 * @param change out of what holds now, under the program's lock; nothing where it cannot be changed so
 * @returns what it made of it; nothing where the workspace has no such program, or it has ended
 */
export async function changeRules<R extends { rules: ProgramRules | null }>(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: ProgramId,
  change: (program: Program) => R,
): Promise<R | undefined> {
  const program = await readProgram(tx, workspaceId, id, { lock: true });
  if (!program || program.state === 'ended') return undefined;
  const changed = change(program);
  if (changed.rules) await writeRules(tx, workspaceId, id, changed.rules);
  return changed;
}
