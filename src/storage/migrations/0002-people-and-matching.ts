import { type Kysely, sql } from 'kysely';

/** Every reference carries the workspace, so that a row can never point into another one. */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);

  await run(`
    create table people (
      workspace_id text not null references workspaces (id) on delete cascade,
      id text not null,
      name text not null default '',
      locale text,
      time_zone text,
      is_guest boolean not null default false,
      is_gone boolean not null default false,
      facts_at timestamptz,
      facts_asked_at timestamptz,
      facts_problem text,
      email text,
      title text,
      department text,
      manager_key text,
      experience_years smallint check (experience_years between 0 and 80),
      hours jsonb,
      paused_at timestamptz,
      back_on date,
      primary key (workspace_id, id)
    )`);
  await run('create unique index people_email on people (workspace_id, lower(email))');
  await run('create index people_manager on people (workspace_id, manager_key)');

  await run(`
    create table lookups (
      workspace_id text not null references workspaces (id) on delete cascade,
      email text not null,
      manager_key text,
      details jsonb not null default '{}',
      asked_at timestamptz,
      problem text,
      primary key (workspace_id, email)
    )`);
  // What waits for Slack is asked for every second, and is nearly always nothing.
  await run('create index people_to_ask on people (workspace_id, facts_asked_at) where facts_at is null');
  await run('create index lookups_to_ask on lookups (workspace_id, asked_at)');

  await run(`
    create table profiles (
      workspace_id text not null,
      person_id text not null,
      kinds text[] not null check (kinds <@ array['coaching', 'mentoring'] and cardinality(kinds) > 0),
      topics text[] not null,
      places smallint not null check (places between 0 and 10),
      languages text[] not null,
      experience_years smallint check (experience_years between 0 and 80),
      ways text[] not null,
      about text not null,
      coach_confirmed_at timestamptz,
      coach_confirmed_by text,
      briefed_at timestamptz,
      updated_at timestamptz not null,
      version integer not null default 1,
      primary key (workspace_id, person_id),
      foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
    )`);

  // Whom somebody excludes needs no row of their own: being excluded must leave no trace of them anywhere else.
  await run(`
    create table exclusions (
      workspace_id text not null,
      person_id text not null,
      excluded_id text not null,
      made_at timestamptz not null,
      primary key (workspace_id, person_id, excluded_id),
      check (person_id <> excluded_id),
      foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
    )`);
  await run('create index exclusions_other_way on exclusions (workspace_id, excluded_id)');

  await run(`
    create table programs (
      workspace_id text not null references workspaces (id) on delete cascade,
      id uuid not null,
      kind text not null check (kind in ('coaching', 'mentoring')),
      name text not null,
      is_open boolean not null,
      state text not null check (state in ('running', 'ended')),
      rules jsonb not null,
      created_at timestamptz not null,
      primary key (workspace_id, id)
    )`);
  await run('create unique index one_open_program on programs (workspace_id, kind) where is_open');

  await run(`
    create table program_members (
      workspace_id text not null,
      program_id uuid not null,
      person_id text not null,
      role text not null check (role in ('manager', 'guide', 'learner')),
      added_at timestamptz not null,
      primary key (workspace_id, program_id, person_id, role),
      foreign key (workspace_id, program_id) references programs (workspace_id, id) on delete cascade,
      foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
    )`);

  await run(`
    create table requests (
      workspace_id text not null,
      id uuid not null,
      program_id uuid not null,
      learner_id text not null,
      topics text[] not null,
      ways text[] not null,
      languages text[] not null,
      hopes text not null,
      avoid jsonb not null,
      earlier_welcome boolean not null default false,
      choices text[] not null default '{}',
      state text not null check (state in ('choosing', 'offering', 'waiting', 'matched', 'withdrawn', 'closed')),
      state_data jsonb not null default '{}',
      due_at timestamptz,
      created_at timestamptz not null,
      version integer not null default 1,
      primary key (workspace_id, id),
      foreign key (workspace_id, program_id) references programs (workspace_id, id) on delete cascade,
      foreign key (workspace_id, learner_id) references people (workspace_id, id) on delete cascade
    )`);
  await run(`
    create unique index one_open_request on requests (workspace_id, program_id, learner_id)
    where state in ('choosing', 'offering', 'waiting')`);
  await run('create index requests_due on requests (due_at) where due_at is not null');
  await run('create index requests_learner on requests (workspace_id, learner_id)');

  await run(`
    create table offers (
      workspace_id text not null,
      id uuid not null,
      request_id uuid not null,
      guide_id text not null,
      fit jsonb not null,
      state text not null
        check (state in ('pending', 'asked', 'accepted', 'declined', 'expired', 'withdrawn', 'moved')),
      state_data jsonb not null default '{}',
      made_at timestamptz not null,
      due_at timestamptz,
      version integer not null default 1,
      primary key (workspace_id, id),
      foreign key (workspace_id, request_id) references requests (workspace_id, id) on delete cascade,
      foreign key (workspace_id, guide_id) references people (workspace_id, id) on delete cascade
    )`);
  await run(`
    create unique index one_pending_offer on offers (workspace_id, request_id)
    where state in ('pending', 'asked')`);
  await run('create index offers_due on offers (due_at) where due_at is not null');
  await run(
    `create index offers_guide on offers (workspace_id, guide_id) where state in ('pending', 'asked')`,
  );
  await run('create index offers_request on offers (workspace_id, request_id)');

  await run(`
    create table pairs (
      workspace_id text not null,
      id uuid not null,
      program_id uuid not null,
      request_id uuid not null,
      kind text not null check (kind in ('coaching', 'mentoring')),
      guide_id text not null,
      learner_id text not null,
      state text not null check (state in ('trial', 'agreement', 'running', 'paused', 'ended')),
      state_data jsonb not null default '{}',
      fit jsonb not null,
      began_at timestamptz not null,
      first_talk_at timestamptz,
      ended_at timestamptz,
      due_at timestamptz,
      version integer not null default 1,
      primary key (workspace_id, id),
      foreign key (workspace_id, program_id) references programs (workspace_id, id) on delete cascade,
      foreign key (workspace_id, request_id) references requests (workspace_id, id) on delete cascade,
      foreign key (workspace_id, guide_id) references people (workspace_id, id) on delete cascade,
      foreign key (workspace_id, learner_id) references people (workspace_id, id) on delete cascade
    )`);
  await run(
    `create unique index one_pair_a_request on pairs (workspace_id, request_id) where state <> 'ended'`,
  );
  await run('create index pairs_due on pairs (due_at) where due_at is not null');
  await run('create index pairs_guide on pairs (workspace_id, guide_id)');
  await run('create index pairs_learner on pairs (workspace_id, learner_id)');

  await run(`
    create table drafts (
      workspace_id text not null,
      id uuid not null,
      program_id uuid not null,
      state text not null check (state in ('draft', 'publishing', 'published', 'dropped')),
      state_data jsonb not null default '{}',
      pins jsonb not null default '[]',
      forbidden jsonb not null default '[]',
      result jsonb not null,
      made_at timestamptz not null,
      version integer not null default 1,
      primary key (workspace_id, id),
      foreign key (workspace_id, program_id) references programs (workspace_id, id) on delete cascade
    )`);
  await run(`
    create unique index one_open_draft on drafts (workspace_id, program_id)
    where state in ('draft', 'publishing')`);
  await run(`create index drafts_publishing on drafts (workspace_id, id) where state = 'publishing'`);

  await run(`
    create table deliveries (
      workspace_id text not null,
      id uuid not null,
      person_id text not null,
      occurrence text not null,
      kind text not null,
      about jsonb not null,
      class text not null check (class in ('answer', 'notice', 'nudge')),
      state text not null
        check (state in ('planned', 'queued', 'sending', 'sent', 'skipped', 'failed', 'cancelled')),
      due_at timestamptz not null,
      held_until timestamptz,
      tries smallint not null default 0,
      channel text,
      ts text,
      sent_at timestamptz,
      refresh_at timestamptz,
      problem text,
      primary key (workspace_id, id),
      unique (workspace_id, person_id, occurrence),
      foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
    )`);
  await run(`create index deliveries_due on deliveries (due_at) where state = 'planned'`);
  await run(`create index deliveries_stale on deliveries (refresh_at) where refresh_at is not null`);
  await run(`create index deliveries_about on deliveries using gin (about jsonb_path_ops)`);
  await run(`create index deliveries_leased on deliveries (held_until) where state = 'sending'`);

  await run(`
    create table submissions (
      workspace_id text not null references workspaces (id) on delete cascade,
      view_id text not null,
      step text not null,
      at timestamptz not null,
      primary key (workspace_id, view_id, step)
    )`);

  await run(`
    create table audit_events (
      workspace_id text not null references workspaces (id) on delete cascade,
      id bigint generated always as identity,
      at timestamptz not null,
      actor text not null,
      what text not null,
      about jsonb not null,
      primary key (workspace_id, id)
    )`);
}
