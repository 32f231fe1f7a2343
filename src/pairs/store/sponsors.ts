import type { Selectable } from 'kysely';
import { PersonId, type WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Schema } from '../../storage/schema.ts';
import { PairId } from '../pair.ts';
import { type Sponsor, SponsorId, type SponsorText, SponsorTextId } from '../sponsor.ts';

/** Every sponsor that a pair has had, the first one first. */
export async function readSponsors(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  pairId: PairId,
): Promise<Sponsor[]> {
  const rows = await db
    .selectFrom('sponsors')
    .select(['id', 'number', 'person_id', 'state'])
    .where('workspace_id', '=', workspaceId)
    .where('pair_id', '=', pairId)
    .orderBy('number')
    .execute();
  return rows.map(({ id, number, person_id, state }) => ({
    id: SponsorId.parse(id),
    number,
    personId: PersonId.parse(person_id),
    state,
  }));
}

/** Writes a sponsor of a pair, new or as they stand now; under the pair's lock. */
export async function writeSponsor(
  tx: Tx,
  workspaceId: WorkspaceId,
  pairId: PairId,
  { id, number, personId, state }: Sponsor,
  at: Date,
): Promise<void> {
  const row = { workspace_id: workspaceId, id, pair_id: pairId, number, person_id: personId, state, at };
  await tx
    .insertInto('sponsors')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet({ state, at }))
    .execute();
}

/** Every text of a pair's, the draft included, the oldest first. */
export async function readSponsorTexts(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  pairId: PairId,
): Promise<SponsorText[]> {
  const rows = await textsIn(db, workspaceId)
    .where('pair_id', '=', pairId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(textFrom);
}

/** A text, and which pair's it is; nothing where the workspace has none of that id. */
export async function readSponsorText(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: SponsorTextId,
): Promise<{ pairId: PairId; text: SponsorText } | undefined> {
  const row = await textsIn(db, workspaceId).where('id', '=', id).executeTakeFirst();
  return row && { pairId: PairId.parse(row.pair_id), text: textFrom(row) };
}

/** A pair has one draft: this one takes the place of another. */
export async function putDraft(
  tx: Tx,
  workspaceId: WorkspaceId,
  pairId: PairId,
  { id, to, words, toCoach, version, at }: SponsorText,
): Promise<void> {
  await tx
    .deleteFrom('sponsor_texts')
    .where('workspace_id', '=', workspaceId)
    .where('pair_id', '=', pairId)
    .where('sponsor_id', 'is', null)
    .execute();
  const row = { workspace_id: workspaceId, id, pair_id: pairId, person_id: to, words, version, at };
  await tx
    .insertInto('sponsor_texts')
    .values({ ...row, to_coach: toCoach })
    .execute();
}

/** Writes what has become of a text that was read under its pair's lock. */
export async function writeSponsorText(
  tx: Tx,
  workspaceId: WorkspaceId,
  { id, sponsorId, words, version, at, answer }: SponsorText,
): Promise<void> {
  await tx
    .updateTable('sponsor_texts')
    .set({
      sponsor_id: sponsorId,
      words,
      version,
      at,
      answer: answer?.words ?? null,
      answered_at: answer?.at ?? null,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

function textsIn(db: Database | Tx, workspaceId: WorkspaceId) {
  return db.selectFrom('sponsor_texts').selectAll().where('workspace_id', '=', workspaceId);
}

function textFrom(row: Selectable<Schema['sponsor_texts']>): SponsorText {
  const { words, version, at, answer, answered_at } = row;
  return {
    id: SponsorTextId.parse(row.id),
    sponsorId: row.sponsor_id === null ? null : SponsorId.parse(row.sponsor_id),
    to: PersonId.parse(row.person_id),
    words,
    toCoach: row.to_coach,
    version,
    at,
    answer: answer === null || answered_at === null ? null : { words: answer, at: answered_at },
  };
}
