import { type ChildProcess, execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { registerWorkspace } from '../../src/people/flow/contacts.ts';
import { PersonId, WorkspaceId } from '../../src/ports.ts';
import { addProgram } from '../../src/programs/flow/life.ts';
import { ensureOpenPrograms } from '../../src/programs/flow.ts';
import { ProgramId } from '../../src/programs/program.ts';
import { inTransaction } from '../../src/storage/database.ts';
import { freshDatabase } from '../harness/database.ts';
import { aProgram } from '../programs/made.ts';

const ROOT = join(import.meta.dirname, '../..');
const workspaceId = WorkspaceId.parse('T0LUMENARI');

let directory = '';
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'coach-people-'));
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Types a command in the test's directory, as npm runs it. */
function types(
  args: string[],
  more: Record<string, string> = {},
  started: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  const { host, port, user, password } = inject('postgres');
  const url = `postgres://${user}:${password}@localhost:${port}/${database.connection.database}?host=${host}`;
  const env = { PATH: process.env['PATH'], INIT_CWD: directory, DATABASE_URL: url, ...more };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(ROOT, 'start.mjs'), 'people', ...args],
      { cwd: directory, env },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
    started(child);
  });
}

async function file(name: string, content: string): Promise<string> {
  await writeFile(join(directory, name), content);
  return name;
}

describe('npm run people', () => {
  it('says how it is used', async () => {
    expect(await types([])).toMatchObject({ code: 0, out: expect.stringContaining('import FILE --apply') });
  });

  it.each([
    [['imprt'], 'There is no "imprt". There is: template, import, export.'],
    [['import'], 'Which file? As in: npm run people -- import people.csv'],
    [['import', '--aply', 'x'], "Unknown option '--aply'"],
    [['export', '--apply'], '--apply belongs to import.'],
    [['import', 'a', 'b'], 'One file at a time, please: b is too much.'],
  ])('%j has its sentence', async (args, sentence) => {
    expect(await types(args)).toMatchObject({ code: 1, err: expect.stringContaining(sentence) });
  });

  it('wants the app to have run once, and to be told which workspace where there are several', async () => {
    const name = await file('one.csv', 'person\nU0ADA\n');
    expect((await types(['import', name])).err).toContain(
      'No workspace is known here yet. Start the app once',
    );
    await registerWorkspace(database.db, workspaceId);
    await ensureOpenPrograms(database.db, workspaceId, new Date(), () => crypto.randomUUID(), 'en');
    expect(await types(['import', name])).toMatchObject({ code: 0 });
    await registerWorkspace(database.db, WorkspaceId.parse('T0ANOTHER'));
    expect((await types(['import', name])).err).toContain('say which, as in --workspace T0ANOTHER.');
    expect((await types(['import', name, '--workspace', 'T0NONE'])).err).toContain(
      'There is no workspace "T0NONE" here.',
    );
    expect(await types(['import', name, '--workspace', workspaceId])).toMatchObject({ code: 0 });
    await database.db.deleteFrom('workspaces').where('id', '=', 'T0ANOTHER').execute();
  });

  it('goes from the template to a trial run, to what is written, and out again', async () => {
    expect(await types(['template', 'people.csv'])).toMatchObject({ out: 'Written to people.csv.\n' });
    const trial = await types(['import', 'people.csv']);
    expect(trial.code).toBe(0);
    expect(trial.out).toContain(
      'This was a trial run: nothing was written. To write it: npm run people -- import',
    );
    expect((await types(['export'])).out.split('\r\n')).toHaveLength(2);
    const written = await types(['import', 'people.csv', '--apply']);
    expect(written.out).toMatch(
      /^ +new +changed +unchanged\npeople +0 +0 +0\nby e-mail, to be found in Slack +1 /,
    );
    expect(written.out).toContain('\nWritten.\n\nSlack is asked about 2 people while the app runs');
    expect(await types(['export', 'out.csv'])).toMatchObject({ code: 0 });
    const again = await types(['import', 'out.csv']);
    expect(again.out).toMatch(/by e-mail, to be found in Slack +0 +0 +2/);
    expect(await readFile(join(directory, 'out.csv'), 'utf8')).toContain(
      'robin.okonkwo@example.com,Head of Design',
    );
  });

  it('writes who takes part in which program, manages it, is invited; and imports nothing of that', async () => {
    const { db } = database;
    const at = new Date();
    const ids = ['U0ZADA', 'U0ZBEN', 'U0ZCYD'] as const;
    await types(['import', await file('z.csv', `person\n${ids.join('\n')}\n`), '--apply']);
    const programs = [
      { name: 'Women | engineering', state: 'ended' },
      { name: 'Rising leaders', state: 'open', kind: 'coaching' },
      { name: 'Closed by now', state: 'running', rules: { joinsWhileRunning: false } },
    ] as const;
    const by = { workspaceId, personId: PersonId.parse('U0ZADA') };
    const made: string[] = [];
    for (const [index, says] of programs.entries()) {
      const id = ProgramId.parse(crypto.randomUUID());
      made.push(id);
      const later = new Date(at.getTime() + index);
      await inTransaction(db, (tx) => addProgram(tx, by, aProgram({ id, ...says }), later));
    }
    const [ended = '', open = '', closed = ''] = made;
    const joins = (person_id: string, program_id: string, role: 'learner' | 'guide') =>
      db
        .insertInto('program_members')
        .values({ workspace_id: workspaceId, program_id, person_id, role, added_at: at })
        .execute();
    const asked = (person_id: string, program_id: string, not_now_at: Date | null) =>
      db
        .insertInto('invitations')
        .values({
          workspace_id: workspaceId,
          program_id,
          person_id,
          invited_by: 'U0ZADA',
          invited_at: at,
          not_now_at,
        })
        .execute();
    await joins('U0ZBEN', ended, 'learner');
    await joins('U0ZBEN', ended, 'guide');
    await joins('U0ZBEN', open, 'guide');
    await asked('U0ZBEN', open, null);
    await asked('U0ZADA', open, null);
    await asked('U0ZCYD', open, at);
    await asked('U0ZCYD', closed, null);
    await types(['export', 'programs.csv']);
    const written = (await readFile(join(directory, 'programs.csv'), 'utf8')).split('\r\n');
    expect(written.filter((line) => line.startsWith('U0Z')).map((line) => line.split(',').slice(-3))).toEqual(
      [
        ['', 'Women / engineering|Rising leaders|Closed by now', 'Rising leaders'],
        ['Women / engineering: mentor|Women / engineering: mentee|Rising leaders: coach', '', ''],
        ['', '', 'Rising leaders'],
      ],
    );
    const { code, out } = await types(['import', 'programs.csv']);
    expect(code).toBe(0);
    expect(out).toContain('line 1: Nothing is imported from programs, manages, invited_to: who takes part');
    expect(out).toMatch(/people +0 +0 +\d/);
    expect((await types(['import', await file('bad2.csv', 'person,program\nU0ZADA,x\n')])).code).toBe(1);
  });

  it('shows what changes, cell by cell', async () => {
    await types(['import', await file('a.csv', 'person,title\nU0ADA,Designer\n'), '--apply']);
    const { out } = await types(['import', await file('b.csv', 'person;title\nU0ADA;Lead\nU0BEN;x\n')]);
    expect(out).toContain('New: U0BEN\n');
    expect(out).toMatch(/line +person +column +from → to\n2 +U0ADA +title +Designer → Lead\n/);
  });

  it('names every bad line, ends with 1, and writes nothing', async () => {
    const name = await file('bad.csv', 'person,places\nU0NEW,\nnobody,\nU0BAD,2\n');
    const { code, out } = await types(['import', name, '--apply']);
    expect(code).toBe(1);
    expect(out.split('\n').slice(0, 4)).toEqual([
      expect.stringMatching(/^line 3: person "nobody" is neither/),
      expect.stringMatching(/^line 4: places: there for somebody who offers nothing/),
      '',
      'Nothing was written: 2 problems in bad.csv. Correct the file and run this again.',
    ]);
    const kept = database.db.selectFrom('people').select('id').where('id', '=', 'U0NEW');
    expect(await kept.execute()).toEqual([]);
  });

  it('can be stopped in the middle, and then nothing is written', async () => {
    const name = await file('stopped.csv', 'person\nU0STOPPED\n');
    const code = await database.db.transaction().execute(async (tx) => {
      await sql`lock table people in exclusive mode`.execute(tx);
      let child: ChildProcess | undefined;
      const ended = types(['import', name, '--apply'], {}, (begun) => {
        child = begun;
      });
      const waiting = sql`select from pg_stat_activity
        where application_name like 'coach-or-mentor command%' and wait_event_type = 'Lock'`;
      await expect.poll(async () => (await waiting.execute(database.db)).rows.length).toBe(1);
      child?.kill('SIGINT');
      const { code, err } = await ended;
      expect(err).toBe('Stopped. Nothing was written that was not finished.\n');
      return code;
    });
    expect(code).toBe(1);
    const kept = database.db.selectFrom('people').select('id').where('id', '=', 'U0STOPPED');
    expect(await kept.execute()).toEqual([]);
  });

  it.each([
    ['a file that is not there', 'none.csv', /^There is no file .*none\.csv\.\n$/],
    ['a directory', '.', / is a directory; name a CSV file\.\n$/],
  ])('says in a sentence that it is %s', async (_what, name, sentence) => {
    expect(await types(['import', name])).toMatchObject({ code: 1, err: expect.stringMatching(sentence) });
  });

  it('says in a sentence that the database cannot be reached', async () => {
    const { code, err } = await types(['export'], { DATABASE_URL: 'postgres://u:p@127.0.0.1:9/x' });
    expect(code).toBe(1);
    expect(err).toBe(
      'The database at DATABASE_URL cannot be reached or refuses the login (ECONNREFUSED). Check the address, the user and the password.\n',
    );
  });
});
