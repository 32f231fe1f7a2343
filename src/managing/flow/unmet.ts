import { type UnmetPair, unmetPairs } from '../../pairs/flow/unmet.ts';
import type { PeoplePorts } from '../../people/flow/readers.ts';
import type { PersonKey, WorkspaceId } from '../../ports.ts';
import type { Refused } from '../../programs/flow.ts';
import { isLive, type Program, type ProgramId } from '../../programs/program.ts';
import { managed } from './program.ts';

/**
 * Of these programs the pairs that have not met, for somebody who manages them; of a program that has ended there is
 * nothing for a manager to do, so there is nothing to see.
 */
export async function unmetIn(
  ports: PeoplePorts,
  workspaceId: WorkspaceId,
  programs: readonly Program[],
): Promise<Map<ProgramId, UnmetPair[]>> {
  const ids = programs.filter(isLive).map(({ id }) => id);
  return unmetPairs(ports, workspaceId, ids);
}

/** The same of one program, for somebody who manages it now. Slack is asked. */
export async function unmetFor(
  ports: PeoplePorts,
  who: PersonKey,
  id: ProgramId,
): Promise<{ outcome: 'found'; program: Program; pairs: UnmetPair[] } | Refused> {
  const found = await managed(ports, who, id);
  if (found.outcome !== 'found') return found;
  const { program } = found;
  return { ...found, pairs: (await unmetIn(ports, who.workspaceId, [program])).get(id) ?? [] };
}
