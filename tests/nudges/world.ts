import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../src/ports.ts';
import type { Database } from '../../src/storage/database.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';

export const WORKSPACE = WorkspaceId.parse('T0LUMENARI');
/** A Monday noon in Warsaw. */
export const MONDAY_NOON = '2026-11-23T11:00:00Z';

export function somebody(id: string): PersonKey {
  return { workspaceId: WORKSPACE, personId: PersonId.parse(id) };
}
export const PIOTR = somebody('U0PIOTRZAW');
export const KASIA = somebody('U0KASIANOW');

/** A database of its own with two people in Warsaw, and a clock that stands at Monday noon. */
export async function aPlace(): Promise<{ ports: TestPorts; db: Database; drop(): Promise<void> }> {
  const { db, drop } = await freshDatabase();
  const ports = await testPorts(db, { now: MONDAY_NOON });
  await registerWorkspace(db, WORKSPACE);
  for (const who of [PIOTR, KASIA]) await enrol(ports, who);
  return { ports, db, drop };
}
