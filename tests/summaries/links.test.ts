import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import type { PeoplePorts } from '../../src/people/flow/readers.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { ensureOpenPrograms, openProgram } from '../../src/programs/flow.ts';
import { ProgramId } from '../../src/programs/program.ts';
import { endReports, follow, makeLink, reportLinks } from '../../src/summaries/flow/links.ts';
import { freshDatabase } from '../harness/database.ts';
import { testPorts } from '../harness/ports.ts';

const workspaceId = WorkspaceId.parse('T0LUMENARI');
const admin = { workspaceId, personId: PersonId.parse('U0JONASBRA') };
const member = { workspaceId, personId: PersonId.parse('U0DARNELLO') };
const NOW = new Date('2026-11-23T12:00:00Z');
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const DAY = 24 * 60;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let ports: PeoplePorts;
let id: ProgramId;
let now = NOW;

beforeAll(async () => {
  database = await freshDatabase();
  ports = {
    ...(await testPorts(database.db, {
      factsOf: ({ personId }) => ({ isAdmin: personId === admin.personId }),
    })),
    clock: { now: () => now },
  };
  await registerWorkspace(database.db, workspaceId);
  await ensureOpenPrograms(database.db, workspaceId, NOW, randomUUID, 'en');
  ({ id } = await openProgram(database.db, workspaceId, 'coaching'));
});
afterAll(() => database.drop());

async function made(kind: 'report' | 'export', days?: 7 | 30 | 90): Promise<string> {
  now = NOW;
  const link = await makeLink(ports, admin, id, { kind, language: 'pl', ...(days && { days }) });
  if (link.outcome !== 'made') throw new Error(link.outcome);
  return link.key;
}

it('a report is read by whoever has its address, as often as they like, for as long as was said', async () => {
  const key = await made('report', 7);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  for (const minutes of [0, 60, 7 * DAY - 1]) {
    now = after(minutes);
    expect(await follow(ports, 'report', key)).toMatchObject({ programId: id, language: 'pl' });
  }
  now = after(7 * DAY);
  expect(await follow(ports, 'report', key)).toBeUndefined();
});

it('an export is fetched once, within ten minutes, also where two fetch it at the same moment', async () => {
  const late = await made('export');
  now = after(10);
  expect(await follow(ports, 'export', late)).toBeUndefined();
  const key = await made('export');
  now = after(9);
  const found = await Promise.all([1, 2, 3, 4].map(() => follow(ports, 'export', key)));
  expect(found.filter(Boolean)).toHaveLength(1);
});

it('a key leads to what it was made for and to nothing else', async () => {
  const key = await made('export');
  expect(await follow(ports, 'report', key)).toBeUndefined();
  expect(await follow(ports, 'export', 'f'.repeat(64))).toBeUndefined();
  expect(await follow(ports, 'export', key)).toBeDefined();
});

it('the key itself is kept nowhere', async () => {
  const key = await made('report');
  const rows = await database.db.selectFrom('links').selectAll().execute();
  const audited = await database.db.selectFrom('audit_events').selectAll().execute();
  expect(JSON.stringify([rows, audited])).not.toContain(key);
});

it('only managers make and end links, and of no draft', async () => {
  expect(await makeLink(ports, member, id, { kind: 'report', language: 'en' })).toEqual({
    outcome: 'not-manager',
  });
  expect(await endReports(ports, member, id)).toEqual({ outcome: 'not-manager' });
  const draft = ProgramId.parse(randomUUID());
  const values = { workspace_id: workspaceId, id: draft, name: 'x', kind: 'coaching', rules: '{}' } as const;
  await database.db
    .insertInto('programs')
    .values({ ...values, is_for_all: false, state: 'draft', created_at: NOW })
    .execute();
  expect(await makeLink(ports, admin, draft, { kind: 'export', language: 'en' })).toEqual({
    outcome: 'gone',
  });
});

it('a manager ends all reports of a program at once', async () => {
  const keys = [await made('report'), await made('report', 90)];
  const open = await reportLinks(ports, { workspaceId, id });
  expect(open.length).toBeGreaterThanOrEqual(2);
  expect(await endReports(ports, admin, id)).toEqual({ outcome: 'ended', count: open.length });
  for (const key of keys) expect(await follow(ports, 'report', key)).toBeUndefined();
  expect(await reportLinks(ports, { workspaceId, id })).toEqual([]);
});
