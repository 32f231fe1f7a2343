import type { Selectable } from 'kysely';
import { z } from 'zod';
import { SPOKEN, Ways } from '../../people/profile.ts';
import { PersonId, type PersonKey, WorkspaceId } from '../../ports.ts';
import { ProgramId } from '../../programs/program.ts';
import type { Database, Tx } from '../../storage/database.ts';
import type { Schema } from '../../storage/schema.ts';
import { StoredInstant, stateColumns, storedState } from '../../storage/states.ts';
import { CLOSED, type Request, RequestId, type RequestState } from '../request.ts';

const People = z.array(PersonId);

/** A request's state as it is kept; its name is a column, the rest is JSON. */
const StoredState: z.ZodType<RequestState> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('choosing'), since: StoredInstant, remindedAt: StoredInstant.nullable() }),
  z.object({ state: z.literal('offering'), offer: z.enum(['open', 'over']) }),
  z.object({
    state: z.literal('waiting'),
    since: StoredInstant,
    for: z.enum(['guide', 'cohort', 'start']),
    reportedAt: StoredInstant,
    known: People.nullable(),
    suggestedAt: StoredInstant.nullable(),
  }),
  z.object({ state: z.literal('matched') }),
  z.object({ state: z.literal('withdrawn'), at: StoredInstant }),
  z.object({ state: z.literal('closed'), at: StoredInstant, why: z.enum(CLOSED) }),
]);
const Avoid = z.object({ ownDepartment: z.boolean(), people: People });
const Languages = z.array(z.enum(SPOKEN));
/** The states in which a learner is still looking for somebody. */
export const OPEN = ['choosing', 'offering', 'waiting'] as const;

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
  const rows = await requestsIn(db, workspaceId)
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
  const rows = await requestsIn(db, workspaceId)
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
  const row = await requestsIn(db, workspaceId)
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

function requestsIn(db: Database | Tx, workspaceId: WorkspaceId) {
  return db.selectFrom('requests').selectAll().where('workspace_id', '=', workspaceId);
}

function columnsOf({ wish, choices, state, dueAt, version }: Request) {
  return {
    topics: wish.topics,
    ways: wish.ways,
    languages: wish.languages,
    hopes: wish.hopes,
    avoid: JSON.stringify(wish.avoid),
    earlier_welcome: wish.earlierWelcome,
    choices,
    ...stateColumns(state),
    due_at: dueAt,
    version,
  };
}

function requestFrom(row: Selectable<Schema['requests']>): Request {
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
    state: StoredState.parse(storedState(row)),
    dueAt: row.due_at,
    createdAt: row.created_at,
    version: row.version,
  };
}
