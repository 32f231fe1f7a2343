import type { WorkspaceId } from '../../ports.ts';
import type { Program } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { readGuides } from '../store/candidates.ts';

/** For how many more learners the guides of a program have time now. */
export async function freePlaces(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  program: Program,
  now: Date,
): Promise<number> {
  const guides = await readGuides(db, workspaceId, program, now);
  return guides
    .filter((guide) => guide.offersKind && guide.isReady && guide.isActive && !guide.isPaused)
    .reduce((free, { places, taken }) => free + Math.max(0, places - taken), 0);
}
