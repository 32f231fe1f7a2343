import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey, WorkspaceId } from '../../ports.ts';
import { managedProgram, programOf, type Refused } from '../../programs/flow.ts';
import type { Program, ProgramId } from '../../programs/program.ts';
import { inTransaction } from '../../storage/database.ts';
import type { Link, LinkKind } from '../link.ts';
import type { Figure } from '../publishing.ts';
import { readLeastGroup } from '../store/published.ts';
import { figuresOf } from './figures.ts';
import { follow } from './links.ts';

/** A program with the figures that may be shown of it now. */
export interface Reporting {
  program: Program;
  figures: Figure[];
  /** The least group where an admin has raised it. */
  raised: number | null;
  now: Date;
}

/** What a key leads to, with the figures of now; nothing where it leads nowhere. An export is used up by this. */
export async function reportBehind(
  ports: PeoplePorts,
  kind: LinkKind,
  key: string,
): Promise<{ link: Link; reporting: Reporting } | undefined> {
  const link = await follow(ports, kind, key);
  if (!link) return undefined;
  const reporting = await reportingOf(ports, link.workspaceId, link.programId);
  return reporting && { link, reporting };
}

/** The figures of a program, for somebody who manages it now. Slack is asked: not to be called in a transaction. */
export async function reportFor(
  ports: PeoplePorts,
  who: PersonKey,
  programId: ProgramId,
): Promise<{ outcome: 'found'; reporting: Reporting } | Refused> {
  const found = await managedProgram(ports, who, programId, 'draft');
  if (found.outcome !== 'found') return found;
  const reporting = await reportingOf(ports, who.workspaceId, programId);
  return reporting ? { outcome: 'found', reporting } : { outcome: 'gone' };
}

function reportingOf(
  ports: PeoplePorts,
  workspaceId: WorkspaceId,
  programId: ProgramId,
): Promise<Reporting | undefined> {
  const now = ports.clock.now();
  return inTransaction(ports.db, async (tx) => {
    const program = await programOf(tx, workspaceId, programId);
    if (!program || program.state === 'draft') return undefined;
    const figures = await figuresOf(tx, { workspaceId, program }, now);
    return { program, figures, raised: await readLeastGroup(tx, workspaceId), now };
  });
}
