import { type Kysely, sql } from 'kysely';

/** Addresses that are given to somebody: whoever has one sees what is behind it, until it ends. */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  await run(`
    create table links (
      workspace_id text not null,
      key_hash text not null,
      kind text not null check (kind in ('report', 'export')),
      program_id uuid not null,
      language text not null,
      made_by text not null,
      made_at timestamptz not null,
      ends_at timestamptz not null,
      used_at timestamptz,
      primary key (key_hash),
      foreign key (workspace_id, program_id) references programs (workspace_id, id) on delete cascade
    )`);
  await run('create index links_of_program on links (workspace_id, program_id, ends_at)');
}
