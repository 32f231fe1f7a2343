import { sql } from 'kysely';
import { z } from 'zod';
import { PairId } from '../../pairs/pair.ts';
import { SPOKEN, Ways } from '../../people/profile.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import { CLOSED, type Request, RequestId, type RequestState } from '../request.ts';

const Instant = z.iso.datetime().transform((instant) => new Date(instant));
const People = z.array(PersonId);

/** A request's state as it is kept; its name is a column, the rest is JSON. */
const StoredState: z.ZodType<RequestState> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('choosing'), since: Instant, remindedAt: Instant.nullable() }),
  z.object({ state: z.literal('offering'), offer: z.enum(['open', 'over']) }),
  z.object({
    state: z.literal('waiting'),
    since: Instant,
    for: z.enum(['guide', 'cohort']),
    reportedAt: Instant,
    known: People.nullable(),
    suggestedAt: Instant.nullable(),
  }),
  z.object({ state: z.literal('matched') }),
  z.object({ state: z.literal('withdrawn'), at: Instant }),
  z.object({ state: z.literal('closed'), at: Instant, why: z.enum(CLOSED) }),
]);
const Avoid = z.object({ ownDepartment: z.boolean(), people: People });
const Languages = z.array(z.enum(SPOKEN));
const OPEN = ['choosing', 'offering', 'waiting'] as const;

/** Writes a new request. */
export async function insertRequest(tx: Tx, request: Request): Promise<void> {
  await insertRequests(tx, [request]);
}

/** Writes new requests, a few thousand at most. */
export async function insertRequests(tx: Tx, requests: readonly Request[]): Promise<void> {
  if (requests.length === 0) return;
  await tx
    .insertInto('requests')
    .values(
      requests.map((request) => ({
        workspace_id: request.workspaceId,
        id: request.id,
        program_id: request.programId,
        learner_id: request.learnerId,
        created_at: request.createdAt,
        ...columnsOf(request),
      })),
    )
    .execute();
}

/** Those of these people who ask in the program already, or have been matched in it with somebody they still meet. */
export async function readServed(
  tx: Tx,
  workspaceId: WorkspaceId,
  programId: ProgramId,
  ids: readonly PersonId[],
): Promise<Set<PersonId>> {
  const { rows } = await sql<{ id: string }>`
    select distinct learner_id as id from requests
    where workspace_id = ${workspaceId} and program_id = ${programId} and learner_id = any(${[...ids]})
      and (state = any(${[...OPEN]}) or state = 'matched' and exists (
        select from pairs where pairs.workspace_id = requests.workspace_id
          and pairs.request_id = requests.id and pairs.state <> 'ended'))`.execute(tx);
  return new Set(rows.map(({ id }) => PersonId.parse(id)));
}

/** Those of these people who ask for somebody, or have been asked. */
export async function readUnderWay(
  tx: Tx,
  workspaceId: WorkspaceId,
  ids: readonly PersonId[],
): Promise<PersonId[]> {
  const { rows } = await sql<{ id: string }>`
    select learner_id as id from requests
    where workspace_id = ${workspaceId} and learner_id = any(${[...ids]}) and state = any(${[...OPEN]})
    union
    select guide_id from offers
    where workspace_id = ${workspaceId} and guide_id = any(${[...ids]}) and state in ('pending', 'asked')
    order by id`.execute(tx);
  return rows.map(({ id }) => PersonId.parse(id));
}

/** Writes what has become of a request that was read under its lock. */
export async function writeRequest(tx: Tx, request: Request): Promise<void> {
  await tx
    .updateTable('requests')
    .set(columnsOf(request))
    .where('workspace_id', '=', request.workspaceId)
    .where('id', '=', request.id)
    .execute();
}

/** A request of this workspace; nothing where it has none of that id. */
export async function readRequest(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: RequestId,
): Promise<Request | undefined> {
  const [request] = await readRequests(db, workspaceId, [id]);
  return request;
}

/** Requests by id, in the order of their ids; those that are not there are left out. `lock` lets other changes wait. */
export async function readRequests(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  ids: readonly RequestId[],
  { lock = false }: { lock?: boolean } = {},
): Promise<Request[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .$if(lock, (query) => query.forNoKeyUpdate())
    .execute();
  return rows.map(requestFrom);
}

/** This person's open requests, the oldest first. */
export async function readOpenRequests(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
): Promise<Request[]> {
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('learner_id', '=', personId)
    .where('state', 'in', OPEN)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(requestFrom);
}

/** The request of this person in the program that was matched and whose pair has not ended; nothing where none was. */
export async function readMatchedRequest(
  db: Database | Tx,
  { workspaceId, personId }: PersonKey,
  programId: ProgramId,
): Promise<Request | undefined> {
  const row = await db
    .selectFrom('requests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('learner_id', '=', personId)
    .where('program_id', '=', programId)
    .where('state', '=', 'matched')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('pairs')
          .select('id')
          .whereRef('pairs.workspace_id', '=', 'requests.workspace_id')
          .whereRef('pairs.request_id', '=', 'requests.id')
          .where('pairs.state', '<>', 'ended'),
      ),
    )
    .executeTakeFirst();
  return row && requestFrom(row);
}

/** The pair that a request has led to and that has not ended; nothing where there is none. */
export async function readPairOf(
  db: Database | Tx,
  workspaceId: WorkspaceId,
  id: RequestId,
): Promise<{ id: PairId; guideId: PersonId } | undefined> {
  const row = await db
    .selectFrom('pairs')
    .select(['id', 'guide_id'])
    .where('workspace_id', '=', workspaceId)
    .where('request_id', '=', id)
    .where('state', '<>', 'ended')
    .executeTakeFirst();
  return row && { id: PairId.parse(row.id), guideId: PersonId.parse(row.guide_id) };
}

/** Requests with which something is to be done by `now`, of every workspace, the most overdue first. */
export async function readDueRequests(
  db: Database,
  now: Date,
  most: number,
): Promise<{ workspaceId: WorkspaceId; id: RequestId }[]> {
  const rows = await db
    .selectFrom('requests')
    .select(['workspace_id', 'id'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(most)
    .execute();
  return rows.map(({ workspace_id, id }) => ({
    workspaceId: WorkspaceId.parse(workspace_id),
    id: RequestId.parse(id),
  }));
}

/**
 * Makes open requests due at once: those of a learner, or of programs of these kinds, that wait for a guide; or all of
 * one program.
 * Those on which somebody works at this moment are left out; they are looked at every day anyway.
 */
export async function wakeRequests(
  tx: Tx,
  workspaceId: WorkspaceId,
  which: { kinds: readonly string[] } | { learnerId: PersonId } | { programId: ProgramId },
  now: Date,
): Promise<void> {
  const waiting = sql`requests.state = 'waiting' and requests.state_data ->> 'for' = 'guide'`;
  const condition =
    'kinds' in which
      ? sql<boolean>`${waiting} and programs.kind = any(${[...which.kinds]})`
      : 'learnerId' in which
        ? sql<boolean>`${waiting} and requests.learner_id = ${which.learnerId}`
        : sql<boolean>`requests.state = any(${[...OPEN]}) and programs.id = ${which.programId}`;
  await tx
    .updateTable('requests')
    .set({ due_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', (select) =>
      select
        .selectFrom('requests')
        .innerJoin('programs', (join) =>
          join
            .onRef('programs.workspace_id', '=', 'requests.workspace_id')
            .onRef('programs.id', '=', 'requests.program_id'),
        )
        .select('requests.id')
        .where('requests.workspace_id', '=', workspaceId)
        .where(condition)
        .orderBy('requests.id')
        .forNoKeyUpdate('requests')
        .$if(!('programId' in which), (query) => query.skipLocked()),
    )
    .execute();
}

/** Puts off what cannot be done with a request at present, so that it holds nothing else up. */
export async function postponeRequest(
  db: Database,
  workspaceId: WorkspaceId,
  id: RequestId,
  until: Date,
): Promise<void> {
  await db
    .updateTable('requests')
    .set({ due_at: until })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('due_at', 'is not', null)
    .execute();
}

function columnsOf({ wish, choices, state: { state, ...data }, dueAt, version }: Request) {
  return {
    topics: wish.topics,
    ways: wish.ways,
    languages: wish.languages,
    hopes: wish.hopes,
    avoid: JSON.stringify(wish.avoid),
    earlier_welcome: wish.earlierWelcome,
    choices,
    state,
    state_data: JSON.stringify(data),
    due_at: dueAt,
    version,
  };
}

function requestFrom(row: {
  workspace_id: string;
  id: string;
  program_id: string;
  learner_id: string;
  topics: string[];
  ways: string[];
  languages: string[];
  hopes: string;
  avoid: unknown;
  earlier_welcome: boolean;
  choices: string[];
  state: string;
  state_data: unknown;
  due_at: Date | null;
  created_at: Date;
  version: number;
}): Request {
  const data = z.record(z.string(), z.unknown()).parse(row.state_data);
  return {
    workspaceId: WorkspaceId.parse(row.workspace_id),
    id: RequestId.parse(row.id),
    programId: ProgramId.parse(row.program_id),
    learnerId: PersonId.parse(row.learner_id),
    wish: {
      topics: row.topics,
      ways: Ways.parse(row.ways),
      languages: Languages.parse(row.languages),
      hopes: row.hopes,
      avoid: Avoid.parse(row.avoid),
      earlierWelcome: row.earlier_welcome,
    },
    choices: People.parse(row.choices),
    state: StoredState.parse({ ...data, state: row.state }),
    dueAt: row.due_at,
    createdAt: row.created_at,
    version: row.version,
  };
}
