import { peopleImported, saveImportedWishes } from './matching/flow/changing.ts';
import type { ImportPorts, OnWishes } from './people/flow/import.ts';
import type { PeoplePorts } from './people/flow/readers.ts';
import type { WorkspaceId } from './ports.ts';
import { guideRules } from './programs/flow.ts';

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
