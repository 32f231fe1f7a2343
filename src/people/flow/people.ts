import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { KeptProfile, Person } from '../profile.ts';
import { readExcluded } from '../store/exclusions.ts';
import { readPerson } from '../store/people.ts';
import { readProfile } from '../store/profiles.ts';

/** What is known of somebody; nothing of a person who takes no part. */
export function personOf(db: Database | Tx, who: PersonKey): Promise<Person | undefined> {
  return readPerson(db, who);
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
