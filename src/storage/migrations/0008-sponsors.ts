import { type Kysely, sql } from 'kysely';

/** Whom a coaching client has brought in as a sponsor, and what they were told; gone with the pair. */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);

  await run(`
    create table sponsors (
      workspace_id text not null,
      id uuid not null,
      pair_id uuid not null,
      number integer not null check (number > 0),
      person_id text not null,
      state text not null check (state in ('proposed', 'agreed', 'declined', 'ended')),
      at timestamptz not null,
      primary key (workspace_id, id),
      unique (workspace_id, pair_id, number),
      foreign key (workspace_id, pair_id) references pairs (workspace_id, id) on delete cascade,
      foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
    )`);
  await run(`
    create unique index one_open_sponsor on sponsors (workspace_id, pair_id)
    where state in ('proposed', 'agreed')`);

  // A draft has no sponsor yet: whoever it is for is not known to the app before the client has approved it.
  await run(`
    create table sponsor_texts (
      workspace_id text not null,
      id uuid not null,
      pair_id uuid not null,
      sponsor_id uuid,
      person_id text not null,
      words text not null,
      to_coach boolean not null,
      version integer not null default 1,
      at timestamptz not null,
      answer text,
      answered_at timestamptz,
      primary key (workspace_id, id),
      foreign key (workspace_id, pair_id) references pairs (workspace_id, id) on delete cascade,
      foreign key (workspace_id, sponsor_id) references sponsors (workspace_id, id) on delete cascade,
      check ((answer is null) = (answered_at is null)),
      check (answer is null or sponsor_id is not null)
    )`);
  await run(`
    create unique index one_sponsor_draft on sponsor_texts (workspace_id, pair_id)
    where sponsor_id is null`);
  await run('create index sponsor_texts_pair on sponsor_texts (workspace_id, pair_id, at)');
}
