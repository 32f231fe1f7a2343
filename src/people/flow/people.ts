import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Calendar } from '../calendar.ts';
import { USUAL_HOURS, type WorkingHours } from '../hours.ts';
import type { KeptProfile, Person } from '../profile.ts';
import { readExcluded } from '../store/exclusions.ts';
import { lockRows, readPeople, readPerson, writeIds } from '../store/people.ts';
import { readProfile } from '../store/profiles.ts';
import { usualHours } from './workspace.ts';

/** What is known of somebody; nothing of a person who takes no part. */
export function personOf(db: Database | Tx, who: PersonKey): Promise<Person | undefined> {
  return readPerson(db, who);
}

/**
 * Locks people, in the order of their ids, which every flow keeps: before a profile, a request, an offer or a pair.
 * People who take no part have nothing to lock.
 */
export function lockPeople(tx: Tx, workspaceId: WorkspaceId, people: readonly PersonId[]): Promise<void> {
  return lockRows(tx, workspaceId, people);
}

/** Keeps the ids of people, a few thousand at most; of those who are new, Slack is asked in the background who they are. */
export function keepIds(tx: Tx, workspaceId: WorkspaceId, people: readonly PersonId[]): Promise<void> {
  return writeIds(tx, workspaceId, people);
}

/** What somebody offers; nothing where they offer nothing. */
export function profileOf(db: Database | Tx, who: PersonKey): Promise<KeptProfile | undefined> {
  return readProfile(db, who);
}

/**
 * Everybody with whom this person is not to be brought together, whichever of the two said so. Nobody is ever told
 * which.
 */
export function exclusionsOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  personId: PersonId,
): Promise<Set<PersonId>> {
  return readExcluded(db, workspaceId, personId);
}

/** When somebody can be reached, with their own days off only; of somebody unknown in UTC, in the usual hours. */
export function calendarOf(person: Person | undefined, usual: WorkingHours = USUAL_HOURS): Calendar {
  return {
    hours: person?.hours ?? usual,
    timeZone: person?.timeZone ?? 'UTC',
    off: person?.daysOff ?? [],
  };
}

/** The same of somebody by their id. */
export async function calendarFor(db: Database | Tx, who: PersonKey): Promise<Calendar> {
  const person = await readPerson(db, who);
  return person ? calendarOf(person) : calendarOf(person, await usualHours(db, who.workspaceId));
}

/** When somebody can be reached, and what is looked at before they are written to. */
export type Reachable = Calendar &
  Pick<Person, 'nudgedBy' | 'locale' | 'isGone' | 'pause' | 'name' | 'title'>;

/** When these people can be reached, with their own days off only. Everybody who is asked for is in it. */
export async function calendarsOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  ids: readonly PersonId[],
): Promise<Map<PersonId, Reachable>> {
  const known = new Map((await readPeople(db, workspaceId, ids)).map((person) => [person.id, person]));
  const areAllKnown = ids.every((id) => known.has(id));
  const usual = areAllKnown ? USUAL_HOURS : await usualHours(db, workspaceId);
  return new Map(ids.map((id) => [id, reachable(known.get(id), usual)]));
}

function reachable(person: Person | undefined, usual: WorkingHours): Reachable {
  const { nudgedBy = 'messages', locale = null, isGone = false, pause = null } = person ?? {};
  const { name = '', title = null } = person ?? {};
  return { ...calendarOf(person, usual), nudgedBy, locale, isGone, pause, name, title };
}
