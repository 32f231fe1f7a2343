import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../src/programs/program.ts';
import { type Database, inTransaction } from '../../src/storage/database.ts';
import { figuresOf } from '../../src/summaries/flow/figures.ts';
import type { Figure } from '../../src/summaries/publishing.ts';
import { freshDatabase } from '../harness/database.ts';
import { aWorkspace, fill, NOW, read, WORKSPACE } from './program.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
const programs: Partial<Record<'coaching' | 'mentoring', Program>> = {};
beforeAll(async () => {
  database = await freshDatabase();
  db = database.db;
  await aWorkspace(db);
  for (const kind of ['coaching', 'mentoring'] as const) programs[kind] = await fill(db, kind, 1, 30);
});
afterAll(() => database.drop());

const figures = async (kind: 'coaching' | 'mentoring', now = NOW): Promise<Figure[]> => {
  const program = programs[kind];
  if (!program) throw new Error('no program');
  return inTransaction(db, (tx) => figuresOf(tx, { workspaceId: WORKSPACE, program }, now));
};
describe('figures of a program', () => {
  it('of coaching and of mentoring are what happened', async () => {
    expect(read(await figures('coaching'))).toEqual({
      guides: 'count 21 30',
      learners: 'count 21 30',
      // Three in thirty have ended, and their guides have their places again.
      places: 'share 5 60 30',
      matched: 'share 9 30',
      'days-to-talk': 'median 10 25',
      // Two have asked and found nobody.
      'open-since': null,
      'open-for': null,
      states: 'running 20 20',
      trials: 'share 10 25',
      alive: 'share 9 20',
      plan: 'share 10 25',
      // Three have ended: too few.
      closes: null,
      progress: 'median 4.5 20',
      asked: 'negotiation 30 feedback 30 30',
      offered: 'feedback 30 networking 15 30',
    });
    expect(read(await figures('mentoring'))).toMatchObject({
      alive: 'share 9 20',
      useful: 'share 7 15',
      answered: 'share 7 20',
    });
  });

  it('are published once, however many ask at the same time', async () => {
    await db.deleteFrom('lots').execute();
    const all = await Promise.all(Array.from({ length: 8 }, () => figures('coaching')));
    expect(new Set(all.map((one) => JSON.stringify(read(one)))).size).toBe(1);
    const lots = await db.selectFrom('lots').select(['figure', 'lot']).execute();
    expect(lots.every(({ lot }) => lot === 1)).toBe(true);
  });

  it('of what was written and rolled back nothing is published', async () => {
    await db.deleteFrom('lots').execute();
    const program = programs.coaching;
    if (!program) throw new Error('no program');
    const no = new Error('no');
    const rolledBack = inTransaction(db, async (tx) => {
      await figuresOf(tx, { workspaceId: WORKSPACE, program }, NOW);
      throw no;
    });
    await expect(rolledBack).rejects.toBe(no);
    expect(await db.selectFrom('lots').select('lot').execute()).toEqual([]);
  });

  it('tell of open requests how old they are and where, and of nobody who is still choosing', async () => {
    const program = programs.coaching;
    if (!program) throw new Error('no program');
    let found: Figure[] = [];
    const no = new Error('no');
    const rolledBack = inTransaction(db, async (tx) => {
      await sql`update requests set state = case when n % 3 = 0 then 'choosing' when n % 3 = 1 then 'waiting' else 'offering' end,
          created_at = ${NOW}::timestamptz - make_interval(days => case when n % 2 = 0 then 3 else 20 end)
        from (select id, row_number() over (order by id) as n from requests where program_id = ${program.id}) as mine
        where mine.id = requests.id`.execute(tx);
      found = await figuresOf(tx, { workspaceId: WORKSPACE, program: { ...program, state: 'open' } }, NOW);
      await tx.deleteFrom('lots').execute();
      found.push(...(await figuresOf(tx, { workspaceId: WORKSPACE, program }, NOW)));
      throw no;
    });
    await expect(rolledBack).rejects.toBe(no);
    const of = (key: Figure['key']) => found.filter((one) => one.key === key).map((one) => read([one])[key]);
    expect(of('open-since')).toEqual(Array(2).fill('weeks0 10 mostly weeks2 10 20'));
    expect(of('open-for')).toEqual(['start 20 20', 'guide 10 asked 10 20']);
  });

  it('of one program are of nobody else’s', async () => {
    await figures('coaching');
    const rows = await db.selectFrom('lots').select('contributors').where('figure', '=', 'guides').execute();
    expect(rows.flatMap(({ contributors }) => contributors).every((id) => id.startsWith('UGC'))).toBe(true);
  });

  it('where the workspace raised the least group are of as many', async () => {
    await db.updateTable('workspaces').set({ least_group: 40 }).execute();
    expect(Object.values(read(await figures('coaching'))).every((one) => one === null)).toBe(true);
    await db.updateTable('workspaces').set({ least_group: null }).execute();
  });

  it('four newcomers wait for a fifth', async () => {
    expect(read(await figures('coaching'))['guides']).toBe('count 21 30');
    await fill(db, 'coaching', 33, 36);
    expect(read(await figures('coaching'))['guides']).toBe('count 21 30');
    await fill(db, 'coaching', 37, 37);
    expect(read(await figures('coaching'))['guides']).toBe('count 26 35');
  });
});
