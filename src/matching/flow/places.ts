import type { WorkspaceId } from '../../ports.ts';
import { type Program, takesGuests } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Guide } from '../match.ts';
import { readGuides } from '../store/candidates.ts';

/** For how many more learners the guides of a program have time now. */
export async function freePlaces(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  program: Program,
  now: Date,
): Promise<number> {
  const guides = await guidesToAsk(db, workspaceId, program, now);
  return guides.reduce((free, { places, taken }) => free + Math.max(0, places - taken), 0);
}

/** Who could be asked to guide in a program now, whoever the learner is, and with or without a place left; by id. */
export async function guidesToAsk(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  program: Program,
  now: Date,
): Promise<Guide[]> {
  const guides = await readGuides(db, workspaceId, program, now);
  return guides
    .filter((guide) => guide.offersKind && guide.isReady && guide.isActive && !guide.isPaused)
    .filter((guide) => !guide.isGuest || takesGuests(program))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
