import { peopleImported, saveImportedWishes } from './matching/flow/changing.ts';
import type { ProgramsOf } from './people/flow/export.ts';
import type { ImportPorts, OnWishes } from './people/flow/import.ts';
import type { PeoplePorts } from './people/flow/readers.ts';
import type { Kind, WorkspaceId } from './ports.ts';
import { type OfPerson, programsOfPeople } from './programs/flow/memberships.ts';
import { guideRules } from './programs/flow.ts';
import type { Role } from './programs/joining.ts';
import type { Program } from './programs/program.ts';
import type { Database } from './storage/database.ts';

/** What people import reaches the slices that `people` does not know: wishes are matching's, and so are places. */
export async function importPorts(ports: PeoplePorts, workspaceId: WorkspaceId): Promise<ImportPorts> {
  const { coaching, mentoring } = await guideRules(ports.db, workspaceId);
  return {
    db: ports.db,
    changed: (tx, workspace, who, now) => peopleImported(tx, ports, workspace, who, now),
    onWishes: importedWishes(ports),
    mostPlaces: { coaching: coaching.mostPlaces, mentoring: mentoring.mostPlaces },
  };
}

/** A wish that was imported waits until somebody fits. What a person hopes for is theirs to say. */
export function importedWishes(ports: Pick<PeoplePorts, 'newId'>): OnWishes {
  return (tx, workspaceId, wishes, now) =>
    saveImportedWishes(
      tx,
      ports,
      workspaceId,
      wishes.map(({ personId, wish }) => ({ ...wish, learnerId: personId, hopes: '' })),
      now,
    );
}

/** What an export says of people's programs: as what they take part, which they manage, to which they are invited. */
export function programsForExport(db: Database, workspaceId: WorkspaceId): ProgramsOf {
  return async (people) => {
    const found = await programsOfPeople(db, workspaceId, people);
    return new Map([...found].map(([id, of]) => [id, cellsOf(of)] as const));
  };
}

const ROLE_NAMES: Record<Kind, Record<Role, string>> = {
  coaching: { learner: 'client', guide: 'coach' },
  mentoring: { learner: 'mentee', guide: 'mentor' },
};

function cellsOf({ joined, manages, invitedTo }: OfPerson) {
  return {
    programs: joined
      .map(({ program, role }) => `${named(program)}: ${ROLE_NAMES[program.kind][role]}`)
      .join('|'),
    manages: manages.map(named).join('|'),
    invited_to: invitedTo.map(named).join('|'),
  };
}

/** A name as one of a list: what stands between two is not in it. */
function named({ name }: Program): string {
  return name.replaceAll('|', '/');
}
