import { sql } from 'kysely';
import type { ClientConfig } from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { TEMPLATE } from './postgres.ts';

/** A busy machine is slow, not wrong: it must not look like a database that does not answer. A ring of locks ends as an error within a second. */
const PATIENCE = { statement_timeout: 30_000, query_timeout: 30_000, connectionTimeoutMillis: 30_000 };

/**
 * A database of one's own, with all tables and nothing in them. `drop` closes it too.
 *
 * @param patient false where a test is about a database that does not answer in time: it waits as long as the app does
 */
export async function freshDatabase({ patient = true } = {}): Promise<{
  db: Database;
  connection: ClientConfig;
  drop(): Promise<void>;
}> {
  const postgres = inject('postgres');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  const asAdmin = async (statement: string): Promise<void> => {
    // Making a database takes as long as it takes, also while everything else runs.
    const admin = openDatabase({ ...postgres, statement_timeout: 0, query_timeout: 0 });
    await sql.raw(statement).execute(admin);
    await admin.destroy();
  };
  // As files, not page by page through the log: a third of the time.
  await asAdmin(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  const connection = { ...postgres, database: name, ...(patient && PATIENCE) };
  const db = openDatabase(connection);
  return {
    db,
    connection,
    async drop() {
      await db.destroy();
      await asAdmin(`drop database ${name} with (force)`);
    },
  };
}
