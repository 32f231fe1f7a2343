import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol, personChanged } from '../../src/people/flow/facts.ts';
import { personOf } from '../../src/people/flow/people.ts';
import { createReaders } from '../../src/people/flow/readers.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { freshDatabase } from '../harness/database.ts';
import { PLAIN_FACTS, type TestPorts, testPorts } from '../harness/ports.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const who = { workspaceId, personId: PersonId.parse('U0DARNELLO') };

describe('Slack tells of a person', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let ports: TestPorts;
  const told: string[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    await registerWorkspace(database.db, workspaceId);
    ports = await testPorts(database.db, {
      changed: async (_tx, { personId }) => {
        told.push(personId);
      },
    });
  });
  afterAll(() => database.drop());
  const tell = (facts: Partial<typeof PLAIN_FACTS>) =>
    personChanged(ports, createReaders(ports), who, { ...PLAIN_FACTS, ...facts });

  it('of whom nothing is kept: nothing is kept then either', async () => {
    await tell({ isGone: true });
    expect(await personOf(database.db, who)).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('and what is under way is looked at again where it is news, not at every status they set', async () => {
    await enrol(ports, who);
    await tell({});
    expect(told).toEqual([]);
    for (let time = 0; time < 2; time += 1) await tell({ isGone: true, timeZone: 'Asia/Tokyo' });
    expect(told).toEqual([who.personId]);
    expect(await personOf(database.db, who)).toMatchObject({ isGone: true, timeZone: 'Asia/Tokyo' });
  });

  it('and of nobody else: what is kept of others stays as it is', async () => {
    const other = { workspaceId, personId: PersonId.parse('U0PIOTRZAW') };
    await enrol(ports, other);
    const before = await personOf(database.db, other);
    await tell({ name: 'Darnell', timeZone: 'America/Chicago', isGone: true });
    expect(await personOf(database.db, other)).toEqual(before);
    expect(await personOf(database.db, who)).toMatchObject({ name: 'Darnell' });
    await tell({ isGone: true, timeZone: 'Asia/Tokyo' });
    told.length = 1;
  });

  it('who was imported and is known to Slack from now on', async () => {
    await database.db.updateTable('people').set({ facts_at: null }).execute();
    await tell({ isGone: true, timeZone: 'Asia/Tokyo' });
    expect(told).toEqual([who.personId, who.personId]);
  });
});
