import { Client, type PoolConfig } from 'pg';
import { type Config, ConfigError } from '../config.ts';
import { readEnvironment } from '../environment.ts';
import { WorkspaceId } from '../ports.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { EmbeddedDatabaseError, startEmbedded } from '../storage/embedded.ts';
import { migrate } from '../storage/migrate.ts';

/** What somebody at a terminal can mend; the message says how. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/**
 * Runs a command, and ends the process with what it returns. What can be mended is said in a sentence; with Ctrl-C
 * what the command began is undone, and a database that it started is stopped.
 *
 * @param command given `ended`, which settles when somebody wants it to end
 */
export async function runCommand(command: (ended: Promise<never>) => Promise<number>): Promise<void> {
  const interrupted = Promise.withResolvers<never>();
  interrupted.promise.catch(() => undefined);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () =>
      interrupted.reject(new CommandError('Stopped. Nothing was written that was not finished.')),
    );
  // Whoever reads may have seen enough, as `head` has.
  process.stdout.on('error', () => process.exit(0));
  try {
    process.exitCode = await command(interrupted.promise);
  } catch (error) {
    const sentence = sentenceFor(error);
    process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
    process.exitCode = 1;
  }
}

/**
 * Opens the database that the app uses, with its tables up to date: the one at DATABASE_URL, or that of DATA_DIR, on
 * which an app may be running at the same time; where none does, PostgreSQL runs until `work` is done.
 *
 * @throws CommandError, ConfigError or EmbeddedDatabaseError in words, and what `work` throws
 */
export async function withDatabase<T>(
  ended: Promise<never>,
  work: (db: Database, config: Config) => Promise<T>,
): Promise<T> {
  const config = readEnvironment();
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbedded(config.dataDirectory, { forCommand: true });
  const connection: PoolConfig = embedded?.connection ?? { connectionString: config.databaseUrl };
  try {
    await migrate(connection);
    const name = `coach-or-mentor command ${process.pid}`;
    // Nobody in Slack waits for this, and a whole company is more than a second's work.
    const unhurried = { max: 2, statement_timeout: 0, query_timeout: 0 };
    const db = openDatabase({ ...connection, ...unhurried, application_name: name });
    const working = work(db, config);
    try {
      return await Promise.race([working, ended]);
    } catch (error) {
      await cutOff(connection, name);
      await working.catch(() => undefined);
      throw error;
    } finally {
      await db.destroy();
    }
  } finally {
    await embedded?.stop();
  }
}

/** Ends the connections of this name, so that what they had begun is rolled back. */
async function cutOff(connection: PoolConfig, name: string): Promise<void> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
      name,
    ]);
    await client.end();
  } catch {
    // Where the database is gone, so are they.
  }
}

/**
 * The workspace that a command is about: the only one, or the one named.
 *
 * @param asked what stood behind `--workspace`
 * @throws CommandError where it must be named, or is not there
 */
export async function workspaceFor(db: Database, asked: string | undefined): Promise<WorkspaceId> {
  const rows = await db.selectFrom('workspaces').select('id').orderBy('id').execute();
  const ids = rows.map(({ id }) => WorkspaceId.parse(id));
  const [first, ...others] = ids;
  if (!first)
    throw new CommandError(
      'No workspace is known here yet. Start the app once with "npm start" and your Slack tokens; it then knows which one it is in.',
    );
  const names = ids.join(', ');
  if (asked !== undefined) {
    const found = ids.find((id) => id === asked);
    if (!found)
      throw new CommandError(`There is no workspace ${JSON.stringify(asked)} here. There is: ${names}.`);
    return found;
  }
  if (others.length > 0)
    throw new CommandError(
      `There are several workspaces here: say which, as in --workspace ${first}. There are: ${names}.`,
    );
  return first;
}

/** What a person can mend, in a sentence; nothing where the error must be seen whole. */
function sentenceFor(error: unknown): string | undefined {
  if (error instanceof CommandError || error instanceof ConfigError || error instanceof EmbeddedDatabaseError)
    return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  if (['57P01', '57P02', '57P03', 'ECONNRESET'].includes(code) || /Connection terminated/.test(message))
    return 'The database ended meanwhile (did the app stop?). Nothing was written that was not finished; run this again.';
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '28P01', '28000', '3D000'].includes(code))
    return `The database at DATABASE_URL cannot be reached or refuses the login (${code}). Check the address, the user and the password.`;
  return undefined;
}
