import type { OwnProgram } from '../../people/flow/settings.ts';
import type { PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database } from '../../storage/database.ts';
import { type Role, takesPeople } from '../joining.ts';
import type { Program } from '../program.ts';
import { readMemberships } from '../store/memberships.ts';
import { readPrograms } from '../store.ts';

/** The programs with which somebody has to do, the oldest first in each list. */
export interface OfPerson {
  /** Those that have ended too. */
  joined: { program: Program; role: Role }[];
  manages: Program[];
  /** Those that they were asked to join, that still take people, and in which they take no part. */
  invitedTo: Program[];
}

/** What ties these people to programs; who has to do with none is left out. */
export async function programsOfPeople(
  db: Database,
  workspaceId: WorkspaceId,
  people: readonly PersonId[],
): Promise<Map<PersonId, OfPerson>> {
  const found = new Map<PersonId, OfPerson>();
  const memberships = await readMemberships(db, workspaceId, people);
  const byProgram = Map.groupBy(memberships, ({ programId }) => programId);
  for (const program of await readPrograms(db, workspaceId))
    for (const { personId, as } of byProgram.get(program.id) ?? []) {
      if (as === 'invited' && !takesPeople(program)) continue;
      const of = found.get(personId) ?? { joined: [], manages: [], invitedTo: [] };
      if (as === 'manager') of.manages.push(program);
      else if (as === 'invited') of.invitedTo.push(program);
      else of.joined.push({ program, role: as });
      found.set(personId, of);
    }
  return found;
}

/** The same of one person, as they may read it. */
export async function ownPrograms(db: Database, { workspaceId, personId }: PersonKey): Promise<OwnProgram[]> {
  const of = (await programsOfPeople(db, workspaceId, [personId])).get(personId);
  if (!of) return [];
  const told = ({ name, kind }: Program, as: OwnProgram['as']): OwnProgram => ({ name, kind, as });
  return [
    ...of.joined.map(({ program, role }) => told(program, role)),
    ...of.manages.map((program) => told(program, 'manager')),
    ...of.invitedTo.map((program) => told(program, 'invited')),
  ];
}
