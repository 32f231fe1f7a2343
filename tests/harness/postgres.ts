import { mkdtemp, rm } from 'node:fs/promises';
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

/** One real PostgreSQL for the whole run; what it holds is thrown away, so it need not reach the disk. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'coach-tests-'));
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
