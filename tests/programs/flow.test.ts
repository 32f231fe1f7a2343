import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { enrol } from '../../src/people/flow/facts.ts';
import type { PeoplePorts } from '../../src/people/flow/readers.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import {
  daysOffOf,
  ensureOpenPrograms,
  isManager,
  managesKind,
  openProgram,
  programOf,
  programsOf,
} from '../../src/programs/flow.ts';
import { freshDatabase } from '../harness/database.ts';
import { testPorts } from '../harness/ports.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const [admin, member] = [PersonId.parse('U0JONASBRA'), PersonId.parse('U0DARNELLO')];
const NOW = new Date('2026-11-23T12:00:00Z');

describe('the programs of a workspace', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let ports: PeoplePorts;
  beforeAll(async () => {
    database = await freshDatabase();
    ports = await testPorts(database.db, { factsOf: ({ personId }) => ({ isAdmin: personId === admin }) });
    await registerWorkspace(database.db, workspaceId);
  });
  afterAll(() => database.drop());

  it('are one open program a kind, made once, whoever starts first', async () => {
    await expect(openProgram(database.db, workspaceId, 'coaching')).rejects.toThrow('no open coaching');
    await Promise.all(
      [1, 2, 3].map(() => ensureOpenPrograms(database.db, workspaceId, NOW, randomUUID, 'pl')),
    );
    const programs = await programsOf(database.db, workspaceId);
    expect(programs.map(({ kind, isForAll, state, name }) => [kind, isForAll, state, name])).toEqual([
      ['coaching', true, 'running', 'Coaching dla wszystkich'],
      ['mentoring', true, 'running', 'Mentoring dla wszystkich'],
    ]);
    const coaching = await openProgram(database.db, workspaceId, 'coaching');
    expect(coaching).toMatchObject({ rules: { floor: 30, offerDays: 7, matching: 'one-by-one' } });
    expect(await programOf(database.db, workspaceId, coaching.id)).toEqual(coaching);
    expect(await programOf(database.db, WorkspaceId.parse('T0OTHER'), coaching.id)).toBeUndefined();
  });

  it('have days off: the public holidays of a place, and what was entered', async () => {
    const { id, rules } = await openProgram(database.db, workspaceId, 'mentoring');
    const { id: coaching } = await openProgram(database.db, workspaceId, 'coaching');
    const none = await daysOffOf(database.db, workspaceId, [id, coaching], NOW);
    expect([...none]).toEqual([
      [id, []],
      [coaching, []],
    ]);
    const daysOff = [{ from: '2026-12-28', to: '2026-12-31' }];
    const changed = { ...rules, holidays: { country: 'PL', region: null }, daysOff };
    await database.db
      .updateTable('programs')
      .set({ rules: JSON.stringify(changed) })
      .where('id', '=', id)
      .execute();
    const off = (await daysOffOf(database.db, workspaceId, [id], NOW)).get(id) ?? [];
    expect(off).toContainEqual({ from: '2026-12-28', to: '2026-12-31' });
    expect(off).toContainEqual({ from: '2026-12-24', to: '2026-12-24' });
    expect(off).toContainEqual({ from: '2025-11-11', to: '2025-11-11' });
    expect(off).toContainEqual({ from: '2028-11-11', to: '2028-11-11' });
    expect(await daysOffOf(database.db, WorkspaceId.parse('T0OTHER'), [id], NOW)).toEqual(
      new Map([[id, []]]),
    );
  });

  it('are managed by their managers and by admins, and by nobody else', async () => {
    const { id } = await openProgram(database.db, workspaceId, 'coaching');
    const who = { workspaceId, personId: member };
    expect(await isManager(ports, { workspaceId, personId: admin }, id)).toBe(true);
    expect(await isManager(ports, who, id)).toBe(false);
    expect(await managesKind(ports, who, 'coaching')).toBe(false);
    await enrol(ports, who);
    await database.db
      .insertInto('program_members')
      .values({
        workspace_id: workspaceId,
        program_id: id,
        person_id: member,
        role: 'manager',
        added_at: NOW,
      })
      .execute();
    expect(await isManager(ports, who, id)).toBe(true);
    expect(await managesKind(ports, who, 'coaching')).toBe(true);
    expect(await managesKind(ports, who, 'mentoring')).toBe(false);
  });
});
