import { type Kysely, sql } from 'kysely';

/** What the app says in channels. */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);

  await run(`
    create table posts (
      workspace_id text not null,
      id uuid not null,
      program_id uuid not null,
      occurrence text not null,
      kind text not null,
      about jsonb not null,
      channel text not null,
      state text not null check (state in ('planned', 'sending', 'sent', 'skipped', 'failed')),
      due_at timestamptz not null,
      held_until timestamptz,
      tries smallint not null default 0,
      failures smallint not null default 0,
      is_plain boolean not null default false,
      ts text,
      posted_at timestamptz,
      refresh_at timestamptz,
      shown text,
      problem text,
      primary key (workspace_id, id),
      unique (workspace_id, program_id, occurrence),
      foreign key (workspace_id, program_id) references programs (workspace_id, id) on delete cascade
    )`);
  await run(`create index posts_due on posts (due_at) where state = 'planned'`);
  await run(`create index posts_leased on posts (held_until) where state = 'sending'`);
  await run('create index posts_stale on posts (refresh_at) where refresh_at is not null');
  await run('create index posts_about on posts using gin (about jsonb_path_ops)');
}
