import { freePlaces } from '../../matching/flow/places.ts';
import { planPost, refreshPosts } from '../../nudges/flow/posting.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Turn, WorkspaceId } from '../../ports.ts';
import { livePrograms } from '../../programs/flow/life.ts';
import { programOf } from '../../programs/flow.ts';
import { takesPeople } from '../../programs/joining.ts';
import { type Program, ProgramId } from '../../programs/program.ts';
import { inTransaction, type Tx } from '../../storage/database.ts';
import { onlyIf } from '../../storage/due.ts';

/** What a program is, for whom and how long, in its channel; see {@link announcementOf}. */
export const ANNOUNCEMENT = 'managing.announcement';

/**
 * Announces a program in its channel, once in each: to be called when it opens, and when it is given another channel.
 * Nothing of a draft, of one that takes nobody any more, or of those that everybody may use.
 */
export async function announce(
  tx: Tx,
  ports: PeoplePorts,
  workspaceId: WorkspaceId,
  program: Program,
  now: Date,
): Promise<void> {
  const { id: programId, channel } = program;
  if (channel === null || !takesPeople(program)) return;
  const post = { kind: ANNOUNCEMENT, occurrence: `announcement:${channel}`, channel, about: { programId } };
  await planPost(tx, ports, { workspaceId, programId, ...post }, now);
}

/** Places in announcements are at most so old, by product time. */
const KEPT_MS = 3_600_000;

/** Announcements, every hour that this process runs: see {@link keepCurrent}. */
export function announcementsTurn(ports: PeoplePorts): Turn {
  let keptAt = ports.clock.now();
  const isTime = (now: Date): boolean => now.getTime() >= keptAt.getTime() + KEPT_MS;
  return {
    isDue: (now) => onlyIf(isTime(now)),
    async take() {
      const now = ports.clock.now();
      // Taken too where something else was due before it.
      if (!isTime(now)) return 0;
      keptAt = now;
      await keepCurrent(ports);
      return 0;
    },
  };
}

/**
 * Has what stands in channels made again: pairs begin and end, guides take breaks, and places come and go with them.
 * What reads as before is not written to Slack again.
 */
async function keepCurrent(ports: PeoplePorts): Promise<void> {
  for (const { workspaceId, programId } of await livePrograms(ports.db))
    await inTransaction(ports.db, (tx) => refreshPosts(tx, workspaceId, { programId }));
}

/** What is announced of a program now. */
export interface Announced {
  program: Program;
  /** Can one still join? */
  isOpen: boolean;
  /** For so many more learners those who have joined as guides have time now. */
  places: number;
}

/** Nothing where the workspace has no such program. */
export async function announcementOf(
  { db, clock }: PeoplePorts,
  workspaceId: WorkspaceId,
  programId: string,
): Promise<Announced | undefined> {
  const id = ProgramId.safeParse(programId).data;
  const program = id && (await programOf(db, workspaceId, id));
  if (!program) return undefined;
  const isOpen = takesPeople(program);
  return { program, isOpen, places: isOpen ? await freePlaces(db, workspaceId, program, clock.now()) : 0 };
}
