import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '../../src/storage/embedded.ts';

const running: EmbeddedDatabase[] = [];
const directories: string[] = [];

async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'coach-embedded-'));
  directories.push(path);
  return path;
}

async function start(path: string): Promise<EmbeddedDatabase> {
  const database = await startEmbedded(path);
  running.push(database);
  return database;
}

async function query(database: EmbeddedDatabase, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(database.connection);
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

afterEach(async () => {
  for (const database of running.splice(0)) {
    await database.stop();
    await rm(database.dataDirectory, { recursive: true, force: true });
  }
  for (const path of directories.splice(0)) await rm(path, { recursive: true, force: true });
});

describe('the database that comes with the app', () => {
  it('keeps its data over a restart, is durable, and speaks through a socket alone', async () => {
    const path = join(await directory(), 'data');
    const first = await start(path);
    await query(first, 'create table kept (word text)');
    await query(first, "insert into kept values ('zażółć')");
    expect(await query(first, 'show fsync')).toEqual([{ fsync: 'on' }]);
    expect(await query(first, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(await query(first, 'show server_version_num')).toEqual([
      { server_version_num: expect.stringMatching(/^18/) },
    ]);
    await first.stop();
    running.length = 0;
    const again = await start(path);
    expect(await query(again, 'select word from kept')).toEqual([{ word: 'zażółć' }]);
  });

  it('refuses a second app on the same data, in a sentence', async () => {
    const path = join(await directory(), 'data');
    await start(path);
    await expect(startEmbedded(path)).rejects.toThrow(
      /Another Coach or Mentor is running on the data in .*Stop it first, or give this one its own data with DATA_DIR\./,
    );
  });

  describe('for a command', () => {
    let path: string;
    let home: string;
    beforeAll(async () => {
      path = join(await mkdtemp(join(tmpdir(), 'coach-embedded-')), 'data');
      const app = await startEmbedded(path);
      home = app.dataDirectory;
      await app.stop();
    });
    afterAll(async () => {
      for (const each of [home, dirname(path)]) await rm(each, { recursive: true, force: true });
    });
    afterEach(async () => {
      for (const app of apps.splice(0)) await app.stop();
    });
    const apps: EmbeddedDatabase[] = [];
    /** An app on the data of all these tests. */
    const started = async (): Promise<EmbeddedDatabase> => {
      const app = await startEmbedded(path);
      apps.push(app);
      return app;
    };
    const command = (at = path) => startEmbedded(at, { forCommand: true });
    const answers = async (database: EmbeddedDatabase) =>
      (await query(database, 'select 1 as one').catch(() => [])).length === 1;

    it('works beside an app that runs, which goes on afterwards', async () => {
      const app = await started();
      const beside = await command();
      expect(await answers(beside)).toBe(true);
      await beside.stop();
      expect(await answers(app)).toBe(true);
    });

    it('starts the server where no app runs, and stops it in the end', async () => {
      const alone = await command();
      expect(await answers(alone)).toBe(true);
      await alone.stop();
      expect(await answers(alone)).toBe(false);
    });

    it('lets an app that starts meanwhile wait, and leaves the server to it', async () => {
      const first = await command();
      const app = started();
      await expect
        .poll(
          async () =>
            (
              await query(
                first,
                "select from pg_stat_activity where application_name = 'coach-or-mentor lock'",
              )
            ).length,
        )
        .toBe(1);
      await first.stop();
      expect(await answers(await app)).toBe(true);
    });

    it('leaves the server to another command, and the last one stops it', async () => {
      const [first, second] = [await command(), await command()];
      await first.stop();
      expect(await answers(second)).toBe(true);
      await second.stop();
      expect(await answers(second)).toBe(false);
    });

    it('stops in peace where the app ended before', async () => {
      const app = await started();
      const beside = await command();
      await app.stop();
      apps.length = 0;
      await expect(beside.stop()).resolves.toBeUndefined();
    });

    it('makes no data where there are none, and says what to do', async () => {
      const none = join(await directory(), 'data');
      await expect(command(none)).rejects.toThrow(/There are no data in .* yet\. Start the app once/);
    });
  });

  it('adopts the server that a killed app left behind, and stops it in the end', async () => {
    const path = join(await directory(), 'data');
    const app = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, '../../src/storage/embedded.ts'))};
         const { dataDirectory } = await startEmbedded(${JSON.stringify(path)});
         process.stdout.write(dataDirectory);
         setInterval(() => {}, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const home = await new Promise<string>((resolve) =>
      app.stdout.once('data', (data) => resolve(String(data))),
    );
    const pidOf = async () =>
      Number((await readFile(join(home, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
    const orphan = await pidOf();
    const gone = new Promise((resolve) => app.once('exit', resolve));
    app.kill('SIGKILL');
    await gone;
    const adopted = await start(path);
    expect(await pidOf()).toBe(orphan);
    expect(await query(adopted, 'select 1 as one')).toEqual([{ one: 1 }]);
    await adopted.stop();
    running.length = 0;
    await adopted.ended;
    expect(() => process.kill(orphan, 0)).toThrow();
  });

  it('starts where its account may not go: the data lie elsewhere, and it says where', async () => {
    const closed = await directory();
    await chmod(closed, 0o700);
    const path = join(closed, 'data');
    const database = await start(path);
    expect(await query(database, 'select 1 as one')).toEqual([{ one: 1 }]);
    const isRoot = process.getuid?.() === 0;
    expect(database.dataDirectory === path).toBe(!isRoot);
    expect((await stat(database.dataDirectory)).mode & 0o077).toBe(0);
  });

  it('runs as an account that is not root', async () => {
    const database = await start(join(await directory(), 'data'));
    const [pid] = (await readFile(join(database.dataDirectory, 'postgres/postmaster.pid'), 'utf8')).split(
      '\n',
    );
    const { stdout } = await promisify(execFile)('ps', ['-o', 'uid=', '-p', String(pid)]);
    expect(Number(stdout.trim())).not.toBe(0);
  });
});
