import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { KeptProfile, Person } from '../profile.ts';
import { readExcluded } from '../store/exclusions.ts';
import { lockRows, readPerson } from '../store/people.ts';
import { readProfile } from '../store/profiles.ts';

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
