import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveImportedWishes } from '../../src/matching/flow/changing.ts';
import { openCohort } from '../../src/matching/flow/drafting.ts';
import { publishDue } from '../../src/matching/flow/publishing.ts';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { ensureOpenPrograms, programsOf } from '../../src/programs/flow.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { freshDatabase } from '../harness/database.ts';
import { type TestPorts, testPorts } from '../harness/ports.ts';

const ROOT = join(import.meta.dirname, '../..');
const workspaceId = WorkspaceId.parse('T0LUMENARI');
const id = (name: string, at: number): PersonId => PersonId.parse(`U0${name}${at}`);

let database: Awaited<ReturnType<typeof freshDatabase>>;
let ports: TestPorts;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'match-'));
  database = await freshDatabase();
  ports = await testPorts(database.db);
});
beforeEach(async () => {
  await sql`truncate workspaces cascade`.execute(database.db);
  await registerWorkspace(database.db, workspaceId);
  await ensureOpenPrograms(database.db, workspaceId, ports.clock.now(), ports.newId, 'en');
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

function started(...args: string[]): ChildProcess {
  const { host, port, user, password, database: name } = database.connection;
  const url = `postgres://${user}:${encodeURIComponent(String(password ?? ''))}@localhost:${port}/${name}?host=${encodeURIComponent(String(host))}`;
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/commands/match.ts', ...args],
    {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], DATABASE_URL: url, INIT_CWD: directory },
    },
  );
}

/** Runs the command as somebody in a terminal does; what it says, and how it ended. */
async function match(...args: string[]): Promise<{ says: string; code: number | null }> {
  const child = started(...args);
  let says = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => {
      says += String(text);
    });
  const code = await new Promise<number | null>((ended) => child.once('close', ended));
  return { says, code };
}

/** Mentors with two places, and people who ask for one. */
async function people(learners: number, guides: number): Promise<void> {
  const now = ports.clock.now();
  const all = (name: string, count: number) => Array.from({ length: count }, (_, at) => id(name, at));
  const [asking, offering] = [all('ASKS', learners), all('OFFERS', guides)];
  await database.db
    .insertInto('people')
    .values(
      [...asking, ...offering].map((one) => ({
        workspace_id: workspaceId,
        id: one,
        name: one === id('ASKS', 0) ? '=HYPERLINK("x")' : `Name of ${one.slice(2).toLowerCase()}`,
        time_zone: 'Europe/Warsaw',
        facts_at: now,
      })),
    )
    .execute();
  if (guides > 0)
    await database.db
      .insertInto('profiles')
      .values(
        offering.map((person_id) => ({
          workspace_id: workspaceId,
          person_id,
          kinds: ['mentoring' as const],
          topics: ['negotiation'],
          places: 2,
          languages: ['en'],
          ways: [],
          about: '',
          briefed_at: now,
          updated_at: now,
        })),
      )
      .execute();
  const wishes = asking.map((learnerId) => ({
    learnerId,
    kind: 'mentoring' as const,
    topics: ['negotiation'],
    languages: ['en' as const],
    ways: [],
    hopes: 'SECRET',
  }));
  await inTransaction(database.db, (tx) => saveImportedWishes(tx, ports, workspaceId, wishes, now));
}

const count = async (table: 'pairs' | 'drafts' | 'deliveries'): Promise<number> =>
  (await database.db.selectFrom(table).select('id').execute()).length;

describe('npm run match', () => {
  it('shows what it would come to, and writes nothing', async () => {
    await people(5, 2);
    const names = ['mentoring', 'Mentoring for everybody', 'MENTORING FOR EVERYBODY '];
    for (const { says, code } of await Promise.all(names.map((name) => match('--program', name)))) {
      expect(says).toContain('4 of 5 people who asked are matched in this draft.');
      expect(says).toMatch(/Name of asks\d \(U0ASKS\d\) +Name of offers\d \(U0OFFERS\d\) +strong +\S/);
      expect(says).toMatch(/not matched +why\n.* {2}Those who offer this are not available for this match\./);
      expect(says).toMatch(/Name of offers0 \(U0OFFERS0\) +2 +0 +2 +0/);
      expect(says).toContain(
        'This was a trial run: nothing was written. To publish: npm run match -- --program',
      );
      expect(says).not.toContain('SECRET');
      expect(code).toBe(0);
    }
    expect([await count('drafts'), await count('pairs'), await count('deliveries')]).toEqual([0, 0, 0]);
  });

  it('publishes, and writes a file that a spreadsheet takes for nothing else', async () => {
    await people(5, 2);
    const { says, code } = await match('--program', 'mentoring', '--publish', '--csv', 'out.csv');
    expect(says).toContain('Published: 4 pairs were made.');
    expect(says).toContain('1 person who was not matched is told so');
    expect(says).toContain('The messages go out while the app runs.');
    expect(code).toBe(0);
    expect([await count('pairs'), await count('deliveries')]).toEqual([4, 9]);
    const csv = await readFile(join(directory, 'out.csv'), 'utf8');
    expect(csv.trim().split('\r\n')).toHaveLength(6);
    expect(csv).toContain(`"'=HYPERLINK(""x"") (U0ASKS0)"`);
    const again = await match('--program', 'mentoring', '--publish');
    expect(again.says).toContain('There is no pair in this draft that could be published.');
    expect(await count('pairs')).toBe(4);
  });

  it('does not say how to publish what has no pair', async () => {
    await people(1, 1);
    await database.db
      .updateTable('profiles')
      .set({ languages: ['pl'] })
      .execute();
    const { says, code } = await match('--program', 'mentoring');
    expect(says).toContain('There is no pair in this draft.');
    expect(says.trimEnd()).toMatch(/This was a trial run: nothing was written\.$/);
    expect(code).toBe(0);
  });

  it('publishes nothing where the file could not be written', async () => {
    await people(2, 1);
    await writeFile(join(directory, 'mine.csv'), 'mine');
    for (const [file, sentence] of [
      ['mine.csv', 'mine.csv is there already; it is left as it is.'],
      ['nowhere/out.csv', 'out.csv cannot be written (ENOENT).'],
    ] as const) {
      const { says, code } = await match('--program', 'mentoring', '--publish', '--csv', file);
      expect(says).toContain(sentence);
      expect(code).toBe(1);
    }
    expect([await count('drafts'), await count('pairs')]).toEqual([0, 0]);
    expect(await readFile(join(directory, 'mine.csv'), 'utf8')).toBe('mine');
  });

  it('writes no pair into the file that does not hold any more, before it is published and afterwards', async () => {
    await people(4, 2);
    const programs = await programsOf(database.db, workspaceId);
    const [program] = programs.filter(({ kind }) => kind === 'mentoring');
    if (!program) throw new Error('no program');
    await openCohort(ports, { workspaceId, personId: null }, program.id);
    await database.db
      .updateTable('people')
      .set({ paused_at: ports.clock.now() })
      .where('id', '=', id('OFFERS', 0))
      .execute();
    for (const publish of [[], ['--publish']]) {
      const file = `made${publish.length}.csv`;
      const { says, code } = await match('--program', 'mentoring', '--csv', file, ...publish);
      expect(says).toMatch(/2 pairs no longer h/);
      expect(code).toBe(0);
      const lines = (await readFile(join(directory, file), 'utf8')).trim().split('\r\n');
      expect(lines).toHaveLength(5);
      expect(lines.filter((line) => line.includes(id('OFFERS', 0)))).toEqual([]);
      expect(lines.filter((line) => line.includes('are not available for this match'))).toHaveLength(2);
    }
    expect(await count('pairs')).toBe(2);
  });

  it.each<[string, string[], [number, number], string]>([
    ['no program is named', [], [1, 1], 'Which program? As in: npm run match -- --program mentoring.'],
    ['there is no such program', ['--program', 'pottery'], [1, 1], 'There is no program "pottery" here.'],
    ['nobody offers help', ['--program', 'mentoring'], [2, 0], 'Nobody offers help in this program yet'],
    ['nobody asks', ['--program', 'mentoring'], [0, 2], 'Nobody waits for a match in this program.'],
    [
      'nobody asks, and it is to be published',
      ['--program', 'mentoring', '--publish'],
      [0, 2],
      'Nobody waits for a match in this program.',
    ],
    [
      'there is no such workspace',
      ['--program', 'mentoring', '--workspace', 'T0OTHER'],
      [1, 1],
      'There is no workspace "T0OTHER" here.',
    ],
    ['an argument is wrong', ['--progam', 'mentoring'], [1, 1], "Unknown option '--progam'"],
    [
      'two arguments contradict each other',
      ['--program', 'mentoring', '--publish', '--dry-run'],
      [1, 1],
      'say one of them',
    ],
  ])('says so in a sentence where %s', async (_, args, [learners, guides], sentence) => {
    await people(learners, guides);
    const { says, code } = await match(...args);
    expect(says).toContain(sentence);
    expect(says).not.toMatch(/\n {4}at /);
    expect(code).toBe(1);
    expect([await count('drafts'), await count('pairs')]).toEqual([0, 0]);
  });

  it('asks which workspace where there are several', async () => {
    await registerWorkspace(database.db, WorkspaceId.parse('T0OTHER'));
    const { says, code } = await match('--program', 'mentoring');
    expect([says.includes('There are several workspaces here'), code]).toEqual([true, 1]);
  });

  it('killed in the middle of publishing, goes on by itself or when it is run again, and makes nothing twice', {
    timeout: 60_000,
  }, async () => {
    await people(200, 100);
    const child = started('--program', 'mentoring', '--publish');
    const ended = new Promise((gone) => child.once('exit', (_code, signal) => gone(signal)));
    const deadline = performance.now() + 30_000;
    while ((await count('pairs')) < 20) {
      expect(performance.now()).toBeLessThan(deadline);
      await wait(5);
    }
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    const before = await count('pairs');
    expect(before).toBeLessThan(200);
    // Whole batches, whatever it was doing.
    expect([before % 10, await count('deliveries')]).toEqual([0, 2 * before]);
    const { state } = await database.db.selectFrom('drafts').select('state').executeTakeFirstOrThrow();
    expect(state).toBe('publishing');

    // The app does a batch by itself; then somebody runs the command again while the app goes on.
    while ((await publishDue(ports)) === 0) await wait(5);
    const app = (async () => {
      while ((await publishDue(ports)) > 0);
    })();
    const { says } = await match('--program', 'mentoring', '--publish');
    await app;
    expect(says).toMatch(/Published: 200 pairs were made|no draft|Nobody waits/);
    const pairs = await database.db.selectFrom('pairs').select(['request_id', 'guide_id']).execute();
    expect(pairs).toHaveLength(200);
    expect(new Set(pairs.map(({ request_id }) => request_id)).size).toBe(200);
    const load = new Map<string, number>();
    for (const { guide_id } of pairs) load.set(guide_id, (load.get(guide_id) ?? 0) + 1);
    expect(Math.max(...load.values())).toBeLessThanOrEqual(2);
    expect(await count('deliveries')).toBe(400);
  });
});
