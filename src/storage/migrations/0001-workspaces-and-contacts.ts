import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table workspaces (
      id text primary key,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`
    create table contacts (
      workspace_id text not null references workspaces (id) on delete cascade,
      kind text not null check (kind in ('support', 'hr', 'trust')),
      people text[] not null,
      note text not null,
      updated_at timestamptz not null,
      updated_by text not null,
      primary key (workspace_id, kind)
    )`.execute(db);
}
