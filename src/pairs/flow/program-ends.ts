import { planNotices } from '../../nudges/flow/notices.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { Kind, PersonId, PersonKey, WorkspaceId } from '../../ports.ts';
import { programOf } from '../../programs/flow.ts';
import { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Listed } from '../listed.ts';
import { personOn, SIDES } from '../pair.ts';
import { readGuidesOf, readLivePairsOf, readTogether } from '../store/pairs.ts';
import { pairsOf } from './overview.ts';

/** The kind of the one message that everybody concerned gets. */
export const PROGRAM_ENDS = 'pairs.program-ends';

/**
 * A program ends: both of each of its pairs that go on are told, with a question of what they take with them, and its
 * guides are thanked; one message a person, however many pairs they have. Who has ended theirs hears nothing more of it.
 * The pairs themselves go on as they were agreed. Called again it changes nothing.
 */
export async function programEnding(
  tx: Tx,
  ports: PeoplePorts,
  program: { workspaceId: WorkspaceId; programId: ProgramId },
  now: Date,
): Promise<void> {
  const { guides, told } = await whoIsTold(tx, program);
  const { programId } = program;
  const notices = [...told].toSorted().map((personId) => ({
    personId,
    occurrence: `${PROGRAM_ENDS}:${programId}`,
    kind: PROGRAM_ENDS,
    about: { programId, to: personId, ...(guides.has(personId) && { guide: 'yes' }) },
  }));
  await planNotices(tx, ports, program.workspaceId, notices, now);
}

/** How many people are told when a program ends. */
export async function toldAtEnd(
  db: Database,
  program: { workspaceId: WorkspaceId; programId: ProgramId },
): Promise<number> {
  return (await whoIsTold(db, program)).told.size;
}

async function whoIsTold(
  db: Database | Tx,
  program: { workspaceId: WorkspaceId; programId: ProgramId },
): Promise<{ guides: Set<PersonId>; told: Set<PersonId> }> {
  const guides = new Set(await readGuidesOf(db, program));
  const told = new Set<PersonId>(guides);
  for (const { left, ...pair } of await readTogether(db, program))
    for (const side of SIDES) if (!left.includes(side)) told.add(personOn(pair, side));
  return { guides, told };
}

/** What somebody is told at the end of a program: its name, and their pairs in it that go on. */
export interface ProgramEnd {
  name: string;
  kind: Kind;
  /** The oldest first; none that the reader has ended. */
  pairs: Listed[];
}

/** Nothing where the workspace has no such program. */
export async function programEndFor(
  ports: PeoplePorts,
  who: PersonKey,
  programId: string,
): Promise<ProgramEnd | undefined> {
  const id = ProgramId.safeParse(programId).data;
  const program = id && (await programOf(ports.db, who.workspaceId, id));
  if (!program) return undefined;
  const own = await readLivePairsOf(ports.db, who);
  const inProgram = new Set(own.filter((pair) => pair.programId === program.id).map((pair) => pair.id));
  const listed = inProgram.size > 0 ? await pairsOf(ports, who) : [];
  const { name, kind } = program;
  const goesOn = ({ seen: { pairId, now } }: Listed): boolean =>
    inProgram.has(pairId) && now.state !== 'ended' && !now.left;
  return { name, kind, pairs: listed.filter(goesOn) };
}
