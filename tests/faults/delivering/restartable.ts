import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { type EmbeddedDatabase, startEmbedded } from '../../../src/storage/embedded.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { migrateQueue } from '../../../src/storage/queue.ts';

/** A PostgreSQL of a test's own, which comes back where it was. */
export interface Restartable {
  connection: ClientConfig;
  /** Ends it as when the machine's power goes: no connection is told, nothing is written any more. */
  crash(): Promise<void>;
  /** Starts it again on what had reached the disk. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one with all tables, and everything that makes its data outlive a crash switched on. */
export async function startRestartable(): Promise<Restartable> {
  const directory = await mkdtemp(join(tmpdir(), 'coach-restart-'));
  const sockets = await mkdtemp(join(tmpdir(), 'cos-'));
  // PostgreSQL runs as another account where this is root.
  await chmod(sockets, 0o777);
  const launch = (): Promise<EmbeddedDatabase> =>
    startEmbedded(join(directory, 'data'), { settings: { unix_socket_directories: sockets } });
  let running = await launch();
  const { connection, dataDirectory } = running;
  await migrate(connection);
  await migrateQueue(connection);
  return {
    connection,
    async crash() {
      const [pid] = readFileSync(join(dataDirectory, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      await running.ended;
    },
    async start() {
      running = await launch();
    },
    async stop() {
      await running.stop();
      for (const path of [directory, dataDirectory, sockets])
        await rm(path, { recursive: true, force: true });
    },
  };
}
