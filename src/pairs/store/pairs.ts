import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { PersonId, type PersonKey, WorkspaceId } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { anyOf } from '../../storage/lists.ts';
import type { Schema } from '../../storage/schema.ts';
import { StoredInstant, stateColumns, storedState } from '../../storage/states.ts';
import { StoredFit } from '../fit.ts';
import { dueAt } from '../life.ts';
import { type Pair, PairId, type PairState, REVIEWS, SIDES, type Side } from '../pair.ts';

const Sides = z.enum(SIDES);
const BothSides = z.object({ guide: z.boolean(), learner: z.boolean() });
const Count = z.number().int().min(0);
const Why = z.enum(['not-continued', 'completed', 'silent', 'guide-not-available', 'learner-not-available']);
/** What was stored before there were goodbyes has none. */
const Goodbyes = z.array(z.object({ by: Sides, words: z.string() })).default([]);
const Closing = z
  .object({
    at: StoredInstant,
    why: Why,
    by: z.array(Sides),
    goodbyes: Goodbyes,
    handsOver: z.boolean().default(false),
  })
  .nullable();
const Rhythm = z.discriminatedUnion('form', [
  z.object({ form: z.literal('plan'), sessions: Count, minutes: Count, everyDays: Count }),
  z.object({ form: z.literal('as-needed') }),
  z.object({ form: z.literal('every'), everyDays: Count }),
]);
const Terms = z.object({ purpose: z.string(), rhythm: Rhythm });
const InstantOrNone = StoredInstant.nullable();
/** What was stored of a running pair before there were cadences has begun when it began, and nothing else. */
const StoredCourse = {
  since: StoredInstant,
  from: StoredInstant.optional(),
  terms: Terms,
  proposal: z.object({ by: Sides, terms: Terms, version: Count, at: StoredInstant }).nullable().default(null),
  proposals: Count.default(0),
  notNow: z.object({ times: Count, at: StoredInstant, until: StoredInstant }).nullable().default(null),
  snoozed: z.object({ guide: InstantOrNone, learner: InstantOrNone }).default({ guide: null, learner: null }),
  reviews: z
    .array(
      z.object({
        of: z.enum(REVIEWS),
        round: Count,
        side: Sides,
        said: z.enum(['keep', 'change', 'close']),
        at: StoredInstant,
      }),
    )
    .default([]),
};
const begun = <S extends { since: Date; from?: Date | undefined }>(state: S) => ({
  ...state,
  from: state.from ?? state.since,
});

/** A pair's state as it is kept, without its name, which is a column. */
const StoredState: z.ZodType<PairState> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('trial'), goesOn: BothSides, reminded: Count, closing: Closing }),
  z.object({
    state: z.literal('agreement'),
    since: StoredInstant,
    terms: Terms,
    termsVersion: Count,
    confirmed: BothSides,
    change: z.object({ by: Sides, from: Rhythm, purpose: z.boolean() }).nullable(),
    reminded: Count,
    closing: Closing,
  }),
  z.object({ state: z.literal('running'), ...StoredCourse, closing: Closing }).transform(begun),
  z
    .object({
      state: z.literal('paused'),
      ...StoredCourse,
      at: StoredInstant,
      why: z.enum(['silence', 'asked']),
      until: z.iso.date().nullable(),
      resumesAt: InstantOrNone,
      endsAt: StoredInstant,
      closing: Closing,
    })
    .transform(begun),
  z.object({
    state: z.literal('ended'),
    at: StoredInstant,
    from: z.enum(['trial', 'agreement', 'running', 'paused']),
    why: Why,
    goodbyes: Goodbyes,
    handsOver: z.boolean().default(false),
  }),
]);

/** Writes a new pair. @returns whether it is there now; not where its request has a pair that has not ended. */
export async function insertPair(tx: Tx, pair: Omit<Pair, 'version'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('pairs')
    .values({
      workspace_id: pair.workspaceId,
      id: pair.id,
      program_id: pair.programId,
      request_id: pair.requestId,
      kind: pair.kind,
      guide_id: pair.guideId,
      learner_id: pair.learnerId,
      fit: JSON.stringify(pair.fit),
      began_at: pair.beganAt,
      ...columnsOf(pair),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Writes what has become of a pair that was read under its lock. */
export async function writePair(tx: Tx, pair: Pair): Promise<void> {
  await tx
    .updateTable('pairs')
    .set((set) => ({ ...columnsOf(pair), version: set('version', '+', 1) }))
    .where('workspace_id', '=', pair.workspaceId)
    .where('id', '=', pair.id)
    .execute();
}

/** Locks the two people of a pair, in the order that every flow keeps: before the pair itself. */
export async function lockBoth(tx: Tx, workspaceId: WorkspaceId, id: PairId): Promise<void> {
  await tx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where(
      'id',
      '=',
      sql<string>`any(array(
        select unnest(array[guide_id, learner_id]) from pairs
        where workspace_id = ${workspaceId} and id = ${id}
      ))`,
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** A pair of this workspace; nothing where it has none of that id. `lock` lets other changes of it wait. */
export async function readPair(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: PairId,
  { lock = false }: { lock?: boolean } = {},
): Promise<Pair | undefined> {
  const row = await pairsIn(db, workspaceId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row && pairFrom(row);
}

/** Those of these pairs that the workspace has, in no order. */
export async function readPairs(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  ids: readonly PairId[],
): Promise<Pair[]> {
  if (ids.length === 0) return [];
  const rows = await pairsIn(db, workspaceId).where('id', '=', anyOf(ids, 'uuid')).execute();
  return rows.map(pairFrom);
}

/** When the pair is looked at again. */
export async function writeDue(tx: Tx, pair: Pick<Pair, 'workspaceId' | 'id'>, dueAt: Date): Promise<void> {
  await tx
    .updateTable('pairs')
    .set({ due_at: dueAt })
    .where('workspace_id', '=', pair.workspaceId)
    .where('id', '=', pair.id)
    .execute();
}

/**
 * Lets running pairs be looked at now: those of a program, or all in which somebody has set no hours of their own. Those
 * that are about to end, or rest, have no plan to be made again.
 */
export async function wakePairsOf(
  tx: Tx,
  which: { workspaceId: WorkspaceId } & ({ programId: ProgramId } | { by: 'usual-hours' }),
  now: Date,
): Promise<void> {
  const isOne =
    'programId' in which
      ? sql<boolean>`program_id = ${which.programId}`
      : sql<boolean>`exists (
          select from people where people.workspace_id = pairs.workspace_id
            and people.id in (pairs.guide_id, pairs.learner_id) and people.hours is null)`;
  await tx
    .updateTable('pairs')
    .set({ due_at: now })
    .where('workspace_id', '=', which.workspaceId)
    .where(isOne)
    .where('state', '=', 'running')
    .where(sql<boolean>`state_data ->> 'closing' is null`)
    .where((where) => where.or([where('due_at', 'is', null), where('due_at', '>', now)]))
    .execute();
}

/** The pair that a request has led to and that has not ended. */
export async function readPairOfRequest(
  tx: Tx,
  workspaceId: WorkspaceId,
  requestId: string,
): Promise<Pair | undefined> {
  const row = await pairsIn(tx, workspaceId)
    .where('request_id', '=', requestId)
    .where('state', '<>', 'ended')
    .executeTakeFirst();
  return row && pairFrom(row);
}

/** Every pair of this person that has not ended, the oldest first. */
export async function readLivePairsOf(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
): Promise<Pair[]> {
  const rows = await pairsIn(db, workspaceId)
    .where((where) => where.or([where('guide_id', '=', personId), where('learner_id', '=', personId)]))
    .where('state', '<>', 'ended')
    .orderBy('began_at')
    .orderBy('id')
    .execute();
  return rows.map(pairFrom);
}

/** Between whom the pairs of a program are that have not ended, and which of the two have ended theirs already. */
export async function readTogether(
  db: Database | Tx,
  { workspaceId, programId }: { workspaceId: WorkspaceId; programId: ProgramId },
): Promise<{ guideId: PersonId; learnerId: PersonId; left: Side[] }[]> {
  const rows = await db
    .selectFrom('pairs')
    .select(['guide_id', 'learner_id', sql<unknown>`state_data #> '{closing,by}'`.as('left')])
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .where('state', '<>', 'ended')
    .execute();
  return rows.map(({ guide_id, learner_id, left }) => ({
    guideId: PersonId.parse(guide_id),
    learnerId: PersonId.parse(learner_id),
    left: z.array(Sides).parse(left ?? []),
  }));
}

/** Who has been a guide in a program, or has joined it as one. */
export async function readGuidesOf(
  db: Database | Tx,
  { workspaceId, programId }: { workspaceId: WorkspaceId; programId: ProgramId },
): Promise<PersonId[]> {
  const rows = await db
    .selectFrom('pairs')
    .select('guide_id as id')
    .where('workspace_id', '=', workspaceId)
    .where('program_id', '=', programId)
    .union(
      db
        .selectFrom('program_members')
        .select('person_id as id')
        .where('workspace_id', '=', workspaceId)
        .where('program_id', '=', programId)
        .where('role', '=', 'guide'),
    )
    .execute();
  return rows.map(({ id }) => PersonId.parse(id));
}

/** How many pairs take up one of this guide's places. */
export async function countPlaces(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  guideId: PersonId,
): Promise<number> {
  const { taken } = await db
    .selectFrom('pairs')
    .select(({ fn }) => fn.countAll<number>().as('taken'))
    .where('workspace_id', '=', workspaceId)
    .where('guide_id', '=', guideId)
    .where('state', '<>', 'ended')
    .executeTakeFirstOrThrow();
  return taken;
}

function pairsIn(db: Database | Tx, workspaceId: WorkspaceId) {
  return db.selectFrom('pairs').selectAll().where('workspace_id', '=', workspaceId);
}

function columnsOf(pair: Pick<Pair, 'beganAt' | 'firstTalkAt' | 'state'>) {
  return {
    ...stateColumns(pair.state),
    first_talk_at: pair.firstTalkAt,
    ended_at: pair.state.state === 'ended' ? pair.state.at : null,
    due_at: dueAt(pair),
  };
}

function pairFrom(row: Selectable<Schema['pairs']>): Pair {
  return {
    workspaceId: WorkspaceId.parse(row.workspace_id),
    id: PairId.parse(row.id),
    programId: ProgramId.parse(row.program_id),
    requestId: row.request_id,
    kind: row.kind,
    guideId: PersonId.parse(row.guide_id),
    learnerId: PersonId.parse(row.learner_id),
    fit: StoredFit.parse(row.fit),
    beganAt: row.began_at,
    firstTalkAt: row.first_talk_at,
    state: StoredState.parse(storedState(row)),
    version: row.version,
  };
}
