import { type Kysely, sql } from 'kysely';

/** What a workspace's admins set for all of it; null: the product's usual. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw(`
    alter table workspaces
      add column usual_hours jsonb,
      add column language text,
      add column keeps_guests_out boolean,
      add column settings_version integer not null default 1`)
    .execute(db);
}
