import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { followClock } from './clock.ts';
import type { portsForCommand } from './commands/ports.ts';
import { type Config, ConfigError, type SlackConfig } from './config.ts';
import { readEnvironment } from './environment.ts';
import { createLog, describeError, type Log } from './log.ts';
import { type Clock, systemClock, type WorkspaceId } from './ports.ts';
import { slackErrorOf } from './slack/errors.ts';
import { EmbeddedDatabaseError, startEmbedded } from './storage/embedded.ts';

/** How long one part may take to stop; PostgreSQL itself takes longer only where it must (see embedded.ts). */
const STOP_SECONDS = 35;
const ROOT = join(import.meta.dirname, '..');

/** What has been started, in order; it is stopped in the opposite order. */
const started: { name: string; stop: () => Promise<unknown> }[] = [];

async function main(): Promise<void> {
  const config = readConfig();
  const secrets = config.slack.mode === 'local' ? [] : secretsOf(config);
  const log = await createLog({ level: config.logLevel, secrets, isTerminal: process.stdout.isTTY });
  const stop = stopper(log);
  process.once('SIGINT', () => void stop(0));
  process.once('SIGTERM', () => void stop(0));
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, (error: unknown) => {
      log.fatal({ error: describeError(error) }, 'an error that nobody caught; the app ends');
      void stop(1);
    });
  try {
    await start(config, log, stop);
  } catch (error) {
    const sentence = sentenceFor(error, config);
    if (sentence) process.stderr.write(`${sentence}\n`);
    else log.fatal({ error: describeError(error) }, 'Coach or Mentor could not start');
    await stop(1);
  }
}

async function start(config: Config, log: Log, stop: (code: number) => Promise<void>): Promise<void> {
  // None needs another. The app's own code is loaded while the other two processes start: 0.2 s of a start (measured).
  // All are waited for, also where one fails: what has come up must be known to be stopped.
  const [connected, came, storage, migrations, queue, running] = await Promise.allSettled([
    databaseFor(config, log, stop),
    config.slack.mode === 'local' ? startLocalSlack(config.port, log, stop) : undefined,
    import('./storage/database.ts'),
    import('./storage/migrate.ts'),
    import('./storage/queue.ts'),
    import('./run.ts'),
  ]);
  const connection = settledValue(connected);
  const local = settledValue(came);
  const { openDatabase } = settledValue(storage);
  const { migrate } = settledValue(migrations);
  const { migrateQueue } = settledValue(queue);
  const { runApp } = settledValue(running);
  await migrate(connection);
  await migrateQueue(connection);
  const db = openDatabase(connection);
  started.push({
    name: 'database connections',
    stop: () => Promise.race([db.destroy(), wait(5_000, undefined, { ref: false })]),
  });
  const slack = local?.slack ?? config.slack;
  if (slack.mode === 'local') throw new Error('local-slack was not started');
  const clock = await productClock(config.clockUrl ?? local?.clockUrl);
  const app = await runApp({
    slack,
    db,
    clock,
    log,
    // On this machine the page has the port, and the app any free one.
    port: local ? 0 : config.port,
    host: local ? '127.0.0.1' : config.host,
    defaultLanguage: config.defaultLanguage,
    publicUrl: config.publicUrl ?? (local ? 'own' : undefined),
  });
  started.push({ name: 'app', stop: () => app.stop() });
  if (local) bringTryOut(app.workspaceId, { db, log, clock, defaultLanguage: config.defaultLanguage });
  // Where the log is read by a machine, it has its own line of this.
  if (local || process.stdout.isTTY) process.stdout.write(`${readyLine(config, app.port, local?.url)}\n`);
}

/** Fills the workspace on this machine, once the app is ready: nobody waits for it. A real install starts empty. */
function bringTryOut(workspaceId: WorkspaceId, options: Parameters<typeof portsForCommand>[0]): void {
  const brought = setImmediate()
    .then(() => Promise.all([import('./commands/ports.ts'), import('./commands/try-out.ts')]))
    .then(([{ portsForCommand }, { bringCompany }]) => bringCompany(portsForCommand(options), workspaceId))
    .catch((error: unknown) =>
      options.log.warn({ error: describeError(error) }, 'the made-up company could not be brought in'),
    );
  started.push({ name: 'try-out', stop: () => brought });
}

/** Product time: the machine's, or that of the Slack workspace on this machine, which can be moved. */
async function productClock(url: string | undefined): Promise<Clock> {
  if (url === undefined) return systemClock;
  const clock = await followClock(url, systemClock);
  started.push({ name: 'clock', stop: async () => clock.stop() });
  return clock;
}

function settledValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

function readyLine(config: Config, port: number, localUrl: string | undefined): string {
  switch (config.slack.mode) {
    case 'local':
      return `Coach or Mentor is ready. Open ${localUrl} (a Slack workspace on this machine; no Slack tokens are set).`;
    case 'socket':
      return `Coach or Mentor is connected to Slack by Socket Mode. Health: http://${config.host}:${port}/health`;
    case 'http':
      return `Coach or Mentor waits for Slack's requests at http://${config.host}:${port}/slack/events (HTTP).`;
  }
}

function readConfig(): Config {
  try {
    return readEnvironment();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

function secretsOf({ slack, databaseUrl }: Config): string[] {
  const password = databaseUrl ? new URL(databaseUrl).password : '';
  const tokens =
    slack.mode === 'socket' ? [slack.appToken] : slack.mode === 'http' ? [slack.signingSecret] : [];
  return [
    ...tokens,
    ...(slack.mode === 'local' ? [] : [slack.botToken]),
    ...(password ? [password, decodeURIComponent(password)] : []),
  ];
}

async function databaseFor(
  config: Config,
  log: Log,
  stop: (code: number) => Promise<void>,
): Promise<PoolConfig> {
  if (config.databaseUrl) return { connectionString: config.databaseUrl };
  const embedded = await startEmbedded(config.dataDirectory);
  if (embedded.dataDirectory !== resolve(config.dataDirectory))
    log.info({ dataDirectory: embedded.dataDirectory }, 'the data lie here');
  let stopping = false;
  started.push({
    name: 'database',
    stop: () => {
      stopping = true;
      return embedded.stop();
    },
  });
  void embedded.ended.then(() => {
    if (stopping) return;
    log.fatal('the database ended; the app ends with it');
    void stop(1);
  });
  return embedded.connection;
}

/** Starts the Slack workspace on this machine as a program of its own; it knows the app by its manifest alone. */
async function startLocalSlack(
  port: number,
  log: Log,
  stop: (code: number) => Promise<void>,
): Promise<{ url: string; clockUrl: string; slack: Exclude<SlackConfig, { mode: 'local' }> }> {
  const secret = (): string => randomBytes(16).toString('hex');
  const tokens = { botToken: `xoxb-local-${secret()}`, appToken: `xapp-local-${secret()}` };
  const child = fork(
    join(ROOT, 'src/local-slack/main.ts'),
    ['--manifest', join(ROOT, 'manifest.yml'), '--port', String(port)],
    {
      env: {
        ...process.env,
        LOCAL_SLACK_BOT_TOKEN: tokens.botToken,
        LOCAL_SLACK_APP_TOKEN: tokens.appToken,
        LOCAL_SLACK_SIGNING_SECRET: secret(),
      },
      // It serves its page's TypeScript with Node's own type stripping, which says each time that it is new.
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Ctrl-C in a terminal is for the app, which then ends this.
      detached: true,
    },
  );
  started.push({ name: 'local-slack', stop: () => ended(child) });
  const { url, apiUrl } = await ready(child);
  child.once('exit', () => {
    if (child.connected || started.some(({ name }) => name === 'local-slack')) {
      log.fatal('local-slack ended; the app ends with it');
      void stop(1);
    }
  });
  return { url, clockUrl: new URL('/clock', apiUrl).href, slack: { mode: 'socket', ...tokens, apiUrl } };
}

class LocalSlackError extends Error {
  readonly code: string | undefined;
  constructor(message: string, code?: string) {
    super(`The Slack workspace on this machine could not start: ${message}`);
    this.code = code;
  }
}

interface FromLocalSlack {
  ready?: { url: string; apiUrl: string };
  failed?: { message: string; code?: string };
}

function ready(child: ChildProcess): Promise<{ url: string; apiUrl: string }> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new LocalSlackError('it ended.')));
    child.on('message', ({ ready, failed }: FromLocalSlack) => {
      if (ready) resolve(ready);
      if (failed) reject(new LocalSlackError(failed.message, failed.code));
    });
  });
}

/** It ends when the channel to it is closed. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.connected) child.disconnect();
  return gone;
}

/** Stops what runs, newest first, once; a second Ctrl-C ends at once. */
function stopper(log: Log): (code: number) => Promise<void> {
  let stopping = false;
  return async (code) => {
    if (stopping) return;
    stopping = true;
    process.once('SIGINT', () => process.exit(130));
    for (const part of started.splice(0).toReversed()) {
      await Promise.race([part.stop(), wait(STOP_SECONDS * 1000, undefined, { ref: false })])
        // A database that hangs does not keep the rest from stopping.
        .catch((error: unknown) =>
          log.warn({ part: part.name, error: describeError(error) }, 'a part did not stop'),
        );
    }
    process.exit(code);
  };
}

/** What a person can mend, in a sentence; nothing where the log must tell. */
function sentenceFor(error: unknown, config: Config): string | undefined {
  if (error instanceof EmbeddedDatabaseError) return error.message;
  const refused = slackErrorOf(error);
  if (refused)
    return `Slack refused the token (${refused}). Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN: copy them again from your Slack app's pages.`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${config.port} is in use. Choose another one, as in: PORT=3005 npm start`;
  if (code === 'slack_webapi_request_error')
    return 'Slack cannot be reached. Check the network, a proxy in between, and SLACK_API_URL if it is set.';
  if (error instanceof LocalSlackError) return error.message;
  if (
    config.databaseUrl &&
    ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '28P01', '28000', '3D000'].includes(String(code))
  )
    return `The database at DATABASE_URL cannot be reached or refuses the login (${String(code)}). Check the address, the user and the password.`;
  return undefined;
}

await main();
