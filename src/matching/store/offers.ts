import type { Selectable } from 'kysely';
import { z } from 'zod';
import { StoredFit } from '../../pairs/fit.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Schema } from '../../storage/schema.ts';
import { StoredInstant, stateColumns, storedState } from '../../storage/states.ts';
import { MOVED, type Offer, OfferId, type OfferState } from '../offer.ts';
import { RequestId } from '../request.ts';

/** An offer's state as it is kept; its name is a column, the rest is JSON. */
const StoredState: z.ZodType<OfferState> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending'), remindAt: StoredInstant.nullable(), expiresAt: StoredInstant }),
  z.object({
    state: z.literal('asked'),
    question: z.string(),
    askedAt: StoredInstant,
    answer: z.string().nullable(),
    remindAt: StoredInstant.nullable(),
    expiresAt: StoredInstant,
  }),
  z.object({ state: z.literal('accepted'), at: StoredInstant }),
  z.object({ state: z.literal('declined'), at: StoredInstant, reason: z.string() }),
  z.object({ state: z.literal('expired'), at: StoredInstant }),
  z.object({ state: z.literal('withdrawn'), at: StoredInstant }),
  z.object({
    state: z.literal('moved'),
    at: StoredInstant,
    why: z.enum(MOVED),
    reason: z.string().optional(),
  }),
]);
const OPEN = ['pending', 'asked'] as const;

/** Writes a new offer. */
export async function insertOffer(tx: Tx, offer: Offer): Promise<void> {
  await tx
    .insertInto('offers')
    .values({
      workspace_id: offer.workspaceId,
      id: offer.id,
      request_id: offer.requestId,
      guide_id: offer.guideId,
      fit: JSON.stringify(offer.fit),
      made_at: offer.madeAt,
      ...columnsOf(offer),
    })
    .execute();
}

/** Writes what has become of an offer that was read under its lock. */
export async function writeOffer(tx: Tx, offer: Offer): Promise<void> {
  await tx
    .updateTable('offers')
    .set(columnsOf(offer))
    .where('workspace_id', '=', offer.workspaceId)
    .where('id', '=', offer.id)
    .execute();
}

/** An offer of this workspace; nothing where it has none of that id. */
export async function readOffer(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: OfferId,
): Promise<Offer | undefined> {
  const row = await offersIn(db, workspaceId).where('id', '=', id).executeTakeFirst();
  return row && offerFrom(row);
}

/** Every offer that was made for these requests, in the order in which they were made. `lock` lets other changes wait. */
export async function readOffersOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  requestIds: readonly RequestId[],
  { lock = false }: { lock?: boolean } = {},
): Promise<Offer[]> {
  if (requestIds.length === 0) return [];
  const rows = await offersIn(db, workspaceId)
    .where('request_id', 'in', [...requestIds])
    .orderBy('made_at')
    .orderBy('id')
    .$if(lock, (query) => query.forNoKeyUpdate())
    .execute();
  return rows.map(offerFrom);
}

/** The offers that wait for this guide, the oldest first. */
export async function readOpenOffersTo(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
): Promise<Offer[]> {
  const rows = await offersIn(db, workspaceId)
    .where('guide_id', '=', personId)
    .where('state', 'in', OPEN)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map(offerFrom);
}

const ASKED_LATELY = 5;

/** Whom this person's requests were put to last, the newest first, whatever became of it. */
export async function readAskedLately(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
): Promise<PersonId[]> {
  const rows = await db
    .selectFrom('offers')
    .innerJoin('requests', (join) =>
      join
        .onRef('requests.workspace_id', '=', 'offers.workspace_id')
        .onRef('requests.id', '=', 'offers.request_id'),
    )
    .select('offers.guide_id')
    .where('requests.workspace_id', '=', workspaceId)
    .where('requests.learner_id', '=', personId)
    .orderBy('offers.made_at', 'desc')
    .limit(ASKED_LATELY)
    .execute();
  return rows.map(({ guide_id }) => PersonId.parse(guide_id));
}

function offersIn(db: Database | Tx, workspaceId: WorkspaceId) {
  return db.selectFrom('offers').selectAll().where('workspace_id', '=', workspaceId);
}

function columnsOf({ state, dueAt, version }: Offer) {
  return { ...stateColumns(state), due_at: dueAt, version };
}

function offerFrom(row: Selectable<Schema['offers']>): Offer {
  return {
    workspaceId: WorkspaceId.parse(row.workspace_id),
    id: OfferId.parse(row.id),
    requestId: RequestId.parse(row.request_id),
    guideId: PersonId.parse(row.guide_id),
    fit: StoredFit.parse(row.fit),
    state: StoredState.parse(storedState(row)),
    madeAt: row.made_at,
    dueAt: row.due_at,
    version: row.version,
  };
}
