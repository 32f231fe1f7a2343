import { z } from 'zod';
import { StoredFit } from '../../pairs/fit.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../ports.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { MOVED, type Offer, OfferId, type OfferState } from '../offer.ts';
import { RequestId } from '../request.ts';

const Instant = z.iso.datetime().transform((instant) => new Date(instant));

/** An offer's state as it is kept; its name is a column, the rest is JSON. */
const StoredState: z.ZodType<OfferState> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending'), remindAt: Instant.nullable(), expiresAt: Instant }),
  z.object({
    state: z.literal('asked'),
    question: z.string(),
    askedAt: Instant,
    answer: z.string().nullable(),
    remindAt: Instant.nullable(),
    expiresAt: Instant,
  }),
  z.object({ state: z.literal('accepted'), at: Instant }),
  z.object({ state: z.literal('declined'), at: Instant, reason: z.string() }),
  z.object({ state: z.literal('expired'), at: Instant }),
  z.object({ state: z.literal('withdrawn'), at: Instant }),
  z.object({ state: z.literal('moved'), at: Instant, why: z.enum(MOVED) }),
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
  const row = await offers(db, workspaceId).where('id', '=', id).executeTakeFirst();
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
  const rows = await offers(db, workspaceId)
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
  const rows = await offers(db, workspaceId)
    .where('guide_id', '=', personId)
    .where('state', 'in', OPEN)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map(offerFrom);
}

/** Offers with which something is to be done by `now`, of every workspace, the most overdue first. */
export async function readDueOffers(
  db: Database,
  now: Date,
  most: number,
): Promise<{ workspaceId: WorkspaceId; id: OfferId }[]> {
  const rows = await db
    .selectFrom('offers')
    .select(['workspace_id', 'id'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(most)
    .execute();
  return rows.map(({ workspace_id, id }) => ({
    workspaceId: WorkspaceId.parse(workspace_id),
    id: OfferId.parse(id),
  }));
}

/** Puts off what cannot be done with an offer at present, so that it holds nothing else up. */
export async function postponeOffer(
  db: Database,
  workspaceId: WorkspaceId,
  id: OfferId,
  until: Date,
): Promise<void> {
  await db
    .updateTable('offers')
    .set({ due_at: until })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('due_at', 'is not', null)
    .execute();
}

function offers(db: Database | Tx, workspaceId: WorkspaceId) {
  return db.selectFrom('offers').selectAll().where('workspace_id', '=', workspaceId);
}

function columnsOf({ state: { state, ...data }, dueAt, version }: Offer) {
  return { state, state_data: JSON.stringify(data), due_at: dueAt, version };
}

function offerFrom(row: {
  workspace_id: string;
  id: string;
  request_id: string;
  guide_id: string;
  fit: unknown;
  state: string;
  state_data: unknown;
  made_at: Date;
  due_at: Date | null;
  version: number;
}): Offer {
  const data = z.record(z.string(), z.unknown()).parse(row.state_data);
  return {
    workspaceId: WorkspaceId.parse(row.workspace_id),
    id: OfferId.parse(row.id),
    requestId: RequestId.parse(row.request_id),
    guideId: PersonId.parse(row.guide_id),
    fit: StoredFit.parse(row.fit),
    state: StoredState.parse({ ...data, state: row.state }),
    madeAt: row.made_at,
    dueAt: row.due_at,
    version: row.version,
  };
}
