import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/storage/database.ts';
import { startEmbedded } from '../../src/storage/embedded.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { migrateQueue } from '../../src/storage/queue.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: ClientConfig;
  }
}

/** The database that every test file's own is copied from. */
export const TEMPLATE = 'coach_template';

/** Linux keeps in memory what lies here. */
const IN_MEMORY = '/dev/shm';
/** A container may have 64 MB there; a run uses some 500 MB. */
const ENOUGH_BYTES = 4 * 1024 ** 3;

/**
 * One real PostgreSQL for the whole run; what it holds is thrown away, so it need not reach the disk: copying the template
 * takes a tenth of the time in memory.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(await placeForData(), 'coach-tests-'));
  // Where root runs the tests, PostgreSQL runs as somebody else, who has to get there.
  await chmod(directory, 0o755);
  const postgres = await startEmbedded(join(directory, 'data'), {
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  const admin = openDatabase(postgres.connection);
  const { sql } = await import('kysely');
  await sql.raw(`create database ${TEMPLATE}`).execute(admin);
  await admin.destroy();
  await migrate({ ...postgres.connection, database: TEMPLATE });
  await migrateQueue({ ...postgres.connection, database: TEMPLATE });
  project.provide('postgres', { ...postgres.connection });
  return async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
    await rm(postgres.dataDirectory, { recursive: true, force: true });
  };
}

async function placeForData(): Promise<string> {
  const free = await statfs(IN_MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return free > ENOUGH_BYTES ? IN_MEMORY : tmpdir();
}
