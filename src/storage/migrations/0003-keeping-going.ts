import { type Kysely, sql } from 'kysely';

/** What keeps a pair going: goals, sessions, nudges, pulses; and what sending them needs. */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);

  // A workspace whose token no longer works is sent nothing; the budget of its messages is shared by all workers.
  await run(`
    alter table workspaces
      add column disabled_at timestamptz,
      add column disabled_why text,
      add column send_left double precision,
      add column send_counted_at timestamptz`);
  await run(`
    alter table people
      add column days_off jsonb not null default '[]',
      add column nudged_by text not null default 'messages' check (nudged_by in ('messages', 'weekly', 'home')),
      add column pause_why text check (pause_why in ('unreachable')),
      add column last_message_at timestamptz`);

  await run(`
    create table goals (
      workspace_id text not null,
      pair_id uuid not null,
      theme text not null default '',
      goal text not null default '',
      measure text not null default '',
      starting_point smallint check (starting_point between 0 and 10),
      changed_at timestamptz not null,
      version integer not null default 1,
      primary key (workspace_id, pair_id),
      foreign key (workspace_id, pair_id) references pairs (workspace_id, id) on delete cascade
    )`);

  await run(`
    create table sessions (
      workspace_id text not null,
      id uuid not null,
      pair_id uuid not null,
      number smallint check (number > 0),
      state text not null check (state in ('booked', 'held', 'not-held', 'cancelled')),
      wall text not null,
      time_zone text not null,
      starts_at timestamptz not null,
      minutes smallint check (minutes > 0),
      booked_by text check (booked_by in ('guide', 'learner')),
      booked_at timestamptz not null,
      reports jsonb not null default '{}',
      settled_at timestamptz,
      progress smallint check (progress between 0 and 10),
      learner_words jsonb not null default '{}',
      guide_words jsonb not null default '{}',
      calendar_key uuid not null,
      version integer not null default 1,
      primary key (workspace_id, id),
      foreign key (workspace_id, pair_id) references pairs (workspace_id, id) on delete cascade
    )`);
  await run('create index sessions_pair on sessions (workspace_id, pair_id, starts_at)');
  await run('create unique index sessions_calendar on sessions (calendar_key)');
  await run(`
    create unique index one_booked_session on sessions (workspace_id, pair_id) where state = 'booked'`);

  await run(`
    create table pulses (
      workspace_id text not null,
      pair_id uuid not null,
      person_id text not null,
      once text not null,
      useful smallint check (useful between 1 and 5),
      safe smallint check (safe between 1 and 5),
      rhythm text check (rhythm in ('right', 'oftener', 'rarer')),
      answered_at timestamptz not null,
      primary key (workspace_id, pair_id, person_id, once),
      foreign key (workspace_id, pair_id) references pairs (workspace_id, id) on delete cascade,
      foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
    )`);

  // The plan; `delivery_id` is no reference, which would read and lock a row for each. What is due moves to a delivery and to the queue; rescheduling and cancelling are an update here.
  await run(`
    create table nudges (
      workspace_id text not null,
      id uuid not null,
      person_id text not null,
      subject_id uuid not null,
      kind text not null,
      once text not null,
      due_at timestamptz not null,
      state text not null check (state in ('planned', 'queued', 'sent', 'dropped', 'failed', 'cancelled')),
      why text,
      delivery_id uuid,
      sent_at timestamptz,
      primary key (workspace_id, id),
      unique (workspace_id, person_id, subject_id, kind, once),
      foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
    )`);
  await run(`create index nudges_due on nudges (due_at) where state = 'planned'`);
  await run(`create index nudges_person on nudges (workspace_id, person_id, due_at) where state = 'planned'`);
  await run('create index nudges_subject on nudges (workspace_id, subject_id)');
  await run(
    'create index nudges_delivery on nudges (workspace_id, delivery_id) where delivery_id is not null',
  );

  // Whether it arrived is not known: it is looked up before it is sent again. What stands in Slack is known by a hash, so
  // that what has not changed is not written there again.
  await run(`
    alter table deliveries
      add column is_unsure boolean not null default false,
      add column doubts smallint not null default 0,
      add column shown text`);
  // A nudge's message is found by its nudges: without it here, each of its steps writes one index less.
  await run('drop index deliveries_about');
  await run(
    `create index deliveries_about on deliveries using gin (about jsonb_path_ops) where class <> 'nudge'`,
  );
  // What nobody sends any more is found by the time until which somebody was to.
  await run('drop index deliveries_leased');
  await run(`create index deliveries_leased on deliveries (held_until) where state in ('sending', 'queued')`);
  // A row that names nobody holds up all others.
  await run(`alter table workspaces add check (id ~ '^[TE][A-Z0-9]{2,}$')`);
  await run(`alter table people add check (id ~ '^[UW][A-Z0-9]{2,}$')`);
  // How much somebody has been sent of late is asked before each nudge.
  await run(`
    create index deliveries_nudged on deliveries (workspace_id, person_id, sent_at)
    where class = 'nudge' and sent_at is not null`);

  // Pairs that ran before there were cadences get their plan.
  await run(`update pairs set due_at = now() where state = 'running' and due_at is null`);

  // Words for the persons of trust and for nobody else.
  await run(`
    create table concerns (
      workspace_id text not null,
      id uuid not null,
      person_id text not null,
      told text[] not null,
      words text not null,
      at timestamptz not null,
      primary key (workspace_id, id),
      foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
    )`);
}
