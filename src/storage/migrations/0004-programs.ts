import { type Kysely, sql } from 'kysely';

/** What a program manager sets up: what a program is for, where it is told of, from when until when. */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);

  // "Open" is a state by now: those of every workspace, which nobody has to join, are for all.
  await run('alter table programs rename column is_open to is_for_all');
  await run('alter table programs drop constraint programs_state_check');
  await run(`
    alter table programs
      add check (state in ('draft', 'open', 'running', 'ended')),
      add column purpose text not null default '',
      add column channel text,
      add column starts_on date,
      add column ends_on date,
      add column time_zone text not null default 'UTC',
      add column language text not null default 'en',
      add column state_at timestamptz not null default now(),
      add column due_at timestamptz,
      add column version integer not null default 1,
      add check (ends_on is null or starts_on is null or starts_on <= ends_on)`);
  await run('update programs set state_at = created_at');
  await run('create index programs_due on programs (due_at) where due_at is not null');
}
