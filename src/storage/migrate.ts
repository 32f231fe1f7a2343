import { type Migration, Migrator } from 'kysely/migration';
import type { PoolConfig } from 'pg';
import { openDatabase, UNHURRIED } from './database.ts';
import * as workspacesAndContacts from './migrations/0001-workspaces-and-contacts.ts';
import * as peopleAndMatching from './migrations/0002-people-and-matching.ts';
import * as keepingGoing from './migrations/0003-keeping-going.ts';
import * as programs from './migrations/0004-programs.ts';
import * as posts from './migrations/0005-posts.ts';
import * as summaries from './migrations/0006-summaries.ts';
import * as links from './migrations/0007-links.ts';
import * as sponsors from './migrations/0008-sponsors.ts';
import * as invitations from './migrations/0009-invitations.ts';
import * as workspaceSettings from './migrations/0010-workspace-settings.ts';
import * as unmetPairs from './migrations/0011-unmet-pairs.ts';

/** In the order they are applied. One that has shipped never changes. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-workspaces-and-contacts': workspacesAndContacts,
  '0002-people-and-matching': peopleAndMatching,
  '0003-keeping-going': keepingGoing,
  '0004-programs': programs,
  '0005-posts': posts,
  '0006-summaries': summaries,
  '0007-links': links,
  '0008-sponsors': sponsors,
  '0009-invitations': invitations,
  '0010-workspace-settings': workspaceSettings,
  '0011-unmet-pairs': unmetPairs,
};

/**
 * Brings our tables up to date, through a connection of its own without a time limit. Several apps may do it at once:
 * one works and the others wait. The queue has its own (`migrateQueue`): commands need none, nor its library's memory.
 *
 * @returns the names of the migrations that were applied now
 * @throws the error of the migration that failed; it is rolled back
 */
export async function migrate(connection: PoolConfig): Promise<string[]> {
  const db = openDatabase({ ...connection, ...UNHURRIED, max: 1 });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error) throw error;
    return results.map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
  }
}
