import { type Kysely, sql } from 'kysely';

/** What has been published of programs, so that nothing about a few people can be worked out; and the channel summaries. */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);

  // Never taken apart again: whatever is published is about some of these as they stand.
  await run(`
    create table lots (
      workspace_id text not null,
      program_id uuid not null,
      figure text not null,
      lot integer not null,
      contributors text[] not null,
      made_at timestamptz not null,
      primary key (workspace_id, program_id, figure, lot),
      foreign key (workspace_id, program_id) references programs (workspace_id, id) on delete cascade
    )`);
  await run(`
    create table published (
      workspace_id text not null,
      program_id uuid not null,
      figure text not null,
      lots integer[] not null,
      people integer not null,
      value jsonb not null,
      at timestamptz not null,
      primary key (workspace_id, program_id, figure),
      foreign key (workspace_id, program_id) references programs (workspace_id, id) on delete cascade
    )`);
  await run(`
    create table summaries (
      workspace_id text not null,
      program_id uuid not null,
      approved_at timestamptz,
      approved_by text,
      asked text,
      put_off text,
      posted text,
      due_at timestamptz,
      primary key (workspace_id, program_id),
      foreign key (workspace_id, program_id) references programs (workspace_id, id) on delete cascade
    )`);
  await run('create index summaries_due on summaries (due_at) where due_at is not null');
  // An admin can raise it, never lower it.
  await run('alter table workspaces add column least_group smallint check (least_group >= 5)');
  // Who was asked how useful it is: few of all nudges.
  await run(`
    create index nudges_pulse on nudges (workspace_id, subject_id, person_id)
    where kind = 'pairs.pulse' and state = 'sent'`);
  await run('create index pairs_program on pairs (workspace_id, program_id)');
  await run('create index requests_program on requests (workspace_id, program_id, created_at)');
}
