import { sql } from 'kysely';
import type { ClientConfig } from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { TEMPLATE } from './postgres.ts';

/** A database of one's own, with all tables and nothing in them. `drop` closes it too. */
export async function freshDatabase(): Promise<{
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
  await asAdmin(`create database ${name} template ${TEMPLATE}`);
  const connection = { ...postgres, database: name };
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
