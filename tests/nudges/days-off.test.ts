import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticeDueAt } from '../../src/nudges/flow/notices.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { freshDatabase } from '../harness/database.ts';
import { testPorts } from '../harness/ports.ts';

const who = { workspaceId: WorkspaceId.parse('T0LUMENARI'), personId: PersonId.parse('U0PIOTRZAW') };

describe('a notice', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeAll(async () => {
    database = await freshDatabase();
    await registerWorkspace(database.db, who.workspaceId);
    await enrol(await testPorts(database.db), who);
    const off = [{ from: '2026-11-26', to: '2026-11-30' }];
    await database.db
      .updateTable('people')
      .set({ days_off: JSON.stringify(off) })
      .execute();
  });
  afterAll(() => database.drop());

  it.each([
    ['on the evening before', '2026-11-25T20:00:00Z', '2026-12-01T08:00:00Z'],
    ['at noon of a day off', '2026-11-27T12:00:00Z', '2026-12-01T08:00:00Z'],
    ['on a day before', '2026-11-24T12:00:00Z', '2026-11-24T12:00:00Z'],
  ])('planned %s does not go out on days off of its receiver', async (_, now, expected) => {
    expect(await noticeDueAt(database.db, who, new Date(now))).toEqual(new Date(expected));
  });
});
