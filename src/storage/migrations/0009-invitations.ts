import { type Kysely, sql } from 'kysely';

/** Who was asked by a manager whether they would like to take part in a program. */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);

  await run(`
    create table invitations (
      workspace_id text not null,
      program_id uuid not null,
      person_id text not null,
      invited_by text not null,
      invited_at timestamptz not null,
      told_at timestamptz,
      not_now_at timestamptz,
      primary key (workspace_id, program_id, person_id),
      foreign key (workspace_id, program_id) references programs (workspace_id, id) on delete cascade,
      foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
    )`);
  await run('create index invitations_untold on invitations (invited_at) where told_at is null');
  await run('create index invitations_of_person on invitations (workspace_id, person_id)');
  await run('create index program_members_of_person on program_members (workspace_id, person_id)');
}
