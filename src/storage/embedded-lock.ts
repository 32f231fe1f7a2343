import { setTimeout as wait } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';

/** Held by the one app that works on the data, through a session that ends with the app, however it ends. */
const APP_LOCK = 7_226_249;
/** How long an app that starts waits for a command that works on the data. */
const COMMAND_SECONDS = 60;
const OF_COMMAND = 'coach-or-mentor command';
/** How long a connection of our own, just closed, may still be seen. */
const LEAVING_MS = 500;
const POLL_MS = 10;

/** The app's lock; nothing where another app has it. Where a command holds it, the app waits until that is done. */
export async function appLock(connection: ClientConfig): Promise<Client | undefined> {
  const client = await lockClient(connection, 'coach-or-mentor lock');
  for (let waitedMs = 0; waitedMs < COMMAND_SECONDS * 1000; waitedMs += POLL_MS) {
    if (await takeLock(client)) return client;
    if (await isHeldByApp(client)) break;
    await wait(POLL_MS);
  }
  await client.end();
  return undefined;
}

/** A command takes the lock where it can, so that no app ends the server under it; where one runs, it goes without. */
export async function commandLock(connection: ClientConfig): Promise<Client> {
  const client = await lockClient(connection, OF_COMMAND);
  await takeLock(client);
  return client;
}

async function lockClient(connection: ClientConfig, name: string): Promise<Client> {
  const client = new Client({ ...connection, application_name: name });
  // When the database goes down under us, `ended` tells; the lock's own complaint adds nothing.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function takeLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    APP_LOCK,
  ]);
  return rows[0]?.taken ?? false;
}

async function isHeldByApp(client: Client): Promise<boolean> {
  const { rows } = await client.query(
    `select from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and objid = $1 and granted and application_name <> $2`,
    [APP_LOCK, OF_COMMAND],
  );
  return rows.length > 0;
}

/** Is a command the last one to use the server? An app that runs, and one that waits, goes on with it. */
export async function isAlone(lock: Client): Promise<boolean> {
  try {
    if (!(await takeLock(lock))) return false;
    for (let waitedMs = 0; waitedMs < LEAVING_MS; waitedMs += POLL_MS) {
      const { rows } = await lock.query(
        `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      if (rows.length === 0) return true;
      await wait(POLL_MS);
    }
    return false;
  } catch {
    // The app that ran has ended, and its server with it.
    return false;
  }
}
