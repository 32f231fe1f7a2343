import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import { calendarsOf } from '../../src/people/flow/people.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { freshDatabase } from '../harness/database.ts';
import { testPorts } from '../harness/ports.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const [known, unknown] = [PersonId.parse('U0DARNELLO'), PersonId.parse('U0NOBODY')];

describe('when people can be reached', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeAll(async () => {
    database = await freshDatabase();
    await registerWorkspace(database.db, workspaceId);
    const ports = await testPorts(database.db, { factsOf: () => ({ timeZone: 'America/Chicago' }) });
    await enrol(ports, { workspaceId, personId: known });
    await database.db
      .updateTable('people')
      .set({
        hours: JSON.stringify({ days: [1, 2], from: '07:00', to: '12:00' }),
        days_off: JSON.stringify([{ from: '2026-12-21', to: '2027-01-02' }]),
        nudged_by: 'weekly',
      })
      .execute();
  });
  afterAll(() => database.drop());

  it('is as they set it, and the usual for somebody unknown', async () => {
    const calendars = await calendarsOf(database.db, workspaceId, [known, unknown]);
    expect(calendars.get(known)).toEqual({
      hours: { days: [1, 2], from: '07:00', to: '12:00' },
      timeZone: 'America/Chicago',
      off: [{ from: '2026-12-21', to: '2027-01-02' }],
      nudgedBy: 'weekly',
      locale: 'en-US',
      isGone: false,
      pause: null,
      name: 'Somebody',
      title: null,
    });
    expect(calendars.get(unknown)).toEqual({
      hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
      timeZone: 'UTC',
      off: [],
      nudgedBy: 'messages',
      locale: null,
      isGone: false,
      pause: null,
      name: '',
      title: null,
    });
    expect((await calendarsOf(database.db, workspaceId, [])).size).toBe(0);
    const elsewhere = await calendarsOf(database.db, WorkspaceId.parse('T0OTHER'), [known]);
    expect(elsewhere.get(known)?.timeZone).toBe('UTC');
  });
});
