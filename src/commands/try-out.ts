import { join } from 'node:path';
import { importPorts } from '../importing.ts';
import { importPeople, isAnybodyKnown } from '../people/flow/import.ts';
import type { PeoplePorts } from '../people/flow/readers.ts';
import type { WorkspaceId } from '../ports.ts';
import { linesOf } from './csv.ts';

const COMPANY = join(import.meta.dirname, 'try-out.csv');

/**
 * Brings guides, learners and wishes into the made-up company of the Slack workspace on this machine, by the importer
 * that everybody uses, so that there is somebody to ask. Only where nobody is known yet: what was tried stays.
 *
 * @returns whether anybody was brought in
 * @throws where a line of the company is bad
 */
export async function bringCompany(ports: PeoplePorts, workspaceId: WorkspaceId): Promise<boolean> {
  if (await isAnybodyKnown(ports.db, workspaceId)) return false;
  const { problems } = await importPeople(
    await importPorts(ports, workspaceId),
    workspaceId,
    linesOf(COMPANY),
    { apply: true, actor: 'try-out', now: ports.clock.now() },
  );
  const [first] = problems;
  if (first) throw new Error(`the made-up company cannot be imported: line ${first.line}: ${first.text}`);
  return true;
}
