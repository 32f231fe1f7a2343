import { type Kysely, sql } from 'kysely';

/**
 * Which pairs of a program have not met. That both were told of it beforehand is kept where every message is: in
 * `deliveries`, once for each of the two, as sent; so of pairs that began before there was such a message nothing is shown.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw(`
    create index pairs_unmet on pairs (workspace_id, program_id, began_at)
    where first_talk_at is null and state in ('trial', 'agreement', 'running')`)
    .execute(db);
}
